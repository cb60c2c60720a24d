"""部门反馈表: out for each department, filled, and in onto the villages' drafts."""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from db.exchange.feedback_forms import departments, feedback_forms, write_feedback_forms
from db.exchange.importing import answered, apply, import_file
from db.exchange.previews import RowState
from db.exchange.standards import read_preset
from db.exchange.tables import read_table
from evaluation.actions import sheets
from evaluation.boards import year_board
from evaluation.faults import RatingFault
from evaluation.gathering import village_by
from tests.db.exchange.conftest import CODES, ROUND
from tests.db.exchange.dirty.old_workbook import Percent, Reckoned, write_old_workbook
from tests.db.exchange.stored import stored_words
from tests.db.exchange.taking import faults, look, states, take

DESK = {"round": ROUND, "step": "assessment"}


@pytest.fixture
def written(office, tmp_path):
    """department → its table as it went out."""
    forms = feedback_forms(office.register, year_board(office.register, ROUND))
    paths = write_feedback_forms(forms, tmp_path / "反馈")
    return {form.department: path for form, path in zip(forms, paths, strict=True)}


@pytest.fixture
def fill(written, tmp_path):
    """Fill the table of a department: (place of the village, beginning of the column) → value."""

    def filled(department, entered, *, old=False, name="回来的表"):
        rows, head = table(written[department])
        for (place, start), value in entered.items():
            column = next(n for n, text in enumerate(rows[head]) if text.startswith(start))
            rows[head + 1 + place][column] = value
        if old:
            return write_old_workbook(tmp_path / f"{name}.xls", rows)
        path = tmp_path / f"{name}.xlsx"
        book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
        day, percent = (book.add_format({"num_format": form}) for form in ("m-d", "0%"))
        sheet = book.add_worksheet("部门反馈")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, Percent):
                    sheet.write_number(number, column, value.value, percent)
                elif isinstance(value, Reckoned):
                    sheet.write_formula(number, column, "=1", None, value.value or "")
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
        book.close()
        return path

    return filled


def table(path):
    (sheet,) = read_table(path).sheets
    rows = [list(row) for row in sheet.values]
    head = next(number for number, row in enumerate(rows) if "代码" in row and "序号" in row)
    return rows, head


def village(office, place):
    found = village_by(office.register, CODES[place])
    assert found is not None
    return found


def stored(office, place):
    return stored_words(office.register, ROUND, village(office, place), "assessment")


def test_every_department_has_a_table_of_all_villages(office, written):
    standard = read_preset("shixing-moren")
    assert tuple(written) == departments(standard)
    assert "农牧部门" in written
    rows, head = table(written["农牧部门"])
    assert rows[head][:4] == ["序号", "代码", "镇", "嘎查村"]
    assert rows[head][4:] == ["7.1 人均可支配收入（元）", "7.2 人均可支配收入增幅（%）"]
    assert [row[1] for row in rows[head + 1 :]] == list(CODES)
    block = [item for row in rows[:head] for item in row if item]
    for words in ("部门：农牧部门", "年度：2026", "数据期间：2026-01-01 至 2026-12-31"):
        assert words in block
    rows, head = table(written["自然资源部门"])
    assert rows[head][4].startswith("4.4① ")
    assert rows[head][4].endswith("（次数）")
    assert rows[head][5] == "4.4① 事实"


def test_what_a_department_reports_fills_the_drafts_in_one_entry(office, fill):
    path = fill("农牧部门", {(0, "7.1"): 18500, (0, "7.2"): 5.25, (2, "7.1"): 17600.5})
    preview = take(office, "feedback", path)
    assert states(preview) == [
        RowState.ADDED, RowState.SAME, RowState.ADDED, RowState.SAME, RowState.SAME
    ]  # fmt: skip
    assert office.register.history()[0].subject == "部门反馈（农牧部门） 2 个村"
    assert stored(office, 0) == {"7.1 人均可支配收入": "18500", "7.2 人均可支配收入增幅": "5.25"}
    assert stored(office, 1) == {}
    again = look(office, "feedback", path)
    assert not again.ready
    assert again.changes == 0


def test_counts_with_facts_and_nought(office, fill):
    path = fill(
        "自然资源部门",
        {(0, "4.4① "): 2, (0, "4.4① 事实"): "占用耕地两起", (1, "4.4① "): 0},
        old=True,
    )
    take(office, "feedback", path)
    assert stored(office, 0) == {
        "4.4 第 1 条 次数": "2", "4.4 第 1 条 事实": "占用耕地两起"
    }  # fmt: skip
    assert stored(office, 1) == {"4.4 查验": "已查"}


def test_a_department_may_correct_itself_but_not_what_was_typed(office, fill):
    take(office, "feedback", fill("农牧部门", {(0, "7.1"): 18500, (0, "7.2"): 5}))
    corrected = fill("农牧部门", {(0, "7.1"): 18600}, name="更正")
    preview = take(office, "feedback", corrected)
    (row,) = [item for item in preview.rows if item.state is RowState.CHANGED]
    assert [(item.before, item.after) for item in row.differences] == [("18500", "18600")]
    office.act(sheets.enter_figure, **DESK, village=CODES[0], item="7.1", figure="18700")
    asked = look(office, "feedback", corrected)
    (question,) = asked.questions
    assert question.address == "E7"
    assert "18700" in question.text
    assert "18600" in question.text
    before = office.register.path.read_bytes()
    with pytest.raises(RatingFault, match="要您确认"):
        apply(office, asked)
    assert office.register.path.read_bytes() == before
    kept = answered(asked, office.register, {question.id: "keep"})
    assert not kept.ready
    assert any("保留" in notice.message for notice in kept.notices)
    apply(office, asked, {question.id: "take"})
    assert stored(office, 0)["7.1 人均可支配收入"] == "18600"


def test_a_typed_deduction_is_asked_about(office, fill):
    office.act(
        sheets.enter_deduction,
        **DESK, village=CODES[0], item="4.4", clause="1", count=1, fact="开垦", evidence="照片",
    )  # fmt: skip
    path = fill("自然资源部门", {(0, "4.4① "): 3})
    asked = look(office, "feedback", path)
    (question,) = asked.questions
    apply(office, asked, {question.id: "take"})
    assert stored(office, 0) == {
        "4.4 第 1 条 次数": "3",
        "4.4 第 1 条 事实": "开垦",
        "4.4 第 1 条 依据": "照片",
    }


def test_a_signed_sheet_is_a_fault_of_its_row(office, fill):
    desk = {**DESK, "village": CODES[1]}
    office.act(sheets.fill_sheet, **desk, check_rest=1)
    with office.register.unit_of_work("甲", office.clock()) as work:
        from dataclasses import replace

        from evaluation.history import HistoryEvent
        from evaluation.stars.sheets import Sheet, SheetState

        (sheet,) = work.find(Sheet, round=ROUND, village=village(office, 1), step="assessment")
        work.put(replace(sheet, state=SheetState.SEALED))
        work.log(HistoryEvent.SHEET_SEALED, round=ROUND)
    path = fill("农牧部门", {(0, "7.1"): 18500, (1, "7.1"): 18500})
    found = faults(office, "feedback", path)
    assert list(found) == ["D8"]
    assert "已经签字" in found["D8"]


def test_defects_with_their_cells(office, fill):
    path = fill(
        "农牧部门",
        {
            (0, "7.1"): "2万",
            (1, "7.1"): date(2026, 3, 1),
            (2, "7.1"): "一万八",
            (3, "7.1"): Percent(0.18),
            (4, "7.1"): Reckoned(None),
            (0, "7.2"): 5.255,
            (1, "7.2"): "５％",
            (2, "7.2"): 0.05,
        },
    )
    preview = look(office, "feedback", path)
    assert {fault.address for fault in preview.faults} == {"E7", "E8", "E9", "E10", "E11", "F7"}
    assert [notice.address for notice in preview.notices] == ["F8"]
    assert [question.address for question in preview.questions] == ["F9"]
    counts = fill(
        "自然资源部门",
        {(0, "4.4① "): 1.5, (1, "4.4① 事实"): "有", (2, "4.4① "): 0, (2, "4.4① 事实"): "有"},
    )
    assert set(faults(office, "feedback", counts)) == {"E7", "F8", "E9"}


def test_columns_in_another_unit_or_of_unknown_indicators(office, workbook):
    path = workbook([["代码", "7.1 人均可支配收入（万元）", "9.99 别的数据"], [CODES[0], 2, 1]])
    found = faults(office, "feedback", path)
    assert "换算成元" in found["B1"]
    assert "9.99" in found["C1"]
    none = faults(office, "feedback", workbook([["代码", "备注"], [CODES[0], "无"]]))
    assert "没有一列写着指标编号" in none[""]


def test_another_wording_is_asked_where_the_table_names_no_standard(office, workbook):
    path = workbook([["代码", "7.1 亩产"], [CODES[0], 20000]])
    preview = look(office, "feedback", path)
    (question,) = preview.questions
    assert "亩产" in question.text
    assert answered(preview, office.register, {question.id: "other"}).faults
    assert answered(preview, office.register, {question.id: "same"}).ready


def test_tables_are_not_written_over(office, written, tmp_path):
    forms = feedback_forms(office.register, year_board(office.register, ROUND))
    with pytest.raises(RatingFault, match="没有覆盖"):
        write_feedback_forms(forms, tmp_path / "反馈")


def test_a_table_that_goes_out_filled_comes_back_the_same(office, fill, tmp_path):
    take(office, "feedback", fill("自然资源部门", {(0, "4.4① "): 2, (0, "4.4① 事实"): "两起"}))
    forms = feedback_forms(office.register, year_board(office.register, ROUND))
    for path in write_feedback_forms(forms, tmp_path / "再出"):
        preview = import_file("feedback", path, office, ROUND, dry_run=True)
        assert (preview.faults, preview.questions, preview.changes) == ((), (), 0)
