"""The entries of a sheet kept as columns: marks and deductions by item, each made when asked for.

A county's year has a million marks. Nearly all of them are only looked at by the reckoning,
which reads the columns (`score_table.py`); the papers and the desk ask for single records.
Nothing is reckoned here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from evaluation.stars.sheets import Deduction, Mark, Sheet

__all__ = [
    "DEDUCTION_FIELDS",
    "MARK_FIELDS",
    "ColumnDeductions",
    "ColumnMarks",
    "Columns",
    "SheetKey",
]

SheetKey = tuple[Any, ...]
"""The values of `Sheet.KEY`."""

Columns = tuple[tuple[Any, ...], ...]
"""For each field its values, in the order of the records' keys."""

MARK_FIELDS = tuple(field.name for field in fields(Mark))[len(Sheet.KEY) :]
DEDUCTION_FIELDS = tuple(field.name for field in fields(Deduction))[len(Sheet.KEY) :]


class ColumnMarks(Mapping[str, Mark]):
    """Marks of one sheet by item; `columns` are in the order of MARK_FIELDS."""

    __slots__ = ("columns", "key")

    def __init__(self, key: SheetKey, columns: Columns) -> None:
        self.key = key
        self.columns = columns

    def __getitem__(self, item: str) -> Mark:
        items = self.columns[0]
        if item not in items:
            raise KeyError(item)
        place = items.index(item)
        return Mark(*self.key, *(column[place] for column in self.columns))

    def __contains__(self, item: object) -> bool:
        return item in self.columns[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns[0])

    def __len__(self) -> int:
        return len(self.columns[0])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ColumnMarks):
            return self.key == other.key and self.columns == other.columns
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment] # as of every Mapping


class ColumnDeductions(Mapping[str, Sequence[Deduction]]):
    """Deductions of one sheet by item; `columns` are in the order of DEDUCTION_FIELDS."""

    __slots__ = ("columns", "key")

    def __init__(self, key: SheetKey, columns: Columns) -> None:
        self.key = key
        self.columns = columns

    def __getitem__(self, item: str) -> Sequence[Deduction]:
        found = tuple(
            Deduction(*self.key, *cells)
            for cells in zip(*self.columns, strict=True)
            if cells[0] == item
        )
        if not found:
            raise KeyError(item)
        return found

    def __contains__(self, item: object) -> bool:
        return item in self.columns[0]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self.columns[0]))

    def __len__(self) -> int:
        return len(set(self.columns[0]))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ColumnDeductions):
            return self.key == other.key and self.columns == other.columns
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment] # as of every Mapping
