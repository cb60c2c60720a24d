"""One transaction: rows, bytes and the one history entry that says what it was.

Changes are computed against the rows as they stand, so that a record put back unchanged
leaves no trace. Opening and closing the file is elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from db.errors import fault_of
from db.reading import KINDS, Form, RecordReader, form
from evaluation.history import (
    FIRST_LINK,
    HistoryEntry,
    HistoryEvent,
    RowChange,
    changes_text,
    link,
)

__all__ = ["BLOB_TABLE", "ENTRY_COLUMNS", "SqliteUnitOfWork", "parse_changes", "read_entry"]

BLOB_TABLE = "blob"
"""Table of a change that keeps bytes; its row holds their checksum and size, not the bytes."""

ENTRY_COLUMNS = (
    "number",
    "time",
    "actor",
    "event",
    "round",
    "village",
    "subject",
    "reason",
    "document",
    "program",
    "changes",
    "previous",
    "digest",
)
_INSERT_ENTRY = (
    f'INSERT INTO "history" ({", ".join(ENTRY_COLUMNS)}) '  # noqa: S608
    f"VALUES ({', '.join('?' for _ in ENTRY_COLUMNS)})"
)


def read_entry(row: tuple[Any, ...]) -> HistoryEntry:
    """The entry of a row in the order of ENTRY_COLUMNS."""
    cells = dict(zip(ENTRY_COLUMNS, row, strict=True))
    cells["event"] = HistoryEvent(cells["event"])
    return HistoryEntry(**cells)


def parse_changes(text: str) -> tuple[RowChange, ...]:
    """The changes of an entry; the inverse of `changes_text`.

    Raises ValueError, TypeError where the text is not one.
    """
    return tuple(RowChange(table, before, after) for table, before, after in json.loads(text))


class SqliteUnitOfWork(RecordReader):
    """Implements ports.UnitOfWork; made by the register."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        actor: str,
        time: datetime,
        program: str,
        committed: Callable[[tuple[RowChange, ...], bool], None],
    ) -> None:
        super().__init__(connection)
        self._actor = actor
        self._time = time
        self._program = program
        self._committed = committed
        self._changes: list[RowChange] = []
        self._named: dict[str, Any] | None = None

    def __enter__(self) -> Self:
        if self.connection.in_transaction:
            raise RuntimeError("a unit of work is open already")
        self._write("BEGIN IMMEDIATE", ())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._finish()
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    def put(self, record: Any) -> None:
        """Insert the record, or replace the one with its key. No change leaves no trace.

        Raises TypeError where a value is not of its field's type.
        """
        shape: Form[Any] = form(type(record))
        after = shape.cells(record)
        key = shape.key_of(after)
        before = self._one(shape.select_one, key)
        if before is None:
            self._write(shape.insert, after)
            self._changes.append(RowChange(shape.table, None, shape.row(after)))
        elif before != after:
            values = tuple(
                cell
                for name, cell in zip(shape.columns, after, strict=True)
                if name not in shape.key
            )
            self._write(shape.update, (*values, *key))
            self._changes.append(RowChange(shape.table, shape.row(before), shape.row(after)))

    def remove(self, record: Any) -> None:
        """Remove the record with this key; raises KeyError where there is none."""
        shape: Form[Any] = form(type(record))
        key = shape.key_of(shape.cells(record))
        before = self._one(shape.select_one, key)
        if before is None:
            raise KeyError(shape.table, *key)
        self._write(shape.delete, key)
        self._changes.append(RowChange(shape.table, shape.row(before), None))

    def keep(self, data: bytes) -> str:
        """Keep bytes under their SHA-256, which is returned. Kept bytes stay for ever."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self._one('SELECT 1 FROM "blob" WHERE "sha256" = ?', (sha256,)) is None:
            self._write(
                'INSERT INTO "blob" ("sha256", "size", "data") VALUES (?, ?, ?)',
                (sha256, len(data), data),
            )
            row = {"sha256": sha256, "size": len(data)}
            self._changes.append(RowChange(BLOB_TABLE, None, row))
        return sha256

    def revert(self, changes: Sequence[RowChange]) -> None:
        """Put every changed row back as it was before, the last change first.

        Kept bytes stay. Raises ValueError, before anything is written, where a row is no
        longer as the change left it: something later has built on it.
        """
        moved = [change for change in reversed(changes) if change.table != BLOB_TABLE]
        standing: dict[tuple[Any, ...], dict[str, Any] | None] = {}
        for change in moved:
            shape = form(KINDS[change.table])
            row = change.after or change.before or {}
            key = tuple(row[name] for name in shape.key)
            place = (change.table, *key)
            if place not in standing:
                present = self._one(shape.select_one, key)
                standing[place] = None if present is None else shape.row(present)
            if standing[place] != change.after:
                raise ValueError(f"{change.table} {key} has changed since")
            standing[place] = change.before
        for change in moved:
            shape = form(KINDS[change.table])
            if change.before is not None:
                self.put(shape.record(change.before))
            elif change.after is not None:
                self.remove(shape.record(change.after))

    def entry(self, number: int) -> tuple[HistoryEntry, Sequence[RowChange]] | None:
        """A committed history entry and its changes, or None where there is none such."""
        query = f'SELECT {", ".join(ENTRY_COLUMNS)} FROM "history" WHERE "number" = ?'  # noqa: S608
        row = self._one(query, (number,))
        if row is None:
            return None
        found = read_entry(row)
        return found, parse_changes(found.changes)

    def chain_head(self) -> str:
        """Digest of the last committed history entry."""
        return self._last_entry()[1]

    def log(
        self,
        event: HistoryEvent,
        *,
        round: str = "",
        village: str = "",
        subject: str = "",
        reason: str = "",
        document: str = "",
    ) -> None:
        """Name what this transaction is; once."""
        if self._named is not None:
            raise RuntimeError("a unit of work has one history entry, and it is named already")
        self._named = {
            "event": event,
            "round": round,
            "village": village,
            "subject": subject,
            "reason": reason,
            "document": document,
        }

    def _finish(self) -> None:
        if self._named is None:
            if self._changes:
                tables = sorted({change.table for change in self._changes})
                raise RuntimeError(f"changes without a history entry: {', '.join(tables)}")
            self._committed((), False)
            return
        self._insert_entry(self._named)
        self._commit()
        self._committed(tuple(self._changes), True)

    def _last_entry(self) -> tuple[int, str]:
        """Number and digest of the last entry; what the first links to before there is one."""
        last = self._one(
            'SELECT "number", "digest" FROM "history" ORDER BY "number" DESC LIMIT 1', ()
        )
        return (last[0], last[1]) if last else (0, FIRST_LINK)

    def _insert_entry(self, named: dict[str, Any]) -> None:
        number, previous = self._last_entry()
        cells: dict[str, Any] = {
            "number": number + 1,
            "time": self._time.isoformat(timespec="seconds"),
            "actor": self._actor,
            "program": self._program,
            "changes": changes_text(self._changes),
            "previous": previous,
            **named,
        }
        digest = link(HistoryEntry(**cells))
        row = {**cells, "event": str(named["event"]), "digest": digest}
        self._write(_INSERT_ENTRY, tuple(row[name] for name in ENTRY_COLUMNS))

    def _commit(self) -> None:
        try:
            self.connection.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            orphans = self.connection.execute("PRAGMA foreign_key_check").fetchmany(10)
            error.add_note(f"rows without their parents (table, row, parent): {orphans}")
            raise
        except sqlite3.Error as error:
            raise fault_of(error) or error from error

    def _write(self, statement: str, parameters: tuple[Any, ...]) -> None:
        try:
            self.connection.execute(statement, parameters)
        except sqlite3.Error as error:
            raise fault_of(error) or error from error
