"""Looks into an .xlsx file before it is read: what it would unpack to, and what is lost in reading.

The reader of workbooks gives an empty cell both for an error (#DIV/0!) and for a formula whose
value was never computed, and it lays out a whole rectangle for a single cell far away. All
three are found here from the text of the sheets. Old .xls and .ods files are not looked into.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
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


class UnpackedTooLargeError(Exception):
    """The parts of the workbook would unpack to more than `LARGEST_UNPACKED` bytes."""


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What one sheet holds: the last row and column with a value (from 1), and addresses."""

    rows: int = 0
    columns: int = 0
    errors: frozenset[str] = field(default_factory=frozenset)
    uncomputed: frozenset[str] = field(default_factory=frozenset)


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
    return {name: _scan(parts[part]) for name, part in _sheet_parts(parts).items() if part in parts}


def _read(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    """The part if it is looked into; all others are only unpacked, which checks their size."""
    if item.filename.startswith(("xl/worksheets/", "xl/workbook", "xl/_rels/")):
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


def _scan(text: bytes) -> SheetScan:
    rows = columns = 0
    for letters, digits in _CELL.findall(text):
        rows = max(rows, int(digits))
        columns = max(columns, _column(letters))
    return SheetScan(
        rows,
        columns,
        frozenset(found.decode() for found in _ERROR.findall(text)),
        frozenset(found.decode() for found in _UNCOMPUTED.findall(text)),
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
