"""Rows come in the order of their keys, as records of their class."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from db.errors import DamagedRegisterFault
from db.reading import TABLES, form
from db.register import SqliteRegister
from db.store import open_register
from evaluation.faults import RegisterFault
from evaluation.history import HistoryEvent
from evaluation.ports import Clock
from evaluation.rounds import Person, Setting
from evaluation.stars.sheets import Mark, MarkState, Purpose
from evaluation.steps.records import Holiday, IssuedPaper
from tests.db.conftest import NOW, PROGRAM, ROUND, SHEET_KEY, enter


def test_find_gives_equal_rows_in_the_order_of_keys(filled: SqliteRegister) -> None:
    marks = [
        Mark(*SHEET_KEY, item, state)
        for item, state in (
            ("1.10", MarkState.CHECKED),
            ("1.2", MarkState.UNCHECKED),
            ("1.3", MarkState.CHECKED),
        )
    ]
    enter(filled, *reversed(marks), Setting("b", ""), Setting("a", ""))
    assert [setting.name for setting in filled.find(Setting)] == ["a", "b", "wording"]
    found = filled.find(Mark, round=ROUND, purpose=Purpose.ASSESSMENT, state=MarkState.CHECKED)
    assert [mark.item for mark in found] == ["1.1", "1.10", "1.3"]
    assert found[1] == marks[0]
    assert [mark.item for mark in filled.find(Mark, figure=None)] == ["1.10", "1.2", "1.3"]
    assert filled.find(Mark, round="2025/嘎查村") == ()


def test_a_field_called_kind_can_be_asked_for(filled: SqliteRegister) -> None:
    assert len(filled.find(IssuedPaper, kind="certificate")) == 1
    assert filled.find(Holiday, kind="workday") == ()


def test_asking_for_what_no_table_holds_is_a_mistake(filled: SqliteRegister) -> None:
    with pytest.raises(TypeError, match="no table holds str"):
        filled.find(str)
    with pytest.raises(TypeError, match="Person has no field age"):
        filled.find(Person, age=5)
    with pytest.raises(TypeError, match="the key of Mark is round, village"):
        filled.get(Mark, ROUND)


def test_a_value_that_no_enum_knows_is_damage(filled: SqliteRegister) -> None:
    filled.connection.execute("PRAGMA ignore_check_constraints = ON")
    filled.connection.execute("UPDATE mark SET state = 'guessed'")
    with pytest.raises(DamagedRegisterFault) as caught:
        filled.find(Mark)
    assert caught.value.places == ("mark.state：guessed",)


def test_reading_a_damaged_file_gives_the_fault(filled_copy: Path, clock: Clock) -> None:
    root = sqlite3.connect(filled_copy)
    query = (
        "SELECT rootpage FROM sqlite_master"
        " WHERE name IN ('mark', 'history', 'sqlite_autoindex_blob_1')"
    )
    pages = [page for (page,) in root.execute(query)]
    root.close()
    content = bytearray(filled_copy.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    filled_copy.write_bytes(content)
    with open_register(filled_copy, clock=clock, program=PROGRAM, read_only=True) as register:
        with pytest.raises(DamagedRegisterFault):
            register.find(Mark)
        with pytest.raises(DamagedRegisterFault):
            register.get(Mark, *SHEET_KEY, "1.1")
        with pytest.raises(DamagedRegisterFault):
            register.blob("0" * 64)
        with pytest.raises(RegisterFault):
            register.history()


@pytest.mark.parametrize("kind", TABLES)
def test_a_row_becomes_the_record_it_came_from(filled: SqliteRegister, kind: type[Any]) -> None:
    shape = form(kind)
    for record in filled.find(kind):
        assert shape.record(shape.row(shape.cells(record))) == record


def test_history_is_read_newest_first_and_in_parts(filled: SqliteRegister) -> None:
    def numbers(**wanted: object) -> list[int]:
        return [entry.number for entry in filled.history(**wanted)]  # type: ignore[arg-type]

    enter(filled, Person("录入员乙"))
    assert numbers() == [4, 3, 2, 1]
    assert numbers(limit=2) == [4, 3]
    assert numbers(before=3) == [2, 1]
    assert numbers(before=3, limit=1) == [2]
    assert numbers(round=ROUND) == [3, 2, 1]
    assert numbers(village="v1") == [3, 2]
    assert numbers(village="v1", before=3) == [2]
    assert numbers(round="2025/嘎查村") == []
    assert numbers(limit=0) == []
    assert filled.history(limit=1)[0].event is HistoryEvent.SETTING_CHANGED
    assert filled.history(limit=1)[0].time == NOW.isoformat()
