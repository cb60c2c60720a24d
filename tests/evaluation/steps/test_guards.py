"""Every guard of the transition table, met by an official: what refuses, in which words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.exchange.standards import preset_text
from evaluation.faults import RatingFault
from evaluation.rating import rate_round
from evaluation.standard.model import StepKind
from evaluation.standard.reading import read_standard
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Mark, MarkState, Purpose, Sheet
from evaluation.steps import guards
from evaluation.steps.records import SignOff
from evaluation.steps.transitions import TRANSITIONS, Refusal
from tests.evaluation.scenario_runner import changed_standard
from tests.evaluation.year import SIGNED, Year

Situation = Callable[[Year, str], None]


def _seal(year: Year, code: str, kind: StepKind, **changes: str) -> None:
    name = "seal_ballot" if kind is StepKind.BALLOT else "seal_sheet"
    step = {} if kind is StepKind.BALLOT else {"step": year.step(kind).id}
    year.do(name, village=code, **{**SIGNED, **step, **changes})


def round_open(year: Year, code: str) -> None:
    year.complete(code)
    year.publish()
    year.do("return_sheet", village=code, step="self", reason="记错")


def nothing_unchecked(year: Year, code: str) -> None:
    year.do("enter_score", village=code, step="self", item="1.1", score="20")
    _seal(year, code, StepKind.SELF)


def every_figure_typed(year: Year, code: str) -> None:
    year.fill_assessment(code, figures={"3.4": ["10", ""]})
    _seal(year, code, StepKind.ASSESSMENT)


def something_applicable(year: Year, code: str) -> None:
    year.fill_assessment(code, not_applicable=["5.1", "5.2", "5.3", "5.4", "5.5"])
    _seal(year, code, StepKind.ASSESSMENT)


def signed_and_dated(year: Year, code: str) -> None:
    year.fill_own(code)
    _seal(year, code, StepKind.SELF, signed_by=" ", act_date="20270105")


def every_fact_given(year: Year, code: str) -> None:
    year.fill_assessment(code, deductions=[{"item": "1.1", "clause": "2"}])
    _seal(year, code, StepKind.ASSESSMENT)


def evidence_attached(year: Year, code: str) -> None:
    year.do("set_round_details", evidence_due=1)
    photo = {"kind": "deduction", "step": "assessment", "name": "照片.jpg", "media": "image/jpeg"}
    for item in ("1.1", "9.4"):
        rows = [{"item": item, "clause": "1", "fact": "事实"}]
        year.do("fill_sheet", village=code, step="assessment", deductions=rows)
    year.do("attach_evidence", village=code, item="1.1", clause="1", data=b"1", **photo)
    year.fill_assessment(code)
    _seal(year, code, StepKind.ASSESSMENT)


def differences_explained(year: Year, code: str) -> None:
    year.fill_own(code)
    rows = [{"item": "9.4", "clause": "1", "fact": "无场所"}]
    year.fill_assessment(code, deductions=rows, explained=False)
    _seal(year, code, StepKind.ASSESSMENT)


def consent_recorded(year: Year, code: str) -> None:
    year.fill_assessment(code, consents=None)
    _seal(year, code, StepKind.ASSESSMENT)


def ballot_balances(year: Year, code: str) -> None:
    year.count(code, {"应到": 60, "实到": 60, "票": {"会议": [60, 60, 60]}, "满意": 59})
    _seal(year, code, StepKind.BALLOT)


def turnout_met(year: Year, code: str) -> None:
    year.count(code, {"应到": 60, "实到": 39, "满意": 39})
    _seal(year, code, StepKind.BALLOT)


def opinions_given(year: Year, code: str) -> None:
    year.count(code, {"应到": 60, "实到": 60, "未填": 60})
    _seal(year, code, StepKind.BALLOT)


def reason_given(year: Year, code: str) -> None:
    year.fill_own(code)
    _seal(year, code, StepKind.SELF)
    year.do("return_sheet", village=code, step="self", reason=" ")


def _meet(year: Year, part: str) -> None:
    year.do(
        "record_meeting",
        part=part,
        minutes="纪要〔2027〕1号",
        held_on="2027-01-15",
        expected=9,
        present=8,
    )


def earlier_steps_done(year: Year, code: str) -> None:
    year.complete(code)
    year.add("后来的嘎查")
    _meet(year, "town")
    year.do("confirm_step", part="town", villages=[code], **SIGNED)


def veto_cases_decided(year: Year, code: str) -> None:
    year.complete(code)
    year.do("authorise_veto", item="V6", document="示例旗委发〔2026〕3号")
    year.do("record_veto", village=code, item="V6", fact="一起案件", document="示例函")
    _meet(year, "town")
    year.do("confirm_step", part="town", **SIGNED)


def earlier_parts_signed(year: Year, code: str) -> None:
    year.complete(code)
    _meet(year, "county")
    year.do("confirm_step", part="county", **SIGNED)


def meeting_recorded(year: Year, code: str) -> None:
    year.complete(code)
    year.do("confirm_step", part="town", **SIGNED)


def result_determined(year: Year, code: str) -> None:
    for other in year.add("并列甲嘎查", "并列乙嘎查", "并列丙嘎查"):
        year.complete(other)
    year.complete(code)
    _meet(year, "town")
    year.do("confirm_step", part="town", **SIGNED)


def all_parts_signed(year: Year, code: str) -> None:
    year.complete(code)
    year.post()


def notice_long_enough(year: Year, code: str) -> None:
    year.complete(code)
    year.deliberate()
    year.do("open_notice", first_day="2027-01-18", last_day="2027-01-21")


def notice_over(year: Year, code: str) -> None:
    year.complete(code)
    year.deliberate()
    year.post()
    year.on("2027-01-22")
    year.do("clear_notice")


def no_open_objection(year: Year, code: str) -> None:
    year.complete(code)
    year.deliberate()
    year.post()
    year.do(
        "receive_objection",
        village=code,
        received_on="2027-01-19",
        channel="来信",
        from_whom="匿名",
        content="收入数字有出入",
    )
    year.on("2027-01-25")
    year.do("clear_notice")


GUARDS: dict[str, tuple[Situation, str]] = {
    "round_open": (round_open, "2026 年度已经定评封存，不能再改"),
    "nothing_unchecked": (nothing_unchecked, "班子坚强星还有未查的指标：1.2、1.3、1.4、1.5。"),
    "every_figure_typed": (every_figure_typed, "指标 3.4 没有填农牧户总数。"),
    "something_applicable": (something_applicable, "乡风文明星的指标全部标为不涉及"),
    "signed_and_dated": (signed_and_dated, "没有填签字日期，或日期不对"),
    "every_fact_given": (every_fact_given, "指标 1.1 有 1 处扣分没有写事实。"),
    "evidence_attached": (evidence_attached, "制度完善星失分的指标没有附件：9.4。"),
    "differences_explained": (differences_explained, "制度完善星：自评 100.00，初评 75.00"),
    "consent_recorded": (consent_recorded, "还没有登记被考评"),
    "ballot_balances": (ballot_balances, "各项合计 59 张，与有效票 60 张不符（少 1 张）"),
    "turnout_met": (turnout_met, "参加测评 39 人，应到 60 人，不足 3 分之 2"),
    "opinions_given": (opinions_given, "没有人表示满意、基本满意或不满意"),
    "reason_given": (reason_given, "没有写退回原因。"),
    "earlier_steps_done": (earlier_steps_done, "后来的嘎查还没有完成自评、测评、初评。"),
    "veto_cases_decided": (veto_cases_decided, "一票否决线索 V6（一起案件）还没有认定"),
    "earlier_parts_signed": (earlier_parts_signed, "镇党委会还没有审签。"),
    "meeting_recorded": (meeting_recorded, "还没有登记镇党委会的会议纪要。"),
    "result_determined": (result_determined, "类别因名额并列待定，请先裁定。"),
    "all_parts_signed": (all_parts_signed, "组织部审核还没有审签。"),
    "notice_long_enough": (notice_long_enough, "不满 5 个工作日，至少要到 2027-01-22"),
    "notice_over": (notice_over, "公示到 2027-01-22 为止（含当日），次日起才能结束公示。"),
    "no_open_objection": (no_open_objection, "第 1 号异议（收入数字有出入）还没有办结。"),
}


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Year]:
    """A year whose first class has places for a quarter of the villages."""
    raw = json.loads(preset_text("shixing-moren"))
    raw["quotas"] = [{"rating_class": "first", "share": 25, "enforced": True}]
    made = Year(tmp_path / "示例镇.xjdb", text=json.dumps(raw))
    for figure in made.standard.shared_figures:
        made.share(figure.id, "100")
    yield made
    made.close()


def test_every_guard_of_the_table_is_met_here() -> None:
    assert {name for move in TRANSITIONS.values() for name in move.guards} == set(GUARDS)


@pytest.mark.parametrize("name", GUARDS)
def test_guard_refuses(name: str, limited: Year) -> None:
    situation, words = GUARDS[name]
    (code,) = limited.add("东泉嘎查")
    with pytest.raises(Refusal) as caught:
        situation(limited, code)
    before = limited.register.history()[0].number
    assert any(words in place for place in caught.value.places), caught.value.places
    assert any(name in caught.value.message for name in ("东泉嘎查", "并列甲嘎查"))
    assert limited.register.history()[0].number == before


def test_a_sheet_is_not_signed_after_the_deliberation(year: Year) -> None:
    """Another assessor's sheet would change what was decided."""
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    year.fill_assessment(code, assessor="考评员乙")
    _meet(year, "town")
    year.do("confirm_step", part="town", **SIGNED)
    with pytest.raises(RatingFault, match="镇党委会已经审签，再签会改变已审的结果"):
        year.seal(code, StepKind.ASSESSMENT, assessor="考评员乙")


def test_a_review_belongs_before_the_last_signature(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    review = {"village": code, "step": "assessment", "purpose": "review"}
    _meet(year, "town")
    year.do("confirm_step", part="town", **SIGNED)
    year.do("enter_score", item="1.1", score="22", reason="复查", **review)
    year.seal(code, StepKind.ASSESSMENT, purpose="review")
    assert year.rate()[0].stars[0].reviewed == 9200
    year.do("return_sheet", reason="再查", **review)
    year.deliberate()
    with pytest.raises(RatingFault, match="组织部审核已经审签"):
        year.seal(code, StepKind.ASSESSMENT, purpose="review")


def test_a_bonus_after_the_deliberation_drops_the_sign_offs(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    year.deliberate()
    year.do("enter_bonus", village=code, star="1", points="3", basis="表彰文件")
    with pytest.raises(Refusal, match="还不能张贴公示"):
        year.post()


def test_nothing_is_left_to_sign(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.complete(code)
    year.deliberate()
    with pytest.raises(RatingFault, match="镇党委会：没有还要审签的嘎查村"):
        year.do("confirm_step", part="town", **SIGNED)


def _changed(tmp_path: Path, changes: dict[str, object]) -> Year:
    return Year(tmp_path / "示例镇.xjdb", text=changed_standard("shixing-moren", changes))


def test_a_star_without_its_score_is_named(tmp_path: Path) -> None:
    year = _changed(
        tmp_path, {"steps/assessment/depth": "star", "stars/s10/weights": {"ballot": 100}}
    )
    try:
        (code,) = year.add("东泉嘎查")
        year.fill_own(code)
        year.count(code)
        year.do("enter_score", village=code, step="assessment", item="s1", score="88")
        (outcome,) = rate_round(year.inputs(drafts=True))
        assert outcome.missing == ("assessment",)
        with pytest.raises(Refusal) as caught:
            year.seal(code, StepKind.ASSESSMENT)
        assert "党员先锋星还没有填得分。" in caught.value.places
        assert "班子坚强星还没有填得分。" not in caught.value.places
        assert any("自评 100.00，初评 88.00" in place for place in caught.value.places)
    finally:
        year.close()


def test_checked_by_points_means_that_the_points_are_there(year: Year) -> None:
    (code,) = year.add("东泉嘎查")
    year.do("mark_indicator", village=code, step="self", item="1.1", state="checked")
    with pytest.raises(Refusal) as caught:
        year.seal(code, StepKind.SELF)
    assert "指标 1.1 没有填得分。" in caught.value.places


def test_a_veto_of_an_indicator_needs_its_fact() -> None:
    standard = read_standard(preset_text("shixing-moren"))
    key = ("2026/嘎查村", "v", "assessment", Purpose.ASSESSMENT, "", 1)
    marks = {"i8.3": Mark(*key, "i8.3", MarkState.CHECKED, vetoed=1)}
    content = SheetContent(Sheet(*key), marks, {})
    assert guards.every_fact_given(standard, content) == ("指标 8.3 否决本星，没有写事实。",)


def test_a_share_of_a_shared_target_waits_for_it(tmp_path: Path) -> None:
    clause = {
        "id": "c8.4.1",
        "kind": "proportion",
        "text": "达到旗县平均得满分，不足的按比例得分",
        "points": 20,
        "figure": {"name": "建档率增幅", "unit": "%"},
        "shared_target": "county-growth",
    }
    year = _changed(tmp_path, {"indicators/8.4/clauses/1": clause})
    try:
        (code,) = year.add("东泉嘎查")
        sheet = {"village": code, "step": "assessment"}
        year.do("enter_figure", item="8.4", figure="3", **sheet)
        (outcome,) = rate_round(year.inputs(drafts=True))
        assert [line.score for line in outcome.stars[7].indicators][-1] == 0
        with pytest.raises(Refusal) as caught:
            year.seal(code, StepKind.ASSESSMENT)
        assert any("指标 8.4 要用的全年共用数据" in place for place in caught.value.places)
    finally:
        year.close()


def test_what_feeds_every_result_is_settled_before_the_first_signature(year: Year) -> None:
    first, second = year.add("东泉嘎查", "西岭嘎查")
    for code in (first, second):
        year.complete(code)
    year.deliberate()
    with pytest.raises(RatingFault, match="旗县人均可支配收入不能再改"):
        year.share("county-income", "20000")
    with pytest.raises(RatingFault, match="否决截止日不能再改"):
        year.do("set_round_details", cutoff="2026-11-30")
    year.do("set_round_details", issuer="中共示例旗委组织部", cutoff="2026-12-31")


def test_a_change_of_participation_drops_only_its_own_sign_offs(year: Year) -> None:
    first, second = year.add("东泉嘎查", "西岭嘎查")
    for code in (first, second):
        year.complete(code)
    year.deliberate()
    year.do("set_participation", village=first, status="excluded", reason="整村搬迁")
    signed = {row.village for row in year.register.find(SignOff, round=year.round_id)}
    assert signed == {year.village_id(second)}
