"""What does not fit in the plan of a year, in sentences an official can act on (domain §5).

Reads a YearPlan; refuses nothing. A warning names what is wrong and a day that would be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from evaluation.standard.model import NoticeRules, Standard, StepKind
from evaluation.steps.calendar import (
    is_working_day,
    last_day_of_notice,
    latest_posting,
    next_working_day,
    previous_working_day,
    working_days,
)
from evaluation.steps.records import DayKind, Holiday
from evaluation.steps.year_plan import PlanWarning, YearPlan

__all__ = ["VILLAGES_A_DAY", "plan_warnings"]

VILLAGES_A_DAY = 4
"""Villages that one group can visit on a working day: two before noon, two after. A measure for
a warning only; nothing is refused by it."""

_VISITED = frozenset({StepKind.BALLOT, StepKind.ASSESSMENT})
"""Steps in which somebody goes to every village."""

_FESTIVAL = "春节"
_WEEKDAYS = "一二三四五六日"


def plan_warnings(
    plan: YearPlan,
    standard: Standard,
    year: int,
    *,
    holidays: Sequence[Holiday],
    villages: int,
    teams: int,
    posted_until: date | None,
) -> tuple[PlanWarning, ...]:
    """All of them, in no particular order; the arguments are those of `year_plan`."""
    names = {date.fromisoformat(item.day): item.name for item in holidays}
    return (
        *_wrong_order(plan),
        *_notice_warnings(plan, standard, posted_until),
        *_festival_warnings(plan, standard.notice, year, holidays),
        *_idle_last_days(plan, names),
        *_too_short(plan, standard.unit, villages, max(teams, 1)),
        *_unknown_years(plan, holidays),
    )


def _words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _days_words(rules: NoticeRules) -> str:
    return f"{rules.days} 个{'工作日' if rules.working_days else '自然日'}"


def _wrong_order(plan: YearPlan) -> list[PlanWarning]:
    found: list[PlanWarning] = []
    for place, step in enumerate(plan.steps):
        earlier = [
            (item.closes, item.short) for item in plan.steps[:place] if item.closes is not None
        ]
        if not earlier:
            continue
        last, short = max(earlier)
        if step.kind in (StepKind.DELIBERATION, StepKind.NOTICE):
            if step.opens is not None and step.opens < last:
                begins = "张贴" if step.kind is StepKind.NOTICE else "开始"
                text = (
                    f"{step.short}从{_words(step.opens)}{begins}，{short}{_words(last)}才截止。"
                    "前面各步都完成以后才能做这一步。"
                )
                found.append(PlanWarning(step.step, text))
        elif step.closes is not None and step.closes < last:
            text = (
                f"{step.short}{_words(step.closes)}截止，{short}{_words(last)}才截止，先后颠倒了。"
            )
            found.append(PlanWarning(step.step, text))
    return found


def _idle_last_days(plan: YearPlan, names: Mapping[date, str]) -> list[PlanWarning]:
    """Last days on which nobody is in the office."""
    found: list[PlanWarning] = []
    for step in plan.steps:
        day = step.closes
        if day is None or is_working_day(day, plan.calendar):
            continue
        why = f"是星期{_WEEKDAYS[day.weekday()]}"
        if plan.calendar.get(day) is DayKind.HOLIDAY:
            why = f"{names[day]}放假"
        before = _words(previous_working_day(day, plan.calendar))
        if step.kind is StepKind.NOTICE:
            after = _words(next_working_day(day, plan.calendar))
            text = f"定评日{_words(day)}{why}，不是工作日。可以改在{before}或{after}。"
        else:
            text = f"{step.short}的最后一天{_words(day)}{why}，不是工作日。可以改在{before}。"
        found.append(PlanWarning(step.step, text))
    return found


def _too_short(plan: YearPlan, unit: str, villages: int, teams: int) -> list[PlanWarning]:
    """Steps in which every village is visited, with too few working days for it."""
    found: list[PlanWarning] = []
    for step in plan.steps:
        if step.kind not in _VISITED or step.opens is None or step.closes is None:
            continue
        days = working_days(step.opens, step.closes, plan.calendar)
        possible = VILLAGES_A_DAY * teams
        if days * possible >= villages:
            continue
        if not days:
            text = f"{step.short}期间没有一个工作日。请改第一天或最后一天。"
        else:
            text = (
                f"{step.short}只有 {days} 个工作日，{villages} 个{unit}平均每天要走"
                f" {-(-villages // days)} 个；{teams} 个组一天一般走 {possible} 个。"
                "请早些开始，或者多分几个组。"
            )
        found.append(PlanWarning(step.step, text))
    return found


def _notice_warnings(
    plan: YearPlan, standard: Standard, posted_until: date | None
) -> list[PlanWarning]:
    """Whether the notice ends before the day of 定评, and whether a repeated one would."""
    notice = next((step for step in plan.steps if step.kind is StepKind.NOTICE), None)
    decision = plan.decided_on
    if notice is None or notice.opens is None or decision is None:
        return []
    rules, calendar = standard.notice, plan.calendar
    length = _days_words(rules)
    if posted_until is not None:
        if posted_until < decision:
            return []
        earliest = next_working_day(posted_until, calendar)
        text = (
            f"公示要到{_words(posted_until)}才满，最早{_words(earliest)}定评，"
            f"赶不上计划的{_words(decision)}。请推迟定评日。"
        )
        return [PlanWarning(notice.step, text)]
    last = last_day_of_notice(notice.opens, rules, calendar)
    latest = latest_posting(decision, rules, calendar)
    if last >= decision:
        text = (
            f"公示从{_words(notice.opens)}张贴，满 {length}到{_words(last)}，"
            f"最早{_words(next_working_day(last, calendar))}定评，赶不上计划的{_words(decision)}。"
            f"公示最晚要在{_words(latest)}张贴。"
        )
        return [PlanWarning(notice.step, text)]
    again = last_day_of_notice(next_working_day(last, calendar), rules, calendar)
    if again < decision:
        return []
    text = (
        f"公示期间有异议并改动结果的{standard.unit}，要重新公示 {length}，"
        f"最早{_words(next_working_day(again, calendar))}定评，晚于计划的{_words(decision)}。"
        f"要留出这段时间，公示最晚{_words(latest_posting(latest, rules, calendar))}张贴。"
    )
    return [PlanWarning(notice.step, text, grave=False)]


def _festival_warnings(
    plan: YearPlan, rules: NoticeRules, year: int, holidays: Sequence[Holiday]
) -> list[PlanWarning]:
    """定评 belongs before the Spring Festival that follows the rated year."""
    festival = min(
        (
            day
            for item in holidays
            if item.kind is DayKind.HOLIDAY and item.name.startswith(_FESTIVAL)
            for day in [date.fromisoformat(item.day)]
            if day.year == year + 1
        ),
        default=None,
    )
    if festival is None or plan.decided_on is None or plan.decided_on < festival:
        return []
    notice = next((step for step in plan.steps if step.kind is StepKind.NOTICE), None)
    eve = previous_working_day(festival, plan.calendar)
    text = (
        f"定评日{_words(plan.decided_on)}在春节放假（{_words(festival)}起）以后。"
        f"要在节前定评，公示最晚{_words(latest_posting(eve, rules, plan.calendar))}张贴。"
    )
    return [PlanWarning("" if notice is None else notice.step, text)]


def _unknown_years(plan: YearPlan, holidays: Sequence[Holiday]) -> list[PlanWarning]:
    """Years of the plan of which no holiday is known: working days are then only weekdays."""
    known = {item.day[:4] for item in holidays}
    days = [day for step in plan.steps for day in (step.opens, step.closes) if day is not None]
    unknown = sorted({str(day.year) for day in days} - known)
    if not unknown:
        return []
    text = (
        f"还没有登记 {'、'.join(unknown)} 年的放假安排，工作日只按星期一到星期五计算。"
        "请在设置的“日历”中登记。"
    )
    return [PlanWarning("", text, grave=False)]
