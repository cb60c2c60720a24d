"""党员群众测评: entering the 计票单, signing it, repeating the ballot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.faults import RatingFault
from evaluation.gathering import latest_ballot
from evaluation.ports import UnitOfWork
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.counting import ballot_from
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import joined
from evaluation.stars.sheets import SheetState
from evaluation.steps import guards
from evaluation.steps.transitions import StepAction, StepState, move

__all__ = ["count_ballot", "return_ballot", "seal_ballot"]


def _state(ballot: Ballot | None) -> StepState:
    return StepState.NONE if ballot is None else StepState(ballot.state.value)


def count_ballot(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    expected: int | str,
    present: int | str,
    channels: Sequence[dict[str, Any]],
    counts: Sequence[dict[str, Any]],
    remark: str = "",
) -> None:
    """Enter a whole count, replacing the draft.

    channels: {"channel", "voters"?, "issued", "returned", "valid"}; counts: {"question",
    "option", "voters"?, "count"}. A count that does not balance or lacks turnout is saved
    and only cannot be signed.
    """
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    step, rules = found.ballot_step()
    ballot = latest_ballot(work, round, found.id, step.id)
    what = f"{found.name}的{step.short}"
    state, event = move(
        step.kind, _state(ballot), StepAction.ENTER, {"round_open": context.open_round}, what=what
    )
    version = 1
    if ballot is not None:
        version = ballot.version
        for kind in (ChannelCount, OptionCount):
            for row in work.find(kind, round=round, village=found.id, version=version):
                work.remove(row)
    following = Ballot(
        round=round,
        village=found.id,
        step=step.id,
        version=version,
        state=SheetState(state.value),
        entered_by=joined("" if ballot is None else ballot.entered_by, actor),
        remark=remark.strip(),
    )
    content = ballot_from(
        following, rules, what, expected, present, channels=channels, counts=counts
    )
    for record in (content.ballot, *content.channels, *content.counts):
        work.put(record)
    work.log(event, round=round, village=found.id, subject=step.short)


def seal_ballot(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    signed_by: str,
    act_date: str,
) -> None:
    """Sign the count (监票人、计票人); it must balance and the turnout must suffice."""
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    step, _rules = found.ballot_step()
    ballot = latest_ballot(work, round, found.id, step.id)
    what = f"{found.name}的{step.short}"
    if ballot is None:
        raise RatingFault(f"{what}还没有录入，不能签字。")
    content = BallotContent(
        ballot,
        work.find(ChannelCount, round=round, village=found.id, version=ballot.version),
        work.find(OptionCount, round=round, village=found.id, version=ballot.version),
    )
    standard = found.standard
    state, event = move(
        step.kind,
        _state(ballot),
        StepAction.SEAL,
        {
            "round_open": context.open_round,
            "ballot_balances": lambda: guards.ballot_balances(standard, content),
            "turnout_met": lambda: guards.turnout_enough(standard, content),
            "opinions_given": lambda: guards.opinions_given(standard, content),
            "signed_and_dated": lambda: guards.signed_and_dated(step, signed_by, act_date),
        },
        what=what,
    )
    work.put(
        replace(
            ballot,
            state=SheetState(state.value),
            signed_by=signed_by.strip(),
            act_date=act_date,
        )
    )
    work.log(event, round=round, village=found.id, subject=f"{step.short} 第 {ballot.version} 次")


def return_ballot(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, village: str, reason: str
) -> None:
    """Repeat the ballot: the old count is kept, an empty one takes its place."""
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    step, _rules = found.ballot_step()
    ballot = latest_ballot(work, round, found.id, step.id)
    what = f"{found.name}的{step.short}"
    state, event = move(
        step.kind,
        _state(ballot),
        StepAction.RETURN,
        {
            "round_open": context.open_round,
            "reason_given": lambda: () if reason.strip() else ("没有写重新测评的原因。",),
        },
        what=what,
    )
    assert ballot is not None, "only a ballot that is there can be returned"
    work.put(replace(ballot, state=SheetState(state.value), return_reason=reason.strip()))
    begun, _ = move(
        step.kind, StepState.NONE, StepAction.ENTER, {"round_open": context.open_round}, what=what
    )
    work.put(
        Ballot(
            round=round,
            village=found.id,
            step=step.id,
            version=ballot.version + 1,
            state=SheetState(begun.value),
            expected=ballot.expected,
            entered_by=actor,
        )
    )
    drop_later_sign_offs(context, found, reason)
    work.log(
        event,
        round=round,
        village=found.id,
        subject=f"{step.short} 第 {ballot.version} 次",
        reason=reason.strip(),
    )
