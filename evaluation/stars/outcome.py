"""The Outcome of a village in a round, and the pure function that makes its stars.

`rate_stars` turns sheets, ballot, veto effects and standard into stars; classes and ranks
are added in `evaluation/rating.py`, because quotas and ranks need all villages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evaluation.numbers import Score, level
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import AwardKind, Standard, StepKind
from evaluation.stars.ballots import BallotResult, count_ballot
from evaluation.stars.inputs import BallotContent, VillageInputs
from evaluation.stars.plan import RatingPlan
from evaluation.stars.star_outcome import Loss, LossCause, StarOutcome, rate_star
from evaluation.vetoes.cases import Effects, acting_effects

__all__ = [
    "BallotContent",
    "Loss",
    "LossCause",
    "Outcome",
    "OutcomeState",
    "StarOutcome",
    "VillageInputs",
    "rate_by_plan",
    "rate_stars",
]


class OutcomeState(StrEnum):
    """Whether a village has a result."""

    RATED = "rated"  # 已评
    PENDING = "pending"  # 待评: a step is missing
    UNDETERMINED = "undetermined"  # 待定: a quota's cut goes through equals
    EXCLUDED = "excluded"  # 不参评


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one village. Amounts are scores (hundredths); `stars_held` is a number
    of stars, `stars_earned` the number before E1 and authorised changes (原得).

    `rating_class` is None while pending, undetermined or excluded. `class_path` lists how
    the class came about: (rule, class id after it), in order.
    """

    village: str
    town: str
    position: int
    category: str
    state: OutcomeState
    stars: tuple[StarOutcome, ...] = ()
    total: Score | None = None
    bonus: int = 0
    ballot: Score | None = None
    satisfaction: Score | None = None
    assessment: Score | None = None
    stars_earned: int = 0
    stars_held: int = 0
    rating_class: str | None = None
    class_path: tuple[tuple[str, str], ...] = ()
    effects: Effects = field(default_factory=Effects)
    missing: tuple[str, ...] = ()
    detailed: bool = True
    rank: int | None = None
    rank_in_town: int | None = None

    @property
    def counts(self) -> bool:
        """Whether the village stands in the totals of rated villages."""
        return self.state in (OutcomeState.RATED, OutcomeState.UNDETERMINED)


def rate_stars(
    standard: Standard,
    inputs: VillageInputs,
    *,
    shared: Mapping[str, int],
    cutoff: str,
) -> Outcome:
    """Stars, total and satisfaction of one village; no class yet.

    `standard` is that of the village's 考核类别 (`for_category`).
    """
    return rate_by_plan(RatingPlan(standard, inputs.category, shared), inputs, cutoff)


def rate_by_plan(plan: RatingPlan, inputs: VillageInputs, cutoff: str) -> Outcome:
    """`rate_stars` for one of many villages: the plan is that of its 考核类别."""
    standard = plan.standard
    if inputs.status is ParticipationStatus.EXCLUDED:
        return Outcome(
            inputs.village, inputs.town, inputs.position, inputs.category, OutcomeState.EXCLUDED
        )
    effects = acting_effects(standard, inputs.cases, cutoff)
    if inputs.status is ParticipationStatus.RESULT_ONLY:
        return _known_result(standard, inputs)
    result: BallotResult | None = None
    if inputs.ballot is not None and standard.ballot is not None:
        content = inputs.ballot
        result = count_ballot(standard, content.ballot, content.channels, content.counts)
    sheets = plan.sheets(inputs.own, inputs.assessments, result)
    stars = tuple(rate_star(standard, star, inputs, sheets, result, effects) for star in plan.stars)
    decimals = standard.decimals
    assessment_step = plan.assessment
    missing = _missing_steps(standard, stars, inputs)
    complete = not missing
    total = (
        level(sum((star.score for star in stars if star.score is not None), start=0), decimals)
        if complete
        else None
    )
    assessed = [
        star.reviewed if star.reviewed is not None else star.step_score(assessment_step.id)
        for star in stars
        if assessment_step is not None
    ]
    known = [score for score in assessed if score is not None]
    earned, held = _number_of_stars(standard, stars, total, effects)
    return Outcome(
        village=inputs.village,
        town=inputs.town,
        position=inputs.position,
        category=inputs.category,
        state=OutcomeState.RATED if complete else OutcomeState.PENDING,
        stars=stars,
        total=total,
        bonus=sum(bonus.points for bonus in inputs.bonuses),
        ballot=None if result is None else result.overall,
        satisfaction=None if result is None else result.satisfaction,
        assessment=level(sum(known, start=0), decimals) if known else None,
        stars_earned=earned,
        stars_held=held,
        effects=effects,
        missing=missing,
    )


def _known_result(standard: Standard, inputs: VillageInputs) -> Outcome:
    """仅结果: stars, total and class as imported; no details behind them.

    A 汇总表 names the class in one of its wordings; what no class is called stays as it is.
    """
    past = inputs.past
    if past is None:
        return Outcome(
            inputs.village,
            inputs.town,
            inputs.position,
            inputs.category,
            OutcomeState.PENDING,
            detailed=False,
        )
    rating_class = next(
        (
            item.id
            for item in standard.classes
            if past.rating_class in (item.id, item.name, item.short, item.outward)
        ),
        past.rating_class,
    )
    return Outcome(
        village=inputs.village,
        town=inputs.town,
        position=inputs.position,
        category=inputs.category,
        state=OutcomeState.RATED,
        total=past.total,
        stars_earned=past.stars,
        stars_held=past.stars,
        rating_class=rating_class,
        class_path=(("result_only", rating_class),),
        detailed=False,
    )


def _missing_steps(
    standard: Standard, stars: tuple[StarOutcome, ...], inputs: VillageInputs
) -> tuple[str, ...]:
    """Steps without which a village stays 待评; never renormalised over the others.

    A sheet that is there and only waits for the ballot is not what is missing.
    """
    unscored = {step_id for star in stars for step_id, score in star.steps if score is None}
    missing: list[str] = []
    unballoted = inputs.ballot is None and standard.ballot is not None
    for step in standard.steps:
        without = step.id in unscored
        entered = (step.kind is StepKind.SELF and inputs.own is not None) or (
            step.kind is StepKind.ASSESSMENT and bool(inputs.assessments)
        )
        if step.kind is StepKind.BALLOT:
            without = without or unballoted
        elif unballoted and entered:
            continue
        if without:
            missing.append(step.id)
    return tuple(missing)


def _number_of_stars(
    standard: Standard,
    stars: tuple[StarOutcome, ...],
    total: Score | None,
    effects: Effects,
) -> tuple[int, int]:
    """(stars before E1 and authorised changes, stars held)."""
    if standard.award is AwardKind.COUNTED:
        earned = sum(
            1
            for star in stars
            if star.earned and not any(loss.cause is LossCause.VETO_STAR for loss in star.losses)
        )
        return earned, sum(1 for star in stars if star.held)
    if standard.award is AwardKind.NONE or total is None:
        return 0, 0
    earned = next((grade.stars for grade in standard.grades if total >= grade.at_least), 0)
    return earned, 0 if effects.lowest else earned
