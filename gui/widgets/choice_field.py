"""One of several given values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gui import theme
from gui.theme import TextSize, units
from gui.widgets.field import Field

__all__ = ["ChoiceField"]


class ChoiceField(Field):
    """Choices `(key, word)`; values are keys, "" while nothing is chosen."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        *,
        placeholder: str = "请选择",
        width: int = 160,
        parent: QWidget | None = None,
    ) -> None:
        """`width` in units; 0 takes the whole width."""
        super().__init__(fault_below=not width, parent=parent)
        self.editor = QComboBox()
        self.editor.setFont(theme.font(TextSize.BODY))
        self.editor.setPlaceholderText(placeholder)
        if width:
            self.editor.setFixedWidth(units(width))
        self.editor.setSizePolicy(
            QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Fixed,
        )
        self.editor.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._keys: tuple[str, ...] = ()
        self._value = ""
        self.set_choices(choices)
        self.editor.activated.connect(self._finish)
        self._set_editor(self.editor, stretch=not width)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the chosen one stays if it is among them."""
        self._keys = tuple(key for key, _ in choices)
        self.editor.clear()
        self.editor.addItems([word for _, word in choices])
        self.set_value(self._value if self._value in self._keys else "")

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self.editor.setCurrentIndex(self._keys.index(value) if value in self._keys else -1)
        self.set_fault("")

    def _finish(self, place: int) -> None:
        value = self._keys[place]
        if value != self._value:
            self._value = value
            self.set_fault("")
            self.value_changed.emit(value)
