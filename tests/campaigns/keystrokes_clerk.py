"""The hands of a clerk: keys sent to the window in front, counted by task; no mouse, no calls.

A key goes to the window that has the focus as the window system would send it; Qt alone decides
which widget or shortcut it means. Text that is no ASCII comes as an input method commits it. A
filter on the application counts what arrives and notes every mouse event.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

__all__ = ["Clerk", "Count"]

Opened = TypeVar("Opened", bound=QWidget)
_PATIENCE = 20.0
_MOUSE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.NonClientAreaMouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
    }
)
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift)
_SIGNS = {
    "+": Qt.Key.Key_Plus,
    "-": Qt.Key.Key_Minus,
    ".": Qt.Key.Key_Period,
    " ": Qt.Key.Key_Space,
}


@dataclass(slots=True)
class Count:
    """Keys of one task. data: characters of the data typed as keys; text: characters of the data
    committed by an input method; moves: keys that go, confirm, choose, pass and sign."""

    data: int = 0
    text: int = 0
    moves: int = 0

    @property
    def keys(self) -> int:
        """Key presses, without the characters of the input method."""
        return self.data + self.moves

    def __add__(self, other: Count) -> Count:
        return Count(self.data + other.data, self.text + other.text, self.moves + other.moves)


class _Witness(QObject):
    """Sees every event of the application: what arrived as a key, and what as a mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0
        self.mouse: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            # A window hands its key on to widgets and their parents; Ctrl, Alt and Shift belong
            # to the key they are held with.
            assert isinstance(event, QKeyEvent)
            self.keys += isinstance(watched, QWindow) and event.key() not in _HELD
        elif kind == QEvent.Type.Shortcut:
            self.keys += 1
        elif kind in _MOUSE:
            self.mouse.append(f"{kind.name} at {type(watched).__name__}")
        return False


class Clerk:
    """Types. `counts` by task and village, "" for keys that are pressed once for all. `home`:
    the window that is in front when no dialog is."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], Count] = {}
        self.sent = 0
        self.home: QWidget | None = None
        self._task = ("", "")
        self._witness = _Witness()
        QApplication.instance().installEventFilter(self._witness)  # type: ignore[union-attr]

    def leave(self) -> None:
        """Stop watching."""
        QApplication.instance().removeEventFilter(self._witness)  # type: ignore[union-attr]

    def faults(self) -> tuple[str, ...]:
        """Mouse events, and keys that did not arrive as they were sent."""
        found = [f"a mouse event: {words}" for words in self._witness.mouse[:5]]
        if self._witness.keys != self.sent:
            found.append(f"{self.sent} keys were pressed, {self._witness.keys} arrived")
        return tuple(found)

    @contextmanager
    def task(self, name: str, village: str = "") -> Iterator[None]:
        """Count the keys of a block under this task, of a village or of all together."""
        before, self._task = self._task, (name, village)
        try:
            yield
        finally:
            self._task = before

    @property
    def count(self) -> Count:
        return self.counts.setdefault(self._task, Count())

    # keys

    def press(self, *keys: Qt.Key, times: int = 1, control: bool = False) -> None:
        """Keys that go, confirm, choose or sign."""
        modifier = Qt.KeyboardModifier.NoModifier
        if control:
            modifier = Qt.KeyboardModifier.ControlModifier
        for key in keys * times:
            self.count.moves += 1
            self._send(key, modifier)

    def alt(self, key: Qt.Key) -> None:
        """Alt with a key: another page."""
        self.count.moves += 1
        self._send(key, Qt.KeyboardModifier.AltModifier)

    def shift(self, key: Qt.Key, times: int = 1) -> None:
        """Shift with a key."""
        for _ in range(times):
            self.count.moves += 1
            self._send(key, Qt.KeyboardModifier.ShiftModifier)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def sign(self) -> None:
        """Ctrl Enter."""
        self.press(Qt.Key.Key_Return, control=True)

    def jump(self, code: str) -> None:
        """`.` and an indicator's code: goes there, so it is no data."""
        for sign in f".{code}":
            self.press(_key_of(sign))

    def choose(self, digit: int) -> None:
        """The number of a clause: says where the count belongs, so it is no data."""
        self.press(_key_of(str(digit)))

    def write(self, text: str) -> None:
        """Characters of the data: ASCII as keys, all others by the input method."""
        for ascii_, part in groupby(text, key=str.isascii):
            run = "".join(part)
            if ascii_:
                for sign in run:
                    self.count.data += 1
                    self._send(_key_of(sign), Qt.KeyboardModifier.NoModifier)
            else:
                self.count.text += len(run)
                event = QInputMethodEvent()
                event.setCommitString(run)
                target = QGuiApplication.focusObject()
                assert target is not None, "nothing takes the text"
                QApplication.sendEvent(target, event)
                QApplication.processEvents()

    def _send(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        window = QGuiApplication.focusWindow()
        if window is None and self.home is not None:
            # A dialog has gone: a window system gives the focus back by itself.
            bring_to_front(self.home)
            window = QGuiApplication.focusWindow()
        assert window is not None, "no window is in front"
        self.sent += 1
        QTest.keyClick(window, key, modifier)
        QApplication.processEvents()

    # looking

    def reach(self, widget: QWidget, *, back: bool = False) -> None:
        """Press Tab (back: Shift Tab) until a widget, or what it lends the focus to, has it."""
        wanted = widget
        while (inner := wanted.focusProxy()) is not None:
            wanted = inner
        for _ in range(60):
            if QApplication.focusWidget() is wanted:
                return
            if back:
                self.shift(Qt.Key.Key_Tab)
            else:
                self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{widget} cannot be reached with Tab")

    def dialog(
        self, kind: type[Opened], key: Callable[[], None], work: Callable[[Opened], None]
    ) -> None:
        """Press a key that opens a window of that kind, work in it; it must then be closed."""
        seen: list[BaseException | None] = []
        began = time.monotonic()

        def look() -> None:
            found = _front(kind)
            if found is None and time.monotonic() - began < _PATIENCE:
                QTimer.singleShot(1, look)
                return
            try:
                assert found is not None, f"no {kind.__name__} opened"
                bring_to_front(found)
                work(found)
                if isValid(found):  # a window that was only opened may have gone already
                    assert not found.isVisible(), f"{kind.__name__} refused: {_said(found)}"
                seen.append(None)
            except BaseException as fault:  # noqa: BLE001 - raised again outside the event loop
                seen.append(fault)
                for widget in QApplication.topLevelWidgets():
                    if isinstance(widget, kind):
                        widget.close()

        QTimer.singleShot(0, look)
        key()
        while not seen:
            QTest.qWait(1)
        if seen[0] is not None:
            raise seen[0]


def bring_to_front(window: QWidget) -> None:
    """Without a screen nobody else gives a window the focus."""
    window.activateWindow()
    QTest.qWait(1)


def _front(kind: type[Opened]) -> Opened | None:
    return next(
        (
            item
            for item in QApplication.topLevelWidgets()
            if isinstance(item, kind) and item.isVisible()
        ),
        None,
    )


def _said(window: QWidget) -> str:
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return " ".join(words for words in labels if words)


def _key_of(sign: str) -> Qt.Key:
    return _SIGNS.get(sign) or Qt.Key(ord(sign.upper()))
