"""From a PDF to pictures and to a printer."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from gui.jobs import JobCancelledError
from gui.printing import PdfPages, open_in_reader, paint_pages, printer_names


class Report:
    """Keeps what was reported; cancels at a number."""

    def __init__(self, cancel_at=None):
        self.seen = []
        self.cancel_at = cancel_at

    def report(self, done, total, words=""):
        if done == self.cancel_at:
            raise JobCancelledError
        self.seen.append((done, total))


def two_pages():
    """An upright red page and a wide blue one, A4."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 421, 595, 421, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.setFillColorRGB(0, 0, 1)
    canvas.rect(0, 0, 842, 595, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def pages():
    opened = PdfPages(two_pages())
    yield opened
    opened.close()


def test_sizes_are_in_points(pages):
    assert [(size.width(), size.height()) for size in pages.sizes] == [(595, 842), (842, 595)]


def test_a_page_is_drawn_at_the_resolution_asked_for(qapp, pages):
    picture = pages.draw(0, 144)
    assert (picture.width(), picture.height()) == (1190, 1684)
    assert picture.pixelColor(600, 100) == QColor(255, 0, 0)
    assert picture.pixelColor(600, 1600) == QColor(255, 255, 255)
    assert pages.draw(1, 72).pixelColor(5, 5) == QColor(0, 0, 255)


def test_each_page_is_printed_in_its_size_and_direction(qapp, pages, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    report = Report()
    assert paint_pages(printer, pages, report) == 2
    assert report.seen == [(0, 2), (1, 2), (2, 2)]
    boxes = [page.mediabox for page in PdfReader(tmp_path / "out.pdf").pages]
    sizes = [(round(box.width), round(box.height)) for box in boxes]
    assert sizes == [(595, 842), (842, 595)]
    printed = PdfPages((tmp_path / "out.pdf").read_bytes())
    first = printed.draw(0, 72)
    assert first.pixelColor(3, 3).red() > 240
    assert first.pixelColor(3, 3).green() < 20
    assert printed.draw(1, 72).pixelColor(838, 590).blue() > 240
    printed.close()


def test_cancelling_stops_between_two_pages(qapp, pages, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(JobCancelledError):
        paint_pages(printer, pages, Report(cancel_at=1))


def test_the_reader_gets_a_copy_of_the_bytes(qapp, monkeypatch):
    opened: list[Any] = []
    monkeypatch.setattr("gui.printing.QDesktopServices.openUrl", opened.append)
    open_in_reader(two_pages(), "2026年度：证书/样张")
    path = Path(opened[0].toLocalFile())
    assert path.name == "2026年度：证书_样张.pdf"
    assert path.read_bytes() == two_pages()


def test_printers_are_names(qapp):
    assert isinstance(printer_names(), tuple)
