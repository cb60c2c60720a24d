"""Columns and rows of the overview's table of villages."""

from __future__ import annotations

from evaluation.numbers import show
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Step
from evaluation.stars.outcome import Outcome
from evaluation.views import VillageRow, YearBoard, YearHead
from gui.tables.base import Column, Row
from gui.theme import Colour
from gui.wording import outcome_tag, step_mark, word

__all__ = ["overview_columns", "overview_rows"]

_TRENDS = {1: " ↑", -1: " ↓", 0: ""}
_TREND_WORDS = {1: "类别比上年上升", -1: "类别比上年下降", 0: ""}


def overview_rows(board: YearBoard, words: str = "") -> list[Row]:
    """Rows (village,) whose name, town or organisation contains `words`, in order."""
    return [
        (row,)
        for row in board.rows
        if words in row.name or words in row.town_name or words in row.organisation
    ]


def overview_columns(
    head: YearHead, current: Step | None, *, narrow: bool = False
) -> tuple[Column, ...]:
    """The columns for a standard: without stars where it gives none.

    `current`: the step at work, beyond which nothing is to be done yet. `narrow` leaves the
    year before to the tooltip of the class.
    """
    order = [step.id for step in head.standard.steps]
    reach = len(order) if current is None else order.index(current.id) + 1
    shorts = {item.id: item.short for item in head.standard.classes}
    names = {
        star.id: f"★{number} {star.name}" for number, star in enumerate(head.standard.stars, 1)
    }
    steps = {step.id: step.short for step in head.standard.steps}
    most = head.standard.most_stars
    columns = [
        Column("", lambda row: row[0].position, "note", 38),
        Column(
            head.unit,
            lambda row: row[0].name,
            "name",
            150,
            sort_key=lambda row: row[0].position,
            tooltip=lambda row: _who(row[0]),
        ),
    ]
    if len(head.towns) > 1:
        columns.append(
            Column(
                "苏木乡镇",
                lambda row: row[0].town_name,
                "note",
                sort_key=lambda row: (row[0].town, row[0].position),
            )
        )
    columns.append(
        Column(
            _steps_word(len(steps)),
            lambda row: tuple(step_mark(item.state) for item in row[0].progress),
            "dots",
            175 if len(steps) == 5 else "contents",
            tooltip=lambda row: "　".join(
                f"{steps[item.step]} {step_mark(item.state).word}" for item in row[0].progress
            ),
            sort_key=lambda row: sum(item.state == "done" for item in row[0].progress),
        )
    )
    if most:
        columns.append(
            Column(
                _stars_word(most),
                lambda row: _stars(row[0].shown, head.counted, most),
                "stars",
                "contents" if most > 10 else 22 * most + 20,
                sort_key=lambda row: row[0].shown.stars_held,
                tooltip=lambda row: _stars_told(row[0], names),
            )
        )
    columns += [
        Column(
            "总分",
            lambda row: (
                None if row[0].shown.total is None else show(row[0].shown.total, head.decimals)
            ),
            "figure",
            100,
            sort_key=lambda row: -1 if row[0].shown.total is None else row[0].shown.total,
            colour=lambda row: Colour.SECONDARY if _is_draft(row[0]) else None,
            tooltip=lambda row: "按草稿暂计，签字后为准" if _is_draft(row[0]) else "",
        ),
        Column(
            "类别" if head.published else "目前类别",
            lambda row: outcome_tag(row[0].shown.state, row[0].shown.rating_class, shorts),
            "tag",
            97,
            sort_key=lambda row: _class_order(row[0].shown, list(shorts)),
            tooltip=lambda row: _class_told(row[0]),
        ),
    ]
    if not narrow:
        columns.append(
            Column(
                "上年",
                lambda row: row[0].last_year + _TRENDS[row[0].trend] if row[0].last_year else "—",
                "note",
                104,
                colour=lambda row: Colour.DONE if row[0].trend > 0 else None,
                tooltip=lambda row: _TREND_WORDS[row[0].trend],
            )
        )
    columns.append(
        Column(
            "待办",
            lambda row: _todo(row[0], reach),
            "note",
            "stretch",
            colour=lambda row: Colour.FAULT if row[0].urgent else Colour.TEXT,
            icon=lambda row: "mark-warning" if row[0].urgent else None,
            tooltip=lambda row: "；".join(row[0].todo),
            sort_key=lambda row: (not row[0].urgent, _todo(row[0], reach) == "—", row[0].position),
        )
    )
    return tuple(columns)


def _who(row: VillageRow) -> str:
    words = [row.organisation or row.official_name, row.code, row.category]
    return "　".join(part for part in words if part)


def _steps_word(count: int) -> str:
    return f"{'一二三四五六七八九十'[count - 1]}步" if count <= 10 else "步骤"


def _stars_word(most: int) -> str:
    return f"{'一二三四五六七八九十'[most - 1]}星" if most <= 10 else "星"


def _stars(outcome: Outcome, counted: bool, most: int) -> tuple[int | tuple[bool, ...], int]:
    """Which stars are held, each in its own place; a number where they have no places."""
    if counted and outcome.stars:
        return tuple(star.held for star in outcome.stars), most
    return outcome.stars_held, most


def _stars_told(row: VillageRow, names: dict[str, str]) -> str:
    outcome = row.shown
    if not outcome.stars or outcome.total is None:
        return ""
    lost = [names[star.star] for star in outcome.stars if not star.held and star.star in names]
    words = f"获得 {outcome.stars_held} 颗"
    if outcome.stars_earned != outcome.stars_held:
        words += f"（原得 {outcome.stars_earned} 颗）"
    return f"{words}；未得：{'、'.join(lost)}" if lost else words


def _class_order(outcome: Outcome, order: list[str]) -> int:
    return order.index(outcome.rating_class) if outcome.rating_class in order else len(order)


def _is_draft(row: VillageRow) -> bool:
    """Whether the total shown rests on drafts; ranks alone may differ through others."""
    return row.provisional is not None and row.provisional.total != row.outcome.total


def _class_told(row: VillageRow) -> str:
    last_year = f"上年 {row.last_year}" if row.last_year else ""
    return "；".join(part for part in (*row.vetoes, last_year) if part)


def _todo(row: VillageRow, reach: int) -> str:
    """The most urgent thing to do; a step that waits for other villages is none."""
    if row.status is not ParticipationStatus.RATED:
        return "：".join(part for part in (word(row.status), row.reason) if part)
    if not row.urgent and all(item.state == "done" for item in row.progress[:reach]):
        return "—"
    return row.todo[0] if row.todo else "—"
