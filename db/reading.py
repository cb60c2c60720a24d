"""Rows to records and back: which table holds which record, and how it is read.

The columns of a table are the fields of its record class in the same order; enums are
stored as their string values. The mapping is worked out once for each class. Writing
transactions are in `unit_of_work.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from itertools import starmap
from types import UnionType
from typing import Any, Generic, TypeVar, cast, get_args, get_type_hints

from db.errors import DAMAGED, DamagedRegisterFault, fault_of
from evaluation.rounds import (
    OfficeRecord,
    Participation,
    PastResult,
    Person,
    PinnedStandard,
    Round,
    Setting,
    SharedFigureValue,
    VetoAuthority,
    YearlyFact,
)
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.proofs import Proof
from evaluation.stars.sheets import Bonus, Deduction, Mark, Sheet
from evaluation.steps.records import (
    Certificate,
    Evidence,
    FindingNote,
    Holiday,
    IssuedPaper,
    Meeting,
    Notice,
    Objection,
    Override,
    SignOff,
    StepDates,
    Tie,
)
from evaluation.vetoes.cases import VetoCase
from evaluation.villages import Town, Village, VillageName

__all__ = ["KINDS", "TABLES", "Form", "RecordReader", "form"]

R = TypeVar("R")
Cell = str | int | None

TABLES: dict[type[Any], str] = {
    OfficeRecord: "office",
    Person: "person",
    Setting: "setting",
    Holiday: "holiday",
    Town: "town",
    Village: "village",
    VillageName: "village_name",
    PinnedStandard: "pinned_standard",
    Round: "round",
    Participation: "participation",
    YearlyFact: "yearly_fact",
    SharedFigureValue: "shared_figure_value",
    PastResult: "past_result",
    VetoAuthority: "veto_authority",
    Sheet: "sheet",
    Mark: "mark",
    Deduction: "deduction",
    Bonus: "bonus",
    Ballot: "ballot",
    ChannelCount: "channel_count",
    OptionCount: "option_count",
    VetoCase: "veto_case",
    Meeting: "meeting",
    SignOff: "sign_off",
    Override: "override",
    Tie: "tie",
    Notice: "notice",
    Objection: "objection",
    Certificate: "certificate",
    IssuedPaper: "issued_paper",
    Evidence: "evidence",
    StepDates: "step_dates",
    Proof: "proof",
    FindingNote: "finding_note",
}
"""Record class → table, in an order in which a row's parents come first."""

KINDS: dict[str, type[Any]] = {table: kind for kind, table in TABLES.items()}
"""Table → record class."""


class Form(Generic[R]):
    """How one record class lies in its table."""

    def __init__(self, kind: type[R]) -> None:
        if kind not in TABLES:
            raise TypeError(f"no table holds {kind.__name__}")
        self.kind = kind
        self.table = TABLES[kind]
        self.columns = tuple(field.name for field in fields(cast(Any, kind)))
        self.key: tuple[str, ...] = cast(Any, kind).KEY
        self.key_positions = tuple(self.columns.index(name) for name in self.key)
        self.nullable: tuple[bool, ...]
        self.bases: tuple[type[Any], ...]
        hints = get_type_hints(kind)
        nullable: list[bool] = []
        bases: list[type[Any]] = []
        for column in self.columns:
            hint = hints[column]
            optional = isinstance(hint, UnionType)
            nullable.append(optional)
            bases.append(get_args(hint)[0] if optional else hint)
        self.nullable = tuple(nullable)
        self.bases = tuple(bases)
        self._members = tuple(
            (index, {member.value: member for member in base})
            for index, base in enumerate(bases)
            if issubclass(base, StrEnum)
        )
        self._signatures: set[tuple[type[Any], ...]] = set()
        quoted = ", ".join(f'"{name}"' for name in self.columns)
        self._order = ", ".join(f'"{name}"' for name in self.key)
        self._where = " AND ".join(f'"{name}" = ?' for name in self.key)
        self.select = f'SELECT {quoted} FROM "{self.table}"'  # noqa: S608
        self.select_one = f"{self.select} WHERE {self._where}"
        self.select_all = f"{self.select} ORDER BY {self._order}"
        marks = ", ".join("?" for _ in self.columns)
        self.insert = f'INSERT INTO "{self.table}" ({quoted}) VALUES ({marks})'  # noqa: S608
        values = ", ".join(f'"{name}" = ?' for name in self.columns if name not in self.key)
        self.update = f'UPDATE "{self.table}" SET {values} WHERE {self._where}'  # noqa: S608
        self.delete = f'DELETE FROM "{self.table}" WHERE {self._where}'  # noqa: S608

    def selection(self, names: tuple[str, ...], values: tuple[Cell, ...]) -> str:
        """The query for rows whose named columns equal the values, in the order of keys."""
        unknown = [name for name in names if name not in self.columns]
        if unknown:
            raise TypeError(f"{self.kind.__name__} has no field {', '.join(unknown)}")
        if not names:
            return self.select_all
        conditions = " AND ".join(
            f'"{name}" IS NULL' if value is None else f'"{name}" = ?'
            for name, value in zip(names, values, strict=True)
        )
        return f"{self.select} WHERE {conditions} ORDER BY {self._order}"

    def grouped_selection(self, leading: int, names: tuple[str, ...]) -> str:
        """The query that gives each further column of a group as one JSON list.

        The rows are walked along the primary key, which begins with the group's fields.
        """
        group = ", ".join(f'"{name}"' for name in self.columns[:leading])
        lists = ", ".join(f'json_group_array("{name}")' for name in self.columns[leading:])
        conditions = " AND ".join(f'"{name}" = ?' for name in names) or "1"
        return (
            f'SELECT {group}, {lists} FROM "{self.table}" '  # noqa: S608
            f"WHERE {conditions} GROUP BY {group}"
        )

    def decoder(self, position: int) -> Callable[[str], tuple[Any, ...]]:
        """Reads the JSON list of one column; equal lists, which are frequent, are read once."""
        known: dict[str, tuple[Any, ...]] = {}
        members = dict(self._members).get(position)

        def values(text: str) -> tuple[Any, ...]:
            found = known.get(text)
            if found is None:
                cells = json.loads(text)
                if members is not None:
                    cells = [self._member(position, members, cell) for cell in cells]
                found = known[text] = tuple(cells)
            return found

        return values

    def cells(self, record: R) -> tuple[Cell, ...]:
        """The record's values as they are stored.

        Raises TypeError where a value is not of the type that its field declares: SQLite
        would turn it into another one and the history would tell something else.
        """
        given = tuple(getattr(record, name) for name in self.columns)
        signature = tuple(map(type, given))
        if signature not in self._signatures:
            self._require(given)
            self._signatures.add(signature)
        if not self._members:
            return given
        cells = list(given)
        for index, _ in self._members:
            cells[index] = cells[index].value
        return tuple(cells)

    def _require(self, values: tuple[Any, ...]) -> None:
        for column, value, base, nullable in zip(
            self.columns, values, self.bases, self.nullable, strict=True
        ):
            if type(value) is not base and not (nullable and value is None):
                raise TypeError(
                    f"{self.kind.__name__}.{column} is {type(value).__name__}, not {base.__name__}"
                )

    def key_of(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The key of a row."""
        return tuple(cells[position] for position in self.key_positions)

    def row(self, cells: tuple[Cell, ...]) -> dict[str, Cell]:
        """Column → value."""
        return dict(zip(self.columns, cells, strict=True))

    def record(self, row: Mapping[str, Cell]) -> R:
        """The record of a row given as column → value."""
        return self._build(tuple(row[name] for name in self.columns))

    def records(self, rows: Iterable[tuple[Any, ...]]) -> tuple[R, ...]:
        """The records of many rows."""
        if not self._members:
            return tuple(starmap(self.kind, rows))
        return tuple(map(self._build, rows))

    def _build(self, cells: tuple[Cell, ...]) -> R:
        values: list[Any] = list(cells)
        for index, members in self._members:
            values[index] = self._member(index, members, values[index])
        return self.kind(*values)

    def _member(self, index: int, members: Mapping[str, StrEnum], cell: str) -> StrEnum:
        try:
            return members[cell]
        except KeyError as error:
            raise DamagedRegisterFault(
                DAMAGED, places=(f"{self.table}.{self.columns[index]}：{cell}",)
            ) from error


_forms: dict[type[Any], Form[Any]] = {}


def form(kind: type[R]) -> Form[R]:
    """The form of a record class, worked out when first asked for.

    Raises TypeError for a class that no table holds.
    """
    found = _forms.get(kind)
    if found is None:
        found = _forms[kind] = Form(kind)
    return found


def stored(value: Any) -> Cell:
    """A value of a field as it stands in the table."""
    return value.value if isinstance(value, StrEnum) else value


class RecordReader:
    """Reads records over one connection (ports.Reader)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def get(self, kind: type[R], /, *key: Any) -> R | None:
        """The record with that key (in KEY's order), or None."""
        shape = form(kind)
        if len(key) != len(shape.key):
            raise TypeError(f"the key of {kind.__name__} is {', '.join(shape.key)}")
        row = self._one(shape.select_one, tuple(map(stored, key)))
        return None if row is None else shape.records((row,))[0]

    def find(self, kind: type[R], /, **equal: Any) -> tuple[R, ...]:
        """All records whose named fields equal the values, in the order of their keys."""
        shape = form(kind)
        values = tuple(map(stored, equal.values()))
        query = shape.selection(tuple(equal), values)
        parameters = tuple(value for value in values if value is not None)
        try:
            return shape.records(self.connection.execute(query, parameters))
        except sqlite3.Error as error:
            raise fault_of(error) or error from error

    def find_columns(
        self, kind: type[R], leading: int, /, **equal: Any
    ) -> Iterator[tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]]]:
        """All records whose named fields equal the values, in groups and as columns.

        Gives (values of the first `leading` fields of the key, for each further field the
        values of the group's records), in the order of keys. A million rows take a tenth of
        the time of `find`, because no record is made.
        """
        shape = form(kind)
        query = shape.grouped_selection(leading, tuple(equal))
        decoders = [shape.decoder(place) for place in range(leading, len(shape.columns))]
        try:
            for row in self.connection.execute(query, tuple(map(stored, equal.values()))):
                texts = row[leading:]
                yield (
                    row[:leading],
                    tuple(read(text) for read, text in zip(decoders, texts, strict=True)),
                )
        except sqlite3.Error as error:
            raise fault_of(error) or error from error

    def blob(self, sha256: str) -> bytes | None:
        """Bytes kept under their checksum (evidence, issued papers)."""
        row = self._one('SELECT "data" FROM "blob" WHERE "sha256" = ?', (sha256,))
        return None if row is None else bytes(row[0])

    def _one(self, query: str, parameters: tuple[Any, ...]) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self.connection.execute(query, parameters).fetchone()
        except sqlite3.Error as error:
            raise fault_of(error) or error from error
        return row
