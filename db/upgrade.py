"""Upgrading an older register: a verified backup, then a copy is upgraded, checked, renamed.

The register itself is not written to before the copy takes its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from db.backup import back_up
from db.errors import DAMAGED, DamagedRegisterFault, known_errors
from db.guards import lay_guards, missing_guards
from db.migrations import STEPS, Step, apply_steps
from db.register import SqliteRegister, health
from db.replacing import put_in_place
from db.store import connect
from evaluation.ports import Clock

__all__ = ["upgrade"]

_CHAIN = 'SELECT count(*), max("number"), "digest" FROM "history"'


def upgrade(
    path: Path,
    *,
    clock: Clock,
    program: str,
    backups: Path | None = None,
    steps: Sequence[Step] = STEPS,
) -> Path:
    """Bring a register, locked by the caller, to the newest form; returns the backup.

    Raises RegisterFault where the machine fails, DamagedRegisterFault where the register is
    damaged, anything else where a step is wrong. In all cases the register is as it was.
    """
    draft = path.with_name(f".{path.name}.upgrade")
    with known_errors(path):
        draft.unlink(missing_ok=True)
        try:
            connection = connect(path)
            try:
                register = SqliteRegister(path, connection, clock=clock, program=program, lock=None)
                backup = back_up(register, backups)
                chain = connection.execute(_CHAIN).fetchone()
                connection.execute("VACUUM INTO ?", (str(draft),))
            finally:
                connection.close()
            _upgrade_copy(draft, clock, steps, chain)
            put_in_place(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return backup


def _upgrade_copy(
    draft: Path, clock: Clock, steps: Sequence[Step], chain: tuple[int, int, str]
) -> None:
    # Foreign keys stay off: a step that rebuilds a table would take its children along.
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        apply_steps(connection, clock(), steps)
        lay_guards(connection)
        found = health(connection)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != len(steps):
            raise RuntimeError(f"the steps left form {version}, not {len(steps)}")
        if missing_guards(connection):
            raise RuntimeError("the guards were not laid")
        if found or connection.execute(_CHAIN).fetchone() != chain:
            raise DamagedRegisterFault(f"升级没有完成，档案保持原样。{DAMAGED}", places=found)
    finally:
        connection.close()
