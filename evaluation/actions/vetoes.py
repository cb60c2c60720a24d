"""一票否决: recording a finding, deciding it, lifting it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from evaluation.actions.context import RoundContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.steps.calendar import read_day
from evaluation.vetoes.cases import CaseState, VetoCase

__all__ = ["decide_veto", "lift_veto", "record_veto"]


def record_veto(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    item: str,
    fact: str,
    document: str,
    found_on: str = "",
    body: str = "",
    starts: str = "",
    ends: str = "",
) -> None:
    """Record a case; the document of the finding is obligatory and the item must be on."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    known = context.standard.veto_item(item)
    if known is None:
        raise RatingFault(f"评定标准里没有“{item}”这项一票否决。")
    if known.last_year and context.round.year > known.last_year:
        raise RatingFault(f"{item} {known.text}：{known.last_year} 年度以后不再作为否决事项。")
    if not known.authority:
        raise RatingFault(
            f"{item} {known.text}：还没有填设定依据，这一项没有启用。"
            "中央规定严格限制一票否决，请先登记设定这一项的文件。"
        )
    if not fact.strip():
        raise RatingFault(f"{found.name} {item}：没有写事实。")
    if not document.strip():
        raise RatingFault(f"{found.name} {item}：没有认定文件。一票否决必须有认定文件。")
    for day, what in ((found_on, "认定日期"), (starts, "起始日期"), (ends, "截止日期")):
        if day:
            read_day(day, what)
    if starts and ends and ends < starts:
        raise RatingFault(f"{found.name} {item}：截止日期早于起始日期。")
    number = len(work.find(VetoCase, round=round, village=found.id)) + 1
    work.put(
        VetoCase(
            round=round,
            village=found.id,
            number=number,
            item=item,
            fact=fact.strip(),
            document=document.strip(),
            found_on=found_on,
            body=body.strip(),
            starts=starts,
            ends=ends,
        )
    )
    work.log(
        HistoryEvent.VETO_RECORDED,
        round=round,
        village=found.id,
        subject=item,
        reason=fact.strip(),
        document=document.strip(),
    )


def _case(context: RoundContext, village: str, number: int, name: str) -> VetoCase:
    case = context.work.get(VetoCase, context.round.id, village, number)
    if case is None:
        raise RatingFault(f"{name}没有第 {number} 号一票否决登记。")
    return case


def decide_veto(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    number: int,
    confirmed: int,
    approved_by: str,
    decided_on: str,
) -> None:
    """认定 (1) or 不予认定 (0) of a reported case. Later sign-offs of the village fall."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    case = _case(context, found.id, number, found.name)
    if case.state is not CaseState.REPORTED:
        raise RatingFault(f"{found.name}第 {number} 号已经处理过；要改变结果请用解除。")
    if not approved_by.strip():
        raise RatingFault(f"{found.name} {case.item}：没有填批准人或批准机关。")
    read_day(decided_on, "认定日期")
    state = CaseState.CONFIRMED if confirmed else CaseState.DISMISSED
    work.put(replace(case, state=state, approved_by=approved_by.strip(), decided_on=decided_on))
    drop_later_sign_offs(context, found, f"一票否决 {case.item} 认定")
    work.log(
        HistoryEvent.VETO_DECIDED,
        round=round,
        village=found.id,
        subject=f"{case.item} {'认定' if confirmed else '不予认定'}",
        document=case.document,
    )


def lift_veto(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    number: int,
    lifted_on: str,
    reason: str,
    document: str,
) -> None:
    """Lift a confirmed case: the result is reckoned anew, other cases act again."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    case = _case(context, found.id, number, found.name)
    if case.state is not CaseState.CONFIRMED:
        raise RatingFault(f"{found.name}第 {number} 号没有认定或已经解除，不能再解除。")
    if not reason.strip() or not document.strip():
        raise RatingFault(f"{found.name} {case.item}：解除要写明理由和文件。")
    read_day(lifted_on, "解除日期")
    work.put(
        replace(
            case,
            state=CaseState.LIFTED,
            lifted_on=lifted_on,
            lift_reason=reason.strip(),
            lift_document=document.strip(),
        )
    )
    drop_later_sign_offs(context, found, f"一票否决 {case.item} 解除")
    work.log(
        HistoryEvent.VETO_LIFTED,
        round=round,
        village=found.id,
        subject=case.item,
        reason=reason.strip(),
        document=document.strip(),
    )
