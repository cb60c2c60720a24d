"""Whatever is changed behind the program's back is found, with its place."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from db.checking import CheckFinding, check
from db.reading import KINDS, form
from db.register import SqliteRegister
from db.replaying import columns_of
from db.store import open_register
from db.unit_of_work import ENTRY_COLUMNS
from db.wording import COLUMN_NAMES, TABLE_NAMES, shown
from evaluation.faults import RatingFault
from evaluation.history import HistoryEntry, HistoryEvent, link
from evaluation.ports import Clock
from evaluation.rounds import PinnedStandard
from evaluation.villages import VillageName
from tests.db.conftest import NOW, PHOTO, PROGRAM, ROUND, SHEET_KEY, digest, enter

VILLAGES = {"v1": "东泉嘎查", "v2": "西岭嘎查"}


class Tampering:
    """A copy of the filled register, changed as with the sqlite3 shell: no rules hold."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.raw = sqlite3.connect(path, isolation_level=None)
        self.raw.execute("PRAGMA ignore_check_constraints = ON")
        self.raw.execute("PRAGMA foreign_keys = OFF")

    def drop_guards(self) -> None:
        names = self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            self.raw.execute(f'DROP TRIGGER "{name}"')

    def findings(self) -> tuple[CheckFinding, ...]:
        with open_register(
            self.path, clock=lambda: NOW, program=PROGRAM, read_only=True
        ) as register:
            return check(register)


@pytest.fixture
def tampering(filled_copy: Path) -> Iterator[Tampering]:
    made = Tampering(filled_copy)
    yield made
    made.raw.close()


def test_a_whole_register_has_no_findings(filled: SqliteRegister) -> None:
    assert check(filled) == ()


def test_every_table_of_the_filled_register_has_a_row(filled: SqliteRegister) -> None:
    for table in (*KINDS, "blob", "history"):
        assert filled.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() > (0,)


def other_value(table: str, column: str, value: Any) -> Any:
    """A value that could have been meant: another member, another number, another text."""
    if table in KINDS:
        shape = form(KINDS[table])
        base = shape.bases[shape.columns.index(column)]
        if issubclass(base, StrEnum):
            return next(member.value for member in base if member.value != value)
        if value is None:
            return 1 if base is int else "x"
    if isinstance(value, bytes):
        return bytes(len(value))
    if isinstance(value, int):
        return value + 100
    if len(value) == 64:
        return value[1:] + value[0] if len(set(value)) > 1 else "1" * 64
    return f"{value}改"


def columns(table: str) -> tuple[str, ...]:
    if table == "blob":
        return ("sha256", "size", "data")
    return ENTRY_COLUMNS if table == "history" else columns_of(table)


def keys(table: str) -> tuple[str, ...]:
    return {"blob": ("sha256",), "history": ("number",)}.get(table) or form(KINDS[table]).key


@pytest.mark.parametrize("table", [*KINDS, "blob", "history"])
def test_one_value_changed_in_any_column_is_found_with_its_place(
    tampering: Tampering, table: str
) -> None:
    raw = tampering.raw
    tampering.drop_guards()
    clean = set(tampering.findings())
    key_columns = keys(table)
    picked = ", ".join(f'"{name}"' for name in columns(table))
    # The first entry of the history, so that the links after it are seen to break as well.
    cells = raw.execute(f'SELECT {picked} FROM "{table}" ORDER BY 1 LIMIT 1').fetchone()
    row = dict(zip(columns(table), cells, strict=True))
    key = tuple(row[name] for name in key_columns)
    where = " AND ".join(f'"{name}" = ?' for name in key_columns)
    for column, value in row.items():
        changed = other_value(table, column, value)
        raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (changed, *key))
        now_at = tuple(changed if name == column else row[name] for name in key_columns)
        found = [one for one in tampering.findings() if one not in clean]
        about = [one for one in found if one.table == table and one.key in (key, now_at)]
        assert about, (table, column, found)
        # Where an entry's own place was changed, only its number is left to name it.
        if table != "history" or column not in ("round", "village"):
            assert any(places_match(one, table, row) for one in about), (column, about)
        if table in KINDS and column not in key_columns:
            (one,) = (one for one in about if "不符：" in one.message)
            assert COLUMN_NAMES[column] in one.message
            assert shown(column, value) in one.message
            assert shown(column, changed) in one.message
        raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (value, *now_at))
        assert set(tampering.findings()) == clean


def places_match(finding: CheckFinding, table: str, row: dict[str, Any]) -> bool:
    if table == "blob" and row["sha256"] == digest(PHOTO):
        # Kept bytes are named by where they are attached, as long as that still leads to them.
        return (finding.village, finding.round) in (("东泉嘎查", ROUND), ("", ""))
    village = row["id"] if table == "village" else row.get("village", "")
    round_id = row["id"] if table == "round" else row.get("round", "")
    named = VILLAGES.get(village, "")
    return (
        finding.village == named
        and finding.round == round_id
        and finding.step == row.get("step", "")
        and all(part in finding.message for part in (named, finding.step) if table != "history")
    )


@pytest.mark.parametrize("table", [*KINDS, "blob"])
def test_a_row_taken_away_is_found(tampering: Tampering, table: str) -> None:
    tampering.drop_guards()
    tampering.raw.execute(f'DELETE FROM "{table}"')
    found = [one for one in tampering.findings() if one.table == table]
    assert found
    assert all("不见了" in one.message for one in found)


def test_a_row_put_in_is_found(tampering: Tampering) -> None:
    tampering.raw.execute(
        "INSERT INTO deduction SELECT round, village, step, purpose, assessor, version, item,"
        " '3', count, amount, fact, outward, evidence, entered_by, act_date FROM deduction"
    )
    (finding,) = tampering.findings()
    assert finding.table == "deduction"
    assert finding.key == (*SHEET_KEY, "1.1", "3")
    assert (finding.village, finding.round, finding.step) == ("东泉嘎查", ROUND, "assessment")
    assert "多出来的一行" in finding.message
    assert finding.message.startswith(f"{ROUND}，东泉嘎查，步骤 assessment：扣分")


def test_a_sentence_says_what_the_history_tells_and_what_stands_there(
    tampering: Tampering,
) -> None:
    tampering.raw.execute("UPDATE mark SET figure = 5000, fact = ''")
    (finding,) = tampering.findings()
    assert "与历史第 3 条不符" in finding.message
    assert "数值记载为13.00，现在是50.00" in finding.message
    assert "事实记载为“缺员一人”，现在是“”" in finding.message


def test_a_village_is_named_by_its_newest_name(filled: SqliteRegister) -> None:
    enter(filled, VillageName("v1", "2026-06-01", "150000001201", "东泉新村"))
    filled.connection.execute("UPDATE bonus SET points = 300")
    (finding,) = check(filled)
    assert finding.village == "东泉新村"


# The history


def rewrite(raw: sqlite3.Connection, number: int, change: Callable[[dict[str, Any]], None]) -> None:
    """Rewrite an entry with a fitting checksum of its own."""
    row = raw.execute("SELECT * FROM history WHERE number = ?", (number,)).fetchone()
    cells = dict(zip(ENTRY_COLUMNS, row, strict=True))
    change(cells)
    cells["digest"] = link(HistoryEntry(**{**cells, "event": HistoryEvent(cells["event"])}))
    assignments = ", ".join(f'"{name}" = ?' for name in ENTRY_COLUMNS)
    raw.execute(f"UPDATE history SET {assignments} WHERE number = ?", (*cells.values(), number))


def test_an_entry_rewritten_with_its_own_checksum_breaks_the_next_link(
    tampering: Tampering,
) -> None:
    tampering.drop_guards()
    rewrite(tampering.raw, 2, lambda cells: cells.update(actor="别人"))
    found = [one for one in tampering.findings() if one.table == "history"]
    assert [(one.key, one.message) for one in found] == [
        ((3,), "历史第 3 条：与上一条的校验码接不上。")
    ]


def test_an_entry_taken_away_is_found(tampering: Tampering) -> None:
    tampering.drop_guards()
    tampering.raw.execute("DELETE FROM history WHERE number = 2")
    messages = [one.message for one in tampering.findings() if one.table == "history"]
    assert "历史第 3 条：编号不连续，应为第 2 条。" in messages
    assert "历史第 3 条：与上一条的校验码接不上。" in messages
    assert "历史第 3 条：所记改动前的内容与此前各条记载接不上。" in messages


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '[["nowhere",null,{}]]',
        '[["mark",null,{"round":"x"}]]',
        '[["mark",null,3]]',
    ],
)
def test_unreadable_changes_are_found(tampering: Tampering, text: str) -> None:
    tampering.drop_guards()
    rewrite(tampering.raw, 3, lambda cells: cells.update(changes=text))
    messages = [one.message for one in tampering.findings() if one.table == "history"]
    assert messages == ([] if text == "{}" else ["历史第 3 条：改动内容读不出来。"])
    assert any(one.table == "mark" for one in tampering.findings())


def test_a_dropped_guard_is_named(tampering: Tampering) -> None:
    tampering.raw.execute("DROP TRIGGER history_no_update")
    (finding,) = tampering.findings()
    assert "history_no_update" in finding.message


def test_another_structure_is_named(tampering: Tampering) -> None:
    tampering.raw.execute("CREATE TABLE extra (a)")
    tampering.raw.execute("DROP INDEX history_by_round")
    tampering.raw.execute("CREATE TRIGGER sly AFTER UPDATE ON mark BEGIN DELETE FROM bonus; END")
    assert [one.table for one in tampering.findings()] == ["extra", "history_by_round", "sly"]


# Bytes and standards that fit the history but not their checksums


def test_a_standard_whose_history_was_rewritten_too_is_found(tampering: Tampering) -> None:
    tampering.drop_guards()
    tampering.raw.execute("UPDATE pinned_standard SET text = '{}'")

    def retell(cells: dict[str, Any]) -> None:
        cells["changes"] = cells["changes"].replace(
            json.dumps('{"name": "standard"}'), json.dumps("{}")
        )

    previous: list[str] = []
    for number in (1, 2, 3):
        if previous:
            rewrite(tampering.raw, number, lambda cells: cells.update(previous=previous[-1]))
        else:
            rewrite(tampering.raw, number, retell)
        (own,) = tampering.raw.execute(
            "SELECT digest FROM history WHERE number = ?", (number,)
        ).fetchone()
        previous.append(own)
    found = [one for one in tampering.findings() if one.table]
    assert [(one.table, "正文被改动过" in one.message) for one in found] == [
        ("pinned_standard", True)
    ]


def test_a_round_without_its_standard_is_found(filled: SqliteRegister) -> None:
    (standard,) = filled.find(PinnedStandard)
    with filled.unit_of_work("甲", NOW) as unit:
        unit.remove(standard)
        unit.log(HistoryEvent.STANDARD_PINNED)
    (finding,) = check(filled)
    assert (finding.table, finding.key, finding.round) == ("round", (ROUND,), ROUND)


# Damage


def test_a_damaged_page_does_not_hide_the_rest(tampering: Tampering) -> None:
    (page,) = tampering.raw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'person'"
    ).fetchone()
    tampering.raw.execute("UPDATE bonus SET points = 300")
    tampering.raw.close()
    content = bytearray(tampering.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    tampering.path.write_bytes(content)
    tables = {one.table for one in tampering.findings()}
    assert {"", "person", "bonus"} <= tables


def test_an_unreadable_history_is_told(tampering: Tampering) -> None:
    (page,) = tampering.raw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'history'"
    ).fetchone()
    tampering.raw.close()
    content = bytearray(tampering.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    tampering.path.write_bytes(content)
    assert any("历史读不出来" in one.message for one in tampering.findings())


# Further checks of the caller


def test_further_checks_add_their_findings(filled: SqliteRegister) -> None:
    extra = CheckFinding("", (), "", ROUND, "", "封存码不符")
    assert check(filled, [lambda register: [extra] if register is filled else []]) == (extra,)


def test_a_further_check_that_fails_on_wrong_rows_says_so(
    filled_file: Path, tmp_path: Path, clock: Clock
) -> None:
    def failing(register: SqliteRegister) -> list[CheckFinding]:
        raise RatingFault("算不出来")

    path = Path(shutil.copy(filled_file, tmp_path))
    with open_register(path, clock=clock, program=PROGRAM) as register:
        with pytest.raises(RatingFault):
            check(register, [failing])
        register.connection.execute("UPDATE bonus SET points = 300")
        found = check(register, [failing])
    assert "重新核算没有完成：算不出来" in found[-1].message


# After an upgrade


def test_entries_from_before_a_field_was_added_are_read_with_its_default(
    tampering: Tampering,
) -> None:
    tampering.drop_guards()

    def forget_vetoed(cells: dict[str, Any]) -> None:
        for _, before, after in (changes := json.loads(cells["changes"])):
            for row in (before, after):
                if row is not None:
                    row.pop("vetoed")
        cells["changes"] = json.dumps(changes, ensure_ascii=False)

    rewrite(tampering.raw, 3, forget_vetoed)
    assert [one for one in tampering.findings() if one.table] == []


# Words


def test_every_table_and_column_has_its_words() -> None:
    assert set(TABLE_NAMES) == {*KINDS, "blob", "history"}
    used = {name for table in TABLE_NAMES for name in columns(table)}
    assert set(COLUMN_NAMES) == used


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("score", 1250, "12.50"),
        ("figure", -5, "-0.05"),
        ("count", 3, "“3”"),
        ("fact", "长" * 70, "“" + "长" * 60 + "…”"),
        ("score", None, "空"),
        ("data", b"abc", "3 字节"),
    ],
)
def test_values_are_shown_as_officials_write_them(column: str, value: object, words: str) -> None:
    assert shown(column, value) == words
