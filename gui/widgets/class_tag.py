"""The tag of a class: its word on the ground of its tone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.theme import TONES, TextSize, ToneName, units

__all__ = ["ClassTag", "paint_tag", "tag_size"]


def tag_size(text: str) -> QSize:
    """Return the size of a tag in logical pixels."""
    metrics = QFontMetricsF(theme.font(TextSize.NOTE))
    width = max(metrics.horizontalAdvance(text) + units(16), units(34))
    return QSize(round(width), units(23))


def paint_tag(painter: QPainter, area: QRectF, text: str, tone: ToneName) -> float:
    """Draw a tag at the left of `area`, in its vertical middle; return its width."""
    size = tag_size(text)
    box = QRectF(
        area.left() + 0.5, area.center().y() - size.height() / 2 + 0.5, size.width(), size.height()
    )
    colours = TONES[tone]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(colours.edge), 1))
    painter.setBrush(theme.colour(colours.ground))
    painter.drawRoundedRect(box, units(4), units(4))
    painter.setPen(theme.colour(colours.text))
    painter.setFont(theme.font(TextSize.NOTE))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return float(size.width())


class ClassTag(QWidget):
    """A tag on its own, for the head of a page."""

    def __init__(
        self, text: str = "", tone: ToneName = "none", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._tone: ToneName = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_class(self, text: str, tone: ToneName) -> None:
        """Show another class."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        size = tag_size(self._text)
        return QSize(size.width() + 2, size.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            paint_tag(QPainter(self), QRectF(self.rect()), self._text, self._tone)
