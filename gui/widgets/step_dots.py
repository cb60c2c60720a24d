"""How far each step is: done ✓, in progress ◐, fault !, not begun. Always with a sign."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.theme import units

__all__ = ["StepDots", "StepMark", "dots_width", "paint_dots", "paint_mark"]

_SIZE = 20
_PITCH = 22


class StepMark(Enum):
    """The state of a step; the value is the icon's file name."""

    DONE = "mark-done"
    DOING = "mark-half"
    FAULT = "mark-fault"
    EMPTY = "mark-empty"

    @property
    def word(self) -> str:
        """The state in words, for tooltips and screen readers."""
        return _WORDS[self]


_WORDS = {
    StepMark.DONE: "已完成",
    StepMark.DOING: "进行中",
    StepMark.FAULT: "有问题",
    StepMark.EMPTY: "未开始",
}


def paint_mark(painter: QPainter, area: QRectF, mark: StepMark) -> None:
    """Draw one mark into `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, area, mark.value)
    painter.restore()


def dots_width(count: int) -> float:
    """Return the width in logical pixels of a row of `count` marks."""
    return float(units(_PITCH) * count)


def paint_dots(painter: QPainter, area: QRectF, marks: Sequence[StepMark]) -> None:
    """Draw a row of marks at the left of `area`, in its vertical middle."""
    size = units(_SIZE)
    top = round(area.center().y() - size / 2)
    for place, mark in enumerate(marks):
        left = area.left() + place * units(_PITCH)
        paint_mark(painter, QRectF(left, top, size, size), mark)


class StepDots(QWidget):
    """A row of marks on its own."""

    def __init__(self, marks: Sequence[StepMark] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = tuple(marks)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_marks(marks)

    def set_marks(self, marks: Sequence[StepMark]) -> None:
        """Show other states."""
        self._marks = tuple(marks)
        words = "、".join(mark.word for mark in self._marks)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(units(_PITCH) * max(len(self._marks), 1), units(_PITCH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dots(QPainter(self), QRectF(self.rect()), self._marks)
