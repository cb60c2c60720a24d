"""The printed stock of a certificate: pale ground with wave lines, borders, corners.

No words: those are drawn by `certificate.py`, alone where pre-printed stock is used (套打).
"""

from __future__ import annotations

from math import ceil, cos, pi, sin

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import (
    CERTIFICATE_GROUND,
    CERTIFICATE_RED,
    CERTIFICATE_ROSETTE,
    CERTIFICATE_WAVE,
    GOLD_LINE,
)
from evaluation.reports.geometry import MM, Box, Size
from evaluation.reports.shapes import draw_frame, fill_box

__all__ = ["EDGE", "define_ground", "draw_ground", "inner_frame"]

EDGE = 9 * MM
"""Blank edge all round, the same on every side and beyond what office printers leave out."""

_GROUND = "certificate-ground"
_WAVE = "certificate-wave"
_RING = "certificate-ring"
_THICK = 4.6
_RED_INSET = 9.0
_GOLD_INSET = 14.0


def _outer(size: Size) -> Box:
    return Box(EDGE, EDGE, size.width - EDGE, size.height - EDGE)


def inner_frame(size: Size) -> Box:
    """The gold line: nothing that is written may cross it."""
    return _outer(size).inset(_GOLD_INSET)


def define_ground(canvas: Canvas, size: Size) -> None:
    """Store the ground once in the file; what shows it then only refers to it."""
    _define_wave(canvas, inner_frame(size))
    _define_ring(canvas)
    canvas.beginForm(_GROUND, 0, 0, size.width, size.height)
    outer = _outer(size)
    fill_box(canvas, outer, CERTIFICATE_GROUND)
    _draw_rosette(canvas, size)
    _draw_waves(canvas, inner_frame(size))
    canvas.setLineJoin(0)
    draw_frame(canvas, outer.inset(_THICK / 2), CERTIFICATE_RED, _THICK)
    draw_frame(canvas, outer.inset(_RED_INSET), CERTIFICATE_RED, 1.1)
    inner = inner_frame(size)
    draw_frame(canvas, inner, GOLD_LINE, 0.8)
    for x, across in ((inner.left, 1), (inner.right, -1)):
        for y, along in ((inner.bottom, 1), (inner.top, -1)):
            _draw_corner(canvas, x, y, across, along)
    canvas.endForm()


def draw_ground(canvas: Canvas) -> None:
    """Put the stored ground on the page, or into another stored drawing."""
    canvas.doForm(_GROUND)


_HALF_WAVE = 20.0
_WAVE_HEIGHT = 5.2
_WAVE_PITCH = 13.0


def _define_wave(canvas: Canvas, box: Box) -> None:
    """Store one fine wave along y = 0, two half waves longer than the box is wide."""
    width = box.width + 3 * _HALF_WAVE
    canvas.beginForm(_WAVE, 0, -ceil(_WAVE_HEIGHT), width, ceil(_WAVE_HEIGHT))
    canvas.setStrokeColor(CERTIFICATE_WAVE)
    canvas.setLineWidth(0.45)
    path = canvas.beginPath()
    path.moveTo(0, 0)
    x, high = 0.0, _WAVE_HEIGHT
    while x < width:
        ahead = (x + _HALF_WAVE * 0.364, x + _HALF_WAVE * 0.636)
        x += _HALF_WAVE
        path.curveTo(ahead[0], high, ahead[1], high, x, 0)
        high = -high
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.endForm()


def _draw_waves(canvas: Canvas, box: Box) -> None:
    """The wave in rows, every other row half a wave along."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(box.left, box.bottom, box.width, box.height)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.translate(box.left - _HALF_WAVE, box.bottom - _WAVE_PITCH / 2)
    for row in range(int(box.height / _WAVE_PITCH) + 2):
        canvas.doForm(_WAVE)
        canvas.translate(_HALF_WAVE if row % 2 else -_HALF_WAVE, _WAVE_PITCH)
    canvas.restoreState()


_RING_RADIUS = 118.0
_RING_SWING = 34.0
_RINGS = 18
_RING_STEPS = 144


def _define_ring(canvas: Canvas) -> None:
    """Store one ring of eight swings about (0, 0)."""
    reach = ceil(_RING_RADIUS + _RING_SWING) + 1
    canvas.beginForm(_RING, -reach, -reach, reach, reach)
    canvas.setStrokeColor(CERTIFICATE_ROSETTE)
    canvas.setLineWidth(0.4)
    path = canvas.beginPath()
    for step in range(_RING_STEPS + 1):
        angle = step * 2 * pi / _RING_STEPS
        length = _RING_RADIUS + _RING_SWING * sin(8 * angle)
        point = (length * cos(angle), length * sin(angle))
        path.lineTo(*point) if step else path.moveTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.endForm()


def _draw_rosette(canvas: Canvas, size: Size) -> None:
    """A rosette of turned rings behind the middle of the text, hardly darker than the ground."""
    canvas.saveState()
    canvas.translate(size.width / 2, size.height / 2 - 10)
    for _ in range(_RINGS):
        canvas.doForm(_RING)
        canvas.rotate(-360 / _RING_STEPS)
    canvas.restoreState()


def _draw_corner(canvas: Canvas, x: float, y: float, across: int, along: int) -> None:
    """A fret in gold with a red square, in the corner at (x, y) and pointing inwards."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(across, along)
    fill_box(canvas, Box(0, 0, 15, 15), CERTIFICATE_RED)
    canvas.setStrokeColor(GOLD_LINE)
    canvas.setLineJoin(0)
    canvas.setLineWidth(1.5)
    # Two arms of a meander that run out along the edges, one the mirror of the other.
    for swapped in (False, True):
        fret = [(21, 0.4), (21, 21), (35, 21), (35, 9), (28, 9), (28, 14.5)]
        tail = [(41, 0.4), (41, 9), (58, 9), (58, 0.4)]
        for points in (fret, tail):
            path = canvas.beginPath()
            for number, (a, b) in enumerate(points):
                point = (b, a) if swapped else (a, b)
                path.lineTo(*point) if number else path.moveTo(*point)
            canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
