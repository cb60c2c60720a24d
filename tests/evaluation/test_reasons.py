"""为什么: clauses as they are printed, facts for outside, and what is said of open steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from evaluation.rating import rate_round
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Figure,
    Indicator,
    Rung,
)
from evaluation.stars.reasons import clause_text, village_reasons
from tests.evaluation.year import Year

INCOME = Figure("集体经营性收入", "万元")


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        (
            ClauseKind.OCCURRENCE,
            {"text": "每缺 1 人，扣 8 分", "points": 800},
            "每缺 1 人，扣 8 分",
        ),
        (ClauseKind.DISCRETION, {"text": "酌情扣分"}, "酌情扣分"),
        (
            ClauseKind.LADDER,
            {
                "text": "按收入分档",
                "figure": INCOME,
                "rungs": (Rung(2000, 4000), Rung(500, 2450), Rung(None, 0)),
            },
            "集体经营性收入（万元）：≥20 得 40；≥5 且 <20 得 24.5；<5 得 0",
        ),
        (
            ClauseKind.STEP,
            {"text": "每低 5 个百分点扣 3 分", "step": 500},
            "每低 5 个百分点扣 3 分（不足一档按一档计）",
        ),
        (
            ClauseKind.STEP,
            {"text": "每满 5 个百分点扣 3 分", "step": 500, "whole_steps": True},
            "每满 5 个百分点扣 3 分（每满一档计）",
        ),
        (ClauseKind.PROPORTION, {"text": "按比例得分"}, "按比例得分"),
        (ClauseKind.YES_NO, {"text": ""}, "满分 40"),
        (ClauseKind.BALLOT, {"text": "", "points": 1500}, "满分 15"),
    ],
)
def test_a_clause_is_printed_with_its_parameters(
    kind: ClauseKind, fields: Mapping[str, Any], text: str
) -> None:
    clause = Clause("c", kind, **fields)
    indicator = Indicator("i", "3.2", "收入", 4000, (clause,))
    assert clause_text(clause, indicator).replace("： ", "：").replace("； ", "；") == text


def _reasons(year: Year, *, outward: bool = False, drafts: bool = False) -> str:
    inputs = year.inputs(drafts=drafts)
    (outcome,) = rate_round(inputs)
    lines = village_reasons(year.standard, inputs.villages[0], outcome, outward=outward)
    return "\n".join(line.text for line in lines)


def test_outside_reads_the_outward_wording(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    rows = [
        {
            "item": "1.5",
            "clause": "1",
            "fact": "某某受党内警告",
            "outward": "成员受轻处分一人次",
            "evidence": "纪检反馈表",
        },
        {"item": "1.1", "clause": "2", "fact": "缺妇联主席"},
    ]
    year.complete(code, deductions=rows)
    inside, outside = _reasons(year), _reasons(year, outward=True)
    assert "事实：某某受党内警告。" in inside
    assert "某某" not in outside
    assert "事实：成员受轻处分一人次" in outside
    assert "事实：缺妇联主席" in outside


def test_a_star_that_waits_for_the_ballot_says_so(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    year.fill_assessment(code)
    words = _reasons(year, drafts=True)
    assert "★10 群众满意星：还缺步骤，暂无得分" in words
    assert "10.1 测评满意度：待测评结果。" in words
    assert "待评：还缺测评。" in words


def test_without_the_shared_figure_nothing_is_taken_or_given(tmp_path: Any) -> None:
    """A draft before the department has told 旗县平均: a ladder gives nothing, a step takes
    nothing, and the sheet cannot be signed."""
    bare = Year(tmp_path / "示例镇.xjdb")
    try:
        (code,) = bare.add("东泉嘎查")
        bare.count(code)
        bare.fill_own(code)
        sheet = {"village": code, "step": "assessment"}
        bare.do("enter_figure", item="7.1", figure="22000", **sheet)
        bare.do("enter_figure", item="7.2", figure="1", **sheet)
        (outcome,) = rate_round(bare.inputs(drafts=True))
        scores = {line.indicator.code: line.score for line in outcome.stars[6].indicators}
        assert (scores["7.1"], scores["7.2"]) == (0, 2000)
        with pytest.raises(Exception, match="还不能签字") as caught:
            bare.do("seal_sheet", signed_by="组长乙", act_date="2027-01-05", **sheet)
        assert "指标 7.1 要用的全年共用数据“旗县人均可支配收入”还没有登记" in str(caught.value)
        assert "指标 7.2 要用的全年共用数据“旗县人均可支配收入增幅”" in str(caught.value)
    finally:
        bare.close()
