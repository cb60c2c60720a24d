"""Columns of the overview's table of villages: what each shows and what it is sorted by."""

from __future__ import annotations

import re

from evaluation.numbers import show
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Step
from evaluation.stars.outcome import Outcome
from evaluation.views import VillageRow, YearHead
from gui.tables.base import Column
from gui.theme import Colour
from gui.wording import outcome_tag, step_mark, word

__all__ = ["overview_columns", "reach_of", "todo_words"]

_TRENDS = {1: " ↑", -1: " ↓", 0: ""}
_TREND_WORDS = {1: "类别比上年上升", -1: "类别比上年下降", 0: ""}


_NAME, _LONG_NAME = 150, 230
_STARS = re.compile(r"([0-9]+)★")


def reach_of(head: YearHead, current: Step | None) -> int:
    """How many steps there is anything to do in: up to the one at work, else all."""
    order = [step.id for step in head.standard.steps]
    return len(order) if current is None else order.index(current.id) + 1


def overview_columns(
    head: YearHead, current: Step | None, *, narrow: bool = False, long_names: bool = False
) -> tuple[Column, ...]:
    """The columns for a standard: without stars where it gives none.

    `current`: the step at work, beyond which nothing is to be done yet. `narrow` leaves the
    year before to the tooltip of the class; `long_names` get more room.
    """
    reach = reach_of(head, current)
    shorts = {item.id: item.short for item in head.standard.classes}
    outwards = [item.outward for item in head.standard.classes]
    names = {
        star.id: f"★{number} {star.name}" for number, star in enumerate(head.standard.stars, 1)
    }
    steps = {step.id: step.short for step in head.standard.steps}
    most = head.standard.most_stars
    columns = [
        Column(
            "序",
            lambda row: row[0].position,
            "note",
            42,
            sort_key=lambda row: row[0].position,
            tooltip=lambda _: "本单位的排列次序，公示和表册都按它排",
        ),
        Column(
            head.unit,
            lambda row: row[0].name,
            "name",
            _LONG_NAME if long_names else _NAME,
            # As in the code page of the characters: the usual ones by their pinyin.
            sort_key=lambda row: row[0].name.encode("gb18030", errors="replace"),
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
                sort_key=lambda row: _last_year_order(row[0].last_year, outwards),
                colour=lambda row: Colour.DONE if row[0].trend > 0 else None,
                tooltip=lambda row: _TREND_WORDS[row[0].trend],
            )
        )
    columns.append(
        Column(
            "待办",
            lambda row: todo_words(row[0], reach),
            "note",
            "stretch",
            colour=lambda row: Colour.FAULT if row[0].urgent else Colour.TEXT,
            icon=lambda row: "mark-warning" if row[0].urgent else None,
            tooltip=lambda row: "；".join(row[0].todo),
            sort_key=lambda row: (
                not row[0].urgent,
                todo_words(row[0], reach) == "—",
                row[0].position,
            ),
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


def _last_year_order(words: str, outwards: list[str]) -> tuple[int, int]:
    """The upper classes first, in a class those with more stars; the unknown last."""
    place = next(
        (place for place, name in enumerate(outwards) if words.partition(" ")[0] == name),
        len(outwards),
    )
    stars = _STARS.search(words)
    return place, -int(stars[1]) if stars else 0


def _todo_order(row: VillageRow, reach: int) -> tuple[bool, bool, int]:
    """Faults first, then what is open, each in the office's own order."""
    return not row.urgent, todo_words(row, reach) == "—", row.position


def todo_words(row: VillageRow, reach: int) -> str:
    """The most urgent thing to do, "—" for nothing.

    A step that waits for other villages is none: `reach` says how many steps count.
    """
    if row.status is not ParticipationStatus.RATED:
        return "：".join(part for part in (word(row.status), row.reason) if part)
    if not row.urgent and all(item.state == "done" for item in row.progress[:reach]):
        return "—"
    return row.todo[0] if row.todo else "—"
