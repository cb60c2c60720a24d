"""The column of villages at the left of a page: state mark, name, note, filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.theme import Colour, TextSize, units
from gui.widgets.search_field import SearchField
from gui.widgets.step_dots import StepMark, paint_mark

__all__ = ["VillageItem", "VillageList"]

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 35
_WIDTH = 196


@dataclass(frozen=True)
class VillageItem:
    """One line: `key` is the village's id, `note` stands at the right ("7★", "—")."""

    key: str
    name: str
    note: str = ""
    mark: StepMark = StepMark.EMPTY


class _ItemModel(QAbstractListModel):
    """The lines that pass the filter."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[VillageItem] = []
        self.places: dict[str, int] = {}

    def show_items(self, items: Iterable[VillageItem]) -> None:
        self.beginResetModel()
        self.items = list(items)
        self.places = {item.key: place for place, item in enumerate(self.items)}
        self.endResetModel()

    def show_item(self, item: VillageItem) -> None:
        place = self.places.get(item.key)
        if place is not None and self.items[place] != item:
            self.items[place] = item
            self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "　".join(part for part in (item.name, item.note, item.mark.word) if part)
        return None


class _ItemDelegate(QStyledItemDelegate):
    """Paints a line: accent bar when chosen, mark, name, note, fine line below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(units(_WIDTH) // 2, units(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _ItemModel):
            return
        item = model.items[index.row()]
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ground = Colour.ACCENT_TINT if chosen else Colour.HOVER if hovered else Colour.SURFACE
        painter.fillRect(area, theme.colour(ground))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        if chosen:
            bar = QRectF(area.left(), area.top(), units(3), area.height())
            painter.fillRect(bar, theme.colour(Colour.ACCENT))
        side = units(20)
        left = area.left() + units(13)
        middle = area.center().y() - 0.5
        paint_mark(painter, QRectF(left, round(middle - side / 2), side, side), item.mark)
        text_left = left + side + units(10)
        note_font = theme.font(TextSize.NOTE)
        note_width = QFontMetricsF(note_font).horizontalAdvance(item.note) + units(2)
        right = area.right() - units(14)
        name_font = theme.font(TextSize.BODY, bold=chosen)
        painter.setFont(name_font)
        painter.setPen(theme.colour(Colour.TEXT))
        room = right - note_width - units(6) - text_left
        shown = QFontMetricsF(name_font).elidedText(item.name, Qt.TextElideMode.ElideRight, room)
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(text_left, area.top(), room, area.height()), alignment, shown)
        painter.setFont(note_font)
        painter.setPen(theme.colour(Colour.SECONDARY))
        note_area = QRectF(right - note_width, area.top(), note_width, area.height())
        right_alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(note_area, right_alignment, item.note)
        painter.restore()


class VillageList(QWidget):
    """A filter and the villages below it; ↑ and ↓ move in both.

    Emits `village_chosen` when another village becomes the current one, by mouse or keys,
    and `village_opened` on Enter or a double click; both carry the key.
    """

    village_chosen = Signal(str)
    village_opened = Signal(str)

    def __init__(self, placeholder: str = "筛选嘎查村…", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: dict[str, VillageItem] = {}
        self._current = ""
        self.setFixedWidth(units(_WIDTH))
        self.filter_field = SearchField(placeholder)
        self.filter_field.setStyleSheet(
            f"border: none; border-radius: 0; border-bottom: 1px solid {Colour.LINE};"
            f"padding: {units(9)}px {units(8)}px;"
        )
        self._model = _ItemModel()
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_ItemDelegate(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setStyleSheet("border: none; border-radius: 0;")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setFont(theme.font(TextSize.BODY))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filter_field)
        layout.addWidget(self._view, 1)
        self.filter_field.searched.connect(self._filter)
        self.filter_field.moved.connect(self.step)
        self.filter_field.chosen.connect(self._open_current)
        self._view.selectionModel().currentChanged.connect(self._current_changed)
        self._view.activated.connect(lambda index: self._open(index.row()))

    @property
    def current(self) -> str:
        """The key of the current village, empty if there is none."""
        return self._current

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of the villages that pass the filter, from top to bottom."""
        return tuple(item.key for item in self._model.items)

    def set_items(self, items: Sequence[VillageItem], current: str | None = None) -> None:
        """Show other lines; the current village stays unless `current` names another.

        Emits nothing.
        """
        self._all = {item.key: item for item in items}
        if current is not None:
            self._current = current
        if self._current not in self._all:
            self._current = next(iter(self._all), "")
        self._filter(self.filter_field.text().strip())

    def update_item(self, item: VillageItem) -> None:
        """Show one line anew; the others stay, however many there are. Emits nothing."""
        if item.key in self._all:
            self._all[item.key] = item
            self._model.show_item(item)

    def choose(self, key: str) -> None:
        """Make a village the current one; clears the filter if it hides the village."""
        if key not in self._model.places:
            self.filter_field.clear()
            self._filter("")
        if key in self._model.places:
            self._view.setCurrentIndex(self._model.index(self._model.places[key]))

    def step(self, count: int) -> None:
        """Go `count` lines down (up if negative), staying within the list."""
        row = self._view.currentIndex().row() + count
        if 0 <= row < len(self._model.items):
            self._view.setCurrentIndex(self._model.index(row))

    def focus_filter(self) -> None:
        """Put the cursor into the filter field."""
        self.filter_field.setFocus()
        self.filter_field.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Colour.SURFACE))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour(Colour.LINE))

    def _filter(self, words: str) -> None:
        self._model.show_items(item for item in self._all.values() if words in item.name)
        # The current village keeps its highlight if the filter lets it through; a signal is
        # not sent for it because it was the current one before.
        if self._current in self._model.places:
            index = self._model.index(self._model.places[self._current])
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index)

    def _current_changed(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self._model.items[index.row()].key
        if key != self._current:
            self._current = key
            self.village_chosen.emit(key)

    def _open_current(self) -> None:
        """Enter in the filter: the current village, or the first that is left."""
        if self._current not in self._model.places and self._model.items:
            self.choose(self._model.items[0].key)
        self._open(self._view.currentIndex().row())

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._model.items):
            self.village_opened.emit(self._model.items[row].key)
