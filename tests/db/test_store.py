"""Each step of opening, and making a register, has its own sentence."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db.errors import DamagedRegisterFault, LockedRegisterFault, NewerRegisterFault
from db.lock import lock_path
from db.migrations import STEPS
from db.register import SqliteRegister
from db.store import (
    connect,
    create_register,
    file_version,
    open_register,
    require_identity,
    require_known_version,
    require_writable,
)
from evaluation.faults import RegisterFault
from evaluation.ports import Clock
from evaluation.rounds import OfficeRecord, Person
from tests.db.conftest import NOW, PROGRAM, damage, enter


def opened(path: Path, clock: Clock, *, read_only: bool = False) -> SqliteRegister:
    return open_register(path, clock=clock, program=PROGRAM, read_only=read_only)


def test_what_was_written_is_there_after_opening_again(filled_copy: Path, clock: Clock) -> None:
    with opened(filled_copy, clock) as register:
        enter(register, Person("录入员乙"))
    with opened(filled_copy, clock) as register:
        assert register.get(Person, "录入员乙") is not None
        assert register.last_changes() == ()
        assert not register.changed
        assert register.health() == ()
    assert sorted(path.name for path in filled_copy.parent.iterdir()) == [filled_copy.name]


def test_a_name_with_every_awkward_character_opens(
    filled_file: Path, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "示例 镇#1 100%?&"
    folder.mkdir()
    path = Path(shutil.copy(filled_file, folder / "登记 册?mode=ro#%41.xjdb"))
    with opened(path, clock) as register:
        enter(register, Person("录入员乙"))
    with opened(path, clock, read_only=True) as register:
        assert register.get(Person, "录入员乙") is not None


def test_pragmas_are_those_of_the_design(filled: SqliteRegister) -> None:
    def asked(name: str) -> object:
        return filled.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert asked("foreign_keys") == 1
    assert asked("journal_mode") == "delete"
    assert asked("synchronous") == 2
    assert asked("busy_timeout") == 5000


# Lock


def test_the_second_writer_is_told_who_holds_the_file(filled: SqliteRegister, clock: Clock) -> None:
    with pytest.raises(LockedRegisterFault) as caught:
        opened(filled.path, clock)
    message = caught.value.message
    assert f"进程 {os.getpid()}" in message
    assert "自 2026-11-22 10:15:00 起" in message
    assert filled.path.name in message


def test_readers_open_beside_the_writer_and_see_what_it_commits(
    filled: SqliteRegister, clock: Clock
) -> None:
    with opened(filled.path, clock, read_only=True) as beside:
        enter(filled, Person("录入员乙"))
        assert beside.get(Person, "录入员乙") is not None
        assert beside.read_only
        with pytest.raises(RegisterFault, match="只读"):
            beside.unit_of_work("甲", NOW)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            beside.connection.execute('DELETE FROM "person"')


def test_a_lock_file_left_by_a_crash_locks_nobody_out(filled_copy: Path, clock: Clock) -> None:
    script = (
        "import os, sys; from pathlib import Path; from datetime import datetime\n"
        "from db.store import open_register\n"
        "open_register(Path(sys.argv[1]), clock=datetime.now, program='x')\n"
        "os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(filled_copy)], check=False)
    assert ended.returncode == 9
    assert lock_path(filled_copy).exists()
    with opened(filled_copy, clock):
        holder = json.loads(lock_path(filled_copy).read_bytes())
        assert holder["pid"] == str(os.getpid())
    assert not lock_path(filled_copy).exists()


def test_another_process_holds_the_lock_too(filled: SqliteRegister) -> None:
    script = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from db.store import open_register\n"
        "from db.errors import LockedRegisterFault\n"
        "try:\n"
        "    open_register(Path(sys.argv[1]), clock=datetime.now, program='x')\n"
        "except LockedRegisterFault:\n"
        "    sys.exit(7)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(filled.path)], check=False)
    assert ended.returncode == 7


def test_an_unreadable_lock_file_still_gives_a_sentence(
    filled: SqliteRegister, clock: Clock
) -> None:
    lock_path(filled.path).write_bytes(b"\xff")
    with pytest.raises(LockedRegisterFault, match="没有留下名字"):
        opened(filled.path, clock)


def test_closing_twice_does_nothing(filled: SqliteRegister, clock: Clock) -> None:
    filled.close()
    with opened(filled.path, clock) as second:
        filled.close()
        with pytest.raises(LockedRegisterFault):
            opened(second.path, clock)


# Identity


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空文件"),
        (b"name,points\r\n", "文本文件"),
        ("嘎查村，得分".encode(), "文本文件"),
        (b"PK\x03\x04" + b"\0" * 200, "压缩文件或表格"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\0" * 4096, "开头全是空白"),
        (b"\x89PNG\r\n\x1a\n" + b"\1" * 200, "不是档案"),
        (b"SQLite format 3\0short", "已损坏"),
    ],
)
def test_what_is_no_register_gets_its_own_sentence_and_is_left_alone(
    tmp_path: Path, clock: Clock, content: bytes, sentence: str
) -> None:
    path = tmp_path / "文件.xjdb"
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(RegisterFault, match=sentence):
            opened(path, clock, read_only=read_only)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_file_and_a_folder_get_their_own_sentence(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(RegisterFault, match=r"找不到档案“没有\.xjdb”"):
        opened(tmp_path / "没有.xjdb", clock)
    with pytest.raises(RegisterFault, match="是一个文件夹"):
        opened(tmp_path, clock)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RegisterFault, match="别的程序的数据库"):
        require_identity(path)
    assert path.read_bytes() == before


# Age


def test_a_newer_file_is_refused_untouched(filled_copy: Path, clock: Clock) -> None:
    connection = sqlite3.connect(filled_copy)
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = filled_copy.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerRegisterFault, match="较新版本的程序"):
            opened(filled_copy, clock, read_only=read_only)
    assert filled_copy.read_bytes() == before
    assert list(filled_copy.parent.iterdir()) == [filled_copy]


def test_a_file_without_version_is_damaged(filled_copy: Path) -> None:
    assert file_version(filled_copy) == len(STEPS)
    require_known_version(filled_copy)
    connection = sqlite3.connect(filled_copy)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(DamagedRegisterFault):
        require_known_version(filled_copy)


# Health


def test_a_damaged_file_shows_at_opening_or_in_its_health(filled_copy: Path, clock: Clock) -> None:
    damage(filled_copy, 20)
    with opened(filled_copy, clock, read_only=True) as register:
        assert register.health() != ()
    whole = filled_copy.read_bytes()
    filled_copy.write_bytes(whole[:100] + b"\xa5" * 4000 + whole[4100:])
    with pytest.raises(DamagedRegisterFault, match="备份恢复"):
        opened(filled_copy, clock)
    assert not lock_path(filled_copy).exists()


def test_a_row_without_its_parent_is_bad_health(filled_copy: Path, clock: Clock) -> None:
    connection = sqlite3.connect(filled_copy, isolation_level=None)
    connection.execute('DELETE FROM "sheet"')
    connection.close()
    with opened(filled_copy, clock) as register:
        assert any("sheet" in line for line in register.health())


# Writable


def test_a_read_only_file_or_folder_gets_a_sentence(
    filled_copy: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for protected in (filled_copy, filled_copy.parent):
        monkeypatch.setattr("os.access", lambda path, mode, closed=protected: Path(path) != closed)
        with pytest.raises(RegisterFault, match="只读") as caught:
            require_writable(filled_copy)
        assert caught.value.places == (str(filled_copy),)
        with pytest.raises(RegisterFault, match="只读"):
            opened(filled_copy, clock)
        with opened(filled_copy, clock, read_only=True) as register:
            assert register.find(OfficeRecord)
    monkeypatch.undo()
    require_writable(filled_copy)


# A write that was cut short


def test_a_transaction_cut_short_is_rolled_back_at_the_next_opening(
    filled_copy: Path, clock: Clock
) -> None:
    script = (
        "import os, sys; from pathlib import Path; from db.store import connect\n"
        "connection = connect(Path(sys.argv[1]))\n"
        "connection.execute('PRAGMA cache_size = 1')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('INSERT INTO setting VALUES (?, ?)', ('half', 'x' * 200_000))\n"
        "connection.execute('INSERT INTO setting VALUES (?, ?)', ('half2', 'x' * 200_000))\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(filled_copy)], check=False)
    assert filled_copy.with_name(f"{filled_copy.name}-journal").stat().st_size > 0
    with pytest.raises(RegisterFault, match="要先恢复才能读"):
        opened(filled_copy, clock, read_only=True)
    with opened(filled_copy, clock) as register:
        assert register.connection.execute("SELECT count(*) FROM setting").fetchone() == (1,)
        assert register.health() == ()


# Making


def test_making_refuses_a_file_that_is_there(filled_copy: Path, clock: Clock) -> None:
    before = filled_copy.read_bytes()
    with pytest.raises(RegisterFault, match="已经存在"):
        create_register(filled_copy, clock=clock)
    assert filled_copy.read_bytes() == before
    assert list(filled_copy.parent.iterdir()) == [filled_copy]


def test_making_in_a_folder_that_is_not_there_gets_a_sentence(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(RegisterFault, match="打不开"):
        create_register(tmp_path / "没有" / "a.xjdb", clock=clock)


def test_a_full_disk_while_making_leaves_nothing(
    tmp_path: Path, clock: Clock, small_files: None
) -> None:
    with pytest.raises(RegisterFault):
        create_register(tmp_path / "a.xjdb", clock=clock)
    assert list(tmp_path.iterdir()) == []


def test_a_connection_is_closed_where_opening_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.xjdb"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(DamagedRegisterFault):
        connect(path)
    path.unlink()
