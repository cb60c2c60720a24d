"""The papers of the scoring season: read for a board, then made and looked through without it.

自评表, 初评打分表, 部门反馈表 and 校对单 show sheets and ballots as they are, results or none;
the papers of the result are in `printing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from evaluation.ports import Reader
from evaluation.reports.feedback import build_feedback, unfit_in_feedback
from evaluation.reports.feedback_lines import FeedbackForm, feedback_forms
from evaluation.reports.preflight import preflight_of_texts
from evaluation.reports.progress import Progress
from evaluation.reports.proof_lines import ProofSlip, ProofSubject, proof_slips
from evaluation.reports.proof_slip import build_proof_slips, unfit_in_proof_slip
from evaluation.reports.score_sheet import build_score_sheets, unfit_in_score_sheet
from evaluation.reports.score_sheet_lines import ScoreSheet, SheetForm, score_sheets
from evaluation.views import YearBoard

__all__ = [
    "WORKING_PAPER_NAMES",
    "ReadPaper",
    "WorkingPaperKind",
    "read_working_paper",
]


class WorkingPaperKind(StrEnum):
    """The papers of the scoring season, by the names of the command line."""

    OWN_BLANK = "self-blank"
    OWN = "self"
    ASSESSMENT_BLANK = "assessment-blank"
    ASSESSMENT = "assessment"
    FEEDBACK_BLANK = "feedback-blank"
    FEEDBACK = "feedback"
    PROOF_OWN = "proof-self"
    PROOF_BALLOT = "proof-ballot"
    PROOF_ASSESSMENT = "proof-assessment"


WORKING_PAPER_NAMES = {
    WorkingPaperKind.OWN_BLANK: "自评表（空白）",
    WorkingPaperKind.OWN: "自评表",
    WorkingPaperKind.ASSESSMENT_BLANK: "初评打分表（空白）",
    WorkingPaperKind.ASSESSMENT: "初评打分表",
    WorkingPaperKind.FEEDBACK_BLANK: "部门反馈表（空白）",
    WorkingPaperKind.FEEDBACK: "部门反馈表",
    WorkingPaperKind.PROOF_OWN: "自评校对单",
    WorkingPaperKind.PROOF_BALLOT: "测评校对单",
    WorkingPaperKind.PROOF_ASSESSMENT: "初评校对单",
}

_SHEETS = {
    WorkingPaperKind.OWN_BLANK: SheetForm.OWN_BLANK,
    WorkingPaperKind.OWN: SheetForm.OWN,
    WorkingPaperKind.ASSESSMENT_BLANK: SheetForm.ASSESSMENT_BLANK,
    WorkingPaperKind.ASSESSMENT: SheetForm.ASSESSMENT,
}
_SLIPS = {
    WorkingPaperKind.PROOF_OWN: ProofSubject.OWN,
    WorkingPaperKind.PROOF_BALLOT: ProofSubject.BALLOT,
    WorkingPaperKind.PROOF_ASSESSMENT: ProofSubject.ASSESSMENT,
}

Item = TypeVar("Item", ScoreSheet, FeedbackForm, ProofSlip)


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper whose contents are read: `build` makes its bytes, `problems` is 打印前检查.
    Neither needs the register. count: certificates, villages or forms in it. parts: (name,
    build) of each village or department alone, where that makes sense."""

    count: int
    build: Callable[[Progress | None], bytes]
    problems: Callable[[], tuple[str, ...]]
    parts: tuple[tuple[str, Callable[[], bytes]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Contents(Generic[Item]):
    """Items of one kind with what makes and checks them. `named`: the village or department
    of an item."""

    board: YearBoard
    items: Sequence[Item]
    make: Callable[[Sequence[Item], Progress | None], bytes]
    unfit: Callable[[Item], tuple[str, ...]]
    named: Callable[[Item], str]

    def read(self) -> ReadPaper:
        return ReadPaper(
            count=len(self.items),
            build=lambda progress: self.make(self.items, progress),
            problems=self._problems,
            parts=tuple((self.named(item), self._alone(item)) for item in self.items),
        )

    def _alone(self, item: Item) -> Callable[[], bytes]:
        return lambda: self.make((item,), None)

    def _problems(self) -> tuple[str, ...]:
        texts = [(self.named(item), text) for item in self.items for text in item.texts()]
        unfit = [(self.named(item), text) for item in self.items for text in self.unfit(item)]
        return preflight_of_texts(self.board, texts, unfit)


def read_working_paper(reader: Reader, board: YearBoard, kind: WorkingPaperKind) -> ReadPaper:
    """Read what a paper needs for all villages of the board.

    Raises RatingFault when there is nothing to print, and why.
    """
    if kind in _SHEETS:
        return _Contents(
            board,
            score_sheets(reader, board, _SHEETS[kind]),
            lambda items, progress: build_score_sheets(items, progress=progress),
            unfit_in_score_sheet,
            lambda item: _with(item.row.name, "" if item.sheet is None else item.sheet.assessor),
        ).read()
    if kind in _SLIPS:
        return _Contents(
            board,
            proof_slips(reader, board, _SLIPS[kind]),
            lambda items, progress: build_proof_slips(items, progress=progress),
            unfit_in_proof_slip,
            lambda item: _with(item.row.name, item.assessor),
        ).read()
    return _Contents(
        board,
        feedback_forms(reader, board, blank=kind is WorkingPaperKind.FEEDBACK_BLANK),
        lambda items, progress: build_feedback(items, progress=progress),
        unfit_in_feedback,
        lambda item: item.department,
    ).read()


def _with(name: str, assessor: str) -> str:
    return f"{name} {assessor}" if assessor else name
