"""日志: the history, newest first, in words; each entry with what it changed.

Reads only. Older entries come page by page, so that years of history open at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluation.history import HistoryEntry, HistoryEvent
from evaluation.rounds import Participation
from evaluation.views import Trail
from gui.history_words import HistoryWords
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.choice_field import ChoiceField
from gui.widgets.empty_state import EmptyState
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.page_head import PageHead
from gui.widgets.paragraph import Paragraph
from gui.widgets.plain_scroll import plain_scroll
from gui.wording import EVENT_GROUPS

__all__ = ["LogPage"]

_PAGE = 200
_ALL = "all"
_NARROW_BELOW = 980


class LogPage(Page):
    """A table of entries; the pane beside it shows the current one in full."""

    title, icon, section = "日志", "history", "基础"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._entries: list[HistoryEntry] = []
        self._words = HistoryWords(bridge.reader)
        self._read_to: int | None = None
        self._exhausted = False
        self.village_choice = ChoiceField(width=170, placeholder="全部嘎查村")
        self.kind_choice = ChoiceField(
            ((_ALL, "全部事项"), *((key, name) for key, name, _ in EVENT_GROUPS)), width=130
        )
        self.kind_choice.set_value(_ALL)
        self.older_button = QuietButton("看更早的")
        self.empty = EmptyState("没有这样的记录", "换一个嘎查村或事项再看。", icon_name="history")
        self._narrow = False
        self._left = QVBoxLayout()
        self.table = self._new_table()
        self._arrange()
        self.village_choice.value_changed.connect(lambda _: self._read_anew())
        self.kind_choice.value_changed.connect(lambda _: self._read_anew())
        self.older_button.clicked.connect(self.read_older)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.village_choice.setFocus)
        bridge.changed.connect(self._refresh_if_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        old = self.table
        self.table = self._new_table()
        self._left.replaceWidget(old, self.table)
        if self.window().focusWidget() is old:
            self.table.setFocus()
        old.hide()
        old.deleteLater()
        self._detail.setFixedWidth(units(280 if narrow else 330))
        self._show()

    def _new_table(self) -> DataTable:
        """The table for the present width."""
        columns = _NARROW_COLUMNS if self._narrow else _COLUMNS
        table = DataTable(RowsModel(columns, key_of=lambda row: str(row[0].number)))
        table.setAccessibleName("日志")
        table.current_row_changed.connect(lambda _: self._show_detail())
        table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setFocusProxy(table)
        return table

    @property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """The entries shown, newest first."""
        return tuple(self._entries)

    def refresh(self) -> None:
        """Read the newest entries again."""
        self._words = HistoryWords(self._bridge.reader)
        members = self._bridge.reader.find(Participation, round=self._bridge.round)
        villages = sorted(members, key=lambda member: member.position)
        self.village_choice.set_choices(
            [
                (_ALL, "全部嘎查村"),
                *(
                    (member.village, self._words.village_name(member.village))
                    for member in villages
                ),
            ]
        )
        if not self.village_choice.value():
            self.village_choice.set_value(_ALL)
        self._read_anew()

    def open_subject(self, subject: str) -> None:
        """Show the entries about one village."""
        self.refresh()
        self.village_choice.set_value(subject)
        self._read_anew()

    def read_older(self) -> None:
        """Read one more page of entries that pass the filter."""
        wanted = self._wanted_events()
        village = self.village_choice.value()
        found: list[HistoryEntry] = []
        while len(found) < _PAGE and not self._exhausted:
            read: Sequence[HistoryEntry] = self._bridge.history(
                village=None if village == _ALL else village, before=self._read_to, limit=_PAGE
            )
            self._exhausted = len(read) < _PAGE
            if read:
                self._read_to = read[-1].number
            found.extend(entry for entry in read if wanted is None or entry.event in wanted)
        self._entries.extend(found)
        self._show()

    def _arrange(self) -> None:
        column = page_column(self)
        head = PageHead("日志", "谁在什么时候改了什么，一条不落，不能删改。")
        head.add_right(self.village_choice)
        head.add_right(self.kind_choice)
        column.addWidget(head)
        left = self._left
        left.setSpacing(units(8))
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        left.addWidget(self.older_button, 0, Qt.AlignmentFlag.AlignHCenter)
        body = QHBoxLayout()
        body.setSpacing(units(14))
        body.addLayout(left, 1)
        self._detail = self._build_detail()
        body.addWidget(self._detail)
        column.addLayout(body, 1)

    def _build_detail(self) -> QWidget:
        card = Card("这一条")
        self._facts = KeyValueList(bold=False)
        self._reason = Paragraph("", TextSize.BODY)
        self._changes = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, units(8), 0)
        inner.setSpacing(units(10))
        for part in (self._facts, self._reason, self._changes):
            inner.addWidget(part)
        inner.addStretch(1)
        area = plain_scroll(content)
        card.add(area, 1)
        card.setFixedWidth(units(330))
        return card

    def _read_anew(self) -> None:
        self._entries = []
        self._read_to = None
        self._exhausted = False
        self.read_older()

    def _wanted_events(self) -> frozenset[HistoryEvent] | None:
        for key, _name, events in EVENT_GROUPS:
            if key == self.kind_choice.value():
                return frozenset(events)
        return None

    def _show(self) -> None:
        self.table.set_rows([(self._words.trail(entry), entry) for entry in self._entries])
        self.table.setVisible(bool(self._entries))
        self.empty.setVisible(not self._entries)
        self.older_button.setVisible(not self._exhausted)
        if self._entries and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._show_detail()
        more = "，更早的还没有读出" if not self._exhausted else ""
        self.set_foot(f"{len(self._entries)} 条{more}", (("↑↓", "选一条"), ("Ctrl+F", "选嘎查村")))

    def _show_detail(self) -> None:
        current = self.table.current_entry()
        self._detail.setVisible(current is not None)
        if current is None:
            return
        trail: Trail = current[0]
        entry: HistoryEntry = current[1]
        pairs = (
            # Under 背靠背 the numbers would tell how much others have typed.
            ("序号", str(trail.number) if entry.digest else ""),
            ("时间", entry.time.replace("T", " ")),
            ("经办人", trail.actor),
            ("事项", trail.event),
            ("嘎查村", trail.village),
            ("对象", trail.subject),
            ("文件", trail.document),
        )
        self._facts.set_pairs([pair for pair in pairs if pair[1]])
        self._reason.set_text(f"理由：{trail.reason}" if trail.reason else "")
        self._reason.setVisible(bool(trail.reason))
        changes = self._words.changes(entry)
        self._changes.set_text("\n".join(f"· {line}" for line in changes) or "没有改动数据行。")

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if not self._exhausted and bar.maximum() > 0 and value == bar.maximum():
            self.read_older()

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()


_TIME = Column("时间", lambda row: row[0].time, "note", 130)
_ACTOR = Column("经办人", lambda row: row[0].actor, "text", 92)
_EVENT = Column("事项", lambda row: row[0].event, "text", 156)
_VILLAGE = Column("嘎查村", lambda row: row[0].village, "text", 118)
_SUBJECT = Column("对象", lambda row: row[0].subject, "text", "stretch")
_REASON = Column("理由", lambda row: row[0].reason, "note", "stretch")
_DOCUMENT = Column("文件", lambda row: row[0].document, "note", 110)
_COLUMNS = (_TIME, _ACTOR, _EVENT, _VILLAGE, _SUBJECT, _REASON, _DOCUMENT)
_NARROW_COLUMNS = (_TIME, _EVENT, _VILLAGE, _SUBJECT)
"""What fits beside the pane on a small screen; the pane tells the rest."""
