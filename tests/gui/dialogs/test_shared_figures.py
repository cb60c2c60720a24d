"""全年共用数据: typed once, on disk when the line is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from evaluation.actions import years
from evaluation.faults import RatingFault
from evaluation.rounds import SharedFigureValue
from gui.dialogs.shared_figures import SharedFiguresDialog, lacking_figures
from gui.widgets.label import Label
from tests.gui.pages.desk_year import ROUND, open_desk_year


@pytest.fixture
def year(tmp_path, qapp):
    opened = open_desk_year(tmp_path)
    yield opened
    opened.register.close()


def opened(qtbot, year):
    dialog = SharedFiguresDialog(year.bridge)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def values(year):
    return {item.figure: item.value for item in year.register.find(SharedFigureValue)}


def editor(dialog, figure):
    return dialog.form.field(figure).editor


def test_each_line_names_its_unit_and_who_uses_it(qtbot, year):
    dialog = opened(qtbot, year)
    words = [label.text() for label in dialog.findChildren(Label)]
    assert "元" in words
    assert "用于 7.1 人均可支配收入与旗县平均之比" in words
    assert "用于 7.2 收入增幅不低于旗县平均" in words


def test_a_line_is_entered_when_it_is_left(qtbot, year):
    dialog = opened(qtbot, year)
    field = editor(dialog, "county-income")
    field.setFocus()
    QTest.keyClicks(field, "16800")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert values(year) == {"county-income": 1680000}
    assert field.text() == "16800.00"


def test_closing_enters_what_still_stands_there(qtbot, year):
    dialog = opened(qtbot, year)
    QTest.keyClicks(editor(dialog, "county-growth"), "6.5")
    dialog.close_button.click()
    assert values(year) == {"county-growth": 650}
    assert dialog.isHidden()


def test_what_the_office_refuses_stays_with_its_sentence(qtbot, year, monkeypatch):
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    dialog = opened(qtbot, year)

    def refuse(*_action, **_arguments):
        raise RatingFault("已经有嘎查村审签，不能再改。")

    monkeypatch.setattr(year.bridge, "attempt", refuse)
    field = editor(dialog, "county-income")
    field.setText("17000")
    dialog.close_button.click()
    assert dialog.form.field("county-income").fault == "已经有嘎查村审签，不能再改。"
    assert not dialog.isHidden()
    assert values(year) == {"county-income": 1680000}


def test_an_entered_figure_cannot_be_emptied(qtbot, year):
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    dialog = opened(qtbot, year)
    editor(dialog, "county-income").clear()
    dialog.close_button.click()
    assert "不能清空" in dialog.form.field("county-income").fault
    assert editor(dialog, "county-income").text() == "16800.00"


def test_unchanged_figures_leave_no_history(qtbot, year):
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    before = len(year.register.history())
    dialog = opened(qtbot, year)
    dialog.close_button.click()
    assert len(year.register.history()) == before


def test_what_an_indicator_lacks(qtbot, year):
    standard = year.bridge.head().standard
    wanted = {item.code: item for item in standard.indicators}
    assert lacking_figures(year.bridge, standard, wanted["7.1"]) == ("旗县人均可支配收入",)
    assert lacking_figures(year.bridge, standard, wanted["2.1"]) == ()
    year.act(years.enter_shared_figure, round=ROUND, figure="county-income", value="16800")
    assert lacking_figures(year.bridge, standard, wanted["7.1"]) == ()
