"""Two versions side by side, told in sentences."""

from __future__ import annotations

import json
from typing import Any

from evaluation.standard.compare import Match, StandardComparison, compare
from evaluation.standard.reading import read_standard
from tests.evaluation.standard.test_reading import example


def compared(raw: dict[str, Any]) -> StandardComparison:
    raw["version"] = 2
    return compare(read_standard(json.dumps(example())), read_standard(json.dumps(raw)))


def test_nothing_has_changed_but_the_number() -> None:
    result = compared(example())
    assert result.is_same
    assert [pair.old_id for pair in result.indicators] == [
        pair.new_id for pair in result.indicators
    ]
    assert {pair.match for pair in result.stars} == {Match.SAME}


def test_what_has_changed_in_an_indicator() -> None:
    raw = example()
    assets = raw["stars"][0]["indicators"][2]
    assets["points"] = 50
    assets["bottom_line"] = False
    assets["department"] = ""
    assets["clauses"][0]["points"] = 5
    assets["clauses"][2] = {"id": "c1.3.4", "kind": "discretion", "text": "其他情形"}
    ladder = raw["stars"][0]["indicators"][0]
    ladder["points"] = 30
    ladder["clauses"][0]["points"] = 30
    ladder["clauses"][0]["rungs"] = [{"lower": 20, "points": 30}, {"lower": None, "points": 0}]
    result = compared(raw)
    assert not result.is_same
    assert result.indicators[2].match is Match.CHANGED
    assert result.indicators[2].name == "指标 1.3 资金资产资源管理"
    assert result.indicators[2].changes == (
        "满分由40改为50",
        "计分办法“合同未备案，每份扣 3 分”：分值由3改为5",
        "增加计分办法“其他情形”",
        "取消计分办法“其他管理不规范的，酌情扣分并写明事由”",
        "牵头部门由“农牧部门”改为无",
        "底线由是改为否",
    )
    assert result.indicators[0].changes[1] == (
        "计分办法“按当年收入分档得分”：分值由40改为30，"
        "分档由“下限 20 得分 40；下限 10 得分 32；得分 0”改为“下限 20 得分 30；得分 0”"
    )
    assert result.indicators[1].match is Match.SAME
    assert result.rules == ()


def test_renamed_ids_are_followed_and_moves_are_told() -> None:
    raw = example()
    first, second = raw["stars"]
    second["id"], second["same_as"], second["name"] = "s3", "s2", "群众评价星"
    first["indicators"][1]["points"], second["indicators"][3]["points"] = 10, 20
    first["indicators"][1], second["indicators"][3] = (
        second["indicators"][3],
        first["indicators"][1],
    )
    first["indicators"][0]["id"] = "income"
    first["indicators"][0]["same_as"] = "i1.1"
    first["indicators"][2]["id"] = "i1.9"
    second["indicators"][2]["same_as"] = "i7.7"
    second["indicators"][2]["id"] = "i2.9"
    result = compared(raw)
    star = result.stars[1]
    assert (star.old_id, star.new_id, star.changes) == (
        "s2",
        "s3",
        ("名称由“群众满意星”改为“群众评价星”",),
    )
    by_new = {pair.new_id: pair for pair in result.indicators if pair.new_id}
    assert (by_new["income"].old_id, by_new["income"].match) == ("i1.1", Match.SAME)
    assert by_new["i2.1"].match is Match.SAME
    assert by_new["i2.4"].changes[0] == "由“群众满意星”移到“产业兴旺星”"
    assert by_new["i1.9"].match is Match.NEW
    assert by_new["i2.9"].match is Match.NEW
    assert "i7.7" in by_new["i2.9"].changes[0]
    gone = [pair.old_id for pair in result.indicators if pair.match is Match.GONE]
    assert gone == ["i1.3", "i2.3"]


def test_rules_in_words() -> None:
    raw = example()
    raw["pass_line"] = 75.5
    raw["decimals"] = None
    raw["steps"][0]["weight"] = 0
    raw["steps"][2]["weight"] = 70
    raw["steps"][2]["drop_extremes"] = True
    raw["not_applicable"] = "rescale"
    raw["ranking"] = ["stars", "total"]
    raw["ballot"]["turnout"] = [1, 2]
    raw["ballot"]["channels"].append({"id": "visit", "name": "入户"})
    raw["ballot"]["options"].reverse()
    del raw["bonus"]
    raw["note"] = "修订"
    raw["certificate"]["classes"] = ["first", "second"]
    raw["stars"][1]["weights"] = {"assessment": 60, "ballot": 40}
    raw["classes"][0]["conditions"][1]["at_least"] = 85
    raw["vetoes"][1]["effects"][1] = {"kind": "E4"}
    result = compared(raw)
    assert result.rules == (
        "说明改为“修订”",
        "保留小数位数由2改为无",
        "得星线由80改为75.5",
        "不涉及的处理由“按满分计”改为“按适用分折算”",
        "步骤“嘎查村自评”：权重由10改为0",
        "步骤“镇党委初评”：权重由60改为70，去掉最高最低由否改为是",
        "测评：选项的顺序有调整；增加发票方式“入户”；参加人数要求由2/3改为1/2",
        "排名依据由“星数、总分加加分、测评得分、初评总分”改为“星数、总分”",
        "加分由“每星上限 5 合计上限 10”改为无",
        "证书：发放范围由“first”改为“first、second”",
    )
    assert result.stars[1].changes == ("本星权重由“assessment 100”改为“assessment 60、ballot 40”",)
    assert result.classes[0].changes == (
        "条件由“指标 星数 不低于 2；指标 满意率 不低于 80”"
        "改为“指标 星数 不低于 2；指标 满意率 不低于 85”",
    )
    assert result.vetoes[1].changes == (
        "后果由“后果 E3（取消指定的星） 取消的星 s1；后果 E2（限制最高类别） 最高类别 second”"
        "改为“后果 E3（取消指定的星） 取消的星 s1；后果 E4（降一类）”",
    )
