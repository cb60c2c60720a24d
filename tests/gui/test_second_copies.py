"""The copies on the second place: looked at and made off the GUI thread, remembered after."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from evaluation.faults import RegisterFault
from gui.jobs import SynchronousRunner
from gui.second_copies import CopyState, SecondCopies

TAKEN = datetime.fromisoformat("2026-12-27T17:30:00")
NOW = datetime.fromisoformat("2027-01-08T10:42:00")


@pytest.fixture(autouse=True)
def settings(monkeypatch, tmp_path):
    def kept() -> QSettings:
        return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)

    monkeypatch.setattr("gui.second_copies._settings", kept)


def _register(tmp_path: Path) -> Path:
    return tmp_path / "示例镇.xjdb"


def test_a_look_and_a_copy_run_in_another_thread(qtbot, tmp_path):
    threads = []

    def newest(_folder: Path) -> datetime:
        threads.append(threading.current_thread())
        return TAKEN

    def make(_folder: Path) -> datetime:
        threads.append(threading.current_thread())
        return NOW

    copies = SecondCopies(_register(tmp_path), newest, make)
    copies.look(str(tmp_path))
    qtbot.waitUntil(lambda: copies.state == CopyState(str(tmp_path), True, TAKEN))
    copies.make()
    assert copies.state.busy
    copies.make()
    qtbot.waitUntil(lambda: copies.state == CopyState(str(tmp_path), True, NOW))
    assert len(threads) == 2
    assert threading.main_thread() not in threads
    copies.wait()


def test_what_was_seen_last_is_known_when_the_place_is_gone(qtbot, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()

    def copies() -> SecondCopies:
        return SecondCopies(
            _register(tmp_path), lambda _: TAKEN, lambda _: NOW, runner=SynchronousRunner()
        )

    copies().look(str(stick))
    stick.rmdir()
    later = copies()
    later.look(str(stick))
    assert later.state == CopyState(str(stick), False, TAKEN)
    other = SecondCopies(
        tmp_path / "别的镇.xjdb", lambda _: None, lambda _: NOW, runner=SynchronousRunner()
    )
    other.look(str(stick))
    assert other.state == CopyState(str(stick), False, None)


def test_copies_taken_away_are_forgotten(qtbot, tmp_path):
    found: list[datetime] = [TAKEN]
    copies = SecondCopies(
        _register(tmp_path),
        lambda _: found[0] if found else None,
        lambda _: NOW,
        runner=SynchronousRunner(),
    )
    copies.look(str(tmp_path))
    found.clear()
    copies.look(str(tmp_path))
    assert copies.state == CopyState(str(tmp_path), True, None)
    copies.look(str(tmp_path / "nowhere"))
    copies.look("")
    assert copies.state == CopyState()
    copies.make()
    assert copies.state == CopyState()


def test_a_place_that_cannot_be_read_counts_as_not_there(qtbot, tmp_path):
    def newest(_folder: Path) -> datetime:
        raise OSError("no answer")

    copies = SecondCopies(_register(tmp_path), newest, lambda _: NOW, runner=SynchronousRunner())
    copies.look(str(tmp_path))
    assert copies.state == CopyState(str(tmp_path), False, None)


def test_a_copy_that_is_refused_says_why_and_leaves_what_was_known(qtbot, tmp_path):
    def make(_folder: Path) -> datetime:
        raise RegisterFault("U 盘写满了。")

    copies = SecondCopies(_register(tmp_path), lambda _: TAKEN, make, runner=SynchronousRunner())
    copies.look(str(tmp_path))
    with qtbot.waitSignal(copies.failed) as told:
        copies.make()
    assert str(told.args[0]) == "U 盘写满了。"
    assert copies.state == CopyState(str(tmp_path), True, TAKEN)


def test_what_nobody_foresaw_is_not_hidden(qtbot, tmp_path):
    def broken(_folder: Path) -> datetime:
        raise ValueError("wrong")

    copies = SecondCopies(_register(tmp_path), broken, broken, runner=SynchronousRunner())
    with pytest.raises(ValueError, match="wrong"):
        copies.look(str(tmp_path))
    with pytest.raises(ValueError, match="wrong"):
        copies.make()
