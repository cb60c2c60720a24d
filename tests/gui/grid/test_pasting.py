"""A block from a table program: tried whole, told first, entered as one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from evaluation.actions import sheets
from evaluation.stars.sheets import MarkState, Purpose, Sheet
from gui.dialogs.ask import answering
from gui.grid.pasting import plan_paste
from tests.gui.grid.grid_keys import at, deductions, mark, open_grid, paste, press, texts
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_year import code_of, fill_assessment, fill_self, open_desk_year


@pytest.fixture
def year(tmp_path, qapp):
    opened = open_desk_year(tmp_path, villages=5)
    yield opened
    opened.register.close()


@pytest.fixture
def grid(qtbot, year):
    return open_grid(qtbot, year, item="2.1")


def plan_of(grid, year, text):
    block = [line.split("\t") for line in text.splitlines()]
    return plan_paste(year.office, grid.table.grid, grid.table.place, block)


def test_a_block_is_told_before_and_entered_as_one(grid, year):
    before = len(year.register.history())
    answers = paste(grid, "4\t2\n0\t0\n\t3\r\n")
    assert answers.shown == ["粘贴 3 行 × 2 列：改 5 处"]
    assert texts(grid, 2)[:4] == ["16.00", "30.00", "27.00", "未查"]
    assert deductions(year, 1)["i2.1", "c2.1.2"].count == 2
    assert len(year.register.history()) == before + 1
    assert year.register.history()[0].document == "粘贴 5 处"


def test_nothing_is_entered_without_a_yes(grid, year):
    before = len(year.register.history())
    paste(grid, "4\t2\n0\t0", yes=False)
    assert len(year.register.history()) == before
    assert not year.register.find(Sheet)


def test_trying_leaves_nothing_in_the_register(grid, year):
    head = year.register.history()[0]
    plan = plan_of(grid, year, "4\t2\n0\t1\nx\t1")
    assert len(plan.parts) == 4
    assert not year.register.find(Sheet)
    assert year.register.history()[0] == head


def test_faulty_cells_are_named_and_the_others_can_be_entered(qtbot, year):
    grid = open_grid(qtbot, year, item="2.2")
    answers = paste(grid, "1\t1\t2\n2\t1\t两次\n0\t0\t0")
    assert answers.shown == ["粘贴 3 行 × 3 列：改 7 处，2 处有误"]
    assert deductions(year, 2).keys() == {("i2.2", "c2.2.2")}
    plan = plan_of(grid, year, "1\t1\t2\n2\t1\t两次")
    assert any("月亮泡嘎查" in fault and "最多只能是 1 次" in fault for fault in plan.faults)
    assert any("“两次”" in fault and "整数" in fault for fault in plan.faults)


def test_empty_cells_change_nothing(grid, year):
    paste(grid, "4\t2")
    paste(grid, "\t3")
    assert deductions(year, 1)["i2.1", "c2.1.1"].count == 4
    assert deductions(year, 1)["i2.1", "c2.1.2"].count == 3


def test_the_same_block_again_changes_nothing(grid, year):
    paste(grid, "4\t2\n0\t0")
    before = len(year.register.history())
    answers = paste(grid, "4\t2\n0\t0")
    assert answers.shown == ["粘贴 2 行 × 2 列：改 0 处\n与表里的一样，没有改动。"]
    assert len(year.register.history()) == before


def test_a_fact_goes_with_its_deduction(grid, year):
    paste(grid, "4\t\t\t三月未开\n0\t0\t\t")
    assert deductions(year, 1)["i2.1", "c2.1.1"].fact == "三月未开"


def test_a_fact_without_a_deduction_is_refused_rather_than_lost(grid, year):
    paste(grid, "4")
    plan = plan_of(grid, year, "0\t\t\t三月未开")
    assert any("事实没有保存" in fault for fault in plan.faults)


def test_facts_that_are_there_survive_a_block_of_counts(grid, year):
    year.act(
        sheets.enter_deduction,
        village=code_of(1),
        step="assessment",
        item="2.1",
        clause="1",
        count=2,
        fact="3、5 月未开",
    )
    grid.reload()
    plan = plan_of(grid, year, "3")
    assert plan.over == 1
    paste(grid, "3")
    entered = deductions(year, 1)["i2.1", "c2.1.1"]
    assert (entered.count, entered.fact) == (3, "3、5 月未开")


def test_figures_and_bases_go_together(qtbot, year):
    grid = open_grid(qtbot, year, item="3.3")
    paste(grid, "12.5\t11\n8\t10\nx\t9")
    assert (mark(year, 1, "i3.3").figure, mark(year, 1, "i3.3").base) == (1250, 1100)
    assert (mark(year, 2, "i3.3").figure, mark(year, 2, "i3.3").base) == (800, 1000)
    assert texts(grid, 2)[:3] == ["15.00", "0.00", "未查"]
    plan = plan_of(grid, year, "x\t9")
    assert plan.parts == ()


def test_lines_with_names_go_to_their_villages(grid, year):
    grid.table.go_to(3, 0)
    text = "嘎查村\t缺会次数\n东泉嘎查\t2\n西岭嘎查\t1\n芦花渡村\t0\n合计\t3"
    answers = paste(grid, text)
    assert answers.shown == ["粘贴 5 行 × 1 列：改 3 处，1 处有误"]
    assert texts(grid, 0) == ["1", "", "2", "", "0"]
    assert deductions(year, 4) == {}


def test_a_name_that_stands_twice_in_the_block_is_told(grid, year):
    plan = plan_of(grid, year, "东泉嘎查\t2\n西岭嘎查\t1\n东泉嘎查\t3")
    assert any("东泉嘎查" in fault and "两次" in fault for fault in plan.faults)


def test_what_lies_outside_the_grid_is_told(grid, year):
    grid.table.go_to(4, 1)
    plan = plan_of(grid, year, "1\n2\n3")
    assert plan.changed == 1
    assert any("多出 2 格" in fault for fault in plan.faults)


def test_signed_sheets_and_reckoned_cells_take_nothing(qtbot, year):
    fill_self(year, 1)
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN, item="2.1")
    answers = paste(grid, "20\n25")
    assert answers.shown == ["粘贴 2 行 × 1 列：改 1 处，1 处有误"]
    assert mark(year, 1, "i2.1", Purpose.OWN).score == 2800
    assert mark(year, 2, "i2.1", Purpose.OWN).score == 2500


def test_a_number_for_an_indicator_with_clauses_is_refused_in_a_star(qtbot, year):
    grid = open_grid(qtbot, year, star="s3")
    plan = plan_of(grid, year, "3\t12.5\t12.5;11\t不涉及")
    assert len(plan.faults) == 1
    assert "说不清是哪一条" in plan.faults[0]
    paste(grid, "3\t12.5\t12.5;11\t不涉及")
    assert mark(year, 1, "i3.2").figure == 1250
    assert mark(year, 1, "i3.3").base == 1100
    assert mark(year, 1, "i3.4").state is MarkState.NOT_APPLICABLE


def test_copied_cells_are_what_is_shown(grid):
    paste(grid, "4\t2\n0\t0")
    grid.table.selectAll()
    grid.table.setFocus()
    press(grid, Qt.Key.Key_C, control=True)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "4\t2\t16.00\t\t43"
    assert lines[1] == "0\t0\t30.00\t\t43"


def test_several_cells_are_cleared_only_after_asking(grid, year):
    paste(grid, "4\t2\n1\t1")
    before = len(year.register.history())
    grid.table.selectAll()
    with answering(Answers(yes=False)):
        press(grid, Qt.Key.Key_Delete)
    assert at(grid, 0, 0).text == "4"
    answers = Answers(yes=True)
    with answering(answers):
        press(grid, Qt.Key.Key_Delete)
    assert answers.shown == ["收回选中的 4 处录入？"]
    assert (deductions(year, 1), deductions(year, 2)) == ({}, {})
    assert len(year.register.history()) == before + 1


def test_pasted_review_scores_need_their_reason(qtbot, year):
    for number in (1, 2):
        fill_assessment(year, number, [])
    grid = open_grid(qtbot, year, purpose=Purpose.REVIEW, item="2.1")
    plan = plan_of(grid, year, "25\t\t补查缺一次\n20")
    assert plan.changed == 2
    assert any("复核改分要写明理由" in fault for fault in plan.faults)
    paste(grid, "25\t\t补查缺一次\n20")
    assert mark(year, 1, "i2.1", Purpose.REVIEW).score == 2500
    assert mark(year, 1, "i2.1", Purpose.REVIEW).fact == "补查缺一次"
