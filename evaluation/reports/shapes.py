"""Stars, fills and frames that several papers share. Vectors only."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BRICK, GOLD, HAIR, SLATE, WHITE
from evaluation.reports.geometry import Box

__all__ = ["draw_frame", "draw_rule", "draw_star", "fill_box", "fill_tone"]

_WAIST = 0.382  # inner radius of a regular five-pointed star, in parts of the outer


def draw_star(
    canvas: Canvas,
    x: float,
    y: float,
    radius: float,
    *,
    fill: Color | None,
    edge: Color,
    line: float,
) -> None:
    """A five-pointed star with its middle at (x, y); outlined only without `fill`."""
    path = canvas.beginPath()
    for corner in range(10):
        angle = pi / 2 + corner * pi / 5
        length = radius if corner % 2 == 0 else radius * _WAIST
        point = (x + length * cos(angle), y + length * sin(angle))
        path.lineTo(*point) if corner else path.moveTo(*point)
    path.close()
    canvas.saveState()
    canvas.setLineJoin(1)
    canvas.setLineWidth(line)
    canvas.setStrokeColor(edge)
    if fill is not None:
        canvas.setFillColor(fill)
    canvas.drawPath(path, stroke=1, fill=0 if fill is None else 1)
    canvas.restoreState()


def draw_frame(canvas: Canvas, box: Box, colour: Color, line: float) -> None:
    """A rectangle of lines."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(line)
    canvas.rect(box.left, box.bottom, box.width, box.height, stroke=1, fill=0)


def fill_box(canvas: Canvas, box: Box, colour: Color) -> None:
    """A rectangle without lines."""
    canvas.setFillColor(colour)
    canvas.rect(box.left, box.bottom, box.width, box.height, stroke=0, fill=1)


def draw_rule(
    canvas: Canvas, left: float, right: float, y: float, colour: Color = HAIR, line: float = 0.5
) -> None:
    """A level line."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(line)
    canvas.line(left, y, right, y)


def fill_tone(canvas: Canvas, box: Box, tone: str) -> None:
    """A bar in the tone of its class: top plain, middle hatched, low dotted, else grey.

    The three differ in pattern and in brightness, so that they are told apart in black and
    white as well.
    """
    draw = _TONES.get(tone)
    canvas.saveState()
    if draw is None:
        fill_box(canvas, box, SLATE)
    else:
        draw(canvas, box)
    canvas.restoreState()


def _plain(canvas: Canvas, box: Box) -> None:
    fill_box(canvas, box, GOLD)


def _clip(canvas: Canvas, box: Box) -> None:
    path = canvas.beginPath()
    path.rect(box.left, box.bottom, box.width, box.height)
    canvas.clipPath(path, stroke=0, fill=0)


def _hatched(canvas: Canvas, box: Box) -> None:
    fill_box(canvas, box, SLATE)
    _clip(canvas, box)
    canvas.setStrokeColor(WHITE, alpha=None)
    canvas.setLineWidth(0.7)
    pitch = 5.0
    x = box.left - box.height
    while x < box.right:
        canvas.line(x, box.bottom, x + box.height, box.top)
        x += pitch


def _dotted(canvas: Canvas, box: Box) -> None:
    fill_box(canvas, box, BRICK)
    _clip(canvas, box)
    canvas.setFillColor(WHITE)
    pitch = 4.4
    row = 0
    y = box.bottom + pitch / 2
    while y < box.top + pitch:
        x = box.left + pitch / 2 + (pitch / 2 if row % 2 else 0)
        while x < box.right + pitch:
            canvas.circle(x, y, 0.75, stroke=0, fill=1)
            x += pitch
        y += pitch / 1.4
        row += 1


_TONES: dict[str, Callable[[Canvas, Box], None]] = {
    "top": _plain,
    "middle": _hatched,
    "low": _dotted,
}
