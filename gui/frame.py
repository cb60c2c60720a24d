"""What the frame round the pages shows, as one record of ready words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Choice", "Frame"]

Choice = tuple[str, str]
"""A key for the program and a word for the official."""


@dataclass(frozen=True)
class Frame:
    """Everything in the top bar and the sidebar that changes.

    `years` and `persons` are what can be chosen; entries such as ("new", "新建年度…") are
    choices like any other. `badges` gives counts by page key; zero shows none.
    """

    year: str = ""
    years: tuple[Choice, ...] = ()
    year_word: str = ""
    office: str = ""
    standard: str = ""
    person: str = ""
    persons: tuple[Choice, ...] = ()
    person_word: str = ""
    saved: str = ""
    saved_well: bool = True
    badges: Mapping[str, int] = field(default_factory=dict)
