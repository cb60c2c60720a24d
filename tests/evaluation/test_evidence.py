"""附件: where a file may be attached, what stays, what the seal and the check know of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.checking import check
from db.guards import GUARDS, lay_guards
from evaluation.canonical import canonical_text, seal_digest
from evaluation.evidence import LARGEST, Subject, SubjectKind, sheet_of
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.standard.model import StepKind
from evaluation.steps.records import Evidence
from tests.evaluation.year import Year

PHOTO: dict[str, Any] = {"name": "照片.jpg", "media": "image/jpeg", "data": b"photo"}
AT_41: dict[str, Any] = {"kind": "deduction", "step": "assessment", "item": "4.1", "clause": "1"}
MINUTES: dict[str, Any] = {"kind": "minutes", "step": "deliberation", "item": "town"}


@pytest.fixture
def village(year: Year) -> str:
    """The code of a village."""
    (code,) = year.add("东泉嘎查")
    return code


def attach(year: Year, **place: Any) -> Evidence:
    before = set(year.register.find(Evidence))
    year.do("attach_evidence", **{**PHOTO, **place})
    (kept,) = set(year.register.find(Evidence)) - before
    return kept


# The text of a subject


@pytest.mark.parametrize("name", ["考评二组", "考评一/二组", "50%组", "%2F", "a/b%25/", ""])
@pytest.mark.parametrize("kind", SubjectKind)
def test_a_subject_is_read_back_whatever_the_names(kind, name):
    subject = Subject(kind, "assessment", "assessment", name, "i4.1", name)
    assert Subject.of(str(subject)) == subject
    lies_on = sheet_of(str(subject))
    assert lies_on == (("assessment", "assessment", name) if subject.on_sheet else None)


@pytest.mark.parametrize("text", ["", "mark/1.1", "photo/a/b/c/d/e", "deduction/a/b/c/d/e/f"])
def test_what_is_no_subject_lies_on_no_sheet(text):
    assert sheet_of(text) is None
    with pytest.raises(ValueError, match=r".+"):
        Subject.of(text)


def test_plain_names_stand_as_they_are():
    subject = Subject(SubjectKind.DEDUCTION, "assessment", "assessment", "考评二组", "i4.1", "c1")
    assert str(subject) == "deduction/assessment/assessment/考评二组/i4.1/c1"


# Where


def test_codes_become_ids_and_the_sheet_is_the_usual_one(year, village):
    kept = attach(year, village=village, **AT_41)
    indicator = next(item for item in year.standard.indicators if item.code == "4.1")
    assert Subject.of(kept.subject) == Subject(
        SubjectKind.DEDUCTION, "assessment", "assessment", "", indicator.id,
        indicator.clauses[0].id,
    )  # fmt: skip
    assert (kept.village, kept.size, kept.entered_by) == (year.village_id(village), 5, "录入员甲")
    own = attach(year, village=village, kind="sheet", step="self", data=b"sheet")
    assert Subject.of(own.subject) == Subject(SubjectKind.SHEET, "self", "own")
    whole = attach(year, village=village, **{**AT_41, "clause": ""}, data=b"whole")
    assert Subject.of(whole.subject).clause == ""


def test_minutes_of_two_towns_are_two_places(year, village):
    first = attach(year, **MINUTES, clause="159901100")
    second = attach(year, **MINUTES, clause="159901101")
    assert first.subject != second.subject
    assert Subject.of(first.subject).clause == "159901100"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"kind": "photo"}, "没有“photo”这种附件"),
        ({**AT_41, "step": "nowhere"}, "没有“nowhere”这一步"),
        ({**AT_41, "step": ""}, "没有“”这一步"),
        ({**AT_41, "item": "99.9"}, "没有编号为“99.9”的指标"),
        ({**AT_41, "clause": "9"}, "指标 4.1 没有第 9 条"),
        ({**AT_41, "purpose": "mine"}, "没有“mine”这种评分表"),
        ({**AT_41, "village": "159901100999"}, "名册里没有代码为"),
        ({"kind": "veto", "item": "1"}, "东泉嘎查没有第 1 号一票否决登记"),
        ({"kind": "veto"}, "没有第 \\? 号"),
        ({"kind": "veto", "item": "²"}, "没有第 ² 号"),
        ({**AT_41, "name": "  "}, "没有文件名"),
        ({**AT_41, "data": b""}, "是空文件"),
        ({**AT_41, "data": b"x" * (LARGEST + 1)}, "有 20 MB，超过每个 20 MB"),
        ({**AT_41, "taken_on": "昨天"}, "拍摄日期"),
    ],
)
def test_what_is_not_there_is_refused_in_words(year, village, place, words):
    with pytest.raises(RatingFault, match=words):
        attach(year, **{"village": village, **place})
    assert not year.register.find(Evidence)


@pytest.mark.parametrize(
    "kind", ["deduction", "indicator", "sheet", "tally", "sign_in", "proof", "veto"]
)
def test_what_belongs_to_a_village_names_it(year, kind):
    with pytest.raises(RatingFault, match="要写明是哪个嘎查村"):
        attach(year, kind=kind, step="assessment", item="4.1")


def test_a_finding_of_a_veto_is_attached_to_its_case(year, village):
    year.do("authorise_veto", item="V3", document="示例发〔2026〕3号")
    year.do("record_veto", village=village, item="V3", fact="责任事故", document="认定书")
    kept = attach(year, village=village, kind="veto", item="1")
    assert Subject.of(kept.subject) == Subject(SubjectKind.VETO, item="1")


# Many at once


def test_many_files_leave_one_entry(year, village):
    at = {**PHOTO, **AT_41, "village": village}
    files = [{**at, "data": bytes([number]), "name": f"{number}.jpg"} for number in range(1, 6)]
    before = year.register.last_entry()
    year.do("attach_files", files=files)
    (entry,) = year.register.history(limit=1)
    assert entry.number == before + 1
    assert (entry.event, entry.subject) == (HistoryEvent.EVIDENCE_ATTACHED, "附件 5 个")
    assert entry.document == "1.jpg、2.jpg、3.jpg等 5 个"
    assert entry.village == year.village_id(village)
    assert len(year.register.find(Evidence)) == 5


def test_one_that_is_refused_leaves_nothing_behind(year, village):
    good = {**PHOTO, **AT_41, "village": village}
    before = year.register.last_entry()
    for bad in ({**good, "data": b"2", "item": "99.9"}, good):
        with pytest.raises(RatingFault):
            year.do("attach_files", files=[{**good, "data": b"1"}, good, bad])
    with pytest.raises(RatingFault, match="没有选择文件"):
        year.do("attach_files", files=[])
    assert not year.register.find(Evidence)
    assert year.register.last_entry() == before
    (blobs,) = year.register.connection.execute("SELECT count(*) FROM blob").fetchone()
    assert blobs == 0


def test_the_same_file_lies_once_at_a_place_and_may_lie_at_two(year, village):
    kept = attach(year, village=village, **AT_41)
    with pytest.raises(RatingFault, match="已经添加在这里"):
        attach(year, village=village, **AT_41)
    other = attach(year, village=village, **{**AT_41, "item": "4.2"})
    assert other.sha256 == kept.sha256


# Taking it off


def test_what_is_taken_off_stays_kept_and_leaves_a_reason(year, village):
    kept = attach(year, village=village, **AT_41)
    with pytest.raises(RatingFault, match="要写明原因"):
        year.do("remove_evidence", village=village, subject=kept.subject, sha256=kept.sha256,
                reason=" ")  # fmt: skip
    year.do(
        "remove_evidence", village=village, subject=kept.subject, sha256=kept.sha256,
        reason="传错了村",
    )  # fmt: skip
    assert not year.register.find(Evidence)
    assert year.register.blob(kept.sha256) == b"photo"
    (entry,) = year.register.history(limit=1)
    assert (entry.event, entry.reason) == (HistoryEvent.EVIDENCE_REMOVED, "传错了村")
    with pytest.raises(RatingFault, match="可能已经移除"):
        year.do("remove_evidence", village=village, subject=kept.subject, sha256=kept.sha256,
                reason="再来")  # fmt: skip
    assert attach(year, village=village, **AT_41).sha256 == kept.sha256


def test_a_published_year_is_closed(year, village):
    kept = attach(year, village=village, **AT_41)
    year.complete(village)
    year.publish()
    at = {"village": village, "subject": kept.subject, "sha256": kept.sha256, "reason": "晚了"}
    with pytest.raises(RatingFault, match="已经定评封存"):
        year.do("remove_evidence", **at)
    with pytest.raises(RatingFault, match="已经定评封存"):
        attach(year, village=village, **AT_41, data=b"late")


# 背靠背


def test_another_assessors_unsigned_sheet_takes_and_gives_nothing(year, village):
    year.do("set_round_details", blind=1)
    year.office.actor = "考评员甲/乙组"
    with pytest.raises(RatingFault, match="请先在东泉嘎查的评分表上录入"):
        attach(year, village=village, **AT_41, assessor="考评员甲/乙组")
    year.fill_assessment(village, assessor="考评员甲/乙组")
    kept = attach(year, village=village, **AT_41, assessor="考评员甲/乙组")
    year.office.actor = "考评员丙"
    assert not year.office.seen.find(Evidence)
    assert year.office.seen.blob(kept.sha256) is None
    with pytest.raises(RatingFault, match="按背靠背评分"):
        attach(year, village=village, **AT_41, assessor="考评员甲/乙组", data=b"2")
    with pytest.raises(RatingFault, match="可能已经移除"):
        year.do("remove_evidence", village=village, subject=kept.subject, sha256=kept.sha256,
                reason="看不见")  # fmt: skip
    assert attach(year, village=village, kind="other", data=b"3").entered_by == "考评员丙"
    year.office.actor = "考评员甲/乙组"
    year.fill_own(village)
    year.seal(village, StepKind.SELF)
    year.seal(village, StepKind.ASSESSMENT, assessor="考评员甲/乙组")
    year.office.actor = "考评员丙"
    assert kept in year.office.seen.find(Evidence)
    assert year.office.seen.blob(kept.sha256) == b"photo"


# What stays, what is sealed, what is checked


def test_it_stays_when_the_sheet_is_returned_and_counts_for_the_next_version(year, village):
    year.do("set_round_details", evidence_due=1)
    year.fill_own(village)
    year.seal(village, StepKind.SELF)
    kept = attach(year, village=village, **AT_41)
    lost = [{"item": "4.1", "clause": "1", "count": 2, "fact": "两处脏乱"}]
    year.fill_assessment(village, deductions=lost)
    year.seal(village, StepKind.ASSESSMENT)
    year.do("return_sheet", village=village, step="assessment", reason="分数记错")
    assert year.register.find(Evidence) == (kept,)
    assert year.register.blob(kept.sha256) == b"photo"
    year.do("enter_consent", village=village, step="assessment", consents=1)
    year.seal(village, StepKind.ASSESSMENT)
    year.do("return_sheet", village=village, step="assessment", reason="再改")
    year.do(
        "remove_evidence", village=village, subject=kept.subject, sha256=kept.sha256,
        reason="照片不是这个村的",
    )  # fmt: skip
    year.do("enter_consent", village=village, step="assessment", consents=1)
    with pytest.raises(RatingFault, match=r"失分的指标没有附件：4\.1"):
        year.seal(village, StepKind.ASSESSMENT)


def test_the_canonical_export_and_the_seal_have_every_file(year, village):
    sealed = {seal_digest(year.register, year.round, "")}
    kept = attach(year, village=village, **AT_41, taken_on="2026-12-20", note="大门口")
    told = json.loads(canonical_text(year.register, year.round_id))
    (row,) = told["evidence"]
    assert row == {
        "round": year.round_id,
        "village": year.village_id(village),
        "subject": kept.subject,
        "sha256": kept.sha256,
        "name": "照片.jpg",
        "media": "image/jpeg",
        "size": 5,
        "taken_on": "2026-12-20",
        "note": "大门口",
        "entered_by": "录入员甲",
    }
    sealed.add(seal_digest(year.register, year.round, ""))
    attach(year, village=village, **{**AT_41, "data": b"other"})
    again = json.loads(canonical_text(year.register, year.round_id))
    assert len({item["sha256"] for item in again["evidence"]}) == 2
    sealed.add(seal_digest(year.register, year.round, ""))
    assert len(sealed) == 3


def test_one_changed_byte_of_a_photo_is_named_with_its_village_and_place(year, village):
    kept = attach(year, village=village, **AT_41)
    attach(year, **MINUTES, data=b"minutes")
    assert check(year.register) == ()
    connection = year.register.connection
    for name in GUARDS:
        connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
    connection.execute("UPDATE blob SET data = ? WHERE sha256 = ?", (b"phota", kept.sha256))
    lay_guards(connection)
    (finding,) = check(year.register)
    assert (finding.table, finding.key) == ("blob", (kept.sha256,))
    assert (finding.village, finding.round, finding.step) == (
        "东泉嘎查",
        year.round_id,
        "assessment",
    )
    assert finding.message.startswith(f"{year.round_id}，东泉嘎查，步骤 assessment：附件“照片.jpg”")
    assert "与它的校验码不符" in finding.message
