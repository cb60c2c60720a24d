"""A folder of filled score sheets: whose each is, what is asked, and one action for all."""

from __future__ import annotations

import shutil

import pytest

from db.exchange.folders import (
    FileState,
    answered_folder,
    apply_folder,
    folder_record,
    preview_folder,
)
from db.exchange.progress import Cancelled
from db.exchange.sheet_forms import sheet_forms, write_sheet_forms
from evaluation.actions import sheets, signing, years
from evaluation.boards import year_board
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet, sheet_content, village_by
from evaluation.history import HistoryEvent
from evaluation.stars.sheets import MarkState, Purpose
from tests.db.exchange.conftest import CODES, ROUND
from tests.db.exchange.dirty.workbooks import Dirty, clause, make, points
from tests.db.exchange.stored import stored_words


@pytest.fixture
def blank(office, tmp_path):
    """Paths of the blank forms of all villages, by step and place."""
    board = year_board(office.register, ROUND)
    return {
        step: write_sheet_forms(
            sheet_forms(office.register, board, step, filled=False), tmp_path / "空白" / step
        )
        for step in ("自评", "初评")
    }


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "收到的表"
    path.mkdir()
    return path


def fill(blank, folder, place, entered, *, step="自评", name="", file="xlsx", **more):
    """A filled form of the village at a place of the roster, under a name of its own."""
    dirty = Dirty(name or f"表{place}{step}", step, entered, file, **more)
    return make(dirty, blank[step][place], folder)[0]


def look(office, folder, answers=None):
    return preview_folder(folder, office.register, ROUND, answers)


def village(office, place):
    found = village_by(office.register, CODES[place])
    assert found is not None
    return found


def by_file(preview):
    return {item.file: item for item in preview.files}


def test_any_names_any_kinds_both_steps_one_entry(office, blank, folder):
    fill(blank, folder, 0, {points("1.1"): 28}, name="新建 工作表（3）")
    fill(blank, folder, 1, {points("1.1"): 29}, name="b", file="xls")
    (folder / "月亮苏木").mkdir()
    fill(blank, folder / "月亮苏木", 3, {points("1.1"): 27}, name="c", file="gb18030")
    fill(
        blank,
        folder,
        0,
        {clause("2.1", 1, "次数"): 2, clause("2.1", 1, "事实"): "少两次"},
        step="初评",
        file="utf-8",
    )
    (folder / "说明.docx").write_bytes(b"PK")
    (folder / "~$新建.xlsx").write_bytes(b"lock")
    preview = look(office, folder)
    assert preview.missing == ("红星村", "柳树沟村")
    assert preview.ready
    assert [(item.file, item.village_name, item.step_name, item.found_by)
            for item in preview.files if item.state is FileState.READ] == [
        ("b.xls", "西岭嘎查", "自评", "表头的代码"),
        ("新建 工作表（3）.xlsx", "东泉嘎查", "自评", "表头的代码"),
        ("月亮苏木/c.csv", "红星村", "自评", "表头的代码"),
        ("表0初评.csv", "东泉嘎查", "初评", "表头的代码"),
    ]  # fmt: skip
    assert by_file(preview)["说明.docx"].state is FileState.NOT_A_FORM
    assert "~$新建.xlsx" not in by_file(preview)
    before = len(office.register.history())
    apply_folder(office, preview)
    entry, *_ = office.register.history()
    assert len(office.register.history()) == before + 1
    assert entry.event is HistoryEvent.SHEET_ENTERED
    assert entry.subject == "导入打分表：自评 3 份，初评 1 份"
    for item in preview.files:
        if item.state is FileState.READ:
            assert f"{item.file}（SHA-256 {item.sha256}）" in entry.document
    assert stored_words(office.register, ROUND, village(office, 3), "self") == {"1.1": "27"}
    assert stored_words(office.register, ROUND, village(office, 0), "assessment") == {
        "2.1 第 1 条 次数": "2",
        "2.1 第 1 条 事实": "少两次",
    }
    again = look(office, folder)
    assert not again.ready
    with pytest.raises(RatingFault, match="完全相同"):
        apply_folder(office, again)


def test_clauses_figures_states_and_the_rest(office, blank, folder):
    entered = {
        clause("1.1", 2, "次数"): 1,
        clause("1.1", 2, "事实"): "缺妇联主席",
        clause("1.1", 2, "依据"): "花名册第 2 页",
        clause("1.5", 1, "查验"): "待数据",
        clause("3.4", 1, "查验"): "不涉及",
        clause("3.2", 1, "数据"): 12.5,
        clause("3.3", 1, "数据"): 12.5,
        clause("3.3", 1, "基数"): 11,
        clause("7.1", 1, "数据"): 18000,
        clause("1.3", 1, "次数"): 0,
        clause("1.4", 1, "备注"): "述职在 12 月",
    }
    fill(blank, folder, 0, entered, step="初评", head={"其余各项": "已查，不扣分"})
    preview = look(office, folder)
    assert preview.faults == ()
    apply_folder(office, preview)
    sheet = latest_sheet(
        office.register, ROUND, village(office, 0), "assessment", Purpose.ASSESSMENT, ""
    )
    assert sheet is not None
    content = sheet_content(office.register, sheet)
    marks = content.marks
    assert marks["i1.5"].state is MarkState.AWAITING
    assert marks["i3.4"].state is MarkState.NOT_APPLICABLE
    assert (marks["i3.3"].figure, marks["i3.3"].base) == (1250, 1100)
    assert marks["i1.4"].fact == "述职在 12 月"
    assert marks["i1.4"].state is MarkState.CHECKED
    (deduction,) = content.deductions["i1.1"]
    assert (deduction.count, deduction.fact) == (1, "缺妇联主席")
    assert deduction.evidence == "花名册第 2 页"
    assert marks["i1.3"].state is MarkState.CHECKED
    left = [item for item, mark in marks.items() if mark.state is MarkState.UNCHECKED]
    assert left == []
    assert "i10.1" not in marks
    assert not look(office, folder).ready


def test_a_remark_and_older_facts_stay_where_the_cell_is_empty(office, blank, folder):
    desk = {"round": ROUND, "village": CODES[0], "step": "assessment"}
    office.act(
        sheets.enter_deduction, **desk, item="2.1", clause="1", count=1, fact="五月没有开",
        outward="组织生活少一次", evidence="记录簿", act_date="2027-01-05",
    )  # fmt: skip
    office.act(sheets.enter_figure, **desk, item="1.2", figure="51", fact="按身份证计算")
    entered = {clause("2.1", 1, "次数"): 2, clause("1.2", 3, "数据"): 52}
    fill(blank, folder, 0, entered, step="初评")
    preview = look(office, folder)
    told = [item for row in preview.files[0].rows for item in row.differences]
    assert [(item.what, item.before, item.after) for item in told] == [
        ("1.2 班子成员平均年龄", "51", "52"),
        ("2.1 第 1 条 次数", "1", "2"),
    ]
    apply_folder(office, preview)
    stored = stored_words(office.register, ROUND, village(office, 0), "assessment")
    assert stored["2.1 第 1 条 事实"] == "五月没有开"
    assert stored["1.2 备注"] == "按身份证计算"
    sheet = latest_sheet(
        office.register, ROUND, village(office, 0), "assessment", Purpose.ASSESSMENT, ""
    )
    assert sheet is not None
    (deduction,) = sheet_content(office.register, sheet).deductions["i2.1"]
    assert (deduction.outward, deduction.act_date) == ("组织生活少一次", "2027-01-05")


def test_a_count_of_nought_takes_a_deduction_back(office, blank, folder):
    desk = {"round": ROUND, "village": CODES[0], "step": "assessment"}
    office.act(sheets.enter_deduction, **desk, item="2.1", clause="1", count=1, fact="少一次")
    fill(blank, folder, 0, {clause("2.1", 1, "次数"): 0}, step="初评")
    preview = look(office, folder)
    ((difference,),) = (row.differences for row in preview.files[0].rows)
    assert (difference.what, difference.before, difference.after) == (
        "2.1 第 1 条 次数", "1", "0",
    )  # fmt: skip
    apply_folder(office, preview)
    assert stored_words(office.register, ROUND, village(office, 0), "assessment") == {
        "2.1 查验": "已查"
    }


def test_without_a_block_the_name_at_the_head_or_of_the_file_says_whose_it_is(
    office, blank, folder
):
    nothing = {"代码": "", "嘎查村": "", "乡镇": ""}
    (folder / "示例镇").mkdir()
    fill(blank, folder, 4, {points("1.1"): 20}, name="柳树沟村自评", head=nothing)
    preview = look(office, folder)
    # The title still names the village.
    assert preview.files[0].found_by == "表头的标题"
    path = fill(
        blank, folder, 0, {points("1.1"): 20}, name="x", file="utf-8",
        head={"代码": "", "嘎查村": "西岭"},
    )  # fmt: skip
    assert by_file(look(office, folder))["x.csv"].found_by == "表头的名称"
    for name, village_name in (("示例镇西岭嘎查2026", "西岭嘎查"), ("示例镇/红星村", "红星村")):
        path = fill(blank, folder, 0, {points("1.1"): 20}, name=name, file="utf-8", head=nothing)
        text = path.read_text("utf-8").replace("东泉嘎查自评打分表", "自评打分表")
        path.write_text(text, "utf-8")
        found = by_file(look(office, folder))[f"{name}.csv"]
        assert (found.village_name, found.found_by) == (village_name, "文件名"), found
    # Of the two villages of that name it is the one of the town whose folder it lies in.
    assert by_file(look(office, folder))["示例镇/红星村.csv"].village == village(office, 2)


def test_a_name_of_two_villages_and_part_of_a_longer_name_are_asked(office, blank, folder):
    nothing = {"代码": "", "嘎查村": "", "乡镇": ""}
    for name, choices in (
        ("红星村", {village(office, 2), village(office, 3)}),
        ("大东泉嘎查", {village(office, 0)}),
        ("无名", {village(office, place) for place in range(5)}),
    ):
        path = fill(blank, folder, 0, {points("1.1"): 20}, name=name, file="utf-8", head=nothing)
        path.write_text(
            path.read_text("utf-8").replace("东泉嘎查自评打分表", "自评打分表"), "utf-8"
        )
        preview = look(office, folder)
        (question,) = preview.questions
        assert {key for key, _ in question.choices} == choices
        assert preview.files[0].village == ""
        settled = answered_folder(preview, office.register, {question.id: min(choices)})
        assert settled.ready
        assert settled.files[0].village == min(choices)
        assert settled.files[0].found_by == "您的选择"
        path.unlink()


def test_a_copied_form_under_another_villages_name_is_asked(office, blank, folder):
    fill(blank, folder, 0, {points("1.1"): 20}, name="西岭嘎查 自评")
    (question,) = look(office, folder).questions
    assert "东泉嘎查" in question.text
    assert "西岭嘎查" in question.text


def test_two_sheets_of_one_village(office, blank, folder):
    fill(blank, folder, 0, {points("1.1"): 20}, name="甲")
    fill(blank, folder, 0, {points("1.1"): 21}, name="乙")
    preview = look(office, folder)
    (question,) = preview.questions
    assert len(question.choices) == 2
    before = office.register.path.read_bytes()
    with pytest.raises(RatingFault, match="要您确认"):
        apply_folder(office, preview)
    assert office.register.path.read_bytes() == before
    chosen = next(key for key, words in question.choices if words.startswith("甲"))
    settled = answered_folder(preview, office.register, {question.id: chosen})
    assert [item.state for item in settled.files] == [FileState.LEFT_OUT, FileState.READ]
    apply_folder(office, settled)
    assert stored_words(office.register, ROUND, village(office, 0), "self") == {"1.1": "20"}
    assert "乙" not in office.register.history()[0].document


def test_one_faulty_file_stops_all_until_it_is_left_out(office, blank, folder):
    fill(blank, folder, 0, {points("1.1"): 31}, name="错")
    fill(blank, folder, 1, {points("1.1"): 30}, name="对")
    (folder / "坏.xlsx").write_bytes(b"PK nothing")
    preview = look(office, folder)
    assert [fault.address for fault in preview.faults] == ["坏.xlsx", "错.xlsx 自评!F8"]
    before = office.register.path.read_bytes()
    with pytest.raises(RatingFault) as caught:
        apply_folder(office, preview)
    assert len(caught.value.places) == 2
    assert office.register.path.read_bytes() == before
    answers = {item.leave_out.id: "yes" for item in preview.files if item.faults}
    settled = answered_folder(preview, office.register, answers)
    assert settled.ready
    apply_folder(office, settled)
    assert stored_words(office.register, ROUND, village(office, 1), "self") == {"1.1": "30"}
    assert stored_words(office.register, ROUND, village(office, 0), "self") == {}


def test_signed_excluded_and_other_years_are_faults(office, blank, folder):
    office.act(
        sheets.fill_sheet, round=ROUND, village=CODES[0], step="self", scores={}, check_rest=1
    )
    office.act(
        signing.seal_sheet, round=ROUND, village=CODES[0], step="self",
        signed_by="示例甲", act_date="2026-12-05",
    )  # fmt: skip
    office.act(
        years.set_participation, round=ROUND, village=CODES[1], status="excluded", reason="搬迁"
    )
    fill(blank, folder, 0, {points("1.1"): 20}, name="a")
    fill(blank, folder, 1, {points("1.1"): 20}, name="b")
    fill(blank, folder, 2, {points("1.1"): 20}, name="c", head={"年度": "2025"})
    fill(blank, folder, 3, {points("1.1"): 20}, name="d", head={"单位类型": "社区"})
    fill(blank, folder, 4, {points("1.1"): 20}, name="e", head={"代码": CODES[0]})
    words = {item.file[0]: item.faults[0].message for item in look(office, folder).files}
    assert "已经签字" in words["a"]
    assert "不参评" in words["b"]
    assert "2025 年度" in words["c"]
    assert "社区" in words["d"]
    assert "对不上" in words["e"]


def test_another_version_of_the_standard_is_asked_once_for_all(office, blank, folder):
    for place in (0, 1):
        fill(blank, folder, place, {points("1.1"): 20}, head={"校验码": "00000000"})
    preview = look(office, folder)
    (question,) = preview.questions
    assert "00000000" in question.text
    assert answered_folder(preview, office.register, {question.id: "read"}).ready
    refused = answered_folder(preview, office.register, {question.id: "refuse"})
    assert len(refused.faults) == 2


def test_a_wrong_sum_and_entries_in_wrong_places(office, blank, folder):
    entered = {points(item): 10 for item in ("1.1", "1.2")}
    path = fill(blank, folder, 0, entered, file="utf-8")
    path.write_text(path.read_text("utf-8") + "合计,,,,,900,\n,9.99,,,,3,\n,,,,,5,\n", "utf-8")
    found = look(office, folder).files[0].faults
    assert any("没有编号为“9.99”" in fault.message for fault in found)
    assert any("没有编号" in fault.message for fault in found)
    # The sum is only checked where every item has points.
    assert not any("合计" in fault.message for fault in found)


def test_what_is_no_folder_and_stopping(office, blank, folder):
    with pytest.raises(RatingFault, match="找不到文件夹"):
        look(office, folder / "没有")
    with pytest.raises(RatingFault, match="没有文件"):
        look(office, folder)
    shutil.copy(blank["自评"][0], folder)
    with pytest.raises(Cancelled):
        preview_folder(folder, office.register, ROUND, progress=lambda done, total: done < 1)


def test_a_preview_as_plain_values(office, blank, folder):
    import json

    fill(blank, folder, 0, {points("1.1"): "２０"}, name="甲")
    record = json.loads(json.dumps(folder_record(look(office, folder)), ensure_ascii=False))
    assert record["ready"] is True
    (file,) = record["files"]
    assert file["village"] == "东泉嘎查"
    assert file["rows"][0]["differences"] == [{"what": "1.1", "before": "", "after": "20"}]
    assert "读作 20" in file["notices"][0]["message"]


def test_an_assessors_own_sheet_and_the_list_of_a_group(office, blank, folder, tmp_path):
    board = year_board(office.register, ROUND)
    own = sheet_forms(office.register, board, "初评", filled=False, assessor="考评员甲")
    paths = write_sheet_forms(own, tmp_path / "甲的表")
    blank = {"初评": paths}
    fill(blank, folder, 0, {clause("1.3", 1, "次数"): 1}, step="初评")
    preview = look(office, folder)
    (question,) = preview.questions
    assert "考评员甲" in question.text
    apply_folder(office, preview, {question.id: "own"})
    mine = latest_sheet(
        office.register, ROUND, village(office, 0), "assessment", Purpose.ASSESSMENT, "考评员甲"
    )
    assert mine is not None
    assert stored_words(office.register, ROUND, village(office, 0), "assessment") == {}
    assert look(office, folder).questions == ()
    fill(blank, folder, 1, {clause("1.3", 1, "次数"): 1}, step="初评", head={"考评人": "甲、乙"})
    preview = look(office, folder)
    (question,) = preview.questions
    apply_folder(office, preview, {question.id: "common"})
    assert stored_words(office.register, ROUND, village(office, 1), "assessment") == {
        "1.3 第 1 条 次数": "1"
    }


def test_one_workbook_with_a_sheet_for_each_village(office, folder):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(folder / "示例镇自评.xlsx"))
    for name, score in (("东泉嘎查", 28), ("西岭", 29), ("柳树沟村", 27)):
        sheet = book.add_worksheet(name)
        for row, values in enumerate((["自评表"], ["编号", "得分"], ["1.1", score])):
            sheet.write_row(row, 0, values)
    book.close()
    preview = look(office, folder)
    found = {item.sheet: (item.village_name, item.found_by) for item in preview.files}
    assert found["东泉嘎查"] == ("东泉嘎查", "工作表名")
    assert found["柳树沟村"] == ("柳树沟村", "工作表名")
    # A shortened name is never taken for granted.
    (question,) = preview.questions
    assert question.address == "示例镇自评.xlsx 西岭"
    answers = {question.id: village(office, 1)}
    apply_folder(office, preview, answers)
    assert stored_words(office.register, ROUND, village(office, 1), "self") == {"1.1": "29"}
    assert stored_words(office.register, ROUND, village(office, 4), "self") == {"1.1": "27"}


def test_a_hidden_sheet_is_named(office, blank, folder):
    import xlsxwriter

    path = folder / "东泉嘎查自评.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("自评")
    for row, values in enumerate((["东泉嘎查自评表"], ["编号", "得分"], ["1.1", 20])):
        sheet.write_row(row, 0, values)
    hidden = book.add_worksheet("旧表")
    hidden.write(0, 0, "编号")
    hidden.hide()
    book.close()
    preview = look(office, folder)
    assert preview.ready
    assert "“旧表”" in preview.files[0].notices[0].message
