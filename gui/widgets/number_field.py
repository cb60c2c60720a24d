"""A number, typed with or without an input method, kept as a decimal string."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from gui import theme
from gui.theme import Colour, TextSize, units
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.widgets.typed_numbers import number_sentence, read_number

__all__ = ["NumberField"]


class NumberField(Field):
    """Emits values such as "12.50", with exactly `decimals` places; "" when emptied.

    What cannot be read, or lies outside the bounds, stays in the field with a sentence
    beside it; `value()` keeps the last readable value.
    """

    def __init__(
        self,
        *,
        decimals: int = 2,
        minimum: str | None = "0",
        maximum: str | None = None,
        unit: str = "",
        width: int = 96,
        parent: QWidget | None = None,
    ) -> None:
        """Bounds are decimal strings, inclusive; `unit` stands behind; `width` in units."""
        super().__init__(parent=parent)
        self._value = ""
        self._decimals = decimals
        self._minimum = minimum
        self._maximum = maximum
        self.editor = QLineEdit()
        self.editor.setFont(theme.font(TextSize.BODY))
        self.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editor.setFixedWidth(units(width))
        self.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.editor.editingFinished.connect(self._finish)
        self._set_editor(self.editor, stretch=False)
        if unit:
            self._add_beside(Label(unit, TextSize.BODY, Colour.SECONDARY))

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self.editor.setText(value)
        self.set_fault("")

    def set_bounds(self, minimum: str | None, maximum: str | None) -> None:
        """Use other bounds for what is typed from now on."""
        self._minimum, self._maximum = minimum, maximum

    def _finish(self) -> None:
        typed = self.editor.text().strip()
        if not typed:
            self._take("")
            return
        number = read_number(typed, self._decimals)
        if number is None:
            self.set_fault(number_sentence(typed, self._decimals))
        elif self._minimum is not None and Decimal(number) < Decimal(self._minimum):
            self.set_fault(f"不能小于 {self._minimum}。")
        elif self._maximum is not None and Decimal(number) > Decimal(self._maximum):
            self.set_fault(f"不能大于 {self._maximum}。")
        else:
            self._take(number)

    def _take(self, number: str) -> None:
        self.set_fault("")
        self.editor.setText(number)
        if number != self._value:
            self._value = number
            self.value_changed.emit(number)
