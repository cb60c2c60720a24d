"""The notice clock and the plan of the year: working days, first and last day of a 公示.

Days are `datetime.date`; holidays and make-up days come from the register. The clock of
the machine is never asked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from evaluation.faults import RatingFault
from evaluation.standard.model import NoticeRules
from evaluation.steps.records import DayKind, Holiday

__all__ = [
    "calendar_of",
    "is_working_day",
    "last_day_of_notice",
    "latest_posting",
    "next_working_day",
    "planned_day",
    "previous_working_day",
    "read_day",
    "working_days",
]

Calendar = Mapping[date, DayKind]


def read_day(text: str, what: str) -> date:
    """An ISO day; raises RatingFault naming the field."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Days are kept and compared as text, so no other spelling of a day (20261231) is taken.
    if day is None or day.isoformat() != text:
        raise RatingFault(f"{what}填的是“{text}”，不是日期。请按 2026-12-31 的样子填写。")
    return day


def calendar_of(holidays: tuple[Holiday, ...]) -> Calendar:
    """Days that differ from Monday-to-Friday, by day."""
    return {date.fromisoformat(item.day): item.kind for item in holidays}


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Monday to Friday unless the calendar says otherwise (放假, 调休上班)."""
    kind = calendar.get(day)
    if kind is not None:
        return kind is DayKind.WORKDAY
    return day.weekday() < 5


def last_day_of_notice(first_day: date, rules: NoticeRules, calendar: Calendar) -> date:
    """The last day, inclusive. The day of posting counts if it is a working day."""
    if not rules.working_days:
        return first_day + timedelta(days=rules.days - 1)
    day, counted = first_day, 0
    while True:
        if is_working_day(day, calendar):
            counted += 1
            if counted == rules.days:
                return day
        day += timedelta(days=1)


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day, calendar):
        day += timedelta(days=1)
    return day


def previous_working_day(day: date, calendar: Calendar) -> date:
    """The last working day before `day`."""
    day -= timedelta(days=1)
    while not is_working_day(day, calendar):
        day -= timedelta(days=1)
    return day


def working_days(first: date, last: date, calendar: Calendar) -> int:
    """How many working days there are from `first` to `last`, both included."""
    span = range(max((last - first).days + 1, 0))
    return sum(is_working_day(first + timedelta(days=count), calendar) for count in span)


def latest_posting(decision: date, rules: NoticeRules, calendar: Calendar) -> date:
    """The last day on which a notice can be posted that ends before the day of 定评."""
    if not rules.working_days:
        return decision - timedelta(days=rules.days)
    day = decision
    for _ in range(rules.days):
        day = previous_working_day(day, calendar)
    return day


def planned_day(year: int, month_day: str) -> date | None:
    """The plan's day of a step: from July on in the rated year, before July in the next."""
    if not month_day:
        return None
    month, _, day = month_day.partition("-")
    return date(year if int(month) >= 7 else year + 1, int(month), int(day))
