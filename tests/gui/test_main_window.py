"""The frame: lazy pages, keys, narrow screens, and nothing out of reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.frame import Frame
from gui.main_window import MainWindow
from gui.pages.base import Page

FRAME = Frame(
    year="2026",
    years=(("2026", "2026 年度"), ("2025", "2025 年度")),
    year_word="2026 年度",
    office="示例镇 · 15 个嘎查村",
    standard="十星默认标准 第 3 版",
    person="a",
    persons=(("a", "录入员甲"), ("b", "录入员乙 & 丙")),
    person_word="录入员甲",
    saved="已保存 10:42",
    badges={"two": 6},
)


class Counting(Page):
    """Counts how often it was built and refreshed."""

    built = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).built += 1
        self.refreshed = 0
        self.subject = ""
        column = QVBoxLayout(self)
        tall = QWidget()
        tall.setMinimumSize(900, 1200)
        column.addWidget(tall)

    def refresh(self) -> None:
        self.refreshed += 1
        self.set_foot(f"第 {self.refreshed} 次", (("F4", "为什么"),))

    def open_subject(self, subject: str) -> None:
        self.subject = subject


class First(Counting):
    title, icon = "总览", "overview"


class Second(Counting):
    title, icon, section = "证书打印", "print", "成果"


@pytest.fixture
def window(qtbot):
    for kind in (First, Second):
        kind.built = 0
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.add_page("one", First)
    shown.add_page("two", Second)
    shown.show_frame(FRAME)
    shown.resize(1366, 768)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def page(window, key) -> Counting:
    found = window.page(key)
    assert isinstance(found, Counting)
    return found


def test_a_page_is_built_when_it_is_first_opened(window):
    assert window.page("two") is None
    window.open_page("one")
    assert (First.built, Second.built) == (1, 0)
    window.open_page("two")
    window.open_page("one")
    assert (First.built, Second.built) == (1, 1)
    assert page(window, "one").refreshed == 2
    with pytest.raises(KeyError):
        window.open_page("three")


def test_only_the_page_shown_is_refreshed(window):
    window.open_page("one")
    window.open_page("two")
    window.refresh()
    assert page(window, "one").refreshed == 1
    assert page(window, "two").refreshed == 2


def test_the_foot_follows_the_page_shown(window):
    window.open_page("one")
    window.open_page("two")
    assert window.foot_bar.status.text() == "第 1 次"
    page(window, "one").set_foot("不在眼前")
    assert window.foot_bar.status.text() == "第 1 次"
    page(window, "two").set_foot("在眼前")
    assert window.foot_bar.status.text() == "在眼前"
    window.open_page("one")
    assert window.foot_bar.status.text() == "第 2 次"


def test_keys_of_the_frame(qtbot, window):
    window.open_page("one")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current == "two"
    with qtbot.waitSignal(window.help_requested) as helped:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert helped.args == ["two"]
    with qtbot.waitSignal(window.find_requested):
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def test_the_sidebar_opens_pages_and_follows(qtbot, window):
    window.open_page("one")
    qtbot.mouseClick(window.sidebar.entries["two"], Qt.MouseButton.LeftButton)
    assert window.current == "two"
    window.open_page("one")
    assert window.sidebar.entries["one"].isChecked()
    assert not window.sidebar.entries["two"].isChecked()
    assert "6 处待办" in window.sidebar.entries["two"].accessibleName()


def test_one_page_asks_for_another_with_a_subject(window):
    window.open_page("one")
    page(window, "one").page_wanted.emit("two", "v7")
    assert window.current == "two"
    assert page(window, "two").subject == "v7"


def test_a_page_has_the_keyboard_when_it_is_opened(window):
    window.open_page("one")
    assert page(window, "one").hasFocus()


def test_years_and_persons_can_be_chosen(qtbot, window):
    button = window.top_bar.year_button
    assert button.menu_words() == ("2026 年度", "2025 年度")
    with qtbot.waitSignal(window.year_chosen) as chosen:
        button._menu.actions()[1].trigger()
    assert chosen.args == ["2025"]
    person = window.top_bar.person_button
    assert person.menu_words() == ("录入员甲", "录入员乙 && 丙")
    with qtbot.waitSignal(window.person_chosen) as chosen:
        person._menu.actions()[1].trigger()
    assert chosen.args == ["b"]


@pytest.mark.parametrize("size", [(1366, 768), (960, 540), (911, 512)])
def test_nothing_is_out_of_reach(qtbot, window, size):
    window.open_page("one")
    window.resize(*size)
    qtbot.wait(1)
    assert (window.width(), window.height()) == size
    bar = window.top_bar
    for button in (bar.year_button, bar.office_button, bar.find_button, bar.help_button):
        right = button.mapTo(window, button.rect().topRight()).x()
        assert button.isVisible()
        assert right <= window.width()
    area = window._places["one"]
    assert area.verticalScrollBar().maximum() > 0
    assert window.foot_bar.mapTo(window, window.foot_bar.rect().bottomLeft()).y() < size[1]


def test_narrow_windows_show_icons_alone(qtbot, window):
    wide = window.sidebar.width()
    window.resize(911, 512)
    qtbot.wait(1)
    assert window.sidebar.width() < wide / 3
    window.resize(1366, 768)
    qtbot.wait(1)
    assert window.sidebar.width() == wide


def test_closing_is_announced(qtbot, window):
    with qtbot.waitSignal(window.closing):
        window.close()


def test_empty_words_take_no_room(window):
    window.show_frame(Frame(saved="未保存", saved_well=False))
    assert window.top_bar.year_button.isHidden()
    assert window.top_bar.person_button.isHidden()
    assert window.windowTitle() == "星级评定"
