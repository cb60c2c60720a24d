"""Tables over several pages: heights, heads, what stays together, rows higher than a page."""

from __future__ import annotations

import pytest

from evaluation.reports.fonts import Face
from evaluation.reports.page import Margins, Paper
from evaluation.reports.ruled_tables import (
    Entry,
    RuledTable,
    Surround,
    TableRow,
    Wrapping,
    draw_on_pages,
)
from evaluation.reports.text import Style
from tests.evaluation.reports.reading import page_text, pages_of

TEXT = Style(Face.SONG, 10)
HEAD = TableRow((Entry("编号", TEXT), Entry("内容", TEXT)), 20)


def row(text: str, least: float = 20, *, keeps: bool = False) -> TableRow:
    return TableRow((Entry(text, TEXT), Entry("内容", TEXT)), least, keeps=keeps)


def table(*rows: TableRow) -> RuledTable:
    return RuledTable((60, 100), (HEAD,), rows, Wrapping())


def names(pages: tuple[tuple[TableRow, ...], ...]) -> list[list[str]]:
    return [[row.entries[0].text for row in page] for page in pages]


def test_rows_fill_pages_and_leave_room_for_the_end():
    rows = [row(str(number)) for number in range(9)]
    assert names(table(*rows).pages(100, 120, 40)) == [
        ["0", "1", "2", "3"],
        ["4", "5", "6"],
        ["7", "8"],
    ]


def test_the_end_never_stands_alone():
    rows = [row(str(number)) for number in range(5)]
    pages = names(table(*rows).pages(120, 120, 40))
    assert pages == [["0", "1", "2"], ["3", "4"]]


@pytest.mark.parametrize("before", range(1, 12))
def test_a_heading_goes_over_with_its_first_row(before):
    rows = [row(str(number)) for number in range(before)]
    rows += [row("标题", keeps=True), row("第一行"), row("第二行")]
    for page in names(table(*rows).pages(120, 120, 0)):
        assert page[-1] != "标题"


def test_text_makes_its_row_higher():
    long = TableRow((Entry("1", TEXT), Entry("很长的内容，" * 20, TEXT)), 20)
    short = names(table(*[row("1")] * 4).pages(400, 400, 0))
    assert len(short) == 1
    assert len(table(*[long] * 4).pages(400, 400, 0)) > 1


def test_a_row_higher_than_a_page_goes_on_and_keeps_its_number():
    text = "".join(f"第{number}句话。" for number in range(200))
    high = TableRow((Entry("1.1", TEXT), Entry(text, TEXT)), 20, number=700)
    pages = table(high).pages(200, 200, 20)
    assert len(pages) > 3
    pieces = [piece for page in pages for piece in page]
    assert {piece.entries[0].text for piece in pieces} == {"1.1"}
    assert "".join(piece.entries[1].text for piece in pieces).replace("\n", "") == text
    assert [piece.number for piece in pieces if piece.number is not None] == [700]


def test_pages_have_heads_numbers_and_what_stands_round_them():
    paper = Paper("表", "单位", margins=Margins(20, 20, 250, 20))
    drawn: list[str] = []
    surround = Surround(
        opening=(20, lambda canvas, box: drawn.append("开头")),
        closing=(20, lambda canvas, box: drawn.append("结尾")),
        running="示例村（续）",
        foot=lambda rows: f"本页{len(rows)}行",
    )
    draw_on_pages(paper, table(row("甲"), row("乙"), row("丙")), surround)
    data = paper.finish()
    assert drawn == ["开头", "结尾"]
    count = pages_of(data)
    assert count > 1
    for page in range(count):
        text = page_text(data, page)
        assert "编号内容" in text
        assert f"第{page + 1}页共{count}页" in text
        assert ("示例村（续）" in text) == (page > 0)
    assert "本页" in page_text(data)
