"""Rows of marks and deductions are the records, whichever way the sheet came."""

from __future__ import annotations

from evaluation.checks.cells import DeductionCells, MarkCells, deduction_cells, mark_cells
from evaluation.gathering import sheet_content
from evaluation.stars.entries import DEDUCTION_FIELDS, MARK_FIELDS


def test_the_rows_have_the_fields_of_the_records_in_their_order():
    assert MarkCells._fields == MARK_FIELDS
    named = tuple("count" if name == "times" else name for name in DeductionCells._fields)
    assert named == DEDUCTION_FIELDS


def test_columns_and_records_give_the_same_rows(careful):
    content = careful.inputs().villages[0].assessments[0]
    records = sheet_content(careful.register, content.sheet)
    assert mark_cells(content) == mark_cells(records)
    assert deduction_cells(content) == deduction_cells(records)
    assert "i3.2" in mark_cells(content)
    assert len(deduction_cells(content)) == 9
