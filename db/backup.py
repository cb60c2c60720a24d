"""Backups: made only from a whole register, verified before they get their name, thinned.

A backup is a register like any other, named after the register and the time. `restore` puts
one in the place of a register and keeps what was there.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from db.errors import DAMAGED, DamagedRegisterFault, fault_of, known_errors
from db.lock import WritingLock
from db.register import SqliteRegister, health
from db.replacing import put_in_place
from db.store import SUFFIX, connect, require_identity, require_known_version
from evaluation.faults import RegisterFault
from evaluation.ports import Clock

__all__ = [
    "Backup",
    "back_up",
    "back_up_if_changed",
    "backup_folder",
    "backup_name",
    "last_taken",
    "list_backups",
    "restore",
    "taken_at",
    "thin",
    "tidy",
    "verify",
]

_NAME = re.compile(
    r"(?P<register>.+)\.(?P<taken>\d{4}-\d\d-\d\dT\d{6})(?:-(?P<number>\d+))?" + re.escape(SUFFIX)
)
_TIME = "%Y-%m-%dT%H%M%S"

KEPT = 10
"""So many of the newest are kept, whatever their days."""
DAYS = 30
"""So many days back the newest of each day is kept; before them the newest of each month."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified file: `taken` is when it was made, `until` the time of its last entry.

    `villages`: how many there are in the register; `entries`: how many entries its history
    has; `size` in bytes.
    """

    path: Path
    taken: datetime
    office: str
    years: tuple[int, ...]
    villages: int
    entries: int
    until: str
    size: int


def backup_folder(register: Path) -> Path:
    """Where the backups of a register lie unless another place is chosen."""
    return register.parent / "备份"


def backup_name(register: str, taken: datetime, number: int = 1) -> str:
    """The name of a backup; `register` without suffix; `number` tells those of a second apart."""
    repeat = "" if number == 1 else f"-{number}"
    return f"{register}.{taken.strftime(_TIME)}{repeat}{SUFFIX}"


def taken_at(name: str) -> tuple[str, datetime, int] | None:
    """(register, time, number) that the name of a backup tells; None for any other name."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        taken = datetime.strptime(match["taken"], _TIME)  # noqa: DTZ007 - local, like the clock
    except ValueError:
        return None
    return match["register"], taken, int(match["number"] or 1)


def verify(path: Path) -> Backup:
    """Open a register for reading, look through all of it and tell what is in it.

    Raises DamagedRegisterFault, RegisterFault where it could not be restored from. An empty
    but sound database is refused too: a disk that fills up leaves such files.
    """
    require_identity(path)
    require_known_version(path)
    connection = connect(path, read_only=True)
    try:
        damage = health(connection, thorough=True)
        if damage:
            raise DamagedRegisterFault(DAMAGED, places=(str(path), *damage))
        return _contents(path, connection)
    except sqlite3.DatabaseError as error:
        fault = fault_of(error) or DamagedRegisterFault(DAMAGED)
        fault.places = (str(path), str(error))
        raise fault from error
    finally:
        connection.close()


def _contents(path: Path, connection: sqlite3.Connection) -> Backup:
    office = connection.execute('SELECT "name" FROM "office" ORDER BY "id"').fetchone()
    years = connection.execute('SELECT DISTINCT "year" FROM "round" ORDER BY 1').fetchall()
    villages = connection.execute('SELECT count(*) FROM "village"').fetchone()[0]
    entries = connection.execute('SELECT count(*) FROM "history"').fetchone()[0]
    last = connection.execute(
        'SELECT "number", "time" FROM "history" ORDER BY "number" DESC LIMIT 1'
    ).fetchone() or (0, "")
    if last[0] != entries:
        raise DamagedRegisterFault(DAMAGED, places=(str(path),))
    named = taken_at(path.name)
    status = path.stat()
    return Backup(
        path=path,
        taken=named[1] if named else datetime.fromtimestamp(int(status.st_mtime)),  # noqa: DTZ006
        office=office[0] if office else "",
        years=tuple(year for (year,) in years),
        villages=villages,
        entries=entries,
        until=last[1],
        size=status.st_size,
    )


def back_up(register: SqliteRegister, folder: Path | None = None) -> Path:
    """Make a verified backup and return it; `folder` defaults to `backup_folder`.

    Raises DamagedRegisterFault where the register itself is damaged, so that good backups
    are never followed by copies of a broken file, and RegisterFault where the copy cannot
    be written whole; then nothing is left behind.
    """
    place = backup_folder(register.path) if folder is None else folder
    damage = health(register.connection)
    if damage:
        raise DamagedRegisterFault(f"没有备份：{DAMAGED}", places=damage)
    with known_errors(place):
        place.mkdir(parents=True, exist_ok=True)
    target = _free_name(place, register.path.stem, register.clock())
    draft = place / f".{target.name}.part"
    entries = register.connection.execute('SELECT count(*) FROM "history"').fetchone()[0]
    with known_errors(place):
        draft.unlink(missing_ok=True)
        try:
            register.connection.execute("VACUUM INTO ?", (str(draft),))
            if verify(draft).entries < entries:
                raise RegisterFault(
                    "备份没有写完整，已删除。请检查磁盘空间和连接，再备份一次。",
                    places=(str(place),),
                )
            put_in_place(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    return target


def back_up_if_changed(register: SqliteRegister, folder: Path | None = None) -> Path | None:
    """Back up where something was committed since opening; for the way out."""
    return back_up(register, folder) if register.changed else None


def _free_name(folder: Path, register: str, taken: datetime) -> Path:
    number = 1
    while (path := folder / backup_name(register, taken, number)).exists():
        number += 1
    return path


def thin(names: Iterable[str], today: date) -> tuple[str, ...]:
    """The names of backups that may go, per register.

    Kept are the newest ten, the newest of each of the last thirty days, and the newest of
    each month for ever; the newest of all is always among them. Other files are never named.
    """
    first_day = today - timedelta(days=DAYS)
    groups: dict[str, list[tuple[datetime, int, str]]] = {}
    for name in names:
        found = taken_at(name)
        if found is not None:
            register, taken, number = found
            groups.setdefault(register, []).append((taken, number, name))
    removable: list[str] = []
    for group in groups.values():
        days: set[date] = set()
        months: set[tuple[int, int]] = set()
        for position, (taken, _, name) in enumerate(sorted(group, reverse=True)):
            day = taken.date()
            month = (day.year, day.month)
            newest_of_day = day >= first_day and day not in days
            if not (position < KEPT or newest_of_day or month not in months):
                removable.append(name)
            days.add(day)
            months.add(month)
    return tuple(sorted(removable))


def tidy(folder: Path, register: Path, today: date) -> tuple[str, ...]:
    """Remove the backups of this register that `thin` names; returns their names."""
    names = [path.name for path in _backups_of(folder, register)]
    removable = thin(names, today)
    with known_errors(folder):
        for name in removable:
            (folder / name).unlink(missing_ok=True)
    return removable


def _backups_of(folder: Path, register: Path) -> list[Path]:
    """Backups of a register by their names, newest first."""
    if not folder.is_dir():
        return []
    found = [(taken_at(path.name), path) for path in folder.iterdir()]
    named = [(name, path) for name, path in found if name and name[0] == register.stem]
    return [path for _, path in sorted(named, reverse=True)]


def last_taken(folder: Path, register: Path) -> datetime | None:
    """When the newest backup of a register in a folder was made, by its name."""
    for path in _backups_of(folder, register):
        named = taken_at(path.name)
        if named is not None:
            return named[1]
    return None


def list_backups(folder: Path, register: Path | None = None) -> tuple[Backup, ...]:
    """Backups in a folder that can be restored from, newest first; damaged ones are left out.

    `register`: only the backups of this register.
    """
    if not folder.is_dir():
        return ()
    verified: list[Backup] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        named = taken_at(path.name)
        if named is None or (register is not None and named[0] != register.stem):
            continue
        try:
            verified.append(verify(path))
        except RegisterFault:
            continue
    return tuple(sorted(verified, key=lambda item: (item.taken, item.path.name), reverse=True))


def restore(backup: Path, target: Path, *, clock: Clock) -> Path | None:
    """Put a backup in the place of a register; returns where the replaced file now lies.

    The register must not be open. The replaced file, damaged or not, stays beside the new
    one under a name with the time; its journal goes with it, because SQLite would write a
    journal left behind into the new file. Raises RegisterFault; then the target is as it was.
    """
    verify(backup)
    lock = WritingLock.take(target, clock())
    draft = target.with_name(f".{target.name}.restore")
    try:
        with known_errors(target):
            try:
                shutil.copyfile(backup, draft)
                verify(draft)
                aside = _move_aside(target, clock())
                try:
                    put_in_place(draft, target)
                except OSError:
                    if aside is not None:
                        _move_with_journal(aside, target)
                    raise
            finally:
                draft.unlink(missing_ok=True)
    finally:
        lock.release()
    return aside


def _move_aside(target: Path, now: datetime) -> Path | None:
    if not target.exists():
        _journal(target).unlink(missing_ok=True)
        return None
    number = 1
    while (aside := target.with_name(_aside_name(target, now, number))).exists():
        number += 1
    _move_with_journal(target, aside)
    return aside


def _aside_name(target: Path, now: datetime, number: int) -> str:
    repeat = "" if number == 1 else f"-{number}"
    return f"{target.stem}.换下{now.strftime(_TIME)}{repeat}{target.suffix}"


def _move_with_journal(source: Path, target: Path) -> None:
    source.rename(target)
    if _journal(source).exists():
        _journal(source).rename(_journal(target))


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
