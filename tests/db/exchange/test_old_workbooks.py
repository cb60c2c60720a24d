"""Old .xls files: what the reader of workbooks does not tell, and files cut off or altered."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from db.exchange.old_workbooks import DamagedWorkbookError, scan_old_workbook
from db.exchange.sheet_scan import SheetScan
from db.exchange.tables import CellKind, read_table
from evaluation.faults import Fault, RatingFault
from tests.db.exchange.dirty.old_workbook import Error, Percent, Reckoned, write_old_workbook

ROWS: list[list[Any]] = [
    ["编号", "得分", "数据"],
    ["1.1", Percent(0.95), Error()],
    ["1.2", Reckoned(12.5), Reckoned(None)],
    ["1.3", date(2026, 3, 1), 7],
]


@pytest.fixture
def path(tmp_path):
    return write_old_workbook(
        tmp_path / "旧.xls", ROWS, merges=[(3, 0, 3, 1)], hidden_rows=[2], hidden_columns=[2]
    )


def test_errors_formulas_percents_and_what_is_hidden(path):
    (sheet,) = read_table(path).sheets
    assert [cell.text for cell in sheet.row(2)] == ["1.1", "0.95", "公式出错"]
    assert sheet.cell(2, 2).percent
    assert not sheet.cell(4, 3).percent
    assert sheet.cell(2, 3).kind is CellKind.ERROR
    assert sheet.cell(3, 2).formula
    assert sheet.cell(3, 3).kind is CellKind.ERROR
    assert sheet.cell(4, 2).kind is CellKind.DATE
    assert sheet.merges == ((4, 1, 4, 2),)
    assert (sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)) == ([3], [3])


def test_a_long_sheet_goes_over_many_sectors(tmp_path):
    rows = [*([f"第{number}村", number] for number in range(2000)), ["末", Error()]]
    (sheet,) = read_table(write_old_workbook(tmp_path / "长.xls", rows)).sheets
    assert sheet.cell(2001, 2).kind is CellKind.ERROR
    assert sheet.cell(2000, 2).text == "1999"


def test_a_cut_off_or_altered_file_is_refused_or_read_but_never_breaks(path, tmp_path):
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            content = content[: chance.randrange(len(content))]
        try:
            scans = scan_old_workbook(bytes(content))
        except DamagedWorkbookError:
            continue
        assert all(isinstance(scan, SheetScan) for scan in scans.values())
    broken = tmp_path / "坏.xls"
    for length in (600, 1200, 3000, len(whole) - 512):
        broken.write_bytes(whole[:length])
        with pytest.raises(Fault, match=r"坏\.xls"):
            read_table(broken)


def test_a_reader_that_gives_up_is_a_sentence(path, monkeypatch):
    import python_calamine

    class PanicException(BaseException):
        pass

    def give_up(_content):
        raise PanicException

    monkeypatch.setattr(python_calamine, "load_workbook", give_up)
    with pytest.raises(RatingFault, match="损坏"):
        read_table(path)


def test_what_is_no_old_workbook_says_nothing():
    with pytest.raises(DamagedWorkbookError):
        scan_old_workbook(b"")
    assert scan_old_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == {}
