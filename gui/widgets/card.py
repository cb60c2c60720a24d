"""A card: a white surface with a fine border, a title and room for content."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from gui import theme
from gui.theme import CARD_PADDING, Colour, TextSize, units
from gui.widgets.label import Label

__all__ = ["Card", "paint_surface"]

_RADIUS = 8


def paint_surface(
    painter: QPainter,
    area: QRectF,
    *,
    edge: str = Colour.LINE,
    ground: str = Colour.SURFACE,
    radius: float = _RADIUS,
) -> None:
    """Draw a rounded surface with a border of one pixel that fills `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), units(radius), units(radius))
    painter.restore()


class Card(QWidget):
    """A surface with an optional title and note; put content into `body`."""

    def __init__(
        self,
        title: str = "",
        note: str = "",
        *,
        padding: int = CARD_PADDING,
        urgent: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`padding` in units; 0 lets a table fill the card. `urgent` turns border and title red."""
        super().__init__(parent)
        self._urgent = urgent
        self.title_label = Label(title, TextSize.TITLE, bold=True)
        self.note_label = Label(note, TextSize.NOTE, Colour.SECONDARY, wrap=True)
        self.head = QHBoxLayout()
        self.head.setSpacing(units(8))
        self.head.addWidget(self.title_label)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(units(6))
        inner = QVBoxLayout(self)
        edge = max(units(padding), 1)
        inner.setContentsMargins(edge, edge, edge, edge)
        inner.setSpacing(0)
        inner.addLayout(self.head)
        inner.addWidget(self.note_label)
        self._gap = QWidget()
        self._gap.setFixedHeight(units(8))
        inner.addWidget(self._gap)
        inner.addLayout(self.body, 1)
        self.set_title(title)
        self.set_note(note)
        self.set_urgent(urgent)

    def set_title(self, title: str) -> None:
        """Show another title; an empty one takes no room."""
        self.title_label.setText(title)
        self.title_label.setVisible(bool(title))
        self._gap.setVisible(bool(title) or bool(self.note_label.text()))

    def set_note(self, note: str) -> None:
        """Show another note under the title."""
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))
        self._gap.setVisible(bool(note) or bool(self.title_label.text()))

    def set_urgent(self, urgent: bool) -> None:
        """Turn border and title red, for what stands in the way."""
        self._urgent = urgent
        self.title_label.set_colour(Colour.ACCENT if urgent else Colour.TEXT)
        self.update()

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout at the end of the card."""
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = Colour.ACCENT_EDGE if self._urgent else Colour.LINE
        paint_surface(QPainter(self), QRectF(self.rect()), edge=edge)
