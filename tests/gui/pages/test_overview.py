"""总览: what it says of steps and villages, and where its keys and cards lead."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.exchange.standards import preset_names, preset_text, read_preset
from evaluation.actions import ACTIONS
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.dialogs.why import WhyDialog
from gui.office_bridge import OfficeBridge
from gui.pages.overview import OverviewPage
from gui.pages.overview_words import current_step, foot_words, next_step, step_notes
from gui.widgets.step_dots import StepMark
from tests.gui.pages.registers import ROUND, opened, village_code


@pytest.fixture
def bridge(qapp, tmp_path):
    with opened("at work", tmp_path) as office:
        yield OfficeBridge(office)


@pytest.fixture
def page(qtbot, bridge):
    shown = OverviewPage(bridge)
    qtbot.addWidget(shown)
    shown.resize(1180, 680)
    shown.show()
    shown.shown()
    yield shown
    if shown.dialog is not None:
        shown.dialog.reject()


def _row(page, name):
    return next(row for row in page._bridge.board().rows if row.name == name)


def test_steps_say_counts_and_what_is_due(bridge):
    board = bridge.board()
    notes = step_notes(board, date(2027, 1, 8))
    assert [(note.done, note.total) for note in notes] == [
        (15, 15), (15, 15), (9, 15), (0, 15), (0, 15),
    ]  # fmt: skip
    assert [note.words for note in notes] == [
        "已完成 · 12月15日截止",
        "已完成 · 12月31日截止",
        "还有 4 天 · 1月12日截止",
        "待初评全部签字",
        "5 个工作日",
    ]
    assert [note.mark for note in notes] == [
        StepMark.DONE, StepMark.DONE, StepMark.DOING, StepMark.EMPTY, StepMark.EMPTY,
    ]  # fmt: skip
    assert [note.current for note in notes] == [False, False, True, False, False]
    assert [note.urgent for note in notes] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("today", "words", "urgent"),
    [
        (date(2027, 1, 12), "今天到期 · 1月12日截止", True),
        (date(2027, 1, 15), "已过 3 天 · 1月12日截止", True),
        (date(2026, 12, 20), "还有 23 天 · 1月12日截止", False),
    ],
)
def test_a_deadline_reached_or_passed_is_urgent(bridge, today, words, urgent):
    note = step_notes(bridge.board(), today)[2]
    assert (note.words, note.urgent) == (words, urgent)


def test_a_narrow_card_leaves_the_date_out(bridge):
    notes = step_notes(bridge.board(), date(2027, 1, 8), narrow=True)
    assert notes[2].words == "还有 4 天"


def test_the_next_action_is_the_first_open_village_of_the_earliest_open_step(bridge):
    board = bridge.board()
    step = current_step(board)
    assert step is not None
    assert step.id == "assessment"
    following = next_step(board)
    assert following.title == "西岭嘎查 · 镇党委初评"
    assert following.button == "继续录入"
    assert following.village == board.rows[0].id
    assert "测评满意率" in following.note


def test_the_foot_names_what_the_star_rate_is_counted_over(bridge):
    words = foot_words(bridge.board())
    assert words.startswith("已签 9/15：先进 2 · 一般 6 · 后进 1")
    assert "获星率 72.22%（65/90，按已签村计）" in words


def test_the_table_shows_every_village_in_the_offices_order(page):
    assert page.table.rows.rowCount() == 15
    bridge = page._bridge
    bridge.act(
        ACTIONS["order_villages"],
        round=ROUND,
        villages=[village_code(number) for number in range(15, 0, -1)],
    )
    assert page.table.rows.entry(0)[0].name == "查干淖尔北嘎查"


def test_villages_that_wait_for_others_have_nothing_to_do(page):
    column = page.table.rows.columns[-1]
    words = {
        page.table.rows.entry(place)[0].name: column.value(page.table.rows.entry(place))
        for place in range(15)
    }
    assert words["月亮泡嘎查"] == "—"
    assert words["东泉嘎查"] == "初评未开始"
    assert words["西岭嘎查"] == "与自评相差超 10 分未说明"


def test_only_totals_that_rest_on_drafts_are_faded(page):
    column = next(item for item in page.table.rows.columns if item.header == "总分")
    faded = {
        page.table.rows.entry(place)[0].name
        for place in range(15)
        if column.colour(page.table.rows.entry(place))
    }
    assert faded == {"西岭嘎查", "白桦林嘎查"}


def test_enter_opens_the_sheet_the_village_waits_for(page, qtbot):
    village = _row(page, "东泉嘎查").id
    page.table.choose_key(village)
    with qtbot.waitSignal(page.page_wanted) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["scoring", f"{village} assessment/assessment"]
    assert page._bridge.village == village


def test_enter_on_an_assessed_village_opens_the_deliberation(page, qtbot):
    village = _row(page, "月亮泡嘎查").id
    page.table.choose_key(village)
    with qtbot.waitSignal(page.page_wanted) as asked:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert asked.args == ["deliberation", village]


def test_the_table_begins_at_the_next_village(page):
    assert page.current_village().name == "西岭嘎查"


def test_ctrl_enter_and_the_button_start_the_next_action(page, qtbot):
    village = _row(page, "西岭嘎查").id
    for start in (
        page.next_card.button.click,
        lambda: qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ):
        with qtbot.waitSignal(page.page_wanted) as asked:
            start()
        assert asked.args == ["scoring", f"{village} assessment/assessment"]


def test_a_step_card_leads_to_its_page(page, qtbot):
    with qtbot.waitSignal(page.page_wanted) as asked:
        page.step_cards[4].opened.emit()
    assert asked.args[0] == "notice"


def test_the_filter_narrows_the_table_and_keeps_the_keys(page, qtbot):
    page.open_filter()
    page.filter_field.setText("村")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 8)
    names = {page.table.rows.entry(place)[0].name for place in range(8)}
    assert all("村" in name for name in names)
    qtbot.keyClick(page.filter_field, Qt.Key.Key_Down)
    assert page.current_village().name in names


def test_a_filter_without_a_hit_leaves_an_empty_table_and_no_village(page, qtbot):
    page.open_filter()
    page.filter_field.setText("没有这个村")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 0)
    assert page.current_village() is None
    page.explain()
    assert page.dialog is None


def test_the_warning_leads_to_the_village_with_the_fault(page):
    page.table.choose_key(_row(page, "石榴坡村").id)
    page.next_card.warning_button.click()
    assert page.current_village().name == "西岭嘎查"


def test_f4_explains_the_current_village(page):
    page.table.choose_key(_row(page, "芦花渡村").id)
    page.explain()
    assert isinstance(page.dialog, WhyDialog)
    assert page.dialog.card.row.name == "芦花渡村"


def test_an_excluded_village_is_named_with_its_reason(page):
    page._bridge.act(
        ACTIONS["set_participation"],
        round=ROUND,
        village=village_code(15),
        status="excluded",
        reason="整村搬迁",
    )
    entry = page.table.rows.entry(14)
    assert page.table.rows.columns[-1].value(entry) == "不参评：整村搬迁"
    assert "不参评 1" in page.foot[0]
    assert page.step_cards[0].accessibleName().startswith("① 嘎查村自评，14/14")


def test_a_narrow_page_leaves_the_year_before_to_a_tooltip(page):
    headers = [column.header for column in page.table.rows.columns]
    assert "上年" in headers
    page.resize(800, 480)
    narrow = [column.header for column in page.table.rows.columns]
    assert "上年" not in narrow
    entry = page.table.rows.entry(1)
    tag = next(column for column in page.table.rows.columns if column.header == "目前类别")
    assert "上年 二类 5★" in tag.tooltip(entry)


def test_without_a_year_the_page_offers_one(qtbot, tmp_path):
    with opened("empty", tmp_path) as office:
        page = OverviewPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.shown()
        assert page.empty.button.text() == "新建年度"
        page.empty.button.click()
        assert isinstance(page.dialog, NewYearDialog)
        page.dialog.reject()


def test_without_villages_the_page_offers_the_roster(qtbot, tmp_path):
    with opened("no villages", tmp_path) as office:
        page = OverviewPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.shown()
        assert page.empty.button.text() == "加入嘎查村"
        page.empty.button.click()
        assert isinstance(page.dialog, RosterDialog)
        page.dialog.reject()


@pytest.mark.parametrize("preset", preset_names())
def test_every_shipped_standard_has_an_overview(qtbot, tmp_path, preset):
    standard = read_preset(preset)
    with opened("empty", tmp_path) as office:
        round_id = f"2026/{standard.unit}"
        office.act(
            ACTIONS["open_year"], year=2026, unit=standard.unit, standard=preset_text(preset)
        )
        office.act(
            ACTIONS["add_villages"],
            round=round_id,
            villages=[{"code": village_code(1), "name": "西岭嘎查", "town": "示例镇"}],
        )
        page = OverviewPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.resize(1180, 680)
        page.shown()
        headers = [column.header for column in page.table.rows.columns]
        stars = "一二三四五六七八九十"[standard.most_stars - 1] + "星"
        assert (stars in headers) == bool(standard.most_stars)
        assert headers[1] == standard.unit
        assert len(page.step_cards) == len(standard.steps)
        entry = page.table.current_entry()
        assert entry is not None
        # Every cell can be shown while nothing has been scored.
        assert [page.table.rows.cell_text(entry, column) for column in page.table.rows.columns]
