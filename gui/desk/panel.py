"""The right side of the desk: head, stars, table, reasons, and the keys that work on them.

Every entry is committed by its action at once; what was refused stays typed, with the
sentence beside it. Nothing is kept here that reading the sheet again would not give, but
for the key strokes of the entry at work.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.actions.sheets import check_star, mark_indicator
from evaluation.faults import Fault
from evaluation.standard.model import Depth
from evaluation.stars.sheets import MarkState
from evaluation.views import YearHead
from gui.desk.chips import Chip
from gui.desk.clause_popup import ClausePopup, popup_lines
from gui.desk.committing import commit_entry, commit_removal
from gui.desk.desk_head import DeskHead
from gui.desk.entry_editor import EntryEditor
from gui.desk.fact_writing import FactWriting
from gui.desk.head_words import head_words
from gui.desk.indicator_model import ColumnKind
from gui.desk.indicator_table import IndicatorTable
from gui.desk.keying import EntryKind, Keying, Part, begin, discretion_of
from gui.desk.reasons_pane import ReasonsPane
from gui.desk.sheet_view import IndicatorView, SheetView, StarView, Subject, read_sheet
from gui.desk.star_cards import star_card
from gui.desk.star_strip import StarStrip
from gui.office_bridge import OfficeBridge
from gui.theme import PAGE_MARGIN, units
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.typed_numbers import half_width

__all__ = ["DeskPanel"]

_STATES = {"n": MarkState.NOT_APPLICABLE, "d": MarkState.AWAITING}
_SIGNS = frozenset("0123456789.-;")


class DeskPanel(QWidget):
    """`village_step` asks for the next (1) or the previous (-1) village; `read_again` tells
    that the sheet was read; `place_changed` that another line or star is at work."""

    village_step = Signal(int)
    read_again = Signal()
    place_changed = Signal()

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._subject: Subject | None = None
        self._year: YearHead | None = None
        self._star = ""
        self._popup_closed = False
        self.view: SheetView | None = None
        self.keying: Keying | None = None
        self.head = DeskHead()
        self.strip = StarStrip()
        self.notice = NoticeBar()
        self.table = IndicatorTable()
        self.pane = ReasonsPane()
        self.editor = EntryEditor(self.table.viewport())
        self.popup = ClausePopup(self)
        self.facts = FactWriting(bridge, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(units(16), units(12), units(PAGE_MARGIN), units(12))
        column.setSpacing(units(10))
        for widget in (self.head, self.strip, self.notice, self.table):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.pane)
        self.table.key_handler = self.handle_key
        self.table.tab_handler = self._tab
        self.table.place_changed.connect(self._place_changed)
        self.table.opened.connect(self._cell_opened)
        self.table.focus_changed.connect(self._focus_changed)
        self.table.laid_out.connect(self._place_overlays)
        self.table.verticalScrollBar().valueChanged.connect(self._place_overlays)
        self.strip.chosen.connect(self.go_to_star)
        self.popup.key_clicked.connect(self._popup_clicked)
        self.facts.closed.connect(self.table.setFocus)
        self.setFocusProxy(self.table)

    # what lies on the desk

    @property
    def star(self) -> StarView | None:
        """The star at work."""
        return None if self.view is None else self.view.star(self._star)

    @property
    def row(self) -> IndicatorView | None:
        """The line at work."""
        return self.table.row

    @property
    def chip(self) -> Chip | None:
        """The chosen chip of the line at work."""
        chips = self.table.indicators.chips
        if self.table.chip is None or not 0 <= self.table.place < len(chips):
            return None
        row = chips[self.table.place]
        return row[self.table.chip] if self.table.chip < len(row) else None

    def show_sheet(self, year: YearHead, subject: Subject) -> None:
        """Lay another sheet on the desk; the star at work stays if the sheet has it."""
        other = subject != self._subject
        self._year, self._subject = year, subject
        if other:
            self._drop_keying()
            self.facts.close()
            self.table.choose_chip(None)
        self.reload()
        if other and self.view is not None and self.view.depth is not Depth.STAR:
            self.table.go_to(0)

    def reload(self) -> None:
        """Read the sheet again and show it."""
        if self._subject is None or self._year is None:
            return
        view = read_sheet(self._bridge.reader, self._year, self._subject)
        self.view = view
        if view.star(self._star) is None:
            self._star = view.stars[0].id if view.stars else ""
        self.head.show_words(head_words(view))
        if self.notice.isVisible() and view.editable:
            self.notice.clear()
        self._show_star()
        self.read_again.emit()

    def go_to_star(self, star: str) -> None:
        """Work on another star, from its first line."""
        if self.view is None or not self.finish_entry():
            return
        if self.view.depth is Depth.STAR:
            self.go_to(star)
            return
        if self.view.star(star) is not None:
            self._star = star
            self._show_star()
            self.table.go_to(0)

    def step_star(self, count: int) -> bool:
        """Work on the next or previous star; whether there is one."""
        if self.view is None:
            return False
        keys = [star.id for star in self.view.stars]
        if self._star not in keys:
            return False
        place = keys.index(self._star) + count
        if not 0 <= place < len(keys):
            return False
        self.go_to_star(keys[place])
        return True

    def go_to(self, code_or_id: str) -> bool:
        """Go to an indicator by its code or id; whether the sheet has it."""
        if self.view is None or not self.finish_entry():
            return False
        found = self.view.place_of(code_or_id)
        if found is None:
            return False
        star, row = found
        self._star = star.id
        self._show_star()
        rows = self.table.indicators.rows
        return self.table.go_to([item.item for item in rows].index(row.item))

    def check_rest(self) -> None:
        """查毕: the rest of the star at work."""
        star = self.star
        if star is None or not self._may_enter() or not self.finish_entry():
            return
        assert self.view is not None, "a star belongs to a sheet"
        if self.view.review or self.view.depth is Depth.STAR:
            self._say("这里逐项填分，没有查毕。")
            return
        try:
            self._bridge.attempt(check_star, **self.view.subject.arguments, star=star.id)
        except Fault as fault:
            self._say(str(fault))
            return
        left = self.star
        if left is not None and left.open:
            codes = "、".join(row.code for row in left.rows if not row.done)
            self._say(f"{left.star.name}其余各项已查；{codes} 要先填数据。")

    def write_facts(self) -> None:
        """F2: the fact of the chosen deduction, or of the first that lacks one."""
        if self.facts.shown:
            self.facts.save()
            return
        row = self.row
        if self.view is None or row is None or not self._may_enter() or not self.finish_entry():
            return
        row = self.table.row or row
        chips = self.table.indicators.chips[self.table.place]
        chip = self.chip
        if chip is None:
            order = sorted(chips, key=lambda item: not item.lacking)
            chip = next((item for item in order if not item.figure), None)
        self.popup.hide()
        self.facts.open_for(self.view, row, chip, self._line_area())

    def finish_entry(self) -> bool:
        """Commit what is half typed before something else is done; whether that went well."""
        if self.keying is None:
            return True
        if self.keying.empty or self.keying.part is Part.CODE:
            self._drop_keying()
            return True
        return self._commit()

    # keys

    def handle_key(self, event: QKeyEvent) -> bool:
        """What a key of the table means; whether it was taken."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        match event.key():
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Home:
                self._move(-self.table.place)
            case Qt.Key.Key_End:
                self._move(len(self.table.indicators.rows) - 1 - self.table.place)
            case Qt.Key.Key_Left:
                self._choose_chip(-1)
            case Qt.Key.Key_Right:
                self._choose_chip(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Space:
                self._space()
            case Qt.Key.Key_Escape:
                self._escape()
            case Qt.Key.Key_Backspace:
                self._back()
            case Qt.Key.Key_Delete:
                self._remove()
            case _:
                return self._typed(half_width(event.text()))
        return True

    def _typed(self, text: str) -> bool:
        if len(text) != 1:
            return False
        if text in _SIGNS:
            self._press(text)
            return True
        letter = text.lower()
        if letter in _STATES and self._nothing_typed():
            self._set_state(_STATES[letter])
            return True
        row = self.row
        if letter == "v" and row is not None and row.indicator is not None:
            if row.indicator.veto and self._may_enter():
                assert self.view is not None, "a line belongs to a sheet"
                self.popup.hide()
                self.facts.open_veto(self.view, row, self._line_area())
            return True
        return False

    def _nothing_typed(self) -> bool:
        return self.keying is None or self.keying.empty

    def _press(self, sign: str) -> None:
        row = self.row
        if row is None or self.view is None:
            return
        if sign == "." and self._nothing_typed():
            self.keying = Keying(row, Part.CODE, Part.CODE)
        else:
            if self.keying is None:
                if not self._may_enter() or not self._may_key(row):
                    return
                self.keying = begin(row, self.view.depth)
            self.keying = self.keying.press(sign)
        self._popup_closed = False
        if self.keying.part is Part.CODE:
            self._jump(only_if_certain=True)
        self._show_keying()

    def _may_key(self, row: IndicatorView) -> bool:
        if row.by_ballot:
            self._say(f"{row.code} 由测评结果带入，不用填写。")
            return False
        assert self.view is not None, "a line belongs to a sheet"
        if row.line is not None and row.indicator is not None:
            category = next(
                (
                    item
                    for item in self.view.standard.categories
                    if item.id == self.view.outcome.category
                ),
                None,
            )
            if category is not None and row.item in category.not_applicable:
                self._say(f"{row.code} 对{category.name}不适用，不用填写。")
                return False
        return True

    def _tab(self) -> bool:
        """Tab leads from the figure to its base."""
        keying = self.keying
        if keying is None or keying.part is not Part.FIGURE or not keying.wants_base:
            return False
        self._press(";")
        return True

    def _enter(self) -> None:
        if self.keying is not None and self.keying.part is Part.CODE:
            self._jump(only_if_certain=False)
            return
        if not self._nothing_typed():
            if self._commit():
                self._go_on()
            return
        self._drop_keying()
        row = self.row
        assert self.view is None or row is None or row.item, "lines have items"
        if row is None or self.view is None:
            return
        untouched = row.state is MarkState.UNCHECKED and not row.by_ballot
        if untouched and self.view.depth is Depth.CLAUSE and self.view.editable:
            if not self._set_state(MarkState.CHECKED):
                return
        self._go_on()

    def _space(self) -> None:
        if self._nothing_typed():
            self._popup_closed = False
            self._show_keying()
        elif self.keying is not None and self.keying.part is not Part.CODE:
            self._commit()

    def _escape(self) -> None:
        if self.keying is not None:
            self._drop_keying()
        else:
            self._popup_closed = True
            self.table.choose_chip(None)
        self._show_keying()

    def _back(self) -> None:
        if self.keying is not None:
            self.keying = self.keying.back()
            self._show_keying()

    def _remove(self) -> None:
        row = self.row
        if not self._nothing_typed() or row is None or self.view is None:
            return
        if not self._may_enter():
            return
        chips = self.table.indicators.chips[self.table.place]
        chip = self.chip
        if chip is None and len(chips) == 1:
            chip = chips[0]
        if chip is None and chips:
            self._say("这一项有几处扣分：先用 ← → 选中要删的一处。")
            return
        try:
            commit_removal(self._bridge, self.view, row, chip)
        except Fault as fault:
            self._fault(str(fault))

    def _move(self, count: int) -> None:
        if count and self.finish_entry():
            self.table.go_to(self.table.place + count)

    def _choose_chip(self, count: int) -> None:
        if not self._nothing_typed() or not self.table.indicators.rows:
            return
        number = len(self.table.indicators.chips[self.table.place])
        if not number:
            return
        now = self.table.chip
        following = (0 if count > 0 else number - 1) if now is None else now + count
        self.table.choose_chip(following if 0 <= following < number else None)
        self._show_keying()

    def _go_on(self) -> None:
        """The next line; behind the last one the next star."""
        if self.table.go_to(self.table.place + 1):
            return
        if self.view is not None and self.view.depth is Depth.STAR:
            return
        self.step_star(1)

    def _jump(self, *, only_if_certain: bool) -> None:
        if self.keying is None or self.view is None:
            return
        code = self.keying.number
        codes = [row.code for star in self.view.stars for row in star.rows]
        codes = [item.removeprefix("★") for item in codes]
        longer = [item for item in codes if item.startswith(code) and item != code]
        if code not in codes:
            if not only_if_certain or not longer:
                sentence = f"没有编号为 {code} 的指标。" if code else "请在 . 后面填编号，如 2.3。"
                self.keying = replace(self.keying, fault=sentence)
            self._show_keying()
            return
        if only_if_certain and longer:
            return
        self._drop_keying()
        found = self.view.place_of(code) or self.view.place_of(f"★{code}")
        if found is not None:
            self.go_to(found[1].item)

    # entering

    def _may_enter(self) -> bool:
        """Whether entries go into this sheet; says why not."""
        view = self.view
        if view is None or view.editable:
            return view is not None
        if view.subject.version is not None:
            self._say("这是旧版本，只供查看。请在上方换到最新一版。")
        elif not view.rated:
            self._say(f"{view.village_name}本年不参评，不录入。")
        elif view.head.published:
            self._say("本年度已经定评封存，不能再改。")
        else:
            self._say("这张表已经签字。要改动，请先退回，退回后生成新的一版。")
        return False

    def _set_state(self, state: MarkState) -> bool:
        row = self.row
        if row is None or self.view is None or not self._may_enter():
            return False
        if self.view.depth is Depth.STAR or self.view.review:
            self._say("这里逐项填分，没有不涉及和待数据。")
            return False
        if not self._may_key(row):
            return False
        try:
            self._bridge.attempt(
                mark_indicator, **self.view.subject.arguments, item=row.item, state=str(state)
            )
        except Fault as fault:
            self._fault(str(fault))
            return False
        self._drop_keying()
        self._show_keying()
        return True

    def _commit(self) -> bool:
        keying, view = self.keying, self.view
        entry = None if keying is None else keying.entry()
        if keying is None or view is None or entry is None:
            return True
        if not entry.number:
            self._fault("还没有填数。不填请按 Esc。")
            return False
        row = self.row or keying.row
        if entry.kind is EntryKind.DISCRETION or view.review:
            self.popup.hide()
            self.facts.open_entry(view, row, entry, self._line_area())
            self._drop_keying()
            return False
        try:
            commit_entry(self._bridge, view, row, entry)
        except Fault as fault:
            self._fault(str(fault))
            return False
        self._drop_keying()
        entered = self.table.row
        if entry.kind is EntryKind.FIGURE and entered is not None and not entered.deductions:
            if discretion_of(entered) is not None:
                self._fault("基数不大于 0，算不出比例：按 0 填酌情扣分和理由；不扣分就按 ↓。")
                return False
        self._show_keying()
        return True

    # showing

    def _show_star(self) -> None:
        view = self.view
        if view is None:
            return
        self.strip.show_cards([star_card(view, star) for star in view.stars], self._star)
        star = view.star(self._star)
        if view.depth is Depth.STAR:
            rows = tuple(row for item in view.stars for row in item.rows)
        else:
            rows = () if star is None else star.rows
        self.table.show_rows(view, rows)
        self.strip.setVisible(bool(view.stars))
        self.pane.setVisible(star is not None)
        if star is not None:
            self.pane.show_star(view, star)
        self._show_keying()
        self.place_changed.emit()

    def _place_changed(self) -> None:
        view = self.view
        if self.keying is not None and self.row is not None:
            if self.keying.row.item != self.row.item:
                self._drop_keying()
        self._popup_closed = False
        if view is not None and view.depth is Depth.STAR and self.row is not None:
            self._star = self.row.item
            self.strip.show_cards([star_card(view, star) for star in view.stars], self._star)
            star = view.star(self._star)
            if star is not None:
                self.pane.show_star(view, star)
        self._show_keying()
        self.place_changed.emit()

    def _drop_keying(self) -> None:
        self.keying = None

    def _fault(self, sentence: str) -> None:
        """Show what was refused beside the line at work."""
        row = self.row
        if row is None or self.view is None:
            self._say(sentence)
            return
        keying = self.keying or begin(row, self.view.depth)
        self.keying = replace(keying, fault=sentence)
        self._popup_closed = False
        self._show_keying()

    def _say(self, sentence: str) -> None:
        self.notice.say("info", sentence)

    def _show_keying(self) -> None:
        """Editor and popup for what has been typed, or for the line at work."""
        row, view = self.row, self.view
        if row is None or view is None:
            self.editor.hide()
            self.popup.hide()
            return
        typing = self.keying is not None and not self.keying.empty
        if typing and self.keying is not None:
            self.editor.show_keying(self.keying)
        self.editor.setVisible(typing)
        fault = "" if self.keying is None else self.keying.fault
        open_here = (
            self.table.hasFocus() and view.editable and not row.by_ballot and not self.facts.shown
        )
        if not open_here or (self._popup_closed and not fault):
            self.popup.hide()
        elif self.keying is not None and self.keying.part is Part.CODE:
            self.popup.show_lines((), fault)
        else:
            keying = self.keying
            if keying is None and view.depth is Depth.CLAUSE:
                keying = begin(row, view.depth)
            lines = () if keying is None else popup_lines(row, keying, view.depth)
            self.popup.show_lines(lines, fault)
        self._place_overlays()

    def _place_overlays(self) -> None:
        kind = ColumnKind.LOSSES
        if self.table.column_of(kind) is None:
            kind = ColumnKind.SCORE
        cell = self.table.cell_area(kind)
        if self.keying is not None and kind is ColumnKind.SCORE:
            # Points need the words beside them: the editor reaches to the left.
            wide = units(160)
            cell = QRect(cell.right() - wide, cell.top(), wide, cell.height())
        self.editor.setGeometry(cell.adjusted(units(2), units(2), -units(2), -units(3)))
        shown = self.popup.lines or self.popup.fault
        open_here = self.table.hasFocus() and self.view is not None and self.view.editable
        if not shown or not open_here or (self._popup_closed and not self.popup.fault):
            self.popup.hide()
            return
        if self.facts.shown:
            return
        origin = self.table.viewport().mapTo(self, cell.topLeft())
        self.popup.place(QRect(origin, cell.size()), self.rect().adjusted(4, 4, -4, -4))

    def _line_area(self) -> QRect:
        """The line at work, in the panel's coordinates."""
        cell = self.table.cell_area(ColumnKind.CODE)
        origin = self.table.viewport().mapTo(self, cell.topLeft())
        return QRect(origin.x(), origin.y(), self.table.width(), cell.height())

    def _cell_opened(self, _place: int, kind: object) -> None:
        if kind is ColumnKind.FACT:
            self.write_facts()
            return
        self._popup_closed = False
        self._show_keying()

    def _popup_clicked(self, key: str) -> None:
        self.table.setFocus()
        if key == "Tab":
            self._tab()
        else:
            self._typed(key)

    def _focus_changed(self, focused: bool) -> None:
        del focused
        self._show_keying()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.facts.close()
        self._place_overlays()
