"""The table of the grid: cursor, editors in the cells, keys as in a table program.

What a typed cell means is settled by the model; what digits mean in the cell of a whole
indicator by whoever handles `key_handler`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui import theme
from gui.grid.headers import ColumnHead, Corner, NameHead
from gui.grid.model import GridModel
from gui.grid.painting import paint_cell
from gui.tables.rows_model import AnyIndex
from gui.theme import TextSize, units

__all__ = ["GridTable"]

_STRETCH_LEAST = 180
_MOST_EXTRA = 110
_NARROWEST = 0.75


class _Delegate(QStyledItemDelegate):
    """A plain line as editor; in number cells it takes no input method."""

    def __init__(self, table: GridTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        current = self._table.currentIndex()
        here = (index.row(), index.column()) == (current.row(), current.column())
        several = len(self._table.selectedIndexes()) > 1
        paint_cell(
            painter,
            QRectF(option.rect),  # type: ignore[attr-defined]
            self._table.grid,
            index.row(),
            index.column(),
            current=here,
            selected=several and bool(state & QStyle.StateFlag.State_Selected),
        )

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(theme.font(TextSize.BODY))
        editor.setFrame(False)
        editor.setStyleSheet("border-radius: 0; min-height: 0; padding: 0 6px;")
        column = self._table.grid.columns[index.column()]
        editor.setAccessibleName(f"{self._table.grid.villages[index.row()].name} {column.name}")
        if not column.text:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab, ↑ and ↓ take the text over and go on, as table programs do."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QWidget)
        ):
            moves: dict[int, Callable[[], None]] = {
                Qt.Key.Key_Return: self._table.step_on,
                Qt.Key.Key_Enter: self._table.step_on,
                Qt.Key.Key_Tab: lambda: self._table.step_columns(1),
                Qt.Key.Key_Backtab: lambda: self._table.step_columns(-1),
                Qt.Key.Key_Down: lambda: self._table.step_rows(1),
                Qt.Key.Key_Up: lambda: self._table.step_rows(-1),
            }
            move = moves.get(event.key())
            if move is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self._table.setFocus()
                # What was refused keeps the cursor.
                if self._table.grid.fault(*self._table.place) is None:
                    move()
                return True
        return super().eventFilter(watched, event)


class GridTable(QTableView):
    """`moved`: the cursor is in another cell. `block_pasted`: rows of texts for the cells from
    the current one on. `emptied`: the selected cells are to be taken back."""

    moved = Signal()
    block_pasted = Signal(list)
    emptied = Signal(list)
    opened = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = GridModel()
        self.downwards = True
        self.key_handler: Callable[[QKeyEvent], bool] = lambda _event: False
        self.tab_handler: Callable[[], bool] = lambda: False
        self.may_leave: Callable[[], bool] = lambda: True
        self.setModel(self.grid)
        self.setHorizontalHeader(ColumnHead(self))
        self._names = NameHead(self)
        self.setVerticalHeader(self._names)
        self.setItemDelegate(_Delegate(self))
        self.setFont(theme.font(TextSize.BODY))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        # Other keys are settled below; this lets an input method begin a text.
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("表格录入")
        self.setStyleSheet(
            "QTableView { border-radius: 0; selection-background-color: transparent; }"
        )
        self._corner = Corner(self)
        self.grid.modelReset.connect(self._lay_out)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the cursor; (-1, -1) without one."""
        index = self.currentIndex()
        return index.row(), index.column()

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell, as far as there are such."""
        if not self.grid.villages or not self.grid.columns:
            return
        row = min(max(row, 0), len(self.grid.villages) - 1)
        column = min(max(column, 0), len(self.grid.columns) - 1)
        self.setCurrentIndex(self.grid.index(row, column))

    def first_entered(self) -> int:
        """The first column that takes entries."""
        return next((n for n, item in enumerate(self.grid.columns) if item.entered), 0)

    def step_rows(self, count: int) -> None:
        """The cell below, or above."""
        row, column = self.place
        self.go_to(row + count, column)

    def step_columns(self, count: int) -> None:
        """The next cell that takes entries; behind the last one the next line."""
        row, column = self.place
        entered = [n for n, item in enumerate(self.grid.columns) if item.entered]
        beyond = [n for n in entered if (n - column) * count > 0]
        if beyond:
            self.go_to(row, beyond[0] if count > 0 else beyond[-1])
        elif entered and 0 <= row + count < len(self.grid.villages):
            self.go_to(row + count, entered[0] if count > 0 else entered[-1])

    def step_on(self) -> None:
        """What Enter does: down, and from the last line to the top of the next column; or
        to the right, and from the last column to the next line."""
        if not self.downwards:
            self.step_columns(1)
            return
        row, column = self.place
        if row + 1 < len(self.grid.villages):
            self.go_to(row + 1, column)
            return
        following = [n for n, item in enumerate(self.grid.columns) if item.entered and n > column]
        if following:
            self.go_to(0, following[0])

    def edit_cell(self, text: str | None = None) -> bool:
        """Open the editor of the current cell, with `text` in it or what it holds."""
        index = self.currentIndex()
        if not index.isValid() or not self.grid.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.edit(index)
        editor = self.editor()
        if editor is not None and text is not None:
            editor.setText(text)
        elif editor is not None:
            editor.selectAll()
        return editor is not None

    def editor(self) -> QLineEdit | None:
        """The open editor."""
        found = self.indexWidget(self.currentIndex())
        if isinstance(found, QLineEdit):
            return found
        editors = self.viewport().findChildren(QLineEdit)
        return next((item for item in editors if item.isVisible()), None)

    def close_editor(self) -> None:
        """Commit an open editor."""
        editor = self.editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a table program does."""
        lines: dict[int, list[str]] = {}
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        for row, column in places:
            lines.setdefault(row, []).append(self.grid.cell(row, column).text)
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def paste(self) -> None:
        """Hand on the block on the clipboard."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        if text and self.currentIndex().isValid():
            self.block_pasted.emit([line.split("\t") for line in text.splitlines()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.key_handler(event):
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_on()
        elif event.key() == Qt.Key.Key_Delete:
            places = [(index.row(), index.column()) for index in self.selectedIndexes()]
            self.emptied.emit(places)
        elif event.key() == Qt.Key.Key_F2:
            if not self.edit_cell():
                event.ignore()
        elif event.text() and event.text().isprintable() and _plain(event):
            if not self.edit_cell(event.text()):
                self.opened.emit()
        elif event.key() in _MOVING and not _sideways_with_control(event):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Qt loses words that come at once, without having been composed in the table.
        if event.commitString() and self.editor() is None:
            if self.edit_cell(event.commitString()):
                event.accept()
                return
        super().inputMethodEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        # Tab goes through the cells, as in a table program; the head has keys of its own.
        if following and self.tab_handler():
            return True
        if self.may_leave():
            self.step_columns(1 if following else -1)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.may_leave():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid() and not self.edit_cell():
            self.opened.emit()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self._set_input_method()
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_input_method()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _set_input_method(self) -> None:
        """Digits come as they are, never as half-typed pinyin; words need the input method."""
        column = self.currentIndex().column()
        text = 0 <= column < len(self.grid.columns) and self.grid.columns[column].text
        editable = bool(self.grid.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, text and editable)

    def _lay_out(self) -> None:
        self._names.fit()
        wide = [units(column.width) for column in self.grid.columns]
        room = self.width() - self._names.width() - 2 * self.frameWidth()
        high = self.verticalHeader().defaultSectionSize() * len(self.grid.villages)
        if high > self.height() - self.horizontalHeader().height() - 2 * self.frameWidth():
            room -= self.verticalScrollBar().sizeHint().width()
        if sum(wide) > room >= sum(wide) * _NARROWEST:
            # All columns in view are worth narrower ones; if they do not fit, none shrinks.
            wide = [width * room // sum(wide) for width in wide]
        spare = room - sum(wide)
        for place, column in enumerate(self.grid.columns):
            if not column.width:
                wide[place] = max(spare, units(_STRETCH_LEAST))
        stretching = any(not column.width for column in self.grid.columns)
        share = max(spare, 0) // max(len(wide) - 1, 1) if not stretching else 0
        head = self.horizontalHeader()
        for place, width in enumerate(wide):
            # The last column stays narrow: it only counts.
            extra = min(share, units(_MOST_EXTRA)) if place < len(wide) - 1 else 0
            head.resizeSection(place, width + extra)
        self._corner.place()


_MOVING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


def _plain(event: QKeyEvent) -> bool:
    wanted = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return not event.modifiers() & ~wanted


def _sideways_with_control(event: QKeyEvent) -> bool:
    """Ctrl with ← or →, which leads to another star."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
