"""The head of a page: its name, tabs or a note beside it, buttons at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.label import ElidedLabel, Label

__all__ = ["PageHead"]


class PageHead(QWidget):
    """`add_left` puts widgets behind the name, `add_right` at the end."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(units(34))
        self._title = Label(title, TextSize.HEADING, bold=True)
        self._note = ElidedLabel(note, TextSize.NOTE, Colour.SECONDARY)
        self._left = QHBoxLayout()
        self._right = QHBoxLayout()
        for part in (self._left, self._right):
            part.setSpacing(units(12))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(units(12))
        layout.addWidget(self._title)
        layout.addLayout(self._left)
        layout.addWidget(self._note, 1)
        layout.addLayout(self._right)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another name; an empty one takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def set_note(self, note: str) -> None:
        """Show another note; it is shortened first when room is short."""
        self._note.setText(note)

    def add_left(self, widget: QWidget) -> None:
        """Put a widget (tabs, a tag) behind the name."""
        self._left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget (a button, stars) at the right end."""
        self._right.addWidget(widget)
