"""Every registered screen opens at the promised sizes with all its controls in reach."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QWidget

from tests.screens.__main__ import DISPLAYS
from tests.screens.reach import out_of_reach
from tests.screens.registry import all_screens

SCREENS = all_screens()


def test_names_are_unique():
    names = [screen.name for screen in SCREENS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("display", DISPLAYS, ids=lambda display: display.name)
@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.name)
def test_every_control_is_in_reach(qtbot, entry, display):
    widget = entry.build()
    qtbot.addWidget(widget)
    if entry.whole:
        widget.resize(display.width, display.height)
    widget.show()
    QApplication.processEvents()
    if entry.fits:
        assert widget.width() <= display.width
        assert widget.height() <= display.height
    assert out_of_reach(widget) == []


def test_what_is_cut_off_is_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("提交", window)
    window.resize(200, 100)
    window.show()
    button.setGeometry(150, 10, 100, 30)
    assert out_of_reach(window) == ["QPushButton 提交"]
    button.setGeometry(20, 10, 100, 30)
    assert out_of_reach(window) == []


def test_what_can_be_scrolled_to_is_in_reach(qtbot):
    area = QScrollArea()
    content = QWidget()
    QHBoxLayout(content).addWidget(QPushButton("提交"))
    content.setFixedSize(2000, 2000)
    area.setWidget(content)
    qtbot.addWidget(area)
    area.resize(200, 100)
    area.show()
    assert out_of_reach(area) == []
