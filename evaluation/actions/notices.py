"""公示, 异议, 定评 and the certificates that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.canonical import seal_digest
from evaluation.faults import RatingFault
from evaluation.gathering import gather
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.rating import rate_round
from evaluation.rounds import Participation, ParticipationStatus, RoundState
from evaluation.standard.model import StepKind
from evaluation.stars.outcome import OutcomeState
from evaluation.steps import guards
from evaluation.steps.calendar import (
    calendar_of,
    is_working_day,
    last_day_of_notice,
    next_working_day,
    read_day,
)
from evaluation.steps.records import (
    Certificate,
    Holiday,
    Notice,
    NoticeState,
    Objection,
    ObjectionState,
    SignOff,
    SignOffState,
)
from evaluation.steps.transitions import Guard, StepAction, StepState, move

__all__ = [
    "answer_objection",
    "assign_objection",
    "clear_notice",
    "issue_certificates",
    "open_notice",
    "publish_year",
    "receive_objection",
    "void_certificate",
]


def _latest_notice(work: UnitOfWork, round_: str, village: str) -> Notice | None:
    notices = work.find(Notice, round=round_, village=village)
    return max(notices, key=lambda item: item.posting, default=None)


def _rated(work: UnitOfWork, round_: str) -> list[Participation]:
    members = work.find(Participation, round=round_)
    return [
        member
        for member in sorted(members, key=lambda item: item.position)
        if member.status is ParticipationStatus.RATED
    ]


def open_notice(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    first_day: str,
    last_day: str = "",
    villages: Sequence[str] = (),
    place: str = "",
    contact: str = "",
) -> None:
    """Post the 拟定 results of the named villages, else of all that are not posted yet.

    `last_day` may only be later than what the standard's number of days gives.
    """
    context = RoundContext.of(work, actor, time, round)
    standard = context.standard
    first = read_day(first_day, "公示起始日期")
    calendar = calendar_of(work.find(Holiday))
    least = last_day_of_notice(first, standard.notice, calendar)
    last = read_day(last_day, "公示截止日期") if last_day else least
    step = standard.step_of_kind(StepKind.DELIBERATION)
    parts = step.parts if step is not None else ()
    if villages:
        chosen = [context.village(item) for item in villages]
    else:
        chosen = []
        for member in _rated(work, round):
            notice = _latest_notice(work, round, member.village)
            if notice is None or notice.state is NoticeState.WITHDRAWN:
                chosen.append(context.village(member.village))
    if not chosen:
        raise RatingFault("所有嘎查村都已经张贴公示，没有需要再公示的。")
    event = HistoryEvent.NOTICE_OPENED

    def post_guards(village: VillageContext) -> dict[str, Guard]:
        signed = {
            item.part
            for item in work.find(SignOff, round=round, village=village.id)
            if item.state is SignOffState.SIGNED
        }
        return {
            "round_open": context.open_round,
            "all_parts_signed": lambda: tuple(
                f"{part.name}还没有审签。" for part in parts if part.id not in signed
            ),
            "notice_long_enough": lambda: guards.notice_long_enough(standard.notice, last, least),
        }

    for village in chosen:
        latest = _latest_notice(work, round, village.id)
        state, event = move(
            StepKind.NOTICE,
            StepState.NONE if latest is None else StepState(latest.state.value),
            StepAction.POST,
            post_guards(village),
            what=f"{village.name}的公示",
        )
        work.put(
            Notice(
                round=round,
                village=village.id,
                posting=1 if latest is None else latest.posting + 1,
                state=NoticeState(state.value),
                first_day=first.isoformat(),
                last_day=last.isoformat(),
                place=place.strip(),
                contact=contact.strip(),
            )
        )
    work.log(
        event,
        round=round,
        village=chosen[0].id if len(chosen) == 1 else "",
        subject=f"{len(chosen)} 个 {first.isoformat()} 至 {last.isoformat()}",
    )


def clear_notice(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, villages: Sequence[str] = ()
) -> None:
    """End the notice of the named villages, else of all whose last day is past."""
    context = RoundContext.of(work, actor, time, round)
    today = time.date()
    if villages:
        chosen = [context.village(item) for item in villages]
    else:
        posted = [
            notice
            for member in _rated(work, round)
            if (notice := _latest_notice(work, round, member.village)) is not None
            and notice.state is NoticeState.POSTED
        ]
        # A village that was posted again later does not hold up the others.
        over = [notice for notice in posted if notice.last_day < today.isoformat()]
        chosen = [context.village(notice.village) for notice in over or posted]
    if not chosen:
        raise RatingFault("没有正在公示的嘎查村。")
    event = HistoryEvent.NOTICE_CLEARED

    def clear_guards(village: VillageContext, last: date) -> dict[str, Guard]:
        return {
            "round_open": context.open_round,
            "notice_over": lambda: guards.notice_over(last, today),
            "no_open_objection": lambda: guards.no_open_objection(
                work.find(Objection, round=round, village=village.id)
            ),
        }

    for village in chosen:
        latest = _latest_notice(work, round, village.id)
        last = read_day(latest.last_day, "公示截止日期") if latest else today
        state, event = move(
            StepKind.NOTICE,
            StepState.NONE if latest is None else StepState(latest.state.value),
            StepAction.CLEAR,
            clear_guards(village, last),
            what=f"{village.name}的公示",
        )
        assert latest is not None, "only a posted notice can be cleared"
        work.put(replace(latest, state=NoticeState(state.value)))
    work.log(event, round=round, subject=f"{len(chosen)} 个")


def receive_objection(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    received_on: str,
    channel: str,
    from_whom: str,
    content: str,
) -> None:
    """异议: day, channel (电话、来信、来访 …), named, anonymous or by a unit, and content."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    read_day(received_on, "收到日期")
    if not content.strip():
        raise RatingFault(f"{found.name}：没有写异议内容。")
    number = len(work.find(Objection, round=round)) + 1
    work.put(
        Objection(
            round,
            number,
            found.id,
            received_on,
            channel.strip(),
            from_whom.strip(),
            content.strip(),
        )
    )
    work.log(
        HistoryEvent.OBJECTION_RECEIVED,
        round=round,
        village=found.id,
        subject=f"第 {number} 号",
        reason=content.strip(),
    )


def _objection(context: RoundContext, number: int) -> Objection:
    found = context.work.get(Objection, context.round.id, number)
    if found is None:
        raise RatingFault(f"没有第 {number} 号异议。")
    if found.state is ObjectionState.CLOSED:
        raise RatingFault(f"第 {number} 号异议已经办结。")
    return found


def assign_objection(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, number: int, assigned_to: str
) -> None:
    """Hand an objection to somebody for looking into."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = _objection(context, number)
    if not assigned_to.strip():
        raise RatingFault(f"第 {number} 号异议：没有填承办人。")
    work.put(replace(found, state=ObjectionState.ASSIGNED, assigned_to=assigned_to.strip()))
    work.log(
        HistoryEvent.OBJECTION_ANSWERED,
        round=round,
        village=found.village,
        subject=f"第 {number} 号 交办",
    )


def answer_objection(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    number: int,
    finding: str,
    reply: str,
    closed_on: str,
    changes_result: int = 0,
    effect: str = "",
) -> None:
    """Finding, effect, reply (anonymous: record of handling), closed.

    changes_result 1: the village's sign-offs and notice fall, its sheets can be returned,
    and it is posted again for as long; the others stay.
    """
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = _objection(context, number)
    if not finding.strip() or not reply.strip():
        raise RatingFault(f"第 {number} 号异议：办结要写明核查结论和答复（匿名的写办理情况）。")
    read_day(closed_on, "办结日期")
    work.put(
        replace(
            found,
            state=ObjectionState.CLOSED,
            finding=finding.strip(),
            reply=reply.strip(),
            effect=effect.strip(),
            changes_result=1 if changes_result else 0,
            closed_on=closed_on,
        )
    )
    if changes_result:
        drop_later_sign_offs(context, context.village(found.village), f"第 {number} 号异议成立")
    work.log(
        HistoryEvent.OBJECTION_ANSWERED,
        round=round,
        village=found.village,
        subject=f"第 {number} 号 办结",
        reason=finding.strip(),
    )


def publish_year(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    decision_number: str,
    decided_on: str,
) -> None:
    """定评: every 参评 village through its notice, number and day of the decision; the seal."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    reasons: list[str] = []
    if not decision_number.strip():
        reasons.append("没有填定评文件的文号或决定号。")
    decided = read_day(decided_on, "定评日期")
    for member in _rated(work, round):
        notice = _latest_notice(work, round, member.village)
        name = context.village(member.village).name
        if notice is None or notice.state is not NoticeState.CLEARED:
            reasons.append(f"{name}还没有公示期满。")
        elif decided.isoformat() <= notice.last_day:
            reasons.append(f"{name}公示到 {notice.last_day}，定评日期要在次日以后。")
    if not _rated(work, round):
        reasons.append("名册里没有参评的嘎查村。")
    reasons.extend(guards.no_open_objection(work.find(Objection, round=round)))
    reasons.extend(
        f"{context.village(outcome.village).name}的类别因名额并列待定，请先裁定。"
        for outcome in rate_round(gather(work, context.round, context.standard))
        if outcome.state is OutcomeState.UNDETERMINED
    )
    if reasons:
        raise RatingFault(f"{context.round.year} 年度还不能定评：", places=tuple(reasons))
    published = replace(
        context.round,
        state=RoundState.PUBLISHED,
        decision_number=decision_number.strip(),
        decided_on=decided.isoformat(),
    )
    work.put(replace(published, seal=seal_digest(work, published, work.chain_head())))
    work.log(
        HistoryEvent.YEAR_PUBLISHED,
        round=round,
        document=decision_number.strip(),
        subject=decided.isoformat(),
    )


def issue_certificates(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    dated: str = "",
    villages: Sequence[str] = (),
) -> None:
    """Number the certificates of those whom the standard's 发放范围 names, in the office's order.

    dated: a working day from the day of decision on; "" takes the first such day.
    """
    context = RoundContext.of(work, actor, time, round)
    if context.round.state is not RoundState.PUBLISHED:
        raise RatingFault("还没有定评，不能编号发证。可以先预览样张。")
    standard = context.standard
    if standard.certificate is None:
        raise RatingFault("本年度的评定标准不发证书。")
    calendar = calendar_of(work.find(Holiday))
    decided = read_day(context.round.decided_on, "定评日期")
    day = (
        read_day(dated, "证书日期")
        if dated
        else next_working_day(decided - timedelta(days=1), calendar)
    )
    if day < decided or not is_working_day(day, calendar):
        raise RatingFault(f"证书日期 {day:%Y-%m-%d} 早于定评日期或不是工作日，请换一天。")
    wanted = {context.village(item).id for item in villages}
    issued = work.find(Certificate, round=round)
    valid = {item.village for item in issued if not item.void}
    number = len({item.number for item in issued})
    made = 0
    for outcome in rate_round(gather(work, context.round, standard)):
        if outcome.rating_class not in standard.certificate.classes:
            if outcome.village in wanted:
                name = context.village(outcome.village).name
                raise RatingFault(f"{name}不在证书发放范围内。")
            continue
        if outcome.village in valid or (wanted and outcome.village not in wanted):
            continue
        number += 1
        made += 1
        work.put(
            Certificate(
                round=round,
                village=outcome.village,
                number=f"{context.round.certificate_prefix}{context.round.year}-{number}",
                dated=day.isoformat(),
                paper="",
            )
        )
    if made == 0:
        raise RatingFault("发放范围内的证书都已经编号，没有新的证书。")
    work.log(HistoryEvent.CERTIFICATE_ISSUED, round=round, subject=f"{made} 张")


def void_certificate(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    number: str,
    reason: str,
) -> None:
    """作废 a certificate, with a reason; its number is never used again."""
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    certificate = work.get(Certificate, round, found.id, number)
    if certificate is None or certificate.void:
        raise RatingFault(f"{found.name}没有编号为 {number} 的有效证书。")
    if not reason.strip():
        raise RatingFault(f"{found.name}：作废证书要写明原因。")
    work.put(replace(certificate, void=1, reason=reason.strip()))
    work.log(
        HistoryEvent.CERTIFICATE_VOIDED,
        round=round,
        village=found.id,
        subject=number,
        reason=reason.strip(),
    )
