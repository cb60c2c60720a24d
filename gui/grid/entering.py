"""Carries out what is typed into the grid: cells, states, facts, blocks.

Every cell is one action, on disk when the cursor leaves it. What was refused stays in its
cell with the office's sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QWidget

from evaluation.actions.sheets import check_star, enter_score, mark_indicator
from evaluation.faults import Fault
from evaluation.numbers import show_plain
from evaluation.standard.model import Depth
from evaluation.stars.scoring import needs_figure
from evaluation.stars.sheets import MarkState
from gui.desk.chips import chips_of
from gui.desk.fact_writing import FactWriting
from gui.desk.keying import Entry, EntryKind, discretion_of
from gui.desk.sheet_reading import read_sheet
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.dialogs.ask import ask_yes_no, show_message
from gui.grid.block import enter_together
from gui.grid.cells import deduction_under
from gui.grid.columns import CellKind, GridColumn
from gui.grid.entries import Part, Refusal, entry_part, parts_of, plain_text, same_as_shown
from gui.grid.model import Refused
from gui.grid.pasting import plan_paste
from gui.grid.table import GridTable
from gui.grid.villages import GridVillage
from gui.office_bridge import OfficeBridge

__all__ = ["GridEntering"]

_REASON_DUE = "还没有写理由，没有保存。"
_FREE = "基数不大于 0，算不出增幅：到“一颗星”里按 0 填酌情扣分和理由。"
_ONLY_POINTS = "这里逐项填分，没有不涉及和待数据。"


class Grid(Protocol):
    """What entering asks of the grid it works on."""

    def say(self, sentence: str) -> None:
        """Tell something that belongs to no cell."""

    def tell_fault(self) -> None:
        """Show again what was refused in the cell of the cursor."""

    def line_area(self) -> QRect:
        """Where the cell of the cursor stands, in the panel."""


class GridEntering:
    """`enter_cell` is what the model calls for a typed cell."""

    def __init__(self, bridge: OfficeBridge, panel: QWidget, grid: Grid, table: GridTable) -> None:
        self._bridge = bridge
        self._panel = panel
        self._grid = grid
        self._table = table
        self._busy = False
        self._waiting: tuple[str, GridColumn] | None = None
        self.facts = FactWriting(bridge, panel)
        self.facts.closed.connect(self._facts_closed)

    # one cell

    def enter_cell(self, row: int, column: int, text: str) -> None:
        """What was typed into a cell; refused, it stays there with the sentence why."""
        if self._busy:
            # A window that asks takes the keys away from an editor that is being closed.
            return
        model = self._table.grid
        village, shown = model.villages[row], model.columns[column]
        if same_as_shown(village, shown, text):
            model.refuse(row, column, None)
            return
        plain = plain_text(shown, text)
        waiting = self._waiting_entry(village, shown, plain)
        if waiting is not None:
            model.refuse(row, column, Refused(text, _REASON_DUE))
            self._waiting = village.id, shown
            QTimer.singleShot(0, self._panel, lambda: self._ask_reason(village, shown, waiting))
            return
        changes = {shown: text, **self._typed_beside(village, shown)}
        sentence = self._carry_out(list(parts_of(village, changes)))
        model.refuse(row, column, Refused(text, sentence) if sentence else None)
        if not sentence:
            for other in changes:
                place = model.column_of(other.key)
                if other is not shown and place is not None:
                    model.refuse(row, place, None)
            self._tell_free(row, shown)

    def enter_keyed(self, entry: Entry) -> str | None:
        """A clause and its count, or a figure, typed in the cell of a whole indicator."""
        found = self._current()
        if found is None:
            return ""
        village, column = found
        if village.closed:
            return village.closed
        if entry.kind is EntryKind.DISCRETION:
            self._ask_reason(village, column, entry)
            return None
        part = entry_part(village, column, village.row(column.item), entry)
        sentence = self._carry_out([part])
        if not sentence and entry.kind is EntryKind.FIGURE:
            if self._tell_free(self._table.place[0], column):
                return None
        return sentence

    def take_back(self, places: Sequence[tuple[int, int]]) -> None:
        """Delete: each cell goes back; several are asked for first."""
        model = self._table.grid
        dropped = [place for place in places if model.fault(*place) is not None]
        if dropped:
            for place in dropped:
                model.refuse(*place, None)
            return
        sentences: list[str] = []
        lines: dict[int, dict[GridColumn, str]] = {}
        for row, column in places:
            if not model.columns[column].entered:
                continue
            fixed = model.cell(row, column).fixed
            if fixed:
                sentences.append(fixed)
            else:
                lines.setdefault(row, {})[model.columns[column]] = ""
        parts: list[Part] = []
        for row, changes in lines.items():
            for found in parts_of(model.villages[row], changes):
                if isinstance(found, Refusal):
                    sentences.append(found.sentence)
                elif found not in parts:
                    parts.append(found)
        if len(parts) > 1 and not ask_yes_no(
            self._panel,
            f"收回选中的 {len(parts)} 处录入？",
            "扣分删去，数据和得分清空；历史里记一条。",
            yes="收回",
            danger=True,
        ):
            return
        sentence = self._carry_out(parts, f"收回 {len(parts)} 处") or next(iter(sentences), "")
        if sentence:
            self._grid.say(sentence)

    def set_state(self, state: MarkState) -> bool:
        """不涉及 or 待数据 for the item of the cursor; whether it was taken."""
        found = self._current()
        if found is None:
            return False
        village, column = found
        row, place = self._table.place
        fixed = self._table.grid.cell(row, place).fixed
        if column.kind is not CellKind.SCORE and fixed:
            self._grid.say(fixed)
            return False
        if village.review or village.depth is Depth.STAR:
            self._grid.say(_ONLY_POINTS)
            return False
        return self._mark(village, column, state)

    def pass_cell(self) -> bool:
        """Enter on an indicator that nobody has looked at: 已查. Whether the cursor goes on."""
        found = self._current()
        if found is None:
            return True
        village, column = found
        row = village.row(column.item)
        untouched = column.kind is CellKind.CLAUSES and row.state is MarkState.UNCHECKED
        if not untouched or row.by_ballot or village.closed or row.indicator is None:
            return True
        if needs_figure(row.indicator):
            return True
        return self._mark(village, column, MarkState.CHECKED)

    # several cells

    def check_rest(self, star: str) -> None:
        """查毕 the rest of a star of the village at work."""
        found = self._current(any_column=True)
        if found is None:
            return
        village, _ = found
        if village.closed or village.review or village.depth is Depth.STAR:
            self._grid.say(village.closed or "这里逐项填分，没有查毕。")
            return
        try:
            self._bridge.attempt(check_star, **village.arguments, star=star)
        except Fault as fault:
            self._grid.say(str(fault))

    def check_column(self, item: str) -> None:
        """查毕 an indicator in all villages that are still 未查, after asking."""
        villages = [
            village
            for village in self._table.grid.villages
            if not village.closed and not village.done(item)
        ]
        if not villages or villages[0].review or villages[0].depth is Depth.STAR:
            self._grid.say("没有可以查毕的嘎查村。" if not villages else "这里没有查毕。")
            return
        row = villages[0].row(item)
        clauses = villages[0].depth is Depth.CLAUSE
        if clauses and row.indicator is not None and needs_figure(row.indicator):
            self._grid.say(f"{row.code} 要先填数据，不能整列查毕。")
            return
        words = "记为已查、不扣分" if clauses else f"记为满分 {show_plain(row.points)}"
        if ask_yes_no(
            self._panel,
            f"把 {len(villages)} 个未查的{villages[0].year.unit}的 {row.code} {words}？",
            "已经填过、已经签字的不动；历史里记一条。",
            yes="查毕",
        ):
            sentence = self._carry_out([_passed(village, item) for village in villages], "整列查毕")
            if sentence:
                self._grid.say(sentence)

    def paste(self, block: Sequence[Sequence[str]]) -> None:
        """A block from a table program: told first, entered only when confirmed."""
        plan = plan_paste(self._bridge.office, self._table.grid, self._table.place, block)
        if not plan.parts:
            sentence = plan.detail or "与表里的一样，没有改动。"
            show_message(self._panel, plan.question, sentence)
            return
        yes = f"粘贴其余 {plan.changed} 处" if plan.faults else "粘贴"
        if ask_yes_no(self._panel, plan.question, plan.detail, yes=yes):
            sentence = self._carry_out(plan.parts, f"粘贴 {plan.changed} 处", block=True)
            self._grid.say(sentence or f"已粘贴 {plan.changed} 处。")

    # facts

    def write_fact(self) -> None:
        """F2 on an entry: its fact, with those used before to choose from."""
        if self.facts.shown:
            self.facts.save()
            return
        found = self._current()
        if found is None:
            return
        village, column = found
        if village.closed:
            self._grid.say(village.closed)
            return
        view, row = self._desk_line(village, column)
        chips = chips_of(row, facts_due=True)
        wanted = [chip for chip in chips if chip.clause == column.clause and column.clause]
        order = wanted or sorted(chips, key=lambda item: not item.lacking)
        chip = next((item for item in order if not item.figure), None)
        if chip is None and not (row.typed or row.mark is not None):
            self._grid.say("先录入扣分或数据，再写事实。")
            return
        self.facts.open_for(view, row, chip, self._grid.line_area())

    def write_veto(self) -> bool:
        """V: the indicator's own veto, with its fact; whether there is one."""
        found = self._current()
        if found is None or found[0].closed or found[0].review:
            return False
        view, row = self._desk_line(*found)
        if row.indicator is None or not row.indicator.veto:
            return False
        self.facts.open_veto(view, row, self._grid.line_area())
        return True

    def _ask_reason(self, village: GridVillage, column: GridColumn, entry: Entry) -> None:
        view, row = self._desk_line(village, column)
        self.facts.open_entry(view, row, entry, self._grid.line_area())

    def _facts_closed(self) -> None:
        """An entry that waited for its reason is in its cell now, or still refused there."""
        self._table.setFocus()
        if self._waiting is None:
            return
        village, column = self._waiting
        self._waiting = None
        model = self._table.grid
        row, place = model.place_of(village), model.column_of(column.key)
        refused = model.refused.get((village, column.key))
        if row is not None and place is not None and refused is not None:
            if same_as_shown(model.villages[row], column, refused.typed):
                model.refuse(row, place, None)
        self._grid.tell_fault()

    def _desk_line(
        self, village: GridVillage, column: GridColumn
    ) -> tuple[SheetView, IndicatorView]:
        """The sheet as the desk reads it: only where a fact is written."""
        view = read_sheet(self._bridge.reader, village.year, village.subject)
        found = view.place_of(column.item)
        assert found is not None, "the columns are those of the sheet"
        return view, found[1]

    # carrying out

    def _current(self, *, any_column: bool = False) -> tuple[GridVillage, GridColumn] | None:
        row, column = self._table.place
        model = self._table.grid
        if row < 0 or column < 0 or not (any_column or model.columns[column].item):
            return None
        if model.columns[column].kind is CellKind.STAR and not any_column:
            return None
        return model.villages[row], model.columns[column]

    def _mark(self, village: GridVillage, column: GridColumn, state: MarkState) -> bool:
        try:
            self._bridge.attempt(
                mark_indicator, **village.arguments, item=column.item, state=str(state)
            )
        except Fault as fault:
            self._grid.say(str(fault))
            return False
        return True

    def _waiting_entry(self, village: GridVillage, column: GridColumn, text: str) -> Entry | None:
        """An entry that is only carried out together with its reason."""
        if not text or not any(sign.isdigit() for sign in text):
            return None
        row = village.row(column.item)
        if column.kind is CellKind.AMOUNT:
            old = deduction_under(row, column.clause)
            if old is None or not old.fact.strip():
                return Entry(EntryKind.DISCRETION, column.clause, text)
        if column.kind is CellKind.POINTS and village.review and not row.fact.strip():
            return Entry(EntryKind.POINTS, "", text)
        return None

    def _typed_beside(self, village: GridVillage, column: GridColumn) -> dict[GridColumn, str]:
        """A base that waits for the figure that is entered now."""
        if column.kind is not CellKind.FIGURE:
            return {}
        model = self._table.grid
        return {
            other: model.refused[village.id, other.key].typed
            for other in model.columns
            if other.kind is CellKind.BASE and (village.id, other.key) in model.refused
        }

    def _tell_free(self, row: int, column: GridColumn) -> bool:
        """A base that is not above 0 makes the figure 酌情; whether that was told."""
        line = self._table.grid.villages[row].row(column.item)
        kinds = (CellKind.FIGURE, CellKind.BASE, CellKind.CLAUSES)
        if column.kind in kinds and not line.deductions and line.figure_clause is not None:
            if discretion_of(line) is line.figure_clause:
                self._grid.say(_FREE)
                return True
        return False

    def _carry_out(
        self, found: Sequence[Part | Refusal], source: str = "", *, block: bool = False
    ) -> str:
        """Why it was refused, "" if it was done. Several parts are one entry in the history."""
        refused = next((item for item in found if isinstance(item, Refusal)), None)
        if refused is not None:
            return refused.sentence
        parts = [item for item in found if isinstance(item, Part)]
        if not parts:
            return ""
        self._busy = True
        try:
            if len(parts) == 1 and not block:
                self._bridge.attempt(parts[0].action, **parts[0].arguments)
            else:
                enter_together(self._bridge, parts, source)
        except Fault as fault:
            return str(fault)
        finally:
            self._busy = False
        return ""


def _passed(village: GridVillage, item: str) -> Part:
    """An item of a village as 已查; where points are typed, with all of them."""
    action: Callable[..., None] = mark_indicator
    rest = {"state": str(MarkState.CHECKED)}
    row = village.row(item)
    if village.depth is not Depth.CLAUSE:
        action, rest = enter_score, {"score": show_plain(row.points), "reason": row.fact}
    return Part(village.id, "", action, {**village.arguments, "item": item, **rest})
