"""Opening and making the one file of an office; each step of opening is a function.

Order: identity, age, writable, lock, upgrade, connection and pragmas. Identity and age read
the header only and come before the lock, whose side file would otherwise be laid beside
files that are not ours. Health is asked of the open register (`SqliteRegister.health`),
since it may finish after the window shows.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from db.errors import (
    CANNOT_OPEN,
    DAMAGED,
    READ_ONLY,
    DamagedRegisterFault,
    NewerRegisterFault,
    known_errors,
)
from db.guards import lay_guards
from db.lock import WritingLock
from db.migrations import STEPS, apply_steps
from db.register import SqliteRegister
from db.replacing import put_in_place
from evaluation.faults import RegisterFault
from evaluation.ports import Clock

__all__ = [
    "APPLICATION_ID",
    "SUFFIX",
    "connect",
    "create_register",
    "file_version",
    "open_register",
    "require_identity",
    "require_known_version",
    "require_writable",
]

APPLICATION_ID = int.from_bytes(b"XJDB", "big")
SUFFIX = ".xjdb"

_HEADER_SIZE = 100
_SQLITE_MAGIC = b"SQLite format 3\0"
_USER_VERSION = slice(60, 64)
_APPLICATION_ID = slice(68, 72)


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER_SIZE)


def require_identity(path: Path) -> None:
    """Raise RegisterFault, with a sentence for each case, where the file is no register.

    Reads the header only, so that a foreign file is not touched.
    """
    if not path.exists():
        raise RegisterFault(
            f"找不到档案“{path.name}”。它可能已被移走、改名，或所在的 U 盘、网络没有连接。"
            "请检查位置，或另选一个文件。",
            places=(str(path),),
        )
    if path.is_dir():
        raise RegisterFault(
            f"“{path.name}”是一个文件夹，不是档案。请选择其中后缀为 {SUFFIX} 的文件。",
            places=(str(path),),
        )
    with known_errors(path):
        header = _header(path)
    if not header:
        raise DamagedRegisterFault(
            f"“{path.name}”是空文件，里面没有任何内容。它可能是没有复制完的档案："
            "请从原处重新复制，或从备份恢复。",
            places=(str(path),),
        )
    if not header.startswith(_SQLITE_MAGIC):
        raise RegisterFault(_foreign_sentence(path, header), places=(str(path),))
    if len(header) < _HEADER_SIZE:
        raise DamagedRegisterFault(DAMAGED, places=(str(path),))
    if int.from_bytes(header[_APPLICATION_ID], "big") != APPLICATION_ID:
        raise RegisterFault(
            f"“{path.name}”是别的程序的数据库，不是星级评定档案，没有改动它。请另选一个文件。",
            places=(str(path),),
        )


def _foreign_sentence(path: Path, header: bytes) -> str:
    if header.startswith(b"PK\x03\x04"):
        what = "是压缩文件或表格（如 .xlsx、.zip）。表格请打开档案后再导入"
    elif header.startswith(b"%PDF"):
        what = "是 PDF 文件"
    elif all(byte >= 0x20 or byte in b"\t\r\n" for byte in header):
        what = "是文本文件"
    elif not any(header):
        what = "开头全是空白，可能是没有复制完或已损坏的档案。请从原处重新复制，或从备份恢复"
    else:
        what = "不是档案，也可能是开头已损坏的档案。如果它本来是档案，请从备份恢复"
    return f"“{path.name}”{what}，没有改动它。请选择后缀为 {SUFFIX} 的档案。"


def file_version(path: Path) -> int:
    """The form of the register (`user_version`), read from the header."""
    with known_errors(path):
        return int.from_bytes(_header(path)[_USER_VERSION], "big")


def require_known_version(path: Path, known: int = len(STEPS)) -> None:
    """Raise NewerRegisterFault, leaving the file untouched, where its form is newer."""
    version = file_version(path)
    if version > known:
        raise NewerRegisterFault(
            f"档案“{path.name}”由较新版本的程序写成（格式 {version}，本程序认得到 {known}），"
            "没有改动它。请先升级本程序，再打开这个档案。",
            places=(str(path),),
        )
    if version < 1:
        raise DamagedRegisterFault(DAMAGED, places=(str(path),))


def require_writable(path: Path) -> None:
    """Raise RegisterFault where the file or its folder cannot be written to."""
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise RegisterFault(READ_ONLY, places=(str(path),))


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the pragmas of every register.

    Transactions are begun by hand. DELETE journal and full synchronisation: one file that
    can be copied by hand, and nothing lost that was said to be saved.
    """
    location = quote(path.absolute().as_posix())
    authority = "" if location.startswith("/") else "/"
    mode = "ro" if read_only else "rw"
    with known_errors(path):
        connection = sqlite3.connect(
            f"file://{authority}{location}?mode={mode}",
            uri=True,
            isolation_level=None,
            cached_statements=512,
        )
        try:
            connection.execute("PRAGMA busy_timeout = 5000")
            connection.execute("PRAGMA trusted_schema = OFF")
            if not read_only:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA synchronous = FULL")
            # The first read: a damaged or half-written file shows here, not in the window.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def open_register(
    path: Path,
    *,
    clock: Clock,
    program: str,
    read_only: bool = False,
    backups: Path | None = None,
) -> SqliteRegister:
    """Open a register; an older one is upgraded first, after a backup into `backups`.

    `program`: name and version, for the history. `backups`: default beside the register.
    Raises RegisterFault and its families (LockedRegisterFault, DamagedRegisterFault,
    NewerRegisterFault); then nothing of the file has changed.
    """
    require_identity(path)
    require_known_version(path)
    if read_only:
        _require_current(path)
        return SqliteRegister(
            path, connect(path, read_only=True), clock=clock, program=program, lock=None
        )
    require_writable(path)
    lock = WritingLock.take(path, clock())
    try:
        if file_version(path) < len(STEPS):
            # It uses this module, and most starts do not need it.
            from db.upgrade import upgrade

            upgrade(path, clock=clock, program=program, backups=backups)
        connection = connect(path)
    except BaseException:
        lock.release()
        raise
    return SqliteRegister(path, connection, clock=clock, program=program, lock=lock)


def _require_current(path: Path) -> None:
    if file_version(path) < len(STEPS):
        raise RegisterFault(
            f"档案“{path.name}”是较早版本的格式，要先升级才能读。"
            "请用本程序正常打开一次：升级前会自动备份。",
            places=(str(path),),
        )


def create_register(path: Path, *, clock: Clock, program: str = "star-rating") -> SqliteRegister:
    """Make an empty register and open it. Nothing is left behind where that fails.

    Raises RegisterFault where there is a file already or the folder cannot be written to.
    """
    if not path.parent.is_dir():
        raise RegisterFault(CANNOT_OPEN, places=(str(path),))
    lock = WritingLock.take(path, clock())
    try:
        if path.exists():
            raise RegisterFault(
                f"“{path.name}”已经存在，没有改动它。请换一个名字，或直接打开它。",
                places=(str(path),),
            )
        _write_empty(path, clock())
        connection = connect(path)
    except BaseException:
        lock.release()
        raise
    return SqliteRegister(path, connection, clock=clock, program=program, lock=lock)


def _write_empty(path: Path, now: datetime) -> None:
    draft = path.with_name(f".{path.name}.new")
    with known_errors(path):
        draft.unlink(missing_ok=True)
        try:
            connection = sqlite3.connect(draft, isolation_level=None)
            try:
                apply_steps(connection, now)
                lay_guards(connection)
                connection.execute("VACUUM")
            finally:
                connection.close()
            put_in_place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
