"""名额: how many villages a class may hold, as a guideline or enforced.

Places go by rank among those computed into the class; a quota only demotes, to the next
class below. Where the cut goes through equals the class is undetermined (待定) until a
recorded decision. A vetoed village gives no place back: it has used its place although a
veto lowers it afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace

from evaluation.classes.ranking import ranking_key
from evaluation.standard.model import Quota, Standard
from evaluation.stars.outcome import Outcome, OutcomeState
from evaluation.steps.records import Tie

__all__ = ["apply_quotas", "places"]


def places(standard: Standard, quota: Quota, rated: int) -> int:
    """Upper classes ⌊share·N⌋, lower classes ⌈share·N⌉ of the villages with a result.

    The upper classes are those above the middle of the list; the lowest is never limited
    from above, its quota is the least number of places.
    """
    order = [item.id for item in standard.classes]
    exact = quota.share * rated
    if order.index(quota.rating_class) * 2 < len(order):
        return exact // 10000
    return -(-exact // 10000)


def apply_quotas(
    standard: Standard, outcomes: tuple[Outcome, ...], ties: Mapping[str, Tie]
) -> tuple[Outcome, ...]:
    """The outcomes after every enforced quota, from the top class down."""
    order = [item.id for item in standard.classes]
    current = list(outcomes)
    for rating_class in order[:-1]:
        for quota in standard.quotas:
            if quota.enforced and quota.rating_class == rating_class:
                current = _apply(standard, quota, current, ties)
    return tuple(current)


def _apply(
    standard: Standard, quota: Quota, outcomes: list[Outcome], ties: Mapping[str, Tie]
) -> list[Outcome]:
    order = [item.id for item in standard.classes]
    below = order[order.index(quota.rating_class) + 1]
    scopes: dict[Hashable, list[int]] = defaultdict(list)
    for index, outcome in enumerate(outcomes):
        if outcome.counts and outcome.detailed:
            scopes[(outcome.category, outcome.town if quota.per_town else "")].append(index)
    changed = list(outcomes)
    for members in scopes.values():
        limit = places(standard, quota, len(members))
        inside = [i for i in members if outcomes[i].rating_class == quota.rating_class]
        if len(inside) <= limit:
            continue
        keys = {i: ranking_key(standard, outcomes[i]) for i in inside}
        ordered = sorted(inside, key=lambda i: keys[i], reverse=True)
        cut_key = keys[ordered[limit]]
        through_equals = limit > 0 and keys[ordered[limit - 1]] == cut_key
        for i in ordered:
            if keys[i] > cut_key:
                continue
            tie = ties.get(outcomes[i].village)
            if through_equals and keys[i] == cut_key:
                if tie is None:
                    changed[i] = replace(
                        outcomes[i],
                        rating_class=None,
                        state=OutcomeState.UNDETERMINED,
                        class_path=(*outcomes[i].class_path, ("tie", "")),
                    )
                else:
                    changed[i] = replace(
                        outcomes[i],
                        rating_class=tie.rating_class,
                        class_path=(*outcomes[i].class_path, ("tie_decided", tie.rating_class)),
                    )
            else:
                changed[i] = replace(
                    outcomes[i],
                    rating_class=below,
                    class_path=(*outcomes[i].class_path, ("quota", below)),
                )
    return changed
