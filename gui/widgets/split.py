"""A wide part and a narrow column beside it, or below it where the window is narrow."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.theme import GAP, units

__all__ = ["Split"]

_MAIN_LEAST_HEIGHT = 260
# Qt's own largest size of a widget, which stands for "no limit".
_NO_LIMIT = 16777215


class Split(QWidget):
    """`main` takes what is left; `add_side` puts cards into the column, from the top."""

    def __init__(
        self,
        main: QWidget,
        *,
        side_width: int = 272,
        stack_below: int = 860,
        parent: QWidget | None = None,
    ) -> None:
        """All in units: below a width of `stack_below` the column goes under `main`."""
        super().__init__(parent)
        self._side_width = units(side_width)
        self._stack_below = units(stack_below)
        self._main = main
        self._side = QWidget()
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(units(13))
        self._column.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(units(GAP))
        self._box.addWidget(main, 1)
        self._box.addWidget(self._side)
        self._stacked: bool | None = None
        self._arrange(stacked=False)

    @property
    def stacked(self) -> bool:
        """Whether the column stands below."""
        return bool(self._stacked)

    def add_side(self, widget: QWidget) -> None:
        """Put a card at the end of the column."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(stacked=self.width() < self._stack_below)

    def _arrange(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._main.setMinimumHeight(units(_MAIN_LEAST_HEIGHT) if stacked else 0)
        self._side.setMinimumWidth(0 if stacked else self._side_width)
        self._side.setMaximumWidth(_NO_LIMIT if stacked else self._side_width)
