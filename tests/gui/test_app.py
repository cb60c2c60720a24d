"""The application object keeps the promises every page relies on."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.app import Application, choose_input_method
from gui.dialogs.fault_window import FaultReporter
from gui.theme import Colour


def turn_wheel(window: QWidget, widget: QWidget) -> None:
    """Turn the wheel one notch down over the middle of a widget, as a mouse does."""
    place = QPointF(widget.mapTo(window, widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, -120))
    QApplication.processEvents()


def test_the_bundled_font_is_used(qapp):
    assert QFontInfo(qapp.font()).family() == "Xingji Hei"


def test_standard_buttons_are_chinese(qtbot):
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
    )
    qtbot.addWidget(box)
    words = {button.text() for button in box.buttons()}
    assert words == {"保存", "取消"}


def test_the_palette_is_light_whatever_the_system_wants(qapp):
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == Colour.PAGE


@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_never_changes_a_value(qtbot, focused):
    area = QScrollArea()
    content = QWidget()
    column = QVBoxLayout(content)
    spin, choice, slider = QSpinBox(), QComboBox(), QSlider(Qt.Orientation.Horizontal)
    choice.addItems(["甲", "乙", "丙"])
    choice.setCurrentIndex(1)
    spin.setValue(5)
    slider.setValue(50)
    for editor in (spin, choice, slider):
        column.addWidget(editor)
    column.addSpacing(2000)
    area.setWidget(content)
    area.resize(300, 200)
    qtbot.addWidget(area)
    area.show()
    for editor in (spin, choice, slider):
        if focused:
            editor.setFocus()
        area.verticalScrollBar().setValue(0)
        turn_wheel(area, editor)
        assert area.verticalScrollBar().value() > 0
    assert (spin.value(), choice.currentIndex(), slider.value()) == (5, 1, 50)


@pytest.mark.parametrize(
    ("asked", "given"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("", "")]
)
def test_fcitx_falls_back_to_ibus(qapp, asked, given):
    environment = {"QT_IM_MODULE": asked}
    choose_input_method(environment)
    assert environment["QT_IM_MODULE"] == given


def test_larger_type_enlarges_units(qapp: Application):
    before = theme.units(100)
    sheet = qapp.styleSheet()
    qapp.set_text_scale(150)
    try:
        assert theme.units(100) > before * 1.4
        assert qapp.styleSheet() != sheet
    finally:
        qapp.set_text_scale(100)
    assert theme.units(100) == before


def test_digits_have_equal_width(qapp):
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme.font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_a_fault_in_a_thread_opens_the_window_once(qtbot, capsys):
    reporter = FaultReporter()

    def fail() -> None:
        try:
            raise ValueError("无法预料")
        except ValueError as error:
            reporter.report(type(error), error, error.__traceback__)

    for _ in range(2):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: reporter.window is not None)
    window = reporter.window
    assert window is not None
    qtbot.addWidget(window)
    window.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "无法预料" in copied
    assert "Python" in copied
    QApplication.processEvents()
    assert reporter.window is window
    window.close()
    assert "无法预料" in capsys.readouterr().err
