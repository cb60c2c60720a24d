"""撤销 and 重做 on the scoring desk: by name, at their place, never over what came later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluation.actions import signing
from evaluation.history import HistoryEvent
from evaluation.stars.sheets import Mark, MarkState, Sheet
from tests.gui.pages.desk_keys import deductions, keys, line_of, open_page, said, write
from tests.gui.pages.desk_year import ROUND, code_of, fill_self, open_desk_year

_CONTROL = Qt.KeyboardModifier.ControlModifier
_CONTROL_SHIFT = _CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def year(tmp_path):
    made = open_desk_year(tmp_path)
    yield made
    made.register.close()


def undo(page) -> None:
    QTest.keyClick(page.panel.table, Qt.Key.Key_Z, _CONTROL)


def redo(page) -> None:
    QTest.keyClick(page.panel.table, Qt.Key.Key_Y, _CONTROL)


def code(page) -> str:
    assert page.panel.row is not None
    return str(page.panel.row.code)


def test_an_entry_is_taken_back_by_its_name_and_entered_again(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "23⏎")
    assert page.undo_stack.next_words == "1.1 第 2 条×3"
    assert ("Ctrl+Z", "撤销 1.1 第 2 条×3") in page.foot[1]
    undo(page)
    assert deductions(year) == {}
    assert said(page) == "撤销：1.1 第 2 条×3"
    assert code(page) == "1.1"
    redo(page)
    assert deductions(year)["i1.1", "c1.1.2"].count == 3
    assert said(page) == "重做：1.1 第 2 条×3"
    QTest.keyClick(page.panel.table, Qt.Key.Key_Z, _CONTROL)
    QTest.keyClick(page.panel.table, Qt.Key.Key_Z, _CONTROL_SHIFT)
    assert deductions(year)["i1.1", "c1.1.2"].count == 3


def test_every_step_leaves_an_entry_of_its_own(qtbot, year):
    page = open_page(qtbot, year)
    before = year.register.last_entry()
    keys(page, "2⏎")
    undo(page)
    redo(page)
    events = [entry.event for entry in year.register.history(limit=3)]
    assert year.register.last_entry() == before + 3
    assert events == [
        HistoryEvent.ENTRY_UNDONE,
        HistoryEvent.ENTRY_UNDONE,
        HistoryEvent.MARK_ENTERED,
    ]


def test_the_last_entry_goes_first(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎n⏎")
    assert page.undo_stack.next_words == "1.2 不涉及"
    undo(page)
    assert line_of(page, "1.2").state is MarkState.UNCHECKED
    assert len(deductions(year)) == 1
    undo(page)
    assert deductions(year) == {}
    undo(page)
    assert said(page) == "没有可以撤销的录入。"


def test_a_new_entry_ends_the_way_forward(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎")
    undo(page)
    keys(page, "3⏎")
    redo(page)
    assert said(page) == "没有可以重做的录入。"
    assert [key[1] for key in deductions(year)] == ["c1.1.3"]


def test_undoing_goes_to_the_village_and_line_it_changed(qtbot, year):
    page = open_page(qtbot, year)
    page.panel.go_to("2.1")
    keys(page, "14⏎")
    page.step_village(1)
    page.choose_step("self/own")
    undo(page)
    assert page.villages.current == year.village(1)
    assert page.subject is not None
    assert page.subject.step == "assessment"
    assert code(page) == "2.1"
    assert deductions(year) == {}


def test_a_whole_star_passed_is_one_step(qtbot, year):
    page = open_page(qtbot, year)
    QTest.keyClick(page.panel.table, Qt.Key.Key_F6)
    assert len(year.register.find(Mark, round=ROUND)) == 5
    undo(page)
    states = {mark.state for mark in year.register.find(Mark, round=ROUND)}
    assert states <= {MarkState.UNCHECKED}
    assert code(page) == "1.1"


def test_half_typed_is_dropped_before_anything_is_taken_back(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎1")
    undo(page)
    assert page.panel.entering.idle
    assert len(deductions(year)) == 1


def test_what_was_signed_since_is_not_taken_back(qtbot, year):
    fill_self(year, 1, sealed=False)
    page = open_page(qtbot, year, "self/own")
    keys(page, "25⏎")
    year.bridge.attempt(
        signing.seal_sheet,
        round=ROUND,
        village=code_of(1),
        step="self",
        signed_by="书记甲",
        act_date="2026-12-12",
    )
    undo(page)
    assert "已经签字" in said(page)
    (mark,) = year.register.find(Mark, round=ROUND, item="i1.1")
    assert mark.score == 2500


def test_undo_in_a_field_is_the_fields_own(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎↑")
    page.panel.write_facts()
    write("缺一人")
    editor = page.panel.facts.editor.fact.editor
    QTest.keyClick(editor, Qt.Key.Key_Z, _CONTROL)
    assert len(deductions(year)) == 1


def test_another_person_takes_nothing_back(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎")
    year.bridge.choose_person("录入员乙")
    undo(page)
    assert len(deductions(year)) == 1
    assert said(page) == "没有可以撤销的录入。"


def test_the_sheet_that_the_entry_began_goes_with_it(qtbot, year):
    page = open_page(qtbot, year)
    keys(page, "2⏎")
    undo(page)
    assert year.register.find(Sheet, round=ROUND) == ()


def test_points_figures_and_facts_are_named(qtbot, year):
    page = open_page(qtbot, year)
    page.panel.go_to("3.2")
    keys(page, "12.5⏎")
    assert page.undo_stack.next_words == "3.2 集体经营性收入 12.5"
    page.panel.go_to("1.1")
    keys(page, "2⏎↑")
    page.panel.write_facts()
    write("缺一人")
    page.panel.facts.save()
    assert page.undo_stack.next_words == "1.1 第 2 条的事实"
    page.choose_step("self/own")
    keys(page, "28⏎")
    assert page.undo_stack.next_words.endswith("得 28 分")
