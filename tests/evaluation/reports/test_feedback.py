"""部门反馈表: a form for each department, its columns, several parts, what is entered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.faults import RatingFault
from evaluation.reports.feedback import build_feedback, unfit_in_feedback
from evaluation.reports.feedback_lines import FeedbackForm, feedback_forms
from evaluation.reports.geometry import MM
from evaluation.rounds import ParticipationStatus, SharedFigureValue
from evaluation.standard.model import Category
from tests.evaluation.reports.entered import entered_year
from tests.evaluation.reports.reading import (
    characters,
    page_size,
    page_text,
    pages_of,
    whole_text,
)
from tests.evaluation.reports.samples import LONG_NAME, preset, year_board

BOARD = year_board(3)
READER = entered_year(BOARD)


def form(department: str, *, blank: bool = False) -> FeedbackForm:
    forms = feedback_forms(READER, BOARD, blank=blank)
    return next(item for item in forms if item.department == department)


def led(standard, department, stars=1):
    """The standard with all indicators of its first stars led by one department."""
    return replace(
        standard,
        stars=tuple(
            replace(
                star,
                indicators=tuple(
                    replace(indicator, department=department if place < stars else "")
                    for indicator in star.indicators
                ),
            )
            for place, star in enumerate(standard.stars)
        ),
    )


def test_every_department_has_a_form():
    forms = feedback_forms(READER, BOARD, blank=True)
    named = [item.department for item in BOARD.head.standard.indicators if item.department]
    assert [item.department for item in forms] == list(dict.fromkeys(named))
    data = build_feedback(forms)
    assert pages_of(data) == len(forms)
    width, height = page_size(data)
    assert width > height


def test_a_blank_form_asks_for_counts_and_facts():
    words = whole_text(build_feedback([form("纪检部门", blank=True)]))
    assert "2026年度嘎查村级组织星级评定部门反馈表" in words
    assert "反馈部门：纪检部门" in words
    assert "汇总单位：中共示例镇委员会依据：示例旗组发〔2026〕8号" in words
    assert "1.5廉洁履职（15分）" in words
    assert "成员受轻处分，每人次扣8分（较重情形转一票否决）（次数）" in words
    assert "填报人（签字）：负责人（签字）：（盖章）年月日" in words
    assert "没有此类情形的填“0”" in words
    assert "月亮泡嘎查" in words
    assert "查阅会议记录" not in words


def test_a_filled_form_shows_what_was_entered():
    words = whole_text(build_feedback([form("纪检部门")]))
    assert "1月亮泡嘎查2查阅会议记录，缺7月、8月两次（会议记录）" in words
    assert "填表说明" not in words


def test_figures_stand_with_their_unit_and_the_figure_of_the_year():
    shared = SharedFigureValue(BOARD.head.round.id, "county-income", 2130000)
    reader = entered_year(BOARD)
    reader.records.append(shared)
    forms = feedback_forms(reader, BOARD, blank=False)
    found = next(item for item in forms if item.department == "农牧部门")
    words = whole_text(build_feedback([found]))
    assert "人均可支配收入（元）数据来源人均可支配收入增幅（%）数据来源" in words
    assert "1月亮泡嘎查17.517.5" in words
    assert "全年数据：旗县人均可支配收入21300元" in words
    assert "旗县人均可支配收入21300元" not in whole_text(
        build_feedback(feedback_forms(reader, BOARD, blank=True))
    )


def test_a_base_that_is_typed_has_a_column_of_its_own():
    board = year_board(2, standard=led(preset(), "农牧部门", stars=3))
    (found,) = feedback_forms(entered_year(board), board, blank=False)
    group = next(item for item in found.groups if item.title.startswith("3.3"))
    assert [column.title for column in group.columns] == [
        "本年集体经营性收入（万元）",
        "上年集体经营性收入（万元）",
        "数据来源",
    ]
    place = found.groups.index(group)
    assert found.rows[0].values[place] == ("17.5", "20", "")


def test_many_indicators_are_split_into_parts_and_none_is_divided():
    board = year_board(4, standard=led(preset(), "综合部门", stars=4))
    (found,) = feedback_forms(entered_year(board), board, blank=True)
    data = build_feedback([found])
    count = pages_of(data)
    assert count > 1
    for number, word in zip(range(count), "一二三四五六七八九", strict=False):
        words = page_text(data, number)
        assert f"部门反馈表（{word}）" in words
        assert "填报人（签字）：" in words
        assert "月亮泡嘎查" in words
    text = whole_text(data)
    for group in found.groups:
        assert text.count(group.title.replace(" ", "").replace("　", "")) == 1
    for page in range(count):
        for character, left, _, right, _ in characters(data, page):
            assert left >= 14 * MM - 1, character
            assert right <= (297 - 14) * MM + 1, character


def test_several_towns_stand_one_after_the_other():
    board = year_board(6, towns=2)
    (first, *_) = feedback_forms(entered_year(board), board, blank=True)
    words = whole_text(build_feedback([first]))
    assert words.index("东山镇") < words.index("月亮泡嘎查") < words.index("西泉苏木")
    assert "6查干诺尔嘎查" in words


def test_long_lists_run_on_with_their_heads():
    board = year_board(15)
    (first, *_) = feedback_forms(entered_year(board), board, blank=True)
    long = replace(first, rows=first.rows * 3)
    data = build_feedback([long])
    count = pages_of(data)
    assert count >= 4
    for page in range(count):
        assert "1.5廉洁履职（15分）" in page_text(data, page)
        assert f"第{page + 1}页共{count}页" in page_text(data, page)
    assert "填报人" in page_text(data, count - 1)
    assert "填报人" not in page_text(data, 0)


def test_what_does_not_apply_is_said():
    standard = preset()
    indicator = next(item for item in standard.indicators if item.department == "纪检部门")
    category = Category("pasture", "牧区", not_applicable=(indicator.id,))
    board = year_board(2, standard=replace(standard, categories=(category,)))
    (first, *_) = feedback_forms(entered_year(board, category="pasture"), board, blank=True)
    assert first.rows[0].values == (None,)
    assert "1月亮泡嘎查不涉及" in whole_text(build_feedback([first]))


def test_what_assessors_entered_differently_stands_side_by_side():
    reader = entered_year(BOARD, assessors=("甲", "乙"))
    for place, item in enumerate(reader.records):
        if getattr(item, "clause", "") == "c1.5.1" and item.assessor == "乙":
            reader.records[place] = replace(item, count=3)
    first = feedback_forms(reader, BOARD, blank=False)[0]
    assert first.rows[0].values[0] is not None
    assert set(first.rows[0].values[0][0].split("／")) == {"2", "3"}


def test_long_names_wrap():
    row = replace(BOARD.rows[0], name=LONG_NAME)
    board = replace(BOARD, rows=(row,))
    (first, *_) = feedback_forms(READER, board, blank=True)
    assert unfit_in_feedback(first) == ()
    assert LONG_NAME in whole_text(build_feedback([first]))


def test_nothing_to_print_is_said_in_words():
    board = year_board(2, standard=led(preset(), "", stars=0))
    with pytest.raises(RatingFault, match="没有一项指标写明牵头部门"):
        feedback_forms(entered_year(board), board, blank=True)
    rows = tuple(replace(row, status=ParticipationStatus.EXCLUDED) for row in BOARD.rows)
    with pytest.raises(RatingFault, match="没有参评的嘎查村"):
        feedback_forms(READER, replace(BOARD, rows=rows), blank=True)
