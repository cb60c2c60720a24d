"""Faults of a standard's file, collected with their places until all of them are known.

A place is the path of a value in the file, `stars[2].indicators[0].points`, and beside it
the words an official knows it by (指标 3.1). This module collects; what is a fault is
decided in reading.py and in the two modules of checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass, field

from evaluation.faults import RatingFault

__all__ = [
    "Findings",
    "StandardFault",
    "StandardFaults",
    "below",
    "check_distinct",
    "check_predecessors",
]


@dataclass(frozen=True, slots=True)
class StandardFault:
    """One fault: where it stands in the file, and what is wrong and what to do, in Chinese."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


class StandardFaults(RatingFault):
    """A standard that cannot be used; `faults` are all of them, in the order of the file."""

    def __init__(self, faults: tuple[StandardFault, ...]) -> None:
        super().__init__(
            f"评定标准有 {len(faults)} 处错误，没有读入。请按下面各处改正后再读入。",
            places=tuple(str(fault) for fault in faults),
        )
        self.faults = faults


def below(path: str, key: str) -> str:
    """The path of `key` within the record at `path`."""
    return f"{path}.{key}" if path else key


def _around(path: str) -> str:
    """The path of what contains the value at `path`; empty for the file itself."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


@dataclass(slots=True)
class Findings:
    """The faults found so far.

    A value that could not be read is replaced by a stand-in, so that the rest can still be
    checked; `readable` tells a check whether it would speak of a stand-in.
    """

    labels: dict[str, str] = field(default_factory=dict)
    _found: list[tuple[str, str]] = field(default_factory=list)
    _unread: set[str] = field(default_factory=set)

    def unreadable(self, path: str, message: str) -> None:
        """The value itself is missing or of the wrong type."""
        self._unread.add(path)
        self._found.append((path, message))

    def stands_in(self, path: str) -> None:
        """The value was replaced because of what is noted within it."""
        self._unread.add(path)

    def wrong(self, path: str, message: str) -> None:
        """The value can be read and is wrong."""
        self._found.append((path, message))

    def readable(self, *paths: str) -> bool:
        """Whether each value and everything round it was read from the file."""
        for path in paths:
            while path:
                if path in self._unread:
                    return False
                path = _around(path)
        return True

    def ids_readable(self, path: str, records: Sized) -> bool:
        """Whether the id of each of the records at `path` was read: who is unknown is certain."""
        return self.readable(path, *(f"{path}[{number}].id" for number in range(len(records))))

    def faults(self) -> tuple[StandardFault, ...]:
        return tuple(
            StandardFault(self._place(path), message)
            for path, message in dict.fromkeys(self._found)
        )

    def _place(self, path: str) -> str:
        around = path
        while around and around not in self.labels:
            around = _around(around)
        label = self.labels.get(around, "")
        return f"{path or '整个文件'}（{label}）" if label else path or "整个文件"


def check_distinct(findings: Findings, key: str, items: Iterable[tuple[str, str]]) -> None:
    """Notes each (path, word) whose word stood before."""
    seen: set[str] = set()
    for path, word in items:
        place = below(path, key)
        if not word or not findings.readable(place):
            continue
        if word in seen:
            findings.wrong(place, f"“{word}”已经用过。请换一个，不能重复。")
        seen.add(word)


def check_predecessors(findings: Findings, items: list[tuple[str, str, str]]) -> None:
    """Notes each (path, id, same_as) that claims what another item already continues."""
    continued = {own for _, own, same_as in items if not same_as}
    for path, _, same_as in items:
        if not same_as:
            continue
        if same_as in continued:
            findings.wrong(
                f"{path}.same_as",
                f"上一版的“{same_as}”已由另一项延续。请改成正确的标识，或删去 same_as。",
            )
        continued.add(same_as)
