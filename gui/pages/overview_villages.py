"""The villages of the overview: the bar that filters and sorts above the table they stand in.

Shows a board's rows; which page a village leads to is the overview's decision.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.views import VillageRow, YearBoard
from gui.pages.overview_bar import OFFICE_ORDER, OverviewBar
from gui.pages.overview_filter import class_choices, state_choices
from gui.pages.overview_table import overview_columns, reach_of
from gui.pages.overview_words import current_step
from gui.tables.base import DataTable, RowsModel
from gui.theme import GAP, units
from gui.widgets.leading_focus import LeadingFocus

__all__ = ["OverviewVillages"]

_FALLING = frozenset({"五步", "十星", "总分"})
"""Headers of columns of which the highest is looked for first."""


_NARROW_BELOW = 880
_ROOMY_FROM = 1080
_USUAL_NAME = 7
"""Characters of a village's name that fit into the usual width."""


class OverviewVillages(LeadingFocus):
    """`opened`: Enter on the current village; `chosen` carries the id of the one now current;
    `filled` when other rows are shown."""

    opened = Signal()
    chosen = Signal(str)
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: YearBoard | None = None
        self._table_of: tuple[str, ...] = ()
        self.bar = OverviewBar()
        self.table = DataTable(RowsModel(()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(units(GAP))
        self._column.addWidget(self.bar)
        self._column.addWidget(self.table, 1)
        self.bar.hide()
        self.bar.filtered.connect(lambda _: self.fill())
        self.bar.sorted_by.connect(self._sort)
        self.bar.filter_field.moved.connect(self._step)
        self.bar.filter_field.chosen.connect(self.opened)

    def show_board(self, board: YearBoard, width: int, begin_at: str = "") -> None:
        """Show the rows of a board; `begin_at`: id of the village to stand on at first.

        `width`: pixels of the page, which decides about the columns.
        """
        self._board = board
        self._rebuild(board, width)
        self._offer_choices(board)
        self.fill(begin_at)

    def set_width(self, width: int) -> None:
        """Show the columns there is room for on a page of another width."""
        if self._board is not None and self._rebuild(self._board, width):
            self._offer_choices(self._board)
            self.fill()

    def current_village(self) -> VillageRow | None:
        """The village of the current line, or None."""
        entry = self.table.current_entry()
        return None if entry is None else entry[0]

    def choose(self, village: str) -> None:
        """Make a village current; a filter that hides it is taken away."""
        if not self.table.choose_key(village) and self.bar.filter:
            self.bar.clear_filter()
            self.table.choose_key(village)

    def filtered_words(self) -> str:
        """How many villages the filter shows, "" while it shows all."""
        if self._board is None or not self.bar.filter:
            return ""
        return f"筛选出 {self.table.rows.rowCount()}/{len(self._board.rows)}"

    def fill(self, begin_at: str = "") -> None:
        """Put the villages that the filter shows into the table."""
        board = self._board
        if board is None:
            return
        chosen = self.bar.filter
        reach = reach_of(board.head, current_step(board))
        found = [row for row in board.rows if chosen.shows(board, row, reach)]
        self.table.set_rows([(row,) for row in found])
        if self.table.current_row() is None and found:
            if not (begin_at and self.table.choose_key(begin_at)):
                self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.filled.emit()

    def _rebuild(self, board: YearBoard, width: int) -> bool:
        """Another standard or width has other columns: the table is made anew for it.

        Whether that was so.
        """
        current = current_step(board)
        narrow = width < units(_NARROW_BELOW)
        long_names = width >= units(_ROOMY_FROM) and any(
            len(row.name) > _USUAL_NAME for row in board.rows
        )
        wanted = (
            board.head.round.id,
            board.head.round.standard,
            str(board.head.published),
            "" if current is None else current.id,
            str(narrow),
            str(long_names),
        )
        if wanted == self._table_of:
            return False
        same_year = wanted[:2] == self._table_of[:2]
        self._table_of = wanted
        old = self.table
        self.table = DataTable(
            RowsModel(
                overview_columns(board.head, current, narrow=narrow, long_names=long_names),
                key_of=lambda row: str(row[0].id),
            )
        )
        self.table.setAccessibleName("嘎查村一览")
        self.table.activated_row.connect(lambda _: self.opened.emit())
        self.table.chosen_key.connect(self.chosen)
        if same_year and old.rows.sorted_by is not None:
            self._sort(old.rows.columns[old.rows.sorted_by].header, old.rows.descending)
        self.table.rows.order_changed.connect(self._follow_sorting)
        self._column.replaceWidget(old, self.table)
        if self.window().focusWidget() is old:
            self.table.setFocus()
        old.hide()
        old.deleteLater()
        self.setFocusProxy(self.table)
        return True

    def _offer_choices(self, board: YearBoard) -> None:
        chosen = self.bar.filter
        sorts = [
            (column.header, f"按{column.header}")
            for column in self.table.rows.columns[1:]
            if column.sort_key is not None
        ]
        self.bar.set_choices(
            state_choices(board, chosen.state),
            class_choices(board, chosen.rating_class),
            ((OFFICE_ORDER, "本单位次序"), *sorts),
            _FALLING,
        )
        self.bar.set_order_allowed(not board.head.published, board.head.unit)
        self._follow_sorting()

    def _sort(self, header: str, descending: bool) -> None:
        headers = [column.header for column in self.table.rows.columns]
        place = headers.index(header) if header in headers else None
        self.table.rows.sort_by(place, descending=descending)

    def _follow_sorting(self) -> None:
        rows = self.table.rows
        # Sorted by its number from the first on, the table is in the office's own order too.
        own = rows.sorted_by is None or (rows.sorted_by == 0 and not rows.descending)
        header = OFFICE_ORDER if own else rows.columns[rows.sorted_by or 0].header
        self.bar.set_sorting(header, descending=rows.descending)

    def _step(self, count: int) -> None:
        place = self.table.current_row()
        target = 0 if place is None else place + count
        if 0 <= target < self.table.rows.rowCount():
            self.table.setCurrentIndex(self.table.rows.index(target, 0))
