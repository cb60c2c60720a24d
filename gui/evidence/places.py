"""Where a file is attached, in words, and what the register has there. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.evidence import Subject, SubjectKind
from evaluation.ports import Reader
from evaluation.standard.model import Standard
from evaluation.steps.records import Evidence

__all__ = [
    "WARNING_FROM",
    "Place",
    "attached",
    "kind_word",
    "place_words",
    "size_words",
    "total_size",
]

WARNING_FROM = 500 * 1024 * 1024
"""Bytes of all files from which the official is told: the register is copied by hand."""

_KINDS = {
    SubjectKind.DEDUCTION: "扣分附件",
    SubjectKind.INDICATOR: "查验材料",
    SubjectKind.SHEET: "签字的评分表",
    SubjectKind.TALLY: "计票单",
    SubjectKind.SIGN_IN: "签到册",
    SubjectKind.PROOF: "校对单",
    SubjectKind.MINUTES: "会议纪要",
    SubjectKind.NOTICE: "公示照片",
    SubjectKind.VETO: "认定文件",
    SubjectKind.OTHER: "其他材料",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A village's id ("" for the whole year) and what of it a file shows; ids throughout."""

    village: str
    subject: Subject

    def arguments(self) -> dict[str, str]:
        """The place as `attach_evidence` takes it."""
        subject = self.subject
        return {
            "village": self.village,
            "kind": str(subject.kind),
            "step": subject.step,
            "purpose": subject.purpose,
            "assessor": subject.assessor,
            "item": subject.item,
            "clause": subject.clause,
        }


def attached(reader: Reader, round_id: str, place: Place) -> tuple[Evidence, ...]:
    """What is attached at a place, in the order of the days taken, then of the names."""
    found = reader.find(Evidence, round=round_id, village=place.village, subject=str(place.subject))
    return tuple(sorted(found, key=lambda item: (item.taken_on or "9999", item.name)))


def total_size(reader: Reader) -> int:
    """Bytes of all files attached in the register, each counted once."""
    return sum({item.sha256: item.size for item in reader.find(Evidence)}.values())


def kind_word(kind: SubjectKind) -> str:
    """What a file of that kind is called."""
    return _KINDS[kind]


def place_words(standard: Standard, subject: Subject) -> str:
    """A place within its village: 初评 4.1 第 2 条扣分, 签字的自评表, 镇党委会会议纪要."""
    step = standard.step(subject.step) if subject.step else None
    kind, word = subject.kind, _KINDS[subject.kind]
    if kind is SubjectKind.SHEET and step is not None:
        return f"签字的{step.short}表"
    if kind is SubjectKind.MINUTES and step is not None:
        part = next((part.name for part in step.parts if part.id == subject.item), "")
        return f"{part}{word}"
    if kind is SubjectKind.VETO:
        return f"第 {subject.item} 号否决的{word}"
    indicator = next((item for item in standard.indicators if item.id == subject.item), None)
    if indicator is None:
        return word
    where = f"{step.short} {indicator.code}" if step is not None else indicator.code
    clauses = [clause.id for clause in indicator.clauses]
    if kind is SubjectKind.DEDUCTION and subject.clause in clauses:
        return f"{where} 第 {clauses.index(subject.clause) + 1} 条扣分"
    return f"{where} {word}"


def size_words(size: int) -> str:
    """A number of bytes as read: 86 KB, 1.4 MB, 3.2 GB."""
    if size < 1024 * 1024:
        return f"{max(round(size / 1024), 1)} KB"
    if size < 1024**3:
        return f"{size / 1024**2:.1f} MB"
    return f"{size / 1024**3:.1f} GB"
