"""总览: where the year stands, what comes next, and every village in one table.

Reads the board of the round and its plan; the only thing it does itself is to lead to the
page or window where the work is.
"""

from __future__ import annotations

import itertools
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from evaluation.checks import check_round
from evaluation.faults import Fault, RatingFault
from evaluation.standard.model import Step, StepKind
from evaluation.steps.year_plan import YearPlan
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.ask import show_fault
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.dialogs.step_dates import StepDatesDialog
from gui.dialogs.village_order import VillageOrderDialog
from gui.dialogs.why import WhyDialog
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.pages.overview_plan import plan_of, posted_until
from gui.pages.overview_remarks import (
    BACK_UP,
    CHOOSE_PLACE,
    LOOK_AGAIN,
    PLAN,
    Remark,
    RemarkStrip,
    copy_remark,
)
from gui.pages.overview_villages import OverviewVillages
from gui.pages.overview_words import (
    NextStep,
    check_words,
    foot_words,
    next_step,
    plan_sentences,
    step_notes,
)
from gui.pages.settings_backup import backup_place
from gui.second_copies import SecondCopies
from gui.tables.base import DataTable
from gui.theme import units
from gui.widgets.empty_state import EmptyState
from gui.widgets.next_card import NextCard
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

_CHECKS = "checks"
_BAR_ROOM = 560
"""Height in units from which on the bar above the table stands there without being asked for,
and every remark is shown."""
_SHORT_WORDS_BELOW = 1060
"""Width below which five cards have no room for the date beside the days left."""


class OverviewPage(Page):
    """The first page: steps, next action, villages."""

    title, icon = "总览", "overview"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._board: YearBoard | None = None
        self._plan: YearPlan | None = None
        self._next = NextStep()
        self._bar_wanted = False
        self._copies: SecondCopies | None = None
        self.dialog: QDialog | None = None
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
        self._plan = plan_of(self._bridge.reader, board.head, until=posted_until(board.notices))
        self._layers.setCurrentWidget(self._work)
        self._show_board(board, self._plan)

    def open_subject(self, subject: str) -> None:
        """Make a village the current row."""
        self.refresh()
        self.villages.choose(subject)

    def explain(self) -> None:
        """Open the reasons of the current village."""
        row = self.current_village()
        if row is not None:
            self.dialog = WhyDialog.show_for(self._bridge, row.id, self.window())

    def open_filter(self) -> None:
        """Put the cursor into the filter."""
        self._bar_wanted = True
        self._make_room()
        self.bar.filter_field.setFocus()
        self.bar.filter_field.selectAll()

    def open_order(self) -> None:
        """Open the window for the office's own order of villages."""
        board = self._board
        if board is None or board.head.published:
            return
        row = self.current_village()
        self.dialog = VillageOrderDialog(
            self._bridge, board, row.id if row is not None else "", self.window()
        )
        self.dialog.open()

    def open_plan(self) -> None:
        """Open the window for the day of 定评 and the days of the steps."""
        if self._board is not None:
            self.dialog = StepDatesDialog(self._bridge, self._board, self.window())
            self.dialog.open()

    def start_next(self) -> None:
        """Go where the next action is."""
        if self._next.step is not None:
            self._open(self._next.step, self._next.village)
        elif self._next.page:
            self.page_wanted.emit(self._next.page, self._next.village)

    @property
    def table(self) -> DataTable:
        """The table of villages; another one after the year or the width has changed."""
        return self.villages.table

    def current_village(self) -> VillageRow | None:
        """The village of the current line, or None."""
        return self.villages.current_village()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The stick may have been plugged in since the page was last seen.
        self._look_at_copies()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._board is not None and self._board.rows and self._plan is not None:
            self.villages.set_width(self.width())
            self._show_steps(self._board, self._plan)
            self._order_tabs()
        self._make_room()

    def _arrange(self) -> None:
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(14))
        self._cards = QHBoxLayout()
        self._cards.setSpacing(units(12))
        self.step_cards: list[StepCard] = []
        self.next_card = NextCard()
        self.next_card.started.connect(self.start_next)
        self.next_card.warning_opened.connect(lambda: self.page_wanted.emit(_CHECKS, ""))
        self.remarks = RemarkStrip()
        self.remarks.opened.connect(self._follow_remark)
        self.villages = OverviewVillages()
        self.bar = self.villages.bar
        self.villages.opened.connect(self._open_current)
        self.villages.chosen.connect(self._bridge.choose_village)
        self.villages.filled.connect(self._tell_foot)
        self.bar.order_wanted.connect(self.open_order)
        self.bar.plan_wanted.connect(self.open_plan)
        self.setFocusProxy(self.villages)
        column.addLayout(self._cards)
        column.addWidget(self.next_card)
        column.addWidget(self.remarks)
        column.addWidget(self.villages, 1)

    def _show_board(self, board: YearBoard, plan: YearPlan) -> None:
        self._show_steps(board, plan)
        reported = {
            case.village
            for case in self._bridge.reader.find(VetoCase, round=board.head.round.id)
            if case.state is CaseState.REPORTED
        }
        today = self._bridge.office.clock().date()
        self._next = next_step(board, plan, today, reported)
        warning, grave = check_words(
            () if board.head.published else check_round(self._bridge.reader, self._bridge.round)
        )
        self.next_card.set_next(
            self._next.title, self._next.note, self._next.button, warning=warning, grave=grave
        )
        self._make_room()
        self.villages.show_board(
            board, self.width(), begin_at=self._bridge.village or self._next.village
        )
        self._show_remarks()
        self.setFocusProxy(self.villages)

    def _show_steps(self, board: YearBoard, plan: YearPlan) -> None:
        today = self._bridge.office.clock().date()
        notes = step_notes(board, plan, today, narrow=self.width() < units(_SHORT_WORDS_BELOW))
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
                warning=note.warning,
                told=note.told,
            )
        for place, card in enumerate(self.step_cards):
            card.setVisible(place < len(notes))

    def _show_remarks(self) -> None:
        if self._board is None or self._plan is None:
            return
        found: list[Remark] = []
        head = self._board.head
        if head.published:
            decided = date_words(date.fromisoformat(head.round.decided_on))
            code = f"，封存码 {head.code}" if head.code else ""
            found.append(Remark("done", f"{head.year} 年度已于 {decided} 定评封存{code}。"))
        now = self._bridge.office.clock()
        sentences = plan_sentences(self._board, self._plan, now.date())
        if sentences:
            others = f"（另有 {len(sentences) - 1} 处）" if len(sentences) > 1 else ""
            found.append(Remark("warning", f"{sentences[0]}{others}", "看日程", PLAN))
        if self._copies is not None:
            remark = copy_remark(self._copies.state, now)
            if remark is not None:
                found.append(remark)
        self.remarks.set_remarks(found)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From the top down; cards and remarks are made later than what stands below them."""
        chain: list[QWidget] = [
            *self.step_cards,
            self.next_card.warning_button,
            self.next_card.button,
            *self.remarks.links,
            *self.bar.controls,
            self.table,
        ]
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _follow_remark(self, key: str) -> None:
        if key == PLAN:
            self.open_plan()
        elif key == CHOOSE_PLACE:
            self.page_wanted.emit("settings", "backup")
        elif key == LOOK_AGAIN:
            self._look_at_copies()
        elif key == BACK_UP and self._copies is not None:
            self._copies.make()

    def _look_at_copies(self) -> None:
        if self._copies is None:
            # The window is made before the front door says how copies are made.
            self._copies = self._bridge.findChild(SecondCopies)
            if self._copies is None:
                return
            self._copies.changed.connect(self._show_remarks)
            self._copies.failed.connect(self._tell_refusal)
        self._copies.look(backup_place(self._bridge))
        self._show_remarks()

    def _tell_refusal(self, fault: Fault) -> None:
        if self.isVisible():
            show_fault(self.window(), fault)

    def _tell_foot(self) -> None:
        if self._board is None:
            return
        words = (self.villages.filtered_words(), foot_words(self._board))
        self.set_foot(
            "　　".join(part for part in words if part),
            (("↑↓", "选村"), ("Enter", "打开"), ("Ctrl+Enter", self._next.button or "接下来"),
             ("Ctrl+F", "筛选"), ("F4", "为什么")),
        )  # fmt: skip

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

    def _open(self, step: Step, village: str) -> None:
        """Go to the page of a step, at one village or at the one looked at."""
        if village:
            self._bridge.choose_village(village)
        self.page_wanted.emit(PAGE_OF_STEP[step.kind], village)

    def _make_room(self) -> None:
        """On a low page the bar waits for Ctrl+F and only the first remark is shown."""
        high = self.height() >= units(_BAR_ROOM)
        self.bar.setVisible(high or self._bar_wanted)
        self.remarks.set_folded(not high)

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
