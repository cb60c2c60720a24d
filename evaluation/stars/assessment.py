"""初评 of one star: one assessor's score, or the mean of several, and the 组织部's review.

Each assessor's own score of the star comes first, rounded as on his sheet; the mean is taken
of those (domain §3, "From sheets to stars" 1 and 4). Decides nothing about winning a star.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.numbers import Score, level
from evaluation.standard.model import Standard, Star, Step
from evaluation.stars.plan import ScoredSheet, StarPlan
from evaluation.stars.scoring import IndicatorScore, SheetContent

__all__ = ["Assessed", "AssessorMean", "AssessorStar", "assess", "mean_of", "review_scores"]

_ENOUGH_TO_DROP = 4
"""Assessors from whom on one highest and one lowest may fall out (domain §3)."""


@dataclass(frozen=True, slots=True)
class AssessorMean:
    """How the 初评 score of a star came about from several assessors' sheets.

    scores: (assessor, score of the star on his sheet) in hundredths, in the order of the
    sheets. dropped: places in `scores` of the lowest and the highest that fall out, () where
    all count. mean: of those that count, rounded as the standard says.
    """

    scores: tuple[tuple[str, Score], ...]
    dropped: tuple[int, ...]
    mean: Score

    @property
    def counted(self) -> tuple[tuple[str, Score], ...]:
        """The scores of which the mean is taken."""
        return tuple(item for place, item in enumerate(self.scores) if place not in self.dropped)


@dataclass(frozen=True, slots=True)
class AssessorStar:
    """What one assessor's sheet says of a star. score: in hundredths, None while it cannot be
    scored; indicators: (), where the sheet scores whole stars."""

    assessor: str
    score: Score | None
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """score: of the star, None while a sheet cannot be scored or there is none. sheets: of
    each assessor. mean: None unless several assessors scored it."""

    score: Score | None
    sheets: tuple[AssessorStar, ...] = ()
    mean: AssessorMean | None = None

    @property
    def lines(self) -> tuple[tuple[IndicatorScore, ...], ...]:
        """The indicators of each sheet that scores the star, () for each that knows none.

        What is on a sheet is told even where it cannot be scored yet.
        """
        return tuple(
            sheet.indicators for sheet in self.sheets if sheet.indicators or sheet.score is not None
        )


def mean_of(
    scores: Sequence[tuple[str, Score]], drop_extremes: bool, decimals: int | None
) -> AssessorMean:
    """Mean of several assessors; from four on one highest and one lowest may fall out.

    Of equal scores the first is the lowest and the last the highest, which tells nothing
    apart but whose name is printed.
    """
    dropped: tuple[int, ...] = ()
    if drop_extremes and len(scores) >= _ENOUGH_TO_DROP:
        order = sorted(range(len(scores)), key=lambda place: scores[place][1])
        dropped = (order[0], order[-1])
    kept = [score for place, (_name, score) in enumerate(scores) if place not in dropped]
    mean = level(Fraction(sum(kept, start=0)) / len(kept), decimals)
    return AssessorMean(tuple(scores), dropped, mean)


def assess(
    standard: Standard,
    plan: StarPlan,
    step: Step,
    sheets: tuple[ScoredSheet, ...],
    replaced: Mapping[str, Score],
) -> Assessed:
    """初评 of a star; `replaced`: the review's scores that stand for the sheets' own."""
    if replaced.keys() == {plan.star.id}:
        whole = replaced[plan.star.id]
        return Assessed(whole, (AssessorStar("", whole, ()),))
    found = tuple(
        AssessorStar(sheet.content.sheet.assessor, *sheet.star(plan, replaced)) for sheet in sheets
    )
    if len(found) == 1:
        return Assessed(found[0].score, found)
    scores = [(item.assessor, item.score) for item in found if item.score is not None]
    if not scores or len(scores) < len(found):
        return Assessed(None, found)
    mean = mean_of(scores, step.drop_extremes, standard.decimals)
    return Assessed(mean.mean, found, mean)


def review_scores(
    star: Star, review: SheetContent | None, decimals: int | None
) -> dict[str, Score]:
    """Indicator (or star) scores that the 组织部's review puts in place of the 初评's."""
    if review is None:
        return {}
    items = [star.id, *(indicator.id for indicator in star.indicators)]
    marks = [review.marks[item] for item in items if item in review.marks]
    return {mark.item: level(mark.score, decimals) for mark in marks if mark.score is not None}
