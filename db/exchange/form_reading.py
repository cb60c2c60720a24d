"""Reads one filled score sheet against the village's sheet in the register.

What the register has already is left out, so that taking a sheet in twice changes nothing. An
empty cell changes nothing; what is wrong is told with its cell. Which village the sheet is about
is found in `folders`.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.exchange.form_clauses import ClauseRows
from db.exchange.form_draft import SheetDraft
from db.exchange.form_layout import (
    AMOUNT_COLUMN,
    BASE,
    COUNT,
    ENTRIES,
    EVIDENCE,
    FACT,
    FIGURE,
    ITEM_CODE,
    ITEM_TEXT,
    OWN_SCORE,
    REMARK,
    SCORE,
    STAR_NAME,
    STATE,
    Place,
)
from db.exchange.form_states import STATE_SHOWN
from db.exchange.form_words import COLUMN_WORDS
from db.exchange.headings import DataRow, label_of
from db.exchange.previews import Collector, Difference, RowState, shown_points
from db.exchange.scores import STATE_WORDS, state_written
from db.exchange.tables import CellKind
from evaluation.numbers import show_plain
from evaluation.places import compact
from evaluation.standard.model import (
    Depth,
    Standard,
    Step,
    StepKind,
)
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Mark, MarkState

__all__ = ["read_form"]

_SUMS = ("合计", "总计", "小计", "总分", "合计得分")
_TOTALS = ("合计", "总计", "总分", "合计得分")


def read_form(
    collector: Collector,
    standard: Standard,
    step: Step,
    content: SheetContent | None,
    village: str,
    *,
    sure: bool,
    check_rest: bool,
) -> SheetDraft:
    """What the rows below the column names say about one village.

    standard: as it holds for the village's 考核类别. content: the village's sheet as it is.
    sure: the form names this very standard. check_rest: its head says that all the rest was
    looked at. Rows with changes, faults, notices and questions go to the collector.
    """
    return _FormReader(collector, standard, step, content, village).read(sure, check_rest)


class _FormReader(ClauseRows):
    """One sheet being read."""

    def __init__(
        self,
        collector: Collector,
        standard: Standard,
        step: Step,
        content: SheetContent | None,
        village: str,
    ) -> None:
        super().__init__(collector, standard, step, content, village)
        self._seen: dict[tuple[str, int], str] = {}
        self._points: dict[str, int | MarkState] = {}
        self._total: tuple[int, str] | None = None
        # 自评's own forms often call their points 自评得分.
        own = step.kind is StepKind.SELF and not collector.layout.has(SCORE)
        self.score_key = OWN_SCORE if own else SCORE

    def read(self, sure: bool, check_rest: bool) -> SheetDraft:
        before: Place | None = None
        for row in self.collector.layout.rows():
            entered = [key for key in self._entry_keys() if not row.cell(key).empty]
            if self._is_sum(row):
                continue
            if not entered:
                before = self._named_only(row, before)
                continue
            if self._is_foot(row, entered) or self.collector.left_out_as_hidden(row):
                self.collector.row(RowState.IGNORED, row, "", note="没有读的行")
                continue
            self.draft.entries += 1
            place = self.items.place(self.collector, row, before, sure=sure)
            if place is None:
                continue
            before = place
            self._row(row, place, entered)
        self.settle_states()
        self._check_total()
        if check_rest:
            self.check_rest()
        return self.draft

    def _entry_keys(self) -> list[str]:
        keys = [key for key in ENTRIES if self.collector.layout.has(key)]
        if self.score_key == OWN_SCORE and self.collector.layout.has(OWN_SCORE):
            keys.append(OWN_SCORE)
        return keys

    def _named_only(self, row: DataRow, before: Place | None) -> Place | None:
        """A row without entries still says which indicator the rows below it belong to."""
        if row.cell(ITEM_CODE).empty and row.cell(ITEM_TEXT).empty:
            return before
        if not self.items.known(row.text(ITEM_CODE) or row.text(ITEM_TEXT)):
            return None
        quiet = Collector(self.collector.layout, {}, several_sheets=False)
        return self.items.place(quiet, row, before, sure=True)

    def _is_sum(self, row: DataRow) -> bool:
        for key in (STAR_NAME, ITEM_CODE, ITEM_TEXT):
            word = label_of(row.text(key))
            if word not in _SUMS:
                continue
            if word in _TOTALS and self.step.depth is not Depth.CLAUSE:
                points = self.collector.number(row, self.score_key, "合计")
                if points is not None:
                    self._total = (points, row.cell(self.score_key).address)
            return True
        return False

    def _is_foot(self, row: DataRow, entered: Sequence[str]) -> bool:
        """Words below the table: nothing names an item, and no number is entered."""
        named = any(not row.cell(key).empty for key in (ITEM_CODE, ITEM_TEXT))
        numbers = any(key not in (FACT, EVIDENCE, REMARK, STATE) for key in entered)
        return not named and not numbers and bool(self.collector.layout.not_a_village(row))

    def _row(self, row: DataRow, place: Place, entered: Sequence[str]) -> None:
        key = (place.item, place.number)
        here = next(row.cell(item).address for item in entered)
        if key in self._seen:
            what = f"第 {place.number} 条" if place.number else ""
            self.collector.fault(
                here,
                f"{place.name} {what}在表里出现了两次，前一次在 {self._seen[key]}。请只留一行。",
            )
            return
        self._seen[key] = here
        faults = len(self.collector.faults)
        if self.step.depth is Depth.CLAUSE:
            differences = self.clause_row(row, place)
        else:
            differences = self._points_row(row, place)
        if len(self.collector.faults) == faults and differences:
            state = RowState.ADDED if self.new else RowState.CHANGED
            self.collector.row(state, row, self.village, differences)

    # By points

    def _points_row(self, row: DataRow, place: Place) -> tuple[Difference, ...]:
        for key in (COUNT, AMOUNT_COLUMN, FIGURE, BASE):
            if not row.cell(key).empty:
                self.collector.fault(
                    row.cell(key).address,
                    f"{self.step.short}按得分录入，{COLUMN_WORDS[key]}这一格不用填。"
                    "请填得分，或改用本步骤的打分表。",
                )
        mark = self.marks.get(place.item)
        before = _entry(mark)
        after = self._points_of(row, place)
        differences: list[Difference] = []
        if after is not None:
            self._points[place.item] = after
            if after != before:
                differences.append(Difference(place.name, _shown(before), _shown(after)))
                if isinstance(after, MarkState):
                    self.draft.states[place.item] = after.value
                else:
                    self.draft.scores[place.item] = show_plain(after)
        return (*differences, *self.remark(row, place, mark))

    def _points_of(self, row: DataRow, place: Place) -> int | MarkState | None:
        cell = row.cell(self.score_key)
        written = compact(cell.text)
        state = None if self.items.by_star else state_written(written)
        if state is not None and cell.kind is CellKind.TEXT:
            if not self.collector.readable(row, self.score_key, f"{place.name} 的得分"):
                return None
            if cell.text not in STATE_WORDS.values():
                self.collector.notice(
                    cell.address,
                    f"{place.name} 的得分写的是“{cell.text}”，读作{STATE_WORDS[state]}。",
                )
            return state
        points = self.collector.number(row, self.score_key, f"{place.name} 的得分", "分")
        if points is not None and not 0 <= points <= place.points:
            self.collector.fault(
                cell.address,
                f"{place.name} 的得分填的是 {show_plain(points)}，"
                f"应在 0 到 {show_plain(place.points)} 分之间。",
            )
            return None
        return points

    def _check_total(self) -> None:
        """A sum below a complete form must be the sum; it is not read otherwise."""
        if self._total is None:
            return
        items = (
            [(star.id, star.points) for star in self.items.stars]
            if self.items.by_star
            else [(item.id, item.points) for star in self.items.stars for item in star.indicators]
        )
        points = [self._points.get(item) for item, _ in items]
        added = [value for value in points if isinstance(value, int)]
        total, address = self._total
        if len(added) == len(items) and sum(added) != total:
            self.collector.fault(
                address,
                f"合计填的是 {show_plain(total)}，各项相加是 {show_plain(sum(added))}。"
                "请核对是哪一项填错了。",
            )


def _entry(mark: Mark | None) -> int | MarkState | None:
    if mark is None or mark.state is MarkState.UNCHECKED:
        return None
    return mark.score if mark.state is MarkState.CHECKED else mark.state


def _shown(entry: int | MarkState | None) -> str:
    return STATE_SHOWN[entry] if isinstance(entry, MarkState) else shown_points(entry)
