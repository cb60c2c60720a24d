"""One deduction entered and the village's figures read again, in registers of three sizes.

The bare commit is one row written and committed on the same connection: what the file and
its disk ask for, whatever is entered.
"""

from __future__ import annotations

from contextlib import closing
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import cast

from db.register import SqliteRegister
from evaluation.actions.sheets import enter_deduction
from evaluation.gathering import gather, pinned_standard, round_of
from evaluation.office import Office
from evaluation.rounds import Participation
from evaluation.standard.model import ClauseKind, Standard, for_category
from evaluation.stars.outcome import Outcome, rate_stars
from tests.benchmarks.large_register import ROUND, open_office, write_large_register
from tests.benchmarks.measuring import percentile, print_line

__all__ = ["measure_entry"]

_SIZES = (15, 600, 11_112)
_REPEATS = 300


def _clauses(standard: Standard) -> list[tuple[str, str]]:
    """Clauses (with their indicator) that take any number of occurrences."""
    return [
        (indicator.id, clause.id)
        for indicator in standard.indicators
        for clause in indicator.clauses
        if clause.kind is ClauseKind.OCCURRENCE and clause.at_most is None
    ]


def _read_again(office: Office, village: str) -> Outcome:
    reader = office.register
    round_ = round_of(reader, ROUND)
    standard = pinned_standard(reader, round_)
    found = gather(reader, round_, standard, drafts=True, village=village)
    inputs = found.villages[0]
    return rate_stars(
        for_category(standard, inputs.category), inputs, shared=found.shared, cutoff=found.cutoff
    )


def _commit_one_row(office: Office, value: int) -> None:
    connection = cast(SqliteRegister, office.register).connection
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        'INSERT OR REPLACE INTO "setting" ("name", "value") VALUES (?, ?)',
        ("benchmark", str(value)),
    )
    connection.execute("COMMIT")


def _measured(path: Path) -> tuple[list[float], list[float]]:
    """Seconds of each entry with its re-reading, and of each bare commit."""
    office = open_office(path)
    entries: list[float] = []
    commits: list[float] = []
    with closing(cast(SqliteRegister, office.register)) as register:
        members = register.find(Participation, round=ROUND)
        village = max(members, key=lambda member: member.position).village
        standard = pinned_standard(register, round_of(register, ROUND))
        clauses = cycle(_clauses(standard))
        for number in range(-10, _REPEATS):
            item, clause = next(clauses)
            start = perf_counter()
            office.act(
                enter_deduction,
                round=ROUND,
                village=village,
                step="assessment",
                item=item,
                clause=clause,
                count=1 + (number + 10) // 50,
                fact=f"现场查看发现第 {number + 11} 处",
            )
            _read_again(office, village)
            entered = perf_counter()
            _commit_one_row(office, number)
            committed = perf_counter()
            if number >= 0:  # the first ones warm the caches
                entries.append(entered - start)
                commits.append(committed - entered)
    return entries, commits


def measure_entry(folder: Path) -> None:
    """Print what an entry takes beyond its commit, by the number of villages."""
    medians: list[float] = []
    for size in _SIZES:
        path = folder / f"entry-{size}.xjdb"
        write_large_register(path, size, drafts=1)
        entries, commits = _measured(path)
        commit = median(commits)
        beyond = [entry - commit for entry in entries]
        medians.append(median(beyond))
        print_line(
            f"entry among {size} villages: {median(beyond) * 1000:.1f} ms beyond a commit of "
            f"{commit * 1000:.1f} ms, p99 {percentile(beyond, 99) * 1000:.1f} ms (aim ≤ 16)"
        )
    print_line(f"  largest register to smallest: ratio {medians[-1] / medians[0]:.2f}")
