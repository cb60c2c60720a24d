"""The scoring desk, the ballot and the vetoes with a made-up town half entered."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from db.exchange.standards import read_preset
from evaluation.actions import ballots, sheets, vetoes, years
from evaluation.standard.model import Question, VoterGroup
from gui.dialogs.sign_dialog import SignDialog
from gui.dialogs.veto_dialogs import DecideVetoDialog, LiftVetoDialog, RecordVetoDialog
from gui.main_window import MainWindow
from gui.pages.ballot import BallotPage
from gui.pages.base import Page
from gui.pages.scoring import ScoringPage
from gui.pages.vetoes import VetoPage
from tests.gui.pages.desk_year import (
    DeskYear,
    code_of,
    fill_assessment,
    fill_ballot,
    fill_self,
    open_desk_year,
)
from tests.screens.frame import ENTRIES, FRAME
from tests.screens.registry import screen

_LOSSES = [
    {
        "item": "2.1",
        "clause": "1",
        "count": 4,
        "fact": "3、5、8、11 月未开主题党日",
        "evidence": "会议记录簿",
    },
    {"item": "2.1", "clause": "2", "count": 2, "fact": "7 月、9 月两次会议没有记录"},
    {"item": "9.1", "clause": "1", "count": 2},
    {"item": "4.1", "clause": "1", "count": 6, "fact": "村东路口等 6 处垃圾堆放"},
    {"item": "4.2", "clause": "2", "count": 5, "fact": "夏季清运间隔超过 10 天"},
]
DeskPage = ScoringPage | BallotPage | VetoPage
_folders: list[tempfile.TemporaryDirectory[str]] = []
_kept: list[QWidget] = []


def sample_year(*, show_early: int = 0) -> DeskYear:
    """Ten villages: some signed, one in the middle of its 初评."""
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    year = open_desk_year(Path(folder.name), villages=10)
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    year.act(years.enter_shared_figure, figure="county-growth", value="6.5")
    for number in range(1, 11):
        fill_self(year, number)
        fill_ballot(year, number)
    for number in (2, 4, 5, 7, 8):
        fill_assessment(year, number, _LOSSES[:2] + _LOSSES[3 : 3 + number % 3], sealed=True)
    fill_assessment(year, 6, _LOSSES)
    year.act(
        sheets.fill_sheet,
        village=code_of(1),
        step="assessment",
        figures={"2.5": "68"},
        deductions=_LOSSES[:2],
    )
    year.act(years.set_round_details, show_early=show_early)
    return year


def window_with(key: str, kind: type[DeskPage], year: DeskYear) -> MainWindow:
    """The frame with every sidebar entry, opened at one real page."""
    window = MainWindow()
    for name, title, icon, section in ENTRIES:
        if name == key:
            window.add_page(key, kind, lambda: kind(year.bridge))
        else:
            window.add_page(
                name, type("_", (Page,), {"title": title, "icon": icon, "section": section})
            )
    window.show_frame(FRAME)
    window.open_page(key)
    return window


def _desk(*, show_early: int = 0, village: int = 1) -> tuple[MainWindow, ScoringPage]:
    year = sample_year(show_early=show_early)
    year.bridge.choose_village(year.village(village))
    window = window_with("scoring", ScoringPage, year)
    page = window.page("scoring")
    assert isinstance(page, ScoringPage)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    page.panel.table.setFocus()
    return window, page


@screen("scoring-typing")
def typing() -> QWidget:
    """A deduction being typed, as in the drawing."""
    window, page = _desk()
    page.panel.go_to("2.2")
    QTest.keyClick(page.panel.table, Qt.Key.Key_1)
    return window


@screen("scoring-early")
def early() -> QWidget:
    """A year that shows distances before signing; a line with chips, one chosen."""
    window, page = _desk(show_early=1, village=6)
    page.panel.go_to("2.1")
    QTest.keyClick(page.panel.table, Qt.Key.Key_Right)
    return window


@screen("scoring-signed")
def signed() -> QWidget:
    """A signed sheet."""
    window, page = _desk(village=2)
    page.panel.go_to("2.1")
    return window


@screen("scoring-fact")
def fact() -> QWidget:
    """The fact editor."""
    window, page = _desk(village=6)
    page.panel.go_to("9.1")
    page.panel.write_facts()
    return window


@screen("scoring-fault")
def fault() -> QWidget:
    """A count that the clause does not allow."""
    window, page = _desk()
    page.panel.go_to("2.2")
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Return):
        QTest.keyClick(page.panel.table, key)
    return window


@screen("scoring-figure")
def figure() -> QWidget:
    """A figure and its base."""
    window, page = _desk()
    page.panel.go_to("3.3")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_9):
        QTest.keyClick(page.panel.table, key)
    return window


@screen("scoring-self")
def own() -> QWidget:
    """自评: points are typed."""
    window, page = _desk(village=1)
    page.choose_step("self/own")
    return window


@screen("scoring-review")
def review() -> QWidget:
    """复核."""
    window, page = _desk(village=2)
    page.choose_step("assessment/review")
    page.panel.go_to("2.1")
    QTest.keyClick(page.panel.table, Qt.Key.Key_2)
    QTest.keyClick(page.panel.table, Qt.Key.Key_5)
    return window


@screen("scoring-exhausted")
def exhausted() -> QWidget:
    """扣完为止 as it bites, in the line and while typing."""
    window, page = _desk()
    page.panel.go_to("1.1")
    for key in (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_Return, Qt.Key.Key_Up):
        QTest.keyClick(page.panel.table, key)
    page.panel.go_to("1.3")
    for key in (Qt.Key.Key_2, Qt.Key.Key_4):
        QTest.keyClick(page.panel.table, key)
    return window


@screen("scoring-undone")
def undone() -> QWidget:
    """An entry taken back, with its name; the one before is offered next."""
    window, page = _desk()
    page.panel.go_to("4.1")
    for sign in "13\r24\r":
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
        QTest.keyClick(page.panel.table, key)
    page.turning.undo()
    return window


@screen("scoring-rekey")
def rekey() -> QWidget:
    """校对: a second person enters a signed sheet anew."""
    year = sample_year(show_early=1)
    year.act(years.set_round_details, second_check=1)
    year.bridge.choose_person("录入员乙")
    window = window_with("scoring", ScoringPage, year)
    page = window.page("scoring")
    assert isinstance(page, ScoringPage)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    page.open_rekey(year.village(2), "assessment")
    page.panel.go_to("2.1")
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Return):
        QTest.keyClick(page.panel.table, key)
    return window


@screen("scoring-long-name")
def long_name() -> QWidget:
    """A village with the longest kind of name, shown early."""
    year = sample_year(show_early=1)
    year.act(
        years.add_villages,
        villages=[
            {
                "code": "159901100298",
                "name": "阿拉坦额莫勒苏木查干诺尔布拉格嘎查",
                "town": "示例镇",
            }
        ],
    )
    added = next(row.id for row in year.bridge.board().rows if row.code == "159901100298")
    year.bridge.choose_village(added)
    return window_with("scoring", ScoringPage, year)


@screen("ballot-typing")
def ballot_typing() -> QWidget:
    """A count that does not add up yet, after a repeat."""
    year = sample_year()
    year.act(ballots.return_ballot, village=code_of(3), reason="计票单与签到册不符")
    year.act(
        ballots.count_ballot,
        village=code_of(3),
        expected=60,
        present=30,
        channels=[{"channel": "meeting", "issued": 30, "returned": 29, "valid": 28}],
        counts=[{"question": "q0", "option": "satisfied", "count": 20}],
    )
    year.bridge.choose_village(year.village(3))
    return window_with("ballot", BallotPage, year)


@screen("ballot-signed")
def ballot_signed() -> QWidget:
    """A signed count."""
    year = sample_year()
    year.bridge.choose_village(year.village(2))
    return window_with("ballot", BallotPage, year)


@screen("ballot-groups")
def ballot_groups() -> QWidget:
    """党员 and 群众代表 apart, two questions."""
    standard = read_preset("shixing-moren")
    assert standard.ballot is not None
    rules = replace(
        standard.ballot,
        groups=(VoterGroup("members", "党员", 40), VoterGroup("people", "群众代表", 60)),
        questions=(*standard.ballot.questions, Question("q1", "您对村里的环境卫生是否满意？")),
    )
    folder = tempfile.TemporaryDirectory()
    _folders.append(folder)
    year = open_desk_year(Path(folder.name), standard=replace(standard, ballot=rules))
    return window_with("ballot", BallotPage, year)


def _veto_year() -> DeskYear:
    year = sample_year()
    for item, document in (
        ("V8", "示例镇党发〔2026〕4 号"),
        ("V6", "示例镇党发〔2026〕4 号"),
        ("V10", "示例镇党发〔2026〕4 号"),
    ):
        year.act(years.authorise_veto, item=item, document=document)
    year.act(
        vetoes.record_veto,
        village=code_of(4),
        item="V8",
        fact="2026 年新增借款 30 万元未经民主程序",
        document="示例旗审〔2026〕11 号",
        found_on="2026-10-20",
        body="示例旗审计局",
        starts="2026-10-20",
    )
    year.act(
        vetoes.record_veto,
        village=code_of(5),
        item="V6",
        fact="辖区发生有责任的治安案件 1 起",
        document="示例旗公通〔2026〕3 号",
    )
    year.act(
        vetoes.decide_veto,
        village=code_of(5),
        number=1,
        confirmed=1,
        approved_by="示例镇党委",
        decided_on="2027-01-05",
    )
    return year


@screen("vetoes")
def veto_cases() -> QWidget:
    """One case to be decided, one confirmed."""
    return window_with("veto", VetoPage, _veto_year())


@screen("vetoes-items")
def veto_items() -> QWidget:
    """Items and the documents that authorise them."""
    window = window_with("veto", VetoPage, _veto_year())
    page = window.page("veto")
    assert isinstance(page, VetoPage)
    page.tabs.choose("items")
    return window


@screen("vetoes-none")
def veto_none() -> QWidget:
    """Nothing recorded."""
    return window_with("veto", VetoPage, sample_year())


def _veto_page() -> VetoPage:
    year = _veto_year()
    page = VetoPage(year.bridge)
    page.shown()
    return page


@screen("dialog-veto-decide", whole=False)
def veto_decide() -> QWidget:
    """Deciding, with those who would move."""
    page = _veto_page()
    row = page.cases.rows.entry(0)
    assert isinstance(row, tuple)
    return DecideVetoDialog(page.bridge, row[0], "取消★3、★9；降一类")


@screen("dialog-veto-lift", whole=False)
def veto_lift() -> QWidget:
    """Lifting."""
    page = _veto_page()
    row = page.cases.rows.entry(1)
    assert isinstance(row, tuple)
    return LiftVetoDialog(page.bridge, row[0])


@screen("dialog-veto-record", whole=False)
def veto_record() -> QWidget:
    """Recording."""
    year = _veto_year()
    usable = [item for item in year.bridge.head().standard.vetoes if item.authority]
    return RecordVetoDialog(year.bridge, usable, year.village(3))


@screen("dialog-sign", whole=False)
def sign_dialog() -> QWidget:
    """Signing a 初评 with what hinders."""
    year = sample_year()
    year.bridge.choose_village(year.village(1))
    page = ScoringPage(year.bridge)
    _kept.append(page)
    page.shown()
    view = page.panel.view
    assert view is not None
    return SignDialog(page.bridge, view)


@screen("dialog-sign-ready", whole=False)
def sign_ready() -> QWidget:
    """Signing a 初评 that is in order."""
    year = sample_year()
    fill_assessment(year, 3, _LOSSES[:2])
    year.bridge.choose_village(year.village(3))
    window = window_with("scoring", ScoringPage, year)
    _kept.append(window)
    page = window.page("scoring")
    assert isinstance(page, ScoringPage)
    page.choose_step("assessment/assessment")
    view = page.panel.view
    assert view is not None
    return SignDialog(year.bridge, view)
