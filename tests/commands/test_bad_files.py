"""What is no register, or cannot be written: a sentence, exit 1, and the file as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import db.register
import db.store
from tests.commands.registers import ONE_YEAR_SCRIPT

ROOT = Path(__file__).parents[2]


def _missing(path: Path, one_year: Path) -> None:
    assert not path.exists()


def _folder(path: Path, one_year: Path) -> None:
    path.mkdir()


def _empty(path: Path, one_year: Path) -> None:
    path.touch()


def _text(path: Path, one_year: Path) -> None:
    path.write_text("这是一份通知，不是档案。\n", encoding="utf-8")


def _table(path: Path, one_year: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(200))


def _foreign(path: Path, one_year: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.commit()
    connection.close()


def _newer(path: Path, one_year: Path) -> None:
    shutil.copy(one_year, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def _cut_off(path: Path, one_year: Path) -> None:
    path.write_bytes(one_year.read_bytes()[:5000])


BAD_FILES: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "missing": (_missing, "找不到"),
    "folder": (_folder, "是一个文件夹"),
    "empty": (_empty, "空文件"),
    "text": (_text, "是文本文件"),
    "table": (_table, "表格"),
    "foreign": (_foreign, "别的程序的数据库"),
    "newer": (_newer, "较新版本的程序"),
    "cut-off": (_cut_off, "损坏"),
}
COMMANDS: dict[str, tuple[object, ...]] = {
    "rate": ("rate", "{}", "--year", 2024),
    "rate-json": ("rate", "{}", "--year", 2024, "--json"),
    "why": ("why", "{}", "159902100200", "--year", 2024),
    "check": ("check", "{}", "--json"),
    "act": ("act", "{}", "--year", 2024, "--as", "录入员甲", ONE_YEAR_SCRIPT),
    "backup": ("backup", "{}"),
    "print": ("print", "summary", "{}", "--year", 2024, "--out", "{}.papers"),
    "year": ("year", "open", "{}", "--year", 2025, "--standard", "shixing-moren"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_file(bad, command, one_year, run, tmp_path):
    make, words = BAD_FILES[bad]
    path = tmp_path / "坏.xjdb"
    make(path, one_year)
    before = path.read_bytes() if path.is_file() else None
    done = run(*(str(item).format(path) for item in COMMANDS[command]))
    assert words in done.refused()
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [item.name for item in tmp_path.iterdir()] == ([] if bad == "missing" else ["坏.xjdb"])


NOT_THERE: dict[str, tuple[object, ...]] = {
    "unknown year": ("rate", "{}", "--year", 1999),
    "unknown unit": ("rate", "{}", "--year", 2024, "--unit", "社区"),
    "why of an unknown year": ("why", "{}", "159902100200", "--year", 2025),
    "unknown village": ("why", "{}", "150000000000", "--year", 2024),
    "a name for a code": ("why", "{}", "星谷嘎查", "--year", 2024),
    "papers of an unknown year": ("print", "summary", "{}", "--year", 2025, "--out", "papers"),
    "a year again": ("year", "open", "{}", "--year", 2024, "--standard", "shixing-moren"),
    "unknown standard": ("year", "open", "{}", "--year", 2025, "--standard", "没有的标准"),
    "standard of another unit": (
        *("year", "open", "{}", "--year", 2025, "--unit", "社区"),
        *("--standard", "shixing-moren"),
    ),
    "a year long ago": ("year", "open", "{}", "--year", 1850, "--standard", "shixing-moren"),
    "no standard in the file": (
        *("year", "open", "{}", "--year", 2025),
        *("--standard", ONE_YEAR_SCRIPT),
    ),
    "a register that is there": (
        *("new", "{}", "--office", "中共示例镇委员会"),
        *("--level", "town"),
    ),
    "a sample over it": ("sample", "{}"),
    "no backup": ("restore", "{}.missing", "{}"),
    "no register for a backup": ("restore", ONE_YEAR_SCRIPT, "{}"),
}


@pytest.mark.parametrize("case", NOT_THERE)
def test_what_is_not_there_or_there_already(case, one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    before = path.read_bytes()
    run(*(str(item).format(path) for item in NOT_THERE[case])).refused()
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["一年.xjdb"]


@pytest.mark.parametrize("command", ["sample", "new"])
def test_a_folder_that_cannot_be_written_to(command, run, tmp_path):
    """A file where the folder should be stops also those who may write everywhere."""
    blocked = tmp_path / "文件"
    blocked.write_text("不是文件夹")
    rest = ("--office", "中共示例镇委员会", "--level", "town") if command == "new" else ()
    run(command, blocked / "新.xjdb", *rest).refused()
    run(command, tmp_path / "没有的文件夹" / "新.xjdb", *rest).refused()
    assert list(tmp_path.iterdir()) == [blocked]


def test_a_new_register_without_a_name_is_not_kept(run, tmp_path):
    done = run("new", tmp_path / "新.xjdb", "--office", " ", "--level", "town")
    assert "单位名称没有填" in done.refused()
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_has_no_place(one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    blocked = tmp_path / "文件"
    blocked.write_text("不是文件夹")
    run("backup", path, "--out", blocked).refused()
    run("backup", path, "--out", blocked / "里面").refused()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["一年.xjdb", "文件"]


def test_a_read_only_register_is_read_and_not_written(one_year, run, tmp_path, monkeypatch):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    done = run("act", path, "--year", 2024, "--as", "录入员甲", ONE_YEAR_SCRIPT)
    assert "只读" in done.refused()
    assert run("rate", path, "--year", 2024).code == 0
    assert [item.name for item in tmp_path.iterdir()] == ["一年.xjdb"]


def test_a_full_disk_keeps_what_was_saved(one_year, run, tmp_path, monkeypatch):
    """SQLite's own error for a full disk: the file may not grow by a page."""
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    plain = db.store.connect

    def cramped(place: Path, *, read_only: bool = False) -> sqlite3.Connection:
        connection = plain(place, read_only=read_only)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(db.store, "connect", cramped)
    before = run("rate", path, "--year", 2024, "--json").out
    script = tmp_path / "多.jsonl"
    line = '{"action": "change_setting", "name": "second-backup-place", "value": "%s"}\n'
    script.write_text("".join(line % (letter * 50_000) for letter in "abc"), encoding="utf-8")
    done = run("act", path, "--year", 2024, "--as", "录入员甲", script)
    assert "磁盘已满" in done.refused()
    assert run("rate", path, "--year", 2024, "--json").out == before
    assert run("check", path).code == 0


def test_a_sample_that_fills_the_disk_is_not_left_behind(run, tmp_path, monkeypatch):
    plain = db.store.connect

    def cramped(place: Path, *, read_only: bool = False) -> sqlite3.Connection:
        connection = plain(place, read_only=read_only)
        connection.execute("PRAGMA max_page_count = 120")
        return connection

    monkeypatch.setattr(db.store, "connect", cramped)
    assert "磁盘已满" in run("sample", tmp_path / "样本.xjdb").refused()
    assert list(tmp_path.iterdir()) == []


HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from db.store import open_register
with open_register(Path(sys.argv[1]), clock=datetime.now, program="another"):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_register_open_in_another_program(one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        spare = shutil.copy(one_year, tmp_path / "备用.xjdb")
        writing: tuple[tuple[object, ...], ...] = (
            ("act", path, "--year", 2024, "--as", "录入员甲", ONE_YEAR_SCRIPT),
            ("backup", path),
            ("restore", spare, path),
        )
        for arguments in writing:
            refusal = run(*arguments).refused()
            assert "另一个程序" in refusal
            assert str(other.pid) in refusal
        assert run("rate", path, "--year", 2024).code == 0
        assert run("check", path).code == 0
        assert other.stdin is not None
        other.stdin.close()
        assert other.wait() == 0
