"""审核定级, 公示异议, 证书打印, 图表分析 and their dialogs, over a made-up year."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.store import open_register
from evaluation.office import Office
from gui.main_window import MainWindow
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.charts import ChartsPage
from gui.pages.deliberation import DeliberationPage
from tests.gui.pages.rated_year import ACTOR, Stage, StandingClock, YearShelf
from tests.screens.frame import ENTRIES, FRAME, _page_named
from tests.screens.registry import screen


@cache
def _shelf() -> YearShelf:
    return YearShelf(Path(tempfile.mkdtemp(prefix="screens-")))


@cache
def _bridge(stage: Stage) -> OfficeBridge:
    folder = Path(tempfile.mkdtemp(prefix="screens-"))
    clock = StandingClock()
    path = _shelf().take(stage, folder / "示例镇.xjdb")
    return OfficeBridge(Office(open_register(path, clock=clock, program="screens"), clock, ACTOR))


_PAGES: dict[str, type[BoardPage]] = {"deliberation": DeliberationPage, "charts": ChartsPage}


def _window(key: str, bridge: OfficeBridge) -> MainWindow:
    window = MainWindow()
    for name, title, icon, section in ENTRIES:
        if name in _PAGES:
            kind = _PAGES[name]
            window.add_page(name, kind, lambda kind=kind: kind(bridge))  # type: ignore[misc]
        else:
            window.add_page(name, _page_named(title, icon, section))
    window.show_frame(replace(FRAME, office="示例镇 · 12 个嘎查村", badges={}))
    window.open_page(key)
    return window


def _page(window: MainWindow) -> QWidget:
    page = window.page(window.current)
    assert page is not None
    return page


@screen("deliberation")
def deliberation() -> QWidget:
    """Before the town's meeting: a line for what is missing."""
    return _window("deliberation", _bridge("assessed"))


@screen("deliberation-signed")
def deliberation_signed() -> QWidget:
    """Both bodies have signed."""
    window = _window("deliberation", _bridge("deliberated"))
    page = _page(window)
    assert isinstance(page, DeliberationPage)
    page.open_subject(page.board.rows[6].id)
    return window


@screen("charts")
def charts() -> QWidget:
    """Two towns."""
    return _window("charts", _bridge("deliberated"))


@screen("charts-empty")
def charts_empty() -> QWidget:
    """Nothing rated yet."""
    return _window("charts", _bridge("opened"))
