"""Paints the cells and heads of the grid."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from gui import theme
from gui.grid.cells import Cell, Look
from gui.grid.columns import CellKind, GridColumn
from gui.grid.model import GridModel, Refused
from gui.icons import paint_icon
from gui.theme import TONES, Colour, TextSize, units

__all__ = ["CELL_PADDING", "paint_cell", "paint_head", "paint_name"]

CELL_PADDING = 8
_CLOSING = frozenset("，。；：、！？）》」”’％%")
_OPENING = frozenset("（《「“‘")
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_COLOURS = {
    Look.PLAIN: Colour.TEXT,
    Look.OPEN: Colour.FAINT,
    Look.FAINT: Colour.FAINT,
    Look.AWAITING: Colour.DOING,
    Look.WAIVED: Colour.SECONDARY,
    Look.WORDS: Colour.SECONDARY,
}


def _elided(painter: QPainter, area: QRectF, text: str, flags: int) -> None:
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.drawText(area, flags, shown)


def paint_cell(
    painter: QPainter,
    area: QRectF,
    model: GridModel,
    row: int,
    column: int,
    *,
    current: bool,
    selected: bool,
) -> None:
    """Draw one cell; `current` has the cursor."""
    cell, fault = model.cell(row, column), model.fault(row, column)
    village = model.villages[row]
    painter.save()
    painter.fillRect(area, theme.colour(_ground(cell, fault, village.closed, selected)))
    for line in (
        QRectF(area.left(), area.bottom() - 1, area.width(), 1),
        QRectF(area.right() - 1, area.top(), 1, area.height()),
    ):
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
    inner = area.adjusted(units(CELL_PADDING), 0, -units(CELL_PADDING), -1)
    if fault is not None:
        _paint_refused(painter, inner, fault, model.columns[column])
    else:
        _paint_words(painter, inner, cell, model.columns[column], closed=bool(village.closed))
    if current:
        painter.setPen(QPen(theme.colour(Colour.ACCENT), units(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -2, -2))
    painter.restore()


def _ground(cell: Cell, fault: Refused | None, closed: str, selected: bool) -> str:
    if fault is not None or selected:
        return Colour.ACCENT_TINT
    if closed:
        return Colour.PAGE
    return Colour.EDITING if cell.look is Look.OPEN else Colour.SURFACE


def _paint_refused(painter: QPainter, area: QRectF, fault: Refused, column: GridColumn) -> None:
    side = units(15)
    sign = QRectF(area.left(), area.center().y() - side / 2, side, side)
    paint_icon(painter, sign, "mark-fault")
    painter.setFont(theme.font(TextSize.BODY))
    painter.setPen(theme.colour(Colour.FAULT))
    room = area.adjusted(side + units(5), 0, 0, 0)
    _elided(painter, room, fault.typed or "（空）", _LEFT if column.text else _RIGHT)


def _paint_words(
    painter: QPainter, area: QRectF, cell: Cell, column: GridColumn, *, closed: bool
) -> None:
    colour = _COLOURS[cell.look]
    if closed and cell.look is Look.PLAIN:
        colour = Colour.SECONDARY
    if column.kind is CellKind.OPEN:
        colour = Colour.FAINT if cell.text == "0" else Colour.DOING
    if column.kind in (CellKind.FACT, CellKind.OPEN) or cell.look is not Look.PLAIN:
        painter.setFont(theme.font(TextSize.NOTE))
    else:
        painter.setFont(theme.font(TextSize.BODY))
    if column.text:
        if cell.lacking:
            area = _paint_lacking(painter, area)
        painter.setPen(theme.colour(colour))
        _elided(painter, area, cell.text, _LEFT)
        return
    painter.setPen(theme.colour(colour))
    width = QFontMetricsF(painter.font()).horizontalAdvance(cell.text) + 1
    painter.drawText(area, _RIGHT, cell.text)
    rest = area.adjusted(0, 0, -width - units(6), 0)
    if cell.lacking:
        rest = _paint_lacking(painter, rest)
    if cell.chips:
        painter.setFont(theme.font(TextSize.NOTE))
        tone = TONES["low"].text if cell.lost and not closed else Colour.SECONDARY
        painter.setPen(theme.colour(tone))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(cell.chips)
        # In a narrow column ①4 says as much as ①×4.
        chips = cell.chips if wide <= rest.width() else cell.chips.replace("×", "")
        _elided(painter, rest, chips, _LEFT)


def _paint_lacking(painter: QPainter, area: QRectF) -> QRectF:
    """The sign of a missing fact; what is left of the cell."""
    painter.setFont(theme.font(TextSize.NOTE, bold=True))
    painter.setPen(theme.colour(Colour.FAULT))
    painter.drawText(area, _LEFT, "！")
    wide = QFontMetricsF(painter.font()).horizontalAdvance("！")
    painter.setFont(theme.font(TextSize.NOTE))
    return area.adjusted(wide, 0, 0, 0)


def paint_head(painter: QPainter, area: QRectF, column: GridColumn, *, current: bool) -> None:
    """The two lines of a column's head; the second takes up to two lines itself."""
    painter.save()
    ground = Colour.ACCENT_TINT if current else Colour.HEAD
    painter.fillRect(area, theme.colour(ground))
    for line in (
        QRectF(area.left(), area.bottom() - 1, area.width(), 1),
        QRectF(area.right() - 1, area.top(), 1, area.height()),
    ):
        painter.fillRect(line, theme.colour(Colour.LINE))
    inner = area.adjusted(units(CELL_PADDING), units(5), -units(CELL_PADDING), -units(4))
    side = Qt.AlignmentFlag.AlignLeft if column.text else Qt.AlignmentFlag.AlignRight
    painter.setFont(theme.font(TextSize.NOTE, bold=True))
    painter.setPen(theme.colour(Colour.ACCENT_DARK if current else Colour.TEXT))
    height = QFontMetricsF(painter.font()).height()
    title = QRectF(inner.left(), inner.top(), inner.width(), height)
    _elided(painter, title, column.title, int(side | Qt.AlignmentFlag.AlignVCenter))
    painter.setFont(theme.font(TextSize.SMALL))
    painter.setPen(theme.colour(Colour.SECONDARY))
    rest = inner.adjusted(0, height + units(1), 0, 0)
    metrics = QFontMetricsF(painter.font())
    for number, words in enumerate(_two_lines(column.name, metrics, rest.width())):
        line = rest.translated(0, number * metrics.height())
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignTop), words)
    painter.restore()


def _two_lines(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, str]:
    """The text in at most two lines, broken anywhere but before a closing or
    behind an opening mark."""
    count = 0
    while count < len(text) and metrics.horizontalAdvance(text[: count + 1]) <= width:
        count += 1
    while 1 < count < len(text) and (text[count] in _CLOSING or text[count - 1] in _OPENING):
        count -= 1
    rest = metrics.elidedText(text[count:], Qt.TextElideMode.ElideRight, width + 1)
    return text[:count], rest


def paint_name(
    painter: QPainter, area: QRectF, model: GridModel, row: int, *, current: bool
) -> None:
    """A village at the head of its line; a lock where its sheet is signed."""
    village = model.villages[row]
    painter.save()
    ground = Colour.ACCENT_TINT if current else Colour.PAGE if village.closed else Colour.HEAD
    painter.fillRect(area, theme.colour(ground))
    for line in (
        QRectF(area.left(), area.bottom() - 1, area.width(), 1),
        QRectF(area.right() - 1, area.top(), 1, area.height()),
    ):
        painter.fillRect(line, theme.colour(Colour.LINE))
    if current:
        bar = QRectF(area.left(), area.top(), units(3), area.height())
        painter.fillRect(bar, theme.colour(Colour.ACCENT))
    inner = area.adjusted(units(CELL_PADDING + 2), 0, -units(CELL_PADDING), -1)
    if village.signed:
        side = units(14)
        sign = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        paint_icon(painter, sign, "lock", Colour.SECONDARY)
        inner.adjust(0, 0, -side - units(4), 0)
    painter.setFont(theme.font(TextSize.BODY))
    painter.setPen(theme.colour(Colour.SECONDARY if village.closed else Colour.TEXT))
    _elided(painter, inner, village.name, _LEFT)
    painter.restore()
