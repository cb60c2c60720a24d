"""The ways officials write a day."""

from __future__ import annotations

from datetime import date

import pytest

from gui.widgets.typed_dates import date_words, read_date

NEAR = date(2026, 12, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "1月18日", "1月18", "1月18号", "1.18", "1-18", "1/18", "１月１８日",
        "20270118", "2027-1-18", "2027/01/18", "2027.1.18", "2027年1月18日", "2027 年 1 月 18 日",
    ],
)  # fmt: skip
def test_the_same_day(typed):
    assert read_date(typed, NEAR) == date(2027, 1, 18)


def test_without_a_year_the_nearest_one_is_meant():
    assert read_date("12月15日", NEAR) == date(2026, 12, 15)
    assert read_date("12月31日", date(2027, 1, 5)) == date(2026, 12, 31)


def test_leap_day_finds_a_leap_year():
    assert read_date("2月29日", date(2027, 6, 1)) == date(2028, 2, 29)
    assert read_date("2月29日", date(2026, 6, 1)) is None


@pytest.mark.parametrize("typed", ["", "13月1日", "2027-2-30", "明天", "18", "202701", "1月18日晚"])
def test_refused(typed):
    assert read_date(typed, NEAR) is None


def test_words_can_be_read_back():
    day = date(2027, 2, 3)
    assert date_words(day) == "2027年2月3日"
    assert read_date(date_words(day), NEAR) == day
