"""Checks of entered figures: units, growth, other villages, last year, the same figure twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from evaluation.checks import Severity
from evaluation.checks.figures import median, plain_name, quartiles
from evaluation.rounds import Round, RoundState, SharedFigureValue
from evaluation.stars.sheets import Mark, Purpose
from tests.evaluation.checks.careful_year import (
    NAMES,
    add_villages,
    enter_sheet,
    enter_year_before,
    figures,
    found,
    found_in,
    put,
)
from tests.evaluation.year import Year


def _nine(year: Year, **given: object) -> list[str]:
    """Nine villages with an assessment each; `given` is what the first one types."""
    codes = add_villages(year, len(NAMES))
    for place, code in enumerate(codes):
        enter_sheet(year, code, place, sealed=False, given=given if not place else None)
    return codes


def test_the_middle_of_an_even_number_is_the_mean_of_two():
    assert median([40, 10, 30, 20]) == 25
    assert median([1, 2]) == Fraction(3, 2)
    assert median([7, 1, 3]) == 3


def test_quartiles_leave_the_middle_one_out():
    assert quartiles([1, 2, 3, 4, 5, 6, 7]) == (Fraction(2), Fraction(6))
    assert quartiles([1, 2, 3, 4, 5, 6, 7, 8]) == (Fraction(5, 2), Fraction(13, 2))


@pytest.mark.parametrize(
    ("name", "plain"),
    [("本年集体经营性收入", "集体经营性收入"), ("当年收入", "收入"), ("收入", "收入")],
)
def test_a_name_without_its_year(name, plain):
    assert plain_name(name) == plain


@pytest.mark.parametrize(("income", "word"), [("230000", "元当成了万元"), ("0.02", "千分之一")])
def test_an_income_in_the_wrong_unit(year, income, word):
    _nine(year, **{"3.2": income})
    (finding,) = found(year, "money_unit")
    assert (finding.village_name, finding.place) == ("甲村", "i3.2")
    assert finding.severity is Severity.EXPLAIN
    assert word in finding.text


@pytest.mark.parametrize("income", ["230", "0"])
def test_a_rich_village_and_one_without_income_are_no_slips(year, income):
    _nine(year, **{"3.2": income})
    assert found(year, "money_unit") == []


def test_few_villages_are_compared_with_last_year_instead(year):
    codes = add_villages(year, 2)
    enter_year_before(year, places=range(2))
    for place, code in enumerate(codes):
        given = {"3.2": "230000"} if place else None
        enter_sheet(year, code, place, sealed=False, given=given)
    (finding,) = found(year, "money_unit")
    assert finding.village_name == "乙村"
    assert "上年填报" in finding.text


def test_few_villages_are_compared_with_their_yearly_fact(year):
    (code,) = add_villages(year, 1)
    year.do("enter_facts", villages=[{"village": code, "income": "23"}])
    enter_sheet(year, code, 0, sealed=False, given={"3.2": "230000"})
    (finding,) = found(year, "money_unit")
    assert "基本情况" in finding.text


def test_a_yearly_fact_in_the_wrong_unit(year):
    for place, code in enumerate(add_villages(year, 9)):
        income = "230000" if not place else str(20 + place)
        year.do("enter_facts", villages=[{"village": code, "income": income}])
    (finding,) = found(year, "money_unit")
    assert (finding.village_name, finding.place) == ("甲村", "income")


@pytest.mark.parametrize(("now", "fires"), [("59.99", False), ("60", True)])
def test_a_growth_of_two_hundred_percent(year, now, fires):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, given={"3.2": now, "3.3": [now, "20"]})
    assert bool(found(year, "growth")) is fires


def test_a_growth_that_is_typed_itself(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, given={"7.2": "-200"})
    assert [item.place for item in found(year, "growth")] == ["i7.2"]


@pytest.mark.parametrize(("rate", "names"), [("9.5", ["甲村"]), ("70", [])])
def test_a_rate_far_from_the_others(year, rate, names):
    _nine(year, **{"8.2": rate})
    assert found_in(year, "outlier") == names
    assert {item.severity for item in found(year, "outlier")} <= {Severity.NOTICE}


@pytest.mark.parametrize(("income", "names"), [("100", []), ("500", ["甲村"])])
def test_an_income_far_from_the_others(year, income, names):
    _nine(year, **{"3.2": income})
    assert found_in(year, "outlier") == names


def test_seven_villages_are_too_few_to_call_one_far(year):
    for place, code in enumerate(add_villages(year, 7)):
        given = {"8.2": "9.5"} if not place else None
        enter_sheet(year, code, place, sealed=False, given=given)
    assert found(year, "outlier") == []


def test_a_base_that_is_not_last_year_s_figure(year):
    codes = add_villages(year, 2)
    enter_year_before(year, places=range(2))
    income = figures(0)["3.2"]
    enter_sheet(year, codes[0], 0, sealed=False, given={"3.3": [income, "19"]})
    enter_sheet(year, codes[1], 1, sealed=False)
    (finding,) = found(year, "base")
    assert finding.village_name == "甲村"
    assert "2025 年度报的是 20 万元" in finding.text


def test_last_year_s_newest_signed_version_counts(year):
    codes = add_villages(year, 1)
    enter_year_before(year, places=[0])
    last = {"round": "2025/嘎查村", "village": codes[0], "step": "assessment"}
    year.do("return_sheet", reason="收入有误", **last)
    year.do("enter_figure", item="3.2", figure="19", **last)
    year.do("enter_figure", item="3.3", figure="19", base="17", **last)
    enter_sheet(year, codes[0], 0, sealed=False, given={"3.3": [figures(0)["3.2"], "19"]})
    assert found(year, "base") == []  # a draft has reported nothing
    year.do("enter_consent", consents=1, **last)
    year.do("seal_sheet", signed_by="组长", act_date="2026-01-08", **last)
    assert found(year, "base") == []
    year.do("return_sheet", reason="核对后仍是原数", **last)
    year.do("enter_figure", item="3.3", figure="20", base="17", **last)
    year.do("enter_consent", consents=1, **last)
    year.do("seal_sheet", signed_by="组长", act_date="2026-01-09", **last)
    (finding,) = found(year, "base")
    assert "2025 年度报的是 20 万元" in finding.text


def test_a_year_before_without_standard_is_no_comparison(year):
    (code,) = add_villages(year, 1)
    put(year, Round("2025/嘎查村", 2025, "嘎查村", RoundState.PREPARING))
    enter_sheet(year, code, 0, sealed=False)
    assert found(year, "base") == []


def test_every_figure_as_last_year(year):
    codes = add_villages(year, 2)
    enter_year_before(year, places=range(2))
    enter_sheet(year, codes[0], 0, sealed=False, given=figures(0, 2025))
    same_but_one = {**figures(1, 2025), "8.2": "99"}
    enter_sheet(year, codes[1], 1, sealed=False, given=same_but_one)
    assert found_in(year, "unchanged") == ["甲村"]


def test_one_figure_at_two_indicators(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, given={"3.2": "25"})
    (finding,) = found(year, "disagree")
    assert finding.place == "i3.3"
    assert "指标 3.2 是 25 万元" in finding.text


def test_a_figure_and_the_yearly_fact(year):
    codes = add_villages(year, 2)
    for place, code in enumerate(codes):
        year.do("enter_facts", villages=[{"village": code, "income": figures(0)["3.2"]}])
        enter_sheet(year, code, place, sealed=False)
    assert found_in(year, "fact_differs") == ["乙村"]


def test_assessors_who_type_different_figures(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, assessor="考评员甲")
    enter_sheet(year, code, 0, sealed=False, assessor="考评员乙", given={"8.2": "99"})
    (finding,) = found(year, "assessors_figures")
    assert finding.place == "i8.2"
    assert "考评员甲填的是 96%" in finding.text
    assert "考评员乙填的是 99%" in finding.text


@pytest.mark.parametrize(("rate", "fires"), [("100", False), ("100.01", True), ("-1", True)])
def test_a_share_beyond_hundred(year, rate, fires):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False)
    _type(year, code, "i8.2", figure=int(Fraction(rate) * 100))
    assert bool(found(year, "above_hundred")) is fires


def test_a_growth_may_be_more_than_hundred(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, given={"7.2": "120"})
    assert found(year, "above_hundred") == []


@pytest.mark.parametrize(("part", "fires"), [("100", False), ("101", True)])
def test_a_part_above_its_whole(year, part, fires):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, given={"3.4": [part, "100"]})
    findings = found(year, "part_above_whole")
    assert [item.severity for item in findings] == ([Severity.MUST] if fires else [])


def test_a_county_average_is_no_whole(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, given={"7.1": "180"})
    assert found(year, "part_above_whole") == []


def test_a_figure_below_zero(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False)
    _type(year, code, "i3.2", figure=-2300)
    _type(year, code, "i7.2", figure=-100)
    assert [item.place for item in found(year, "negative")] == ["i3.2"]


def _type(year: Year, code: str, item: str, *, figure: int) -> None:
    key = (year.round_id, year.village_id(code), "assessment", Purpose.ASSESSMENT, "", 1, item)
    mark = year.register.get(Mark, *key)
    assert mark is not None
    put(year, replace(mark, figure=figure))


@pytest.mark.parametrize(
    ("facts", "places"),
    [
        ({"households": "300", "population": "200"}, ["households"]),
        ({"members": "300", "population": "200"}, ["members"]),
        ({"households": "200", "members": "30", "population": "500"}, []),
        ({"households": "200"}, []),
    ],
)
def test_facts_that_cannot_both_be_true(year, facts, places):
    (code,) = add_villages(year, 1)
    year.do("enter_facts", villages=[{"village": code, **facts}])
    assert [item.place for item in found(year, "facts")] == places


@pytest.mark.parametrize(("people", "fires"), [("780", False), ("781", True), ("400", True)])
def test_people_change_slowly(year, people, fires):
    (code,) = add_villages(year, 1)
    enter_year_before(year, places=[0])
    year.do("enter_facts", villages=[{"village": code, "population": people}])
    assert [item.place for item in found(year, "facts_jump")] == (["population"] if fires else [])


@pytest.mark.parametrize(("value", "fires"), [(19000, False), (19001, True), (4000, True)])
def test_a_shared_figure_that_doubles(year, value, fires):
    add_villages(year, 1)
    enter_year_before(year, places=[0])
    put(year, SharedFigureValue(year.round_id, "county-income", value))
    findings = found(year, "shared_jump")
    assert [item.place for item in findings] == (["county-income"] if fires else [])
