"""The holidays that ship with the program, for the notice clock.

A year is complete once the State Council's yearly notice with its make-up days is in it;
before that only the days fixed by law are known, and the source says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from resources import resource_path

__all__ = ["ShippedHolidays", "shipped_holidays"]


@dataclass(frozen=True, slots=True)
class ShippedHolidays:
    """`days`: as `enter_holidays` takes them; `complete`: make-up days are known."""

    year: int
    source: str
    complete: bool
    days: tuple[dict[str, str], ...]


def shipped_holidays(*years: int) -> tuple[ShippedHolidays, ...]:
    """Those of the years asked for that ship with the program."""
    known = json.loads(resource_path("calendar", "holidays.json").read_text(encoding="utf-8"))
    return tuple(
        ShippedHolidays(
            year,
            known[str(year)]["source"],
            known[str(year)]["complete"],
            tuple(known[str(year)]["days"]),
        )
        for year in years
        if str(year) in known
    )
