"""The copies of the register on the second place (USB stick): how old, and one made now.

Looks and copies in a thread of its own: a stick is slow and a network folder may not answer.
How a copy is made is handed in by the front door; nothing here opens a register. When the
stick was seen last is kept in the user's own settings, because most days it is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from evaluation.faults import Fault
from gui.jobs import Job, JobRunner, Progress, ThreadRunner

__all__ = ["CopyState", "SecondCopies"]


@dataclass(frozen=True, slots=True)
class CopyState:
    """What is known of the second place.

    found: whether the folder is there, None before the first look. newest: when the newest
    copy in it was made, None for none; where the folder is not there, the newest that was seen.
    busy: a copy is being made.
    """

    place: str = ""
    found: bool | None = None
    newest: datetime | None = None
    busy: bool = False


class SecondCopies(QObject):
    """`changed` when something else is known; `failed` carries why a copy was not made.

    A child of the bridge, where pages find it.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        register: Path,
        newest: Callable[[Path], datetime | None],
        make: Callable[[Path], datetime],
        *,
        runner: JobRunner | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`newest`: when the newest copy of the register in a folder was made; `make`: makes
        one there and says when, or raises Fault. Both are called off the GUI thread, and so
        must not touch the register's own connection. `runner`: threads of their own if none.
        """
        super().__init__(parent)
        self._register = register
        self._newest = newest
        self._make = make
        self._looking: JobRunner = runner or ThreadRunner(self)
        self._making: JobRunner = runner or ThreadRunner(self)
        self.state = CopyState()

    def look(self, place: str) -> None:
        """Look at a folder, "" for none chosen; the answer comes with `changed`."""
        if place != self.state.place:
            self._show(CopyState(place, None, self._remembered(place)))
        if not place or self._looking.busy or self._making.busy:
            return

        def work(_progress: Progress) -> tuple[bool, datetime | None]:
            folder = Path(place)
            found = folder.is_dir()
            return found, self._newest(folder) if found else None

        def finished(answer: tuple[bool, datetime | None]) -> None:
            found, newest = answer
            if found:
                self._remember(place, newest)
            if place == self.state.place:
                kept = newest if found else self._remembered(place)
                self._show(CopyState(place, found, kept))

        def unreadable(error: Exception) -> None:
            if not isinstance(error, (Fault, OSError)):
                raise error
            self._show(CopyState(place, False, self._remembered(place)))

        self._looking.start(Job("查看备份", work, finished, unreadable, _nothing))

    def make(self) -> None:
        """Make a copy on the place looked at; the end comes with `changed` or `failed`."""
        place = self.state.place
        if not place or self._making.busy:
            return
        before = self.state

        def work(_progress: Progress) -> datetime:
            return self._make(Path(place))

        def finished(taken: datetime) -> None:
            self._remember(place, taken)
            self._show(CopyState(place, True, taken))

        def refused(error: Exception) -> None:
            if not isinstance(error, Fault):
                raise error
            self._show(before)
            self.failed.emit(error)

        self._show(CopyState(place, before.found, before.newest, busy=True))
        self._making.start(Job("备份到第二个地方", work, finished, refused, _nothing))

    def wait(self) -> None:
        """Wait for what runs, before the register is given back."""
        for runner in (self._looking, self._making):
            if isinstance(runner, ThreadRunner):
                runner.wait()

    def _show(self, state: CopyState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    def _key(self, place: str) -> str:
        name = f"{self._register}\n{place}".encode("utf-8", errors="surrogateescape")
        return f"second_copies/{sha256(name).hexdigest()[:16]}"

    def _remembered(self, place: str) -> datetime | None:
        stored = str(_settings().value(self._key(place), "")) if place else ""
        return datetime.fromisoformat(stored) if stored else None

    def _remember(self, place: str, newest: datetime | None) -> None:
        if newest is None:
            _settings().remove(self._key(place))
        else:
            _settings().setValue(self._key(place), newest.isoformat())


def _settings() -> QSettings:
    return QSettings("xingji", "xingji")


def _nothing() -> None:
    """A look or a copy is not cancelled halfway: it ends, and its answer counts."""
