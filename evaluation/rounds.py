"""A round: one year of one unit type, its standard, its villages and their yearly facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = [
    "FACTS",
    "OfficeRecord",
    "Participation",
    "ParticipationStatus",
    "PastResult",
    "Person",
    "PinnedStandard",
    "Round",
    "RoundState",
    "Setting",
    "SharedFigureValue",
    "VetoAuthority",
    "YearlyFact",
    "round_id",
]


class RoundState(StrEnum):
    """State of a round (年度状态)."""

    PREPARING = "preparing"  # 筹备: no standard pinned yet
    OPEN = "open"  # 进行
    PUBLISHED = "published"  # 已定评


class ParticipationStatus(StrEnum):
    """How a village takes part in a round."""

    RATED = "rated"  # 参评
    EXCLUDED = "excluded"  # 不参评, with a reason
    RESULT_ONLY = "result_only"  # 仅结果, 无明细


FACTS: tuple[tuple[str, str, str], ...] = (
    ("households", "户数", "户"),
    ("population", "人口", "人"),
    ("members", "党员数", "人"),
    ("income", "集体经营性收入", "万元"),
    ("secretary", "党组织书记", ""),
    ("first_secretary", "第一书记", ""),
)
"""Yearly facts of a village: (id, name, unit); a fact without unit is text, the others numbers."""


def round_id(year: int, unit: str) -> str:
    """The key of a round: year and unit type."""
    return f"{year}/{unit}"


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """Whose register this is. `level`: "town" or "county"; `sample`: fictional, marked 示例."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    name: str
    level: str
    sample: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """经办人 and others who act; `name` is unique within the register."""

    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    office: str = ""
    role: str = ""
    active: int = 1


@dataclass(frozen=True, slots=True)
class PinnedStandard:
    """Full canonical text of a standard that some round pins; `sha256` is that of the text."""

    KEY: ClassVar[tuple[str, ...]] = ("sha256",)

    sha256: str
    name: str
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """`cutoff`: ISO day on which veto cases must stand to act. `issuer`: who signs
    certificates. `show_early`: distances and class are shown before sealing. second_check: 1,
    校对: only what a second person confirmed counts. blind: 1, 背靠背: an assessor sees
    nobody else's unsigned marks. evidence_due: 1, points lost at 初评 need an attached file.
    planned_on: ISO day of the planned 定评, "" for none."""

    KEY: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    year: int
    unit: str
    state: RoundState
    standard: str = ""
    cutoff: str = ""
    issuer: str = ""
    certificate_prefix: str = "XJ"
    show_early: int = 0
    decision_number: str = ""
    decided_on: str = ""
    seal: str = ""
    second_check: int = 0
    blind: int = 0
    evidence_due: int = 0
    planned_on: str = ""


@dataclass(frozen=True, slots=True)
class Participation:
    """A village in a round. `position`: the office's own order. `town`: town code then."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village")

    round: str
    village: str
    position: int
    town: str
    status: ParticipationStatus = ParticipationStatus.RATED
    reason: str = ""
    category: str = ""
    assessment_group: str = ""


@dataclass(frozen=True, slots=True)
class YearlyFact:
    """One of FACTS for a village in a round; numbers as plain decimal text."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "fact")

    round: str
    village: str
    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class SharedFigureValue:
    """A figure of the year that is typed once (旗县平均 …), in hundredths."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "figure")

    round: str
    figure: str
    value: int


@dataclass(frozen=True, slots=True)
class PastResult:
    """A result known only as such: last year's, or that of a 仅结果 village.

    `total`: hundredths, None when unknown; `rating_class`: the class's short wording as
    the 汇总表 gave it, or a class id of the round's standard.
    """

    KEY: ClassVar[tuple[str, ...]] = ("year", "unit", "village")

    year: int
    unit: str
    village: str
    stars: int
    rating_class: str
    total: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class VetoAuthority:
    """设定依据 of a veto item in a round, entered by the office."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "item")

    round: str
    item: str
    document: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the office that belongs to the register, as JSON text."""

    KEY: ClassVar[tuple[str, ...]] = ("name",)

    name: str
    value: str
