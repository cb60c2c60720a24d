"""数据校核: counts, filters, headings, the way to a place, and the word on a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from evaluation.actions import ACTIONS
from evaluation.checks import CHECKS, Severity
from gui.dialogs.ask import answering
from gui.office_bridge import OfficeBridge
from gui.pages.checks import ChecksPage
from gui.pages.checks_list import FindingModel
from gui.pages.checks_words import Heading, Line, grouped, look_of, place_of
from tests.evaluation.checks.careful_year import careful_year
from tests.gui.pages.answers import Answers
from tests.gui.pages.registers import ROUND, opened, village_code

_DESK = {"round": ROUND, "step": "assessment", "assessor": "考评二组"}


@pytest.fixture
def bridge(qapp, tmp_path):
    with opened("at work", tmp_path) as office:
        yield OfficeBridge(office)


@pytest.fixture
def page(qtbot, bridge):
    shown = ChecksPage(bridge)
    qtbot.addWidget(shown)
    shown.resize(1180, 680)
    shown.show()
    shown.shown()
    return shown


def _lines(page):
    return [item for item in page.list.finding_model.items if isinstance(item, Line)]


def _headings(page):
    return [item.name for item in page.list.finding_model.items if isinstance(item, Heading)]


def _choose(page, check):
    """Make the first finding of a check current."""
    model = page.list.finding_model
    place = next(
        place
        for place in range(model.rowCount())
        if (line := model.line(place)) is not None and line.finding.check == check
    )
    page.list.setCurrentIndex(model.index(place))
    return page.list.current


def test_the_chips_count_what_is_open(page):
    for severity, chip in page.chips._chips.items():
        number = sum(1 for item in page.findings if item.severity is severity)
        assert chip.accessibleName().endswith(f" {number} 处")
    assert len(_lines(page)) == len(page.findings)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_chip_shows_its_severity_alone_and_a_second_press_all(qtbot, page, severity):
    chip = page.chips._chips[severity]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert {line.finding.severity for line in _lines(page)} == {severity}
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(_lines(page)) == len(page.findings)


def test_headings_are_villages_or_checks(page):
    villages = {item.village_name or "全年度" for item in page.findings}
    assert set(_headings(page)) == villages
    page.grouping.choose("check")
    names = [check.name for check in CHECKS]
    found = {item.check for item in page.findings}
    assert _headings(page) == [check.name for check in CHECKS if check.id in found]
    assert set(_headings(page)) <= set(names)


def test_the_keys_pass_over_headings(qtbot, page):
    assert isinstance(page.list.finding_model.items[0], Heading)
    assert page.list.currentIndex().row() == 1
    seen = set()
    for _ in range(12):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        assert page.list.current is not None
        seen.add(page.list.currentIndex().row())
    assert len(seen) == 12


def test_the_pane_tells_the_whole_sentence_and_the_rule(page):
    finding = _choose(page, "fact_twice")
    assert page._text.text == finding.text
    facts = [label.text() for label in page._facts._labels]
    assert "一事不重复扣分" in facts
    assert "考评二组" in facts


def test_enter_asks_for_the_place(qtbot, page):
    finding = _choose(page, "unchecked")
    with qtbot.waitSignal(page.place_wanted) as caught:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert caught.args == ["scoring", finding.village, f"assessment/{finding.place}/考评二组"]


def test_the_button_asks_for_the_same_place(qtbot, page):
    finding = _choose(page, "day_off")
    with qtbot.waitSignal(page.place_wanted) as caught:
        page.go_button.click()
    assert caught.args == ["scoring", finding.village, "self/"]


@pytest.mark.parametrize(
    ("check", "step", "place", "wanted"),
    [
        ("unbalanced", "ballot", "q0", ("ballot", "q0")),
        ("meeting", "deliberation", "town", ("deliberation", "town")),
        ("veto_open", "", "V6", ("veto", "V6")),
        ("shared_figure_missing", "", "county-income", ("standard", "county-income")),
        ("bonus_idle", "", "s3", ("scoring", "assessment/s3")),
        ("category", "", "", ("settings", "roster")),
        ("facts", "", "households", ("settings", "roster")),
    ],
)
def test_every_kind_of_place_has_its_page(page, check, step, place, wanted):
    finding = replace(page.findings[0], check=check, step=step, place=place, assessor="")
    assert place_of(page._head.standard, finding) == wanted


def test_a_word_settles_a_finding_and_moves_it_down(page):
    finding = _choose(page, "fact_twice")
    before = page.chips._chips[Severity.EXPLAIN].accessibleName()
    with answering(Answers(text="已核对，不是同一件事。")):
        page.write_note()
    (noted,) = [item for item in page.findings if item.note]
    assert noted.subject == finding.subject
    assert page.list.current == noted
    assert look_of(noted).word == "已说明"
    assert page._given.text == "说明：已核对，不是同一件事。"
    assert page.chips._chips[Severity.EXPLAIN].accessibleName() != before
    assert "已说明 1 处" in page.foot[0]
    page.drop_note()
    assert [item for item in page.findings if item.note] == []


def test_f2_writes_the_word(qtbot, page):
    _choose(page, "fact_twice")
    page.activateWindow()
    page.list.setFocus()
    answers = Answers(text="已核对。")
    with answering(answers):
        qtbot.keyClick(page.list, Qt.Key.Key_F2)
    assert answers.shown == ["说明：同一事实两处扣分"]
    assert [item.note for item in page.findings if item.note] == ["已核对。"]


def test_what_must_be_put_right_takes_no_word(page):
    _choose(page, "unchecked")
    assert page.note_button.isHidden()
    answers = Answers(text="以后再说")
    with answering(answers):
        page.write_note()
        page.drop_note()
    assert answers.shown == []


def test_calling_the_question_off_writes_nothing(page):
    _choose(page, "fact_twice")
    with answering(Answers(text=None)):
        page.write_note()
    assert [item for item in page.findings if item.note] == []


def test_a_change_runs_the_checks_again_while_the_page_is_seen(page, bridge):
    number = len(page.findings)
    where = {"village": village_code(9), "item": "2.1", "clause": "1", "count": 2}
    bridge.act(ACTIONS["enter_deduction"], **where, **_DESK)
    assert len(page.findings) > number
    assert "fact_missing" in {item.check for item in page.findings}
    page.hide()
    shown = page.findings
    bridge.act(ACTIONS["enter_deduction"], **{**where, "fact": "缺 2 次"}, **_DESK)
    assert page.findings is shown
    page.show()
    page.shown()
    assert "fact_missing" not in {item.check for item in page.findings}


def test_the_current_line_stays_through_a_change(page, bridge):
    finding = _choose(page, "day_off")
    where = {"village": village_code(9), "item": "2.1", "clause": "1", "count": 2}
    bridge.act(ACTIONS["enter_deduction"], **where, **_DESK)
    assert page.list.current == finding


def test_a_village_that_is_asked_for_is_gone_to(page):
    last = page.findings[-1].village
    page.open_subject(last)
    page.shown()
    assert page.list.current.village == last


def test_a_year_in_which_all_is_well(qtbot, qapp, tmp_path):
    made = careful_year(tmp_path / "示例镇.xjdb")
    page = ChecksPage(OfficeBridge(made.office))
    qtbot.addWidget(page)
    page.shown()
    assert not page.empty.isHidden()
    assert page.empty._sentence.text() == "全部通过"
    assert f"按 {len(CHECKS)} 项校核了 9 个嘎查村" in page.empty._note.text()
    assert page.chips.isHidden()
    made.close()


def test_nothing_entered_is_not_called_passed(qtbot, qapp, tmp_path):
    with opened("year", tmp_path) as office:
        page = ChecksPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.shown()
        assert page.empty._sentence.text() == "还没有录入"


def test_a_register_without_a_year_leads_to_the_overview(qtbot, qapp, tmp_path):
    with opened("empty", tmp_path) as office:
        page = ChecksPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.shown()
        assert page.empty._sentence.text() == "还没有年度"
        with qtbot.waitSignal(page.page_wanted) as caught:
            page.empty.button.click()
        assert caught.args == ["overview", ""]


def test_a_chip_that_leaves_nothing_offers_all(page, monkeypatch):
    page._findings = tuple(item for item in page.findings if item.severity is Severity.NOTICE)
    page.chips.choose(Severity.MUST)
    assert page.empty._sentence.text() == "这一类没有了"
    assert page._body.isHidden()
    page.empty.button.click()
    assert not page._body.isHidden()
    assert page.chips.current is None


def test_what_is_settled_stands_last_under_its_heading(page):
    explained = [item for item in page.findings if item.severity is Severity.EXPLAIN]
    village = explained[0].village
    own = [replace(item, village=village) for item in explained[:3]]
    own[0] = replace(own[0], note="已核对")
    shown = grouped(own, by_check=False)
    lines = [item.finding.handled for item in shown if isinstance(item, Line)]
    assert lines == [False, False, True]
    assert shown[0] == Heading(own[0].village_name, "2 处，已说明 1 处")
    assert grouped([own[0]], by_check=True)[0] == Heading(_name(own[0]), "都已说明")


def _name(finding):
    return next(check.name for check in CHECKS if check.id == finding.check)


def test_the_model_keeps_qt_s_rules(qapp, page):
    model = FindingModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_items(grouped(page.findings, by_check=False))
    assert model.rowCount() > len(page.findings)
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = model.data(model.index(1), role)
    assert str(spoken).startswith("必须改　")
    assert str(model.data(model.index(0), role)).endswith("处")
    model.show_items(())
    assert model.rowCount() == 0
    assert model.line(3) is None
