"""The grid to type and paste into: it tells what was typed and keeps nothing itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from gui.tables.editable_grid import EditableGrid, GridColumn, GridRow

COLUMNS = (
    GridColumn("name", "名称", editable=False),
    GridColumn("households", "户数", number=True),
    GridColumn("secretary", "书记", 0),
)
ROWS = (
    GridRow("a", {"name": "西岭嘎查", "households": "187"}),
    GridRow("b", {"name": "东泉嘎查"}),
)


@pytest.fixture
def grid(qtbot):
    widget = EditableGrid(COLUMNS)
    qtbot.addWidget(widget)
    widget.resize(500, 300)
    widget.set_rows(ROWS)
    widget.show()
    return widget


def test_the_model_keeps_the_rules_of_qt(grid, qtmodeltester):
    qtmodeltester.check(grid.model())


def test_typing_tells_the_change_and_keeps_the_value_shown(grid, qtbot):
    grid.setCurrentIndex(grid.model().index(0, 1))
    with qtbot.waitSignal(grid.cells_typed) as typed:
        qtbot.keyClick(grid.viewport(), Qt.Key.Key_2)
        qtbot.keyClick(grid.findChild(QLineEdit), Qt.Key.Key_Return)
    assert typed.args == [[("a", "households", "2")]]
    assert grid.cell_text(0, 1) == "187"


def test_numbers_are_typed_without_an_input_method_and_names_with_one(grid, qtbot):
    enabled = []
    for column in (1, 2):
        index = grid.model().index(1, column)
        grid.setCurrentIndex(index)
        grid.edit(index)
        editor = next(item for item in grid.findChildren(QLineEdit) if item.isVisible())
        enabled.append(editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled))
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert enabled == [False, True]


def test_the_same_text_again_is_no_change(grid, qtbot):
    with qtbot.assertNotEmitted(grid.cells_typed):
        assert not grid.model().setData(grid.model().index(0, 1), " 187 ")


def test_a_block_beyond_the_edge_is_cut_off(grid, qtbot):
    grid.setCurrentIndex(grid.model().index(1, 1))
    QGuiApplication.clipboard().setText("194\t书记甲\t多余\r\n201\t书记乙\r\n")
    with qtbot.waitSignal(grid.cells_typed) as typed:
        grid.paste()
    assert typed.args == [[("b", "households", "194"), ("b", "secretary", "书记甲")]]


def test_what_is_copied_can_be_pasted_again(grid):
    grid.selectAll()
    grid._copy()
    assert QGuiApplication.clipboard().text() == "西岭嘎查\t187\t\n东泉嘎查\t\t"


def test_a_grid_for_reading_takes_nothing(grid, qtbot):
    grid.set_rows(ROWS, read_only=True)
    grid.setCurrentIndex(grid.model().index(0, 1))
    QGuiApplication.clipboard().setText("1")
    with qtbot.assertNotEmitted(grid.cells_typed):
        grid.paste()
        grid.empty_cells()
    assert not grid.model().flags(grid.model().index(0, 1)) & Qt.ItemFlag.ItemIsEditable


def test_the_current_row_is_found_again_by_its_key(grid):
    grid.setCurrentIndex(grid.model().index(0, 1))
    grid.set_rows(ROWS[::-1])
    assert grid.current_key == "a"
    assert grid.currentIndex().row() == 1
    assert grid.currentIndex().column() == 1
