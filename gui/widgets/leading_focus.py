"""A part of a window that hands the focus it is given to one of its own.

Qt's own focus proxy would do it too, but it makes Tab pass over every child that stands
before the proxy: on a page those are its buttons.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

__all__ = ["LeadingFocus"]


class LeadingFocus(QWidget):
    """`setFocusProxy` names the child that is focused in its place; Tab still reaches all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leading: QWidget | None = None

    def setFocusProxy(self, widget: QWidget | None) -> None:
        self._leading = widget

    def focusProxy(self) -> QWidget | None:
        return self._leading

    def setFocus(self, *reason: Any) -> None:
        if self._leading is not None:
            self._leading.setFocus(*reason)
        else:
            super().setFocus(*reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._leading is not None:
            self._leading.setFocus()
