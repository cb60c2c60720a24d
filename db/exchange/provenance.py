"""Which figures and counts of a round a department reported, told by the history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db.exchange.previews import Ground
from evaluation.actions.imports import FEEDBACK
from evaluation.history import HistoryEvent
from evaluation.ports import Reader

__all__ = ["Provenance"]


class Provenance:
    """Which values of a round came from a department: asked of the history, once, if at all."""

    def __init__(self, ground: Ground) -> None:
        self._reader: Reader = ground.reader
        self._round = ground.round.id
        self._reported: set[tuple[str, str, str]] | None = None

    def by_hand(self, village: str, item: str, clause: str = "") -> bool:
        """Whether what stands there was entered otherwise than by a department's report."""
        if self._reported is None:
            self._reported = self._read()
        return (village, item, clause) not in self._reported

    def _read(self) -> set[tuple[str, str, str]]:
        # A reader without a history cannot tell: everything then counts as typed.
        history = getattr(self._reader, "history", None)
        reported: set[tuple[str, str, str]] = set()
        if history is None:
            return reported
        for entry in reversed(history(round=self._round)):
            if entry.event is HistoryEvent.SHEET_RETURNED:
                continue
            of_department = entry.subject.startswith(FEEDBACK)
            for table, before, after in json.loads(entry.changes):
                key = _changed_value(table, before, after)
                if key is not None:
                    (reported.add if of_department else reported.discard)(key)
        return reported


def _changed_value(
    table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[str, str, str] | None:
    """(village, item, clause) where a figure or a deduction was changed."""
    row = after or before or {}
    if table == "deduction":
        return row["village"], row["item"], row["clause"]
    if table == "mark":
        old = ((before or {}).get("figure"), (before or {}).get("base"))
        new = ((after or {}).get("figure"), (after or {}).get("base"))
        if old != new:
            return row["village"], row["item"], ""
    return None
