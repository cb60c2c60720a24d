"""Each page has the buttons of its papers, at the right place, with a count that follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluation.actions.deliberation import record_meeting
from evaluation.actions.evidence import attach_evidence
from evaluation.actions.vetoes import record_veto
from evaluation.actions.years import authorise_veto
from evaluation.evidence import Subject, SubjectKind
from evaluation.steps.records import Evidence
from gui.evidence.button import EvidenceButton
from gui.evidence.dropping import PhotoDrop
from gui.pages.ballot import BallotPage
from gui.pages.deliberation import DeliberationPage
from gui.pages.notice_posting import PostingPane
from gui.pages.vetoes import VetoPage
from tests.db.exchange.pictures import jpeg

PHOTO = {"name": "a.jpg", "media": "image/jpeg", "data": jpeg()}


def shown(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.refresh()
    return page


def attach(year, button: EvidenceButton) -> None:
    assert button.place is not None
    year.bridge.attempt(
        attach_evidence, round=year.bridge.round, **button.place.arguments(), **PHOTO
    )


def test_the_ballot_has_tally_and_sign_in(qtbot, year):
    page = shown(qtbot, BallotPage(year.bridge))
    tally, sign_in = (
        page.papers.buttons[kind] for kind in (SubjectKind.TALLY, SubjectKind.SIGN_IN)
    )
    attach(year, tally)
    assert (tally.text(), sign_in.text()) == ("计票单 1", "签到册")
    assert tally.toolTip() == "西岭嘎查　计票单：1 个附件"
    (kept,) = year.register.find(Evidence)
    assert (kept.village, kept.subject) == (year.village(1), "tally/ballot////")
    page.step_village(1)
    assert tally.text() == "计票单"
    attach(year, sign_in)
    assert sign_in.text() == "签到册 1"
    page.step_village(-1)
    assert (tally.text(), sign_in.text()) == ("计票单 1", "签到册")


def test_a_veto_case_has_its_finding(qtbot, year):
    page = shown(qtbot, VetoPage(year.bridge))
    assert not page.finding_button.isVisible()
    year.bridge.attempt(
        authorise_veto, round=year.bridge.round, item="V3", document="示例发〔2026〕3号"
    )
    for fact in ("第一件", "第二件"):
        year.bridge.attempt(
            record_veto, round=year.bridge.round, village=year.village(2), item="V3",
            fact=fact, document="认定书",
        )  # fmt: skip
    assert page.finding_button.isVisible()
    page.cases.selectRow(1)
    attach(year, page.finding_button)
    assert page.finding_button.text() == "认定文件附件 1"
    (kept,) = year.register.find(Evidence)
    assert Subject.of(kept.subject) == Subject(SubjectKind.VETO, item="2")
    page.cases.selectRow(0)
    assert page.finding_button.text() == "认定文件附件"


def test_each_body_has_its_minutes(qtbot, year):
    page = shown(qtbot, DeliberationPage(year.bridge))
    attach(year, page.minutes_button)
    assert page.minutes_button.text() == "会议纪要 1"
    (kept,) = year.register.find(Evidence)
    first, second = (part.id for part in page.step.parts)
    assert kept.village == ""
    assert Subject.of(kept.subject) == Subject(SubjectKind.MINUTES, "deliberation", item=first)
    page.part_bar.choose(second)
    assert page.minutes_button.text() == "会议纪要"
    town = year.bridge.board().rows[0].town
    year.bridge.attempt(
        record_meeting, round=year.bridge.round, part=second, minutes="纪要〔2027〕2号",
        held_on="2027-01-07", expected=9, present=8, town=town,
    )  # fmt: skip
    place = page.minutes_button.place
    assert place is not None
    assert place.subject.item == second


def test_the_notice_has_photos_of_the_list_and_of_a_village(qtbot, year):
    pane = PostingPane(year.bridge)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_board(year.bridge.board())
    attach(year, pane.photo_button)
    assert not pane.village_button.isEnabled()
    pane.table.selectRow(1)
    attach(year, pane.village_button)
    assert (pane.photo_button.text(), pane.village_button.text()) == ("公示照片 1", "本村照片 1")
    assert {item.village for item in year.register.find(Evidence)} == {"", year.village(2)}
    pane.table.selectRow(0)
    assert pane.village_button.text() == "本村照片"


@pytest.mark.parametrize("kind", [BallotPage, VetoPage, DeliberationPage, PostingPane])
def test_photos_can_be_dropped_on_each_page(qtbot, year, kind):
    page = kind(year.bridge)
    qtbot.addWidget(page)
    assert page.acceptDrops()
    assert len(page.findChildren(PhotoDrop)) == 1


def test_the_buttons_are_reached_by_tab(qtbot, year):
    page = shown(qtbot, BallotPage(year.bridge))
    page.activateWindow()
    QTest.qWait(1)
    page.papers.buttons[SubjectKind.TALLY].setFocus()
    QTest.keyClick(page.papers.buttons[SubjectKind.TALLY], Qt.Key.Key_Tab)
    assert page.papers.buttons[SubjectKind.SIGN_IN].hasFocus()
    reached = set()
    widget = page.focusWidget()
    for _ in range(500):
        widget = widget.nextInFocusChain()
        reached.add(widget)
    assert page.papers.buttons[SubjectKind.TALLY] in reached
