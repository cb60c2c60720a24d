"""The Outcome of a village in a round, and the pure function that makes its stars.

`rate_stars` turns sheets, ballot, veto effects and standard into stars; classes and ranks
are added in `evaluation/rating.py`, because quotas and ranks need all villages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from evaluation.numbers import Score, level, level_of
from evaluation.rounds import ParticipationStatus, PastResult
from evaluation.standard.model import AwardKind, Standard, Star, Step, StepKind
from evaluation.stars.ballots import Ballot, BallotResult, ChannelCount, OptionCount, count_ballot
from evaluation.stars.plan import RatingPlan, ScoredSheet, StarPlan
from evaluation.stars.scoring import IndicatorScore, SheetContent
from evaluation.stars.sheets import Bonus
from evaluation.steps.records import Override, Tie
from evaluation.vetoes.cases import Effects, VetoCase, acting_effects

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


class LossCause(StrEnum):
    """Why a star is not held."""

    SCORE = "score"
    BOTTOM_LINE = "bottom_line"
    INDICATOR_VETO = "indicator_veto"
    VETO_STAR = "veto_star"  # E3
    VETO_ALL = "veto_all"  # E1
    TAKEN = "taken"  # by an authorised body


@dataclass(frozen=True, slots=True)
class Loss:
    """`source`: the indicator, veto item or body behind it."""

    cause: LossCause
    source: str = ""


@dataclass(frozen=True, slots=True)
class BallotContent:
    """A ballot with its tallies."""

    ballot: Ballot
    channels: tuple[ChannelCount, ...]
    counts: tuple[OptionCount, ...]


@dataclass(frozen=True, slots=True)
class VillageInputs:
    """Everything that feeds the result of one village.

    `own`, `assessments`, `review`, `ballot`: only what counts for the question asked: the
    sealed ones for a result, drafts as well for what is shown while entering.
    `overrides`: those of the bodies whose result is asked for.
    """

    village: str
    town: str
    position: int
    status: ParticipationStatus = ParticipationStatus.RATED
    category: str = ""
    own: SheetContent | None = None
    assessments: tuple[SheetContent, ...] = ()
    review: SheetContent | None = None
    ballot: BallotContent | None = None
    cases: tuple[VetoCase, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    overrides: tuple[Override, ...] = ()
    tie: Tie | None = None
    past: PastResult | None = None


@dataclass(frozen=True, slots=True)
class StarOutcome:
    """One star of a village.

    steps: (step id, score or None) of the steps that score it. reviewed: the 初评 score with
    the review's indicators in place, None without a review. score: the weighted star score,
    None while a step is missing. earned: by points and bottom line alone. held: after vetoes
    and authorised changes.
    """

    star: str
    steps: tuple[tuple[str, Score | None], ...]
    reviewed: Score | None
    score: Score | None
    bonus: int
    earned: bool
    held: bool
    losses: tuple[Loss, ...] = ()
    given: bool = False
    indicators: tuple[IndicatorScore, ...] = ()
    bottom_lines: tuple[str, ...] = ()

    def step_score(self, step_id: str) -> Score | None:
        return next((score for step, score in self.steps if step == step_id), None)


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
    stars = tuple(
        _rate_star(standard, star, inputs, sheets, result, effects) for star in plan.stars
    )
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


def _mean(scores: list[Score], drop_extremes: bool) -> Fraction:
    """Mean of several assessors; from four on one highest and one lowest may fall out."""
    if drop_extremes and len(scores) >= 4:
        scores = sorted(scores)[1:-1]
    return Fraction(sum(scores, start=0)) / len(scores)


def _rate_star(
    standard: Standard,
    plan: StarPlan,
    inputs: VillageInputs,
    sheets: Mapping[str, tuple[ScoredSheet, ...]],
    ballot: BallotResult | None,
    effects: Effects,
) -> StarOutcome:
    star = plan.star
    decimals = standard.decimals
    bonus = sum([item.points for item in inputs.bonuses if item.star == star.id])
    steps: list[tuple[str, Score | None]] = []
    reviewed: Score | None = None
    indicators: tuple[IndicatorScore, ...] = ()
    bottom: tuple[str, ...] = ()
    vetoed: tuple[str, ...] = ()
    weighted: Score = 0
    weights = 0
    missing = False
    for step, weight in plan.steps:
        score: Score | None = None
        used: Score | None = None
        if step.kind is StepKind.BALLOT:
            if ballot is not None:
                score = ballot.for_star(star.id)
                if score is not None and plan.points != 10000:
                    score = level_of(score * plan.points, 10000, decimals)
            used = score
        elif step.kind is StepKind.SELF:
            for sheet in sheets[step.id]:
                score, indicators = sheet.star(plan, {})
                # The last sheet that scores an indicator tests its 底线.
                bottom = _at_bottom(plan, [indicators])
            used = score
        else:
            score, assessed = _assessment(standard, plan, step, sheets[step.id], {})
            used = score
            if assessed:
                indicators = assessed[0]
                bottom = _at_bottom(plan, assessed)
                vetoed = _own_vetoes(plan, inputs)
            replaced = _review_scores(star, inputs.review, decimals)
            if replaced and score is not None:
                reviewed, assessed = _assessment(standard, plan, step, sheets[step.id], replaced)
                used = reviewed
                indicators = assessed[0]
                bottom = _at_bottom(plan, assessed)
        steps.append((step.id, score))
        if used is None:
            missing = True
        else:
            weighted += used * weight
            weights += weight
    if missing or weights == 0:
        return StarOutcome(
            star.id, tuple(steps), reviewed, None, bonus, False, False, (), False, indicators
        )
    final = level_of(weighted, weights, decimals)
    if standard.bonus is not None and standard.bonus.counted:
        final = level(min(plan.points, final + bonus), decimals)
    losses = _losses_by_score(standard, final, bottom, vetoed)
    earned = standard.award is AwardKind.COUNTED and not losses
    held, given, losses = _held(standard, star, inputs, effects, losses)
    return StarOutcome(
        star.id,
        tuple(steps),
        reviewed,
        final,
        bonus,
        earned,
        held,
        tuple(losses),
        given,
        indicators,
        bottom,
    )


def _losses_by_score(
    standard: Standard, score: Score, bottom: tuple[str, ...], vetoed: tuple[str, ...]
) -> list[Loss]:
    """What the sheets themselves say against the star."""
    if standard.award is not AwardKind.COUNTED:
        return []
    losses = [Loss(LossCause.SCORE)] if score < standard.pass_line else []
    losses += [Loss(LossCause.BOTTOM_LINE, item) for item in bottom]
    losses += [Loss(LossCause.INDICATOR_VETO, item) for item in vetoed]
    return losses


def _held(
    standard: Standard,
    star: Star,
    inputs: VillageInputs,
    effects: Effects,
    losses: list[Loss],
) -> tuple[bool, bool, list[Loss]]:
    """(held, given by a body, losses) after vetoes and authorised changes."""
    earned = not losses
    if not effects.any and not inputs.overrides:
        return standard.award is AwardKind.COUNTED and earned, False, losses
    losses = [
        *losses,
        *(Loss(LossCause.VETO_STAR, item) for item, gone in effects.stars if gone == star.id),
    ]
    # No body gives what a standing veto or 底线 takes: that is lifted instead.
    barred = any(loss.cause is not LossCause.SCORE for loss in losses)
    held = standard.award is AwardKind.COUNTED and not losses
    given = False
    for override in inputs.overrides:  # in the order of the bodies: the later one counts
        if override.subject != star.id or override.given is None:
            continue
        losses = [loss for loss in losses if loss.cause is not LossCause.TAKEN]
        if override.given:
            held, given = not barred, not barred and not earned
        else:
            held, given = False, False
            losses.append(Loss(LossCause.TAKEN, override.part))
    if effects.lowest:
        losses.extend(Loss(LossCause.VETO_ALL, item) for item in effects.lowest)
        held, given = False, False
    return held, given, losses


def _assessment(
    standard: Standard,
    plan: StarPlan,
    step: Step,
    sheets: tuple[ScoredSheet, ...],
    replaced: Mapping[str, Score],
) -> tuple[Score | None, list[tuple[IndicatorScore, ...]]]:
    """Star score of the assessment: each assessor's own first, then their mean."""
    scores: list[Score] = []
    lines: list[tuple[IndicatorScore, ...]] = []
    if replaced and replaced.keys() == {plan.star.id}:
        return replaced[plan.star.id], [()]
    for sheet in sheets:
        score, indicators = sheet.star(plan, replaced)
        if score is None:  # what is on the sheet is told all the same
            return None, [indicators] if indicators else []
        scores.append(score)
        lines.append(indicators)
    if not scores:
        return None, []
    if len(scores) == 1:
        return scores[0], lines
    return level(_mean(scores, step.drop_extremes), standard.decimals), lines


def _review_scores(
    star: Star, review: SheetContent | None, decimals: int | None
) -> dict[str, Score]:
    """Indicator (or star) scores that the 组织部's review puts in place of the 初评's."""
    if review is None:
        return {}
    items = [star.id, *(indicator.id for indicator in star.indicators)]
    marks = [review.marks[item] for item in items if item in review.marks]
    return {mark.item: level(mark.score, decimals) for mark in marks if mark.score is not None}


def _at_bottom(plan: StarPlan, sheets: list[tuple[IndicatorScore, ...]]) -> tuple[str, ...]:
    """Bottom-line indicators that stand at 0 on every sheet that scores them.

    不涉及 is full points and therefore never zero.
    """
    if not plan.has_bottom_line:
        return ()
    return tuple(
        lines[0].indicator.id
        for lines in zip(*sheets, strict=True)
        if lines[0].indicator.bottom_line and all(line.score == 0 for line in lines)
    )


def _own_vetoes(plan: StarPlan, inputs: VillageInputs) -> tuple[str, ...]:
    """Indicators whose own veto some assessor marked."""
    if not plan.has_veto:
        return ()
    return tuple(
        indicator.id
        for indicator in plan.star.indicators
        if indicator.veto
        and any(
            (mark := content.marks.get(indicator.id)) is not None and mark.vetoed
            for content in inputs.assessments
        )
    )


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
