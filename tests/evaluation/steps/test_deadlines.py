"""The plan of a year on the real calendars of 2026 and 2027: days, and what does not fit.

The Spring Festival of 2027 is 6 February, with 5 to 8 February off; 2027-01-18 is a Monday.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from db.exchange.holidays import shipped_holidays
from db.exchange.standards import read_preset
from evaluation.standard.model import NoticeRules, Standard, Step, StepKind
from evaluation.steps.calendar import (
    calendar_of,
    latest_posting,
    previous_working_day,
    working_days,
)
from evaluation.steps.deadlines import days_left, year_plan
from evaluation.steps.plan_warnings import VILLAGES_A_DAY
from evaluation.steps.records import DayKind, Holiday, StepDates
from evaluation.steps.year_plan import DateSource, YearPlan

TEN_STARS = read_preset("shixing-moren")
ROUND = "2026/嘎查村"
HOLIDAYS = tuple(
    Holiday(day["day"], DayKind(day["kind"]), day["name"])
    for year in shipped_holidays(2026, 2027)
    for day in year.days
)
CALENDAR = calendar_of(HOLIDAYS)


def _own(step: str, opens: str, closes: str) -> StepDates:
    return StepDates(ROUND, step, opens, closes)


def _plan(
    planned_on: str = "",
    *own: StepDates,
    standard: Standard = TEN_STARS,
    holidays: Sequence[Holiday] = HOLIDAYS,
    villages: int = 15,
    teams: int = 1,
    posted_until: date | None = None,
) -> YearPlan:
    return year_plan(
        standard,
        2026,
        planned_on=planned_on,
        dates=own,
        holidays=holidays,
        villages=villages,
        teams=teams,
        posted_until=posted_until,
    )


def _days(plan: YearPlan) -> dict[str, tuple[str, str]]:
    return {
        step.step: (
            step.opens.isoformat() if step.opens else "",
            step.closes.isoformat() if step.closes else "",
        )
        for step in plan.steps
    }


def _said(plan: YearPlan, step: str, *, grave: bool = True) -> list[str]:
    return [item.text for item in plan.warnings_of(step) if item.grave is grave]


def _with_steps(**changes: dict[str, str]) -> Standard:
    steps = tuple(replace(step, **changes.get(step.id, {})) for step in TEN_STARS.steps)  # type: ignore[arg-type]
    return replace(TEN_STARS, steps=steps)


# The days ----------------------------------------------------------------------------


def test_without_a_day_of_decision_the_days_are_the_standards() -> None:
    plan = _plan()
    assert _days(plan) == {
        "self": ("2026-12-01", "2026-12-15"),
        "ballot": ("2026-12-16", "2026-12-31"),
        "assessment": ("2027-01-01", "2027-01-12"),
        "deliberation": ("2027-01-13", "2027-01-20"),
        "notice": ("2027-01-21", "2027-01-31"),
    }
    assert plan.decided_on == date(2027, 1, 31)
    assert {step.source for step in plan.steps} == {DateSource.STANDARD}


def test_backwards_from_the_last_friday_before_the_festival() -> None:
    plan = _plan("2027-01-29")
    # 22, 25, 26, 27, 28 January are the five working days; New Year's Day is no last day.
    assert _days(plan) == {
        "self": ("2026-12-01", "2026-12-15"),
        "ballot": ("2026-12-16", "2026-12-31"),
        "assessment": ("2027-01-02", "2027-01-13"),
        "deliberation": ("2027-01-14", "2027-01-21"),
        "notice": ("2027-01-22", "2027-01-29"),
    }
    assert {step.source for step in plan.steps} == {DateSource.PLANNED}
    assert [item.text for item in plan.warnings if item.grave] == []


def test_every_last_day_before_the_notice_is_a_working_day() -> None:
    for day in range(11, 30):
        plan = _plan(f"2027-01-{day}")
        for step in plan.steps[:-1]:
            assert step.closes is not None
            assert step.closes == previous_working_day(
                date.fromordinal(step.closes.toordinal() + 1), CALENDAR
            )


def test_steps_keep_their_lengths_and_follow_each_other() -> None:
    plan = _plan("2027-01-15")
    lengths = [
        (step.closes - step.opens).days + 1
        for step in plan.steps[:-1]
        if step.closes is not None and step.opens is not None
    ]
    assert lengths == [15, 16, 12, 8]
    for before, after in zip(plan.steps, plan.steps[1:], strict=False):
        assert before.closes is not None
        assert after.opens is not None
        assert before.closes < after.opens


def test_steps_that_run_side_by_side_go_on_doing_so() -> None:
    together = _with_steps(ballot={"opens": "12-01", "closes": "12-31"})
    days = _days(_plan("2027-01-29", standard=together))
    assert days["ballot"] == ("2026-12-01", "2026-12-31")
    assert days["self"] == ("2026-12-01", "2026-12-15")


def test_the_days_of_the_office_go_before_the_plan_and_those_before_it_follow() -> None:
    plan = _plan("2027-01-29", _own("assessment", "2027-01-07", "2027-01-18"))
    assert _days(plan)["assessment"] == ("2027-01-07", "2027-01-18")
    assert _days(plan)["ballot"] == ("2026-12-22", "2027-01-06")
    assert _days(plan)["deliberation"] == ("2027-01-14", "2027-01-21")
    assert [step.source for step in plan.steps] == [
        DateSource.PLANNED,
        DateSource.PLANNED,
        DateSource.OWN,
        DateSource.PLANNED,
        DateSource.PLANNED,
    ]


def test_the_office_may_post_earlier_but_the_notice_ends_on_the_day_of_decision() -> None:
    plan = _plan("2027-01-29", _own("notice", "2027-01-20", "2027-01-27"))
    assert _days(plan)["notice"] == ("2027-01-20", "2027-01-29")
    assert _days(plan)["deliberation"][1] == "2027-01-19"
    assert _days(_plan("", _own("notice", "2027-01-20", "2027-01-27")))["notice"] == (
        "2027-01-20",
        "2027-01-27",
    )


def test_a_step_without_days_is_left_out_of_the_plan() -> None:
    loose = _with_steps(ballot={"opens": "", "closes": ""})
    days = _days(_plan("2027-01-29", standard=loose))
    assert days["ballot"] == ("", "")
    assert days["self"] == ("2026-12-17", "2026-12-31")  # New Year's Day is no last day
    own = _days(_plan("2027-01-29", _own("ballot", "2026-12-20", "2026-12-30"), standard=loose))
    assert own["ballot"] == ("2026-12-20", "2026-12-30")
    assert own["self"][1] == "2026-12-18"  # the 19th is a Saturday
    notice = _with_steps(notice={"opens": "", "closes": ""})
    assert _days(_plan(standard=notice))["notice"] == ("", "")
    assert _plan(standard=notice).decided_on is None
    assert _days(_plan("2027-01-29", standard=notice))["deliberation"][1] == "2027-01-21"


def test_without_a_notice_the_last_step_ends_on_the_day_itself() -> None:
    short = replace(TEN_STARS, steps=TEN_STARS.steps[:-1])
    plan = _plan("2027-01-29", standard=short)
    assert _days(plan)["deliberation"] == ("2027-01-22", "2027-01-29")
    assert plan.warnings == ()
    assert _plan(standard=short).decided_on == date(2027, 1, 20)


def test_a_step_after_the_notice_keeps_the_standards_days() -> None:
    report = Step(
        "report", StepKind.DELIBERATION, "上报备案", "备案", opens="02-20", closes="02-28"
    )
    longer = replace(
        TEN_STARS,
        steps=(*(step for step in TEN_STARS.steps if step.id != "deliberation"), report),
    )
    assert _days(_plan("2027-01-29", standard=longer))["report"] == ("2027-02-20", "2027-02-28")


def test_a_notice_of_calendar_days_is_counted_in_them() -> None:
    rules = NoticeRules(days=7, working_days=False)
    plan = _plan("2027-01-29", standard=replace(TEN_STARS, notice=rules))
    assert _days(plan)["notice"] == ("2027-01-22", "2027-01-29")
    assert _days(plan)["deliberation"][1] == "2027-01-21"
    assert "重新公示 7 个自然日" in _said(plan, "notice", grave=False)[0]


def test_the_two_bodies_share_the_working_days_of_the_deliberation() -> None:
    parts = _plan().step("deliberation").parts
    # 13, 14, 15 | 18, 19, 20 January.
    assert [(part.part, part.name, part.closes.isoformat()) for part in parts] == [
        ("town", "镇党委会", "2027-01-15"),
        ("county", "组织部审核", "2027-01-20"),
    ]
    one_day = _plan("", _own("deliberation", "2027-01-20", "2027-01-20"))
    assert one_day.step("deliberation").parts == ()


def test_an_unknown_step_is_no_part_of_the_plan() -> None:
    with pytest.raises(KeyError, match="spring"):
        _plan().step("spring")


# What is left ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "last", "days", "working"),
    [
        ("2027-01-08", "2027-01-12", 4, 3),  # Friday, then Monday and Tuesday
        ("2027-01-12", "2027-01-12", 0, 1),
        ("2027-01-15", "2027-01-12", -3, 0),
        ("2027-02-04", "2027-02-09", 5, 2),  # the festival lies between
        ("2026-02-13", "2026-02-24", 11, 3),  # 13, the make-up Saturday 14, 24
    ],
)
def test_days_left_of_a_step(today: str, last: str, days: int, working: int) -> None:
    left = days_left(date.fromisoformat(last), date.fromisoformat(today), CALENDAR)
    assert (left.days, left.working) == (days, working)


def test_working_days_backwards() -> None:
    assert previous_working_day(date(2027, 2, 9), CALENDAR) == date(2027, 2, 4)
    assert previous_working_day(date(2026, 2, 15), CALENDAR) == date(2026, 2, 14)
    assert working_days(date(2027, 2, 1), date(2027, 2, 9), CALENDAR) == 5
    assert working_days(date(2027, 2, 9), date(2027, 2, 1), CALENDAR) == 0


@pytest.mark.parametrize(
    ("decision", "posting"),
    [
        ("2027-01-29", "2027-01-22"),
        ("2027-02-05", "2027-01-29"),
        ("2027-02-10", "2027-02-01"),  # 1 to 4 February and 9
        ("2026-02-27", "2026-02-13"),  # 13, make-up 14, 24, 25, 26
    ],
)
def test_the_latest_posting_leaves_the_whole_notice(decision: str, posting: str) -> None:
    found = latest_posting(date.fromisoformat(decision), NoticeRules(), CALENDAR)
    assert found == date.fromisoformat(posting)


# What does not fit -------------------------------------------------------------------


def test_the_standards_own_plan_of_2026_ends_on_a_sunday() -> None:
    assert _said(_plan(), "notice") == [
        "定评日1月31日是星期日，不是工作日。可以改在1月29日或2月1日。"
    ]


def test_a_last_day_on_a_weekend_or_holiday_is_told_with_a_better_one() -> None:
    plan = _plan(
        "", _own("self", "2026-12-01", "2026-12-13"), _own("ballot", "2026-12-16", "2027-01-01")
    )
    assert _said(plan, "self") == ["自评的最后一天12月13日是星期日，不是工作日。可以改在12月11日。"]
    assert _said(plan, "ballot") == ["测评的最后一天1月1日元旦放假，不是工作日。可以改在12月31日。"]
    unnamed = (*HOLIDAYS, Holiday("2026-12-15", DayKind.HOLIDAY))
    assert "12月15日放假，不是工作日" in _said(_plan(holidays=unnamed), "self")[0]


def test_a_make_up_saturday_is_a_good_last_day() -> None:
    # The make-up days of 2027 are not published yet: this one is made up.
    made_up = (*HOLIDAYS, Holiday("2027-01-30", DayKind.WORKDAY, "春节调休上班"))
    assert _said(_plan("2027-01-30", holidays=made_up), "notice") == []


def test_a_notice_that_does_not_fit_before_the_decision() -> None:
    plan = _plan("2027-01-29", _own("notice", "2027-01-25", "2027-01-29"))
    assert _said(plan, "notice") == [
        "公示从1月25日张贴，满 5 个工作日到1月29日，最早2月1日定评，"
        "赶不上计划的1月29日。公示最晚要在1月22日张贴。"
    ]
    assert _said(plan, "notice", grave=False) == []


def test_a_notice_across_the_festival_takes_the_holidays_into_account() -> None:
    # 3 and 4 February, then the festival, 9, 10, 11 February.
    plan = _plan("2027-02-09", _own("notice", "2027-02-03", "2027-02-09"))
    assert _said(plan, "notice")[0].startswith("公示从2月3日张贴，满 5 个工作日到2月11日")


def test_an_objection_needs_the_same_days_again() -> None:
    assert _said(_plan("2027-01-29"), "notice", grave=False) == [
        "公示期间有异议并改动结果的嘎查村，要重新公示 5 个工作日，最早2月9日定评，"
        "晚于计划的1月29日。要留出这段时间，公示最晚1月15日张贴。"
    ]
    roomy = _plan("2027-01-29", _own("notice", "2027-01-15", "2027-01-29"))
    assert roomy.warnings_of("notice") == ()
    # One day later the second notice ends on the day of the decision itself.
    assert _said(
        _plan("2027-01-29", _own("notice", "2027-01-18", "2027-01-29")), "notice", grave=False
    )


def test_a_notice_that_hangs_is_measured_by_its_own_last_day() -> None:
    assert _said(_plan("2027-01-29", posted_until=date(2027, 1, 28)), "notice") == []
    late = _plan("2027-01-29", posted_until=date(2027, 1, 29))
    assert _said(late, "notice") == [
        "公示要到1月29日才满，最早2月1日定评，赶不上计划的1月29日。请推迟定评日。"
    ]


def test_a_decision_after_the_festival_is_told_with_the_day_that_would_do() -> None:
    plan = _plan("2027-02-10")
    assert _said(plan, "notice") == [
        "定评日2月10日在春节放假（2月5日起）以后。要在节前定评，公示最晚1月28日张贴。"
    ]
    assert _said(_plan("2027-02-04"), "notice") == []
    without_notice = replace(TEN_STARS, steps=TEN_STARS.steps[:-1])
    later = _plan("2027-02-10", standard=without_notice)
    assert _said(later, "")[0].startswith("定评日2月10日在春节放假")


def test_the_festival_of_another_year_is_not_meant() -> None:
    only_2026 = tuple(item for item in HOLIDAYS if item.day < "2027")
    assert _said(_plan("2027-02-10", holidays=only_2026), "notice") == []


@pytest.mark.parametrize(
    ("villages", "teams", "said"),
    [
        (28, 1, False),  # 4 to 8, 11 and 12 January: seven working days
        (29, 1, True),
        (61, 1, True),
        (61, 2, True),
        (61, 3, False),
    ],
)
def test_a_step_too_short_for_its_villages(villages: int, teams: int, said: bool) -> None:
    assert VILLAGES_A_DAY == 4
    plan = _plan(villages=villages, teams=teams)
    assert bool(_said(plan, "assessment")) is said


def test_how_many_villages_a_day_there_would_be() -> None:
    assert _said(_plan(villages=61), "assessment") == [
        "初评只有 7 个工作日，61 个嘎查村平均每天要走 9 个；1 个组一天一般走 4 个。"
        "请早些开始，或者多分几个组。"
    ]
    assert _said(_plan(villages=61, teams=0), "assessment") == _said(
        _plan(villages=61), "assessment"
    )
    weekend = _plan("", _own("ballot", "2026-12-26", "2026-12-27"))
    assert "测评期间没有一个工作日。请改第一天或最后一天。" in _said(weekend, "ballot")
    assert _said(_plan(villages=0), "assessment") == []


def test_a_posting_after_the_day_of_decision() -> None:
    plan = _plan("2027-01-29", _own("notice", "2027-02-01", "2027-02-03"))
    assert _said(plan, "notice") == [
        "公示从2月1日张贴，满 5 个工作日到2月9日，最早2月10日定评，赶不上计划的1月29日。"
        "公示最晚要在1月22日张贴。"
    ]


def test_steps_out_of_order() -> None:
    late_own = _plan("", _own("self", "2026-12-01", "2027-01-05"))
    assert _said(late_own, "ballot") == ["测评12月31日截止，自评1月5日才截止，先后颠倒了。"]
    assert _said(late_own, "assessment") == []
    late_assessment = _plan("", _own("assessment", "2027-01-04", "2027-01-15"))
    assert _said(late_assessment, "deliberation") == [
        "审核从1月13日开始，初评1月15日才截止。前面各步都完成以后才能做这一步。"
    ]
    late_meeting = _plan("2027-01-29", _own("deliberation", "2027-01-14", "2027-01-25"))
    assert _said(late_meeting, "notice")[0] == (
        "公示从1月22日张贴，审核1月25日才截止。前面各步都完成以后才能做这一步。"
    )
    # On the day itself there is still time: signed in the morning, posted in the afternoon.
    assert _said(_plan("", _own("deliberation", "2027-01-13", "2027-01-21")), "notice")[
        0
    ].startswith("定评日")


def test_years_without_known_holidays_are_named() -> None:
    nothing = _plan("2027-01-29", holidays=())
    assert _said(nothing, "", grave=False) == [
        "还没有登记 2026、2027 年的放假安排，工作日只按星期一到星期五计算。请在设置的“日历”中登记。"
    ]
    only_2026 = tuple(item for item in HOLIDAYS if item.day < "2027")
    assert "还没有登记 2027 年" in _said(_plan(holidays=only_2026), "", grave=False)[0]
    assert _said(_plan(), "", grave=False) == []
