"""Entries kept as columns read like mappings of records."""

from __future__ import annotations

import pytest

from evaluation.stars.entries import (
    DEDUCTION_FIELDS,
    MARK_FIELDS,
    ColumnDeductions,
    ColumnMarks,
)
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose

KEY = ("2026/嘎查村", "v", "assessment", Purpose.ASSESSMENT, "", 1)
MARKS = (
    Mark(*KEY, "i1.1", MarkState.CHECKED, None, 1250, 1000, "缺员"),
    Mark(*KEY, "i1.2", MarkState.AWAITING),
)
DEDUCTIONS = (
    Deduction(*KEY, "i1.1", "c1.1.1", 1, 0, "空缺"),
    Deduction(*KEY, "i1.1", "c1.1.2", 2, 0, "缺员"),
    Deduction(*KEY, "i1.3", "c1.3.1", 5, 0, "少会"),
)


def marks() -> ColumnMarks:
    cells = [[getattr(mark, name) for name in MARK_FIELDS] for mark in MARKS]
    return ColumnMarks(KEY, tuple(zip(*cells, strict=True)))


def deductions() -> ColumnDeductions:
    cells = [[getattr(item, name) for name in DEDUCTION_FIELDS] for item in DEDUCTIONS]
    return ColumnDeductions(KEY, tuple(zip(*cells, strict=True)))


def test_marks_are_made_when_asked_for() -> None:
    assert dict(marks()) == {mark.item: mark for mark in MARKS}
    assert len(marks()) == 2
    assert "i1.2" in marks()
    assert "i1.3" not in marks()
    assert marks().get("i1.3") is None
    with pytest.raises(KeyError):
        marks()["i1.3"]


def test_deductions_stand_by_indicator_in_their_order() -> None:
    assert list(deductions()) == ["i1.1", "i1.3"]
    assert len(deductions()) == 2
    assert "i1.3" in deductions()
    assert deductions()["i1.1"] == DEDUCTIONS[:2]
    with pytest.raises(KeyError):
        deductions()["i1.2"]


def test_the_same_columns_are_the_same_entries() -> None:
    assert marks() == marks()
    assert deductions() == deductions()
    assert marks() != ColumnMarks((*KEY[:5], 2), marks().columns)
    assert deductions() != ColumnDeductions((*KEY[:5], 2), deductions().columns)
    assert marks() == {mark.item: mark for mark in MARKS}
    assert deductions() == {"i1.1": DEDUCTIONS[:2], "i1.3": DEDUCTIONS[2:]}
    assert deductions() != marks()
