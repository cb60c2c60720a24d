"""What officials type as a number, and what is made of it."""

from __future__ import annotations

import pytest

from gui.widgets.typed_numbers import number_sentence, read_number


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", "12.00"),
        ("１２．５", "12.50"),
        ("12。5", "12.50"),
        (" 7. ", "7.00"),
        (".5", "0.50"),
        ("－3", "-3.00"),
        ("−3", "-3.00"),
        ("-0", "0.00"),
        ("3.100", "3.10"),
        ("007", "7.00"),
    ],
)
def test_taken(typed, read):
    assert read_number(typed, 2) == read


@pytest.mark.parametrize(
    "typed",
    ["", "2000万", "3-1", "1,000", "1e3", "NaN", "十二", "12.345", "٣", "²", "1 2", "9" * 40],
)
def test_refused(typed):
    assert read_number(typed, 2) is None


def test_integers_refuse_places():
    assert read_number("12", 0) == "12"
    assert read_number("12.0", 0) == "12"
    assert read_number("12.5", 0) is None


def test_sentences_tell_what_to_write():
    assert "最多 2 位" in number_sentence("1.234", 2)
    assert "请填整数" in number_sentence("1.5", 0)
    assert "“2000万”不是数字" in number_sentence("2000万", 2)
