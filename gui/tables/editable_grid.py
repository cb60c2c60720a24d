"""A grid of text cells to type and paste into, like a sheet of a table program.

Checks and keeps nothing: what was typed leaves as a signal, and the page shows what the
office made of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.tables.rows_model import AnyIndex
from gui.theme import ROW_HEIGHT, Colour, TextSize, units

__all__ = ["CellChange", "EditableGrid", "GridColumn", "GridRow"]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """`width` in units, 0 shares what is left; `number` aligns right and keeps Chinese input
    off; `editable` False only shows; `faded`: secondary text."""

    key: str
    header: str
    width: int = 100
    number: bool = False
    editable: bool = True
    faded: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """`values` by column key. `faded`: shown in secondary text."""

    key: str
    values: Mapping[str, str]
    faded: bool = False


CellChange = tuple[str, str, str]
"""(row key, column key, text as typed)."""


class _GridModel(QAbstractTableModel):
    """Rows as given; what is typed is told and not kept."""

    typed = Signal(list)

    def __init__(self, columns: Sequence[GridColumn]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[GridRow, ...] = ()
        self.read_only = False

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if same:
            # The cursor and an open editor stay where only values have changed.
            self.rows = tuple(rows)
            if rows:
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()].editable and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def text(self, row: int, column: int) -> str:
        return self.rows[row].values.get(self.columns[column].key, "")

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(index.row(), index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                faded = self.rows[index.row()].faded or column.faded
                return QColor(Colour.SECONDARY if faded else Colour.TEXT)
            case _:
                return None

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value).strip()
        if not index.isValid() or text == self.text(index.row(), index.column()):
            return False
        self.typed.emit([(self.rows[index.row()].key, self.columns[index.column()].key, text)])
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellDelegate(QStyledItemDelegate):
    """A plain line as editor; numbers are typed without an input method."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(theme.font(TextSize.BODY))
        editor.setFrame(False)
        editor.setStyleSheet("border-radius: 0; min-height: 0; padding: 0 6px;")
        model = index.model()
        if isinstance(model, _GridModel) and model.columns[index.column()].number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the text over and goes one line down, as table programs do."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and isinstance(watched, QWidget)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            view = self.parent()
            if isinstance(view, EditableGrid):
                view.step_down()
            return True
        return super().eventFilter(watched, event)


class EditableGrid(QTableView):
    """Typing begins an entry, Enter goes down, Ctrl+V pastes a block, Delete empties cells.

    `cells_typed` carries a list of CellChange: one for a cell, many for a block.
    `row_chosen` carries the key of the row that became current.
    """

    cells_typed = Signal(list)
    row_chosen = Signal(str)

    def __init__(self, columns: Sequence[GridColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = _GridModel(columns)
        self.setModel(self._grid)
        self.setItemDelegate(_CellDelegate(self))
        self.setFont(theme.font(TextSize.BODY))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setGridStyle(Qt.PenStyle.SolidLine)
        self.setStyleSheet(
            f"QTableView {{ gridline-color: {Colour.ROW_LINE}; }}"
            f"QTableView::item {{ padding: 0 {units(6)}px; }}"
        )
        self.setCornerButtonEnabled(False)
        # Tab leaves the grid only from its last cell, as in a table program.
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(units(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setFont(theme.font(TextSize.NOTE))
        header.setHighlightSections(False)
        header.setFixedHeight(units(ROW_HEIGHT))
        for place, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(place, units(column.width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(units(56))
        self._grid.typed.connect(self.cells_typed)
        self.selectionModel().currentChanged.connect(self._current_changed)

    @property
    def current_key(self) -> str:
        """The key of the current row, "" for none."""
        index = self.currentIndex()
        return self._grid.rows[index.row()].key if index.isValid() else ""

    def set_rows(self, rows: Sequence[GridRow], *, read_only: bool = False) -> None:
        """Show other rows or other values."""
        self._grid.read_only = read_only
        key, column = self.current_key, max(self.currentIndex().column(), 0)
        self._grid.show_rows(rows)
        for place, row in enumerate(rows):
            if row.key == key:
                self.setCurrentIndex(self._grid.index(place, column))

    def cell_text(self, row: int, column: int) -> str:
        """What a cell shows."""
        return self._grid.text(row, column)

    def choose_first(self) -> None:
        """Make the first cell that can be changed the current one."""
        place = next((p for p, item in enumerate(self._grid.columns) if item.editable), 0)
        self.setCurrentIndex(self._grid.index(0, place))

    def step_down(self) -> None:
        """Go to the cell below, if there is one."""
        index = self.currentIndex()
        below = self._grid.index(index.row() + 1, index.column())
        if below.isValid():
            self.setCurrentIndex(below)

    def paste(self) -> None:
        """Put the block on the clipboard into the cells from the current one on."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        index = self.currentIndex()
        if not text or not index.isValid() or self._grid.read_only:
            return
        changes: list[CellChange] = []
        for down, line in enumerate(text.splitlines()):
            for right, cell in enumerate(line.split("\t")):
                changes += self._changed(index.row() + down, index.column() + right, cell.strip())
        if changes:
            self.cells_typed.emit(changes)

    def empty_cells(self) -> None:
        """Take away what stands in the selected cells."""
        if self._grid.read_only:
            return
        changes: list[CellChange] = []
        for index in self.selectedIndexes():
            changes += self._changed(index.row(), index.column(), "")
        if changes:
            self.cells_typed.emit(changes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Delete:
            self.empty_cells()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_down()
        else:
            super().keyPressEvent(event)

    def _changed(self, row: int, column: int, text: str) -> list[CellChange]:
        """The change of one cell, if it is one that can be changed and is different."""
        if row >= len(self._grid.rows) or column >= len(self._grid.columns):
            return []
        known = self._grid.columns[column]
        if not known.editable or text == self._grid.text(row, column):
            return []
        return [(self._grid.rows[row].key, known.key, text)]

    def _copy(self) -> None:
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda item: (item.row(), item.column())):
            lines.setdefault(index.row(), []).append(self.cell_text(index.row(), index.column()))
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def _current_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(self._grid.rows[index.row()].key)
