"""The history and the kept bytes cannot be changed through the file's own rules."""

from __future__ import annotations

import sqlite3

import pytest

from db.guards import lay_guards, missing_guards
from db.register import SqliteRegister

NAMES = (
    "history_no_update",
    "history_no_delete",
    "history_in_sequence",
    "blob_no_update",
    "blob_no_delete",
    "blob_no_replace",
    "pinned_standard_no_update",
)


def test_every_guard_is_there_by_name(register: SqliteRegister) -> None:
    found = register.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    assert {name for (name,) in found} == set(NAMES)
    assert missing_guards(register.connection) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_or_weakened_guard_is_named_and_can_be_laid_anew(
    register: SqliteRegister, name: str
) -> None:
    connection = register.connection
    connection.execute(f'DROP TRIGGER "{name}"')
    assert missing_guards(connection) == (name,)
    connection.execute(f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "person" BEGIN SELECT 1; END')
    assert missing_guards(connection) == (name,)
    lay_guards(connection)
    assert missing_guards(connection) == ()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE history SET actor = '乙'", "never change"),
        ('DELETE FROM "history"', "never removed"),
        (
            'INSERT INTO "history" SELECT 9, "time", "actor", "event", "round", "village",'
            ' "subject", "reason", "document", "program", "changes", "digest", "digest"'
            ' FROM "history" WHERE "number" = 3',
            "follows the last one",
        ),
        (
            'INSERT INTO "history" SELECT 4, "time", "actor", "event", "round", "village",'
            ' "subject", "reason", "document", "program", "changes", "previous", "digest"'
            ' FROM "history" WHERE "number" = 3',
            "links to it",
        ),
        ('INSERT OR REPLACE INTO "history" SELECT * FROM "history"', "follows the last one"),
        ('UPDATE "blob" SET "data" = x\'00\', "size" = 1', "never change"),
        ('DELETE FROM "blob"', "never removed"),
        ('INSERT OR REPLACE INTO "blob" SELECT * FROM "blob"', "never replaced"),
        ("UPDATE pinned_standard SET text = 'other'", "never changes"),
    ],
)
def test_the_guard_stops_it(filled: SqliteRegister, statement: str, message: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=message):
        filled.connection.execute(statement)


def test_a_pinned_standard_can_still_be_removed_while_no_round_was_opened(
    filled: SqliteRegister,
) -> None:
    filled.connection.execute('DELETE FROM "pinned_standard"')
