"""The table as every page shows it: fixed rows, fine lines, keys, sorting by header.

Works on any `RowsModel`; what a column is and how a cell looks stand there and in
`gui.tables.cells`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolTip,
    QWidget,
)

from gui import theme
from gui.icons import paint_icon
from gui.tables.cells import CELL_PADDING, SEPARATOR_HEIGHT, CellDelegate, cell_width
from gui.tables.rows_model import Column, Row, RowMark, RowsModel, Separator
from gui.theme import ROW_HEIGHT, Colour, TextSize, units
from gui.widgets.corners import RoundedCorners

__all__ = ["Column", "DataTable", "Row", "RowMark", "RowsModel", "Separator"]

_MEASURED_ROWS = 60
_SORT_SIGN = 12
_STRETCH_LEAST = 120


class _Header(QHeaderView):
    """Column names in secondary text; a small arrow where the table is sorted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(units(ROW_HEIGHT))
        self.setMinimumSectionSize(units(28))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        area = QRectF(rect)
        painter.save()
        painter.fillRect(area, theme.colour(Colour.HEAD))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.LINE))
        column = model.columns[logical_index]
        inner = area.adjusted(units(CELL_PADDING), 0, -units(CELL_PADDING), -1)
        font = theme.font(TextSize.NOTE)
        metrics = QFontMetricsF(font)
        width = min(metrics.horizontalAdvance(column.header), inner.width())
        left = {
            "left": inner.left(),
            "centre": inner.center().x() - width / 2,
            "right": inner.right() - width,
        }[column.side]
        painter.setFont(font)
        painter.setPen(theme.colour(Colour.SECONDARY))
        shown = metrics.elidedText(column.header, Qt.TextElideMode.ElideRight, inner.width() + 1)
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, area.top(), width + 2, area.height()), alignment, shown)
        if model.sorted_by == logical_index:
            side = units(_SORT_SIGN)
            at_right = column.side == "right"
            start = left - side - units(1) if at_right else left + width + units(1)
            name = "chevron-down" if model.descending else "chevron-up"
            sign = QRectF(start, area.center().y() - side / 2, side, side)
            paint_icon(painter, sign, name, Colour.ACCENT)
        painter.restore()


class DataTable(QTableView):
    """A read-only table of rows: ↑↓ move, Enter or a double click opens.

    `activated_row` and `current_row_changed` carry the line of the model; `chosen_key`
    carries the key of the row that became current.
    """

    activated_row = Signal(int)
    current_row_changed = Signal(int)
    chosen_key = Signal(str)

    def __init__(
        self, rows: RowsModel, *, framed: bool = True, parent: QWidget | None = None
    ) -> None:
        """`framed` draws the border of a card; without it the table fills another card."""
        super().__init__(parent)
        self._rows = rows
        self._key = ""
        self._low_rows: list[int] = []
        self._header = _Header(self)
        self.setHorizontalHeader(self._header)
        self.setModel(rows)
        self.setItemDelegate(CellDelegate(self))
        self.setFont(theme.font(TextSize.BODY))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(units(SEPARATOR_HEIGHT))
        self.verticalHeader().setDefaultSectionSize(units(ROW_HEIGHT))
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header.sectionClicked.connect(rows.sort_further)
        if framed:
            self._corners = RoundedCorners(self)
        else:
            self.setStyleSheet("border: none; border-radius: 0;")
        rows.order_changed.connect(self._lay_out)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.doubleClicked.connect(lambda index: self._activate(index.row()))
        self._lay_out()

    @property
    def rows(self) -> RowsModel:
        """The model shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row | Separator]) -> None:
        """Show other rows; the current row stays current if its key is still there."""
        self._rows.set_rows(rows)

    def current_row(self) -> int | None:
        """Return the line that is current, or None."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def current_entry(self) -> Row | None:
        """Return the tuple of the current line, or None."""
        place = self.current_row()
        entry = None if place is None else self._rows.entry(place)
        return None if isinstance(entry, Separator) else entry

    def choose_key(self, key: str) -> bool:
        """Make the row with this key current and show it; say whether it is there."""
        place = self._rows.row_of(key)
        if place is None:
            return False
        index = self._rows.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.current_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place is not None:
            self._activate(place)
            return
        super().keyPressEvent(event)
        # A separator is only a line: the cursor goes on to the row behind it.
        place = self.current_row()
        if place is not None and isinstance(self._rows.entry(place), Separator):
            step = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
            beyond = place + step
            if not 0 <= beyond < self._rows.rowCount():
                beyond = place - step
            self.setCurrentIndex(self._rows.index(beyond, 0))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tooltip(event)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def sizeHint(self) -> QSize:
        return QSize(units(480), units(ROW_HEIGHT * 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(160), units(ROW_HEIGHT * 4))

    def _activate(self, place: int) -> None:
        if not isinstance(self._rows.entry(place), Separator):
            self.activated_row.emit(place)

    def _row_changed(self, current: QModelIndex) -> None:
        if not current.isValid() or isinstance(self._rows.entry(current.row()), Separator):
            return
        key = self._rows.key(current.row())
        changed = key != self._key or not key
        self._key = key
        if changed:
            self.current_row_changed.emit(current.row())
            self.chosen_key.emit(key)

    def _lay_out(self) -> None:
        """After new rows: heights, spans, widths, and the current row by its key."""
        self.clearSpans()
        vertical = self.verticalHeader()
        # Heights outlive a reset of the model: what was low before is set back first.
        for place in self._low_rows:
            if place < self._rows.rowCount():
                vertical.resizeSection(place, units(ROW_HEIGHT))
        self._low_rows = self._rows.separators()
        for place in self._low_rows:
            self.setSpan(place, 0, 1, len(self._rows.columns))
            vertical.resizeSection(place, units(SEPARATOR_HEIGHT))
        self._widths = self._measure()
        self._size_columns()
        if self._key:
            self.choose_key(self._key)

    def _measure(self) -> tuple[list[float], list[float]]:
        """Return the width each column would like and the width its contents need.

        Only the first rows are measured: a table of thousands opens as fast as one of ten.
        """
        metrics = QFontMetricsF(theme.font(TextSize.NOTE))
        entries = [self._rows.entry(place) for place in range(self._rows.rowCount())]
        rows = [entry for entry in entries if not isinstance(entry, Separator)][:_MEASURED_ROWS]
        liked, needed = [], []
        for column in self._rows.columns:
            head = metrics.horizontalAdvance(column.header) + 2 * units(CELL_PADDING)
            if column.sort_key is not None:
                head += units(_SORT_SIGN)
            least = max([head, *(cell_width(self._rows, row, column) for row in rows)])
            if column.width == "stretch":
                least = max(head, min(least, units(_STRETCH_LEAST)))
            wide = float(units(column.width)) if isinstance(column.width, int) else least
            liked.append(wide)
            needed.append(min(least, wide))
        return liked, needed

    def _size_columns(self) -> None:
        """Give stretching columns what the others leave, or let all shrink to their contents."""
        liked, needed = self._widths
        columns = self._rows.columns
        stretching = [place for place, column in enumerate(columns) if column.width == "stretch"]
        spare = self.viewport().width() - sum(liked)
        slack = sum(liked) - sum(needed)
        shrink = min(-spare / slack, 1.0) if spare < 0 < slack else 0.0
        share = max(spare, 0.0) / len(stretching) if stretching else 0.0
        for place, (wide, least) in enumerate(zip(liked, needed, strict=True)):
            extra = share if place in stretching else 0.0
            self._header.resizeSection(place, int(wide - (wide - least) * shrink + extra))

    def _show_tooltip(self, event: QHelpEvent) -> None:
        """Tell a shortened cell in full, or what the column has to say about it."""
        index = self.indexAt(event.pos())
        if not index.isValid():
            QToolTip.hideText()
            return
        words = self._rows.data(index, Qt.ItemDataRole.ToolTipRole)
        entry = self._rows.entry(index.row())
        if not words and not isinstance(entry, Separator):
            column = self._rows.columns[index.column()]
            if cell_width(self._rows, entry, column) > self.columnWidth(index.column()) + 1:
                words = self._rows.cell_text(entry, column)
        QToolTip.showText(event.globalPos(), words or "", self)
