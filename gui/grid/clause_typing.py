"""Typing in the cell of a whole indicator as on the desk: clause, count, Enter.

Keeps only the key strokes of the entry at work; what was refused stays typed, with the
office's sentence below the cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from evaluation.standard.model import Depth
from gui.desk.clause_popup import ClausePopup, popup_lines
from gui.desk.entry_editor import EntryEditor
from gui.desk.keying import Entry, Keying, Part, begin
from gui.desk.sheet_view import IndicatorView
from gui.grid.columns import CellKind
from gui.grid.table import GridTable
from gui.theme import units
from gui.widgets.typed_numbers import half_width

__all__ = ["ClauseTyping"]

_SIGNS = frozenset("0123456789.-;")


class ClauseTyping:
    """`keying` is None while nothing has been typed.

    `enter` carries out a finished entry and returns why it was refused, "" if it was not,
    None if it still waits for its reason.
    """

    def __init__(
        self, table: GridTable, panel: QWidget, enter: Callable[[Entry], str | None]
    ) -> None:
        self._table = table
        self._panel = panel
        self._enter = enter
        self._listed = False
        self.keying: Keying | None = None
        self.editor = EntryEditor(table.viewport())
        self.popup = ClausePopup(panel)

    @property
    def row(self) -> IndicatorView | None:
        """The line at work, where the cell is that of a whole indicator."""
        place, column = self._table.place
        grid = self._table.grid
        if place < 0 or column < 0 or grid.columns[column].kind is not CellKind.CLAUSES:
            return None
        return grid.villages[place].row(grid.columns[column].item)

    @property
    def idle(self) -> bool:
        """Whether nothing has been typed."""
        return self.keying is None or self.keying.empty

    def handle_key(self, event: QKeyEvent) -> bool:
        """What a key means in such a cell; whether it was taken."""
        if self.keying is None:
            return self._begin(half_width(event.text()))
        key = event.key()
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Return: self._table.step_on,
            Qt.Key.Key_Enter: self._table.step_on,
            Qt.Key.Key_Down: lambda: self._table.step_rows(1),
            Qt.Key.Key_Up: lambda: self._table.step_rows(-1),
            Qt.Key.Key_Left: lambda: self._table.step_columns(-1),
            Qt.Key.Key_Right: lambda: self._table.step_columns(1),
        }
        if key in moves:
            if self.finish():
                moves[key]()
        elif key == Qt.Key.Key_Space:
            self.finish()
        elif key == Qt.Key.Key_Backspace:
            self.keying = self.keying.back()
            self.show()
        elif key == Qt.Key.Key_Escape:
            self.drop()
        else:
            sign = half_width(event.text())
            if sign not in _SIGNS or not sign:
                return False
            self.keying = self.keying.press(sign)
            self.show()
        return True

    def press_tab(self) -> bool:
        """Tab leads to the base while a figure is typed; whether it did."""
        keying = self.keying
        if keying is None or keying.part is not Part.FIGURE or not keying.wants_base:
            return False
        self.keying = keying.press(";")
        self.show()
        return True

    def finish(self) -> bool:
        """Enter what was typed; whether nothing is left over."""
        keying = self.keying
        entry = None if keying is None else keying.entry()
        if keying is None or keying.empty or entry is None:
            self.drop()
            return True
        if not entry.number:
            self._fault("还没有填数。不填请按 Esc。")
            return False
        sentence = self._enter(entry)
        if sentence:
            self._fault(sentence)
            return False
        self.drop()
        return sentence is not None

    def drop(self) -> None:
        """Forget what was typed."""
        self.keying = None
        self._listed = False
        self.show()

    def list_clauses(self) -> None:
        """Show what can be typed in this cell."""
        self._listed = self.row is not None
        self.show()

    @property
    def listed(self) -> bool:
        """Whether the list of clauses stands open."""
        return not self.popup.isHidden()

    def say(self, sentence: str) -> None:
        """Show a sentence below the cell of the cursor."""
        self.popup.show_lines((), sentence)
        if sentence:
            self._place_popup()

    def show(self) -> None:
        """Show what has been typed."""
        row, keying = self.row, self.keying
        typing = keying is not None and not keying.empty
        if keying is not None and typing:
            self.editor.show_keying(keying)
        self.editor.setVisible(typing)
        wanted = row is not None and (keying is not None or self._listed)
        if row is None or not wanted:
            self.popup.show_lines((), "")
            return
        shown = keying or begin(row, Depth.CLAUSE)
        self.popup.show_lines(popup_lines(row, shown, Depth.CLAUSE), shown.fault)
        self.place()

    def place(self) -> None:
        """Put both to the cell, wherever it now stands."""
        cell = self._cell()
        # As wide as the words need, over the cells beside.
        wide = max(cell.width(), units(230)) if self.keying is not None else cell.width()
        left = min(cell.left(), max(self._table.viewport().width() - wide, 0))
        self.editor.setGeometry(QRect(left, cell.top(), wide, cell.height()))
        if self.popup.lines or self.popup.fault:
            self._place_popup()

    def _begin(self, sign: str) -> bool:
        row = self.row
        if row is None or row.indicator is None or sign not in _SIGNS or not sign or sign == ".":
            return False
        self.keying = begin(row, Depth.CLAUSE).press(sign)
        self.show()
        return True

    def _fault(self, sentence: str) -> None:
        if self.keying is not None:
            self.keying = replace(self.keying, fault=sentence)
            self.show()

    def _cell(self) -> QRect:
        return self._table.visualRect(self._table.currentIndex())

    def _place_popup(self) -> None:
        cell = self._cell()
        if not self._table.viewport().rect().intersects(cell):
            self.popup.hide()
            return
        origin = self._table.viewport().mapTo(self._panel, cell.topLeft())
        edge = units(4)
        within = self._panel.rect().adjusted(edge, edge, -edge, -edge)
        self.popup.place(QRect(origin, cell.size()), within)
