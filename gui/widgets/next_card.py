"""接下来：what to do next, in one line, with the page's primary button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui import theme
from gui.icons import icon
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton, PrimaryButton
from gui.widgets.card import paint_surface
from gui.widgets.label import ElidedLabel, Label

__all__ = ["NextCard"]


class NextCard(QWidget):
    """Says what comes next; a warning beside the button leads to what is wrong."""

    started = Signal()
    warning_opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lead = Label("接下来", TextSize.BODY, Colour.SECONDARY)
        self._title = ElidedLabel("", TextSize.HEADING, bold=True)
        self._note = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.warning_button = FlatButton("")
        self.button = PrimaryButton("开始", icon_name="return", icon_after=True)
        self.button.clicked.connect(self.started)
        self.warning_button.clicked.connect(self.warning_opened)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(units(20), units(12), units(16), units(12))
        layout.setSpacing(units(14))
        layout.addWidget(self._lead)
        layout.addWidget(self._title)
        layout.addWidget(self._note, 1)
        layout.addWidget(self.warning_button)
        layout.addWidget(self.button)

    def set_next(
        self, title: str, note: str, button: str, *, warning: str = "", grave: bool = True
    ) -> None:
        """Show what is next; an empty `button` or `warning` hides it.

        `grave`: the warning is red; otherwise there is time for it.
        """
        self._title.setText(title)
        self._note.setText(note)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.warning_button.setText(warning)
        name, colour = ("mark-warning", Colour.FAULT) if grave else ("info", Colour.SECONDARY)
        self.warning_button.setIcon(icon(name, units(14), colour))
        self.warning_button.setStyleSheet(f"color: {colour};")
        self.warning_button.setVisible(bool(warning))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        paint_surface(painter, area)
        shape = QPainterPath()
        shape.addRoundedRect(area, units(8), units(8))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, units(4), area.height()), theme.colour(Colour.ACCENT))
