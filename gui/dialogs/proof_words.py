"""A line that is read aloud at 校对, and what the answer to it means. Shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from evaluation.stars.proofs import Difference
from gui.widgets.typed_numbers import half_width

__all__ = ["ReadingLine", "difference_of", "differences_for", "paper_value"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One value as stored. `place`, `name`: as in `Difference`; `heading`: the star or part of
    the paper; `group`: what the line belongs to on it (2.1, 票数); `text`: what the value is
    about; `spoken`: what is read in place of the name."""

    place: str
    name: str
    heading: str
    group: str
    text: str
    value: str
    spoken: str = ""


def paper_value(line: ReadingLine, typed: str) -> str:
    """What the paper says of a line, in the form of its value; the value itself when `typed`
    says the same, or nothing.

    A bare number stands for the number of the line, with its unit.
    """
    told = half_width(typed).strip()
    stored = _NUMBER.search(line.value)
    if not told or told.replace(" ", "") == line.value.replace(" ", ""):
        return line.value
    if stored is None or not _NUMBER.fullmatch(told) or "，" in line.value:
        return told
    if Decimal(told) == Decimal(stored[0]):
        return line.value
    return f"{line.value[: stored.start()]}{told}{line.value[stored.end() :]}"


def difference_of(line: ReadingLine, typed: str) -> Difference | None:
    """The difference that an answer means; None where the paper says the same."""
    told = paper_value(line, typed)
    if told == line.value:
        return None
    return Difference(line.place, line.name, line.value, told)


def differences_for(found: Iterable[Difference]) -> list[dict[str, str]]:
    """Differences as the action takes them."""
    return [
        {"place": item.place, "name": item.name, "stored": item.stored, "paper": item.second}
        for item in found
    ]
