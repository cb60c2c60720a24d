"""From papers to the screen, a printer, a reader or a file; the bytes are always the same.

What needs the register is read when a paper is prepared; making its bytes and sending them
to a printer touch neither register nor widgets, so both can run as a job.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageSize, QPainter

from evaluation.faults import RegisterFault
from gui.jobs import Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from evaluation.reports.batch import PaperFile
    from evaluation.reports.printing import PaperKind

__all__ = [
    "PdfPages",
    "PreparedPaper",
    "open_in_reader",
    "paint_pages",
    "printer_names",
    "send_to_printer",
    "standard_printer",
]

_POINTS_PER_INCH = 72
_PRINT_RESOLUTION = 300

# PDFium keeps one state for the whole process and must not be called from two threads.
_pdfium = threading.Lock()

_reader_copies: list[tempfile.TemporaryDirectory[str]] = []


@dataclass(frozen=True)
class PreparedPaper:
    """A paper whose contents have been read: `build` makes its bytes, `check` looks it over.

    count: certificates or villages in it. apart: one file for each village, where that makes
    sense.
    """

    kind: PaperKind
    name: str
    count: int
    build: Callable[[Progress | None], bytes]
    check: Callable[[], tuple[str, ...]]
    apart: tuple[PaperFile, ...] = ()


class PdfPages:
    """The pages of a finished PDF, to be drawn for the screen or a printer."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _pdfium:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes = tuple(
                QSizeF(*self._document.get_page_size(number))
                for number in range(len(self._document))
            )

    def draw(self, number: int, resolution: float) -> QImage:
        """Return page `number` (from 0) as a picture at `resolution` dots per inch."""
        with _pdfium:
            page = self._document[number]
            bitmap = page.render(scale=resolution / _POINTS_PER_INCH)
            picture = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_BGR888,
            ).copy()
            bitmap.close()
            page.close()
        return picture

    def close(self) -> None:
        """Give the document back; nothing can be drawn afterwards."""
        with _pdfium:
            self._document.close()


def printer_names() -> tuple[str, ...]:
    """Names of the printers this computer knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return tuple(QPrinterInfo.availablePrinterNames())


def standard_printer() -> str:
    """Name of the printer that is the usual one, "" without any."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.defaultPrinterName()


def send_to_printer(
    data: bytes, printer_name: str, copies: int, *, two_sided: bool, progress: Progress
) -> int:
    """Print a PDF at 300 dots per inch; return the number of pages sent.

    Raises RegisterFault when the printer does not take it; stops between two pages when
    the job is cancelled, and then nothing comes out.
    """
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    printer.setCopyCount(copies)
    mode = QPrinter.DuplexMode
    printer.setDuplex(mode.DuplexLongSide if two_sided else mode.DuplexNone)
    pages = PdfPages(data)
    try:
        return paint_pages(printer, pages, progress)
    finally:
        pages.close()


def paint_pages(printer: QPrinter, pages: PdfPages, progress: Progress) -> int:
    """Paint every page on a printer without margins, each in its own size and direction."""
    printer.setResolution(_PRINT_RESOLUTION)
    printer.setFullPage(True)
    painter = QPainter()
    total = len(pages.sizes)
    try:
        for number, size in enumerate(pages.sizes):
            progress.report(number, total, f"第 {number + 1} 页")
            printer.setPageLayout(_layout(size))
            ready = printer.newPage() if number else painter.begin(printer)
            if not ready:
                raise RegisterFault(
                    f"打印机“{printer.printerName()}”没有接收这份材料。"
                    "请检查打印机是否开机、联机，或改用“用 PDF 阅读器打开”再打印。"
                )
            picture = pages.draw(number, _PRINT_RESOLUTION)
            painter.drawImage(QRectF(0, 0, printer.width(), printer.height()), picture)
        progress.report(total, total)
    except Exception:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return total


def _layout(size: QSizeF) -> QPageLayout:
    """A page of `size` in points: upright paper, turned where it is wider than high."""
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    direction = QPageLayout.Orientation
    return QPageLayout(
        QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
        direction.Landscape if wide else direction.Portrait,
        QMarginsF(0, 0, 0, 0),
        QPageLayout.Unit.Point,
    )


def open_in_reader(data: bytes, name: str) -> bool:
    """Open a copy of a PDF in the computer's own reader; say whether one was found."""
    from evaluation.reports.batch import file_name, save

    # Gone when the program ends; on some systems the reader still holds its file then.
    folder = tempfile.TemporaryDirectory(prefix="xingji-", ignore_cleanup_errors=True)
    _reader_copies.append(folder)
    path = Path(folder.name) / f"{file_name(name)}.pdf"
    save(path, data)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
