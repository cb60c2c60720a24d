"""A list of pictures with a name and two lines beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import theme
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units

__all__ = ["PictureItem", "PictureList"]

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 76
_PICTURE = (84, 60)
_MARK = 16


@dataclass(frozen=True)
class PictureItem:
    """A row. `first`, `second`: (words, colour) below the name; `mark`: an icon and its colour
    at the right, ("", "") for none; `faded`: shown as left out."""

    key: str
    name: str
    picture: QImage | None
    first: tuple[str, str] = ("", Colour.SECONDARY)
    second: tuple[str, str] = ("", Colour.SECONDARY)
    mark: tuple[str, str] = ("", "")
    faded: bool = False

    @property
    def told(self) -> str:
        """Everything the row says, for tooltips and screen readers."""
        return "\n".join(part for part in (self.name, self.first[0], self.second[0]) if part)


class _ItemsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[PictureItem, ...] = ()

    def show_items(self, items: Sequence[PictureItem]) -> None:
        # Rows that only say something else stay chosen.
        if [item.key for item in items] == [item.key for item in self.items]:
            self.items = tuple(items)
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.told
        return None


class _ItemDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(units(160), units(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, _ItemsModel):
            return
        item = model.items[index.row()]
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = Colour.ACCENT_TINT if chosen else Colour.SURFACE
        painter.fillRect(area, theme.colour(ground))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        if chosen and current:
            bar = QRectF(area.left(), area.top(), units(3), area.height())
            painter.fillRect(bar, theme.colour(Colour.ACCENT))
        inner = area.adjusted(units(12), units(8), -units(12), -units(8) - 1)
        width, height = units(_PICTURE[0]), units(_PICTURE[1])
        box = QRectF(inner.left(), inner.center().y() - height / 2, width, height)
        painter.setOpacity(0.4 if item.faded else 1.0)
        _paint_picture(painter, box, item.picture)
        text = inner.adjusted(width + units(12), 0, 0, 0)
        if item.mark[0]:
            side = units(_MARK)
            sign = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
            paint_icon(painter, sign, *item.mark)
            text.adjust(0, 0, -side - units(8), 0)
        _paint_words(painter, text, item)
        painter.restore()


def _paint_picture(painter: QPainter, box: QRectF, picture: QImage | None) -> None:
    painter.fillRect(box, theme.colour(Colour.TRACK))
    if picture is None or picture.isNull():
        side = units(26)
        middle = box.center()
        area = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        paint_icon(painter, area, "file", Colour.FAINT)
    else:
        size = picture.size().toSizeF().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(0, 0, size.width(), size.height())
        shown.moveCenter(box.center())
        painter.drawImage(shown, picture)
    painter.setPen(QPen(theme.colour(Colour.LINE), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_words(painter: QPainter, area: QRectF, item: PictureItem) -> None:
    lines = (
        (item.name, Colour.TEXT, TextSize.BODY, Qt.TextElideMode.ElideMiddle),
        (*item.first, TextSize.NOTE, Qt.TextElideMode.ElideRight),
        (*item.second, TextSize.NOTE, Qt.TextElideMode.ElideRight),
    )
    shown = [line for line in lines if line[0]]
    height = units(20)
    top = area.center().y() - height * len(shown) / 2
    for words, colour, size, mode in shown:
        font = theme.font(size)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        short = QFontMetricsF(font).elidedText(words, mode, area.width())
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(area.left(), top, area.width(), height), alignment, short)
        top += height


class PictureList(QListView):
    """↑↓ move. `opened`: Enter or a double click; `current_changed` carries the key of the row
    that became current."""

    opened = Signal()
    current_changed = Signal(str)

    def __init__(self, *, several: bool = False, parent: QWidget | None = None) -> None:
        """`several`: more than one row can be chosen, with Shift or Ctrl."""
        super().__init__(parent)
        self._model = _ItemsModel()
        self.setModel(self._model)
        self.setItemDelegate(_ItemDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Letters come as they are, never as half-typed pinyin.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        mode = QListView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def items(self) -> tuple[PictureItem, ...]:
        """The rows as they stand."""
        return self._model.items

    @property
    def current_row(self) -> int:
        """The row that is current, -1 for none."""
        return self.currentIndex().row()

    @property
    def chosen_rows(self) -> tuple[int, ...]:
        """The rows that are chosen, from the top."""
        return tuple(sorted(index.row() for index in self.selectedIndexes()))

    def set_items(self, items: Sequence[PictureItem]) -> None:
        """Show other rows; without a current one the first becomes it."""
        row = self.current_row
        self._model.show_items(items)
        if items and self.current_row < 0:
            self.go_to(min(max(row, 0), len(items) - 1))

    def go_to(self, row: int) -> None:
        """Make a row the current and only chosen one; nothing happens beyond the ends."""
        if 0 <= row < len(self._model.items):
            index = self._model.index(row)
            # A key that is held down, as for copying while dropping, must not keep it unchosen.
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)

    def sizeHint(self) -> QSize:
        return QSize(units(380), units(_ROW * 5))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(200), units(_ROW * 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if self.current_row >= 0:
                self.opened.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump through the names."""

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.current_changed.emit(self._model.items[index.row()].key)
