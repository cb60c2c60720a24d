"""数据校核: the word that is given on a finding. What is found is in `evaluation/checks`."""

from __future__ import annotations

from datetime import datetime

from evaluation.actions.context import RoundContext
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.steps.records import FindingNote

__all__ = ["note_finding"]


def note_finding(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    check: str,
    subject: str,
    text: str,
    village: str = "",
) -> None:
    """A word on a finding, known by its check and subject; an empty one takes it back."""
    context = RoundContext.of(work, actor, time, round)
    # The checks take a while to load, and most sessions give no word on one.
    from evaluation.checks import CHECKS

    context.require_open()
    if check not in {known.id for known in CHECKS}:
        raise RatingFault(f"没有名为“{check}”的校核项。")
    found = context.village(village).id if village else ""
    old = work.get(FindingNote, round, check, subject)
    if text.strip():
        work.put(FindingNote(round, check, subject, found, text.strip(), actor))
    elif old is None:
        raise RatingFault("这一处还没有写说明，不用删去。")
    else:
        work.remove(old)
    work.log(
        HistoryEvent.FINDING_NOTED,
        round=round,
        village=found,
        subject=check,
        reason=text.strip() or "删去说明",
    )
