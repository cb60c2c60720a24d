"""Questions: what the windows answer, and how a test answers instead of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from evaluation.faults import RatingFault, RegisterFault
from gui.dialogs import ask
from gui.dialogs.boxes import FaultBox, QuestionBox, TextBox
from gui.widgets.text_field import TextArea


class Script:
    """Answers as told and keeps what was asked."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[object] = []

    def yes_no(self, parent, question, detail, yes, no, danger):
        self.asked.append(question)
        return self.answers.pop(0)

    def text(self, parent, question, detail, value, lines):
        self.asked.append(question)
        return self.answers.pop(0)

    def open_file(self, parent, title, filters):
        self.asked.append(title)
        return self.answers.pop(0)

    def save_file(self, parent, title, proposal, filters):
        self.asked.append(proposal)
        return self.answers.pop(0)

    def message(self, parent, title, sentence, *, grave):
        self.asked.append((title, sentence, grave))


def test_a_script_answers_in_place_of_windows():
    script = Script(True, "材料不全", Path("a.xlsx"), None)
    with ask.answering(script):
        assert ask.ask_yes_no(None, "退回？") is True
        assert ask.ask_text(None, "理由") == "材料不全"
        assert ask.ask_open_file(None, "导入", ("表格 (*.xlsx)",)) == Path("a.xlsx")
        assert ask.ask_save_file(None, "导出", "汇总表.xlsx", ("表格 (*.xlsx)",)) is None
    assert script.asked == ["退回？", "理由", "导入", "汇总表.xlsx"]


def test_the_two_families_of_fault():
    script = Script()
    with ask.answering(script):
        ask.show_fault(None, RatingFault("缺签字。", places=("西岭嘎查", "东泉嘎查")))
        ask.show_fault(None, RegisterFault("磁盘已满。"))
    (rating, register) = script.asked
    assert rating == ("还不能这样做", "缺签字。\n  西岭嘎查\n  东泉嘎查", False)
    assert register == ("数据文件或电脑有问题", "磁盘已满。", True)


def test_a_scripted_answer_ends_with_its_block():
    with pytest.raises(ZeroDivisionError), ask.answering(Script()):
        raise ZeroDivisionError
    assert isinstance(ask._askers[-1], ask.WindowAsker)


@pytest.mark.parametrize(("danger", "accepted"), [(False, True), (True, False)])
def test_enter_takes_the_safe_answer(qtbot, danger, accepted):
    box = QuestionBox("退回？", "说明", "退回", "取消", danger=danger)
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
    with qtbot.waitSignal(box.finished) as finished:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert bool(finished.args[0]) is accepted


def test_an_empty_reason_cannot_be_given(qtbot):
    box = TextBox("理由", lines=3)
    qtbot.addWidget(box)
    assert not box.yes_button.isEnabled()
    assert isinstance(box.field, TextArea)
    box.field.editor.setPlainText("  \n")
    assert not box.yes_button.isEnabled()
    box.field.editor.setPlainText(" 材料不全 ")
    assert box.yes_button.isEnabled()
    assert box.text() == "材料不全"


def test_a_long_list_leaves_the_buttons_on_the_screen(qtbot):
    places = "\n".join(f"第 {number} 个嘎查村缺签字" for number in range(300))
    box = FaultBox("还不能提交", places)
    qtbot.addWidget(box)
    box.show()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert box.height() < screen.height()
    assert box.close_button.geometry().bottom() < box.height()


def test_a_grave_fault_can_be_copied(qtbot):
    box = FaultBox("数据文件或电脑有问题", "磁盘已满。", grave=True)
    qtbot.addWidget(box)
    box.copy_button.click()
    assert "磁盘已满。" in QGuiApplication.clipboard().text()
