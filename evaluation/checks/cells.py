"""Marks and deductions of a sheet as bare rows: the checks read a county's million of them.

Making a row takes a tenth of making the record; the key of the sheet stands beside, once.
"""

from __future__ import annotations

from typing import NamedTuple

from evaluation.stars.entries import (
    DEDUCTION_FIELDS,
    MARK_FIELDS,
    ColumnDeductions,
    ColumnMarks,
)
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import MarkState

__all__ = ["DeductionCells", "MarkCells", "deduction_cells", "mark_cells"]


class MarkCells(NamedTuple):
    """The fields of a Mark behind those of its sheet, in their order."""

    item: str
    state: MarkState
    score: int | None
    figure: int | None
    base: int | None
    fact: str
    vetoed: int


class DeductionCells(NamedTuple):
    """The fields of a Deduction behind those of its sheet, in their order; `times` is its
    count, a name that every tuple has for itself."""

    item: str
    clause: str
    times: int
    amount: int
    fact: str
    outward: str
    evidence: str
    entered_by: str
    act_date: str


def mark_cells(content: SheetContent) -> dict[str, MarkCells]:
    """The marks of a sheet by item."""
    marks = content.marks
    if isinstance(marks, ColumnMarks):
        rows = map(MarkCells._make, zip(*marks.columns, strict=True))
        return {row.item: row for row in rows}
    return {
        item: MarkCells(*(getattr(mark, name) for name in MARK_FIELDS))
        for item, mark in marks.items()
    }


def deduction_cells(content: SheetContent) -> tuple[DeductionCells, ...]:
    """The deductions of a sheet, in the order of their keys."""
    deductions = content.deductions
    if isinstance(deductions, ColumnDeductions):
        return tuple(map(DeductionCells._make, zip(*deductions.columns, strict=True)))
    return tuple(
        DeductionCells(*(getattr(entry, name) for name in DEDUCTION_FIELDS))
        for entered in deductions.values()
        for entry in entered
    )
