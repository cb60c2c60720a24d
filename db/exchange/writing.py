"""Writes files for other programs: a plain workbook of rows, or a text.

Numbers go out as numbers, text always as text: "=1+1" stays what was typed. Every file is
written beside its place under another name and then renamed, so that a full disk never leaves
half a file. What stands in the rows is decided in `exporting`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from db.replacing import put_in_place
from evaluation.faults import RegisterFault

__all__ = [
    "Amount",
    "CellValue",
    "Column",
    "text_width",
    "write_file",
    "write_text",
    "write_workbook",
]

_NARROWEST, _WIDEST = 7, 30
_HEAD_HEIGHT = 48


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal number with the decimals it is shown with; `text` as `numbers.show` gives it."""

    text: str

    @property
    def format(self) -> str:
        decimals = len(self.text.partition(".")[2])
        return f"0.{'0' * decimals}" if decimals else "0"


CellValue = str | int | Amount | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, and its value in each row (None: an empty cell)."""

    name: str
    values: tuple[CellValue, ...]


def write_workbook(
    path: Path, sheet_name: str, title: str, columns: Sequence[Column], *, made: datetime
) -> None:
    """Write one sheet: the title, the names of the columns, the rows.

    made: what the file says it was made at; the same rows then give the same bytes.
    Raises RegisterFault where the place cannot be written to.
    """
    write_file(path, lambda draft: _workbook(draft, sheet_name, title, columns, made))


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, its line ends as they are. Raises RegisterFault."""
    write_file(path, lambda draft: draft.write_bytes(text.encode("utf-8")))


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside its place and put it there whole. Raises RegisterFault."""
    from xlsxwriter.exceptions import FileCreateError

    draft = path.with_name(f".{path.name}.部分")
    try:
        write(draft)
        put_in_place(draft, path)
    except (OSError, FileCreateError) as error:
        draft.unlink(missing_ok=True)
        raise RegisterFault(
            f"“{path}”没有写成（{_cause(error)}）。"
            "请检查文件夹是否存在、磁盘是否已满、文件是否正在别的程序里打开，再试一次。"
        ) from error
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _cause(error: Exception) -> str:
    inner = error if isinstance(error, OSError) else error.__context__
    return (inner.strerror or str(inner)) if isinstance(inner, OSError) else "写入出错"


def _workbook(
    path: Path, sheet_name: str, title: str, columns: Sequence[Column], made: datetime
) -> None:
    from xlsxwriter import Workbook

    book = Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": title, "created": made})
    heading = book.add_format({"bold": True, "font_size": 14})
    name_format = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
    )
    plain = book.add_format({"border": 1})
    amounts = {
        form: book.add_format({"border": 1, "num_format": form})
        for form in sorted(
            {
                value.format
                for column in columns
                for value in column.values
                if isinstance(value, Amount)
            }
        )
    }
    sheet = book.add_worksheet(sheet_name)
    sheet.write_string(0, 0, title, heading)
    sheet.set_row(1, _HEAD_HEIGHT)
    for number, column in enumerate(columns):
        sheet.write_string(1, number, column.name, name_format)
        shown = [_text(value) for value in column.values]
        width = max((text_width(text) for text in shown), default=0) + 2
        sheet.set_column(number, number, min(max(width, _NARROWEST), _WIDEST))
        for row, value in enumerate(column.values, start=2):
            if value is None:
                sheet.write_blank(row, number, None, plain)
            elif isinstance(value, str):
                sheet.write_string(row, number, value, plain)
            elif isinstance(value, int):
                sheet.write_number(row, number, value, plain)
            else:
                sheet.write_number(row, number, Decimal(value.text), amounts[value.format])
    sheet.freeze_panes(2, min(3, len(columns)))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    book.close()


def _text(value: CellValue) -> str:
    if value is None:
        return ""
    return value.text if isinstance(value, Amount) else str(value)


def text_width(text: str) -> int:
    """Columns of a table count half-width signs; a Chinese sign takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
