"""Overview, log, standard, settings, the first window, and the windows above them."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.store import open_register
from evaluation.actions import ACTIONS
from evaluation.office import Office
from gui.dialogs.authority_dialog import AuthorityDialog
from gui.dialogs.find_village import FindDialog
from gui.dialogs.new_register import NewRegisterDialog
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.dialogs.step_dates import StepDatesDialog
from gui.dialogs.village_order import VillageOrderDialog
from gui.dialogs.why import WhyDialog
from gui.jobs import SynchronousRunner
from gui.national_holidays import enter_shipped_holidays
from gui.office_bridge import OfficeBridge
from gui.pages.overview import OverviewPage
from gui.pages.settings import SettingsPage
from gui.pages.settings_backup import BACKUP_PLACE
from gui.pages.standard import StandardPage
from gui.pages.welcome import RecentLine, WelcomeWindow
from gui.second_copies import SecondCopies
from gui.window import PAGES, OfficeWindow
from tests.gui.pages.rated_year import ACTOR as RATED_ACTOR
from tests.gui.pages.rated_year import StandingClock, YearShelf
from tests.gui.pages.registers import (
    NAMES,
    ROUND,
    empty_office,
    office_at_work,
    office_with_year,
    village_code,
)
from tests.screens.registry import screen

_kept: list[Office] = []
"""Registers must outlive the pictures of them."""


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="screens-"))


def window_at(page: str, office: Office) -> OfficeWindow:
    """The whole window, opened at one page."""
    _kept.append(office)
    window = OfficeWindow(office, saved_at=office.clock())
    window.open_page(page)
    return window


@screen("office-overview")
def overview() -> QWidget:
    """The overview of a year at work."""
    return window_at("overview", office_at_work(_folder()))


@screen("office-overview-few")
def overview_few() -> QWidget:
    """Eight villages, the order sorted by the total, a decision planned."""
    office = office_at_work(_folder(), NAMES[:8])
    office.act(ACTIONS["plan_year"], round=ROUND, planned_on="2027-01-29")
    window = window_at("overview", office)
    enter_shipped_holidays(window.bridge, 2026, 2027)
    window.refresh()
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    page.bar.sort_field.set_value("总分")
    page.bar.sort_field.value_changed.emit("总分")
    return window


@screen("office-overview-long")
def overview_long() -> QWidget:
    """Long names, as many villages as a city has."""
    names = [f"{name[:-2]}南苏木乌兰察布{number}嘎查" for number, name in enumerate(NAMES * 5, 1)]
    return window_at("overview", office_with_year(_folder(), names[:61]))


@screen("office-overview-overdue")
def overview_overdue() -> QWidget:
    """A plan that cannot be kept any more, and a copy that is weeks old."""
    office = office_at_work(_folder())
    office.act(ACTIONS["plan_year"], round=ROUND, planned_on="2027-01-15")
    office.act(
        ACTIONS["set_step_dates"],
        round=ROUND,
        step="notice",
        opens="2027-01-12",
        closes="2027-01-15",
    )
    return _with_copies(office, datetime.fromisoformat("2026-12-27T17:30:00"))


@screen("office-overview-copied")
def overview_copied() -> QWidget:
    """A filter, and a copy made on the day before."""
    window = _with_copies(office_at_work(_folder()), datetime.fromisoformat("2027-01-07T17:30:00"))
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    page.open_filter()
    page.bar.filter_field.setText("gc")
    page.bar.state_field.set_value("assessment:done")
    page.bar.state_field.value_changed.emit("assessment:done")
    return window


@screen("office-overview-done")
def overview_done() -> QWidget:
    """A year that is decided and sealed."""
    clock = StandingClock()
    path = YearShelf(_folder()).take("published", _folder() / "示例镇.xjdb")
    register = open_register(path, clock=clock, program="screens")
    return window_at("overview", Office(register, clock, RATED_ACTOR))


def _with_copies(office: Office, taken: datetime) -> OfficeWindow:
    """The overview beside a second place whose newest copy was made at `taken`."""
    office.act(ACTIONS["change_setting"], name=BACKUP_PLACE, value=str(_folder()))
    window = window_at("overview", office)
    SecondCopies(
        Path("示例镇.xjdb"),
        lambda _: taken,
        lambda _: office.clock(),
        runner=SynchronousRunner(),
        parent=window.bridge,
    )
    return window


@screen("office-overview-no-stick")
def overview_no_stick() -> QWidget:
    """The second place is not there, and a decision after the festival."""
    office = office_at_work(_folder(), NAMES[:8])
    office.act(ACTIONS["plan_year"], round=ROUND, planned_on="2027-02-10")
    window = _with_copies(office, office.clock())
    enter_shipped_holidays(window.bridge, 2026, 2027)
    office.act(ACTIONS["change_setting"], name=BACKUP_PLACE, value="E:/星级评定备份")
    window.refresh()
    return window


@screen("dialog-village-order", whole=False)
def village_order() -> QWidget:
    """The office's own order of villages, two of them moved."""
    bridge = _bridge(office_with_year(_folder()))
    dialog = VillageOrderDialog(bridge, bridge.board())
    dialog.move_to(4)
    dialog.table.choose_key(dialog.order[7])
    dialog.shift(-1)
    return dialog


@screen("dialog-step-dates", whole=False)
def step_dates() -> QWidget:
    """A planned day of 定评, and an assessment that ends too late."""
    office = office_with_year(_folder())
    office.act(ACTIONS["plan_year"], round=ROUND, planned_on="2027-01-29")
    bridge = _bridge(office)
    enter_shipped_holidays(bridge, 2026, 2027)
    dialog = StepDatesDialog(bridge, bridge.board())
    dialog.lines[2].closes.set_value("2027-01-17")
    dialog.lines[2].changed.emit()
    return dialog


@screen("office-overview-no-year")
def overview_no_year() -> QWidget:
    """A register without a year."""
    return window_at("overview", empty_office(_folder()))


@screen("office-overview-no-villages")
def overview_no_villages() -> QWidget:
    """A year without villages."""
    return window_at("overview", office_with_year(_folder(), ()))


def _bridge(office: Office) -> OfficeBridge:
    _kept.append(office)
    return OfficeBridge(office)


@screen("dialog-why", whole=False)
def why() -> QWidget:
    """The reasons of one village."""
    bridge = _bridge(office_at_work(_folder()))
    return WhyDialog(bridge.card(bridge.board().rows[0].id))


def _new_year(office: Office, place: int) -> NewYearDialog:
    dialog = NewYearDialog(_bridge(office))
    if place >= 2:
        dialog.from_list.open_county("152201", "152201101")
    for _ in range(place):
        dialog.forward()
    return dialog


@screen("dialog-new-year", whole=False)
def new_year() -> QWidget:
    """Year and unit."""
    return _new_year(empty_office(_folder()), 0)


@screen("dialog-new-year-standard", whole=False)
def new_year_standard() -> QWidget:
    """The standard, and a file that cannot be used."""
    dialog = _new_year(empty_office(_folder()), 1)
    bad = _folder() / "镇里的办法.json"
    bad.write_text('{"form": 1, "name": "", "stars": [{"id": "s1"}]}', encoding="utf-8")
    dialog.standard.read_file(bad)
    return dialog


@screen("dialog-new-year-roster", whole=False)
def new_year_roster() -> QWidget:
    """The roster from the official list."""
    dialog = _new_year(empty_office(_folder()), 2)
    dialog.from_list.villages.tick(0)
    dialog.from_list.villages.tick(2)
    return dialog


@screen("dialog-new-year-carried", whole=False)
def new_year_carried() -> QWidget:
    """The roster of the year before."""
    return _new_year(office_with_year(_folder()), 2)


@screen("dialog-new-year-details", whole=False)
def new_year_details() -> QWidget:
    """The last page."""
    return _new_year(office_with_year(_folder()), 3)


@screen("dialog-roster", whole=False)
def roster() -> QWidget:
    """Villages added to a year."""
    dialog = RosterDialog(_bridge(office_with_year(_folder())))
    dialog.choice.open_county("152201", "152201101")
    return dialog


@screen("dialog-find", whole=False)
def find() -> QWidget:
    """Going to a village by its name."""
    bridge = _bridge(office_with_year(_folder()))
    dialog = FindDialog(bridge, [(entry.key, entry.title) for entry in PAGES])
    dialog.field.setText("嘎查")
    dialog.search("嘎查")
    return dialog


@screen("office-log")
def log() -> QWidget:
    """The history of a year at work."""
    return window_at("history", office_at_work(_folder()))


def _standard_at(part: str) -> QWidget:
    window = window_at("standard", office_at_work(_folder()))
    page = window.page("standard")
    assert isinstance(page, StandardPage)
    page.parts.choose(part)
    return window


@screen("office-standard")
def standard() -> QWidget:
    """A star of the standard."""
    return _standard_at("stars")


@screen("office-standard-rules")
def standard_rules() -> QWidget:
    """Steps, ballot, classes, rules."""
    return _standard_at("rules")


@screen("office-standard-vetoes")
def standard_vetoes() -> QWidget:
    """The veto items."""
    return _standard_at("vetoes")


@screen("office-standard-figures")
def standard_figures() -> QWidget:
    """The shared figures of the year."""
    return _standard_at("figures")


def _settings_at(tab: str) -> QWidget:
    office = office_at_work(_folder())
    office.act(
        ACTIONS["enter_facts"],
        round=ROUND,
        villages=[
            {
                "village": village_code(number),
                "households": str(180 + number * 7),
                "population": str(520 + number * 19),
                "members": str(30 + number),
                "income": f"{12 + number}.50",
                "secretary": "书记甲",
            }
            for number in range(1, 9)
        ],
    )
    window = window_at("settings", office)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.tabs.choose(tab)
    return window


@screen("office-settings-office")
def settings_office() -> QWidget:
    """Office and people."""
    return _settings_at("office")


@screen("office-settings-year")
def settings_year() -> QWidget:
    """The year's details."""
    return _settings_at("year")


@screen("office-settings-calendar")
def settings_calendar() -> QWidget:
    """Holidays and make-up days."""
    window = _settings_at("calendar")
    assert isinstance(window, OfficeWindow)
    enter_shipped_holidays(window.bridge, 2026, 2027)
    window.refresh()
    return window


@screen("office-settings-roster")
def settings_roster() -> QWidget:
    """Villages and facts."""
    return _settings_at("roster")


@screen("office-settings-backup")
def settings_backup() -> QWidget:
    """The second place of the backups, and how old the copy there is."""
    office = office_at_work(_folder())
    window = _with_copies(office, datetime.fromisoformat("2026-12-27T17:30:00"))
    window.open_page("settings", "backup")
    return window


@screen("office-settings-about")
def settings_about() -> QWidget:
    """Versions and licences."""
    return _settings_at("about")


def _nothing(*_: object) -> None:
    """The ways to a register lead nowhere in a picture."""


@screen("welcome")
def welcome() -> QWidget:
    """The first window with a fault and two known registers, one of them gone."""
    window = WelcomeWindow(create=_nothing, open_register=_nothing, sample=_nothing)
    there = _folder() / "示例镇.xjdb"
    there.touch()
    window.show_paths((there, Path("/media/usb/往年/示例镇 2024.xjdb")))
    window.notice.say(
        "fault", "“示例镇.xjdb”打不开：文件已损坏。\n最近的备份是 2027年1月7日 17:30，可以恢复。"
    )
    assert isinstance(window.lines[0], RecentLine)
    return window


@screen("dialog-new-register", whole=False)
def new_register() -> QWidget:
    """Whose register it is and where it lies."""
    return NewRegisterDialog(Path("/home/office/文档"), _nothing)


@screen("dialog-authority", whole=False)
def authority() -> QWidget:
    """The document behind a veto item."""
    bridge = _bridge(office_with_year(_folder()))
    return AuthorityDialog(bridge, bridge.head().standard.vetoes[7])
