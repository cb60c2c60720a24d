"""Stars, fills and frames that several papers share. Vectors only."""

from __future__ import annotations

from math import cos, pi, sin

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BRICK, GOLD, HAIR, MIST, SLATE, WHITE
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


def fill_tone(canvas: Canvas, box: Box, tone: str, order: int = 1) -> None:
    """A bar in the tone of its class: top plain, middle hatched, low dotted, else grey.

    They differ in pattern and in brightness, so that they are told apart in black and white
    as well. `order`: place of the class from the top, from 0; where several classes are
    middle, their hatching differs by it.
    """
    canvas.saveState()
    if tone == "top":
        fill_box(canvas, box, GOLD)
    elif tone == "middle":
        _hatched(canvas, box, falling=order % 2 == 0)
    elif tone == "low":
        _dotted(canvas, box)
    else:
        fill_box(canvas, box, SLATE)
    canvas.restoreState()


def _clip(canvas: Canvas, box: Box) -> None:
    path = canvas.beginPath()
    path.rect(box.left, box.bottom, box.width, box.height)
    canvas.clipPath(path, stroke=0, fill=0)


def _hatched(canvas: Canvas, box: Box, *, falling: bool) -> None:
    fill_box(canvas, box, MIST if falling else SLATE)
    _clip(canvas, box)
    canvas.setStrokeColor(WHITE)
    canvas.setLineWidth(0.7)
    pitch = 5.0
    x = box.left - box.height
    while x < box.right:
        start, end = (x + box.height, x) if falling else (x, x + box.height)
        canvas.line(start, box.bottom, end, box.top)
        x += pitch


def _dotted(canvas: Canvas, box: Box) -> None:
    fill_box(canvas, box, BRICK)
    _clip(canvas, box)
    # Dots are dashes without length and with round ends: one line for a whole row of them.
    pitch = 4.4
    canvas.setStrokeColor(WHITE)
    canvas.setLineWidth(1.5)
    canvas.setLineCap(1)
    canvas.setDash([0, pitch])
    row = 0
    y = box.bottom + pitch / 2
    while y < box.top + pitch:
        x = box.left + (pitch / 2 if row % 2 else 0)
        canvas.line(x, y, box.right + pitch, y)
        y += pitch / 1.4
        row += 1
