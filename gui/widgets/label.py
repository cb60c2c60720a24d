"""Text as it stands on pages: sized by role, coloured by token, never read as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui import theme
from gui.theme import Colour, TextSize, units

__all__ = ["ElidedLabel", "Label"]


class Label(QLabel):
    """Plain text in one size and colour.

    `text` is shown as it is: names typed by an official are never taken for markup.
    """

    def __init__(
        self,
        text: str = "",
        size: TextSize = TextSize.BODY,
        colour: str = Colour.TEXT,
        *,
        bold: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, bold=bold))
        self.setWordWrap(wrap)
        self.set_colour(colour)

    def set_colour(self, colour: str) -> None:
        """Use another token for the text."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(colour))
        self.setPalette(palette)


class ElidedLabel(Label):
    """One line that shortens with … where room is short and tells the whole as a tooltip."""

    def __init__(
        self,
        text: str = "",
        size: TextSize = TextSize.BODY,
        colour: str = Colour.TEXT,
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, size, colour, bold=bold, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(units(24), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()
        self._tell_whole()

    def _tell_whole(self) -> None:
        shortened = self._shown() != self.text()
        self.setToolTip(self.text() if shortened else "")

    def _shown(self) -> str:
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), self._shown())
