"""日志: entries in words, filters, older entries, and what an entry changed."""

from __future__ import annotations

import pytest

from evaluation.actions import ACTIONS
from gui.office_bridge import OfficeBridge
from gui.pages import log
from gui.pages.log import LogPage
from tests.gui.pages.registers import ROUND, opened, village_code


@pytest.fixture
def bridge(qapp, tmp_path):
    with opened("at work", tmp_path) as office:
        yield OfficeBridge(office)


@pytest.fixture
def page(qtbot, bridge):
    shown = LogPage(bridge)
    qtbot.addWidget(shown)
    shown.resize(1180, 680)
    shown.show()
    shown.shown()
    return shown


def _village(bridge, number):
    return bridge.board().rows[number - 1].id


def test_the_newest_entry_comes_first(page):
    numbers = [entry.number for entry in page.entries]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    assert page.table.current_row() == 0


def test_a_new_entry_appears_while_the_page_is_open(page, bridge):
    before = page.entries[0].number
    bridge.act(
        ACTIONS["enter_bonus"],
        round=ROUND,
        village=village_code(3),
        star="3",
        points="2.5",
        basis="市级示范合作社",
    )
    assert page.entries[0].number == before + 1
    page.table.choose_key(str(before + 1))
    assert "★3 产业兴旺星" in page._changes.text
    assert "分值 2.5" in page._changes.text
    assert page._reason.text == "理由：市级示范合作社"


def test_the_village_filter_shows_only_its_entries(page, bridge):
    village = _village(bridge, 4)
    page.open_subject(village)
    assert page.entries
    assert {entry.village for entry in page.entries} == {village}


def test_the_kind_filter_shows_only_its_events(page):
    page.kind_choice.set_value("ballot")
    page.kind_choice.value_changed.emit("ballot")
    assert {str(entry.event) for entry in page.entries} == {"ballot.entered", "ballot.sealed"}


def test_nothing_found_is_said(page):
    page.kind_choice.set_value("papers")
    page.kind_choice.value_changed.emit("papers")
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    assert not page._detail.isVisible()


def test_older_entries_come_page_by_page_without_gap_or_repeat(qtbot, bridge, monkeypatch):
    monkeypatch.setattr(log, "_PAGE", 20)
    page = LogPage(bridge)
    qtbot.addWidget(page)
    page.shown()
    assert len(page.entries) == 20
    assert not page.older_button.isHidden()
    while not page.older_button.isHidden():
        page.older_button.click()
    numbers = [entry.number for entry in page.entries]
    assert numbers == list(range(numbers[0], 0, -1))


def test_a_filter_that_hits_rarely_reads_on_until_it_has_a_page(qtbot, bridge, monkeypatch):
    monkeypatch.setattr(log, "_PAGE", 10)
    page = LogPage(bridge)
    qtbot.addWidget(page)
    page.kind_choice.set_value("office")
    page.shown()
    # The only entries about the office are the very oldest.
    assert [str(entry.event) for entry in page.entries] == [
        "person.entered",
        "person.entered",
        "office.named",
    ]


def test_a_change_is_told_before_and_after(page, bridge):
    bridge.act(ACTIONS["set_round_details"], round=ROUND, issuer="中共示例旗委组织部")
    page.table.choose_key(str(page.entries[0].number))
    assert "颁证单位 中共示例镇委员会 → 中共示例旗委组织部" in page._changes.text


def test_a_narrow_page_leaves_columns_to_the_pane(page):
    page.resize(820, 420)
    headers = [column.header for column in page.table.rows.columns]
    assert headers == ["时间", "事项", "嘎查村", "对象"]
    assert page.table.rows.rowCount() == len(page.entries)
