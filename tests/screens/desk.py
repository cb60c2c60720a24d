"""The scoring desk, the ballot and the vetoes with a made-up town half entered."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from evaluation.actions import sheets, years
from gui.main_window import MainWindow
from gui.pages.base import Page
from gui.pages.scoring import ScoringPage
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
_folders: list[tempfile.TemporaryDirectory[str]] = []


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


def window_with(key: str, kind: type[Page], year: DeskYear) -> MainWindow:
    """The frame with every sidebar entry, opened at one real page."""
    window = MainWindow()
    for name, title, icon, section in ENTRIES:
        if name == key:
            window.add_page(key, kind, lambda: kind(year.bridge))  # type: ignore[call-arg]
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
