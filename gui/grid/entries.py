"""From what was typed or pasted into cells to the actions that enter it.

One cell gives at most one action. What an entry does not touch (the fact of a deduction
whose count is corrected, the base of a figure) is handed on as it stands. Whether numbers
are allowed is the office's answer when the actions are carried out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.actions.sheets import (
    enter_deduction,
    enter_figure,
    enter_score,
    mark_indicator,
    remove_deduction,
)
from evaluation.faults import RatingFault
from evaluation.numbers import read_count, read_hundredths, show_plain
from evaluation.standard.model import FIGURE_KINDS, ClauseKind, Depth, Indicator
from evaluation.stars.sheets import Deduction, MarkState
from gui.desk.keying import Entry, EntryKind
from gui.desk.sheet_view import IndicatorView
from gui.grid.cells import cell_of, deduction_under
from gui.grid.columns import CellKind, GridColumn
from gui.grid.villages import GridVillage
from gui.widgets.typed_numbers import half_width

__all__ = ["Part", "Refusal", "entry_part", "parts_of", "same_as_shown"]

_STATES = {
    "n": MarkState.NOT_APPLICABLE,
    "不涉及": MarkState.NOT_APPLICABLE,
    "d": MarkState.AWAITING,
    "待数据": MarkState.AWAITING,
}
_YES_NO = {"是": "1", "否": "0"}
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_BASE_WAITS = "先填数据，基数随后一并保存。"


@dataclass(frozen=True, slots=True)
class Part:
    """One action that an entry asks for. `column`: key of the cell it comes from."""

    village: str
    column: str
    action: Callable[..., None]
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell gives no action."""

    village: str
    column: str
    sentence: str


def plain_text(column: GridColumn, text: str) -> str:
    """What was typed, without what a table program writes around a number.

    Full-width digits, the commas of 18,200 and the sign of 96.4% are no part of it; anything
    else stays for the office to refuse.
    """
    if column.text:
        return text.strip()
    plain = half_width(text).strip()
    if column.percent:
        plain = plain.removesuffix("%").strip()
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def same_as_shown(village: GridVillage, column: GridColumn, text: str) -> bool:
    """Whether a text is what the cell holds already, so that nothing is to be entered."""
    cell = cell_of(village, column)
    plain = plain_text(column, text)
    if plain in (cell.typed, cell.text) and (plain or column.text or not cell.typed):
        return True
    try:
        return read_hundredths(plain, "") == read_hundredths(cell.typed, "")
    except RatingFault:
        return False


def parts_of(village: GridVillage, changes: Mapping[GridColumn, str]) -> Iterator[Part | Refusal]:
    """What the changed cells of one village ask for; "" takes back what stands there."""
    items = dict.fromkeys(column.item for column in changes)
    for item in items:
        own = {column: text for column, text in changes.items() if column.item == item}
        yield from _Line(village, village.row(item), own).parts()


def entry_part(village: GridVillage, column: GridColumn, row: IndicatorView, entry: Entry) -> Part:
    """What an entry typed as on the desk asks for: a clause and its count, or a figure."""
    line = _Line(village, row, {})
    if entry.kind is EntryKind.FIGURE:
        return line.figure(column, entry.number, entry.base or line.kept_base)
    return line.deduction(column, entry.clause, count=entry.number)


@dataclass(frozen=True, slots=True)
class _Line:
    """The changed cells of one village in one indicator (or star)."""

    village: GridVillage
    row: IndicatorView
    changes: Mapping[GridColumn, str]

    def parts(self) -> Iterator[Part | Refusal]:
        """All of them; a fact that none of them carries is refused rather than lost."""
        found = list(self._each())
        yield from found
        fact = self._new_fact()
        carried = any(
            fact in (part.arguments.get("fact"), part.arguments.get("reason"))
            for part in found
            if isinstance(part, Part)
        )
        if fact and not carried and not any(isinstance(part, Refusal) for part in found):
            column = next(item for item in self.changes if item.kind is CellKind.FACT)
            yield self._refusal(column, "这一行没有要写事实的录入，事实没有保存。")

    def _each(self) -> Iterator[Part | Refusal]:
        """Figures first: an indicator is 已查 only once its figure is there."""
        order = sorted(self.changes, key=lambda column: column.kind is not CellKind.FIGURE)
        for column in order:
            text = plain_text(column, self.changes[column])
            state = None if column.text else _STATES.get(text.lower())
            if state is not None:
                yield self._state(column, state)
            elif column.kind is CellKind.FACT:
                yield from self._fact(column, text)
            elif text:
                yield from self._typed(column, text)
            else:
                yield from self._taken_back(column)

    # what is typed

    def _typed(self, column: GridColumn, text: str) -> Iterator[Part | Refusal]:
        match column.kind:
            case CellKind.POINTS:
                yield self._part(
                    column, enter_score, score=text, reason=self._new_fact() or self.row.fact
                )
            case CellKind.FIGURE:
                yield self.figure(column, _YES_NO.get(text, text), self._base_beside())
            case CellKind.BASE:
                if not self._has(CellKind.FIGURE):
                    yield self._base_alone(column, text)
            case CellKind.COUNT:
                yield from self._count(column, text)
            case CellKind.AMOUNT:
                yield self.deduction(column, column.clause, amount=text)
            case _:
                yield self._pasted(column, text)

    def _count(self, column: GridColumn, text: str) -> Iterator[Part | Refusal]:
        try:
            count = read_count(text, f"{self.village.name} {column.name}的次数")
        except RatingFault as fault:
            yield self._refusal(column, str(fault))
            return
        if count:
            yield self.deduction(column, column.clause, count=text)
        elif deduction_under(self.row, column.clause) is not None:
            yield self._part(column, remove_deduction, clause=column.clause)
        elif self.row.state is not MarkState.CHECKED and not self._counts_beside(column):
            yield self._state(column, MarkState.CHECKED)

    def _counts_beside(self, column: GridColumn) -> bool:
        """Whether another cell of the line makes the indicator 已查 already."""
        for other, text in self.changes.items():
            if other is column or other.kind is CellKind.FACT:
                continue
            plain = plain_text(other, text)
            before = list(self.changes).index(other) < list(self.changes).index(column)
            if other.kind is CellKind.FIGURE or plain.strip("0") or (plain and before):
                return True
        return False

    def _pasted(self, column: GridColumn, text: str) -> Part | Refusal:
        """Into the cell of a whole indicator: only a figure says by itself what it is."""
        indicator = self.row.indicator
        assert indicator is not None, "clauses belong to indicators"
        if not _only_figure(indicator):
            return self._refusal(
                column,
                f"{self.row.code} 逐条扣分，一个数说不清是哪一条；请到“一项指标”里粘贴次数。",
            )
        figure, _, base = text.partition(";")
        return self.figure(column, figure, base or self.kept_base)

    def _fact(self, column: GridColumn, text: str) -> Iterator[Part | Refusal]:
        if any(other.kind is not CellKind.FACT for other in self.changes):
            # Written together with what it belongs to.
            return
        row = self.row
        wanted = self._facts_meant(text)
        if len(row.deductions) > 1 and not wanted:
            number = len(row.deductions)
            sentence = f"这里有 {number} 处扣分，各有事实：到次数格里按 F2 逐条改。"
            yield self._refusal(column, sentence)
        for old in wanted:
            yield self._written(column, old, text)
        if row.deductions:
            return
        if row.mark is not None and row.mark.score is not None:
            yield self._part(column, enter_score, score=show_plain(row.mark.score), reason=text)
        elif row.mark is not None and row.mark.figure is not None:
            figure = show_plain(row.mark.figure)
            yield self._part(column, enter_figure, figure=figure, base=self.kept_base, fact=text)
        elif self.village.depth is Depth.STAR or self.village.review:
            yield self._refusal(column, "先填得分，再写说明。")
        elif text:
            state = MarkState.UNCHECKED if row.mark is None else row.mark.state
            yield self._part(column, mark_indicator, state=str(state), fact=text)
        else:
            yield self._refusal(column, "说明写错的，直接改写。")

    def _facts_meant(self, text: str) -> list[Deduction]:
        """The deductions that a fact is written to: those that lack one, or the only one."""
        entered = list(self.row.deductions)
        lacking = [item for item in entered if not item.fact.strip()]
        if text and lacking:
            return lacking
        return entered if len(entered) == 1 else []

    # what is taken back

    def _taken_back(self, column: GridColumn) -> Iterator[Part | Refusal]:
        row = self.row
        match column.kind:
            case CellKind.COUNT | CellKind.AMOUNT:
                if deduction_under(row, column.clause) is not None:
                    yield self._part(column, remove_deduction, clause=column.clause)
                    return
                if row.deductions or (row.mark is not None and row.mark.figure is not None):
                    return
            case CellKind.CLAUSES if len(row.deductions) > 1:
                sentence = "这一项有几处扣分：请到“一项指标”里逐条删。"
                yield self._refusal(column, sentence)
                return
            case CellKind.CLAUSES if row.deductions:
                yield self._part(column, remove_deduction, clause=row.deductions[0].clause)
                return
            case CellKind.BASE:
                whole = any(other.kind is CellKind.FIGURE for other in self.changes)
                if not whole and row.mark is not None and row.mark.figure is not None:
                    yield self.figure(column, show_plain(row.mark.figure), "")
                return
            case CellKind.POINTS if self.village.depth is Depth.STAR:
                yield self._refusal(column, "得分填错的，直接重新填。")
                return
        if row.deductions:
            sentence = "先删去这一项的扣分，再清空整项；数据填错的，直接重新填。"
            yield self._refusal(column, sentence)
        elif row.mark is not None and row.mark.state is not MarkState.UNCHECKED:
            yield self._part(column, mark_indicator, state=str(MarkState.UNCHECKED))

    # actions

    def figure(self, column: GridColumn, figure: str, base: str) -> Part:
        """Enter a figure with its base."""
        fact = self._new_fact() or self.row.fact
        return self._part(column, enter_figure, figure=figure, base=base, fact=fact)

    def deduction(
        self, column: GridColumn, clause: str, *, count: str = "1", amount: str = ""
    ) -> Part:
        """Enter a deduction; the facts that are there stay."""
        old = deduction_under(self.row, clause)
        return self._part(
            column,
            enter_deduction,
            clause=clause,
            count=count,
            amount=amount,
            fact=self._new_fact() or ("" if old is None else old.fact),
            outward="" if old is None else old.outward,
            evidence="" if old is None else old.evidence,
            act_date="" if old is None else old.act_date,
        )

    def _written(self, column: GridColumn, old: Deduction, fact: str) -> Part:
        """A deduction as it stands, with another fact."""
        indicator = self.row.indicator
        clause = None if indicator is None else indicator.clause(old.clause)
        counted = clause is not None and clause.kind is ClauseKind.OCCURRENCE
        return self._part(
            column,
            enter_deduction,
            clause=old.clause,
            count=old.count,
            amount="" if counted else show_plain(old.amount),
            fact=fact,
            outward=old.outward,
            evidence=old.evidence,
            act_date=old.act_date,
        )

    def _state(self, column: GridColumn, state: MarkState) -> Part | Refusal:
        if self.village.review or self.village.depth is Depth.STAR:
            return self._refusal(column, "这里逐项填分，没有不涉及和待数据。")
        return self._part(column, mark_indicator, state=str(state), fact=self._new_fact())

    def _base_alone(self, column: GridColumn, text: str) -> Part | Refusal:
        mark = self.row.mark
        if mark is None or mark.figure is None:
            return self._refusal(column, _BASE_WAITS)
        return self.figure(column, show_plain(mark.figure), text)

    @property
    def kept_base(self) -> str:
        """The base that stands, so that correcting the figure alone keeps it."""
        mark = self.row.mark
        return "" if mark is None or mark.base is None else show_plain(mark.base)

    def _base_beside(self) -> str:
        for column, text in self.changes.items():
            if column.kind is CellKind.BASE:
                return plain_text(column, text)
        return self.kept_base

    def _new_fact(self) -> str:
        for column, text in self.changes.items():
            if column.kind is CellKind.FACT:
                return text.strip()
        return ""

    def _has(self, kind: CellKind) -> bool:
        return any(
            column.kind is kind and plain_text(column, text)
            for column, text in self.changes.items()
        )

    def _part(self, column: GridColumn, action: Callable[..., None], **rest: Any) -> Part:
        about = {**self.village.arguments, "item": self.row.item, **rest}
        return Part(self.village.id, column.key, action, about)

    def _refusal(self, column: GridColumn, sentence: str) -> Refusal:
        return Refusal(self.village.id, column.key, sentence)


def _only_figure(indicator: Indicator) -> bool:
    return len(indicator.clauses) == 1 and indicator.clauses[0].kind in FIGURE_KINDS
