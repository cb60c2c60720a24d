"""Foreign files: what every cell is, where it stands, and what a bad file is told."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest

from db.exchange import sheet_scan, tables
from db.exchange.tables import Cell, CellKind, address, read_table
from evaluation.faults import Fault, RatingFault


def cell(sheet, place):
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return sheet.cell(int(place.removeprefix(letters)), column)


def refusal(path):
    with pytest.raises(Fault) as caught:
        read_table(path)
    assert path.name in caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("row", "column", "text"), [(7, 2, "B7"), (1, 26, "Z1"), (12, 27, "AA12"), (3, 702, "ZZ3")]
)
def test_addresses(row, column, text):
    assert address(row, column) == text


def test_every_kind_of_cell_keeps_its_kind(workbook):
    path = workbook(
        [
            ["标题"],
            [" 村　", 12, 12.5, True, date(2026, 3, 1), "３", "2000万", "#DIV/0!", "3-1"],
            [86.1 + 0.2, 150221100201, -0.5, "", None, "末"],
        ]
    )
    (sheet,) = read_table(path).sheets
    found = {item.address: (item.kind, item.text) for item in [*sheet.row(2), *sheet.row(3)]}
    assert found["A2"] == (CellKind.TEXT, "村")
    assert found["B2"] == (CellKind.NUMBER, "12")
    assert found["C2"] == (CellKind.NUMBER, "12.5")
    assert found["D2"] == (CellKind.TRUTH, "TRUE")
    assert found["E2"] == (CellKind.DATE, "2026-03-01")
    assert found["F2"] == (CellKind.TEXT, "３")
    assert found["G2"] == (CellKind.TEXT, "2000万")
    assert found["H2"] == (CellKind.ERROR, "公式出错")
    assert found["I2"] == (CellKind.TEXT, "3-1")
    assert found["A3"] == (CellKind.NUMBER, "86.3")
    assert found["B3"] == (CellKind.NUMBER, "150221100201")
    assert found["C3"] == (CellKind.NUMBER, "-0.5")
    assert found["D3"] == (CellKind.EMPTY, "")
    assert sheet.cell(99, 99) == Cell(99, 99, CellKind.EMPTY)


def test_a_formula_gives_its_kept_value_and_one_never_reckoned_is_an_error(workbook, tmp_path):
    import xlsxwriter

    path = tmp_path / "公式.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=40+2", None, 42)
    sheet.write_formula("A2", "=40+2", None, "")
    book.close()
    content = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b"<v></v>" in content
    (found,) = read_table(path).sheets
    assert (cell(found, "A1").kind, cell(found, "A1").text) == (CellKind.NUMBER, "42")
    assert cell(found, "A2") == Cell(2, 1, CellKind.ERROR, "公式还没有算出结果")


def test_merged_cells_and_hidden_sheets(workbook, tmp_path):
    import xlsxwriter

    path = tmp_path / "合并.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("看得见")
    sheet.merge_range("A1:C1", "标题")
    sheet.write("A2", "村")
    hidden = book.add_worksheet("看不见")
    hidden.write("A1", 1)
    hidden.hide()
    book.close()
    table = read_table(path)
    (found,) = table.sheets
    assert found.name == "看得见"
    assert "“看不见”" in table.hidden_notice
    assert found.merge_at(1, 3) == (1, 1, 1, 3)
    assert found.merge_at(2, 1) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_in_every_encoding(text_table, encoding):
    table = read_table(text_table([["嘎查村", "户数"], ["苏尼特𠳐嘎查", "12"]], encoding))
    (sheet,) = table.sheets
    assert [item.text for item in sheet.row(2)] == ["苏尼特𠳐嘎查", "12"]
    assert sheet.cell(2, 2).kind is CellKind.TEXT


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators(tmp_path, separator):
    path = tmp_path / "表.csv"
    path.write_text(f"村{separator}户数\n东泉{separator}3\n", encoding="utf-8")
    assert [item.text for item in read_table(path).sheets[0].row(2)] == ["东泉", "3"]


def test_the_checksum_and_source_name_the_file(text_table):
    table = read_table(text_table([["村"], ["东泉"]]))
    assert len(table.sha256) == 64
    assert table.source == f"表.csv（SHA-256 {table.sha256}）"


def test_files_that_are_no_tables(tmp_path):
    for name, content, words in (
        ("页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "不是表格文件"),
        ("坏.xlsx", b"PK\x03\x04 and then nothing", "已经损坏"),
        ("空.xlsx", b"", "是空的"),
        ("空.csv", b"", "是空的"),
        ("空行.csv", b"\n\n,,\n", "没有内容"),
        ("说明.docx", b"PK", "不是能导入的表格"),
        ("坏.csv", b"\xff\x81\x00\x81", "编码"),
        ("二进制.csv", b"a,b\x00c\n", "不是表格文件"),
        ("引号.csv", b'a,"b\n', "引号不成对"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert words in refusal(path).message, name
    assert "找不到文件" in refusal(tmp_path / "没有.xlsx").message
    folder = tmp_path / "夹.xlsx"
    folder.mkdir()
    assert "文件夹" in refusal(folder).message


def test_a_cut_off_or_altered_workbook_is_refused(workbook):
    path = workbook([["村"], ["东泉"]])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "损坏" in refusal(path).message
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert isinstance(refusal(path), RatingFault)


def test_a_password_is_named(tmp_path):
    path = tmp_path / "密.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "密码" in refusal(path).message


def test_too_large_files(workbook, monkeypatch):
    path = workbook([["村"], ["东泉"]])
    monkeypatch.setattr(tables, "LARGEST_FILE", 100)
    assert "20 MB" in refusal(path).message
    monkeypatch.undo()
    monkeypatch.setattr(sheet_scan, "LARGEST_UNPACKED", 100)
    assert "太大" in refusal(path).message


def test_a_part_that_unpacks_to_more_than_it_says_is_found(workbook):
    path = workbook([["村"], ["东泉"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(1_000_000))
    content = bytearray(path.read_bytes())
    for start in (content.find(b"PK\x03\x04" + content[4:8]), content.rfind(b"PK\x01\x02")):
        assert start >= 0
    directory = content.rfind(b"PK\x01\x02")
    assert struct.unpack_from("<L", content, directory + 24) == (1_000_000,)
    struct.pack_into("<L", content, directory + 24, 1000)
    path.write_bytes(content)
    assert "损坏" in refusal(path).message


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path):
    import xlsxwriter

    path = tmp_path / "远.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write("A1", "村")
    sheet.write("XFD1048576", "多余")
    book.close()
    assert "很远的地方" in refusal(path).message


def test_borders_to_the_last_row_are_no_cells(tmp_path):
    import xlsxwriter

    path = tmp_path / "框.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write("A1", "村")
    sheet.write_blank("XFD1048576", None, book.add_format({"border": 1}))
    book.close()
    assert read_table(path).sheets[0].rows == 1


def test_twelve_thousand_rows(workbook):
    rows = [["代码", "嘎查村"], *([str(159901100000 + n), f"第{n}村"] for n in range(12000))]
    (sheet,) = read_table(workbook(rows)).sheets
    assert sheet.rows == 12001
    assert sheet.cell(12001, 2).text == "第11999村"


def test_the_same_bytes_under_another_name_are_the_same(workbook, tmp_path):
    path = workbook([["村"], ["东泉"]])
    other = Path(tmp_path / "另.et")
    other.write_bytes(path.read_bytes())
    assert read_table(other).sha256 == read_table(path).sha256
