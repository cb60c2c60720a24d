"""校对: that a second person has found the entered figures to be those of the paper.

A proof belongs to one version of a sealed sheet or ballot, which never changes again; a
correction is the next version and needs its own. Who may confirm and how two entries are
compared is elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = [
    "Difference",
    "Proof",
    "ProofState",
    "ProofWay",
    "differences_text",
    "in_both",
    "joined",
    "read_differences",
    "typists",
]


class ProofWay(StrEnum):
    """How the second person checked."""

    REKEY = "rekey"  # 重录比对
    READ_BACK = "read_back"  # 唱校: one reads aloud, the other follows on the paper
    PAPER = "paper"  # 校对单 signed on paper, its scan attached


class ProofState(StrEnum):
    """What came of it."""

    AGREED = "agreed"  # 一致
    DIFFERS = "differs"  # 不一致: goes to both


@dataclass(frozen=True, slots=True)
class Proof:
    """The latest check of one version. `purpose`, `assessor`: the sheet's; both "" for a
    ballot. `differences`: JSON, see `read_differences`. `scan`: checksum of the signed
    校对单 among the evidence, "" without."""

    KEY: ClassVar[tuple[str, ...]] = (
        "round",
        "village",
        "step",
        "purpose",
        "assessor",
        "version",
    )

    round: str
    village: str
    step: str
    purpose: str
    assessor: str
    version: int
    way: ProofWay
    state: ProofState
    checked_by: str
    act_date: str
    differences: str = "[]"
    scan: str = ""
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs. `place`: id of the indicator, star, channel or question; `name`
    as an official finds it on paper (2.1 第 1 条, 会议 收回); `stored` and `second` as shown,
    "" where one of them has nothing there."""

    place: str
    name: str
    stored: str
    second: str

    @property
    def sentence(self) -> str:
        stored, second = self.stored or "没有填", self.second or "没有填"
        return f"{self.name}：档案里是 {stored}，校对是 {second}。"


def differences_text(differences: Iterable[Difference]) -> str:
    """The differences as JSON, for `Proof.differences`."""
    rows = [[item.place, item.name, item.stored, item.second] for item in differences]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read_differences(proof: Proof) -> tuple[Difference, ...]:
    """The inverse of `differences_text`."""
    return tuple(Difference(*row) for row in json.loads(proof.differences))


def joined(entered_by: str, actor: str) -> str:
    """`entered_by` with one more who typed; who is in it already stays where he is."""
    if not entered_by:
        return actor
    return entered_by if actor in entered_by.split("、") else f"{entered_by}、{actor}"


def typists(entered_by: str) -> frozenset[str]:
    """Everybody who typed on a sheet or ballot, from its `entered_by`."""
    return frozenset(name for name in entered_by.split("、") if name)


def in_both(names: str, entered_by: str) -> tuple[str, ...]:
    """Those of `names`, however they are spaced and joined, who typed what `entered_by` says."""
    typed = {_unspaced(name) for name in typists(entered_by)}
    told = (_unspaced(name) for name in re.split("[、，,;；/]", names))
    # A blank may stand within a name or between two of them.
    found = [name for name in dict.fromkeys(told) if name in typed]
    found += [name for name in map(_unspaced, names.split()) if name in typed]
    return tuple(dict.fromkeys(found))


def _unspaced(name: str) -> str:
    return "".join(name.split())
