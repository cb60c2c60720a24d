"""What falls when something earlier changes: only this village's later sign-offs."""

from __future__ import annotations

from dataclasses import replace

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.standard.model import StepKind
from evaluation.steps.records import Notice, NoticeState, SignOff
from evaluation.steps.transitions import StepAction, StepState, move

__all__ = ["drop_later_sign_offs"]


def drop_later_sign_offs(context: RoundContext, village: VillageContext, reason: str) -> None:
    """Withdraw 审核 and 公示 of one village; those of the others stay."""
    guards = {"round_open": context.open_round, "reason_given": lambda: ()}
    for sign_off in context.work.find(SignOff, round=context.round.id, village=village.id):
        move(
            StepKind.DELIBERATION,
            StepState(sign_off.state.value),
            StepAction.REOPEN,
            guards,
            what=f"{village.name}的审核",
        )
        context.work.remove(sign_off)
    for notice in context.work.find(Notice, round=context.round.id, village=village.id):
        if notice.state is NoticeState.WITHDRAWN:
            continue
        state, _ = move(
            StepKind.NOTICE,
            StepState(notice.state.value),
            StepAction.WITHDRAW,
            guards,
            what=f"{village.name}的公示",
        )
        context.work.put(replace(notice, state=NoticeState(state.value), reason=reason.strip()))
