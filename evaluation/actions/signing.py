"""Signing a sheet, and returning a signed one for its next version."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.actions.sheet_drafts import (
    purpose_of,
    require_own_sheet,
    what_of,
)
from evaluation.evidence import Subject, sheet_of
from evaluation.faults import RatingFault
from evaluation.gathering import gather, latest_sheet, sheet_content
from evaluation.ports import UnitOfWork
from evaluation.rounds import SharedFigureValue
from evaluation.standard.model import (
    Standard,
    StepKind,
)
from evaluation.stars.ballots import count_ballot
from evaluation.stars.scoring import (
    SheetContent,
    Surroundings,
)
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from evaluation.steps import guards
from evaluation.steps.records import Evidence, SignOff
from evaluation.steps.transitions import StepAction, StepState, move

__all__ = [
    "return_sheet",
    "seal_sheet",
]


def _surroundings(context: RoundContext, village: VillageContext) -> Surroundings:
    """What the guards need beside the sheet: shared figures, the ballot as it stands."""
    inputs = gather(
        context.work, context.round, context.standard, drafts=True, village=village.id
    ).villages[0]
    standard: Standard = village.standard
    result = None
    if inputs.ballot is not None and standard.ballot is not None:
        content = inputs.ballot
        result = count_ballot(standard, content.ballot, content.channels, content.counts)
    category = next(
        (item for item in standard.categories if item.id == village.member.category), None
    )
    shared = {
        item.figure: item.value
        for item in context.work.find(SharedFigureValue, round=context.round.id)
    }
    return Surroundings(shared, result, category)


def _attached(context: RoundContext, sheet: Sheet) -> frozenset[str]:
    """Ids of the indicators of a sheet that have a file."""
    on_sheet = (sheet.step, str(sheet.purpose), sheet.assessor)
    return frozenset(
        Subject.of(item.subject).item
        for item in context.work.find(Evidence, round=sheet.round, village=sheet.village)
        if sheet_of(item.subject) == on_sheet
    )


def _own_content(context: RoundContext, village: VillageContext) -> SheetContent | None:
    own_step = village.standard.step_of_kind(StepKind.SELF)
    if own_step is None:
        return None
    sheet = latest_sheet(context.work, context.round.id, village.id, own_step.id, Purpose.OWN, "")
    return None if sheet is None else sheet_content(context.work, sheet)


def _require_not_too_late(
    context: RoundContext, village: VillageContext, what: str, review: bool
) -> None:
    """A sheet that is signed after the deliberation would change what was decided there.

    A review belongs between the bodies: only the last one's signature ends it.
    """
    step = village.standard.step_of_kind(StepKind.DELIBERATION)
    parts = step.parts if step is not None else ()
    signed = {
        item.part for item in context.work.find(SignOff, round=context.round.id, village=village.id)
    }
    late = [part.name for part in (parts[-1:] if review else parts) if part.id in signed]
    if late:
        raise RatingFault(
            f"{what}不能签字：{late[-1]}已经审签，再签会改变已审的结果。请先撤回审签，写明原因。"
        )


def seal_sheet(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    signed_by: str,
    act_date: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Sign a sheet: `signed_by` names who signed (on paper), `act_date` the day."""
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    its_step = found.step(step)
    kind = purpose_of(its_step, purpose)
    sheet = latest_sheet(work, round, found.id, step, kind, assessor)
    what = what_of(found, its_step, kind)
    if sheet is None:
        raise RatingFault(f"{what}还没有录入，不能签字。")
    if kind is Purpose.REKEY:
        raise RatingFault(f"{what}不签字：录完以后与原表比对，一致就算校对完成。")
    require_own_sheet(context, found, its_step, kind, assessor, actor)
    review = kind is Purpose.REVIEW
    if kind in (Purpose.OWN, Purpose.ASSESSMENT, Purpose.REVIEW):
        _require_not_too_late(context, found, what, review)
    content = sheet_content(work, sheet)
    around = _surroundings(context, found)
    standard = found.standard

    state, event = move(
        its_step.kind,
        StepState(sheet.state.value),
        StepAction.SEAL,
        {
            "round_open": context.open_round,
            # A review holds only the indicators that were looked at again.
            "nothing_unchecked": lambda: (
                () if review else guards.nothing_unchecked(standard, its_step, content, around)
            ),
            "every_figure_typed": lambda: guards.every_figure_typed(
                standard, its_step, content, around
            ),
            "something_applicable": lambda: (
                () if review else guards.something_applicable(standard, its_step, content, around)
            ),
            "signed_and_dated": lambda: guards.signed_and_dated(its_step, signed_by, act_date),
            "every_fact_given": lambda: guards.every_fact_given(standard, content),
            "evidence_attached": lambda: (
                guards.evidence_attached(
                    standard, its_step, content, around, _attached(context, sheet)
                )
                if context.round.evidence_due and not review
                else ()
            ),
            "differences_explained": lambda: (
                ()
                if review
                else guards.differences_explained(
                    standard,
                    its_step,
                    standard.step_of_kind(StepKind.SELF),
                    content,
                    _own_content(context, found),
                    around,
                )
            ),
            "consent_recorded": lambda: () if review else guards.consent_recorded(content),
        },
        what=what,
    )
    work.put(
        replace(
            sheet,
            state=SheetState(state.value),
            signed_by=signed_by.strip(),
            act_date=act_date,
        )
    )
    work.log(
        event,
        round=round,
        village=found.id,
        subject=f"{'复核' if review else its_step.short} 第 {sheet.version} 版",
    )


def return_sheet(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    reason: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Return a signed sheet: the next version is a copy, the old one stays readable.

    Drops only this village's later sign-offs; other sealed sheets and ballots stay.
    """
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    its_step = found.step(step)
    kind = purpose_of(its_step, purpose)
    if kind is Purpose.REKEY:
        raise RatingFault("重录的表不退回：与原表不一致的，改正重录的数再比对。")
    sheet = latest_sheet(work, round, found.id, step, kind, assessor)
    state, event = move(
        its_step.kind,
        StepState.NONE if sheet is None else StepState(sheet.state.value),
        StepAction.RETURN,
        {
            "round_open": context.open_round,
            "reason_given": lambda: () if reason.strip() else ("没有写退回原因。",),
        },
        what=what_of(found, its_step, kind),
    )
    assert sheet is not None, "only a sealed sheet can be returned"
    begun, _ = move(
        its_step.kind,
        StepState.NONE,
        StepAction.ENTER,
        {"round_open": context.open_round},
        what=what_of(found, its_step, kind),
    )
    states = SheetState(state.value), SheetState(begun.value)
    _put_following(work, sheet, states, reason.strip())
    second = latest_sheet(work, round, found.id, step, Purpose.REKEY, assessor)
    usual = kind is purpose_of(its_step, "")
    if usual and second is not None and second.state is SheetState.SEALED:
        # What changes in the next version has to be typed twice again.
        _put_following(work, second, states, reason.strip())
    drop_later_sign_offs(context, found, reason)
    work.log(
        event,
        round=round,
        village=found.id,
        subject=f"{its_step.short} 第 {sheet.version} 版",
        reason=reason.strip(),
    )


def _put_following(
    work: UnitOfWork, sheet: Sheet, states: tuple[SheetState, SheetState], reason: str
) -> None:
    """The next version of a sheet as a copy; `states`: of the old and of the new one."""
    content = sheet_content(work, sheet)
    work.put(replace(sheet, state=states[0], return_reason=reason))
    following = replace(
        sheet,
        version=sheet.version + 1,
        state=states[1],
        signed_by="",
        act_date="",
        return_reason="",
        village_consents=None,
    )
    work.put(following)
    for mark in content.marks.values():
        work.put(replace(mark, version=following.version))
    for deductions in content.deductions.values():
        for deduction in deductions:
            work.put(replace(deduction, version=following.version))
