"""61 certificates of the sample year, beside a bare reportlab loop.

The floor writes as many pages with the same fonts and as many texts and paths on each, but
lays nothing out: no line breaking, no fitting, no coverage of characters.
"""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas

from db.exchange.standards import read_preset
from db.store import create_register
from evaluation.boards import year_board
from evaluation.reports.bodies import issuer, recipient
from evaluation.reports.certificate import (
    CertificateEntry,
    build_certificates,
    certificate_text,
)
from evaluation.reports.fonts import Face, face_name
from evaluation.reports.geometry import A4_LANDSCAPE
from evaluation.rounds import round_id
from evaluation.sample import SAMPLE_UNIT, SAMPLE_YEAR, SampleClock, write_sample
from evaluation.views import YearBoard
from tests.benchmarks.measuring import in_turns, print_line, print_ratio

__all__ = ["measure_printing"]

_REPEATS = 9
_FACES = (Face.TITLE, Face.SONG, Face.HEI)


def _sample_board(path: Path) -> YearBoard:
    clock = SampleClock()
    with closing(create_register(path, clock=clock, program="benchmarks")) as register:
        write_sample(register, clock, read_preset("shixing-2012"))
        return year_board(register, round_id(SAMPLE_YEAR, SAMPLE_UNIT))


def _calls(board: YearBoard, entries: list[CertificateEntry]) -> tuple[int, int]:
    """Texts and paths of the whole file."""
    counts = {"drawText": 0, "drawPath": 0}

    def counting(name: str) -> Any:
        drawn = getattr(Canvas, name)

        def draw(*arguments: Any, **named: Any) -> Any:
            counts[name] += 1
            return drawn(*arguments, **named)

        return draw

    with (
        patch.object(Canvas, "drawText", counting("drawText")),
        patch.object(Canvas, "drawPath", counting("drawPath")),
    ):
        build_certificates(board, entries)
    return counts["drawText"], counts["drawPath"]


def _bare(pages: list[tuple[str, ...]], texts: int, paths: int) -> bytes:
    """As many pages, texts and paths, drawn straight onto a canvas."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(A4_LANDSCAPE.width, A4_LANDSCAPE.height), invariant=1)
    names = [face_name(face) for face in _FACES]
    for words in pages:
        for number in range(texts // len(pages)):
            canvas.setFont(names[number % len(names)], 20)
            canvas.drawString(40, 40 + 10 * number, words[number % len(words)])
        for number in range(paths // len(pages)):
            path = canvas.beginPath()
            path.moveTo(40 * number, 300)
            for corner in range(9):
                path.lineTo(40 * number + 3 * corner, 300 + 7 * (corner % 2))
            path.close()
            canvas.drawPath(path, stroke=1, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def measure_printing(folder: Path) -> None:
    """Print the time of one PDF with a certificate for every village of the sample year."""
    board = _sample_board(folder / "printing.xjdb")
    entries = [
        CertificateEntry(row, f"XJ{SAMPLE_YEAR}-{number}", f"{SAMPLE_YEAR + 1}-01-30")
        for number, row in enumerate(board.rows, start=1)
    ]
    pages = [
        (
            recipient(entry.row),
            *(words for words, _strong in certificate_text(board.head, entry.row)),
            issuer(board.head),
            entry.number,
        )
        for entry in entries
    ]
    texts, paths = _calls(board, entries)
    ours, floor = in_turns(
        _REPEATS,
        lambda: build_certificates(board, entries),
        lambda: _bare(pages, texts, paths),
    )
    print_ratio(f"printing {len(entries)} certificates", ours, floor, "≤ 1.5")
    print_line(f"  texts and paths a page: {texts / len(pages):.1f}, {paths / len(pages):.1f}")
