"""Checks of the days on which things were done, as written on paper.

Days are ISO text and compared as such; the machine's clock is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from evaluation.checks.findings import Hit
from evaluation.checks.material import RoundMaterial, VillageMaterial
from evaluation.checks.words import codes_of, spaced
from evaluation.faults import RatingFault
from evaluation.standard.model import Step, StepKind
from evaluation.stars.sheets import SheetState
from evaluation.steps.calendar import is_working_day, planned_day, read_day
from evaluation.steps.records import DayKind

__all__ = [
    "meeting_before_sheets",
    "meeting_numbers",
    "signed_before_entry",
    "signed_on_day_off",
    "signed_out_of_plan",
    "wrong_year",
]

_ANOTHER_YEAR = timedelta(days=180)
"""Half a year off the planned days: nearer to another year's plan than to this one's."""

_WEEKDAYS = "一二三四五六日"


def _days(material: RoundMaterial, step: Step) -> tuple[date, date] | None:
    """First and last day of a step: the office's own, else the standard's plan."""
    own = material.days.get(step.id)
    year = material.round.year
    if own is not None and own[0] and own[1]:
        return date.fromisoformat(own[0]), date.fromisoformat(own[1])
    opens, closes = planned_day(year, step.opens), planned_day(year, step.closes)
    return (opens, closes) if opens is not None and closes is not None else None


def _day(text: str) -> date | None:
    try:
        return read_day(text, "")
    except RatingFault:
        return None


def _signed(village: VillageMaterial) -> Iterator[tuple[Step, date, str]]:
    """(step, day, assessor) of every signed sheet and ballot."""
    for sheet in village.scored:
        day = _day(sheet.sheet.act_date)
        if sheet.sealed and day is not None:
            yield sheet.step, day, sheet.sheet.assessor
    step = village.within.step(StepKind.BALLOT)
    if step is not None and village.ballot is not None:
        ballot = village.ballot.ballot
        day = _day(ballot.act_date)
        if ballot.state is SheetState.SEALED and day is not None:
            yield step, day, ""


def wrong_year(village: VillageMaterial) -> Iterator[Hit]:
    """In January the old year is still in the fingers: half a year off is a wrong year."""
    for step, day, assessor in _signed(village):
        days = _days(village.within, step)
        if days and not days[0] - _ANOTHER_YEAR <= day <= days[1] + _ANOTHER_YEAR:
            yield Hit(
                f"{step.short}的签字日期是 {day:%Y-%m-%d}，本步骤在 {days[0]:%Y-%m-%d} 到 "
                f"{days[1]:%Y-%m-%d}，年份很可能写错了。请核对纸质表，退回后改正日期。",
                step.id,
                facts=(day,),
                assessor=assessor,
            )
    first = f"{village.within.round.year}-01-01"
    for sheet in village.assessments:
        days = _days(village.within, sheet.step)
        last = f"{days[1] + _ANOTHER_YEAR}" if days else "9999"
        items = [
            item
            for item in sheet.deductions
            if item.act_date and not first <= item.act_date <= last
        ]
        if items:
            yield Hit(
                f"{sheet.step.short}指标 "
                f"{spaced(codes_of(village.standard, [item.item for item in items]))}的扣分日期是 "
                f"{items[0].act_date}，不在 {village.within.round.year} 年度里。请核对年份。",
                sheet.step.id,
                items[0].item,
                tuple(item.act_date for item in items),
                assessor=sheet.sheet.assessor,
            )


def signed_out_of_plan(village: VillageMaterial) -> Iterator[Hit]:
    """Signed outside the step's days: late notice is a common complaint, but no fault."""
    for step, day, assessor in _signed(village):
        days = _days(village.within, step)
        if days is None or days[0] <= day <= days[1]:
            continue
        if days[0] - _ANOTHER_YEAR <= day <= days[1] + _ANOTHER_YEAR:
            side = "早于" if day < days[0] else "晚于"
            edge = days[0] if day < days[0] else days[1]
            yield Hit(
                f"{step.short}的签字日期 {day:%Y-%m-%d} {side}本步骤的"
                f"{'第一天' if day < days[0] else '最后一天'} {edge:%Y-%m-%d}。"
                "请核对；日程改了的，在设置里改各步日期。",
                step.id,
                facts=(day,),
                assessor=assessor,
            )


def signed_on_day_off(village: VillageMaterial) -> Iterator[Hit]:
    """A meeting or signature on a weekend or holiday happens, and is asked about."""
    for step, day, assessor in _signed(village):
        if is_working_day(day, village.within.calendar):
            continue
        holiday = village.within.calendar.get(day) is DayKind.HOLIDAY
        what = "法定假日" if holiday else f"星期{_WEEKDAYS[day.weekday()]}"
        yield Hit(
            f"{step.short}的签字日期 {day:%Y-%m-%d} 是{what}。确实在休息日办的不用改。",
            step.id,
            facts=(day,),
            assessor=assessor,
        )


def signed_before_entry(village: VillageMaterial) -> Iterator[Hit]:
    """What was found after the signature was not signed for."""
    for sheet in village.assessments:
        signed = sheet.sheet.act_date
        later = [item for item in sheet.deductions if item.act_date > signed]
        if sheet.sealed and signed and later:
            last = max(later, key=lambda item: item.act_date)
            yield Hit(
                f"{sheet.step.short}表 {signed} 签字，指标 "
                f"{spaced(codes_of(village.standard, [last.item]))}的扣分日期却是 {last.act_date}。"
                "签字后不能再添扣分，请核对两个日期，退回后改正。",
                sheet.step.id,
                last.item,
                (signed, last.act_date),
                assessor=sheet.sheet.assessor,
            )


def meeting_before_sheets(village: VillageMaterial) -> Iterator[Hit]:
    """The deliberation needs all of steps 1–3 (domain §5): the meeting comes after them."""
    meetings = [
        meeting
        for meeting in village.within.meetings
        if meeting.town in ("", village.inputs.town) and meeting.held_on
    ]
    first = min(meetings, key=lambda meeting: meeting.held_on, default=None)
    if first is None:
        return
    for step, day, assessor in _signed(village):
        if f"{day}" > first.held_on:
            yield Hit(
                f"{step.short}的签字日期 {day:%Y-%m-%d} 晚于会议 {first.minutes} 的日期 "
                f"{first.held_on}。开会时表还没有签，会上议的是什么？请核对日期，或写明会后补签的原因。",
                step.id,
                facts=(day, first.held_on),
                assessor=assessor,
            )


def meeting_numbers(material: RoundMaterial) -> Iterator[Hit]:
    """A meeting that decides has more than half of its members (应到实到, domain §5)."""
    step = material.step(StepKind.DELIBERATION)
    if step is None:
        return
    for meeting in material.meetings:
        part = next((item.name for item in step.parts if item.id == meeting.part), meeting.part)
        if meeting.present > meeting.expected:
            yield Hit(
                f"{part}会议 {meeting.minutes}：实到 {meeting.present} 人多于应到 "
                f"{meeting.expected} 人。请核对签到。",
                step.id,
                meeting.part,
                (meeting.town, meeting.present, meeting.expected),
            )
        elif meeting.present * 2 <= meeting.expected:
            yield Hit(
                f"{part}会议 {meeting.minutes}：应到 {meeting.expected} 人，实到 "
                f"{meeting.present} 人，没有过半数。请核对人数，决议是否有效要写明。",
                step.id,
                meeting.part,
                (meeting.town, meeting.present, meeting.expected),
            )
