"""数据校核: findings under villages and under checks, long names, a word given, nothing found."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QWidget

from evaluation.actions import ACTIONS
from evaluation.checks import Severity, check_round
from evaluation.office import Office
from gui.office_bridge import OfficeBridge
from gui.pages.checks import ChecksPage
from tests.evaluation.checks.careful_year import careful_year
from tests.gui.pages.registers import (
    NAMES,
    ROUND,
    office_at_work,
    office_with_year,
    village_code,
)
from tests.screens.registry import screen

_kept: list[object] = []
"""Registers must outlive the pictures of them."""

_LONG = "科尔沁右翼前旗乌兰毛都苏木"


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="screens-"))


def _page(office: Office) -> ChecksPage:
    bridge = OfficeBridge(office)
    _kept.extend((office, bridge))
    page = ChecksPage(bridge)
    page.shown()
    return page


def _odd_office(names: tuple[str, ...] = NAMES) -> Office:
    """A year at work with a mistake of several kinds, and a word on one of them."""
    office = office_at_work(_folder(), names)
    enter = {"round": ROUND, "step": "assessment", "assessor": "考评二组"}
    office.act(
        ACTIONS["enter_figure"], village=village_code(9), item="3.2", figure="185000", **enter
    )
    office.act(
        ACTIONS["enter_deduction"],
        village=village_code(9),
        item="2.1",
        clause="1",
        count=2,
        **enter,
    )
    first = next(
        item
        for item in check_round(office.register, ROUND)
        if item.severity is Severity.EXPLAIN and item.village
    )
    office.act(
        ACTIONS["note_finding"],
        round=ROUND,
        check=first.check,
        subject=first.subject,
        text="已与考评二组核对，各村缺的季度相同，会议记录簿可查。",
        village=first.village,
    )
    return office


@screen("checks")
def by_village() -> QWidget:
    """Under villages."""
    return _page(_odd_office())


@screen("checks-by-check")
def by_check() -> QWidget:
    """Under checks, with a word given on the current finding."""
    page = _page(_odd_office())
    page.grouping.choose("check")
    settled = next(item for item in page.findings if item.handled)
    page.list.choose_village(settled.village)
    return page


@screen("checks-long-names")
def long_names() -> QWidget:
    """Very long names of villages; only 请说明 shown."""
    page = _page(_odd_office(tuple(f"{_LONG}{name}" for name in NAMES)))
    page.chips.choose(Severity.EXPLAIN)
    return page


@screen("checks-none")
def nothing_found() -> QWidget:
    """全部通过."""
    return _page(careful_year(_folder() / "示例镇.xjdb").office)


@screen("checks-nothing-entered")
def nothing_entered() -> QWidget:
    """A year in which nobody has begun."""
    return _page(office_with_year(_folder()))
