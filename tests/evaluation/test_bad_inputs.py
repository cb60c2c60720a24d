"""What is typed or imported wrongly: a sentence with its place, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from evaluation.faults import RatingFault
from evaluation.stars.ballots import Ballot
from evaluation.stars.sheets import SheetState
from tests.evaluation.year import Year, village_code

ROWS = {"step": "assessment"}
COUNTED = {"question": "q0", "option": "satisfied"}


def refused(year: Year, act: Callable[[], Any]) -> str:
    """The words of the refusal, after making sure that not a byte of the history moved."""
    before = year.register.history()[0]
    with pytest.raises(RatingFault) as caught:
        act()
    assert year.register.history()[0] == before
    return str(caught.value)


def village(code: str, name: str = "东泉嘎查") -> dict[str, str]:
    return {"code": code, "name": name, "town": "示例一镇"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("15990110020", "只有 11 位，应为 12 位（少 1 位）"),
        ("1599011002011", "有 13 位，应为 12 位（多 1 位）"),
        ("159901100", "这是乡级代码"),
        ("15990110020X", "有数字以外的字符"),
        ("1.59901E+11", "科学计数法"),
        ("", "区划代码是空的"),
    ],
)
def test_a_roster_with_a_bad_code(year: Year, code: str, words: str) -> None:
    rows = [village(village_code(1)), village(code, "西岭嘎查")]
    told = refused(year, lambda: year.do("add_villages", villages=rows))
    assert "第 2 行（西岭嘎查）" in told
    assert words in told
    assert year.inputs().villages == ()


def test_a_roster_tells_of_all_its_rows_at_once(year: Year) -> None:
    rows = [
        village(village_code(1)),
        village(village_code(1), "西岭嘎查"),
        village("15990110020", "南湾嘎查"),
        village(village_code(4), " "),
    ]
    told = refused(year, lambda: year.do("add_villages", villages=rows))
    assert f"第 2 行（西岭嘎查）：代码 {village_code(1)} 与第 1 行重复。" in told
    assert "第 3 行（南湾嘎查）" in told
    assert "第 4 行（ ）：没有名称。" in told


@pytest.mark.parametrize("code", [village_code(9), "15990110020", "东泉嘎查", ""])
@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("enter_score", {"step": "self", "item": "1.1", "score": "20"}),
        ("enter_deduction", {**ROWS, "item": "1.1", "clause": "2", "fact": "缺员"}),
        ("seal_ballot", {"signed_by": "甲", "act_date": "2027-01-05"}),
        ("record_veto", {"item": "V1", "fact": "事实", "document": "函"}),
    ],
)
def test_an_unknown_village(year: Year, code: str, action: str, arguments: dict[str, str]) -> None:
    year.add("东泉嘎查")
    told = refused(year, lambda: year.do(action, village=code, **arguments))
    assert f"2026 年度名册里没有代码为“{code}”的嘎查村" in told
    assert "12 位" in told


@pytest.mark.parametrize("score", ["20.125", "20.000", "二十", "", "1e2", "2000万", "3-1", "-1"])
def test_points_that_are_no_points(year: Year, score: str) -> None:
    (code,) = year.add("东泉嘎查")
    entry = {"village": code, "step": "self", "item": "1.1", "score": score}
    told = refused(year, lambda: year.do("enter_score", **entry))
    assert "东泉嘎查 指标 1.1 的得分" in told
    assert year.inputs(drafts=True).villages[0].own is None


def test_three_decimals_are_not_cut(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    entry = {"village": code, "step": "self", "item": "1.1", "score": "20.125"}
    assert "小数超过两位" in refused(year, lambda: year.do("enter_score", **entry))
    figure = {"village": code, **ROWS, "item": "3.2", "figure": "18.605"}
    told = refused(year, lambda: year.do("enter_figure", **figure))
    assert "东泉嘎查 指标 3.2 的集体经营性收入填的是“18.605”，小数超过两位" in told
    bonus = {"village": code, "star": "1", "points": "1.125", "basis": "文件"}
    told = refused(year, lambda: year.do("enter_bonus", **bonus))
    assert "东泉嘎查 班子坚强星的加分" in told


def test_full_width_digits_are_taken(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.do("enter_score", village=code, step="self", item="1.1", score=" ２０．５ ")
    own = year.inputs(drafts=True).villages[0].own
    assert own is not None
    assert own.marks["i1.1"].score == 2050


def test_more_deductions_than_the_clause_allows(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    entry = {"village": code, **ROWS, "item": "1.3", "clause": "1", "count": 13, "fact": "未开会"}
    told = refused(year, lambda: year.do("enter_deduction", **entry))
    assert "东泉嘎查 指标 1.3 第 1 条" in told
    assert "填了 13 次，最多只能是 12 次" in told


def test_a_sheet_with_one_clause_twice(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    rows = [
        {"item": "1.1", "clause": "2", "count": 1, "fact": "缺副书记"},
        {"item": "1.3", "clause": "1", "count": 1, "fact": "少会"},
        {"item": "i1.1", "clause": "c1.1.2", "count": 1, "fact": "缺妇联主席"},
    ]
    told = refused(year, lambda: year.do("fill_sheet", village=code, **ROWS, deductions=rows))
    assert "东泉嘎查的初评没有录入" in told
    assert "第 3 行：指标 1.1 第 2 条与第 1 行重复" in told


def test_a_sheet_with_an_unknown_indicator(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    fill = {"village": code, "step": "self", "scores": {"1.1": "20", "1.9": "3"}}
    assert "没有编号为“1.9”的指标" in refused(year, lambda: year.do("fill_sheet", **fill))
    assert year.inputs(drafts=True).villages[0].own is None


def test_facts_with_a_village_twice_and_a_bad_number(year: Year) -> None:
    first, second = year.add("东泉嘎查", "西岭嘎查")
    rows = [
        {"village": first, "population": "820"},
        {"village": second, "population": "八百"},
        {"village": first, "population": "821"},
        {"village": "15990110020", "population": "1"},
    ]
    told = refused(year, lambda: year.do("enter_facts", villages=rows))
    assert "第 2 行：西岭嘎查的人口填的是“八百”" in told
    assert "第 3 行：东泉嘎查与第 1 行重复。" in told
    assert "第 4 行：2026 年度名册里没有代码为“15990110020”" in told


def _paper(**changes: Any) -> dict[str, Any]:
    return {
        "expected": 60,
        "present": 50,
        "channels": [{"channel": "meeting", "issued": 50, "returned": 50, "valid": 50}],
        "counts": [{**COUNTED, "count": 50}],
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"counts": [{**COUNTED, "count": 49}, {**COUNTED, "count": 1}]}, "计票第 2 行与第 1 行"),
        ({"counts": [{**COUNTED, "option": "great", "count": 50}]}, "没有“q0 great”这个选项"),
        ({"counts": [{**COUNTED, "count": "五十"}]}, "“满意”票数填的是“五十”"),
        ({"expected": "-60"}, "应到人数填的是“-60”"),
        ({"present": "49.5"}, "实到人数填的是“49.5”"),
        (
            {"channels": [{"channel": "post", "issued": 1, "returned": 1, "valid": 1}]},
            "没有“post”这种发票方式",
        ),
        (
            {"channels": [{"channel": "visit", "issued": "x", "returned": 1, "valid": 1}]},
            "东泉嘎查的测评 入户发出填的是“x”",
        ),
        (
            {"channels": [{"channel": "box", "issued": 1, "returned": 1, "valid": 1}] * 2},
            "发票方式第 2 行与第 1 行重复",
        ),
    ],
)
def test_a_ballot_that_cannot_be_read(year: Year, changes: dict[str, Any], words: str) -> None:
    (code,) = year.add("东泉嘎查")
    told = refused(year, lambda: year.do("count_ballot", village=code, **_paper(**changes)))
    assert "东泉嘎查的测评" in told
    assert words in told
    assert year.register.find(Ballot) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"counts": [{**COUNTED, "count": 49}]}, "与有效票 50 张不符（少 1 张）"),
        ({"counts": [{**COUNTED, "count": 51}]}, "与有效票 50 张不符（多 1 张）"),
        ({"present": 39}, "参加测评 39 人，应到 60 人，不足 3 分之 2。数据已保存，但不能签字"),
    ],
)
def test_a_ballot_that_is_kept_but_not_signed(
    year: Year, changes: dict[str, Any], words: str
) -> None:
    (code,) = year.add("东泉嘎查")
    year.do("count_ballot", village=code, **_paper(**changes))
    signed = {"signed_by": "监票人甲、计票人乙", "act_date": "2027-01-05"}
    told = refused(year, lambda: year.do("seal_ballot", village=code, **signed))
    assert "东泉嘎查的测评还不能签字" in told
    assert words in told
    (kept,) = year.register.find(Ballot)
    assert kept.state is SheetState.DRAFT
    assert kept.expected == 60


def test_a_ballot_is_repeated_with_the_old_count_kept(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.do("count_ballot", village=code, **_paper(present=39))
    year.do("return_ballot", village=code, reason="参加人数不足")
    old, following = year.register.find(Ballot)
    assert (old.state, old.present, old.return_reason) == (
        SheetState.RETURNED,
        39,
        "参加人数不足",
    )
    assert (following.state, following.version, following.expected) == (SheetState.DRAFT, 2, 60)


def test_a_purpose_that_the_step_does_not_have(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    for step, purpose in (("self", "assessment"), ("assessment", "own"), ("assessment", "x")):
        entry = {"village": code, "step": step, "item": "1.1", "score": "1", "purpose": purpose}
        told = refused(year, partial(year.do, "enter_score", **entry))
        assert f"没有“{purpose}”这种打分表" in told


def test_a_script_that_names_something_unknown(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    office = year.office
    assert "没有名为“fly”的操作" in refused(year, lambda: office.perform("fly", {}))
    told = refused(year, lambda: year.do("enter_score", village=code, points="1"))
    assert "操作“enter_score”没有“points”这些参数" in told
    told = refused(year, lambda: year.do("enter_score", village=code))
    assert "缺少参数“item、score、step”" in told
