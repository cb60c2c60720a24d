"""The mean of several assessors: who falls out, and how it is rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.stars.assessment import mean_of

SCORES = st.lists(st.integers(0, 10000), min_size=1, max_size=7)


def _named(scores: list[int]) -> list[tuple[str, int]]:
    return [(f"考评员{place}", score) for place, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "dropped", "mean"),
    [
        ([9200, 10000, 8400], (), 9200),
        ([9200, 10000, 8400, 9700], (2, 1), 9450),
        ([9200, 10000, 8400, 9700, 7600], (4, 1), 9100),
        ([9000, 9000, 9000, 9000], (0, 3), 9000),
        ([10000, 9255, 9200, 8000], (3, 0), 9228),  # 92.275: a half goes up
        ([10000, 9255, 10000], (), 9752),
        ([9200, 10000, 9700], (), 9633),
    ],
)
def test_one_highest_and_one_lowest_fall_out_from_four_on(
    scores: list[int], dropped: tuple[int, ...], mean: int
) -> None:
    found = mean_of(_named(scores), True, 2)
    assert (found.dropped, found.mean) == (dropped, mean)
    assert len(found.counted) == len(scores) - len(dropped)


def test_all_count_where_the_standard_drops_none() -> None:
    found = mean_of(_named([9200, 10000, 8400, 9700]), False, 2)
    assert found.dropped == ()
    assert found.mean == 9325


def test_in_exact_mode_nothing_is_rounded() -> None:
    assert mean_of(_named([9200, 10000, 9700]), True, None).mean == Fraction(28900, 3)


@given(SCORES, st.booleans())
def test_the_mean_lies_between_the_scores_that_count(scores: list[int], drop: bool) -> None:
    found = mean_of(_named(scores), drop, 2)
    counted = [score for _name, score in found.counted]
    assert min(counted) <= found.mean <= max(counted)
    if found.dropped:
        lowest, highest = found.dropped
        assert scores[lowest] == min(scores)
        assert scores[highest] == max(scores)
        assert lowest != highest


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_the_assessors_does_not_matter(scores: list[int], chance: object) -> None:
    mixed = list(scores)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert mean_of(_named(mixed), True, 2).mean == mean_of(_named(scores), True, 2).mean
