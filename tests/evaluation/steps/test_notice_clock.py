"""公示: which day is the last, what an objection posts again, and when the year is decided."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.faults import RatingFault
from evaluation.standard.model import NoticeRules, StepKind
from evaluation.steps.calendar import (
    calendar_of,
    is_working_day,
    last_day_of_notice,
    next_working_day,
    planned_day,
    read_day,
)
from evaluation.steps.records import DayKind, Holiday, Notice, NoticeState, SignOff
from tests.evaluation.year import Year

# 2027-01-18 is a Monday. The festival and its make-up days are made up.
FESTIVAL = tuple(Holiday(f"2027-02-0{day}", DayKind.HOLIDAY, "放假") for day in range(3, 9))
MAKE_UP = (
    Holiday("2027-01-30", DayKind.WORKDAY, "调休上班"),
    Holiday("2027-02-13", DayKind.WORKDAY, "调休上班"),
)
CALENDAR = calendar_of(FESTIVAL + MAKE_UP)


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        ("2027-01-18", 5, "2027-01-22"),  # Monday to Friday
        ("2027-01-20", 5, "2027-01-26"),  # over a weekend
        ("2027-01-16", 5, "2027-01-22"),  # posted on a Saturday, which does not count
        ("2027-01-18", 1, "2027-01-18"),  # the day of posting is the last
        ("2027-01-17", 1, "2027-01-18"),
        ("2027-01-28", 3, "2027-01-30"),  # Thursday, Friday and the make-up Saturday
        ("2027-01-29", 5, "2027-02-09"),  # 29, 30, 1, 2, then the festival, 9
        ("2027-02-03", 3, "2027-02-11"),  # posted on a holiday
        ("2027-02-09", 7, "2027-02-16"),  # 9 to 12, make-up 13, 15, 16
    ],
)
def test_the_last_working_day(first: str, days: int, last: str) -> None:
    rules = NoticeRules(days=days)
    found = last_day_of_notice(date.fromisoformat(first), rules, CALENDAR)
    assert found == date.fromisoformat(last)


def test_without_a_calendar_monday_to_friday_count() -> None:
    assert last_day_of_notice(date(2027, 1, 29), NoticeRules(), {}) == date(2027, 2, 4)


def test_calendar_days_count_every_day() -> None:
    rules = NoticeRules(days=7, working_days=False)
    assert last_day_of_notice(date(2027, 2, 3), rules, CALENDAR) == date(2027, 2, 9)


def test_working_days_and_the_next_one() -> None:
    assert is_working_day(date(2027, 1, 30), CALENDAR)
    assert not is_working_day(date(2027, 1, 31), CALENDAR)
    assert not is_working_day(date(2027, 2, 3), CALENDAR)
    assert next_working_day(date(2027, 1, 29), CALENDAR) == date(2027, 1, 30)
    assert next_working_day(date(2027, 2, 2), CALENDAR) == date(2027, 2, 9)


def test_a_plan_runs_from_july_to_june() -> None:
    assert planned_day(2026, "12-01") == date(2026, 12, 1)
    assert planned_day(2026, "07-01") == date(2026, 7, 1)
    assert planned_day(2026, "06-30") == date(2027, 6, 30)
    assert planned_day(2026, "") is None


@pytest.mark.parametrize("text", ["", "2027-2-1", "20270201", "2027-W05-1", "2027-02-30", "明天"])
def test_only_one_spelling_of_a_day_is_taken(text: str) -> None:
    """Days are compared as text; another spelling would sort wrongly."""
    with pytest.raises(RatingFault, match="会议日期填的是"):
        read_day(text, "会议日期")


# Through the actions ------------------------------------------------------------------


def _ready(year: Year, *names: str) -> list[str]:
    codes = year.add(*names)
    for code in codes:
        year.complete(code)
    year.deliberate()
    return codes


def _notices(year: Year, code: str) -> list[tuple[int, NoticeState, str, str]]:
    rows = year.register.find(Notice, round=year.round_id, village=year.village_id(code))
    return [(row.posting, row.state, row.first_day, row.last_day) for row in rows]


def test_holidays_entered_by_the_office_are_heeded(year: Year) -> None:
    (code,) = _ready(year, "东泉嘎查")
    days = [{"day": item.day, "kind": str(item.kind)} for item in FESTIVAL + MAKE_UP]
    year.do("enter_holidays", days=days)
    year.post(first_day="2027-01-29")
    assert _notices(year, code) == [(1, NoticeState.POSTED, "2027-01-29", "2027-02-09")]


def test_a_notice_may_be_longer(year: Year) -> None:
    (code,) = _ready(year, "东泉嘎查")
    year.do("open_notice", first_day="2027-01-18", last_day="2027-01-25")
    assert _notices(year, code)[0][3] == "2027-01-25"
    with pytest.raises(RatingFault, match="所有嘎查村都已经张贴公示"):
        year.post()
    with pytest.raises(RatingFault, match="正在公示，不能张贴公示"):
        year.post(code)


def test_a_notice_needs_real_days(year: Year) -> None:
    _ready(year, "东泉嘎查")
    with pytest.raises(RatingFault, match="公示起始日期填的是“下周一”"):
        year.post(first_day="下周一")
    with pytest.raises(RatingFault, match="公示截止日期填的是"):
        year.do("open_notice", first_day="2027-01-18", last_day="2027/01/25")


def _object(year: Year, code: str, *, changes: int) -> None:
    year.do(
        "receive_objection",
        village=code,
        received_on="2027-01-19",
        channel="电话",
        from_whom="村民",
        content="缺员没有扣分",
    )
    year.do("assign_objection", number=1, assigned_to="考评组乙")
    year.do(
        "answer_objection",
        number=1,
        finding="查实缺员一人" if changes else "情况不实",
        reply="已答复本人",
        closed_on="2027-01-20",
        changes_result=changes,
        effect="1.1 扣 8 分" if changes else "",
    )


def test_an_objection_that_changes_the_result_posts_only_its_village_again(year: Year) -> None:
    first, second = _ready(year, "东泉嘎查", "西岭嘎查")
    year.post()
    _object(year, first, changes=1)
    assert _notices(year, first) == [(1, NoticeState.WITHDRAWN, "2027-01-18", "2027-01-22")]
    assert _notices(year, second) == [(1, NoticeState.POSTED, "2027-01-18", "2027-01-22")]
    signed = {row.village for row in year.register.find(SignOff, round=year.round_id)}
    assert signed == {year.village_id(second)}

    year.do("return_sheet", village=first, step="assessment", reason="异议成立")
    rows = {"item": "1.1", "clause": "2", "fact": "缺妇联主席"}
    year.do("enter_deduction", village=first, step="assessment", **rows)
    year.do("enter_consent", village=first, step="assessment", consents=1)
    year.seal(first, StepKind.ASSESSMENT)
    year.deliberate(first)
    year.post(first_day="2027-01-22")
    assert _notices(year, first)[1:] == [(2, NoticeState.POSTED, "2027-01-22", "2027-01-28")]
    assert len(_notices(year, second)) == 1

    year.on("2027-01-25")
    year.do("clear_notice")
    assert _notices(year, second) == [(1, NoticeState.CLEARED, "2027-01-18", "2027-01-22")]
    assert _notices(year, first)[1][1] is NoticeState.POSTED
    with pytest.raises(RatingFault) as caught:
        year.do("publish_year", decision_number="4号", decided_on="2027-01-25")
    assert caught.value.places == ("东泉嘎查还没有公示期满。",)
    with pytest.raises(RatingFault, match="东泉嘎查的公示还不能结束公示"):
        year.do("clear_notice")

    year.on("2027-01-29")
    year.do("clear_notice")
    year.do("publish_year", decision_number="示例镇发〔2027〕4号", decided_on="2027-01-29")
    assert year.round.seal


def test_an_objection_without_effect_leaves_the_notice(year: Year) -> None:
    (code,) = _ready(year, "东泉嘎查")
    year.post()
    _object(year, code, changes=0)
    assert _notices(year, code) == [(1, NoticeState.POSTED, "2027-01-18", "2027-01-22")]
    with pytest.raises(RatingFault, match="第 1 号异议已经办结"):
        year.do("assign_objection", number=1, assigned_to="乙")
    with pytest.raises(RatingFault, match="没有第 2 号异议"):
        year.do("assign_objection", number=2, assigned_to="乙")


def test_an_objection_says_what_and_how_it_was_settled(year: Year) -> None:
    (code,) = _ready(year, "东泉嘎查")
    given = {"village": code, "channel": "来访", "from_whom": "村民"}
    with pytest.raises(RatingFault, match="东泉嘎查：没有写异议内容"):
        year.do("receive_objection", received_on="2027-01-19", content=" ", **given)
    year.do("receive_objection", received_on="2027-01-19", content="有出入", **given)
    with pytest.raises(RatingFault, match="没有填承办人"):
        year.do("assign_objection", number=1, assigned_to="")
    with pytest.raises(RatingFault, match="办结要写明核查结论和答复"):
        year.do("answer_objection", number=1, finding="属实", reply="", closed_on="2027-01-20")


def test_publishing_names_everything_that_is_lacking(year: Year) -> None:
    first, _second = _ready(year, "东泉嘎查", "西岭嘎查")
    year.post(first)
    with pytest.raises(RatingFault) as caught:
        year.do("publish_year", decision_number="", decided_on="2027-01-25")
    assert caught.value.places == (
        "没有填定评文件的文号或决定号。",
        "东泉嘎查还没有公示期满。",
        "西岭嘎查还没有公示期满。",
    )
    with pytest.raises(RatingFault, match="定评日期填的是"):
        year.do("publish_year", decision_number="4号", decided_on="20270125")


def test_the_decision_is_from_the_day_after_the_last(year: Year) -> None:
    (code,) = _ready(year, "东泉嘎查")
    year.post()
    year.on("2027-01-23")
    year.do("clear_notice", villages=[code])
    with pytest.raises(RatingFault) as caught:
        year.do("publish_year", decision_number="4号", decided_on="2027-01-22")
    assert caught.value.places == ("东泉嘎查公示到 2027-01-22，定评日期要在次日以后。",)
    year.do("publish_year", decision_number="4号", decided_on="2027-01-23")
    with pytest.raises(RatingFault, match="已经定评封存"):
        year.do("publish_year", decision_number="5号", decided_on="2027-01-24")


def test_an_objection_after_the_notice_still_holds_up_the_decision(year: Year) -> None:
    (code,) = _ready(year, "东泉嘎查")
    year.post()
    year.on("2027-01-25")
    year.do("clear_notice")
    year.do(
        "receive_objection",
        village=code,
        received_on="2027-01-25",
        channel="来信",
        from_whom="匿名",
        content="分数有误",
    )
    with pytest.raises(RatingFault) as caught:
        year.do("publish_year", decision_number="4号", decided_on="2027-01-25")
    assert caught.value.places == ("第 1 号异议（分数有误）还没有办结。",)


def test_a_year_without_villages_is_not_decided(year: Year) -> None:
    with pytest.raises(RatingFault) as caught:
        year.do("publish_year", decision_number="4号", decided_on="2027-01-25")
    assert caught.value.places == ("名册里没有参评的嘎查村。",)
    with pytest.raises(RatingFault, match="没有正在公示的嘎查村"):
        year.do("clear_notice")


def test_a_certificate_is_dated_on_a_working_day_from_the_decision_on(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    with pytest.raises(RatingFault, match="还没有定评，不能编号发证"):
        year.do("issue_certificates")
    year.publish(decided_on="2027-01-23")
    for dated in ("2027-01-22", "2027-01-24"):
        with pytest.raises(RatingFault, match="早于定评日期或不是工作日"):
            year.do("issue_certificates", dated=dated)
    year.do("issue_certificates")
    with pytest.raises(RatingFault, match="都已经编号，没有新的证书"):
        year.do("issue_certificates")
    year.do("void_certificate", village=code, number="XJ2026-1", reason="名称写错")
    year.do("issue_certificates", dated="2027-01-26")
    with pytest.raises(RatingFault, match="没有编号为 XJ2026-1 的有效证书"):
        year.do("void_certificate", village=code, number="XJ2026-1", reason="再废")
