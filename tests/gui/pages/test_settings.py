"""设置: office, people, year, calendar, roster and facts, backups."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from evaluation.actions import ACTIONS
from evaluation.faults import RatingFault
from evaluation.rounds import (
    OfficeRecord,
    Participation,
    ParticipationStatus,
    Person,
    Round,
    YearlyFact,
)
from evaluation.steps.records import DayKind, Holiday
from gui.dialogs import ask
from gui.dialogs.step_dates import StepDatesDialog
from gui.jobs import SynchronousRunner
from gui.office_bridge import OfficeBridge
from gui.pages.overview_remarks import BACK_UP
from gui.pages.settings import SettingsPage
from gui.pages.settings_backup import backup_place
from gui.second_copies import SecondCopies
from tests.gui.pages.answers import Answers
from tests.gui.pages.registers import ACTOR, ROUND, opened, village_code


@pytest.fixture
def bridge(qapp, tmp_path):
    with opened("year", tmp_path) as office:
        yield OfficeBridge(office)


@pytest.fixture
def page(qtbot, bridge):
    shown = SettingsPage(bridge)
    qtbot.addWidget(shown)
    shown.resize(1180, 680)
    shown.show()
    shown.shown()
    return shown


def _write(field, text):
    field.editor.setText(text)
    field.editor.editingFinished.emit()


def _members(bridge):
    found = bridge.reader.find(Participation, round=ROUND)
    return sorted(found, key=lambda member: member.position)


def test_the_office_gets_another_name(page, bridge):
    _write(page.office.name, "中共示例苏木委员会")
    assert bridge.reader.get(OfficeRecord, "office").name == "中共示例苏木委员会"


def test_an_office_without_a_name_is_refused_beside_the_field(page, bridge):
    _write(page.office.name, "")
    assert "单位名称没有填" in page.office.name.fault
    assert bridge.reader.get(OfficeRecord, "office").name == "中共示例镇委员会"


def test_a_person_is_added_changed_and_deactivated(page, bridge):
    page.office.add_button.click()
    dialog = page.office.dialog
    dialog.form.field("name").set_value("录入员丙")
    dialog.accept_button.click()
    assert bridge.reader.get(Person, "录入员丙").active == 1
    page.office.table.choose_key("录入员丙")
    page.office.edit()
    page.office.dialog.form.field("role").set_value("组织委员")
    page.office.dialog.accept_button.click()
    assert bridge.reader.get(Person, "录入员丙").role == "组织委员"
    page.office.toggle()
    assert bridge.reader.get(Person, "录入员丙").active == 0
    assert page.office.active_button.text() == "恢复在用"
    page.office.toggle()
    assert bridge.reader.get(Person, "录入员丙").active == 1


def test_two_people_of_one_name_are_refused(page, bridge):
    page.office.add_button.click()
    dialog = page.office.dialog
    dialog.form.field("name").set_value("录入员乙")
    dialog.accept_button.click()
    assert "已经有叫这个名字的人" in dialog.form.field("name").fault
    dialog.reject()


def test_whoever_is_at_work_cannot_be_deactivated(page):
    page.office.table.choose_key(ACTOR)
    assert not page.office.active_button.isEnabled()
    page.office.table.choose_key("录入员乙")
    assert page.office.active_button.isEnabled()


def test_details_of_the_year_are_kept(page, bridge):
    page.tabs.choose("year")
    _write(page.year.issuer, "中共示例旗委组织部")
    _write(page.year.prefix, "SL")
    _write(page.year.cutoff, "2026年11月30日")
    _write(page.year.planned_on, "1月29日")
    for box in page.year.switches.values():
        box.click()
    kept = bridge.reader.get(Round, ROUND)
    assert (kept.issuer, kept.certificate_prefix, kept.cutoff, kept.show_early) == (
        "中共示例旗委组织部", "SL", "2026-11-30", 1,
    )  # fmt: skip
    assert (kept.second_check, kept.blind, kept.evidence_due) == (1, 1, 1)
    assert kept.planned_on == "2027-01-29"


def test_a_planned_day_of_another_year_is_refused_beside_the_field(page, bridge):
    page.tabs.choose("year")
    _write(page.year.planned_on, "2029-01-29")
    assert "2026 年度应在" in page.year.planned_on.fault
    _write(page.year.planned_on, "")
    assert not page.year.planned_on.fault
    assert bridge.reader.get(Round, ROUND).planned_on == ""


def test_a_switch_that_is_refused_goes_back(page, bridge, monkeypatch):
    def refuse(*_args, **_details):
        raise RatingFault("已经有嘎查村审签，校对的开关不能再改。")

    monkeypatch.setattr("gui.pages.settings_year.set_round_details", refuse)
    page.tabs.choose("year")
    box = page.year.switches["second_check"]
    box.click()
    assert not box.isChecked()
    assert "已经有嘎查村审签" in page.year.notice._sentence.text()


def test_the_days_of_the_steps_open_from_the_year(page, bridge):
    page.tabs.choose("year")
    page.year.plan_button.click()
    assert isinstance(page.year.dialog, StepDatesDialog)
    assert page.year.dialog.lines[0].closes.value() == "2026-12-15"
    page.year.dialog.reject()


def test_a_published_year_is_not_changed_any_more(page, bridge):
    from dataclasses import replace

    from evaluation.history import HistoryEvent
    from evaluation.rounds import RoundState

    register = bridge.office.register
    with register.unit_of_work(ACTOR, bridge.office.clock()) as work:
        work.put(replace(work.get(Round, ROUND), state=RoundState.PUBLISHED))
        work.log(HistoryEvent.YEAR_PUBLISHED, round=ROUND)
    page.tabs.choose("year")
    assert not page.year.form.isEnabled()
    page.tabs.choose("roster")
    assert not page.roster.add_button.isEnabled()
    grid = page.roster.grid
    assert not grid.model().flags(grid.model().index(0, 4)) & Qt.ItemFlag.ItemIsEditable


def test_a_holiday_is_registered_and_changed(page, bridge):
    page.tabs.choose("calendar")
    calendar = page.calendar
    calendar.day.editor.setText("2027-2-6")
    calendar.name.editor.setText("春节")
    calendar.add()
    assert bridge.reader.get(Holiday, "2027-02-06").kind is DayKind.HOLIDAY
    calendar.day.set_value("2027-02-06")
    calendar.kind.set_value("workday")
    calendar.add()
    assert bridge.reader.get(Holiday, "2027-02-06").kind is DayKind.WORKDAY
    assert calendar.table.rows.rowCount() == 1


def test_a_day_that_is_no_date_is_not_registered(page, bridge):
    page.tabs.choose("calendar")
    page.calendar.day.editor.setText("春节那天")
    page.calendar.add()
    assert "不是日期" in page.calendar.day.fault
    assert bridge.reader.find(Holiday) == ()


def test_the_national_holidays_are_registered_in_one_entry_and_spare_the_offices_own(page, bridge):
    own = [{"day": "2027-01-01", "kind": "workday", "name": "值班"}]
    bridge.act(ACTIONS["enter_holidays"], days=own)
    page.tabs.choose("calendar")
    before = bridge.office.register.history(limit=1)[0].number
    page.calendar.enter_shipped()
    assert bridge.office.register.history(limit=1)[0].number == before + 1
    assert bridge.reader.get(Holiday, "2027-01-01").name == "值班"
    assert len(bridge.reader.find(Holiday)) > 20
    # Nothing is missing any more, and asking again leaves no entry.
    page.calendar.enter_shipped()
    assert bridge.office.register.history(limit=1)[0].number == before + 1


def test_a_fact_is_typed_into_its_cell(page, bridge, qtbot):
    page.tabs.choose("roster")
    grid = page.roster.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 4))
    qtbot.keyClick(grid.viewport(), Qt.Key.Key_1)
    editor = grid.findChild(QLineEdit)
    qtbot.keyClicks(editor, "87")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    village = _members(bridge)[0].village
    assert bridge.reader.get(YearlyFact, ROUND, village, "households").value == "187"
    assert grid.cell_text(0, 4) == "187"
    # Enter goes down, as in a table program.
    assert grid.currentIndex().row() == 1


def test_a_block_is_pasted_in_one_entry(page, bridge):
    page.tabs.choose("roster")
    grid = page.roster.grid
    grid.setCurrentIndex(grid.model().index(1, 4))
    before = bridge.office.register.history(limit=1)[0].number
    QGuiApplication.clipboard().setText("194\t558\t32\n201\t577\t33\n")
    grid.paste()
    assert bridge.office.register.history(limit=1)[0].number == before + 1
    assert [grid.cell_text(2, column) for column in (4, 5, 6)] == ["201", "577", "33"]


def test_a_block_with_a_wrong_cell_is_refused_whole(page, bridge):
    page.tabs.choose("roster")
    grid = page.roster.grid
    grid.setCurrentIndex(grid.model().index(1, 4))
    QGuiApplication.clipboard().setText("194\t很多\n201\t577")
    grid.paste()
    assert "月亮泡嘎查的人口" in page.roster.notice._sentence.text()
    assert bridge.reader.find(YearlyFact, round=ROUND) == ()


def test_delete_takes_a_fact_away(page, bridge):
    bridge.act(
        ACTIONS["enter_facts"],
        round=ROUND,
        villages=[{"village": village_code(1), "households": "187"}],
    )
    page.tabs.choose("roster")
    grid = page.roster.grid
    grid.setCurrentIndex(grid.model().index(0, 4))
    grid.empty_cells()
    assert bridge.reader.find(YearlyFact, round=ROUND) == ()


def test_names_are_not_typed_over(page):
    page.tabs.choose("roster")
    grid = page.roster.grid
    grid.setCurrentIndex(grid.model().index(0, 1))
    QGuiApplication.clipboard().setText("别的村")
    grid.paste()
    assert grid.cell_text(0, 1) == "西岭嘎查"


def test_a_village_is_taken_out_with_a_reason_and_comes_back(page, bridge):
    page.tabs.choose("roster")
    with ask.answering(Answers(text="整村搬迁")):
        page.roster.change_status()
    member = _members(bridge)[0]
    assert (member.status, member.reason) == (ParticipationStatus.EXCLUDED, "整村搬迁")
    assert page.roster.status_button.text() == "恢复参评"
    assert page.foot[0] == "名册 15 个，参评 14 个"
    page.roster.change_status()
    assert _members(bridge)[0].status is ParticipationStatus.RATED


def test_the_order_of_villages_is_the_offices_own(page, bridge, qtbot):
    page.tabs.choose("roster")
    first, second = _members(bridge)[0].village, _members(bridge)[1].village
    page.roster.grid.setFocus()
    qtbot.keyClick(page.roster.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [member.village for member in _members(bridge)[:2]] == [second, first]
    assert page.roster.grid.current_key == first
    # It cannot leave the list.
    page.roster.shift(-1)
    page.roster.shift(-1)
    assert _members(bridge)[0].village == first


def test_the_second_place_for_backups_is_kept_and_looked_for(page, bridge, tmp_path):
    page.tabs.choose("backup")
    page.backup.ask_for_folder = lambda _: tmp_path
    page.backup.choose_button.click()
    assert backup_place(bridge) == str(tmp_path)
    assert not page.backup.place.fault
    _write(page.backup.place, str(tmp_path / "没有插上"))
    assert "找不到这个文件夹" in page.backup.place.fault
    page.backup.clear_button.click()
    assert backup_place(bridge) == ""


def test_a_copy_is_made_on_the_second_place(page, bridge, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "gui.second_copies._settings",
        lambda: QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat),
    )
    refusals = [RatingFault("U 盘写满了。")]

    def make(_folder):
        if refusals:
            raise refusals.pop()
        return bridge.office.clock()

    SecondCopies(
        tmp_path / "示例镇.xjdb", lambda _: None, make, runner=SynchronousRunner(), parent=bridge
    )
    page.tabs.choose("backup")
    assert page.backup.age.remarks == ()
    page.backup.ask_for_folder = lambda _: tmp_path
    page.backup.choose_button.click()
    assert "里还没有备份" in page.backup.age.remarks[0].text
    page.backup.age.opened.emit(BACK_UP)
    assert page.backup.refusal._sentence.text() == "U 盘写满了。"
    page.backup.age.opened.emit(BACK_UP)
    assert page.backup.refusal._sentence.text() == ""
    assert "最近的备份：今天" in page.backup.age.remarks[0].text


def test_about_names_every_dependency_that_the_project_declares(page):
    import tomllib
    from pathlib import Path

    from gui.pages.settings_about import _LIBRARIES

    project = Path(__file__).parents[3] / "pyproject.toml"
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {line.split(">")[0].split(";")[0].strip() for line in declared}
    assert names == {name for name, _purpose, _licence in _LIBRARIES}


@pytest.mark.parametrize("tab", ["office", "year", "calendar", "roster", "backup", "about"])
def test_every_tab_opens_without_a_year(qtbot, tmp_path, tab):
    with opened("empty", tmp_path) as office:
        page = SettingsPage(OfficeBridge(office))
        qtbot.addWidget(page)
        page.open_subject(tab)
        page.shown()
        assert page.tabs.current == tab
