"""Rows and their one history entry are written together or not at all."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.register import SqliteRegister
from db.store import create_register
from db.unit_of_work import parse_changes
from evaluation.faults import RegisterFault
from evaluation.history import (
    FIRST_LINK,
    HistoryEvent,
    RowChange,
    changes_text,
    link,
)
from evaluation.ports import Clock
from evaluation.ports import Register as RegisterPort
from evaluation.ports import UnitOfWork as UnitOfWorkPort
from evaluation.rounds import Person, Setting
from evaluation.stars.sheets import Mark, MarkState
from evaluation.villages import Town, Village
from tests.db.conftest import (
    NOW,
    PHOTO,
    PROGRAM,
    SHEET_KEY,
    digest,
    early_records,
    enter,
    fill,
    late_records,
)

PERSON = Person("录入员甲", "示例镇")


def test_the_ports_are_implemented(register: SqliteRegister) -> None:
    port: RegisterPort = register
    with port.unit_of_work("甲", NOW) as unit:
        narrowed: UnitOfWorkPort = unit
        assert narrowed.get(Person, "录入员甲") is None


def test_an_entry_tells_who_when_what_and_the_changes(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        unit.put(PERSON)
        unit.log(
            HistoryEvent.PERSON_ENTERED,
            round="r",
            village="v",
            subject="s",
            reason="理由",
            document="文号",
        )
    (entry,) = register.history()
    assert (entry.number, entry.time, entry.actor) == (1, "2026-11-22T10:15:00", "甲")
    assert (entry.event, entry.program) == (HistoryEvent.PERSON_ENTERED, PROGRAM)
    assert (entry.round, entry.village, entry.subject) == ("r", "v", "s")
    assert (entry.reason, entry.document) == ("理由", "文号")
    assert entry.previous == FIRST_LINK
    assert entry.digest == link(entry)
    row = {"name": "录入员甲", "office": "示例镇", "role": "", "active": 1}
    assert parse_changes(entry.changes) == (RowChange("person", None, row),)
    assert register.last_changes() == parse_changes(entry.changes)
    assert register.get(Person, "录入员甲") == PERSON
    assert register.changed


def test_entries_link_to_one_another(filled: SqliteRegister) -> None:
    newest, middle, first = filled.history()
    assert (newest.number, middle.number, first.number) == (3, 2, 1)
    assert newest.previous == middle.digest
    assert middle.previous == first.digest


def test_replacing_tells_before_and_after(filled: SqliteRegister) -> None:
    newest = filled.history(limit=1)[0]
    (change,) = parse_changes(newest.changes)
    assert change.before is not None
    assert change.after is not None
    assert change.before | {"figure": 1300, "fact": "缺员一人"} == change.after
    assert change.before["figure"] == 1250
    assert change.after["state"] == "checked"


def test_a_record_put_back_unchanged_leaves_no_trace(filled: SqliteRegister) -> None:
    mark = filled.get(Mark, *SHEET_KEY, "1.1")
    with filled.unit_of_work("甲", NOW) as unit:
        unit.put(mark)
    assert len(filled.history()) == 3
    assert filled.last_changes() == ()
    assert not filled.changed


def test_rows_without_an_entry_are_refused_and_rolled_back(register: SqliteRegister) -> None:
    with (
        pytest.raises(RuntimeError, match="changes without a history entry: person"),
        register.unit_of_work("甲", NOW) as unit,
    ):
        unit.put(PERSON)
    assert register.find(Person) == ()
    assert register.last_changes() == ()


def test_an_entry_without_rows_is_allowed(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        unit.log(HistoryEvent.PAPER_REPRINTED)
    assert [entry.changes for entry in register.history()] == ["[]"]
    assert register.changed


def test_two_entries_in_one_unit_are_refused(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        unit.log(HistoryEvent.PERSON_ENTERED)
        with pytest.raises(RuntimeError, match="named already"):
            unit.log(HistoryEvent.PERSON_ENTERED)
    assert len(register.history()) == 1


def fail_after_writing(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        unit.put(PERSON)
        unit.keep(PHOTO * 10_000)
        unit.log(HistoryEvent.PERSON_ENTERED)
        raise ZeroDivisionError


def test_an_exception_rolls_everything_back(register: SqliteRegister) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(register)
    assert register.find(Person) == ()
    assert register.blob(digest(PHOTO)) is None
    assert register.history() == ()
    assert not register.changed


def test_units_do_not_nest(register: SqliteRegister) -> None:
    with (
        register.unit_of_work("甲", NOW),
        pytest.raises(RuntimeError, match="open already"),
        register.unit_of_work("乙", NOW),
    ):
        pass


def test_a_unit_reads_what_it_has_written(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        unit.put(PERSON)
        assert unit.get(Person, "录入员甲") == PERSON
        assert unit.find(Person, office="示例镇") == (PERSON,)
        assert unit.blob(unit.keep(PHOTO)) == PHOTO
        unit.log(HistoryEvent.PERSON_ENTERED)


def test_removing_takes_the_row_whose_key_it_is(filled: SqliteRegister) -> None:
    person = filled.find(Person)[0]
    with filled.unit_of_work("甲", NOW) as unit:
        unit.remove(replace(person, role="别的职务"))
        unit.log(HistoryEvent.PERSON_ENTERED)
    (change,) = filled.last_changes()
    assert change.after is None
    assert change.before is not None
    assert change.before["role"] == "经办人"
    assert filled.find(Person) == ()


def test_removing_what_is_not_there_is_a_mistake(register: SqliteRegister) -> None:
    with pytest.raises(KeyError), register.unit_of_work("甲", NOW) as unit:
        unit.remove(PERSON)


def test_kept_bytes_are_kept_once_and_told(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        assert unit.keep(PHOTO) == unit.keep(PHOTO) == digest(PHOTO)
        unit.log(HistoryEvent.EVIDENCE_ATTACHED)
    row = {"sha256": digest(PHOTO), "size": len(PHOTO)}
    assert register.last_changes() == (RowChange("blob", None, row),)
    assert register.blob(digest(PHOTO)) == PHOTO


@pytest.mark.parametrize(
    "wrong",
    [
        replace(PERSON, active=cast(int, True)),
        replace(PERSON, active=cast(int, "1")),
        replace(PERSON, role=cast(str, None)),
        replace(PERSON, role=cast(str, 5)),
    ],
)
def test_values_of_another_type_are_refused(register: SqliteRegister, wrong: Person) -> None:
    with (
        pytest.raises(TypeError, match=r"Person\.(active|role) is"),
        register.unit_of_work("甲", NOW) as unit,
    ):
        unit.put(wrong)


def test_the_text_of_an_enum_is_not_the_enum(filled: SqliteRegister) -> None:
    mark = Mark(*SHEET_KEY, "1.2", cast(MarkState, "checked"))
    with (
        pytest.raises(TypeError, match=r"Mark\.state is str, not MarkState"),
        filled.unit_of_work("甲", NOW) as unit,
    ):
        unit.put(mark)


def test_a_row_without_its_parent_is_a_mistake_and_rolled_back(
    register: SqliteRegister,
) -> None:
    with pytest.raises(sqlite3.IntegrityError) as caught:
        enter(register, Village("v1", "150000001"))
    assert "village" in caught.value.__notes__[0]
    assert register.find(Village) == ()
    assert register.history() == ()


def test_children_may_come_before_their_parents(register: SqliteRegister) -> None:
    with register.unit_of_work("甲", NOW) as unit:
        unit.put(Village("v1", "150000001"))
        unit.put(Town("150000001", "示例镇"))
        unit.log(HistoryEvent.ROSTER_CHANGED)
    assert register.get(Village, "v1") is not None


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(record, id=f"{number}-{type(record).__name__}")
        for number, record in enumerate([*early_records(), *late_records()])
    ],
)
def test_every_record_comes_back_as_it_was(filled: SqliteRegister, record: Any) -> None:
    key = [getattr(record, name) for name in type(record).KEY]
    found = filled.get(type(record), *key)
    if isinstance(record, Mark):
        record = replace(record, figure=1300, fact="缺员一人")
    assert found == record
    assert all(
        type(getattr(found, name)) is type(getattr(record, name)) for name in record.__slots__
    )


def test_reverting_puts_every_row_back(filled: SqliteRegister) -> None:
    mark = filled.get(Mark, *SHEET_KEY, "1.1")
    assert mark is not None
    person = filled.find(Person)[0]
    with filled.unit_of_work("甲", NOW) as unit:
        unit.put(replace(mark, fact="一"))
        unit.put(replace(mark, fact="二"))
        unit.put(Setting("new", "1"))
        unit.remove(person)
        unit.keep(b"other")
        unit.log(HistoryEvent.MARK_ENTERED)
    changes = filled.last_changes()
    with filled.unit_of_work("甲", NOW) as unit:
        unit.revert(changes)
        unit.log(HistoryEvent.ENTRY_UNDONE)
    assert filled.get(Mark, *SHEET_KEY, "1.1") == mark
    assert filled.find(Person) == (person,)
    assert filled.get(Setting, "new") is None
    assert filled.blob(digest(b"other")) == b"other"


def test_what_has_changed_since_is_not_reverted(filled: SqliteRegister) -> None:
    (change,) = parse_changes(filled.history(limit=1)[0].changes)
    mark = filled.get(Mark, *SHEET_KEY, "1.1")
    assert mark is not None
    with filled.unit_of_work("甲", NOW) as unit:
        unit.put(replace(mark, fact="后来的"))
        unit.log(HistoryEvent.MARK_ENTERED)
    with (
        pytest.raises(ValueError, match="has changed since"),
        filled.unit_of_work("甲", NOW) as unit,
    ):
        unit.revert([change])


def test_a_full_disk_leaves_everything_as_it_was(filled: SqliteRegister) -> None:
    pages = filled.connection.execute("PRAGMA page_count").fetchone()[0]
    filled.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(RegisterFault, match="磁盘已满"):
        enter(filled, Person("录入员乙"), keep=b"x" * 100_000)
    assert filled.get(Person, "录入员乙") is None
    assert len(filled.history()) == 3
    filled.connection.execute("PRAGMA max_page_count = 100000")
    enter(filled, Person("录入员乙"))
    assert filled.health() == ()


def test_a_file_in_use_is_named_and_nothing_is_written(filled: SqliteRegister) -> None:
    filled.connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(filled.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterFault, match="正被另一个程序占用"):
            enter(filled, Person("录入员乙"))
        other.execute("ROLLBACK")
        other.execute("BEGIN")
        other.execute('SELECT * FROM "person"').fetchall()
        with pytest.raises(RegisterFault, match="正被另一个程序占用"):
            enter(filled, Person("录入员乙"))
    finally:
        other.close()
    assert filled.get(Person, "录入员乙") is None
    assert not filled.connection.in_transaction


ROWS = st.dictionaries(st.text(), st.none() | st.integers() | st.text())


@given(
    st.lists(
        st.builds(RowChange, st.text(), st.none() | ROWS, st.none() | ROWS),
        max_size=5,
    )
)
def test_changes_are_read_back_as_they_were_written(changes: list[RowChange]) -> None:
    assert parse_changes(changes_text(changes)) == tuple(changes)


def test_same_actions_same_clock_same_bytes(tmp_path: Path, clock: Clock) -> None:
    files = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        with create_register(folder / "a.xjdb", clock=clock, program=PROGRAM) as made:
            fill(made)
        files.append((folder / "a.xjdb").read_bytes())
    assert files[0] == files[1]


def test_compacting_forgets_how_the_rows_came_there(tmp_path: Path, clock: Clock) -> None:
    def write(name: str, detour: bool) -> bytes:
        with create_register(tmp_path / name, clock=clock, program=PROGRAM) as made:
            if detour:
                with pytest.raises(ZeroDivisionError):
                    fail_after_writing(made)
            enter(made, PERSON)
            made.compact()
        return (tmp_path / name).read_bytes()

    assert write("a.xjdb", detour=False) == write("b.xjdb", detour=True)
