"""The rows and columns of a score sheet that goes out, by points, by stars or by clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.exchange.form_book import FormColumn, FormRow
from db.exchange.form_words import AMOUNT, circled, has_typed_base, kind_words, takes_amount
from db.exchange.writing import Amount, CellValue
from evaluation.gathering import latest_sheet, sheet_content
from evaluation.numbers import show_plain
from evaluation.ports import Reader
from evaluation.standard.model import (
    FIGURE_KINDS,
    Clause,
    ClauseKind,
    Indicator,
    Standard,
    Star,
    Step,
    StepKind,
)
from evaluation.stars.scoring import SheetContent, stars_of_step
from evaluation.stars.sheets import Mark, MarkState, Purpose
from evaluation.views import VillageRow, YearBoard

__all__ = ["Gathered", "clause_table", "indicator_table", "shown_hundredths", "star_table"]

_STATES = {
    MarkState.CHECKED: "已查",
    MarkState.NOT_APPLICABLE: "不涉及",
    MarkState.AWAITING: "待数据",
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the rows of a form are made from. own: beside 初评 only."""

    standard: Standard
    step: Step
    stars: tuple[Star, ...]
    numbers: Mapping[str, int]
    content: SheetContent | None
    own: SheetContent | None
    left_out: frozenset[str]

    @staticmethod
    def of(
        reader: Reader,
        board: YearBoard,
        row: VillageRow,
        standard: Standard,
        step: Step,
        filled: bool,
        assessor: str,
    ) -> Gathered:
        def read(step_id: str, purpose: Purpose, by: str) -> SheetContent | None:
            sheet = latest_sheet(reader, board.head.round.id, row.id, step_id, purpose, by)
            return None if sheet is None else sheet_content(reader, sheet)

        own_step = standard.step_of_kind(StepKind.SELF)
        is_own = step.kind is StepKind.SELF
        purpose = Purpose.OWN if is_own else Purpose.ASSESSMENT
        category = next((item for item in standard.categories if item.id == row.category), None)
        return Gathered(
            standard,
            step,
            stars_of_step(standard, step.id),
            {star.id: number for number, star in enumerate(standard.stars, start=1)},
            read(step.id, purpose, assessor) if filled else None,
            read(own_step.id, Purpose.OWN, "")
            if filled and own_step is not None and not is_own
            else None,
            frozenset(category.not_applicable if category else ()),
        )

    def star_name(self, star: Star) -> str:
        return f"★{self.numbers[star.id]} {star.name}"

    def mark(self, item: str) -> Mark | None:
        return None if self.content is None else self.content.marks.get(item)

    def own_score(self, item: str) -> CellValue:
        mark = None if self.own is None else self.own.marks.get(item)
        return _score(mark)

    @property
    def beside(self) -> bool:
        """Whether 自评 has a column of its own."""
        return self.step.kind is StepKind.ASSESSMENT


def _score(mark: Mark | None) -> CellValue:
    if mark is None:
        return None
    if mark.state in (MarkState.NOT_APPLICABLE, MarkState.AWAITING):
        return _STATES[mark.state]
    return None if mark.score is None else Amount(show_plain(mark.score))


def shown_hundredths(value: int | None) -> CellValue:
    """A number of a form, with as many decimals as it has."""
    return None if value is None else Amount(show_plain(value))


def _rule(indicator: Indicator) -> str:
    return "\n".join(
        f"{circled(number)}{clause.text}" if len(indicator.clauses) > 1 else clause.text
        for number, clause in enumerate(indicator.clauses, start=1)
    )


_STAR = FormColumn("项目", 11)
_CODE = FormColumn("编号", 7, centred=True)
_TEXT = FormColumn("考评内容", 24)
_FULL = FormColumn("分值", 6, centred=True)
_OWN = FormColumn("自评得分", 8, centred=True)
_SCORE = FormColumn("得分", 9, entry=True, centred=True)
_REMARK = FormColumn("备注", 16, entry=True)


def indicator_table(gathered: Gathered) -> tuple[tuple[FormColumn, ...], tuple[FormRow, ...]]:
    """Points by indicator: a row for each, with all its clauses in one cell."""
    own = (_OWN,) if gathered.beside else ()
    columns = (_STAR, _CODE, _TEXT, _FULL, FormColumn("计分办法", 42), *own, _SCORE, _REMARK)
    rows: list[FormRow] = []
    for star in gathered.stars:
        for place, indicator in enumerate(star.indicators):
            mark = gathered.mark(indicator.id)
            not_here = indicator.id in gathered.left_out
            rows.append(
                FormRow(
                    (
                        gathered.star_name(star) if place == 0 else None,
                        indicator.code,
                        indicator.text,
                        Amount(show_plain(indicator.points)),
                        _rule(indicator),
                        *((gathered.own_score(indicator.id),) if own else ()),
                        "不涉及" if not_here else _score(mark),
                        mark.fact if mark is not None else None,
                    ),
                    {"得分": (0, indicator.points)},
                    states=("不涉及", "待数据"),
                )
            )
    return columns, tuple(rows)


def star_table(gathered: Gathered) -> tuple[tuple[FormColumn, ...], tuple[FormRow, ...]]:
    """Points by star: a row for each."""
    own = (_OWN,) if gathered.beside else ()
    columns = (_STAR, _CODE, FormColumn("考评内容", 60), _FULL, *own, _SCORE, _REMARK)
    rows = tuple(
        FormRow(
            (
                star.name,
                f"★{gathered.numbers[star.id]}",
                "\n".join(f"{item.code} {item.text}" for item in star.indicators),
                Amount(show_plain(star.points)),
                *((gathered.own_score(star.id),) if own else ()),
                _score(mark),
                mark.fact if mark is not None else None,
            ),
            {"得分": (0, star.points)},
        )
        for star in gathered.stars
        for mark in (gathered.mark(star.id),)
    )
    return columns, rows


def clause_table(gathered: Gathered) -> tuple[tuple[FormColumn, ...], tuple[FormRow, ...]]:
    """By clauses: a row for each, the indicator named on its first."""
    clauses = [
        clause for star in gathered.stars for item in star.indicators for clause in item.clauses
    ]
    columns = [
        _STAR,
        _CODE,
        _TEXT,
        _FULL,
        FormColumn("条", 4, centred=True),
        FormColumn("计分办法", 30),
    ]
    if gathered.beside:
        columns.append(_OWN)
    columns += [
        FormColumn("查验", 8, entry=True, centred=True),
        FormColumn("次数", 7, entry=True, centred=True),
    ]
    if any(takes_amount(clause) for clause in clauses):
        columns.append(FormColumn(AMOUNT, 7, entry=True, centred=True))
    if any(clause.kind in FIGURE_KINDS for clause in clauses):
        columns.append(FormColumn("数据", 10, entry=True, centred=True))
    if any(has_typed_base(clause) for clause in clauses):
        columns.append(FormColumn("基数", 10, entry=True, centred=True))
    columns += [
        FormColumn("事实", 26, entry=True),
        FormColumn("依据", 16, entry=True),
        _REMARK,
    ]
    names = [column.name for column in columns]
    rows = tuple(
        _clause_row(gathered, names, star, indicator, place, number)
        for star in gathered.stars
        for place, indicator in enumerate(star.indicators)
        for number in range(1, max(len(indicator.clauses), 1) + 1)
    )
    return tuple(columns), rows


def _clause_row(
    gathered: Gathered,
    names: Sequence[str],
    star: Star,
    indicator: Indicator,
    place: int,
    number: int,
) -> FormRow:
    first = number == 1
    clause = indicator.clauses[number - 1]
    mark = gathered.mark(indicator.id)
    values: dict[str, CellValue] = {
        "编号": indicator.code,
        "条": str(number),
        "计分办法": _clause_words(indicator, clause),
        **_entered(gathered, indicator, clause),
    }
    if first:
        values["考评内容"] = indicator.text
        values["分值"] = Amount(show_plain(indicator.points))
        values["自评得分"] = gathered.own_score(indicator.id)
        if mark is not None:
            values["查验"] = _STATES.get(mark.state)
            values["备注"] = mark.fact
        if place == 0:
            values["项目"] = gathered.star_name(star)
    if indicator.id in gathered.left_out and first:
        values["查验"] = "不涉及"
    return FormRow(
        tuple(values.get(name) for name in names),
        _limits(indicator, clause),
        choices={"查验": tuple(_STATES.values())} if first else {},
        closed=frozenset(_closed(clause, first)),
    )


def _clause_words(indicator: Indicator, clause: Clause) -> str:
    if clause.kind is ClauseKind.OCCURRENCE:
        return clause.text
    return f"{clause.text}\n（{kind_words(indicator, clause)}）"


def _entered(gathered: Gathered, indicator: Indicator, clause: Clause) -> dict[str, CellValue]:
    """What stands on the sheet under one clause, by column."""
    values: dict[str, CellValue] = {}
    mark = gathered.mark(indicator.id)
    if clause.kind in FIGURE_KINDS and mark is not None:
        values["数据"] = shown_hundredths(mark.figure)
        if has_typed_base(clause):
            values["基数"] = shown_hundredths(mark.base)
    found = gathered.content.deductions.get(indicator.id, ()) if gathered.content else ()
    deduction = next((item for item in found if item.clause == clause.id), None)
    if deduction is None:
        return values
    if clause.kind is ClauseKind.OCCURRENCE:
        values["次数"] = deduction.count
    else:
        values[AMOUNT] = shown_hundredths(deduction.amount)
    values["事实"] = deduction.fact
    values["依据"] = deduction.evidence
    return values


def _limits(indicator: Indicator, clause: Clause) -> dict[str, tuple[int, int]]:
    """Column → smallest and largest entry in hundredths, where it has any."""
    limits: dict[str, tuple[int, int]] = {}
    if clause.kind is ClauseKind.OCCURRENCE:
        limits["次数"] = (0, 100 * (clause.at_most or 999))
    if takes_amount(clause):
        limits[AMOUNT] = (0, indicator.points)
    return limits


def _closed(clause: Clause, first: bool) -> set[str]:
    """Columns in which nothing belongs for this clause; they are shaded."""
    closed = {"次数", AMOUNT, "数据", "基数"}
    if not first:
        closed |= {"查验", "备注", "自评得分"}
    if clause.kind is ClauseKind.OCCURRENCE:
        closed.discard("次数")
    if clause.kind in FIGURE_KINDS:
        closed.discard("数据")
    if has_typed_base(clause):
        closed.discard("基数")
    if takes_amount(clause):
        closed.discard(AMOUNT)
    if clause.kind is ClauseKind.BALLOT:
        closed |= {"事实", "依据"}
    return closed
