"""校对: a second person confirms what was entered, or every difference is named.

Nobody confirms his own entry, a proof holds for one version only, and what nobody confirmed
is in no result. What is named is tried in `test_planted_errors.py`.
"""

from __future__ import annotations

from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from db.exchange.exporting import write_results_xlsx
from evaluation.boards import PROOF_DUE, year_board
from evaluation.classes.charts import chart_numbers
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet, unproofed
from evaluation.history import HistoryEvent
from evaluation.reports.printing import certificate_entries
from evaluation.reports.summary import build_summary
from evaluation.results import results_record
from evaluation.standard.model import StepKind
from evaluation.stars.outcome import OutcomeState
from evaluation.stars.proofs import Proof, ProofState, ProofWay, in_both, read_differences
from evaluation.stars.sheets import Purpose, SheetState
from evaluation.steps.records import Evidence, Notice, NoticeState, SignOff
from tests.evaluation.reports.reading import whole_text
from tests.evaluation.year import SIGNED, Year

FIRST, SECOND, THIRD = "录入员甲", "校对员乙", "校对员丙"
READ_BACK = {"way": "read_back", "checked_by": SECOND, "act_date": "2027-01-06"}
STEPS = ("self", "ballot", "assessment")
COUNT: dict[str, Any] = {
    "expected": 60,
    "present": 60,
    "channels": [{"channel": "meeting", "issued": 60, "returned": 60, "valid": 60}],
    "counts": [{"question": "q0", "option": "satisfied", "count": 60}],
}


def as_(year: Year, person: str) -> None:
    year.office.actor = person


def agree(year: Year, code: str, *steps: str) -> None:
    """The second person confirms the steps, else all three."""
    as_(year, SECOND)
    for step in steps or STEPS:
        year.do("confirm_proof", village=code, step=step, **READ_BACK)
    as_(year, FIRST)


def proof_of(year: Year, code: str, step: str) -> Proof:
    found = year.register.find(Proof, village=year.village_id(code), step=step)
    return max(found, key=lambda item: item.version)


def state_of(year: Year, code: str) -> OutcomeState:
    village = year.village_id(code)
    return next(item.state for item in year.rate() if item.village == village)


@pytest.fixture
def checked(year: Year) -> tuple[Year, list[str]]:
    """Two villages with three signed steps in a year that asks for 校对."""
    codes = year.add("东泉嘎查", "西岭嘎查")
    for code in codes:
        year.complete(code)
    year.do("set_round_details", second_check=1)
    return year, codes


# Who may confirm ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [FIRST, f" {FIRST} ", "录入员 甲", f"{SECOND}、{FIRST}",
                                  f"{FIRST}，{SECOND}", f"{SECOND} {FIRST}"])  # fmt: skip
@pytest.mark.parametrize("step", STEPS)
def test_nobody_confirms_his_own_entry_however_the_name_is_written(checked, step, name):
    year, (code, _) = checked
    as_(year, SECOND)
    with pytest.raises(RatingFault, match="录入员甲录入，不能由本人校对"):
        year.do("confirm_proof", village=code, step=step, **{**READ_BACK, "checked_by": name})
    assert not year.register.find(Proof)


def test_names_are_compared_without_blanks_and_one_by_one():
    assert in_both("录入员甲", "录入员甲、校对员乙") == ("录入员甲",)
    assert in_both("录入员", "录入员甲") == ()
    assert in_both("", "录入员甲") == ()
    assert in_both("录入员甲", "") == ()


def test_who_typed_cannot_say_for_another_that_reading_aloud_agreed(checked):
    year, (code, _) = checked
    with pytest.raises(RatingFault, match="不能由本人登记"):
        year.do("confirm_proof", village=code, step="self", **READ_BACK)


def test_somebody_must_be_named(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    with pytest.raises(RatingFault, match="没有填校对人"):
        year.do("confirm_proof", village=code, step="self", **{**READ_BACK, "checked_by": " "})


def test_of_several_who_typed_none_confirms(year):
    (code,) = year.add("东泉嘎查")
    year.do("fill_sheet", village=code, step="self", scores={"1.1": "28"})
    as_(year, SECOND)
    year.do("fill_sheet", village=code, step="self", check_rest=1)
    year.do("seal_sheet", village=code, step="self", **SIGNED)
    year.do("set_round_details", second_check=1)
    for name in (FIRST, SECOND):
        as_(year, THIRD)
        with pytest.raises(RatingFault, match=f"{name}录入，不能由本人校对"):
            year.do("confirm_proof", village=code, step="self", **{**READ_BACK, "checked_by": name})
        as_(year, name)
        with pytest.raises(RatingFault, match="不能由本人重录"):
            year.do("enter_score", village=code, step="self", item="1.1", score="28",
                    purpose="rekey")  # fmt: skip
    as_(year, THIRD)
    year.do("confirm_proof", village=code, step="self", **{**READ_BACK, "checked_by": THIRD})
    assert proof_of(year, code, "self").checked_by == THIRD


def test_who_types_a_part_of_the_next_version_no_longer_counts_as_second(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    year.do("fill_sheet", village=code, step="self", check_rest=1, purpose="rekey")
    year.do("return_sheet", village=code, step="self", reason="重录发现差错")
    year.do("enter_score", village=code, step="self", item="1.1", score="27")
    year.do("seal_sheet", village=code, step="self", **SIGNED)
    as_(year, THIRD)
    with pytest.raises(RatingFault, match="两遍都有校对员乙录入"):
        year.do("compare_rekey", village=code, step="self")
    assert not year.register.find(Proof)


def test_the_ballot_is_not_rekeyed_by_who_counted(checked):
    year, (code, _) = checked
    with pytest.raises(RatingFault, match="不能由本人校对"):
        year.do("rekey_ballot", village=code, **COUNT)


# What can be confirmed ---------------------------------------------------------------------


def test_only_what_is_signed_is_proof_read(year):
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    year.count(code)
    year.do("set_round_details", second_check=1)
    as_(year, SECOND)
    for step in STEPS:
        with pytest.raises(RatingFault, match="还没有签字"):
            year.do("confirm_proof", village=code, step=step, **READ_BACK)
        with pytest.raises(RatingFault, match="还没有签字"):
            year.do(
                "report_differences",
                village=code,
                step=step,
                differences=[{"name": "1.1", "stored": "30", "paper": "28"}],
                **READ_BACK,
            )
    with pytest.raises(RatingFault, match="签字以后才能重录"):
        year.do("fill_sheet", village=code, step="self", check_rest=1, purpose="rekey")
    with pytest.raises(RatingFault, match="还没有签字"):
        year.do("rekey_ballot", village=code, **COUNT)


def test_a_step_without_entries_and_a_year_without_the_check_are_refused(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    with pytest.raises(RatingFault, match="没有要校对的数据"):
        year.do("confirm_proof", village=code, step="notice", **READ_BACK)
    with pytest.raises(RatingFault, match="没有“review”这种打分表"):
        year.do("confirm_proof", village=code, step="self", purpose="review", **READ_BACK)
    with pytest.raises(RatingFault, match="没有“rekey”这种打分表"):
        year.do("confirm_proof", village=code, step="self", purpose="rekey", **READ_BACK)
    year.do("set_round_details", second_check=0)
    with pytest.raises(RatingFault, match="没有启用校对"):
        year.do("confirm_proof", village=code, step="self", **READ_BACK)


def test_ways_and_days_must_be_such(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    with pytest.raises(RatingFault, match="没有“rekey”这种校对方式"):
        year.do("confirm_proof", village=code, step="self", **{**READ_BACK, "way": "rekey"})
    with pytest.raises(RatingFault, match="不是日期"):
        year.do("confirm_proof", village=code, step="self", **{**READ_BACK, "act_date": "昨天"})
    year.do("fill_sheet", village=code, step="self", check_rest=1, purpose="rekey")
    with pytest.raises(RatingFault, match="不是日期"):
        year.do("compare_rekey", village=code, step="self", act_date="1 月 6 日")
    with pytest.raises(RatingFault, match="不是日期"):
        year.do("rekey_ballot", village=code, act_date="2027-02-30", **COUNT)
    assert not year.register.find(Proof)


def test_a_ballot_is_not_compared_as_a_sheet_and_a_review_not_rekeyed(checked):
    year, (code, _) = checked
    year.do("enter_score", village=code, step="assessment", item="1.1", score="20",
            reason="复核核减", purpose="review")  # fmt: skip
    year.do("seal_sheet", village=code, step="assessment", purpose="review", **SIGNED)
    as_(year, SECOND)
    with pytest.raises(RatingFault, match="rekey_ballot"):
        year.do("compare_rekey", village=code, step="ballot")
    with pytest.raises(RatingFault, match="复核不重录比对"):
        year.do("compare_rekey", village=code, step="assessment", purpose="review")
    year.do("confirm_proof", village=code, step="assessment", purpose="review", **READ_BACK)
    (proof,) = year.register.find(Proof)
    assert (proof.purpose, proof.state) == ("review", ProofState.AGREED)


def test_a_published_year_is_not_proof_read(checked):
    year, codes = checked
    for code in codes:
        agree(year, code)
    year.publish()
    as_(year, SECOND)
    with pytest.raises(RatingFault, match="已经定评封存"):
        year.do("confirm_proof", village=codes[0], step="self", **READ_BACK)


# The signed slip ---------------------------------------------------------------------------


def attach(year: Year, code: str, data: bytes, kind: str = "proof", step: str = "self") -> str:
    year.do("attach_evidence", village=code, kind=kind, step=step, name="校对单.pdf",
            media="application/pdf", data=data)  # fmt: skip
    return max(year.register.find(Evidence), key=lambda item: item.size).sha256


def test_a_slip_counts_only_with_its_scan_which_anybody_may_register(checked):
    year, (code, other) = checked
    paper = {"village": code, "step": "self", **READ_BACK, "way": "paper"}
    with pytest.raises(RatingFault, match="要附上签了名的扫描件"):
        year.do("confirm_proof", **paper)
    photo = attach(year, code, b"photo", kind="other")
    with pytest.raises(RatingFault, match="要附上签了名的扫描件"):
        year.do("confirm_proof", **paper, scan=photo)
    elsewhere = attach(year, other, b"slip of another")
    with pytest.raises(RatingFault, match="要附上签了名的扫描件"):
        year.do("confirm_proof", **paper, scan=elsewhere)
    scan = attach(year, code, b"slip of this village, signed")
    with pytest.raises(RatingFault, match="不能由本人校对"):
        year.do("confirm_proof", **{**paper, "checked_by": FIRST}, scan=scan)
    year.do("confirm_proof", **paper, scan=scan)
    proof = proof_of(year, code, "self")
    assert (proof.way, proof.checked_by, proof.entered_by) == (ProofWay.PAPER, SECOND, FIRST)
    assert proof.scan == scan


def test_the_slip_of_an_older_version_is_refused(checked):
    year, (code, _) = checked
    scan = attach(year, code, b"slip of version 1")
    paper = {"village": code, "step": "self", **READ_BACK, "way": "paper", "scan": scan}
    year.do("confirm_proof", **paper)
    year.do("return_sheet", village=code, step="self", reason="漏扣")
    year.do("seal_sheet", village=code, step="self", **SIGNED)
    with pytest.raises(RatingFault, match="请附上第 2 版的校对单"):
        year.do("confirm_proof", **paper)


# One version -------------------------------------------------------------------------------


def test_returning_asks_for_a_new_proof_of_the_next_version(checked):
    year, codes = checked
    for code in codes:
        agree(year, code)
    assert {state_of(year, code) for code in codes} == {OutcomeState.RATED}
    year.do("return_sheet", village=codes[0], step="self", reason="漏扣")
    year.do("seal_sheet", village=codes[0], step="self", **SIGNED)
    assert [state_of(year, code) for code in codes] == [OutcomeState.PENDING, OutcomeState.RATED]
    (waiting,) = unproofed(year.register, year.round)
    assert (waiting.village, waiting.version) == (year.village_id(codes[0]), 2)
    agree(year, codes[0], "self")
    assert state_of(year, codes[0]) is OutcomeState.RATED
    versions = {item.version for item in year.register.find(Proof, step="self",
                village=year.village_id(codes[0]))}  # fmt: skip
    assert versions == {1, 2}


def test_returning_reopens_an_agreed_rekey_as_a_copy(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    year.do("fill_sheet", village=code, step="self", scores={"2.1": "30"}, check_rest=1,
            purpose="rekey")  # fmt: skip
    year.do("compare_rekey", village=code, step="self")
    proof = proof_of(year, code, "self")
    assert (proof.way, proof.state) == (ProofWay.REKEY, ProofState.AGREED)
    assert (proof.checked_by, proof.act_date) == (SECOND, "2026-12-01")

    as_(year, FIRST)
    year.do("return_sheet", village=code, step="self", reason="漏扣")
    year.do("enter_score", village=code, step="self", item="2.1", score="27")
    year.do("seal_sheet", village=code, step="self", **SIGNED)
    rekeyed = latest_sheet(
        year.register, year.round_id, year.village_id(code), "self", Purpose.REKEY, ""
    )
    assert rekeyed is not None
    assert (rekeyed.version, rekeyed.state) == (2, SheetState.DRAFT)
    assert rekeyed.entered_by == SECOND
    year.do("compare_rekey", village=code, step="self")
    (difference,) = read_differences(proof_of(year, code, "self"))
    assert difference.sentence == "2.1：档案里是 27，校对是 30。"

    as_(year, SECOND)
    year.do("enter_score", village=code, step="self", item="2.1", score="27", purpose="rekey")
    year.do("compare_rekey", village=code, step="self")
    proof = proof_of(year, code, "self")
    assert (proof.version, proof.state) == (2, ProofState.AGREED)


def test_an_agreed_rekey_is_closed_and_a_mended_one_compared_again(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    year.do("fill_sheet", village=code, step="self", scores={"1.1": "3"}, check_rest=1,
            purpose="rekey")  # fmt: skip
    year.do("compare_rekey", village=code, step="self")
    assert proof_of(year, code, "self").state is ProofState.DIFFERS
    year.do("enter_score", village=code, step="self", item="1.1", score="30", purpose="rekey")
    year.do("compare_rekey", village=code, step="self")
    assert proof_of(year, code, "self").state is ProofState.AGREED
    with pytest.raises(RatingFault):
        year.do("enter_score", village=code, step="self", item="1.1", score="3",
                purpose="rekey")  # fmt: skip


def test_a_rekey_that_was_not_begun_is_not_compared(checked):
    year, (code, _) = checked
    with pytest.raises(RatingFault, match="还没有重录"):
        year.do("compare_rekey", village=code, step="self")


# Differences -------------------------------------------------------------------------------


def test_reported_differences_go_to_both_and_leave_the_village_out(checked):
    year, (code, _) = checked
    as_(year, SECOND)
    told = [
        {"name": "2.1", "stored": "30", "paper": "27", "place": "i2-1"},
        {"name": "2.2", "stored": "", "paper": "18"},
    ]
    year.do("report_differences", village=code, step="self", differences=told, **READ_BACK)
    proof = proof_of(year, code, "self")
    assert proof.state is ProofState.DIFFERS
    assert [item.sentence for item in read_differences(proof)] == [
        "2.1：档案里是 30，校对是 27。",
        "2.2：档案里是 没有填，校对是 18。",
    ]
    entry = year.register.history(limit=1)[0]
    assert (entry.event, entry.subject) == (
        HistoryEvent.PROOF_DIFFERS,
        "自评 第 1 版：2 处不一致",
    )
    agree(year, code, "ballot", "assessment")
    assert state_of(year, code) is OutcomeState.PENDING


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ([], "没有写哪里不一致"),
        ([{"name": " ", "stored": "1", "paper": "2"}], "要写明是哪一项"),
        ([{"name": "2.1", "stored": "30", "paper": " 30"}], "2.1写的档案里与纸上一样"),
        ([{"name": "2.1"}], "不算不一致"),
    ],
)
def test_a_difference_must_be_one(checked, differences, sentence):
    year, (code, _) = checked
    as_(year, SECOND)
    with pytest.raises(RatingFault, match=sentence):
        year.do(
            "report_differences", village=code, step="self", differences=differences, **READ_BACK
        )


def test_a_difference_found_after_the_sign_offs_drops_those_of_this_village(checked):
    year, codes = checked
    for code in codes:
        agree(year, code)
    year.deliberate()
    year.post()
    as_(year, SECOND)
    year.do(
        "report_differences",
        village=codes[0],
        step="self",
        differences=[{"name": "2.1", "stored": "30", "paper": "27"}],
        **READ_BACK,
    )
    first, second = map(year.village_id, codes)
    assert not year.register.find(SignOff, village=first)
    assert year.register.find(SignOff, village=second)
    states = {item.village: item.state for item in year.register.find(Notice)}
    assert states == {first: NoticeState.WITHDRAWN, second: NoticeState.POSTED}


# What does not count -----------------------------------------------------------------------


def test_an_unproofed_village_is_in_no_result(checked, tmp_path):
    year, (confirmed, waiting) = checked
    agree(year, confirmed)
    agree(year, waiting, "self")
    board = year_board(year.register, year.round_id)
    row, other = board.row(year.village_id(waiting)), board.row(year.village_id(confirmed))
    assert row is not None
    assert other is not None
    for outcome in (row.outcome, row.final, row.computed, row.proposed):
        assert outcome.state is OutcomeState.PENDING
        assert (outcome.total, outcome.rank, outcome.rank_in_town) == (None, None, None)
        assert outcome.rating_class is None
        assert not outcome.counts
    assert (other.final.rank, other.final.state) == (1, OutcomeState.RATED)
    hints = {item.step: (item.state, item.hint) for item in row.progress}
    assert hints["assessment"] == ("draft", PROOF_DUE)
    assert hints["self"] == ("done", "")
    assert row.todo == (f"测评{PROOF_DUE}",)

    totals = board.totals
    assert (totals.rated, totals.pending, totals.stars_possible) == (1, 1, 10)
    assert sum(item.count for item in totals.classes) == 1
    bars = chart_numbers(year.standard, totals)
    assert sum(bar.value for bar in bars.classes) == 1
    assert sum(bar.value for bar in bars.stars) == 1
    assert bars.wins_of == 1
    assert sum(town.rated for town in bars.towns) == 1

    record = next(item for item in results_record(board)["villages"] if item["code"] == waiting)
    assert (record["total"], record["rank"], record["class"]) == (None, None, None)
    assert (record["stars"], record["star_scores"]) == ([], {})
    path = tmp_path / "结果.xlsx"
    write_results_xlsx(board, path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    (exported,) = (line for line in rows if waiting in line)
    assert not [value for value in exported[4:] if isinstance(value, (int, float)) and value > 0]

    (specimen,) = certificate_entries(board, specimen=True)
    assert specimen.row.code == confirmed
    text = whole_text(build_summary(board))
    assert "1东泉嘎查" in text
    assert "待评" in text
    assert "合计1" in text


def test_an_unproofed_village_is_not_deliberated_and_says_why(checked):
    year, (confirmed, _) = checked
    agree(year, confirmed)
    with pytest.raises(RatingFault) as caught:
        year.deliberate()
    assert any("西岭嘎查" in place and "还没有校对" in place for place in caught.value.places)


def test_differs_is_as_unproofed_and_agreeing_on_another_step_helps_nothing(checked):
    year, (code, _) = checked
    agree(year, code, "self", "assessment")
    as_(year, SECOND)
    year.do("rekey_ballot", village=code, **{**COUNT, "present": 59})
    assert proof_of(year, code, "ballot").state is ProofState.DIFFERS
    assert state_of(year, code) is OutcomeState.PENDING
    year.do("rekey_ballot", village=code, **COUNT)
    assert state_of(year, code) is OutcomeState.RATED


def test_every_assessor_s_sheet_waits_for_its_own_proof(year):
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    year.seal(code, StepKind.SELF)
    year.count(code)
    year.seal(code, StepKind.BALLOT)
    for assessor in ("考评一组", "考评二组"):
        year.fill_assessment(code, assessor=assessor)
        year.seal(code, StepKind.ASSESSMENT, assessor=assessor)
    year.do("set_round_details", second_check=1)
    agree(year, code, "self", "ballot")
    as_(year, SECOND)
    year.do("confirm_proof", village=code, step="assessment", assessor="考评一组", **READ_BACK)
    (waiting,) = unproofed(year.register, year.round)
    assert getattr(waiting, "assessor", "") == "考评二组"
    row = year_board(year.register, year.round_id).rows[0]
    assert next(item.hint for item in row.progress if item.step == "assessment") == PROOF_DUE
