"""Tables that run over several pages: rows as high as their text, heads on every page.

Text keeps its size and wraps; only figures and texts of one line become smaller where they
must. What stands above and below a table is drawn by the papers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.cells import LINE, column_boxes, figure_cell, row_boxes
from evaluation.reports.colours import BLACK, QUIET
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.page import Paper
from evaluation.reports.shapes import draw_frame, fill_box
from evaluation.reports.text import (
    Align,
    Span,
    Style,
    draw_fitted,
    draw_lines,
    draw_right,
    lines_of,
    measure,
)

__all__ = ["Entry", "RuledTable", "Surround", "TableRow", "Wrapping", "draw_on_pages"]

_PAD_ACROSS = 3.0
_PAD_ALONG = 4.0
_LEADING = 1.3
_FOOT = Style(Face.SONG, 8.5, QUIET)
_RUNNING = Style(Face.SONG, 9.5, BLACK)
_RUNNING_HEIGHT = 17.0
_OUTLINE = 1.1


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell. `span`: columns it takes. `single`: kept in one line, smaller
    where it must be. `widest`: a figure, right-aligned so that the widest of its column
    stands in the middle."""

    text: str
    style: Style
    align: Align = "centre"
    span: int = 1
    single: bool = False
    widest: str = ""

    @property
    def wraps(self) -> bool:
        return bool(self.text) and not self.single and not self.widest


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row at least `least` points high. `keeps`: never the last on a page. `number`: what
    it adds to a control sum in hundredths, None for a row that holds no number."""

    entries: tuple[Entry, ...]
    least: float
    fill: Color | None = None
    keeps: bool = False
    number: int | None = None


class Wrapping(dict[tuple[str, Style, float], tuple[str, ...]]):
    """Lines of a text by (text, style, width): the same for every village of a document."""

    def __missing__(self, key: tuple[str, Style, float]) -> tuple[str, ...]:
        text, style, width = key
        lines = lines_of([Span(text, style)], width)
        self[key] = tuple("".join(span.text for span in line) for line in lines)
        return self[key]


class RuledTable:
    """Rows under one or two head rows. `joined`: columns whose head rows are one cell."""

    def __init__(
        self,
        widths: Sequence[float],
        heads: Sequence[TableRow],
        rows: Sequence[TableRow],
        wrapping: Wrapping,
        *,
        joined: frozenset[int] = frozenset(),
    ) -> None:
        self.widths = tuple(widths)
        self.heads = tuple(heads)
        self.rows = tuple(rows)
        self._wrapping = wrapping
        self._joined = joined

    @property
    def head_height(self) -> float:
        return sum(self._height(row, joined=self._joined) for row in self.heads)

    def pages(self, first: float, later: float, closing: float) -> tuple[tuple[TableRow, ...], ...]:
        """The rows page by page. first, later: room for head and rows in points; closing: what
        the last page needs beneath. A row higher than a page goes on in the next one."""
        head = self.head_height
        whole = min(first, later) - head
        rows = [piece for row in self.rows for piece in self._pieces(row, whole)]
        heights = [self._height(row) for row in rows]
        pages: list[tuple[TableRow, ...]] = []
        at, room = 0, first - head
        while True:
            end, used = at, 0.0
            while end < len(rows) and used + heights[end] <= room + 0.01:
                used += heights[end]
                end += 1
            if end == len(rows):
                if used + closing <= room + 0.01:
                    return (*pages, tuple(rows[at:]))
                # Signatures never stand alone on a page while a row can go over with them.
                end = len(rows) - 2 if len(rows) - at > 2 else end
            while end > at + 1 and rows[end - 1].keeps:
                end -= 1
            pages.append(tuple(rows[at:end]))
            at, room = end, later - head

    def draw(self, canvas: Canvas, area: Box, rows: Sequence[TableRow]) -> float:
        """Head and rows from the top of `area`; returns where they end."""
        heads = [self._height(row, joined=self._joined) for row in self.heads]
        heights = [*heads, *(self._height(row) for row in rows)]
        boxes = row_boxes(area, heights)
        for place, (row, box) in enumerate(zip((*self.heads, *rows), boxes, strict=True)):
            self._draw_row(canvas, row, box, skipped=self._joined if place < len(heads) else None)
        if self._joined:
            self._draw_joined(canvas, boxes[0], boxes[len(heads) - 1])
        draw_frame(canvas, Box(area.left, boxes[-1].bottom, area.right, area.top), BLACK, _OUTLINE)
        return boxes[-1].bottom

    def _draw_joined(self, canvas: Canvas, first: Box, last: Box) -> None:
        """The cells of the first head row that reach down to the last one."""
        row = self.heads[0]
        whole = Box(first.left, last.bottom, first.right, first.top)
        for start, entry, box in self._places(row, whole):
            if start in self._joined:
                self._draw_entry(canvas, entry, box, row.fill)

    def _draw_row(
        self, canvas: Canvas, row: TableRow, box: Box, *, skipped: frozenset[int] | None
    ) -> None:
        for start, entry, place in self._places(row, box):
            if skipped is None or start not in skipped:
                self._draw_entry(canvas, entry, place, row.fill)

    def _draw_entry(self, canvas: Canvas, entry: Entry, box: Box, fill: Color | None) -> None:
        if fill is not None:
            fill_box(canvas, box, fill)
        if entry.widest:
            figure_cell(canvas, box, entry.text, entry.style, entry.widest)
            return
        draw_frame(canvas, box, BLACK, LINE)
        if not entry.text:
            return
        inner = box.inset(_PAD_ACROSS, 0)
        if entry.single:
            draw_fitted(canvas, inner, entry.text, entry.style, align=entry.align, lines=1)
            return
        lines = self._wrapping[entry.text, entry.style, inner.width]
        leading = entry.style.size * _LEADING
        draw_lines(canvas, inner, lines, entry.style, leading, entry.align)

    def _places(self, row: TableRow, box: Box) -> list[tuple[int, Entry, Box]]:
        """(first column, entry, its box) of each entry."""
        columns = column_boxes(box, self.widths)
        found: list[tuple[int, Entry, Box]] = []
        start = 0
        for entry in row.entries:
            end = start + entry.span
            place = Box(columns[start].left, box.bottom, columns[end - 1].right, box.top)
            found.append((start, entry, place))
            start = end
        return found

    def _lines(self, row: TableRow) -> list[tuple[str, ...]]:
        """The lines of each entry; of what does not wrap its one text."""
        lines: list[tuple[str, ...]] = []
        start = 0
        for entry in row.entries:
            width = sum(self.widths[start : start + entry.span]) - 2 * _PAD_ACROSS
            start += entry.span
            lines.append(
                self._wrapping[entry.text, entry.style, width] if entry.wraps else (entry.text,)
            )
        return lines

    def _height(self, row: TableRow, *, joined: frozenset[int] = frozenset()) -> float:
        high = row.least
        start = 0
        for entry, lines in zip(row.entries, self._lines(row), strict=True):
            if entry.wraps and start not in joined:
                size = entry.style.size
                high = max(high, size * (1 + _LEADING * (len(lines) - 1)) + 2 * _PAD_ALONG)
            start += entry.span
        return high

    def _pieces(self, row: TableRow, room: float) -> list[TableRow]:
        """The row, in parts where it is higher than `room`; the first column stands in each."""
        if self._height(row) <= room:
            return [row]
        lines = self._lines(row)
        pieces: list[TableRow] = []
        done = 0
        while any(done < len(found) for found in lines):
            most = min(
                int((room - 2 * _PAD_ALONG) / (entry.style.size * _LEADING))
                for entry in row.entries
            )
            entries = tuple(
                entry if place == 0 else replace(entry, text="\n".join(found[done : done + most]))
                for place, (entry, found) in enumerate(zip(row.entries, lines, strict=True))
            )
            number = row.number if done == 0 else None
            pieces.append(replace(row, entries=entries, number=number))
            done += most
        return pieces


@dataclass(frozen=True, slots=True)
class Surround:
    """What stands round a table: `opening` above it on the first page, `closing` beneath it
    on the last, each with its height in points; `running` is the line above it on later
    pages, `foot` makes the words at the foot of a page from its rows."""

    opening: tuple[float, Callable[[Canvas, Box], None]]
    closing: tuple[float, Callable[[Canvas, Box], None]]
    running: str
    foot: Callable[[Sequence[TableRow]], str]


def draw_on_pages(paper: Paper, table: RuledTable, surround: Surround) -> None:
    """The table over as many pages as it takes, numbered from 1 with their count."""
    area = paper.area
    above, draw_opening = surround.opening
    beneath, draw_closing = surround.closing
    pages = table.pages(area.height - above, area.height - _RUNNING_HEIGHT, beneath)
    for number, rows in enumerate(pages, start=1):
        with paper.new_page(number=number) as canvas:
            if number == 1:
                top = area.top - above
                draw_opening(canvas, Box(area.left, top, area.right, area.top))
            else:
                top = area.top - _RUNNING_HEIGHT
                line = Box(area.left, top + 3, area.right, area.top)
                draw_fitted(canvas, line, surround.running, _RUNNING, align="left", lines=1)
            y = table.draw(canvas, Box(area.left, area.bottom, area.right, top), rows)
            if number == len(pages):
                draw_closing(canvas, Box(area.left, y - beneath, area.right, y))
            foot = area.bottom - 14
            words = f"第 {number} 页　共 {len(pages)} 页"
            draw_right(canvas, area.right, foot, words, _FOOT)
            room = Box(area.left, foot - 3, area.right - measure(words, _FOOT) - 14, foot + 9)
            draw_fitted(canvas, room, surround.foot(rows), _FOOT, align="left", lines=1)
