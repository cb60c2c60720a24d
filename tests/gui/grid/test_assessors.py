"""Whose sheets the grid shows: the villages' own groups, one assessor's, or one's own."""

from __future__ import annotations

import pytest

from evaluation.actions import sheets, years
from evaluation.stars.sheets import Purpose, Sheet
from tests.gui.grid.grid_keys import at, keys, open_grid, texts
from tests.gui.pages.desk_year import ROUND, code_of, open_desk_year


@pytest.fixture
def year(tmp_path, qapp):
    opened = open_desk_year(tmp_path, villages=3)
    yield opened
    opened.register.close()


def deduct(year, number, assessor, count):
    year.act(
        sheets.enter_deduction,
        village=code_of(number),
        step="assessment",
        item="2.1",
        clause="1",
        count=count,
        assessor=assessor,
    )


def test_a_sheet_that_is_there_comes_before_one_that_nobody_has_begun(qtbot, year):
    deduct(year, 2, "组员乙", 3)
    grid = open_grid(qtbot, year, item="2.1")
    assert texts(grid, 0) == ["", "3", ""]
    assert grid.head.assessors.isHidden()
    grid.table.go_to(1, 0)
    keys(grid, "5⏎")
    found = year.register.find(Sheet, round=ROUND, purpose=Purpose.ASSESSMENT)
    assert [sheet.assessor for sheet in found] == ["组员乙"]
    assert at(grid, 1, 0).text == "5"


def test_where_there_are_several_one_can_be_chosen(qtbot, year):
    deduct(year, 2, "组员乙", 3)
    deduct(year, 2, "组员丙", 1)
    grid = open_grid(qtbot, year, item="2.1")
    assert not grid.head.assessors.isHidden()
    assert grid.head.assessors.text() == "各村考评组"
    grid.choose_assessor("组员丙")
    assert texts(grid, 0) == ["", "1", ""]
    grid.table.go_to(0, 0)
    keys(grid, "2⏎")
    begun = year.register.find(Sheet, round=ROUND, village=year.village(1))
    assert [sheet.assessor for sheet in begun] == ["组员丙"]


def test_apart_everybody_writes_on_a_sheet_of_his_own(qtbot, year):
    year.act(years.set_round_details, blind=1)
    grid = open_grid(qtbot, year, item="2.1")
    keys(grid, "2⏎")
    assert at(grid, 0, 0).text == "2"
    begun = year.register.find(Sheet, round=ROUND, village=year.village(1))
    assert [sheet.assessor for sheet in begun] == ["录入员甲"]
    year.bridge.choose_person("录入员乙")
    assert texts(grid, 0) == ["", "", ""]
    keys(grid, "3⏎")
    begun = year.register.find(Sheet, round=ROUND, village=year.village(2))
    assert [sheet.assessor for sheet in begun] == ["录入员乙"]


def test_the_cursor_begins_at_the_village_of_the_desk_and_takes_it_back(qtbot, year):
    year.bridge.choose_village(year.village(3))
    grid = open_grid(qtbot, year)
    assert grid.table.place[0] == 2
    keys(grid, "↑⎋")
    assert year.bridge.village == year.village(2)


def test_another_step_begins_without_what_was_refused_in_this_one(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    keys(grid, "99⏎")
    assert grid.table.grid.refused
    grid.show_step("assessment", Purpose.ASSESSMENT)
    assert not grid.table.grid.refused


def test_the_keys_of_the_page_around_do_not_reach_the_grid(qtbot, year):
    from PySide6.QtGui import QKeySequence, QShortcut
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    grid = open_grid(qtbot, year)
    page = QWidget()
    QVBoxLayout(page).addWidget(grid)
    taken: list[str] = []
    for name in ("F2", "F3", "F4", "F6", "Esc", "PgDown"):
        shortcut = QShortcut(QKeySequence(name), page)
        shortcut.activated.connect(lambda name=name: taken.append(name))
    page.resize(1200, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    grid.table.setFocus()
    keys(grid, "③④④")
    assert taken == []
    assert grid.choice.star == "s2"
    grid.setParent(None)
    page.close()
