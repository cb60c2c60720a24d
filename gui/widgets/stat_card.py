"""One figure with its name and what it is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Colour, TextSize, units
from gui.widgets.card import Card
from gui.widgets.label import ElidedLabel, Label

__all__ = ["StatCard"]


class StatCard(Card):
    """A name, a large figure with its unit, and a note such as "443/610"."""

    def __init__(
        self,
        name: str = "",
        figure: str = "",
        note: str = "",
        *,
        colour: str = Colour.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = ElidedLabel(name, TextSize.NOTE, Colour.SECONDARY)
        self._figure = Label(figure, TextSize.FIGURE, colour, bold=True)
        self._under = ElidedLabel(note, TextSize.NOTE, Colour.SECONDARY)
        self.body.setSpacing(units(2))
        for label in (self._name, self._figure, self._under):
            self.add(label)
        self.setMinimumWidth(units(110))

    def set_figure(self, name: str, figure: str, note: str = "") -> None:
        """Show another figure."""
        self._name.setText(name)
        self._figure.setText(figure)
        self._under.setText(note)
        self.setAccessibleName(f"{name} {figure}，{note}")
