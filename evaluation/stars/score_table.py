"""The indicators of whole sheets: what was worked out for one sheet is not worked out again.

Of a million entries most are alike (查毕 without a deduction, one occurrence of a clause). The
rule itself is `score_indicator`; here it is only asked once for each combination of entries,
and is given nothing else that could tell two of them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evaluation.standard.model import Category, ClauseKind, Depth, Indicator, Standard
from evaluation.stars.ballots import BallotResult
from evaluation.stars.entries import ColumnDeductions, ColumnMarks
from evaluation.stars.scoring import (
    IndicatorScore,
    SheetContent,
    Surroundings,
    score_indicator,
)
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose

__all__ = ["Lines", "ScoreTable"]

Lines = Mapping[str, IndicatorScore]
"""Scores of the indicators of one sheet by id."""

_Losses = tuple[tuple[str, int, int], ...]
"""Of each deduction of an item: clause, count, amount."""

_Entry = tuple[str, MarkState | None, int | None, int | None, int | None, _Losses | None]
"""What is written about an item: its state (None: no mark), score, figure, base, deductions."""

_KEY = ("", "", "", Purpose.ASSESSMENT, "", 1)
"""Which sheet an entry stands on makes no difference to its score."""


class ScoreTable(dict[_Entry, IndicatorScore | None]):
    """Entry → score, under one standard, at one depth of entry, in one 考核类别.

    Entries of items that are no indicators (the word about a star) have no score.
    """

    def __init__(
        self,
        standard: Standard,
        depth: Depth,
        shared: Mapping[str, int],
        category: Category | None,
    ) -> None:
        super().__init__()
        self._depth = depth
        self._decimals = standard.decimals
        self._shared = shared
        self._category = category
        self._around = Surroundings(shared, None, category)
        self._indicators = {indicator.id: indicator for indicator in standard.indicators}
        self._by_ballot = tuple(
            indicator
            for indicator in standard.indicators
            if depth is Depth.CLAUSE
            and any(clause.kind is ClauseKind.BALLOT for clause in indicator.clauses)
        )
        self._without_mark = {
            item: self[item, None, None, None, None, None] for item in self._indicators
        }

    def __missing__(self, entry: _Entry) -> IndicatorScore | None:
        item, state, score, figure, base, losses = entry
        indicator = self._indicators.get(item)
        found: IndicatorScore | None = None
        if indicator is not None:
            mark = None if state is None else Mark(*_KEY, item, state, score, figure, base)
            deductions = tuple(Deduction(*_KEY, item, *loss) for loss in losses or ())
            found = self._score(indicator, mark, deductions, self._around)
        self[entry] = found
        return found

    def _score(
        self,
        indicator: Indicator,
        mark: Mark | None,
        deductions: tuple[Deduction, ...],
        around: Surroundings,
    ) -> IndicatorScore:
        return score_indicator(indicator, mark, deductions, around, self._depth, self._decimals)

    def lines(self, content: SheetContent, ballot: BallotResult | None) -> Lines:
        """The score of every indicator of the standard on this sheet."""
        columns = _mark_columns(content)
        items = columns[0]
        losses = _losses(content)
        found: dict[str, Any] = self._without_mark.copy()
        found.update(
            zip(items, map(self.__getitem__, zip(*columns, map(losses.get, items))))  # noqa: B905
        )
        for item in losses.keys() - set(items) if losses else ():
            found[item] = self[item, None, None, None, None, losses[item]]
        if self._by_ballot:
            around = Surroundings(self._shared, ballot, self._category)
            for indicator in self._by_ballot:
                found[indicator.id] = self._score(
                    indicator,
                    content.marks.get(indicator.id),
                    tuple(content.deductions.get(indicator.id, ())),
                    around,
                )
        return found


def _mark_columns(content: SheetContent) -> tuple[tuple[Any, ...], ...]:
    """Item, state, score, figure and base of every mark."""
    marks = content.marks
    if isinstance(marks, ColumnMarks):
        return marks.columns[:5]
    rows: Iterable[tuple[Any, ...]] = (
        (item, mark.state, mark.score, mark.figure, mark.base) for item, mark in marks.items()
    )
    return tuple(zip(*rows, strict=True)) or ((),) * 5


def _losses(content: SheetContent) -> dict[str, _Losses]:
    deductions = content.deductions
    if isinstance(deductions, ColumnDeductions):
        found: dict[str, _Losses] = {}
        for item, *loss in zip(*deductions.columns[:4], strict=True):
            found[item] = (*found.get(item, ()), tuple(loss))
        return found
    return {
        item: tuple((entry.clause, entry.count, entry.amount) for entry in entered)
        for item, entered in deductions.items()
    }
