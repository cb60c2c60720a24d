"""The body of a window to be read: widgets below one another that scroll with the keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.theme import units

__all__ = ["ScrolledColumn"]


class _Content(QWidget):
    """As high as its text is at the width it gets: wrapped text asks for more than that when
    it is asked without a width, and the window would end in empty room."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ScrolledColumn(QScrollArea):
    """↑ ↓ PgUp PgDn scroll as soon as it has the focus; add widgets to `column`."""

    def __init__(self, *, spacing: int = 0, parent: QWidget | None = None) -> None:
        """`spacing` in units."""
        super().__init__(parent)
        self.content = _Content()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, units(10), 0)
        self.column.setSpacing(units(spacing))
        self.setWidget(self.content)
        self.setWidgetResizable(True)
        # Only now: the area lets its widget fill its ground when it takes it.
        self.content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
