"""The plan of a year: first and last day of every step, and what is left of it.

With a planned day of 定评 the days are counted backwards from it; without one they are the
standard's own. What the office has set for a step goes before both. Pure: the day it is comes
from outside, nothing is read and nothing refused; what does not fit is told in sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from evaluation.standard.model import Standard, Step, StepKind
from evaluation.steps.calendar import (
    Calendar,
    calendar_of,
    is_working_day,
    latest_posting,
    planned_day,
    previous_working_day,
    working_days,
)
from evaluation.steps.plan_warnings import plan_warnings
from evaluation.steps.records import Holiday, StepDates
from evaluation.steps.year_plan import DateSource, PartPlan, StepPlan, YearPlan

__all__ = ["DaysLeft", "days_left", "year_plan"]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """Until a last day. `days`: calendar days, 0 on the day itself, negative after it;
    `working`: working days from today to the last day, both included."""

    days: int
    working: int


def days_left(last: date, today: date, calendar: Calendar) -> DaysLeft:
    """What is left of a step on `today`."""
    return DaysLeft((last - today).days, working_days(today, last, calendar))


def year_plan(
    standard: Standard,
    year: int,
    *,
    planned_on: str = "",
    dates: Iterable[StepDates] = (),
    holidays: Sequence[Holiday] = (),
    villages: int = 0,
    teams: int = 1,
    posted_until: date | None = None,
) -> YearPlan:
    """The days of every step of a round, and what is to be said about them (domain §5).

    planned_on: ISO day of 定评, "" for none; the last day of the notice is then this day.
    dates: those the office has set. villages: how many take part; teams: how many groups
    visit them side by side. posted_until: last day of the notice where it hangs already.
    """
    calendar = calendar_of(tuple(holidays))
    own = {item.step: item for item in dates}
    planned = date.fromisoformat(planned_on) if planned_on else None
    spans = (
        {step.id: _span(step, year, own) for step in standard.steps}
        if planned is None
        else _spans_before(standard, year, planned, own, calendar)
    )
    steps = tuple(
        _step_plan(step, spans[step.id], own, planned, calendar) for step in standard.steps
    )
    last = standard.step_of_kind(StepKind.NOTICE) or standard.steps[-1]
    plan = YearPlan(steps, planned or spans[last.id][1], calendar)
    warnings = plan_warnings(
        plan,
        standard,
        year,
        holidays=holidays,
        villages=villages,
        teams=teams,
        posted_until=posted_until,
    )
    return replace(plan, warnings=warnings)


# The days ----------------------------------------------------------------------------

_Span = tuple[date | None, date | None]
_Own = Mapping[str, StepDates]


def _own_span(own: StepDates) -> tuple[date, date]:
    return date.fromisoformat(own.opens), date.fromisoformat(own.closes)


def _span(step: Step, year: int, own: _Own) -> _Span:
    """The days of a step that no decision is planned after: the office's or the standard's."""
    chosen = own.get(step.id)
    if chosen is not None:
        return _own_span(chosen)
    return planned_day(year, step.opens), planned_day(year, step.closes)


def _spans_before(
    standard: Standard, year: int, decision: date, own: _Own, calendar: Calendar
) -> dict[str, _Span]:
    """Backwards from the day of 定评: the notice, then each step before it.

    A step keeps the length it has in the standard and its distance from the next one (two that
    run side by side go on doing so); its last day is a working day. Where the office has set
    the days of a step, those before it go by them.
    """
    notice = standard.step_of_kind(StepKind.NOTICE)
    spans: dict[str, _Span] = {}
    before = list(standard.steps)
    next_opens: date = decision + _ONE_DAY
    next_of_standard: date | None = None
    if notice is not None:
        place = before.index(notice)
        for step in before[place + 1 :]:
            spans[step.id] = _span(step, year, own)
        before = before[:place]
        next_opens = latest_posting(decision, standard.notice, calendar)
        if notice.id in own:
            next_opens = _own_span(own[notice.id])[0]
        next_of_standard = planned_day(year, notice.opens)
        spans[notice.id] = next_opens, decision
    for step in reversed(before):
        first, last = planned_day(year, step.opens), planned_day(year, step.closes)
        if step.id in own:
            opens, closes = _own_span(own[step.id])
        elif first is None or last is None:
            spans[step.id] = None, None
            next_of_standard = None
            continue
        else:
            distance = _ONE_DAY if next_of_standard is None else next_of_standard - last
            closes = next_opens - distance
            if not is_working_day(closes, calendar):
                closes = previous_working_day(closes, calendar)
            opens = closes - (last - first)
        spans[step.id] = opens, closes
        next_opens, next_of_standard = opens, first
    return spans


def _step_plan(
    step: Step, span: _Span, own: _Own, planned: date | None, calendar: Calendar
) -> StepPlan:
    opens, closes = span
    if step.id in own:
        source = DateSource.OWN
    else:
        source = DateSource.STANDARD if planned is None else DateSource.PLANNED
    parts: tuple[PartPlan, ...] = ()
    if len(step.parts) > 1 and opens is not None and closes is not None:
        parts = _parts(step, opens, closes, calendar)
    return StepPlan(step.id, step.short, step.kind, opens, closes, source, parts)


def _parts(step: Step, opens: date, closes: date, calendar: Calendar) -> tuple[PartPlan, ...]:
    """The bodies' turns, each as long as the others, counted in working days."""
    span = [opens + timedelta(days=count) for count in range((closes - opens).days + 1)]
    days = [day for day in span if is_working_day(day, calendar)]
    if len(days) < len(step.parts):
        return ()
    ends = [
        days[-(-len(days) * turn // len(step.parts)) - 1] for turn in range(1, len(step.parts) + 1)
    ]
    return tuple(
        PartPlan(part.id, part.name, end)
        for part, end in zip(step.parts, (*ends[:-1], closes), strict=True)
    )
