"""The order of the table, the lines between classes and the villages near them."""

from dataclasses import replace

from evaluation.standard.model import Condition, Measure, RatingClass
from gui.pages.deliberation_rows import cut_lines, is_near_line, ranked_rows, tied_ranks


def _names(rows):
    return [row.village.name for row in rows]


def test_villages_stand_by_rank(bridge_at):
    rows = ranked_rows(bridge_at("assessed").board(), "town")
    assert [row.outcome.rank for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11, 12]
    assert _names(rows)[:3] == ["白鹭湾村", "月亮泡嘎查", "柳树沟村"]


def test_one_town_only(bridge_at):
    board = bridge_at("assessed").board()
    rows = ranked_rows(board, "town", town=board.head.towns[1][0])
    assert {row.village.town_name for row in rows} == {"样板苏木"}
    assert [row.outcome.rank_in_town for row in rows] == [1, 2, 2, 4, 5]


def test_lines_stand_below_the_last_village_that_reaches_the_class(bridge_at):
    board = bridge_at("assessed").board()
    rows = ranked_rows(board, "town")
    first, last = cut_lines(board.head.standard, rows)
    # 柳树沟村 stands above the line: it has eight stars and lost the class to a veto.
    assert rows[first.place - 1].village.name == "东泉嘎查"
    assert rows[first.place].village.name == "向阳坡村"
    assert first.caption == "一类线：8 颗星且满意率 ≥ 80%　　上下两分以内 2 个标黄"
    assert rows[last.place].village.name == "芦花渡村"
    assert last.caption == "三类线：4 颗星及以下，或满意率 < 60%"


def test_no_line_below_the_last_village(bridge_at):
    board = bridge_at("assessed").board()
    rows = ranked_rows(board, "town")
    without_last = cut_lines(board.head.standard, rows[:-1])
    assert [line.caption[:3] for line in without_last] == ["一类线"]


def test_a_class_without_villages_has_its_line_at_the_top(bridge_at):
    board = bridge_at("assessed").board()
    rows = ranked_rows(board, "town")[5:]
    assert cut_lines(board.head.standard, rows)[0].place == 0


def test_near_are_those_whose_class_two_points_would_change(bridge_at):
    rows = ranked_rows(bridge_at("assessed").board(), "town")
    assert [row.village.name for row in rows if row.near] == ["东泉嘎查", "向阳坡村"]


def test_nearness_asks_the_satisfaction_too(bridge_at):
    board = bridge_at("assessed").board()
    standard = board.head.standard
    row = next(row for row in board.rows if row.name == "月亮泡嘎查")
    assert not is_near_line(standard, "", row.outcome)
    assert is_near_line(standard, "", replace(row.outcome, satisfaction=8100))
    assert is_near_line(standard, "", replace(row.outcome, satisfaction=7900))
    assert not is_near_line(standard, "", replace(row.outcome, satisfaction=8300))


def test_a_total_can_be_near_a_line(bridge_at):
    board = bridge_at("assessed").board()
    by_total = (Condition(Measure.TOTAL, 95700),)
    classes = (
        RatingClass("a", "甲", "甲", "甲", by_total),
        RatingClass("b", "乙", "乙", "乙"),
    )
    standard = replace(board.head.standard, classes=classes)
    row = next(row for row in board.rows if row.name == "月亮泡嘎查")
    assert row.outcome.total == 95730
    assert is_near_line(standard, "", row.outcome)
    assert not is_near_line(standard, "", replace(row.outcome, total=95901))


def test_shared_ranks_are_named(bridge_at):
    rows = ranked_rows(bridge_at("assessed").board(), "town")
    assert tied_ranks(rows) == "并列第 9 名 2 个，不涉及分类线"
    assert tied_ranks(rows[:5]) == ""
