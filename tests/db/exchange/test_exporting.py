"""Data out: the numbers and texts that stand in the files, and what comes back in."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from db.exchange import writing
from db.exchange.exporting import (
    EXPORT_KINDS,
    export_file,
    write_results_xlsx,
    write_scores_xlsx,
)
from db.exchange.importing import apply
from db.exchange.previews import RowState
from db.exchange.standards import read_standard_file
from db.exchange.tables import CellKind, read_table
from db.exchange.writing import Amount, Column, write_text, write_workbook
from evaluation.actions import sheets
from evaluation.boards import year_board
from evaluation.canonical import canonical_text
from evaluation.faults import RatingFault, RegisterFault
from evaluation.results import results_record
from tests.db.exchange.conftest import CODES, ROUND
from tests.db.exchange.taking import look, states, take
from tests.db.exchange.test_importing import score_rows

MADE = datetime(2026, 12, 31)  # noqa: DTZ001 - a day
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.org", "0012", " 空 格 ")


def rows_of(path):
    (sheet,) = read_table(path).sheets
    return [[cell.text for cell in sheet.row(row)] for row in range(1, sheet.rows + 1)], sheet


@pytest.fixture
def scored(office, workbook):
    take(office, "scores", workbook(score_rows("东泉嘎查", "西岭嘎查")))
    for item, value in (("1.1", "28.50"), ("1.2", "7.25")):
        office.act(
            sheets.enter_score, round=ROUND, village=CODES[0], step="self", item=item, score=value
        )
    office.act(
        sheets.mark_indicator,
        round=ROUND,
        village=CODES[0],
        step="self",
        item="1.3",
        state="not_applicable",
    )
    return office


def test_text_never_becomes_a_formula_and_numbers_stay_numbers(tmp_path):
    path = tmp_path / "表.xlsx"
    columns = [
        Column("=HYPERLINK(1)", EVIL),
        Column("数", tuple(Amount(f"{number}.50") for number in range(len(EVIL)))),
        Column("个", tuple(range(len(EVIL)))),
        Column("空", (None,) * len(EVIL)),
    ]
    write_workbook(path, "表", "=标题", columns, made=MADE)
    content = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in content
    assert b"hyperlink" not in content
    rows, sheet = rows_of(path)
    assert rows[0][0] == "=标题"
    assert [row[0] for row in rows[2:]] == [text.strip() for text in EVIL]
    assert {sheet.cell(row, 2).kind for row in range(3, 3 + len(EVIL))} == {CellKind.NUMBER}
    styles = zipfile.ZipFile(path).read("xl/styles.xml").decode()
    assert 'formatCode="0.00"' in styles or 'numFmtId="2"' in styles


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("甲.xlsx", "乙.xlsx"):
        write_workbook(tmp_path / name, "表", "标题", [Column("村", ("东泉",))], made=MADE)
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    with pytest.raises(RegisterFault, match="没有写成"):
        write_text(tmp_path / "没有" / "甲.json", "{}")
    with pytest.raises(RegisterFault, match="没有写成"):
        write_workbook(tmp_path / "没有" / "甲.xlsx", "表", "标题", [], made=MADE)
    target = tmp_path / "甲.json"
    target.write_text("原来的", encoding="utf-8")

    def fail(draft, path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "put_in_place", fail)
    with pytest.raises(RegisterFault, match="No space left"):
        write_text(target, "新的")
    assert target.read_text(encoding="utf-8") == "原来的"
    assert [item.name for item in tmp_path.iterdir()] == ["甲.json"]


def test_results_say_what_the_record_says(scored, tmp_path):
    board = year_board(scored.register, ROUND)
    path = tmp_path / "结果.xlsx"
    write_results_xlsx(board, path)
    rows, sheet = rows_of(path)
    head = rows[1]
    records = results_record(board)["villages"]
    assert len(rows) == 2 + len(records)
    for row, record in zip(rows[2:], records, strict=True):
        values = dict(zip(head, row, strict=False))
        assert values["代码"] == record["code"]
        assert values["嘎查村"] == record["name"]
        assert values["状态"] == record["state"]
        assert values.get("总分", "") == (record["total"] or "")
    assert sheet.cell(3, 2).kind is CellKind.TEXT
    assert "★1 班子坚强星" in head or head[4].startswith("★1 ")


def test_scores_come_back_as_they_went_out(scored, tmp_path):
    board = year_board(scored.register, ROUND)
    path = tmp_path / "得分.xlsx"
    write_scores_xlsx(scored.register, board, path)
    rows, _ = rows_of(path)
    assert rows[0][0] == "2026 年度嘎查村自评得分表"
    assert rows[1][3].endswith("（30分）")
    assert rows[2][3:6] == ["28.5", "7.25", "不涉及"]
    preview = look(scored, "scores", path)
    assert preview.faults == ()
    assert states(preview)[:2] == [RowState.SAME, RowState.SAME]
    office = scored
    office.act(
        sheets.enter_score, round=ROUND, village=CODES[0], step="self", item="1.1", score="1"
    )
    changed = look(office, "scores", path)
    assert states(changed)[:2] == [RowState.CHANGED, RowState.SAME]
    apply(office, changed)
    assert states(look(office, "scores", path))[0] is RowState.SAME


def test_an_empty_sheet_of_scores_has_no_points(scored, tmp_path):
    board = year_board(scored.register, ROUND)
    path = tmp_path / "空表.xlsx"
    write_scores_xlsx(scored.register, board, path, filled=False)
    rows, _ = rows_of(path)
    assert all(not any(row[3:]) for row in rows[2:])
    assert [row[1] for row in rows[2:]] == [item.name for item in board.rows]


def test_points_reckoned_from_clauses_go_out_too(scored, tmp_path):
    scored.act(
        sheets.fill_sheet,
        round=ROUND,
        village=CODES[0],
        step="assessment",
        assessor="一组",
        deductions=[{"item": "1.1", "clause": "2", "count": 1, "fact": "缺妇联主席"}],
    )
    board = year_board(scored.register, ROUND)
    path = tmp_path / "初评.xlsx"
    write_scores_xlsx(scored.register, board, path, step="assessment")
    rows, _ = rows_of(path)
    assert Decimal(rows[2][3]) == 22
    with pytest.raises(RatingFault, match="不打分"):
        write_scores_xlsx(scored.register, board, path, step="ballot")


def test_the_canonical_form_and_the_standard_go_out_as_they_are_kept(scored, tmp_path):
    board = year_board(scored.register, ROUND)
    for kind in EXPORT_KINDS:
        export_file(kind, scored.register, board, tmp_path / kind)
    canonical = (tmp_path / "canonical").read_bytes()
    assert canonical == canonical_text(scored.register, ROUND).encode("utf-8")
    assert json.loads(canonical)["round"]["id"] == ROUND
    standard = tmp_path / "standard"
    assert hashlib.sha256(standard.read_bytes()).hexdigest() == board.head.round.standard
    assert read_standard_file(standard)[0] == replace(
        board.head.standard, vetoes=read_standard_file(standard)[0].vetoes
    )
    with pytest.raises(RatingFault, match="不能导出"):
        export_file("package", scored.register, board, tmp_path / "包")
