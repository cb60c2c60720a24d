"""A sheet of pyqtgraph on which charts are drawn in logical pixels, from the top left.

Pixels instead of axes let long names be shortened and bars keep their thickness however
many there are. The wheel and the mouse never move the chart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from evaluation.classes.charts import Tone
from gui import theme
from gui.theme import Colour, TextSize, units

__all__ = ["BAR_COLOURS", "Canvas", "Drawing"]

BAR_COLOURS: dict[Tone, str] = {
    "top": "#DCA01E",
    "middle": "#7F94AC",
    "low": "#B9533A",
    "none": "#BA3A40",
    "pale": "#CF7378",
    "track": Colour.TRACK,
}
"""Ground of a bar by its tone; middle is hatched and low is dotted besides. `pale` and
`track` belong to the bars of single stars."""

_TILE = 8
_SHARPNESS = 2


@dataclass(frozen=True)
class _Spot:
    """An area that tells something when the mouse rests on it."""

    area: QRectF
    words: str


def _tile(paint: Callable[[QPainter, float], None]) -> QBrush:
    """Return a brush that repeats a small picture, `_TILE` units wide, on any screen."""
    side = units(_TILE) * _SHARPNESS
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, float(side))
    painter.end()
    brush = QBrush(image)
    brush.setTransform(QTransform.fromScale(1 / _SHARPNESS, 1 / _SHARPNESS))
    return brush


def _hatch(painter: QPainter, side: float) -> None:
    painter.setPen(pg.mkPen(QColor(255, 255, 255, 110), width=side / 10))
    for shift in (-side, 0.0, side):
        painter.drawLine(QPointF(shift - 2, side + 2), QPointF(shift + side + 2, -2))


def _dots(painter: QPainter, side: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 130))
    for x, y in ((0.25, 0.25), (0.75, 0.75)):
        painter.drawEllipse(QPointF(x * side, y * side), side * 0.13, side * 0.13)


class Canvas(pg.PlotWidget):  # type: ignore[misc]
    """Draws itself anew at every size with the function it was given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=Colour.SURFACE)
        self._drawing: Drawing | None = None
        self._spots: list[_Spot] = []
        self.words: list[str] = []
        self._patterns = {"middle": _tile(_hatch), "low": _tile(_dots)}
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setContentsMargins(0, 0, 0, 0)
        for axis in ("left", "bottom"):
            item.hideAxis(axis)
        box = item.getViewBox()
        box.setMouseEnabled(x=False, y=False)
        box.setDefaultPadding(0)
        box.invertY(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(units(160), units(60))

    def show_drawing(self, drawing: Drawing, words: str) -> None:
        """Draw another chart; `words` say for a screen reader what it shows."""
        self._drawing = drawing
        self.setAccessibleName(words)
        self._redraw()

    def bar(self, area: QRectF, tone: Tone, told: str = "") -> None:
        """Draw a bar; `told` appears when the mouse rests on it."""
        if area.width() <= 0 or area.height() <= 0:
            return
        brushes = [QBrush(theme.colour(BAR_COLOURS[tone]))]
        if tone in self._patterns:
            brushes.append(self._patterns[tone])
        for brush in brushes:
            self.addItem(
                pg.BarGraphItem(
                    x0=[area.left()],
                    y0=[area.top()],
                    width=[area.width()],
                    height=[area.height()],
                    brush=brush,
                    pen=pg.mkPen(None),
                )
            )
        if told:
            self._spots.append(_Spot(area, told))

    def line(self, start: QPointF, end: QPointF) -> None:
        """Draw a thin line, such as the foot of a histogram."""
        pen = pg.mkPen(Colour.FAINT, width=1)
        self.addItem(pg.PlotCurveItem([start.x(), end.x()], [start.y(), end.y()], pen=pen))

    def text(
        self,
        words: str,
        at: QPointF,
        *,
        side: float = 0.5,
        size: TextSize = TextSize.NOTE,
        colour: str = Colour.TEXT,
        bold: bool = False,
        room: float | None = None,
    ) -> None:
        """Write words with their middle at the height of `at`.

        `side`: 0 begins at `at`, 0.5 is centred on it, 1 ends there. `room`: the width in
        logical pixels beyond which the words are shortened.
        """
        font = theme.font(size, bold=bold)
        shown = words
        if room is not None:
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        if shown != words:
            height = QFontMetricsF(font).height()
            width = room or 0.0
            area = QRectF(at.x() - width * side, at.y() - height / 2, width, height)
            self._spots.append(_Spot(area, words))
        item = pg.TextItem(shown, color=colour, anchor=(side, 0.5))
        item.textItem.document().setDocumentMargin(0)
        item.setFont(font)
        item.setPos(at)
        self.addItem(item)
        self.words.append(words)

    def width_of(self, words: str, size: TextSize = TextSize.NOTE, *, bold: bool = False) -> float:
        """Return how wide some words are, in logical pixels."""
        return QFontMetricsF(theme.font(size, bold=bold)).horizontalAdvance(words)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        # pyqtgraph calls this without an event while it is being built.
        if event is not None:
            super().resizeEvent(event)
            if hasattr(self, "_drawing"):
                self._redraw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos())
            told = [spot.words for spot in self._spots if spot.area.contains(place)]
            QToolTip.showText(event.globalPos(), told[-1] if told else "", self)
            return True
        return bool(super().viewportEvent(event))

    def _redraw(self) -> None:
        if self._drawing is None:
            return
        self.clear()
        self._spots.clear()
        self.words.clear()
        self.getPlotItem().getViewBox().setRange(
            xRange=(0, max(self.width(), 1)), yRange=(0, max(self.height(), 1)), padding=0
        )
        self._drawing(self)


Drawing = Callable[[Canvas], None]
"""Draws a whole chart on a canvas of whatever size it has now."""
