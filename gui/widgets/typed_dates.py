"""Reads a date as officials write it: 1月18日, 20270118, 2027-1-18, 2027年1月18日, 1.18."""

from __future__ import annotations

import re
from datetime import date

from gui.widgets.typed_numbers import half_width

__all__ = ["date_words", "read_date"]

_WHOLE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY = re.compile(r"([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?")


def read_date(typed: str, near: date) -> date | None:
    """Return the date meant, or None. Without a year, the year that lies nearest to `near`."""
    text = half_width(typed).strip()
    whole = _WHOLE.fullmatch(text) or _COMPACT.fullmatch(text)
    if whole:
        return _date(*(int(part) for part in whole.groups()))
    day = _DAY.fullmatch(text)
    if not day:
        return None
    month, number = int(day.group(1)), int(day.group(2))
    candidates = (_date(near.year + shift, month, number) for shift in (-1, 0, 1))
    known = [candidate for candidate in candidates if candidate is not None]
    return min(known, key=lambda candidate: abs((candidate - near).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_words(value: date) -> str:
    """Return the date as it is written in Chinese: 2027年1月18日."""
    return f"{value.year}年{value.month}月{value.day}日"
