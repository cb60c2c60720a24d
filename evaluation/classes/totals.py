"""Totals of a round: counts, shares, star rate, distributions. One source for rate, screen
and paper.

Shares are half-up to two decimals from the exact ratio, beside their counts; where they do
not add to 100.00 the note says what they add to. No share is ever mended by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.numbers import half_up, percent, share_text, show
from evaluation.standard.model import AwardKind, Standard
from evaluation.stars.outcome import Outcome, OutcomeState

__all__ = ["ClassCount", "Distribution", "StarWins", "TownClasses", "distribution"]


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class with its number of villages; `share`: percent text, "—" without villages."""

    id: str
    name: str
    short: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class StarWins:
    """How many of the rated villages hold a star; `share` in percent text."""

    id: str
    name: str
    won: int
    rated: int
    share: str


@dataclass(frozen=True, slots=True)
class TownClasses:
    """Classes of one town, counts in the order of the standard's classes."""

    code: str
    name: str
    counts: tuple[int, ...]
    rated: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """Everything that is counted over a round.

    villages: all of the round, 不参评 included. rated: with a result. with_stars: pairs
    (number of stars, villages) from 0 to the most. star_rate: percent text or "—". note: the
    footnote, "" when nothing needs saying. average: stars per rated village, two decimals.
    """

    villages: int
    rated: int
    pending: int
    undetermined: int
    excluded: int
    result_only: int
    stars_won: int
    stars_possible: int
    star_rate: str
    average: str
    classes: tuple[ClassCount, ...]
    with_stars: tuple[tuple[int, int], ...]
    wins: tuple[StarWins, ...]
    towns: tuple[TownClasses, ...]
    note: str


def distribution(
    standard: Standard, outcomes: Sequence[Outcome], towns: Sequence[tuple[str, str]]
) -> Distribution:
    """Counts over the outcomes; `towns`: (code, name) in the order in which they are shown."""
    counted = [outcome for outcome in outcomes if outcome.counts]
    classed = [outcome for outcome in counted if outcome.rating_class is not None]
    detailed = [outcome for outcome in counted if outcome.detailed]
    rated = len(counted)
    classes = tuple(
        ClassCount(
            item.id,
            item.name,
            item.short,
            count := sum(1 for outcome in classed if outcome.rating_class == item.id),
            share_text(count, len(classed)),
        )
        for item in standard.classes
    )
    won = sum(outcome.stars_held for outcome in counted)
    most = standard.most_stars
    possible = rated * most
    pending = sum(1 for outcome in outcomes if outcome.state is OutcomeState.PENDING)
    undetermined = sum(1 for outcome in outcomes if outcome.state is OutcomeState.UNDETERMINED)
    excluded = sum(1 for outcome in outcomes if outcome.state is OutcomeState.EXCLUDED)
    result_only = sum(1 for outcome in counted if not outcome.detailed)
    return Distribution(
        villages=len(outcomes),
        rated=rated,
        pending=pending,
        undetermined=undetermined,
        excluded=excluded,
        result_only=result_only,
        stars_won=won,
        stars_possible=possible,
        star_rate=share_text(won, possible),
        average=show(Fraction(won * 100, rated), 2) if rated and most else "—",
        classes=classes,
        with_stars=tuple(
            (number, sum(1 for outcome in counted if outcome.stars_held == number))
            for number in range(most + 1)
        )
        if most
        else (),
        wins=_wins(standard, detailed),
        towns=tuple(
            TownClasses(
                code,
                name,
                tuple(
                    sum(1 for o in classed if o.town == code and o.rating_class == item.id)
                    for item in standard.classes
                ),
                sum(1 for o in counted if o.town == code),
            )
            for code, name in towns
        ),
        note=_note(classes, len(classed), pending, undetermined, excluded, result_only, possible),
    )


def _wins(standard: Standard, detailed: Sequence[Outcome]) -> tuple[StarWins, ...]:
    if standard.award is not AwardKind.COUNTED:
        return ()
    held = [
        sum(1 for outcome in detailed if outcome.stars[index].held)
        for index in range(len(standard.stars))
    ]
    return tuple(
        StarWins(star.id, star.name, won, len(detailed), share_text(won, len(detailed)))
        for star, won in zip(standard.stars, held, strict=True)
    )


def _note(
    classes: Sequence[ClassCount],
    classed: int,
    pending: int,
    undetermined: int,
    excluded: int,
    result_only: int,
    possible: int,
) -> str:
    sentences: list[str] = []
    if classed:
        added = sum(
            half_up(exact)
            for item in classes
            if (exact := percent(item.count, classed)) is not None
        )
        if added != 10000:
            sentences.append(f"各项占比按四舍五入保留两位小数，合计 {show(added)}%。")
    if pending and possible:
        sentences.append(f"获星率按已评村计，另有 {pending} 个待评。")
    elif pending:
        sentences.append(f"另有 {pending} 个待评。")
    if undetermined:
        sentences.append(f"{undetermined} 个因名额并列待定。")
    if excluded:
        sentences.append(f"{excluded} 个不参评，不计入各项基数。")
    if result_only:
        sentences.append(f"{result_only} 个仅有结果，无明细，计入合计。")
    return "".join(sentences)
