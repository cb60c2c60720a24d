"""Reads foreign tables: .xlsx .xls .et .ods and .csv, as sheets of typed cells with addresses.

Nothing is interpreted here: a date stays a date, text stays text. What a column means is
found in `headings`; what a row means in the module of each kind of import.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeAlias
from xml.etree import ElementTree

from db.exchange.old_workbooks import DamagedWorkbookError, scan_old_workbook
from db.exchange.sheet_scan import (
    LARGEST_CELLS,
    SheetScan,
    UnpackedTooLargeError,
    scan_sheets,
)
from evaluation.faults import RatingFault, RegisterFault

__all__ = [
    "LARGEST_FILE",
    "Cell",
    "CellKind",
    "Sheet",
    "Table",
    "address",
    "is_table_name",
    "read_table",
    "turned",
]

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes."""

Value: TypeAlias = "int | float | str | bool | date | datetime | time | timedelta"

_ADVICE = "请用表格软件打开，另存为 .xlsx 后再导入。"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OUTER = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Blanks and invisible characters that are taken off both ends of a text."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_TEXTS = (".csv", ".txt", ".tsv")
_PANIC = "PanicException"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    RuntimeError,  # a part with a password of its own; an unknown way of packing
    OSError,
    ValueError,
    EOFError,
)


class CellKind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # also a time of day
    TRUTH = "truth"
    ERROR = "error"  # #DIV/0! and the like, or a formula that was never computed


def address(row: int, column: int) -> str:
    """The address of a cell as tables show it; both from 1: (7, 2) → "B7"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `row` and `column` count from 1.

    `text`: what stands in it without outer blanks: a number without needless decimals
    (12.0 → "12"), a date as ISO text, "" for an empty cell, the reason for an error.
    `written`: a text as it stands, blanks and all. percent: a number shown in percent (0.95
    as 95%). formula: reckoned by the table. turned: of a sheet whose rows are read as columns.
    """

    row: int
    column: int
    kind: CellKind
    text: str = ""
    written: str = field(default="", compare=False)
    percent: bool = field(default=False, compare=False)
    formula: bool = field(default=False, compare=False)
    turned: bool = field(default=False, compare=False)

    @property
    def address(self) -> str:
        if self.turned:
            return address(self.column, self.row)
        return address(self.row, self.column)

    @property
    def empty(self) -> bool:
        return self.kind is CellKind.EMPTY


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as rows of raw values. `merges`: (first row, first column, last row, last
    column) of merged cells, from 1; only the first cell of each holds the value.

    errors, percents, formulas: by address. hidden_rows, hidden_columns: numbers from 1.
    typed: whether cells have kinds (a text file has none). turned: rows are read as columns;
    addresses stay those of the file.
    """

    name: str
    values: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    formulas: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    typed: bool = True
    turned: bool = False

    @property
    def rows(self) -> int:
        return len(self.values)

    @property
    def columns(self) -> int:
        return max((len(row) for row in self.values), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell there; empty beyond the edges."""
        values = self.values[row - 1] if 0 < row <= len(self.values) else ()
        value = values[column - 1] if 0 < column <= len(values) else ""
        cell = _cell(row, column, value)
        if not (self.errors or self.percents or self.formulas or self.turned):
            return cell
        if self.turned:
            cell = replace(cell, turned=True)
        place = cell.address
        if cell.empty and place in self.errors:
            return replace(cell, kind=CellKind.ERROR, text=self.errors[place])
        if place in self.percents or place in self.formulas:
            return replace(cell, percent=place in self.percents, formula=place in self.formulas)
        return cell

    def row(self, row: int) -> Iterator[Cell]:
        """The cells of a row, as far as it goes."""
        for column in range(1, len(self.values[row - 1]) + 1):
            yield self.cell(row, column)

    def merge_at(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """The merged cells a cell belongs to."""
        return next(
            (
                merge
                for merge in self.merges
                if merge[0] <= row <= merge[2] and merge[1] <= column <= merge[3]
            ),
            None,
        )


def turned(sheet: Sheet) -> Sheet:
    """The sheet with its rows as columns; every cell keeps its address of the file."""
    width = sheet.columns
    rows = [tuple(row) + ("",) * (width - len(row)) for row in sheet.values]
    return replace(
        sheet,
        values=tuple(zip(*rows, strict=True)),
        merges=tuple((left, top, right, low) for top, left, low, right in sheet.merges),
        hidden_rows=sheet.hidden_columns,
        hidden_columns=sheet.hidden_rows,
        turned=not sheet.turned,
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: its name, the checksum of its bytes, its visible sheets, and the
    names of those that are hidden, which are not read."""

    file_name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()

    @property
    def hidden_notice(self) -> str:
        """What to say of hidden sheets; "" where there are none."""
        names = "、".join(f"“{name}”" for name in self.hidden)
        return f"隐藏的工作表没有读：{names}。" if names else ""

    @property
    def source(self) -> str:
        """How the history names the file."""
        return f"{self.file_name}（SHA-256 {self.sha256}）"


def is_table_name(name: str) -> bool:
    """Whether a file of that name can be a table."""
    return Path(name).suffix.lower() in (*_WORKBOOKS, *_TEXTS)


def read_table(path: Path) -> Table:
    """Read a table by its content.

    Raises RatingFault where the file is not a table, has a password, is empty or too large,
    and RegisterFault where the machine cannot read it.
    """
    content = _content(path)
    name = path.name
    if path.suffix.lower() in _TEXTS:
        sheets: tuple[Sheet, ...] = (_text_sheet(content, name),)
        hidden: tuple[str, ...] = ()
    elif path.suffix.lower() in _WORKBOOKS:
        sheets, hidden = _workbook_sheets(content, name)
    else:
        raise RatingFault(
            f"“{name}”不是能导入的表格。能导入的有 .xlsx、.xls、.et、.ods 和 .csv。{_ADVICE}"
        )
    filled = tuple(sheet for sheet in sheets if sheet.values)
    if not filled:
        raise RatingFault(f"“{name}”里没有内容。请检查是否选错了文件，或内容是否在隐藏的工作表里。")
    return Table(name, hashlib.sha256(content).hexdigest(), filled, hidden)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise RatingFault(f"找不到文件“{path}”。请检查文件名和文件夹后再试。") from None
    except IsADirectoryError:
        raise RatingFault(f"“{path.name}”是文件夹，不是表格。请选择一个表格文件。") from None
    except OSError as error:
        raise RegisterFault(
            f"打不开文件“{path.name}”（{error.strerror}）。"
            "请确认它没有被别的程序占用、您有权读取，再试一次。"
        ) from error
    if len(content) > LARGEST_FILE:
        raise RatingFault(
            f"文件“{path.name}”超过 20 MB，没有读入。请删去图片和用不到的工作表，另存后再导入。"
        )
    if not content:
        raise RatingFault(f"文件“{path.name}”是空的。请检查是否选错了文件。")
    return content


def _workbook_sheets(content: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """(visible sheets, names of hidden ones)."""
    from python_calamine import (
        CalamineError,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
        load_workbook,
    )

    scans = _scans(content, name)
    try:
        workbook = load_workbook(io.BytesIO(content))
        found: list[Sheet] = []
        hidden: list[str] = []
        for place, about in enumerate(workbook.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            if about.visible != SheetVisibleEnum.Visible:
                hidden.append(about.name)
                continue
            sheet = workbook.get_sheet_by_index(place)
            if sheet.total_height * sheet.total_width > LARGEST_CELLS:
                raise _too_large(name)
            found.append(
                _sheet(
                    about.name,
                    sheet.to_python(skip_empty_area=False),
                    sheet.merged_cell_ranges or (),
                    scans.get(about.name, SheetScan()),
                )
            )
    except PasswordError:
        raise _has_password(name) from None
    except (CalamineError, OSError, ValueError):
        raise _damaged(name) from None
    except BaseException as error:
        # The reader is not written in Python: over some damaged files it gives up with an
        # exception of its own that is no Exception.
        if type(error).__name__ != _PANIC:
            raise
        raise _damaged(name) from None
    return tuple(found), tuple(hidden)


def _scans(content: bytes, name: str) -> Mapping[str, SheetScan]:
    """What is known of the sheets before they are read; refuses what should not be read."""
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise _has_password(name)
        try:
            return scan_old_workbook(content)
        except DamagedWorkbookError:
            raise _damaged(name) from None
    if not content.startswith(b"PK"):
        return {}
    try:
        scans = scan_sheets(content)
    except UnpackedTooLargeError:
        raise _too_large(name) from None
    except _BROKEN_ZIP:
        raise _damaged(name) from None
    if any(scan.rows * scan.columns > LARGEST_CELLS for scan in scans.values()):
        raise _too_large(name)
    return scans


def _sheet(
    name: str,
    rows: Sequence[Sequence[Any]],
    merges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    scan: SheetScan,
) -> Sheet:
    errors = dict.fromkeys(scan.errors, "公式出错")
    errors.update(dict.fromkeys(scan.uncomputed, "公式还没有算出结果"))
    height = max(
        (number for number, row in enumerate(rows, start=1) if any(item != "" for item in row)),
        default=0,
    )
    return Sheet(
        name,
        tuple(tuple(row) for row in rows[:height]),
        tuple((top + 1, left + 1, low + 1, right + 1) for (top, left), (low, right) in merges),
        errors,
        scan.percents,
        scan.formulas,
        scan.hidden_rows,
        scan.hidden_columns,
    )


def _damaged(name: str) -> RatingFault:
    return RatingFault(
        f"“{name}”不是表格文件，或者已经损坏，读不出来。"
        f"从网页上导出的“表格”有时其实是网页。{_ADVICE}"
    )


def _has_password(name: str) -> RatingFault:
    return RatingFault(
        f"“{name}”设了打开密码，读不出来。请用表格软件打开，去掉密码，另存后再导入。"
    )


def _too_large(name: str) -> RatingFault:
    return RatingFault(
        f"“{name}”展开后太大，没有读入。表格末尾很远的地方可能有一个多余的格。"
        "请把要导入的内容复制到一个新表格里，再导入。"
    )


def _text_sheet(content: bytes, name: str) -> Sheet:
    text = _decoded(content, name)
    if "\0" in text:
        raise _damaged(name)
    lines = text.splitlines()
    first = "\n".join(lines[:20])
    separator = max(",\t;", key=first.count)
    try:
        rows = [
            tuple(row) for row in csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        ]
    except csv.Error:
        raise RatingFault(
            f"“{name}”里的引号不成对，分不清各列。请用表格软件打开核对，另存后再导入。"
        ) from None
    while rows and not any(item.strip(_OUTER) for item in rows[-1]):
        rows.pop()
    if sum(len(row) for row in rows) > LARGEST_CELLS:
        raise _too_large(name)
    return Sheet(name, tuple(rows), typed=False)


def _decoded(content: bytes, name: str) -> str:
    """The text by its byte order mark, else as UTF-8, else as GB18030."""
    encodings: tuple[str, ...] = ("utf-8", "gb18030")
    if content.startswith(b"\xef\xbb\xbf"):
        encodings = ("utf-8-sig",)
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RatingFault(
        f"“{name}”里的文字编码认不出来，既不是 UTF-8 也不是国标（GB18030）。{_ADVICE}"
    )


def _cell(row: int, column: int, value: Value) -> Cell:
    if isinstance(value, bool):
        return Cell(row, column, CellKind.TRUTH, "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(row, column, CellKind.NUMBER, _number_text(value))
    if isinstance(value, str):
        text = value.strip(_OUTER)
        return Cell(row, column, CellKind.TEXT if text else CellKind.EMPTY, text, value)
    if isinstance(value, datetime):
        text = value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        return Cell(row, column, CellKind.DATE, text)
    text = str(value) if isinstance(value, timedelta) else value.isoformat()
    return Cell(row, column, CellKind.DATE, text)


def _number_text(value: float) -> str:
    """A number as a table shows it: fifteen digits, which is what tables keep.

    A sum of 86.1 and 0.2 is kept by them as 86.30000000000001 and shown as 86.3.
    """
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else repr(value)
    return format(value, ".15g")
