"""What every field of a form shares: an editor, a value, and a place for what is wrong.

A field checks only that what was typed can be read at all (a number is a number, a date a
date). Whether it is allowed is the office's decision: the page passes the office's sentence
to `set_fault`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.label import Label

__all__ = ["Field"]


class Field(QWidget):
    """An editor with room for a fault sentence beside or below it.

    `value_changed` carries the new value once editing has ended and only if it differs from
    the value before; never while something unreadable stands in the field.
    """

    value_changed = Signal(str)

    def __init__(self, *, fault_below: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: QWidget | None = None
        self._fault_label = Label("", TextSize.NOTE, Colour.FAULT, wrap=True)
        self._fault_label.hide()
        self._companions: list[QWidget] = []
        self._always_below = fault_below
        self._row = QHBoxLayout()
        self._row.setSpacing(units(8))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(units(3))
        self._column.addLayout(self._row)
        self._column.addWidget(self._fault_label)
        if not fault_below:
            self._row.addStretch(1)

    def _set_editor(self, editor: QWidget, *, stretch: bool) -> None:
        """Put the editor at the left; with `stretch` it takes the whole width."""
        self._editor = editor
        self._row.insertWidget(0, editor, 1 if stretch else 0)
        self.setFocusProxy(editor)

    def _add_beside(self, widget: QWidget) -> None:
        """Put something (a unit, a button) directly behind the editor."""
        self._row.insertWidget(1, widget)
        self._companions.append(widget)

    @property
    def fault(self) -> str:
        """The sentence shown, empty if nothing is wrong."""
        return self._fault_label.text()

    def set_fault(self, sentence: str) -> None:
        """Show what is wrong with the value; an empty sentence takes it away."""
        self._fault_label.setText(sentence)
        self._fault_label.setVisible(bool(sentence))
        if self._editor is not None:
            self._editor.setProperty("faulty", bool(sentence))
            self._editor.setAccessibleDescription(sentence)
            # A dynamic property reaches the style sheet only after polishing anew.
            self._editor.style().unpolish(self._editor)
            self._editor.style().polish(self._editor)
        self._place_fault()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_fault()

    def _place_fault(self) -> None:
        """Put the sentence beside the editor if it fits there on one line, else below."""
        if self._always_below or self._editor is None or not self.fault:
            return
        parts = [self._editor, *self._companions]
        taken = sum(part.sizeHint().width() + self._row.spacing() for part in parts)
        wanted = QFontMetrics(self._fault_label.font()).horizontalAdvance(self.fault)
        beside = taken + wanted + units(8) <= self.width()
        is_beside = self._row.indexOf(self._fault_label) >= 0
        if beside == is_beside:
            return
        if beside:
            self._column.removeWidget(self._fault_label)
            self._row.insertWidget(self._row.count() - 1, self._fault_label)
        else:
            self._row.removeWidget(self._fault_label)
            self._column.addWidget(self._fault_label)

    def value(self) -> str:
        """Return the last readable value as text; empty if nothing was entered."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show a value from a view. Emits nothing and takes a fault away."""
        raise NotImplementedError
