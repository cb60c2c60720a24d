"""What stands on the 部门反馈表 of a round: for each lead department its indicators, village by
village.

Read from the register once, so that the pages can be made without it. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.faults import RatingFault
from evaluation.gathering import gather
from evaluation.numbers import show_plain
from evaluation.ports import Reader
from evaluation.reports.entry_words import clause_sign
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Figure,
    FigureSource,
    Indicator,
    Standard,
)
from evaluation.stars.outcome import VillageInputs
from evaluation.stars.scoring import SheetContent
from evaluation.views import VillageRow, YearBoard, YearHead

__all__ = ["FeedbackColumn", "FeedbackForm", "FeedbackGroup", "FeedbackRow", "feedback_forms"]

_COUNT, _FIGURE, _SOURCE, _FACT = 17.0, 22.0, 22.0, 42.0  # millimetres


@dataclass(frozen=True, slots=True)
class FeedbackColumn:
    """One column of an indicator: its head and its least width in millimetres. `words`: it
    holds a sentence rather than a number."""

    title: str
    width: float
    words: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackGroup:
    """An indicator with the columns that are asked of the department."""

    title: str
    columns: tuple[FeedbackColumn, ...]

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """A village with the values of each group in the order of its columns; None where the
    indicator is 不涉及 for it."""

    row: VillageRow
    values: tuple[tuple[str, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """The form of one department. shared: (name, unit, value or "") of the figures of the year
    that its indicators are compared with."""

    head: YearHead
    department: str
    blank: bool
    groups: tuple[FeedbackGroup, ...]
    rows: tuple[FeedbackRow, ...]
    shared: tuple[tuple[str, str, str], ...] = field(default=())

    def texts(self) -> tuple[str, ...]:
        """What was written in by people, for the search for missing characters."""
        texts = [self.department]
        for group in self.groups:
            texts += [group.title, *(column.title for column in group.columns)]
        texts += [text for row in self.rows for values in row.values for text in values or ()]
        return tuple(texts)


def feedback_forms(reader: Reader, board: YearBoard, *, blank: bool) -> tuple[FeedbackForm, ...]:
    """A form for each department, in the order of its first indicator.

    blank: without values; else with what is entered on the newest 初评 sheets, drafts
    included. Raises RatingFault when no indicator names a department or no village takes part.
    """
    standard = board.head.standard
    departments: dict[str, list[Indicator]] = {}
    for indicator in standard.indicators:
        if indicator.department and _columns(indicator):
            departments.setdefault(indicator.department, []).append(indicator)
    if not departments:
        raise RatingFault(
            "没有可以打印的部门反馈表：评定标准里没有一项指标写明牵头部门。请先在标准里填写。"
        )
    gathered = gather(reader, board.head.round, standard, drafts=True)
    inputs = {item.village: item for item in gathered.villages}
    rows = [
        row for row in board.rows if row.status is ParticipationStatus.RATED and row.id in inputs
    ]
    if not rows:
        raise RatingFault("没有可以打印的部门反馈表：没有参评的嘎查村。请先在名册里登记。")
    return tuple(
        FeedbackForm(
            head=board.head,
            department=department,
            blank=blank,
            groups=tuple(_group(indicator) for indicator in indicators),
            rows=tuple(
                FeedbackRow(
                    row,
                    tuple(
                        _values(standard, indicator, inputs[row.id], blank=blank)
                        for indicator in indicators
                    ),
                )
                for row in rows
            ),
            shared=_shared(standard, indicators, {} if blank else gathered.shared),
        )
        for department, indicators in departments.items()
    )


def _group(indicator: Indicator) -> FeedbackGroup:
    points = show_plain(indicator.points)
    title = f"{indicator.code}　{indicator.text}（{points} 分）"
    return FeedbackGroup(title, _columns(indicator))


def _with_unit(name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit else name


def _base_typed(figure: Figure) -> bool:
    return figure.source is not FigureSource.TYPED and not figure.shared_base


def _columns(indicator: Indicator) -> tuple[FeedbackColumn, ...]:
    """The columns of an indicator; none where it is filled by the ballot alone."""
    columns: list[FeedbackColumn] = []
    counted = False
    several = len(indicator.clauses) > 1
    for clause in indicator.clauses:
        if clause.kind is ClauseKind.BALLOT:
            continue
        sign = clause_sign(indicator, clause) if several else ""
        if clause.figure is not None:
            columns += _figure_columns(sign, clause, clause.figure)
        else:
            what = "次数" if clause.kind is ClauseKind.OCCURRENCE else "建议扣分"
            words = clause.text or "酌情"
            columns.append(FeedbackColumn(f"{sign}{words}\n（{what}）", _COUNT))
            counted = True
    if columns:
        title, width = ("事实、依据", _FACT) if counted else ("数据来源", _SOURCE)
        columns.append(FeedbackColumn(title, width, words=True))
    return tuple(columns)


def _figure_columns(sign: str, clause: Clause, figure: Figure) -> list[FeedbackColumn]:
    if clause.kind is ClauseKind.YES_NO:
        return [FeedbackColumn(f"{sign}{figure.name}\n（是、否）", _COUNT)]
    columns = [FeedbackColumn(sign + _with_unit(figure.name, figure.unit), _FIGURE)]
    if _base_typed(figure):
        base = _with_unit(figure.base_name or "基数", figure.unit)
        columns.append(FeedbackColumn(base, _FIGURE))
    return columns


def _values(
    standard: Standard, indicator: Indicator, inputs: VillageInputs, *, blank: bool
) -> tuple[str, ...] | None:
    """The values of an indicator's columns for one village; what several assessors entered
    differently stands side by side."""
    category = next((item for item in standard.categories if item.id == inputs.category), None)
    if category is not None and indicator.id in category.not_applicable:
        return None
    if blank:
        return ("",) * len(_columns(indicator))
    entered = [_entered(indicator, content) for content in inputs.assessments]
    if not entered:
        return ("",) * len(_columns(indicator))
    return tuple(
        "／".join(dict.fromkeys(text for text in column if text))
        for column in zip(*entered, strict=True)
    )


def _entered(indicator: Indicator, content: SheetContent) -> list[str]:
    """What one sheet says, in the order of the columns."""
    mark = content.marks.get(indicator.id)
    deductions = {item.clause: item for item in content.deductions.get(indicator.id, ())}
    several = len(indicator.clauses) > 1
    values: list[str] = []
    facts: list[str] = []
    for clause in indicator.clauses:
        if clause.kind is ClauseKind.BALLOT:
            continue
        found = deductions.get(clause.id)
        if clause.figure is not None:
            values.append(_figure_text(clause, None if mark is None else mark.figure))
            if _base_typed(clause.figure) and clause.kind is not ClauseKind.YES_NO:
                values.append(_plain(None if mark is None else mark.base))
        elif found is None:
            values.append("")
        elif clause.kind is ClauseKind.OCCURRENCE:
            values.append(str(found.count))
        else:
            values.append(show_plain(found.amount))
        if found is not None and (found.fact or found.evidence):
            sign = clause_sign(indicator, clause) if several else ""
            evidence = f"（{found.evidence}）" if found.evidence else ""
            facts.append(f"{sign}{found.fact.rstrip('。；')}{evidence}")
    if mark is not None and mark.fact:
        facts.append(mark.fact)
    return [*values, "\n".join(facts)]


def _plain(value: int | None) -> str:
    return "" if value is None else show_plain(value)


def _figure_text(clause: Clause, value: int | None) -> str:
    if clause.kind is ClauseKind.YES_NO and value is not None:
        return "是" if value else "否"
    return _plain(value)


def _shared(
    standard: Standard, indicators: Sequence[Indicator], values: Mapping[str, int]
) -> tuple[tuple[str, str, str], ...]:
    """The figures of the year that the clauses of these indicators name."""
    named = {
        name
        for indicator in indicators
        for clause in indicator.clauses
        for name in (
            clause.shared_target,
            clause.figure.shared_base if clause.figure is not None else "",
        )
        if name
    }
    return tuple(
        (figure.name, figure.unit, _plain(values.get(figure.id)))
        for figure in standard.shared_figures
        if figure.id in named
    )
