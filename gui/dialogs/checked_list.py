"""A list to tick or to choose from: box, name, note; captions between the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui import theme
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units

__all__ = ["CheckedItem", "CheckedList"]

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 30


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """A line; one without a key is a caption. `enabled`: whether its tick can be changed."""

    key: str
    name: str
    note: str = ""
    ticked: bool = False
    enabled: bool = True


class _ItemsModel(QAbstractListModel):
    """The lines as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[CheckedItem] = []

    def show_items(self, items: Sequence[CheckedItem]) -> None:
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def change(self, row: int, item: CheckedItem) -> None:
        self.items[row] = item
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self.items[index.row()].key:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            ticked = "已勾选" if item.ticked else ""
            return "　".join(part for part in (item.name, item.note, ticked) if part)
        return None


class _ItemDelegate(QStyledItemDelegate):
    """Paints box, name and note."""

    def __init__(self, checkable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._checkable = checkable

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(units(80), units(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _ItemsModel):
            return
        item = model.items[index.row()]
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = Colour.ACCENT_TINT if chosen else Colour.SURFACE
        painter.fillRect(area, theme.colour(ground))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        inner = area.adjusted(units(10), 0, -units(10), -1)
        if not item.key:
            self._write(painter, inner, item.name, Colour.FAINT, TextSize.NOTE)
            painter.restore()
            return
        if self._checkable:
            self._paint_box(painter, inner, item)
            inner.adjust(units(24), 0, 0, 0)
        note_width = QFontMetricsF(theme.font(TextSize.NOTE)).horizontalAdvance(item.note) + 2
        names = inner.adjusted(0, 0, -note_width - units(8), 0)
        colour = Colour.TEXT if item.enabled else Colour.FAINT
        bold = not self._checkable and item.ticked
        self._write(painter, names, item.name, colour, TextSize.BODY, bold=bold)
        notes = QRectF(inner.right() - note_width, inner.top(), note_width, inner.height())
        self._write(painter, notes, item.note, Colour.FAINT, TextSize.NOTE)
        painter.restore()

    @staticmethod
    def _write(
        painter: QPainter,
        area: QRectF,
        text: str,
        colour: str,
        size: TextSize,
        *,
        bold: bool = False,
    ) -> None:
        font = theme.font(size, bold=bold)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area, alignment, shown)

    @staticmethod
    def _paint_box(painter: QPainter, area: QRectF, item: CheckedItem) -> None:
        side = units(15)
        box = QRectF(area.left() + 0.5, round(area.center().y() - side / 2) + 0.5, side, side)
        fill = Colour.ACCENT if item.enabled else Colour.EDGE
        painter.setPen(QPen(theme.colour(fill if item.ticked else Colour.FAINT), 1))
        painter.setBrush(theme.colour(fill if item.ticked else Colour.SURFACE))
        painter.drawRoundedRect(box, units(3), units(3))
        if item.ticked:
            paint_icon(painter, box.adjusted(1, 1, -1, -1), "check", Colour.ON_ACCENT)


class CheckedList(QListView):
    """Space or a click changes a tick; ↑↓ move.

    `ticked` carries the key and the new state; `chosen` the key of the line that became
    current.
    """

    ticked = Signal(str, bool)
    chosen = Signal(str)

    def __init__(self, *, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checkable = checkable
        self._items_model = _ItemsModel()
        self.setModel(self._items_model)
        self.setItemDelegate(_ItemDelegate(checkable, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.font(TextSize.BODY))
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._shown = ""

    @property
    def items(self) -> tuple[CheckedItem, ...]:
        """The lines as they stand, captions included."""
        return tuple(self._items_model.items)

    def set_items(self, items: Sequence[CheckedItem], current: str | None = None) -> None:
        """Show other lines; the current one and the place scrolled to stay where they can."""
        kept = self._shown if current is None else current
        place = self.verticalScrollBar().value()
        self._shown = kept
        self._items_model.show_items(items)
        for row, item in enumerate(items):
            if item.key and item.key == kept:
                self.setCurrentIndex(self._items_model.index(row))
        self.verticalScrollBar().setValue(place)

    def choose(self, key: str) -> None:
        """Make a line current and tell so; nothing happens for an unknown key."""
        for row, item in enumerate(self._items_model.items):
            if item.key and item.key == key:
                self.setCurrentIndex(self._items_model.index(row))
                self.scrollTo(self._items_model.index(row))

    def tick(self, row: int) -> None:
        """Change the tick of a line, if it may be changed."""
        item = self._items_model.items[row]
        if not (self._checkable and item.key and item.enabled):
            return
        changed = replace(item, ticked=not item.ticked)
        self._items_model.change(row, changed)
        self.ticked.emit(changed.key, changed.ticked)

    def sizeHint(self) -> QSize:
        return QSize(units(200), units(_ROW * 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(140), units(_ROW * 3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid() and self._checkable:
            self.tick(index.row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.tick(index.row())

    def _current_changed(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self._items_model.items[index.row()].key
        if key and key != self._shown:
            self._shown = key
            self.chosen.emit(key)
