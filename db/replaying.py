"""Rebuilding every row from the history, to compare it with the tables.

Reads the history only. What it finds wrong in the history itself is told beside the rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any, cast

from db.reading import KINDS, Cell, form
from db.unit_of_work import BLOB_TABLE, ENTRY_COLUMNS, parse_changes
from evaluation.history import FIRST_LINK, HistoryEntry, HistoryEvent, link

__all__ = ["BLOB_COLUMNS", "EntryFault", "Remembered", "Replay", "columns_of", "key_of", "replay"]

BLOB_COLUMNS = ("sha256", "size")

Row = dict[str, Cell]
Key = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A row as the history leaves it, and the number of the entry that last changed it."""

    row: Row
    entry: int


@dataclass(frozen=True, slots=True)
class EntryFault:
    """Something wrong with one entry, with its round and village id."""

    number: int
    round: str
    village: str
    message: str


@dataclass(slots=True)
class Replay:
    """`rows`: table → key → row; `faults`: what is wrong with the history itself."""

    rows: dict[str, dict[Key, Remembered]] = field(default_factory=dict)
    faults: list[EntryFault] = field(default_factory=list)


def columns_of(table: str) -> tuple[str, ...]:
    """The columns that the history tells of a table."""
    return BLOB_COLUMNS if table == BLOB_TABLE else form(KINDS[table]).columns


def key_of(table: str, row: Row) -> Key:
    """The key of a row given as column → value."""
    names = ("sha256",) if table == BLOB_TABLE else form(KINDS[table]).key
    return tuple(row[name] for name in names)


def _defaults(table: str) -> Row:
    """What the fields of a table hold where an entry from before an upgrade is silent."""
    if table == BLOB_TABLE:
        return {}
    defaults: Row = {}
    for item in fields(cast(Any, KINDS[table])):
        if item.default is not MISSING:
            value = item.default
            defaults[item.name] = value.value if isinstance(value, StrEnum) else value
    return defaults


def _entries(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    query = f'SELECT {", ".join(ENTRY_COLUMNS)} FROM "history" ORDER BY "number"'  # noqa: S608
    for row in connection.execute(query):
        yield dict(zip(ENTRY_COLUMNS, row, strict=True))


def replay(connection: sqlite3.Connection) -> Replay:
    """Follow the history from its first entry: each link, and every change of every row.

    Raises sqlite3.Error where the history cannot be read.
    """
    result = Replay()
    defaults = {table: _defaults(table) for table in (*KINDS, BLOB_TABLE)}
    number, previous = 0, FIRST_LINK
    for cells in _entries(connection):
        number += 1
        problems = _link_problems(cells, number, previous)
        number, previous = cells["number"], cells["digest"]
        try:
            changes = parse_changes(cells["changes"])
            for change in changes:
                known = defaults[change.table]
                before = None if change.before is None else {**known, **change.before}
                after = None if change.after is None else {**known, **change.after}
                if not _follow(result, change.table, before, after, number):
                    problems.append("所记改动前的内容与此前各条记载接不上")
        except (ValueError, TypeError, KeyError):
            problems.append("改动内容读不出来")
        result.faults.extend(
            EntryFault(number, str(cells["round"]), str(cells["village"]), problem)
            for problem in dict.fromkeys(problems)
        )
    return result


def _follow(result: Replay, table: str, before: Row | None, after: Row | None, number: int) -> bool:
    """Apply one change; False where the rows so far are not what it says it changed."""
    rows = result.rows.setdefault(table, {})
    fits = True
    if before is not None:
        remembered = rows.pop(key_of(table, before), None)
        fits = remembered is not None and remembered.row == before
    if after is not None:
        key = key_of(table, after)
        fits = fits and key not in rows
        rows[key] = Remembered(after, number)
    return fits


def _link_problems(cells: dict[str, Any], number: int, previous: str) -> list[str]:
    problems: list[str] = []
    if cells["number"] != number:
        problems.append(f"编号不连续，应为第 {number} 条")
    if cells["previous"] != previous:
        problems.append("与上一条的校验码接不上")
    if _digest(cells) != cells["digest"]:
        problems.append("内容与本条校验码不符，写入后被改动过")
    return problems


def _digest(cells: dict[str, Any]) -> str:
    try:
        event = HistoryEvent(cells["event"])
    except ValueError:
        return ""
    return link(HistoryEntry(**{**cells, "event": event}))
