"""The table of a star's lines: fine rows, chips in the cells, the line at work in yellow.

Shows and points; what a key means is settled by whoever handles `key_handler`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.desk.cell_painting import CELL_PADDING, chip_areas, paint_cell, row_height
from gui.desk.indicator_model import AnyIndex, ColumnKind, IndicatorModel, TableColumn
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.theme import Colour, TextSize, units
from gui.widgets.corners import RoundedCorners

__all__ = ["IndicatorTable"]

_HEADER = 34
_LEAST_ROWS = 3
_NARROW = 640
_SCORES = (ColumnKind.OWN, ColumnKind.BEFORE, ColumnKind.SCORE)


class _Header(QHeaderView):
    """Column names in secondary text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFixedHeight(units(_HEADER))
        self.setMinimumSectionSize(units(28))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self.model()
        if not isinstance(model, IndicatorModel) or logical_index >= len(model.columns):
            return
        area = QRectF(rect)
        painter.save()
        painter.fillRect(area, theme.colour(Colour.HEAD))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.LINE))
        column = model.columns[logical_index]
        painter.setFont(theme.font(TextSize.NOTE))
        painter.setPen(theme.colour(Colour.SECONDARY))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        inner = area.adjusted(units(CELL_PADDING), 0, -units(CELL_PADDING), -1)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), column.header)
        painter.restore()


class _Delegate(QStyledItemDelegate):
    """Hands each cell to `paint_cell` with what the table knows about the line."""

    def __init__(self, table: IndicatorTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, IndicatorModel):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        current = index.row() == self._table.place
        chip = self._table.chip if current else None
        paint_cell(painter, area, model, index.row(), index.column(), current=current, chip=chip)


class IndicatorTable(QTableView):
    """`place_changed` carries the line that became current; `opened` a double click or a
    click on the line at work, with the column's kind."""

    place_changed = Signal(int)
    opened = Signal(int, object)
    focus_changed = Signal(bool)
    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_handler: Callable[[QKeyEvent], bool] | None = None
        self.tab_handler: Callable[[], bool] | None = None
        self.place = 0
        self.chip: int | None = None
        self._indicators = IndicatorModel()
        self._header = _Header(self)
        self.setHorizontalHeader(self._header)
        self.setModel(self._indicators)
        self.setItemDelegate(_Delegate(self))
        self.setFont(theme.font(TextSize.BODY))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(units(24))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("指标")
        # Digits come as they are, never as half-typed pinyin.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._corners = RoundedCorners(self)

    @property
    def indicators(self) -> IndicatorModel:
        """The model shown."""
        return self._indicators

    @property
    def row(self) -> IndicatorView | None:
        """The current line."""
        rows = self._indicators.rows
        return rows[self.place] if 0 <= self.place < len(rows) else None

    def show_rows(self, view: SheetView, rows: tuple[IndicatorView, ...]) -> None:
        """Show other lines, or the same with other values; the current line stays."""
        changed = self._indicators.show_rows(view, rows)
        if changed is None:
            self.place = 0
        count = len(self._indicators.chips[self.place]) if rows else 0
        if self.chip is not None and self.chip >= count:
            self.chip = count - 1 if count else None
        if changed is None:
            self._lay_out()
        else:
            self._lay_out_lines(changed)

    def go_to(self, place: int) -> bool:
        """Make another line current and show it; whether there is such a line."""
        if not 0 <= place < len(self._indicators.rows):
            return False
        if place != self.place:
            left, self.place, self.chip = self.place, place, None
            self._paint_again(left)
            self._paint_again(place)
        self.setCurrentIndex(self._indicators.index(place, 0))
        self.scrollTo(self._indicators.index(place, 0))
        self.place_changed.emit(place)
        return True

    def choose_chip(self, chip: int | None) -> None:
        """Choose one of the chips of the current line."""
        self.chip = chip
        self._paint_again(self.place)

    def column_of(self, kind: ColumnKind) -> int | None:
        """The position of a column, None where this sheet has none such."""
        kinds = [column.kind for column in self._indicators.columns]
        return kinds.index(kind) if kind in kinds else None

    def cell_area(self, kind: ColumnKind) -> QRect:
        """Where the cell of the current line stands, in the viewport."""
        column = self.column_of(kind)
        if column is None or self.row is None:
            return QRect()
        return self.visualRect(self._indicators.index(self.place, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.key_handler is not None and self.key_handler(event):
            event.accept()
            return
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        was_current = index.row() == self.place
        self.go_to(index.row())
        kind = self._indicators.columns[index.column()].kind
        if kind is ColumnKind.LOSSES:
            self.choose_chip(self._chip_at(index, event.position().toPoint()))
        if was_current or kind in (ColumnKind.LOSSES, ColumnKind.SCORE):
            self.opened.emit(index.row(), kind)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        # Tab leads to the base while a figure is typed, else on to the next control.
        if following and self.tab_handler is not None and self.tab_handler():
            return True
        return super().focusNextPrevChild(following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        rows = sum(self.rowHeight(place) for place in range(len(self._indicators.rows)))
        return QSize(units(480), units(_HEADER) + rows + 2)

    def minimumSizeHint(self) -> QSize:
        shown = min(max(len(self._indicators.rows), 1), _LEAST_ROWS)
        rows = sum(self.rowHeight(place) for place in range(shown))
        return QSize(units(160), units(_HEADER) + rows + 2)

    def _chip_at(self, index: QModelIndex, position: QPoint) -> int | None:
        areas = chip_areas(self._indicators, index.row(), QRectF(self.visualRect(index)))
        for number, _ in enumerate(self._indicators.chips[index.row()]):
            if areas[number].contains(position.x(), position.y()):
                return number
        return None

    def _paint_again(self, place: int) -> None:
        if 0 <= place < len(self._indicators.rows):
            height = self.rowHeight(place)
            top = self.rowViewportPosition(place)
            self.viewport().update(0, top, self.viewport().width(), height)

    def _lay_out_lines(self, places: Iterable[int]) -> None:
        """Only these lines may need another height."""
        widths = self._widths()
        heights = {place: row_height(self._indicators, place, widths) for place in places}
        if all(self.rowHeight(place) == height for place, height in heights.items()):
            return
        for place, height in heights.items():
            self.setRowHeight(place, height)
        self.updateGeometry()
        self.laid_out.emit()

    def _lay_out(self) -> None:
        widths = self._widths()
        for place, wide in enumerate(widths):
            self._header.setSectionHidden(place, not wide)
            if wide:
                self._header.resizeSection(place, wide)
        for place in range(len(self._indicators.rows)):
            self.setRowHeight(place, row_height(self._indicators, place, widths))
        self.updateGeometry()
        self.viewport().update()
        self.laid_out.emit()

    def _widths(self) -> list[int]:
        columns: tuple[TableColumn, ...] = self._indicators.columns
        narrow = self.viewport().width() < units(_NARROW)
        # Large figures need more room than their heads in exact mode.
        digits = QFontMetricsF(theme.font(TextSize.ROW)).horizontalAdvance("100.00")
        least = round(digits) + 2 * units(CELL_PADDING) + 2
        fixed = [
            max(units(column.width), least if column.kind in _SCORES else 0) if column.width else 0
            for column in columns
        ]
        fixed = [
            0 if narrow and column.gives else wide
            for wide, column in zip(fixed, columns, strict=True)
        ]
        left = max(self.viewport().width() - sum(fixed), units(120))
        shares = sum(column.share for column in columns) or 1
        widths = [
            wide or left * column.share // shares
            for wide, column in zip(fixed, columns, strict=True)
        ]
        if widths:
            widths[-1] += max(self.viewport().width() - sum(widths), 0)
        return widths
