"""背靠背: what one assessor may see while the others' sheets are unsigned.

Where a year is marked apart, everything that is shown, printed, exported or logged is read
through a `BlindRegister`: another's unsigned 初评 sheet, what is attached to it and the history
of typing it are not there. Signing the sheet shows it to all. It keeps people who use the
program from seeing; somebody who opens the file with other means reads everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from evaluation.evidence import sheet_of
from evaluation.history import FIRST_LINK, HistoryEntry, RowChange
from evaluation.ports import Reader, Register, UnitOfWork
from evaluation.rounds import Round
from evaluation.stars.sheets import Deduction, Mark, Purpose, Sheet, SheetState
from evaluation.steps.records import Evidence

__all__ = ["BlindRegister", "is_blind", "seen_by"]

R = TypeVar("R")

_OF_SHEET = len(Sheet.KEY)
_TABLES = frozenset({"sheet", "mark", "deduction"})
SheetKey = tuple[Any, ...]


def is_blind(reader: Reader) -> bool:
    """Whether any year of the register is marked apart."""
    return bool(reader.find(Round, blind=1))


def seen_by(register: Register, actor: str) -> Register:
    """The register as `actor` may see it; "" sees nobody's unsigned sheet."""
    return BlindRegister(register, actor) if is_blind(register) else register


class BlindRegister:
    """Implements ports.Register over another one, for the eyes of one actor.

    Writing goes through unchanged: what may be written is the actions' to say.
    """

    def __init__(self, register: Register, actor: str) -> None:
        self._register = register
        self._actor = actor

    # reading

    def get(self, kind: type[R], /, *key: Any) -> R | None:
        """The record with that key, or None, also where it is hidden."""
        found = self._register.get(kind, *key)
        if found is None or not self._hides(kind, found, self._hidden(found)):
            return found
        return None

    def find(self, kind: type[R], /, **equal: Any) -> tuple[R, ...]:
        """All records whose named fields equal the values and which are not hidden."""
        found = self._register.find(kind, **equal)
        if kind not in (Sheet, Mark, Deduction, Evidence) or not found:
            return found
        hidden = self._hidden_where(equal.get("round"), equal.get("village"))
        return tuple(item for item in found if not self._hides(kind, item, hidden))

    def find_columns(
        self, kind: type[R], leading: int, /, **equal: Any
    ) -> Iterable[tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]]]:
        """As `find`; marks and deductions are read in groups of whole sheets."""
        groups = self._register.find_columns(kind, leading, **equal)
        if kind not in (Mark, Deduction):
            return groups
        assert leading >= _OF_SHEET, "marks and deductions are read by sheet"
        hidden = self._hidden_where(equal.get("round"), equal.get("village"))
        return (group for group in groups if group[0][:_OF_SHEET] not in hidden)

    def blob(self, sha256: str) -> bytes | None:
        """Kept bytes, unless they show only what is hidden."""
        attached = self._register.find(Evidence, sha256=sha256)
        if attached and not self.find(Evidence, sha256=sha256):
            return None
        return self._register.blob(sha256)

    def history(
        self,
        *,
        round: str | None = None,
        village: str | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> Sequence[HistoryEntry]:
        """Entries that touch nothing hidden, newest first, without the links of the chain:
        a checksum of what came before would tell that something had."""
        hidden = self._hidden_where(None, None)
        seen: list[HistoryEntry] = []
        chunk = None if limit is None else max(limit, 50)
        while True:
            entries = self._register.history(
                round=round, village=village, before=before, limit=chunk
            )
            for entry in entries:
                if not self._touches(entry, hidden):
                    seen.append(replace(entry, previous=FIRST_LINK, digest=""))
                    if limit is not None and len(seen) == limit:
                        return tuple(seen)
            if chunk is None or len(entries) < chunk:
                return tuple(seen)
            before = entries[-1].number

    # writing

    def unit_of_work(self, actor: str, time: datetime) -> AbstractContextManager[UnitOfWork]:
        """A transaction of the register itself."""
        return self._register.unit_of_work(actor, time)

    def last_changes(self) -> Sequence[RowChange]:
        """The row changes of the last committed unit of work, which is the actor's own."""
        return self._register.last_changes()

    def last_entry(self) -> int:
        """Number of the newest history entry."""
        return self._register.last_entry()

    # what is hidden

    def _hidden(self, record: Any) -> frozenset[SheetKey]:
        return self._hidden_where(getattr(record, "round", None), getattr(record, "village", None))

    def _hidden_where(self, round_: str | None, village: str | None) -> frozenset[SheetKey]:
        """Keys of the sheets that others have not signed, in years that are marked apart."""
        blind = {item.id for item in self._register.find(Round, blind=1)}
        if round_ is not None:
            blind &= {round_}
        where = {} if village is None else {"village": village}
        return frozenset(
            _key(sheet)
            for one in blind
            for sheet in self._register.find(
                Sheet, round=one, **where, state=SheetState.DRAFT, purpose=Purpose.ASSESSMENT
            )
            if sheet.assessor != self._actor
        )

    def _hides(self, kind: type[Any], record: Any, hidden: frozenset[SheetKey]) -> bool:
        if kind is Evidence:
            return self._hides_file(record.round, record.village, record.subject)
        return kind in (Sheet, Mark, Deduction) and _key(record) in hidden

    def _hides_file(self, round_: str, village: str, subject: str) -> bool:
        """Whether a file lies on a sheet of another that is not signed, or not there any more."""
        lies_on = sheet_of(subject)
        if lies_on is None or lies_on[2] == self._actor:
            return False
        step, purpose, assessor = lies_on
        found = self._register.get(Round, round_)
        if found is None or not found.blind or purpose != Purpose.ASSESSMENT:
            return False
        versions = self._register.find(
            Sheet,
            round=round_,
            village=village,
            step=step,
            purpose=Purpose.ASSESSMENT,
            assessor=assessor,
        )
        newest = max(versions, key=lambda sheet: sheet.version, default=None)
        return newest is None or newest.state is SheetState.DRAFT

    def _touches(self, entry: HistoryEntry, hidden: frozenset[SheetKey]) -> bool:
        """Whether an entry changed a row of a hidden sheet, or a file on one."""
        for table, before, after in json.loads(entry.changes):
            row = after or before
            if table in _TABLES and tuple(row[name] for name in Sheet.KEY) in hidden:
                return True
            if table == "evidence" and self._hides_file(
                row["round"], row["village"], row["subject"]
            ):
                return True
        return False


def _key(record: Any) -> SheetKey:
    return tuple(getattr(record, name) for name in Sheet.KEY)
