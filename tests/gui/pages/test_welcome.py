"""The first window: its three ways, what went wrong, and the registers opened lately."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt

from evaluation.faults import RatingFault
from gui import recent_registers
from gui.dialogs import ask
from gui.pages.welcome import WelcomeWindow


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """The user's own list of registers stays out of the tests."""

    def settings(*_names):
        return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)

    monkeypatch.setattr(recent_registers, "QSettings", settings)


class Ways:
    """Remembers what the window asked for; refuses on request."""

    def __init__(self):
        self.made = []
        self.opened = []
        self.samples = []
        self.refusal = ""

    def create(self, path, name, level):
        self._refuse()
        self.made.append((path, name, level))

    def open(self, path):
        self._refuse()
        self.opened.append(path)

    def sample(self, path):
        self._refuse()
        self.samples.append(path)

    def _refuse(self):
        if self.refusal:
            raise RatingFault(self.refusal)


class Files:
    """Chooses one file whatever is asked."""

    def __init__(self, path):
        self._path = path

    def yes_no(self, *_):
        return False

    def text(self, *_):
        return None

    def open_file(self, *_):
        return self._path

    def save_file(self, *_):
        return self._path

    def message(self, *_, **__):
        pass


@pytest.fixture
def ways():
    return Ways()


@pytest.fixture
def window(qtbot, ways):
    shown = WelcomeWindow(create=ways.create, open_register=ways.open, sample=ways.sample)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    if shown.dialog is not None:
        shown.dialog.reject()


def test_a_new_register_asks_for_office_and_place(window, ways, tmp_path, qtbot):
    qtbot.keyClick(window.new_card, Qt.Key.Key_Return)
    dialog = window.dialog
    dialog.form.field("name").editor.setText("中共示例镇委员会")
    assert dialog.path.name == "中共示例镇委员会.xjdb"
    with ask.answering(Files(tmp_path / "示例镇")):
        dialog.place_button.click()
    dialog.accept_button.click()
    assert ways.made == [(tmp_path / "示例镇.xjdb", "中共示例镇委员会", "town")]


def test_a_register_without_an_office_is_not_made(window, ways):
    window.begin_new()
    window.dialog.accept_button.click()
    assert window.dialog.form.field("name").fault == "请填本单位全称。"
    assert ways.made == []


def test_a_name_that_no_file_can_have_is_freed_of_it(window):
    window.begin_new()
    window.dialog.form.field("name").editor.setText("中共 示例/镇：委员会?")
    assert window.dialog.path.name == "中共示例镇：委员会.xjdb"


def test_what_cannot_be_made_is_said_in_the_dialog(window, ways):
    ways.refusal = "“示例镇.xjdb”已经存在，没有改动它。"
    window.begin_new()
    window.dialog.form.field("name").set_value("示例镇")
    window.dialog.accept_button.click()
    assert "已经存在" in window.dialog.refusal._sentence.text()
    assert window.dialog.isVisible()


def test_a_file_that_cannot_be_opened_is_said_above_the_choices(window, ways, tmp_path):
    ways.refusal = "文件已损坏。\n最近的备份可以恢复。"
    with ask.answering(Files(tmp_path / "坏的.xjdb")):
        window.choose_file()
    assert window.notice.isVisible()
    assert "最近的备份" in window.notice._sentence.text()
    ways.refusal = ""
    with ask.answering(Files(tmp_path / "好的.xjdb")):
        window.choose_file()
    assert ways.opened == [tmp_path / "好的.xjdb"]
    assert not window.notice.isVisible()


def test_called_off_is_called_off(window, ways):
    with ask.answering(Files(None)):
        window.choose_file()
        window.begin_sample()
    assert ways.opened == []
    assert ways.samples == []


def test_the_sample_gets_the_ending_of_a_register(window, ways, tmp_path):
    with ask.answering(Files(tmp_path / "示例")):
        window.begin_sample()
    assert ways.samples == [tmp_path / "示例.xjdb"]


def test_known_registers_are_listed_newest_first_and_missing_ones_only_removed(
    window, ways, tmp_path, qtbot
):
    there, gone = tmp_path / "甲镇.xjdb", tmp_path / "乙镇.xjdb"
    there.touch()
    recent_registers.remember_register(gone)
    recent_registers.remember_register(there)
    window.show_recent()
    assert [line.path for line in window.lines] == [there, gone]
    assert [line.missing for line in window.lines] == [False, True]
    qtbot.mouseClick(window.lines[1], Qt.MouseButton.LeftButton)
    assert ways.opened == []
    qtbot.keyClick(window.lines[0], Qt.Key.Key_Return)
    assert ways.opened == [there]
    window.lines[1].remove_button.click()
    assert [line.path for line in window.lines] == [there]
    assert there.exists()


def test_the_list_keeps_the_last_eight_without_repeats(tmp_path):
    for number in range(10):
        recent_registers.remember_register(tmp_path / f"{number}.xjdb")
    recent_registers.remember_register(tmp_path / "5.xjdb")
    names = [path.stem for path in recent_registers.recent_registers()]
    assert names == ["5", "9", "8", "7", "6", "4", "3", "2"]


def test_a_list_of_one_survives_the_settings_file(tmp_path):
    recent_registers.remember_register(tmp_path / "甲镇.xjdb")
    assert recent_registers.recent_registers() == (tmp_path / "甲镇.xjdb",)
