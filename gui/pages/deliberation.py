"""审核定级: the villages by rank with the lines between classes; each body changes and signs.

One tab for each part of the deliberation. Everything shown comes from the board; every
change goes through an action, and what is refused is said where it was tried.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from evaluation.actions.deliberation import reopen_step
from evaluation.evidence import Subject, SubjectKind
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Part, Standard, Step, StepKind
from evaluation.steps.records import Meeting, SignOff, SignOffState
from evaluation.views import YearBoard
from gui.dialogs.ask import ask_text, show_message
from gui.dialogs.meeting_dialog import MeetingDialog
from gui.dialogs.override_dialog import OverrideDialog
from gui.dialogs.sign_off_dialog import SignOffDialog, Submission
from gui.evidence.button import EvidenceButton
from gui.evidence.dropping import PhotoDrop
from gui.evidence.places import Place
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.deliberation_cards import (
    ChangesCard,
    HindranceCard,
    MeetingCard,
    ResultCard,
    SignedCard,
)
from gui.pages.deliberation_rows import DeliberationRow, cut_lines, ranked_rows, tied_ranks
from gui.pages.deliberation_table import deliberation_columns, row_key, row_mark
from gui.pages.deliberation_words import (
    Hindrance,
    hindrances,
    meeting_pairs,
    named_changes,
    result_pairs,
    signed_pairs,
)
from gui.tables.base import DataTable, Row, RowsModel, Separator
from gui.theme import units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.page_head import PageHead
from gui.widgets.segment_bar import SegmentBar
from gui.widgets.split import Split
from gui.widgets.stage_trail import StageTrail
from gui.wording import step_number

__all__ = ["DeliberationPage"]

_NARROW_BELOW = 900
_ALL_TOWNS = "*"


class DeliberationPage(BoardPage):
    """④ of the five steps. Enter tells why, F6 changes the result of a village."""

    title, icon = "审核定级", "deliberation"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.dialog: QDialog | None = None
        self.table: DataTable | None = None
        self._columns_shown: tuple[object, ...] = ()
        self._board: YearBoard | None = None
        self._rows: dict[str, DeliberationRow] = {}
        self._part_id = ""
        self._round_shown = ""
        self.part_bar = SegmentBar()
        self.part_bar.chosen.connect(self._choose_part)
        self.town_field = ChoiceField(width=150)
        self.town_field.value_changed.connect(lambda _: self.refresh())
        self._trail = StageTrail()
        self.summary_button = QuietButton("汇总表", icon_name="printer")
        self.summary_button.setToolTip("Ctrl P")
        self.summary_button.clicked.connect(self.open_summary)
        self.submit_button = PrimaryButton("提交")
        self.submit_button.clicked.connect(self.submit)
        self.result_card = ResultCard()
        self.changes_card = ChangesCard(self.change_village)
        self.meeting_card = MeetingCard(self.edit_meeting)
        self.minutes_button = EvidenceButton(bridge, "会议纪要")
        self.meeting_card.body.addWidget(self.minutes_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.signed_card = SignedCard(self.reopen_current)
        self.hindrance_card = HindranceCard()
        self._arrange()
        PhotoDrop(bridge, self, lambda: self.minutes_button.place)
        # Not shortcuts of buttons: on a narrow screen the button of the summary is hidden.
        for keys, receiver in (("F6", self.change_current), ("Ctrl+P", self.open_summary)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(receiver)

    def _arrange(self) -> None:
        self._head = PageHead()
        self._head.add_left(self.part_bar)
        self._head.add_left(self.town_field)
        for widget in (self._trail, self.summary_button, self.submit_button):
            self._head.add_right(widget)
        self.column.addWidget(self._head)
        place = QWidget()
        self._table_place = QVBoxLayout(place)
        self._table_place.setContentsMargins(0, 0, 0, 0)
        self._split = Split(place)
        for card in (
            self.result_card,
            self.changes_card,
            self.meeting_card,
            self.signed_card,
            self.hindrance_card,
        ):
            self._split.add_side(card)
        self.column.addWidget(self._split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        self._trail.setHidden(narrow)
        self.summary_button.setHidden(narrow)

    # What is looked at

    @property
    def board(self) -> YearBoard:
        """The board shown; the page has one as soon as it shows anything."""
        assert self._board is not None
        return self._board

    @property
    def standard(self) -> Standard:
        return self.board.head.standard

    @property
    def step(self) -> Step:
        """The deliberation of the standard shown."""
        step = self.standard.step_of_kind(StepKind.DELIBERATION)
        assert step is not None
        return step

    @property
    def part(self) -> Part:
        """The body whose tab is open."""
        return next(part for part in self.step.parts if part.id == self._part_id)

    @property
    def town(self) -> str:
        """Code of the town looked at, "" for all."""
        value = self.town_field.value()
        return "" if value == _ALL_TOWNS else value

    @property
    def current(self) -> DeliberationRow | None:
        """The village chosen in the table."""
        entry = None if self.table is None else self.table.current_entry()
        return None if entry is None else self._rows.get(row_key(entry))

    def open_subject(self, subject: str) -> None:
        """Show a village by its id."""
        if self.table is not None:
            self.table.choose_key(subject)

    def show_board(self, board: YearBoard) -> None:
        step = board.head.standard.step_of_kind(StepKind.DELIBERATION)
        if step is None or not step.parts:
            self.show_empty("本年度没有审核这一步", "评定标准里没有综合议评审核，直接公示。")
            return
        self._board = board
        self._show_head(step)
        signed = {item.village: item for item in self._sign_offs(self.part)}
        rows = ranked_rows(board, self._part_id, town=self.town, signed=frozenset(signed))
        self._rows = {row.village.id: row for row in rows}
        self._show_table(rows)
        self._show_side(rows, list(signed.values()))
        excluded = board.totals.excluded
        words = [tied_ranks(rows), f"另有 {excluded} 个不参评" if excluded else ""]
        self.set_foot(
            "　　".join(word for word in words if word),
            (("Enter", "为什么"), ("F6", f"改{self.part.result}"), ("Ctrl+P", "汇总表")),
        )

    def _show_head(self, step: Step) -> None:
        board = self.board
        place = self.standard.steps.index(step)
        self._head.set_title(f"{step_number(place)} {step.name}")
        if self._round_shown != board.head.round.id:
            self._round_shown = board.head.round.id
            self._part_id = self._first_part()
            self.town_field.set_choices(((_ALL_TOWNS, "全部乡镇"), *board.head.towns))
            self.town_field.set_value(_ALL_TOWNS)
        letters = "abcdefgh"
        self.part_bar.set_segments(
            [
                (part.id, f"{place + 1}{letter} {part.name}")
                for letter, part in zip(letters, step.parts, strict=False)
            ],
            self._part_id,
        )
        self.part_bar.setVisible(len(step.parts) > 1)
        self.town_field.setVisible(len(board.head.towns) > 1)
        self._trail.set_stages(
            ("初评建议", *(part.result for part in step.parts)), self.part.result
        )

    def _first_part(self) -> str:
        """The first part that is not signed, of our own level if there is one."""
        rated = {row.id for row in self.board.rows if row.status is ParticipationStatus.RATED}
        waiting = [
            part
            for part in self.step.parts
            if rated - {item.village for item in self._sign_offs(part)}
        ]
        ours = [part for part in waiting if part.level == self.board.head.office_level]
        return (ours or waiting or list(self.step.parts[-1:]))[0].id

    def _choose_part(self, key: str) -> None:
        self._part_id = key
        self.refresh()

    def _sign_offs(self, part: Part) -> list[SignOff]:
        found = self.bridge.reader.find(
            SignOff, round=self.bridge.round, step=self.step.id, part=part.id
        )
        return [item for item in found if item.state is SignOffState.SIGNED]

    def _show_table(self, rows: Sequence[DeliberationRow]) -> None:
        signed = any(row.signed for row in rows)
        changed = any(row.changes for row in rows)
        shown = (self.standard, self._part_id, signed, changed, bool(self.town))
        if self.table is None or shown != self._columns_shown:
            self._columns_shown = shown
            self._replace_table(signed, changed)
        assert self.table is not None
        lines = {line.place: line.caption for line in cut_lines(self.standard, rows)}
        entries: list[Row | Separator] = []
        for place, row in enumerate(rows):
            if place in lines:
                entries.append(Separator(lines[place]))
            entries.append((row,))
        chosen = self.current
        self.table.set_rows(entries)
        if chosen is None and rows:
            self.table.choose_key(self.bridge.village or rows[0].village.id)
        if self.table.current_row() is None and rows:
            self.table.choose_key(rows[0].village.id)

    def _replace_table(self, signed: bool, changed: bool) -> None:
        if self.table is not None:
            self._table_place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = deliberation_columns(
            self.board, self._part_id, in_town=bool(self.town), signed=signed, changed=changed
        )
        self.table = DataTable(RowsModel(columns, key_of=row_key, mark_of=row_mark))
        self.table.activated_row.connect(lambda _: self.tell_why())
        self.table.chosen_key.connect(self._village_chosen)
        self._table_place.addWidget(self.table)
        # A table that comes later would be the last that Tab reaches.
        QWidget.setTabOrder(self.submit_button, self.table)
        self.setFocusProxy(self.table)

    def _village_chosen(self, village: str) -> None:
        self.bridge.choose_village(village)
        self._show_reopening()

    def _show_side(self, rows: Sequence[DeliberationRow], signed: Sequence[SignOff]) -> None:
        board, part = self.board, self.part
        open_ = not board.head.published
        title, pairs, note = result_pairs(board, part, self.town)
        self.result_card.show_result(title, pairs, note)
        meeting = self.meeting()
        self.meeting_card.show_meeting(meeting_pairs(board, meeting), open_=open_)
        town = self.town if meeting is None else meeting.town
        minutes = Subject(SubjectKind.MINUTES, self.step.id, item=part.id, clause=town)
        self.minutes_button.set_place(Place("", minutes), f"{part.name}会议纪要")
        waiting = [
            row
            for row in rows
            if row.village.status is ParticipationStatus.RATED and not row.signed
        ]
        changes = named_changes(self.standard, part, rows)
        changing = open_ and bool(waiting)
        self.changes_card.show_changes(part.result, changes, open_=changing)
        self.changes_card.setVisible(changing or bool(changes))
        self.signed_card.show_signed(signed_pairs(rows, signed))
        self._show_reopening()
        reasons: list[Hindrance] = []
        if open_ and waiting:
            reasons = hindrances(
                self.bridge, board, part, waiting, self.page_wanted.emit, self._choose_part,
                self.edit_meeting, self.change_village,
            )  # fmt: skip
        self.hindrance_card.show_hindrances(f"还不能{self._verb()}", reasons)
        self.submit_button.setText(self._button_word() if waiting else "已审签")
        self.submit_button.setEnabled(open_ and bool(waiting))

    def _show_reopening(self) -> None:
        row = self.current
        can = row is not None and row.signed and not self.board.head.published
        name = row.village.name if row is not None and can else ""
        self.signed_card.offer_reopening(name)

    def _verb(self) -> str:
        return "提交" if self.part.level == self.board.head.office_level else "登记"

    def _button_word(self) -> str:
        """提交拟定结果 for the first body, 提交审核意见 for a later one; 登记 what others did."""
        what = "拟定结果" if self.part is self.step.parts[0] else "审核意见"
        return f"{self._verb()}{what}"

    def meeting(self) -> Meeting | None:
        """The minutes of this body for the town looked at, else for the whole round."""
        found = [item for item in self.board.meetings if item.part == self._part_id]
        for town in dict.fromkeys((self.town, "")):
            for item in found:
                if item.town == town:
                    return item
        return found[0] if found and not self.town else None

    # What can be done

    def tell_why(self) -> None:
        """Open the reasons of the chosen village."""
        from gui.dialogs.why import WhyDialog

        row = self.current
        if row is not None:
            self.dialog = WhyDialog.show_for(self.bridge, row.village.id, self)

    def open_summary(self) -> None:
        """Lead to the printed summary."""
        self.page_wanted.emit("print", "summary")

    def change_current(self) -> None:
        """Open the changes of the chosen village."""
        row = self.current
        if row is not None:
            self.change_village(row.village.id)

    def change_village(self, village: str) -> None:
        """Open the changes of a village."""
        row = self._rows.get(village)
        if row is None:
            return
        if self.board.head.published:
            show_message(self, "已经定评", "本年度已经定评封存，结果不能再改。")
        elif row.signed:
            show_message(
                self,
                f"{row.village.name}已经审签",
                f"{self.part.name}已经审签这个村，不能直接改。请先在右侧撤回审签，写明原因。",
            )
        else:
            meeting = self.meeting()
            self._open(
                OverrideDialog(
                    self.bridge,
                    self.standard,
                    self.part,
                    row.village,
                    row.before,
                    row.changes,
                    document=meeting.minutes if meeting else "",
                    act_date=meeting.held_on if meeting else "",
                    parent=self,
                )
            )

    def edit_meeting(self) -> None:
        """Record or change the minutes of this body."""
        self._open(
            MeetingDialog(self.bridge, self.part, self.board.head.towns, self.meeting(), self)
        )

    def submit(self) -> None:
        """Sign all villages shown that are not signed yet."""
        meeting = self.meeting()
        waiting = [
            row
            for row in self._rows.values()
            if row.village.status is ParticipationStatus.RATED and not row.signed
        ]
        title, pairs, _note = result_pairs(self.board, self.part, self.town)
        facts = (
            (f"{title}，本次提交", f"{len(waiting)} 个"),
            *pairs,
            ("改动", f"{sum(len(row.changes) for row in waiting)} 处"),
        )
        self._open(
            SignOffDialog(
                self.bridge,
                Submission(
                    part=self.part,
                    button=self._button_word(),
                    facts=facts,
                    signatories=self.step.signatories,
                    town=self.town,
                    document=meeting.minutes if meeting else "",
                    held_on=meeting.held_on if meeting else "",
                ),
                self,
            )
        )

    def reopen_current(self) -> None:
        """Take back the sign-offs of the chosen village, with a reason."""
        row = self.current
        if row is None or not row.signed:
            return
        reason = ask_text(
            self,
            f"撤回{row.village.name}的审签",
            "该村各环节的审签和公示一并撤回，其他村不受影响。原因会进入日志。",
            lines=2,
        )
        if reason is not None:
            self.bridge.act(
                reopen_step, round=self.bridge.round, village=row.village.id, reason=reason
            )

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
