"""撤销: taking back one entry of drafts, by a new entry. 重做 takes back that one.

Only what is still a draft can be taken back, and only while nothing later has been entered
on the same place: nothing that somebody has built on or signed is ever pulled away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext
from evaluation.faults import RatingFault
from evaluation.gathering import name_on
from evaluation.history import HistoryEntry, HistoryEvent, RowChange
from evaluation.ports import UnitOfWork
from evaluation.stars.ballots import Ballot
from evaluation.stars.sheets import Deduction, Mark, Purpose, Sheet, SheetState

__all__ = ["undo_entry"]

_UNDOABLE = frozenset(
    {
        HistoryEvent.MARK_ENTERED,
        HistoryEvent.STAR_CHECKED,
        HistoryEvent.SHEET_ENTERED,
        HistoryEvent.BALLOT_ENTERED,
        HistoryEvent.ENTRY_UNDONE,
    }
)
_OF_SHEETS = frozenset({"sheet", "mark", "deduction"})
_OF_BALLOTS = frozenset({"ballot", "channel_count", "option_count"})
_WORDS = {
    HistoryEvent.MARK_ENTERED: "录入",
    HistoryEvent.STAR_CHECKED: "查毕",
    HistoryEvent.SHEET_ENTERED: "整表录入",
    HistoryEvent.BALLOT_ENTERED: "计票",
    HistoryEvent.ENTRY_UNDONE: "撤销",
}


def undo_entry(work: UnitOfWork, actor: str, time: datetime, *, round: str, number: int) -> None:
    """Take back the history entry with this number; taking back an undoing is the redoing."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = work.entry(number)
    if found is None or found[0].round != round:
        raise RatingFault(f"本年度没有第 {number} 条记录，没有撤销。")
    entry, changes = found
    if entry.event not in _UNDOABLE:
        raise RatingFault(
            f"第 {number} 条记录（{entry.subject}）不能撤销。能撤销的只有评分和测评的录入；"
            "签字的表请退回。"
        )
    _require_drafts(work, entry, changes)
    kept = [change for change in changes if not _only_begins(change)]
    try:
        work.revert(kept)
    except ValueError:
        raise RatingFault(
            f"{_name(context, entry)} {entry.subject}后来又改过，不能撤销这一步。"
            "请直接改成要填的数。"
        ) from None
    for change in changes:
        if change.table == "sheet" and change.before is None and change.after is not None:
            _remove_if_empty(work, change.after)
    what = "重做" if entry.event is HistoryEvent.ENTRY_UNDONE else "撤销"
    subject = entry.subject.removeprefix("撤销 ").removeprefix("重做 ")
    work.log(
        HistoryEvent.ENTRY_UNDONE,
        round=round,
        village=entry.village,
        subject=f"{what} {subject}",
        reason=f"第 {number} 条",
    )


def _name(context: RoundContext, entry: HistoryEntry) -> str:
    named = name_on(context.work, entry.village, f"{context.round.year}-12-31")
    return named.name if named is not None else entry.village


def _only_begins(change: RowChange) -> bool:
    """Whether a change of a sheet's own row is only that it was begun, or who typed on it."""
    if change.table != "sheet":
        return False
    if change.before is None:
        return True
    if change.after is None:
        return False
    return all(
        change.before[name] == value for name, value in change.after.items() if name != "entered_by"
    )


def _require_drafts(work: UnitOfWork, entry: HistoryEntry, changes: Sequence[RowChange]) -> None:
    """Every sheet or ballot that the entry touched is still a draft."""
    for change in changes:
        row: dict[str, Any] = change.after or change.before or {}
        state: SheetState | None
        if change.table in _OF_SHEETS:
            key = {**row, "purpose": Purpose(row["purpose"])}
            sheet = work.get(Sheet, *(key[name] for name in Sheet.KEY))
            state = SheetState.DRAFT if sheet is None else sheet.state
        elif change.table in _OF_BALLOTS:
            ballot = work.get(Ballot, *(row[name] for name in Ballot.KEY))
            state = SheetState.DRAFT if ballot is None else ballot.state
        else:
            state = None
        if state is not SheetState.DRAFT:
            raise RatingFault(
                f"{entry.subject}所在的表已经签字或退回，不能撤销。要改动，请先退回该表。"
            )


def _remove_if_empty(work: UnitOfWork, row: dict[str, Any]) -> None:
    """A sheet that was begun by the entry goes too, when nothing else is on it."""
    key = {name: row[name] for name in Sheet.KEY}
    key["purpose"] = Purpose(row["purpose"])
    sheet = work.get(Sheet, *key.values())
    if sheet is None or sheet.remark or sheet.village_consents is not None:
        return
    if not work.find(Mark, **key) and not work.find(Deduction, **key):
        work.remove(sheet)
