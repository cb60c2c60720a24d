"""What a kept file is evidence of: the subjects, as text that stays through versions.

A subject names its place without the version of the sheet, so that what was attached stays
when a sheet is returned. Attaching is in `actions/evidence.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LARGEST", "Subject", "SubjectKind", "sheet_of"]

LARGEST = 20 * 1024 * 1024
"""Bytes of one file as kept; the register is copied by hand, often onto a USB stick."""


class SubjectKind(StrEnum):
    """Kinds of things a file can be attached to."""

    DEDUCTION = "deduction"  # 扣分
    INDICATOR = "indicator"  # 指标 (查验材料)
    SHEET = "sheet"  # 签字的评分表扫描件
    TALLY = "tally"  # 计票单
    SIGN_IN = "sign_in"  # 签到册
    PROOF = "proof"  # 签字的校对单
    MINUTES = "minutes"  # 会议纪要
    NOTICE = "notice"  # 公示照片
    VETO = "veto"  # 认定文件
    OTHER = "other"  # 其他材料


_ON_SHEETS = frozenset({SubjectKind.DEDUCTION, SubjectKind.INDICATOR, SubjectKind.SHEET})


@dataclass(frozen=True, slots=True)
class Subject:
    """`step`, `purpose`, `assessor`: of the sheet; `step` alone of ballot or meeting; `item`:
    indicator, part, veto case number; `clause`: of a deduction, or the code of the town whose
    meeting it was. What does not apply is ""."""

    kind: SubjectKind
    step: str = ""
    purpose: str = ""
    assessor: str = ""
    item: str = ""
    clause: str = ""

    def __str__(self) -> str:
        """The text that is stored."""
        parts = (self.kind, self.step, self.purpose, self.assessor, self.item, self.clause)
        return "/".join(_guarded(part) for part in parts)

    @staticmethod
    def of(text: str) -> Subject:
        """The subject of a stored text; raises ValueError where it is none."""
        kind, *parts = (_plain(part) for part in text.split("/"))
        step, purpose, assessor, item, clause = parts
        return Subject(SubjectKind(kind), step, purpose, assessor, item, clause)

    @property
    def on_sheet(self) -> bool:
        """Whether it lies on a score sheet, and is hidden with it under 背靠背."""
        return self.kind in _ON_SHEETS


def _guarded(part: str) -> str:
    """An assessor may be called 考评一/二组: the sign between the parts is not one within."""
    return part.replace("%", "%25").replace("/", "%2F")


def _plain(part: str) -> str:
    return part.replace("%2F", "/").replace("%25", "%")


def sheet_of(text: str) -> tuple[str, str, str] | None:
    """(step, purpose, assessor) of the sheet a subject lies on; None where it is on none."""
    try:
        subject = Subject.of(text)
    except ValueError:
        return None
    if not subject.on_sheet:
        return None
    return subject.step, subject.purpose, subject.assessor
