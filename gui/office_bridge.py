"""The Office for Qt: carries out an action, shows what was refused, signals what changed.

Pages read through `reader` and act through `act`; nobody else in the window speaks to the
register. It decides nothing and keeps only which round and which village are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from evaluation.boards import rounds, year_board, year_head
from evaluation.cards import village_card
from evaluation.faults import Fault
from evaluation.history import HistoryEntry
from evaluation.office import Changes, Office
from evaluation.ports import Reader
from evaluation.rounds import Person, Round
from evaluation.views import VillageCard, YearBoard, YearHead
from gui.dialogs.ask import show_fault

__all__ = ["OfficeBridge"]


class OfficeBridge(QObject):
    """The open register as the window sees it.

    Signals: `changed` carries the Changes of an action, once for each; `round_changed` and
    `village_changed` the id now looked at; `saved` the time of the last action.
    """

    changed = Signal(object)
    round_changed = Signal(str)
    village_changed = Signal(str)
    saved = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        known = rounds(office.seen)
        self._round = known[0].id if known else ""
        self._village = ""
        self._board: YearBoard | None = None

    @property
    def reader(self) -> Reader:
        return self.office.seen

    def history(
        self, *, village: str | None = None, before: int | None = None, limit: int | None = None
    ) -> Sequence[HistoryEntry]:
        """Entries that the 经办人 may see, newest first; `before`: only numbers below."""
        return self.office.seen.history(village=village, before=before, limit=limit)

    @property
    def round(self) -> str:
        """Id of the round looked at, "" when the register has none."""
        return self._round

    @property
    def village(self) -> str:
        """Id of the village looked at, "" for none."""
        return self._village

    @property
    def actor(self) -> str:
        return self.office.actor

    def rounds(self) -> tuple[Round, ...]:
        return rounds(self.reader)

    def persons(self) -> tuple[Person, ...]:
        return self.reader.find(Person)

    def choose_round(self, round_id: str) -> None:
        """Look at another round."""
        if round_id != self._round:
            self._round, self._village, self._board = round_id, "", None
            self.round_changed.emit(round_id)

    def choose_village(self, village: str) -> None:
        """Look at another village; every page with a village list follows."""
        if village != self._village:
            self._village = village
            self.village_changed.emit(village)

    def choose_person(self, name: str) -> None:
        """Act in the name of another 经办人 from now on.

        Where a year is marked apart, what can be seen changes with the person.
        """
        before = self.office.seen
        self.office.actor = name
        if self.office.seen is not before:
            self._board = None
            self.round_changed.emit(self._round)

    def head(self) -> YearHead:
        return year_head(self.reader, self._round)

    def board(self) -> YearBoard:
        """The board of the round looked at; read again only after a change."""
        if self._board is None:
            self._board = year_board(self.reader, self._round)
        return self._board

    def card(self, village: str, *, drafts: bool = True) -> VillageCard:
        return village_card(self.reader, self._round, village, drafts=drafts)

    def attempt(self, action: Callable[..., None], **arguments: Any) -> Changes:
        """Carry out an action; raises Fault for a caller that shows it beside its field."""
        changes = self.office.act(action, **arguments)
        self._board = None
        now: datetime = self.office.clock()
        self.saved.emit(now)
        self.changed.emit(changes)
        return changes

    def act(self, action: Callable[..., None], **arguments: Any) -> bool:
        """Carry out an action; shows what was refused in a box. Whether it was done."""
        try:
            self.attempt(action, **arguments)
        except Fault as fault:
            show_fault(None, fault)
            return False
        return True
