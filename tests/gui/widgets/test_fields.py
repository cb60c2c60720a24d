"""Fields: what they emit, what they refuse, how a form shows faults."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.number_field import NumberField
from gui.widgets.text_field import TextArea, TextField


def finish(field, text):
    """Type over what stands in a field and leave it."""
    field.editor.setText(text)
    field.editor.editingFinished.emit()


@pytest.fixture
def heard():
    """What a field emitted."""
    return []


def test_a_number_is_emitted_once_as_a_decimal_string(qtbot, heard):
    field = NumberField()
    qtbot.addWidget(field)
    field.value_changed.connect(heard.append)
    finish(field, "１２．５")
    finish(field, "12.50")
    finish(field, "")
    assert heard == ["12.50", ""]


def test_a_number_that_cannot_be_read_stays_with_a_sentence(qtbot, heard):
    field = NumberField(maximum="100")
    qtbot.addWidget(field)
    field.set_value("80.00")
    field.value_changed.connect(heard.append)
    for typed in ("2000万", "100.01", "-1"):
        finish(field, typed)
        assert field.editor.text() == typed
        assert field.fault
        assert field.editor.property("faulty")
    assert heard == []
    assert field.value() == "80.00"
    finish(field, "100")
    assert field.fault == ""
    assert heard == ["100.00"]


def test_number_cells_take_no_input_method(qtbot):
    field = NumberField()
    qtbot.addWidget(field)
    assert not field.editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_showing_a_value_emits_nothing(qtbot, heard):
    for field, value in (
        (NumberField(), "1.00"),
        (TextField(), "事实"),
        (DateField(), "2027-01-18"),
        (ChoiceField((("a", "甲"),)), "a"),
    ):
        qtbot.addWidget(field)
        field.value_changed.connect(heard.append)
        field.set_value(value)
        assert field.value() == value
    assert heard == []


def test_dates(qtbot, heard):
    field = DateField(near=date(2027, 1, 1))
    qtbot.addWidget(field)
    field.value_changed.connect(heard.append)
    finish(field, "1月18日")
    assert field.editor.text() == "2027年1月18日"
    finish(field, "2027年1月18日")
    finish(field, "明天")
    assert "不是日期" in field.fault
    assert heard == ["2027-01-18"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_day_picked_from_the_calendar(qtbot, heard):
    field = DateField(near=date(2027, 1, 1))
    qtbot.addWidget(field)
    field.show()
    field.value_changed.connect(heard.append)
    field.calendar_button.click()
    assert field.popup is not None
    assert field.popup.calendar.selectedDate() == QDate(2027, 1, 1)
    field.popup.calendar.clicked.emit(QDate(2027, 2, 3))
    assert not field.popup.isVisible()
    assert heard == ["2027-02-03"]


def test_text_composed_by_an_input_method(qtbot, heard):
    field = TextField()
    qtbot.addWidget(field)
    field.value_changed.connect(heard.append)
    event = QInputMethodEvent()
    event.setCommitString("　苏尼特𠳐嘎查 ")
    QApplication.sendEvent(field.editor, event)
    assert heard == []
    field.editor.editingFinished.emit()
    assert heard == ["苏尼特𠳐嘎查"]


def test_text_of_several_lines_ends_with_the_focus(qtbot, heard):
    window = QWidget()
    column = QVBoxLayout(window)
    field, other = TextArea(), TextField()
    column.addWidget(field)
    column.addWidget(other)
    qtbot.addWidget(window)
    field.value_changed.connect(heard.append)
    with qtbot.waitActive(window):
        window.show()
    field.editor.setFocus()
    field.editor.setPlainText("甲\n乙\n")
    assert heard == []
    other.editor.setFocus()
    assert heard == ["甲\n乙"]


def test_choices(qtbot, heard):
    field = ChoiceField((("a", "甲"), ("b", "乙")))
    qtbot.addWidget(field)
    field.value_changed.connect(heard.append)
    assert field.value() == ""
    field.editor.setCurrentIndex(1)
    field.editor.activated.emit(1)
    field.set_choices((("b", "乙"), ("c", "丙")))
    assert field.value() == "b"
    field.set_choices((("c", "丙"),))
    assert field.value() == ""
    assert heard == ["b"]


def test_a_form_puts_sentences_to_their_fields(qtbot):
    form = Form()
    qtbot.addWidget(form)
    name = form.add("name", "姓名", TextField(), required=True)
    count = form.add("count", "人数", NumberField(decimals=0))
    form.show()
    form.set_faults({"count": "人数与签到册不符。"})
    assert (name.fault, count.fault) == ("", "人数与签到册不符。")
    assert form.has_faults()
    form.set_values({"name": "录入员甲", "count": "3"})
    assert form.values() == {"name": "录入员甲", "count": "3"}
    assert not form.has_faults()
    with pytest.raises(KeyError):
        form.field("unknown")


def test_a_long_fault_goes_below_where_the_form_is_narrow(qtbot):
    field = NumberField()
    qtbot.addWidget(field)
    field.resize(600, 60)
    field.show()
    sentence = "不能大于应到人数的 120 人。"
    field.set_fault(sentence)
    QApplication.processEvents()
    label = field._fault_label
    assert label.y() < field.editor.geometry().bottom()
    field.resize(160, 120)
    QApplication.processEvents()
    assert label.y() >= field.editor.geometry().bottom()
