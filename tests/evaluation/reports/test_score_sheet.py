"""自评表 and 初评打分表: what they show, room for the pen, subtotals, several assessors."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from evaluation.faults import RatingFault
from evaluation.numbers import show
from evaluation.reports.geometry import MM
from evaluation.reports.score_sheet import (
    INK_ROW,
    build_score_sheets,
    unfit_in_score_sheet,
)
from evaluation.reports.score_sheet_lines import ScoreSheet, SheetForm, score_sheets
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Category, Depth, StepKind
from evaluation.stars.sheets import SheetState
from evaluation.views import YearBoard
from tests.evaluation.reports.entered import MemoryReader, entered_year
from tests.evaluation.reports.reading import characters, page_text, pages_of, whole_text
from tests.evaluation.reports.samples import LONG_NAME, preset, year_board

BOARD = year_board(3)
READER = entered_year(BOARD)


def sheet(form: SheetForm, board: YearBoard = BOARD, reader: MemoryReader = READER) -> ScoreSheet:
    return score_sheets(reader, board, form)[0]


def text(form: SheetForm) -> str:
    return whole_text(build_score_sheets([sheet(form)]))


def with_step(kind: StepKind, **changes: object) -> YearBoard:
    standard = preset()
    steps = tuple(
        replace(step, **changes) if step.kind is kind else step  # type: ignore[arg-type]
        for step in standard.steps
    )
    return year_board(2, standard=replace(standard, steps=steps))


def test_a_blank_sheet_has_the_own_score_beside_the_empty_one():
    words = text(SheetForm.ASSESSMENT_BLANK)
    assert "2026年度嘎查村级组织星级评定初评打分表" in words
    assert "示例旗东山镇月亮泡嘎查" in words
    assert "评定标准：十星默认标准（可修改）第1版" in words
    assert "依据：示例旗组发〔2026〕8号" in words
    assert "编号考评内容分值计分办法自评初评得分考评记载备注" in words
    assert "项目★1班子坚强星10095.00" in words
    assert (
        "1.1党组织书记在岗、“两委”职数配齐30①书记空缺满3个月，扣30分"
        "②其他岗位每缺1人，扣8分③无女性成员，扣5分30.00"
    ) in words
    assert "考评日期：年月日" in words
    assert "考评组组长（签字）：成员（签字）：年月日" in words
    assert "被考评嘎查村负责人" in words
    assert "□无异议□有异议签字：" in words
    assert "由测评结果带入，不用填写。" in words
    assert "登记" not in words
    assert "查阅会议记录" not in words


def test_rows_of_a_blank_sheet_have_room_for_the_pen():
    for form in (SheetForm.ASSESSMENT_BLANK, SheetForm.OWN_BLANK):
        one = sheet(form)
        codes = [line.code for block in one.blocks for line in block.lines]
        data = build_score_sheets([one])
        for page in range(pages_of(data)):
            edges = _row_edges(data, page, codes)
            for above, below in pairwise(edges):
                assert above - below >= INK_ROW - 0.5, (form, page)
    assert pytest.approx(12 * MM) == INK_ROW


def _row_edges(data: bytes, page: int, codes: list[str]) -> list[float]:
    """Middles of the codes in the first column, from the top."""
    rows: dict[int, str] = {}
    for character, left, bottom, _, top in characters(data, page):
        if left < 18 * MM + 32:
            middle = round((bottom + top) / 2)
            key = next((known for known in rows if abs(known - middle) < 4), middle)
            rows[key] = rows.get(key, "") + character
    return sorted((middle for middle, found in rows.items() if found in codes), reverse=True)


def test_a_blank_own_sheet_shows_what_to_look_at():
    words = text(SheetForm.OWN_BLANK)
    assert "2026年度嘎查村级组织星级评定自评表" in words
    assert "编号考评内容分值计分办法查验依据自评得分备注" in words
    assert "任职文件、班子花名册" in words
    assert "注：群众满意星不由自评打分，表中未列。" in words
    assert "党组织书记（签字）：" in words
    assert "（盖章）" in words
    assert "95.00" not in words


def test_a_filled_sheet_has_three_scores_and_the_record():
    words = text(SheetForm.ASSESSMENT)
    assert "编号考评内容分值自评初评复核考评记载备注" in words
    assert "项目★1班子坚强星10095.0064.0062.00" in words
    assert (
        "1.3集体议事、分工协作2524.009.00②重要事项未经集体研究，每件扣8分，2次，扣16分："
        "查阅会议记录，缺7月、8月两次（依据：会议记录）。"
    ) in words
    assert "复核：抽查档案，少一份。" in words
    assert "③班子成员平均年龄47.5岁，不扣分。" in words
    assert "扣完为止。" in words
    assert "第2版（已签）" in words
    assert "☑无异议□有异议" in words
    assert "登记：初评日期2027-01-08，签字考评组组长，录入录入员甲。" in words
    assert "对内资料，不得张贴、转发" in words


def test_the_totals_are_those_of_the_stars():
    one = sheet(SheetForm.ASSESSMENT)
    for name, total in zip(("own", "assessed"), one.totals[1:3], strict=True):
        scores = [getattr(block, name) for block in one.blocks if getattr(block, name)]
        hundredths = sum(int(score.replace(".", "")) for score in scores)
        assert total == show(hundredths)
    assert one.totals[0] == "1000"
    assert "合计1000" in text(SheetForm.ASSESSMENT)


def test_the_scores_of_a_star_add_up_to_its_subtotal():
    for block in sheet(SheetForm.ASSESSMENT).blocks:
        scores = [int(line.assessed.replace(".", "")) for line in block.lines]
        assert show(sum(scores)) == block.assessed


def test_a_filled_own_sheet_shows_its_scores():
    words = text(SheetForm.OWN)
    assert "编号考评内容分值计分办法自评得分说明备注" in words
    assert "项目★1班子坚强星10095.00" in words


def test_each_assessor_has_a_sheet_of_his_own():
    reader = entered_year(BOARD, assessors=("甲", "乙"), review=False)
    sheets = score_sheets(reader, BOARD, SheetForm.ASSESSMENT)
    assert [item.sheet.assessor for item in sheets if item.sheet] == ["乙", "甲"] * 3
    words = whole_text(build_score_sheets(sheets[:1]))
    assert "考评人：乙第2版" in words
    assert not sheets[0].reviewed


def test_a_draft_says_that_it_is_not_signed():
    reader = entered_year(BOARD, state=SheetState.DRAFT)
    words = whole_text(build_score_sheets([sheet(SheetForm.ASSESSMENT, reader=reader)]))
    assert "第2版（录入中，未签）" in words


def test_a_step_that_scores_whole_stars_leaves_the_place_in_their_heads():
    board = with_step(StepKind.ASSESSMENT, depth=Depth.STAR)
    reader = entered_year(board)
    blank = sheet(SheetForm.ASSESSMENT_BLANK, board, reader)
    assert all(block.by_ink for block in blank.blocks)
    assert not any(line.by_ink for block in blank.blocks for line in block.lines)
    filled = sheet(SheetForm.ASSESSMENT, board, reader)
    assert filled.blocks[0].assessed == "96.50"
    assert filled.blocks[0].reviewed == "93.00"
    assert "项目★1班子坚强星10095.0096.5093.00" in whole_text(build_score_sheets([filled]))


def test_what_does_not_apply_to_a_category_is_not_asked():
    standard = preset()
    first = standard.stars[0].indicators[0]
    category = Category("pasture", "牧区", not_applicable=(first.id,))
    board = year_board(1, standard=replace(standard, categories=(category,)))
    reader = entered_year(board, category="pasture")
    for form in (SheetForm.ASSESSMENT_BLANK, SheetForm.ASSESSMENT):
        line = sheet(form, board, reader).blocks[0].lines[0]
        assert line.record.startswith("不涉及。")
        assert not line.by_ink


def test_many_indicators_run_over_pages_with_their_heads():
    standard = preset()
    many = tuple(
        replace(
            star,
            indicators=tuple(
                replace(
                    indicator, id=f"{indicator.id}-{turn}", code=f"{indicator.code}{turn or ''}"
                )
                for turn in range(2)
                for indicator in star.indicators
            ),
        )
        for star in standard.stars
    )
    board = year_board(1, standard=replace(standard, stars=many[:9]))
    one = sheet(SheetForm.ASSESSMENT_BLANK, board, entered_year(board))
    assert sum(len(block.lines) for block in one.blocks) > 80
    data = build_score_sheets([one])
    count = pages_of(data)
    assert count >= 5
    for page in range(count):
        words = page_text(data, page)
        assert f"第{page + 1}页共{count}页" in words
        assert "编号考评内容分值" in words
        last = re.sub(r"(十星默认标准（可修改）.*)$", "", words)
        assert not re.search(r"项目★\d+[^0-9]+\d+[\d.]*$", last), "a star's head stands alone"


def test_long_names_and_facts_stay_inside():
    board = year_board(1)
    row = replace(board.rows[0], name=LONG_NAME, category="牧区")
    board = replace(board, rows=(row,))
    reader = entered_year(board, fact="查阅会议记录，发现应当公开的事项没有公开。" * 60)
    one = sheet(SheetForm.ASSESSMENT, board, reader)
    assert unfit_in_score_sheet(one) == ()
    data = build_score_sheets([one])
    assert LONG_NAME in page_text(data)
    for page in range(pages_of(data)):
        for character, left, bottom, right, top in characters(data, page):
            assert left >= 18 * MM - 1, character
            assert right <= (210 - 14) * MM + 1, character
            assert bottom >= 8 * MM, character
            assert top <= (297 - 15) * MM + 1, character


@pytest.mark.parametrize("name", ["baifenzhi", "shequ-sixing", "wuxing-henan", "shixing-2012"])
def test_every_preset_has_its_sheets(name):
    board = year_board(1, standard=preset(name))
    reader = entered_year(board)
    for form in SheetForm:
        one = sheet(form, board, reader)
        words = whole_text(build_score_sheets([one]))
        assert board.head.standard.stars[0].name in words
        assert "合计" in words


def test_nothing_to_print_is_said_in_words():
    empty = MemoryReader(
        [item for item in READER.records if type(item).__name__ == "Participation"]
    )
    assert len(score_sheets(empty, BOARD, SheetForm.ASSESSMENT_BLANK)) == 3
    with pytest.raises(RatingFault, match="还没有录入初评"):
        score_sheets(empty, BOARD, SheetForm.ASSESSMENT)
    rows = tuple(replace(row, status=ParticipationStatus.EXCLUDED) for row in BOARD.rows)
    with pytest.raises(RatingFault, match="没有参评的嘎查村"):
        score_sheets(READER, replace(BOARD, rows=rows), SheetForm.OWN_BLANK)
    standard = preset()
    steps = tuple(step for step in standard.steps if step.kind is not StepKind.SELF)
    board = year_board(1, standard=replace(standard, steps=steps))
    with pytest.raises(RatingFault, match="没有自评这一步"):
        score_sheets(entered_year(board), board, SheetForm.OWN_BLANK)
