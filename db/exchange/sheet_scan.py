"""Looks into an .xlsx file before it is read: what it would unpack to, and what is lost in reading.

The reader of workbooks gives an empty cell both for an error (#DIV/0!) and for a formula whose
value was never computed, it lays out a whole rectangle for a single cell far away, and it does
not say which numbers are shown in percent, which were reckoned, and what is hidden. All of it is
found here from the text of the sheets. Old .xls files are looked into by `old_workbooks`; .ods
files are not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

__all__ = ["LARGEST_CELLS", "LARGEST_UNPACKED", "SheetScan", "UnpackedTooLargeError", "scan_sheets"]

LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts of a workbook together. 12,000 villages with 60 columns take about 40 MB."""

LARGEST_CELLS = 3_000_000
"""Cells of one sheet, counted as the rectangle they span."""

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_ERROR = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
_UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>'
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3}[0-9]{1,7})")[^>]*(?<!/)>\s*<(?:\w+:)?f\b'
)
_STYLED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3}[0-9]{1,7})")(?=[^>]*\bs="([0-9]{1,6})")[^>]*(?<!/)>'
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]{1,7})"')
_HIDDEN_COLUMNS = re.compile(
    rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")(?=[^>]*\bmin="([0-9]{1,5})")'
    rb'[^>]*?\bmax="([0-9]{1,5})"'
)
_LITERAL = re.compile(r'"[^"]*"|\\.')
_MOST_COLUMNS = 16_384
_STYLES = "xl/styles.xml"
_PERCENT_FORMATS = frozenset({9, 10})
"""Numbers of the built-in formats 0% and 0.00%."""


class UnpackedTooLargeError(Exception):
    """The parts of the workbook would unpack to more than `LARGEST_UNPACKED` bytes."""


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What one sheet holds: the last row and column with a value (from 1), addresses, and the
    numbers of hidden rows and columns (from 1)."""

    rows: int = 0
    columns: int = 0
    errors: frozenset[str] = frozenset()
    uncomputed: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()
    formulas: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def scan_sheets(content: bytes) -> Mapping[str, SheetScan]:
    """Sheet name → what it holds; empty for a zip file that is no .xlsx.

    Every part is unpacked, so that a part larger than it says is found out.

    Raises UnpackedTooLargeError, zipfile.BadZipFile for a damaged file (a wrong size or
    checksum of any part included) and ElementTree.ParseError for a damaged workbook part.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
            raise UnpackedTooLargeError
        parts = {item.filename: _read(archive, item) for item in archive.infolist()}
    percents = _percent_styles(parts.get(_STYLES, b""))
    return {
        name: _scan(parts[part], percents)
        for name, part in _sheet_parts(parts).items()
        if part in parts
    }


def _read(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    """The part if it is looked into; all others are only unpacked, which checks their size."""
    if item.filename.startswith(("xl/worksheets/", "xl/workbook", "xl/_rels/", _STYLES)):
        return archive.read(item)
    with archive.open(item) as part:
        while part.read(1 << 20):
            pass
    return b""


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet name → name of its part."""
    workbook = parts.get("xl/workbook.xml")
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        return {}
    if b"<!DOCTYPE" in workbook or b"<!DOCTYPE" in relations:
        raise zipfile.BadZipFile("a workbook declares no entities")
    targets = {
        item.get("Id", ""): item.get("Target", "")
        for item in ElementTree.fromstring(relations)  # noqa: S314 - refused above if it has a DTD
    }
    found: dict[str, str] = {}
    for item in ElementTree.fromstring(workbook).iter():  # noqa: S314 - as above
        if item.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in item.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        found[item.get("name", "")] = path
    return found


def _percent_styles(styles: bytes) -> frozenset[int]:
    """Places in the list of cell formats whose numbers are shown in percent."""
    if not styles:
        return frozenset()
    if b"<!DOCTYPE" in styles:
        raise zipfile.BadZipFile("a list of styles declares no entities")
    root = ElementTree.fromstring(styles)  # noqa: S314 - refused above if it has a DTD
    percents = set(_PERCENT_FORMATS)
    found: frozenset[int] = frozenset()
    for part in root:
        name = part.tag.rpartition("}")[2]
        if name == "numFmts":
            percents |= {
                int(item.get("numFmtId", "0"))
                for item in part
                if "%" in _LITERAL.sub("", item.get("formatCode", ""))
            }
        elif name == "cellXfs":
            found = frozenset(
                place
                for place, item in enumerate(part)
                if int(item.get("numFmtId", "0")) in percents
            )
    return found


def _scan(text: bytes, percents: frozenset[int]) -> SheetScan:
    rows = columns = 0
    for letters, digits in _CELL.findall(text):
        rows = max(rows, int(digits))
        columns = max(columns, _column(letters))
    return SheetScan(
        rows,
        columns,
        frozenset(found.decode() for found in _ERROR.findall(text)),
        frozenset(found.decode() for found in _UNCOMPUTED.findall(text)),
        frozenset(
            place.decode()
            for place, style in (_STYLED.findall(text) if percents else ())
            if int(style) in percents
        ),
        frozenset(found.decode() for found in _FORMULA.findall(text)),
        frozenset(int(found) for found in _HIDDEN_ROW.findall(text)),
        frozenset(
            column
            for first, last in _HIDDEN_COLUMNS.findall(text)
            for column in range(int(first), min(int(last), _MOST_COLUMNS) + 1)
        ),
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
