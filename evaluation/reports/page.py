"""A paper in the making: pages of one size, the marks 示例 and 草稿, page numbers, metadata.

What stands on the pages is drawn by the modules of the papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BLACK, MARK, QUIET
from evaluation.reports.fonts import Face, face_name
from evaluation.reports.geometry import A4, MM, Box, Size
from evaluation.reports.text import Style, draw, draw_right, draw_tilted
from evaluation.views import YearHead

__all__ = ["OFFICIAL", "Margins", "Paper", "marks_of"]

PageNumbers = Literal["none", "official", "plain"]


@dataclass(frozen=True, slots=True)
class Margins:
    """Blank edges in millimetres."""

    top: float
    right: float
    bottom: float
    left: float

    def area(self, size: Size) -> Box:
        """The type area on a sheet of that size."""
        return Box(
            self.left * MM,
            self.bottom * MM,
            size.width - self.right * MM,
            size.height - self.top * MM,
        )


OFFICIAL = Margins(top=37, right=26, bottom=35, left=28)
"""公文: a type area of 156 × 225 mm on A4 (GB/T 9704-2012, 5.2)."""


_MARKS = "page-marks"
"""Name of the marks, which are stored once in the file."""


def marks_of(head: YearHead, *, formal: bool) -> tuple[str, ...]:
    """The words across a paper: 示例 for a fictional year, 草稿 for a formal paper whose
    standard has no 文号."""
    marks = ("示例",) if head.sample else ()
    return (*marks, "草稿") if formal and head.draft else marks


class Paper:
    """One PDF file. `title` is shown by readers; `marks` stand beneath the text of each page.

    numbers: "official": between dashes, odd pages right, even left (GB/T 9704-2012, 7.5);
    "plain": 第 1 页 at the right of the foot.
    """

    def __init__(
        self,
        title: str,
        author: str,
        *,
        size: Size = A4,
        margins: Margins = OFFICIAL,
        marks: tuple[str, ...] = (),
        numbers: PageNumbers = "none",
    ) -> None:
        self.size = size
        self.area = margins.area(size)
        self.page = 0
        self._marks = marks
        self._numbers = numbers
        self._file = BytesIO()
        self.canvas = Canvas(
            self._file,
            pagesize=(size.width, size.height),
            invariant=1,
            pageCompression=1,
            initialFontName=face_name(Face.SONG),  # type: ignore[arg-type]  # stub is wrong
            lang="zh-CN",
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("嘎查村级组织星级管理")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        # A reader must not shrink the page: margins and 套打 are exact.
        self.canvas.setViewerPreference("PrintScaling", "None")
        if marks:
            self.canvas.beginForm(_MARKS, 0, 0, size.width, size.height)
            self.draw_marks()
            self.canvas.endForm()

    @contextmanager
    def new_page(self, *, number: int | None = None, marked: bool = True) -> Iterator[Canvas]:
        """A page to draw on. `number`: where numbers begin anew; else they run on. `marked`:
        with the marks; without where an opaque ground that has them would hide them."""
        self.page = self.page + 1 if number is None else number
        if marked and self._marks:
            self.canvas.doForm(_MARKS)
        yield self.canvas
        self._draw_number()
        self.canvas.showPage()

    def draw_marks(self, colour: Color = MARK) -> None:
        """The marks in rows across the page, light enough to read any text above them."""
        if not self._marks:
            return
        style = Style(Face.HEI, 46, colour)
        columns, rows = max(2, round(self.size.width / 230)), max(2, round(self.size.height / 210))
        for row in range(rows):
            for column in range(columns):
                draw_tilted(
                    self.canvas,
                    self.size.width * (column + 0.5) / columns,
                    self.size.height * (row + 0.5) / rows,
                    self._marks[(row + column) % len(self._marks)],
                    style,
                    28,
                )

    def _draw_number(self) -> None:
        if self._numbers == "official":
            style = Style(Face.SONG, 14, BLACK)
            y = self.area.bottom - 7 * MM - style.size
            text = f"— {self.page} —"
            if self.page % 2:
                draw_right(self.canvas, self.area.right - style.size, y, text, style)
            else:
                draw(self.canvas, self.area.left + style.size, y, text, style)
        elif self._numbers == "plain":
            style = Style(Face.SONG, 9, QUIET)
            y = max(self.area.bottom - 7 * MM, 8 * MM)
            draw_right(self.canvas, self.area.right, y, f"第 {self.page} 页", style)

    def finish(self) -> bytes:
        """The finished file; nothing can be added afterwards."""
        self.canvas.save()
        return self._file.getvalue()
