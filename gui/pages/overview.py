"""总览: where the year stands, what comes next, and every village in one table.

Reads the board of the round; the only thing it does is lead to the page where the work is.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from evaluation.faults import RatingFault
from evaluation.standard.model import Step, StepKind
from evaluation.stars.sheets import Purpose
from evaluation.views import VillageRow, YearBoard
from gui.desk.head_words import step_key
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.dialogs.why import WhyDialog
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.pages.overview_table import overview_columns, overview_rows
from gui.pages.overview_words import (
    NextStep,
    current_step,
    foot_words,
    next_step,
    step_notes,
)
from gui.tables.base import DataTable, RowsModel
from gui.theme import units
from gui.widgets.empty_state import EmptyState
from gui.widgets.next_card import NextCard
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.search_field import SearchField
from gui.widgets.step_card import StepCard
from gui.widgets.typed_dates import date_words

__all__ = ["PAGE_OF_STEP", "OverviewPage"]

PAGE_OF_STEP: dict[StepKind, str] = {
    StepKind.SELF: "scoring",
    StepKind.BALLOT: "ballot",
    StepKind.ASSESSMENT: "scoring",
    StepKind.DELIBERATION: "deliberation",
    StepKind.NOTICE: "notice",
}
"""Key of the page on which a kind of step is worked."""

_PURPOSES = {StepKind.SELF: Purpose.OWN, StepKind.ASSESSMENT: Purpose.ASSESSMENT}

_FILTER_FROM = 25
"""Villages from which on the filter stands above the table without being asked for, where
the page is at least `_FILTER_ROOM` units high."""
_FILTER_ROOM = 560
_NARROW_BELOW = 880


class OverviewPage(Page):
    """The first page: steps, next action, villages."""

    title, icon = "总览", "overview"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._board: YearBoard | None = None
        self._next = NextStep()
        self._urgent: tuple[str, ...] = ()
        self.dialog: NewYearDialog | RosterDialog | WhyDialog | None = None
        self._layers = QStackedLayout()
        self.empty = EmptyState("")
        self.empty.acted.connect(self._begin)
        self._work = QWidget()
        self._layers.addWidget(self._work)
        self._layers.addWidget(self.empty)
        column = page_column(self)
        column.addLayout(self._layers)
        self._arrange()
        for key, receiver in (
            ("F4", self.explain),
            ("Ctrl+F", self.open_filter),
            ("Ctrl+Return", self.start_next),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(receiver)

        bridge.changed.connect(self._refresh_if_shown)

    def refresh(self) -> None:
        """Read the board again."""
        if not self._bridge.round:
            self._show_empty(
                "还没有年度",
                "新建年度时选定评定标准和参评的嘎查村，之后就可以开始自评。",
                "新建年度",
            )
            return
        try:
            board = self._bridge.board()
        except RatingFault as fault:
            self._show_empty("这一年度还不能看", str(fault))
            return
        self._board = board
        if not board.rows:
            self._show_empty(
                f"{board.head.year} 年度还没有{board.head.unit}",
                "从全区名单中勾选，或沿用上一年度的名册。",
                f"加入{board.head.unit}",
            )
            return
        self._layers.setCurrentWidget(self._work)
        self._show_board(board)

    def open_subject(self, subject: str) -> None:
        """Make a village the current row."""
        self.refresh()
        self.table.choose_key(subject)

    def explain(self) -> None:
        """Open the reasons of the current village."""
        row = self.current_village()
        if row is not None:
            self.dialog = WhyDialog.show_for(self._bridge, row.id, self.window())

    def open_filter(self) -> None:
        """Put the cursor into the filter."""
        self.filter_field.show()
        self.filter_field.setFocus()
        self.filter_field.selectAll()

    def start_next(self) -> None:
        """Go where the next action is."""
        if self._next.step is not None:
            self._open(self._next.step, self._next.village)
        elif self._next.page:
            self.page_wanted.emit(self._next.page, "")

    def current_village(self) -> VillageRow | None:
        """The village of the current line, or None."""
        entry = self.table.current_entry()
        return None if entry is None else entry[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._board is not None and self._board.rows and self._rebuild_table(self._board):
            self._fill(self.filter_field.text().strip())
            self._show_steps(self._board)
        self._offer_filter()

    def _arrange(self) -> None:
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(14))
        self._cards = QHBoxLayout()
        self._cards.setSpacing(units(12))
        self.step_cards: list[StepCard] = []
        self.notice = NoticeBar()
        self.next_card = NextCard()
        self.next_card.started.connect(self.start_next)
        self.next_card.warning_opened.connect(self._show_next_fault)
        self.filter_field = SearchField("筛选嘎查村…")
        self.filter_field.setMaximumWidth(units(260))
        self.filter_field.searched.connect(self._fill)
        self.filter_field.moved.connect(self._step)
        self.filter_field.chosen.connect(self._open_current)
        self.table = DataTable(RowsModel(()))
        self._table_of: tuple[str, ...] = ()
        column.addLayout(self._cards)
        column.addWidget(self.notice)
        column.addWidget(self.next_card)
        column.addWidget(self.filter_field)
        column.addWidget(self.table, 1)
        self.filter_field.hide()

    def _show_board(self, board: YearBoard) -> None:
        self._show_steps(board)
        self._next = next_step(board)
        self._urgent = tuple(row.id for row in board.rows if row.urgent)
        warning = f"数据校核 {len(self._urgent)} 处要处理" if self._urgent else ""
        self.next_card.set_next(
            self._next.title, self._next.note, self._next.button, warning=warning
        )
        if board.head.published:
            decided = date_words(date.fromisoformat(board.head.round.decided_on))
            code = f"，封存码 {board.head.code}" if board.head.code else ""
            self.notice.say("done", f"{board.head.year} 年度已于 {decided} 定评封存{code}。")
        else:
            self.notice.clear()
        self._rebuild_table(board)
        self._offer_filter()
        self._fill(self.filter_field.text().strip())
        self.set_foot(
            foot_words(board),
            (("↑↓", "选村"), ("Enter", "打开"), ("Ctrl+Enter", self._next.button or "接下来"),
             ("Ctrl+F", "筛选"), ("F4", "为什么")),
        )  # fmt: skip

    def _show_steps(self, board: YearBoard) -> None:
        today = self._bridge.office.clock().date()
        notes = step_notes(board, today, narrow=self._is_narrow())
        while len(self.step_cards) < len(notes):
            card = StepCard()
            place = len(self.step_cards)
            card.opened.connect(lambda place=place: self._open_step(place))
            self.step_cards.append(card)
            self._cards.addWidget(card)
        for card, note in zip(self.step_cards, notes, strict=False):
            card.set_step(
                note.name,
                note.done,
                note.total,
                note.words,
                note.mark,
                current=note.current,
                urgent=note.urgent,
            )
        for place, card in enumerate(self.step_cards):
            card.setVisible(place < len(notes))

    def _rebuild_table(self, board: YearBoard) -> bool:
        """Another standard or width has other columns: the table is made anew for it.

        Whether that was so.
        """
        narrow = self._is_narrow()
        current = current_step(board)
        wanted = (
            board.head.round.id,
            board.head.round.standard,
            "" if current is None else current.id,
            str(narrow),
        )
        if wanted == self._table_of:
            return False
        self._table_of = wanted
        old = self.table
        self.table = DataTable(
            RowsModel(
                overview_columns(board.head, current, narrow=narrow),
                key_of=lambda row: str(row[0].id),
            )
        )
        self.table.setAccessibleName("嘎查村一览")
        self.table.activated_row.connect(lambda _: self._open_current())
        self.table.chosen_key.connect(self._bridge.choose_village)
        layout = self._work.layout()
        assert layout is not None
        layout.replaceWidget(old, self.table)
        if self.window().focusWidget() is old:
            self.table.setFocus()
        old.hide()
        old.deleteLater()
        self.setFocusProxy(self.table)
        return True

    def _fill(self, words: str = "") -> None:
        if self._board is None:
            return
        self.table.set_rows(overview_rows(self._board, words))
        if self.table.current_row() is None and self.table.rows.rowCount():
            chosen = self._bridge.village or self._next.village
            if not (chosen and self.table.choose_key(chosen)):
                self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _step(self, count: int) -> None:
        place = self.table.current_row()
        target = 0 if place is None else place + count
        if 0 <= target < self.table.rows.rowCount():
            self.table.setCurrentIndex(self.table.rows.index(target, 0))

    def _open_current(self) -> None:
        row = self.current_village()
        if row is None or self._board is None:
            return
        steps = self._board.head.standard.steps
        waiting = [item.step for item in row.progress if item.state != "done"]
        self._open(next((step for step in steps if step.id in waiting), steps[-1]), row.id)

    def _open_step(self, place: int) -> None:
        if self._board is None:
            return
        step = self._board.head.standard.steps[place]
        waiting = next(
            (row.id for row in self._board.rows if row.progress[place].state != "done"), ""
        )
        self._open(step, waiting)

    def _show_next_fault(self) -> None:
        """Go from one village with a fault to the next, round and round."""
        if not self._urgent:
            return
        row = self.current_village()
        here = row.id if row is not None else ""
        place = (self._urgent.index(here) + 1) % len(self._urgent) if here in self._urgent else 0
        if not self.table.choose_key(self._urgent[place]):
            self.filter_field.clear()
            self._fill()
            self.table.choose_key(self._urgent[place])
        self.table.setFocus()

    def _open(self, step: Step, village: str) -> None:
        """Go to the page of a step, at one village or at the one looked at."""
        if village:
            self._bridge.choose_village(village)
        subject = village
        purpose = _PURPOSES.get(step.kind)
        if village and purpose is not None:
            subject = f"{village} {step_key(step.id, purpose)}"
        self.page_wanted.emit(PAGE_OF_STEP[step.kind], subject)

    def _offer_filter(self) -> None:
        """Many villages are worth a line of their own for the filter where there is room."""
        many = self._board is not None and len(self._board.rows) >= _FILTER_FROM
        if many and self.height() >= units(_FILTER_ROOM):
            self.filter_field.show()

    def _is_narrow(self) -> bool:
        return self.width() < units(_NARROW_BELOW)

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def _begin(self) -> None:
        """The button of the empty page: a year, or villages for it."""
        if self._bridge.round:
            self.dialog = RosterDialog(self._bridge, self.window())
        else:
            self.dialog = NewYearDialog(self._bridge, self.window())
        self.dialog.open()

    def _show_empty(self, sentence: str, note: str, button: str = "") -> None:
        self.empty.set_text(sentence, note, button)
        self._layers.setCurrentWidget(self.empty)
        self.setFocusProxy(self.empty.button)
        self.set_foot("", (("Enter", button),) if button else ())
