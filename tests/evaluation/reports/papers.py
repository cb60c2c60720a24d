"""One of each paper from the made-up year, for golden texts and for what holds of every paper.

`python -m tests.evaluation.reports.papers DIR` writes them to be looked at, and
`python -m tests.evaluation.reports.papers --golden` writes the golden texts anew.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from evaluation.reports.annual_sheet import build_annual_sheets
from evaluation.reports.certificate import CertificateForm, build_certificates
from evaluation.reports.charts import build_charts
from evaluation.reports.notice import build_notice, notice_form
from evaluation.reports.reasons import build_reasons
from evaluation.reports.summary import build_summary
from evaluation.reports.working_papers import WorkingPaperKind, read_working_paper
from evaluation.views import YearBoard
from tests.evaluation.reports.entered import entered_year
from tests.evaluation.reports.reading import page_text, pages_of
from tests.evaluation.reports.samples import card_of, entries_of, year_board

GOLDEN = Path(__file__).parent / "golden"


def papers_of(board: YearBoard) -> dict[str, bytes]:
    cards = [card_of(board.head, row) for row in board.rows[:2]]
    entries = entries_of(board)[:2]
    few = replace(board, rows=board.rows[:2])
    reader = entered_year(few)
    working = {
        kind.value: read_working_paper(reader, few, kind).build(None) for kind in WorkingPaperKind
    }
    return {
        "certificate": build_certificates(board, entries),
        "certificate-overprint": build_certificates(board, entries, CertificateForm(True)),
        "annual-sheet": build_annual_sheets(cards),
        "summary": build_summary(board),
        "summary-a4": build_summary(board, a3=False),
        "notice": build_notice(board, notice_form(board)),
        "reasons-inner": build_reasons(cards, outward=False),
        "reasons-outward": build_reasons(cards, outward=True),
        "charts": build_charts(board),
        **working,
    }


def small_year() -> YearBoard:
    return year_board(6, towns=2)


def golden_text(data: bytes) -> str:
    """The text of all pages, one line for each sentence or so, to be read and compared."""
    pages = [page_text(data, page) for page in range(pages_of(data))]
    return "\n---\n".join(page.replace("。", "。\n").strip() for page in pages) + "\n"


def main(arguments: list[str]) -> None:
    papers = papers_of(small_year())
    if arguments == ["--golden"]:
        GOLDEN.mkdir(exist_ok=True)
        for name, data in papers.items():
            (GOLDEN / f"{name}.txt").write_text(golden_text(data), encoding="utf-8")
        return
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in papers.items():
        (folder / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1:])
