"""The machine's errors become advice; ours are passed on."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from db.errors import DamagedRegisterFault, fault_of, known_errors
from evaluation.faults import RegisterFault


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_BUSY, "另一个程序占用"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "另一个程序占用"),
        (sqlite3.SQLITE_LOCKED, "另一个程序占用"),
        (sqlite3.SQLITE_READONLY, "只读"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "只读"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "要先恢复"),
        (sqlite3.SQLITE_IOERR_WRITE, "读写磁盘时出错"),
        (sqlite3.SQLITE_IOERR_FSYNC, "读写磁盘时出错"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "已损坏"),
        (sqlite3.SQLITE_NOTADB, "已损坏"),
        (sqlite3.SQLITE_CANTOPEN, "打不开"),
        (sqlite3.SQLITE_NOMEM, "内存不足"),
    ],
)
def test_errors_of_the_machine_have_a_sentence(code: int, sentence: str) -> None:
    fault = fault_of(sqlite_error(code))
    assert fault is not None
    assert sentence in fault.message
    assert fault.message.endswith("。")
    assert isinstance(fault, DamagedRegisterFault) == ("已损坏" in sentence)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_CHECK, sqlite3.SQLITE_MISUSE]
)
def test_our_mistakes_are_passed_on(code: int) -> None:
    error = sqlite_error(code)
    assert fault_of(error) is None
    with pytest.raises(sqlite3.OperationalError) as caught, known_errors():
        raise error
    assert caught.value is error


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "只读"),
        (errno.EROFS, "只读"),
        (errno.EIO, "读写磁盘时出错"),
        (errno.ENOENT, "打不开"),
    ],
)
def test_errors_of_the_file_system_have_a_sentence_and_name_the_file(
    number: int, sentence: str
) -> None:
    with pytest.raises(RegisterFault, match=sentence) as caught, known_errors(Path("a.xjdb")):
        raise OSError(number, "as the system says")
    assert caught.value.places == ("a.xjdb",)


def test_other_errors_of_the_file_system_are_passed_on() -> None:
    with pytest.raises(OSError, match="nested"), known_errors():
        raise OSError(errno.ELOOP, "nested")
