"""One writing program per register: an operating-system lock on a small file beside it.

The system lets go of the lock when the program ends, however it ends, so a file left over
from a crash locks nobody out. Reading needs no lock.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.errors import LockedRegisterFault, known_errors

__all__ = ["WritingLock", "lock_path"]

if sys.platform == "win32":
    import msvcrt

    # Beyond the text, because Windows lets nobody read a locked range.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock_path(register: Path) -> Path:
    """The side file of a register."""
    return register.with_name(f".{register.name}.lock")


@dataclass(slots=True)
class WritingLock:
    """Held from `take` to `release`."""

    path: Path
    descriptor: int

    @classmethod
    def take(cls, register: Path, now: datetime) -> WritingLock:
        """Take the lock of a register.

        Raises LockedRegisterFault, which names the program that holds it, and
        RegisterFault where the folder cannot be written to.
        """
        path = lock_path(register)
        with known_errors(register):
            while True:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
                try:
                    if not _try_lock(descriptor):
                        raise LockedRegisterFault(_sentence(register, _holder(path)))
                    if _is_still_there(path, descriptor):
                        _sign(descriptor, now)
                        break
                except BaseException:
                    os.close(descriptor)
                    raise
                # Its last holder removed the file between our opening and our locking.
                os.close(descriptor)
        return cls(path, descriptor)

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self.descriptor < 0:
            return
        if sys.platform == "win32":
            # An open file cannot be removed there, so there the lock goes first.
            os.close(self.descriptor)
            _remove(self.path)
        else:
            _remove(self.path)
            os.close(self.descriptor)
        self.descriptor = -1


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # Another program opened it already, or the folder has gone: the lock itself is free.
        return


def _is_still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sign(descriptor: int, now: datetime) -> None:
    """Leave word of who holds the lock, which holds without it on a full disk."""
    text = json.dumps(_ourselves(now), ensure_ascii=False).encode()
    try:
        os.truncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, text)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def _ourselves(now: datetime) -> dict[str, str]:
    import getpass
    import socket

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return {
        "host": socket.gethostname(),
        "user": user,
        "pid": str(os.getpid()),
        "since": now.isoformat(sep=" ", timespec="seconds"),
    }


def _holder(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if found else {}


def _sentence(register: Path, holder: dict[str, str]) -> str:
    if holder:
        who = (
            f"电脑 {holder.get('host', '')}、用户 {holder.get('user', '')}、"
            f"进程 {holder.get('pid', '')}，自 {holder.get('since', '')} 起"
        )
    else:
        who = "占用者没有留下名字"
    return (
        f"档案“{register.name}”已在另一个程序里打开（{who}），同一时间只能有一个程序写入。"
        "请先在那里关闭再打开。"
    )
