"""Towns and villages that last, and what is dated about them.

A village is an internal id that never changes; code and name are facts with a first day.
Its id is derived from the first code and that code's first year, so that two offices that
enter the same village give it the same id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar

__all__ = ["Town", "Village", "VillageName", "town_committee", "village_id"]


def village_id(code: str, year: int) -> str:
    """The lasting id of a village first known by `code` in `year`."""
    return "v" + hashlib.sha256(f"{code}@{year}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Town:
    """苏木 / 乡 / 镇 / 街道: `code` is the first nine digits of its villages' codes."""

    KEY: ClassVar[tuple[str, ...]] = ("code",)

    code: str
    name: str
    county: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Village:
    """`merged_into`: the village it became part of; empty while it exists on its own."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    town: str
    merged_into: str = ""
    ended: str = ""


@dataclass(frozen=True, slots=True)
class VillageName:
    """Code and names of a village from `since` (ISO date) until the next such fact.

    `organisation`: full name of its party organisation (党委 / 总支 / 支部), for papers.
    """

    KEY: ClassVar[tuple[str, ...]] = ("village", "since")

    village: str
    since: str
    code: str
    name: str
    official_name: str = ""
    organisation: str = ""
    document: str = ""


def town_committee(town: str) -> str:
    """The committee in the wording of the kind of town: 镇党委, 苏木党委, 街道党工委 …"""
    if town.endswith(("街道", "街道办事处")):
        return "街道党工委"
    for kind in ("苏木", "乡", "镇"):
        if town.endswith(kind):
            return f"{kind}党委"
    return "镇党委"
