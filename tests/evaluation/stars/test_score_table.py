"""The quick way through whole sheets gives what the rule gives for each indicator alone."""

from __future__ import annotations

from dataclasses import astuple, replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.exchange.standards import preset_names, read_preset
from evaluation.numbers import level, level_of
from evaluation.standard.model import Category, Clause, ClauseKind, Depth, Indicator, Standard
from evaluation.stars.ballots import BallotResult
from evaluation.stars.entries import ColumnDeductions, ColumnMarks
from evaluation.stars.score_table import ScoreTable
from evaluation.stars.scoring import SheetContent, Surroundings, score_indicator
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet

KEY = ("2026/嘎查村", "v1", "assessment", Purpose.ASSESSMENT, "第一组", 1)
SHARED = {"county-income": 2_130_000, "county-growth": 600}


def _some_number(chance: Random) -> int | None:
    return chance.choice((None, -100, 0, 100, 1234, 9000, 123_400))


def _marks(standard: Standard, chance: Random) -> list[Mark]:
    return [
        Mark(
            *KEY,
            indicator.id,
            chance.choice(list(MarkState)),
            chance.choice((None, 0, indicator.points)),
            _some_number(chance),
            _some_number(chance),
            chance.choice(("", "事实")),
            chance.randrange(2),
        )
        for indicator in standard.indicators
        if chance.randrange(4)
    ] + [Mark(*KEY, standard.stars[0].id, fact="已说明")]


def _deductions(standard: Standard, chance: Random) -> list[Deduction]:
    def of(indicator: Indicator, clause: Clause) -> Deduction:
        amount = 150 if clause.kind is not ClauseKind.OCCURRENCE else 0
        return Deduction(*KEY, indicator.id, clause.id, chance.randrange(4), amount, "事实")

    return [
        of(indicator, clause)
        for indicator in standard.indicators
        for clause in indicator.clauses
        if clause.kind is not ClauseKind.BALLOT and not chance.randrange(3)
    ]


def _content(marks: list[Mark], deductions: list[Deduction], columns: bool) -> SheetContent:
    sheet = Sheet(*KEY)
    if columns:
        written: Any = [
            tuple(zip(*(astuple(record)[len(KEY) :] for record in records), strict=True))
            for records in (marks, deductions)
        ]
        return SheetContent(sheet, ColumnMarks(KEY, written[0]), ColumnDeductions(KEY, written[1]))
    by_item: dict[str, list[Deduction]] = {}
    for deduction in deductions:
        by_item.setdefault(deduction.item, []).append(deduction)
    return SheetContent(sheet, {mark.item: mark for mark in marks}, by_item)


@pytest.mark.parametrize("decimals", [2, None])
@pytest.mark.parametrize("depth", [Depth.CLAUSE, Depth.INDICATOR])
@pytest.mark.parametrize("columns", [True, False])
@pytest.mark.parametrize("preset", preset_names())
def test_every_line_is_that_of_the_rule(
    preset: str, columns: bool, depth: Depth, decimals: int | None
) -> None:
    standard = replace(read_preset(preset), decimals=decimals)
    left_out = Category("herding", "牧区", (standard.indicators[1].id,))
    table = ScoreTable(standard, depth, SHARED, left_out)
    for seed in range(12):
        chance = Random(seed)
        ballot = BallotResult(7000 + seed, 8000, Fraction(80000, 9), {}, 60) if seed % 3 else None
        content = _content(_marks(standard, chance), _deductions(standard, chance), columns)
        around = Surroundings(SHARED, ballot, left_out)

        lines = table.lines(content, ballot)

        for indicator in standard.indicators:
            assert lines[indicator.id] == score_indicator(
                indicator,
                content.marks.get(indicator.id),
                content.deductions.get(indicator.id, ()),
                around,
                depth,
                decimals,
            )


def test_columns_are_the_records_they_stand_for() -> None:
    standard = read_preset("shixing-moren")
    chance = Random(1)
    marks, deductions = _marks(standard, chance), _deductions(standard, chance)
    kept = _content(marks, deductions, columns=True)
    plain = _content(marks, deductions, columns=False)
    assert dict(kept.marks) == plain.marks
    assert {item: list(found) for item, found in kept.deductions.items()} == plain.deductions
    assert len(kept.deductions) == len(plain.deductions)
    assert "no such item" not in kept.marks
    assert kept.deductions.get("no such item") is None
    assert kept.marks == _content(marks, deductions, columns=True).marks
    assert kept.marks == plain.marks
    assert kept.marks != _content(marks[1:], deductions, columns=True).marks


@given(
    st.one_of(st.integers(-(10**9), 10**9), st.fractions()),
    st.integers(1, 10**6),
    st.sampled_from((None, 0, 1, 2, 3)),
)
def test_a_quotient_is_rounded_as_ever(part: int | Fraction, whole: int, decimals: Any) -> None:
    assert level_of(part, whole, decimals) == level(Fraction(part) / whole, decimals)
