"""Each fault of a standard's file: its place and what it says, all of them at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from evaluation.standard.model import Measure
from evaluation.standard.reading import StandardFaults, read_standard

_DOCUMENT = Path(__file__).parents[3] / "docs" / "standard-form.md"


def example() -> dict[str, Any]:
    """The example of the documented form, which uses every kind of clause."""
    blocks = re.findall(r"```json\n(.*?)```", _DOCUMENT.read_text("utf-8"), flags=re.DOTALL)
    assert len(blocks) == 1
    parsed: dict[str, Any] = json.loads(blocks[0])
    return parsed


def faults_of(raw: object) -> dict[str, str]:
    with pytest.raises(StandardFaults) as caught:
        read_standard(json.dumps(raw, ensure_ascii=False))
    faults = caught.value.faults
    assert caught.value.places == tuple(str(fault) for fault in faults)
    for fault in faults:
        assert fault.message.endswith("。")
    return {fault.place.partition("（")[0]: fault.message for fault in faults}


def at(raw: Any, path: str) -> tuple[Any, Any]:
    """(what contains the value at `path`, its key)."""
    words = re.findall(r"([a-z_]\w*)|\[(\d+)\]", path)
    steps: list[Any] = [int(number) if number else key for key, number in words]
    for step in steps[:-1]:
        raw = raw[step]
    return raw, steps[-1]


def changed(path: str, value: object) -> dict[str, Any]:
    raw = example()
    around, key = at(raw, path)
    around[key] = value
    return raw


def without(path: str) -> dict[str, Any]:
    raw = example()
    around, key = at(raw, path)
    del around[key]
    return raw


def test_the_documented_example_is_read() -> None:
    standard = read_standard(json.dumps(example()))
    assert standard.document == "示例发〔2026〕1号"
    assert standard.classes[0].conditions[0].at_least == 2
    assert standard.classes[0].conditions[1].at_least == 8000
    assert standard.stars[1].weights == (("assessment", 100),)
    assert standard.stars[1].indicators[0].clauses[0].factor == 60
    assert standard.stars[0].indicators[0].clauses[0].rungs[2].lower is None
    assert standard.ranking[0] is Measure.STARS


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        ("name", 3, "name", "引号里的文字"),
        ("name", "", "name", "是空的"),
        ("name", "甲\n乙", "name", "换行"),
        ("name", "甲\ud800", "name", "不能显示"),
        ("id", "一号", "id", "字母"),
        ("form", 2, "form", "更新的程序"),
        ("form", "1", "form", "应当写 1"),
        ("form", 0, "form", "应当写 1"),
        ("version", 0, "version", "1 到 9999"),
        ("version", 1.5, "version", "整数"),
        ("version", True, "version", "整数"),
        ("award", "some", "award", "counted、graded、none"),
        ("template", "是", "template", "true"),
        ("template", True, "template", "文号"),
        ("basis", "", "basis", "《办法》名称"),
        ("dated", "2026-02-30", "dated", "真实的日期"),
        ("decimals", 5, "decimals", "0 到 4"),
        ("pass_line", 100.01, "pass_line", "超过 100"),
        ("pass_line", 80.001, "pass_line", "小数超过两位"),
        ("pass_line", -1, "pass_line", "负数"),
        ("pass_line", "80分", "pass_line", "不是数字"),
        ("pass_line", 1e300, "pass_line", "不是数字"),
        ("pass_line", [80], "pass_line", "应当是数字"),
        ("unknown", 1, "unknown", "不认识的项"),
        ("notice", [], "notice", "花括号"),
        ("notice", {"days": 0}, "notice.days", "1 到 60"),
        ("bonus.per_star", -1, "bonus.per_star", "负数"),
        ("bonus.per_star", 11, "bonus.per_star", "大于合计上限"),
        ("ranking", ["stars", "stars"], "ranking[1]", "重复"),
        ("ranking", [], "ranking", "至少要有 1 项"),
        ("ranking", ["beauty"], "ranking[0]", "只能写"),
        # steps
        ("steps", {}, "steps", "方括号"),
        ("steps[0]", 7, "steps[0]", "花括号"),
        ("steps[0].opens", "02-29", "steps[0].opens", "每年都有"),
        ("steps[0].opens", "1-5", "steps[0].opens", "月日"),
        ("steps[0].closes", "11-30", "steps[0].closes", "早于开始日"),
        ("steps[1].kind", "self", "steps[1].kind", "两次"),
        ("steps[2].kind", "notice", "steps[2].kind", "排在最后"),
        ("steps[3].weight", 5, "steps[3].weight", "不产生分数"),
        ("steps[3].parts", [], "steps[3].parts", "至少要有一段"),
        ("steps[3].parts[0].level", "village", "steps[3].parts[0].level", "town、county"),
        ("steps[3].parts[1].id", "town", "steps[3].parts[1].id", "已经用过"),
        ("steps[0].parts", [{"id": "a", "name": "甲", "level": "town", "result": "乙"}],
         "steps[0].parts", "只有综合议评审核"),
        ("steps[4].depth", "star", "steps[4].depth", "录入深度"),
        ("steps[0].drop_extremes", True, "steps[0].drop_extremes", "只有初评"),
        ("steps[2].depth", "indicator", "stars[1].indicators[0].clauses[0]", "逐条录入"),
        ("steps[1].id", "self", "steps[1].id", "已经用过"),
        # ballot
        ("ballot.questions", [], "ballot.questions", "至少要有 1 项"),
        ("ballot.questions[0].star", "s1", "ballot.questions[0].star", "总体评价题"),
        ("ballot.questions", [{"id": "a", "text": "甲", "overall": True},
                              {"id": "b", "text": "乙", "overall": True}],
         "ballot.questions[1].overall", "只能有一道"),
        ("ballot.questions", [{"id": "a", "text": "甲", "star": "s9"}],
         "ballot.questions[0].star", "没有标识"),
        ("ballot.questions", [{"id": "a", "text": "甲", "star": "s1"},
                              {"id": "b", "text": "乙", "star": "s1"}],
         "ballot.questions[1].star", "已有一道"),
        ("ballot.options[0].value", 101, "ballot.options[0].value", "超过 100"),
        ("ballot.options[0].value", None, "ballot.options[0].value", "没有分值"),
        ("ballot.options", [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}],
         "ballot.options", "没有一个选项"),
        ("ballot.options", [{"id": "a", "name": "甲", "value": 100}, {"id": "b", "name": "乙"}],
         "ballot.options", "没有一个选项计入满意率"),
        ("ballot.turnout", [3, 2], "ballot.turnout", "大于 1"),
        ("ballot.turnout", [2], "ballot.turnout", "三分之二"),
        ("ballot.turnout", [0, 3], "ballot.turnout", "1 到 1000"),
        ("ballot.groups", [{"id": "party", "name": "党员", "weight": 0}],
         "ballot.groups", "都是 0"),
        # classes
        ("classes", [], "classes", "至少要有 2 项"),
        ("classes[0].conditions", [], "classes[0].conditions", "没有条件"),
        ("classes[2].conditions", [{"measure": "stars", "at_least": 1}],
         "classes[2].conditions", "最后一类"),
        ("classes[0].conditions[0].at_least", 3, "classes[0].conditions[0].at_least", "最多 2 颗"),
        ("classes[0].conditions[0].at_least", 1.5, "classes[0].conditions[0].at_least", "整数"),
        ("classes[0].conditions[1].at_least", 101, "classes[0].conditions[1].at_least", "100"),
        ("classes[0].conditions[0].at_least", 0, "classes[1].conditions[0].at_least", "高于上一类"),
        ("classes[0].conditions[1].measure", "stars", "classes[0].conditions[1].measure", "两次"),
        ("classes[0].conditions[1]", {"measure": "total", "at_least": 201},
         "classes[0].conditions[1].at_least", "最多只能得 200 分"),
        ("classes[0].conditions", [{"measure": "stars", "at_least": 1}],
         "classes[1].conditions", "与上一类相同"),
        ("classes[1].short", "先进", "classes[1].short", "已经用过"),
        ("quotas", [{"rating_class": "fourth", "share": 10}], "quotas[0].rating_class", "没有标识"),
        ("quotas", [{"rating_class": "first", "share": 60},
                    {"rating_class": "second", "share": 41}], "quotas", "101%"),
        ("quotas", [{"rating_class": "first", "share": 6}, {"rating_class": "first", "share": 4}],
         "quotas[1].rating_class", "两次"),
        ("grades", [{"at_least": 0, "stars": 1}], "grades", "graded"),
        # vetoes
        ("vetoes[0].effects", [], "vetoes[0].effects", "至少要有 1 项"),
        ("vetoes[0].effects[0].kind", "E5", "vetoes[0].effects[0].kind", "E1、E2、E3、E4"),
        ("vetoes[0].effects[0].stars", ["s1"], "vetoes[0].effects[0].stars", "只有 E3"),
        ("vetoes[0].effects[0].cap", "second", "vetoes[0].effects[0].cap", "只有 E2"),
        ("vetoes[1].effects[0].stars", [], "vetoes[1].effects[0].stars", "取消哪几颗"),
        ("vetoes[1].effects[0].stars", ["s1", "s1"], "vetoes[1].effects[0].stars[1]", "重复"),
        ("vetoes[1].effects[0].stars", ["s7"], "vetoes[1].effects[0].stars[0]", "没有标识"),
        ("vetoes[1].effects[1].cap", "fourth", "vetoes[1].effects[1].cap", "没有标识"),
        ("vetoes[1].effects[1]", {"kind": "E3", "stars": ["s2"]},
         "vetoes[1].effects[1].kind", "两次"),
        ("vetoes[1].id", "V1", "vetoes[1].id", "已经用过"),
        # certificate
        ("certificate.classes", ["fourth"], "certificate.classes[0]", "没有标识"),
        ("certificate.text", "{village}获星", "certificate.text", "{village}"),
        ("certificate.text", "获{stars", "certificate.text", "不认识的栏目“{”"),
        ("certificate.text", "⟨⟨三⟩颗⟩", "certificate.text", "成对"),
        ("certificate.text", "三⟩颗", "certificate.text", "成对"),
        # stars
        ("stars", [], "stars", "至少要有 1 项"),
        ("stars[0].indicators[0].points", 0, "stars[0].indicators[0].points", "满分是 0"),
        ("stars[0].indicators[1].points", 30, "stars[0].indicators", "合计 110 分"),
        ("stars[1].id", "s1", "stars[1].id", "已经用过"),
        ("stars[1].weights", {"assessment": 0}, "stars[1].weights", "都是 0"),
        ("stars[1].weights", {"notice": 1}, "stars[1].weights.notice", "不产生分数"),
        ("stars[1].weights", {"final": 1}, "stars[1].weights.final", "没有标识"),
        ("stars[1].weights", {"assessment": "x"}, "stars[1].weights.assessment", "整数"),
        ("stars[1].weights", None, "stars[1].indicators[0].clauses[0]", "单独写 weights"),
        ("stars[1].indicators[0].code", "1.1", "stars[1].indicators[0].code", "已经用过"),
        ("stars[1].indicators[0].id", "i1.1", "stars[1].indicators[0].id", "已经用过"),
        ("stars[1].indicators[0].same_as", "i1.1", "stars[1].indicators[0].same_as", "另一项延续"),
        ("stars[0].indicators[0].clauses", [], "stars[0].indicators[0].clauses", "没有计分办法"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(path: str, value: object, place: str, words: str) -> None:
    found = faults_of(changed(path, value))
    assert place in found, found
    assert words in found[place]


_CLAUSE = "stars[0].indicators[0].clauses[0]"
_STEP = "stars[0].indicators[1].clauses[0]"
_COUNTED = "stars[0].indicators[2].clauses[0]"
_FREE = "stars[0].indicators[2].clauses[2]"
_SCORE = "stars[1].indicators[0].clauses[0]"
_TURNOUT = "stars[1].indicators[1].clauses[0]"
_RATIO = "stars[1].indicators[2].clauses[0]"
_YES = "stars[1].indicators[3].clauses[0]"


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        (f"{_CLAUSE}.rungs[1].lower", 20, f"{_CLAUSE}.rungs[1].lower", "小于上一档"),
        (f"{_CLAUSE}.rungs[1].points", 40, f"{_CLAUSE}.rungs[1].points", "小于上一档"),
        (f"{_CLAUSE}.rungs[2].lower", -5, f"{_CLAUSE}.rungs[2].lower", "不设下限"),
        (f"{_CLAUSE}.rungs[0].lower", None, f"{_CLAUSE}.rungs[0].lower", "最后一档"),
        (f"{_CLAUSE}.rungs[0].points", 39, f"{_CLAUSE}.rungs[0].points", "改成一致"),
        (f"{_CLAUSE}.rungs", [], f"{_CLAUSE}.rungs", "缺少“rungs”"),
        (f"{_CLAUSE}.points", 41, f"{_CLAUSE}.points", "超过本项指标满分"),
        (f"{_CLAUSE}.cap", 50, f"{_CLAUSE}.cap", "用不到"),
        (f"{_CLAUSE}.target", 0, f"{_CLAUSE}.target", "用不到"),
        (f"{_CLAUSE}.figure", None, f"{_CLAUSE}.figure", "缺少“figure”"),
        (f"{_CLAUSE}.figure.unit", "", f"{_CLAUSE}.figure.unit", "没有单位"),
        (f"{_CLAUSE}.figure.base_name", "上年", f"{_CLAUSE}.figure.source", "没有基数"),
        (f"{_STEP}.step", 0, f"{_STEP}.step", "缺少“step”"),
        (f"{_STEP}.step", -1, f"{_STEP}.step", "负数"),
        (f"{_STEP}.target", None, f"{_STEP}.target", "缺少目标值"),
        (f"{_STEP}.shared_target", "county-income", f"{_STEP}.shared_target", "只能写一个"),
        (f"{_STEP}.figure.shared_base", "nobody", f"{_STEP}.figure.shared_base", "没有标识"),
        (f"{_STEP}.at_most", 3, f"{_STEP}.at_most", "用不到"),
        (f"{_COUNTED}.cap", 2, f"{_COUNTED}.cap", "小于一次的扣分"),
        (f"{_COUNTED}.points", 0, f"{_COUNTED}.points", "缺少“points”"),
        (f"{_COUNTED}.at_most", 0, f"{_COUNTED}.at_most", "1 到"),
        (f"{_COUNTED}.factor", 1, f"{_COUNTED}.factor", "用不到"),
        (f"{_FREE}.cap", 0, f"{_FREE}.cap", "是 0"),
        (f"{_FREE}.points", 5, f"{_FREE}.points", "用不到"),
        (f"{_SCORE}.factor", 0.5, f"{_SCORE}.factor", "不符"),
        (f"{_SCORE}.factor", None, f"{_SCORE}.factor", "缺少折算系数"),
        (f"{_SCORE}.target", 90, f"{_SCORE}.target", "用不到目标值"),
        (f"{_TURNOUT}.target", 101, f"{_TURNOUT}.target", "0 到 100"),
        (f"{_TURNOUT}.factor", 1, f"{_TURNOUT}.factor", "用不到折算系数"),
        (f"{_RATIO}.target", 0, f"{_RATIO}.target", "大于 0"),
        (f"{_YES}.figure.source", "share", f"{_YES}.figure.source", "是或否"),
    ],
)  # fmt: skip
def test_a_clause_has_what_its_kind_needs(path: str, value: object, place: str, words: str) -> None:
    found = faults_of(changed(path, value))
    assert place in found, found
    assert words in found[place]


@pytest.mark.parametrize(
    "path",
    [
        "id", "award", "stars", "classes", "steps", "stars[0].name", "stars[0].indicators",
        "stars[0].indicators[0].clauses[0].kind", "stars[0].indicators[0].clauses[0].text",
        "ballot.questions", "vetoes[0].effects", "certificate.title", "form",
    ],
)  # fmt: skip
def test_a_missing_key_is_the_only_fault_named(path: str) -> None:
    found = faults_of(without(path))
    assert list(found) == [path]
    assert ("缺少" in found[path]) or path == "form"


def test_a_label_says_where_the_fault_stands() -> None:
    with pytest.raises(StandardFaults) as caught:
        read_standard(json.dumps(changed("stars[0].indicators[2].clauses[1].points", "八")))
    assert caught.value.faults[0].place == (
        "stars[0].indicators[2].clauses[1].points（指标 1.3 第 2 条）"
    )


def test_all_faults_come_at_once() -> None:
    raw = changed("pass_line", 200)
    raw["stars"][0]["indicators"][1]["points"] = 30
    raw["vetoes"][1]["effects"][1]["cap"] = "fourth"
    raw["ballot"]["turnout"] = 1
    del raw["classes"][0]["short"]
    assert set(faults_of(raw)) == {
        "pass_line",
        "stars[0].indicators",
        "vetoes[1].effects[1].cap",
        "ballot.turnout",
        "classes[0].short",
    }


def test_an_unreadable_id_is_not_called_unknown_elsewhere() -> None:
    assert list(faults_of(changed("stars[0].id", "一"))) == ["stars[0].id"]
    assert list(faults_of(changed("classes[1].id", 2))) == ["classes[1].id"]
    assert list(faults_of(changed("shared_figures[0].id", 2))) == ["shared_figures[0].id"]


def test_an_indicator_takes_nine_clauses_and_one_figure() -> None:
    raw = example()
    clauses = raw["stars"][0]["indicators"][2]["clauses"]
    for number in range(4, 11):
        clauses.append(
            {"id": f"x{number}", "kind": "occurrence", "text": "每次扣 1 分", "points": 1}
        )
    raw["stars"][0]["indicators"][1]["clauses"].append(
        {
            "id": "y",
            "kind": "yes_no",
            "text": "甲",
            "points": 1,
            "figure": {"name": "乙", "unit": ""},
        }
    )
    found = faults_of(raw)
    assert "最多 9 条" in found["stars[0].indicators[2].clauses"]
    assert "只能有一条" in found["stars[0].indicators[1].clauses[1]"]


def test_a_standard_without_a_ballot_says_who_needs_one() -> None:
    raw = without("ballot")
    del raw["steps"][1]
    found = faults_of(raw)
    assert set(found) == {
        "classes[0].conditions[1].measure",
        "ranking[2]",
        "stars[1].indicators[0].clauses[0]",
        "stars[1].indicators[1].clauses[0]",
    }


@pytest.mark.parametrize("award", ["graded", "none"])
def test_what_is_for_separate_stars_only(award: str) -> None:
    raw = changed("award", award)
    raw["stars"][0]["indicators"][0]["veto"] = "瞒报"
    found = faults_of(raw)
    assert {
        "stars[0].indicators[0].veto",
        "stars[0].indicators[2].bottom_line",
        "vetoes[1].effects[0].kind",
        "classes[0].conditions[0].at_least",
    } <= set(found)
    assert ("grades" in found) == (award == "graded")
    assert ("certificate.text" in found) == (award == "none")


def test_one_total_is_out_of_a_round_hundred() -> None:
    raw = changed("award", "graded")
    raw["stars"][0]["indicators"][1]["points"] = 25
    assert "总计 205 分" in faults_of(raw)["stars"]


@pytest.mark.parametrize(
    ("grades", "place"),
    [
        ([(90, 5), (90, 4), (0, 1)], "grades[1].at_least"),
        ([(90, 5), (80, 5), (0, 1)], "grades[1].stars"),
        ([(90, 5), (80, 4)], "grades[1].at_least"),
        ([(201, 5), (0, 1)], "grades[0].at_least"),
    ],
)
def test_grades_fall_and_reach_nought(grades: list[tuple[int, int]], place: str) -> None:
    raw = changed("award", "graded")
    raw["grades"] = [{"at_least": points, "stars": stars} for points, stars in grades]
    assert place in faults_of(raw)


def test_a_category_replaces_known_clauses_and_leaves_something_to_rate() -> None:
    raw = example()
    ladder = raw["stars"][0]["indicators"][0]["clauses"][0]
    raw["categories"] = [
        {
            "id": "pasture",
            "name": "牧区",
            "not_applicable": ["i1.1", "i1.2", "i1.3", "i9"],
            "clauses": [
                {**ladder, "rungs": [{"lower": None, "points": 39}]},
                {**ladder, "id": "c9"},
                {"id": "c1.2.1", "kind": "discretion", "text": "酌情"},
            ],
        }
    ]
    found = faults_of(raw)
    assert set(found) == {
        "categories[0].not_applicable[3]",
        "categories[0].not_applicable",
        "categories[0].clauses[0].rungs[0].points",
        "categories[0].clauses[1].id",
        "categories[0].clauses[2].kind",
    }


def test_the_indispensable_steps() -> None:
    raw = example()
    raw["steps"] = raw["steps"][:2]
    raw["stars"][1]["weights"] = {"ballot": 1}
    with pytest.raises(StandardFaults) as caught:
        read_standard(json.dumps(raw))
    assert [fault.place for fault in caught.value.faults] == ["steps"] * 3
    raw = example()
    for step in raw["steps"]:
        step.pop("weight", None)
    assert "都是 0" in faults_of(raw)["steps"]
    raw["stars"][0]["weights"] = {"self": 1}
    read_standard(json.dumps(raw))


def test_no_float_is_ever_made() -> None:
    text = json.dumps(example()).replace('"factor": 0.6', '"factor": 0.60')
    assert read_standard(text).stars[1].indicators[0].clauses[0].factor == 60
    text = text.replace('"pass_line"', '"x"').replace(
        '"version": 1', '"pass_line": 79.99, "version": 1'
    )
    assert read_standard(text).pass_line == 7999
    text = text.replace("79.99", '"７９.９"')
    assert read_standard(text).pass_line == 7990


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "第 1 行第 1 个字符"),
        ('{\n"form": }', "第 2 行第 9 个字符"),
        ("[]", "整个文件"),
        ("3", "整个文件"),
        ("null", "整个文件"),
        ('{"pass_line": NaN}', "整个文件"),
        ("[" * 100_000, "整个文件"),
    ],
)
def test_what_is_no_standard_at_all(text: str, place: str) -> None:
    with pytest.raises(StandardFaults) as caught:
        read_standard(text)
    assert caught.value.faults[0].place == place
    assert len(caught.value.faults) == 1


def test_a_key_that_stands_twice_is_refused() -> None:
    text = json.dumps(example(), ensure_ascii=False)
    text = text.replace('"version": 1,', '"version": 1, "version": 2,')
    text = text.replace('{"assessment": 100}', '{"assessment": 100, "assessment": 90}')
    with pytest.raises(StandardFaults) as caught:
        read_standard(text)
    assert {fault.place.partition("（")[0] for fault in caught.value.faults} == {
        "version",
        "stars[1].weights",
    }


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_standard("\ufeff" + json.dumps(example())).version == 1
