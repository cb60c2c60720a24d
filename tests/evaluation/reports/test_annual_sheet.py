"""年度评定表: what stands in it, the formula, long names, and standards of other shapes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from evaluation.reports.annual_sheet import build_annual_sheets, unfit_in_sheet
from evaluation.reports.figures import formula
from tests.evaluation.reports.reading import characters, page_text, pages_of
from tests.evaluation.reports.samples import (
    LONG_NAME,
    LONG_ORGANISATION,
    card_of,
    preset,
    village_row,
    year_board,
    year_head,
)

HEAD = year_head()
ROW = village_row(HEAD.standard, 2)


def text(**changes: object) -> str:
    return page_text(build_annual_sheets([card_of(HEAD, ROW, **changes)]))


def test_one_page_holds_everything():
    data = build_annual_sheets([card_of(HEAD, ROW)])
    assert pages_of(data) == 1
    words = page_text(data)
    for part in (
        "2026年度嘎查村级组织星级评定表",
        "示例旗东山镇",
        "依据：示例旗组发〔2026〕8号",
        "东泉嘎查党支部",
        "312户846人",
        "41人",
        "18.6万元",
        "三类3★",
        "序号星自评测评初评复核得分评定",
        "获星8颗满意率95.18%",
        "899.41一类",
        "一票否决无",
        "镇党委意见",
        "旗委组织部意见",
        "档案校验码7F3K-92QD",
    ):
        assert part in words


def test_the_reviewed_score_stands_beside_the_first():
    assert "9制度完善78.6476.0473.4472.8474.84☆" in text()


def test_a_step_that_does_not_score_a_star_is_a_dash():
    assert "10群众满意——65.3761.57☆" in text()


def test_the_code_stands_only_after_publishing():
    data = build_annual_sheets([card_of(replace(HEAD, code=""), ROW)])
    assert "档案校验码" not in page_text(data)


def test_vetoes_and_category_are_named():
    row = replace(ROW, vetoes=("V6 重大刑事、治安案件负有责任",), category="牧区")
    words = page_text(build_annual_sheets([card_of(HEAD, row)]))
    assert "V6重大刑事、治安案件负有责任" in words
    assert "考核类别：牧区" in words


def test_opinions_have_no_blanks_round_digits():
    opinions = {"town": "经镇党委会议研究，同意评定为一类（先进），获得 9 颗星。"}
    data = build_annual_sheets([card_of(HEAD, ROW, opinions=opinions)])
    found = "".join(box[0] for box in characters(data))
    assert "获得9颗星" in found
    assert not unfit_in_sheet(card_of(HEAD, ROW, opinions=opinions))


def test_the_committee_is_called_after_the_kind_of_town():
    row = replace(ROW, town_name="西泉苏木")
    assert "苏木党委意见" in page_text(build_annual_sheets([card_of(HEAD, row)]))


def test_long_names_stay_in_their_cells():
    row = replace(ROW, name=LONG_NAME, organisation=LONG_ORGANISATION)
    card = card_of(HEAD, row)
    assert unfit_in_sheet(card) == ()
    data = build_annual_sheets([card])
    assert pages_of(data) == 1
    words = page_text(data)
    assert LONG_NAME in words
    assert LONG_ORGANISATION in words
    left, right = 27 / 25.4 * 72, (210 - 24) / 25.4 * 72
    for character, start, _, end, _ in characters(data):
        assert left - 1 <= start, character
        assert end <= right + 1, character


def test_a_text_beyond_all_bounds_is_noted():
    assert unfit_in_sheet(card_of(HEAD, replace(ROW, last_year=LONG_NAME))) == (LONG_NAME,)


@pytest.mark.parametrize("stars", [12, 20, 24])
def test_more_stars_take_the_second_side(stars):
    first = HEAD.standard.stars[0]
    many = tuple(
        replace(first, id=f"t{number}", name=f"第{number}颗星") for number in range(1, stars + 1)
    )
    head = year_head(preset(stars=many))
    card = card_of(head, village_row(head.standard, 2))
    data = build_annual_sheets([card, card])
    sides = 1 if stars == 12 else 2
    assert pages_of(data) == 2 * sides
    assert "旗委组织部意见" in page_text(data, sides - 1)
    for page in range(sides):
        for character, _, bottom, _, top in characters(data, page):
            assert bottom >= 20 / 25.4 * 72 - 3, character
            assert top <= (297 - 24) / 25.4 * 72 + 3, character


@pytest.mark.parametrize("name", ["baifenzhi", "shequ-sixing", "wuxing-henan", "shixing-2012"])
def test_every_preset_has_a_sheet(name):
    board = year_board(2, standard=preset(name))
    words = page_text(build_annual_sheets([card_of(board.head, board.rows[0])]))
    star = board.head.standard.stars[-1].name
    assert star.removesuffix("星") in words
    assert "合计" in words


def test_the_formula_is_that_of_the_standard():
    standard = HEAD.standard
    assert formula(standard) == (
        "得分＝自评×10%＋测评×30%＋初评×60%，逐级保留两位小数；80分及以上获得该星。★10只计初评。"
    )
    assert "初评（复核）×60%" in formula(standard, reviewed=True)
    steps = tuple(
        replace(step, weight={"self": 1, "ballot": 3, "assessment": 3}.get(step.id, 0))
        for step in standard.steps
    )
    changed = replace(standard, steps=steps, decimals=None, pass_line=7550)
    assert formula(changed) == (
        "得分＝（自评×1＋测评×3＋初评×3）÷7，各级不作舍入；75.5分及以上获得该星。★10只计初评。"
    )


def test_in_exact_mode_a_lost_star_is_never_printed_at_the_line():
    head = year_head(preset(decimals=None))
    row = village_row(head.standard, 2)
    card = card_of(head, row)
    line = replace(card.stars[8], score=Fraction(7999999, 1000), held=False)
    words = page_text(
        build_annual_sheets([replace(card, stars=(*card.stars[:8], line, card.stars[9]))])
    )
    assert "79.99999☆" in words
