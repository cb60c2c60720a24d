"""评分: one village, one screen, everything by keyboard.

The villages stand at the left, the sheet at the right. An entry reads only its own village
again; the whole round is read when the page opens and when something else changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from evaluation.actions.sheets import enter_bonus, explain_star, return_sheet
from evaluation.faults import Fault
from evaluation.office import Changes
from evaluation.rounds import Participation
from evaluation.stars.sheets import Purpose, Sheet
from evaluation.views import VillageRow, YearBoard, YearHead
from gui.desk.foot_words import foot_words
from gui.desk.head_words import NEW_ASSESSOR, step_of_key, step_segments
from gui.desk.panel import DeskPanel
from gui.desk.sheet_view import Subject
from gui.desk.village_column import sheet_marks, village_item, village_items
from gui.dialogs.ask import ask_text
from gui.dialogs.bonus_dialog import BonusDialog
from gui.dialogs.return_dialog import ReturnDialog
from gui.dialogs.sign_dialog import SignDialog
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page
from gui.widgets.empty_state import EmptyState
from gui.widgets.step_dots import StepMark
from gui.widgets.village_list import VillageItem, VillageList

__all__ = ["ScoringPage"]

_OWN_TABLES = frozenset({"sheet", "mark", "deduction"})


class ScoringPage(Page):
    """Villages at the left, the desk at the right; opens at the village looked at."""

    title = "评分"
    icon = "scoring"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._step = ""
        self._wanted = ""
        self._assessors: dict[tuple[str, str], str] = {}
        self._version: int | None = None
        self._stale = True
        self._board: YearBoard | None = None
        self._year: YearHead | None = None
        self._marks: dict[str, StepMark] = {}
        self._items: list[VillageItem] = []
        self.villages = VillageList()
        self.panel = DeskPanel(bridge)
        self.empty = EmptyState(
            "还没有可以评分的嘎查村", "先在“评定标准”选定标准，再到“设置”的“名册与情况”加入名册。"
        )
        desk = QWidget()
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.villages)
        row.addWidget(self.panel, 1)
        self._desk = desk
        self._places = QStackedLayout(self)
        self._places.addWidget(desk)
        self._places.addWidget(self.empty)
        self.setFocusProxy(self.panel)
        self._connect()
        self._add_keys()

    # reading

    def refresh(self) -> None:
        """Read the round again if something but this sheet changed, else the sheet alone."""
        if self._stale or self._board is None:
            self._read_round()
        self._show_sheet()

    def shown(self) -> None:
        """The page is opened: the round may have changed anywhere."""
        self._stale = True
        self.refresh()

    def open_subject(self, subject: str) -> None:
        """A village by its id, at the first sheet of it that is not signed."""
        self._wanted = subject
        self._version = None
        self.bridge.choose_village(subject)

    @property
    def subject(self) -> Subject | None:
        """The sheet on the desk."""
        village = self.villages.current
        if not village or not self._step:
            return None
        step, purpose = step_of_key(self._step)
        assessor = ""
        if purpose is Purpose.ASSESSMENT:
            assessor = self._assessor_of(village)
        return Subject(self.bridge.round, village, step, purpose, assessor, self._version)

    def _assessor_of(self, village: str) -> str:
        chosen = self._assessors.get((village, self._step))
        if chosen is not None:
            return chosen
        member = self.bridge.reader.get(Participation, self.bridge.round, village)
        group = "" if member is None else member.assessment_group
        step, purpose = step_of_key(self._step)
        begun = {
            sheet.assessor
            for sheet in self.bridge.reader.find(
                Sheet, round=self.bridge.round, village=village, step=step, purpose=purpose
            )
        }
        # A sheet that is there comes before one that nobody has begun.
        return group if not begun or group in begun else min(begun)

    def _read_round(self) -> None:
        try:
            board = self.bridge.board() if self.bridge.round else None
        except Fault as fault:
            # 筹备: no standard is pinned yet.
            self.empty.set_text("还不能评分", str(fault))
            board = None
        self._board, self._stale = board, False
        if board is None or not board.rows:
            self._places.setCurrentWidget(self.empty)
            return
        self._places.setCurrentWidget(self._desk)
        self._year = board.head
        segments = [key for key, _ in step_segments(board.head.standard)]
        wanted = board.row(self._wanted)
        self._wanted = ""
        if wanted is not None:
            self._step = self._first_step((wanted,), segments)
        elif self._step not in segments:
            self._step = self._first_step(board.rows, segments)
        self._read_villages()

    @staticmethod
    def _first_step(rows: Sequence[VillageRow], segments: list[str]) -> str:
        """Where work goes on: the first step that not all of some villages have signed."""
        scored = [key for key in segments if step_of_key(key)[1] is not Purpose.REVIEW]
        for key in scored:
            step, _ = step_of_key(key)
            if any(
                item.step == step and item.state != "done" for row in rows for item in row.progress
            ):
                return key
        return scored[-1] if scored else ""

    def _read_villages(self) -> None:
        board = self._board
        if board is None or not self._step:
            return
        step, purpose = step_of_key(self._step)
        self._marks = sheet_marks(self.bridge.reader, self.bridge.round, step, purpose)
        self._items = village_items(board, board.rows, self._marks)
        self.villages.set_items(self._items, self.bridge.village or None)

    def _show_sheet(self) -> None:
        subject = self.subject
        if subject is None or self._year is None:
            return
        if self.bridge.village != subject.village:
            self.bridge.choose_village(subject.village)
        self.panel.show_sheet(self._year, subject)

    # what happens

    def _connect(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.bridge.round_changed.connect(self._round_changed)
        self.bridge.village_changed.connect(self._village_changed)
        self.villages.village_chosen.connect(self._village_chosen)
        self.villages.village_opened.connect(lambda _key: self.panel.table.setFocus())
        head = self.panel.head
        head.step_chosen.connect(self.choose_step)
        head.assessor_chosen.connect(self._assessor_chosen)
        head.version_chosen.connect(self._version_chosen)
        head.sign_wanted.connect(self.sign)
        head.return_wanted.connect(self.give_back)
        self.panel.read_again.connect(self._sheet_read)
        self.panel.place_changed.connect(self._tell_place)
        self.panel.pane.all_wanted.connect(self.show_reasons)
        self.panel.pane.word_wanted.connect(self.explain)

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F2", self.panel.write_facts),
            ("F3", lambda: self.panel.step_star(1)),
            ("Shift+F3", lambda: self.panel.step_star(-1)),
            ("F4", self.show_reasons),
            ("F6", self.panel.check_rest),
            ("F7", self.explain),
            ("F8", self.add_bonus),
            ("PgDown", lambda: self.step_village(1)),
            ("PgUp", lambda: self.step_village(-1)),
            ("Ctrl+1", lambda: self._choose_nth_step(0)),
            ("Ctrl+2", lambda: self._choose_nth_step(1)),
            ("Ctrl+3", lambda: self._choose_nth_step(2)),
            ("Ctrl+F", self.villages.focus_filter),
            # Not the button's own key, which answers only after it has shown the press.
            ("Ctrl+Return", self.sign),
            ("Ctrl+Enter", self.sign),
        )
        for key, receiver in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(receiver)

    def _changed(self, changes: Changes) -> None:
        own = changes.tables <= _OWN_TABLES and changes.villages <= {self.villages.current}
        if not own:
            self._stale = True
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _round_changed(self) -> None:
        self._stale, self._step, self._version = True, "", None
        self._board = None
        self._assessors.clear()
        if self.isVisible():
            self.refresh()

    def _village_changed(self, village: str) -> None:
        if self.isVisible() and village != self.villages.current:
            self.villages.choose(village)

    def _village_chosen(self, village: str) -> None:
        view = self.panel.view
        if not self.panel.finish_entry() and view is not None:
            # What cannot be entered stays where it was typed.
            self.villages.choose(view.subject.village)
            return
        self._version = None
        self.bridge.choose_village(village)
        self._show_sheet()

    def step_village(self, count: int) -> None:
        """The next village of the list, or the previous."""
        if self.panel.finish_entry():
            self.villages.step(count)
            self.panel.table.setFocus()

    def choose_step(self, key: str) -> None:
        """Another sheet of the same village."""
        if key == self._step or not self.panel.finish_entry():
            return
        self._step, self._version = key, None
        self._read_villages()
        self._show_sheet()
        self.panel.table.setFocus()

    def _choose_nth_step(self, place: int) -> None:
        if self._year is None:
            return
        segments = step_segments(self._year.standard)
        if place < len(segments):
            self.choose_step(segments[place][0])

    def _assessor_chosen(self, name: str) -> None:
        village = self.villages.current
        if name == NEW_ASSESSOR:
            asked = ask_text(
                self, "新增考评人", "填考评人姓名。每人一张表，得分取平均；录入第一项时建立这张表。"
            )
            if asked is None:
                return
            name = asked
        self._assessors[village, self._step] = name
        self._version = None
        self._show_sheet()
        self.panel.table.setFocus()

    def _version_chosen(self, version: str) -> None:
        view = self.panel.view
        newest = max((sheet.version for sheet in view.versions), default=0) if view else 0
        self._version = None if int(version) == newest else int(version)
        self._show_sheet()

    # papers signed, returned, explained

    def sign(self) -> None:
        """Sign the sheet: who, which day, and what the village says."""
        view = self.panel.view
        if view is None or view.sheet is None or not view.editable:
            return
        if not self.panel.finish_entry():
            return
        dialog = SignDialog(self.bridge, view, self)
        dialog.place_wanted.connect(self._go_to_place)
        dialog.exec()
        dialog.deleteLater()
        self.panel.table.setFocus()

    def _go_to_place(self, place: str) -> None:
        view = self.panel.view
        if view is None or self.panel.go_to(place):
            return
        self.panel.go_to_star(place)

    def give_back(self) -> None:
        """Return a signed sheet for a new version."""
        view = self.panel.view
        if view is None or view.sheet is None:
            return
        dialog = ReturnDialog(view.village_name, view.step.short, view.sheet.version, self)
        if dialog.exec():
            self.bridge.act(return_sheet, **view.subject.arguments, reason=dialog.reason())
        dialog.deleteLater()
        self.panel.table.setFocus()

    def explain(self) -> None:
        """The word on a star that differs much from 自评."""
        view, star = self.panel.view, self.panel.star
        if view is None or star is None or not view.editable or not self.panel.finish_entry():
            return
        if view.review or not (star.difference or star.word):
            return
        text = ask_text(
            self, f"{star.star.name}：差异说明", star.difference, value=star.word, lines=3
        )
        if text is not None:
            self.bridge.act(explain_star, **view.subject.arguments, star=star.id, text=text)

    def add_bonus(self) -> None:
        """加分 on the star at work."""
        view, star = self.panel.view, self.panel.star
        if view is None or star is None or view.head.published or not self.panel.finish_entry():
            return
        if view.standard.bonus is None:
            self.panel.notice.say("info", "本年度的评定标准没有加分。")
            return

        def enter(points: str, basis: str) -> None:
            self.bridge.attempt(
                enter_bonus,
                round=view.subject.round,
                village=view.subject.village,
                star=star.id,
                points=points,
                basis=basis,
            )

        dialog = BonusDialog(f"{view.village_name} · {star.star.name}", star.bonus, enter, self)
        dialog.exec()
        dialog.deleteLater()

    def show_reasons(self) -> None:
        """为什么: all reasons of the village."""
        from gui.dialogs.why import WhyDialog

        if self.villages.current:
            WhyDialog.show_for(self.bridge, self.villages.current, self)

    # telling

    def _sheet_read(self) -> None:
        """Keep the village's own line in the list with what has just been read."""
        view, board = self.panel.view, self._board
        if view is None or board is None:
            return
        subject = view.subject
        row = board.row(subject.village)
        if row is None or not self._step:
            return
        step, purpose = step_of_key(self._step)
        marks = sheet_marks(self.bridge.reader, subject.round, step, purpose)
        item = village_item(
            board.head, row, marks.get(row.id, StepMark.EMPTY), (view.outcome, view.revealed)
        )
        items = [item if known.key == item.key else known for known in self._items]
        if items != self._items:
            self._items = items
            self.villages.set_items(items)

    def _tell_place(self) -> None:
        self.set_foot(*foot_words(self.panel.view, self.panel.row))
