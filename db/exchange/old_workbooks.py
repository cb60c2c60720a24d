"""Looks into an old .xls (or .et) file: what the reader of workbooks does not tell of its cells.

Found are error cells, formulas, numbers shown in percent, and hidden rows and columns, from the
records of the workbook as [MS-XLS] and [MS-CFB] describe them. Values are not read here. A file
that cannot be followed is refused: the reader of workbooks would stop the program over it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from db.exchange.sheet_scan import SheetScan

__all__ = ["DamagedWorkbookError", "scan_old_workbook"]

_END = 0xFFFFFFF8
"""From here on a sector number is a mark (free, end of chain), not a place."""
_SMALL = 4096
_BOF, _EOF, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_ROW, _COLUMNS, _NUMBER, _RK, _SEVERAL_RK = 0x0208, 0x007D, 0x0203, 0x027E, 0x00BD
_TRUTH_OR_ERROR, _FORMULA, _PASSWORD = 0x0205, 0x0006, 0x002F
_PERCENT_FORMATS = (9, 10)
_LITERAL = re.compile(r'"[^"]*"|\\.')


class DamagedWorkbookError(Exception):
    """The container or the records of the workbook are cut off or do not hang together."""


def scan_old_workbook(content: bytes) -> Mapping[str, SheetScan]:
    """Sheet name → what it holds; empty for a compound file without a workbook, and for one
    with a password. Raises DamagedWorkbookError."""
    try:
        stream = _workbook_stream(content)
        return _scan(stream) if stream else {}
    except (struct.error, IndexError) as error:
        raise DamagedWorkbookError from error


def _workbook_stream(content: bytes) -> bytes:
    """The stream “Workbook” (or “Book”) of a compound file; b"" where there is none."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        return b""
    directory, _, _, small_start, _, more, _ = struct.unpack_from("<7I", content, 48)
    table_sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < _END]
    seen = set[int]()
    while more < _END and more not in seen:
        seen.add(more)
        *numbers, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        table_sectors += [number for number in numbers if number < _END]
    table: list[int] = []
    for number in table_sectors:
        table += struct.unpack_from(f"<{size // 4}I", content, (number + 1) * size)

    def chain(start: int) -> bytes:
        parts: list[bytes] = []
        while start < _END and len(parts) <= len(table):
            parts.append(content[(start + 1) * size : (start + 2) * size])
            start = table[start]
        return b"".join(parts)

    entries = chain(directory)
    small = b""
    for place in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, place + 64)
        start, wanted = struct.unpack_from("<II", entries, place + 116)
        if kind == 5:
            small = chain(start)
            continue
        name = entries[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
        if kind != 2 or name.lower() not in ("workbook", "book"):
            continue
        if wanted >= _SMALL:
            return _whole(chain(start), wanted)
        small_table = struct.unpack(f"<{len(chain(small_start)) // 4}I", chain(small_start))
        parts: list[bytes] = []
        while start < _END and len(parts) <= len(small_table):
            parts.append(small[start * 64 : (start + 1) * 64])
            start = small_table[start]
        return _whole(b"".join(parts), wanted)
    return b""


def _whole(stream: bytes, wanted: int) -> bytes:
    if len(stream) < wanted:
        raise DamagedWorkbookError
    return stream[:wanted]


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """(type, data) from one place to the end of that part."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        if kind == _EOF:
            return
        place += 4 + length


def _scan(stream: bytes) -> dict[str, SheetScan]:
    modern = True
    sheets: list[tuple[str, int]] = []
    percents = set(_PERCENT_FORMATS)
    formats: list[int] = []
    for kind, data in _records(stream, 0):
        if kind == _PASSWORD:
            return {}
        if kind == _BOF:
            modern = struct.unpack_from("<H", data)[0] >= 0x0600
        elif kind == _SHEET:
            start = struct.unpack_from("<I", data)[0]
            sheets.append((_text(data[6:], modern, wide_length=False), start))
        elif kind == _FORMAT:
            if "%" in _LITERAL.sub("", _text(data[2:], modern, wide_length=modern)):
                percents.add(struct.unpack_from("<H", data)[0])
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", data, 2)[0])
    styles = frozenset(place for place, number in enumerate(formats) if number in percents)
    return {name: _sheet(stream, start, styles) for name, start in sheets}


def _text(data: bytes, modern: bool, *, wide_length: bool) -> str:
    """A text with its length before it; only its plain part, without what is behind it."""
    length = struct.unpack_from("<H" if wide_length else "<B", data)[0]
    data = data[2 if wide_length else 1 :]
    if not modern:
        return data[:length].decode("gb18030", "replace")
    if data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return data[1 : 1 + length].decode("latin-1")


@dataclass(slots=True)
class _Found:
    """Addresses and numbers gathered from one sheet."""

    styles: frozenset[int]
    errors: set[str] = field(default_factory=set)
    percents: set[str] = field(default_factory=set)
    formulas: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def number(self, row: int, column: int, style: int) -> None:
        if style in self.styles:
            self.percents.add(_address(row, column))


def _sheet(stream: bytes, start: int, styles: frozenset[int]) -> SheetScan:
    found = _Found(styles)
    for kind, data in _records(stream, start):
        if kind == _ROW:
            if data[12] & 0x20:
                found.rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", data)
            if options & 1:
                found.columns.update(range(first + 1, min(last, 255) + 2))
        else:
            _cell(found, kind, data)
    return SheetScan(
        errors=frozenset(found.errors),
        percents=frozenset(found.percents),
        formulas=frozenset(found.formulas),
        hidden_rows=frozenset(found.rows),
        hidden_columns=frozenset(found.columns),
    )


def _cell(found: _Found, kind: int, data: bytes) -> None:
    """What one record says of the cells it holds."""
    if kind in (_NUMBER, _RK):
        found.number(*struct.unpack_from("<HHH", data))
    elif kind == _SEVERAL_RK:
        row, first = struct.unpack_from("<HH", data)
        for place in range((len(data) - 6) // 6):
            found.number(row, first + place, struct.unpack_from("<H", data, 4 + 6 * place)[0])
    elif kind == _TRUTH_OR_ERROR:
        row, column, _, _, error = struct.unpack_from("<HHHBB", data)
        if error:
            found.errors.add(_address(row, column))
    elif kind == _FORMULA:
        row, column, style, what = struct.unpack_from("<HHHB", data)
        found.formulas.add(_address(row, column))
        if data[12:14] != b"\xff\xff":
            found.number(row, column, style)
        elif what == 2:
            found.errors.add(_address(row, column))


def _address(row: int, column: int) -> str:
    """The address of a cell; both from 0, at most 256 columns."""
    letters = chr(65 + column % 26)
    return f"{chr(64 + column // 26)}{letters}{row + 1}" if column >= 26 else f"{letters}{row + 1}"
