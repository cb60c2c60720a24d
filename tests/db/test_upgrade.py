"""An older register becomes a newer one by way of a backup and a copy, or stays as it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db import store
from db.backup import backup_folder, list_backups
from db.errors import DamagedRegisterFault, LockedRegisterFault
from db.guards import missing_guards
from db.migrations import STEPS, Step, apply_steps
from db.store import connect, file_version, open_register
from db.upgrade import upgrade
from evaluation.faults import RegisterFault
from evaluation.ports import Clock
from tests.db.conftest import NOW, PROGRAM, damage


def add_notes(connection: sqlite3.Connection) -> None:
    """Reshapes the history's table, which drops its guards, and adds a table."""
    connection.execute('CREATE TABLE "note" ("id" TEXT NOT NULL PRIMARY KEY) STRICT')
    connection.execute('CREATE TABLE "copy" AS SELECT * FROM "history"')
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'history'").fetchone()[0]
    connection.execute('DROP TABLE "history"')
    connection.execute(sql)
    connection.execute('INSERT INTO "history" SELECT * FROM "copy" ORDER BY "number"')
    connection.execute('DROP TABLE "copy"')
    connection.execute("PRAGMA user_version = 3")


def fail(connection: sqlite3.Connection) -> None:
    connection.execute('CREATE TABLE "note" ("id" TEXT NOT NULL PRIMARY KEY) STRICT')
    connection.execute("PRAGMA user_version = 3")
    raise ZeroDivisionError


def lose_history(connection: sqlite3.Connection) -> None:
    connection.execute('DROP TRIGGER "history_no_delete"')
    connection.execute('DELETE FROM "history" WHERE "number" = 3')
    connection.execute("PRAGMA user_version = 3")


def forget_version(connection: sqlite3.Connection) -> None:
    connection.execute('CREATE TABLE "note" ("id" TEXT NOT NULL PRIMARY KEY) STRICT')


def two_steps(second: Step) -> tuple[Step, ...]:
    return (*STEPS, second)


def test_an_older_register_is_backed_up_and_upgraded(filled_copy: Path, clock: Clock) -> None:
    before = connect(filled_copy)
    history = before.execute("SELECT * FROM history").fetchall()
    before.close()
    steps = two_steps(("m0003_notes", add_notes))
    backup = upgrade(filled_copy, clock=clock, program=PROGRAM, steps=steps)
    assert file_version(backup) == len(STEPS)
    assert file_version(filled_copy) == len(steps)
    assert [one.path for one in list_backups(backup_folder(filled_copy))] == [backup]
    connection = connect(filled_copy)
    assert connection.execute("SELECT * FROM history").fetchall() == history
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (0,)
    assert missing_guards(connection) == ()
    connection.close()
    assert {path.name for path in filled_copy.parent.iterdir()} == {filled_copy.name, "备份"}


def test_opening_upgrades_an_older_register(
    filled_copy: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is lengthened, so that the present form is an older one."""
    steps = two_steps(("m0003_notes", add_notes))
    monkeypatch.setattr(store, "STEPS", steps)
    monkeypatch.setattr("db.upgrade.upgrade.__kwdefaults__", {"backups": None, "steps": steps})
    with pytest.raises(RegisterFault, match="要先升级才能读"):
        open_register(filled_copy, clock=clock, program=PROGRAM, read_only=True)
    monkeypatch.setattr("db.store.require_known_version", lambda path: None)
    elsewhere = filled_copy.parent / "usb"
    with open_register(filled_copy, clock=clock, program=PROGRAM, backups=elsewhere) as register:
        assert len(register.history()) == 3
        with pytest.raises(LockedRegisterFault):
            open_register(filled_copy, clock=clock, program=PROGRAM)
    assert file_version(filled_copy) == len(steps)
    assert len(list(elsewhere.iterdir())) == 1


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (fail, ZeroDivisionError),
        (lose_history, DamagedRegisterFault),
        (forget_version, RuntimeError),
    ],
)
def test_a_failing_upgrade_leaves_the_register_as_it_was(
    filled_copy: Path, clock: Clock, step: object, error: type[Exception]
) -> None:
    before = filled_copy.read_bytes()
    with pytest.raises(error):
        upgrade(
            filled_copy,
            clock=clock,
            program=PROGRAM,
            steps=two_steps(("m0003", step)),  # type: ignore[arg-type]
        )
    assert filled_copy.read_bytes() == before
    assert {path.name for path in filled_copy.parent.iterdir()} == {filled_copy.name, "备份"}


def test_a_damaged_register_is_not_upgraded(filled_copy: Path, clock: Clock) -> None:
    damage(filled_copy, 20)
    before = filled_copy.read_bytes()
    with pytest.raises(DamagedRegisterFault):
        upgrade(
            filled_copy,
            clock=clock,
            program=PROGRAM,
            steps=two_steps(("m0003_notes", add_notes)),
        )
    assert filled_copy.read_bytes() == before


def test_an_upgraded_empty_register_has_the_form_of_a_fresh_one(
    tmp_path: Path, clock: Clock
) -> None:
    def form_of(steps_at_once: list[tuple[Step, ...]]) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        for steps in steps_at_once:
            apply_steps(connection, NOW, steps)
        query = "SELECT name, sql FROM sqlite_master ORDER BY name"
        found = connection.execute(query).fetchall()
        connection.close()
        return found

    both = two_steps(("m0003_notes", add_notes))
    assert form_of([STEPS, both]) == form_of([both])


def test_the_record_of_steps_keeps_the_given_time() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    apply_steps(connection, NOW)
    rows = connection.execute("SELECT name, applied_at FROM _sqlite_migrations").fetchall()
    connection.close()
    assert rows == [(name, "2026-11-22 10:15:00") for name, _ in STEPS]
