"""Days and numbers as Chinese papers write them. Reads no clock."""

from __future__ import annotations

from datetime import date

from evaluation.faults import RatingFault

__all__ = ["chinese_date", "chinese_number", "plain_date"]

_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A whole number from 0 to 99 in words: 9 → 九, 12 → 十二, 0 → 零."""
    if not 0 <= number < 100:
        raise ValueError(f"no wording for {number}")
    if number == 0:
        return "零"
    tens, ones = divmod(number, 10)
    words = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return words + (_DIGITS[ones] if ones else "")


def _day(iso: str, what: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError as error:
        raise RatingFault(f"{what}填的是“{iso}”，不是日期。请按 2027-02-03 的样子填。") from error


def chinese_date(iso: str, what: str = "日期") -> str:
    """An ISO day as on certificates: 2027-02-03 → 二〇二七年二月三日.

    Raises RatingFault, naming the field `what`, when it is not a day.
    """
    day = _day(iso, what)
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def plain_date(iso: str, what: str = "日期") -> str:
    """An ISO day with Arabic numerals, not padded (GB/T 9704-2012): 2027年2月3日.

    Raises RatingFault, naming the field `what`, when it is not a day.
    """
    day = _day(iso, what)
    return f"{day.year}年{day.month}月{day.day}日"
