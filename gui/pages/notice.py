"""公示异议: posting the results, objections to them, and the decision that seals the year."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import StepKind
from evaluation.steps.records import NoticeState, Objection, ObjectionState
from evaluation.views import YearBoard
from gui.dialogs.objection_dialogs import (
    AnswerObjectionDialog,
    AssignObjectionDialog,
    ReceiveObjectionDialog,
)
from gui.dialogs.publish_dialog import PublishDialog
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.notice_decision import DecisionPane
from gui.pages.notice_objections import ObjectionPane
from gui.pages.notice_posting import PostingPane, days_words, posted_villages
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.page_head import PageHead
from gui.widgets.segment_bar import SegmentBar
from gui.wording import step_number

__all__ = ["NoticePage"]

_POSTING, _OBJECTIONS, _DECISION = "posting", "objections", "decision"


class NoticePage(BoardPage):
    """⑤ of the five steps, in three tabs: 公示, 异议, 定评."""

    title, icon = "公示异议", "notice"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.dialog: QDialog | None = None
        self._board: YearBoard | None = None
        self._round_shown = ""
        self.posting = PostingPane(bridge)
        self.posting.objection_wanted.connect(self.receive_objection)
        self.objections = ObjectionPane()
        self.objections.received.connect(self.receive_objection)
        self.objections.assigned.connect(self.assign_objection)
        self.objections.answered.connect(self.answer_objection)
        self.decision = DecisionPane()
        self.decision.place_wanted.connect(self._go)
        self._panes: dict[str, PostingPane | ObjectionPane | DecisionPane] = {
            _POSTING: self.posting,
            _OBJECTIONS: self.objections,
            _DECISION: self.decision,
        }
        self.tab_bar = SegmentBar()
        self.tab_bar.chosen.connect(lambda _: self.refresh())
        self.paper_button = QuietButton("公示文稿", icon_name="printer", key="Ctrl+P")
        self.paper_button.clicked.connect(lambda: self.page_wanted.emit("print", "notice"))
        self.main_button = PrimaryButton("")
        self.main_button.clicked.connect(self._do_main)
        self._head = PageHead()
        self._head.add_left(self.tab_bar)
        self._head.add_right(self.paper_button)
        self._head.add_right(self.main_button)
        self.column.addWidget(self._head)
        for pane in self._panes.values():
            self.column.addWidget(pane, 1)
        key = QShortcut(QKeySequence("F7"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.receive_objection)

    @property
    def board(self) -> YearBoard:
        """The board shown; the page has one as soon as it shows anything."""
        assert self._board is not None
        return self._board

    def show_board(self, board: YearBoard) -> None:
        self._board = board
        step = board.head.standard.step_of_kind(StepKind.NOTICE)
        if step is not None:
            place = board.head.standard.steps.index(step)
            self._head.set_title(f"{step_number(place)} {step.name}")
        waiting = sum(1 for item in board.objections if item.state is not ObjectionState.CLOSED)
        current = self.tab_bar.current
        if self._round_shown != board.head.round.id:
            self._round_shown = board.head.round.id
            current = self._first_tab(board)
        self.tab_bar.set_segments(
            (
                (_POSTING, "公示"),
                (_OBJECTIONS, f"异议 {waiting} 件未办结" if waiting else "异议"),
                (_DECISION, "定评"),
            ),
            current,
        )
        pane = self._panes[self.tab_bar.current]
        pane.show_board(board)
        for other in self._panes.values():
            other.setVisible(other is pane)
        self.setFocusProxy(pane)
        self._show_main_button(board)
        self._show_foot(board)

    @staticmethod
    def _first_tab(board: YearBoard) -> str:
        villages = posted_villages(board)
        cleared = all(
            item.notice is not None and item.notice.state is NoticeState.CLEARED
            for item in villages
        )
        return _DECISION if board.head.published or (villages and cleared) else _POSTING

    def _show_main_button(self, board: YearBoard) -> None:
        """The primary button is what comes next in this tab."""
        tab, open_ = self.tab_bar.current, not board.head.published
        words = ""
        if tab == _POSTING and not self.posting.waiting and self.posting.can_clear:
            words = "结束公示"
        elif tab == _OBJECTIONS and open_:
            words = "登记异议"
        elif tab == _DECISION:
            words = "定评封存" if open_ else "去打印证书"
        self.main_button.setText(words)
        self.main_button.setVisible(bool(words))
        self.main_button.setEnabled(tab != _DECISION or not open_ or not self.decision.reasons)

    def _show_foot(self, board: YearBoard) -> None:
        villages = posted_villages(board)
        cleared = sum(
            1
            for item in villages
            if item.notice is not None and item.notice.state is NoticeState.CLEARED
        )
        status = (
            f"公示期满 {cleared}/{len(villages)}　　公示期 {days_words(board.head.standard.notice)}"
        )
        self.set_foot(status, (("F7", "登记异议"), ("Ctrl+P", "公示文稿")))

    def _do_main(self) -> None:
        tab = self.tab_bar.current
        if tab == _POSTING:
            self.posting.clear()
        elif tab == _OBJECTIONS:
            self.receive_objection()
        elif self.board.head.published:
            self.page_wanted.emit("print", "certificate")
        else:
            self.publish()

    def _go(self, place: str) -> None:
        if place in self._panes:
            self.tab_bar.choose(place)
        else:
            self.page_wanted.emit(place, "")

    def open_tab(self, key: str) -> None:
        """Show a tab: posting, objections or decision."""
        self.tab_bar.choose(key)

    def receive_objection(self, village: str = "") -> None:
        """Register an objection, to a village if one is named."""
        if self._board is None or self.board.head.published:
            return
        villages = [
            (row.id, row.name) for row in self.board.rows if row.status is ParticipationStatus.RATED
        ]
        chosen = village or (self.posting.current if self.posting.isVisible() else "")
        self._open(ReceiveObjectionDialog(self.bridge, villages, chosen, self))

    def assign_objection(self, number: int) -> None:
        """Hand an objection to somebody."""
        objection, name = self._objection(number)
        if objection is not None:
            self._open(AssignObjectionDialog(self.bridge, objection, name, self))

    def answer_objection(self, number: int) -> None:
        """Answer and close an objection."""
        objection, name = self._objection(number)
        if objection is not None:
            self._open(AnswerObjectionDialog(self.bridge, objection, name, self))

    def publish(self) -> None:
        """Ask for the decision and seal the year."""
        self._open(PublishDialog(self.bridge, self.decision.facts, self))

    def _objection(self, number: int) -> tuple[Objection | None, str]:
        found = next((item for item in self.board.objections if item.number == number), None)
        row = self.board.row(found.village) if found is not None else None
        return found, row.name if row is not None else ""

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
