"""Types on the scoring desk as an official does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from evaluation.stars.sheets import Deduction
from gui.desk.sheet_view import IndicatorView
from gui.pages.scoring import ScoringPage
from tests.gui.pages.desk_year import ROUND, DeskYear

KEYS = {
    "⏎": Qt.Key.Key_Return,
    " ": Qt.Key.Key_Space,
    "⇥": Qt.Key.Key_Tab,
    "⌫": Qt.Key.Key_Backspace,
    "⌦": Qt.Key.Key_Delete,
    "↑": Qt.Key.Key_Up,
    "↓": Qt.Key.Key_Down,
    "←": Qt.Key.Key_Left,
    "→": Qt.Key.Key_Right,
    "⎋": Qt.Key.Key_Escape,
}


def open_page(qtbot, year: DeskYear, step: str = "assessment/assessment") -> ScoringPage:
    page = ScoringPage(year.bridge)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    page.shown()
    page.choose_step(step)
    page.activateWindow()
    page.panel.table.setFocus()
    QTest.qWait(1)
    return page


def keys(page: ScoringPage, typed: str) -> None:
    """Type on whatever has the focus inside the page, key by key."""
    for sign in typed:
        target = QApplication.focusWidget() or page.panel.table
        key = KEYS.get(sign)
        if key is not None:
            QTest.keyClick(target, key)
        elif sign.isascii():
            QTest.keyClick(target, Qt.Key(ord(sign.upper())))
        else:
            # A full-width digit comes as the text of a key that has no code of its own.
            event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
            QApplication.sendEvent(target, event)


def focused() -> QWidget:
    """What has the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keys"
    return widget


def enter() -> None:
    """Enter in whatever has the keys."""
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def line_of(page: ScoringPage, code: str) -> IndicatorView:
    """A line of the sheet on the desk."""
    view = page.panel.view
    assert view is not None
    found = view.place_of(code)
    assert found is not None
    return found[1]


def said(page: ScoringPage) -> str:
    """The sentence above the table; "" for none."""
    notice = page.panel.notice
    if notice.isHidden():
        return ""
    return "".join(label.text() for label in notice.findChildren(QLabel))


def write(text: str) -> None:
    """Chinese text as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def deductions(year: DeskYear) -> dict[tuple[str, str], Deduction]:
    return {(item.item, item.clause): item for item in year.register.find(Deduction, round=ROUND)}
