"""`check`: nothing on a sound register; one changed value anywhere is named with its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.guards import GUARDS, lay_guards
from db.reading import KINDS, form
from db.replaying import columns_of

WITHOUT_ROWS = {"issued_paper", "evidence", "tie", "step_dates", "proof", "finding_note"}
"""Nothing of them belongs to the sample's year; tests/db has a row of each."""

FILLED = [table for table in KINDS if table not in WITHOUT_ROWS]


def test_the_sample_is_clean(published, run):
    before = published.read_bytes()
    done = run("check", published, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.object == {"clean": True, "findings": []}
    assert run("check", published).out == "检查完毕，没有发现问题。\n"
    assert published.read_bytes() == before


OTHER_WORDS = (
    *("excluded", "draft", "checked", "awaiting", "lifted", "withdrawn", "assigned", "own", "open"),
    *("workday", "holiday", "standard.pinned", "county", "f" * 64),
)
"""Where only words of a list are taken, one of these fits."""


def _changed(value: Any) -> Iterator[Any]:
    """Values that somebody might write in the place of this one."""
    if isinstance(value, int):
        yield from (value + 1, 1 - value, value + 100)
    else:
        yield from (f"{value or ''}改", *OTHER_WORDS, 1, 0)


def _change(path: Path, table: str, column: str) -> tuple[Any, ...]:
    """Change one value of the middle row as a stranger with sqlite3 would; the row's key.

    Triggers are taken off and laid again, so that only the value is wrong.
    """
    key = ("number",) if table == "history" else form(KINDS[table]).key
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in GUARDS:
            connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        names = ", ".join(f'"{name}"' for name in key)
        rows = connection.execute(f'SELECT {names}, "{column}" FROM "{table}"').fetchall()
        assert rows, f"{table} has no rows"
        *place, value = rows[len(rows) // 2]
        where = " AND ".join(f'"{name}" = ?' for name in key)
        for other in _changed(value):
            if other == value:
                continue
            try:
                connection.execute(
                    f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (other, *place)
                )
                break
            except sqlite3.IntegrityError:
                continue
        else:
            pytest.fail(f"no other value fits {table}.{column}")
        lay_guards(connection)
    return tuple(place)


def _villages(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute('SELECT "village", "name" FROM "village_name"'))


def _place(path: Path, table: str, key: tuple[Any, ...]) -> str:
    """The name of the village that a row belongs to, "" where it belongs to none."""
    columns = columns_of(table)
    if table == "village":
        return _villages(path)[key[0]]
    if "village" not in columns:
        return ""
    where = " AND ".join(f'"{name}" = ?' for name in form(KINDS[table]).key)
    with closing(sqlite3.connect(path)) as connection:
        (village,) = connection.execute(
            f'SELECT "village" FROM "{table}" WHERE {where}', key
        ).fetchone()
    return _villages(path)[village]


def _value_columns(table: str) -> list[str]:
    return [name for name in columns_of(table) if name not in form(KINDS[table]).key]


@pytest.mark.parametrize("table", FILLED)
def test_one_changed_value_is_named(table, one_year, run, tmp_path):
    """Every column that is not of the key, one at a time, on a year in which all is filled."""
    assert _value_columns(table)
    for column in _value_columns(table):
        path = Path(shutil.copy(one_year, tmp_path / f"{column}.xjdb"))
        key = _change(path, table, column)
        village = _place(one_year, table, key)
        done = run("check", path, "--json")
        assert done.code == 1, (table, column)
        found = [item for item in done.object["findings"] if item["table"] == table]
        named = [item for item in found if tuple(item["key"]) == key]
        assert named, (table, column, done.object)
        assert all(item["village"] == village for item in named)
        assert village in done.err
        assert "Traceback" not in done.err


def test_every_table_of_a_year_is_tried(one_year):
    with closing(sqlite3.connect(one_year)) as connection:
        empty = {
            table
            for table in KINDS
            if not connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()
        }
    # A withdrawn change leaves no row; that of the county stays.
    assert empty == WITHOUT_ROWS


@pytest.mark.parametrize("table", ["mark", "deduction", "option_count", "participation"])
def test_one_changed_value_among_sixty_villages(table, sample, published, run):
    column = _value_columns(table)[0]
    key = _change(sample, table, column)
    done = run("check", sample)
    assert done.code == 1
    assert done.out == ""
    (line, *rest) = done.err.splitlines()
    village = _place(published, table, key)
    assert village in line
    assert f"（{table}，" in line
    # The seal of the published year no longer fits either.
    assert any("封存校验" in item for item in rest)


@pytest.mark.parametrize("column", ["reason", "actor", "time", "changes", "document", "digest"])
def test_a_changed_entry_of_the_history_is_named(column, one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    key = _change(path, "history", column)
    done = run("check", path, "--json")
    assert done.code == 1
    assert list(key) in [item["key"] for item in done.object["findings"]]
    assert f"历史第 {key[0]} 条" in done.err


@pytest.mark.parametrize("table", ["deduction", "history", "participation"])
def test_a_row_taken_away_is_named(table, one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in GUARDS:
            connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = (SELECT max(rowid) FROM "{table}")'
                           if table == "history" else f'DELETE FROM "{table}"')  # fmt: skip
        lay_guards(connection)
    done = run("check", path, "--json")
    assert done.code == 1
    assert done.object["findings"]


def test_a_lost_guard_is_named(one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "一年.xjdb"))
    name = next(iter(GUARDS))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f'DROP TRIGGER "{name}"')
    done = run("check", path, "--json")
    assert done.code == 1
    assert name in done.err


def test_damaged_pages_are_told(one_year, run, tmp_path):
    path = tmp_path / "损坏.xjdb"
    content = bytearray(one_year.read_bytes())
    content[8192:40960] = bytes(32768)
    path.write_bytes(content)
    done = run("check", path)
    assert done.code == 1
    assert done.err.strip()
    assert "Traceback" not in done.err
