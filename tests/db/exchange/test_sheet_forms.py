"""打分表 out: what stands on a form, how it is printed, and that it comes back as it went."""

from __future__ import annotations

import re
import zipfile

import pytest

from db.exchange.folders import BLANK, FileState, preview_folder
from db.exchange.identity import read_identity
from db.exchange.progress import Cancelled
from db.exchange.sheet_forms import (
    safe_name,
    sheet_form,
    sheet_forms,
    write_sheet_form,
    write_sheet_forms,
)
from db.exchange.standards import preset_text, read_preset
from db.exchange.tables import read_table
from db.store import create_register
from evaluation.actions import sheets, years
from evaluation.boards import year_board
from evaluation.faults import RatingFault
from evaluation.office import Office
from evaluation.standard.model import Depth, StepKind
from tests.db.exchange.conftest import CODES, ROUND, TickingClock
from tests.db.exchange.dirty.workbooks import Grid


def forms(office, step="自评", **options):
    return sheet_forms(office.register, year_board(office.register, ROUND), step, **options)


def text_of(path, part):
    return zipfile.ZipFile(path).read(part).decode()


def test_a_form_names_its_village_year_step_and_standard(office, tmp_path):
    write_sheet_forms(forms(office), tmp_path / "表")
    path = tmp_path / "表" / "001 东泉嘎查 自评.xlsx"
    (sheet,) = read_table(path).sheets
    identity = read_identity(sheet, Grid(path).head)
    assert dict(identity.values) == {
        "嘎查村": "东泉嘎查",
        "年度": "2026",
        "代码": CODES[0],
        "单位类型": "嘎查村",
        "乡镇": "示例镇",
        "步骤": "嘎查村自评",
        "校验码": year_board(office.register, ROUND).head.round.standard[:8].upper(),
        "标准": "十星默认标准（可修改） 第 1 版",
    }
    assert sheet.cell(1, 1).text == "2026 年度东泉嘎查自评打分表"
    assert not sheet.merges


def test_a_form_prints_on_a4_with_its_column_names_on_every_page(office, tmp_path):
    for step, turned in (("自评", False), ("初评", True)):
        (form, *_) = forms(office, step)
        path = tmp_path / "表.xlsx"
        write_sheet_form(form, path)
        sheet = text_of(path, "xl/worksheets/sheet1.xml")
        setup = re.search(r"<pageSetup[^>]*>", sheet)
        assert setup is not None
        assert 'paperSize="9"' in setup[0]
        assert ('orientation="landscape"' in setup[0]) is turned
        head = Grid(path).head + 1
        assert f"${head}:${head}" in text_of(path, "xl/workbook.xml")
        assert "<dataValidation " in sheet
        assert "<mergeCell " not in sheet


def test_the_same_form_gives_the_same_bytes(office, tmp_path):
    (form, *_) = forms(office, "初评")
    for name in ("一", "二"):
        write_sheet_form(form, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_what_is_entered_stands_on_the_form_and_text_is_never_a_formula(office, tmp_path):
    common = {"round": ROUND, "village": CODES[0]}
    office.act(sheets.enter_score, **common, step="self", item="1.1", score="28.5", reason="=1+1")
    office.act(sheets.mark_indicator, **common, step="self", item="1.2", state="not_applicable")
    draft = {**common, "step": "assessment"}
    office.act(
        sheets.enter_deduction,
        **draft, item="1.1", clause="2", count=2, fact="=缺两人", evidence="花名册",
    )  # fmt: skip
    office.act(sheets.enter_figure, **draft, item="3.3", figure="20", base="16.5", fact="旱灾")
    office.act(sheets.mark_indicator, **draft, item="1.5", state="awaiting")
    path = tmp_path / "表.xlsx"
    write_sheet_form(forms(office)[0], path)
    own = Grid(path)
    assert own.rows[own.place(("1.1", 0, "得分"))[0]][-2:] == [28.5, "=1+1"]
    assert own.rows[own.place(("1.2", 0, "得分"))[0]][-2] == "不涉及"
    write_sheet_form(forms(office, "初评")[0], path)
    assert "<f>" not in text_of(path, "xl/worksheets/sheet1.xml")
    grid = Grid(path)

    def value(code, number, column):
        row, place = grid.place((code, number, column))
        return grid.rows[row][place]

    assert value("1.1", 1, "自评得分") == 28.5
    assert value("1.2", 1, "自评得分") == "不涉及"
    assert value("1.1", 2, "次数") == 2
    assert value("1.1", 2, "事实") == "=缺两人"
    assert value("1.1", 2, "依据") == "花名册"
    assert (value("3.3", 1, "数据"), value("3.3", 1, "基数")) == (20, 16.5)
    assert value("3.3", 1, "备注") == "旱灾"
    assert value("1.5", 1, "查验") == "待数据"
    assert value("1.4", 1, "查验") == ""
    blank = forms(office, "初评", filled=False)[0]
    write_sheet_form(blank, path)
    grid = Grid(path)
    assert value("1.1", 2, "次数") == ""
    assert value("1.1", 1, "自评得分") == ""


def test_a_filled_form_that_comes_back_changes_nothing(office, tmp_path):
    test_what_is_entered_stands_on_the_form_and_text_is_never_a_formula(office, tmp_path)
    for step in ("自评", "初评"):
        write_sheet_forms(forms(office, step), tmp_path / step)
        preview = preview_folder(tmp_path / step, office.register, ROUND)
        assert preview.faults == ()
        assert preview.changes == 0
        assert [item.reason for item in preview.files] == ["", *[BLANK] * 4]
        assert len(preview.missing) == 4
        assert {item.state for item in preview.files} == {FileState.READ}


def test_a_step_by_stars_has_a_row_for_each_star(tmp_path):
    import json

    standard = json.loads(preset_text("shixing-moren"))
    for step in standard["steps"]:
        if step["id"] == "self":
            step["depth"] = "star"
    register = create_register(tmp_path / "档案.xjdb", clock=TickingClock(), program="test")
    with register:
        office = Office(register, TickingClock(), "甲")
        office.act(years.open_year, year=2026, unit="嘎查村", standard=json.dumps(standard))
        office.act(
            years.add_villages,
            round=ROUND,
            villages=[{"code": CODES[0], "name": "东泉嘎查", "town": "示例镇"}],
        )
        (form,) = forms(office)
        assert [column.name for column in form.columns] == [
            "项目", "编号", "考评内容", "分值", "得分", "备注"
        ]  # fmt: skip
        assert len(form.rows) == 9
        path = tmp_path / "收" / "表.xlsx"
        path.parent.mkdir()
        write_sheet_form(form, path)
        preview = preview_folder(path.parent, register, ROUND)
        assert (preview.faults, preview.files[0].reason) == ((), BLANK)


@pytest.mark.parametrize(
    ("name", "safe"),
    [("东泉嘎查", "东泉嘎查"), ("a/b\\c:d", "a_b_c_d"), (" 村. ", "村"), ("..", "_"), ("\n", "_")],
)
def test_names_of_files_are_safe(name, safe):
    assert safe_name(name) == safe
    assert len(safe_name(name * 100)) <= 60


def test_filled_forms_are_not_written_over(office, tmp_path):
    made = forms(office)
    write_sheet_forms(made[1:2], tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(RatingFault) as caught:
        write_sheet_forms(made, tmp_path)
    assert caught.value.places == ("002 西岭嘎查 自评.xlsx",)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path in before} == before


def test_writing_can_be_stopped(office, tmp_path):
    told = []

    def progress(done, total):
        told.append((done, total))
        return done < 2

    with pytest.raises(Cancelled):
        write_sheet_forms(forms(office), tmp_path / "表", progress)
    assert told == [(0, 5), (1, 5), (2, 5)]
    assert len(list((tmp_path / "表").iterdir())) == 2


def test_only_scored_steps_and_rated_villages_have_forms(office):
    with pytest.raises(RatingFault, match="自评、初评"):
        forms(office, "公示")
    for code in CODES:
        office.act(
            years.set_participation, round=ROUND, village=code, status="excluded", reason="搬迁"
        )
    with pytest.raises(RatingFault, match="还没有参评"):
        forms(office)


@pytest.mark.parametrize("preset", ["shixing-2012", "wuxing-henan", "baifenzhi", "shequ-sixing"])
def test_every_standard_has_forms(preset, tmp_path):
    standard = read_preset(preset)
    register = create_register(tmp_path / "档案.xjdb", clock=TickingClock(), program="test")
    with register:
        office = Office(register, TickingClock(), "甲")
        office.act(years.open_year, year=2026, unit=standard.unit, standard=preset_text(preset))
        key = f"2026/{standard.unit}"
        office.act(
            years.add_villages,
            round=key,
            villages=[{"code": "159901100201", "name": "东泉", "town": "示例镇"}],
        )
        board = year_board(register, key)
        for step in standard.steps:
            if step.kind not in (StepKind.SELF, StepKind.ASSESSMENT):
                continue
            form = sheet_form(register, board, board.rows[0].id, step.id)
            write_sheet_form(form, tmp_path / f"{step.id}.xlsx")
            clauses = sum(len(item.clauses) for item in standard.indicators)
            if step.depth is Depth.CLAUSE:
                assert len(form.rows) == clauses
