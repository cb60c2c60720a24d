"""The office's plan of the year: the planned day of 定评 and the days of each step.

Nothing here moves a step: days are for the overview and its warnings.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from evaluation.actions.context import RoundContext
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.steps.calendar import read_day
from evaluation.steps.records import StepDates

__all__ = ["plan_year", "set_step_dates"]


def plan_year(work: UnitOfWork, actor: str, time: datetime, *, round: str, planned_on: str) -> None:
    """The day on which 定评 is planned (ISO); "" goes back to the standard's own days."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    if planned_on:
        day = read_day(planned_on, "计划定评日")
        if day.year not in (context.round.year, context.round.year + 1):
            raise RatingFault(
                f"计划定评日填的是 {planned_on}，{context.round.year} 年度应在"
                f" {context.round.year} 年或 {context.round.year + 1} 年定评。请核对年份。"
            )
    work.put(replace(context.round, planned_on=planned_on))
    work.log(
        HistoryEvent.CALENDAR_CHANGED, round=round, subject=f"计划定评日 {planned_on or '按标准'}"
    )


def set_step_dates(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    step: str,
    opens: str,
    closes: str,
) -> None:
    """The office's own first and last day of a step (ISO); both "" go back to the plan."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.standard.step(step)
    if found is None:
        raise RatingFault(f"评定标准里没有“{step}”这一步。")
    old = work.get(StepDates, round, step)
    if not opens and not closes:
        if old is None:
            raise RatingFault(f"{found.short}没有另定日期，不用恢复。")
        work.remove(old)
    else:
        first = read_day(opens, f"{found.short}开始日期")
        last = read_day(closes, f"{found.short}截止日期")
        if last < first:
            raise RatingFault(
                f"{found.short}的截止日期 {closes} 早于开始日期 {opens}。请改正后再保存。"
            )
        work.put(StepDates(round, step, opens, closes))
    work.log(
        HistoryEvent.CALENDAR_CHANGED,
        round=round,
        subject=f"{found.short} {opens}—{closes}" if opens else f"{found.short} 按计划",
    )
