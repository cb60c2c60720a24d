"""A window with a form: what is refused is said in it and nothing typed is lost."""

from PySide6.QtCore import Qt

from evaluation.faults import RatingFault, RegisterFault
from gui.dialogs.ask import answering
from gui.dialogs.form_dialog import FormDialog, refusal_text
from gui.widgets.number_field import NumberField
from gui.widgets.text_field import TextArea, TextField
from tests.gui.pages.answers import Answers, type_into


class Made(FormDialog):
    """Two fields; submits into a list, or raises."""

    def __init__(self, fault=None):
        super().__init__("登记", "说明")
        self.fault = fault
        self.submitted = []
        self.form.add("name", "名称", TextField(), required=True)
        self.form.add("count", "人数", NumberField(decimals=0))
        self.form.add("reason", "理由", TextArea(lines=2))
        self.form.field("name").setFocus()

    def required(self):
        return {} if self.value("name") else {"name": "请填名称。"}

    def submit(self):
        if self.fault is not None:
            raise self.fault
        self.submitted.append([self.value(name) for name in ("name", "count", "reason")])


def shown(qtbot, fault=None):
    dialog = Made(fault)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_enter_in_a_line_submits_what_stands_there(qtbot):
    dialog = shown(qtbot)
    type_into(dialog, "name", " 甲 ")
    type_into(dialog, "count", "９")
    type_into(dialog, "reason", "因为")
    qtbot.keyClick(dialog.form.field("name").focusProxy(), Qt.Key.Key_Return)
    assert dialog.submitted == [["甲", "9", "因为"]]
    assert not dialog.isVisible()


def test_what_is_required_is_asked_for_at_its_field(qtbot):
    dialog = shown(qtbot)
    dialog.accept_button.click()
    assert dialog.form.field("name").fault == "请填名称。"
    assert dialog.submitted == []
    dialog.reject()


def test_what_cannot_be_read_is_not_submitted(qtbot):
    dialog = shown(qtbot)
    type_into(dialog, "name", "甲")
    type_into(dialog, "count", "九个")
    dialog.accept_button.click()
    assert dialog.submitted == []
    assert dialog.isVisible()
    dialog.reject()


def test_a_refusal_stands_above_the_buttons_and_goes_with_the_next_try(qtbot):
    dialog = shown(qtbot, RatingFault("还不能：", places=("甲", "乙")))
    type_into(dialog, "name", "甲")
    dialog.accept_button.click()
    assert dialog.refusal.isVisible()
    assert dialog.refusal.geometry().bottom() < dialog.accept_button.geometry().top()
    assert dialog.value("name") == "甲"
    dialog.fault = None
    dialog.accept_button.click()
    assert dialog.submitted
    assert not dialog.isVisible()


def test_the_file_s_fault_opens_the_grave_box(qtbot):
    dialog = shown(qtbot, RegisterFault("磁盘已满。"))
    type_into(dialog, "name", "甲")
    answers = Answers()
    with answering(answers):
        dialog.accept_button.click()
    assert answers.shown[0].endswith("磁盘已满。")
    assert answers.grave == [True]
    dialog.reject()


def test_many_places_are_counted():
    words = refusal_text(RatingFault("还不能：", places=tuple("甲乙丙丁戊己")))
    assert words.splitlines() == ["还不能：", "· 甲", "· 乙", "· 丙", "· 丁", "· 另有 2 处"]
