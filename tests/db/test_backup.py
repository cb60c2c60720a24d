"""Backups are whole, verified, thinned by rule, and restored without losing what was there."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backup import (
    KEPT,
    Backup,
    back_up,
    back_up_if_changed,
    backup_folder,
    backup_name,
    last_taken,
    list_backups,
    restore,
    taken_at,
    thin,
    tidy,
    verify,
)
from db.checking import check
from db.errors import DamagedRegisterFault, LockedRegisterFault
from db.register import SqliteRegister
from db.store import open_register
from evaluation.faults import RegisterFault
from evaluation.ports import Clock
from evaluation.rounds import Person
from tests.db.conftest import NOW, PROGRAM, damage, enter


def test_a_backup_is_the_same_register(filled: SqliteRegister, clock: Clock) -> None:
    path = back_up(filled)
    assert path == backup_folder(filled.path) / "示例镇.2026-11-22T101500.xjdb"
    with open_register(path, clock=clock, program=PROGRAM, read_only=True) as copy:
        assert check(copy) == ()
        assert copy.history() == filled.history()
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_two_backups_in_one_second_both_stay(filled: SqliteRegister, tmp_path: Path) -> None:
    first = back_up(filled, tmp_path / "usb")
    second = back_up(filled, tmp_path / "usb")
    assert second.name == "示例镇.2026-11-22T101500-2.xjdb"
    assert first.exists()
    assert taken_at(second.name) == ("示例镇", NOW, 2)


def test_on_the_way_out_only_a_changed_register_is_backed_up(filled: SqliteRegister) -> None:
    assert back_up_if_changed(filled) is None
    assert not backup_folder(filled.path).exists()
    enter(filled, Person("录入员乙"))
    made = back_up_if_changed(filled)
    assert made is not None
    assert verify(made).entries == 4


def test_a_reader_can_back_up_beside_the_writer(filled: SqliteRegister, clock: Clock) -> None:
    with open_register(filled.path, clock=clock, program=PROGRAM, read_only=True) as beside:
        assert verify(back_up(beside)).entries == 3


def test_a_damaged_register_is_not_backed_up(filled_copy: Path, clock: Clock) -> None:
    damage(filled_copy, 20)
    with (
        open_register(filled_copy, clock=clock, program=PROGRAM) as register,
        pytest.raises(DamagedRegisterFault, match="没有备份"),
    ):
        back_up(register)
    assert not backup_folder(filled_copy).exists()


def test_a_disk_that_fills_up_leaves_no_backup(
    filled: SqliteRegister, tmp_path: Path, small_files: None
) -> None:
    with pytest.raises(RegisterFault):
        back_up(filled, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_backup_cut_short_leaves_no_backup(
    filled: SqliteRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: SQLite leaves a sound database without tables behind."""

    def cut_short(path: Path) -> None:
        path.unlink()
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA application_id = 1481262146")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("VACUUM")
        connection.close()

    def verify_after_cutting(path: Path) -> object:
        cut_short(path)
        return verify(path)

    monkeypatch.setattr("db.backup.verify", verify_after_cutting)
    with pytest.raises(DamagedRegisterFault):
        back_up(filled, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_folder_that_cannot_be_made_gets_a_sentence(
    filled: SqliteRegister, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegisterFault):
        back_up(filled, tmp_path / "file" / "备份")


# List


def test_the_list_tells_what_is_in_each_and_leaves_out_the_damaged(
    filled: SqliteRegister, tmp_path: Path
) -> None:
    folder = tmp_path / "usb"
    good = back_up(filled, folder)
    bad = folder / backup_name("示例镇", NOW + timedelta(days=1))
    bad.write_bytes(good.read_bytes())
    damage(bad, 20)
    (folder / backup_name("示例镇", NOW + timedelta(days=2))).write_bytes(b"")
    (folder / "示例镇.xjdb").write_bytes(good.read_bytes())
    other = folder / backup_name("别的镇", NOW + timedelta(days=3))
    other.write_bytes(good.read_bytes())
    (found,) = list_backups(folder, filled.path)
    assert found.path == good
    assert (found.taken, found.office, found.years) == (NOW, "示例镇", (2026,))
    assert (found.villages, found.entries, found.until) == (2, 3, "2026-11-22T10:15:00")
    assert found.size == good.stat().st_size
    assert [one.path for one in list_backups(folder)] == [other, good]
    assert list_backups(tmp_path / "nowhere") == ()
    assert last_taken(folder, filled.path) == NOW + timedelta(days=2)
    assert last_taken(tmp_path / "nowhere", filled.path) is None


def test_a_history_with_a_gap_is_no_backup(filled: SqliteRegister) -> None:
    path = back_up(filled)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("DROP TRIGGER history_no_delete")
    raw.execute("DELETE FROM history WHERE number = 2")
    raw.close()
    with pytest.raises(DamagedRegisterFault):
        verify(path)


# Thinning


def names(*days: str, hour: int = 10) -> list[str]:
    return [backup_name("a", datetime.fromisoformat(f"{day}T{hour:02}:00:00")) for day in days]


def test_the_newest_ten_stay_whatever_their_days() -> None:
    same_day = [backup_name("a", NOW + timedelta(minutes=minute)) for minute in range(12)]
    assert thin(same_day, NOW.date()) == tuple(same_day[:2])
    assert thin(same_day, date(2030, 1, 1)) == tuple(same_day[:2])


def test_older_ones_stay_one_a_day_for_thirty_days_then_one_a_month() -> None:
    newest = [backup_name("a", NOW + timedelta(minutes=minute)) for minute in range(KEPT)]
    early = names("2026-11-20", "2026-10-25", "2026-10-21", "2026-10-20", "2025-03-31", hour=8)
    late = names("2026-11-20", "2026-10-25", "2025-03-31", "2025-03-01", hour=17)
    gone = thin([*newest, *early, *late], NOW.date())
    assert set(gone) == {
        *names("2026-11-20", "2026-10-25", "2026-10-21", "2026-10-20", "2025-03-31", hour=8),
        *names("2025-03-01", hour=17),
    }


def test_each_register_is_thinned_by_itself_and_other_files_never() -> None:
    ours = [backup_name("a", NOW + timedelta(minutes=minute)) for minute in range(11)]
    theirs = [backup_name("b", NOW + timedelta(minutes=minute)) for minute in range(10)]
    others = ["a.xjdb", "a.2026-13-40T101500.xjdb", "a.2026-11-22T101500.xlsx", "记事.txt"]
    assert thin([*ours, *theirs, *others], NOW.date()) == (ours[0],)


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)), max_size=60))  # noqa: DTZ001
def test_the_newest_of_all_of_each_month_and_ten_always_stay(times: list[datetime]) -> None:
    taken = sorted({time.replace(microsecond=0) for time in times})
    every = [backup_name("a", time) for time in taken]
    gone = set(thin(every, date(2026, 11, 22)))
    kept = [time for time, name in zip(taken, every, strict=True) if name not in gone]
    assert gone <= set(every)
    assert kept[-KEPT:] == taken[-KEPT:]
    assert {(time.year, time.month) for time in kept} == {(t.year, t.month) for t in taken}
    assert thin([name for name in every if name not in gone], date(2026, 11, 22)) == ()


def test_tidying_removes_what_may_go(filled: SqliteRegister, tmp_path: Path) -> None:
    for minute in range(12):
        (tmp_path / backup_name("示例镇", NOW + timedelta(minutes=minute))).write_text("")
    removed = tidy(tmp_path, filled.path, NOW.date())
    assert len(removed) == 2
    assert not any((tmp_path / name).exists() for name in removed)
    assert tidy(tmp_path, filled.path, NOW.date()) == ()


# Restoring


def test_restoring_puts_the_backup_in_place_and_keeps_what_was_there(
    filled_copy: Path, clock: Clock
) -> None:
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        backup = back_up(register)
        enter(register, Person("录入员乙"))
    before = filled_copy.read_bytes()
    journal = filled_copy.with_name(f"{filled_copy.name}-journal")
    journal.write_bytes(b"left by a crash")
    aside = restore(backup, filled_copy, clock=clock)
    assert aside == filled_copy.with_name("示例镇.换下2026-11-22T101500.xjdb")
    assert aside.read_bytes() == before
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"left by a crash"
    assert not journal.exists()
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        assert register.get(Person, "录入员乙") is None
        assert check(register) == ()
    second = restore(backup, filled_copy, clock=clock)
    assert second == filled_copy.with_name("示例镇.换下2026-11-22T101500-2.xjdb")
    assert aside.read_bytes() == before


def test_restoring_where_the_register_is_gone(filled_copy: Path, clock: Clock) -> None:
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        backup = back_up(register)
    filled_copy.unlink()
    filled_copy.with_name(f"{filled_copy.name}-journal").write_bytes(b"left by a crash")
    assert restore(backup, filled_copy, clock=clock) is None
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        assert check(register) == ()


def test_an_open_register_is_not_replaced(filled: SqliteRegister, clock: Clock) -> None:
    backup = back_up(filled)
    with pytest.raises(LockedRegisterFault):
        restore(backup, filled.path, clock=clock)


def test_a_damaged_backup_replaces_nothing(filled_copy: Path, clock: Clock, tmp_path: Path) -> None:
    bad = tmp_path / backup_name("bad", NOW)
    bad.write_bytes(filled_copy.read_bytes())
    damage(bad, 20)
    before = filled_copy.read_bytes()
    with pytest.raises(DamagedRegisterFault):
        restore(bad, filled_copy, clock=clock)
    assert filled_copy.read_bytes() == before


def test_a_restoring_that_fails_puts_everything_back(
    filled_copy: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        backup = back_up(register)
    before = filled_copy.read_bytes()

    def failing(draft: Path, target: Path) -> None:
        raise OSError(5, "as the disk says")

    monkeypatch.setattr("db.backup.put_in_place", failing)
    with pytest.raises(RegisterFault, match="读写磁盘时出错"):
        restore(backup, filled_copy, clock=clock)
    assert filled_copy.read_bytes() == before
    assert {path.name for path in filled_copy.parent.iterdir()} == {filled_copy.name, "备份"}


def test_a_backup_that_lacks_the_last_entries_is_not_kept(
    filled: SqliteRegister, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_less(path: Path) -> Backup:
        found = verify(path)
        return replace(found, entries=found.entries - 1)

    monkeypatch.setattr("db.backup.verify", one_less)
    with pytest.raises(RegisterFault, match="备份没有写完整"):
        back_up(filled, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []
