"""一票否决: the cases of the year, and the items with the documents that authorise them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from evaluation.evidence import Subject, SubjectKind
from evaluation.standard.model import Standard, VetoItem
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.views import YearBoard
from gui.dialogs.authority_dialog import AuthorityDialog
from gui.dialogs.veto_dialogs import DecideVetoDialog, LiftVetoDialog, RecordVetoDialog
from gui.evidence.button import EvidenceButton
from gui.evidence.dropping import PhotoDrop
from gui.evidence.places import Place
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.standard_words import veto_effects
from gui.pages.veto_words import CaseRow, case_pairs, case_rows
from gui.tables.base import Column, DataTable, Row, RowsModel
from gui.theme import Colour, ToneName
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.page_head import PageHead
from gui.widgets.segment_bar import SegmentBar
from gui.widgets.split import Split
from gui.wording import word

__all__ = ["VetoPage"]

_CASES = "cases"
_ITEMS = "items"
_TONES: dict[CaseState, ToneName] = {
    CaseState.REPORTED: "top",
    CaseState.CONFIRMED: "low",
    CaseState.DISMISSED: "none",
    CaseState.LIFTED: "none",
}
_SHORT_STATES = {CaseState.REPORTED: "待认定"}


def _case_table() -> DataTable:
    return DataTable(
        RowsModel(
            (
                Column("嘎查村", lambda row: row[0].village, "name", 132),
                Column(
                    "事项",
                    lambda row: row[0].case.item,
                    width=64,
                    tooltip=lambda row: str(row[0].item),
                ),
                Column("事实", lambda row: row[0].case.fact, "note", "stretch"),
                Column("认定文件", lambda row: row[0].case.document, "note", "stretch"),
                Column("状态", lambda row: _state_tag(row[0]), "tag", 96),
            ),
            key_of=lambda row: str(row[0].key),
        )
    )


def _state_tag(row: CaseRow) -> tuple[str, ToneName]:
    state = row.case.state
    return _SHORT_STATES.get(state, word(state)), _TONES[state]


def _item_table() -> DataTable:
    return DataTable(
        RowsModel(
            (
                Column("事项", lambda row: row[0].id, width=60),
                Column("内容", lambda row: row[0].text, width="stretch"),
                Column("效力", lambda row: row[1], "note", 190),
                Column(
                    "设定依据",
                    lambda row: row[2],
                    "note",
                    "stretch",
                    colour=lambda row: None if row[3] else Colour.FAINT,
                    icon=lambda row: "check" if row[3] else None,
                ),
            ),
            key_of=lambda row: str(row[0].id),
        )
    )


def _usable(item: VetoItem, year: int) -> bool:
    """Whether cases of the item can be recorded in a year."""
    return bool(item.authority) and not (item.last_year and year > item.last_year)


def _authority_words(item: VetoItem, year: int) -> str:
    if item.last_year and year > item.last_year:
        return f"{item.last_year} 年度以后不再使用"
    return item.authority or "未登记，没有启用"


class VetoPage(BoardPage):
    """Two tabs: 登记 and 事项与设定依据."""

    title = "一票否决"
    icon = "veto"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._board: YearBoard | None = None
        self._wanted = ""
        self.head = PageHead("一票否决")
        self.tabs = SegmentBar()
        self.record_button = PrimaryButton("登记线索", icon_name="plus")
        self.decide_button = QuietButton("认定…")
        self.lift_button = QuietButton("解除…")
        self.authorise_button = QuietButton("登记设定依据…")
        self.head.add_left(self.tabs)
        for button in (
            self.authorise_button,
            self.lift_button,
            self.decide_button,
            self.record_button,
        ):
            self.head.add_right(button)
        self.notice = NoticeBar()
        self.cases = _case_table()
        self.items = _item_table()
        self.none_yet = EmptyState(
            "今年还没有一票否决登记",
            "有线索时点“登记线索”。只有登记了设定依据的事项才能用。",
            icon_name="veto",
        )
        self.details = Card("登记内容")
        self.pairs = KeyValueList(bold=False)
        self.details.add(self.pairs)
        self.finding_button = EvidenceButton(bridge, "认定文件附件")
        self.details.body.addWidget(self.finding_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._split = Split(self.cases, side_width=300)
        self._split.add_side(self.details)
        self._tables = QStackedWidget()
        for widget in (self._split, self.items, self.none_yet):
            self._tables.addWidget(widget)
        self.column.addWidget(self.head)
        self.column.addWidget(self.notice)
        self.column.addWidget(self._tables, 1)
        self.setFocusProxy(self.cases)
        self._connect()
        PhotoDrop(bridge, self, lambda: self.finding_button.place)

    def show_board(self, board: YearBoard) -> None:
        """Show cases and items of a round."""
        self._board = board
        standard, year = board.head.standard, board.head.year
        rows = case_rows(board, self.bridge.reader.find(VetoCase, round=self.bridge.round))
        self.cases.set_rows([(row,) for row in rows])
        items: list[Row] = [
            (
                item,
                veto_effects(standard, item),
                _authority_words(item, year),
                _usable(item, year),
            )
            for item in standard.vetoes
        ]
        self.items.set_rows(items)
        off = sum(1 for item in standard.vetoes if not _usable(item, year))
        self.tabs.set_segments(
            ((_CASES, f"登记 {len(rows)}"), (_ITEMS, f"事项与设定依据 {len(items)}")),
            self.tabs.current,
        )
        open_cases = sum(1 for row in rows if row.case.state is CaseState.REPORTED)
        self.set_foot(
            f"登记 {len(rows)} 件，待认定 {open_cases} 件；{len(items)} 个事项中 {off} 个没有启用",
            (("Ctrl+N", "登记"), ("Enter", "处理")),
        )
        self.notice.clear()
        if open_cases:
            self.notice.say("warning", f"{open_cases} 条线索待认定，认定以前不能进行审核。")
        elif items and off == len(items):
            self.notice.say(
                "info", "所有事项都没有登记设定依据，还不能登记一票否决。", "去登记设定依据"
            )
        if self._wanted:
            self._choose_village(rows)
        self._show_choice()

    def open_subject(self, subject: str) -> None:
        """Show the cases of a village."""
        self._wanted = subject
        self.tabs.choose(_CASES)

    def record(self) -> None:
        """登记线索."""
        board = self._board
        if board is None or board.head.published:
            return
        usable = [item for item in board.head.standard.vetoes if _usable(item, board.head.year)]
        if not usable:
            self.tabs.choose(_ITEMS)
            self.notice.say("warning", "请先为要用的事项登记设定依据，再登记线索。")
            return
        self._run(RecordVetoDialog(self.bridge, usable, self.bridge.village, self))

    def decide(self) -> None:
        """认定 or 不予认定 of the chosen case."""
        row, board = self.case, self._board
        if row is None or board is None or row.case.state is not CaseState.REPORTED:
            return
        effects = _effects(board.head.standard, row)
        self._run(DecideVetoDialog(self.bridge, row, effects, self))

    def lift(self) -> None:
        """解除 of the chosen case."""
        row = self.case
        if row is not None and row.case.state is CaseState.CONFIRMED:
            self._run(LiftVetoDialog(self.bridge, row, self))

    def authorise(self) -> None:
        """设定依据 of the chosen item."""
        entry = self.items.current_entry()
        if entry is not None and self._board is not None and not self._board.head.published:
            self._run(AuthorityDialog(self.bridge, entry[0], self))

    @property
    def case(self) -> CaseRow | None:
        """The chosen case."""
        entry = self.cases.current_entry()
        found: CaseRow | None = None if entry is None else entry[0]
        return found

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _tab: self._show_choice())
        self.record_button.clicked.connect(self.record)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.record)
        self.decide_button.clicked.connect(self.decide)
        self.lift_button.clicked.connect(self.lift)
        self.authorise_button.clicked.connect(self.authorise)
        self.notice.link_opened.connect(lambda: self.tabs.choose(_ITEMS))
        self.cases.current_row_changed.connect(lambda _row: self._show_choice())
        self.cases.activated_row.connect(lambda _row: self._handle())
        self.items.activated_row.connect(lambda _row: self.authorise())
        self.items.current_row_changed.connect(lambda _row: self._show_choice())

    def _handle(self) -> None:
        """Enter on a case: what can be done with it next."""
        row = self.case
        if row is not None and row.case.state is CaseState.REPORTED:
            self.decide()
        else:
            self.lift()

    def _run(
        self,
        dialog: RecordVetoDialog | DecideVetoDialog | LiftVetoDialog | AuthorityDialog,
    ) -> None:
        dialog.exec()
        dialog.deleteLater()

    def _choose_village(self, rows: list[CaseRow]) -> None:
        key = next((row.key for row in rows if row.case.village == self._wanted), "")
        self._wanted = ""
        if key:
            self.cases.choose_key(key)

    def _show_choice(self) -> None:
        """Table, card and buttons for the tab and what is chosen in it."""
        board = self._board
        if board is None:
            return
        on_items = self.tabs.current == _ITEMS
        count = self.cases.rows.rowCount()
        if not on_items and count and self.cases.current_row() is None:
            self.cases.selectRow(0)
        if on_items and self.items.rows.rowCount() and self.items.current_row() is None:
            self.items.selectRow(0)
        shown: QWidget
        first: QWidget
        if on_items:
            shown, first = self.items, self.items
        elif count:
            shown, first = self._split, self.cases
        else:
            shown, first = self.none_yet, self.record_button
        self._tables.setCurrentWidget(shown)
        self.setFocusProxy(first)
        row = None if on_items else self.case
        self.details.setVisible(row is not None)
        self.finding_button.set_place(None)
        if row is not None:
            self.pairs.set_pairs(case_pairs(row, _effects(board.head.standard, row)))
            subject = Subject(SubjectKind.VETO, item=str(row.case.number))
            heading = f"{row.village}　{row.case.item} 认定文件"
            self.finding_button.set_place(Place(row.case.village, subject), heading)
        published = board.head.published
        state = None if row is None or published else row.case.state
        self.decide_button.setVisible(state is CaseState.REPORTED)
        self.lift_button.setVisible(state is CaseState.CONFIRMED)
        self.authorise_button.setVisible(on_items and not published)
        self.record_button.setVisible(not published)


def _effects(standard: Standard, row: CaseRow) -> str:
    item = standard.veto_item(row.case.item)
    return "" if item is None else veto_effects(standard, item)
