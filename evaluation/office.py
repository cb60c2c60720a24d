"""The Office: opens the transaction round an action and reports what changed.

The one object the window, the command line and the tests speak to. It asks a clock for the
time, so that a sample or a test can have its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evaluation.actions import ACTIONS
from evaluation.actions.notices import publish_year
from evaluation.blindness import seen_by
from evaluation.faults import RatingFault
from evaluation.ports import Clock, Register

__all__ = ["Changes", "Office"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action touched: names of tables and ids of villages; `entry`: number of its
    history entry, for taking it back."""

    tables: frozenset[str]
    villages: frozenset[str]
    entry: int = 0

    def __bool__(self) -> bool:
        return bool(self.tables)


class Office:
    """A register at work. `actor`: the 经办人 in whose name actions are recorded.

    `safeguard` is called before an action that ends a year: it takes a backup and raises
    when there is none to be had.
    """

    def __init__(
        self,
        register: Register,
        clock: Clock,
        actor: str,
        *,
        safeguard: Callable[[], None] | None = None,
    ) -> None:
        self.register = register
        self.clock = clock
        self.actor = actor
        self._safeguard = safeguard
        self._seen: tuple[str, Register] | None = None

    @property
    def seen(self) -> Register:
        """The register as the 经办人 may see it: all that is shown is read from here."""
        if self._seen is None or self._seen[0] != self.actor:
            self._seen = self.actor, seen_by(self.register, self.actor)
        return self._seen[1]

    def act(self, action: Callable[..., None], **arguments: Any) -> Changes:
        """Carry out one action in one transaction; raises what the action raises."""
        if action is publish_year and self._safeguard is not None:
            self._safeguard()
        time: datetime = self.clock()
        with self.register.unit_of_work(self.actor, time) as work:
            action(work, self.actor, time, **arguments)
        changes = self.register.last_changes()
        if any(change.table == "round" for change in changes):
            self._seen = None
        rows = [row for change in changes for row in (change.before, change.after) if row]
        return Changes(
            frozenset(change.table for change in changes),
            frozenset(str(row["village"]) for row in rows if row.get("village")),
            self.register.last_entry(),
        )

    def perform(self, name: str, arguments: Mapping[str, Any]) -> Changes:
        """Carry out an action by name, as a script has it; refuses unknown names in words."""
        action = ACTIONS.get(name)
        if action is None:
            raise RatingFault(f"没有名为“{name}”的操作。")
        parameters = inspect.signature(action).parameters
        known = {
            key
            for key, parameter in parameters.items()
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        }
        free = any(
            parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values()
        )
        unknown = sorted(set(arguments) - known)
        if unknown and not free:
            raise RatingFault(f"操作“{name}”没有“{'、'.join(unknown)}”这些参数。")
        missing = sorted(
            key
            for key in known - set(arguments)
            if parameters[key].default is inspect.Parameter.empty
        )
        if missing:
            raise RatingFault(f"操作“{name}”缺少参数“{'、'.join(missing)}”。")
        return self.act(action, **arguments)
