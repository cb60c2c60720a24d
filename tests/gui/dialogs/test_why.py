"""为什么: the reasons grouped under their headings, and copied as text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from evaluation.stars.reasons import RESULT_UNTOLD
from evaluation.views import Reason
from gui.dialogs.why import WhyDialog, group_reasons
from gui.office_bridge import OfficeBridge
from gui.widgets.class_tag import ClassTag
from gui.widgets.paragraph import Paragraph
from gui.widgets.star_row import StarRow
from tests.evaluation.several import assessed_by_several, year_of_several
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


@pytest.fixture
def several(qapp, tmp_path):
    year = year_of_several(tmp_path)
    yield year
    year.close()


def test_what_drafts_give_is_kept_back_before_signing(qtbot, several):
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code, signed=2)
    bridge = OfficeBridge(several.office)
    village = several.village_id(code)
    dialog = WhyDialog.show_for(bridge, village, None)
    qtbot.addWidget(dialog)
    assert RESULT_UNTOLD in dialog.card.reasons
    assert not dialog.findChildren(StarRow)
    assert not dialog.findChildren(ClassTag)
    words = dialog.words()
    assert "考评员丁：1.3" in words
    for word in ("获得", "得星线", "达到 80", "低于 80", "总分 ", "一类"):
        assert word not in words
    several.do("set_round_details", show_early=1)
    early = WhyDialog.show_for(OfficeBridge(several.office), village, None)
    qtbot.addWidget(early)
    assert early.findChildren(ClassTag)
    assert "获得本星" in early.words()


def test_the_advice_is_a_section_of_its_own_after_the_decision(qtbot, several):
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    village = several.village_id(code)
    before = WhyDialog.show_for(OfficeBridge(several.office), village, None)
    qtbot.addWidget(before)
    assert "整改建议" not in [group.heading for group in before.groups]
    several.publish()
    after = WhyDialog.show_for(OfficeBridge(several.office), village, None)
    qtbot.addWidget(after)
    assert after.groups[-1].heading == "整改建议"
    assert "★9 制度完善星：74.70 分，比 80.00 分的得星线差 5.30 分" in after.words()


def test_sources_stand_below_their_lines(qtbot, several):
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    dialog = WhyDialog.show_for(OfficeBridge(several.office), several.village_id(code), None)
    qtbot.addWidget(dialog)
    shown = [paragraph.text for paragraph in dialog.findChildren(Paragraph)]
    assert "依据：9.1 第 1 条；制度汇编" in shown
    assert "（依据：9.1 第 1 条；制度汇编）" in dialog.words()


def test_the_text_ends_where_the_last_line_ends(qtbot, several):
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    dialog = WhyDialog.show_for(OfficeBridge(several.office), several.village_id(code), None)
    qtbot.addWidget(dialog)
    content = dialog.area.content
    qtbot.waitUntil(lambda: content.height() == content.heightForWidth(content.width()))
