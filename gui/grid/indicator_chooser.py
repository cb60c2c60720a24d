"""A small list over the grid to go to an indicator: by its code, its words, its department."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.grid.indicator_order import OrderedItem
from gui.theme import Colour, units
from gui.widgets.card import paint_surface
from gui.widgets.grouped_list import GroupedItem, GroupedList
from gui.widgets.search_field import SearchField
from gui.widgets.typed_numbers import half_width

__all__ = ["IndicatorChooser"]

_WIDTH = 460
_HEIGHT = 420


class IndicatorChooser(QWidget):
    """`chosen` carries the id of an indicator; `closed` comes when the list has gone."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._panel = parent
        self._items: tuple[OrderedItem, ...] = ()
        self.field = SearchField("编号如 2.3，或指标、部门的字…")
        self.list = GroupedList()
        self.list.setMinimumWidth(0)
        self.list.setMaximumWidth(units(_WIDTH * 2))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(units(12), units(12), units(12), units(12))
        column.setSpacing(units(8))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textEdited.connect(self._narrow)
        self.field.moved.connect(self._move)
        self.field.chosen.connect(lambda: self._take(self.list.current))
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._take(self.list.current))
        self.hide()

    def open_at(self, items: Sequence[OrderedItem], current: str, below: QPoint) -> None:
        """Show the list below a point of the panel, with one indicator chosen."""
        self._items = tuple(items)
        self.field.clear()
        self._narrow("", current)
        self.show()
        self.place(below)
        self.raise_()
        self.field.setFocus()

    def place(self, below: QPoint) -> None:
        """Stand below a point of the panel, as large as there is room."""
        if self.isHidden():
            return
        edge = units(8)
        width = min(units(_WIDTH), self._panel.width() - 2 * edge)
        height = min(units(_HEIGHT), self._panel.height() - below.y() - edge)
        left = min(max(below.x(), edge), self._panel.width() - width - edge)
        self.setGeometry(left, below.y(), width, max(height, units(160)))

    def close_list(self) -> None:
        """Put the list away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_list()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close_list()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_surface(QPainter(self), QRectF(self.rect()), edge=Colour.ACCENT_EDGE, radius=8)

    def _narrow(self, words: str, current: str = "") -> None:
        wanted = half_width(words).strip()
        found = [item for item in self._items if _fits(item, wanted)]
        exact = [item for item in found if item.code.removeprefix("★") == wanted]
        longer = [item for item in found if item.code.removeprefix("★").startswith(wanted)]
        if exact and len(longer) == 1 and not self.isHidden():
            # As on the desk: a whole code that cannot grow needs no Enter.
            self._take(exact[0].id)
            return
        lines: list[GroupedItem] = []
        group = ""
        for item in found:
            if item.group != group:
                lines.append(GroupedItem("", item.group))
                group = item.group
            lines.append(GroupedItem(item.id, f"{item.code}　{item.text}"))
        self.list.set_items(lines)
        keys = [line.key for line in lines if line.key]
        first = exact[0].id if exact else current if current in keys else next(iter(keys), "")
        self.list.choose(first)

    def _move(self, count: int) -> None:
        keys = [item.id for item in self._items if _fits(item, self._words)]
        place = keys.index(self.list.current) + count if self.list.current in keys else 0
        if 0 <= place < len(keys):
            self.list.choose(keys[place])

    @property
    def _words(self) -> str:
        return half_width(self.field.text()).strip()

    def _take(self, item: str) -> None:
        if item:
            self.close_list()
            self.chosen.emit(item)


def _fits(item: OrderedItem, words: str) -> bool:
    code = item.code.removeprefix("★")
    return code.startswith(words) or words in item.text or words in item.department
