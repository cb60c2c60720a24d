"""What the keys of the table mean: picking, counting, committing, moving on.

Keeps only the key strokes of the entry at work. What was refused stays typed, with the
office's sentence beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from evaluation.actions.sheets import mark_indicator
from evaluation.faults import Fault
from evaluation.numbers import show_plain
from evaluation.standard.model import Depth
from evaluation.stars.sheets import MarkState
from gui.desk.chips import Chip
from gui.desk.committing import commit_entry, commit_removal
from gui.desk.fact_writing import FactWriting
from gui.desk.indicator_table import IndicatorTable
from gui.desk.keying import Entry, EntryKind, Keying, Part, begin, discretion_of
from gui.desk.overlays import Overlays
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.office_bridge import OfficeBridge
from gui.widgets.typed_numbers import half_width

__all__ = ["Desk", "Entering"]

_STATES = {"n": MarkState.NOT_APPLICABLE, "d": MarkState.AWAITING}
_SIGNS = frozenset("0123456789.-;")
_ENTERING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Delete)


class Desk(Protocol):
    """What the entries ask of the desk they are made on."""

    @property
    def view(self) -> SheetView | None:
        """The sheet on it."""

    def say(self, sentence: str) -> None:
        """Tell something that belongs to no line."""

    def go_to(self, code_or_id: str) -> bool:
        """Work on a line; whether there is one."""

    def step_star(self, count: int) -> bool:
        """Work on another star; whether there is one."""


class Entering:
    """The entry at work. `keying` is None while nothing has been typed."""

    def __init__(
        self,
        bridge: OfficeBridge,
        desk: Desk,
        table: IndicatorTable,
        overlays: Overlays,
        facts: FactWriting,
    ) -> None:
        self._bridge = bridge
        self._desk = desk
        self._table = table
        self._overlays = overlays
        self._facts = facts
        self.keying: Keying | None = None
        self._keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: self._move(-1),
            Qt.Key.Key_Down: lambda: self._move(1),
            Qt.Key.Key_Home: lambda: self._move(-table.place),
            Qt.Key.Key_End: lambda: self._move(len(table.indicators.rows) - 1 - table.place),
            Qt.Key.Key_Left: lambda: self._choose_chip(-1),
            Qt.Key.Key_Right: lambda: self._choose_chip(1),
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Space: self._space,
            Qt.Key.Key_Escape: self._escape,
            Qt.Key.Key_Backspace: self._back,
            Qt.Key.Key_Delete: self._remove,
        }
        table.key_handler = self.handle_key
        table.tab_handler = self._tab

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips of the line at work."""
        chips = self._table.indicators.chips
        return chips[self._table.place] if self._table.place < len(chips) else ()

    @property
    def chip(self) -> Chip | None:
        """The chosen chip."""
        chosen = self._table.chip
        return None if chosen is None or chosen >= len(self.chips) else self.chips[chosen]

    @property
    def idle(self) -> bool:
        """Whether nothing has been typed."""
        return self.keying is None or self.keying.empty

    def handle_key(self, event: QKeyEvent) -> bool:
        """What a key of the table means; whether it was taken."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        receiver = self._keys.get(event.key())
        if receiver is not None:
            if event.isAutoRepeat() and event.key() in _ENTERING_KEYS:
                # Held down they would pass line after line unseen.
                return True
            self._at_once(receiver)
            return True
        return self.type_text(half_width(event.text()))

    def type_text(self, text: str) -> bool:
        """One sign as if typed on the line at work; whether it means anything."""
        with self._overlays.held():
            taken = self._take(text)
        if taken:
            self.show()
        return taken

    def _at_once(self, receiver: Callable[[], None]) -> None:
        """What one key does, shown when all of it is done."""
        with self._overlays.held():
            receiver()
        self.show()

    def _take(self, text: str) -> bool:
        if text in _SIGNS and text:
            self._press(text)
            return True
        if text == "+" and self.idle:
            return self._enter_full()
        letter = text.lower()
        if letter in _STATES and self.idle:
            self._set_state(_STATES[letter])
            return True
        row = self._table.row
        if letter == "v" and row is not None and row.indicator is not None:
            view = self._desk.view
            if row.indicator.veto and view is not None and not view.review and self.may_enter():
                self._overlays.hide_list()
                self._facts.open_veto(view, row, self._overlays.line())
            return True
        return False

    def press_tab(self) -> None:
        """Go on to the base of a figure."""
        self._tab()

    def finish(self) -> bool:
        """Commit what is half typed before something else is done; whether that went well."""
        if self.keying is None:
            return True
        if self.idle or self.keying.part is Part.CODE:
            self.drop()
            return True
        return self._commit()

    def drop(self) -> None:
        """Forget what was typed."""
        self.keying = None

    def follow_line(self) -> None:
        """Another line may be at work: what was typed on the one before does not follow."""
        row = self._table.row
        if self.keying is not None and row is not None and self.keying.row.item != row.item:
            self.drop()
        self._overlays.closed = False
        self.show()

    def show(self) -> None:
        """Show what has been typed."""
        self._overlays.show_keying(self._desk.view, self.keying, busy=self._facts.shown)

    def may_enter(self) -> bool:
        """Whether entries go into this sheet; says why not."""
        view = self._desk.view
        if view is None or view.editable:
            return view is not None
        if view.subject.version is not None:
            self._desk.say("这是旧版本，只供查看。请在上方换到最新一版。")
        elif not view.rated:
            self._desk.say(f"{view.village_name}本年不参评，不录入。")
        elif view.head.published:
            self._desk.say("本年度已经定评封存，不能再改。")
        else:
            self._desk.say("这张表已经签字。要改动，请先退回，退回后生成新的一版。")
        return False

    # keys

    def _press(self, sign: str) -> None:
        row, view = self._table.row, self._desk.view
        if row is None or view is None:
            return
        if sign == "." and self.idle:
            self.keying = Keying(row, Part.CODE, Part.CODE)
        else:
            if self.keying is None:
                if not self.may_enter() or not self._may_key(view, row):
                    return
                self.keying = begin(row, view.depth)
            self.keying = self.keying.press(sign)
        self._overlays.closed = False
        if self.keying.part is Part.CODE and self.keying.number:
            self._jump(only_if_certain=True)
        self.show()

    def _may_key(self, view: SheetView, row: IndicatorView) -> bool:
        if row.by_ballot:
            self._desk.say(f"{row.code} 由测评结果带入，不用填写。")
            return False
        category = next(
            (item for item in view.standard.categories if item.id == view.inputs.category), None
        )
        if category is not None and row.item in category.not_applicable:
            self._desk.say(f"{row.code} 对{category.name}不适用，不用填写。")
            return False
        return True

    def _tab(self) -> bool:
        keying = self.keying
        if keying is None or keying.part is not Part.FIGURE or not keying.wants_base:
            return False
        self._press(";")
        return True

    def _enter(self) -> None:
        if self.keying is not None and self.keying.part is Part.CODE:
            self._jump(only_if_certain=False)
            return
        if not self.idle:
            if self._commit():
                self._go_on()
            return
        self.drop()
        row, view = self._table.row, self._desk.view
        if row is None or view is None:
            return
        untouched = row.state is MarkState.UNCHECKED and not row.by_ballot
        if untouched and view.depth is Depth.CLAUSE and view.editable:
            if not self._set_state(MarkState.CHECKED):
                return
        self._go_on()

    def _space(self) -> None:
        if self.idle:
            self._overlays.closed = False
            self.show()
        elif self.keying is not None and self.keying.part is not Part.CODE:
            self._commit()

    def _escape(self) -> None:
        if self.keying is None:
            self._overlays.closed = True
            self._table.choose_chip(None)
        self.drop()
        self.show()

    def _back(self) -> None:
        if self.keying is not None:
            self.keying = self.keying.back()
            self.show()

    def _remove(self) -> None:
        row, view = self._table.row, self._desk.view
        if not self.idle or row is None or view is None or not self.may_enter():
            return
        chip = self.chip
        if chip is None and len(self.chips) == 1:
            chip = self.chips[0]
        if chip is None and self.chips:
            self._desk.say("这一项有几处扣分：先用 ← → 选中要删的一处。")
            return
        try:
            commit_removal(self._bridge, view, row, chip)
        except Fault as fault:
            self._fault(str(fault))

    def _move(self, count: int) -> None:
        if count and self.finish():
            self._table.go_to(self._table.place + count)

    def _choose_chip(self, count: int) -> None:
        number = len(self.chips)
        if not self.idle or not number:
            return
        now = self._table.chip
        following = (0 if count > 0 else number - 1) if now is None else now + count
        self._table.choose_chip(following if 0 <= following < number else None)

    def _go_on(self) -> None:
        """The next line; behind the last one the next star."""
        if self._table.go_to(self._table.place + 1):
            return
        view = self._desk.view
        if view is not None and view.depth is not Depth.STAR:
            if not self._desk.step_star(1):
                self._desk.say("已到最后一项。")

    def _jump(self, *, only_if_certain: bool) -> None:
        view = self._desk.view
        if self.keying is None or view is None:
            return
        code = self.keying.number
        codes = [row.code.removeprefix("★") for star in view.stars for row in star.rows]
        longer = [item for item in codes if item.startswith(code) and item != code]
        if code not in codes:
            if not only_if_certain or not longer:
                sentence = f"没有编号为 {code} 的指标。" if code else "请填编号，如 2.3。"
                self.keying = replace(self.keying, fault=sentence)
                self.show()
            return
        if only_if_certain and longer:
            return
        self.drop()
        found = view.place_of(code) or view.place_of(f"★{code}")
        if found is not None:
            self._desk.go_to(found[1].item)

    # committing

    def _set_state(self, state: MarkState) -> bool:
        row, view = self._table.row, self._desk.view
        if row is None or view is None or not self.may_enter():
            return False
        if view.depth is Depth.STAR or view.review:
            self._desk.say("这里逐项填分，没有不涉及和待数据。")
            return False
        if not self._may_key(view, row):
            return False
        about = view.subject.arguments
        try:
            self._bridge.attempt(mark_indicator, **about, item=row.item, state=str(state))
        except Fault as fault:
            self._fault(str(fault))
            return False
        self.drop()
        self.show()
        return True

    def _enter_full(self) -> bool:
        """满分 where points are typed, and on to the next line."""
        row, view = self._table.row, self._desk.view
        if row is None or view is None or view.depth is Depth.CLAUSE or view.review:
            return False
        if self.may_enter() and self._may_key(view, row):
            full = Entry(EntryKind.POINTS, "", show_plain(row.points))
            if self._enter_at_once(view, row, full):
                self._go_on()
        return True

    def _commit(self) -> bool:
        """Enter what was typed; False where it was refused or still needs its reason."""
        keying, view = self.keying, self._desk.view
        entry = None if keying is None else keying.entry()
        if keying is None or view is None or entry is None:
            return True
        if not entry.number:
            self._fault("还没有填数。不填请按 Esc。")
            return False
        row = self._table.row or keying.row
        if entry.kind is EntryKind.DISCRETION or view.review:
            self.drop()
            self._overlays.editor.hide()
            self._overlays.hide_list()
            self._facts.open_entry(view, row, entry, self._overlays.line())
            return False
        return self._enter_at_once(view, row, entry)

    def _enter_at_once(self, view: SheetView, row: IndicatorView, entry: Entry) -> bool:
        try:
            commit_entry(self._bridge, view, row, entry)
        except Fault as fault:
            self._fault(str(fault))
            return False
        self.drop()
        entered = self._table.row
        if entry.kind is EntryKind.FIGURE and entered is not None and not entered.deductions:
            if discretion_of(entered) is not None:
                self._fault("基数不大于 0，算不出增幅：按 0 填酌情扣分和理由；不扣分就按 ↓。")
                return False
        self.show()
        return True

    def _fault(self, sentence: str) -> None:
        """Show what was refused beside the line at work."""
        row, view = self._table.row, self._desk.view
        if row is None or view is None:
            self._desk.say(sentence)
            return
        self.keying = replace(self.keying or begin(row, view.depth), fault=sentence)
        self.show()
