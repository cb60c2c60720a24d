"""The rating of a whole round: stars of each village, classes, quotas, ranks, totals.

Order of the class (domain §3): E3 and indicator vetoes → stars held → class conditions →
quota → E4 → E2 cap → E1; never below the lowest class. A body's own change of class comes
last and never rises above a standing veto.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.classes.conditions import class_by_conditions
from evaluation.classes.quota import apply_quotas
from evaluation.classes.ranking import with_ranks
from evaluation.collecting import collector_paused
from evaluation.standard.model import Standard, for_category
from evaluation.stars.outcome import Outcome, OutcomeState, VillageInputs, rate_by_plan
from evaluation.stars.plan import RatingPlan

__all__ = ["RoundInputs", "rate_round", "rate_rounds"]

_BEFORE_VETOES = frozenset({"conditions", "quota", "tie_decided"})
"""Rules of the class path that come before the effects of vetoes."""


@dataclass(frozen=True, slots=True)
class RoundInputs:
    """`shared`: shared figures of the year by id, in hundredths; `cutoff`: ISO day."""

    standard: Standard
    villages: tuple[VillageInputs, ...]
    shared: Mapping[str, int]
    cutoff: str


def rate_round(inputs: RoundInputs) -> tuple[Outcome, ...]:
    """The outcome of every village, in the order given."""
    return rate_rounds((inputs,))[0]


@collector_paused()
def rate_rounds(rounds: Sequence[RoundInputs]) -> tuple[tuple[Outcome, ...], ...]:
    """`rate_round` of each; they may differ in their villages only (stages, drafts).

    What is the very same object in several is rated once: the stars of a village, and the
    whole round where all its villages are.
    """
    plans: dict[str, RatingPlan] = {}
    stars: dict[int, Outcome] = {}
    found: dict[tuple[int, ...], tuple[Outcome, ...]] = {}
    results: list[tuple[Outcome, ...]] = []
    for inputs in rounds:
        for village in inputs.villages:
            if id(village) in stars:
                continue
            category = village.category
            if category not in plans:
                own = for_category(inputs.standard, category)
                plans[category] = RatingPlan(own, category, inputs.shared)
            stars[id(village)] = rate_by_plan(plans[category], village, inputs.cutoff)
        members = tuple(map(id, inputs.villages))
        if members not in found:
            found[members] = _classed(inputs, tuple(map(stars.__getitem__, members)))
        results.append(found[members])
    return tuple(results)


def _classed(inputs: RoundInputs, rated: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes with classes and ranks, which depend on one another."""
    standard = inputs.standard
    classed = tuple(class_by_conditions(standard, outcome) for outcome in rated)
    ties = {village.village: village.tie for village in inputs.villages if village.tie}
    limited = apply_quotas(standard, classed, ties)
    final = tuple(
        _after_quota(standard, outcome, village)
        for outcome, village in zip(limited, inputs.villages, strict=True)
    )
    return with_ranks(standard, final)


def _after_quota(standard: Standard, outcome: Outcome, inputs: VillageInputs) -> Outcome:
    """E4, E2 and E1, then what the authorised bodies decided."""
    if not outcome.detailed or outcome.state in (OutcomeState.PENDING, OutcomeState.EXCLUDED):
        return outcome
    order = [item.id for item in standard.classes]
    path = list(outcome.class_path)
    current = outcome.rating_class
    effects = outcome.effects

    def lower_to(rule: str, position: int) -> None:
        nonlocal current
        if current is not None and position > order.index(current):
            current = order[position]
            path.append((rule, current))

    if current is not None and effects.one_lower:
        lower_to("E4", min(order.index(current) + 1, len(order) - 1))
    for _item, cap in effects.cap:
        lower_to("E2", order.index(cap))
    if effects.lowest:  # named even where the class is the lowest already: it is the reason
        current = order[-1]
        path.append(("E1", current))
    for override in inputs.overrides:
        if override.subject != "class" or override.rating_class not in order:
            continue
        position = order.index(override.rating_class)
        highest = highest_class_position(order, outcome)
        current = order[max(position, highest)]
        path.append((f"override:{override.part}", current))
    state = OutcomeState.UNDETERMINED if current is None else OutcomeState.RATED
    if len(path) == len(outcome.class_path) and state is outcome.state:
        return outcome
    return replace(outcome, rating_class=current, class_path=tuple(path), state=state)


def highest_class_position(order: Sequence[str], outcome: Outcome) -> int:
    """The highest class that the standing vetoes leave open, as a position in `order`."""
    effects = outcome.effects
    if effects.lowest:
        return len(order) - 1
    highest = max((order.index(cap) for _item, cap in effects.cap), default=0)
    if effects.one_lower:
        before = [after for rule, after in outcome.class_path if rule in _BEFORE_VETOES]
        if before:
            highest = max(highest, min(order.index(before[-1]) + 1, len(order) - 1))
    return highest
