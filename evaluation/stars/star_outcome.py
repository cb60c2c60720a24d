"""One star of a village: its steps weighted into the star score, and whether it is held.

What the 初评 gives comes from `assessment.py`; totals and the number of stars are made in
`outcome.py`. Source of the rules: domain §3, "From sheets to stars" 2 to 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.numbers import Score, level, level_of
from evaluation.standard.model import AwardKind, Standard, Star, StepKind
from evaluation.stars.assessment import Assessed, AssessorMean, AssessorStar, assess, review_scores
from evaluation.stars.ballots import BallotResult
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.plan import ScoredSheet, StarPlan
from evaluation.stars.scoring import IndicatorScore
from evaluation.vetoes.cases import Effects

__all__ = ["Loss", "LossCause", "StarOutcome", "rate_star"]


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
    mean: AssessorMean | None = None
    reviewed_mean: AssessorMean | None = None
    sheets: tuple[AssessorStar, ...] = ()

    def step_score(self, step_id: str) -> Score | None:
        return next((score for step, score in self.steps if step == step_id), None)


def rate_star(
    standard: Standard,
    plan: StarPlan,
    inputs: VillageInputs,
    sheets: Mapping[str, tuple[ScoredSheet, ...]],
    ballot: BallotResult | None,
    effects: Effects,
) -> StarOutcome:
    """The star of `plan` for one village; `sheets`: by step, those that count."""
    star = plan.star
    decimals = standard.decimals
    bonus = sum([item.points for item in inputs.bonuses if item.star == star.id])
    steps: list[tuple[str, Score | None]] = []
    reviewed: Score | None = None
    indicators: tuple[IndicatorScore, ...] = ()
    bottom: tuple[str, ...] = ()
    vetoed: tuple[str, ...] = ()
    first = again = Assessed(None)
    weighted: Score = 0
    weights = 0
    missing = False
    for step, weight in plan.steps:
        score: Score | None = None
        used: Score | None = None
        if step.kind is StepKind.BALLOT:
            score = used = _ballot_score(plan, ballot, decimals)
        elif step.kind is StepKind.SELF:
            for sheet in sheets[step.id]:
                score, indicators = sheet.star(plan, {})
                # The last sheet that scores an indicator tests its 底线.
                bottom = _at_bottom(plan, (indicators,))
            used = score
        else:
            first = assess(standard, plan, step, sheets[step.id], {})
            replaced = review_scores(star, inputs.review, decimals)
            if replaced and first.score is not None:
                again = assess(standard, plan, step, sheets[step.id], replaced)
                reviewed = again.score
            score = first.score
            used = score if reviewed is None else reviewed
            lines = again.lines or first.lines
            if lines:
                indicators = lines[0]
                bottom = _at_bottom(plan, lines)
                vetoed = _own_vetoes(plan, inputs)
        steps.append((step.id, score))
        if used is None:
            missing = True
        else:
            weighted += used * weight
            weights += weight
    by_assessor = first.sheets if len(first.sheets) > 1 else ()
    if missing or weights == 0:
        return StarOutcome(
            star.id,
            tuple(steps),
            reviewed,
            None,
            bonus,
            earned=False,
            held=False,
            indicators=indicators,
            mean=first.mean,
            reviewed_mean=again.mean,
            sheets=by_assessor,
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
        first.mean,
        again.mean,
        by_assessor,
    )


def _ballot_score(
    plan: StarPlan, ballot: BallotResult | None, decimals: int | None
) -> Score | None:
    """What the ballot gives the star, on the star's own full points."""
    score = None if ballot is None else ballot.for_star(plan.star.id)
    if score is None or plan.points == 10000:
        return score
    return level_of(score * plan.points, 10000, decimals)


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


def _at_bottom(plan: StarPlan, sheets: tuple[tuple[IndicatorScore, ...], ...]) -> tuple[str, ...]:
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
