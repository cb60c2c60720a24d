"""检查: the whole register against itself.

File health, structure, guards, the chain, every row against the history, kept bytes and
pinned standards against their checksums. Whether the stored results still follow from the
rows is asked by further checks that the caller brings. Changes nothing.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from db.guards import GUARDS, lay_guards, missing_guards
from db.migrations import STEPS
from db.reading import KINDS, Cell
from db.register import SqliteRegister, health
from db.replaying import Remembered, Replay, Row, columns_of, key_of, replay
from db.unit_of_work import BLOB_TABLE
from db.wording import COLUMN_NAMES, TABLE_NAMES, shown
from evaluation.evidence import sheet_of

__all__ = ["CheckFinding", "FurtherCheck", "check"]


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing that is wrong, and where.

    `table` is "" for the file as a whole; `key` names the row in the table; `village` is
    its name, `round` and `step` its ids, each "" where the row has none.
    """

    table: str
    key: tuple[Cell, ...]
    village: str
    round: str
    step: str
    message: str


FurtherCheck = Callable[[SqliteRegister], Iterable[CheckFinding]]
"""A check of the caller's: the recount, the seals."""


def check(
    register: SqliteRegister, further: Iterable[FurtherCheck] = ()
) -> tuple[CheckFinding, ...]:
    """Everything that is wrong with the register; empty when nothing is.

    A damaged place never hides the findings of the others: what cannot be read is told.
    """
    connection = register.connection
    findings = [_of_file(f"文件检查发现问题：{line}") for line in health(connection)]
    try:
        findings.extend(_structure(connection))
        replayed = replay(connection)
    except sqlite3.DatabaseError as error:
        return (*findings, _of_file(f"历史读不出来：{error}"))
    places = _Places(replayed)
    findings.extend(_chain(replayed, places))
    for table in (*KINDS, BLOB_TABLE):
        try:
            findings.extend(_rows(connection, table, replayed, places))
        except sqlite3.DatabaseError as error:
            findings.append(_of_file(f"{TABLE_NAMES[table]}读不出来：{error}", table))
    try:
        findings.extend(_kept_bytes(connection, places))
        findings.extend(_standards(connection))
    except sqlite3.DatabaseError as error:
        findings.append(_of_file(f"附件或评定标准读不出来：{error}"))
    for one in further:
        findings.extend(_further(one, register, sound=not findings))
    return tuple(findings)


def _further(
    one: FurtherCheck, register: SqliteRegister, *, sound: bool
) -> tuple[CheckFinding, ...]:
    """A check of the caller's. On rows that are wrong already it may fail, and then says so."""
    try:
        return tuple(one(register))
    except Exception as error:
        if sound:
            raise
        return (_of_file(f"其余内容与历史不符，重新核算没有完成：{error}"),)


def _of_file(message: str, table: str = "") -> CheckFinding:
    return CheckFinding(table, (), "", "", "", message)


class _Places:
    """Where a row belongs: village by name, round, step."""

    def __init__(self, replayed: Replay) -> None:
        names: dict[Cell, tuple[str, str]] = {}
        for remembered in replayed.rows.get("village_name", {}).values():
            row = remembered.row
            village, dated = row["village"], (str(row["since"]), str(row["name"]))
            names[village] = max(names.get(village, dated), dated)
        self._names = names

    def village(self, village: Cell) -> str:
        """The newest name of a village; its id where it has none."""
        return self._names[village][1] if village in self._names else str(village)

    def finding(self, table: str, key: tuple[Cell, ...], row: Row, what: str) -> CheckFinding:
        """A finding about a row, whose place comes first in its sentence."""
        village = row["id"] if table == "village" else row.get("village") or ""
        named = self.village(village) if village else ""
        round_id = row["id"] if table == "round" else row.get("round") or ""
        step = str(row.get("step") or "")
        where = "，".join(
            part for part in (str(round_id), named, f"步骤 {step}" if step else "") if part
        )
        told = {village, round_id, step, ""}
        rest = "、".join(str(part) for part in key if part not in told)
        label = f"{TABLE_NAMES[table]}（{rest}）" if rest else TABLE_NAMES[table]
        message = f"{where}：{label}{what}" if where else f"{label}{what}"
        return CheckFinding(table, key, named, str(round_id), step, message)


def _structure(connection: sqlite3.Connection) -> Iterator[CheckFinding]:
    for name in missing_guards(connection):
        yield _of_file(f"保护规则 {name} 缺失或被改动，历史可能被直接改写过。")
    with_guards = _form_of(connection)
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for _, take in STEPS:
            take(fresh)
        lay_guards(fresh)
        expected = _form_of(fresh)
    finally:
        fresh.close()
    for name in sorted((expected.keys() | with_guards.keys()) - GUARDS.keys()):
        if expected.get(name) != with_guards.get(name):
            yield _of_file(f"档案的结构与本程序不一致：{name}。", name)


def _form_of(connection: sqlite3.Connection) -> dict[str, str]:
    query = (
        "SELECT name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' AND tbl_name <> '_sqlite_migrations'"
    )
    return dict(connection.execute(query))


def _chain(replayed: Replay, places: _Places) -> Iterator[CheckFinding]:
    for fault in replayed.faults:
        village = places.village(fault.village) if fault.village else ""
        message = f"历史第 {fault.number} 条：{fault.message}。"
        yield CheckFinding("history", (fault.number,), village, fault.round, "", message)


def _rows(
    connection: sqlite3.Connection, table: str, replayed: Replay, places: _Places
) -> Iterator[CheckFinding]:
    """Each row of a table against what the history says of it."""
    columns = columns_of(table)
    remembered = dict(replayed.rows.get(table, {}))
    quoted = ", ".join(f'"{name}"' for name in columns)
    for cells in connection.execute(f'SELECT {quoted} FROM "{table}"'):  # noqa: S608
        row: Row = dict(zip(columns, cells, strict=True))
        key = key_of(table, row)
        told = remembered.pop(key, None)
        if told is None:
            yield places.finding(table, key, row, "是多出来的一行，历史中没有记载。")
        elif told.row != row:
            yield places.finding(table, key, told.row, _difference(told, row))
    for key, told in remembered.items():
        yield places.finding(
            table, key, told.row, f"不见了，而历史第 {told.entry} 条记载有这一行。"
        )


def _difference(told: Remembered, row: Row) -> str:
    differences = "；".join(
        f"{COLUMN_NAMES[name]}记载为{shown(name, told.row.get(name))}，现在是{shown(name, value)}"
        for name, value in row.items()
        if told.row.get(name) != value
    )
    return f"与历史第 {told.entry} 条不符：{differences}。"


def _kept_bytes(connection: sqlite3.Connection, places: _Places) -> Iterator[CheckFinding]:
    """Bytes against their checksums, at each place they are attached to."""
    for sha256, size, data in connection.execute('SELECT "sha256", "size", "data" FROM "blob"'):
        content = data if isinstance(data, bytes) else str(data).encode()
        if hashlib.sha256(content).hexdigest() == sha256 and len(content) == size:
            continue
        what = f"{TABLE_NAMES[BLOB_TABLE]}（{sha256}）与它的校验码不符，内容被改动或损坏。"
        attached = connection.execute(
            'SELECT "round", "village", "subject", "name" FROM "evidence" WHERE "sha256" = ?',
            (sha256,),
        ).fetchall()
        if not attached:
            yield CheckFinding(BLOB_TABLE, (sha256,), "", "", "", what)
        for round_id, village, subject, name in attached:
            named = places.village(village) if village else ""
            on = sheet_of(subject)
            step = on[0] if on else ""
            where = "，".join(
                part for part in (round_id, named, f"步骤 {step}" if step else "") if part
            )
            message = f"{where}：附件“{name}”（{subject}）：{what}"
            yield CheckFinding(BLOB_TABLE, (sha256,), named, round_id, step, message)


def _standards(connection: sqlite3.Connection) -> Iterator[CheckFinding]:
    known: set[str] = set()
    for sha256, name, text in connection.execute(
        'SELECT "sha256", "name", "text" FROM "pinned_standard"'
    ):
        known.add(sha256)
        if hashlib.sha256(str(text).encode()).hexdigest() != sha256:
            yield CheckFinding(
                "pinned_standard", (sha256,), "", "", "",
                f"评定标准“{name}”的正文与它的校验码不符，正文被改动过。",
            )  # fmt: skip
    for round_id, standard in connection.execute('SELECT "id", "standard" FROM "round"'):
        if standard and standard not in known:
            yield CheckFinding(
                "round", (round_id,), "", round_id, "",
                f"{round_id}：所采用的评定标准不在档案里（{standard}）。",
            )  # fmt: skip
