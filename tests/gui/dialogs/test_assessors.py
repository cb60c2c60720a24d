"""多人评分对照: the table, the disagreements below it, the keys, and nothing to compare."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from gui.dialogs.assessors import AssessorsDialog
from gui.office_bridge import OfficeBridge
from gui.theme import Colour
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import Label
from tests.evaluation.scenario_runner import changed_standard
from tests.evaluation.several import DIFFERENT, NAMES, assessed_by_several, year_of_several
from tests.evaluation.year import Year


@pytest.fixture
def year(qapp, tmp_path):
    made = year_of_several(tmp_path)
    yield made
    made.close()


def _labels(dialog):
    return [label.text() for label in dialog.findChildren(Label)]


@pytest.fixture
def compared(qtbot, year):
    """The dialog over four assessors, all signed."""
    (code,) = year.add("西岭嘎查")
    assessed_by_several(year, code)
    dialog = AssessorsDialog.show_for(OfficeBridge(year.office), year.village_id(code), None)
    qtbot.addWidget(dialog)
    return dialog


def _cells(dialog, place):
    rows = dialog.table.rows
    return [rows.cell_text(rows.entry(place), column) for column in rows.columns]


def test_stars_stand_against_assessors_with_mean_and_difference(compared):
    assert compared.windowTitle() == "多人评分对照：西岭嘎查"
    QAbstractItemModelTester(compared.table.rows)
    headers = [column.header for column in compared.table.rows.columns]
    assert headers == ["星", "考评员丁", "考评员丙", "考评员乙", "考评员甲", "平均", "相差"]
    first = ["★1 班子坚强星", "97.00", "去 84.00", "去 100.00", "92.00", "94.50", "16.00"]
    assert _cells(compared, 0) == first
    assert _cells(compared, 2)[1:] == ["100.00"] * 5 + ["0.00"]


def test_a_wide_difference_is_marked_and_coloured(compared):
    column = compared.table.rows.columns[-1]
    wide, none = compared.table.rows.entry(0), compared.table.rows.entry(2)
    assert (column.colour(wide), column.icon(wide)) == (Colour.FAULT, "warning")
    assert (column.colour(none), column.icon(none)) == (None, None)
    assert column.tooltip(wide) == "相差超过 10 分"
    assert column.tooltip(none) == ""


def test_what_falls_out_is_faint(compared):
    first = compared.table.rows.entry(0)
    shades = [column.colour(first) for column in compared.table.rows.columns[1:5]]
    assert shades == [None, Colour.FAINT, Colour.FAINT, None]


def test_the_widest_disagreements_come_first_and_are_copied(compared):
    assert [item.code for item in compared.listed] == ["2.1", "9.2", "1.1", "1.3"]
    compared.copy_button.click()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0] == "2026 年度　西岭嘎查　多人评分对照"
    assert copied[1] == "初评对照 4 张评分表：考评员丁、考评员丙、考评员乙、考评员甲。"
    assert "★1 班子坚强星\t97.00\t去 84.00\t去 100.00\t92.00\t94.50\t16.00" in copied
    place = copied.index("★2　2.1 组织生活按期开展（三会一课、主题党日）（满分 30 分）　相差 24 分")
    assert copied[place + 1] == "　考评员丁 30 分：没有扣分。"
    assert copied[place + 3].endswith("事实：全年缺 8 次。")


def test_enter_on_a_star_goes_to_its_disagreement(qtbot, compared):
    bar = compared.area.verticalScrollBar()
    compared.table.setFocus()
    compared.table.choose_key("s1")
    qtbot.keyClick(compared.table, Qt.Key.Key_Return)
    assert bar.value() > 0
    below = bar.value()
    compared.table.choose_key("s3")
    qtbot.keyClick(compared.table, Qt.Key.Key_Return)
    assert bar.value() <= below, "a star without disagreement moves nothing but the table"


def test_moving_in_the_table_keeps_the_row_in_sight(qtbot, compared):
    compared.resize(600, 320)
    compared.table.setFocus()
    compared.table.choose_key("s1")
    for _ in range(9):
        qtbot.keyClick(compared.table, Qt.Key.Key_Down)
    assert compared.table.rows.key(compared.table.current_row()) == "s10"
    row = compared.table.visualRect(compared.table.rows.index(9, 0))
    top = compared.table.viewport().mapTo(compared.area.viewport(), row.center()).y()
    assert 0 < top < compared.area.viewport().height()


def test_every_control_is_reached_by_tab(qtbot, compared):
    reached = set()
    for _ in range(8):
        widget = QGuiApplication.focusObject()
        reached.add(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert {compared.table, compared.area, compared.copy_button, compared.close_button} <= reached


def test_drafts_are_named(qtbot, year):
    (code,) = year.add("西岭嘎查")
    assessed_by_several(year, code, signed=3)
    dialog = AssessorsDialog(OfficeBridge(year.office), year.village_id(code))
    qtbot.addWidget(dialog)
    assert "考评员丁（草稿）、" in dialog.words()
    assert "草稿按现在录入的算。" in dialog.words()


@pytest.mark.parametrize(("sheets", "sentence"), [(0, "还没有评分表"), (1, "只有一张评分表")])
def test_with_less_than_two_sheets_it_says_so(qtbot, year, sheets, sentence):
    (code,) = year.add("西岭嘎查")
    year.fill_own(code)
    if sheets:
        year.fill_assessment(code, assessor="考评员甲")
    dialog = AssessorsDialog(OfficeBridge(year.office), year.village_id(code))
    qtbot.addWidget(dialog)
    assert dialog.table is None
    (empty,) = dialog.findChildren(EmptyState)
    assert sentence in [label.text() for label in empty.children() if hasattr(label, "text")]
    assert not dialog.copy_button.isEnabled()
    with qtbot.waitSignal(dialog.finished):
        dialog.close_button.click()


def test_marked_apart_it_compares_only_what_may_be_seen(qtbot, year):
    """背靠背: the others' sheets come in once they are signed."""
    (code,) = year.add("西岭嘎查")
    year.do("set_round_details", blind=1)
    for name in NAMES[:2]:
        year.do("enter_person", name=name, office="党建办", role="考评")
    for name in NAMES[:2]:
        year.office.actor = name
        rows = list(DIFFERENT[NAMES.index(name)])
        year.fill_assessment(code, deductions=rows, assessor=name)
    dialog = AssessorsDialog(OfficeBridge(year.office), year.village_id(code))
    qtbot.addWidget(dialog)
    assert [sheet.name for sheet in dialog.spread.assessors] == ["考评员乙"]
    assert "背靠背打分：别人还没有签字的表不在内。" in dialog.words()


def test_where_all_agree_it_says_so(qtbot, year):
    (code,) = year.add("西岭嘎查")
    for name in NAMES[:2]:
        year.fill_assessment(code, assessor=name)
    dialog = AssessorsDialog(OfficeBridge(year.office), year.village_id(code))
    qtbot.addWidget(dialog)
    assert dialog.listed == ()
    assert "各项指标打分一致，没有分歧。" in _labels(dialog)
    assert _cells(dialog, 9) == ["★10 群众满意星", "—", "—", "—", "0.00"]


def test_whole_stars_are_compared_without_indicators(qtbot, tmp_path):
    changes = {"steps/assessment/depth": "star", "stars/s10/weights": {"ballot": 100}}
    year = Year(tmp_path / "示例镇.xjdb", text=changed_standard("shixing-moren", changes))
    try:
        (code,) = year.add("西岭嘎查")
        for name, score in zip(NAMES, ("60", "90"), strict=False):
            scores = {f"s{n}": score if n == 1 else "100" for n in range(1, 10)}
            year.fill_assessment(code, scores=scores, assessor=name)
        dialog = AssessorsDialog(OfficeBridge(year.office), year.village_id(code))
        qtbot.addWidget(dialog)
        assert _cells(dialog, 0) == ["★1 班子坚强星", "90.00", "60.00", "75.00", "30.00"]
        assert len(dialog.spread.stars) == 9
        assert "每颗星整颗打分，没有按指标的对照。" in _labels(dialog)
    finally:
        year.close()


def test_only_the_widest_are_listed(qtbot, year):
    (code,) = year.add("西岭嘎查")
    items = [
        "1.3",
        "1.4",
        "2.1",
        "4.1",
        "4.3",
        "5.3",
        "6.1",
        "6.2",
        "6.3",
        "8.3",
        "9.1",
        "9.2",
        "9.3",
        "7.4",
    ]
    many = [{"item": item, "clause": "1", "count": 1, "fact": "一处"} for item in items]
    year.fill_assessment(code, deductions=many, assessor=NAMES[0])
    year.fill_assessment(code, assessor=NAMES[1])
    dialog = AssessorsDialog(OfficeBridge(year.office), year.village_id(code))
    qtbot.addWidget(dialog)
    assert "分歧最大的指标（14 项有分歧，列出前 12 项）" in _labels(dialog)
