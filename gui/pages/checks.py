"""数据校核: what is wrong, odd or worth a look before anybody signs, and the way to it.

The checks run anew each time the page is opened and after every change while it is seen.
What they look for stands in `evaluation/checks`; here a word is written, nothing is decided.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluation.actions.checking import note_finding
from evaluation.checks import (
    CHECKS,
    Finding,
    Severity,
    check_named,
    check_round,
    counts,
)
from evaluation.faults import RatingFault
from evaluation.rounds import Participation, RoundState
from evaluation.stars.ballots import Ballot
from evaluation.stars.sheets import Sheet
from evaluation.views import YearHead
from gui.dialogs.ask import ask_text
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.pages.checks_list import FindingList, SeverityChips
from gui.pages.checks_words import grouped, look_of, place_of, what_was_checked
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.page_head import PageHead
from gui.widgets.paragraph import Paragraph
from gui.widgets.plain_scroll import plain_scroll
from gui.widgets.segment_bar import SegmentBar

__all__ = ["ChecksPage"]

_BY_VILLAGE = "village"
_BY_CHECK = "check"
_NARROW_BELOW = 980
_DETAIL = 330
_NARROW_DETAIL = 270


class ChecksPage(Page):
    """The findings of a round in a list; the pane beside it tells the current one in full.

    It asks the frame for the place where a finding is put right; how each page knows its
    places is told at `place_of`.
    """

    title, icon, section = "数据校核", "checks", ""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._findings: tuple[Finding, ...] = ()
        self._head: YearHead | None = None
        self._wanted = ""
        self.chips = SeverityChips()
        self.grouping = SegmentBar(((_BY_VILLAGE, "按村"), (_BY_CHECK, "按校核项")))
        self.list = FindingList()
        self.empty = EmptyState("", icon_name="checks")
        self.go_button = PrimaryButton("去处理")
        self.note_button = QuietButton("写说明", icon_name="edit")
        self.drop_button = QuietButton("删去说明")
        self._page_head = PageHead("数据校核", "签字、上会之前，先把这里看完。")
        self._body = QWidget()
        self._detail = self._build_detail()
        self._arrange()
        self.setFocusProxy(self.list)
        self.chips.chosen.connect(lambda _: self._show())
        self.grouping.chosen.connect(lambda _: self._show())
        self.list.changed.connect(self._show_detail)
        self.list.opened.connect(self._open)
        self.go_button.clicked.connect(self.go)
        self.note_button.clicked.connect(self.write_note)
        self.drop_button.clicked.connect(self.drop_note)
        self.empty.acted.connect(self._leave_empty)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.write_note)
        bridge.changed.connect(self._refresh_if_shown)
        bridge.round_changed.connect(self._refresh_if_shown)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of the round, as they were when the checks last ran."""
        return self._findings

    def refresh(self) -> None:
        """Run the checks again and show what they find."""
        self._findings, self._head = (), None
        if self._bridge.round:
            try:
                self._head = self._bridge.head()
                self._findings = check_round(self._bridge.reader, self._bridge.round)
            except RatingFault as fault:
                self._show_empty("这一年度还不能校核", str(fault), "去总览")
                return
        if self._head is None:
            self._show_empty("还没有年度", "先新建年度、选定评定标准，再回到这一页。", "去总览")
            return
        self._show()
        if self._wanted and self.list.choose_village(self._wanted):
            self._wanted = ""

    def open_subject(self, subject: str) -> None:
        """Go to the first finding of a village by its id."""
        self._wanted = subject

    def go(self) -> None:
        """Ask for the place where the current finding is put right."""
        if self.list.current is not None:
            self._open(self.list.current)

    def write_note(self) -> None:
        """Write a word on the current finding; only 请说明 takes one."""
        finding = self.list.current
        if finding is None or not self._takes_note(finding):
            return
        text = ask_text(
            self,
            f"说明：{check_named(finding.check).name}",
            finding.text,
            value=finding.note,
            lines=3,
        )
        if text is not None:
            self._note(finding, text)

    def drop_note(self) -> None:
        """Take the word on the current finding back."""
        finding = self.list.current
        if finding is not None and finding.note and self._takes_note(finding):
            self._note(finding, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        self._detail.setFixedWidth(units(_NARROW_DETAIL if narrow else _DETAIL))

    def _arrange(self) -> None:
        column = page_column(self)
        self._page_head.add_right(self.grouping)
        column.addWidget(self._page_head)
        column.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignLeft)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(units(14))
        body.addWidget(self.list, 1)
        body.addWidget(self._detail)
        # Shown and hidden as a whole: what is hidden takes no room.
        column.addWidget(self._body, 1)
        column.addWidget(self.empty, 1)

    def _build_detail(self) -> Card:
        card = Card("")
        self._facts = KeyValueList(bold=False)
        self._text = Paragraph("", TextSize.BODY)
        self._given = Paragraph("", TextSize.BODY, Colour.DONE)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, units(8), 0)
        inner.setSpacing(units(12))
        for part in (self._text, self._given, self._facts):
            inner.addWidget(part)
        inner.addStretch(1)
        area = plain_scroll(content)
        card.add(area, 1)
        for button in (self.go_button, self.note_button, self.drop_button):
            card.add(button)
        card.setFixedWidth(units(_DETAIL))
        return card

    def _show(self) -> None:
        """The findings that pass the chips, under their headings."""
        if self._head is None:
            return
        self.chips.set_counts(counts(self._findings))
        chosen = self.chips.current
        shown = [item for item in self._findings if chosen in (None, item.severity)]
        if not shown:
            self._show_nothing(self._head)
            return
        self._show_parts(filled=True, chips=True)
        self.list.set_items(grouped(shown, by_check=self.grouping.current == _BY_CHECK))

    def _show_nothing(self, head: YearHead) -> None:
        """No finding passes the chips, or there is none at all."""
        reader, where = self._bridge.reader, {"round": head.round.id}
        if self._findings:
            self._show_empty("这一类没有了", "其他类别还有要看的。", "看全部")
            self._show_parts(filled=False, chips=True)
        elif not reader.find(Sheet, **where) and not reader.find(Ballot, **where):
            number = len(CHECKS)
            self._show_empty("还没有录入", f"录入自评、测评或初评之后，这里按 {number} 项校核。")
        else:
            members = reader.find(Participation, **where)
            self._show_empty("全部通过", what_was_checked(len(members), head.unit))

    def _show_empty(self, sentence: str, note: str, button: str = "") -> None:
        self.empty.set_text(sentence, note, button)
        self._show_parts(filled=False, chips=False)
        self.set_foot("")

    def _show_parts(self, *, filled: bool, chips: bool) -> None:
        self._body.setVisible(filled)
        self.empty.setVisible(not filled)
        self.chips.setVisible(chips)
        self.grouping.setVisible(chips)

    def _leave_empty(self) -> None:
        if self._findings:
            self.chips.choose(None)
        else:
            self.page_wanted.emit("overview", "")

    def _show_detail(self) -> None:
        finding = self.list.current
        self._detail.setVisible(finding is not None)
        if finding is None:
            return
        check = check_named(finding.check)
        self._detail.set_title(check.name)
        self._text.set_text(finding.text)
        self._given.set_text(f"说明：{finding.note}" if finding.note else "")
        self._given.setVisible(bool(finding.note))
        pairs = (
            ("程度", look_of(finding).word),
            ("嘎查村" if self._head is None else self._head.unit, finding.village_name or "全年度"),
            ("打分表", finding.assessor),
            ("依据", check.source),
        )
        self._facts.set_pairs([pair for pair in pairs if pair[1]])
        takes = self._takes_note(finding)
        self.note_button.setText("改说明" if finding.note else "写说明")
        self.note_button.setVisible(takes)
        self.drop_button.setVisible(takes and bool(finding.note))
        self._show_foot(takes=takes)

    def _show_foot(self, *, takes: bool) -> None:
        settled = sum(1 for item in self._findings if item.handled)
        waiting = len(self._findings) - settled
        status = f"还有 {waiting} 处" + (f"，已说明 {settled} 处" if settled else "")
        keys = [("↑↓", "选一处"), ("Enter", "去处理")]
        if takes:
            keys.append(("F2", "写说明"))
        self.set_foot(status, keys)

    def _takes_note(self, finding: Finding) -> bool:
        return (
            finding.severity is Severity.EXPLAIN
            and self._head is not None
            and self._head.round.state is RoundState.OPEN
        )

    def _note(self, finding: Finding, text: str) -> None:
        self._bridge.act(
            note_finding,
            round=self._bridge.round,
            check=finding.check,
            subject=finding.subject,
            text=text,
            village=finding.village,
        )

    def _open(self, finding: Finding) -> None:
        if self._head is not None:
            page, place = place_of(self._head.standard, finding)
            self.place_wanted.emit(page, finding.village, place)

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()
