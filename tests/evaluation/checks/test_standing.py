"""Checks of roster, consent, bonus, vetoes and 校对; words on findings; one village alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from db.exchange.standards import preset_text
from evaluation.checks import Severity, check_round, check_village, counts, open_findings
from evaluation.faults import RatingFault
from evaluation.rounds import Participation, ParticipationStatus
from evaluation.stars.proofs import (
    Difference,
    Proof,
    ProofState,
    ProofWay,
    differences_text,
)
from evaluation.stars.sheets import Bonus, Sheet
from evaluation.vetoes.cases import CaseState, VetoCase
from tests.evaluation.checks.careful_year import (
    add_villages,
    enter_ballot,
    enter_own,
    enter_sheet,
    found,
    found_in,
    new_year,
    put,
)


def _member(year, code):
    return year.register.get(Participation, year.round_id, year.village_id(code))


def test_the_village_s_opinion_is_asked_for(year):
    first, second = add_villages(year, 2)
    enter_sheet(year, first, 0, sealed=False, consents=None)
    enter_sheet(year, second, 1, sealed=False, consents=None, check_rest=0)
    (finding,) = found(year, "consent")
    assert (finding.village_name, finding.severity) == ("甲村", Severity.MUST)


def test_an_objection_on_the_sheet_wants_a_word(year):
    first, second = add_villages(year, 2)
    enter_sheet(year, first, 0, consents=0)
    enter_sheet(year, second, 1, consents=0, remark="对 4.1 有异议，已现场复看。")
    assert found_in(year, "objects") == ["甲村"]


@pytest.mark.parametrize(
    ("state", "ends", "check"),
    [
        (CaseState.REPORTED, "", "veto_open"),
        (CaseState.CONFIRMED, "2026-11-30", "veto_idle"),
        (CaseState.CONFIRMED, "", ""),
        (CaseState.DISMISSED, "2026-11-30", ""),
        (CaseState.LIFTED, "2026-11-30", ""),
    ],
)
def test_cases_that_are_open_or_idle(year, state, ends, check):
    (code,) = add_villages(year, 1)
    village = year.village_id(code)
    case = VetoCase(year.round_id, village, 1, "V6", "事实", "文件", ends=ends, state=state)
    put(year, case)
    for name in ("veto_open", "veto_idle"):
        assert [item.place for item in found(year, name)] == (["V6"] if name == check else [])


def _with_bonus(tmp_path, **rules):
    form = json.loads(preset_text("shixing-moren"))
    form["bonus"] = {"per_star": "5", "in_all": "10", "counted": rules.get("counted", False)}
    if "ranking" in rules:
        form["ranking"] = rules["ranking"]
    return new_year(tmp_path / "示例镇.xjdb", text=json.dumps(form, ensure_ascii=False))


@pytest.mark.parametrize(
    ("ranking", "fires"), [(["stars", "total"], True), (["stars", "total_and_bonus"], False)]
)
def test_a_bonus_that_is_neither_counted_nor_ranked(tmp_path, ranking, fires):
    year = _with_bonus(tmp_path, ranking=ranking)
    (code,) = add_villages(year, 1)
    year.do("enter_bonus", village=code, star="3", points="2", basis="示范社")
    assert [item.place for item in found(year, "bonus_idle")] == (["s3"] if fires else [])
    year.close()


def test_a_bonus_on_a_star_that_is_full_already(tmp_path):
    year = _with_bonus(tmp_path, counted=True)
    first, second = add_villages(year, 2)
    for code in (first, second):
        year.do("enter_bonus", village=code, star="3", points="2", basis="示范社")
        year.count(code, {"应到": 20, "实到": 20, "满意": 20})
    year.fill_own(first)
    year.fill_assessment(first)
    enter_own(year, second, 1)
    enter_sheet(year, second, 1)
    assert found_in(year, "bonus_idle") == ["甲村"]
    year.close()


def test_a_standard_without_bonus(tmp_path):
    form = json.loads(preset_text("shixing-moren"))
    del form["bonus"]
    year = new_year(tmp_path / "示例镇.xjdb", text=json.dumps(form, ensure_ascii=False))
    (code,) = add_villages(year, 1)
    put(
        year,
        Bonus(year.round_id, year.village_id(code), "s3", 100, "示范社"),
        Bonus(year.round_id, year.village_id(code), "gone", 100, "标准里已没有这颗星"),
    )
    assert [item.place for item in found(year, "bonus_idle")] == ["s3"]
    year.close()


def test_villages_that_are_not_rated(year):
    codes = add_villages(year, 3)
    enter_own(year, codes[0], 0)
    enter_own(year, codes[2], 2)
    put(
        year,
        replace(_member(year, codes[0]), status=ParticipationStatus.EXCLUDED),
        replace(_member(year, codes[1]), status=ParticipationStatus.RESULT_ONLY),
    )
    assert found_in(year, "excluded") == ["甲村"]
    assert found_in(year, "excluded_entered") == ["甲村"]
    assert found_in(year, "result_missing") == ["乙村"]
    put(year, replace(_member(year, codes[0]), status=ParticipationStatus.EXCLUDED, reason="合并"))
    assert found(year, "excluded") == []


def test_the_sheets_of_a_village_that_is_not_rated_concern_nobody(year):
    (code,) = add_villages(year, 1)
    enter_sheet(year, code, 0, sealed=False, check_rest=0)
    status = ParticipationStatus.EXCLUDED
    put(year, replace(_member(year, code), status=status, reason="新建"))
    assert found(year, "unchecked") == []


def test_a_village_without_its_category(tmp_path):
    form = json.loads(preset_text("shixing-moren"))
    form["categories"] = [{"id": "a", "name": "农区"}, {"id": "b", "name": "牧区"}]
    year = new_year(tmp_path / "示例镇.xjdb", text=json.dumps(form, ensure_ascii=False))
    first, second = add_villages(year, 2)
    put(
        year,
        replace(_member(year, first), category=""),
        replace(_member(year, second), category="b"),
    )
    assert found_in(year, "category") == ["甲村"]
    year.close()


def test_a_village_without_group_where_the_others_have_one(year):
    codes = add_villages(year, 3)
    put(year, replace(_member(year, codes[1]), assessment_group=""))
    for place, code in enumerate(codes):
        enter_sheet(year, code, place, sealed=False)
    assert found_in(year, "group") == ["乙村"]


def test_no_groups_at_all_are_the_office_s_way(year):
    for place, code in enumerate(year.add("甲村", "乙村")):
        enter_sheet(year, code, place, sealed=False)
    assert found(year, "group") == []


def test_two_villages_of_one_name(year):
    year.add("红星村", "乙村", "红星村")
    assert found_in(year, "same_names") == ["红星村"]


def _proof(sheet, **changes):
    key = {name: getattr(sheet, name) for name in ("round", "village", "step", "version")}
    made = Proof(
        **key,
        purpose=sheet.purpose.value,
        assessor=sheet.assessor,
        way=ProofWay.READ_BACK,
        state=ProofState.AGREED,
        checked_by="录入员乙",
        act_date="2027-01-08",
    )
    return replace(made, **changes)


def test_signed_but_not_proofed(year):
    (code,) = add_villages(year, 1)
    enter_own(year, code, 0)
    enter_ballot(year, code, 0)
    enter_sheet(year, code, 0, sealed=False)
    assert found(year, "unproofed") == []
    put(year, replace(year.round, second_check=1))
    assert [item.step for item in found(year, "unproofed")] == ["self", "ballot"]
    (sheet,) = year.register.find(Sheet, step="self")
    put(year, _proof(sheet))
    assert [item.step for item in found(year, "unproofed")] == ["ballot"]


def test_a_proof_that_differs(year):
    (code,) = add_villages(year, 1)
    enter_own(year, code, 0)
    put(year, replace(year.round, second_check=1))
    (sheet,) = year.register.find(Sheet, step="self")
    differences = differences_text([Difference("i2.1", "2.1 得分", "29", "28")])
    put(year, _proof(sheet, state=ProofState.DIFFERS, differences=differences))
    (finding,) = found(year, "proof")
    assert (finding.severity, finding.place) == (Severity.MUST, "i2.1")
    assert "2.1 得分" in finding.text
    assert found(year, "unproofed") == []
    year.do("return_sheet", village=code, step="self", reason="录错")
    assert found(year, "proof") == []


# Words and orders -------------------------------------------------------------------


def _odd(year):
    """One finding of each severity in two villages."""
    first, second = add_villages(year, 2)
    enter_own(year, first, 0, day="2026-12-13")  # a Sunday
    year.count(second, {"应到": 60, "实到": 60, "满意": 60})
    enter_sheet(year, second, 1, sealed=False, check_rest=0)
    return first, second


def test_the_weightiest_come_first_then_the_villages_in_their_order(year):
    _odd(year)
    findings = check_round(year.register, year.round_id)
    assert [(item.severity, item.village_name) for item in findings] == [
        (Severity.MUST, "乙村"),
        (Severity.EXPLAIN, "乙村"),
        (Severity.NOTICE, "甲村"),
    ]


def test_a_word_settles_what_wants_one_as_long_as_the_facts_stay(year):
    _first, second = _odd(year)
    (finding,) = found(year, "all_satisfied")
    about = {"check": finding.check, "subject": finding.subject, "village": second}
    year.do("note_finding", text="无记名投票，监票人在场。", **about)
    (noted,) = found(year, "all_satisfied")
    assert noted.note == "无记名投票，监票人在场。"
    assert noted.handled
    findings = check_round(year.register, year.round_id)
    assert counts(findings) == {Severity.MUST: 1, Severity.EXPLAIN: 0, Severity.NOTICE: 1}
    assert noted not in open_findings(findings)
    year.count(second, {"应到": 60, "实到": 60, "满意": 59})
    (other,) = found(year, "all_satisfied")
    assert not other.handled


def test_no_word_settles_what_must_be_put_right(year):
    _first, second = _odd(year)
    (finding,) = found(year, "unchecked")
    about = {"check": finding.check, "subject": finding.subject, "village": second}
    year.do("note_finding", text="以后再查", **about)
    (noted,) = found(year, "unchecked")
    assert noted.note
    assert not noted.handled


def test_one_village_alone_gives_what_the_round_gives_of_it(year):
    codes = _odd(year)
    whole = check_round(year.register, year.round_id)
    for code in codes:
        village = year.village_id(code)
        own = tuple(item for item in whole if item.village == village)
        assert check_village(year.register, year.round_id, village) == own


def test_a_long_row_of_facts_is_kept_as_its_checksum(year):
    first, second = add_villages(year, 2)
    for code in (first, second):
        enter_ballot(year, code, 0)
    (finding,) = found(year, "same_ballot")
    assert len(finding.subject) < 60


def test_an_unknown_round_is_said(year):
    with pytest.raises(RatingFault, match="没有 2031 年度"):
        check_round(year.register, "2031/嘎查村")
