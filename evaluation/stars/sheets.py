"""Score sheets: who scored which village in which step, in which version, and every mark.

A sealed sheet is never edited; returning it makes the next version as a copy. The
reckoning is in `scoring.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = ["Bonus", "Deduction", "Mark", "MarkState", "Purpose", "Sheet", "SheetState"]


class Purpose(StrEnum):
    """What a sheet is for."""

    OWN = "own"  # 自评
    ASSESSMENT = "assessment"  # 初评
    REVIEW = "review"  # 组织部复核
    REKEY = "rekey"  # 校对
    SPOT_CHECK = "spot_check"  # 抽查
    CITY_ANCHOR = "city_anchor"  # 市级样本


class SheetState(StrEnum):
    """States of a sheet or ballot."""

    DRAFT = "draft"  # 录入中
    SEALED = "sealed"  # 已签
    RETURNED = "returned"  # 已退回: kept for reading, replaced by the next version


class MarkState(StrEnum):
    """State of an indicator on a sheet."""

    UNCHECKED = "unchecked"  # 未查
    CHECKED = "checked"  # 已查
    AWAITING = "awaiting"  # 待数据
    NOT_APPLICABLE = "not_applicable"  # 不涉及


@dataclass(frozen=True, slots=True)
class Sheet:
    """`assessor`: name of the assessor, or of the group for a common sheet ("" for 自评).

    act_date: ISO day of the assessment or signature on paper. `signed_by`: names in the
    order of the step's signatories, joined by 、. `village_consents`: 1 无异议, 0 有异议,
    None not asked. `entered_by`: who typed it when it was signed on paper.
    """

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
    purpose: Purpose
    assessor: str
    version: int
    state: SheetState = SheetState.DRAFT
    act_date: str = ""
    signed_by: str = ""
    entered_by: str = ""
    remark: str = ""
    return_reason: str = ""
    village_consents: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet says of one item: an indicator, or a star where the depth is STAR.

    score: hundredths, typed where the depth is not CLAUSE (or on a review); figure, base:
    hundredths of the entered figure and its base. `fact` is the reason or remark; for a
    star of 初评 that differs much from 自评 it is the word that is due. `vetoed`: the
    indicator's own veto applies.
    """

    KEY: ClassVar[tuple[str, ...]] = (*Sheet.KEY, "item")

    round: str
    village: str
    step: str
    purpose: Purpose
    assessor: str
    version: int
    item: str
    state: MarkState = MarkState.UNCHECKED
    score: int | None = None
    figure: int | None = None
    base: int | None = None
    fact: str = ""
    vetoed: int = 0


@dataclass(frozen=True, slots=True)
class Deduction:
    """One deduction: `count` times its clause, or `amount` (hundredths) where the clause is
    酌情. `fact` is the inner wording, `outward` the one for outside if it differs."""

    KEY: ClassVar[tuple[str, ...]] = (*Mark.KEY, "clause")

    round: str
    village: str
    step: str
    purpose: Purpose
    assessor: str
    version: int
    item: str
    clause: str
    count: int = 1
    amount: int = 0
    fact: str = ""
    outward: str = ""
    evidence: str = ""
    entered_by: str = ""
    act_date: str = ""


@dataclass(frozen=True, slots=True)
class Bonus:
    """加分 of a village on one star: hundredths, with its basis."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "star")

    round: str
    village: str
    star: str
    points: int
    basis: str
