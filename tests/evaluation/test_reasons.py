"""为什么: clauses as they are printed, facts for outside, what is said of open steps and of
several assessors, the source of each line, and what is kept back before signing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.cards import village_card
from evaluation.numbers import show
from evaluation.rating import rate_round
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Figure,
    FigureSource,
    Indicator,
    Rung,
    StepKind,
)
from evaluation.standard.reading import read_standard
from evaluation.stars.reasons import RESULT_UNTOLD, clause_text, village_reasons
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Deduction, Mark, MarkState, Sheet
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.views import Reason
from tests.evaluation.scenario_runner import changed_standard
from tests.evaluation.several import NAMES, assessed_by_several, year_of_several
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
            ClauseKind.LADDER,
            {
                "text": "按增幅分档",
                "figure": replace(INCOME, source=FigureSource.GROWTH),
                "rungs": (Rung(1000, 1500), Rung(0, 1000), Rung(None, 0)),
            },
            "集体经营性收入增幅（%）：≥10 得 15；≥0 且 <10 得 10；<0 得 0",
        ),
        (
            ClauseKind.LADDER,
            {
                "text": "按占比分档",
                "figure": Figure("参会人数", "人", FigureSource.SHARE),
                "rungs": (Rung(9000, 500), Rung(None, 0)),
            },
            "参会人数占比（%）：≥90 得 5；<90 得 0",
        ),
        (
            ClauseKind.LADDER,
            {
                "text": "按档次",
                "figure": Figure("评定档次", ""),
                "rungs": (Rung(300, 500), Rung(None, 0)),
            },
            "评定档次：≥3 得 5；<3 得 0",
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


# The source of each line -----------------------------------------------------------------


def _lines(year: Year, *, drafts: bool = False, revealed: bool = True) -> tuple[Reason, ...]:
    inputs = year.inputs(drafts=drafts)
    outcome = rate_round(inputs)[0]
    return village_reasons(year.standard, inputs.villages[0], outcome, revealed=revealed)


def _sources(year: Year, word: str) -> list[str]:
    return [line.source for line in _lines(year) if word in line.text]


def test_losses_name_their_clause_and_the_class_its_condition(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    rows = [{"item": "2.1", "clause": "1", "fact": "缺 7 月", "evidence": "会议记录簿"}]
    year.complete(code, deductions=rows, figures={"3.2": "12", "3.3": ["101", "100"], "2.4": "84"})
    assert _sources(year, "缺 7 月") == ["2.1 第 1 条；会议记录簿"]
    assert _sources(year, "集体经营性收入 12 万元") == ["3.2 第 1 条（≥10 且 <20 得 32）"]
    assert _sources(year, "收入增幅 1%") == ["3.3 第 1 条（≥0 且 <10 得 10）"]
    assert _sources(year, "培训覆盖率 84%") == [
        "2.4 第 3 条（培训覆盖率低于 90%，每低 5 个百分点扣 2 分（不足一档按一档计））"
    ]
    assert _sources(year, "按标准列为") == ["一类（先进）：星数 ≥8 颗、满意率 ≥80%"]
    assert _sources(year, "总分") == ["各星得分相加"]


def test_the_lowest_class_takes_the_rest(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    year.seal(code, StepKind.SELF)
    year.count(code, {"应到": 60, "实到": 60, "满意": 20, "不满意": 40})
    year.seal(code, StepKind.BALLOT)
    year.fill_assessment(code)
    year.seal(code, StepKind.ASSESSMENT)
    assert _sources(year, "按标准列为三类") == ["三类（后进）：其余的列为本类"]


def test_vetoes_and_bodies_name_their_documents(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    for number, item in enumerate(("V6", "V8", "V1"), start=1):
        year.do("authorise_veto", item=item, document="示例旗委发〔2026〕3号")
        year.do(
            "record_veto",
            village=code,
            item=item,
            fact="情形",
            document=f"示例函〔2026〕{number}号",
        )
        year.do(
            "decide_veto",
            village=code,
            number=number,
            confirmed=1,
            approved_by="镇党委",
            decided_on="2027-01-06",
        )
    assert _sources(year, "降为") == ["V8 集体“三资”严重违规或新增不良债务（示例函〔2026〕2号）"]
    assert _sources(year, "直接列入") == [
        "V1 书记或“两委”成员严重违纪违法被查处（示例函〔2026〕3号）"
    ]
    assert _sources(year, "撤销本星")[0].endswith("（示例函〔2026〕2号）")
    assert all(item.endswith("（示例函〔2026〕3号）") for item in _sources(year, "本年不授星"))
    year.do(
        "lift_veto", village=code, number=3, lifted_on="2027-01-08", reason="不成立", document="函"
    )
    year.do(
        "lift_veto", village=code, number=2, lifted_on="2027-01-08", reason="不成立", document="函"
    )
    assert _sources(year, "不高于") == ["V6 重大刑事、治安案件负有责任（示例函〔2026〕1号）"]


def test_quotas_and_ties_name_their_rule(tmp_path: Path) -> None:
    text = changed_standard(
        "shixing-moren",
        {"quotas": [{"rating_class": "first", "share": 50, "enforced": True, "per_town": True}]},
    )
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        for figure in year.standard.shared_figures:
            year.share(figure.id, "100")
        codes = year.add("甲嘎查", "乙嘎查")
        for code in codes:
            year.complete(code)
        assert _sources(year, "名额界线") == ["一类（先进）名额：每个乡镇的 50%，按名次"]
        for code, target in zip(codes, ("second", "first"), strict=True):
            year.do(
                "decide_tie",
                village=code,
                rating_class=target,
                reason="集体研究",
                document="纪要〔2027〕2号",
            )
        assert _sources(year, "裁定为") == ["集体研究（纪要〔2027〕2号）"]
    finally:
        year.close()


def test_a_quota_that_demotes_is_named(tmp_path: Path) -> None:
    text = changed_standard(
        "shixing-moren", {"quotas": [{"rating_class": "first", "share": 50, "enforced": True}]}
    )
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        for figure in year.standard.shared_figures:
            year.share(figure.id, "100")
        low, high = year.add("甲嘎查", "乙嘎查")
        year.complete(low, deductions=[{"item": "2.1", "clause": "1", "fact": "缺会"}])
        year.complete(high)
        assert _sources(year, "超过名额") == ["一类（先进）名额：全部的 50%，按名次"]
    finally:
        year.close()


def test_graded_stars_name_the_grade(tmp_path: Path) -> None:
    year = Year(tmp_path / "示例镇.xjdb", "baifenzhi")
    try:
        (code,) = year.add("甲嘎查")
        year.complete(code)
        assert _sources(year, "按标准列为") == [
            "总分 ≥90 为 5 颗星；一类（先进）：星数 ≥4 颗、满意率 ≥80%"
        ]
        inputs = year.inputs()
        low = replace(rate_round(inputs)[0], total=5999, class_path=(("conditions", "third"),))
        lines = village_reasons(year.standard, inputs.villages[0], low)
        assert lines[-1].source == "总分在各档以下，没有星；三类（后进）：其余的列为本类"
    finally:
        year.close()


def test_a_growth_without_base_says_that_it_cannot_be_reckoned(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    rows = [{"item": "3.3", "clause": "1", "amount": "5", "fact": "上年没有收入"}]
    year.complete(code, figures={"3.3": ["5", "0"]}, deductions=rows)
    assert "本年集体经营性收入增幅算不出，酌情扣 5 分；事实：上年没有收入。" in _reasons(year)


def test_the_fact_of_an_own_veto_is_for_inside_only(tmp_path: Path) -> None:
    text = changed_standard("shixing-moren", {"indicators/8.3/veto": "瞒报疫情"})
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        for figure in year.standard.shared_figures:
            year.share(figure.id, "100")
        (code,) = year.add("东泉嘎查")
        year.count(code)
        year.seal(code, StepKind.BALLOT)
        year.fill_own(code)
        year.fill_assessment(code)
        year.do(
            "veto_by_indicator",
            village=code,
            step="assessment",
            item="8.3",
            applies=1,
            fact="某某漏报。",
        )
        inputs = year.inputs(drafts=True)
        (outcome,) = rate_round(inputs)
        found = {
            outward: [
                line.source
                for line in village_reasons(
                    year.standard, inputs.villages[0], outcome, outward=outward
                )
                if "有否决情形" in line.text
            ]
            for outward in (False, True)
        }
        assert found == {False: ["8.3 瞒报疫情；事实：某某漏报"], True: ["8.3 瞒报疫情"]}
    finally:
        year.close()


# Several assessors -----------------------------------------------------------------------


def test_whole_stars_of_several_assessors_and_a_review(tmp_path: Path) -> None:
    text = changed_standard(
        "shixing-moren",
        {"steps/assessment/depth": "star", "stars/s10/weights": {"ballot": 100}},
    )
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        (code,) = year.add("东泉嘎查")
        year.fill_own(code)
        year.seal(code, StepKind.SELF)
        year.count(code)
        year.seal(code, StepKind.BALLOT)
        for name, score in (("考评员甲", "70"), ("考评员乙", "70"), ("考评员丙", "100")):
            scores = {f"s{n}": score if n == 2 else "100" for n in range(1, 10)}
            year.fill_assessment(code, scores=scores, assessor=name)
            year.seal(code, StepKind.ASSESSMENT, assessor=name)
        words = _reasons(year)
        assert "考评员乙、考评员甲：初评整颗星打分 70.00 分；事实：见考评记载。" in words
        assert "÷ 3 = 80.00。" in words
        year.do(
            "enter_score",
            village=code,
            step="assessment",
            item="s2",
            score="60",
            reason="现场复查",
            purpose="review",
        )
        year.seal(code, StepKind.ASSESSMENT, purpose="review")
        words = _reasons(year)
        assert "复核 60.00×60%" in words
        assert "复核整颗星打分 60.00 分；事实：现场复查。" in words
        assert "复核后" not in words
    finally:
        year.close()


def test_a_star_that_the_assessment_does_not_score_has_no_mean(tmp_path: Path) -> None:
    text = changed_standard("shixing-moren", {"stars/s1/weights": {"self": 100}})
    year = Year(tmp_path / "示例镇.xjdb", text=text)
    try:
        (code,) = year.add("东泉嘎查")
        year.fill_own(code, {"1.1": 20})
        year.seal(code, StepKind.SELF)
        words = _reasons(year, drafts=True)
        assert "90.00 = 自评 90.00，达到 80.00。" in words
        assert "1.1 党组织书记在岗、“两委”职数配齐：20 分。" in words
    finally:
        year.close()


# Before signing --------------------------------------------------------------------------

ADVICE = re.compile(
    "即可|还需|再得|再多|只要|只需|争取|才能|就能|就可|方可|可得|可以得|应得|建议|补上|补齐后|整改|离得星|距离"
)
"""Words by which a sentence would say how a star could be reached."""

RESULT = re.compile(
    "获得|没有获得|得星线|达到 80|低于 80|总分 |类别：|列为|一类|二类|三类|不授星|撤销|差 [0-9]"
)
"""Words of a result, a distance or a class."""

DEFAULT = read_standard(changed_standard("shixing-moren", {}))
OCCURRENCES = [
    (indicator.code, str(place), clause.points)
    for star in DEFAULT.stars
    for indicator in star.indicators
    for place, clause in enumerate(indicator.clauses, start=1)
    if clause.kind is ClauseKind.OCCURRENCE
]
CLAUSE_WORDS = {clause.text for item in DEFAULT.indicators for clause in item.clauses}


def _own_words(lines: Iterable[Reason]) -> str:
    """What the program says itself: without the clauses of the standard, nor its indicators."""
    words = "\n".join(line.text + line.source for line in lines)
    for said in sorted(
        CLAUSE_WORDS | {item.text for item in DEFAULT.indicators}, key=len, reverse=True
    ):
        words = words.replace(said, "")
    return words


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """A year at work: one village with 自评 and 测评 signed, and two assessors' drafts."""
    made = Year(tmp_path_factory.mktemp("work") / "示例镇.xjdb")
    for figure in made.standard.shared_figures:
        made.share(figure.id, "100")
    (code,) = made.add("东泉嘎查")
    made.fill_own(code)
    made.seal(code, StepKind.SELF)
    made.count(code, {"应到": 60, "实到": 60, "满意": 40, "基本满意": 12, "不满意": 8})
    made.seal(code, StepKind.BALLOT)
    for name in ("考评员甲", "考评员乙"):
        made.fill_assessment(code, assessor=name, check_rest=0)
    yield made
    made.close()


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.dictionaries(st.integers(0, len(OCCURRENCES) - 1), st.integers(1, 4), max_size=10),
        min_size=1,
        max_size=2,
    ),
    st.sampled_from([None, "V1", "V7", "V8"]),
)
def test_no_reason_of_a_year_at_work_gives_advice_or_tells_the_result(
    at_work: Year, sheets: list[dict[int, int]], veto: str | None
) -> None:
    inputs = at_work.inputs(drafts=True)
    village = inputs.villages[0]
    village = replace(
        village,
        assessments=tuple(
            _with_deductions(content, rows)
            for content, rows in zip(village.assessments, sheets, strict=False)
        ),
        cases=()
        if veto is None
        else (
            VetoCase(
                at_work.round_id, village.village, 1, veto, "情形", "函", state=CaseState.CONFIRMED
            ),
        ),
    )
    (outcome,) = rate_round(replace(inputs, villages=(village,)))
    hidden = village_reasons(DEFAULT, village, outcome, revealed=False)
    assert RESULT_UNTOLD in hidden
    told = _own_words(line for line in hidden if line != RESULT_UNTOLD)
    assert not RESULT.search(told), told
    assert not ADVICE.search(told), told
    for star in outcome.stars:
        scores = {score for _step, score in star.steps}
        if star.score is not None and star.score not in scores:
            own = "\n".join(line.text for line in hidden if line.subject == star.star)
            assert f"{show(star.score)} =" not in own
    open_ = _own_words(village_reasons(DEFAULT, village, outcome))
    assert not ADVICE.search(open_), open_
    assert not re.search("差 [0-9]", open_), open_


def _with_deductions(content: SheetContent, rows: Mapping[int, int]) -> SheetContent:
    key = {field: getattr(content.sheet, field) for field in Sheet.KEY}
    marks = {
        item.id: Mark(**key, item=item.id, state=MarkState.CHECKED, figure=0, base=100)
        for item in DEFAULT.indicators
    }
    deductions: dict[str, list[Deduction]] = {}
    for number, count in rows.items():
        code, place, _points = OCCURRENCES[number]
        indicator = next(item for item in DEFAULT.indicators if item.code == code)
        deductions.setdefault(indicator.id, []).append(
            Deduction(
                **key,
                item=indicator.id,
                clause=indicator.clauses[int(place) - 1].id,
                count=count,
                fact="事由",
            )
        )
    return SheetContent(content.sheet, marks, deductions)


def test_the_card_keeps_the_result_back_until_everything_is_signed(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    year.seal(code, StepKind.SELF)
    year.count(code)
    year.seal(code, StepKind.BALLOT)
    year.fill_assessment(code)
    village = year.village_id(code)

    def told(*, drafts: bool = True) -> bool:
        card = village_card(year.register, year.round_id, village, drafts=drafts)
        return RESULT_UNTOLD not in card.reasons

    assert not told()
    assert told(drafts=False), "without drafts there is only what is signed: 待评"
    year.do("set_round_details", show_early=1)
    assert told()
    year.do("set_round_details", show_early=0)
    assert not told()
    year.seal(code, StepKind.ASSESSMENT)
    assert told()
    year.do("return_sheet", village=code, step="assessment", reason="补查")
    assert not told()


def test_a_draft_that_lacks_a_step_says_which(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    lines = _lines(year, drafts=True, revealed=False)
    assert Reason("class", 1, "待评：还缺测评、初评。") in lines
    assert RESULT_UNTOLD in lines
    first = [line.text for line in lines if line.subject == "s1"]
    assert first == ["★1 班子坚强星", "自评 100.00 分，测评 还没有，初评 还没有。"]


def test_outside_several_assessors_have_no_names(tmp_path: Path) -> None:
    year = year_of_several(tmp_path)
    (code,) = year.add("东泉嘎查")
    assessed_by_several(year, code)
    inside, outside = _reasons(year), _reasons(year, outward=True)
    assert all(name in inside for name in NAMES)
    assert not any(name in outside for name in NAMES)
    assert "考评人 1" in outside
    assert "考评人 4" in outside
    year.close()
