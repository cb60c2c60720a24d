"""为什么: the reasons grouped under their headings, and copied as text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from evaluation.views import Reason
from gui.dialogs.why import WhyDialog, group_reasons
from gui.office_bridge import OfficeBridge
from tests.gui.pages.registers import opened

LINES = (
    Reason("s1", 0, "★1 班子坚强星：92.00 分，获得本星"),
    Reason("s1", 1, "92.00 = …"),
    Reason("total", 0, "总分 812.40。"),
    Reason("class", 0, "类别：二类（一般）"),
    Reason("class", 1, "获得 7 颗星。"),
)


def test_class_and_total_come_first_then_the_stars():
    groups = group_reasons(LINES)
    assert [group.subject for group in groups] == ["class", "total", "s1"]
    assert [line.text for line in groups[2].lines] == ["92.00 = …"]
    assert group_reasons(()) == ()


@pytest.fixture
def bridge(qapp, tmp_path):
    with opened("at work", tmp_path) as office:
        yield OfficeBridge(office)


def test_every_line_of_the_card_is_shown_and_copied(qtbot, bridge):
    for row in bridge.board().rows:
        card = bridge.card(row.id)
        dialog = WhyDialog(card)
        qtbot.addWidget(dialog)
        dialog.copy_button.click()
        copied = QGuiApplication.clipboard().text()
        for reason in card.reasons:
            assert reason.text in copied
        assert copied.startswith(f"2026 年度　{row.name}")


def test_it_opens_above_a_window_and_closes(qtbot, bridge):
    dialog = WhyDialog.show_for(bridge, bridge.board().rows[0].id, None)
    qtbot.addWidget(dialog)
    assert dialog.isVisible()
    assert dialog.windowTitle() == "为什么：西岭嘎查"
    with qtbot.waitSignal(dialog.finished):
        dialog.close_button.click()
