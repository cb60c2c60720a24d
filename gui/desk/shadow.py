"""The fine shadow below what floats over the desk."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui import theme
from gui.theme import Colour

__all__ = ["paint_shadow"]

_STRENGTH = 0.012


def paint_shadow(painter: QPainter, area: QRectF, width: int) -> None:
    """Darken the ground round `area`, least at the outer edge, `width` pixels away.

    Drawn as straight edges, one for each pixel: this faint, nobody sees that the corners are
    square, and curves take many times as long.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    box = area.toAlignedRect()
    for ring in range(1, width + 1):
        tint = theme.colour(Colour.TEXT)
        tint.setAlphaF(_STRENGTH * (width - ring + 1))
        outer = box.adjusted(-ring, 1 - ring, ring, ring)
        painter.fillRect(outer.left(), outer.top(), outer.width(), 1, tint)
        painter.fillRect(outer.left(), outer.bottom(), outer.width(), 1, tint)
        painter.fillRect(outer.left(), outer.top() + 1, 1, outer.height() - 2, tint)
        painter.fillRect(outer.right(), outer.top() + 1, 1, outer.height() - 2, tint)
    painter.restore()
