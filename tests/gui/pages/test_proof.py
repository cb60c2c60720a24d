"""校对: the lists, who may do what, the three ways, and what follows a difference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from evaluation.actions import evidence, proofs, sheets, signing, years
from evaluation.stars.ballots import Ballot
from evaluation.stars.proofs import Proof, ProofState, ProofWay, read_differences
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from gui.dialogs.ask import answering
from gui.dialogs.proof_ballot import RekeyBallotDialog
from gui.dialogs.proof_paper import PaperProofDialog
from gui.dialogs.proof_reading import ReadingDialog
from gui.pages.proof import ProofPage
from gui.pages.proof_items import ProofStage
from gui.pages.proof_lines import reading_lines
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_year import ROUND, DeskYear, code_of
from tests.gui.pages.proof_year import (
    FIRST,
    SECOND,
    agree,
    as_,
    differ,
    half_checked_year,
    rekey,
    signed_year,
)


@pytest.fixture
def year(tmp_path, qapp):
    made = half_checked_year(tmp_path, 5)
    yield made
    made.register.close()


@pytest.fixture
def fresh(tmp_path, qapp):
    """Signed papers of two villages, none checked; the second person is at work."""
    made = signed_year(tmp_path, 2)
    as_(made, SECOND)
    yield made
    made.register.close()


@pytest.fixture
def open_page(qtbot):
    def open_(year: DeskYear) -> ProofPage:
        page = ProofPage(year.bridge)
        qtbot.addWidget(page)
        page.resize(1180, 680)
        page.show()
        page.shown()
        return page

    return open_


@pytest.fixture
def inside(monkeypatch):
    """Lets a function work in every window that is opened, in place of a person."""

    def work_in(kind: type[QDialog], work: Callable[[Any], object]) -> list[QDialog]:
        opened: list[QDialog] = []

        def execute(self: QDialog) -> int:
            opened.append(self)
            self.show()
            work(self)
            self.hide()
            return self.result()

        monkeypatch.setattr(kind, "exec", execute)
        return opened

    return work_in


def choose(page: ProofPage, number: int, paper: str) -> None:
    """Make the paper of a village current, whatever list it is in."""
    item = next(
        item for item in page.items if item.row.code == code_of(number) and item.paper == paper
    )
    page.stages.choose(str(item.stage))
    assert page.table.choose_key(item.key)


def proof_of(year: DeskYear, number: int, step: str) -> Proof | None:
    found = year.register.find(Proof, village=year.village(number), step=step)
    return max(found, key=lambda item: item.version, default=None)


def shown(page: ProofPage) -> list[tuple[str, str]]:
    rows = [page.table.rows.entry(place) for place in range(page.table.rows.rowCount())]
    items = [row[0] for row in rows if isinstance(row, tuple)]
    return [(item.row.name, item.paper) for item in items]


# The lists ---------------------------------------------------------------------------------


def test_each_signed_paper_stands_in_one_of_the_three_lists(year, open_page):
    page = open_page(year)
    counts = {stage: sum(item.stage is stage for item in page.items) for stage in ProofStage}
    assert counts == {ProofStage.WAITING: 6, ProofStage.DIFFERS: 1, ProofStage.DONE: 8}
    assert shown(page) == [
        (name, paper) for name in ("柳树沟村", "芦花渡村") for paper in ("自评", "测评", "初评")
    ]
    page.stages.choose(ProofStage.DIFFERS)
    assert shown(page) == [("东泉嘎查", "初评")]
    page.stages.choose(ProofStage.DONE)
    assert len(shown(page)) == 8


def test_a_draft_and_a_village_outside_the_rating_are_not_listed(year, open_page):
    year.act(signing.return_sheet, village=code_of(4), step="self", reason="漏扣")
    year.act(years.set_participation, village=code_of(5), status="excluded", reason="整村搬迁")
    page = open_page(year)
    page.stages.choose(ProofStage.WAITING)
    assert shown(page) == [("柳树沟村", "测评"), ("柳树沟村", "初评")]


def test_what_differs_is_shown_to_both(year, open_page):
    for person in (FIRST, SECOND):
        as_(year, person)
        page = open_page(year)
        choose(page, 3, "初评")
        assert page.detail.found.text.split("\n") == [
            "1. 2.1 第 1 条：档案里是 3 次，校对是 2 次。",
            "2. 4.1：档案里是 已查，不扣分，校对是 第 1 条 9 次。",
        ]
        assert page.detail.main_button.text() == "退回改原表"
        assert page.detail.main_button.isEnabled()


def test_what_is_done_says_who_how_and_when(year, open_page):
    page = open_page(year)
    choose(page, 1, "测评")
    pairs = [label.text() for label in page.detail.facts._labels]
    assert "校对员乙，唱校，2027年1月7日" in pairs
    assert page.detail.main_button.isHidden()
    assert page.detail.read_button.isHidden()


def test_the_search_narrows_the_list(year, open_page, qtbot):
    page = open_page(year)
    page.search.setText("柳树")
    qtbot.waitUntil(lambda: len(shown(page)) == 3)
    page.search.setText("没有这个村")
    qtbot.waitUntil(page.nothing.isVisible)
    assert page.detail.isHidden()


def test_another_page_can_ask_for_a_village(year, open_page):
    page = open_page(year)
    page.open_subject(year.village(3))
    assert page.stage is ProofStage.DIFFERS
    assert page.current is not None
    assert page.current.row.id == year.village(3)


def test_coming_back_from_the_desk_shows_what_was_typed_anew(year, open_page):
    page = open_page(year)
    rekey(year, 5)
    page.open_subject(year.village(5))
    assert page.current is not None
    assert page.current.paper == "初评"
    assert page.detail.main_button.text() == "比对"


def test_a_narrow_page_leaves_columns_to_the_pane(year, open_page):
    page = open_page(year)
    page.resize(820, 420)
    headers = [column.header for column in page.table.rows.columns]
    assert headers == ["嘎查村", "表", "录入", "状况"]
    assert len(shown(page)) == 6


# Empty states ------------------------------------------------------------------------------


def test_a_year_without_the_check_says_where_to_switch_it_on(fresh, open_page, qtbot):
    fresh.act(years.set_round_details, second_check=0)
    page = open_page(fresh)
    assert page.empty.isVisible()
    assert not page.content.isVisible()
    with qtbot.waitSignal(page.page_wanted) as caught:
        page.empty.button.click()
    assert caught.args == ["settings", ""]
    fresh.bridge.attempt(years.set_round_details, round=ROUND, second_check=1)
    assert len(shown(page)) == 6


def test_all_checked_is_said(fresh, open_page):
    for number in (1, 2):
        agree(fresh, number)
    page = open_page(fresh)
    assert page.nothing.isVisible()
    assert page.nothing._sentence.text() == "全部校对完了"
    assert page.foot[0].endswith("已校对 6/6")


# Who may -----------------------------------------------------------------------------------


def test_who_typed_sees_why_he_cannot_check_and_still_may_register_a_slip(year, open_page):
    as_(year, FIRST)
    page = open_page(year)
    choose(page, 5, "自评")
    detail = page.detail
    assert not detail.why.isHidden()
    assert "录入员甲 录过这张表，不能由本人重录或唱校" in detail.why._sentence.text()
    assert not detail.main_button.isEnabled()
    assert not detail.read_button.isEnabled()
    assert detail.paper_button.isEnabled()
    as_(year, SECOND)
    page.refresh()
    assert detail.why.isHidden()
    assert detail.main_button.isEnabled()
    assert detail.read_button.isEnabled()


def test_a_person_changed_behind_the_page_opens_no_window(year, open_page, inside):
    page = open_page(year)
    choose(page, 5, "自评")
    as_(year, FIRST)
    opened = inside(ReadingDialog, lambda _: None)
    page.read_aloud()
    page.rekey()
    assert not opened
    assert not page.detail.read_button.isEnabled()


# Typing anew -------------------------------------------------------------------------------


def test_typing_anew_asks_for_the_desk(year, open_page, qtbot):
    page = open_page(year)
    choose(page, 5, "初评")
    with qtbot.waitSignal(page.rekey_wanted) as caught:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert caught.args == [year.village(5), "assessment", ""]
    assert year.bridge.village == year.village(5)


def test_an_unfinished_second_typing_is_compared_only_on_request(year, open_page):
    page = open_page(year)
    choose(page, 4, "初评")
    assert page.detail.main_button.text() == "比对"
    assert page.detail.rekey_button.text() == "接着重录"
    no = Answers(yes=False)
    with answering(no):
        page.act_on_current()
    assert no.shown == ["还有 43 项没有重录，现在比对？"]
    assert proof_of(year, 4, "assessment") is None
    with answering(Answers()):
        page.act_on_current()
    found = proof_of(year, 4, "assessment")
    assert found is not None
    assert found.state is ProofState.DIFFERS
    assert page.stage is ProofStage.DIFFERS


def test_an_equal_second_typing_is_done_with_one_key(year, open_page):
    rekey(year, 5)
    page = open_page(year)
    choose(page, 5, "初评")
    page.act_on_current()
    found = proof_of(year, 5, "assessment")
    assert found is not None
    assert (found.state, found.way) == (ProofState.AGREED, ProofWay.REKEY)
    assert "一致" in page.notice._sentence.text()
    assert ("芦花渡村", "初评") not in shown(page)


def test_a_mended_second_typing_is_compared_again(year, open_page):
    page = open_page(year)
    choose(page, 3, "初评")
    assert page.detail.compare_button.isVisible()
    rekey(year, 3, deductions=[])
    for item, clause in (("2.1", "1"), ("4.1", "1")):
        year.act(sheets.remove_deduction, village=code_of(3), step="assessment", item=item,
                 clause=clause, purpose="rekey")  # fmt: skip
    year.act(sheets.enter_deduction, village=code_of(3), step="assessment", item="2.1",
             clause="1", count=3, purpose="rekey")  # fmt: skip
    page.compare()
    found = proof_of(year, 3, "assessment")
    assert found is not None
    assert found.state is ProofState.AGREED


def type_count(dialog: RekeyBallotDialog, satisfied: str = "36") -> None:
    figures = iter(("60", "52", "52", "50", "50", "", "", "", "", "", "", satisfied, "10", "3",
                    "1", ""))  # fmt: skip
    for field in dialog.form.fields:
        field.editor.setText(next(figures))


def test_a_count_is_typed_anew_in_empty_fields(year, open_page, inside):
    page = open_page(year)
    choose(page, 5, "测评")
    empty: list[str] = []

    def work(dialog: RekeyBallotDialog) -> None:
        empty.extend(field.editor.text() for field in dialog.form.fields)
        dialog.compare()
        assert dialog.notice.isVisible()
        type_count(dialog, "63")
        dialog.compare()

    inside(RekeyBallotDialog, work)
    page.act_on_current()
    assert set(empty) == {""}
    found = proof_of(year, 5, "ballot")
    assert found is not None
    (difference,) = read_differences(found)
    assert (difference.stored, difference.second) == ("36", "63")
    assert page.stage is ProofStage.DIFFERS
    assert page.detail.main_button.text() == "重新测评"

    def type_and_compare(dialog: RekeyBallotDialog) -> None:
        type_count(dialog)
        dialog.compare()

    inside(RekeyBallotDialog, type_and_compare)
    page.rekey()
    found = proof_of(year, 5, "ballot")
    assert found is not None
    assert found.state is ProofState.AGREED


def test_a_count_that_was_begun_is_not_left_without_a_word(year):
    rules = year.bridge.head().standard.ballot
    assert rules is not None
    dialog = RekeyBallotDialog(year.bridge, year.village(5), "芦花渡村", rules)
    asked = Answers(yes=False)
    with answering(asked):
        dialog.show()
        dialog.reject()
        assert not dialog.isVisible()
        dialog.show()
        type_count(dialog)
        dialog.reject()
        assert dialog.isVisible()
    assert asked.shown == ["不比对了？"]
    dialog.hide()
    dialog.deleteLater()


# Reading aloud -----------------------------------------------------------------------------


def test_the_lines_cover_every_value_in_its_order(year, open_page):
    page = open_page(year)
    own, ballot, assessment = (item for item in page.items if item.row.code == code_of(5))
    reader = year.bridge.reader
    lines = reading_lines(reader, ROUND, assessment)
    assert [line.name for line in lines[4:8]] == ["1.5", "2.1 第 1 条", "2.1 第 2 条", "2.2"]
    by_name = {line.name: line for line in lines}
    assert by_name["2.1 第 1 条"].value == "3 次"
    assert by_name["2.1 第 1 条"].text == "每缺 1 次，扣 3 分"
    assert by_name["1.1"].value == "已查，不扣分"
    assert by_name["3.3 上年集体经营性收入"].value == "11"
    assert {line.group for line in lines} == {
        item.code for item in assessment.standard.indicators if item.code not in ("10.1", "10.2")
    }
    lines = reading_lines(reader, ROUND, own)
    assert (lines[0].name, lines[0].value, lines[0].heading) == ("1.1", "30 分", "★1　班子坚强星")
    assert len(lines) == 42
    lines = reading_lines(reader, ROUND, ballot)
    assert [(line.spoken or line.name, line.value) for line in lines] == [
        ("应到", "60 人"),
        ("实到", "52 人"),
        ("会议发出", "52 张"),
        ("会议收回", "50 张"),
        ("会议有效", "50 张"),
        ("入户", "没有用"),
        ("流动票箱", "没有用"),
        ("满意", "36 张"),
        ("基本满意", "10 张"),
        ("不满意", "3 张"),
        ("不了解", "1 张"),
        ("未填", "0 张"),
    ]


def read_through(dialog: ReadingDialog, answers: dict[str, str]) -> None:
    """Press Enter through all lines, typing first where the paper says something else."""
    while not dialog.finished_reading:
        typed = answers.get(dialog.line.name, "")
        if typed:
            event = QInputMethodEvent()
            event.setCommitString(typed)
            QApplication.sendEvent(dialog.reading.field.editor, event)
        QTest.keyClick(dialog.reading.field.editor, Qt.Key.Key_Return)


def test_reading_to_the_end_confirms_with_one_key_a_line(year, open_page, inside):
    page = open_page(year)
    choose(page, 5, "初评")

    def work(dialog: ReadingDialog) -> None:
        read_through(dialog, {})
        assert dialog.summary.heading.text() == "读完了：47 行全部一致"
        QTest.keyClick(dialog.go_button, Qt.Key.Key_Return)

    inside(ReadingDialog, work)
    page.read_aloud()
    found = proof_of(year, 5, "assessment")
    assert found is not None
    assert (found.state, found.way) == (ProofState.AGREED, ProofWay.READ_BACK)
    assert (found.checked_by, found.act_date) == (SECOND, "2027-01-08")


def test_what_the_paper_says_otherwise_is_reported_with_both_values(year, open_page, inside):
    page = open_page(year)
    choose(page, 5, "初评")

    def work(dialog: ReadingDialog) -> None:
        read_through(dialog, {"1.1": "不涉及", "2.1 第 1 条": "2"})
        assert dialog.summary.heading.text() == "读完了：不一致 2 处"
        dialog.go_on()

    inside(ReadingDialog, work)
    page.read_aloud()
    found = proof_of(year, 5, "assessment")
    assert found is not None
    assert [item.sentence for item in read_differences(found)] == [
        "1.1：档案里是 已查，不扣分，校对是 不涉及。",
        "2.1 第 1 条：档案里是 3 次，校对是 2 次。",
    ]
    assert page.stage is ProofStage.DIFFERS


# The slip ----------------------------------------------------------------------------------


def test_a_slip_with_its_scan_is_registered_by_who_typed(year, open_page, inside, tmp_path):
    as_(year, FIRST)
    page = open_page(year)
    choose(page, 5, "自评")
    scan: Path = tmp_path / "校对单.pdf"
    scan.write_bytes(b"%PDF-1.4 signed\n%%EOF\n")

    class Chooser(Answers):
        def open_file(self, parent: Any, title: str, filters: Any) -> Path:
            return scan

    def work(dialog: PaperProofDialog) -> None:
        assert dialog.value("checked_by") == ""
        dialog.form.set_values({"checked_by": SECOND})
        dialog.try_to_submit()
        assert dialog.form.field("scan").fault
        with answering(Chooser()):
            dialog.choose_file()
        assert dialog.refusal._sentence.text() == ""
        assert dialog.scan.editor.currentText() == "校对单.pdf"
        dialog.try_to_submit()

    inside(PaperProofDialog, work)
    page.use_paper()
    found = proof_of(year, 5, "self")
    assert found is not None
    assert (found.way, found.checked_by, found.entered_by) == (ProofWay.PAPER, SECOND, FIRST)


def test_a_slip_with_differences_names_them(year, open_page, inside):
    page = open_page(year)
    choose(page, 5, "初评")

    def work(dialog: PaperProofDialog) -> None:
        dialog.differing.setChecked(True)
        dialog.try_to_submit()
        assert dialog.form.field("found").fault
        dialog.found.set_value("2.1第1条：2\n3.5＝纸上扣 8 分")
        dialog.try_to_submit()

    inside(PaperProofDialog, work)
    page.use_paper()
    found = proof_of(year, 5, "assessment")
    assert found is not None
    assert [item.sentence for item in read_differences(found)] == [
        "2.1 第 1 条：档案里是 3 次，校对是 2 次。",
        "3.5：档案里是 已查，不扣分，校对是 纸上扣 8 分。",
    ]


def test_a_scan_of_another_step_is_not_offered(year, qtbot):
    village = year.village(5)
    year.act(evidence.attach_evidence, kind="proof", village=village, step="ballot",
             name="计票单校对.pdf", media="application/pdf", data=b"%PDF-1.4")  # fmt: skip
    dialog = PaperProofDialog(
        year.bridge,
        "",
        {"village": village, "step": "self", "purpose": "", "assessor": ""},
        (),
        lambda: None,
        checked_by=SECOND,
        day="2027-01-08",
    )
    qtbot.addWidget(dialog)
    assert dialog.scan.editor.count() == 0


def test_printing_the_slip_leads_to_its_paper(year, open_page, inside, qtbot):
    page = open_page(year)
    choose(page, 5, "测评")
    inside(PaperProofDialog, lambda dialog: dialog.print_button.click())
    with qtbot.waitSignal(page.page_wanted) as caught:
        page.use_paper()
    assert caught.args == ["print", "proof-ballot"]
    assert proof_of(year, 5, "ballot") is None


# After a difference ------------------------------------------------------------------------


class Proposing(Answers):
    """Takes every text as it is proposed."""

    def text(self, parent: Any, question: str, detail: str, value: str, lines: int) -> str:
        self.shown.append(question)
        self.proposed = value
        return value


def test_returning_proposes_the_differences_as_the_reason(year, open_page, qtbot):
    page = open_page(year)
    choose(page, 3, "初评")
    asked = Proposing()
    with answering(asked), qtbot.waitSignal(page.page_wanted) as caught:
        page.act_on_current()
    assert asked.proposed == (
        "校对不一致：2.1 第 1 条：档案里是 3 次，校对是 2 次；"
        "4.1：档案里是 已查，不扣分，校对是 第 1 条 9 次。"
    )
    assert caught.args == ["scoring", year.village(3)]
    versions = year.register.find(
        Sheet, village=year.village(3), step="assessment", purpose=Purpose.ASSESSMENT
    )
    assert {item.version: item.state for item in versions} == {
        1: SheetState.RETURNED,
        2: SheetState.DRAFT,
    }


def test_a_differing_count_is_taken_anew(year, open_page, qtbot):
    as_(year, SECOND)
    year.act(proofs.report_differences, village=code_of(4), step="ballot", way="read_back",
             checked_by=SECOND, act_date="2027-01-07",
             differences=[{"name": "应到", "stored": "60", "paper": "90"}])  # fmt: skip
    page = open_page(year)
    choose(page, 4, "测评")
    with answering(Proposing()), qtbot.waitSignal(page.page_wanted) as caught:
        page.act_on_current()
    assert caught.args == ["ballot", year.village(4)]
    newest = max(year.register.find(Ballot, village=year.village(4)), key=lambda item: item.version)
    assert (newest.version, newest.state) == (2, SheetState.DRAFT)


def test_a_review_is_read_or_signed_but_not_typed_anew(year, open_page):
    as_(year, FIRST)
    place = {"village": code_of(2), "step": "assessment", "purpose": "review"}
    year.act(sheets.enter_score, **place, item="2.1", score="15", reason="复核核减")
    year.act(signing.seal_sheet, **place, signed_by="组织部丙", act_date="2027-01-08")
    as_(year, SECOND)
    page = open_page(year)
    choose(page, 2, "复核")
    assert page.detail.main_button.isHidden()
    assert page.detail.rekey_button.isHidden()
    assert page.detail.read_button.isEnabled()
    assert page.current is not None
    lines = reading_lines(year.bridge.reader, ROUND, page.current)
    assert [(line.name, line.value) for line in lines] == [("2.1", "15 分")]


def test_an_open_page_follows_what_happens_elsewhere(year, open_page):
    page = open_page(year)
    before = len(shown(page))
    year.bridge.attempt(
        proofs.confirm_proof,
        round=ROUND,
        village=code_of(5),
        step="self",
        way="read_back",
        checked_by=SECOND,
        act_date="2027-01-08",
    )
    assert len(shown(page)) == before - 1


def test_two_who_differ_can_both_read_the_second_version(fresh, open_page):
    differ(fresh, 1)
    page = open_page(fresh)
    choose(page, 1, "初评")
    as_(fresh, FIRST)
    page.refresh()
    assert page.detail.main_button.isEnabled()
    assert not page.detail.rekey_button.isEnabled()
    assert "可以退回改原表" in page.detail.why._sentence.text()
