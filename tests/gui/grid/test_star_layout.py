"""一颗星: villages down, the indicators of a star across, keys as on the desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from db.exchange.standards import read_preset
from evaluation.actions import years
from evaluation.stars.sheets import Mark, MarkState, Purpose
from gui.grid.cells import Look
from gui.grid.columns import CellKind
from tests.gui.grid.grid_keys import at, deductions, fault, keys, mark, open_grid, press, texts
from tests.gui.pages.desk_year import (
    ROUND,
    code_of,
    fill_assessment,
    fill_ballot,
    fill_self,
    open_desk_year,
)


@pytest.fixture
def year(tmp_path, qapp):
    opened = open_desk_year(tmp_path, villages=3)
    yield opened
    opened.register.close()


@pytest.fixture
def grid(qtbot, year):
    return open_grid(qtbot, year, star="s2")


def test_the_model_keeps_the_rules_of_qt(grid, qtmodeltester):
    qtmodeltester.check(grid.table.grid)


def test_villages_stand_in_the_offices_order_and_those_not_rated_are_left_out(qtbot, year):
    year.act(years.set_participation, village=code_of(2), status="excluded", reason="年内整体搬迁")
    year.act(years.order_villages, villages=[code_of(3), code_of(1), code_of(2)])
    grid = open_grid(qtbot, year)
    assert [village.name for village in grid.table.grid.villages] == ["东泉嘎查", "西岭嘎查"]


def test_a_clause_and_its_count_are_typed_as_on_the_desk(grid, year):
    keys(grid, "14⏎")
    assert deductions(year, 1)["i2.1", "c2.1.1"].count == 4
    assert at(grid, 0, 0).text == "18.00"
    assert at(grid, 0, 0).chips == "①×4"
    assert at(grid, 0, 0).lacking
    assert grid.table.place == (1, 0)


def test_a_refused_count_stays_typed_with_the_sentence_below_the_cell(grid, year):
    grid.table.go_to(0, 1)
    keys(grid, "13⏎")
    assert "最多只能是 1 次" in grid.typing.popup.fault
    assert grid.typing.keying.number == "3"
    assert grid.table.place == (0, 1)
    assert deductions(year, 1) == {}
    keys(grid, "⌫1⏎")
    assert deductions(year, 1)["i2.2", "c2.2.1"].count == 1


def test_leaving_the_cell_by_an_arrow_enters_what_was_typed(grid, year):
    keys(grid, "12→")
    assert deductions(year, 1)["i2.1", "c2.1.1"].count == 2
    assert grid.table.place == (0, 1)


def test_a_click_into_another_cell_enters_what_was_typed(grid, year, qtbot):
    keys(grid, "12")
    area = grid.table.visualRect(grid.table.grid.index(2, 3))
    qtbot.mouseClick(grid.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert deductions(year, 1)["i2.1", "c2.1.1"].count == 2
    assert grid.table.place == (2, 3)


def test_escape_forgets_what_was_typed_and_then_leaves(grid, year, qtbot):
    keys(grid, "12⎋")
    assert grid.typing.keying is None
    assert deductions(year, 1) == {}
    with qtbot.waitSignal(grid.closed):
        keys(grid, "⎋")
    assert year.bridge.village == year.village(1)


def test_enter_passes_an_untouched_indicator_and_an_arrow_does_not(grid, year):
    keys(grid, "⏎↓")
    assert texts(grid, 0) == ["30.00", "未查", "未查"]
    assert mark(year, 1, "i2.1").state is MarkState.CHECKED


def test_enter_on_an_indicator_that_needs_its_figure_only_goes_on(qtbot, year):
    grid = open_grid(qtbot, year, star="s3")
    grid.table.go_to(0, 1)
    keys(grid, "⏎")
    assert grid.table.place == (1, 1)
    assert texts(grid, 1)[0] == "未查"


def test_unchecked_does_not_look_like_full_marks(grid):
    keys(grid, "⏎")
    assert at(grid, 0, 0).look is Look.PLAIN
    assert at(grid, 1, 0).look is Look.OPEN


def test_a_figure_is_typed_at_once_and_its_base_behind_a_semicolon_or_tab(qtbot, year):
    grid = open_grid(qtbot, year, star="s3")
    grid.table.go_to(0, 1)
    keys(grid, "12.5⏎")
    assert mark(year, 1, "i3.2").figure == 1250
    grid.table.go_to(0, 2)
    keys(grid, "12.5;11⏎")
    assert (mark(year, 1, "i3.3").figure, mark(year, 1, "i3.3").base) == (1250, 1100)
    grid.table.go_to(1, 2)
    keys(grid, "8⇥10⏎")
    assert (mark(year, 2, "i3.3").figure, mark(year, 2, "i3.3").base) == (800, 1000)
    assert at(grid, 1, 2).text == "0.00"
    assert at(grid, 0, 2).chips == "12.5/11万元"


def test_a_figure_that_cannot_be_reckoned_shows_no_points(qtbot, year):
    grid = open_grid(qtbot, year, star="s7")
    keys(grid, "18200⏎")
    grid.table.go_to(0, 1)
    keys(grid, "5⏎")
    assert [at(grid, 0, 0).text, at(grid, 0, 1).text] == ["算不出", "算不出"]
    year.bridge.attempt(
        years.enter_shared_figure, round=ROUND, figure="county-income", value="16800"
    )
    assert [at(grid, 0, 0).text, at(grid, 0, 1).text] == ["34.00", "算不出"]


def test_n_and_d_mark_an_indicator(grid, year):
    keys(grid, "N↓D")
    assert texts(grid, 0) == ["不涉及", "待数据", "未查"]
    assert mark(year, 1, "i2.1").state is MarkState.NOT_APPLICABLE


def test_delete_takes_back_the_one_deduction_and_then_the_state(grid, year):
    keys(grid, "12↓↑⌦")
    assert deductions(year, 1) == {}
    assert at(grid, 0, 0).text == "30.00"
    keys(grid, "⌦")
    assert at(grid, 0, 0).text == "未查"


def test_delete_names_the_way_where_there_are_several_deductions(grid, year):
    keys(grid, "12↓↑21↓↑⌦")
    assert len(deductions(year, 1)) == 2
    assert not grid.notice.isHidden()


def test_a_free_amount_asks_for_its_reason(qtbot, year):
    """A base that is not above 0 makes the figure 酌情."""
    grid = open_grid(qtbot, year, star="s3")
    grid.table.go_to(0, 2)
    keys(grid, "5;0⏎")
    assert not grid.notice.isHidden()
    grid.table.go_to(0, 2)
    keys(grid, "06⏎")
    assert grid.entering.facts.shown
    keys(grid, "遭雪灾，收入下降")
    keys(grid, "②")
    assert deductions(year, 1)["i3.3", "c3.3.1"].amount == 600
    assert at(grid, 0, 2).text == "9.00"
    assert at(grid, 0, 2).chips == "5/0万元 酌情−6"


def test_f6_passes_the_rest_of_the_star_of_one_village(grid, year):
    grid.table.go_to(1, 0)
    keys(grid, "⑥")
    assert [at(grid, 1, column).text for column in range(5)][:3] == ["30.00", "20.00", "15.00"]
    assert texts(grid, 0)[0] == "未查"


def test_f3_and_ctrl_arrow_go_through_the_stars(grid):
    keys(grid, "③")
    assert grid.choice.star == "s3"
    press(grid, Qt.Key.Key_Right, control=True)
    assert grid.choice.star == "s4"
    press(grid, Qt.Key.Key_F3, shift=True)
    assert grid.choice.star == "s3"
    assert grid.table.grid.columns[0].item == "i3.1"


def test_the_village_stays_when_the_star_changes(grid):
    grid.table.go_to(2, 3)
    keys(grid, "③")
    assert grid.table.place == (2, 0)


def test_a_count_that_is_refused_keeps_the_star(grid):
    grid.table.go_to(0, 1)
    keys(grid, "13③")
    assert grid.choice.star == "s2"
    assert grid.typing.keying is not None


def test_a_dot_opens_the_list_and_a_whole_code_goes_there(grid):
    keys(grid, ".")
    assert not grid.chooser.isHidden()
    keys(grid, "4.2")
    assert grid.chooser.isHidden()
    assert grid.choice.star == "s4"
    assert grid.table.grid.columns[grid.table.place[1]].item == "i4.2"
    assert grid.table.hasFocus()


def test_the_row_ends_with_what_is_unchecked_and_the_foot_counts_villages(grid, year):
    column = grid.table.grid.columns[-1]
    assert column.kind is CellKind.OPEN
    assert texts(grid, len(grid.table.grid.columns) - 1) == ["44", "44", "44"]
    keys(grid, "⏎")
    assert at(grid, 0, len(grid.table.grid.columns) - 1).text == "43"
    assert grid.counts.words(0) == "1/3"
    assert grid.counts.words(len(grid.table.grid.columns) - 1) == ""


def test_a_signed_sheet_takes_nothing(qtbot, year):
    for number in (1, 2):
        fill_self(year, number)
        fill_ballot(year, number)
    fill_assessment(year, 1, [], sealed=False)
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    fill_assessment(year, 2, [], sealed=False)
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    before = mark(year, 1, "i1.1", Purpose.OWN)
    keys(grid, "9⏎")
    assert mark(year, 1, "i1.1", Purpose.OWN) == before
    assert grid.table.editor() is None
    assert not grid.notice.isHidden()
    assert "已签字" in grid.table.grid.headerData(
        0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole
    )


def test_the_ballots_indicators_are_filled_by_the_ballot(qtbot, year):
    fill_ballot(year, 1)
    grid = open_grid(qtbot, year, star="s10")
    assert at(grid, 0, 0).text != "待测评"
    assert at(grid, 1, 0).text == "待测评"
    keys(grid, "5⏎")
    assert grid.typing.keying is None
    assert "测评结果带入" in at(grid, 0, 0).fixed


def test_points_are_typed_where_the_step_takes_points(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    keys(grid, "28⏎")
    assert mark(year, 1, "i1.1", Purpose.OWN).score == 2800
    assert texts(grid, 0) == ["28.00", "未查", "未查"]
    assert grid.table.place == (1, 0)


def test_full_width_digits_are_taken(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    assert grid.table.edit_cell("２７。５")
    keys(grid, "⏎")
    assert mark(year, 1, "i1.1", Purpose.OWN).score == 2750


def test_refused_points_stay_in_their_cell_until_they_are_right(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    keys(grid, "99⏎")
    assert fault(grid, 0, 0).typed == "99"
    assert "应在 0 到 30 分之间" in grid.typing.popup.fault
    assert grid.table.place == (0, 0)
    assert not year.register.find(Mark)
    grid.table.go_to(2, 2)
    grid.choose_star("s3")
    grid.choose_star("s1")
    assert fault(grid, 0, 0).typed == "99"
    grid.table.go_to(0, 0)
    keys(grid, "29⏎")
    assert grid.table.grid.refused == {}
    assert mark(year, 1, "i1.1", Purpose.OWN).score == 2900


def test_escape_drops_a_refused_entry(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    keys(grid, "99⏎⎋")
    assert grid.table.grid.refused == {}
    assert at(grid, 0, 0).text == "未查"


def test_enter_goes_to_the_right_when_it_is_turned(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    keys(grid, "⑦30⏎")
    assert grid.table.place == (0, 1)
    grid.choose_star("s2")
    keys(grid, "30⏎")
    assert grid.table.place == (0, 1)


def test_enter_in_the_last_line_goes_to_the_top_of_the_next_column(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    grid.table.go_to(2, 0)
    keys(grid, "30⏎")
    assert grid.table.place == (0, 1)


def test_tab_passes_over_what_is_only_shown(qtbot, year):
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    grid.table.go_to(0, 4)
    keys(grid, "⇥")
    assert grid.table.place == (1, 0)


def test_a_review_score_asks_for_its_reason(qtbot, year):
    fill_assessment(year, 1, [])
    grid = open_grid(qtbot, year, purpose=Purpose.REVIEW, star="s1")
    assert at(grid, 0, 0).chips == "初评 30.00"
    keys(grid, "25⏎")
    qtbot.waitUntil(lambda: grid.entering.facts.shown)
    assert fault(grid, 0, 0).typed == "25"
    keys(grid, "补查发现缺一次任免记录")
    keys(grid, "②")
    assert mark(year, 1, "i1.1", Purpose.REVIEW).score == 2500
    assert grid.table.grid.refused == {}
    assert at(grid, 0, 0).text == "25.00"


def test_where_stars_are_scored_all_stars_stand_in_one_grid(qtbot, tmp_path, qapp):
    from dataclasses import replace

    from evaluation.standard.model import Depth

    standard = read_preset("shixing-moren")
    steps = tuple(
        replace(step, depth=Depth.STAR) if step.id == "self" else step for step in standard.steps
    )
    folder = tmp_path / "stars"
    folder.mkdir()
    year = open_desk_year(folder, standard=replace(standard, steps=steps))
    grid = open_grid(qtbot, year, step="self", purpose=Purpose.OWN)
    assert len(grid.table.grid.columns) == 10
    keys(grid, "88⏎")
    assert mark(year, 1, "s1", Purpose.OWN).score == 8800
    assert texts(grid, 0)[0] == "88.00"
    grid.table.go_to(0, 0)
    keys(grid, "④")
    assert [column.kind for column in grid.table.grid.columns] == [
        CellKind.POINTS,
        CellKind.FACT,
        CellKind.OPEN,
    ]
    year.register.close()
