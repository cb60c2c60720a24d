"""Labels at the left, fields at the right, one below the other, tab order as they stand."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.field import Field
from gui.widgets.label import Label

__all__ = ["Form"]

AnyField = TypeVar("AnyField", bound=Field)


class Form(QWidget):
    """A column of named fields. `set_faults` puts sentences to their fields by name."""

    def __init__(self, *, label_width: int = 96, parent: QWidget | None = None) -> None:
        """`label_width` in units."""
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._last: QWidget | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(units(12))
        self._grid.setVerticalSpacing(units(10))
        self._grid.setColumnMinimumWidth(0, units(label_width))
        self._grid.setColumnStretch(1, 1)
        self._row = 0

    def add(
        self, name: str, label: str, field: AnyField, *, note: str = "", required: bool = False
    ) -> AnyField:
        """Add a field under `name` and return it; `note` stands below it, * marks a must."""
        caption = self._add_caption(f"{label} *" if required else label)
        caption.setBuddy(field)
        cell = QVBoxLayout()
        cell.setSpacing(units(3))
        cell.addWidget(field)
        if note:
            cell.addWidget(Label(note, TextSize.NOTE, Colour.FAINT, wrap=True))
        self._grid.addLayout(cell, self._row, 1)
        self._row += 1
        editor = field.focusProxy()
        if editor is not None:
            editor.setAccessibleName(label)
        if self._last is not None:
            QWidget.setTabOrder(self._last, field)
        self._last = field
        self._fields[name] = field
        return field

    def add_widget(self, label: str, widget: QWidget) -> None:
        """Add something that is not a field (a list, a row of buttons) with a label."""
        self._add_caption(label)
        self._grid.addWidget(widget, self._row, 1)
        self._row += 1

    def field(self, name: str) -> Field:
        """Return the field added under `name`. Raises `KeyError`."""
        return self._fields[name]

    def values(self) -> dict[str, str]:
        """Return every field's value by name."""
        return {name: field.value() for name, field in self._fields.items()}

    def set_values(self, values: dict[str, str]) -> None:
        """Show values; fields not named keep theirs."""
        for name, value in values.items():
            self._fields[name].set_value(value)

    def set_faults(self, sentences: dict[str, str]) -> None:
        """Show each sentence at its field and take all others away; focus the first."""
        for name, field in self._fields.items():
            field.set_fault(sentences.get(name, ""))
        first = next((name for name in self._fields if sentences.get(name)), None)
        if first is not None:
            self._fields[first].setFocus()

    def has_faults(self) -> bool:
        """Say whether any field shows a sentence."""
        return any(field.fault for field in self._fields.values())

    def _add_caption(self, text: str) -> Label:
        caption = Label(text, TextSize.BODY, Colour.SECONDARY)
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        caption.setFixedHeight(units(32))
        self._grid.addWidget(caption, self._row, 0, Qt.AlignmentFlag.AlignTop)
        return caption
