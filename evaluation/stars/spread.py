"""多人评分对照: how far several assessors of one village lie apart, star by star and by indicator.

Compares what each one wrote on his own 初评 sheet, before any review. Says nothing of stars
won or lost and decides nothing: who is right is for the assessors to settle.
"""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.numbers import Score
from evaluation.standard.model import Standard
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.outcome import Outcome
from evaluation.stars.scoring import IndicatorScore
from evaluation.stars.sheet_words import assessor_name, sheet_lines, told
from evaluation.stars.sheets import SheetState

__all__ = [
    "AssessorEntry",
    "AssessorSheet",
    "IndicatorSpread",
    "StarSpread",
    "VillageSpread",
    "village_spread",
]


@dataclass(frozen=True, slots=True)
class AssessorSheet:
    """Whose sheet is compared; signed: it can no longer change."""

    name: str
    signed: bool


@dataclass(frozen=True, slots=True)
class StarSpread:
    """One star. scores: one for each assessor, in hundredths of a point, None while his sheet
    cannot be scored. dropped: places of the lowest and the highest that fall out, () where all
    count. mean: as the rating has it, None while a score is missing. difference: highest −
    lowest of the scores there are, exact, in hundredths."""

    star: str
    number: int
    name: str
    scores: tuple[Score | None, ...]
    dropped: tuple[int, ...]
    mean: Score | None
    difference: Score


@dataclass(frozen=True, slots=True)
class AssessorEntry:
    """What one assessor gave an indicator and why: `words` has a sentence for each deduction
    with its fact, () where he took nothing."""

    assessor: str
    score: Score
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSpread:
    """An indicator on which they differ. points: its full points; difference: highest −
    lowest. Both in hundredths."""

    star: str
    number: int
    indicator: str
    code: str
    text: str
    points: int
    difference: Score
    entries: tuple[AssessorEntry, ...]


@dataclass(frozen=True, slots=True)
class VillageSpread:
    """The comparison of one village. indicators: the widest first, then in the standard's
    order; those on which all agree are left out. by_indicator: whether the sheets know
    indicators, or score whole stars. Without two sheets there is nothing in it but the names."""

    village: str
    assessors: tuple[AssessorSheet, ...]
    stars: tuple[StarSpread, ...] = ()
    indicators: tuple[IndicatorSpread, ...] = ()
    by_indicator: bool = False

    @property
    def comparable(self) -> bool:
        """Whether there are at least two sheets."""
        return len(self.assessors) > 1


def village_spread(standard: Standard, inputs: VillageInputs, outcome: Outcome) -> VillageSpread:
    """Compares the 初评 sheets in `inputs`; `outcome` is what they were rated to.

    `standard` is that of the village's 考核类别.
    """
    sheets = tuple(
        AssessorSheet(
            assessor_name(content.sheet.assessor), content.sheet.state is SheetState.SEALED
        )
        for content in inputs.assessments
    )
    if len(sheets) < 2:
        return VillageSpread(inputs.village, sheets)
    stars: list[StarSpread] = []
    indicators: list[IndicatorSpread] = []
    for number, star in enumerate(standard.stars, start=1):
        result = next((item for item in outcome.stars if item.star == star.id), None)
        if result is None or not result.sheets:
            continue
        scores = tuple(sheet.score for sheet in result.sheets)
        mean = result.mean
        stars.append(
            StarSpread(
                star.id,
                number,
                star.name,
                scores,
                () if mean is None else mean.dropped,
                None if mean is None else mean.mean,
                _difference(scores),
            )
        )
        for lines in zip(*(sheet.indicators for sheet in result.sheets), strict=True):
            found = _indicator_spread(standard, inputs, star.id, number, lines)
            if found is not None:
                indicators.append(found)
    indicators.sort(key=lambda item: -item.difference)
    by_indicator = any(sheet.indicators for star in outcome.stars for sheet in star.sheets)
    return VillageSpread(inputs.village, sheets, tuple(stars), tuple(indicators), by_indicator)


def _difference(scores: tuple[Score | None, ...]) -> Score:
    known = [score for score in scores if score is not None]
    return max(known) - min(known) if known else 0


def _indicator_spread(
    standard: Standard,
    inputs: VillageInputs,
    star: str,
    number: int,
    lines: tuple[IndicatorScore, ...],
) -> IndicatorSpread | None:
    """What each assessor gave one indicator; None where all gave the same."""
    difference = _difference(tuple(line.score for line in lines))
    if not difference:
        return None
    entries: list[AssessorEntry] = []
    for content, line in zip(inputs.assessments, lines, strict=True):
        if line.score is None:
            continue
        words = sheet_lines(content, line, standard.shown_decimals)
        entries.append(
            AssessorEntry(
                assessor_name(content.sheet.assessor),
                line.score,
                tuple(told(word, named=False) for word in words),
            )
        )
    indicator = lines[0].indicator
    return IndicatorSpread(
        star,
        number,
        indicator.id,
        indicator.code,
        indicator.text,
        indicator.points,
        difference,
        tuple(entries),
    )
