"""One number in one cell: read plainly, read with a notice, asked about, or refused."""

from __future__ import annotations

import pytest

from db.exchange.cell_numbers import NEITHER, read_number
from db.exchange.tables import Cell, CellKind


def text(written):
    return Cell(1, 1, CellKind.TEXT, written.strip(), written)


def number(shown, **more):
    return Cell(1, 1, CellKind.NUMBER, shown, **more)


@pytest.mark.parametrize(
    ("cell", "unit", "read"),
    [
        (number("12.5"), "", "12.5"),
        (number("-3"), "万元", "-3"),
        (text("12"), "", "12"),
        (text("１２．５"), "", "12.5"),
        (text("1,234,567.89"), "元", "1234567.89"),
        (text("20 万元"), "万元", "20"),
        (text("1,200元"), "元", "1200"),
        (text("95％"), "%", "95"),
        (text("0.5%"), "%", "0.5"),
        (text("\u200b7\ufeff"), "", "7"),
        (number("0.955", percent=True), "%", "95.5"),
        (number("1", percent=True), "%", "100"),
        (number("12", formula=True), "", "12"),
    ],
)
def test_one_reading(cell, unit, read):
    found = read_number(cell, "数据", unit)
    assert found.text == read
    assert not found.fault
    assert not found.choices
    plain = cell.kind is CellKind.NUMBER and not cell.percent and not cell.formula
    assert bool(found.notice) is not plain
    assert read in found.notice or plain


def test_text_tables_have_no_notice_for_plain_numbers():
    assert read_number(text("12"), "数据", typed=False).notice == ""
    assert read_number(text("12 "), "数据", typed=False).notice != ""


@pytest.mark.parametrize(
    ("cell", "unit", "readings"),
    [
        (number("0.95"), "%", ["0.95", "95"]),
        (number("1"), "%", ["1", "100"]),
        (text("0.95"), "%", ["0.95", "95"]),
        (text("126500元"), "万元", ["12.65"]),
        (text("1元"), "万元", ["0.0001"]),
        (text("1.85万元"), "元", ["18500"]),
    ],
)
def test_several_readings_are_asked(cell, unit, readings):
    found = read_number(cell, "数据", unit)
    assert found.text == ""
    assert [key for key, _ in found.choices] == [*readings, NEITHER]


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        (Cell(1, 1, CellKind.DATE, "2026-03-01"), ""),
        (Cell(1, 1, CellKind.TRUTH, "TRUE"), ""),
        (number("0.95", percent=True), ""),
        (number("0.95", percent=True), "万元"),
    ],
)
def test_what_is_no_number_is_refused(cell, unit):
    found = read_number(cell, "数据", unit)
    assert found.fault
    assert found.text == ""


@pytest.mark.parametrize(
    "written",
    ["2000万", "3-1", "1，2", "1,23", "约20", "20多", "二十", "1e3", "+5", "1/2", "５～６"],
)
def test_other_words_stay_what_they_are_and_are_refused_further_on(written):
    from evaluation.faults import RatingFault
    from evaluation.numbers import read_hundredths

    found = read_number(text(written), "数据", "万元")
    assert found.text == written
    with pytest.raises(RatingFault):
        read_hundredths(found.text, "数据")
