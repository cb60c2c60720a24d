"""The columns of both layouts: one star with its indicators, or one indicator with its clauses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from evaluation.numbers import show_plain
from evaluation.standard.model import (
    FIGURE_KINDS,
    Clause,
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Star,
    Step,
)
from evaluation.stars.reasons import clause_text
from evaluation.stars.scoring import depth_of, stars_of_step
from evaluation.stars.sheets import Purpose
from gui.desk.words import circled, short_clause

__all__ = ["CellKind", "GridColumn", "indicator_columns", "star_columns"]

_OPEN = "未查"
_FACT_HINTS = {"事实": "时间、地点、情况", "理由": "为什么改分", "说明": "需要时写"}


class CellKind(Enum):
    """What a column shows and takes."""

    POINTS = "points"  # points as typed
    CLAUSES = "clauses"  # an indicator with clauses: its score, its deductions
    COUNT = "count"  # occurrences under one clause
    AMOUNT = "amount"  # points taken away under one 酌情 clause
    FIGURE = "figure"
    BASE = "base"
    SCORE = "score"  # computed
    FACT = "fact"
    STAR = "star"  # the star's score on the sheet, computed
    OPEN = "open"  # how many items of the sheet are 未查


ENTERED = frozenset(
    {
        CellKind.POINTS,
        CellKind.CLAUSES,
        CellKind.COUNT,
        CellKind.AMOUNT,
        CellKind.FIGURE,
        CellKind.BASE,
        CellKind.FACT,
    }
)


@dataclass(frozen=True, slots=True)
class GridColumn:
    """`item`: id of the indicator or star ("" for 未查); `title` and `name` are the two lines
    of its head; `whole` tells it in full. `width` in units; 0 takes what is left. `percent`:
    the figure is counted in percent. `code_shown`: the head names the item, not the entry."""

    kind: CellKind
    item: str
    title: str
    name: str
    whole: str
    width: int
    clause: str = ""
    percent: bool = False
    code_shown: bool = False

    @property
    def key(self) -> str:
        """What names the column in every layout."""
        return f"{self.kind.value}/{self.item}/{self.clause}"

    @property
    def entered(self) -> bool:
        """Whether something is typed into it."""
        return self.kind in ENTERED

    @property
    def text(self) -> bool:
        """Whether words are typed into it, with an input method."""
        return self.kind is CellKind.FACT


def _open_column(purpose: Purpose) -> GridColumn:
    if purpose is Purpose.REVIEW:
        return GridColumn(CellKind.OPEN, "", "已复核", "全表", "这张表上复核了几项", 70)
    return GridColumn(CellKind.OPEN, "", _OPEN, "全表", "这张表上还有几项未查", 70)


def star_columns(
    standard: Standard, step: Step, purpose: Purpose, star: Star
) -> tuple[GridColumn, ...]:
    """One star: its indicators; where the depth is 每星得分, all stars."""
    depth = depth_of(step, purpose)
    if depth is Depth.STAR:
        stars = stars_of_step(standard, step.id)
        points = tuple(_star_points(standard, item) for item in stars)
        return (*points, _open_column(purpose))
    columns = [_indicator_cell(indicator, depth) for indicator in star.indicators]
    if purpose is not Purpose.REVIEW:
        whole = f"{star.name}在这张表上的得分"
        columns.append(GridColumn(CellKind.STAR, star.id, "本星", "得分", whole, 82))
    return (*columns, _open_column(purpose))


def _star_points(standard: Standard, star: Star) -> GridColumn:
    number = [item.id for item in standard.stars].index(star.id) + 1
    limit = show_plain(star.points)
    return GridColumn(
        CellKind.POINTS,
        star.id,
        f"★{number}　{limit} 分",
        star.name,
        f"★{number} {star.name}，满分 {limit}",
        96,
        code_shown=True,
    )


def _indicator_cell(indicator: Indicator, depth: Depth) -> GridColumn:
    by_clause = depth is Depth.CLAUSE
    limit = show_plain(indicator.points)
    lines = [f"{indicator.code} {indicator.text}，满分 {limit}"]
    if by_clause:
        lines += [
            f"{circled(number)} {clause_text(clause, indicator)}"
            for number, clause in enumerate(indicator.clauses, start=1)
        ]
    return GridColumn(
        CellKind.CLAUSES if by_clause else CellKind.POINTS,
        indicator.id,
        f"{indicator.code}　{limit} 分",
        indicator.text,
        "\n".join(lines),
        150 if by_clause else 108,
        code_shown=True,
    )


def indicator_columns(
    standard: Standard, step: Step, purpose: Purpose, item: str
) -> tuple[GridColumn, ...]:
    """One indicator (a star where the depth is 每星得分): what is entered, 得分, 事实."""
    depth = depth_of(step, purpose)
    columns: list[GridColumn] = []
    indicator = next((known for known in standard.indicators if known.id == item), None)
    if depth is Depth.CLAUSE:
        assert indicator is not None, "clauses belong to indicators"
        for number, clause in enumerate(indicator.clauses, start=1):
            columns += _clause_columns(indicator, number, clause)
        columns.append(GridColumn(CellKind.SCORE, item, "得分", "计算", "按评定标准计算的得分", 92))
    else:
        points = indicator.points if indicator is not None else _star_of(standard, item).points
        limit = show_plain(points)
        title = "复核" if purpose is Purpose.REVIEW else "得分"
        columns.append(
            GridColumn(CellKind.POINTS, item, title, f"满分 {limit}", f"满分 {limit}", 108)
        )
        if purpose is Purpose.REVIEW:
            columns.append(GridColumn(CellKind.SCORE, item, "初评", "得分", "复核前的初评得分", 92))
    word = "事实" if depth is Depth.CLAUSE else "理由" if purpose is Purpose.REVIEW else "说明"
    columns.append(GridColumn(CellKind.FACT, item, word, _FACT_HINTS[word], word, 0))
    return (*columns, _open_column(purpose))


def _star_of(standard: Standard, item: str) -> Star:
    star = standard.star(item)
    assert star is not None, "an item is an indicator or a star"
    return star


def _clause_columns(indicator: Indicator, number: int, clause: Clause) -> list[GridColumn]:
    sign = f"{circled(number)} " if len(indicator.clauses) > 1 else ""
    whole = f"{sign}{clause_text(clause, indicator)}"
    if clause.kind is ClauseKind.OCCURRENCE:
        title = f"{sign}次数 −{show_plain(clause.points)}"
        name = short_clause(clause)
        return [GridColumn(CellKind.COUNT, indicator.id, title, name, whole, 124, clause.id)]
    if clause.kind is ClauseKind.DISCRETION:
        name = clause.text or "酌情"
        return [
            GridColumn(CellKind.AMOUNT, indicator.id, f"{sign}扣分", name, whole, 124, clause.id)
        ]
    if clause.kind not in FIGURE_KINDS or clause.figure is None:
        return []
    figure = clause.figure
    unit = "1 是 0 否" if clause.kind is ClauseKind.YES_NO else figure.unit
    title = f"{sign}数据" + (f"（{unit}）" if unit else "")
    columns = [
        GridColumn(
            CellKind.FIGURE,
            indicator.id,
            title,
            figure.name,
            whole,
            128,
            clause.id,
            percent=figure.unit == "%",
        )
    ]
    if figure.base_name and not figure.shared_base:
        title = f"{sign}基数" + (f"（{figure.unit}）" if figure.unit else "")
        name = figure.base_name
        columns.append(GridColumn(CellKind.BASE, indicator.id, title, name, whole, 128, clause.id))
    return columns
