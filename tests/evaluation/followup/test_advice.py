"""整改建议: nothing before the decision; then what lost the stars, the largest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from evaluation.cards import village_advice, village_card
from evaluation.followup.advice import Advice, advice, advice_lines
from evaluation.rating import rate_round
from evaluation.rounds import RoundState
from evaluation.standard.model import StepKind
from evaluation.views import Reason
from tests.evaluation.scenario_runner import changed_standard
from tests.evaluation.several import assessed_by_several, year_of_several
from tests.evaluation.year import Year

LOSING: list[dict[str, Any]] = [
    {"item": "2.1", "clause": "1", "count": 8, "fact": "缺 8 次。"},
    {"item": "2.2", "clause": "2", "fact": "三年没有发展", "outward": "未发展党员"},
    {"item": "2.5", "clause": "2", "count": 5, "fact": "五件没有兑现"},
]
"""Take 24, 12 and 15 of star 2: 49 at 初评, and 69.40 with the others at full points."""


def _advice(year: Year, place: int = 0, *, published: bool = True) -> Advice:
    inputs = year.inputs()
    outcome = rate_round(inputs)[place]
    state = RoundState.PUBLISHED if published else RoundState.OPEN
    return advice(year.standard, inputs.villages[place], outcome, replace(year.round, state=state))


def _words(year: Year, place: int = 0) -> list[str]:
    return [line.text for line in advice_lines(year.standard, _advice(year, place))]


def _veto(year: Year, code: str, item: str, **details: str) -> None:
    year.do("authorise_veto", item=item, document="示例旗委发〔2026〕3号")
    year.do(
        "record_veto",
        village=code,
        item=item,
        fact="通报的情形",
        document="示例函〔2026〕5号",
        **details,
    )
    year.do(
        "decide_veto",
        village=code,
        number=1,
        confirmed=1,
        approved_by="镇党委",
        decided_on="2027-01-06",
    )


def test_before_the_decision_nothing_is_advised(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code, deductions=LOSING)
    assert _advice(year, published=False) == Advice()
    village = year.village_id(code)
    card = village_card(year.register, year.round_id, village)
    assert village_advice(year.register, card) == ()
    year.publish()
    card = village_card(year.register, year.round_id, village)
    assert village_advice(year.register, card)[0] == Reason("advice", 0, "整改建议")


def test_losses_stand_largest_first_with_what_is_missing(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code, deductions=LOSING)
    found = _advice(year)
    (star,) = found.stars
    assert (star.number, star.score, star.missing) == (2, 6940, 1060)
    assert [loss.points for loss in star.losses] == [2400, 1500, 1200]
    assert [loss.in_star for loss in star.losses] == [1440, 900, 720]
    assert _words(year) == [
        "整改建议",
        "★2 党员先锋星：69.40 分，比 80.00 分的得星线差 10.60 分。请按失分多少依次整改：",
        "2.1 组织生活按期开展（三会一课、主题党日）：扣 24 分（每缺 1 次，扣 3 分，共 8 次），"
        "折合本星 14.40 分；事实：缺 8 次。",
        "2.5 设岗定责、公开承诺与带动作用：扣 15 分（承诺未兑现，每件扣 3 分，共 5 次），"
        "折合本星 9.00 分；事实：五件没有兑现。",
        "2.2 党员发展与积极分子培养：扣 12 分（连续 2 年未发展党员，扣 12 分），"
        "折合本星 7.20 分；事实：未发展党员。",
    ]


def test_the_ballot_stands_among_the_losses_and_the_own_sheet_does_not(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.fill_own(code, {"2.1": 10})
    year.seal(code, StepKind.SELF)
    year.count(code, {"应到": 60, "实到": 60, "满意": 20, "不满意": 40})
    year.seal(code, StepKind.BALLOT)
    year.fill_assessment(code, deductions=LOSING)
    year.seal(code, StepKind.ASSESSMENT)
    words = "\n".join(_words(year))
    assert "党员群众测评得 53.33 分，失 46.67 分，折合本星 14.00 分。" in words
    assert "自评" not in words


def test_a_veto_gives_only_the_condition_of_its_lifting(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    _veto(year, code, "V8", body="示例旗农牧局", ends="2027-06-30")
    found = _advice(year)
    assert found.stars == ()
    assert _words(year) == [
        "整改建议",
        "一票否决 V8（集体“三资”严重违规或新增不良债务）：撤销了★3、★9。"
        "解除须有理由和示例旗农牧局出具的解除文件；影响期到 2027-06-30。",
    ]
    lines = advice_lines(year.standard, found)
    assert lines[1].source == "示例函〔2026〕5号"


def test_the_gravest_veto_is_told_once_and_points_beside_it(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code, deductions=LOSING)
    _veto(year, code, "V1")
    words = _words(year)
    assert words[1] == (
        "一票否决 V1（书记或“两委”成员严重违纪违法被查处）：本年不授星。"
        "解除须有理由和认定单位出具的解除文件。"
    )
    assert words[2].startswith("★2 党员先锋星：69.40 分")
    assert len(words) == 6


def test_a_bottom_line_speaks_of_its_indicator_only(tmp_path: Path) -> None:
    text = changed_standard("shixing-moren", {"indicators/1.4/bottom_line": True})
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        for figure in year.standard.shared_figures:
            year.share(figure.id, "100")
        (code,) = year.add("东泉嘎查")
        rows = [
            {"item": "1.4", "clause": "1", "fact": "无计划"},
            {"item": "1.4", "clause": "3", "fact": "评议为差"},
            {"item": "1.1", "clause": "2", "fact": "缺员"},
        ]
        year.complete(code, deductions=rows)
        words = _words(year)
        assert words[1] == (
            "★1 班子坚强星：86.20 分。底线指标 1.4 年度计划与述职 得 0 分，本项不能为 0 分。"
            "请按失分多少依次整改："
        )
        assert [line.split(" ")[0] for line in words[2:]] == ["1.4", "1.4"]
    finally:
        year.close()


def test_a_star_that_a_body_took_names_its_decision(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    year.do(
        "override_star",
        village=code,
        part=year.standard.steps[3].parts[0].id,
        star="s4",
        given=0,
        reason="环境问题被通报。",
        document="纪要〔2027〕2号",
    )
    assert _words(year)[1:] == [
        "★4 生态宜居星：100.00 分。审核时撤销本星：环境问题被通报（纪要〔2027〕2号）。"
    ]


def test_the_own_veto_of_an_indicator_has_no_lifting(tmp_path: Path) -> None:
    text = changed_standard("shixing-moren", {"indicators/8.3/veto": "瞒报疫情"})
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        for figure in year.standard.shared_figures:
            year.share(figure.id, "100")
        (code,) = year.add("东泉嘎查")
        year.fill_own(code)
        year.fill_assessment(code)
        year.do(
            "veto_by_indicator",
            village=code,
            step="assessment",
            item="8.3",
            applies=1,
            fact="漏报一次",
        )
        year.seal(code, StepKind.SELF)
        year.count(code)
        year.seal(code, StepKind.BALLOT)
        year.seal(code, StepKind.ASSESSMENT)
        assert _words(year)[1:] == [
            "★8 卫生健康星：100.00 分。指标 8.3 传染病与动物疫病防控 有否决情形（瞒报疫情）。"
        ]
    finally:
        year.close()


@pytest.fixture
def several(tmp_path: Path) -> Iterator[Year]:
    made = year_of_several(tmp_path)
    yield made
    made.close()


def test_of_several_assessors_the_mean_of_those_that_count_is_told(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    (star,) = _advice(several).stars
    assert star.number == 9
    # Of four sheets one without 9.2 and one with it fall out; both that count took 20.
    assert [loss.said.split("：")[0] for loss in star.losses] == [
        "9.2 档案、台账规范（同一事项不要求重复建账）",
        "9.1 基本制度齐全、管用",
        "党员群众测评得 85.67 分，失 14.33 分",
    ]
    assert star.losses[0].points == 2000


def test_where_assessors_differ_the_mean_loss_is_printed(tmp_path: Path) -> None:
    year = year_of_several(tmp_path, drop_extremes=False)
    try:
        (code,) = year.add("西岭嘎查")
        assessed_by_several(year, code)
        words = "\n".join(_words(year))
        assert (
            "9.2 档案、台账规范（同一事项不要求重复建账）：平均扣 15 分"
            "（缺主要档案，每类扣 4 分），折合本星 9.00 分；事实：缺 5 类档案。"
        ) in words
    finally:
        year.close()


def test_what_the_review_scored_stands_in_the_place_of_the_sheets(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    several.do(
        "enter_score",
        village=code,
        step="assessment",
        item="9.2",
        score="2",
        reason="只有两类",
        purpose="review",
    )
    several.seal(code, StepKind.ASSESSMENT, purpose="review")
    words = "\n".join(_words(several))
    assert "9.2 档案、台账规范（同一事项不要求重复建账）：得 2 分（满分 25 分），" in words
    assert "事实：只有两类。" in words
    assert "扣 20 分" not in words


def test_typed_points_are_told_with_their_reason(tmp_path: Path) -> None:
    text = changed_standard(
        "shixing-moren",
        {"steps/assessment/depth": "indicator", "stars/s10/weights": {"ballot": 100}},
    )
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        (code,) = year.add("东泉嘎查")
        year.complete(code, scores={"1.1": "0", "1.3": "1"})
        assert [line for line in _words(year) if line.startswith("1.")] == [
            "1.1 党组织书记在岗、“两委”职数配齐：得 0 分（满分 30 分），折合本星 18.00 分。",
            "1.3 集体议事、分工协作：得 1 分（满分 25 分），折合本星 14.40 分。",
        ]
    finally:
        year.close()


def test_a_star_scored_as_a_whole_has_one_loss(tmp_path: Path) -> None:
    text = changed_standard(
        "shixing-moren",
        {"steps/assessment/depth": "star", "stars/s10/weights": {"ballot": 100}},
    )
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        (code,) = year.add("东泉嘎查")
        year.complete(code, scores={f"s{n}": "40" if n == 3 else "100" for n in range(1, 10)})
        assert "初评整颗星得 40.00 分，折合本星 36.00 分；事实：见考评记载。" in _words(year)
    finally:
        year.close()


def test_headings_without_stars_are_listed_by_what_they_lost(tmp_path: Path) -> None:
    year = Year(tmp_path / "示例镇.xjdb", "shequ-sixing")
    try:
        (code,) = year.add("东社区")
        year.complete(
            code, deductions=[{"item": "6.2", "clause": "2", "amount": "1.5", "fact": "反映"}]
        )
        words = _words(year)
        assert words[1].endswith("分。失分从多到少：")
        assert "★" not in "".join(words)
        assert "得星线" not in "".join(words)
    finally:
        year.close()


def test_a_full_village_and_one_without_result_get_nothing(year: Year) -> None:
    full, open_ = year.add("东泉嘎查", "西岭嘎查")
    year.complete(full)
    assert open_
    assert _advice(year, 0) == Advice()
    assert _advice(year, 1) == Advice()
    assert advice_lines(year.standard, Advice()) == ()


def test_a_village_of_which_only_the_result_is_known_gets_nothing(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.do("set_participation", village=code, status="result_only", reason="当年新设立")
    year.do(
        "enter_past_results",
        year=2026,
        results=[{"village": code, "stars": 7, "class": "二类", "total": "812.40"}],
        source="年度汇总表",
    )
    assert rate_round(year.inputs())[0].counts
    assert _advice(year) == Advice()


def test_in_exact_mode_what_is_missing_is_never_printed_as_nothing(tmp_path: Path) -> None:
    text = changed_standard("shixing-moren", {"decimals": None})
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        for figure in year.standard.shared_figures:
            year.share(figure.id, "100")
        (code,) = year.add("东泉嘎查")
        year.complete(code, deductions=LOSING)
        inputs = year.inputs()
        outcome = rate_round(inputs)[0]
        near = replace(outcome.stars[1], score=Fraction(79999, 10))
        changed = replace(outcome, stars=(outcome.stars[0], near, *outcome.stars[2:]))
        published = replace(year.round, state=RoundState.PUBLISHED)
        found = advice(year.standard, inputs.villages[0], changed, published)
        (heading,) = [
            line.text for line in advice_lines(year.standard, found) if line.text.startswith("★2")
        ]
        assert "79.999 分，比 80.00 分的得星线差 0.001 分。" in heading
    finally:
        year.close()
