"""撤销 and 重做 of entries on sheets, for one session of the window.

Keeps numbers of history entries, no rows: taking an entry back is an action like any other,
which leaves an entry of its own and refuses in words where something was built on it since.
Only the entries of the 经办人 at work, in the year looked at, are offered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from evaluation.actions.undoing import undo_entry
from evaluation.history import HistoryEntry, HistoryEvent
from evaluation.numbers import show_plain
from evaluation.office import Changes
from evaluation.stars.sheets import Purpose
from gui.office_bridge import OfficeBridge

__all__ = ["UndoPlace", "UndoStack", "entry_words"]

_TABLES = frozenset({"sheet", "mark", "deduction"})
_EVENTS = frozenset(
    {HistoryEvent.MARK_ENTERED, HistoryEvent.STAR_CHECKED, HistoryEvent.SHEET_ENTERED}
)


@dataclass(frozen=True, slots=True)
class UndoPlace:
    """Which line of which sheet an entry was about; `item` "" where it was the whole sheet."""

    village: str
    step: str
    purpose: Purpose
    assessor: str
    item: str


@dataclass(frozen=True, slots=True)
class _Step:
    """An entry that can be taken back: its number, in whose name it was made, what it was."""

    number: int
    actor: str
    round: str
    words: str
    place: UndoPlace


def entry_words(entry: HistoryEntry) -> str:
    """What was entered, short: "2.1 第 1 条×3", "1.1 得 28 分", "3.2 集体经营性收入 12.5"."""
    # The step stands first in the subject; an undoing names itself before it.
    subject = entry.subject.removeprefix("撤销 ").removeprefix("重做 ")
    words = subject.partition(" ")[2] or subject
    changes: list[list[Any]] = json.loads(entry.changes)
    deductions = [(before, after) for table, before, after in changes if table == "deduction"]
    marks = [(before, after) for table, before, after in changes if table == "mark"]
    if len(deductions) == 1 and deductions[0][1] is not None:
        return words + _deduction_words(*deductions[0])
    if not deductions and len(marks) == 1 and marks[0][1] is not None:
        return words + _mark_words(*marks[0])
    return words


def _deduction_words(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    same = before is not None and all(
        before[name] == after[name] for name in ("count", "amount", "clause")
    )
    if same:
        return "的事实"
    if after["amount"]:
        return f" 扣 {show_plain(after['amount'])} 分"
    return f"×{after['count']}"


def _mark_words(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    for name, words in (("score", " 得 {} 分"), ("figure", " {}")):
        if after[name] is not None and (before is None or before[name] != after[name]):
            return words.format(show_plain(after[name]))
    return ""


def _place(entry: HistoryEntry) -> UndoPlace:
    """The line that the entry changed first."""
    rows = [after or before for _, before, after in json.loads(entry.changes)]
    row = next((row for row in rows if row.get("item")), rows[0])
    return UndoPlace(
        row["village"],
        row["step"],
        Purpose(row["purpose"]),
        row["assessor"],
        row.get("item", ""),
    )


class UndoStack(QObject):
    """The entries of this session. `changed` comes when another one is next."""

    changed = Signal()

    def __init__(self, bridge: OfficeBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._turning = False
        bridge.changed.connect(self._note)

    @property
    def next_words(self) -> str:
        """What 撤销 would take back, "" for nothing."""
        step = self._next(self._done)
        return "" if step is None else step.words

    @property
    def next_place(self) -> UndoPlace | None:
        """Where 撤销 would take something back."""
        step = self._next(self._done)
        return None if step is None else step.place

    @property
    def next_redo_place(self) -> UndoPlace | None:
        """Where 重做 would enter something again."""
        step = self._next(self._undone)
        return None if step is None else step.place

    def undo(self) -> tuple[str, UndoPlace] | None:
        """Take the last entry back: (its words, its place); None when there is none.

        Raises the office's Fault; the entry is then no longer offered.
        """
        return self._turn(self._done, self._undone)

    def redo(self) -> tuple[str, UndoPlace] | None:
        """Enter again what was taken back last; else as `undo`."""
        return self._turn(self._undone, self._done)

    def _turn(self, given: list[_Step], taken: list[_Step]) -> tuple[str, UndoPlace] | None:
        step = self._next(given)
        if step is None:
            return None
        given.pop()
        self._turning = True
        try:
            changes = self._bridge.attempt(undo_entry, round=step.round, number=step.number)
            taken.append(replace(step, number=changes.entry))
        finally:
            self._turning = False
            self.changed.emit()
        return step.words, step.place

    def _next(self, steps: list[_Step]) -> _Step | None:
        """The last step, if it is of the person and the year at work; else all are forgotten:
        between them others may have been at work."""
        if not steps:
            return None
        if (steps[-1].actor, steps[-1].round) != (self._bridge.actor, self._bridge.round):
            self._done.clear()
            self._undone.clear()
            return None
        return steps[-1]

    def _note(self, changes: Changes) -> None:
        if self._turning or not changes.tables or not changes.tables <= _TABLES:
            return
        found = self._bridge.history(before=changes.entry + 1, limit=1)
        if not found or found[0].number != changes.entry or found[0].event not in _EVENTS:
            return
        self._next(self._done)
        entry = found[0]
        self._done.append(
            _Step(
                entry.number,
                self._bridge.actor,
                self._bridge.round,
                entry_words(entry),
                _place(entry),
            )
        )
        self._undone.clear()
        self.changed.emit()
