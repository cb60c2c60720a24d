"""校对: what waits for a second pair of eyes, what differs, what is done.

Three ways: typing anew, reading aloud, a slip signed on paper. Who may check and what differs
is decided by the office; the page shows it to both.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluation.stars.proofs import read_differences
from evaluation.views import YearBoard
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.proof_detail import ProofDetail
from gui.pages.proof_items import ProofItem, ProofStage, proof_items
from gui.pages.proof_table import proof_table
from gui.pages.proof_ways import (
    SLIPS,
    PaperOutcome,
    compare_typed,
    read_aloud,
    register_paper,
    rekey_count,
    return_paper,
)
from gui.tables.base import DataTable
from gui.theme import units
from gui.widgets.empty_state import EmptyState
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.page_head import PageHead
from gui.widgets.search_field import SearchField
from gui.widgets.segment_bar import SegmentBar

__all__ = ["ProofPage"]

_NARROW_BELOW = 980
_DETAIL = 330
_NARROW_DETAIL = 290
_STAGES = {
    ProofStage.WAITING: "待校对",
    ProofStage.DIFFERS: "不一致",
    ProofStage.DONE: "已校对",
}
_NOTHING = {
    ProofStage.WAITING: ("全部校对完了", "签了字的数据都由另一个人看过。"),
    ProofStage.DIFFERS: ("没有不一致的", "校对发现的不一致列在这里，录入人和校对人都看得到。"),
    ProofStage.DONE: ("还没有校对过的", "校对一致的列在这里：谁校的、怎样校的、哪一天。"),
}


class ProofPage(BoardPage):
    """A table of signed papers by stage; the pane beside it shows the current one.

    `rekey_wanted` asks the frame for the scoring desk in its second-typing form: id of the
    village, id of the step, assessor.
    """

    title, icon, section = "校对", "proof", ""

    rekey_wanted = Signal(str, str, str)

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._items: tuple[ProofItem, ...] = ()
        self._narrow = False
        self._towns = False
        self._closed = False
        self._off = False
        self.stages = SegmentBar(tuple((str(key), word) for key, word in _STAGES.items()))
        self.search = SearchField("按名称找…")
        self.notice = NoticeBar()
        self.detail = ProofDetail()
        self.nothing = EmptyState("", icon_name="check")
        self._left = QVBoxLayout()
        self.table = self._new_table()
        self._arrange()
        self._connect()

    # reading

    @property
    def stage(self) -> ProofStage:
        """Which of the three lists is shown."""
        return ProofStage(self.stages.current)

    @property
    def items(self) -> tuple[ProofItem, ...]:
        """All signed papers of the round, as last read."""
        return self._items

    @property
    def current(self) -> ProofItem | None:
        """The item of the current line."""
        row = self.table.current_entry()
        return None if row is None else row[0]

    def show_board(self, board: YearBoard) -> None:
        self._closed = board.head.published
        self._off = not board.head.round.second_check
        if self._off:
            self.show_empty(
                "本年度没有启用校对",
                "启用以后，签了字的数据要由另一个人重录、唱校或凭签名的校对单核对一致，"
                "才计入结果。在“设置 · 年度”里打开；已有审签以后不能再改。",
                "去设置",
            )
            return
        self._items = proof_items(self.bridge.reader, board)
        towns = len(board.head.towns) > 1
        if towns != self._towns:
            self._towns = towns
            self._change_table()
        self._show()

    def open_subject(self, subject: str) -> None:
        """Show a village by its id: what was typed anew and waits, else what is not done."""
        self.refresh()
        own = [item for item in self._items if item.row.id == subject]
        left = [item for item in own if item.stage is not ProofStage.DONE]
        typed = [item for item in left if item.rekeyed is not None]
        found = next(iter((*typed, *left, *own)), None)
        if found is not None:
            self._go_to(found)

    def open_empty_page(self) -> None:
        self.page_wanted.emit("settings" if self._off else self.empty_page, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        self.detail.setFixedWidth(units(_NARROW_DETAIL if narrow else _DETAIL))
        if narrow != self._narrow:
            self._narrow = narrow
            self._change_table()
            self._show()

    # what can be done

    def act_on_current(self) -> None:
        """What Enter does: type anew, compare, or return the sheet, as the stage has it."""
        item, button = self.current, self.detail.main_button
        if item is None or button.isHidden() or not button.isEnabled():
            return
        if item.stage is ProofStage.DIFFERS:
            self.give_back()
        elif item.rekeyed is not None:
            self.compare()
        else:
            self.rekey()

    def rekey(self) -> None:
        """Type the paper anew: on the desk, or in a window for the 计票单."""
        item = self._to_check()
        if item is None or item.review:
            return
        if item.of_ballot:
            self._tell_if(rekey_count(self.bridge, item, self), item)
        else:
            self.bridge.choose_village(item.row.id)
            self.rekey_wanted.emit(item.row.id, item.step.id, item.assessor)

    def compare(self) -> None:
        """Compare what a second person typed with the signed sheet."""
        item = self._open_item()
        if item is not None and item.rekeyed is not None:
            self._tell_if(compare_typed(self.bridge, item, self), item)

    def read_aloud(self) -> None:
        """唱校: go through the values line by line."""
        item = self._to_check()
        if item is not None:
            self._tell_if(read_aloud(self.bridge, item, self), item)

    def use_paper(self) -> None:
        """Register a slip that was signed on paper, or show it for printing."""
        item = self._open_item()
        if item is None:
            return
        outcome = register_paper(self.bridge, item, self)
        self._tell_if(outcome is PaperOutcome.REGISTERED, item)
        if outcome is PaperOutcome.TO_PRINT:
            self.bridge.choose_village(item.row.id)
            self.page_wanted.emit("print", SLIPS[item.step.kind])

    def give_back(self) -> None:
        """Return the signed sheet to be corrected; a count is taken anew."""
        item = self._open_item()
        if item is None or item.stage is not ProofStage.DIFFERS:
            return
        if return_paper(self.bridge, item, self):
            self.bridge.choose_village(item.row.id)
            self.page_wanted.emit("ballot" if item.of_ballot else "scoring", item.row.id)

    # within

    def _arrange(self) -> None:
        head = PageHead("校对", "签了字的数据，由另一个人核对一致才计入结果。")
        head.add_left(self.stages)
        head.add_right(self.search)
        self.column.addWidget(head)
        self.column.addWidget(self.notice)
        self._left.addWidget(self.table, 1)
        self._left.addWidget(self.nothing, 1)
        body = QHBoxLayout()
        body.setSpacing(units(14))
        body.addLayout(self._left, 1)
        body.addWidget(self.detail)
        self.column.addLayout(body, 1)
        self.detail.setFixedWidth(units(_DETAIL))

    def _connect(self) -> None:
        self.stages.chosen.connect(lambda _: self._choose_stage())
        self.search.searched.connect(lambda _: self._show())
        self.search.moved.connect(self._move)
        self.search.chosen.connect(self._focus_table)
        detail = self.detail
        detail.main_button.clicked.connect(self.act_on_current)
        detail.rekey_button.clicked.connect(self.rekey)
        detail.compare_button.clicked.connect(self.compare)
        detail.read_button.clicked.connect(self.read_aloud)
        detail.paper_button.clicked.connect(self.use_paper)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F6", self.read_aloud),
            ("F7", self.use_paper),
            ("F8", self.rekey),
            ("F9", self.compare),
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+1", lambda: self.stages.choose(ProofStage.WAITING)),
            ("Ctrl+2", lambda: self.stages.choose(ProofStage.DIFFERS)),
            ("Ctrl+3", lambda: self.stages.choose(ProofStage.DONE)),
        )
        for key, receiver in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(receiver)

    def _new_table(self) -> DataTable:
        """The table of the present stage and width."""
        table = proof_table(self.stage, narrow=self._narrow, towns=self._towns)
        table.current_row_changed.connect(lambda _: self._show_detail())
        table.activated_row.connect(lambda _: self.act_on_current())
        self.setFocusProxy(table)
        return table

    def _change_table(self) -> None:
        old, key = self.table, self.current.key if self.current is not None else ""
        self.table = self._new_table()
        self._left.replaceWidget(old, self.table)
        if self.window().focusWidget() is old:
            self.table.setFocus()
        old.hide()
        old.deleteLater()
        self._show()
        self.table.choose_key(key)

    def _choose_stage(self) -> None:
        self._change_table()
        self.table.setFocus()

    def _focus_table(self) -> None:
        self.table.setFocus()

    def _of(self, stage: ProofStage) -> list[ProofItem]:
        return [item for item in self._items if item.stage is stage]

    def _show(self) -> None:
        """Counts in the tabs, the rows of the chosen one that pass the search."""
        actor = self.bridge.actor
        self.stages.set_segments(
            tuple((str(key), f"{word} {len(self._of(key))}") for key, word in _STAGES.items()),
            self.stages.current,
        )
        words = self.search.text().strip()
        items = self._of(self.stage)
        rows = [
            (item, actor)
            for item in items
            if words in f"{item.row.name}{item.row.town_name}{item.paper}{item.entered_by}"
        ]
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if not rows:
            self._say_nothing(found=bool(items))
        self._show_detail()

    def _say_nothing(self, *, found: bool) -> None:
        if found:
            self.nothing.set_text("没有这样的记录", "换几个字再找。")
        elif not self._items:
            self.nothing.set_text(
                "还没有签了字的数据", "自评、测评、初评签字以后，在这里等另一个人校对。"
            )
        else:
            self.nothing.set_text(*_NOTHING[self.stage])

    def _show_detail(self) -> None:
        item = self.current if not self.table.isHidden() else None
        self.detail.setVisible(item is not None)
        if item is not None:
            self.detail.show_item(item, self.bridge.actor, closed=self._closed)
        total, done = len(self._items), len(self._of(ProofStage.DONE))
        self.set_foot(f"{self.bridge.actor}　已校对 {done}/{total}", self._keys(item))

    def _keys(self, item: ProofItem | None) -> list[tuple[str, str]]:
        keys = [("Ctrl+1 2 3", "换一栏"), ("Ctrl+F", "找村")]
        if item is None or item.stage is ProofStage.DONE or self._closed:
            return keys
        detail = self.detail
        found = [("↑↓", "选一张")]
        for key, button in (
            ("Enter", detail.main_button),
            ("F8", detail.rekey_button),
            ("F9", detail.compare_button),
            ("F6", detail.read_button),
            ("F7", detail.paper_button),
        ):
            if not button.isHidden() and button.isEnabled():
                found.append((key, button.text()))
        return [*keys, *found]

    def _open_item(self) -> ProofItem | None:
        """The current item, where something can still be done about it."""
        item = self.current
        if item is None or item.stage is ProofStage.DONE or self._closed:
            return None
        return item

    def _to_check(self) -> ProofItem | None:
        """The current item, where the person at work may check it."""
        item = self._open_item()
        if item is not None and item.own_of(self.bridge.actor):
            self._show()
            return None
        return item

    def _move(self, step: int) -> None:
        place = self.table.current_row()
        if place is not None and 0 <= place + step < self.table.rows.rowCount():
            self.table.setCurrentIndex(self.table.rows.index(place + step, 0))

    def _go_to(self, item: ProofItem) -> None:
        self.search.clear()
        self.stages.choose(str(item.stage))
        self._show()
        self.table.choose_key(item.key)

    def _tell_if(self, done: bool, item: ProofItem) -> None:
        """Say what came of a check; what differs is shown at once, what agrees leaves the list."""
        if not done:
            return
        self.refresh()
        found = next((each for each in self._items if each.key == item.key), None)
        if found is None or found.proof is None:
            return
        name = f"{found.row.name}的{found.paper}"
        if found.stage is ProofStage.DONE:
            self.notice.say("done", f"{name}：校对一致。")
            self.table.setFocus()
            return
        number = len(read_differences(found.proof))
        self.notice.say("fault", f"{name}：{number} 处不一致，请两人对着原始纸表看。")
        self._go_to(found)
