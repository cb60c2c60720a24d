"""The window of an import: what it shows, questions by keyboard, and when it may be applied."""

from __future__ import annotations

import gc
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from db.exchange.importing import preview_file
from db.exchange.standards import preset_text
from db.store import create_register
from evaluation.actions import years
from evaluation.faults import RatingFault
from evaluation.office import Office
from evaluation.rounds import YearlyFact
from gui.dialogs import ask
from gui.dialogs.import_preview import (
    ImportPreview,
    choose_and_import,
    import_with_preview,
)
from gui.exchange import questions
from gui.office_bridge import OfficeBridge

ROUND = "2026/嘎查村"
VILLAGES = (
    ("159901100201", "东泉嘎查", "示例镇"),
    ("159901100202", "红星村", "示例镇"),
    ("159901101201", "红星村", "月亮苏木"),
)


def now():
    return datetime.fromisoformat("2026-12-01T10:00:00")


class Reader(ask.WindowAsker):
    """Keeps what is shown in boxes."""

    def __init__(self):
        self.said = []

    def message(self, parent, title, sentence, *, grave):
        self.said.append(sentence)


@pytest.fixture(autouse=True)
def painted_before(qapp):
    """PySide sets up a drawing function at its first call, and a garbage collection that falls
    into that moment ends the process."""
    gc.disable()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, 4, 4), QColor("#FFFFFF"))
    painter.end()
    gc.enable()


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
def open_preview(qtbot, bridge, tmp_path):
    def make(text, kind="facts"):
        path = tmp_path / "表.csv"
        path.write_text(text, encoding="utf-8")
        window = ImportPreview(bridge, preview_file(kind, path, bridge.reader, ROUND))
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def shown(table):
    return [table.rows.entry(row) for row in range(table.rows.rowCount())]


def households(bridge):
    return {fact.village: fact.value for fact in bridge.reader.find(YearlyFact)}


def test_rows_stand_under_what_happens_to_them(bridge, open_preview, qtbot):
    bridge.attempt(
        years.enter_facts, round=ROUND, villages=[{"village": VILLAGES[0][0], "households": "9"}]
    )
    window = open_preview("代码,户数\n159901100201,10\n159901100202,20\n合计,30\n")
    assert window.segments.current == "added"
    assert [row[0] for row in shown(window.table)] == ["A3"]
    assert window.detail.text == "A3　红星村　户数 20"
    qtbot.keyClick(window.segments, Qt.Key.Key_Right)
    assert shown(window.table)[0][2] == "户数 9 → 10"
    qtbot.keyClick(window.segments, Qt.Key.Key_Right)
    assert shown(window.table)[0][3] == "合计行"
    qtbot.keyClick(window.segments, Qt.Key.Key_Right)
    assert window.segments.current == "problems"
    assert window.table.isHidden()
    assert window.empty.isVisible()
    assert window.apply_button.text() == "应用 2 行"


def test_applying_is_one_action_and_one_signal(bridge, open_preview, qtbot):
    window = open_preview("代码,户数\n159901100201,10\n159901100202,20\n")
    entries = len(bridge.office.register.history())
    with qtbot.waitSignal(bridge.changed) as changed:
        qtbot.keyClick(window, Qt.Key.Key_Return)
    assert window.result() == ImportPreview.DialogCode.Accepted
    assert len(changed.args[0].villages) == 2
    assert sorted(households(bridge).values()) == ["10", "20"]
    assert len(bridge.office.register.history()) == entries + 1


def test_faults_come_first_and_hinder(bridge, open_preview):
    window = open_preview("代码,户数\n159901100201,十户\n159901100202,20\n")
    assert window.segments.current == "problems"
    (fault,) = shown(window.faults)
    assert fault[0] == "B2"
    assert "十户" in window.detail.text
    assert not window.apply_button.isEnabled()
    assert window.questions.isHidden()
    assert households(bridge) == {}


def test_a_question_is_answered_by_keyboard(bridge, open_preview, qtbot):
    window = open_preview("村名,户数\n红星村,20\n东泉嘎查,10\n")
    assert not window.apply_button.isEnabled()
    (field,) = window.questions.fields.values()
    assert field.editor.accessibleName().startswith("名册里有 2 个")
    field.editor.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    field.editor.activated.emit(field.editor.currentIndex())
    assert window.apply_button.isEnabled()
    (field,) = window.questions.fields.values()
    chosen = field.value()
    window.apply_button.click()
    assert households(bridge)[chosen] == "20"


def test_an_answer_can_be_changed_before_applying(bridge, open_preview):
    window = open_preview("村名,户数\n红星村,20\n")
    (question,) = window.preview.asked
    for key, _ in question.choices:
        (field,) = window.questions.fields.values()
        field.editor.activated.emit([choice for choice, _ in question.choices].index(key))
        assert window.preview.answers == {question.id: key}
    window.apply_button.click()
    assert list(households(bridge)) == [question.choices[-1][0]]


def test_very_many_questions_come_a_part_at_a_time(bridge, open_preview, monkeypatch):
    monkeypatch.setattr(questions, "MOST_QUESTIONS", 2)
    text = "村名,类别,星数\n"
    bridge.attempt(
        years.add_villages,
        round=ROUND,
        villages=[
            {"code": f"15990110021{number}", "name": f"第{number}村", "town": "示例镇"}
            for number in range(4)
        ],
    )
    text += "".join(f"第{number}村,{number}等,5\n" for number in range(4))
    window = open_preview(text, "results")
    assert len(window.preview.asked) == 4
    assert list(window.questions.fields) == ["class:0等", "class:1等"]
    window.questions.fields["class:0等"].editor.activated.emit(0)
    assert list(window.questions.fields) == ["class:1等", "class:2等"]


def test_what_came_between_is_told_when_applying(bridge, open_preview):
    window = open_preview("代码,户数\n159901100201,10\n")
    bridge.attempt(
        years.enter_facts, round=ROUND, villages=[{"village": VILLAGES[0][0], "households": "10"}]
    )
    reader = Reader()
    with ask.answering(reader):
        window.apply_button.click()
    assert "完全相同" in reader.said[0]
    assert window.result() == 0
    assert not window.apply_button.isEnabled()


def test_the_entry_function(bridge, tmp_path, monkeypatch):
    path = tmp_path / "表.csv"
    path.write_text("代码,户数\n159901100201,10\n", encoding="utf-8")

    def press_apply(window):
        window.apply_button.click()
        return window.result()

    monkeypatch.setattr(ImportPreview, "exec", press_apply)
    assert import_with_preview(bridge, "facts", path, None)
    assert list(households(bridge).values()) == ["10"]
    monkeypatch.setattr(ImportPreview, "exec", lambda window: 0)
    assert not import_with_preview(bridge, "facts", path, None)
    reader = Reader()
    with ask.answering(reader):
        assert not import_with_preview(bridge, "facts", Path("没有.csv"), None)
    assert "找不到文件" in reader.said[0]
    with pytest.raises(RatingFault):
        preview_file("facts", Path("没有.csv"), bridge.reader, ROUND)


def test_how_cells_were_read_is_told(open_preview):
    window = open_preview("代码,户数\n159901100201, 10 \n159901100202,２０\n")
    assert window.preview.notices
    window.segments.choose("notices")
    assert len(shown(window.notices)) == len(window.preview.notices)
    assert window.detail.text
    assert window.hindrance.isHidden()


def test_why_it_cannot_be_applied(open_preview):
    window = open_preview("村名,户数\n红星村,20\n东泉嘎查,十户\n")
    assert window.hindrance.text == (
        "还不能应用：还有 1 处要回答；有 1 处错误，请在表格里改好，再重新读取。"
    )
    assert window.again_button.isHidden(), "nobody said where the file is"


def test_a_mended_file_is_read_again_with_the_answers(bridge, tmp_path, qtbot):
    path = tmp_path / "表.csv"
    path.write_text("村名,户数\n红星村,20\n东泉嘎查,十户\n", encoding="utf-8")

    def read(answers):
        return preview_file("facts", path, bridge.reader, ROUND, answers=answers)

    window = ImportPreview(bridge, read({}), read_again=read, which="（第 1 个，共 2 个）")
    qtbot.addWidget(window)
    window.show()
    assert window.windowTitle() == "导入预览（第 1 个，共 2 个）"
    (field,) = window.questions.fields.values()
    field.editor.activated.emit(0)
    assert not window.apply_button.isEnabled()
    path.write_text("村名,户数\n红星村,20\n东泉嘎查,10\n", encoding="utf-8")
    window.again_button.click()
    assert window.apply_button.isEnabled()
    window.apply_button.click()
    assert window.outcome == "已导入基本情况“表.csv”：新增 2 行。"
    assert sorted(households(bridge).values()) == ["10", "20"]


def test_a_table_is_asked_for_and_imported(bridge, tmp_path, monkeypatch, qtbot):
    path = tmp_path / "表.csv"
    path.write_text("代码,户数\n159901100201,10\n", encoding="utf-8")
    titles = []

    class Chooser(ask.WindowAsker):
        def open_file(self, parent, title, filters):
            titles.append(title)
            return path if len(titles) > 1 else None

    def press_apply(window):
        window.apply_button.click()
        return window.result()

    monkeypatch.setattr(ImportPreview, "exec", press_apply)
    owner = QWidget()
    qtbot.addWidget(owner)
    with ask.answering(Chooser()):
        assert choose_and_import(bridge, "facts", owner) == ""
        assert "新增 1 行" in choose_and_import(bridge, "facts", owner)
    assert titles == ["导入基本情况", "导入基本情况"]
