"""The list to tick or to choose from: keys, captions, and what cannot be changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.dialogs.checked_list import CheckedItem, CheckedList

ITEMS = (
    CheckedItem("", "本镇"),
    CheckedItem("a", "西岭嘎查"),
    CheckedItem("b", "东泉嘎查", "已在名册", ticked=True, enabled=False),
    CheckedItem("", "农场"),
    CheckedItem("c", "示例农场"),
)


@pytest.fixture
def shown(qtbot):
    widget = CheckedList()
    qtbot.addWidget(widget)
    widget.set_items(ITEMS)
    widget.show()
    return widget


def test_the_model_keeps_the_rules_of_qt(shown, qtmodeltester):
    qtmodeltester.check(shown.model())


def test_space_changes_the_tick_of_the_current_line(shown, qtbot):
    shown.choose("a")
    with qtbot.waitSignal(shown.ticked) as ticked:
        qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert ticked.args == ["a", True]
    with qtbot.waitSignal(shown.ticked) as ticked:
        qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert ticked.args == ["a", False]


def test_a_click_anywhere_on_the_line_changes_its_tick(shown, qtbot):
    area = shown.visualRect(shown.model().index(4, 0))
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert [item.ticked for item in shown.items] == [False, False, True, False, True]


def test_captions_and_fixed_lines_are_never_ticked(shown):
    for row in (0, 2, 3):
        shown.tick(row)
    assert shown.items == ITEMS


def test_the_current_line_stays_when_lines_are_shown_anew(shown):
    told: list[str] = []
    shown.chosen.connect(told.append)
    shown.choose("c")
    shown.set_items(ITEMS[1:])
    assert told == ["c"]
    assert shown.items[shown.currentIndex().row()].key == "c"


def test_without_boxes_nothing_is_ticked(qtbot):
    plain = CheckedList(checkable=False)
    qtbot.addWidget(plain)
    plain.set_items(ITEMS)
    plain.tick(1)
    assert plain.items == ITEMS
