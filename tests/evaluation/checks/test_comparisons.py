"""Checks that lay sheets side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.checks import Severity
from evaluation.stars.sheets import Mark, MarkState, Purpose, Sheet
from tests.evaluation.checks.careful_year import (
    NAMES,
    add_villages,
    deductions,
    enter_own,
    enter_sheet,
    enter_village,
    found,
    found_in,
    own_scores,
    put,
)
from tests.evaluation.year import Year

_MANY = [
    {"item": "1.3", "clause": "1", "count": 6, "fact": "班子会少 6 次", "evidence": "记录"},
]


def test_a_draft_far_from_the_self_rating_must_have_a_word(year):
    (code,) = year.add("甲村")
    enter_own(year, code, 0)
    enter_sheet(year, code, 0, sealed=False, more=_MANY, explained=False)
    (finding,) = [item for item in found(year, "difference") if item.place == "s1"]
    assert finding.severity is Severity.MUST
    year.do("explain_star", village=code, step="assessment", star="s1", text="以记录为准")
    assert [item for item in found(year, "difference") if item.place == "s1"] == []


def test_a_self_rating_that_came_after_the_signed_assessment_can_be_explained(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=_MANY, explained=False)
    enter_own(year, code, 0)
    assert {item.severity for item in found(year, "difference")} == {Severity.EXPLAIN}


def test_a_draft_at_work_is_left_alone(year):
    (code,) = year.add("甲村")
    enter_own(year, code, 0)
    enter_sheet(year, code, 0, sealed=False, more=_MANY, explained=False, check_rest=0)
    assert found(year, "difference") == []


def test_an_assessment_without_a_lost_point(year):
    first, second = year.add("甲村", "乙村")
    year.fill_assessment(first)
    enter_sheet(year, second, 1)
    assert found_in(year, "assessment_full") == ["甲村"]


def _assessors(
    year: Year, code: str, *names: str, more: tuple[list[dict[str, object]], ...]
) -> None:
    for name, rows in zip(names, more, strict=True):
        enter_sheet(year, code, 0, more=rows, assessor=name, sealed=False)


@pytest.mark.parametrize(("count", "fires"), [(5, False), (7, True)])
def test_assessors_more_than_fifteen_points_apart(year, count, fires):
    (code,) = year.add("甲村")
    more = [{**_MANY[0], "count": count}]  # 1 in the other sheet, 3 points each
    _assessors(year, code, "考评员甲", "考评员乙", more=([], more))
    assert [item.place for item in found(year, "assessors_apart")] == (["s1"] if fires else [])


def test_a_group_and_a_person_on_the_same_village(year):
    (code,) = year.add("甲村", assessment_group="考评一组")
    _assessors(year, code, "考评一组", "考评员甲", more=([], []))
    (finding,) = found(year, "group_and_person")
    assert "考评员甲" in finding.text


def test_the_group_s_sheet_with_and_without_its_name(year):
    (code,) = year.add("甲村", assessment_group="考评一组")
    _assessors(year, code, "考评一组", "", more=([], []))
    assert len(found(year, "group_and_person")) == 1


def test_two_persons_are_no_contradiction(year):
    (code,) = year.add("甲村", assessment_group="考评一组")
    _assessors(year, code, "考评员甲", "考评员乙", more=([], []))
    assert found(year, "group_and_person") == []


def test_an_assessor_who_is_responsible_for_the_village(year):
    first, second = year.add("甲村", "乙村")
    for place, code in enumerate((first, second)):
        year.do("enter_facts", villages=[{"village": code, "first_secretary": f"干部{place}"}])
    enter_sheet(year, first, 0, assessor="干部0")
    enter_sheet(year, second, 1, assessor="干部0")
    assert found_in(year, "own_village") == ["甲村"]


def test_one_assessor_where_the_others_have_several(year):
    codes = add_villages(year, 3)
    for place, code in enumerate(codes):
        for name in ("考评员甲", "考评员乙")[: 1 if place == 2 else 2]:
            enter_sheet(year, code, place, assessor=name, sealed=False)
    assert found_in(year, "one_assessor") == ["丙村"]


def test_one_assessor_everywhere_is_the_office_s_way(year):
    for place, code in enumerate(add_villages(year, 3)):
        enter_sheet(year, code, place, sealed=False)
    assert found(year, "one_assessor") == []


def test_a_star_with_the_same_score_everywhere(year):
    for place, code in enumerate(add_villages(year, 5)):
        rows = [("1.5", 1), ("9.2", 1 + place % 2)]
        year.fill_assessment(
            code,
            deductions=[
                {"item": item, "clause": "1", "count": count, "fact": f"{code} {count} 次"}
                for item, count in rows
            ],
        )
    alike = found(year, "star_alike")
    assert {item.village for item in alike} == {""}
    assert [item.severity for item in alike if item.place == "s1"] == [Severity.EXPLAIN]
    assert [item.severity for item in alike if item.place == "s2"] == [Severity.NOTICE]


def test_all_self_ratings_alike_are_told_once(year):
    for code in add_villages(year, 5):
        enter_own(year, code, 0)
    (finding,) = found(year, "star_alike")
    assert (finding.step, finding.place, finding.severity) == ("self", "", Severity.NOTICE)


def test_four_villages_may_well_be_alike(year):
    for code in add_villages(year, 4):
        enter_own(year, code, 0)
    assert found(year, "star_alike") == []


def test_a_sheet_that_repeats_another_village_s_entry_by_entry(year):
    first, second, third = add_villages(year, 3)
    enter_sheet(year, first, 0)
    enter_sheet(year, second, 0)
    enter_sheet(year, third, 2)
    (finding,) = found(year, "same_sheets")
    assert finding.village_name == "乙村"
    assert "甲村" in finding.text


def test_facts_that_repeat_another_village_s_with_other_counts(year):
    first, second, third = add_villages(year, 3)
    enter_sheet(year, first, 0)
    copied = [{**row, "count": 2} for row in deductions(0)]
    enter_sheet(year, second, 1, more=copied)
    enter_sheet(year, third, 2)
    assert found_in(year, "same_sheets") == []
    (finding,) = found(year, "same_facts")
    assert finding.village_name == "乙村"


def test_a_wording_of_the_office_is_nobody_s_copy(year, monkeypatch):
    from evaluation.checks import comparisons

    monkeypatch.setattr(comparisons, "_STOCK_PHRASE", 1)
    first, second = add_villages(year, 2)
    enter_sheet(year, first, 0)
    enter_sheet(year, second, 1, more=[{**row, "count": 2} for row in deductions(0)])
    assert found(year, "same_facts") == []


@pytest.mark.parametrize(("number", "fires"), [(1, True), (4, False)])
def test_left_out_where_nearly_all_others_are_scored(year, number, fires):
    # 9 villages with two sheets each: the indicator is scored at 自评 too.
    for place, code in enumerate(add_villages(year, len(NAMES))):
        enter_own(year, code, place)
        enter_sheet(year, code, place, sealed=False)
        if place < number:
            _leave_out(year, code, "")
    assert bool(found(year, "not_applicable_alone")) is fires


def test_a_word_settles_what_is_left_out(year):
    for place, code in enumerate(add_villages(year, len(NAMES))):
        enter_own(year, code, place)
        enter_sheet(year, code, place, sealed=False)
        if not place:
            _leave_out(year, code, "无医保任务")
    assert found(year, "not_applicable_alone") == []


def _leave_out(year: Year, code: str, word: str) -> None:
    village = year.village_id(code)
    key = (year.round_id, village, "assessment", Purpose.ASSESSMENT, "", 1, "i8.2")
    mark = year.register.get(Mark, *key)
    assert mark is not None
    put(year, replace(mark, state=MarkState.NOT_APPLICABLE, figure=None, fact=word))


def test_returned_versions_are_not_compared(year):
    first, second = add_villages(year, 2)
    enter_village(year, first, 0)
    enter_village(year, second, 1)
    year.do("return_sheet", village=second, step="assessment", reason="重看")
    assert len(year.register.find(Sheet, purpose=Purpose.ASSESSMENT)) == 3
    assert found(year, "same_sheets") == []
    assert own_scores(0) != own_scores(1)
