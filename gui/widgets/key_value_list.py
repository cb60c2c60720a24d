"""Names at the left, values at the right, one pair a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.label import Label

__all__ = ["KeyValueList"]


class KeyValueList(QWidget):
    """Shows `(name, value)` pairs; values are bold and right-aligned."""

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]] = (),
        *,
        bold: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bold = bold
        self._labels: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(units(12))
        self._grid.setVerticalSpacing(units(7))
        self._grid.setColumnStretch(1, 1)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other pairs."""
        for old in self._labels:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate(pairs):
            left = Label(name, TextSize.BODY, Colour.TEXT)
            right = Label(value, TextSize.BODY, bold=self._bold, wrap=True)
            right.setAlignment(Qt.AlignmentFlag.AlignRight | top)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(left, row, 0, top)
            self._grid.addWidget(right, row, 1, top)
            self._labels += [left, right]
