"""Rounding half-up on every level, reading what is typed, showing what was reckoned."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.faults import RatingFault
from evaluation.numbers import (
    Score,
    half_up,
    level,
    percent,
    read_count,
    read_hundredths,
    share_text,
    show,
    show_beside,
    show_plain,
)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (7, 7),
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(49, 100), 0),
        (Fraction(-1, 2), -1),
        (Fraction(-49, 100), 0),
        (Fraction(-3, 2), -2),
    ],
)
def test_a_half_goes_away_from_zero(value: Score, rounded: int) -> None:
    assert half_up(value) == rounded


@pytest.mark.parametrize(
    ("decimals", "expected"),
    [(0, 7700), (1, 7650), (2, 7655), (3, Fraction(76546, 10)), (4, Fraction(765457, 100))],
)
def test_a_level_is_kept_to_its_decimals(decimals: int, expected: Score) -> None:
    assert level(Fraction(7654567, 1000), decimals) == expected


def test_exact_mode_keeps_all() -> None:
    assert level(Fraction(1, 3), None) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("score", "decimals", "text"),
    [
        (7652, 2, "76.52"),
        (7652, 1, "76.5"),
        (7650, 0, "77"),
        (5, 2, "0.05"),
        (0, 2, "0.00"),
        (-5, 2, "-0.05"),
        (Fraction(1, 3), 4, "0.0033"),
        (-4, 1, "0.0"),
    ],
)
def test_a_score_is_shown(score: Score, decimals: int, text: str) -> None:
    assert show(score, decimals) == text


def test_needless_zeros_are_left_out() -> None:
    assert [show_plain(score) for score in (3000, 250, 0, 105, 10)] == [
        "30",
        "2.5",
        "0",
        "1.05",
        "0.1",
    ]


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (Fraction(79996, 10), "79.996"),
        (Fraction(79999996, 10000), "79.999996"),
        (Fraction(79994, 10), "79.99"),
        (8000, "80.00"),
        (Fraction(80004, 10), "80.00"),
        (0, "0.00"),
    ],
)
def test_a_miss_is_never_printed_as_a_hit(score: Score, text: str) -> None:
    assert show_beside(score, 8000) == text


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.fractions(min_value=7900, max_value=8100), st.sampled_from([0, 1, 2, 3]))
def test_what_is_printed_stands_on_the_same_side_of_the_line(
    score: Fraction, decimals: int
) -> None:
    assert (Fraction(show_beside(score, 8000, decimals)) >= 80) == (score >= 8000)


def test_what_is_typed_is_read() -> None:
    assert read_hundredths("１２．５", "得分") == 1250
    assert read_hundredths(" −3.05 ", "增幅") == -305
    assert read_count("０7", "次数") == 7


@pytest.mark.parametrize("text", ["", "1.234", "1.", ".5", "1,5", "12 3", "5分", "1e3", "9" * 10])
def test_what_is_no_number_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(RatingFault, match="东泉嘎查的得分填的是"):
        read_hundredths(text, "东泉嘎查的得分")


@pytest.mark.parametrize("text", ["-1", "1.0", "", "两"])
def test_a_count_is_whole(text: str) -> None:
    with pytest.raises(RatingFault, match="这里要填不小于 0 的整数"):
        read_count(text, "次数")


def test_shares_come_from_the_exact_ratio() -> None:
    assert [share_text(part, 61) for part in (21, 35, 5)] == ["34.43", "57.38", "8.20"]
    assert share_text(443, 610) == "72.62"
    assert share_text(0, 0) == "—"
    assert percent(1, 0) is None
