"""Writes an old .xls by hand: the few records that a defective table needs.

Records as in [MS-XLS], container as in [MS-CFB]; no library that writes them is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

_SECTOR = 512
_PLAIN, _PERCENT, _DAY = 0, 1, 2
_ERROR_DIVISION = 0x07


@dataclass(frozen=True)
class Reckoned:
    """A formula with the value that was kept; None: none was."""

    value: Any


@dataclass(frozen=True)
class Percent:
    """A number shown in percent."""

    value: float


class Error:
    """#DIV/0!"""


def write_old_workbook(
    path: Path,
    rows: Iterable[Iterable[Any]],
    *,
    name: str = "打分表",
    merges: Iterable[tuple[int, int, int, int]] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
) -> Path:
    """Write one sheet. merges: (first row, first column, last row, last column); all from 0."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for column in hidden_columns:
        sheet += _record(0x007D, struct.pack("<6H", column, column, 2560, _PLAIN, 1, 0))
    for row in hidden_rows:
        sheet += _record(0x0208, struct.pack("<HHHHHHI", row, 0, 40, 255, 0, 0, 0x0120))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet += _cell(row, column, value)
    found = list(merges)
    if found:
        areas = b"".join(
            struct.pack("<4H", top, low, left, right) for top, left, low, right in found
        )
        sheet += _record(0x00E5, struct.pack("<H", len(found)) + areas)
    sheet += _record(0x000A, b"")
    path.write_bytes(_container(_book(name, sheet)))
    return path


def _book(name: str, sheet: bytes) -> bytes:
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x0042, struct.pack("<H", 1200))
    for number in (0, 10, 14):
        head += _record(0x00E0, struct.pack("<HH", 0, number) + bytes(16))
    text = name.encode("utf-16-le")
    length = len(head) + 4 + 8 + len(text) + 4
    about = struct.pack("<IBBBB", length, 0, 0, len(name), 1) + text
    return head + _record(0x0085, about) + _record(0x000A, b"") + sheet


def _cell(row: int, column: int, value: Any) -> bytes:
    where = struct.pack("<HH", row, column)
    if isinstance(value, Percent):
        return _record(0x0203, where + struct.pack("<Hd", _PERCENT, value.value))
    if isinstance(value, date):
        days = (value - date(1899, 12, 30)).days
        return _record(0x0203, where + struct.pack("<Hd", _DAY, days))
    if isinstance(value, Error):
        return _record(0x0205, where + struct.pack("<HBB", _PLAIN, _ERROR_DIVISION, 1))
    if isinstance(value, Reckoned):
        kept = (
            struct.pack("<BBBBBBH", 2, 0, _ERROR_DIVISION, 0, 0, 0, 0xFFFF)
            if value.value is None
            else struct.pack("<d", value.value)
        )
        number = struct.pack("<BH", 0x1E, 1)
        formula = struct.pack("<HIH", 0, 0, len(number)) + number
        return _record(0x0006, where + struct.pack("<H", _PLAIN) + kept + formula)
    if isinstance(value, (int, float)):
        return _record(0x0203, where + struct.pack("<Hd", _PLAIN, value))
    if value in (None, ""):
        return b""
    text = str(value).encode("utf-16-le")
    return _record(0x0204, where + struct.pack("<HHB", _PLAIN, len(text) // 2, 1) + text)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _container(stream: bytes) -> bytes:
    """A compound file with the one stream “Workbook”, large enough to stand in sectors."""
    stream += bytes(max(4096 - len(stream), 0))
    sectors = -(-len(stream) // _SECTOR)
    tables = 1
    while tables * 128 < sectors + tables + 1:
        tables += 1
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [*([table] * tables), end]
    start = tables + 1
    chain += [*range(start + 1, start + sectors), end]
    chain += [free] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", *range(tables), *([free] * (109 - tables)))
    folder = _entry("Root Entry", 5, end, 0, child=1) + _entry("Workbook", 2, start, len(stream))
    folder += bytes(2 * 128)
    body = struct.pack(f"<{len(chain)}I", *chain) + folder
    return head + body + stream + bytes(-len(stream) % _SECTOR)


def _entry(name: str, kind: int, start: int, length: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text + bytes(64 - len(text)) + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36)
    return entry + struct.pack("<IQ", start, length)
