"""The form of the file says the same as the record classes."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum

import pytest

import evaluation
from db.migrations import STEPS, m0001_register, m0002_second_eyes
from db.reading import KINDS, TABLES, form
from db.register import SqliteRegister
from db.store import APPLICATION_ID
from db.unit_of_work import ENTRY_COLUMNS
from evaluation.history import HistoryEntry

STATEMENTS = (*m0001_register.STATEMENTS, *m0002_second_eyes.STATEMENTS)


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for _, take in STEPS:
        take(connection)
    yield connection
    connection.close()


def test_number_of_steps_is_the_version_of_the_file(empty: sqlite3.Connection) -> None:
    assert empty.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert empty.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_there_is_a_table_for_every_record_class_and_no_other(empty: sqlite3.Connection) -> None:
    tables = {
        name for (name,) in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    assert tables == {*TABLES.values(), "history", "blob"}


@pytest.mark.parametrize("table", KINDS)
def test_columns_are_the_fields(empty: sqlite3.Connection, table: str) -> None:
    shape = form(KINDS[table])
    info = empty.execute(f'PRAGMA table_info("{table}")').fetchall()
    assert [row[1] for row in info] == list(shape.columns)
    assert [row[2] for row in info] == ["INTEGER" if b is int else "TEXT" for b in shape.bases]
    assert [not row[3] for row in info] == list(shape.nullable)
    assert tuple(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]) == shape.key


def test_history_has_the_fields_of_an_entry(empty: sqlite3.Connection) -> None:
    columns = [row[1] for row in empty.execute('PRAGMA table_info("history")')]
    assert tuple(columns) == ENTRY_COLUMNS
    assert list(ENTRY_COLUMNS) == [field.name for field in fields(HistoryEntry)]


@pytest.mark.parametrize("statement", [s for s in STATEMENTS if "CREATE TABLE" in s])
def test_every_table_is_strict(statement: str) -> None:
    assert statement.rstrip().endswith(("STRICT", "STRICT, WITHOUT ROWID"))


def own_enums() -> list[tuple[str, str, type[StrEnum]]]:
    """Enum columns; those of a parent's key are checked by the parent."""
    return [
        (table, column, base)
        for table in KINDS
        for column, base in zip(form(KINDS[table]).columns, form(KINDS[table]).bases, strict=True)
        if issubclass(base, StrEnum) and (table, column) not in INHERITED
    ]


INHERITED = {("mark", "purpose"), ("deduction", "purpose")}


@pytest.mark.parametrize(("table", "column", "base"), own_enums())
def test_every_member_of_an_enum_is_allowed_and_nothing_else(
    filled: SqliteRegister, table: str, column: str, base: type[StrEnum]
) -> None:
    connection = filled.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    for member in base:
        connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (member.value,))
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute(f'UPDATE "{table}" SET "{column}" = \'other\'')


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("office", "level", "village"),
        ("office", "sample", 2),
        ("round", "year", 26),
        ("sheet", "version", 0),
        ("sheet", "village_consents", 2),
        ("deduction", "count", -1),
        ("bonus", "points", -1),
        ("option_count", "count", -1),
        ("channel_count", "valid", -1),
        ("certificate", "void", 2),
        ("mark", "score", "none"),
    ],
)
def test_impossible_values_are_refused(
    filled: SqliteRegister, table: str, column: str, wrong: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        filled.connection.execute(f'UPDATE "{table}" SET "{column}" = ?', (wrong,))


def test_every_class_with_a_key_has_its_table() -> None:
    found: set[type] = set()
    for module in pkgutil.walk_packages(evaluation.__path__, "evaluation."):
        if not module.name.startswith("evaluation.reports"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and is_dataclass(value) and hasattr(value, "KEY"):
                    found.add(value)
    assert found == set(TABLES)
