"""Several entries as one: tried first without keeping anything, then entered together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from evaluation.actions.imports import import_sheets
from evaluation.actions.sheets import (
    enter_deduction,
    enter_figure,
    enter_score,
    mark_indicator,
    remove_deduction,
)
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.office import Office
from evaluation.ports import UnitOfWork
from evaluation.stars.sheets import Purpose
from gui.grid.entries import Part, Refusal
from gui.office_bridge import OfficeBridge

__all__ = ["enter_together", "try_parts"]

_ABOUT = ("round", "village", "step", "purpose", "assessor")


class _WithoutEntry:
    """A unit of work in which nothing is told to the history."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def log(self, event: HistoryEvent, **words: str) -> None:
        """What is only tried leaves no entry."""


class _Tried(Exception):
    """Raised to leave a unit of work without keeping anything."""


def try_parts(office: Office, parts: Sequence[Part]) -> list[Refusal]:
    """What would be refused of the parts; the register stays as it is."""
    refusals: list[Refusal] = []
    time = office.clock()
    try:
        with office.register.unit_of_work(office.actor, time) as work:
            quiet = cast("UnitOfWork", _WithoutEntry(work))
            for part in parts:
                try:
                    part.action(quiet, office.actor, time, **part.arguments)
                except RatingFault as fault:
                    refusals.append(Refusal(part.village, part.column, str(fault)))
            raise _Tried
    except _Tried:
        return refusals


def enter_together(bridge: OfficeBridge, parts: Sequence[Part], source: str) -> None:
    """Carry out all parts or none, with one entry in the history; raises what is refused.

    A review writes its reason with every score, so each of its parts is an entry of its own.
    """
    if any(part.arguments["purpose"] == Purpose.REVIEW for part in parts):
        for part in parts:
            bridge.attempt(part.action, **part.arguments)
        return
    bridge.attempt(
        import_sheets, round=parts[0].arguments["round"], sheets=_sheets(parts), source=source
    )


def _sheets(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The parts as `import_sheets` takes them: one record for each village."""
    sheets: dict[str, dict[str, Any]] = {}
    for part in parts:
        rest = {key: value for key, value in part.arguments.items() if key not in _ABOUT}
        item = rest["item"]
        sheet = sheets.setdefault(
            part.village,
            {
                "village": part.village,
                "step": part.arguments["step"],
                "assessor": part.arguments["assessor"],
                "scores": {},
                "figures": {},
                "removed": [],
                "deductions": [],
                "states": {},
                "remarks": {},
            },
        )
        if part.action is enter_score:
            sheet["scores"][item] = rest["score"]
            sheet["remarks"][item] = rest["reason"]
        elif part.action is enter_figure:
            sheet["figures"][item] = (rest["figure"], rest["base"])
            sheet["remarks"][item] = rest["fact"]
        elif part.action is remove_deduction:
            sheet["removed"].append((item, rest["clause"]))
        elif part.action is enter_deduction:
            sheet["deductions"].append(rest)
        else:
            assert part.action is mark_indicator, "a cell asks for no other action"
            sheet["states"][item] = rest["state"]
            if rest.get("fact"):
                sheet["remarks"][item] = rest["fact"]
    return list(sheets.values())
