"""The pages of the office: overview, log, standard, settings, and the windows above them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evaluation.office import Office
from gui.dialogs.find_village import FindDialog
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.roster_choice import RosterDialog
from gui.dialogs.why import WhyDialog
from gui.office_bridge import OfficeBridge
from gui.window import PAGES, OfficeWindow
from tests.gui.pages.registers import NAMES, empty_office, office_at_work, office_with_year
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


@screen("office-overview-long")
def overview_long() -> QWidget:
    """Long names, many villages."""
    names = [f"{name[:-2]}南苏木乌兰察布{number}嘎查" for number, name in enumerate(NAMES * 3, 1)]
    return window_at("overview", office_with_year(_folder(), names))


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
