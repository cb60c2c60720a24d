"""Places for signatures, seals and days that are left blank for ink, beneath a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.cells import cell, row_boxes
from evaluation.reports.colours import BLACK
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.shapes import draw_frame
from evaluation.reports.text import Style, draw_fitted, draw_right, measure

__all__ = ["SIGNING_ROW", "SigningRow", "draw_signing_rows"]

SIGNING_ROW = 44.0
"""Height in points of a row to sign in."""

_LABEL = Style(Face.HEI, 9.5, BLACK)
_TEXT = Style(Face.SONG, 10, BLACK)
_LABEL_WIDTH = 92.0
_DATED = "年　　月　　日"


@dataclass(frozen=True, slots=True)
class SigningRow:
    """Who signs: a label at the left, then the places, each (words before it, its share of
    the width), and a day at the right."""

    label: str
    places: tuple[tuple[str, float], ...]


def draw_signing_rows(canvas: Canvas, area: Box, rows: Sequence[SigningRow]) -> float:
    """The rows one below the other from the top of `area`; returns where they end."""
    boxes = row_boxes(area, [SIGNING_ROW] * len(rows))
    for box, row in zip(boxes, rows, strict=True):
        label = Box(box.left, box.bottom, box.left + _LABEL_WIDTH, box.top)
        cell(canvas, label, row.label, _LABEL, lines=2)
        place = Box(label.right, box.bottom, box.right, box.top)
        draw_frame(canvas, place, BLACK, 0.6)
        y = box.bottom + 12
        draw_right(canvas, place.right - 8, y, _DATED, _TEXT)
        room = place.width - measure(_DATED, _TEXT) - 24
        whole = sum(share for _, share in row.places)
        x = place.left + 8
        for words, share in row.places:
            wide = room * share / whole
            line = Box(x, y - 4.2, x + wide - 6, y + 11.8)
            draw_fitted(canvas, line, words, _TEXT, align="left", lines=1)
            x += wide
    draw_frame(canvas, Box(area.left, boxes[-1].bottom, area.right, area.top), BLACK, 1.1)
    return boxes[-1].bottom
