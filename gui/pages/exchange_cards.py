"""The cards of 数据交换: what each table is for, in a sentence, and the button that begins.

Cards only show and ask; the page does.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph

__all__ = ["DropArea", "TableCard", "TablesCard", "column_caption"]


def column_caption(words: str, note: str) -> QWidget:
    """The words over one of the two columns."""
    caption = QWidget()
    row = QHBoxLayout(caption)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(units(8))
    row.addWidget(Label(words, TextSize.TITLE, bold=True))
    row.addWidget(Label(note, TextSize.NOTE, Colour.SECONDARY))
    row.addStretch(1)
    return caption


class TableCard(Card):
    """One thing to send out or to take in: its name, a sentence, its buttons."""

    def __init__(self, title: str, *buttons: QPushButton) -> None:
        super().__init__(title)
        self.words = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.state = Paragraph("", TextSize.NOTE)
        self.buttons = buttons
        for button in buttons:
            self.head.addWidget(button)
        self.add(self.words)
        self.add(self.state)
        self.show_state("")

    def show_state(self, state: str, *, allowed: bool = True) -> None:
        """state: how far it is, or why it cannot be done; "" for nothing to say."""
        self.state.set_text(state)
        self.state.setVisible(bool(state))
        for button in self.buttons:
            button.setEnabled(allowed)


class TablesCard(Card):
    """Tables of all villages: one line each. `wanted` carries the kind."""

    wanted = Signal(str)

    def __init__(self, title: str, kinds: tuple[tuple[str, str, str], ...]) -> None:
        """kinds: (key, name, what stands in such a table)."""
        super().__init__(title)
        self.buttons: dict[str, QuietButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(units(12))
        grid.setVerticalSpacing(units(4))
        grid.setColumnStretch(1, 1)
        for row, (key, name, words) in enumerate(kinds):
            button = QuietButton("选文件…")
            button.setAccessibleName(f"{name} 选文件")
            button.clicked.connect(lambda _checked=False, key=key: self.wanted.emit(key))
            self.buttons[key] = button
            label = Label(name)
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            grid.addWidget(label, row, 0)
            grid.addWidget(Label(words, TextSize.NOTE, Colour.SECONDARY, wrap=True), row, 1)
            grid.addWidget(button, row, 2)
        self.add(grid)

    def allow(self, allowed: frozenset[str]) -> None:
        """Enable the kinds that can be taken in now."""
        for key, button in self.buttons.items():
            button.setEnabled(key in allowed)


class DropArea(QWidget):
    """Where files are dropped; the whole page takes them, this place only says so."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(units(52), units(10), units(14), units(10))
        column.setSpacing(units(2))
        self._words = Label("", bold=True, wrap=True)
        self._note = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        column.addWidget(self._words)
        column.addWidget(self._note)
        self._over = False
        self.say("把收到的文件夹或文件拖到这里", "是哪种表，程序自己认；认不准会问。")

    def say(self, words: str, note: str) -> None:
        """Show other words."""
        self._words.setText(words)
        self._note.setText(note)

    def set_over(self, over: bool) -> None:
        """Show that files are held over the page."""
        self._over = over
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(units(260), max(super().sizeHint().height(), units(60)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, ground = (
            (Colour.ACCENT, Colour.ACCENT_TINT)
            if self._over
            else (Colour.STAR_OUTLINE, Colour.HEAD)
        )
        pen = QPen(theme.colour(edge), units(1.5))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(ground))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, units(8), units(8))
        side = units(22)
        sign = QRectF(units(17), (self.height() - side) / 2, side, side)
        paint_icon(painter, sign, "import", edge if self._over else Colour.SECONDARY)
