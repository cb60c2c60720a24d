"""What is found before printing, each with the village it concerns."""

from __future__ import annotations

from dataclasses import replace

from evaluation.reports.certificate import CertificateEntry
from evaluation.reports.preflight import preflight
from tests.evaluation.reports.samples import (
    LONG_NAME,
    LONG_ORGANISATION,
    board_of,
    card_of,
    entries_of,
    excluded,
    pending,
    preset,
    village_row,
    year_board,
)

BOARD = year_board()
GOOD = tuple(row for row in BOARD.rows if row.outcome.rating_class == "first")


def entries(*numbers: str, dated: str = "2027-02-03") -> tuple[CertificateEntry, ...]:
    return tuple(
        CertificateEntry(row, number, dated) for row, number in zip(GOOD, numbers, strict=False)
    )


def test_a_good_year_has_no_problem():
    assert preflight(BOARD) == ()
    assert preflight(BOARD, cards=[card_of(BOARD.head, row) for row in BOARD.rows[:3]]) == ()
    assert preflight(BOARD, entries=entries("XJ2026-1", "XJ2026-2")) == ()


def test_long_and_rare_names_are_no_problem():
    row = village_row(BOARD.head.standard, 2, name=LONG_NAME, organisation=LONG_ORGANISATION)
    board = board_of(BOARD.head, [row])
    assert preflight(board) == ()
    assert preflight(board, cards=[card_of(BOARD.head, row)]) == ()
    assert preflight(board, entries=entries_of(board)) == ()


def test_a_missing_character_is_named_with_village_and_code():
    row = replace(BOARD.rows[0], organisation="月亮\ue123嘎查党支部")
    problems = preflight(board_of(BOARD.head, [row]))
    assert len(problems) == 1
    assert "月亮泡嘎查的党组织名称" in problems[0]
    assert "“\ue123”（U+E123）" in problems[0]


def test_missing_characters_in_cards_are_found():
    card = card_of(BOARD.head, BOARD.rows[0], facts={"secretary": "王\ue001"})
    (problem,) = preflight(BOARD, cards=[card])
    assert "月亮泡嘎查的基本情况" in problem


def test_without_document_number_everything_is_a_draft():
    board = year_board(2, standard=preset(document=""), draft=True)
    (problem,) = preflight(board)
    assert "没有文号" in problem
    assert "草稿" in problem


def test_undecided_villages_are_named_and_those_left_out_are_not():
    board = board_of(BOARD.head, (pending(BOARD.rows[0]), excluded(BOARD.rows[1])))
    (problem,) = preflight(board)
    assert problem.startswith("月亮泡嘎查：待评")


def test_gaps_and_repeats_in_numbers_are_found():
    (gap,) = preflight(BOARD, entries=entries("XJ2026-1", "XJ2026-3"))
    assert "缺 XJ2026-2。" in gap
    (wide,) = preflight(BOARD, entries=entries("XJ2026-1", "XJ2026-9"))
    assert "缺 XJ2026-2 至 XJ2026-8。" in wide
    (repeat,) = preflight(BOARD, entries=entries("XJ2026-1", "XJ2026-1"))
    assert f"用了 2 次：{GOOD[0].name}、{GOOD[1].name}" in repeat
    assert preflight(BOARD, entries=entries("XJ2026-9", "XJ2026-10", "XJ2026-11")) == ()


def test_a_class_outside_the_scope_is_named():
    row = next(row for row in BOARD.rows if row.outcome.rating_class == "third")
    (problem,) = preflight(BOARD, entries=[CertificateEntry(row, "XJ2026-1", "2027-02-03")])
    assert problem.startswith(f"{row.name}：评定为三类，不在标准规定的发证范围内")


def test_an_undecided_village_gets_no_certificate():
    entry = CertificateEntry(pending(BOARD.rows[0]), "XJ2026-1", "2027-02-03")
    (problem,) = preflight(BOARD, entries=[entry])
    assert "月亮泡嘎查：待评" in problem


def test_days_that_are_none_or_no_working_days_are_named():
    (wrong,) = preflight(BOARD, entries=entries("XJ2026-1", dated="2027-02-30"))
    assert "不是日期" in wrong
    (weekend,) = preflight(BOARD, entries=entries("XJ2026-1", dated="2027-02-06"))
    assert "是周末" in weekend


def test_a_name_that_no_certificate_can_hold_is_named():
    row = replace(GOOD[0], organisation=LONG_ORGANISATION * 4)
    (problem,) = preflight(BOARD, entries=[CertificateEntry(row, "XJ2026-1", "2027-02-03")])
    assert problem.startswith(f"{GOOD[0].name}：受证单位")


def test_a_text_too_long_for_the_sheet_is_named():
    row = replace(BOARD.rows[0], last_year=LONG_NAME)
    (problem,) = preflight(BOARD, cards=[card_of(BOARD.head, row)])
    assert problem.startswith("月亮泡嘎查：年度评定表里的")
