"""The ordered list of steps from one form of the register to the next.

Each step is a frozen module with SQL of its own; the list only grows. `user_version` of a
file is the number of steps it has taken.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from db.migrations import m0001_register, m0002_second_eyes

__all__ = ["STEPS", "Step", "apply_steps"]

Step = tuple[str, Callable[[sqlite3.Connection], None]]
"""Name of a step, never renamed, and the function that takes it."""

STEPS: tuple[Step, ...] = (
    ("m0001_register", m0001_register.apply),
    ("m0002_second_eyes", m0002_second_eyes.apply),
)


def apply_steps(
    connection: sqlite3.Connection, now: datetime, steps: Sequence[Step] = STEPS
) -> None:
    """Take every step the file has not taken; each is one transaction.

    The record of steps keeps `now` instead of the clock's own time, so that the same
    actions give the same file.
    """
    # The library costs 0.1 s to import and most starts have nothing to upgrade.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("register")
    for name, take in steps:
        migrations(name=name)(_of_database(take))
    database = Database(connection, execute_plugins=False)
    taken = {migration.name for migration in migrations.applied(database)}
    migrations.apply(database)
    stamp = now.isoformat(sep=" ", timespec="seconds")
    for name, _ in steps:
        if name not in taken:
            connection.execute(
                "UPDATE _sqlite_migrations SET applied_at = ? WHERE name = ?", (stamp, name)
            )


def _of_database(take: Callable[[sqlite3.Connection], None]) -> Callable[..., None]:
    def step(database: object) -> None:
        take(database.conn)  # type: ignore[attr-defined]

    step.__name__ = "step"
    return step
