"""Writes a form as a workbook: title, identity block, column names, rows to be filled in.

What stands in the rows is decided by the module of each form. Text never becomes a formula; no
cells of the data are merged; A4 with the column names repeated on each page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.exchange.writing import Amount, CellValue, text_width, write_file

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["FormColumn", "FormRow", "write_form"]

_LINE = 15
"""Height of a line of text in points, at the size of 10 points that the rows have."""
_LEAST_HEIGHT = 24
_MOST_HEIGHT = 400
_PAIRS_IN_A_ROW = 2
_LABEL_WIDTH = 9


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column. width: in half-width signs. entry: to be filled in by hand. unit: told
    beside the name where the column has one for all rows."""

    name: str
    width: int
    entry: bool = False
    centred: bool = False
    text: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: a value for each column. limits: column → smallest and largest entry in
    hundredths; states: words that may stand there in the place of a number. choices: column →
    what can be chosen. closed: columns that take nothing in this row."""

    values: tuple[CellValue, ...]
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    states: tuple[str, ...] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


def write_form(
    path: Path,
    sheet_name: str,
    title: str,
    identity: Sequence[tuple[str, str]],
    columns: Sequence[FormColumn],
    rows: Sequence[FormRow],
    *,
    landscape: bool,
    made: datetime,
    head_choices: Mapping[str, Sequence[str]] | None = None,
    frozen: int = 2,
) -> None:
    """Write one form.

    identity: (label, value), two pairs in a row. made: what the file says it was made at; the
    same form then gives the same bytes. frozen: columns that stay in view. Raises
    RegisterFault where the place cannot be written to.
    """
    write_file(
        path,
        lambda draft: _Book(draft, made).write(
            sheet_name, title, identity, columns, rows, landscape, head_choices or {}, frozen
        ),
    )


class _Book:
    """A workbook being written, with its formats."""

    def __init__(self, path: Path, made: datetime) -> None:
        from xlsxwriter import Workbook

        self.book = Workbook(
            str(path),
            {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._made = made
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **how: Any) -> Any:
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_size": 10, **how})
        return self._formats[key]

    def write(
        self,
        sheet_name: str,
        title: str,
        identity: Sequence[tuple[str, str]],
        columns: Sequence[FormColumn],
        rows: Sequence[FormRow],
        landscape: bool,
        head_choices: Mapping[str, Sequence[str]],
        frozen: int,
    ) -> None:
        self.book.set_properties({"title": title, "created": self._made})
        sheet = self.book.add_worksheet(sheet_name)
        self._title(sheet, title, len(columns))
        head = self._head(sheet, identity, columns, head_choices)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            look = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
            sheet.write_string(
                head, number, column.name, self.format(border=1, bg_color="#F3E9E4", **look)
            )
        sheet.set_row(head, self._height([column.name for column in columns], columns))
        for place, row in enumerate(rows, start=head + 1):
            self._row(sheet, place, row, columns)
        last = head + len(rows)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(columns))}{last + 1}"})
        sheet.freeze_panes(head + 1, min(frozen, len(columns)))
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.print_area(0, 0, last, len(columns) - 1)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        self.book.close()

    def _title(self, sheet: Worksheet, title: str, width: int) -> None:
        look = self.format(bold=True, align="center_across", valign="vcenter", font_color="#8E1B1B")
        look.set_font_size(15)
        sheet.write_string(0, 0, title, look)
        for column in range(1, width):
            sheet.write_blank(0, column, None, look)
        sheet.set_row(0, 28)

    def _head(
        self,
        sheet: Worksheet,
        identity: Sequence[tuple[str, str]],
        columns: Sequence[FormColumn],
        choices: Mapping[str, Sequence[str]],
    ) -> int:
        """The identity block; returns the row of column names, from 0."""
        second = _second_pair(columns)
        label_look = self.format(font_color="#6B6B6B", valign="vcenter")
        value_look = self.format(valign="vcenter", num_format="@")
        entry_look = self.format(valign="vcenter", num_format="@", bg_color="#FFF9E5", border=4)
        row = 0
        apart = columns[0].width >= _LABEL_WIDTH
        for place, (label, value) in enumerate(identity):
            row = 1 + place // _PAIRS_IN_A_ROW
            column = 0 if place % _PAIRS_IN_A_ROW == 0 else second
            sheet.set_row(row, 18)
            if label not in choices and not (apart and column == 0):
                # Where columns are narrow a label and its value share a cell and run over.
                sheet.write_string(row, column, f"{label}：{value}", value_look)
                continue
            sheet.write_string(row, column, label, label_look)
            look = entry_look if label in choices else value_look
            if value:
                sheet.write_string(row, column + 1, value, look)
            else:
                sheet.write_blank(row, column + 1, None, look)
            if label in choices:
                self._list(sheet, row, column + 1, choices[label])
        return row + 2

    def _row(
        self, sheet: Worksheet, place: int, row: FormRow, columns: Sequence[FormColumn]
    ) -> None:
        texts: list[str] = []
        for number, (column, value) in enumerate(zip(columns, row.values, strict=True)):
            look: dict[str, Any] = {"border": 1, "text_wrap": True, "valign": "vcenter"}
            if column.centred:
                look["align"] = "center"
            if column.name in row.closed:
                look["bg_color"] = "#EDEDED"
            elif column.entry:
                look["bg_color"] = "#FFF9E5"
            if column.text:
                look["num_format"] = "@"
            if value is None or value == "":
                sheet.write_blank(place, number, None, self.format(**look))
            elif isinstance(value, str):
                sheet.write_string(place, number, value, self.format(**look))
            elif isinstance(value, int):
                sheet.write_number(place, number, value, self.format(**look))
            else:
                sheet.write_number(place, number, Decimal(value.text), self.format(**look))
            texts.append(_shown(value))
            if column.name in row.closed:
                continue
            if column.name in row.choices:
                self._list(sheet, place, number, row.choices[column.name])
            elif column.name in row.limits:
                self._number(sheet, place, number, row.limits[column.name], row.states)
        sheet.set_row(place, self._height(texts, columns))

    @staticmethod
    def _height(texts: Sequence[str], columns: Sequence[FormColumn]) -> int:
        lines = max(
            sum(
                max(-(-text_width(line) // max(column.width - 1, 1)), 1)
                for line in text.split("\n")
            )
            for text, column in zip(texts, columns, strict=True)
        )
        return min(max(lines * _LINE + 4, _LEAST_HEIGHT), _MOST_HEIGHT)

    @staticmethod
    def _list(sheet: Worksheet, row: int, column: int, choices: Sequence[str]) -> None:
        sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "list",
                "source": list(choices),
                "error_title": "请从列表中选择",
                "error_message": f"这一格只能填：{'、'.join(choices)}。",
            },
        )

    @staticmethod
    def _number(
        sheet: Worksheet, row: int, column: int, limits: tuple[int, int], states: Sequence[str]
    ) -> None:
        least, most = (format(Decimal(value) / 100, "f") for value in limits)
        cell = f"{_letters(column + 1)}{row + 1}"
        number = f"AND(ISNUMBER({cell}),{cell}>={least},{cell}<={most},ROUND({cell},2)={cell})"
        words = "".join(f',{cell}="{state}"' for state in states)
        besides = f"，或填{'、'.join(states)}" if states else ""
        sheet.data_validation(
            row,
            column,
            row,
            column,
            {
                "validate": "custom",
                "value": f"=OR({number}{words})",
                "error_title": "填写超出范围",
                "error_message": f"应填 {least} 到 {most} 之间的数，最多两位小数{besides}。",
            },
        )


def _second_pair(columns: Sequence[FormColumn]) -> int:
    """Where the second pair of the identity block stands: about the middle of the sheet."""
    half = sum(column.width for column in columns) / 2
    width = 0
    for number, column in enumerate(columns):
        width += column.width
        if width >= half and number >= 2:
            return min(number, len(columns) - 2)
    return max(len(columns) - 2, 2)


def _shown(value: CellValue) -> str:
    if value is None:
        return ""
    return value.text if isinstance(value, Amount) else str(value)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
