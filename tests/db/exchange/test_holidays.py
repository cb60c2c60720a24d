"""The shipped holidays against the notice clock."""

from datetime import date

from db.exchange.holidays import shipped_holidays
from evaluation.standard.model import NoticeRules
from evaluation.steps.calendar import calendar_of, is_working_day, last_day_of_notice
from evaluation.steps.records import DayKind, Holiday


def _calendar():
    return calendar_of(
        tuple(
            Holiday(item["day"], DayKind(item["kind"]), item["name"])
            for year in shipped_holidays(2026, 2027)
            for item in year.days
        )
    )


def test_every_day_differs_from_monday_to_friday_or_is_a_day_of_a_longer_holiday():
    for year in shipped_holidays(2026, 2027):
        for item in year.days:
            day = date.fromisoformat(item["day"])
            assert day.year == year.year
            if item["kind"] == "workday":
                assert day.weekday() >= 5, item


def test_the_year_without_a_notice_yet_says_so():
    done, open_year = shipped_holidays(2026, 2027)
    assert done.complete
    assert not open_year.complete
    assert "国务院办公厅通知" in open_year.source


def test_a_notice_over_spring_festival_2026_counts_make_up_days():
    calendar = _calendar()
    assert is_working_day(date(2026, 2, 14), calendar)
    assert not is_working_day(date(2026, 2, 23), calendar)
    # 12, 13, 14 (make-up Saturday) February, then 24 and 25.
    assert last_day_of_notice(date(2026, 2, 12), NoticeRules(5), calendar) == date(2026, 2, 25)


def test_years_that_do_not_ship_are_left_out():
    assert shipped_holidays(1999) == ()
