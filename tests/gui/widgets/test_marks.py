"""Stars, tags, dots, tabs and keys: words for the blind, sizes, choices."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.theme import Colour
from gui.widgets.class_tag import ClassTag
from gui.widgets.key_hint import KeyHintRow, key_word
from gui.widgets.segment_bar import SegmentBar
from gui.widgets.star_row import StarRow, paint_star
from gui.widgets.step_card import StepCard
from gui.widgets.step_dots import StepDots, StepMark


def test_stars_say_their_count(qtbot):
    row = StarRow(7, 10)
    qtbot.addWidget(row)
    assert row.accessibleName() == "10 颗星中获得 7 颗"
    row.set_stars((True, False, True), 3)
    assert row.accessibleName() == "3 颗星中获得 2 颗"
    assert row.minimumSizeHint().width() < 80


def test_a_star_won_is_solid_and_one_not_won_is_hollow(qapp):
    for won, middle in ((True, Colour.GOLD), (False, "#FFFFFF")):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_star(painter, QPointF(20, 20), 32, won=won)
        painter.end()
        assert image.pixelColor(20, 20).name().upper() == middle


def test_dots_never_speak_by_colour_alone(qtbot):
    dots = StepDots((StepMark.DONE, StepMark.FAULT))
    qtbot.addWidget(dots)
    assert dots.accessibleName() == "已完成、有问题"
    assert len({mark.word for mark in StepMark}) == len(StepMark)


def test_a_tag_is_as_wide_as_its_word(qtbot):
    short, long = ClassTag("一类", "top"), ClassTag("一类（先进）", "top")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.sizeHint().width() > short.sizeHint().width()


def test_tabs_by_mouse_and_keys(qtbot):
    bar = SegmentBar((("a", "甲"), ("b", "乙"), ("c", "丙")))
    qtbot.addWidget(bar)
    bar.show()
    chosen: list[str] = []
    bar.chosen.connect(chosen.append)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    bar.choose("unknown")
    assert chosen == ["b", "c", "a"]
    bar.set_segments((("x", "子"),))
    assert bar.current == "x"
    assert chosen == ["b", "c", "a"]


def test_keys_are_written_as_on_the_keyboard(qtbot):
    assert key_word("Ctrl+K") == "Ctrl K"
    assert key_word("Enter") == "⏎"
    row = KeyHintRow((("F4", "为什么"),))
    qtbot.addWidget(row)
    row.set_hints((("F4", "为什么"), ("F6", "改拟定")))
    assert row.accessibleName() == "F4 为什么；F6 改拟定"
    assert row.minimumSizeHint().width() == 0


def test_a_step_card_opens_by_mouse_and_key(qtbot):
    card = StepCard()
    qtbot.addWidget(card)
    card.set_step("③ 镇党委初评", 9, 15, "还有 4 天", StepMark.DOING, current=True)
    card.show()
    assert "9/15" in card.accessibleName()
    with qtbot.waitSignal(card.opened):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(card.opened):
        qtbot.keyClick(card, Qt.Key.Key_Return)
