"""From what was typed on the desk to the action that enters it.

What an entry does not touch (the fact of a deduction whose count is corrected) is handed on
as it stands. Refusals are raised as the office's Fault.
"""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.actions.sheets import (
    enter_deduction,
    enter_figure,
    enter_score,
    mark_indicator,
    remove_deduction,
    veto_by_indicator,
)
from evaluation.faults import RatingFault
from evaluation.numbers import show_plain
from evaluation.ports import Reader
from evaluation.stars.sheets import Deduction, MarkState
from gui.desk.chips import Chip
from gui.desk.keying import Entry, EntryKind
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.office_bridge import OfficeBridge

__all__ = ["Facts", "commit_entry", "commit_facts", "commit_removal", "commit_veto", "used_facts"]

_OFFERED = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """`fact`: 对内 wording; `outward`: the one for outside where it differs."""

    fact: str = ""
    outward: str = ""
    evidence: str = ""


def _deduction(row: IndicatorView, clause: str) -> Deduction | None:
    return next((item for item in row.deductions if item.clause == clause), None)


def commit_entry(
    bridge: OfficeBridge,
    view: SheetView,
    row: IndicatorView,
    entry: Entry,
    facts: Facts | None = None,
) -> None:
    """Enter what was typed. `facts`: written with it; None keeps those that are there."""
    about = view.subject.arguments
    old = _deduction(row, entry.clause)
    if facts is None and old is not None:
        facts = Facts(old.fact, old.outward, old.evidence)
    facts = facts or Facts()
    match entry.kind:
        case EntryKind.POINTS:
            kept = facts.fact or ("" if view.review else row.fact)
            bridge.attempt(enter_score, **about, item=row.item, score=entry.number, reason=kept)
        case EntryKind.FIGURE:
            bridge.attempt(
                enter_figure,
                **about,
                item=row.item,
                figure=entry.number,
                base=entry.base or _kept_base(row),
                fact=facts.fact or row.fact,
            )
        case _:
            discretion = entry.kind is EntryKind.DISCRETION
            bridge.attempt(
                enter_deduction,
                **about,
                item=row.item,
                clause=entry.clause,
                count=1 if discretion else entry.number,
                amount=entry.number if discretion else "",
                fact=facts.fact,
                outward=facts.outward,
                evidence=facts.evidence,
                act_date="" if old is None else old.act_date,
            )


def _kept_base(row: IndicatorView) -> str:
    """The base that stands, so that correcting the figure alone keeps it."""
    if row.mark is None or row.mark.base is None:
        return ""
    return show_plain(row.mark.base)


def commit_facts(
    bridge: OfficeBridge, view: SheetView, row: IndicatorView, chip: Chip | None, facts: Facts
) -> None:
    """Write the facts of a deduction, or the remark of a line without one."""
    about = view.subject.arguments
    deduction = None if chip is None else _deduction(row, chip.clause)
    if deduction is not None:
        bridge.attempt(
            enter_deduction,
            **about,
            item=row.item,
            clause=deduction.clause,
            count=deduction.count,
            amount=show_plain(deduction.amount),
            fact=facts.fact,
            outward=facts.outward,
            evidence=facts.evidence,
            act_date=deduction.act_date,
        )
        return
    mark = row.mark
    if mark is not None and mark.score is not None:
        score = show_plain(mark.score)
        bridge.attempt(enter_score, **about, item=row.item, score=score, reason=facts.fact)
    elif mark is not None and mark.figure is not None:
        bridge.attempt(
            enter_figure,
            **about,
            item=row.item,
            figure=show_plain(mark.figure),
            base=_kept_base(row),
            fact=facts.fact,
        )
    elif mark is not None and mark.state is not MarkState.UNCHECKED:
        bridge.attempt(
            mark_indicator, **about, item=row.item, state=str(mark.state), fact=facts.fact
        )
    else:
        raise RatingFault(f"{row.code} 还没有录入，先录入再写事实或说明。")


def commit_removal(
    bridge: OfficeBridge, view: SheetView, row: IndicatorView, chip: Chip | None
) -> None:
    """Take back a deduction; without one, the whole line goes back to 未查."""
    about = view.subject.arguments
    if chip is not None and _deduction(row, chip.clause) is not None:
        bridge.attempt(remove_deduction, **about, item=row.item, clause=chip.clause)
        return
    if row.deductions:
        raise RatingFault("先删去这一项的扣分，再清空整项；数据填错的，直接重新填。")
    if row.indicator is None:
        raise RatingFault("得分填错的，直接重新填。")
    bridge.attempt(mark_indicator, **about, item=row.item, state=str(MarkState.UNCHECKED))


def commit_veto(bridge: OfficeBridge, view: SheetView, row: IndicatorView, fact: str) -> None:
    """The indicator's own veto applies, for this fact; an empty fact takes it back."""
    about = view.subject.arguments
    applies = 1 if fact else 0
    bridge.attempt(veto_by_indicator, **about, item=row.item, applies=applies, fact=fact)


def used_facts(reader: Reader, round_: str, clause: str) -> tuple[Facts, ...]:
    """Facts that were written for a clause before, the most frequent first."""
    counted: dict[Facts, int] = {}
    for item in reader.find(Deduction, round=round_, clause=clause):
        if item.fact.strip():
            facts = Facts(item.fact, item.outward, item.evidence)
            counted[facts] = counted.get(facts, 0) + 1
    return tuple(sorted(counted, key=lambda facts: -counted[facts])[:_OFFERED])
