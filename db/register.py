"""The open register: reads, units of work, the history, closing.

Made by `store.py`, which opens and checks the file first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from db.errors import READ_ONLY, fault_of, known_errors
from db.lock import WritingLock
from db.reading import RecordReader
from db.unit_of_work import ENTRY_COLUMNS, SqliteUnitOfWork, read_entry
from db.wording import TABLE_NAMES
from evaluation.faults import RegisterFault
from evaluation.history import HistoryEntry, RowChange
from evaluation.ports import Clock

__all__ = ["SqliteRegister", "health"]

_SELECT_ENTRIES = f'SELECT {", ".join(ENTRY_COLUMNS)} FROM "history"'  # noqa: S608


def health(connection: sqlite3.Connection, *, thorough: bool = False) -> tuple[str, ...]:
    """What SQLite finds wrong with the file and between its rows; empty when it is whole.

    0.7 s for three million rows, so at opening it may run after the window shows.
    `thorough` compares the indexes too, which takes three times as long.
    """
    try:
        question = "PRAGMA integrity_check(20)" if thorough else "PRAGMA quick_check(20)"
        damage = [str(row[0]) for row in connection.execute(question)]
        if damage == ["ok"]:
            damage = []
        orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    except sqlite3.DatabaseError as error:
        if fault_of(error) is None:
            raise
        return (str(error),)
    return (
        *damage,
        *(_orphan(table, parent) for table, _, parent, _ in orphans),
    )


def _orphan(table: str, parent: str) -> str:
    named, wanted = TABLE_NAMES.get(table, table), TABLE_NAMES.get(parent, parent)
    return f"“{named}”里有一行，它所属的“{wanted}”不在档案里（{table} → {parent}）"


class SqliteRegister(RecordReader):
    """Implements ports.Register over one connection; used on the thread that opened it."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        clock: Clock,
        program: str,
        lock: WritingLock | None,
    ) -> None:
        super().__init__(connection)
        self.path = path
        self.clock = clock
        self.program = program
        self.changed = False
        """Whether a unit of work was committed since the register was opened."""
        self._lock = lock
        self._last_changes: tuple[RowChange, ...] = ()

    @property
    def read_only(self) -> bool:
        """Opened beside the writing program, without the lock."""
        return self._lock is None

    def unit_of_work(self, actor: str, time: datetime) -> SqliteUnitOfWork:
        """A transaction: leaving it normally commits, an exception rolls all back.

        Raises RegisterFault on a register that was opened for reading; on leaving,
        RuntimeError where rows changed without a history entry.
        """
        if self.read_only:
            raise RegisterFault(READ_ONLY, places=(str(self.path),))
        return SqliteUnitOfWork(
            self.connection,
            actor=actor,
            time=time,
            program=self.program,
            committed=self._note,
        )

    def _note(self, changes: tuple[RowChange, ...], entry: bool) -> None:
        self._last_changes = changes
        self.changed = self.changed or entry

    def history(
        self,
        *,
        round: str | None = None,
        village: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> Sequence[HistoryEntry]:
        """Entries, newest first; `before`: only numbers below."""
        wanted = {'"round" = ?': round, '"village" = ?': village, '"number" < ?': before}
        given = {condition: value for condition, value in wanted.items() if value is not None}
        where = f" WHERE {' AND '.join(given)}" if given else ""
        query = f'{_SELECT_ENTRIES}{where} ORDER BY "number" DESC LIMIT ?'
        parameters = (*given.values(), -1 if limit is None else limit)
        with known_errors(self.path):
            rows = self.connection.execute(query, parameters).fetchall()
        return tuple(read_entry(row) for row in rows)

    def last_changes(self) -> Sequence[RowChange]:
        """The row changes of the last unit of work committed here; empty after opening."""
        return self._last_changes

    def last_entry(self) -> int:
        """Number of the newest history entry, 0 before the first."""
        row = self._one('SELECT max("number") FROM "history"', ())
        return int(row[0] or 0) if row else 0

    def health(self) -> tuple[str, ...]:
        """What is wrong with the file; see `health`."""
        return health(self.connection)

    def compact(self) -> None:
        """Give unused space back; the same rows then lie in the same order in every file."""
        with known_errors(self.path):
            self.connection.execute("VACUUM")

    def close(self) -> None:
        """Close the file and let go of the lock; a second call does nothing."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
