"""The numbers of the charts, once for screen and paper: bars with label, count, share, tone.

Draws nothing and knows no colours: a tone is a word that screen and paper each turn into a
colour and a pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.classes.totals import Distribution
from evaluation.numbers import share_text
from evaluation.standard.model import Measure, Standard

__all__ = ["Bar", "ChartNumbers", "Tone", "TownBars", "chart_numbers"]

Tone = str
"""top: the highest class; low: the lowest; middle: those between; none: no class."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`value`: a count. `share`: percent text with two decimals, "—" without a whole, "" where
    none is shown."""

    label: str
    value: int
    share: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class TownBars:
    """Classes of one town, from the top; `rated`: its villages with a result."""

    name: str
    rated: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ChartNumbers:
    """classes: from the top. stars: from 0 to the most. wins: villages that hold a star, most
    first, equals in the order of the standard; wins_of: villages that could. towns: as given.
    """

    classes: tuple[Bar, ...]
    stars: tuple[Bar, ...]
    wins: tuple[Bar, ...]
    wins_of: int
    towns: tuple[TownBars, ...]


def chart_numbers(standard: Standard, distribution: Distribution) -> ChartNumbers:
    """The bars of all charts of a round."""
    tones = _tones(len(standard.classes))
    return ChartNumbers(
        classes=tuple(
            Bar(item.short, item.count, item.share, tone)
            for item, tone in zip(distribution.classes, tones, strict=True)
        ),
        stars=tuple(
            Bar(str(number), count, "", _tone_of_stars(standard, tones, number))
            for number, count in distribution.with_stars
        ),
        wins=tuple(
            Bar(item.name, item.won, item.share, "none")
            for item in sorted(distribution.wins, key=lambda item: -item.won)
        ),
        wins_of=distribution.wins[0].rated if distribution.wins else 0,
        towns=tuple(
            TownBars(
                town.name,
                town.rated,
                tuple(
                    Bar(item.short, count, share_text(count, sum(town.counts)), tone)
                    for item, count, tone in zip(
                        distribution.classes, town.counts, tones, strict=True
                    )
                ),
            )
            for town in distribution.towns
        ),
    )


def _tones(classes: int) -> tuple[Tone, ...]:
    if classes == 0:
        return ()
    return ("top", *["middle"] * (classes - 2), *["low"] * (classes > 1))


def _tone_of_stars(standard: Standard, tones: Sequence[Tone], stars: int) -> Tone:
    """The class that a number of stars allows by its condition on stars alone; none where no
    class asks for stars."""
    asked = [
        (tone, condition.at_least)
        for tone, item in zip(tones, standard.classes, strict=True)
        for condition in item.conditions
        if condition.measure is Measure.STARS
    ]
    if not asked:
        return "none"
    return next((tone for tone, at_least in asked if stars >= at_least), tones[-1])
