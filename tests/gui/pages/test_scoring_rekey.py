"""校对: a second person enters a signed sheet anew and sees nothing of the first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluation.actions import years
from evaluation.stars.sheets import Mark, Purpose, Sheet
from gui.desk.indicator_model import ColumnKind
from tests.gui.pages.desk_keys import keys, line_of, open_page, said, write
from tests.gui.pages.desk_year import (
    ROUND,
    fill_assessment,
    fill_ballot,
    fill_self,
    open_desk_year,
)

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LOST = [{"item": "2.1", "clause": "1", "count": 4, "fact": "缺四次主题党日"}]


@pytest.fixture
def year(tmp_path):
    made = open_desk_year(tmp_path)
    made.act(years.enter_shared_figure, figure="county-income", value="16800")
    made.act(years.enter_shared_figure, figure="county-growth", value="6.5")
    fill_self(made, 1)
    fill_ballot(made, 1)
    fill_assessment(made, 1, _LOST, sealed=True)
    made.act(years.set_round_details, second_check=1, show_early=1)
    made.bridge.choose_person("录入员乙")
    yield made
    made.register.close()


def open_rekey(qtbot, year, step="assessment"):
    page = open_page(qtbot, year)
    page.open_rekey(year.village(1), step)
    QTest.qWait(1)
    return page


def test_the_sheet_begins_empty_and_shows_nobody_elses_figures(qtbot, year):
    page = open_rekey(qtbot, year)
    view = page.panel.view
    assert view is not None
    assert view.sheet is None
    assert all(not row.deductions for star in view.stars for row in star.rows)
    assert view.outcome is None
    assert not view.revealed
    kinds = {column.kind for column in page.panel.table.indicators.columns}
    assert ColumnKind.OWN not in kinds
    assert page.villages.isHidden()
    head = page.panel.head
    assert head.steps.isHidden()
    assert head.grid_button.isHidden()
    assert head.stars.isHidden()
    assert head.tag.isHidden()
    assert "校对 · 重录初评" in head.note.text()
    assert all(card.won is None for card in page.panel.strip.cards)


def test_entries_go_to_the_sheet_of_the_second_person(qtbot, year):
    page = open_rekey(qtbot, year)
    page.panel.go_to("2.1")
    keys(page, "13⏎")
    (sheet,) = year.register.find(Sheet, round=ROUND, purpose=Purpose.REKEY)
    assert sheet.entered_by == "录入员乙"
    assert [item.count for item in line_of(page, "2.1").deductions] == [3]
    first = year.register.find(Mark, round=ROUND, purpose=Purpose.ASSESSMENT)
    assert first


def test_facts_of_the_first_person_are_not_offered(qtbot, year):
    page = open_rekey(qtbot, year)
    page.panel.go_to("2.1")
    keys(page, "14⏎↑")
    page.panel.write_facts()
    assert page.panel.facts.editor.offered == ()
    write("缺四次")
    page.panel.facts.save()
    assert line_of(page, "2.1").deductions[0].fact == "缺四次"


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_F4, Qt.Key.Key_F8])
def test_nothing_else_can_be_looked_at(qtbot, year, key):
    page = open_rekey(qtbot, year)
    QTest.keyClick(page.panel.table, key)
    assert not page.panel.notice.isHidden()
    assert page.subject is not None
    assert page.subject.purpose is Purpose.REKEY


def test_a_star_is_not_passed_in_bulk(qtbot, year):
    page = open_rekey(qtbot, year)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    assert year.register.find(Sheet, round=ROUND, purpose=Purpose.REKEY) == ()


def test_control_enter_says_that_all_is_entered(qtbot, year):
    page = open_rekey(qtbot, year, "self")
    heard: list[bool] = []
    page.rekey_finished.connect(lambda: heard.append(True))
    keys(page, "+")
    QTest.keyClick(page.panel.table, Qt.Key.Key_Return, _CONTROL)
    assert heard == []
    assert "还有" in said(page)
    view = page.panel.view
    assert view is not None
    for _ in range(view.open):
        keys(page, "+")
    QTest.keyClick(page.panel.table, Qt.Key.Key_Return, _CONTROL)
    assert heard == [True]


def test_only_entries_of_this_sheet_are_taken_back(qtbot, year):
    page = open_page(qtbot, year)
    page.step_village(1)
    keys(page, "2⏎")
    page.open_rekey(year.village(1), "assessment")
    QTest.keyClick(page.panel.table, Qt.Key.Key_Z, _CONTROL)
    assert len(year.register.find(Mark, round=ROUND, village=year.village(2))) == 1
    keys(page, "2⏎")
    QTest.keyClick(page.panel.table, Qt.Key.Key_Z, _CONTROL)
    assert year.register.find(Mark, round=ROUND, purpose=Purpose.REKEY) == ()


def test_leaving_the_page_ends_it(qtbot, year):
    page = open_rekey(qtbot, year)
    page.hide()
    page.show()
    page.shown()
    assert not page.villages.isHidden()
    assert page.subject is not None
    assert page.subject.purpose is not Purpose.REKEY


def test_the_person_who_typed_the_first_is_refused(qtbot, year):
    year.bridge.choose_person("录入员甲")
    page = open_rekey(qtbot, year)
    keys(page, "2⏎")
    assert "不能由本人重录" in page.panel.overlays.popup.fault
