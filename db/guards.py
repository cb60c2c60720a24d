"""Triggers that keep what must not change: the history and the kept bytes.

They are laid anew after each upgrade, because reshaping a table drops its triggers. They
stop mistakes, ours and other programs'; somebody who means to can drop them, and then the
check names the missing one.
"""

from __future__ import annotations

import sqlite3

from evaluation.history import FIRST_LINK

__all__ = ["GUARDS", "lay_guards", "missing_guards"]

_IN_SEQUENCE = """BEFORE INSERT ON "history"
    WHEN NEW."number" <> coalesce((SELECT max("number") FROM "history"), 0) + 1
      OR NEW."previous" <> coalesce(
           (SELECT "digest" FROM "history" ORDER BY "number" DESC LIMIT 1), 'FIRST_LINK')"""

_SAME_BYTES = """BEFORE INSERT ON "blob"
    WHEN EXISTS (SELECT 1 FROM "blob" WHERE "sha256" = NEW."sha256")"""

_OTHER_TEXT = """BEFORE UPDATE ON "pinned_standard"
    WHEN NEW."sha256" <> OLD."sha256" OR NEW."text" <> OLD."text\""""

_FORBIDDEN: tuple[tuple[str, str, str], ...] = (
    (
        "history_no_update",
        'BEFORE UPDATE ON "history"',
        "history entries never change",
    ),
    (
        "history_no_delete",
        'BEFORE DELETE ON "history"',
        "history entries are never removed",
    ),
    (
        "history_in_sequence",
        _IN_SEQUENCE.replace("FIRST_LINK", FIRST_LINK),
        "a history entry follows the last one and links to it",
    ),
    ("blob_no_update", 'BEFORE UPDATE ON "blob"', "kept bytes never change"),
    ("blob_no_delete", 'BEFORE DELETE ON "blob"', "kept bytes are never removed"),
    ("blob_no_replace", _SAME_BYTES, "kept bytes are never replaced"),
    (
        "pinned_standard_no_update",
        _OTHER_TEXT,
        "the text of a pinned standard never changes",
    ),
)
"""Name, when it acts, and what it says; each one stops the statement."""

GUARDS: dict[str, str] = {
    name: f"CREATE TRIGGER \"{name}\" {when}\nBEGIN\n    SELECT RAISE(ABORT, '{message}');\nEND"
    for name, when, message in _FORBIDDEN
}
"""Trigger name → its whole statement."""


def lay_guards(connection: sqlite3.Connection) -> None:
    """Lay every guard, replacing what is there under its name."""
    for name, statement in GUARDS.items():
        connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        connection.execute(statement)


def missing_guards(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Names of guards that are not there, or say something else than they should."""
    present = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return tuple(name for name, statement in GUARDS.items() if present.get(name) != statement)
