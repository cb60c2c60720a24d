"""The column of villages: choosing, filtering, keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from gui.widgets.step_dots import StepMark
from gui.widgets.village_list import VillageItem, VillageList

ITEMS = (
    VillageItem("1", "西岭嘎查", "7★", StepMark.DOING),
    VillageItem("2", "月亮泡嘎查", "9★", StepMark.DONE),
    VillageItem("3", "柳树沟村"),
)


@pytest.fixture
def villages(qtbot):
    column = VillageList()
    qtbot.addWidget(column)
    column.set_items(ITEMS)
    column.show()
    return column


@pytest.fixture
def chosen(villages):
    keys: list[str] = []
    villages.village_chosen.connect(keys.append)
    return keys


def test_the_first_is_current_and_nothing_is_told(villages, chosen):
    assert villages.current == "1"
    villages.set_items(ITEMS, "2")
    assert villages.current == "2"
    villages.set_items(ITEMS[:1])
    assert villages.current == "1"
    assert chosen == []


def test_arrows_work_in_the_filter(qtbot, villages, chosen):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(villages.filter_field, key)
    assert chosen == ["2", "3", "2"]


def test_a_filter_hides_without_changing_the_village(qtbot, villages, chosen):
    villages.filter_field.setText("柳树")
    qtbot.waitUntil(lambda: villages.shown == ("3",))
    assert villages.current == "1"
    assert chosen == []
    with qtbot.waitSignal(villages.village_opened) as opened:
        qtbot.keyClick(villages.filter_field, Qt.Key.Key_Return)
    assert opened.args == ["3"]
    assert chosen == ["3"]
    villages.choose("1")
    assert villages.shown == ("1", "2", "3")
    assert chosen == ["3", "1"]


def test_enter_opens_the_current_village(qtbot, villages):
    villages.choose("2")
    view = villages.findChild(QListView)
    with qtbot.waitSignal(villages.village_opened) as opened:
        view.activated.emit(view.currentIndex())
    assert opened.args == ["2"]


def test_the_model_is_sound(villages, qtmodeltester):
    qtmodeltester.check(villages.findChild(QListView).model())


def test_lines_tell_their_state_in_words(villages):
    model = villages.findChild(QListView).model()
    words = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert words == "西岭嘎查　7★　进行中"
