"""A register at each stage of a made-up year, and the bridge a page reads it through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.register import SqliteRegister
from db.store import open_register
from evaluation.office import Office
from gui.office_bridge import OfficeBridge
from tests.gui.pages.rated_year import ACTOR, Stage, StandingClock, YearShelf


@pytest.fixture(scope="session")
def year_shelf(tmp_path_factory: pytest.TempPathFactory) -> YearShelf:
    return YearShelf(tmp_path_factory.mktemp("rated-year"))


@pytest.fixture
def bridge_at(
    year_shelf: YearShelf, tmp_path: Path, qapp: object
) -> Iterator[Callable[[Stage], OfficeBridge]]:
    """Open a copy of the register at a stage; closed after the test."""
    opened: list[SqliteRegister] = []

    def open_at(stage: Stage) -> OfficeBridge:
        clock = StandingClock()
        path = year_shelf.take(stage, tmp_path / f"{stage}.xjdb")
        register = open_register(path, clock=clock, program="tests")
        opened.append(register)
        return OfficeBridge(Office(register, clock, ACTOR))

    yield open_at
    for register in opened:
        register.close()
