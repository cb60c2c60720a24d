"""Days and numbers in words."""

from __future__ import annotations

import pytest

from evaluation.faults import RatingFault
from evaluation.reports.dates import chinese_date, chinese_number, plain_date


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")],
)
def test_numbers(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [-1, 100])
def test_numbers_beyond_two_digits_have_no_wording(number):
    with pytest.raises(ValueError, match="no wording"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("iso", "words", "plain"),
    [
        ("2027-02-03", "二〇二七年二月三日", "2027年2月3日"),
        ("2030-10-10", "二〇三〇年十月十日", "2030年10月10日"),
        ("2026-12-31", "二〇二六年十二月三十一日", "2026年12月31日"),
        ("2028-11-20", "二〇二八年十一月二十日", "2028年11月20日"),
    ],
)
def test_days(iso, words, plain):
    assert chinese_date(iso) == words
    assert plain_date(iso) == plain


@pytest.mark.parametrize("iso", ["", "2027-02-29", "2027/2/3", "二月三日"])
def test_what_is_no_day_is_refused_with_its_field(iso):
    with pytest.raises(RatingFault, match="发证日期填的是"):
        chinese_date(iso, "发证日期")
    with pytest.raises(RatingFault, match="发证日期填的是"):
        plain_date(iso, "发证日期")
