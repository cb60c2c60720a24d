"""Errors of SQLite and of the file system, sorted into the machine's and ours.

The machine's fault (disk full, file in use, read-only, unreadable, damaged) becomes a
sentence with advice. Every other error is a mistake of ours: it is passed on unchanged and
ends in the fault window.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluation.faults import RegisterFault

__all__ = [
    "DamagedRegisterFault",
    "LockedRegisterFault",
    "NewerRegisterFault",
    "fault_of",
    "known_errors",
]


class DamagedRegisterFault(RegisterFault):
    """The file is not whole: the recovery page takes over."""


class LockedRegisterFault(RegisterFault):
    """Another program is writing: reading beside it is still possible."""


class NewerRegisterFault(RegisterFault):
    """A newer version of the program wrote the file."""


FULL = (
    "磁盘已满：这一次什么也没有写入，原有内容完好。"
    "请先腾出空间（清空回收站、移走大文件），再重做这一步。"
)
BUSY = (
    "档案正被另一个程序占用，等了 5 秒仍未空出：这一次什么也没有写入。"
    "请关闭正在使用它的程序（备份、同步或杀毒软件），再重做这一步。"
)
READ_ONLY = (
    "档案是只读的，写不进去。请检查文件属性和文件夹权限，"
    "或者把档案复制到可以写入的文件夹（如“文档”），再从那里打开。"
)
UNFINISHED = (
    "档案上一次的写入在中途断开，要先恢复才能读，而只读方式不能恢复。"
    "请用本程序正常打开一次，恢复会自动完成。"
)
UNREADABLE = (
    "读写磁盘时出错：这一次什么也没有写入。磁盘、U 盘或网络连接可能有问题。"
    "请检查连接后重试；再次出错时，请先把档案复制到另一块磁盘。"
)
CANNOT_OPEN = (
    "打不开档案文件。请检查文件是否还在原处、U 盘或网络是否连接、本账户是否有权读写这个文件夹。"
)
DAMAGED = (
    "档案文件已损坏，不能继续使用。请不要再往里录入；"
    "请从最近的备份恢复，损坏的文件会保留在旁边，供进一步查找。"
)
CANNOT_LOCK = (
    "这个位置不支持文件锁，不能防止两个程序同时写入，所以没有打开。"
    "请把档案移到本机磁盘的普通文件夹，再从那里打开。"
)
NO_MEMORY = "内存不足：这一次什么也没有写入。请关闭其他程序，再重做这一步。"

_SENTENCES: dict[int, str] = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_AUTH: READ_ONLY,
    sqlite3.SQLITE_IOERR: UNREADABLE,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_NOMEM: NO_MEMORY,
}
_UNFINISHED_CODES = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)
_DAMAGED_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_SYSTEM_SENTENCES: dict[int, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EROFS: READ_ONLY,
    errno.EIO: UNREADABLE,
    errno.EFBIG: UNREADABLE,
    errno.ENODEV: UNREADABLE,
    errno.ENOENT: CANNOT_OPEN,
    errno.ENOTDIR: CANNOT_OPEN,
    errno.EBUSY: BUSY,
    errno.ENOLCK: CANNOT_LOCK,
    errno.EOPNOTSUPP: CANNOT_LOCK,
    errno.ENOTSUP: CANNOT_LOCK,
}


def fault_of(error: sqlite3.Error | OSError) -> RegisterFault | None:
    """The fault to show for an error of the machine; None where the mistake is ours."""
    if isinstance(error, OSError):
        sentence = _SYSTEM_SENTENCES.get(error.errno or 0)
        return RegisterFault(sentence) if sentence else None
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code in _UNFINISHED_CODES:
        return RegisterFault(UNFINISHED)
    primary = code & 0xFF
    if primary in _DAMAGED_CODES:
        return DamagedRegisterFault(DAMAGED)
    sentence = _SENTENCES.get(primary)
    return RegisterFault(sentence) if sentence else None


@contextmanager
def known_errors(path: Path | None = None) -> Iterator[None]:
    """Raise the machine's errors of the block as faults that name `path`; pass on the rest."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        fault = fault_of(error)
        if fault is None:
            raise
        if path is not None:
            fault.places = (str(path),)
        raise fault from error
