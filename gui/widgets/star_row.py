"""Stars: solid gold when won, outlined when not; drawn as polygons, so no font decides."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.theme import Colour, units

__all__ = ["StarRow", "paint_star", "paint_stars", "star_polygon", "stars_width"]

_INNER_RATIO = 0.40
_PITCH_RATIO = 1.06


def star_polygon(centre: QPointF, radius: float) -> QPolygonF:
    """Return a five-pointed star, one point up, its points on a circle of `radius`."""
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * _INNER_RATIO
        angle = -pi / 2 + corner * pi / 5
        points.append(QPointF(centre.x() + reach * cos(angle), centre.y() + reach * sin(angle)))
    return QPolygonF(points)


def paint_star(painter: QPainter, centre: QPointF, size: float, *, won: bool) -> None:
    """Draw one star of `size` logical pixels across."""
    # The star's box is higher above its centre than below; half a tenth puts it in the middle.
    middle = QPointF(centre.x(), centre.y() + size * 0.04)
    if won:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Colour.GOLD))
        painter.drawPolygon(star_polygon(middle, size / 2))
    else:
        painter.setPen(QPen(theme.colour(Colour.STAR_OUTLINE), max(size / 16, 1.0)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(star_polygon(middle, size / 2 - 0.5))


def stars_width(total: int, size: float) -> float:
    """Return the width in logical pixels of a row of `total` stars."""
    return total * size * _PITCH_RATIO


def paint_stars(
    painter: QPainter, area: QRectF, won: int | tuple[bool, ...], total: int, size: float
) -> None:
    """Draw a row of stars at the left of `area`, in its vertical middle.

    `won` is a count (the first ones are solid) or one truth value per star in their order.
    """
    flags = won if isinstance(won, tuple) else tuple(place < won for place in range(total))
    pitch = size * _PITCH_RATIO
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, flag in enumerate(flags):
        centre = QPointF(area.left() + pitch * (place + 0.5), area.center().y())
        paint_star(painter, centre, size, won=flag)
    painter.restore()


class StarRow(QWidget):
    """A row of stars, `won` of `total`; its accessible name says the count in words."""

    def __init__(
        self,
        won: int | tuple[bool, ...] = 0,
        total: int = 10,
        *,
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        """`size` is the width of one star in units."""
        super().__init__(parent)
        self._size = size
        self._won = won
        self._total = total
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_stars(won, total)

    def set_stars(self, won: int | tuple[bool, ...], total: int) -> None:
        """Show other stars."""
        self._won, self._total = won, total
        count = sum(won) if isinstance(won, tuple) else won
        self.setAccessibleName(f"{total} 颗星中获得 {count} 颗")
        self.setToolTip(f"获得 {count} 颗，共 {total} 颗")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = units(self._size)
        return QSize(round(stars_width(self._total, size)) + 1, size + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_stars(painter, QRectF(self.rect()), self._won, self._total, units(self._size))
