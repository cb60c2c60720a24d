"""Rating a county of 11,112 villages from the closed file, beside SQLite's own sum.

The floor opens the same file and lets SQLite add the points of the same mark rows by
village: the least that anything reading every row can take.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from statistics import median

from db.store import open_register
from evaluation.gathering import gather, pinned_standard, round_of
from evaluation.rating import RoundInputs, rate_round
from evaluation.stars.outcome import Outcome
from tests.benchmarks.large_register import ROUND, clock, write_large_register
from tests.benchmarks.measuring import in_turns, print_line, print_ratio

__all__ = ["measure_rating"]

VILLAGES = 11_112
_REPEATS = 5


def _sum(path: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            'SELECT "village", SUM("score") FROM "mark" GROUP BY "village"'
        ).fetchall()


def _gathered(path: Path) -> RoundInputs:
    with closing(
        open_register(path, clock=clock, program="benchmarks", read_only=True)
    ) as register:
        round_ = round_of(register, ROUND)
        return gather(register, round_, pinned_standard(register, round_))


def _rated(path: Path) -> tuple[Outcome, ...]:
    return rate_round(_gathered(path))


def measure_rating(folder: Path) -> None:
    """Print the time from the closed file to the ranked outcomes of every village."""
    path = folder / "rating.xjdb"
    write_large_register(path, VILLAGES)
    floor, reading, whole = in_turns(
        _REPEATS, lambda: _sum(path), lambda: _gathered(path), lambda: _rated(path)
    )
    print_ratio(f"rating {VILLAGES} villages", whole, floor, "≤ 3")
    print_line(f"  of which reading: {median(reading) * 1000:.1f} ms")
