"""新建年度: the four pages, what is refused on each, and what stands after a failure."""

from __future__ import annotations

import json

import pytest

from db.exchange import divisions
from db.exchange.standards import preset_text
from evaluation.actions import ACTIONS
from evaluation.faults import RatingFault
from evaluation.rounds import Participation, PinnedStandard, Round
from evaluation.steps.records import Holiday
from evaluation.villages import Village
from gui.dialogs import new_year
from gui.dialogs.last_year import carried_villages
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.office_bridge import OfficeBridge
from tests.gui.pages.registers import ROUND, opened, village_code

COUNTY = "152201"
TOWN = "152201101"


@pytest.fixture
def empty(qapp, tmp_path):
    with opened("empty", tmp_path) as office:
        yield OfficeBridge(office)


@pytest.fixture
def with_year(qapp, tmp_path):
    with opened("year", tmp_path) as office:
        yield OfficeBridge(office)


def _dialog(qtbot, bridge):
    dialog = NewYearDialog(bridge)
    qtbot.addWidget(dialog)
    return dialog


def _write(field, text):
    field.editor.setText(text)
    field.editor.editingFinished.emit()


def test_the_year_whose_rating_is_due_is_proposed(qtbot, empty):
    # 8 January 2027: the year to be rated is the one that has just ended.
    assert _dialog(qtbot, empty).year.value() == "2026"


def test_the_next_free_year_is_proposed(qtbot, with_year):
    assert _dialog(qtbot, with_year).year.value() == "2027"


@pytest.mark.parametrize("typed", ["", "1990", "二〇二六"])
def test_a_year_that_is_none_stops_on_its_page(qtbot, empty, typed):
    dialog = _dialog(qtbot, empty)
    dialog.year.editor.setText(typed)
    dialog.forward()
    assert dialog.place == 0
    assert dialog.year.fault


def test_a_year_that_is_there_stops_on_its_page(qtbot, with_year):
    dialog = _dialog(qtbot, with_year)
    _write(dialog.year, "2026")
    dialog.forward()
    assert dialog.place == 0
    assert "已经建立" in dialog.year.fault


def test_standards_of_the_unit_type_are_offered(qtbot, empty):
    dialog = _dialog(qtbot, empty)
    dialog.forward()
    assert {offer.standard.unit for offer in dialog.standard._offers.values()} == {"嘎查村"}
    dialog.back()
    dialog.unit.set_value("社区")
    dialog.forward()
    assert {offer.standard.unit for offer in dialog.standard._offers.values()} == {"社区"}
    assert dialog.standard.offer.standard.name.startswith("社区")


def test_last_years_standard_comes_first(qtbot, with_year):
    dialog = _dialog(qtbot, with_year)
    dialog.forward()
    assert dialog.standard.offer.source == "沿用 2026 年度"


def test_a_bad_standard_is_refused_with_all_its_faults(qtbot, empty, tmp_path):
    dialog = _dialog(qtbot, empty)
    dialog.forward()
    chosen = dialog.standard.offer
    bad = tmp_path / "坏的.json"
    bad.write_text('{"form": 1, "name": "", "stars": [{"id": "s1"}]}', encoding="utf-8")
    dialog.standard.read_file(bad)
    assert "处错误" in dialog.standard.notice._sentence.text()
    assert "stars[0].name" in dialog.standard._faults.text
    assert dialog.standard.offer == chosen


def test_the_offices_own_standard_is_read_and_pinned(qtbot, empty, tmp_path):
    own = json.loads(preset_text("shixing-moren"))
    own |= {
        "name": "示例旗考评办法",
        "basis": "《示例旗星级管理办法》",
        "document": "×党发〔2026〕3 号",
        "template": False,
    }
    path = tmp_path / "办法.json"
    path.write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    dialog = _dialog(qtbot, empty)
    dialog.forward()
    dialog.standard.read_file(path)
    for _ in range(3):
        dialog.forward()
    assert [item.name for item in empty.reader.find(PinnedStandard)] == ["示例旗考评办法"]
    assert not empty.head().draft


def test_a_year_is_made_with_the_villages_that_were_ticked(qtbot, empty):
    dialog = _dialog(qtbot, empty)
    dialog.forward()
    dialog.forward()
    dialog.from_list.open_county(COUNTY, TOWN)
    dialog.from_list.all_button.click()
    expected = len(divisions.units(TOWN, "嘎查村"))
    dialog.forward()
    _write(dialog.issuer, "中共示例旗委组织部")
    with qtbot.waitSignal(dialog.made) as made:
        dialog.forward()
    assert made.args == [ROUND]
    assert empty.round == ROUND
    assert len(empty.board().rows) == expected
    kept = empty.reader.get(Round, ROUND)
    assert (kept.issuer, kept.cutoff) == ("中共示例旗委组织部", "2026-12-31")
    # The notice clock knows the holidays of the year and of the next.
    assert empty.reader.get(Holiday, "2027-01-01") is not None


def test_farms_are_shown_apart_and_not_ticked_with_all(qtbot, empty):
    town = next(
        town
        for county in divisions.counties("嘎查村")
        for town in divisions.towns(county.code, "嘎查村")
        if town.farms and town.villages
    )
    dialog = _dialog(qtbot, empty)
    choice = dialog.from_list
    choice.open_county(town.county_code, town.code)
    choice.all_button.click()
    assert len(choice.entries()) == town.villages
    captions = [item.name for item in choice.villages.items if not item.key]
    assert len(captions) == 1
    choice.villages.tick(len(choice.villages.items) - 1)
    assert len(choice.entries()) == town.villages + 1
    choice.none_button.click()
    assert choice.entries() == []


def test_ticks_of_another_town_are_kept_and_counted(qtbot, empty):
    dialog = _dialog(qtbot, empty)
    choice = dialog.from_list
    choice.open_county(COUNTY, TOWN)
    choice.villages.tick(0)
    choice.towns.choose("152201100")
    choice.villages.tick(1)
    assert choice.summary() == "已选 2 个苏木乡镇街道的 2 个嘎查村"
    assert [entry["code"][:9] for entry in choice.entries()] == ["152201100", TOWN]
    notes = {item.key: item.note for item in choice.towns.items}
    assert notes[TOWN] == "1/24"


def test_a_whole_county_is_ticked_at_once(qtbot, empty):
    dialog = _dialog(qtbot, empty)
    choice = dialog.from_list
    choice.open_county(COUNTY)
    choice.county_button.click()
    county = next(item for item in divisions.counties() if item.code == COUNTY)
    assert len(choice.entries()) == county.villages


def test_a_year_without_villages_can_be_made_for_now(qtbot, empty):
    dialog = _dialog(qtbot, empty)
    dialog.forward()
    dialog.forward()
    dialog.way.choose("later")
    dialog.forward()
    dialog.forward()
    assert empty.reader.get(Round, ROUND) is not None
    assert empty.reader.find(Participation) == ()


def test_last_years_roster_is_carried_over_with_its_order(qtbot, with_year):
    with_year.act(
        ACTIONS["order_villages"],
        round=ROUND,
        villages=[village_code(number) for number in range(15, 0, -1)],
    )
    dialog = _dialog(qtbot, with_year)
    for _ in range(4):
        dialog.forward()
    assert with_year.round == "2027/嘎查村"
    rows = with_year.board().rows
    assert [row.name for row in rows][:2] == ["查干淖尔北嘎查", "金沙窝堡嘎查"]
    assert len(rows) == 15


def test_changes_since_last_year_are_listed_and_merged_villages_not_proposed(with_year):
    register = with_year.office.register
    members = sorted(register.find(Participation, round=ROUND), key=lambda item: item.position)
    from evaluation.history import HistoryEvent

    with register.unit_of_work("录入员甲", with_year.office.clock()) as work:
        lasting = work.get(Village, members[0].village)
        work.put(
            Village(lasting.id, lasting.town, merged_into=members[1].village, ended="2026-11-01")
        )
        work.log(HistoryEvent.ROSTER_CHANGED, round=ROUND)
    with_year.act(
        ACTIONS["set_participation"],
        round=ROUND,
        village=village_code(3),
        status="excluded",
        reason="新设立",
    )
    carried = carried_villages(with_year.reader, with_year.reader.get(Round, ROUND), 2027)
    assert [(item.note, item.proposed) for item in carried[:4]] == [
        ("已并入月亮泡嘎查", False),
        ("", True),
        ("上年不参评：新设立", True),
        ("", True),
    ]


def test_a_year_that_cannot_be_opened_leaves_nothing(qtbot, empty, monkeypatch):
    def refused(*_args, **_keywords):
        raise RatingFault("磁盘上的档案不能写。")

    dialog = _dialog(qtbot, empty)
    dialog.forward()
    dialog.forward()
    dialog.forward()
    monkeypatch.setattr(new_year, "open_year", refused)
    dialog.forward()
    assert "没有建立年度。磁盘上的档案不能写。" in dialog.notice._sentence.text()
    assert dialog.place == 3
    assert empty.rounds() == ()


def test_a_roster_that_is_refused_leaves_the_year_and_says_where_to_go_on(
    qtbot, empty, monkeypatch
):
    def refused(*_args, **_keywords):
        raise RatingFault("名册没有导入，请先改正下列各行：", places=("第 1 行：代码不对。",))

    dialog = _dialog(qtbot, empty)
    dialog.forward()
    dialog.forward()
    dialog.from_list.open_county(COUNTY, TOWN)
    dialog.from_list.villages.tick(0)
    dialog.forward()
    with monkeypatch.context() as patch:
        patch.setattr(new_year, "add_villages", refused)
        dialog.forward()
    words = dialog.notice._sentence.text()
    assert "2026 年度已经建立" in words
    assert "第 1 行：代码不对。" in words
    assert dialog.place == 2
    assert not dialog.back_button.isEnabled()
    # Trying again adds the villages and opens no second year.
    dialog.forward()
    dialog.forward()
    assert len(empty.board().rows) == 1
    assert len(empty.rounds()) == 1


def test_villages_are_added_later_and_those_there_stay_as_they_are(qtbot, empty, tmp_path):
    first = _dialog(qtbot, empty)
    first.forward()
    first.forward()
    first.from_list.open_county(COUNTY, TOWN)
    first.from_list.villages.tick(0)
    first.forward()
    first.forward()
    dialog = RosterDialog(empty)
    qtbot.addWidget(dialog)
    assert dialog.choice.villages.items[0].note == "已在名册"
    assert not dialog.add_button.isEnabled()
    dialog.choice.villages.tick(0)
    assert dialog.choice.entries() == []
    dialog.choice.villages.tick(1)
    dialog.add()
    assert [row.position for row in empty.board().rows] == [1, 2]
