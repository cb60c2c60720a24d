"""The lock holds where its side file cannot be written, and never holds a file that is gone."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from db import lock
from db.errors import LockedRegisterFault
from db.lock import WritingLock, lock_path
from evaluation.faults import RegisterFault
from tests.db.conftest import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "示例镇.xjdb"


def refusing(number: int) -> Callable[..., None]:
    def refuse(*given: object, **named: object) -> None:
        raise OSError(number, "as the system says")

    return refuse


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


def test_a_full_disk_does_not_keep_a_register_from_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.write", refusing(errno.ENOSPC))
    held = WritingLock.take(path, NOW)
    with pytest.raises(LockedRegisterFault, match="没有留下名字"):
        WritingLock.take(path, NOW)
    held.release()


@pytest.mark.skipif(os.name == "nt", reason="locks are taken otherwise there")
def test_a_place_without_locks_gets_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = open_files()
    monkeypatch.setattr("fcntl.flock", refusing(errno.ENOLCK))
    with pytest.raises(RegisterFault, match="不支持文件锁"):
        WritingLock.take(path, NOW)
    monkeypatch.setattr("fcntl.flock", refusing(errno.EINVAL))
    with pytest.raises(OSError, match="as the system says"):
        WritingLock.take(path, NOW)
    assert open_files() == before


def test_a_side_file_removed_meanwhile_is_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    try_lock = lock._try_lock

    def remove_then_lock(descriptor: int) -> bool:
        monkeypatch.setattr(lock, "_try_lock", try_lock)
        lock_path(path).unlink()
        return try_lock(descriptor)

    monkeypatch.setattr(lock, "_try_lock", remove_then_lock)
    held = WritingLock.take(path, NOW)
    with pytest.raises(LockedRegisterFault):
        WritingLock.take(path, NOW)
    held.release()
    assert not lock_path(path).exists()


def test_an_account_without_a_name_can_take_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", refusing(errno.ENOENT))
    WritingLock.take(path, NOW).release()


def test_a_side_file_that_cannot_be_removed_stays_and_locks_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = WritingLock.take(path, NOW)
    monkeypatch.setattr("pathlib.Path.unlink", refusing(errno.EACCES))
    held.release()
    assert lock_path(path).exists()
    WritingLock.take(path, NOW).release()
