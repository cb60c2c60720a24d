"""测评: the 计票单 of each village, saved field by field, reckoned while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from evaluation.actions.ballots import count_ballot, return_ballot
from evaluation.evidence import Subject, SubjectKind
from evaluation.faults import Fault
from evaluation.numbers import show
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Step, StepKind
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.outcome import BallotContent
from evaluation.stars.sheets import SheetState
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.ask import ask_text
from gui.dialogs.ballot_sign_dialog import BallotSignDialog
from gui.evidence.card import EvidenceCard
from gui.evidence.dropping import PhotoDrop
from gui.evidence.places import Place
from gui.office_bridge import OfficeBridge
from gui.pages.ballot_form import BallotForm
from gui.pages.ballot_results import (
    BallotResults,
    OlderCounts,
    balance_words,
    result_pairs,
    turnout_words,
)
from gui.pages.base import Page, page_column
from gui.theme import Colour
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.page_head import PageHead
from gui.widgets.split import Split
from gui.widgets.step_dots import StepMark
from gui.widgets.typed_dates import date_words
from gui.widgets.village_list import VillageItem, VillageList
from gui.wording import word

__all__ = ["BallotPage"]

_MARKS = {SheetState.DRAFT: StepMark.DOING, SheetState.SEALED: StepMark.DONE}
_HINTS = (("Enter", "下一格"), ("PgDn", "下一村"), ("Ctrl+Enter", "签字"))


class BallotPage(Page):
    """Villages at the left, one count at the right."""

    title = "测评"
    icon = "ballot"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._board: YearBoard | None = None
        self._content: BallotContent | None = None
        self._shown: tuple[str, int] = ("", 0)
        self._stale = True
        self.form: BallotForm | None = None
        self.villages = VillageList()
        self.head = PageHead()
        self.notice = NoticeBar()
        self.results = BallotResults()
        self.papers = EvidenceCard(bridge, (SubjectKind.TALLY, SubjectKind.SIGN_IN))
        self.older = OlderCounts()
        self.sign_button = PrimaryButton("签字")
        self.return_button = QuietButton("重新测评", icon_name="undo")
        self.head.add_right(self.return_button)
        self.head.add_right(self.sign_button)
        self._main = QWidget()
        self._main_column = QVBoxLayout(self._main)
        self._main_column.setContentsMargins(0, 0, 0, 0)
        split = Split(self._main, side_width=260, stack_below=700)
        split.add_side(self.results)
        split.add_side(self.papers)
        split.add_side(self.older)
        right = QWidget()
        column = page_column(right)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(split, 1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.villages)
        row.addWidget(right, 1)
        self.empty = EmptyState("", icon_name="ballot")
        self._content_page = content
        self._places = QStackedLayout(self)
        self._places.addWidget(content)
        self._places.addWidget(self.empty)
        self.setFocusProxy(self.villages)
        self._connect()
        PhotoDrop(bridge, self, lambda: self.papers.buttons[SubjectKind.TALLY].place)

    # reading

    def refresh(self) -> None:
        """Read the round again if something else changed, else this village's count."""
        if self._stale or self._board is None:
            self._read_round()
        if self._board is not None and self.form is not None:
            self._show_count()

    def shown(self) -> None:
        self._stale = True
        self.refresh()
        if self.form is not None and self._editable:
            self.form.setFocus()

    def open_subject(self, subject: str) -> None:
        self._bridge.choose_village(subject)

    @property
    def _step(self) -> Step | None:
        if self._board is None:
            return None
        return self._board.head.standard.step_of_kind(StepKind.BALLOT)

    @property
    def _row(self) -> VillageRow | None:
        return None if self._board is None else self._board.row(self.villages.current)

    @property
    def _editable(self) -> bool:
        """Whether the newest count takes entries."""
        row, board = self._row, self._board
        if row is None or board is None or board.head.published:
            return False
        signed = self._content is not None and self._content.ballot.state is SheetState.SEALED
        return row.status is ParticipationStatus.RATED and not signed

    def _read_round(self) -> None:
        self._board, self._stale = None, False
        try:
            board = self._bridge.board() if self._bridge.round else None
        except Fault as fault:
            self._show_empty("还不能录入测评", str(fault))
            return
        if board is None or not board.rows:
            self._show_empty("还没有嘎查村", "先新建年度，再加入名册。")
            return
        rules = board.head.standard.ballot
        if rules is None or board.head.standard.step_of_kind(StepKind.BALLOT) is None:
            self._show_empty("本年度没有测评", "评定标准里没有党员群众测评这一步。")
            return
        self._board = board
        self._places.setCurrentWidget(self._content_page)
        if self.form is None or self.form.rules != rules:
            self._lay_form(BallotForm(rules))
        self._show_villages()

    def _show_empty(self, sentence: str, note: str) -> None:
        self.empty.set_text(sentence, note)
        self._places.setCurrentWidget(self.empty)
        self.set_foot("")

    def _lay_form(self, form: BallotForm) -> None:
        if self.form is not None:
            self._main_column.removeWidget(self.form)
            self.form.deleteLater()
        self.form = form
        self._shown = ("", 0)
        self._main_column.insertWidget(0, form)
        form.edited.connect(self._reckon)
        form.left.connect(self._save)
        form.finished.connect(self._finish)

    def _newest(self) -> dict[str, Ballot]:
        step = self._step
        newest: dict[str, Ballot] = {}
        if step is None:
            return newest
        for ballot in self._bridge.reader.find(Ballot, round=self._bridge.round, step=step.id):
            known = newest.get(ballot.village)
            if known is None or known.version < ballot.version:
                newest[ballot.village] = ballot
        return newest

    def _show_villages(self) -> None:
        board = self._board
        if board is None:
            return
        newest = self._newest()
        items: list[VillageItem] = []
        for row in board.rows:
            ballot = newest.get(row.id)
            mark = StepMark.EMPTY if ballot is None else _MARKS.get(ballot.state, StepMark.EMPTY)
            note = "—"
            if row.status is not ParticipationStatus.RATED:
                note = word(row.status)
            elif mark is StepMark.DONE and row.shown.satisfaction is not None:
                note = f"{show(row.shown.satisfaction, 2)}%"
            items.append(VillageItem(row.id, row.name, note, mark))
        self.villages.set_items(items, self._bridge.village or None)
        if self._bridge.village != self.villages.current:
            self._bridge.choose_village(self.villages.current)

    def _contents(self, village: str) -> list[BallotContent]:
        """All counts of a village, the newest first."""
        step, reader, round_ = self._step, self._bridge.reader, self._bridge.round
        if step is None:
            return []
        ballots = reader.find(Ballot, round=round_, village=village, step=step.id)
        return [
            BallotContent(
                ballot,
                reader.find(ChannelCount, round=round_, village=village, version=ballot.version),
                reader.find(OptionCount, round=round_, village=village, version=ballot.version),
            )
            for ballot in sorted(ballots, key=lambda item: -item.version)
        ]

    def _show_count(self) -> None:
        board, row, form, step = self._board, self._row, self.form, self._step
        if board is None or row is None or form is None or step is None:
            return
        contents = self._contents(row.id)
        self._content = contents[0] if contents else None
        version = self._content.ballot.version if self._content is not None else 0
        anew = self._shown[0] != row.id or (self._shown[1] != version and self._shown[1] > 0)
        self._shown = (row.id, version)
        if anew:
            self.notice.clear()
        form.show_ballot(self._content, editable=self._editable, anew=anew)
        self.older.show_counts(board.head.standard, contents[1:])
        self.papers.set_places(
            {kind: Place(row.id, Subject(kind, step.id)) for kind in self.papers.buttons}, row.name
        )
        self.head.set_title(row.name)
        self.head.set_note(self._state_words(step))
        signed = self._content is not None and not self._editable
        self.sign_button.setVisible(self._editable)
        self.sign_button.setEnabled(self._content is not None)
        may_repeat = self._content is not None and not board.head.published
        self.return_button.setVisible(may_repeat and row.status is ParticipationStatus.RATED)
        self._reckon()
        done = sum(1 for ballot in self._newest().values() if ballot.state is SheetState.SEALED)
        total = sum(1 for item in board.rows if item.status is ParticipationStatus.RATED)
        self.set_foot(f"已签 {done} / {total}", _HINTS[1:2] if signed else _HINTS)

    def _state_words(self, step: Step) -> str:
        row = self._row
        if row is not None and row.status is not ParticipationStatus.RATED:
            return f"{word(row.status)}，不录入"
        if self._content is None:
            return f"{step.name} · 还没有录入"
        ballot = self._content.ballot
        words = f"{step.name} · 第 {ballot.version} 次 · {word(ballot.state)}"
        if ballot.state is SheetState.SEALED:
            words += f"（{ballot.signed_by}　{_day(ballot.act_date)}）"
        return words

    def _reckon(self) -> None:
        """Score, turnout and balance of what stands in the fields."""
        board, form, row, step = self._board, self.form, self._row, self._step
        if board is None or form is None or row is None or step is None:
            return
        figures = form.figures()
        if figures is None:
            self.results.show_content(board.head.standard, None)
            return
        content = figures.content(Ballot(board.head.round.id, row.id, step.id, 1))
        self.results.show_content(board.head.standard, content)
        valid = {
            group: sum(item.valid for item in content.channels if item.voters == group)
            for _, group in form.sums
        }
        for (question, group), label in form.sums.items():
            added = sum(
                item.count
                for item in content.counts
                if item.question == question and item.voters == group
            )
            right = added == valid[group]
            words = f"{'✓' if right else '！'} 合计 {added} 张，有效票 {valid[group]} 张"
            label.setText(words if added or valid[group] else "")
            label.set_colour(Colour.DONE if right else Colour.FAULT)

    # what happens

    def _connect(self) -> None:
        self._bridge.changed.connect(self._changed)
        self._bridge.round_changed.connect(self._round_changed)
        self._bridge.village_changed.connect(self._village_changed)
        self.villages.village_chosen.connect(self._village_chosen)
        self.villages.village_opened.connect(lambda _key: self.form and self.form.setFocus())
        self.sign_button.clicked.connect(self.sign)
        self.return_button.clicked.connect(self.repeat)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("PgDown", lambda: self.step_village(1)),
            ("PgUp", lambda: self.step_village(-1)),
            # Not the button's own key, which answers only after it has shown the press.
            ("Ctrl+Return", self.sign),
            ("Ctrl+Enter", self.sign),
        )
        for key, receiver in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            # Held down, the key that opens signing must not sign.
            shortcut.setAutoRepeat(key.startswith("Pg"))
            shortcut.activated.connect(receiver)

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            # A field saves itself while the next one is being typed: only this village's
            # count is read, the list with its marks beside it.
            if self._board is not None and self.form is not None:
                self._show_count()
                self._show_marks()
            else:
                self.refresh()

    def _show_marks(self) -> None:
        newest = self._newest().get(self.villages.current)
        row = self._row
        if newest is None or row is None:
            return
        if newest.state is SheetState.SEALED:
            # Signing changes the result of the village.
            self._read_round()
            return
        self._show_villages()

    def _round_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _village_changed(self, village: str) -> None:
        if self.isVisible() and village != self.villages.current:
            self.villages.choose(village)

    def _village_chosen(self, village: str) -> None:
        self._bridge.choose_village(village)
        self._show_count()

    def step_village(self, count: int) -> None:
        """The next village of the list, or the previous; the cursor into its first field."""
        if self.form is None:
            return
        self.villages.setFocus()
        self.villages.step(count)
        self.form.setFocus()

    def _save(self) -> None:
        """A field was left with another value: enter the whole count."""
        form, row = self.form, self._row
        if form is None or row is None or not self._editable:
            return
        figures = form.figures()
        if figures is None or not (figures.any or self._content is not None):
            return
        try:
            self._bridge.attempt(
                count_ballot,
                round=self._bridge.round,
                village=row.id,
                **figures.arguments(),
                remark=self._content.ballot.remark if self._content is not None else "",
            )
        except Fault as fault:
            self.notice.say("fault", str(fault))

    def _finish(self) -> None:
        """Enter in the last field: on to signing, where everything is in order."""
        self.sign_button.setFocus()
        if self.results.in_order:
            self.sign()

    def sign(self) -> None:
        """Sign the count, or say what is not in order."""
        # The field being typed is left first, which saves it.
        self.sign_button.setFocus()
        board, row, step, content = self._board, self._row, self._step, self._content
        if board is None or row is None or step is None or content is None:
            return
        if not self._editable:
            return
        standard = board.head.standard
        hindrances = [
            words
            for words, right in (balance_words(standard, content), turnout_words(standard, content))
            if not right
        ]
        if hindrances:
            self.notice.say("fault", "还不能签字：" + " ".join(hindrances).replace("\n", " "))
            return
        self.notice.clear()
        facts = (
            ("应到 / 实到", f"{content.ballot.expected} / {content.ballot.present} 人"),
            *result_pairs(standard, content),
        )
        dialog = BallotSignDialog(
            self._bridge, row.id, row.name, step, board.head.year, facts, self
        )
        dialog.exec()
        dialog.deleteLater()
        if not self._editable:
            self.villages.setFocus()

    def repeat(self) -> None:
        """重新测评: the count stays readable, an empty one takes its place."""
        row, content = self._row, self._content
        if row is None or content is None:
            return
        reason = ask_text(
            self,
            f"{row.name}重新测评？",
            f"第 {content.ballot.version} 次的数据保留备查，另建一张空的计票单。"
            "该村的审核意见和公示随之撤下。\n请写明原因：",
            lines=2,
        )
        if reason is not None:
            self._bridge.act(return_ballot, round=self._bridge.round, village=row.id, reason=reason)
            if self.form is not None:
                self.form.setFocus()


def _day(iso: str) -> str:
    return date_words(date.fromisoformat(iso)) if iso else ""
