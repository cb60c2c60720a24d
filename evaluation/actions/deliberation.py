"""综合议评审核: minutes, changes by an authorised body, signing village by village."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.faults import RatingFault
from evaluation.gathering import gather, unproofed, up_to
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.rating import rate_round
from evaluation.rounds import Participation, ParticipationStatus
from evaluation.standard.model import AwardKind, Part, Step, StepKind
from evaluation.stars.outcome import Outcome, OutcomeState
from evaluation.steps import guards
from evaluation.steps.calendar import read_day
from evaluation.steps.records import (
    Meeting,
    Notice,
    NoticeState,
    Override,
    SignOff,
    SignOffState,
    Tie,
)
from evaluation.steps.transitions import Guard, StepAction, StepState, move
from evaluation.vetoes.cases import VetoCase

__all__ = [
    "confirm_step",
    "decide_tie",
    "override_class",
    "override_star",
    "record_meeting",
    "reopen_step",
    "withdraw_override",
]


def _deliberation(context: RoundContext) -> Step:
    step = context.standard.step_of_kind(StepKind.DELIBERATION)
    if step is None:
        raise RatingFault("本年度的评定标准没有审核这一步。")
    return step


def _part(step: Step, part_id: str) -> Part:
    part = next((item for item in step.parts if item.id == part_id), None)
    if part is None:
        raise RatingFault(f"{step.name}里没有“{part_id}”这个环节。")
    return part


def record_meeting(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    part: str,
    minutes: str,
    held_on: str,
    expected: int,
    present: int,
    town: str = "",
    recused: str = "",
    opinion: str = "",
) -> None:
    """Minutes of a body: number, day, 应到 实到, 回避; `town` "" for the whole round."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    step = _deliberation(context)
    its_part = _part(step, part)
    if not minutes.strip():
        raise RatingFault(f"{its_part.name}：没有填会议纪要号。")
    read_day(held_on, f"{its_part.name}的会议日期")
    if present > expected:
        raise RatingFault(f"{its_part.name}：实到 {present} 人多于应到 {expected} 人。")
    if present * 2 <= expected:
        raise RatingFault(f"{its_part.name}：实到 {present} 人不到应到 {expected} 人的半数。")
    work.put(
        Meeting(
            round,
            step.id,
            part,
            town,
            minutes.strip(),
            held_on,
            expected,
            present,
            recused.strip(),
            opinion.strip(),
        )
    )
    work.log(
        HistoryEvent.MEETING_RECORDED,
        round=round,
        subject=its_part.name,
        document=minutes.strip(),
    )


def _signed(context: RoundContext, village: str, step: Step, part: Part) -> bool:
    found = context.work.get(SignOff, context.round.id, village, step.id, part.id)
    return found is not None and found.state is SignOffState.SIGNED


def _require_unsigned(context: RoundContext, village: VillageContext, part: Part) -> None:
    """A change belongs before the body's signature."""
    step = _deliberation(context)
    if _signed(context, village.id, step, part):
        raise RatingFault(
            f"{village.name}的{part.name}已经审签，不能再改。请先撤回审签，写明原因。"
        )


def _check_grounds(village: VillageContext, reason: str, document: str) -> None:
    if not reason.strip():
        raise RatingFault(f"{village.name}：改动要写明理由。")
    if not document.strip():
        raise RatingFault(f"{village.name}：改动要写明依据的文件或纪要号。")


def _require_result(village: VillageContext, outcome: Outcome) -> None:
    """Only what the steps gave can be changed: not 待评, 不参评 or 仅结果."""
    if not outcome.counts or not outcome.detailed:
        raise RatingFault(f"{village.name}还没有评定结果，不能改动。")


def override_class(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    part: str,
    rating_class: str,
    reason: str,
    document: str,
    act_date: str = "",
) -> None:
    """An authorised body changes a class, never above a standing veto."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    its_part = _part(_deliberation(context), part)
    target = next(
        (
            item
            for item in context.standard.classes
            if rating_class in (item.id, item.name, item.short, item.outward)
        ),
        None,
    )
    if target is None:
        raise RatingFault(f"评定标准里没有“{rating_class}”这一类。")
    _check_grounds(found, reason, document)
    _require_unsigned(context, found, its_part)
    record = Override(
        round, found.id, part, "class", None, target.id, reason.strip(), document.strip(), act_date
    )
    work.put(record)
    after = _outcome(context, found.id, part)
    _require_result(found, after)
    if after.rating_class is not None and after.rating_class != target.id:
        items = "、".join(after.effects.items)
        raise RatingFault(
            f"{found.name}有未解除的一票否决（{items}），类别不能高于否决后的类别。"
            "如确需调整，请先解除否决。"
        )
    work.log(
        HistoryEvent.RESULT_OVERRIDDEN,
        round=round,
        village=found.id,
        subject=f"{its_part.result} 类别改为{target.name}",
        reason=reason.strip(),
        document=document.strip(),
    )


def override_star(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    part: str,
    star: str,
    given: int,
    reason: str,
    document: str,
    act_date: str = "",
) -> None:
    """An authorised body gives (1) or takes (0) a star, never points."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    its_part = _part(_deliberation(context), part)
    if context.standard.award is not AwardKind.COUNTED:
        raise RatingFault("本年度的标准不逐颗定星，不能单独增减某颗星。")
    target = found.star(star)
    _check_grounds(found, reason, document)
    _require_unsigned(context, found, its_part)
    existing = work.get(Override, round, found.id, part, target.id)
    if existing is not None:
        work.remove(existing)
    held = next(
        (item.held for item in _outcome(context, found.id, part).stars if item.star == target.id),
        None,
    )
    if held is not None and held == bool(given):
        raise RatingFault(
            f"{found.name}{'已经有' if held else '本来没有'}{target.name}，不用再改。"
        )
    work.put(
        Override(
            round,
            found.id,
            part,
            target.id,
            1 if given else 0,
            "",
            reason.strip(),
            document.strip(),
            act_date,
        )
    )
    outcome = _outcome(context, found.id, part)
    _require_result(found, outcome)
    after = next(item for item in outcome.stars if item.star == target.id)
    if given and not after.held:
        raise RatingFault(
            f"{found.name}的{target.name}因否决或底线失去，不能直接给星。请先解除否决。"
        )
    work.log(
        HistoryEvent.RESULT_OVERRIDDEN,
        round=round,
        village=found.id,
        subject=f"{its_part.result} {'给' if given else '撤'}{target.name}",
        reason=reason.strip(),
        document=document.strip(),
    )


def withdraw_override(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    part: str,
    subject: str,
    reason: str,
) -> None:
    """Take back a change: `subject` is "class" or the star's id or number."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    its_part = _part(_deliberation(context), part)
    _require_unsigned(context, found, its_part)
    target = subject if subject == "class" else found.star(subject).id
    record = work.get(Override, round, found.id, part, target)
    if record is None:
        raise RatingFault(f"{found.name}在{its_part.name}没有这处改动。")
    work.remove(record)
    work.log(
        HistoryEvent.OVERRIDE_WITHDRAWN,
        round=round,
        village=found.id,
        subject=f"{its_part.result} {target}",
        reason=reason.strip(),
    )


def decide_tie(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    rating_class: str,
    reason: str,
    document: str,
    act_date: str = "",
) -> None:
    """Decide the class of a village through which a quota's cut goes (待定)."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    _check_grounds(found, reason, document)
    if context.standard.rating_class(rating_class) is None:
        raise RatingFault(f"评定标准里没有“{rating_class}”这一类。")
    parts = ("", *(part.id for part in _deliberation(context).parts))
    if not any(
        _outcome(context, found.id, part).state is OutcomeState.UNDETERMINED for part in parts
    ):
        raise RatingFault(f"{found.name}的类别不是待定，不用裁定。")
    work.put(Tie(round, found.id, rating_class, reason.strip(), document.strip(), act_date))
    work.log(
        HistoryEvent.TIE_DECIDED,
        round=round,
        village=found.id,
        reason=reason.strip(),
        document=document.strip(),
    )


def _outcomes(context: RoundContext, part: str) -> dict[str, Outcome]:
    standard = context.standard
    inputs = up_to(gather(context.work, context.round, standard), standard, part)
    return {outcome.village: outcome for outcome in rate_round(inputs)}


def _outcome(context: RoundContext, village: str, part: str) -> Outcome:
    return _outcomes(context, part)[village]


def confirm_step(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    part: str,
    signed_by: str,
    act_date: str,
    villages: Sequence[str] = (),
    town: str = "",
    document: str = "",
) -> None:
    """Sign villages in one part: those named, else all of `town`, else all of the round.

    4a and 4b need the earlier steps of every 参评 village of the round and every veto case
    decided; the later part needs the earlier one.
    """
    context = RoundContext.of(work, actor, time, round)
    step = _deliberation(context)
    its_part = _part(step, part)
    members = work.find(Participation, round=round)
    if villages:
        chosen = [context.village(item) for item in villages]
    else:
        chosen = [
            context.village(member.village)
            for member in sorted(members, key=lambda item: item.position)
            if member.status is ParticipationStatus.RATED and town in ("", member.town)
        ]
    outcomes = _outcomes(context, part)
    unfinished = _unfinished(context, outcomes)
    meetings = work.find(Meeting, round=round, step=step.id, part=part)
    earlier = step.parts[: step.parts.index(its_part)]
    event = HistoryEvent.STEP_CONFIRMED

    def guards_of(village: VillageContext) -> dict[str, Guard]:
        outcome = outcomes[village.id]
        return {
            "round_open": context.open_round,
            "earlier_steps_done": lambda: unfinished,
            "veto_cases_decided": lambda: guards.veto_cases_decided(
                work.find(VetoCase, round=round, village=village.id)
            ),
            "earlier_parts_signed": lambda: tuple(
                f"{item.name}还没有审签。"
                for item in earlier
                if not _signed(context, village.id, step, item)
            ),
            "meeting_recorded": lambda: (
                ()
                if any(item.town in ("", village.member.town) for item in meetings)
                else (f"还没有登记{its_part.name}的会议纪要。",)
            ),
            "result_determined": lambda: (
                ("类别因名额并列待定，请先裁定。",)
                if outcome.state is OutcomeState.UNDETERMINED
                else ()
            ),
        }

    chosen = [
        village for village in chosen if work.get(SignOff, round, village.id, step.id, part) is None
    ]
    if not chosen:
        raise RatingFault(f"{its_part.name}：没有还要审签的{context.round.unit}。")
    for village in chosen:
        state, event = move(
            step.kind,
            StepState.NONE,
            StepAction.SIGN,
            guards_of(village),
            what=f"{village.name}的{its_part.name}",
        )
        reasons = guards.signed_and_dated(step, signed_by, act_date)
        if reasons:
            raise RatingFault(f"{its_part.name}还不能审签：", places=reasons)
        work.put(
            SignOff(
                round,
                village.id,
                step.id,
                part,
                SignOffState(state.value),
                signed_by.strip(),
                act_date,
                actor,
                document.strip(),
            )
        )
    work.log(
        event,
        round=round,
        village=chosen[0].id if len(chosen) == 1 else "",
        subject=f"{its_part.name} {len(chosen)} 个",
        document=document.strip(),
    )


def _unfinished(context: RoundContext, outcomes: dict[str, Outcome]) -> tuple[str, ...]:
    """参评 villages that still lack a step before the deliberation."""
    names = {step.id: step.short for step in context.standard.steps}
    waiting: dict[str, list[str]] = defaultdict(list)
    signed = unproofed(context.work, context.round)
    for record in sorted(signed, key=lambda item: item.step):
        waiting[record.village].append(f"{names[record.step]}还没有校对")
    unproofed_steps = {(item.village, item.step) for item in signed}
    for outcome in outcomes.values():
        if outcome.state is OutcomeState.PENDING and outcome.detailed:
            missing = [
                names[step]
                for step in outcome.missing
                if (outcome.village, step) not in unproofed_steps
            ]
            if missing:
                waiting[outcome.village].append(f"还没有完成{'、'.join(missing)}")
    return tuple(
        f"{context.village(village).name}{'，'.join(words)}。"
        for village, outcome in outcomes.items()
        if outcome.state is not OutcomeState.EXCLUDED and (words := waiting[village])
    )


def reopen_step(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, village: str, reason: str
) -> None:
    """Take back a village's sign-offs and its notice, with a reason."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    if not reason.strip():
        raise RatingFault(f"{found.name}：撤回审签要写明原因。")
    posted = [
        item
        for item in work.find(Notice, round=round, village=found.id)
        if item.state is not NoticeState.WITHDRAWN
    ]
    if not posted and not work.find(SignOff, round=round, village=found.id):
        raise RatingFault(f"{found.name}还没有审签，不用撤回。")
    drop_later_sign_offs(context, found, reason)
    work.log(HistoryEvent.STEP_REOPENED, round=round, village=found.id, reason=reason.strip())
