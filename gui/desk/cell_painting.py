"""Paints the cells of the indicator table and measures how high its lines must be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from evaluation.stars.sheets import MarkState
from gui import theme
from gui.desk.chips import exhausted_words, lay_out_chips, paint_chip
from gui.desk.indicator_model import ColumnKind, IndicatorModel
from gui.desk.sheet_view import IndicatorView
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units

__all__ = ["CELL_PADDING", "chip_areas", "paint_cell", "row_height"]

CELL_PADDING = 10
_LEAST_HEIGHT = 40
_MOST_LINES = 3
_LINE_RATIO = 1.3

_STATE_SIGNS = {
    MarkState.CHECKED: ("check", Colour.DONE),
    MarkState.AWAITING: ("clock", Colour.DOING),
}


def chip_areas(model: IndicatorModel, place: int, cell: QRectF) -> list[QRectF]:
    """Where the chips of a line stand within their cell; last the words behind them."""
    inner = cell.adjusted(units(CELL_PADDING), 0, -units(CELL_PADDING), -1)
    bite = exhausted_words(model.rows[place])
    areas, height = lay_out_chips(model.chips[place], inner.width(), bite)
    top = inner.center().y() - height / 2
    return [area.translated(inner.left(), top) for area in areas]


def row_height(model: IndicatorModel, place: int, widths: Sequence[int]) -> int:
    """The height of a line in logical pixels: its text and its chips, at least 40 units."""
    wanted = float(units(_LEAST_HEIGHT))
    for column, width in zip(model.columns, widths, strict=True):
        inner = width - 2 * units(CELL_PADDING)
        if column.kind is ColumnKind.TEXT:
            lines = min(len(_broken(model.rows[place].text, TextSize.ROW, inner)), 2)
            wanted = max(wanted, lines * _line_height(TextSize.ROW) + units(10))
        elif column.kind is ColumnKind.FACT:
            text = model.cell_text(place, ColumnKind.FACT)
            lines = min(len(_broken(text, TextSize.NOTE, inner)), _MOST_LINES)
            wanted = max(wanted, lines * _line_height(TextSize.NOTE) + units(10))
        elif column.kind is ColumnKind.LOSSES:
            bite = exhausted_words(model.rows[place])
            _, height = lay_out_chips(model.chips[place], inner, bite)
            wanted = max(wanted, height + units(14))
    return round(wanted)


def _line_height(size: TextSize) -> float:
    return QFontMetricsF(theme.font(size)).ascent() * _LINE_RATIO + units(2)


def _broken(text: str, size: TextSize, width: float) -> tuple[str, ...]:
    """The lines of a text at a width; never none."""
    layout = QTextLayout(text, theme.font(size))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
        line = layout.createLine()
    layout.endLayout()
    return tuple(lines) or ("",)


def _paint_lines(
    painter: QPainter, area: QRectF, text: str, size: TextSize, colour: str, most: int
) -> None:
    font = theme.font(size)
    lines = _broken(text, size, area.width())
    if len(lines) > most:
        rest = "".join(lines[most - 1 :])
        metrics = QFontMetricsF(font)
        lines = (
            *lines[: most - 1],
            metrics.elidedText(rest, Qt.TextElideMode.ElideRight, area.width()),
        )
    height = _line_height(size)
    top = area.center().y() - height * len(lines) / 2
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    for number, line in enumerate(lines):
        box = QRectF(area.left(), top + number * height, area.width(), height)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), line)


def paint_cell(
    painter: QPainter,
    area: QRectF,
    model: IndicatorModel,
    place: int,
    column: int,
    *,
    current: bool,
    chip: int | None,
) -> None:
    """Draw one cell; `chip` is the chosen chip of the current line."""
    row = model.rows[place]
    kind = model.columns[column].kind
    painter.save()
    painter.fillRect(area, theme.colour(Colour.EDITING if current else Colour.SURFACE))
    line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
    painter.fillRect(line, theme.colour(Colour.ROW_LINE))
    if current and column == 0:
        bar = QRectF(area.left(), area.top(), units(3), area.height())
        painter.fillRect(bar, theme.colour(Colour.GOLD))
    inner = area.adjusted(units(CELL_PADDING), 0, -units(CELL_PADDING), -1)
    match kind:
        case ColumnKind.TEXT:
            _paint_lines(painter, inner, row.text, TextSize.ROW, Colour.TEXT, 2)
        case ColumnKind.LOSSES:
            _paint_losses(painter, area, inner, model, place, chip)
        case ColumnKind.SCORE:
            _paint_score(painter, inner, model, row)
        case ColumnKind.OWN:
            _paint_plain(painter, inner, model, place, kind, Colour.FAINT)
        case ColumnKind.FACT:
            _paint_fact(painter, inner, model, place, current=current)
        case _:
            _paint_plain(painter, inner, model, place, kind)
    painter.restore()


def _paint_plain(
    painter: QPainter,
    area: QRectF,
    model: IndicatorModel,
    place: int,
    kind: ColumnKind,
    colour: str = Colour.SECONDARY,
) -> None:
    painter.setFont(theme.font(TextSize.BODY))
    painter.setPen(theme.colour(colour))
    side = Qt.AlignmentFlag.AlignLeft if kind is ColumnKind.CODE else Qt.AlignmentFlag.AlignRight
    text = model.cell_text(place, kind)
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), text)


def _paint_losses(
    painter: QPainter,
    cell: QRectF,
    inner: QRectF,
    model: IndicatorModel,
    place: int,
    chosen: int | None,
) -> None:
    chips = model.chips[place]
    areas = chip_areas(model, place, cell)
    for number, (chip, area) in enumerate(zip(chips, areas, strict=False)):
        paint_chip(painter, area, chip, chosen=number == chosen)
    bite = exhausted_words(model.rows[place])
    if bite:
        painter.setFont(theme.font(TextSize.NOTE))
        painter.setPen(theme.colour(Colour.FAULT))
        painter.drawText(
            areas[-1], int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), bite
        )
    if not chips:
        _paint_state(painter, inner, model.rows[place], model.state_text(model.rows[place]))


def _paint_state(painter: QPainter, area: QRectF, row: IndicatorView, text: str) -> None:
    """The state of a line without entries: a sign and a word."""
    sign, colour = _STATE_SIGNS.get(row.state, ("", Colour.FAINT))
    if row.by_ballot:
        sign, colour = "", Colour.SECONDARY
    left = area.left()
    if sign:
        side = units(14)
        paint_icon(painter, QRectF(left, area.center().y() - side / 2, side, side), sign, colour)
        left += side + units(5)
    painter.setFont(theme.font(TextSize.NOTE))
    painter.setPen(theme.colour(colour))
    box = QRectF(left, area.top(), area.right() - left, area.height())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _paint_score(
    painter: QPainter, area: QRectF, model: IndicatorModel, row: IndicatorView
) -> None:
    text = model.score_text(row)
    provisional = row.line is not None and row.line.provisional and not row.typed
    right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
    if not text:
        words = model.state_text(row) if model.only_typed else "—"
        untouched = row.state in (MarkState.UNCHECKED, MarkState.CHECKED)
        painter.setFont(theme.font(TextSize.NOTE))
        painter.setPen(theme.colour(Colour.FAINT))
        painter.drawText(area, right, "—" if untouched else words)
        return
    painter.setFont(theme.font(TextSize.ROW))
    painter.setPen(theme.colour(Colour.FAINT if provisional else Colour.TEXT))
    painter.drawText(area, right, text)


def _paint_fact(
    painter: QPainter, area: QRectF, model: IndicatorModel, place: int, *, current: bool
) -> None:
    text = model.cell_text(place, ColumnKind.FACT)
    row = model.rows[place]
    if any(chip.lacking for chip in model.chips[place]):
        text = f"缺事实，按 F2 写　{text}".rstrip()
        _paint_lines(painter, area, text, TextSize.NOTE, Colour.FAULT, _MOST_LINES)
        return
    if row.vetoed:
        text = f"否决本星：{text}"
        _paint_lines(painter, area, text, TextSize.NOTE, Colour.FAULT, _MOST_LINES)
        return
    if not text and current and (row.deductions or row.typed):
        _paint_lines(painter, area, "F2 写说明", TextSize.NOTE, Colour.FAINT, 1)
        return
    _paint_lines(painter, area, text, TextSize.NOTE, Colour.SECONDARY, _MOST_LINES)
