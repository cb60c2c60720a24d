"""Tables: order, separators, keys, sorting, widths."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.tables.base import Column, DataTable, RowsModel, Separator
from gui.widgets.step_dots import StepMark

COLUMNS = (
    Column("嘎查村", lambda row: row[0], "name", "stretch", sort_key=lambda row: row[0]),
    Column("五步", lambda row: (StepMark.DONE, StepMark.EMPTY), "dots"),
    Column("十星", lambda row: (row[1], 10), "stars", sort_key=lambda row: row[1]),
    Column("总分", lambda row: row[2], "figure", 100),
    Column("类别", lambda row: (row[3], "top"), "tag", tooltip=lambda row: f"{row[0]}的类别"),
)
ROWS = (
    ("白鹭湾村", 10, "958.60", "一类"),
    ("月亮泡嘎查", 9, "901.35", "一类"),
    Separator("一类线：8 颗星"),
    ("东泉嘎查", 7, None, "待评"),
)


@pytest.fixture
def model(qapp):
    rows = RowsModel(
        COLUMNS,
        key_of=lambda row: row[0],
        mark_of=lambda row: "near" if row[1] == 9 else "",
    )
    rows.set_rows(ROWS)
    return rows


@pytest.fixture
def table(qtbot, model):
    shown = DataTable(model)
    qtbot.addWidget(shown)
    shown.resize(700, 300)
    shown.show()
    return shown


def names(model):
    return [
        entry.caption if isinstance(entry, Separator) else entry[0]
        for entry in (model.entry(row) for row in range(model.rowCount()))
    ]


def test_the_model_is_sound(model, qtmodeltester):
    qtmodeltester.check(model)


def test_cells_in_words(model):
    def words(row, column, role=Qt.ItemDataRole.DisplayRole):
        return model.data(model.index(row, column), role)

    assert words(0, 1) == "已完成、未开始"
    assert words(0, 2) == "10/10 颗"
    assert words(0, 3) == "958.60"
    assert words(3, 3) == "—"
    assert words(0, 4) == "一类"
    assert words(0, 4, Qt.ItemDataRole.ToolTipRole) == "白鹭湾村的类别"
    assert words(2, 0) == "一类线：8 颗星"
    assert words(2, 3) is None
    right = words(0, 3, Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.headerData(3, Qt.Orientation.Horizontal) == "总分"
    assert [model.mark(row) for row in range(4)] == ["", "near", "", ""]


def test_a_header_click_sorts_and_the_third_goes_back(model):
    model.sort_further(2)
    assert names(model) == ["东泉嘎查", "月亮泡嘎查", "白鹭湾村"]
    model.sort_further(2)
    assert names(model) == ["白鹭湾村", "月亮泡嘎查", "东泉嘎查"]
    assert model.separators() == []
    model.sort_further(2)
    assert model.separators() == [2]
    model.sort_further(3)
    assert model.sorted_by is None


def test_sorting_stays_when_new_rows_come(model):
    model.sort_by(2, descending=True)
    model.set_rows((*ROWS, ("石榴坡村", 8, "871.00", "一类")))
    assert names(model) == ["白鹭湾村", "月亮泡嘎查", "石榴坡村", "东泉嘎查"]


def test_the_cursor_steps_over_separators(qtbot, table):
    table.choose_key("月亮泡嘎查")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.current_entry()[0] == "东泉嘎查"
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.current_entry()[0] == "月亮泡嘎查"


def test_enter_opens_a_row_but_not_a_separator(qtbot, table):
    opened: list[int] = []
    table.activated_row.connect(opened.append)
    table.choose_key("东泉嘎查")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    table.doubleClicked.emit(table.rows.index(2, 0))
    assert opened == [3]


def test_the_current_row_stays_by_its_key_and_is_not_told_again(qtbot, table):
    chosen: list[str] = []
    table.chosen_key.connect(chosen.append)
    table.choose_key("东泉嘎查")
    table.set_rows(ROWS[1:])
    assert table.current_entry()[0] == "东泉嘎查"
    table.rows.sort_further(2)
    assert table.current_entry()[0] == "东泉嘎查"
    assert chosen == ["东泉嘎查"]
    assert not table.choose_key("不存在")


def test_rows_are_fixed_and_separators_low(table):
    assert table.rowHeight(0) == 34
    assert table.rowHeight(2) == 20
    assert table.columnSpan(2, 0) == len(COLUMNS)
    table.rows.sort_by(2)
    assert [table.rowHeight(row) for row in range(3)] == [34, 34, 34]


def test_columns_fill_the_table_and_shrink_to_their_contents(table):
    widths = [table.columnWidth(column) for column in range(len(COLUMNS))]
    assert abs(sum(widths) - table.viewport().width()) < len(COLUMNS) + 1
    table.resize(420, 300)
    assert table.columnWidth(3) < 100
    assert table.columnWidth(2) == widths[2]


def test_every_kind_of_cell_is_painted(table):
    image = table.grab().toImage()
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert {"#E0A100", "#2E7D4F", "#FFF4D6", "#FFFBEB", "#B4232A"} <= colours
