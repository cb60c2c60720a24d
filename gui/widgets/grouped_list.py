"""A list of things under headings, one of them chosen: the papers that can be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
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
from gui.widgets.corners import RoundedCorners

__all__ = ["GroupedItem", "GroupedList"]

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 37
_HEADING = 34
_ICON = 16
_WIDTH = 264


@dataclass(frozen=True)
class GroupedItem:
    """One line; without a `key` it is a heading. `note` stands at the right."""

    key: str
    name: str
    note: str = ""
    icon: str = ""


class _Model(QAbstractListModel):
    """The lines as given."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[GroupedItem, ...] = ()

    def show_items(self, items: Sequence[GroupedItem]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or not self.items[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "　".join(part for part in (item.name, item.note) if part)
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a line: accent bar when chosen, icon, name, note, fine line below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        model = index.model()
        assert isinstance(model, _Model)
        return QSize(units(80), units(_ROW if model.items[index.row()].key else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _Model):
            return
        item = model.items[index.row()]
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        inner = area.adjusted(units(14), 0, -units(14), 0)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if not item.key:
            painter.fillRect(area, theme.colour(Colour.SURFACE))
            painter.setFont(theme.font(TextSize.NOTE))
            painter.setPen(theme.colour(Colour.FAINT))
            painter.drawText(inner, left, item.name)
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = Colour.ACCENT_TINT if chosen else Colour.HOVER if hovered else Colour.SURFACE
        painter.fillRect(area, theme.colour(ground))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        if chosen:
            bar = QRectF(area.left(), area.top(), units(3), area.height())
            painter.fillRect(bar, theme.colour(Colour.ACCENT))
        if item.icon:
            side = units(_ICON)
            place = QRectF(inner.left(), area.center().y() - side / 2, side, side)
            paint_icon(painter, place, item.icon, Colour.ACCENT if chosen else Colour.SECONDARY)
        inner.adjust(units(_ICON + 8), 0, 0, 0)
        note_font = theme.font(TextSize.NOTE)
        note_width = QFontMetricsF(note_font).horizontalAdvance(item.note) + units(2)
        font = theme.font(TextSize.BODY, bold=chosen)
        room = inner.width() - note_width - units(6)
        shown = QFontMetricsF(font).elidedText(item.name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.colour(Colour.TEXT))
        painter.drawText(inner, left, shown)
        painter.setFont(note_font)
        painter.setPen(theme.colour(Colour.SECONDARY))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(inner, right, item.note)
        painter.restore()


class GroupedList(QListView):
    """Headings are passed over by the keys; `chosen` carries the key of the line chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self._current = ""
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setFixedWidth(units(_WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFont(theme.font(TextSize.BODY))
        self._corners = RoundedCorners(self)
        self.selectionModel().currentChanged.connect(self._changed)

    @property
    def current(self) -> str:
        """Key of the line chosen, "" for none."""
        return self._current

    def set_items(self, items: Sequence[GroupedItem]) -> None:
        """Show other lines; the chosen one stays if it is still there. Emits nothing."""
        kept = self._current
        self._model.show_items(items)
        keys = [item.key for item in self._model.items]
        self._current = kept if kept in keys else ""
        if self._current:
            self.setCurrentIndex(self._model.index(keys.index(self._current)))

    def choose(self, key: str) -> None:
        """Choose a line by its key; emits `chosen` if that changes anything."""
        for place, item in enumerate(self._model.items):
            if item.key == key:
                self.setCurrentIndex(self._model.index(place))

    def _changed(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self._model.items[index.row()].key
        if key and key != self._current:
            self._current = key
            self.chosen.emit(key)
