"""汇总表: columns, towns, pages, counts and the footnote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.reports.progress import Cancelled
from evaluation.reports.summary import build_summary, unfit_in_summary
from tests.evaluation.reports.reading import characters, page_size, page_text, pages_of
from tests.evaluation.reports.samples import (
    LONG_NAME,
    board_of,
    excluded,
    pending,
    preset,
    year_board,
)

HEAD = (
    "序号嘎查村班子坚强党员先锋产业兴旺生态宜居乡风文明治理有效生活富裕卫生健康制度完善群众满意"
    "总分星数满意率（%）一票否决类别上年备注"
)


def test_a_town_fits_on_one_page_with_its_counts():
    data = build_summary(year_board())
    assert pages_of(data) == 1
    text = page_text(data)
    assert HEAD in text
    assert "1月亮泡嘎查61.00☆93.48★" in text
    assert "911.78995.65无一类一类8★" in text
    assert "合计71011111213141299108一类8二类5三类2" in text
    assert "获星108颗（应有150颗），获星率72.00%，平均7.20颗。" in text
    assert "各项占比按四舍五入保留两位小数，合计99.99%。" in text
    for words in ("填表人：", "审核人：", "负责人（盖章）：", "档案校验码7F3K-92QD"):
        assert words in text


@pytest.mark.parametrize(("a3", "width", "height"), [(True, 420, 297), (False, 297, 210)])
def test_both_sizes_are_landscape(a3, width, height):
    size = page_size(build_summary(year_board(), a3=a3))
    assert size == pytest.approx((width / 25.4 * 72, height / 25.4 * 72), abs=0.1)


@pytest.mark.parametrize("a3", [True, False])
def test_the_head_is_repeated_and_each_village_stands_once(a3):
    board = year_board(61, towns=3)
    data = build_summary(board, a3=a3)
    texts = [page_text(data, page) for page in range(pages_of(data))]
    assert len(texts) >= 3
    assert all(HEAD in text for text in texts)
    assert all(f"第{number}页共{len(texts)}页" in text for number, text in enumerate(texts, 1))
    whole = "".join(text.split(HEAD)[1] for text in texts)
    assert whole.count("小计") == 3
    assert whole.count("合计32") == 1
    assert "填表人" not in "".join(texts[:-1])
    order = [whole.index(town) for town in ("东山镇（", "西泉苏木（", "南河镇（")]
    assert order == sorted(order)
    totals = [row.outcome.total for row in board.rows]
    for total in totals:
        assert total is not None
        assert f"{total // 100}.{total % 100:02}" in whole


@pytest.mark.parametrize("villages", range(14, 40))
def test_no_page_is_overfull_and_no_count_stands_alone(villages):
    data = build_summary(year_board(villages, towns=2))
    for page in range(pages_of(data)):
        for character, _, bottom, _, _ in characters(data, page):
            assert bottom >= 22 / 25.4 * 72 - 4, (character, page)
        body = page_text(data, page).split(HEAD)[1]
        assert not body.startswith(("小计", "合计"))


def test_villages_without_a_result_say_why():
    board = year_board(4)
    rows = (board.rows[0], excluded(board.rows[1]), pending(board.rows[2]))
    text = page_text(build_summary(board_of(board.head, rows)))
    assert "不参评三类3★整村搬迁" in text
    assert "待评二类7★待评" in text
    assert "共3个，已评1个" in text
    assert "1个不参评，不计入各项基数。" in text


def test_vetoes_overrides_and_missing_details_are_marked():
    board = year_board(3)
    first, second, third = board.rows
    known = replace(second.outcome, stars=(), detailed=False)
    rows = (
        replace(first, vetoes=("V6 重大案件", "V8 三资违规")),
        replace(second, outcome=known),
        third,
    )
    text = page_text(build_summary(board_of(board.head, rows)))
    assert "V6、V8一类" in text
    assert "无明细" in text


def test_a_standard_without_stars_has_no_column_for_them():
    text = page_text(build_summary(year_board(3, standard=preset("shequ-sixing"))))
    assert "星数" not in text
    assert "★" not in text.replace("7★", "").replace("8★", "").replace("3★", "")
    assert "2026年度嘎查村级组织评定汇总表" in text


def test_a_name_too_long_for_a4_is_noted():
    board = year_board(2)
    board = board_of(board.head, (replace(board.rows[0], name=LONG_NAME), board.rows[1]))
    assert unfit_in_summary(board) == ()
    assert unfit_in_summary(board, a3=False) == (LONG_NAME,)


def test_a_run_can_be_stopped():
    with pytest.raises(Cancelled):
        build_summary(year_board(61), progress=lambda done, total: done < 1)
