"""The grid as a table model: villages are lines, cells are made when they are looked at.

A village read again replaces its line alone. What was refused stays as typed, with the
sentence why, until it is entered well or dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from gui.grid.cells import Cell, cell_of
from gui.grid.columns import CellKind, GridColumn
from gui.grid.villages import GridVillage
from gui.tables.rows_model import AnyIndex

__all__ = ["GridModel", "Refused"]

_WORDS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.EditRole,
)


@dataclass(frozen=True, slots=True)
class Refused:
    """`typed`: what was typed into a cell; `sentence`: why it was not entered."""

    typed: str
    sentence: str


class GridModel(QAbstractTableModel):
    """`enter` is called with line, column and text typed; what it refuses stays in the cell."""

    def __init__(self) -> None:
        super().__init__()
        self.villages: list[GridVillage] = []
        self.columns: tuple[GridColumn, ...] = ()
        self.enter: Callable[[int, int, str], None] = lambda _row, _column, _text: None
        self.refused: dict[tuple[str, str], Refused] = {}
        self._cells: dict[tuple[str, str], Cell] = {}
        self._places: dict[str, int] = {}
        self._filled: dict[str, int] = {}

    def show_grid(self, villages: Sequence[GridVillage], columns: Sequence[GridColumn]) -> None:
        """Show other villages or columns."""
        self.beginResetModel()
        if villages is not self.villages:
            self._cells.clear()
        self.villages = list(villages)
        self.columns = tuple(columns)
        self._places = {village.id: place for place, village in enumerate(self.villages)}
        self._filled = {
            column.key: sum(_is_filled(village, column) for village in self.villages)
            for column in self.columns
            if self._is_counted(column)
        }
        self.endResetModel()

    def replace_village(self, village: GridVillage) -> None:
        """Show a village as it was read again."""
        place = self._places.get(village.id)
        if place is None:
            return
        before = self.villages[place]
        for column in self.columns:
            if column.key in self._filled:
                change = _is_filled(village, column) - _is_filled(before, column)
                self._filled[column.key] += change
        self.villages[place] = village
        for key in [key for key in self._cells if key[0] == village.id]:
            del self._cells[key]
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)

    def place_of(self, village: str) -> int | None:
        """The line of a village."""
        return self._places.get(village)

    def column_of(self, key: str) -> int | None:
        """Where a column stands now."""
        keys = [column.key for column in self.columns]
        return keys.index(key) if key in keys else None

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows, made once for each reading of its village."""
        village, shown = self.villages[row], self.columns[column]
        key = (village.id, shown.key)
        if key not in self._cells:
            self._cells[key] = cell_of(village, shown)
        return self._cells[key]

    def fault(self, row: int, column: int) -> Refused | None:
        """What was refused in a cell."""
        return self.refused.get((self.villages[row].id, self.columns[column].key))

    def refuse(self, row: int, column: int, refused: Refused | None) -> None:
        """Keep what was refused in a cell, or forget it."""
        key = (self.villages[row].id, self.columns[column].key)
        if refused is None:
            self.refused.pop(key, None)
        else:
            self.refused[key] = refused
        self.dataChanged.emit(self.index(row, column), self.index(row, column))

    def filled(self, column: int) -> int | None:
        """How many villages have an entry in a column; None where nothing is counted."""
        return self._filled.get(self.columns[column].key)

    def typed_text(self, row: int, column: int) -> str:
        """What stands in the editor of a cell when it opens."""
        fault = self.fault(row, column)
        return self.cell(row, column).typed if fault is None else fault.typed

    def _is_counted(self, column: GridColumn) -> bool:
        """Whether it says something in how many villages a column is filled."""
        review = any(village.review for village in self.villages[:1])
        return bool(column.item) and not (review and column.kind is CellKind.SCORE)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.villages)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.columns[index.column()]
        in_place = column.entered and column.kind is not CellKind.CLAUSES
        if in_place and not self.cell(index.row(), index.column()).fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self.typed_text(row, column)
        if role in _WORDS:
            fault = self.fault(row, column)
            cell = self.cell(row, column)
            return cell.text if fault is None else fault.typed
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            words = self.columns[column].text
            side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.enter(index.row(), index.column(), str(value))
        return self.fault(index.row(), index.column()) is None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if not 0 <= section < len(self.columns):
                return None
            column = self.columns[section]
            words = {
                Qt.ItemDataRole.DisplayRole: f"{column.title} {column.name}",
                Qt.ItemDataRole.ToolTipRole: column.whole,
            }
            return words.get(Qt.ItemDataRole(role))
        if not 0 <= section < len(self.villages):
            return None
        village = self.villages[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return village.name
        if role == Qt.ItemDataRole.ToolTipRole:
            assessor = village.sheet.assessor
            whose = f"　考评人：{assessor}" if assessor else ""
            return f"{village.name}{'　已签字' if village.signed else ''}{whose}"
        return None

    def _tooltip(self, row: int, column: int) -> str | None:
        fault = self.fault(row, column)
        if fault is not None:
            return fault.sentence
        cell = self.cell(row, column)
        words = [f"{cell.chips}　{cell.text}".strip("　")]
        if cell.lacking:
            words.append("缺事实，按 F2 写")
        if cell.fixed:
            words.append(cell.fixed)
        return "\n".join(word for word in words if word) or None


def _is_filled(village: GridVillage, column: GridColumn) -> bool:
    """Whether a village counts as filled in a column."""
    match column.kind:
        case CellKind.FACT:
            row = village.row(column.item)
            return bool(row.fact or any(item.fact for item in row.deductions))
        case CellKind.FIGURE | CellKind.BASE:
            mark = village.content.marks.get(column.item)
            if mark is None:
                return False
            return (mark.figure if column.kind is CellKind.FIGURE else mark.base) is not None
        case CellKind.STAR:
            star = village.standard.star(column.item)
            return star is not None and all(village.done(item.id) for item in star.indicators)
        case _ if village.by_ballot(column.item):
            return village.row(column.item).score is not None
        case _:
            return village.done(column.item)
