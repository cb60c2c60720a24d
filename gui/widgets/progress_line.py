"""A thin line that fills from the left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.theme import Colour, units

__all__ = ["ProgressLine"]


class ProgressLine(QWidget):
    """Shows `done` of `total` as a filled share; an empty total shows an empty line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._colour = Colour.DONE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_progress(self, done: int, total: int, colour: str = Colour.DONE) -> None:
        """Fill the line to done ÷ total."""
        self._share = min(done / total, 1.0) if total else 0.0
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(units(80), units(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        area = QRectF(self.rect())
        painter.setBrush(theme.colour(Colour.TRACK))
        painter.drawRoundedRect(area, radius, radius)
        if self._share > 0:
            area.setWidth(max(area.width() * self._share, area.height()))
            painter.setBrush(theme.colour(self._colour))
            painter.drawRoundedRect(area, radius, radius)
