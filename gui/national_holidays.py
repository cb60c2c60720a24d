"""The shipped national holidays that a register does not have yet, and entering them."""

from __future__ import annotations

from db.exchange.holidays import ShippedHolidays, shipped_holidays
from evaluation.actions.years import enter_holidays
from evaluation.ports import Reader
from evaluation.steps.records import Holiday
from gui.office_bridge import OfficeBridge

__all__ = ["enter_shipped_holidays", "missing_holidays"]


def missing_holidays(reader: Reader, *years: int) -> tuple[ShippedHolidays, ...]:
    """Of the shipped years those of which the register lacks a day.

    A day that the office has entered itself counts, whatever it says of it.
    """
    known = {item.day for item in reader.find(Holiday)}
    return tuple(
        item
        for item in shipped_holidays(*years)
        if any(day["day"] not in known for day in item.days)
    )


def enter_shipped_holidays(bridge: OfficeBridge, *years: int) -> int:
    """Enter the missing days in one entry; what the office has entered stays. Their number."""
    known = {item.day for item in bridge.reader.find(Holiday)}
    days = [
        day
        for item in missing_holidays(bridge.reader, *years)
        for day in item.days
        if day["day"] not in known
    ]
    if days:
        bridge.act(enter_holidays, days=days)
    return len(days)
