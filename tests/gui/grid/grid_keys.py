"""Types into the grid as an official does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from evaluation.stars.sheets import Deduction, Mark, Purpose
from gui.dialogs.ask import answering
from gui.grid.cells import Cell
from gui.grid.head import BY_INDICATOR
from gui.grid.model import Refused
from gui.grid.panel import GridPanel
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_year import ROUND, DeskYear, code_of

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
    "②": Qt.Key.Key_F2,
    "③": Qt.Key.Key_F3,
    "④": Qt.Key.Key_F4,
    "⑥": Qt.Key.Key_F6,
    "⑦": Qt.Key.Key_F7,
}


def focused() -> QWidget:
    """What has the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keys"
    return widget


def write(text: str) -> None:
    """Chinese text as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def open_grid(
    qtbot,
    year: DeskYear,
    *,
    step: str = "assessment",
    purpose: Purpose = Purpose.ASSESSMENT,
    star: str = "",
    item: str = "",
) -> GridPanel:
    panel = GridPanel(year.bridge)
    qtbot.addWidget(panel)
    panel.resize(1200, 640)
    panel.show()
    panel.show_step(step, purpose)
    if star:
        panel.choose_star(star)
    if item:
        panel.choose_layout(BY_INDICATOR)
        panel.choose_item(f"i{item}")
    panel.activateWindow()
    panel.table.setFocus()
    QTest.qWait(1)
    return panel


def keys(panel: GridPanel, typed: str) -> None:
    """Type on whatever has the focus inside the grid, key by key."""
    for sign in typed:
        target = QApplication.focusWidget() or panel.table
        key = KEYS.get(sign)
        if key is not None:
            QTest.keyClick(target, key)
        elif sign.isascii():
            QTest.keyClick(target, Qt.Key(ord(sign.upper())))
        else:
            write(sign)


def press(panel: GridPanel, key: Qt.Key, *, control: bool = False, shift: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    if control:
        modifiers |= Qt.KeyboardModifier.ControlModifier
    if shift:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(), key, modifiers)


def at(panel: GridPanel, row: int, column: int) -> Cell:
    return panel.table.grid.cell(row, column)


def texts(panel: GridPanel, column: int) -> list[str]:
    """The column as it is shown, village by village."""
    return [at(panel, row, column).text for row in range(panel.table.grid.rowCount())]


def fault(panel: GridPanel, row: int, column: int) -> Refused:
    found = panel.table.grid.fault(row, column)
    assert found is not None, "nothing was refused there"
    return found


def paste(panel: GridPanel, text: str, *, yes: bool = True) -> Answers:
    """Ctrl+V of a text; what was asked is in the answers' `shown`."""
    QGuiApplication.clipboard().setText(text)
    answers = Answers(yes=yes)
    with answering(answers):
        press(panel, Qt.Key.Key_V, control=True)
    return answers


def mark(year: DeskYear, number: int, item: str, purpose: Purpose = Purpose.ASSESSMENT) -> Mark:
    found = year.register.find(
        Mark, round=ROUND, village=year.village(number), item=item, purpose=purpose
    )
    assert found, f"nothing is marked at {item} of {code_of(number)}"
    return max(found, key=lambda known: known.version)


def deductions(year: DeskYear, number: int) -> dict[tuple[str, str], Deduction]:
    found = year.register.find(Deduction, round=ROUND, village=year.village(number))
    return {(item.item, item.clause): item for item in found}
