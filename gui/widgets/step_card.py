"""One of the steps on the overview: name, count, what is due, and a progress line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.icons import pixmap
from gui.theme import Colour, TextSize, units
from gui.widgets.card import paint_surface
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.progress_line import ProgressLine
from gui.widgets.step_dots import StepMark

__all__ = ["StepCard"]

_NARROW_BELOW = 190
_SIGN = 14

_COUNT_COLOURS = {
    StepMark.DONE: Colour.DONE,
    StepMark.DOING: Colour.TEXT,
    StepMark.FAULT: Colour.FAULT,
    StepMark.EMPTY: Colour.SECONDARY,
}


class StepCard(QWidget):
    """A card that can be clicked, or opened with Enter or the space bar when focused."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(units(120))
        self._name = ElidedLabel("", TextSize.TITLE, bold=True)
        self._count = Label("", TextSize.BODY)
        self._sign = Label("")
        self._sign.setFixedSize(units(_SIGN), units(_SIGN))
        self._sign.hide()
        self._note = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self._noted = QWidget()
        noted = QHBoxLayout(self._noted)
        noted.setContentsMargins(0, 0, 0, 0)
        noted.setSpacing(units(5))
        noted.addWidget(self._sign)
        noted.addWidget(self._note, 1)
        self._line = ProgressLine()
        self._words = QGridLayout()
        self._words.setHorizontalSpacing(units(6))
        self._words.setVerticalSpacing(units(2))
        self._words.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(14), units(11), units(14), units(11))
        layout.setSpacing(units(2))
        layout.addLayout(self._words)
        layout.addSpacing(units(5))
        layout.addWidget(self._line)
        self._narrow: bool | None = None
        self._place_words(narrow=False)

    def set_step(
        self,
        name: str,
        done: int,
        total: int,
        note: str,
        mark: StepMark,
        *,
        current: bool = False,
        count: str | None = None,
        urgent: bool = False,
        warning: bool = False,
        told: str = "",
    ) -> None:
        """Show a step: `name` with its number sign, `done` of `total`, and a note below.

        `current` marks the step at work with a red edge, `urgent` turns the note red.
        `count` replaces "done/total" where a count says nothing ("—"). `warning` puts a sign
        before the note; `told`, the tooltip, says why and whatever else there is to know.
        """
        shown = f"{done}/{total}" if count is None else count
        self._name.setText(name)
        self._count.setText(f"{shown} ✓" if mark is StepMark.DONE else shown)
        self._count.set_colour(_COUNT_COLOURS[mark])
        self._note.setText(note)
        self._note.set_colour(Colour.ACCENT if urgent else Colour.SECONDARY)
        fill = Colour.DONE if mark is StepMark.DONE else Colour.DOING
        self._line.set_progress(done, total, fill)
        self._current = current
        if warning:
            scale = self.devicePixelRatioF()
            self._sign.setPixmap(pixmap("warning", units(_SIGN), Colour.DOING, scale=scale))
        self._sign.setVisible(warning)
        self.setToolTip(told)
        self.setAccessibleName(f"{name}，{shown}，{mark.word}，{note}")
        self.setAccessibleDescription(told)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_words(narrow=self.width() < units(_NARROW_BELOW))

    def sizeHint(self) -> QSize:
        return QSize(units(_NARROW_BELOW), super().sizeHint().height())

    def _place_words(self, *, narrow: bool) -> None:
        """Let the name have its line for itself where it would have to be shortened."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in (self._name, self._count, self._noted):
            self._words.removeWidget(part)
        if narrow:
            self._words.addWidget(self._name, 0, 0, 1, 2)
            self._words.addWidget(self._noted, 1, 0)
            self._words.addWidget(self._count, 1, 1)
        else:
            self._words.addWidget(self._name, 0, 0)
            self._words.addWidget(self._count, 0, 1)
            self._words.addWidget(self._noted, 1, 0, 1, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        edge = Colour.ACCENT_EDGE if self._current else Colour.LINE
        paint_surface(painter, area, edge=Colour.ACCENT if self.hasFocus() else edge)
        if self._current:
            shape = QPainterPath()
            shape.addRoundedRect(area, units(8), units(8))
            painter.setClipPath(shape)
            bar = QRectF(area.left(), area.top(), area.width(), units(4))
            painter.fillRect(bar, theme.colour(Colour.ACCENT))
