"""The grid of the scoring desk: villages down, one star or one indicator across.

Every cell is one action, on disk when the cursor leaves it; after it only its village is read
again. Nothing is kept here that reading again would not give, but for what was refused.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.faults import Fault
from evaluation.office import Changes
from evaluation.stars.sheets import Purpose
from gui.dialogs.ask import ask_yes_no
from gui.dialogs.shared_figures import SharedFiguresDialog, lacking_figures
from gui.grid.choice import GridChoice
from gui.grid.clause_typing import ClauseTyping
from gui.grid.columns import GridColumn
from gui.grid.entering import GridEntering
from gui.grid.foot_words import grid_foot
from gui.grid.head import BY_INDICATOR, BY_STAR, OWN_GROUPS, GridHead
from gui.grid.headers import Counts
from gui.grid.indicator_chooser import IndicatorChooser
from gui.grid.keys import GridKeys
from gui.grid.table import GridTable
from gui.grid.villages import SheetsReader
from gui.office_bridge import OfficeBridge
from gui.theme import PAGE_MARGIN, units
from gui.widgets.leading_focus import LeadingFocus
from gui.widgets.notice_bar import NoticeBar

__all__ = ["GridPanel"]

_ONE_SHEET = frozenset({"sheet", "mark", "deduction", "evidence"})
_MANY = 30
"""Beyond so many changed villages all are read at once."""


class GridPanel(LeadingFocus):
    """`closed`: the desk of one village is wanted again; the village of the cursor is then the
    bridge's. `foot_changed` carries words and keys for the foot of the page."""

    closed = Signal()
    foot_changed = Signal(str, tuple)

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._choice: GridChoice | None = None
        self._assessor: str | None = None
        self._reader: SheetsReader | None = None
        self._stale = True
        self._just_said = False
        self.head = GridHead()
        self.warning = NoticeBar("warning")
        self.notice = NoticeBar()
        self.table = GridTable()
        self.counts = Counts(self.table)
        self.chooser = IndicatorChooser(self)
        self.entering = GridEntering(bridge, self, self, self.table)
        self.typing = ClauseTyping(self.table, self, self.entering.enter_keyed)
        self._keys = GridKeys(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(units(PAGE_MARGIN), units(12), units(PAGE_MARGIN), units(12))
        column.setSpacing(units(8))
        column.addWidget(self.head)
        column.addWidget(self.warning)
        grid = QVBoxLayout()
        grid.setSpacing(0)
        grid.addWidget(self.table, 1)
        grid.addWidget(self.counts)
        column.addLayout(grid, 1)
        # Below the table, so that its lines stay where they are.
        column.addWidget(self.notice)
        self.setFocusProxy(self.table)
        self._connect()

    # reading

    @property
    def choice(self) -> GridChoice:
        """What is shown. Only once a step was shown."""
        assert self._choice is not None, "a step is shown first"
        return self._choice

    @property
    def column(self) -> GridColumn | None:
        """The column of the cursor."""
        place = self.table.place[1]
        columns = self.table.grid.columns
        return columns[place] if 0 <= place < len(columns) else None

    @property
    def refused_here(self) -> bool:
        """Whether what was typed into the cell of the cursor was refused."""
        row, column = self.table.place
        return row >= 0 and column >= 0 and self.table.grid.fault(row, column) is not None

    def show_step(self, step_id: str, purpose: Purpose) -> None:
        """Show the sheets of a step: 自评, 初评 or its 复核. Raises the office's Fault."""
        year = self._bridge.head()
        step = year.standard.step(step_id)
        assert step is not None, f"the standard has no step {step_id}"
        before = self._choice
        if before is None or (step_id, purpose) != (before.step.id, before.purpose):
            self.table.grid.refused.clear()
            self._assessor = None
        self._choice = GridChoice(year, step, purpose)
        self._choice.keep(before)
        self._read()
        if self.table.place[0] < 0:
            start = self.table.grid.place_of(self._bridge.village) or 0
            self.table.go_to(start, self.table.first_entered())

    def reload(self) -> None:
        """Read all sheets again; the cursor and what was refused stay."""
        if self._choice is None:
            return
        try:
            year = self._bridge.head()
        except Fault:
            # Another round was chosen that has no standard yet.
            self.closed.emit()
            return
        if year.standard.step(self._choice.step.id) is None:
            self.closed.emit()
        else:
            self.show_step(self._choice.step.id, self._choice.purpose)

    def _read(self) -> None:
        choice, assessor = self.choice, self._assessor
        self._stale = False
        if choice.apart and assessor is None:
            assessor = self._bridge.actor
        self._reader = SheetsReader(
            self._bridge.reader, choice.year, choice.step.id, choice.purpose, assessor
        )
        village, column = self._village_at_work(), self.table.place[1]
        self.table.grid.show_grid(self._reader.all_villages(), choice.columns())
        self._return_to(village, column)
        self._show_head()

    def _village_at_work(self) -> str:
        row, grid = self.table.place[0], self.table.grid
        return grid.villages[row].id if 0 <= row < len(grid.villages) else ""

    def _return_to(self, village: str, column: int | None) -> None:
        place = self.table.grid.place_of(village) if village else None
        if place is not None:
            columns = self.table.grid.columns
            fits = column is not None and 0 <= column < len(columns)
            fits = fits and columns[column or 0].entered
            self.table.go_to(place, column or 0 if fits else self.table.first_entered())

    def _show_columns(self, item: str = "") -> None:
        """Other columns for the same villages, as they were read; the cursor to an item's."""
        village = self._village_at_work()
        self.typing.drop()
        columns = self.choice.columns()
        places = [column.item for column in columns]
        self.table.grid.show_grid(self.table.grid.villages, columns)
        self._return_to(village, places.index(item) if item in places else None)
        self._show_head()
        self.table.setFocus()

    def _show_head(self) -> None:
        choice = self.choice
        self.head.show_choice(choice)
        self.head.show_assessors(self.table.grid.villages, self._assessor, self.choose_assessor)
        indicator = choice.indicator
        names: tuple[str, ...] = ()
        if indicator is not None:
            names = lacking_figures(self._bridge, choice.year.standard, indicator)
        if names:
            sentence = f"全年共用数据“{'”“'.join(names)}”还没有登记，这一项暂时算不出得分。"
            self.warning.say("warning", sentence, "现在登记")
        else:
            self.warning.clear()
        self._tell_place()

    # what is chosen

    def turn_layout(self) -> None:
        """The other layout."""
        self.choose_layout(BY_INDICATOR if self.choice.by_star else BY_STAR)

    def choose_layout(self, layout: str) -> None:
        """BY_STAR or BY_INDICATOR; the indicator of the cursor is kept in view."""
        choice = self.choice
        if not self.finish() or (layout == BY_STAR) == choice.by_star:
            self._show_head()
            return
        column = self.column
        item = choice.item if not choice.by_star or column is None else column.item
        choice.by_star = layout == BY_STAR
        choice.turn_to_item(item)
        self._show_columns(item)

    def choose_star(self, star: str) -> None:
        """Show another star."""
        if self.finish():
            self.choice.star = star
            self._show_columns()
        else:
            self._show_head()

    def choose_item(self, item: str) -> None:
        """Go to an indicator: in 一颗星 to its column, in 一项指标 to its page."""
        if self.finish() and self.choice.turn_to_item(item):
            self._show_columns(item)

    def choose_assessor(self, name: str) -> None:
        """Show the sheets of another assessor."""
        if self.finish():
            self._assessor = None if name == OWN_GROUPS else name
            self._read()
        self.table.setFocus()

    def step_on(self, count: int) -> None:
        """The next star or indicator, or the previous."""
        if not self.finish():
            return
        following = self.choice.following(count)
        if not following:
            self.say("已到最后一项。" if count > 0 else "已到第一项。")
        elif self.choice.by_star:
            self.choose_star(following)
        else:
            self.choose_item(following)

    def turn(self) -> None:
        """Enter goes to the right instead of down, or down again."""
        self.table.downwards = not self.table.downwards
        self.head.show_turn(downwards=self.table.downwards)
        self.table.setFocus()

    def open_list(self) -> None:
        """The list of indicators, by department."""
        if not self.finish():
            return
        column = self.column
        by_page = not self.choice.by_star or column is None
        current = self.choice.item if by_page or column is None else column.item
        self.chooser.open_at(self.choice.order, current, self._below_head())

    def open_cell(self) -> None:
        """What can be typed in the cell of the cursor, or why nothing is."""
        row, column = self.table.place
        if row < 0 or column < 0:
            return
        fixed = self.table.grid.cell(row, column).fixed
        if fixed:
            self.say(fixed)
        else:
            self.typing.list_clauses()

    def enter_shared_figures(self) -> None:
        """全年共用数据."""
        if not self.choice.year.standard.shared_figures or not self.finish():
            return
        dialog = SharedFiguresDialog(self._bridge, self)
        dialog.exec()
        dialog.deleteLater()
        self.table.setFocus()

    def check_rest(self) -> None:
        """查毕: the rest of the star of one village, or of the indicator in all villages."""
        if not self.finish():
            return
        if self.choice.by_star:
            self.entering.check_rest(self.choice.star)
        else:
            self.entering.check_column(self.choice.item)

    def finish(self) -> bool:
        """Enter what is half typed before something else is done; whether that went well."""
        self.table.close_editor()
        return self.typing.finish()

    def leave(self) -> None:
        """Back to one village; asks where something was refused."""
        if not self.finish():
            return
        number = len(self.table.grid.refused)
        if number and not ask_yes_no(
            self,
            f"还有 {number} 处没有录入，不要了？",
            "标红的格子没有保存。点“再看看”，光标移到那里改正。",
            yes="不要了",
            no="再看看",
            danger=True,
        ):
            self._go_to_refused()
            return
        self.table.grid.refused.clear()
        village = self._village_at_work()
        if village:
            self._bridge.choose_village(village)
        self.closed.emit()

    def _go_to_refused(self) -> None:
        """Put the cursor to the first refused cell, wherever its column is."""
        village, key = next(iter(self.table.grid.refused))
        item = key.split("/")[1]
        for by_star in (self.choice.by_star, not self.choice.by_star):
            self.choice.by_star = by_star
            if self.choice.turn_to_item(item):
                self._show_columns(item)
            row, place = self.table.grid.place_of(village), self.table.grid.column_of(key)
            if row is not None and place is not None:
                self.table.go_to(row, place)
                return

    # what is told

    def say(self, sentence: str) -> None:
        """Tell something that belongs to no cell; it stays while Enter goes on one cell."""
        self._just_said = True
        self.notice.say("info", sentence)

    def tell_fault(self) -> None:
        """What was refused in the cell of the cursor, below it."""
        row, column = self.table.place
        grid = self.table.grid
        if 0 <= row < len(grid.villages) and 0 <= column < len(grid.columns):
            fault = grid.fault(row, column)
            self.typing.say("" if fault is None else fault.sentence)
        self._tell_place()

    def line_area(self) -> QRect:
        """The line of the cursor, in the panel."""
        cell = self.table.visualRect(self.table.currentIndex())
        origin = self.table.viewport().mapTo(self, cell.topLeft())
        left = self.table.mapTo(self, QPoint(0, 0)).x()
        return QRect(left, origin.y(), self.table.width(), cell.height())

    def _tell_place(self) -> None:
        if self._choice is not None:
            by_star = self._choice.by_star
            self.foot_changed.emit(*grid_foot(self.table, self._choice.depth, by_star=by_star))

    def _below_head(self) -> QPoint:
        button = self.head.indicator_button
        anchor = button if button.isVisible() else self.head.words
        return anchor.mapTo(self, QPoint(0, anchor.height() + units(4)))

    # what happens

    def _connect(self) -> None:
        self.table.grid.enter = self._enter_cell
        self.table.key_handler = self._keys.press_in_table
        self.table.tab_handler = self.typing.press_tab
        self.table.may_leave = self.finish
        self.table.moved.connect(self._moved)
        self.table.block_pasted.connect(self.entering.paste)
        self.table.emptied.connect(self._take_back)
        self.table.opened.connect(self.open_cell)
        self.table.verticalScrollBar().valueChanged.connect(self.typing.place)
        self.table.horizontalScrollBar().valueChanged.connect(self.typing.place)
        self.typing.popup.key_clicked.connect(self._popup_clicked)
        self.chooser.chosen.connect(self.choose_item)
        self.chooser.closed.connect(self.table.setFocus)
        self.warning.link_opened.connect(self.enter_shared_figures)
        head = self.head
        head.back_wanted.connect(self.leave)
        head.layout_chosen.connect(self.choose_layout)
        head.star_chosen.connect(self.choose_star)
        head.list_wanted.connect(self.open_list)
        head.step_wanted.connect(self.step_on)
        head.turn_wanted.connect(self.turn)
        head.shared_wanted.connect(self.enter_shared_figures)
        self._bridge.changed.connect(self._changed)
        self._bridge.round_changed.connect(self._round_changed)

    def _enter_cell(self, row: int, column: int, text: str) -> None:
        self.entering.enter_cell(row, column, text)
        self.tell_fault()

    def _take_back(self, places: list[tuple[int, int]]) -> None:
        self.entering.take_back(places)
        self.tell_fault()

    def _moved(self) -> None:
        self.typing.drop()
        if not self._just_said:
            self.notice.clear()
        self._just_said = False
        self.tell_fault()

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible() or self._reader is None:
            self._stale = True
            return
        if not changes.tables <= _ONE_SHEET or len(changes.villages) > _MANY:
            self.reload()
            return
        grid = self.table.grid
        for village in changes.villages:
            place = grid.place_of(village)
            if place is not None:
                grid.replace_village(self._reader.again(grid.villages[place]))
        self._tell_place()

    def _round_changed(self) -> None:
        # Another year, or 背靠背 another person: what was typed belongs to the one before.
        self.table.grid.refused.clear()
        self.typing.drop()
        self._stale = True
        if self.isVisible():
            self.reload()

    def _popup_clicked(self, key: str) -> None:
        self.table.setFocus()
        if key == "Tab":
            self.typing.press_tab()
        else:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
            self._keys.press_in_table(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.typing.place()
        self.chooser.place(self._below_head())
        self.entering.facts.place(self.line_area())

    def event(self, event: QEvent) -> bool:
        # The page around the grid has the same keys for the desk of one village.
        override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and override and self._keys.wanted(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)
