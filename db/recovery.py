"""What the recovery page needs when a register is damaged: what is wrong, what can replace it.

Looks only. A damaged register is never replaced by an empty one; `backup.restore` puts the
chosen file in its place and keeps the damaged one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db.backup import Backup, backup_folder, verify
from db.store import SUFFIX
from evaluation.faults import RegisterFault

__all__ = ["Recovery", "find_recovery"]


@dataclass(frozen=True, slots=True)
class Recovery:
    """`damage`: a sentence and then the findings of SQLite, empty where the register is whole;
    `backups`: verified, the one with the most entries first."""

    register: Path
    damage: tuple[str, ...]
    backups: tuple[Backup, ...]


def find_recovery(register: Path, folders: Iterable[Path] = ()) -> Recovery:
    """Look at a register and at everything it could be restored from.

    Searched are its backup folder, its own folder (files that a restoring moved aside) and
    `folders`, the office's second places; a folder that is not there is passed over.
    """
    places = (backup_folder(register), register.parent, *folders)
    found: dict[Path, Backup] = {}
    for folder in places:
        if not folder.is_dir():
            continue
        for path in folder.glob(f"*{SUFFIX}"):
            if path != register and path.name.startswith(f"{register.stem}."):
                try:
                    found[path.resolve()] = verify(path)
                except RegisterFault:
                    continue
    backups = sorted(found.values(), key=lambda item: (item.entries, item.taken), reverse=True)
    return Recovery(register, _damage(register), tuple(backups))


def _damage(register: Path) -> tuple[str, ...]:
    try:
        verify(register)
    except RegisterFault as fault:
        return (fault.message, *(place for place in fault.places if place != str(register)))
    return ()
