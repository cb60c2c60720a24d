"""From the first window to the last: welcome, open, damage and recovery, backup on close."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QTextDocument

import main
from evaluation.actions.years import change_setting
from evaluation.faults import RegisterFault
from gui.dialogs.ask import answering
from gui.dialogs.help import HelpDialog
from gui.start import Session
from tests.gui.pages.answers import Answers


@pytest.fixture
def session(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("gui.start.QSettings", _settings_in(tmp_path))
    monkeypatch.setattr("gui.recent_registers.QSettings", _settings_in(tmp_path))
    monkeypatch.setattr("gui.second_copies.QSettings", _settings_in(tmp_path))
    made = Session(main.doors())
    yield made
    if made.window is not None:
        made.window.close()
    if made.welcome is not None:
        made.welcome.close()


def _settings_in(folder: Path) -> Any:
    def settings(*_names: str) -> QSettings:
        return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    return settings


def test_without_a_register_the_welcome_page_is_shown(session: Any) -> None:
    session.start(None)
    assert session.welcome is not None
    assert session.welcome.isVisible()
    assert session.window is None


def test_a_new_register_goes_on_to_its_first_year(session: Any, tmp_path: Path) -> None:
    session.create(tmp_path / "新档案.xjdb", "中共示例镇委员会", "town")
    assert session.window is not None
    assert session.window.dialog is not None
    session.window.dialog.reject()


def test_the_last_register_is_opened_again_and_backed_up_when_changed(
    session: Any, tmp_path: Path
) -> None:
    path = tmp_path / "新档案.xjdb"
    session.create(path, "中共示例镇委员会", "town")
    session.window.dialog.reject()
    session.window.close()
    backups = list((tmp_path / "备份").glob("*.xjdb"))
    assert len(backups) == 1
    session.start(None)
    assert session.window is not None
    session.window.close()
    # Nothing was changed the second time.
    assert list((tmp_path / "备份").glob("*.xjdb")) == backups


def test_the_second_place_gets_a_backup_or_is_told_to_be_missing(
    session: Any, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    path = tmp_path / "档案.xjdb"
    session.create(path, "中共示例镇委员会", "town")
    session.window.dialog.reject()
    session.window.bridge.attempt(change_setting, name="backup_place", value=str(stick))
    session.window.close()
    assert len(list(stick.glob("*.xjdb"))) == 1
    session.start(None)
    session.window.bridge.attempt(change_setting, name="backup_place", value=str(tmp_path / "无"))
    answers = Answers()
    with answering(answers):
        session.window.close()
    assert "没有备份到那里" in answers.shown[0]
    assert len(list((tmp_path / "备份").glob("*.xjdb"))) == 2


def test_a_damaged_register_offers_its_backups_and_restores_one(
    session: Any, tmp_path: Path
) -> None:
    path = tmp_path / "档案.xjdb"
    session.create(path, "中共示例镇委员会", "town")
    session.window.dialog.reject()
    session.window.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 300 + whole[400:])
    with pytest.raises(RegisterFault):
        session.open(path)
    recovery = session._recovery
    assert recovery is not None
    assert recovery.isVisible()
    recovery._restore()
    assert session.window is not None
    assert session.window.bridge.reader.get(main_office(), "office").name == "中共示例镇委员会"
    assert len(list(tmp_path.glob("*.xjdb"))) == 2  # the damaged one is kept aside


def main_office() -> Any:
    from evaluation.rounds import OfficeRecord

    return OfficeRecord


def test_a_foreign_file_is_refused_in_words_and_offers_nothing(
    session: Any, tmp_path: Path
) -> None:
    path = tmp_path / "便条.xjdb"
    path.write_text("这是一张便条", encoding="utf-8")
    session.start(path)
    assert session.welcome is not None
    assert session.welcome.isVisible()
    assert session._recovery is None


def test_help_opens_at_the_chapter_of_the_page(qtbot: Any) -> None:
    dialog = HelpDialog("测评")
    qtbot.addWidget(dialog)
    cursor = dialog._text.textCursor()
    assert cursor.block().text() == "测评"
    assert cursor.blockFormat().headingLevel() > 0
    assert dialog.go_to("有效")
    assert not dialog.go_to("没有这样的话")
    document: QTextDocument = dialog._text.document()
    assert "嘎查村" in document.toPlainText()
