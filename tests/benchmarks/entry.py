"""One deduction typed on the scoring desk, from the key to the repainted window.

Measured at the real widgets without a screen, in registers of three sizes at work at once,
taken in turns. The bare commit is one row written and committed on the same connection: what
the file and its disk ask for, whatever is entered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from db.register import SqliteRegister
from evaluation.office import Office
from evaluation.rounds import Participation
from evaluation.standard.model import ClauseKind
from gui.app import create_application
from gui.main_window import MainWindow
from gui.office_bridge import OfficeBridge
from gui.pages.scoring import ScoringPage
from gui.window import PAGES
from tests.benchmarks.large_register import ROUND, open_office, write_large_register
from tests.benchmarks.measuring import percentile, print_line

__all__ = ["measure_entry"]

_SIZES = (15, 600, 11_112)
_TURNS = 30
_ENTRIES_OF_A_TURN = 10
_OTHER_PAGES = ("overview", "ballot", "veto", "history")
_STEP = "assessment/assessment"
_DRAFTS = 3


class _Paints(QObject):
    """Notices whether a widget was painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.seen = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


@dataclass
class _Desk:
    """A register at work in a window of its own, with what was measured there (seconds)."""

    office: Office
    window: MainWindow
    page: ScoringPage
    paints: _Paints
    entries: Iterator[tuple[str, str, str]]
    typed: list[float] = field(default_factory=list)
    entered: list[float] = field(default_factory=list)
    committed: list[float] = field(default_factory=list)

    @property
    def beyond(self) -> list[float]:
        """What each entry took beyond the commit that followed it."""
        return [entry - commit for entry, commit in zip(self.entered, self.committed, strict=True)]


def _open_desk(path: Path) -> _Desk:
    office = open_office(path)
    bridge = OfficeBridge(office)
    members = office.register.find(Participation, round=ROUND)
    bridge.choose_village(max(members, key=lambda member: member.position).village)
    window = MainWindow()
    for entry in PAGES:
        window.add_page(entry.key, entry.heading(), entry.factory(bridge))
    window.resize(1366, 768)
    window.show()
    for key in (*_OTHER_PAGES, "scoring"):
        window.open_page(key)
        QApplication.processEvents()
    page = window.page("scoring")
    assert isinstance(page, ScoringPage)
    page.choose_step(_STEP)
    paints = _Paints(page.panel.table.viewport())
    return _Desk(office, window, page, paints, _entries(page))


def _entries(page: ScoringPage) -> Iterator[tuple[str, str, str]]:
    """(code, key of a clause, count) without end; each differs from what is there."""
    view = page.panel.view
    assert view is not None
    clauses = [
        (indicator.code, str(number))
        for indicator in view.standard.indicators
        for number, clause in enumerate(indicator.clauses, start=1)
        if clause.kind is ClauseKind.OCCURRENCE and clause.at_most is None
    ]
    # The register itself has counts up to 3.
    for count in cycle("456789"):
        for code, clause in clauses:
            yield code, clause, count


def _press(desk: _Desk, sign: str) -> None:
    """One key on the table, and all that follows from it until nothing is left to be done."""
    key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign))
    table = desk.page.panel.table
    QCoreApplication.sendEvent(
        table, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
    )
    QApplication.processEvents()


def _enter(desk: _Desk, *, kept: bool) -> None:
    code, clause, count = next(desk.entries)
    desk.page.panel.go_to(code)
    QApplication.processEvents()
    start = perf_counter()
    _press(desk, clause)
    _press(desk, count)
    typed = perf_counter()
    desk.paints.seen = False
    _press(desk, "\r")
    entered = perf_counter()
    if not desk.paints.seen or not desk.office.register.last_changes():
        raise RuntimeError(f"nothing was entered or painted at {code}")
    _commit_one_row(desk.office, len(desk.entered))
    committed = perf_counter()
    if kept:
        desk.typed.append((typed - start) / 2)
        desk.entered.append(entered - typed)
        desk.committed.append(committed - entered)


def _commit_one_row(office: Office, value: int) -> None:
    connection = cast(SqliteRegister, office.register).connection
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        'INSERT OR REPLACE INTO "setting" ("name", "value") VALUES (?, ?)',
        ("benchmark", str(value)),
    )
    connection.execute("COMMIT")


def _turn(desk: _Desk) -> None:
    """Some entries in a row, the first of which only warms the window up."""
    desk.window.activateWindow()
    desk.page.panel.table.setFocus()
    QApplication.processEvents()
    for place in range(-1, _ENTRIES_OF_A_TURN):
        _enter(desk, kept=place >= 0)


def measure_entry(folder: Path) -> None:
    """Print what an entry takes beyond its commit, by the number of villages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if QApplication.instance() is None:
        create_application(["benchmarks"])
    desks: list[_Desk] = []
    for size in _SIZES:
        path = folder / f"entry-{size}.xjdb"
        if not path.exists():
            write_large_register(path, size, drafts=_DRAFTS)
        desks.append(_open_desk(path))
    for _ in range(_TURNS):
        for desk in desks:
            _turn(desk)
    for size, desk in zip(_SIZES, desks, strict=True):
        print_line(
            f"entry among {size} villages: {median(desk.beyond) * 1000:.1f} ms beyond a commit "
            f"of {median(desk.committed) * 1000:.1f} ms (aim ≤ 16), "
            f"p99 {percentile(desk.beyond, 99) * 1000:.1f} ms, "
            f"a digit {median(desk.typed) * 1000:.1f} ms"
        )
        desk.window.close()
        cast(SqliteRegister, desk.office.register).close()
    medians = [median(desk.beyond) for desk in desks]
    print_line(f"  largest register to smallest: ratio {medians[-1] / medians[0]:.2f} (aim ≤ 1.2)")
