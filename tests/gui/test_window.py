"""The window of a register: what the frame shows, and what its choices do."""

from __future__ import annotations

import importlib

import pytest

from db.exchange.standards import preset_text
from evaluation.actions import ACTIONS
from evaluation.rounds import Person
from gui.dialogs import ask
from gui.dialogs.new_year import NewYearDialog
from gui.pages.base import Page
from gui.window import PAGES, OfficeWindow
from tests.gui.pages.answers import Answers
from tests.gui.pages.registers import ACTOR, ROUND, opened, village_code


@pytest.fixture
def office(qapp, tmp_path):
    with opened("at work", tmp_path) as made:
        yield made


@pytest.fixture
def window(qtbot, office):
    shown = OfficeWindow(office)
    qtbot.addWidget(shown)
    yield shown
    if shown.dialog is not None:
        shown.dialog.reject()


def _badges(window):
    return {key: entry.badge for key, entry in window.sidebar._entries.items() if entry.badge}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_the_sidebar_says_what_the_pages_say_of_themselves(qapp, entry):
    kind = getattr(importlib.import_module(entry.module), entry.class_name)
    assert issubclass(kind, Page)
    assert (kind.title, kind.icon) == (entry.title, entry.icon)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
@pytest.mark.parametrize("stage", ["empty", "no villages", "at work"])
def test_every_page_opens_at_every_stage(qtbot, tmp_path, entry, stage):
    with opened(stage, tmp_path) as office:
        window = OfficeWindow(office)
        qtbot.addWidget(window)
        window.open_page(entry.key)
        assert window.current == entry.key
        assert window.page(entry.key) is not None


def test_the_frame_shows_year_office_standard_and_person(window):
    bar = window.top_bar
    assert bar.year_button.text() == "2026 年度"
    assert bar.office_button.text() == "示例镇 · 15 个嘎查村"
    assert bar._standard.text() == "十星默认标准（可修改） 第 1 版（草稿）"
    assert bar.person_button.text() == f"经办人 {ACTOR}"
    assert bar.person_button.menu_words() == ("录入员乙", "录入员甲", "添加经办人…")
    assert bar.year_button.menu_words() == ("2026 年度", "新建年度…")


def test_badges_count_what_is_open(window):
    assert _badges(window) == {"scoring": 6}
    window.bridge.act(
        ACTIONS["authorise_veto"], round=ROUND, item="V8", document="×党发〔2026〕3 号"
    )
    window.bridge.act(
        ACTIONS["record_veto"],
        round=ROUND,
        village=village_code(5),
        item="V8",
        fact="村集体新增债务",
        document="核查报告",
    )
    window.show_office()
    assert _badges(window) == {"scoring": 6, "veto": 1}


def test_an_entry_shows_when_it_was_saved(window, qtbot):
    assert window.top_bar._saved.text() == ""
    window.bridge.act(ACTIONS["enter_person"], name="录入员丙")
    qtbot.waitUntil(lambda: window.top_bar._saved.text() == "✓ 已保存 10:42")
    qtbot.waitUntil(lambda: "录入员丙" in window.top_bar.person_button.menu_words())


def test_another_person_acts_from_then_on(window, office):
    window.person_chosen.emit("录入员乙")
    assert office.actor == "录入员乙"
    assert window.top_bar.person_button.text() == "经办人 录入员乙"
    window.bridge.act(ACTIONS["enter_person"], name="录入员丙")
    assert office.register.history(limit=1)[0].actor == "录入员乙"


def test_a_new_person_is_entered_and_acts(window, office):
    with ask.answering(Answers(text="录入员丁")):
        window.person_chosen.emit(" new")
    assert office.register.get(Person, "录入员丁") is not None
    assert office.actor == "录入员丁"


def test_called_off_leaves_the_person(window, office):
    with ask.answering(Answers()):
        window.person_chosen.emit(" new")
    assert office.actor == ACTOR


def test_a_new_year_is_begun_from_the_year_menu(window):
    window.year_chosen.emit("new")
    assert isinstance(window.dialog, NewYearDialog)


def test_two_unit_types_of_a_year_are_told_apart(window):
    window.bridge.act(
        ACTIONS["open_year"], year=2026, unit="社区", standard=preset_text("shequ-sixing")
    )
    window.year_chosen.emit("2026/社区")
    assert window.bridge.round == "2026/社区"
    assert window.top_bar.year_button.text() == "2026 年度 · 社区"
    assert set(window.top_bar.year_button.menu_words()) == {
        "2026 年度 · 嘎查村", "2026 年度 · 社区", "新建年度…",
    }  # fmt: skip


def test_find_goes_to_a_village_and_to_a_page(window):
    window.open_find()
    window.dialog.search("东泉")
    window.dialog._go()
    page = window.page("overview")
    assert page.current_village().name == "东泉嘎查"
    window.open_find()
    window.dialog.search("日志")
    window.dialog._go()
    assert window.current == "history"


def test_find_by_code_and_nothing_found(window):
    window.open_find()
    window.dialog.search(village_code(4))
    assert [item.name for item in window.dialog.list.items] == ["柳树沟村"]
    window.dialog.search("没有这个村")
    window.dialog._go()
    assert window.dialog.isVisible()


def test_without_a_year_the_frame_says_so(qtbot, tmp_path):
    with opened("empty", tmp_path) as office:
        window = OfficeWindow(office)
        qtbot.addWidget(window)
        assert window.top_bar.year_button.text() == "还没有年度"
        assert window.top_bar.office_button.text() == "中共示例镇委员会"
        assert _badges(window) == {}
