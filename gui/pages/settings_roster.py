"""The tab 名册与情况: the villages of the year, who takes part, in which order, their facts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QWidget

from db.exchange.importing import KIND_NAMES
from evaluation.actions.years import enter_facts, order_villages, set_participation
from evaluation.faults import Fault
from evaluation.gathering import name_on
from evaluation.rounds import (
    FACTS,
    Participation,
    ParticipationStatus,
    Round,
    RoundState,
    YearlyFact,
)
from evaluation.villages import Town
from gui.dialogs.ask import ask_text
from gui.dialogs.import_preview import choose_and_import
from gui.dialogs.roster_choice import RosterDialog
from gui.office_bridge import OfficeBridge
from gui.pages.settings_part import SettingsPart
from gui.tables.editable_grid import CellChange, EditableGrid, GridColumn, GridRow
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton, QuietButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.wording import word

__all__ = ["RosterSettings"]

_IMPORTS = ("roster", "facts", "results", "scores", "ballots", "vetoes")
"""Kinds of table that can be brought into an open year."""


_WIDTHS = {"households": 70, "population": 70, "members": 76, "income": 176, "first_secretary": 0}


class RosterSettings(SettingsPart):
    """A grid of villages and their facts; buttons for the roster above it."""

    hints = (("Enter", "下一行"), ("Ctrl+V", "粘贴一块"), ("Alt+↑↓", "移动"))

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.dialog: QDialog | None = None
        self._members: tuple[Participation, ...] = ()
        self._names: dict[str, str] = {}
        self.notice = NoticeBar()
        self.add_button = QuietButton("加入嘎查村…", icon_name="plus")
        self.import_button = QuietButton("导入表格…", icon_name="import")
        self.import_menu = QMenu(self)
        for kind in _IMPORTS:
            action = self.import_menu.addAction(f"{KIND_NAMES[kind]}…")
            action.triggered.connect(lambda _checked=False, kind=kind: self.import_table(kind))
        self.status_button = QuietButton("改为不参评…")
        self.up_button = FlatButton("上移", icon_name="arrow-up")
        self.down_button = FlatButton("下移", icon_name="arrow-down")
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        note = Label("排列顺序用于公示和各种表册。", TextSize.NOTE, Colour.SECONDARY)
        for widget in (
            self.add_button,
            self.import_button,
            self.status_button,
            self.up_button,
            self.down_button,
        ):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(note)
        self.grid = EditableGrid(
            (
                GridColumn("position", "序", 46, editable=False, faded=True),
                GridColumn("name", "名称", 140, editable=False),
                GridColumn("town", "苏木乡镇", 100, editable=False, faded=True),
                GridColumn("status", "参评", 92, editable=False, faded=True),
                *(
                    GridColumn(
                        fact,
                        f"{name}（{unit}）" if fact == "income" else name,
                        _WIDTHS.get(fact, 104),
                        number=bool(unit),
                    )
                    for fact, name, unit in FACTS
                ),
            )
        )
        self.grid.setAccessibleName("名册与基本情况")
        self.empty = EmptyState("还没有年度", "新建年度以后在这里登记名册和基本情况。")
        self.column.addLayout(buttons)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self.empty, 1)
        self.grid.cells_typed.connect(self._enter)
        self.grid.row_chosen.connect(lambda _: self._follow_row())
        self.add_button.clicked.connect(self.add_villages)
        self.import_button.clicked.connect(self._open_import_menu)
        self.status_button.clicked.connect(self.change_status)
        self.up_button.clicked.connect(lambda: self.shift(-1))
        self.down_button.clicked.connect(lambda: self.shift(1))
        for key, count in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda count=count: self.shift(count))

    def refresh(self) -> None:
        """Read roster and facts again."""
        reader = self._bridge.reader
        found = reader.get(Round, self._bridge.round) if self._bridge.round else None
        self.grid.setVisible(found is not None)
        self.empty.setVisible(found is None)
        for button in (
            self.add_button,
            self.import_button,
            self.status_button,
            self.up_button,
            self.down_button,
        ):
            button.setEnabled(found is not None)
        if found is None:
            self.status = ""
            return
        closed = found.state is RoundState.PUBLISHED
        self._members = tuple(
            sorted(
                reader.find(Participation, round=found.id),
                key=lambda member: (member.position, member.village),
            )
        )
        towns = {town.code: town.name for town in reader.find(Town)}
        facts: dict[str, dict[str, str]] = {}
        for fact in reader.find(YearlyFact, round=found.id):
            facts.setdefault(fact.village, {})[fact.fact] = fact.value
        self._names = {}
        for member in self._members:
            named = name_on(reader, member.village, f"{found.year}-12-31")
            self._names[member.village] = named.name if named else member.village
        self.grid.set_rows(
            [
                GridRow(
                    member.village,
                    {
                        "position": str(place),
                        "name": self._names[member.village],
                        "town": towns.get(member.town, ""),
                        "status": _status_words(member),
                        **facts.get(member.village, {}),
                    },
                    faded=member.status is not ParticipationStatus.RATED,
                )
                for place, member in enumerate(self._members, start=1)
            ],
            read_only=closed,
        )
        if not self.grid.current_key and self._members:
            self.grid.choose_first()
        taking_part = sum(member.status is ParticipationStatus.RATED for member in self._members)
        self.status = f"名册 {len(self._members)} 个，参评 {taking_part} 个"
        self.add_button.setEnabled(not closed)
        self.import_button.setEnabled(not closed)
        self._follow_row()
        if closed:
            self.notice.say("info", f"{found.year} 年度已经定评封存，名册和情况不能再改。")

    def _open_import_menu(self) -> None:
        below = self.import_button.rect().bottomLeft()
        self.import_menu.popup(self.import_button.mapToGlobal(below))

    def import_table(self, kind: str) -> None:
        """Choose a table of that kind and look at what it would change before it does."""
        choose_and_import(self._bridge, kind, self)

    def add_villages(self) -> None:
        """Open the window that adds villages of the official list."""
        self.dialog = RosterDialog(self._bridge, self.window())
        self.dialog.open()

    def change_status(self) -> None:
        """不参评 of the current village with its reason, or 参评 again."""
        member = self._current()
        if member is None:
            return
        name = self._names[member.village]
        if member.status is ParticipationStatus.RATED:
            reason = ask_text(
                self,
                f"{name} 本年度不参评的原因",
                "不参评的村不计入各项基数，在表册脚注里列出。已有的评分保留，不再计算。",
            )
            if reason is None:
                return
            status = ParticipationStatus.EXCLUDED
        else:
            reason, status = "", ParticipationStatus.RATED
        self._bridge.act(
            set_participation,
            round=self._bridge.round,
            village=member.village,
            status=str(status),
            reason=reason,
        )

    def shift(self, count: int) -> None:
        """Move the current village `count` places down (up if negative)."""
        keys = [member.village for member in self._members]
        current = self.grid.current_key
        if current not in keys or not self.up_button.isEnabled():
            return
        place = keys.index(current)
        target = place + count
        if not 0 <= target < len(keys):
            return
        keys[place], keys[target] = keys[target], keys[place]
        self._bridge.act(order_villages, round=self._bridge.round, villages=keys)

    def _enter(self, changes: list[CellChange]) -> None:
        """One entry for a cell or for a whole pasted block; all of it or nothing."""
        by_village: dict[str, dict[str, str]] = {}
        for village, fact, text in changes:
            by_village.setdefault(village, {"village": village})[fact] = text
        self.notice.clear()
        try:
            self._bridge.attempt(
                enter_facts, round=self._bridge.round, villages=list(by_village.values())
            )
        except Fault as fault:
            self.notice.say("fault", str(fault))
            self.refresh()

    def _current(self) -> Participation | None:
        key = self.grid.current_key
        return next((member for member in self._members if member.village == key), None)

    def _follow_row(self) -> None:
        member = self._current()
        open_ = self.add_button.isEnabled()
        for button in (self.status_button, self.up_button, self.down_button):
            button.setEnabled(member is not None and open_)
        rated = member is None or member.status is ParticipationStatus.RATED
        self.status_button.setText("改为不参评…" if rated else "恢复参评")


def _status_words(member: Participation) -> str:
    if member.status is ParticipationStatus.RATED:
        return word(member.status)
    return f"{word(member.status)}：{member.reason}" if member.reason else word(member.status)
