"""Checks of one sheet: each fires on its mistake, and not on what is only near it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from db.exchange.standards import preset_text
from evaluation.checks import Severity
from evaluation.evidence import Subject, SubjectKind
from evaluation.history import HistoryEvent
from evaluation.rounds import SharedFigureValue
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet
from evaluation.steps.records import Evidence
from tests.evaluation.checks.careful_year import (
    add_villages,
    deductions,
    enter_own,
    enter_sheet,
    enter_village,
    found,
    found_in,
    new_year,
    own_scores,
    put,
)
from tests.evaluation.year import Year


def _mark(year: Year, code: str, item: str) -> Mark:
    village = year.village_id(code)
    key = (year.round_id, village, "assessment", Purpose.ASSESSMENT, "", 1)
    return year.register.get(Mark, *key, item) or Mark(*key, item)


def _deduction(fact: str, *, item: str = "1.5", **more: object) -> dict[str, object]:
    return {"item": item, "clause": "1", "fact": fact, "evidence": "文件", **more}


def test_a_draft_with_something_unchecked_names_it(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False, check_rest=0)
    (finding,) = found(year, "unchecked")
    assert finding.severity is Severity.MUST
    assert finding.step == "assessment"
    assert finding.place == "i1.1"
    assert "1.1" in finding.text


def test_what_the_ballot_fills_is_not_unchecked(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False)
    assert found(year, "unchecked") == []


def test_a_star_without_its_score_where_stars_are_scored(tmp_path):
    year = _at_depth(tmp_path, "star")
    (code,) = year.add("甲村")
    where = {"village": code, "step": "assessment", "item": "s1"}
    year.do("enter_score", score="90", reason="缺员", **where)
    (finding,) = found(year, "unchecked")
    assert finding.place == "s2"
    assert "没有填得分" in finding.text
    assert found(year, "reason_missing") == []
    year.do("enter_score", score="90", **where)
    assert [item.place for item in found(year, "reason_missing")] == ["s1"]
    year.close()


def test_data_that_is_awaited_wants_a_word(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False)
    year.do("mark_indicator", village=code, step="assessment", item="8.4", state="awaiting")
    (finding,) = found(year, "awaiting")
    assert finding.severity is Severity.EXPLAIN
    assert finding.place == "i8.4"


@pytest.mark.parametrize(
    ("item", "change", "what"),
    [
        ("i3.2", {"figure": None}, "集体经营性收入"),
        ("i3.3", {"base": None}, "上年集体经营性收入"),
    ],
)
def test_a_checked_indicator_without_its_figure(year, item, change, what):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False)
    put(year, replace(_mark(year, code, item), **change))
    (finding,) = found(year, "figure_missing")
    assert finding.place == item
    assert f"没有填{what}" in finding.text


def test_a_checked_score_that_is_not_there(year):
    (code,) = year.add("甲村")
    year.fill_own(code, own_scores(0))
    sheet = next(iter(year.register.find(Sheet)))
    mark = year.register.get(Mark, *(getattr(sheet, name) for name in Sheet.KEY), "i1.2")
    put(year, replace(mark, score=None))
    assert [item.place for item in found(year, "figure_missing")] == ["i1.2"]


def test_a_figure_that_need_not_be_typed_is_not_missing(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False)
    put(year, replace(_mark(year, code, "i1.2"), figure=None))
    assert found(year, "figure_missing") == []


def test_a_shared_figure_is_missed_once_for_all_villages(tmp_path):
    made = Year(tmp_path / "示例镇.xjdb")
    made.share("county-growth", "7")
    made.shared["county-income"] = 100
    for place, code in enumerate(add_villages(made, 2)):
        enter_sheet(made, code, place, sealed=False)
    (finding,) = found(made, "shared_figure_missing")
    assert (finding.village, finding.place) == ("", "county-income")
    assert "7.1" in finding.text
    put(made, SharedFigureValue(made.round_id, "county-income", 10000))
    assert found(made, "shared_figure_missing") == []
    made.close()


def test_a_deduction_without_fact(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False, more=[_deduction("")])
    (finding,) = found(year, "fact_missing")
    assert (finding.severity, finding.place) == (Severity.MUST, "i1.5")


def test_a_veto_of_an_indicator_without_fact(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False)
    put(year, replace(_mark(year, code, "i1.5"), vetoed=1))
    assert [item.place for item in found(year, "veto_fact_missing")] == ["i1.5"]
    put(year, replace(_mark(year, code, "i1.5"), vetoed=1, fact="示例文件"))
    assert found(year, "veto_fact_missing") == []


def test_points_below_full_without_a_reason_where_no_clauses_are_entered(tmp_path):
    year = _by_indicator(tmp_path)
    (code,) = year.add("甲村")
    fill = {"village": code, "step": "assessment", "consents": 1}
    year.do("fill_sheet", scores={"1.1": "20"}, check_rest=1, **fill)
    (finding,) = found(year, "reason_missing")
    assert finding.place == "i1.1"
    year.do("enter_score", village=code, step="assessment", item="1.1", score="20", reason="缺员")
    assert found(year, "reason_missing") == []
    year.close()


def _by_indicator(tmp_path) -> Year:
    return _at_depth(tmp_path, "indicator")


def _at_depth(tmp_path, depth: str) -> Year:
    form = json.loads(preset_text("shixing-moren"))
    step = next(item for item in form["steps"] if item["kind"] == "assessment")
    step["depth"] = depth
    form["stars"] = form["stars"][:9]  # the tenth refers to the ballot, clause by clause
    return new_year(tmp_path / "示例镇.xjdb", text=json.dumps(form, ensure_ascii=False))


def test_a_deduction_without_evidence_is_a_notice(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=[_deduction("迟交 1 份总结", evidence="")])
    (finding,) = found(year, "evidence_missing")
    assert (finding.severity, finding.place) == (Severity.NOTICE, "i1.5")


def test_where_the_year_asks_for_files_words_are_not_enough(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0)
    put(year, replace(year.round, evidence_due=1))
    (finding,) = found(year, "evidence_missing")
    assert finding.severity is Severity.MUST
    _attach(year, code)
    assert found(year, "evidence_missing") == []


def _attach(year: Year, code: str) -> None:
    """A file to every deduction of a village, half of them to the indicator as a whole."""
    village = year.village_id(code)
    with year.register.unit_of_work("录入员甲", year.now) as work:
        kept = work.keep(b"photo")
        work.log(HistoryEvent.EVIDENCE_ATTACHED, round=year.round_id)
    entered = year.register.find(Deduction, village=village)
    put(
        year,
        *(
            Evidence(
                year.round_id,
                village,
                str(
                    Subject(
                        SubjectKind.DEDUCTION if place % 2 else SubjectKind.INDICATOR,
                        "assessment",
                        "assessment",
                        "",
                        item.item,
                        item.clause if place % 2 else "",
                    )
                ),
                kept,
                "照片.jpg",
                "image/jpeg",
                5,
            )
            for place, item in enumerate(entered)
        ),
    )


def test_a_file_is_asked_for_points_typed_without_clauses_too(tmp_path):
    year = _by_indicator(tmp_path)
    (code,) = year.add("甲村")
    fill = {"village": code, "step": "assessment", "consents": 1}
    year.do("fill_sheet", scores={"1.1": "20"}, check_rest=1, **fill)
    assert found(year, "evidence_missing") == []
    put(year, replace(year.round, evidence_due=1))
    assert [item.place for item in found(year, "evidence_missing")] == ["i1.1"]
    year.close()


def test_a_fact_of_two_characters_tells_nothing(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=[_deduction("有")])
    assert [item.place for item in found(year, "fact_short")] == ["i1.5"]


def test_the_same_event_at_two_indicators(year):
    (code,) = year.add("甲村")
    same = "3 月党费台账没有登记"
    enter_sheet(year, code, 0, more=[_deduction(same), _deduction(same, item="2.3")])
    (finding,) = found(year, "fact_twice")
    assert finding.severity is Severity.EXPLAIN
    assert "1.5、2.3 的" in finding.text


def test_a_stock_phrase_at_two_indicators_is_none(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=[_deduction("缺记录"), _deduction("缺记录", item="2.3")])
    assert found(year, "fact_twice") == []


@pytest.mark.parametrize(
    ("fact", "fires"),
    [
        ("联系电话 13800000000", True),
        ("证号 15220119900101001X", True),
        ("支出 13800000000000 分", False),
        ("2026 年缺 12 次会议", False),
    ],
)
def test_numbers_of_persons_are_kept_out(year, fact, fires):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=[_deduction(fact)])
    assert bool(found(year, "personal_number")) is fires


def test_a_fact_about_a_person_without_outward_wording(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=[_deduction("1 名成员受党内警告处分")])
    assert [item.place for item in found(year, "personal_outward")] == ["i1.5"]


def test_an_outward_wording_settles_it(year):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, more=[_deduction("1 名成员受处分", outward="成员违纪 1 人次")])
    assert found(year, "personal_outward") == []


@pytest.mark.parametrize(("count", "fires"), [(9, False), (33, True)])
def test_a_count_far_beyond_the_points(year, count, fires):
    (code,) = year.add("甲村")
    row = _deduction("超标办事未劝导", item="5.1", clause="2", count=count)
    enter_sheet(year, code, 0, more=[row])
    assert bool(found(year, "beyond_full")) is fires


def test_a_bottom_line_at_zero(tmp_path):
    form = json.loads(preset_text("shixing-moren"))
    form["stars"][0]["indicators"][4]["bottom_line"] = True
    year = new_year(tmp_path / "示例镇.xjdb", text=json.dumps(form, ensure_ascii=False))
    first, second = year.add("甲村", "乙村")
    enter_sheet(year, first, 0, more=[_deduction("2 名成员违纪", count=2)])
    enter_sheet(year, second, 1, more=[_deduction("1 名成员违纪")])
    assert found_in(year, "bottom_line") == ["甲村"]
    year.close()


@pytest.mark.parametrize(("items", "fires"), [(["1.4", "1.5"], False), (["1.3", "1.1"], True)])
def test_a_star_mostly_left_out(year, items, fires):
    (code,) = year.add("甲村")
    enter_sheet(year, code, 0, sealed=False)
    for item in items:
        put(
            year,
            replace(_mark(year, code, f"i{item}"), state=MarkState.NOT_APPLICABLE, figure=None),
        )
    assert bool(found(year, "not_applicable_much")) is fires


def test_a_self_rating_of_nothing_but_full_marks(year):
    first, second = year.add("甲村", "乙村")
    year.fill_own(first)
    enter_own(year, second, 1)
    assert found_in(year, "own_full") == ["甲村"]


def test_a_village_is_named_and_the_weightiest_comes_first(year):
    codes = add_villages(year, 2)
    for place, code in enumerate(codes):
        enter_village(year, code, place)
    year.do("return_sheet", village=codes[1], step="assessment", reason="重看")
    year.do(
        "enter_deduction",
        village=codes[1],
        step="assessment",
        item="1.5",
        clause="1",
        fact="",
    )
    (finding,) = found(year, "fact_missing")
    assert (finding.village_name, finding.assessor) == ("乙村", "")
    assert len(deductions(1)) > 5
