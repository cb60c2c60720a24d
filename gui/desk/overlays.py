"""What floats over the table while something is typed: the editor and the clause list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from evaluation.standard.model import Depth
from gui.desk.clause_popup import ClausePopup, popup_lines
from gui.desk.entry_editor import EntryEditor
from gui.desk.indicator_model import ColumnKind
from gui.desk.indicator_table import IndicatorTable
from gui.desk.keying import Keying, Part, begin
from gui.desk.sheet_view import SheetView
from gui.theme import units

__all__ = ["Overlays"]


class Overlays:
    """`closed`: the clause list was put away with Escape, until another line is at work."""

    def __init__(self, table: IndicatorTable, panel: QWidget) -> None:
        self._table = table
        self._panel = panel
        self._open = False
        self._held = False
        self.closed = False
        self.editor = EntryEditor(table.viewport())
        self.popup = ClausePopup(panel)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing moves within: one key may change several things, which are shown once."""
        before, self._held = self._held, True
        try:
            yield
        finally:
            self._held = before

    def show_keying(self, view: SheetView | None, keying: Keying | None, *, busy: bool) -> None:
        """Show what has been typed, or what can be typed on the line at work.

        `busy`: something else stands over the table, so that the list stays away.
        """
        if self._held:
            return
        row = self._table.row
        if view is None or row is None:
            self._open = False
            self.editor.hide()
            self.popup.hide()
            return
        typing = keying is not None and not keying.empty
        if keying is not None and typing:
            self.editor.show_keying(keying)
        self.editor.setVisible(typing)
        fault = "" if keying is None else keying.fault
        ready = self._table.hasFocus() and view.editable and not row.by_ballot and not busy
        self._open = ready and (not self.closed or bool(fault))
        if keying is None and view.depth is Depth.CLAUSE and not row.by_ballot:
            keying = begin(row, view.depth)
        jumping = keying is not None and keying.part is Part.CODE
        lines = () if keying is None or jumping else popup_lines(row, keying, view.depth)
        self.popup.show_lines(lines, fault)
        self.place()

    def place(self) -> None:
        """Put both to the line at work, wherever it now stands."""
        if self._held:
            return
        cell = self.cell()
        self.editor.setGeometry(cell.adjusted(units(2), units(2), -units(2), -units(3)))
        visible = self._table.viewport().rect().intersects(cell)
        if not self._open or not visible or not (self.popup.lines or self.popup.fault):
            self.popup.hide()
            return
        origin = self._table.viewport().mapTo(self._panel, cell.topLeft())
        edge = units(4)
        within = self._panel.rect().adjusted(edge, edge, -edge, -edge)
        self.popup.place(QRect(origin, cell.size()), within)

    def hide_list(self) -> None:
        """Put the clause list away while something else is written."""
        self._open = False
        self.popup.hide()

    def cell(self) -> QRect:
        """The cell that entries go into, in the viewport of the table."""
        kind = ColumnKind.LOSSES
        if self._table.column_of(kind) is None:
            kind = ColumnKind.SCORE
        return self._table.cell_area(kind)

    def line(self) -> QRect:
        """The whole line at work, in the panel's coordinates."""
        cell = self._table.cell_area(ColumnKind.CODE)
        origin = self._table.viewport().mapTo(self._panel, cell.topLeft())
        return QRect(origin.x(), origin.y(), self._table.width(), cell.height())
