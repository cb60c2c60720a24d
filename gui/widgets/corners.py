"""Rounds the corners of a view whose header would otherwise cover them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.theme import Colour, units

__all__ = ["RoundedCorners"]

_RADIUS = 8


class _Corner(QWidget):
    """One corner: the ground of the page outside the arc, and the arc itself."""

    def __init__(self, view: QWidget, *, right: bool, low: bool) -> None:
        super().__init__(view)
        self._view = view
        self._right = right
        self._low = low
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(units(_RADIUS) + 1, units(_RADIUS) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self._view.rect()).translated(-self.x(), -self.y())
        rounded = QPainterPath()
        rounded.addRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), units(_RADIUS), units(_RADIUS))
        outside = QPainterPath()
        outside.addRect(whole)
        painter.fillPath(outside.subtracted(rounded), theme.colour(Colour.PAGE))
        painter.setPen(QPen(theme.colour(Colour.LINE), 1))
        painter.drawPath(rounded)

    def place(self) -> None:
        """Move to the view's corner and above its other children."""
        left = self._view.width() - self.width() if self._right else 0
        top = self._view.height() - self.height() if self._low else 0
        self.move(left, top)
        self.raise_()


class RoundedCorners(QObject):
    """Keeps four corners on a view; the view stands on the ground of the page."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._corners = [
            _Corner(view, right=right, low=low) for right in (False, True) for low in (False, True)
        ]
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            for corner in self._corners:
                corner.place()
        return False
