"""What the outside provides: a register of records, a unit of work, a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar

from evaluation.history import HistoryEntry, HistoryEvent, RowChange

__all__ = ["Clock", "Reader", "Record", "Register", "UnitOfWork"]


class Record(Protocol):
    """A frozen dataclass whose KEY names the fields that identify it."""

    KEY: ClassVar[tuple[str, ...]]


R = TypeVar("R")

Clock: TypeAlias = Callable[[], datetime]
"""The time now, local, to the second."""


class Reader(Protocol):
    """Reads records. `kind` is a record class; rows come in the order of their keys."""

    def get(self, kind: type[R], /, *key: Any) -> R | None:
        """The record with that key (in KEY's order), or None."""
        ...

    def find(self, kind: type[R], /, **equal: Any) -> tuple[R, ...]:
        """All records whose named fields equal the values."""
        ...

    def find_columns(
        self, kind: type[R], leading: int, /, **equal: Any
    ) -> Iterable[tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]]]:
        """What `find` gives, in groups and without making a record of each row.

        Each group has the values of the first `leading` fields of the key, and for each
        further field a column of the values of its rows.
        """
        ...

    def blob(self, sha256: str) -> bytes | None:
        """Bytes kept under their checksum (evidence, issued papers)."""
        ...


class UnitOfWork(Reader, Protocol):
    """One transaction. It refuses to commit rows without exactly one history entry."""

    def put(self, record: Any) -> None:
        """Insert the record, or replace the one with its key. No change leaves no trace."""
        ...

    def remove(self, record: Any) -> None:
        """Remove the record with this key; it must be there."""
        ...

    def chain_head(self) -> str:
        """Digest of the last committed history entry; FIRST_LINK before the first."""
        ...

    def keep(self, data: bytes) -> str:
        """Keep bytes under their SHA-256, which is returned."""
        ...

    def entry(self, number: int) -> tuple[HistoryEntry, Sequence[RowChange]] | None:
        """A committed history entry and its changes, or None where there is none such."""
        ...

    def revert(self, changes: Sequence[RowChange]) -> None:
        """Put every changed row back as it was before, the last change first.

        Raises ValueError, before anything is written, where a row is no longer as the
        change left it.
        """
        ...

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
        ...


class Register(Reader, Protocol):
    """The one file of an office."""

    def unit_of_work(self, actor: str, time: datetime) -> AbstractContextManager[UnitOfWork]:
        """Opens a transaction; leaving it normally commits, an exception rolls all back."""
        ...

    def history(
        self,
        *,
        round: str | None = None,
        village: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> Sequence[HistoryEntry]:
        """Entries, newest first; `before`: only numbers below."""
        ...

    def last_changes(self) -> Sequence[RowChange]:
        """The row changes of the last committed unit of work."""
        ...

    def last_entry(self) -> int:
        """Number of the newest history entry, 0 before the first."""
        ...
