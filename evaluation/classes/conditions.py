"""Class conditions: tried from the top, all of a class must hold, the last has none."""

from __future__ import annotations

from dataclasses import replace

from evaluation.numbers import Score
from evaluation.standard.model import Condition, Measure, Standard
from evaluation.stars.outcome import Outcome, OutcomeState

__all__ = ["class_by_conditions", "holds", "measure"]


def measure(standard: Standard, outcome: Outcome, what: Measure) -> Score | None:
    """What a condition or ranking key reads; None where the village has no such figure.

    A bonus that the standard counts is already in the total and is not added again.
    """
    match what:
        case Measure.STARS:
            return outcome.stars_held
        case Measure.TOTAL:
            return outcome.total
        case Measure.TOTAL_AND_BONUS:
            if outcome.total is None:
                return None
            counted = standard.bonus is not None and standard.bonus.counted
            return outcome.total if counted else outcome.total + outcome.bonus
        case Measure.SATISFACTION:
            return outcome.satisfaction
        case Measure.BALLOT:
            return outcome.ballot
        case Measure.ASSESSMENT:
            return outcome.assessment


def holds(standard: Standard, outcome: Outcome, condition: Condition) -> bool:
    """Whether the village reaches the condition; a missing figure reaches none.

    E1 comes after the conditions, so that it has not taken the stars here yet.
    """
    value = measure(standard, outcome, condition.measure)
    if condition.measure is Measure.STARS and outcome.effects.lowest:
        value = outcome.stars_earned
    return value is not None and value >= condition.at_least


def class_by_conditions(standard: Standard, outcome: Outcome) -> Outcome:
    """The outcome with the first class whose conditions all hold."""
    if not outcome.detailed or outcome.state is not OutcomeState.RATED:
        return outcome
    for rating_class in standard.classes:
        if all(holds(standard, outcome, condition) for condition in rating_class.conditions):
            return replace(
                outcome,
                rating_class=rating_class.id,
                class_path=(("conditions", rating_class.id),),
            )
    raise AssertionError("the last class of a standard has no conditions")
