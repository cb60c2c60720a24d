"""Paints the cells of a `DataTable`: text, numbers, stars, step marks, tags, separators."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import theme
from gui.icons import paint_icon
from gui.tables.rows_model import AnyIndex, CellKind, Column, Row, RowsModel, Separator
from gui.theme import ROW_HEIGHT, Colour, TextSize, units
from gui.widgets.class_tag import paint_tag, tag_size
from gui.widgets.star_row import paint_stars, stars_width
from gui.widgets.step_dots import dots_width, paint_dots

__all__ = ["CELL_PADDING", "SEPARATOR_HEIGHT", "STAR_SIZE", "CellDelegate", "cell_width"]

CELL_PADDING = 10
SEPARATOR_HEIGHT = 20
STAR_SIZE = 16
_ICON_SIZE = 14

_SIZES: dict[CellKind, TextSize] = {
    "text": TextSize.BODY,
    "name": TextSize.ROW,
    "number": TextSize.BODY,
    "figure": TextSize.ROW,
    "note": TextSize.NOTE,
}


def _cell_font(column: Column) -> QFont:
    return theme.font(_SIZES.get(column.kind, TextSize.BODY))


def cell_width(model: RowsModel, row: Row, column: Column) -> float:
    """Return the width in logical pixels a cell needs, with its padding."""
    value = column.value(row)
    padding = 2 * units(CELL_PADDING)
    if value is None:
        return float(padding + units(16))
    if column.kind == "stars":
        return stars_width(value[1], units(STAR_SIZE)) + padding
    if column.kind == "dots":
        return dots_width(len(value)) + padding
    if column.kind == "tag":
        return float(tag_size(value[0]).width() + padding)
    width = QFontMetricsF(_cell_font(column)).horizontalAdvance(model.cell_text(row, column))
    if column.icon is not None and column.icon(row):
        width += units(_ICON_SIZE + 5)
    return width + padding + 1


class CellDelegate(QStyledItemDelegate):
    """One delegate for a whole table; the column's kind decides what is painted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(units(60), units(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        entry = model.entry(index.row())
        painter.save()
        if isinstance(entry, Separator):
            if index.column() == 0:
                self._paint_separator(painter, area, entry)
        else:
            state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
            self._paint_ground(painter, area, model, index, state)
            column = model.columns[index.column()]
            inner = area.adjusted(units(CELL_PADDING), 0, -units(CELL_PADDING), -1)
            self._paint_cell(painter, inner, model, entry, column)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        area: QRectF,
        model: RowsModel,
        index: AnyIndex,
        state: QStyle.StateFlag,
    ) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        mark = model.mark(index.row())
        ground = {"": Colour.SURFACE, "near": Colour.NEAR, "editing": Colour.EDITING}[mark]
        if chosen:
            ground = Colour.ACCENT_TINT
        elif state & QStyle.StateFlag.State_MouseOver and not mark:
            ground = Colour.HOVER
        painter.fillRect(area, theme.colour(ground))
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        if index.column() == 0 and (chosen or mark == "editing"):
            bar = QRectF(area.left(), area.top(), units(3), area.height())
            painter.fillRect(bar, theme.colour(Colour.ACCENT if chosen else Colour.GOLD))

    def _paint_separator(self, painter: QPainter, area: QRectF, entry: Separator) -> None:
        painter.fillRect(area, theme.colour(Colour.SURFACE))
        pen = QPen(theme.colour(Colour.ACCENT), units(1.5))
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(
            QPointF(area.left(), area.top() + 1), QPointF(area.right(), area.top() + 1)
        )
        painter.setFont(theme.font(TextSize.SMALL))
        painter.setPen(theme.colour(Colour.ACCENT))
        inner = area.adjusted(units(56), units(2), -units(CELL_PADDING), 0)
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inner, alignment, entry.caption)
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))

    def _paint_cell(
        self, painter: QPainter, area: QRectF, model: RowsModel, entry: Row, column: Column
    ) -> None:
        value = column.value(entry)
        if value is not None and column.kind == "stars":
            won, total = value
            size = min(units(STAR_SIZE), area.width() / max(total, 1) / 1.06)
            paint_stars(painter, area, won, total, size)
        elif value is not None and column.kind == "dots":
            paint_dots(painter, area, value)
        elif value is not None and column.kind == "tag":
            word, tone = value
            paint_tag(painter, area, word, tone)
        else:
            self._paint_text(painter, area, model, entry, column)

    def _paint_text(
        self, painter: QPainter, area: QRectF, model: RowsModel, entry: Row, column: Column
    ) -> None:
        chosen = column.colour(entry) if column.colour is not None else None
        plain = Colour.SECONDARY if column.kind == "note" else Colour.TEXT
        colour = chosen or plain
        sign = column.icon(entry) if column.icon is not None else None
        if sign:
            side = units(_ICON_SIZE)
            middle = area.center().y() - side / 2
            paint_icon(painter, QRectF(area.left(), middle, side, side), sign, colour)
            area = area.adjusted(side + units(5), 0, 0, 0)
        font = _cell_font(column)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        sides = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "centre": Qt.AlignmentFlag.AlignHCenter,
            "right": Qt.AlignmentFlag.AlignRight,
        }
        shown = QFontMetricsF(font).elidedText(
            model.cell_text(entry, column), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, int(sides[column.side] | Qt.AlignmentFlag.AlignVCenter), shown)
