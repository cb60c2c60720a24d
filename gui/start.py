"""Starts the window: the last register, the one asked for, or the welcome page.

Opens and closes nothing itself: the doors to registers are handed in by the front door,
because the window never knows how a register is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer

from evaluation.faults import Fault, RegisterFault
from evaluation.office import Office
from gui.app import create_application
from gui.dialogs.ask import show_fault, show_message
from gui.dialogs.help import HelpDialog
from gui.dialogs.recovery import BackupChoice, RecoveryDialog
from gui.pages.welcome import WelcomeWindow, remember_register
from gui.second_copies import SecondCopies
from gui.window import PAGES, OfficeWindow

__all__ = ["Doors", "Session", "run"]

_SETTINGS = ("xingji", "xingji")


@dataclass(frozen=True)
class Doors:
    """The ways to a register; each raises Fault with a sentence.

    close: gives the register back, with a backup when something changed. health: what is
    wrong with the open file, asked after the window shows. warning: what is risky about
    where the file lies, "" for nothing. damaged: whether a fault means that the file itself
    is broken. backups: verified ones a file could be restored
    from, the best first. restore: puts one (first path) in the place of the file (second),
    which is kept aside. newest_copy: when the newest copy of the register in a folder was made;
    copy_to: makes one there now; both may be called off the thread of the window.
    """

    create: Callable[[Path, str, str], Office]
    open: Callable[[Path], Office]
    sample: Callable[[Path], Office]
    close: Callable[[Office], None]
    health: Callable[[Office], tuple[str, ...]]
    warning: Callable[[Path], str]
    damaged: Callable[[RegisterFault], bool]
    backups: Callable[[Path], tuple[BackupChoice, ...]]
    restore: Callable[[Path, Path], None]
    newest_copy: Callable[[Office, Path], datetime | None]
    copy_to: Callable[[Office, Path], datetime]


class Session(QObject):
    """From the first window to the last: one register at a time."""

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self.doors = doors
        self.window: OfficeWindow | None = None
        self.welcome: WelcomeWindow | None = None
        self._office: Office | None = None
        self._help: HelpDialog | None = None
        self._recovery: RecoveryDialog | None = None
        self._copies: SecondCopies | None = None

    def show_welcome(self, message: str = "") -> None:
        """The first page, with a sentence about what went wrong, if something did."""
        if self.welcome is None:
            self.welcome = WelcomeWindow(
                create=self.create, open_register=self.open, sample=self.sample
            )
        self.welcome.say(message)
        self.welcome.show()

    def create(self, path: Path, name: str, level: str) -> None:
        """Make a register and go on to its first year."""
        self._enter(self.doors.create(path, name, level), path)
        if self.window is not None:
            self.window.new_year()

    def open(self, path: Path) -> None:
        """Open a register; raises Fault for the welcome page to show."""
        try:
            office = self.doors.open(path)
        except RegisterFault as fault:
            self._offer_backups(path, fault)
            raise
        self._enter(office, path)

    def sample(self, path: Path) -> None:
        """Write the sample year and open it."""
        self._enter(self.doors.sample(path), path)

    def start(self, path: Path | None) -> None:
        """Open `path`, else the last register if it is still there, else welcome."""
        wanted = path
        if wanted is None:
            last = str(QSettings(*_SETTINGS).value("last", ""))
            wanted = Path(last) if last and Path(last).exists() else None
        if wanted is None:
            self.show_welcome()
            return
        try:
            self.open(wanted)
        except Fault as fault:
            self.show_welcome(str(fault))

    def _enter(self, office: Office, path: Path) -> None:
        window = OfficeWindow(office)
        window.setWindowTitle(f"{path.stem} — 星级评定")
        self._copies = SecondCopies(
            path.resolve(),
            partial(self.doors.newest_copy, office),
            partial(self.doors.copy_to, office),
            parent=window.bridge,
        )
        window.closing.connect(self._leave)
        window.help_requested.connect(self._show_help)
        self._office, self.window = office, window
        settings = QSettings(*_SETTINGS)
        last = str(settings.value("actor", ""))
        if any(person.name == last and person.active for person in window.bridge.persons()):
            window.bridge.choose_person(last)
            window.show_office()
        window.person_chosen.connect(self._remember_person)
        settings.setValue("last", str(path.resolve()))
        remember_register(path)
        window.resize(1366, 768)
        window.show()
        if self.welcome is not None:
            self.welcome.hide()
        # The rest of opening comes behind the first paint.
        QTimer.singleShot(0, lambda: self._look_after(path))

    def _offer_backups(self, path: Path, fault: RegisterFault) -> None:
        """The recovery page, when the file is damaged and there is something to restore."""
        if self.doors.damaged(fault) and path.exists():
            self._offer(path, fault)

    def _offer(self, path: Path, fault: RegisterFault) -> None:
        choices = self.doors.backups(path)
        if not choices:
            return
        self._recovery = RecoveryDialog(path, fault.message, choices)
        self._recovery.chosen.connect(lambda backup: self._restore(backup, path))
        self._recovery.open()

    def _restore(self, backup: Path, path: Path) -> None:
        try:
            self.doors.restore(backup, path)
            self.open(path)
        except Fault as fault:
            self.show_welcome(str(fault))

    def _look_after(self, path: Path) -> None:
        if self._office is None:
            return
        damage = self.doors.health(self._office)
        if damage:
            found = RegisterFault("档案文件检查发现问题，请先不要继续录入。", places=damage)
            self._leave()
            self.show_welcome(str(found))
            self._offer(path, found)
            return
        warning = self.doors.warning(path)
        if warning:
            show_message(self.window, "档案存放的位置", warning)

    def _remember_person(self) -> None:
        if self._office is not None:
            QSettings(*_SETTINGS).setValue("actor", self._office.actor)

    def _leave(self) -> None:
        if self._copies is not None:
            self._copies.wait()
            self._copies = None
        office, self._office = self._office, None
        window, self.window = self.window, None
        if window is not None:
            window.hide()
        if office is None:
            return
        try:
            self.doors.close(office)
        except Fault as fault:
            show_fault(None, fault)

    def _show_help(self, page: str) -> None:
        chapter = next((entry.title for entry in PAGES if entry.key == page), "")
        self._help = HelpDialog(chapter, self.window)
        self._help.open()


def run(path: Path | None, doors: Doors) -> int:
    """Show the window and work until it is closed; the exit code."""
    application = create_application(sys.argv)
    session = Session(doors)
    session.start(path)
    return application.exec()
