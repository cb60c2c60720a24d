"""The window of a folder: states, faults with their cells, answers, who is missing, one action."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.exchange.sheet_forms import sheet_forms, write_sheet_forms
from db.exchange.standards import preset_text
from db.store import create_register
from evaluation.actions import sheets, years
from evaluation.gathering import latest_sheet, sheet_content, village_by
from evaluation.office import Office
from evaluation.stars.sheets import Purpose
from gui.dialogs import ask
from gui.dialogs.folder_preview import FolderPreviewDialog
from gui.exchange.received import read_paths
from gui.office_bridge import OfficeBridge
from tests.db.exchange.conftest import CODES, ROUND, VILLAGES
from tests.db.exchange.dirty.workbooks import Dirty, make, points
from tests.gui.pages.answers import Answers


def now():
    return datetime.fromisoformat("2026-12-20T10:00:00")


@pytest.fixture
def bridge(qapp, tmp_path):
    with create_register(tmp_path / "示例镇.xjdb", clock=now, program="test") as register:
        office = Office(register, now, "录入员甲")
        office.act(years.open_year, year=2026, unit="嘎查村", standard=preset_text("shixing-moren"))
        office.act(
            years.add_villages,
            round=ROUND,
            villages=[{"code": code, "name": name, "town": town} for code, name, town in VILLAGES],
        )
        yield OfficeBridge(office)


@pytest.fixture
def blank(bridge, tmp_path):
    forms = sheet_forms(bridge.reader, bridge.board(), "自评", filled=False)
    return write_sheet_forms(forms, tmp_path / "空白")


@pytest.fixture
def came(tmp_path):
    folder = tmp_path / "收到的表"
    folder.mkdir()
    return folder


@pytest.fixture
def fill(blank, came):
    def one(place, entered, name=""):
        return make(Dirty(name or f"表{place}", "自评", entered), blank[place], came)[0]

    return one


@pytest.fixture
def open_window(qtbot, bridge, came):
    def opened():
        window = FolderPreviewDialog(bridge, read_paths([came]))
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


def states(window):
    rows = [window.table.rows.entry(row) for row in range(window.table.rows.rowCount())]
    return {row[0].file: row[1].word for row in rows}


def choose(window, file):
    """Make the row of a file current."""
    for row in range(window.table.rows.rowCount()):
        if window.table.rows.entry(row)[0].file == file:
            window.table.setCurrentIndex(window.table.rows.index(row, 0))
            return
    raise AssertionError(file)


def marks(bridge, place):
    village = village_by(bridge.reader, CODES[place])
    assert village is not None
    sheet = latest_sheet(bridge.reader, ROUND, village, "self", Purpose.OWN, "")
    return {} if sheet is None else sheet_content(bridge.reader, sheet).marks


def test_all_in_order_is_one_action(qtbot, bridge, fill, open_window):
    fill(0, {points("1.1"): 28, points("1.2"): 14})
    fill(1, {points("1.1"): 30})
    window = open_window()
    assert states(window) == {"表0.xlsx": "可导入 2 处", "表1.xlsx": "可导入 1 处"}
    assert window.apply_button.text() == "导入 2 份"
    entries = len(bridge.office.register.history())
    with qtbot.waitSignal(bridge.changed):
        window.apply_button.click()
    assert window.result() == FolderPreviewDialog.DialogCode.Accepted
    assert len(bridge.office.register.history()) == entries + 1
    assert window.outcome == ("已导入打分表：自评 2 份，共 3 处改动。还没有收到 3 个嘎查村。")
    assert marks(bridge, 0)["i1.1"].score == 2800


def test_what_stood_there_before_is_seen(bridge, fill, open_window):
    bridge.attempt(
        sheets.enter_score, round=ROUND, village=CODES[0], step="self", item="1.1", score="25"
    )
    fill(0, {points("1.1"): 28})
    window = open_window()
    choose(window, "表0.xlsx")
    rows = window.detail.changes.rows
    (row,) = (rows.entry(place) for place in range(rows.rowCount()))
    assert row[2:] == ("25", "28")


def test_a_fault_hinders_until_the_file_is_left_out(qtbot, bridge, fill, open_window):
    fill(0, {points("1.1"): 28})
    fill(1, {points("3.1"): "2000万"})
    window = open_window()
    assert not window.apply_button.isEnabled()
    assert window.current.file == "表1.xlsx", "what has to be settled comes first"
    assert "1 个文件有误" in window.hindrance.text
    assert window.detail.changes.isHidden()
    window.detail.copy_link.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("表1.xlsx ")
    assert "2000万" in copied
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Delete)
    assert states(window)["表1.xlsx"] == "不导入"
    assert window.detail.leave_button.text() == "还是导入"
    assert window.apply_button.isEnabled()
    window.apply_button.click()
    assert "不导入的 1 个文件没有动" in window.outcome
    assert marks(bridge, 1) == {}


def test_a_mended_file_is_read_again(fill, open_window):
    fill(0, {points("3.1"): "2000万"})
    window = open_window()
    assert not window.preview.ready
    fill(0, {points("3.1"): 12})
    window.again_button.click()
    assert states(window) == {"表0.xlsx": "可导入 1 处"}
    assert window.apply_button.isEnabled()


def test_a_question_is_answered_in_place(qtbot, fill, open_window):
    fill(2, {points("1.1"): 28}, "甲")
    fill(2, {points("1.1"): 29}, "乙")
    window = open_window()
    assert "还有 1 处要回答" in window.hindrance.text
    (question,) = window.preview.questions
    field = window.detail.questions.fields[question.id]
    assert window.focusWidget() is field.editor
    field.editor.activated.emit(1)
    assert window.preview.ready
    assert sorted(states(window).values()) == ["不导入", "可导入 1 处"]
    left = next(item.file for item in window.preview.files if not item.argument)
    choose(window, left)
    # The choice among the two can still be changed at the one that was not taken.
    window.detail.questions.fields[question.id].editor.activated.emit(0)
    assert states(window)[left] == "可导入 1 处"


def test_who_is_missing(bridge, fill, open_window):
    bridge.attempt(
        sheets.enter_score, round=ROUND, village=CODES[4], step="self", item="1.1", score="25"
    )
    fill(0, {points("1.1"): 28})
    fill(1, {})
    window = open_window()
    # One of the two 红星村 is told from the other; what was entered before need not be asked for.
    assert window.missing.names == ("西岭嘎查", "红星村（示例镇）", "红星村（月亮苏木）")
    assert window.missing.before == 1
    assert states(window)["表1.xlsx"] == "空白，没有填"
    window.copy_button.click()
    assert QGuiApplication.clipboard().text() == "西岭嘎查、红星村（示例镇）、红星村（月亮苏木）"
    window.segments.choose("missing")
    assert window.villages.rows.rowCount() == 3
    assert window.detail.isHidden()


def test_other_files_are_told_apart(came, fill, open_window):
    fill(0, {points("1.1"): 28})
    (came / "通知.docx").write_bytes(b"PK")
    (came / "坏.xlsx").write_bytes(b"PK broken")
    (came / "户数.csv").write_text(
        "代码,户数\n159901100201,10\n159901100202,20\n", encoding="utf-8"
    )
    window = open_window()
    assert states(window)["通知.docx"] == "不是打分表"
    assert states(window)["坏.xlsx"] == "读不出来"
    choose(window, "户数.csv")
    assert "基本情况" in window._hint(window.current)
    assert not window.apply_button.isEnabled(), "a damaged file has to be left out"
    choose(window, "坏.xlsx")
    window.detail.leave_button.click()
    assert window.apply_button.isEnabled()


def test_columns_are_explained_together_and_remembered(bridge, came, open_window):
    def table(name, title):
        lines = [title, "项次,大家评的,村里说明", "1.1,20,好", "1.2,14,好", "1.3,25,好"]
        (came / name).write_text("\n".join(lines), encoding="utf-8")

    table("甲.csv", "东泉嘎查 自评")
    window = open_window()
    fields = list(window.detail.questions.fields.values())
    assert len(fields) == 3
    for field, words in zip(fields, ("编号", "得分", "不读这一列"), strict=True):
        assert window.preview.answers == {}, "nothing is made anew before all are told"
        field.editor.activated.emit(field.editor.findText(words))
    assert states(window) == {"甲.csv": "可导入 3 处"}
    window.apply_button.click()
    assert marks(bridge, 0)["i1.2"].score == 1400
    (came / "甲.csv").unlink()
    table("乙.csv", "西岭嘎查 自评")
    again = open_window()
    assert states(again) == {"乙.csv": "可导入 3 处"}
    assert [field.editor.currentText() for field in again.detail.questions.fields.values()] == [
        "编号",
        "得分",
        "不读这一列",
    ]
    # What is remembered can be taken back at once.
    score = list(again.detail.questions.fields.values())[1]
    score.editor.activated.emit(score.editor.findText("自评得分"))
    assert again.preview.answers


def test_what_was_entered_meanwhile_is_told(bridge, fill, open_window):
    fill(0, {points("1.1"): 28})
    window = open_window()
    bridge.attempt(
        sheets.enter_score, round=ROUND, village=CODES[0], step="self", item="1.1", score="28"
    )
    window.apply_button.click()
    assert window.result() == 0
    assert "没有要导入的改动" in window.hindrance.text


def test_a_folder_that_has_gone_is_told(came, fill, open_window):
    fill(0, {points("1.1"): 28})
    window = open_window()
    for path in came.iterdir():
        path.unlink()
    answers = Answers()
    with ask.answering(answers):
        window.again_button.click()
    assert "没有文件" in answers.shown[0]
    assert window.apply_button.isEnabled()
