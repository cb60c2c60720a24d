"""The chips of a line: each deduction and each entered figure as a small tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from evaluation.numbers import show_plain
from evaluation.standard.model import FIGURE_KINDS, ClauseKind
from evaluation.stars.scoring import ClauseLoss
from gui import theme
from gui.desk.sheet_view import IndicatorView
from gui.desk.words import circled, figure_words, minus, short_clause
from gui.theme import TONES, Colour, TextSize, units

__all__ = [
    "CHIP_HEIGHT",
    "Chip",
    "chips_of",
    "exhausted_words",
    "lay_out_chips",
    "paint_chip",
]

CHIP_HEIGHT = 23
_GAP = 5
_LONGEST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Chip:
    """`clause`: id; `price` such as "−12", "" where nothing is lost; `figure`: entered figure
    instead of a deduction; `lacking`: the obligatory fact is missing; `whole`: words in full."""

    clause: str
    words: str
    price: str
    whole: str
    figure: bool = False
    lacking: bool = False


def chips_of(row: IndicatorView, *, facts_due: bool) -> tuple[Chip, ...]:
    """The chips of a line, in the order of its clauses."""
    if row.indicator is None:
        return ()
    losses = {} if row.line is None else {loss.clause.id: loss for loss in row.line.losses}
    entered = {deduction.clause: deduction for deduction in row.deductions}
    chips: list[Chip] = []
    for number, clause in enumerate(row.indicator.clauses, start=1):
        loss = losses.get(clause.id)
        sign = circled(number)
        deduction = entered.get(clause.id)
        if clause.kind is ClauseKind.BALLOT:
            if loss is not None:
                chips.append(_ballot_chip(clause.id, loss))
            continue
        if clause.kind in FIGURE_KINDS and row.mark is not None and row.mark.figure is not None:
            assert clause.figure is not None, "a figure clause has a figure"
            value = None if loss is None else loss.value
            words = figure_words(clause.figure, row.mark.figure, row.mark.base, value)
            price = minus(loss.loss) if loss is not None and loss.loss else ""
            short = figure_words(clause.figure, row.mark.figure, None, None)
            sign = f"{sign} " if len(row.indicator.clauses) > 1 else ""
            chips.append(Chip(clause.id, f"{sign}{_cut(short)}", price, words, figure=True))
        if deduction is None:
            continue
        price = "" if loss is None else minus(loss.loss)
        times = f" ×{deduction.count}" if clause.kind is ClauseKind.OCCURRENCE else ""
        name = short_clause(clause) if times else "酌情"
        chips.append(
            Chip(
                clause.id,
                f"{sign} {_cut(name)}{times}",
                price + ("（已到上限）" if loss is not None and loss.capped else ""),
                f"{clause.text}{times}",
                lacking=facts_due and not deduction.fact.strip(),
            )
        )
    return tuple(chips)


def exhausted_words(row: IndicatorView) -> str:
    """What is said where more was lost than the line has: "扣完为止，实扣 30"."""
    return f"扣完为止，实扣 {show_plain(row.points)}" if row.exhausted else ""


def _ballot_chip(clause: str, loss: ClauseLoss) -> Chip:
    price = minus(loss.loss) if loss.loss else ""
    return Chip(clause, "测评带入", price, loss.clause.text, figure=True)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"


def _width(chip: Chip) -> float:
    metrics = QFontMetricsF(theme.font(TextSize.NOTE))
    bold = QFontMetricsF(theme.font(TextSize.NOTE, bold=True))
    width = metrics.horizontalAdvance(chip.words) + units(14)
    if chip.price:
        width += bold.horizontalAdvance(chip.price) + units(5)
    if chip.lacking:
        width += metrics.horizontalAdvance("！") + units(3)
    return width


def lay_out_chips(
    chips: Sequence[Chip], width: float, behind: str = ""
) -> tuple[list[QRectF], float]:
    """(area of each chip from the top left corner, height of all) within a width. Words
    `behind` the chips have the last area."""
    areas: list[QRectF] = []
    left = top = 0.0
    high = units(CHIP_HEIGHT)
    widths = [_width(chip) for chip in chips]
    if behind:
        widths.append(QFontMetricsF(theme.font(TextSize.NOTE)).horizontalAdvance(behind) + 2)
    for wanted in widths:
        wide = min(wanted, width)
        if left and left + wide > width:
            left, top = 0.0, top + high + units(_GAP)
        areas.append(QRectF(left, top, wide, high))
        left += wide + units(_GAP)
    return areas, top + high if widths else 0.0


def paint_chip(painter: QPainter, area: QRectF, chip: Chip, *, chosen: bool) -> None:
    """Draw one chip; the chosen one has a strong border."""
    tone = TONES["none"] if chip.figure and not chip.price else TONES["low"]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(theme.colour(Colour.ACCENT if chosen else tone.edge), units(2) if chosen else 1)
    )
    painter.setBrush(theme.colour(tone.ground))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), units(4), units(4))
    inner = area.adjusted(units(7), 0, -units(6), 0)
    note = theme.font(TextSize.NOTE)
    bold = theme.font(TextSize.NOTE, bold=True)
    right = inner.right()
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    if chip.lacking:
        wide = QFontMetricsF(bold).horizontalAdvance("！")
        painter.setFont(bold)
        painter.setPen(theme.colour(Colour.FAULT))
        painter.drawText(QRectF(right - wide, inner.top(), wide, inner.height()), middle, "！")
        right -= wide + units(3)
    if chip.price:
        wide = QFontMetricsF(bold).horizontalAdvance(chip.price) + 1
        painter.setFont(bold)
        painter.setPen(theme.colour(tone.text))
        painter.drawText(
            QRectF(right - wide, inner.top(), wide, inner.height()), middle, chip.price
        )
        right -= wide + units(5)
    painter.setFont(note)
    painter.setPen(theme.colour(tone.text))
    room = right - inner.left() + 1
    words = QFontMetricsF(note).elidedText(chip.words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(inner.left(), inner.top(), room, inner.height()), middle, words)
    painter.restore()
