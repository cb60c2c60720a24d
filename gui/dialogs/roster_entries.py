"""A unit of the official list in the form in which the action `add_villages` takes it."""

from __future__ import annotations

from typing import Any

from evaluation.places import Division

__all__ = ["ROSTER_SOURCE", "roster_entry"]

ROSTER_SOURCE = "统计用区划代码（2023）"
"""What a roster taken from the official list names as its source."""


def roster_entry(unit: Division) -> dict[str, Any]:
    """Code, names and places of a unit."""
    return {
        "code": unit.code,
        "name": unit.official_name,
        "town": unit.town_name,
        "county": unit.county_name,
    }
