"""One picture as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.theme import Colour, units
from gui.widgets.card import paint_surface

__all__ = ["PictureView"]


class PictureView(QWidget):
    """Shows a picture whole, or an icon where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_picture(self, picture: QImage | None) -> None:
        """Show another picture; None shows that there is none."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(units(360), units(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(120), units(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_surface(painter, QRectF(self.rect()), ground=Colour.PREVIEW)
        room = QRectF(self.rect()).adjusted(units(8), units(8), -units(8), -units(8))
        if self.picture is None or self.picture.isNull():
            side = units(40)
            middle = room.center()
            area = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            paint_icon(painter, area, "file", Colour.FAINT)
            return
        size = self.picture.size().toSizeF()
        share = min(room.width() / size.width(), room.height() / size.height(), 1.0)
        shown = QRectF(0, 0, size.width() * share, size.height() * share)
        shown.moveCenter(room.center())
        painter.drawImage(shown, self.picture)
