"""评分: one village, one screen, everything by keyboard; or all villages as a grid.

The villages stand at the left, the sheet at the right. An entry reads only its own village
again; the whole round is read when the page opens and when something else changed. At 校对 a
second person enters a sheet anew and sees nothing but what he types himself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from evaluation.faults import Fault
from evaluation.office import Changes
from evaluation.standard.model import StepKind
from evaluation.stars.sheets import Purpose
from evaluation.views import VillageRow, YearBoard, YearHead
from gui.desk.foot_words import foot_words
from gui.desk.head_words import COMPARE, NEW_ASSESSOR, step_of_key, step_segments
from gui.desk.panel import DeskPanel
from gui.desk.sheet_choice import SheetChoice
from gui.desk.sheet_dialogs import SheetDialogs
from gui.desk.sheet_view import Subject
from gui.desk.turning_back import TurningBack, is_of
from gui.desk.village_column import sheet_marks, village_item, village_items, village_mark
from gui.dialogs.ask import ask_text
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page
from gui.undo import UndoPlace, UndoStack
from gui.widgets.empty_state import EmptyState
from gui.widgets.village_list import VillageList

if TYPE_CHECKING:
    from gui.grid.panel import GridPanel

__all__ = ["ScoringPage"]

_OWN_TABLES = frozenset({"sheet", "mark", "deduction", "evidence"})


class ScoringPage(Page):
    """Villages at the left, the desk at the right; opens at the village looked at.

    `rekey_finished` when the second person at 校对 has entered the whole sheet.
    """

    title = "评分"
    icon = "scoring"

    rekey_finished = Signal()

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self._wanted = ""
        self._stale = True
        self._board: YearBoard | None = None
        self._year: YearHead | None = None
        self._rows: dict[str, VillageRow] = {}
        self._rekey: Subject | None = None
        self._choice = SheetChoice(bridge)
        self.undo_stack = UndoStack(bridge, self)
        self.villages = VillageList()
        self.panel = DeskPanel(bridge)
        self.dialogs = SheetDialogs(bridge, self.panel, self)
        self.turning = TurningBack(self.undo_stack, self.panel.entering, self)
        self.grid: GridPanel | None = None
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
        self._end_rekey()
        self._wanted = subject
        self._choice.version = None
        self.bridge.choose_village(subject)

    def open_place(self, village: str, place: str) -> None:
        """A line of a sheet: "step/item", or "step/item/assessor"; the item may be left out."""
        step, _, rest = place.partition("/")
        item, _, assessor = rest.partition("/")
        found = None if self._year is None else self._year.standard.step(step)
        if found is None:
            self.open_subject(village)
            return
        self.close_grid()
        self._end_rekey()
        purpose = Purpose.OWN if found.kind is StepKind.SELF else Purpose.ASSESSMENT
        self._choice.take(village, step, purpose, assessor)
        self.bridge.choose_village(village)
        self._read_villages()
        self._show_sheet()
        if item:
            self.panel.go_to_place(item)
        self.panel.table.setFocus()

    def open_rekey(self, village: str, step: str, assessor: str = "") -> None:
        """校对: let a second person enter the sheet anew, empty to begin with."""
        self.close_grid()
        self.bridge.choose_village(village)
        self._rekey = Subject(self.bridge.round, village, step, Purpose.REKEY, assessor)
        self.villages.hide()
        self.refresh()
        self.panel.table.setFocus()

    @property
    def subject(self) -> Subject | None:
        """The sheet on the desk."""
        if self._rekey is not None:
            return self._rekey
        return self._choice.subject(self.villages.current, self._year)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            # Whoever opens the page again from the sidebar wants the usual desk.
            self._end_rekey()

    def _end_rekey(self) -> None:
        if self._rekey is not None:
            self._rekey, self._stale = None, True
            self.villages.show()

    def _read_round(self) -> None:
        try:
            board = self.bridge.board() if self.bridge.round else None
        except Fault as fault:
            # 筹备: no standard is pinned yet.
            self.empty.set_text("还不能评分", str(fault))
            board = None
        self._board, self._stale = board, False
        self._rows = {} if board is None else {row.id: row for row in board.rows}
        if board is None or not board.rows:
            self._places.setCurrentWidget(self.empty)
            return
        if self._places.currentWidget() is self.empty:
            self._places.setCurrentWidget(self._desk)
        self._year = board.head
        self._choice.settle_step(board.head, board.rows, self._wanted)
        self._wanted = ""
        self._read_villages()

    def _read_villages(self) -> None:
        board = self._board
        if board is None or not self._choice.step:
            return
        step, purpose = step_of_key(self._choice.step)
        marks = sheet_marks(self.bridge.reader, self.bridge.round, step, purpose)
        items = village_items(board, board.rows, marks)
        self.villages.set_items(items, self.bridge.village or None)

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
        head.grid_wanted.connect(self.open_grid)
        head.sign_wanted.connect(self.sign)
        head.return_wanted.connect(self.dialogs.give_back)
        self.panel.read_again.connect(self._sheet_read)
        self.panel.place_changed.connect(self._tell_place)
        self.panel.pane.all_wanted.connect(self.show_reasons)
        self.panel.pane.word_wanted.connect(self.dialogs.explain)
        self.panel.pane.files_wanted.connect(self.dialogs.show_files)
        self.panel.pane.scan_wanted.connect(self.dialogs.show_scan)

    def _add_keys(self) -> None:
        desk: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F2", self.panel.write_facts),
            ("F3", lambda: self.panel.step_star(1)),
            ("Shift+F3", lambda: self.panel.step_star(-1)),
            ("F4", self.show_reasons),
            ("F6", self.panel.check_rest),
            ("F7", self.dialogs.explain),
            ("F8", self.add_bonus),
            ("Ctrl+D", self.compare),
            ("Ctrl+E", self.dialogs.show_files),
            ("Ctrl+Shift+E", self.dialogs.show_scan),
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
        whole: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+G", self.turn_grid),
            ("Ctrl+Z", self.turning.undo),
            ("Ctrl+Y", self.turning.redo),
            ("Ctrl+Shift+Z", self.turning.redo),
        )
        # The grid has the desk's keys for itself.
        for place, keys in ((self._desk, desk), (self, whole)):
            for key, receiver in keys:
                shortcut = QShortcut(QKeySequence(key), place)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                # A key held down must not pass star after star unseen.
                shortcut.setAutoRepeat(key in ("PgDown", "PgUp", "F3", "Shift+F3"))
                shortcut.activated.connect(receiver)

    def _changed(self, changes: Changes) -> None:
        subject = self.subject
        village = "" if subject is None else subject.village
        if not (changes.tables <= _OWN_TABLES and changes.villages <= {village}):
            self._stale = True
        if not self._desk.isVisible():
            self._stale = True
        elif self._stale:
            self.refresh()
        else:
            self.panel.reload()

    def _round_changed(self) -> None:
        self._end_rekey()
        self._choice.forget()
        self._stale, self._board = True, None
        if self._desk.isVisible() or self.empty.isVisible():
            self.refresh()

    def _village_changed(self, village: str) -> None:
        if self._rekey is None and self._desk.isVisible() and village != self.villages.current:
            self.villages.choose(village)

    def _village_chosen(self, village: str) -> None:
        view = self.panel.view
        if not self.panel.finish_entry() and view is not None:
            # What cannot be entered stays where it was typed.
            self.villages.choose(view.subject.village)
            return
        self._choice.version = None
        self.bridge.choose_village(village)
        self._show_sheet()

    def step_village(self, count: int) -> None:
        """The next village of the list, or the previous."""
        if not self._stays_at_rekey() and self.panel.finish_entry():
            self.villages.step(count)
            self.panel.table.setFocus()

    def choose_step(self, key: str) -> None:
        """Another sheet of the same village."""
        if key == self._choice.step or self._stays_at_rekey() or not self.panel.finish_entry():
            return
        self._choice.step, self._choice.version = key, None
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
        if name == COMPARE:
            self.compare()
            return
        if name == NEW_ASSESSOR:
            asked = ask_text(
                self, "新增考评人", "填考评人姓名。每人一张表，得分取平均；录入第一项时建立这张表。"
            )
            if asked is None:
                return
            name = asked
        self._choice.choose_assessor(self.villages.current, name)
        self._show_sheet()
        self.panel.table.setFocus()

    def _version_chosen(self, version: str) -> None:
        view = self.panel.view
        newest = max((sheet.version for sheet in view.versions), default=0) if view else 0
        self._choice.version = None if int(version) == newest else int(version)
        self._show_sheet()

    def sign(self) -> None:
        """Sign the sheet; at 校对 say that it is entered."""
        if self._rekey is None:
            self.dialogs.sign()
            return
        view = self.panel.view
        if view is None or not self.panel.finish_entry():
            return
        if view.open:
            self.panel.say(f"还有 {view.open} 项没有录，录完再按 Ctrl Enter 比对。")
        else:
            self.rekey_finished.emit()

    def show_reasons(self) -> None:
        """为什么: all reasons of the village."""
        if self.villages.current and not self._stays_at_rekey():
            self.dialogs.show_reasons(self.villages.current)

    def compare(self) -> None:
        """多人评分对照 of the village at work."""
        if self.villages.current and not self._stays_at_rekey() and self.panel.finish_entry():
            self.dialogs.compare(self.villages.current)

    def add_bonus(self) -> None:
        """加分 on the star at work."""
        if not self._stays_at_rekey():
            self.dialogs.add_bonus()

    def _stays_at_rekey(self) -> bool:
        """At 校对 nothing else can be looked at; says so."""
        if self._rekey is not None:
            self.panel.say("校对重录只看这一张表。录完按 Ctrl Enter，与原表比对。")
        return self._rekey is not None

    # the grid

    @property
    def _in_grid(self) -> bool:
        return self.grid is not None and self._places.currentWidget() is self.grid

    def open_grid(self) -> None:
        """表格: all villages on one sheet of paper."""
        if self._board is None or not self._choice.step or self._stays_at_rekey():
            return
        if not self.panel.finish_entry():
            return
        if self.grid is None:
            from gui.grid.panel import GridPanel

            self.grid = GridPanel(self.bridge, self)
            self.grid.closed.connect(self.close_grid)
            self.grid.foot_changed.connect(self._tell_grid)
            self._places.addWidget(self.grid)
        # First the place, so that the grid is laid out where it reads.
        self._places.setCurrentWidget(self.grid)
        self.setFocusProxy(self.grid)
        self.grid.show_step(*step_of_key(self._choice.step))
        self.grid.setFocus()

    def close_grid(self) -> None:
        """逐村: back to the village at work."""
        if not self._in_grid:
            return
        self._places.setCurrentWidget(self._desk)
        self.setFocusProxy(self.panel)
        self._stale = True
        self.refresh()
        self.panel.table.setFocus()

    def turn_grid(self) -> None:
        """Ctrl+G: from one to the other."""
        if self.grid is not None and self._in_grid:
            self.grid.leave()
        else:
            self.open_grid()

    # taking back

    @property
    def confined(self) -> Subject | None:
        """The sheet at 校对, where no other may be looked at."""
        return self._rekey

    def say(self, sentence: str) -> None:
        """Tell something where entries are made."""
        if self.grid is not None and self._in_grid:
            self.grid.say(sentence)
        else:
            self._tell_place()
            self.panel.say(sentence)

    def show_place(self, place: UndoPlace) -> None:
        """Show the line that was taken back; the grid shows it by itself."""
        if self._in_grid:
            return
        subject = self.subject
        if subject is None or not is_of(place, subject):
            self._choice.take(place.village, place.step, place.purpose, place.assessor)
            self.bridge.choose_village(place.village)
            self._read_villages()
            self._show_sheet()
        self.panel.go_to_place(place.item)

    # telling

    def _sheet_read(self) -> None:
        """Keep the village's own line in the list with what has just been read."""
        view, board = self.panel.view, self._board
        if view is None or board is None or view.rekey:
            return
        subject = view.subject
        row = self._rows.get(subject.village)
        if row is None:
            return
        mark = village_mark(
            self.bridge.reader, subject.round, row.id, subject.step, subject.purpose
        )
        self.villages.update_item(
            village_item(board.head, row, mark, (view.outcome, view.revealed))
        )

    def _tell_place(self) -> None:
        if self._in_grid:
            return
        row = self.panel.row
        if row is not None:
            self.panel.pane.show_files(row.code, self.dialogs.count_files())
        words = foot_words(self.panel.view, row, self.undo_stack.next_words)
        if words != self.foot:
            self.set_foot(*words)

    def _tell_grid(self, status: str, hints: tuple[tuple[str, str], ...]) -> None:
        self.set_foot(status, hints)
