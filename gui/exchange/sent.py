"""What is sent out: what the official wants written, read from the register, and written.

`prepare` reads and belongs to the thread of the window; what it returns only writes files and
can run as a job. Nothing that stands in a folder is ever written over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from db.exchange.exporting import write_results_xlsx
from db.exchange.feedback_forms import feedback_forms, write_feedback_forms
from db.exchange.sheet_forms import scored_steps, sheet_form, write_sheet_forms
from evaluation.faults import RatingFault
from evaluation.ports import Reader
from evaluation.standard.model import StepKind
from evaluation.views import YearBoard
from gui.exchange.recognition import SHEETS
from gui.jobs import Progress

__all__ = [
    "FEEDBACK",
    "Counted",
    "FileForm",
    "FormsWanted",
    "PreparedFiles",
    "forms_name",
    "prepare",
    "prepare_results",
    "unused_folder",
]

FEEDBACK = "feedback"


class FileForm(StrEnum):
    """What the forms are written as."""

    WORKBOOKS = "xlsx"
    ONE_PDF = "pdf"
    PDF_EACH = "pdf-each"


@dataclass(frozen=True, slots=True)
class FormsWanted:
    """kind: SHEETS or FEEDBACK. step: id, "" for feedback. filled: with what is entered so far.
    villages: ids in the office's own order, of no meaning for feedback."""

    kind: str
    step: str
    filled: bool
    form: FileForm
    villages: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class PreparedFiles:
    """Files that can be written now. name: what they are; total: how many; write: does it, and
    returns where they are; folder: into which."""

    name: str
    total: int
    folder: Path
    write: Callable[[Progress], Sequence[Path]]


class Counted:
    """A progress that keeps how many parts were done, for when the work is stopped."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self.done = 0

    def report(self, done: int, total: int, words: str = "") -> None:
        """As `Progress.report`."""
        self.done = done
        self._inner.report(done, total, words)


def forms_name(board: YearBoard, kind: str, step: str, *, filled: bool) -> str:
    """What the forms are called, as a folder is named after them."""
    blank = "" if filled else "（空白）"
    if kind == FEEDBACK:
        return f"{board.head.year}年度部门反馈表{blank}"
    found = scored_steps(board.head.standard, step)[0]
    return f"{board.head.year}年度{found.short}打分表{blank}"


def unused_folder(name: str, parent: Path | None = None) -> Path:
    """A folder of that name, below the documents without `parent`, that holds nothing yet."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    above = parent or Path(QStandardPaths.writableLocation(place) or Path.home())
    folder, number = above / name, 1
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        number += 1
        folder = above / f"{name}（{number}）"
    return folder


def prepare(reader: Reader, board: YearBoard, wanted: FormsWanted) -> PreparedFiles:
    """Read what the forms need. Raises RatingFault when there is nothing to write."""
    if wanted.form is not FileForm.WORKBOOKS:
        return _papers(reader, board, wanted)
    name = forms_name(board, wanted.kind, wanted.step, filled=wanted.filled)
    if wanted.kind == FEEDBACK:
        tables = feedback_forms(reader, board, filled=wanted.filled)
        return PreparedFiles(
            name,
            len(tables),
            wanted.folder,
            lambda progress: write_feedback_forms(tables, wanted.folder, _told(progress)),
        )
    forms = tuple(
        sheet_form(reader, board, village, wanted.step, filled=wanted.filled)
        for village in wanted.villages
    )
    return PreparedFiles(
        name,
        len(forms),
        wanted.folder,
        lambda progress: write_sheet_forms(forms, wanted.folder, _told(progress)),
    )


def prepare_results(board: YearBoard, path: Path) -> PreparedFiles:
    """The table of all results; the place has been confirmed by the official."""

    def write(progress: Progress) -> Sequence[Path]:
        progress.report(0, 1)
        write_results_xlsx(board, path)
        return (path,)

    return PreparedFiles(f"{board.head.year}年度评定结果", 1, path.parent, write)


def _papers(reader: Reader, board: YearBoard, wanted: FormsWanted) -> PreparedFiles:
    from evaluation.reports.batch import file_name, save, write_apart
    from evaluation.reports.certificate import CertificateForm
    from evaluation.reports.printing import PaperKind
    from gui.pages.printing_papers import prepare_paper

    chosen = board
    if wanted.kind == SHEETS:
        rows = tuple(row for row in board.rows if row.id in set(wanted.villages))
        chosen = replace(board, rows=rows)
    prepared = prepare_paper(
        reader, chosen, PaperKind(_paper_kind(board, wanted)), CertificateForm()
    )
    folder = wanted.folder

    def write_one(progress: Progress) -> Sequence[Path]:
        path = folder / f"{file_name(prepared.name)}.pdf"
        _refuse_existing([path], folder)
        save(path, prepared.build(progress))
        return (path,)

    def write_each(progress: Progress) -> Sequence[Path]:
        _refuse_existing(
            [folder / f"{file_name(paper.name)}.pdf" for paper in prepared.apart], folder
        )
        return write_apart(folder, prepared.apart, _told(progress))

    each = wanted.form is FileForm.PDF_EACH and len(prepared.apart) > 1
    return PreparedFiles(
        prepared.name,
        len(prepared.apart) if each else 1,
        folder,
        write_each if each else write_one,
    )


def _paper_kind(board: YearBoard, wanted: FormsWanted) -> str:
    """The paper of `evaluation.reports.printing` that is the form on paper."""
    blank = "" if wanted.filled else "-blank"
    if wanted.kind == FEEDBACK:
        return f"feedback{blank}"
    step = scored_steps(board.head.standard, wanted.step)[0]
    return f"{'self' if step.kind is StepKind.SELF else 'assessment'}{blank}"


def _refuse_existing(paths: Sequence[Path], folder: Path) -> None:
    there = [path.name for path in paths if path.exists()]
    if there:
        raise RatingFault(
            f"文件夹“{folder.name}”里已经有 {len(there)} 个同名的文件，没有覆盖。"
            "请换一个空文件夹：",
            places=tuple(there[:20]),
        )


def _told(progress: Progress) -> Callable[[int, int], bool]:
    """Passes reports on to a job, which stops the writing by what it raises."""

    def report(done: int, total: int) -> bool:
        progress.report(done, total)
        return True

    return report
