"""What the table of 审核定级 holds: villages by rank, the lines between classes, near ones.

Classes, ranks and their order come from the evaluation; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluation.classes.conditions import class_by_conditions
from evaluation.numbers import Score, show_plain
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import AwardKind, Condition, Measure, Standard, for_category
from evaluation.stars.outcome import LossCause, Outcome, OutcomeState
from evaluation.steps.records import Override
from evaluation.views import VillageRow, YearBoard
from gui.wording import word

__all__ = [
    "CutLine",
    "DeliberationRow",
    "cut_lines",
    "is_near_line",
    "ranked_rows",
    "stage_outcome",
    "tied_ranks",
]

_NEAR = 200
"""Two points (of a score or of a percent), in hundredths."""


@dataclass(frozen=True, slots=True)
class DeliberationRow:
    """One village at one stage: `outcome` after the body of the stage, `before` without it.

    near: two points more or less would change its class by the conditions.
    """

    village: VillageRow
    outcome: Outcome
    before: Outcome
    changes: tuple[Override, ...]
    near: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line between classes: it stands before the village at `place` of the rows."""

    place: int
    caption: str


def stage_outcome(row: VillageRow, standard_parts: Sequence[str], part: str) -> Outcome:
    """The outcome after the body `part`; the first is 拟定, any later one 评定."""
    return row.proposed if standard_parts and part == standard_parts[0] else row.final


def ranked_rows(
    board: YearBoard, part: str, *, town: str = "", signed: frozenset[str] = frozenset()
) -> list[DeliberationRow]:
    """参评 and 仅结果 villages by 考核类别 and rank, those without a rank last.

    `signed`: ids of the villages that the body has signed.
    """
    standard = board.head.standard
    parts = _part_ids(standard)
    later = bool(parts) and part != parts[0]
    rows = [
        DeliberationRow(
            village=row,
            outcome=(outcome := stage_outcome(row, parts, part)),
            before=row.proposed if later else row.computed,
            changes=tuple(change for change in row.overrides if change.part == part),
            near=is_near_line(standard, row.category, outcome),
            signed=row.id in signed,
        )
        for row in board.rows
        if row.status is not ParticipationStatus.EXCLUDED and town in ("", row.town)
    ]
    order = {item.name: place for place, item in enumerate(standard.categories)}
    return sorted(
        rows,
        key=lambda row: (
            order.get(row.village.category, -1),
            row.outcome.rank is None,
            row.outcome.rank or 0,
            row.village.position,
        ),
    )


def _part_ids(standard: Standard) -> list[str]:
    return [part.id for step in standard.steps for part in step.parts]


def _class_place(standard: Standard, class_id: str | None) -> int | None:
    places = {item.id: place for place, item in enumerate(standard.classes)}
    return None if class_id is None else places.get(class_id)


def is_near_line(standard: Standard, category: str, outcome: Outcome) -> bool:
    """Whether two points more, or less, on every score would change the class by conditions."""
    if outcome.state is not OutcomeState.RATED or not outcome.detailed:
        return False
    category_id = next((item.id for item in standard.categories if item.name == category), "")
    own = for_category(standard, category_id)
    found = {class_by_conditions(own, _shifted(own, outcome, by)).rating_class
             for by in (-_NEAR, 0, _NEAR)}  # fmt: skip
    return len(found) > 1


def _shifted(standard: Standard, outcome: Outcome, by: int) -> Outcome:
    """The outcome if each score that a class condition can read were `by` hundredths other."""
    changed = replace(
        outcome,
        total=_moved(outcome.total, by),
        satisfaction=_moved(outcome.satisfaction, by, 10000),
        ballot=_moved(outcome.ballot, by, 10000),
        assessment=_moved(outcome.assessment, by),
    )
    if standard.award is not AwardKind.COUNTED:
        return changed
    held = 0
    for star in outcome.stars:
        barred = any(loss.cause is not LossCause.SCORE for loss in star.losses)
        score = 0 if star.score is None else star.score + by
        held += star.given or (not barred and score >= standard.pass_line)
    return replace(changed, stars_held=held)


def _moved(score: Score | None, by: int, most: int | None = None) -> Score | None:
    if score is None:
        return None
    moved = score + by
    return moved if most is None else min(moved, most)


def cut_lines(standard: Standard, rows: Sequence[DeliberationRow]) -> list[CutLine]:
    """The lines between the classes of ranked rows, from the top.

    A line stands below the last village whose computed figures reach the class; a village
    above it with a lower class has lost it through a veto or another condition.
    """
    lines: list[CutLine] = []
    for category in dict.fromkeys(row.village.category for row in rows):
        places = [
            place
            for place, row in enumerate(rows)
            if row.village.category == category and row.outcome.rank is not None
        ]
        if places:
            several = len({row.village.category for row in rows}) > 1
            lead = f"{category or '未分类别'} " if several else ""
            lines.extend(_lines_of(standard, rows, places, lead))
    return lines


def _lines_of(
    standard: Standard, rows: Sequence[DeliberationRow], places: Sequence[int], lead: str
) -> list[CutLine]:
    reached = {
        place: _class_place(standard, _by_conditions(rows[place].outcome)) for place in places
    }
    near = sum(1 for place in places if rows[place].near)
    lines: list[CutLine] = []
    last = len(standard.classes) - 1
    for number, rating_class in enumerate(standard.classes[:-1]):
        inside = [place for place in places if (found := reached[place]) is not None
                  and found <= number]  # fmt: skip
        following = places[0] if not inside else inside[-1] + 1
        if following > places[-1]:
            continue
        if number + 1 == last:
            words = f"{standard.classes[last].outward}线：{_missed(rating_class.conditions)}"
        else:
            words = f"{rating_class.outward}线：{_met(rating_class.conditions)}"
        if not lines and near:
            words += f"　　上下两分以内 {near} 个标黄"
        lines.append(CutLine(following, lead + words))
    return lines


def _by_conditions(outcome: Outcome) -> str | None:
    return next((after for rule, after in outcome.class_path if rule == "conditions"), None)


def _met(conditions: Sequence[Condition]) -> str:
    return "且".join(
        f"{item.at_least} 颗星"
        if item.measure is Measure.STARS
        else f"{word(item.measure)} ≥ {_amount(item)}"
        for item in conditions
    )


def _missed(conditions: Sequence[Condition]) -> str:
    return "，或".join(
        f"{item.at_least - 1} 颗星及以下"
        if item.measure is Measure.STARS
        else f"{word(item.measure)} < {_amount(item)}"
        for item in conditions
    )


def _amount(condition: Condition) -> str:
    percent = "%" if condition.measure is Measure.SATISFACTION else ""
    return f"{show_plain(condition.at_least)}{percent}"


def tied_ranks(rows: Sequence[DeliberationRow]) -> str:
    """The ranks that several villages share, in words; "" when there are none."""
    counts: dict[tuple[str, int], int] = {}
    classes: dict[tuple[str, int], set[str | None]] = {}
    for row in rows:
        if row.outcome.rank is not None:
            key = (row.village.category, row.outcome.rank)
            counts[key] = counts.get(key, 0) + 1
            classes.setdefault(key, set()).add(row.outcome.rating_class)
    words = []
    for key, count in counts.items():
        if count > 1:
            crossing = "，跨分类线" if len(classes[key]) > 1 else ""
            words.append(f"并列第 {key[1]} 名 {count} 个{crossing}")
    if not words:
        return ""
    if len(words) > 3:
        return f"有 {len(words)} 处并列"
    ending = "" if any("跨" in word for word in words) else "，不涉及分类线"
    return "；".join(words) + ending
