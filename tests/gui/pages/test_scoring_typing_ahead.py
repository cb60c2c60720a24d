"""Keys typed faster than the register answers: none is lost, none overtakes another."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from evaluation.history import HistoryEvent
from evaluation.office import Changes, Office
from tests.gui.pages.desk_keys import deductions, open_page
from tests.gui.pages.desk_year import ROUND, open_desk_year

_DELAY = 0.2
"""Seconds: a commit on an old disk that is busy with something else."""


@pytest.fixture
def year(tmp_path):
    made = open_desk_year(tmp_path)
    yield made
    made.register.close()


@pytest.fixture
def slow(monkeypatch):
    act: Callable[..., Changes] = Office.act

    def slowly(office: Office, action: Callable[..., None], **arguments: Any) -> Changes:
        sleep(_DELAY)
        return act(office, action, **arguments)

    monkeypatch.setattr(Office, "act", slowly)


def post(page, typed: str) -> None:
    """Every key is in the queue before the first is answered, as an old machine has it."""
    for sign in typed:
        key = Qt.Key.Key_Return if sign == "⏎" else Qt.Key(ord(sign))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(
                kind, key, Qt.KeyboardModifier.NoModifier, "" if sign == "⏎" else sign
            )
            QCoreApplication.postEvent(page.panel.table, event)


def test_no_key_is_lost_and_all_arrive_in_order(qtbot, year, slow):
    page = open_page(qtbot, year)
    post(page, "23⏎⏎12⏎⏎12⏎12⏎")
    QCoreApplication.processEvents()
    assert {key: item.count for key, item in deductions(year).items()} == {
        ("i1.1", "c1.1.2"): 3,
        ("i1.3", "c1.3.1"): 2,
        ("i1.5", "c1.5.1"): 2,
        ("i2.1", "c2.1.1"): 2,
    }
    entries = [
        entry.subject
        for entry in reversed(year.register.history(round=ROUND))
        if entry.event is HistoryEvent.MARK_ENTERED
    ]
    assert entries == [
        "初评 1.1 第 2 条",
        "初评 1.2 已查",
        "初评 1.3 第 1 条",
        "初评 1.4 已查",
        "初评 1.5 第 1 条",
        "初评 2.1 第 1 条",
    ]
    assert page.panel.entering.idle
    assert page.panel.row is not None
    assert page.panel.row.code == "2.2"


def test_an_entry_touches_one_line_of_the_list(qtbot, tmp_path):
    year = open_desk_year(tmp_path, villages=10)
    page = open_page(qtbot, year)
    view = page.villages.findChild(QListView)
    assert view is not None
    resets: list[bool] = []
    touched: list[tuple[int, int]] = []
    view.model().modelReset.connect(lambda: resets.append(True))
    view.model().dataChanged.connect(lambda a, b: touched.append((a.row(), b.row())))
    queries: list[str] = []
    year.register.connection.set_trace_callback(queries.append)
    post(page, "23⏎")
    QCoreApplication.processEvents()
    year.register.connection.set_trace_callback(None)
    assert resets == []
    assert touched == [(0, 0)]
    village = year.village(1)
    of_villages = [
        query
        for query in queries
        if query.startswith("SELECT") and '"round" = ' in query and '"village" = ' not in query
    ]
    # Shared figures and authorities of the year are read; no other village's rows.
    assert not [query for query in of_villages if '"sheet"' in query or '"mark"' in query]
    assert any(village in query for query in queries)
    year.register.close()
