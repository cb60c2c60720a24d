"""Rows of plain tuples as a table model, described by columns.

Holds what it is given and sorts it in memory with `sorted`; it reads nothing and changes
nothing. A page builds the tuples from a view and replaces them all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

__all__ = [
    "AnyIndex",
    "CellKind",
    "Column",
    "Row",
    "RowMark",
    "RowsModel",
    "Separator",
]

AnyIndex = QModelIndex | QPersistentModelIndex
Row = tuple[Any, ...]

CellKind = Literal["text", "name", "number", "figure", "note", "stars", "dots", "tag"]
"""How a cell is painted: body text · a village's name · a small number · a large figure ·
small secondary text · (won, total) · step marks · (word, tone)."""

RowMark = Literal["", "near", "editing"]
"""The ground of a row: plain, within two points of a line, or being worked on."""

Alignment = Literal["left", "centre", "right"]
_ALIGNMENTS: Final[dict[Alignment, Qt.AlignmentFlag]] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True)
class Column:
    """One column: its header, how to read a cell from a row, and how to show it.

    `value` gives what the cell's kind needs: text for the kinds of text and numbers,
    `(won, total)` for stars (won is a count or a tuple of truths), a tuple of `StepMark`
    for dots, `(word, tone)` for a tag; None leaves the cell empty ("—" for figures).
    `text` gives the words for tooltips, screen readers and copying where `value` is not text.
    `sort_key` gives something comparable; without it the column cannot be sorted.
    `width` is in units: a number, "contents" (measured once, over the first rows) or
    "stretch" (shares what is left).
    """

    header: str
    value: Callable[[Row], Any]
    kind: CellKind = "text"
    width: int | Literal["contents", "stretch"] = "contents"
    alignment: Alignment | None = None
    text: Callable[[Row], str] | None = None
    sort_key: Callable[[Row], Any] | None = None
    colour: Callable[[Row], str | None] | None = None
    icon: Callable[[Row], str | None] | None = None
    tooltip: Callable[[Row], str] | None = None

    @property
    def side(self) -> Alignment:
        """Where the cell and its header stand: numbers at the right unless told otherwise."""
        if self.alignment is not None:
            return self.alignment
        return "right" if self.kind in ("number", "figure") else "left"


@dataclass(frozen=True)
class Separator:
    """A dashed line across the table with a caption: the cut between two classes."""

    caption: str


class RowsModel(QAbstractTableModel):
    """Tuples and separators in the order given, or sorted by one column without separators.

    `key_of` names a row for selecting it again after new rows have come; `mark_of` says
    how its ground is painted.
    """

    order_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key_of: Callable[[Row], str] | None = None,
        mark_of: Callable[[Row], RowMark] | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key_of = key_of
        self._mark_of = mark_of
        self._given: tuple[Row | Separator, ...] = ()
        self._shown: tuple[Row | Separator, ...] = ()
        self.sorted_by: int | None = None
        self.descending = False

    def set_rows(self, rows: Sequence[Row | Separator]) -> None:
        """Show other rows; a chosen sorting stays."""
        self._given = tuple(rows)
        self._rearrange()

    def sort_by(self, column: int | None, *, descending: bool = False) -> None:
        """Sort by a column, or go back to the order given with None."""
        if column is not None and self.columns[column].sort_key is None:
            return
        self.sorted_by, self.descending = column, descending
        self._rearrange()

    def sort_further(self, column: int) -> None:
        """What a click on a header does: rising, falling, then the order given again."""
        if self.sorted_by != column:
            self.sort_by(column)
        elif not self.descending:
            self.sort_by(column, descending=True)
        else:
            self.sort_by(None)

    def entry(self, row: int) -> Row | Separator:
        """Return what stands in a line of the table."""
        return self._shown[row]

    def row_of(self, key: str) -> int | None:
        """Return the line in which the row with this key stands."""
        if self._key_of is None:
            return None
        for place, entry in enumerate(self._shown):
            if not isinstance(entry, Separator) and self._key_of(entry) == key:
                return place
        return None

    def key(self, row: int) -> str:
        """Return the key of a line, empty for separators and where rows have no keys."""
        entry = self._shown[row]
        if isinstance(entry, Separator) or self._key_of is None:
            return ""
        return self._key_of(entry)

    def mark(self, row: int) -> RowMark:
        """Return how the ground of a line is painted."""
        entry = self._shown[row]
        if isinstance(entry, Separator) or self._mark_of is None:
            return ""
        return self._mark_of(entry)

    def separators(self) -> list[int]:
        """Return the lines that hold separators."""
        return [place for place, entry in enumerate(self._shown) if isinstance(entry, Separator)]

    def cell_text(self, entry: Row, column: Column) -> str:
        """Return a cell in words."""
        if column.text is not None:
            return column.text(entry)
        value = column.value(entry)
        if value is None:
            return "—" if column.kind == "figure" else ""
        if column.kind == "stars":
            won, total = value
            return f"{sum(won) if isinstance(won, tuple) else won}/{total} 颗"
        if column.kind == "dots":
            return "、".join(mark.word for mark in value)
        if column.kind == "tag":
            return str(value[0])
        return str(value)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._shown[index.row()], Separator):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if isinstance(entry, Separator):
            shown = index.column() == 0 and role == Qt.ItemDataRole.DisplayRole
            return entry.caption if shown else None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cell_text(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(entry) if column.tooltip is not None else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column.side] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column.colour is not None:
            value = column.colour(entry)
            return QColor(value) if value else None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[column.side] | Qt.AlignmentFlag.AlignVCenter
        return None

    def _rearrange(self) -> None:
        self.beginResetModel()
        self._shown = self._given
        key = None if self.sorted_by is None else self.columns[self.sorted_by].sort_key
        if key is not None:
            rows = [entry for entry in self._given if not isinstance(entry, Separator)]
            rows.sort(key=key, reverse=self.descending)
            self._shown = tuple(rows)
        self.endResetModel()
        self.order_changed.emit()
