"""Ranks 1, 1, 3 by the declared keys, over the round and within the town.

A village is ranked among those of its own 考核类别. 待评 and 不参评 have no rank; a village
under E1 ranks by its zero stars. 仅结果 villages have no details and are left outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from evaluation.classes.conditions import measure
from evaluation.numbers import Score
from evaluation.standard.model import Standard
from evaluation.stars.outcome import Outcome

__all__ = ["ranking_key", "ranks", "with_ranks"]


def ranking_key(standard: Standard, outcome: Outcome) -> tuple[Score, ...]:
    """The declared keys, descending; a missing figure comes last."""
    values = (measure(standard, outcome, what) for what in standard.ranking)
    return tuple(-1 if value is None else value for value in values)


def ranks(keys: Sequence[tuple[Score, ...]]) -> list[int]:
    """1, 1, 3: each rank is one more than the number of better keys."""
    first: dict[tuple[Score, ...], int] = {}
    for place, key in enumerate(sorted(keys, reverse=True), start=1):
        first.setdefault(key, place)
    return [first[key] for key in keys]


def with_ranks(standard: Standard, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes with rank and rank_in_town."""
    keys = [ranking_key(standard, outcome) for outcome in outcomes]

    def within(scope: Callable[[Outcome], Hashable]) -> dict[int, int]:
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for index, outcome in enumerate(outcomes):
            if outcome.counts and outcome.detailed:
                groups[scope(outcome)].append(index)
        found: dict[int, int] = {}
        for members in groups.values():
            found.update(zip(members, ranks([keys[i] for i in members]), strict=True))
        return found

    overall = within(lambda outcome: outcome.category)
    in_town = within(lambda outcome: (outcome.category, outcome.town))
    return tuple(
        replace(outcome, rank=overall.get(index), rank_in_town=in_town.get(index))
        for index, outcome in enumerate(outcomes)
    )
