"""An office with an open year of five fictional villages, and tables made on the spot."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from db.exchange.standards import preset_text
from db.register import SqliteRegister
from db.store import create_register
from evaluation.actions import vetoes, years
from evaluation.office import Office

ROUND = "2026/嘎查村"
TOWN_A, TOWN_B = "159901100", "159901101"
VILLAGES = (
    (f"{TOWN_A}201", "东泉嘎查", "示例镇"),
    (f"{TOWN_A}202", "西岭嘎查", "示例镇"),
    (f"{TOWN_A}203", "红星村", "示例镇"),
    (f"{TOWN_B}201", "红星村", "月亮苏木"),
    (f"{TOWN_B}202", "柳树沟村", "月亮苏木"),
)
CODES = tuple(code for code, _, _ in VILLAGES)

Rows = Sequence[Sequence[Any]]


class TickingClock:
    """Each look at the clock is a second later."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001 - local, as the clock tells it

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def register(tmp_path: Path) -> Iterator[SqliteRegister]:
    with create_register(tmp_path / "示例镇.xjdb", clock=TickingClock(), program="test") as made:
        yield made


@pytest.fixture
def empty_office(register: SqliteRegister) -> Office:
    """A year without villages."""
    office = Office(register, TickingClock(), "录入员甲")
    office.act(years.name_office, name="中共示例镇委员会", level="town")
    office.act(years.open_year, year=2026, unit="嘎查村", standard=preset_text("shixing-moren"))
    return office


@pytest.fixture
def office(empty_office: Office) -> Office:
    """The year with its villages."""
    empty_office.act(
        years.add_villages,
        round=ROUND,
        villages=[
            {"code": code, "name": name, "town": town, "county": "示例旗"}
            for code, name, town in VILLAGES
        ],
    )
    return empty_office


@pytest.fixture
def office_with_vetoes(office: Office) -> Office:
    office.act(years.authorise_veto, round=ROUND, item="V3", document="示例发〔2026〕3号")
    office.act(
        vetoes.record_veto,
        round=ROUND,
        village=CODES[1],
        item="V3",
        fact="已登记的事故",
        document="示例函〔2026〕1号",
    )
    return office


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to an .xlsx; `merges` as (first row, first column, last row, last column,
    value) from 0."""

    def write(rows: Rows, name: str = "表.xlsx", *, merges: Rows = (), extra: Rows = ()) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
        day = book.add_format({"num_format": "m-d"})
        sheet = book.add_worksheet("表一")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str) and value.startswith("#"):
                    sheet.write_formula(number, column, "=1/0", None, value)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
        for first_row, first_column, last_row, last_column, value in merges:
            sheet.merge_range(first_row, first_column, last_row, last_column, value)
        if extra:
            other = book.add_worksheet("表二")
            for number, row in enumerate(extra):
                other.write_row(number, 0, row)
        book.close()
        return path

    return write


@pytest.fixture
def text_table(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to a .csv in an encoding."""

    def write(rows: Rows, encoding: str = "utf-8-sig", name: str = "表.csv") -> Path:
        path = tmp_path / name
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write
