"""The line below the page: where one stands, and the keys that work here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui import theme
from gui.theme import PAGE_MARGIN, Colour, TextSize, units
from gui.widgets.key_hint import KeyHint, KeyHintRow
from gui.widgets.label import ElidedLabel

__all__ = ["FootBar"]

_HEIGHT = 28


class FootBar(QWidget):
    """Status words at the left, keys at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(units(_HEIGHT))
        self.status = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.hints = KeyHintRow()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(units(PAGE_MARGIN), 1, units(PAGE_MARGIN), 0)
        layout.setSpacing(units(20))
        layout.addWidget(self.status)
        layout.addWidget(self.hints, 1)

    def show_foot(self, status: str, hints: Sequence[KeyHint]) -> None:
        """Show other words and keys."""
        self.status.setText(status)
        self.hints.set_hints(hints)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Colour.SURFACE))
        painter.fillRect(0, 0, self.width(), 1, theme.colour(Colour.LINE))
