"""一项指标: one indicator across all villages, as a department's paper brings it."""

from __future__ import annotations

import pytest

from evaluation.actions import sheets
from evaluation.stars.sheets import MarkState, Purpose, Sheet
from gui.dialogs.ask import answering
from gui.grid.cells import Look
from gui.grid.columns import CellKind
from gui.grid.indicator_order import ordered_items
from tests.gui.grid.grid_keys import at, deductions, fault, keys, mark, open_grid, texts
from tests.gui.pages.answers import Answers
from tests.gui.pages.desk_year import code_of, fill_assessment, open_desk_year


@pytest.fixture
def year(tmp_path, qapp):
    opened = open_desk_year(tmp_path, villages=3)
    yield opened
    opened.register.close()


@pytest.fixture
def grid(qtbot, year):
    return open_grid(qtbot, year, item="2.1")


def test_the_model_keeps_the_rules_of_qt(grid, qtmodeltester):
    qtmodeltester.check(grid.table.grid)


def test_each_clause_has_its_column_then_score_fact_and_what_is_unchecked(grid):
    assert [column.kind for column in grid.table.grid.columns] == [
        CellKind.COUNT,
        CellKind.COUNT,
        CellKind.SCORE,
        CellKind.FACT,
        CellKind.OPEN,
    ]


def test_a_count_is_one_deduction_and_enter_goes_down(grid, year):
    keys(grid, "4⏎2⏎")
    assert deductions(year, 1)["i2.1", "c2.1.1"].count == 4
    assert deductions(year, 2)["i2.1", "c2.1.1"].count == 2
    assert texts(grid, 2) == ["18.00", "24.00", "未查"]
    assert grid.table.place == (2, 0)


def test_nothing_counted_is_checked_and_shows_full_marks(grid, year):
    keys(grid, "0⏎")
    assert mark(year, 1, "i2.1").state is MarkState.CHECKED
    assert (at(grid, 0, 0).text, at(grid, 0, 1).text, at(grid, 0, 2).text) == ("0", "0", "30.00")


def test_enter_alone_passes_nothing_here(grid):
    keys(grid, "⏎⏎")
    assert texts(grid, 2) == ["未查", "未查", "未查"]


def test_nothing_typed_over_a_count_takes_the_deduction_back(grid, year):
    keys(grid, "4⏎↑0⏎")
    assert deductions(year, 1) == {}
    assert at(grid, 0, 2).text == "30.00"


def test_delete_takes_back_the_count_and_then_the_state(grid, year):
    keys(grid, "4⏎↑⌦")
    assert deductions(year, 1) == {}
    assert at(grid, 0, 2).text == "30.00"
    keys(grid, "⌦")
    assert at(grid, 0, 2).text == "未查"


def test_a_refused_count_stays_with_its_sentence(grid, year):
    keys(grid, "1.5⏎")
    assert fault(grid, 0, 0).typed == "1.5"
    assert "整数" in fault(grid, 0, 0).sentence
    assert not year.register.find(Sheet)
    assert "1 处没有录入" in grid_foot(grid)


def grid_foot(grid) -> str:
    told: list[str] = []
    grid.foot_changed.connect(lambda words, _hints: told.append(words))
    grid.tell_fault()
    return told[-1]


def test_leaving_with_refused_entries_asks_and_leads_back_to_them(grid, qtbot):
    keys(grid, "1.5⏎")
    grid.choose_item("i4.1")
    answers = Answers(yes=False)
    with answering(answers), qtbot.assertNotEmitted(grid.closed):
        grid.leave()
    assert answers.shown == ["还有 1 处没有录入，不要了？"]
    assert grid.choice.item == "i2.1"
    assert grid.table.place == (0, 0)
    with answering(Answers(yes=True)), qtbot.waitSignal(grid.closed):
        grid.leave()


def test_the_count_of_a_deduction_is_corrected_without_losing_its_fact(grid, year):
    year.act(
        sheets.enter_deduction,
        village=code_of(1),
        step="assessment",
        item="2.1",
        clause="1",
        count=2,
        fact="3、5 月未开主题党日",
        outward="两次未开",
        evidence="会议记录簿",
    )
    grid.reload()
    keys(grid, "3⏎")
    entered = deductions(year, 1)["i2.1", "c2.1.1"]
    assert (entered.count, entered.fact, entered.outward, entered.evidence) == (
        3,
        "3、5 月未开主题党日",
        "两次未开",
        "会议记录簿",
    )


def test_the_fact_of_the_one_deduction_is_written_in_its_line(grid, year):
    keys(grid, "4⏎")
    assert at(grid, 0, 3).lacking
    grid.table.go_to(0, 3)
    keys(grid, "三月未开⏎")
    assert deductions(year, 1)["i2.1", "c2.1.1"].fact == "三月未开"
    assert deductions(year, 1)["i2.1", "c2.1.1"].count == 4
    assert not at(grid, 0, 3).lacking
    assert grid.table.place == (1, 3)


def test_words_come_by_an_input_method_and_numbers_without_one(grid):
    from PySide6.QtCore import Qt

    method = Qt.WidgetAttribute.WA_InputMethodEnabled
    grid.table.go_to(0, 0)
    assert not grid.table.testAttribute(method)
    keys(grid, "4")
    assert not grid.table.editor().testAttribute(method)
    keys(grid, "⏎")
    grid.table.go_to(0, 3)
    assert grid.table.testAttribute(method)
    keys(grid, "记")
    assert grid.table.editor().testAttribute(method)
    keys(grid, "⎋")


def test_facts_of_several_deductions_are_written_one_by_one(grid, year):
    keys(grid, "4⇥2⏎")
    assert len(deductions(year, 1)) == 2
    grid.table.go_to(0, 1)
    keys(grid, "②")
    assert grid.entering.facts.shown
    keys(grid, "七月无记录")
    keys(grid, "②")
    facts = {key: item.fact for key, item in deductions(year, 1).items()}
    assert facts == {("i2.1", "c2.1.1"): "", ("i2.1", "c2.1.2"): "七月无记录"}
    grid.table.go_to(0, 3)
    keys(grid, "四次未开⏎")
    assert deductions(year, 1)["i2.1", "c2.1.1"].fact == "四次未开"
    assert deductions(year, 1)["i2.1", "c2.1.2"].fact == "七月无记录"
    grid.table.go_to(0, 3)
    keys(grid, "另写⏎")
    assert "逐条改" in fault(grid, 0, 3).sentence


def test_a_figure_keeps_its_base_and_a_base_waits_for_its_figure(qtbot, year):
    grid = open_grid(qtbot, year, item="3.3")
    grid.table.go_to(0, 1)
    keys(grid, "11⏎")
    assert fault(grid, 0, 1).typed == "11"
    assert "先填数据" in grid.typing.popup.fault
    grid.table.go_to(0, 0)
    keys(grid, "12.5⏎")
    assert (mark(year, 1, "i3.3").figure, mark(year, 1, "i3.3").base) == (1250, 1100)
    assert grid.table.grid.refused == {}
    grid.table.go_to(0, 0)
    keys(grid, "13⏎")
    assert (mark(year, 1, "i3.3").figure, mark(year, 1, "i3.3").base) == (1300, 1100)
    grid.table.go_to(0, 1)
    keys(grid, "14⏎")
    assert (mark(year, 1, "i3.3").figure, mark(year, 1, "i3.3").base) == (1300, 1400)
    assert at(grid, 0, 2).text == "0.00"


def test_a_figure_without_its_base_is_not_reckoned(qtbot, year):
    grid = open_grid(qtbot, year, item="3.4")
    keys(grid, "60⏎")
    assert at(grid, 0, 2).text == "算不出"
    grid.table.go_to(0, 1)
    keys(grid, "200⏎")
    assert at(grid, 0, 2).text == "15.00"


def test_figures_are_taken_with_percent_signs_and_grouped_digits(qtbot, year):
    grid = open_grid(qtbot, year, item="8.2")
    assert grid.table.edit_cell("96.4%")
    keys(grid, "⏎")
    assert mark(year, 1, "i8.2").figure == 9640
    grid.choose_item("i7.1")
    grid.table.go_to(0, 0)
    assert grid.table.edit_cell("18,200")
    keys(grid, "⏎")
    assert mark(year, 1, "i7.1").figure == 1820000
    grid.table.go_to(1, 0)
    assert grid.table.edit_cell("2000万")
    keys(grid, "⏎")
    assert "不是数字" in fault(grid, 1, 0).sentence


def test_a_missing_figure_of_the_year_is_told_with_a_way_to_it(qtbot, year):
    grid = open_grid(qtbot, year, item="7.1")
    assert not grid.warning.isHidden()
    assert not grid.warning.link.isHidden()
    grid.choose_item("i8.2")
    assert grid.warning.isHidden()


def test_one_entry_changes_one_village_and_leaves_one_history_entry(grid, year):
    before = len(year.register.history())
    keys(grid, "4⏎")
    assert len(year.register.history()) == before + 1
    assert texts(grid, 2)[1:] == ["未查", "未查"]


def test_f6_passes_the_indicator_in_all_villages_that_are_open_and_unchecked(grid, year, qtbot):
    fill_assessment(year, 3, [])
    grid.reload()
    keys(grid, "4⏎")
    before = len(year.register.history())
    answers = Answers(yes=True)
    with answering(answers):
        keys(grid, "⑥")
    assert answers.shown == ["把 1 个未查的嘎查村的 2.1 记为已查、不扣分？"]
    assert texts(grid, 2) == ["18.00", "30.00", "30.00"]
    assert len(year.register.history()) == before + 1


def test_f6_without_a_yes_passes_nothing(grid):
    with answering(Answers(yes=False)):
        keys(grid, "⑥")
    assert texts(grid, 2) == ["未查", "未查", "未查"]


def test_f4_keeps_the_indicator_in_view(grid):
    keys(grid, "④")
    assert grid.choice.by_star
    assert grid.choice.star == "s2"
    assert grid.table.grid.columns[grid.table.place[1]].item == "i2.1"
    grid.table.go_to(1, 3)
    keys(grid, "④")
    assert grid.choice.item == "i2.4"
    assert grid.table.place == (1, 0)


def test_the_list_goes_down_a_departments_indicators(qtbot, year):
    head = year.bridge.head()
    step = head.standard.step("assessment")
    assert step is not None
    order = ordered_items(head.standard, step, Purpose.ASSESSMENT)
    agriculture = [item.code for item in order if item.department == "农牧部门"]
    assert agriculture == ["7.1", "7.2"]
    departments = [bool(item.department) for item in order]
    assert departments == sorted(departments, reverse=True)
    grid = open_grid(qtbot, year, item="7.1")
    keys(grid, "③")
    assert grid.choice.item == "i7.2"


def test_the_list_is_narrowed_by_department_and_chosen_by_enter(grid):
    keys(grid, ".")
    keys(grid, "农牧")
    keys(grid, "↓⏎")
    assert grid.choice.item == "i7.2"
    assert grid.chooser.isHidden()


def test_escape_puts_the_list_away_and_stays(grid, qtbot):
    keys(grid, ".")
    with qtbot.assertNotEmitted(grid.closed):
        keys(grid, "⎋")
    assert grid.chooser.isHidden()
    assert grid.table.hasFocus()


def test_points_and_their_reason_where_points_are_typed(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN, item="2.1")
    keys(grid, "28⏎")
    grid.table.go_to(0, 1)
    keys(grid, "缺一次⏎")
    entered = mark(year, 1, "i2.1", Purpose.OWN)
    assert (entered.score, entered.fact) == (2800, "缺一次")
    grid.table.go_to(0, 0)
    keys(grid, "27⏎")
    entered = mark(year, 1, "i2.1", Purpose.OWN)
    assert (entered.score, entered.fact) == (2700, "缺一次")


def test_not_applicable_is_shown_in_every_cell_of_the_line(grid):
    keys(grid, "N")
    assert [at(grid, 0, column).look for column in range(3)] == [Look.WAIVED] * 3


def test_what_somebody_else_enters_is_shown(grid, year):
    year.bridge.attempt(
        sheets.enter_deduction,
        round="2026/嘎查村",
        village=code_of(2),
        step="assessment",
        item="2.1",
        clause="1",
        count=1,
    )
    assert texts(grid, 2) == ["未查", "27.00", "未查"]


def test_a_grid_that_was_hidden_reads_again_when_it_is_shown(grid, year):
    grid.hide()
    year.bridge.attempt(
        sheets.enter_deduction,
        round="2026/嘎查村",
        village=code_of(2),
        step="assessment",
        item="2.1",
        clause="1",
        count=1,
    )
    grid.show()
    assert texts(grid, 2)[1] == "27.00"
