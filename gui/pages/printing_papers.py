"""Prepares a paper for 证书打印: its contents read, its bytes still to be made.

Reading is done here and now, because the register belongs to the thread of the window; what
is prepared can be made in a job.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.ports import Reader
from evaluation.views import YearBoard
from gui.jobs import Progress
from gui.printing import PreparedPaper

if TYPE_CHECKING:
    from evaluation.reports.certificate import CertificateForm
    from evaluation.reports.printing import PaperKind
    from evaluation.reports.working_papers import ReadPaper

__all__ = ["prepare_paper"]


def prepare_paper(
    reader: Reader, board: YearBoard, kind: PaperKind, form: CertificateForm
) -> PreparedPaper:
    """Read what a paper needs. Raises RatingFault when there is nothing to print."""
    from evaluation.reports.batch import PaperFile
    from evaluation.reports.printing import PAPER_NAMES, read_paper

    read = read_paper(reader, board, kind, form=form, specimen=True)
    name = f"{board.head.year}年度{PAPER_NAMES[kind].removeprefix('年度')}"
    return PreparedPaper(
        kind=kind,
        name=name,
        count=read.count,
        build=lambda progress: _build(read, progress),
        check=read.problems,
        apart=tuple(PaperFile(f"{name} {part}", build) for part, build in read.parts),
    )


def _build(read: ReadPaper, progress: Progress | None) -> bytes:
    """The bytes, reported to a job, which stops the making by what it raises."""
    if progress is None:
        return read.build(None)

    def report(done: int, total: int) -> bool:
        progress.report(done, total)
        return True

    return read.build(report)
