"""总览: what it says of steps and villages, and where its keys and cards lead."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QSettings, Qt

from db.exchange.standards import preset_names, preset_text, read_preset
from evaluation.actions import ACTIONS
from evaluation.checks import Severity, check_round
from evaluation.faults import RatingFault
from evaluation.steps.records import StepDates
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.dialogs.step_dates import StepDatesDialog
from gui.dialogs.why import WhyDialog
from gui.jobs import SynchronousRunner
from gui.office_bridge import OfficeBridge
from gui.pages.overview import OverviewPage
from gui.pages.overview_filter import VillageFilter, initials
from gui.pages.overview_plan import plan_of, posted_until
from gui.pages.overview_remarks import BACK_UP, CHOOSE_PLACE, LOOK_AGAIN, PLAN, copy_remark
from gui.pages.overview_words import (
    check_words,
    current_step,
    foot_words,
    next_step,
    plan_sentences,
    step_notes,
    working_step,
)
from gui.pages.settings_backup import BACKUP_PLACE
from gui.second_copies import CopyState, SecondCopies
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


def _plan(bridge):
    board = bridge.board()
    return plan_of(bridge.reader, board.head, until=posted_until(board.notices))


def _notes(bridge, today, **further):
    return step_notes(bridge.board(), _plan(bridge), today, **further)


def _next(bridge, today=date(2027, 1, 8), reported=()):
    return next_step(bridge.board(), _plan(bridge), today, reported)


def _plan_year(bridge, planned_on):
    bridge.act(ACTIONS["plan_year"], round=ROUND, planned_on=planned_on)


def test_steps_say_counts_and_what_is_due(bridge):
    notes = _notes(bridge, date(2027, 1, 8))
    assert [(note.done, note.total) for note in notes] == [
        (15, 15), (15, 15), (9, 15), (0, 15), (0, 15),
    ]  # fmt: skip
    assert [note.words for note in notes] == [
        "已完成 · 12月15日截止",
        "已完成 · 12月31日截止",
        "还有 4 天 · 1月12日截止",
        "待初评签字 · 1月20日截止",
        "1月21日起 · 1月31日定评",
    ]
    assert [note.mark for note in notes] == [
        StepMark.DONE, StepMark.DONE, StepMark.DOING, StepMark.EMPTY, StepMark.EMPTY,
    ]  # fmt: skip
    assert [note.current for note in notes] == [False, False, True, False, False]
    assert [note.urgent for note in notes] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("today", "words", "urgent"),
    [
        (date(2027, 1, 12), "今天截止 · 1月12日截止", True),
        (date(2027, 1, 15), "已过 3 天 · 1月12日截止", True),
        (date(2026, 12, 20), "还有 23 天 · 1月12日截止", False),
    ],
)
def test_a_deadline_reached_or_passed_is_urgent(bridge, today, words, urgent):
    note = _notes(bridge, today)[2]
    assert (note.words, note.urgent) == (words, urgent)


def test_a_narrow_card_leaves_the_date_out(bridge):
    notes = _notes(bridge, date(2027, 1, 8), narrow=True)
    assert notes[2].words == "还有 4 天"


def test_cards_go_by_the_planned_day_of_decision(bridge):
    _plan_year(bridge, "2027-01-29")
    notes = _notes(bridge, date(2027, 1, 8))
    assert notes[2].words == "还有 5 天 · 1月13日截止"
    assert notes[4].words == "1月22日起 · 1月29日定评"


def test_a_card_with_something_that_does_not_fit_bears_a_sign_and_tells_it(bridge, page):
    notes = _notes(bridge, date(2027, 1, 8))
    assert [note.warning for note in notes] == [False, False, False, False, True]
    assert "定评日1月31日是星期日" in notes[4].told
    assert "还有 4 天，其中工作日 3 天" in notes[2].told
    assert "镇党委会：到1月15日" in notes[3].told
    assert page.step_cards[4].toolTip() == notes[4].told
    assert [remark.text for remark in page.remarks.remarks] == [
        "定评日1月31日是星期日，不是工作日。可以改在1月29日或2月1日。"
    ]


def test_what_is_done_is_not_warned_of(bridge):
    _plan_year(bridge, "2027-01-29")
    bridge.act(
        ACTIONS["set_step_dates"], round=ROUND, step="self", opens="2026-12-05", closes="2026-12-06"
    )
    plan = _plan(bridge)
    assert plan.warnings_of("self")
    assert plan_sentences(bridge.board(), plan, date(2027, 1, 8)) == ()
    assert not _notes(bridge, date(2027, 1, 8))[0].warning


def test_a_step_that_is_late_is_not_told_how_it_should_have_been_planned(bridge):
    bridge.act(
        ACTIONS["set_step_dates"],
        round=ROUND,
        step="assessment",
        opens="2027-01-02",
        closes="2027-01-03",
    )
    plan = _plan(bridge)
    assert len(plan_sentences(bridge.board(), plan, date(2027, 1, 3))) == 3
    assert len(plan_sentences(bridge.board(), plan, date(2027, 1, 4))) == 1


def test_tab_goes_from_the_top_down(page):
    def after(widget):
        following = widget.nextInFocusChain()
        while not (following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible()):
            following = following.nextInFocusChain()
        return following

    assert after(page.step_cards[0]) is page.step_cards[1]
    assert after(page.step_cards[4]) is page.next_card.warning_button
    assert after(page.next_card.button) is page.remarks.lines[0].link
    assert after(page.remarks.lines[0].link) is page.bar.filter_field
    assert after(page.bar.plan_button) is page.table


def test_a_fault_comes_before_the_next_village(bridge):
    following = _next(bridge)
    assert following.title == "西岭嘎查 · 与自评相差超 10 分未说明"
    assert following.step is not None
    assert following.step.id == "assessment"
    assert following.button == "去处理"


def test_a_reported_veto_case_leads_to_its_page(bridge):
    item = bridge.board().head.standard.vetoes[0].id
    bridge.act(ACTIONS["authorise_veto"], round=ROUND, item=item, document="示组发〔2026〕1号")
    bridge.act(
        ACTIONS["record_veto"],
        round=ROUND,
        village=village_code(1),
        item=item,
        fact="虚构的线索",
        document="示纪函〔2026〕2号",
    )
    village = bridge.board().rows[0].id
    following = _next(bridge, reported={village})
    assert (following.page, following.village) == ("veto", village)
    assert "线索未认定" in following.title


def test_without_faults_the_first_open_village_of_the_step_at_work_is_next(qtbot, tmp_path):
    with opened("year", tmp_path) as office:
        bridge = OfficeBridge(office)
        following = _next(bridge, date(2026, 11, 28))
        assert following.title == "西岭嘎查 · 嘎查村自评"
        assert following.note.startswith("12月1日开始")
        assert following.village == bridge.board().rows[0].id
        # Side by side the step that is due first goes first.
        bridge.act(
            ACTIONS["set_step_dates"],
            round=ROUND,
            step="ballot",
            opens="2026-12-01",
            closes="2026-12-10",
        )
        assert _next(bridge).title == "西岭嘎查 · 党员群众测评"


def test_a_draft_is_continued(bridge):
    for star in ("1", "2"):
        bridge.act(
            ACTIONS["explain_star"],
            round=ROUND,
            village=village_code(1),
            step="assessment",
            star=star,
            text="以现场查看为准",
            assessor="考评二组",
        )
    following = _next(bridge)
    assert following.title == "西岭嘎查 · 镇党委初评"
    assert following.button == "继续录入"
    assert "测评满意率" in following.note


def test_check_words_count_what_must_be_changed_first(bridge):
    findings = check_round(bridge.reader, ROUND)
    must = sum(item.severity is Severity.MUST for item in findings)
    assert check_words(findings) == (f"数据校核：{must} 处要处理 ›", True)
    others = [item for item in findings if item.severity is not Severity.MUST]
    words, grave = check_words(others)
    assert words.endswith("处请说明 ›")
    assert not grave
    assert check_words(()) == ("", False)


def test_a_step_after_the_last_is_none(bridge):
    step = current_step(bridge.board())
    assert step is not None
    assert step.id == "assessment"
    working = working_step(bridge.board(), _plan(bridge))
    assert working is not None
    assert working.id == "assessment"


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
    assert asked.args == ["scoring", village]
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
        assert asked.args == ["scoring", village]


def test_a_step_card_leads_to_its_page(page, qtbot):
    with qtbot.waitSignal(page.page_wanted) as asked:
        page.step_cards[4].opened.emit()
    assert asked.args[0] == "notice"


def test_the_filter_narrows_the_table_and_keeps_the_keys(page, qtbot):
    page.open_filter()
    page.bar.filter_field.setText("村")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 8)
    names = {page.table.rows.entry(place)[0].name for place in range(8)}
    assert all("村" in name for name in names)
    qtbot.keyClick(page.bar.filter_field, Qt.Key.Key_Down)
    assert page.current_village().name in names


def test_a_filter_without_a_hit_leaves_an_empty_table_and_no_village(page, qtbot):
    page.open_filter()
    page.bar.filter_field.setText("没有这个村")
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 0)
    assert page.current_village() is None
    page.explain()
    assert page.dialog is None


def test_the_warning_leads_to_the_checks(page, qtbot):
    assert page.next_card.warning_button.text().startswith("数据校核：")
    with qtbot.waitSignal(page.page_wanted) as asked:
        page.next_card.warning_button.click()
    assert asked.args == ["checks", ""]


def _names(page):
    rows = page.table.rows
    return [rows.entry(place)[0].name for place in range(rows.rowCount())]


def _choose(field, key):
    field.set_value(key)
    field.value_changed.emit(key)


def test_initials_of_names():
    assert initials("西岭嘎查") == "xlgc"
    assert initials("查干淖尔北嘎查") == "cgnebgc"
    assert initials("白鹭湾A1村") == "b?wa1c"
    assert initials("苏尼特𠳐嘎查") == "snt?gc"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("xlg", ["西岭嘎查", "白桦林嘎查"]),
        ("YLP", ["月亮泡嘎查"]),
        ("blw", ["白鹭湾村"]),
        ("159901100207", ["白鹭湾村"]),
        ("qh", ["青禾甸子村"]),
        ("zzz", []),
    ],
)
def test_a_village_is_found_by_initials_and_code(bridge, words, found):
    board = bridge.board()
    chosen = VillageFilter(words)
    assert [row.name for row in board.rows if chosen.shows(board, row, 3)] == found


def test_filters_by_step_class_and_open_work(page):
    _choose(page.bar.state_field, "assessment:none")
    assert _names(page) == ["东泉嘎查", "杏花岭村", "金沙窝堡嘎查", "查干淖尔北嘎查"]
    assert page.foot[0].startswith("筛选出 4/15")
    _choose(page.bar.class_field, "先进")
    assert _names(page) == []
    page.bar.clear_button.click()
    assert len(_names(page)) == 15
    assert not page.bar.filter
    page.bar.open_box.setChecked(True)
    assert _names(page)[:3] == ["西岭嘎查", "东泉嘎查", "白桦林嘎查"]
    _choose(page.bar.class_field, "先进")
    assert _names(page) == []  # its draft would give it, and the year does not show that
    page._bridge.attempt(ACTIONS["set_round_details"], round=ROUND, show_early=1)
    page.refresh()
    assert _names(page) == ["西岭嘎查"]


def test_choices_name_only_what_occurs_with_its_number(page):
    editor = page.bar.state_field.editor
    words = [editor.itemText(place) for place in range(editor.count())]
    assert words == [
        "全部步骤", "自评已签 15", "测评已签 15", "初评未开始 4", "初评未签 2", "初评已签 9",
        "审核未审 15", "公示未张贴 15",
    ]  # fmt: skip


def test_every_column_sorts_and_the_office_order_comes_back(page):
    columns = page.table.rows.columns
    assert all(column.sort_key is not None for column in columns)
    _choose(page.bar.sort_field, "总分")
    assert _names(page)[0] == "芦花渡村"
    numbers = [page.table.rows.entry(place)[0].position for place in range(15)]
    assert numbers != sorted(numbers)
    assert not page.bar.restore_button.isHidden()
    page.bar.direction_button.click()
    assert _names(page)[0] == "西岭嘎查"  # a draft has no total yet
    page.bar.restore_button.click()
    assert [page.table.rows.entry(place)[0].position for place in range(15)] == list(range(1, 16))
    assert page.bar.restore_button.isHidden()


def test_a_click_on_a_header_shows_in_the_bar(page):
    headers = [column.header for column in page.table.rows.columns]
    page.table.rows.sort_further(headers.index("上年"))
    assert page.bar.sort_field.value() == "上年"
    # The upper class first, within it more stars first; 一类 10★ twice.
    assert _names(page)[:2] == ["东泉嘎查", "青禾甸子村"]


def test_the_sorting_outlives_another_width(page):
    _choose(page.bar.sort_field, "总分")
    page.resize(800, 480)
    assert _names(page)[0] == "芦花渡村"
    assert page.bar.sort_field.value() == "总分"


def test_the_order_of_villages_is_arranged_in_its_window(page, qtbot):
    page.table.choose_key(_row(page, "东泉嘎查").id)
    page.open_order()
    dialog = page.dialog
    assert dialog.table.current_entry()[1].name == "东泉嘎查"
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.table.current_entry()[0] == 2
    qtbot.keyClicks(dialog.table, "1")
    qtbot.keyClicks(dialog.place.editor, "5")
    qtbot.keyClick(dialog.place.editor, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.table.current_entry()[0] == 15
    assert not dialog.down_button.isEnabled()
    dialog.save_button.click()
    assert _names(page)[14] == "东泉嘎查"


def test_an_order_is_given_up_by_cancelling(page):
    entries = page._bridge.office.register.history(limit=1)[0].number
    page.open_order()
    page.dialog.move_to(5)
    page.dialog.cancel_button.click()
    assert _names(page)[0] == "西岭嘎查"
    page.open_order()
    page.dialog.sort_by_code()
    page.dialog.move_to(3)
    page.dialog.restore()
    assert not page.dialog.back_button.isEnabled()
    page.dialog.save()
    assert page._bridge.office.register.history(limit=1)[0].number == entries


def test_a_place_that_does_not_exist_is_refused(page):
    page.open_order()
    page.dialog.place.editor.setText("16")
    page.dialog.move_button.click()
    assert "不能大于 15" in page.dialog.place.fault
    page.dialog.reject()


def test_codes_are_a_start(page):
    keys = [row.id for row in page._bridge.board().rows]
    page._bridge.act(ACTIONS["order_villages"], round=ROUND, villages=keys[::-1])
    page.open_order()
    page.dialog.code_button.click()
    assert page.dialog.order == keys
    page.dialog.reject()


def test_days_of_the_steps_are_planned_in_their_window(page):
    bridge = page._bridge
    page.open_plan()
    dialog = page.dialog
    dialog.decision.set_value("2027-01-29")
    dialog.decision.value_changed.emit("2027-01-29")
    assessment = dialog.lines[2]
    assert assessment.closes.value() == "2027-01-13"
    assessment.closes.editor.setText("2027-1-17")
    assessment.closes.editor.editingFinished.emit()
    assert "1月17日是星期日" in assessment.graves.text()
    dialog.accept_button.click()
    assert bridge.head().round.planned_on == "2027-01-29"
    kept = bridge.reader.get(StepDates, ROUND, "assessment")
    assert (kept.opens, kept.closes) == ("2027-01-02", "2027-01-17")
    assert "1月17日截止" in page.step_cards[2].accessibleName()
    page.open_plan()
    page.dialog.lines[2].reset_button.click()
    assert page.dialog.lines[2].closes.value() == "2027-01-13"
    page.dialog.accept_button.click()
    assert bridge.reader.find(StepDates) == ()


def test_days_that_run_backwards_are_not_kept(page):
    page.open_plan()
    line = page.dialog.lines[0]
    line.closes.editor.setText("2026-11-01")
    page.dialog.accept_button.click()
    assert "早于第一天" in line.closes.fault
    assert page.dialog.isVisible()
    line.closes.editor.setText("")
    line.closes.editor.editingFinished.emit()
    assert line.closes.value() == "2026-12-15"
    page.dialog.reject()
    assert page._bridge.reader.find(StepDates) == ()


# The copies on the second place -------------------------------------------------------

_NOW = datetime.fromisoformat("2027-01-08T10:42:00")


@pytest.mark.parametrize(
    ("state", "kind", "words", "key"),
    [
        (CopyState(), "warning", "还没有选备份的第二个地方", CHOOSE_PLACE),
        (CopyState("E:/", True, None), "warning", "里还没有备份", BACK_UP),
        (CopyState("E:/", False, None), "warning", "那里还没有见过备份", LOOK_AGAIN),
        (
            CopyState("E:/", False, datetime(2026, 12, 27, 17)),  # noqa: DTZ001 - local
            "warning",
            "上次备份到那里是12 天前（2026年12月27日）",
            LOOK_AGAIN,
        ),
        (CopyState("E:/", False, _NOW), None, "U 盘没有插上", LOOK_AGAIN),
        (CopyState("E:/", True, _NOW), None, "最近的备份：今天 10:42", BACK_UP),
        (
            CopyState("E:/", True, datetime(2027, 1, 1, 17)),  # noqa: DTZ001 - local
            "warning",
            "7 天前（1月1日）。已经旧了",
            BACK_UP,
        ),
        (CopyState("E:/", True, _NOW, busy=True), None, "正在备份", ""),
    ],
)
def test_the_age_of_the_copy_and_what_to_do(state, kind, words, key):
    remark = copy_remark(state, _NOW)
    assert remark is not None
    assert remark.kind == kind
    assert words in remark.text
    assert remark.key == key


def test_before_a_look_nothing_is_said():
    assert copy_remark(CopyState("E:/"), _NOW) is None


@pytest.fixture
def settings(monkeypatch, tmp_path):
    name = str(tmp_path / "settings.ini")
    monkeypatch.setattr(
        "gui.second_copies._settings", lambda: QSettings(name, QSettings.Format.IniFormat)
    )


def _copies(bridge, folder, taken):
    made: list[object] = []

    def make(place):
        if not made:
            made.append(place)
            raise RatingFault("U 盘写满了。")
        taken.append(_NOW)
        return _NOW

    return SecondCopies(
        folder / "示例镇.xjdb",
        lambda _: taken[-1] if taken else None,
        make,
        runner=SynchronousRunner(),
        parent=bridge,
    )


def test_a_copy_is_made_from_the_overview(qtbot, bridge, page, tmp_path, settings, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    bridge.act(ACTIONS["change_setting"], name=BACKUP_PLACE, value=str(stick))
    taken: list[datetime] = []
    copies = _copies(bridge, tmp_path, taken)
    told = []
    monkeypatch.setattr("gui.pages.overview.show_fault", lambda _, fault: told.append(fault))
    page.hide()
    page.show()
    assert page.remarks.remarks[-1].text.endswith("里还没有备份，请现在备份一次。")
    page.remarks.opened.emit(BACK_UP)
    assert [str(fault) for fault in told] == ["U 盘写满了。"]
    assert copies.state == CopyState(str(stick), True, None)
    page.remarks.opened.emit(BACK_UP)
    assert page.remarks.remarks[-1].text == "第二个地方最近的备份：今天 10:42。"
    # The stick is drawn out: what was seen last is still known.
    stick.rmdir()
    page.remarks.opened.emit(LOOK_AGAIN)
    assert "上次备份到那里是今天 10:42" in page.remarks.remarks[-1].text


def test_links_of_the_remarks_lead_on(page, qtbot):
    page.remarks.opened.emit(PLAN)
    assert isinstance(page.dialog, StepDatesDialog)
    page.dialog.reject()
    with qtbot.waitSignal(page.page_wanted) as asked:
        page.remarks.opened.emit(CHOOSE_PLACE)
    assert asked.args == ["settings", "backup"]


def test_a_low_page_shows_one_remark_until_asked(qtbot, bridge, page, tmp_path, settings):
    _copies(bridge, tmp_path, [])
    page.hide()
    page.resize(830, 440)
    page.show()
    assert [line.isHidden() for line in page.remarks.lines] == [False, True]
    assert page.remarks.more_button.text() == "另 1 条"
    page.remarks.more_button.click()
    assert [line.isHidden() for line in page.remarks.lines] == [False, False]
    assert page.bar.isHidden()
    page.open_filter()
    assert not page.bar.isHidden()


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
