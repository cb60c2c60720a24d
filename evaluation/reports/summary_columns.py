"""The columns of the 汇总表: title, width, what each shows of a village and of a count row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.numbers import show
from evaluation.reports.figures import (
    class_text,
    score_text,
    star_name,
    stars_text,
    state_text,
)
from evaluation.standard.model import Star
from evaluation.views import VillageRow, YearHead

__all__ = ["SummaryColumn", "class_counts", "summary_columns"]


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column. `width`: its share of the table; `value`: the text of a village, which is given
    with its running number.

    count: the text of a count row, None where the column joins its neighbours there. widest:
    the widest figure that is expected, "" for words. strong: set in bold.
    """

    title: str
    width: float
    value: Callable[[int, VillageRow], str]
    count: Callable[[Sequence[VillageRow]], str] | None = None
    widest: str = ""
    strong: bool = False
    lines: int = 1


def summary_columns(head: YearHead) -> tuple[SummaryColumn, ...]:
    """序号、嘎查村、各星、总分、星数、满意率、一票否决、类别、上年、备注.

    星数 only where the standard gives stars.
    """
    stars = head.standard.stars
    most = head.standard.most_stars
    columns = [
        SummaryColumn("序号", 11, lambda number, _: str(number)),
        SummaryColumn(head.unit, 48, lambda _, row: row.name, lines=2),
        *(_star_column(head, place, star) for place, star in enumerate(stars)),
        SummaryColumn(
            "总分",
            22,
            lambda _, row: score_text(row.outcome.total, head),
            lambda _: "",
            widest="888.88",
            strong=True,
        ),
    ]
    if most:
        columns.append(
            SummaryColumn(
                "星数",
                13,
                lambda _, row: stars_text(head, row.outcome),
                lambda rows: str(sum(row.outcome.stars_held for row in rows if row.outcome.counts)),
                strong=True,
            )
        )
    return (
        *columns,
        SummaryColumn("满意率\n（%）", 20, _satisfaction, widest="88.88", lines=2),
        SummaryColumn("一票\n否决", 21, _vetoes, lines=2),
        SummaryColumn(
            "类别", 17, lambda _, row: class_text(head.standard, row.outcome), strong=True
        ),
        SummaryColumn("上年", 20, lambda _, row: row.last_year),
        SummaryColumn("备注", 26, _remark, lines=2),
    )


def class_counts(head: YearHead, rows: Sequence[VillageRow]) -> str:
    """How many villages of each class: 一类 5　二类 8."""
    return "　".join(
        f"{item.outward} {count}"
        for item in head.standard.classes
        if (count := sum(1 for row in rows if row.outcome.rating_class == item.id))
    )


def _star_column(head: YearHead, place: int, star: Star) -> SummaryColumn:
    """One star: score and ★ or ☆ of a village, and how many hold it."""

    def value(_: int, row: VillageRow) -> str:
        found = next((one for one in row.outcome.stars if one.star == star.id), None)
        if found is None or found.score is None:
            return ""
        if not head.counted:
            return score_text(found.score, head)
        line = None if found.held else head.standard.pass_line
        return score_text(found.score, head, line=line) + ("★" if found.held else "☆")

    def count(rows: Sequence[VillageRow]) -> str:
        if not head.counted:
            return ""
        detailed = [row for row in rows if row.outcome.counts and row.outcome.detailed]
        return str(sum(1 for row in detailed if row.outcome.stars[place].held))

    name = star_name(star.name)
    title = f"{name[:2]}\n{name[2:]}" if len(name) == 4 else name
    width = 20.5 if head.counted else 24.0
    widest = "88.88★" if head.counted else "88.88"
    return SummaryColumn(title, width, value, count, widest=widest, lines=2)


def _satisfaction(_: int, row: VillageRow) -> str:
    satisfaction = row.outcome.satisfaction
    return "" if satisfaction is None else show(satisfaction, 2)


def _vetoes(_: int, row: VillageRow) -> str:
    """The codes of the vetoes; their wording stands in the village's own sheet."""
    if not row.outcome.counts:
        return ""
    return "、".join(veto.split(" ")[0] for veto in row.vetoes) or "无"


def _remark(_: int, row: VillageRow) -> str:
    """Why a village has no result, or that its result came without details or was changed."""
    if row.outcome.rating_class is None:
        return row.reason or state_text(row.outcome)
    if not row.outcome.detailed:
        return "无明细"
    return "经审定调整" if row.overrides else ""
