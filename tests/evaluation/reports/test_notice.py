"""公示: what it says, whom it names, in which order, and the layout of 公文."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.faults import RatingFault
from evaluation.reports.geometry import MM
from evaluation.reports.notice import NoticeColumn, build_notice, notice_form
from tests.evaluation.reports.reading import characters, page_text, pages_of, whole_text
from tests.evaluation.reports.samples import LONG_NAME, NAMES, pending, year_board

BOARD = year_board()
FORM = notice_form(BOARD)


def test_the_form_comes_from_the_posting():
    assert (FORM.first_day, FORM.last_day) == ("2027-01-21", "2027-01-27")
    assert FORM.days == "5个工作日"
    assert FORM.columns == (NoticeColumn.STARS, NoticeColumn.CLASS)
    assert notice_form(year_board(6, towns=2)).columns[0] is NoticeColumn.TOWN


def test_without_a_posting_there_is_no_notice():
    with pytest.raises(RatingFault, match="还没有登记公示日期"):
        notice_form(replace(BOARD, notices=()))


def test_it_says_what_when_and_how_to_object():
    text = whole_text(build_notice(BOARD, replace(FORM, address="示例旗示例镇政府大院")))
    for words in (
        "关于2026年度嘎查村级组织星级评定拟定结果的公示",
        "按照《示例旗嘎查村级组织星级管理办法》（示例旗组发〔2026〕8号）",
        "经嘎查村自评、党员群众测评、镇党委初评、综合议评审核",
        "现将15个嘎查村的拟定结果予以公示（排名不分先后）",
        "公示时间：2027年1月21日至2027年1月27日（5个工作日）。",
        "来电、来信、来访",
        "联系方式：0482-0000000；通信地址：示例旗示例镇政府大院。",
        "1月亮泡嘎查9星一类",
    ):
        assert words in text
    assert text.index("中共示例镇委员会") < text.rindex("2027年1月21日")


def test_villages_stand_in_the_offices_own_order():
    text = whole_text(build_notice(BOARD, FORM))
    places = [text.index(f"{number}{name}") for number, name in enumerate(NAMES, 1)]
    assert places == sorted(places)


def test_inner_wording_never_leaves_the_office():
    text = whole_text(build_notice(BOARD, FORM))
    assert "后进" not in text
    assert "先进" not in text


def test_the_lowest_class_may_be_left_out():
    text = whole_text(build_notice(BOARD, replace(FORM, lowest=False)))
    assert "拟评定为一类、二类的13个嘎查村" in text
    assert "三类" not in text
    assert "红石村" not in text


def test_only_villages_with_a_result_are_posted():
    rows = (pending(BOARD.rows[0]), *BOARD.rows[1:])
    text = whole_text(build_notice(replace(BOARD, rows=rows), FORM))
    assert "月亮泡嘎查" not in text
    assert "现将14个" in text


def test_the_office_chooses_the_columns():
    columns = (NoticeColumn.TOWN, NoticeColumn.TOTAL)
    text = whole_text(build_notice(BOARD, replace(FORM, columns=columns)))
    assert "序号嘎查村苏木镇总分1月亮泡嘎查东山镇911.78" in text
    assert "9星" not in text


@pytest.mark.parametrize("villages", [1, 7, 8, 15, 23, 61])
def test_the_text_stays_in_the_type_area(villages):
    board = year_board(villages, towns=2 if villages > 7 else 1)
    rows = (replace(board.rows[0], name=LONG_NAME), *board.rows[1:])
    data = build_notice(replace(board, rows=rows), notice_form(board))
    for page in range(pages_of(data)):
        inside = [box for box in characters(data, page) if box[2] > 35 * MM - 1]
        for character, left, _, right, top in inside:
            assert left >= 28 * MM - 1, character
            # A closing mark at the end of a full line hangs by its blank half.
            assert right <= (210 - 26) * MM + 1, character
            assert top <= (297 - 37) * MM + 3, character
        assert len(inside) > 10


def test_page_numbers_stand_between_dashes_odd_right_even_left():
    data = build_notice(year_board(61, towns=3), FORM)
    assert pages_of(data) >= 3
    for page in range(pages_of(data)):
        foot = [box for box in characters(data, page) if box[4] < 35 * MM]
        assert "".join(box[0] for box in foot) == f"—{page + 1}—"
        right = page % 2 == 0
        assert (foot[0][1] > 105 * MM) is right


def test_the_signature_leaves_four_characters_with_a_seal_and_two_without():
    sealed = characters(build_notice(BOARD, FORM), 1)
    plain = characters(build_notice(BOARD, replace(FORM, sealed=False)), 1)

    def right_of_day(boxes: list[tuple[str, float, float, float, float]]) -> float:
        lowest = min(box[2] for box in boxes if box[2] > 40 * MM)
        return max(box[3] for box in boxes if box[2] < lowest + 8 and box[2] > 40 * MM)

    edge = (210 - 26) * MM
    assert edge - right_of_day(sealed) == pytest.approx(4 * 16, abs=5)
    assert edge - right_of_day(plain) >= 2 * 16


def test_a_wrong_day_is_named():
    with pytest.raises(RatingFault, match="公示最后一天填的是“明天”"):
        build_notice(BOARD, replace(FORM, last_day="明天"))


@pytest.mark.parametrize("villages", range(1, 30))
def test_the_signature_never_stands_on_a_page_of_its_own(villages):
    board = year_board(villages)
    data = build_notice(board, notice_form(board))
    last = page_text(data, pages_of(data) - 1)
    assert "中共示例镇委员会2027年1月21日" in last
    assert "嘎查村星数评定类别" in last
    whole = whole_text(data)
    assert all(f"{number}{name}" in whole for number, name in enumerate(NAMES[:villages], 1))
