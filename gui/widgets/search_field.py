"""A field for narrowing a list: looking glass, clear button, pinyin-safe."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QWidget

from gui import theme
from gui.icons import icon
from gui.theme import Colour, TextSize, units

__all__ = ["SearchField"]

_PAUSE_MILLISECONDS = 120


class SearchField(QLineEdit):
    """Emits `searched` shortly after typing stops; half-typed pinyin is never searched for.

    `moved` (-1 or 1) passes ↑ and ↓ on to the list below, `chosen` is Enter.
    """

    searched = Signal(str)
    moved = Signal(int)
    chosen = Signal()

    def __init__(self, placeholder: str = "查找…", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setFont(theme.font(TextSize.BODY))
        self.setClearButtonEnabled(True)
        # The line edit draws its icons at the style's small size: any other would be resampled.
        size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        self.addAction(icon("find", size, Colour.FAINT), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._search)
        self._last = ""
        # Text still being composed by an input method is not part of text(): textChanged
        # comes only with what has been committed.
        self.textChanged.connect(self._wait_for_pause)

    def _wait_for_pause(self) -> None:
        self._pause.start()

    def _search(self) -> None:
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.searched.emit(words)

    def sizeHint(self) -> QSize:
        return QSize(units(180), super().sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pause.stop()
                self._search()
                self.chosen.emit()
                return True
            if key == Qt.Key.Key_Escape and self.text():
                self.clear()
                return True
        return super().event(event)
