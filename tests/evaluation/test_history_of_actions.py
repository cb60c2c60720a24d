"""One scripted year through everything an official can do: each action leaves exactly one
entry, the chain holds, and nothing that was signed before is touched by what comes later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.checking import check
from db.exchange.standards import preset_text
from evaluation.actions import ACTIONS
from evaluation.history import FIRST_LINK, HistoryEvent, link
from evaluation.standard.model import StepKind
from evaluation.steps.records import Evidence
from tests.evaluation.scenario_runner import changed_standard
from tests.evaluation.year import SIGNED, Year, village_code


class Watched(Year):
    """A year that counts the entries which every action leaves."""

    done: dict[str, int]

    def do(self, name: str, /, **arguments: Any) -> Any:
        before = self._entries()
        changes = super().do(name, **arguments)
        after = self._entries()
        assert after == before + 1, f"{name} left {after - before} entries"
        self.done = getattr(self, "done", {})
        self.done[name] = self.done.get(name, 0) + 1
        return changes

    def _entries(self) -> int:
        newest = self.register.history(limit=1)
        return newest[0].number if newest else 0


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Watched]:
    quota = {"rating_class": "first", "share": 50, "enforced": True}
    made = Watched(
        tmp_path / "示例镇.xjdb",
        text=changed_standard("shixing-moren", {"quotas": [quota]}),
    )
    yield made
    made.close()


def _set_up(year: Watched) -> tuple[str, str]:
    year.do("enter_person", name="录入员甲", office="示例镇", role="经办人")
    year.do("change_setting", name="wording", value={"closing": "特发此证"})
    year.do("enter_holidays", days=[{"day": "2027-01-19", "kind": "holiday", "name": "放假"}])
    first, second = year.add("东泉嘎查", "西岭嘎查")
    year.do(
        "import_roster",
        villages=[{"code": village_code(3), "name": "南湾嘎查", "town": "示例一镇"}],
    )
    third = village_code(3)
    year.do("set_round_details", issuer="中共示例旗委组织部", cutoff="2026-12-31")
    year.do("plan_year", planned_on="2027-01-29")
    year.do("set_step_dates", step="self", opens="2026-12-01", closes="2026-12-15")
    year.do("order_villages", villages=[second, first, third])
    year.do("set_participation", village=third, status="result_only", reason="当年新设立")
    year.do(
        "enter_past_results", year=2026, results=[{"village": third, "stars": 6, "class": "一般"}]
    )
    year.do("enter_facts", villages=[{"village": first, "population": "820"}])
    for figure in year.standard.shared_figures:
        year.share(figure.id, "100")
    return first, second


def _self_and_ballot(year: Watched, first: str, second: str) -> None:
    entered = year.do("enter_score", village=first, step="self", item="1.1", score="30")
    undone = year.do("undo_entry", number=entered.entry)
    year.do("undo_entry", number=undone.entry)
    note = {"check": "own_full", "subject": "self", "village": first}
    year.do("note_finding", text="与村里核对过", **note)
    year.do("check_star", village=first, step="self", star="1")
    year.fill_own(first)
    step = {"step": "self"}
    year.do("import_scores", sheets=[{"village": second, "check_rest": 1}], **step)
    year.do("import_sheets", sheets=[{"village": second, "scores": {"1.1": "30"}, **step}])
    report = {"village": first, "figures": {"7.1": ["120", ""]}}
    year.do("import_feedback", step="assessment", villages=[report])
    for code in (first, second):
        year.seal(code, StepKind.SELF)
    year.count(first)
    year.seal(first, StepKind.BALLOT)
    year.do("return_ballot", village=first, reason="张贴前发现计票有误")
    year.count(first)
    year.seal(first, StepKind.BALLOT)
    paper = {
        "village": second,
        "expected": 60,
        "present": 60,
        "channels": [{"channel": "meeting", "issued": 60, "returned": 60, "valid": 60}],
        "counts": [{"question": "q0", "option": "satisfied", "count": 60}],
    }
    year.do("import_ballots", ballots=[paper])
    year.seal(second, StepKind.BALLOT)


def _assess(year: Watched, first: str, second: str) -> None:
    at = {"village": first, "step": "assessment"}
    year.do("enter_deduction", item="1.1", clause="2", fact="缺员", **at)
    year.do("remove_deduction", item="1.1", clause="2", **at)
    year.do("enter_figure", item="3.2", figure="20", **at)
    year.do("mark_indicator", item="8.1", state="not_applicable", **at)
    year.do("explain_star", star="8", text="无卫生室任务", **at)
    year.do("veto_by_indicator", item="8.3", applies=1, fact="瞒报", **at)
    year.do("veto_by_indicator", item="8.3", applies=0, fact="查实没有瞒报", **at)
    year.do("enter_consent", consents=1, **at)
    year.fill_assessment(first)
    year.fill_assessment(second)
    for code in (first, second):
        year.seal(code, StepKind.ASSESSMENT)
    photo = {"name": "照片.jpg", "media": "image/jpeg"}
    place = {"kind": "indicator", "item": "8.1", **at}
    year.do("attach_evidence", data=b"one", **photo, **place)
    minutes = {"kind": "minutes", "item": "town", "step": "deliberation"}
    year.do("attach_files", files=[{**photo, **place, "data": b"two"},
                                   {**photo, **minutes, "data": b"three"}])  # fmt: skip
    (kept,) = year.register.find(Evidence, village="")
    year.do("remove_evidence", subject=kept.subject, sha256=kept.sha256, reason="传错了")
    year.do("return_sheet", reason="分数记错", **at)
    year.do("enter_consent", consents=1, **at)
    year.seal(first, StepKind.ASSESSMENT)


def _proof_read(year: Watched, first: str, second: str) -> None:
    year.do("set_round_details", second_check=1)
    year.office.actor = "复核员乙"
    paper = {"way": "read_back", "checked_by": "复核员乙", "act_date": "2027-01-05"}
    sheet = {"village": first, "step": "self"}
    differs = [{"name": "1.1", "stored": "30", "paper": "28"}]
    year.do("report_differences", differences=differs, **sheet, **paper)
    year.do("enter_score", item="1.1", score="30", purpose="rekey", **sheet)
    year.do("compare_rekey", **sheet)
    for code in (first, second):
        for step in ("self", "ballot", "assessment"):
            year.do("confirm_proof", village=code, step=step, **paper)
    count = {"expected": 60, "present": 60, "channels": [], "counts": []}
    year.do("rekey_ballot", village=second, **count)
    year.do("confirm_proof", village=second, step="ballot", **paper)
    year.office.actor = "录入员甲"


def _vetoes(year: Watched, first: str) -> None:
    year.do("authorise_veto", item="V6", document="示例旗委发〔2026〕3号")
    case = {"item": "V6", "fact": "案件", "document": "示例函"}
    year.do("record_veto", village=first, **case)
    year.do("import_vetoes", cases=[{"village": first, **case}])
    for number, confirmed in ((1, 1), (2, 0)):
        year.do(
            "decide_veto",
            village=first,
            number=number,
            confirmed=confirmed,
            approved_by="镇党委",
            decided_on="2027-01-06",
        )
    year.do(
        "lift_veto", village=first, number=1, lifted_on="2027-01-08", reason="错认", document="函"
    )


def _deliberate(year: Watched, first: str, second: str) -> None:
    grounds = {"reason": "集体研究", "document": "纪要〔2027〕2号"}
    for code, target in ((first, "first"), (second, "second")):
        year.do("decide_tie", village=code, rating_class=target, **grounds)
    body = {"village": second, "part": "town"}
    year.do("override_star", star="1", given=0, **body, **grounds)
    year.do("override_class", rating_class="三类", **body, **grounds)
    year.do("withdraw_override", subject="class", reason="误登", **body)
    year.do("withdraw_override", subject="1", reason="误登", **body)
    year.deliberate()
    year.do("reopen_step", village=second, reason="补充材料")
    year.do("enter_bonus", village=first, star="1", points="2", basis="表彰文件")
    year.deliberate()


def _notice(year: Watched, first: str) -> None:
    year.post()
    year.do(
        "receive_objection",
        village=first,
        received_on="2027-01-20",
        channel="来信",
        from_whom="匿名",
        content="分数有误",
    )
    year.do("assign_objection", number=1, assigned_to="考评组")
    year.do(
        "answer_objection", number=1, finding="情况不实", reply="已记录", closed_on="2027-01-21"
    )
    year.on("2027-01-26")
    year.do("clear_notice")
    year.do("publish_year", decision_number="示例镇发〔2027〕4号", decided_on="2027-01-26")
    year.do("issue_certificates")
    year.do("void_certificate", village=first, number="XJ2026-1", reason="名称写错")


def test_every_action_leaves_one_entry_and_the_chain_holds(year: Watched) -> None:
    first, second = _set_up(year)
    _self_and_ballot(year, first, second)
    _assess(year, first, second)
    _proof_read(year, first, second)
    _vetoes(year, first)
    _deliberate(year, first, second)
    _notice(year, first)
    assert set(year.done) == set(ACTIONS), set(ACTIONS) ^ set(year.done)

    entries = list(reversed(year.register.history()))
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    previous = FIRST_LINK
    for entry in entries:
        assert entry.previous == previous
        assert link(entry) == entry.digest
        assert entry.event in HistoryEvent
        assert entry.actor
        previous = entry.digest
    assert check(year.register) == ()


def test_a_refused_action_leaves_none(year: Watched) -> None:
    before = year.register.history()
    text = preset_text("shixing-moren")
    with pytest.raises(Exception, match="已经建立，不能重复新建"):
        year.office.perform("open_year", {"year": 2026, "unit": "嘎查村", "standard": text})
    assert year.register.history() == before


def test_signing_leaves_who_and_when(year: Watched) -> None:
    (code,) = year.add("东泉嘎查")
    year.fill_own(code)
    year.on("2026-12-14")
    year.seal(code, StepKind.SELF)
    (entry,) = year.register.history(limit=1)
    assert entry.event is HistoryEvent.SHEET_SEALED
    assert entry.time.startswith("2026-12-14T09:00")
    assert SIGNED["signed_by"] in entry.changes
    assert SIGNED["act_date"] in entry.changes
