"""Cells of ruled tables: a frame with text that fits, figures that stand under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BLACK
from evaluation.reports.geometry import Box
from evaluation.reports.shapes import draw_frame, fill_box
from evaluation.reports.text import (
    Align,
    Style,
    baseline_in,
    draw_fitted,
    draw_right,
    fitted,
    measure,
)

__all__ = ["Column", "cell", "column_boxes", "figure_cell", "overflows", "row_boxes", "spread"]

LINE = 0.6
_PAD_ACROSS = 3.0
_PAD_ALONG = 1.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, how its text stands."""

    title: str
    width: float
    align: Align = "centre"


def spread(widths: Sequence[float], whole: float) -> tuple[float, ...]:
    """The widths in the same proportions, together exactly `whole`."""
    total = sum(widths)
    return tuple(width * whole / total for width in widths)


def column_boxes(area: Box, widths: Sequence[float]) -> tuple[Box, ...]:
    """Boxes side by side from the left of `area`, each as high as it."""
    edges = [area.left, *(area.left + edge for edge in accumulate(widths))]
    return tuple(Box(left, area.bottom, right, area.top) for left, right in pairwise(edges))


def row_boxes(area: Box, heights: Sequence[float]) -> tuple[Box, ...]:
    """Boxes one below the other from the top of `area`, each as wide as it."""
    edges = [area.top, *(area.top - edge for edge in accumulate(heights))]
    return tuple(Box(area.left, bottom, area.right, top) for top, bottom in pairwise(edges))


def cell(
    canvas: Canvas,
    box: Box,
    text: str,
    style: Style,
    *,
    align: Align = "centre",
    fill: Color | None = None,
    lines: int = 4,
) -> None:
    """A framed cell; the text becomes smaller or wraps where it must."""
    if fill is not None:
        fill_box(canvas, box, fill)
    draw_frame(canvas, box, BLACK, LINE)
    if text:
        inner = box.inset(_PAD_ACROSS, _PAD_ALONG)
        draw_fitted(canvas, inner, text, style, align=align, lines=lines)


def figure_cell(canvas: Canvas, box: Box, text: str, style: Style, widest: str) -> None:
    """A framed figure: right-aligned so that the widest of the column stands in the middle."""
    draw_frame(canvas, box, BLACK, LINE)
    if not text:
        return
    room = box.width - 2 * _PAD_ACROSS
    while measure(widest, style) > room:
        style = style.sized(style.size * 0.96)
    right = box.centre + measure(widest, style) / 2
    draw_right(canvas, right, baseline_in(box, style.size), text, style)


def overflows(box: Box, text: str, style: Style, *, smallest: float = 6.0) -> bool:
    """Whether text would have to become smaller than `smallest` points to fit the cell."""
    inner = box.inset(_PAD_ACROSS, _PAD_ALONG)
    return not fitted(text, style, inner.width, inner.height, smallest=smallest).fits
