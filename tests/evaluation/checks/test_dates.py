"""Checks of the days written on paper."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from db.exchange.standards import preset_text
from evaluation.checks import Severity
from evaluation.stars.sheets import Deduction
from evaluation.steps.records import DayKind, Holiday, Meeting, StepDates
from tests.evaluation.checks.careful_year import (
    add_villages,
    deductions,
    enter_ballot,
    enter_own,
    enter_sheet,
    found,
    new_year,
    put,
)


@pytest.mark.parametrize(
    ("day", "check"),
    [
        ("2026-01-06", "wrong_year"),
        ("2028-01-06", "wrong_year"),
        ("2026-12-30", "out_of_plan"),
        ("2027-01-13", "out_of_plan"),
        ("2027-01-12", ""),
        ("2027-01-01", ""),
    ],
)
def test_a_sheet_signed_outside_its_days(year, day, check):
    (code,) = add_villages(year, 1)
    row = {**deductions(0)[0], "act_date": ""}
    enter_sheet(year, code, 0, day=day, more=[row])
    put(year, *(replace(item, act_date="") for item in year.register.find(Deduction)))
    assert bool(found(year, "wrong_year")) is (check == "wrong_year")
    assert bool(found(year, "out_of_plan")) is (check == "out_of_plan")


def test_the_office_s_own_days_stand_for_the_plan(year):
    (code,) = add_villages(year, 1)
    enter_own(year, code, 0, day="2026-12-18")
    assert len(found(year, "out_of_plan")) == 1
    put(year, StepDates(year.round_id, "self", "2026-12-10", "2026-12-20"))
    assert found(year, "out_of_plan") == []


def test_a_ballot_has_days_too(year):
    (code,) = add_villages(year, 1)
    enter_ballot(year, code, 0, day="2025-12-25")
    assert [item.step for item in found(year, "wrong_year")] == ["ballot"]


def test_a_deduction_of_another_year(year):
    (code,) = add_villages(year, 1)
    row = {**deductions(0)[0], "act_date": "2025-11-05"}
    enter_sheet(year, code, 0, more=[row])
    (finding,) = found(year, "wrong_year")
    assert finding.place == "i1.3"


@pytest.mark.parametrize(("day", "fires"), [("2027-01-06", False), ("2027-01-07", True)])
def test_a_deduction_after_the_signature(year, day, fires):
    (code,) = add_villages(year, 1)
    row = {**deductions(0)[0], "act_date": day}
    enter_sheet(year, code, 0, more=[row])
    findings = found(year, "before_entry")
    assert [item.severity for item in findings] == ([Severity.MUST] if fires else [])


def test_a_draft_is_not_signed_before_anything(year):
    (code,) = add_villages(year, 1)
    row = {**deductions(0)[0], "act_date": "2027-01-07"}
    enter_sheet(year, code, 0, more=[row], sealed=False)
    assert found(year, "before_entry") == []


def test_a_sunday_a_holiday_and_a_make_up_day(year):
    first, second, third = add_villages(year, 3)
    put(
        year,
        Holiday("2027-01-05", DayKind.HOLIDAY, "假日"),
        Holiday("2027-01-09", DayKind.WORKDAY, "调休"),
    )
    enter_sheet(year, first, 0, day="2027-01-10")
    enter_sheet(year, second, 1, day="2027-01-05")
    enter_sheet(year, third, 2, day="2027-01-09")
    sentences = [item.text for item in found(year, "day_off")]
    assert ["星期日" in sentences[0], "法定假日" in sentences[1]] == [True, True]
    assert len(sentences) == 2


def test_a_standard_s_steps_may_have_no_days(tmp_path):
    form = json.loads(preset_text("shixing-moren"))
    for step in form["steps"]:
        step.pop("opens", None)
        step.pop("closes", None)
    year = new_year(tmp_path / "示例镇.xjdb", text=json.dumps(form, ensure_ascii=False))
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, day="2029-01-05")
    assert found(year, "wrong_year") == []
    assert found(year, "out_of_plan") == []
    year.close()


def _meeting(year, **details):
    meeting = Meeting(
        year.round_id,
        "deliberation",
        "town",
        details.pop("town", ""),
        "纪要〔2027〕1号",
        details.pop("held_on", "2027-01-15"),
        details.pop("expected", 9),
        details.pop("present", 8),
    )
    put(year, meeting)


@pytest.mark.parametrize(("day", "fires"), [("2027-01-06", False), ("2027-01-05", True)])
def test_a_meeting_before_the_sheets_were_signed(year, day, fires):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0)
    _meeting(year, held_on=day)
    assert bool(found(year, "meeting_first")) is fires


def test_another_town_s_meeting_is_none_of_its_business(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0)
    _meeting(year, held_on="2027-01-05", town="159901999")
    assert found(year, "meeting_first") == []


@pytest.mark.parametrize(
    ("expected", "present", "word"),
    [(9, 5, ""), (9, 4, "没有过半数"), (8, 4, "没有过半数"), (8, 9, "多于应到")],
)
def test_who_came_to_the_meeting(year, expected, present, word):
    add_villages(year, 1)
    _meeting(year, expected=expected, present=present)
    findings = found(year, "meeting")
    assert bool(findings) is bool(word)
    assert all(word in item.text and item.place == "town" for item in findings)
