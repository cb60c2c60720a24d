"""What one cell of the grid shows: words, a look, and why nothing goes into it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evaluation.numbers import show, show_plain
from evaluation.standard.model import ClauseKind, StepKind
from evaluation.stars.sheets import Deduction, MarkState
from gui.desk.indicator_model import fact_text
from gui.desk.sheet_view import IndicatorView
from gui.desk.words import circled, minus
from gui.grid.columns import CellKind, GridColumn
from gui.grid.villages import GridVillage
from gui.wording import word

__all__ = ["Cell", "Look", "cell_of", "deduction_under"]


class Look(Enum):
    """How a cell is painted beside its words."""

    PLAIN = "plain"
    OPEN = "open"  # 未查: a ground of its own, never like full marks
    FAINT = "faint"  # derived or provisional
    AWAITING = "awaiting"
    WAIVED = "waived"  # 不涉及
    WORDS = "words"  # words, at the left


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is shown and copied; `typed` stands in the editor; `chips` are small words at
    the left, `lost` tells that they cost points; `fixed`: why nothing is entered, "" where
    something can be; `lacking`: an obligatory fact is missing."""

    text: str
    look: Look = Look.PLAIN
    typed: str = ""
    chips: str = ""
    lost: bool = False
    fixed: str = ""
    lacking: bool = False


_RECKONED = "得分由录入的内容计算，不用填写。"
_LACKING = "还缺基数或全年共用数据，算不出得分。"
_LOOKS = {
    MarkState.UNCHECKED: Look.OPEN,
    MarkState.AWAITING: Look.AWAITING,
    MarkState.NOT_APPLICABLE: Look.WAIVED,
}


def deduction_under(row: IndicatorView, clause: str) -> Deduction | None:
    """The deduction of a line under one clause."""
    return next((item for item in row.deductions if item.clause == clause), None)


def cell_of(village: GridVillage, column: GridColumn) -> Cell:
    """The cell of a village in a column."""
    if column.kind is CellKind.OPEN:
        return Cell(str(village.unchecked()), Look.PLAIN, fixed=column.whole)
    if column.kind is CellKind.STAR:
        return _star_cell(village, column)
    row = village.row(column.item)
    fixed = _fixed(village, row)
    match column.kind:
        case CellKind.POINTS:
            return _points_cell(village, row, fixed, in_star=column.code_shown)
        case CellKind.CLAUSES:
            return _clauses_cell(village, row, fixed)
        case CellKind.SCORE:
            return _score_cell(village, row)
        case CellKind.FACT:
            words = fact_text(row)
            own = row.deductions[0].fact if len(row.deductions) == 1 else row.fact
            return Cell(words, Look.WORDS, own, fixed=fixed, lacking=_lacking(village, row))
        case _:
            return _entry_cell(row, column, fixed)


def _fixed(village: GridVillage, row: IndicatorView) -> str:
    if row.by_ballot:
        return f"{row.code} 由测评结果带入，不用填写。"
    category = village.around.category
    if row.indicator is not None and village.around.not_applicable(row.indicator):
        name = category.name if category is not None else ""
        return f"{row.code} 对{name}不适用，不用填写。"
    return village.closed


def _lacking(village: GridVillage, row: IndicatorView) -> bool:
    due = village.step.kind is StepKind.ASSESSMENT and not village.review
    return due and any(not item.fact.strip() for item in row.deductions)


def _star_cell(village: GridVillage, column: GridColumn) -> Cell:
    star = village.standard.star(column.item)
    assert star is not None, "the columns come from the same standard"
    score = village.star_score(star)
    done = all(village.done(item.id) for item in star.indicators)
    text = "—" if score is None else show(score, village.year.decimals)
    return Cell(
        text, Look.PLAIN if done else Look.FAINT, fixed="本星得分由各项得分计算，不用填写。"
    )


def _points_cell(village: GridVillage, row: IndicatorView, fixed: str, *, in_star: bool) -> Cell:
    if row.typed and row.score is not None and row.mark is not None:
        typed = "" if row.mark.score is None else show_plain(row.mark.score)
        return Cell(show(row.score, village.year.decimals), Look.PLAIN, typed, fixed=fixed)
    if village.review:
        before = "" if row.before is None else f"初评 {show(row.before, village.year.decimals)}"
        return Cell("", Look.FAINT, chips=before if in_star else "", fixed=fixed)
    if row.by_ballot:
        return Cell("测评带入", Look.FAINT, fixed=fixed)
    return Cell(word(row.state), _LOOKS.get(row.state, Look.OPEN), fixed=fixed)


def _clauses_cell(village: GridVillage, row: IndicatorView, fixed: str) -> Cell:
    scored = _score_cell(village, row)
    return Cell(
        scored.text,
        scored.look,
        chips=_chip_words(row),
        lost=row.line is not None and any(item.loss for item in row.line.losses),
        fixed=fixed,
        lacking=_lacking(village, row),
    )


def _chip_words(row: IndicatorView) -> str:
    """ "②×3 68%": what was entered, without what it costs."""
    if row.indicator is None:
        return ""
    parts: list[str] = []
    for number, clause in enumerate(row.indicator.clauses, start=1):
        deduction = deduction_under(row, clause.id)
        figure = clause.figure
        if figure is not None and row.mark is not None and row.mark.figure is not None:
            base = "" if row.mark.base is None else f"/{show_plain(row.mark.base)}"
            unit = figure.unit if len(figure.unit) <= 2 else ""
            parts.append(f"{show_plain(row.mark.figure)}{base}{unit}")
        if deduction is not None:
            alone = len(row.indicator.clauses) == 1
            sign = "" if alone else circled(number)
            counted = clause.kind is ClauseKind.OCCURRENCE
            words = f"×{deduction.count}" if counted else f"酌情{minus(deduction.amount)}"
            parts.append(f"{sign}{words}")
    return " ".join(parts)


def _score_cell(village: GridVillage, row: IndicatorView) -> Cell:
    fixed = _RECKONED
    if village.review:
        before = "—" if row.before is None else show(row.before, village.year.decimals)
        return Cell(before, Look.FAINT, fixed="这是初评得分，复核不改它。")
    if row.by_ballot and row.state is not MarkState.NOT_APPLICABLE:
        if row.score is None:
            return Cell("待测评", Look.FAINT, fixed=fixed)
        return Cell(show(row.score, village.year.decimals), Look.PLAIN, fixed=fixed)
    if row.state is not MarkState.CHECKED or row.score is None:
        return Cell(word(row.state), _LOOKS.get(row.state, Look.FAINT), fixed=fixed)
    if _unreckoned(row):
        return Cell("算不出", Look.AWAITING, fixed=_LACKING)
    return Cell(show(row.score, village.year.decimals), Look.PLAIN, fixed=fixed)


def _unreckoned(row: IndicatorView) -> bool:
    """Whether a figure stands there that cannot be reckoned: its base is missing, or the
    figure of the year it is compared with. Full or no points would both be wrong."""
    clause = row.figure_clause
    if clause is None or row.line is None or row.mark is None or row.mark.figure is None:
        return False
    if deduction_under(row, clause.id) is not None:
        return False
    loss = next((item for item in row.line.losses if item.clause.id == clause.id), None)
    return loss is None or loss.untyped or loss.value is None


def _entry_cell(row: IndicatorView, column: GridColumn, fixed: str) -> Cell:
    """A count, an amount, a figure or its base."""
    mark = row.mark
    if row.state is MarkState.NOT_APPLICABLE:
        return Cell("不涉及", Look.WAIVED, fixed=fixed)
    if column.kind in (CellKind.FIGURE, CellKind.BASE):
        number = None
        if mark is not None:
            number = mark.figure if column.kind is CellKind.FIGURE else mark.base
        if number is not None:
            return Cell(show_plain(number), Look.PLAIN, show_plain(number), fixed=fixed)
        return _empty_cell(row, fixed)
    deduction = deduction_under(row, column.clause)
    if deduction is None:
        return _empty_cell(row, fixed, "0" if row.state is MarkState.CHECKED else "")
    counted = column.kind is CellKind.COUNT
    number_words = str(deduction.count) if counted else show_plain(deduction.amount)
    return Cell(number_words, Look.PLAIN, number_words, fixed=fixed)


def _empty_cell(row: IndicatorView, fixed: str, text: str = "") -> Cell:
    if row.state is MarkState.UNCHECKED:
        return Cell("", Look.OPEN, fixed=fixed)
    if row.state is MarkState.AWAITING:
        return Cell("待数据", Look.AWAITING, fixed=fixed)
    return Cell(text, Look.FAINT, text, fixed=fixed)
