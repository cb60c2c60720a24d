"""The right side of the desk: head, stars, table, reasons, and what stands over them.

Every entry is committed by its action at once. Nothing is kept here that reading the sheet
again would not give, but for the key strokes of the entry at work.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.actions.sheets import check_star
from evaluation.faults import Fault
from evaluation.standard.model import Depth
from evaluation.views import YearHead
from gui.desk.desk_head import DeskHead
from gui.desk.entering import Entering
from gui.desk.fact_writing import FactWriting
from gui.desk.head_words import head_words
from gui.desk.indicator_model import ColumnKind
from gui.desk.indicator_table import IndicatorTable
from gui.desk.overlays import Overlays
from gui.desk.reasons_pane import ReasonsPane
from gui.desk.sheet_reading import read_sheet
from gui.desk.sheet_view import IndicatorView, SheetView, StarView, Subject
from gui.desk.star_cards import star_card
from gui.desk.star_strip import StarCard, StarStrip
from gui.office_bridge import OfficeBridge
from gui.theme import PAGE_MARGIN, units
from gui.widgets.leading_focus import LeadingFocus
from gui.widgets.notice_bar import NoticeBar

__all__ = ["DeskPanel"]


class DeskPanel(LeadingFocus):
    """`read_again` tells that the sheet was read; `place_changed` that another line or star
    is at work."""

    read_again = Signal()
    place_changed = Signal()

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._subject: Subject | None = None
        self._year: YearHead | None = None
        self._star = ""
        self._view: SheetView | None = None
        self._cards: dict[str, tuple[StarView, bool, StarCard]] = {}
        self.head = DeskHead()
        self.strip = StarStrip()
        self.notice = NoticeBar()
        self.table = IndicatorTable()
        self.pane = ReasonsPane()
        self.facts = FactWriting(bridge, self)
        self.overlays = Overlays(self.table, self)
        self.entering = Entering(bridge, self, self.table, self.overlays, self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(units(16), units(12), units(PAGE_MARGIN), units(12))
        column.setSpacing(units(10))
        for widget in (self.head, self.strip, self.notice, self.table):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.pane)
        self.table.place_changed.connect(self._line_changed)
        self.table.opened.connect(self._cell_opened)
        self.table.focus_changed.connect(lambda _focused: self.entering.show())
        self.table.laid_out.connect(self.overlays.place)
        self.table.verticalScrollBar().valueChanged.connect(self.overlays.place)
        self.strip.chosen.connect(self._star_clicked)
        self.overlays.popup.key_clicked.connect(self._popup_clicked)
        self.facts.closed.connect(self.table.setFocus)
        self.setFocusProxy(self.table)

    @property
    def view(self) -> SheetView | None:
        """The sheet on the desk."""
        return self._view

    @property
    def star(self) -> StarView | None:
        """The star at work."""
        return None if self._view is None else self._view.star(self._star)

    @property
    def row(self) -> IndicatorView | None:
        """The line at work."""
        return self.table.row

    def show_sheet(self, year: YearHead, subject: Subject) -> None:
        """Lay another sheet on the desk; star and line at work stay if the sheet has them."""
        other = subject != self._subject
        self._year, self._subject = year, subject
        if other:
            self.entering.drop()
            self.facts.close()
            self.table.choose_chip(None)
            self.notice.clear()
        self.reload()

    def reload(self) -> None:
        """Read the sheet again and show it."""
        if self._subject is None or self._year is None:
            return
        view = read_sheet(self._bridge.reader, self._year, self._subject, self._view)
        self._view = view
        if view.star(self._star) is None:
            self._star = view.stars[0].id if view.stars else ""
        self.head.show_words(head_words(view))
        if view.editable:
            self.notice.clear()
        self._show_star()
        self.read_again.emit()

    def go_to_star(self, star: str) -> None:
        """Work on another star, from its first line."""
        view = self._view
        if view is None or not self.finish_entry():
            return
        if view.depth is Depth.STAR:
            self.go_to(star)
        elif view.star(star) is not None:
            self._star = star
            self._show_star()
            self.table.go_to(0)

    def step_star(self, count: int) -> bool:
        """Work on the next or previous star; whether there is one."""
        keys = [] if self._view is None else [star.id for star in self._view.stars]
        place = keys.index(self._star) + count if self._star in keys else -1
        if not 0 <= place < len(keys):
            return False
        self.go_to_star(keys[place])
        return True

    def go_to(self, code_or_id: str) -> bool:
        """Go to an indicator by its code or id; whether the sheet has it."""
        found = None if self._view is None else self._view.place_of(code_or_id)
        if found is None or not self.finish_entry():
            return False
        self._star = found[0].id
        self._show_star()
        rows = [row.item for row in self.table.indicators.rows]
        return self.table.go_to(rows.index(found[1].item))

    def go_to_place(self, place: str) -> None:
        """Go to an indicator by its code or id, or to a star by its id."""
        if self._view is not None and not self.go_to(place):
            self.go_to_star(place)

    def check_rest(self) -> None:
        """查毕: the rest of the star at work, and on to the next; where something must be
        typed first, on to that."""
        star, view = self.star, self._view
        if star is None or view is None or not self.entering.may_enter():
            return
        if not self.finish_entry():
            return
        if view.review or view.rekey or view.depth is Depth.STAR:
            self.say("这里逐项录入，没有查毕。")
            return
        if star.open:
            try:
                self._bridge.attempt(check_star, **view.subject.arguments, star=star.id)
            except Fault as fault:
                self.say(str(fault))
                return
        left = [row for row in self.table.indicators.rows if not row.done]
        if left:
            codes = "、".join(row.code for row in left)
            self.go_to(left[0].item)
            self.say(f"{star.star.name}其余各项已查；{codes} 要先填数据。")
        elif not self.step_star(1):
            self.say(self._last_words())

    def _last_words(self) -> str:
        """What is said behind the last star."""
        view = self._view
        if view is None or view.open:
            left = () if view is None else view.stars
            names = "、".join(star.star.name for star in left if star.open)
            return f"已到最后一颗星。还有未查的：{names}。"
        return "全部查毕，按 Ctrl Enter 签字。"

    def write_facts(self) -> None:
        """F2: the fact of the chosen deduction, or of the first that lacks one."""
        if self.facts.shown:
            self.facts.save()
            return
        if not self.entering.may_enter() or not self.finish_entry():
            return
        row, view = self.table.row, self._view
        if view is None or row is None:
            return
        chip = self.entering.chip
        if chip is None:
            order = sorted(self.entering.chips, key=lambda item: not item.lacking)
            chip = next((item for item in order if not item.figure), None)
        self.overlays.hide_list()
        self.facts.open_for(view, row, chip, self.overlays.line())

    def finish_entry(self) -> bool:
        """Commit what is half typed before something else is done; whether that went well."""
        return self.entering.finish()

    def say(self, sentence: str) -> None:
        """Tell something that belongs to no line."""
        self.notice.say("info", sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlays.place()
        self.facts.place(self.overlays.line())

    def _show_star(self) -> None:
        view, star = self._view, self.star
        if view is None:
            return
        self._show_strip(view)
        if view.depth is Depth.STAR:
            rows = tuple(row for item in view.stars for row in item.rows)
        else:
            rows = () if star is None else star.rows
        self.table.show_rows(view, rows)
        self.entering.show()
        self.place_changed.emit()

    def _show_strip(self, view: SheetView) -> None:
        self._cards = {star.id: self._card(view, star) for star in view.stars}
        self.strip.show_cards([card for _, _, card in self._cards.values()], self._star)
        self.strip.setVisible(bool(view.stars))
        star = self.star
        self.pane.setVisible(star is not None)
        if star is not None:
            self.pane.show_star(view, star)

    def _card(self, view: SheetView, star: StarView) -> tuple[StarView, bool, StarCard]:
        """The card of a star; of one that was not read again the card that is there."""
        known = self._cards.get(star.id)
        if known is not None and known[0] is star and known[1] == view.revealed:
            return known
        return star, view.revealed, star_card(view, star)

    def _line_changed(self) -> None:
        view, row = self._view, self.row
        if view is not None and view.depth is Depth.STAR and row is not None:
            self._star = row.item
            self._show_strip(view)
        if view is not None and view.editable:
            self.notice.clear()
        self.entering.follow_line()
        self.place_changed.emit()

    def _star_clicked(self, star: str) -> None:
        self.go_to_star(star)
        self.table.setFocus()

    def _cell_opened(self, _place: int, kind: object) -> None:
        if kind is ColumnKind.FACT:
            self.write_facts()
            return
        self.overlays.closed = False
        self.entering.show()

    def _popup_clicked(self, key: str) -> None:
        self.table.setFocus()
        if key == "Tab":
            self.entering.press_tab()
        else:
            self.entering.type_text(key)
