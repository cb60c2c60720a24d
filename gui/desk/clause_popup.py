"""The list of clauses below the line at work: which key takes away what, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from evaluation.standard.model import FIGURE_KINDS, ClauseKind, Depth
from evaluation.stars.reasons import clause_text
from gui import theme
from gui.desk.keying import Keying, Part, discretion_of
from gui.desk.shadow import paint_shadow
from gui.desk.sheet_view import IndicatorView
from gui.desk.words import clause_price
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units
from gui.widgets.card import paint_surface
from gui.widgets.key_hint import cap_width, paint_cap

__all__ = ["ClausePopup", "PopupLine", "popup_lines"]

_LINE = 33
_CAP = 19
_SHADOW = 5
_WIDTH = 420


@dataclass(frozen=True, slots=True)
class PopupLine:
    """`keys`: (cap, words) in a row; `price` at the right end; `chosen`: picked by a key."""

    keys: tuple[tuple[str, str], ...]
    price: str = ""
    chosen: bool = False
    quiet: bool = False


def popup_lines(row: IndicatorView, keying: Keying, depth: Depth) -> tuple[PopupLine, ...]:
    """The clauses of a line as they can be picked, and the keys for its state."""
    indicator = row.indicator
    if indicator is None or depth is not Depth.CLAUSE:
        return ()
    lines: list[PopupLine] = []
    only_figure = keying.start is Part.FIGURE
    entered = {deduction.clause: deduction for deduction in row.deductions}
    for number, clause in enumerate(indicator.clauses, start=1):
        words = clause_text(clause, indicator)
        if clause.id in entered and clause.kind is ClauseKind.OCCURRENCE:
            words += f"（已扣 ×{entered[clause.id].count}）"
        cap = "" if only_figure or clause.kind is ClauseKind.BALLOT else str(number)
        chosen = clause is keying.clause and keying.part is not Part.DISCRETION
        lines.append(PopupLine(((cap, words),), clause_price(clause), chosen or only_figure))
        if clause.kind in FIGURE_KINDS and keying.wants_base and clause.figure is not None:
            if only_figure or clause is keying.clause:
                base = PopupLine((("Tab", f"再填{clause.figure.base_name}"),), quiet=True)
                lines.append(base)
    states: list[tuple[str, str]] = []
    if discretion_of(row) is not None:
        states.append(("0", "酌情扣分（须写理由）"))
    states += [("N", "不涉及"), ("D", "待数据")]
    if indicator.veto:
        states.append(("V", f"否决本星（{indicator.veto}）"))
    chosen = keying.part is Part.DISCRETION
    lines.append(PopupLine(tuple(states), chosen=chosen, quiet=True))
    return tuple(lines)


def _wrapped(metrics: QFontMetricsF, text: str, width: float) -> float:
    """The height of a text that wraps at a width."""
    room = QRectF(0, 0, max(width, 1.0), 10000)
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()


class ClausePopup(QWidget):
    """A small list that floats over the page; a click on a line gives its key."""

    key_clicked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[PopupLine, ...] = ()
        self._fault = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def lines(self) -> tuple[PopupLine, ...]:
        """What is offered."""
        return self._lines

    @property
    def fault(self) -> str:
        """The sentence about what was not taken, empty if nothing is wrong."""
        return self._fault

    def show_lines(self, lines: tuple[PopupLine, ...], fault: str) -> None:
        """Show other lines; without lines and fault there is nothing to show."""
        if (lines, fault) == (self._lines, self._fault):
            return
        self._lines, self._fault = lines, fault
        words = [fault, *(" ".join(f"{k} {w}" for k, w in line.keys) for line in lines)]
        self.setAccessibleName("\n".join(word for word in words if word))
        if not lines and not fault:
            self.hide()
        self.update()

    def place(self, cell: QRect, within: QRect) -> None:
        """Stand below a cell, or above it where there is no room; coordinates of the parent."""
        shadow = units(_SHADOW)
        width = min(self._wanted_width(), within.width()) + 2 * shadow
        height = self._height(width - 2 * shadow) + 2 * shadow
        left = min(cell.left() - shadow, within.right() - width + shadow)
        top = cell.bottom() + units(2) - shadow
        if top + height > within.bottom() and cell.top() - height + shadow >= within.top():
            top = cell.top() - height + shadow - units(2)
        self.setGeometry(
            QRect(QPoint(max(left, within.left() - shadow), top), QSize(width, height))
        )
        self.show()
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for area, key in self._targets():
            if area.contains(event.position()):
                self.key_clicked.emit(key)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shadow = units(_SHADOW)
        inner = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
        paint_shadow(painter, inner, shadow)
        paint_surface(painter, inner, edge=Colour.EDGE, radius=6)
        top = inner.top() + 1
        if self._fault:
            top = self._paint_fault(painter, inner, top)
        for line, height in zip(self._lines, self._heights(inner.width()), strict=True):
            self._paint_line(painter, QRectF(inner.left(), top, inner.width(), height), line)
            top += height

    def _paint_fault(self, painter: QPainter, inner: QRectF, top: float) -> float:
        height = self._fault_height(inner.width())
        area = QRectF(inner.left() + 1, top, inner.width() - 2, height)
        painter.fillRect(area, theme.colour(Colour.ACCENT_TINT))
        side = units(16)
        icon = QRectF(area.left() + units(12), area.top() + units(8), side, side)
        paint_icon(painter, icon, "mark-fault")
        painter.setFont(theme.font(TextSize.NOTE))
        painter.setPen(theme.colour(Colour.FAULT))
        text = area.adjusted(units(36), units(6), -units(12), -units(6))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(text, flags | int(Qt.TextFlag.TextWordWrap), self._fault)
        return top + height

    def _paint_line(self, painter: QPainter, area: QRectF, line: PopupLine) -> None:
        if line.chosen:
            ground = area.adjusted(1, 0, -1, 0)
            painter.fillRect(ground, theme.colour(Colour.ACCENT_TINT))
        painter.setPen(QPen(theme.colour(Colour.ROW_LINE), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        left = area.left() + units(12)
        right = area.right() - units(12)
        body = theme.font(TextSize.BODY)
        if line.price:
            wide = QFontMetricsF(body).horizontalAdvance(line.price) + 2
            painter.setFont(body)
            painter.setPen(theme.colour(Colour.ACCENT_DARK))
            box = QRectF(right - wide, area.top(), wide, area.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.price)
            right -= wide + units(10)
        for cap, words in line.keys:
            if cap:
                high = units(_CAP)
                top = area.center().y() - high / 2
                paint_cap(painter, QRectF(round(left), round(top), cap_width(cap), high), cap)
                left += cap_width(cap) + units(9)
            elif not line.quiet:
                left += units(2)
            painter.setFont(body)
            painter.setPen(theme.colour(Colour.SECONDARY if line.quiet else Colour.TEXT))
            box = QRectF(left, area.top(), max(right - left, 1), area.height())
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(box, flags | int(Qt.TextFlag.TextWordWrap), words)
            left += QFontMetricsF(body).horizontalAdvance(words) + units(18)

    def _targets(self) -> list[tuple[QRectF, str]]:
        """(area, key) of everything that can be clicked."""
        shadow = units(_SHADOW)
        inner = QRectF(self.rect()).adjusted(shadow, shadow, -shadow, -shadow)
        metrics = QFontMetricsF(theme.font(TextSize.BODY))
        top = inner.top() + 1 + (self._fault_height(inner.width()) if self._fault else 0)
        targets: list[tuple[QRectF, str]] = []
        for line, height in zip(self._lines, self._heights(inner.width()), strict=True):
            left = inner.left() + units(12)
            for cap, words in line.keys:
                wide = cap_width(cap) + units(9) + metrics.horizontalAdvance(words) + units(9)
                alone = len(line.keys) == 1
                area = QRectF(left - units(6), top, inner.width() if alone else wide, height)
                if cap:
                    targets.append((area, cap))
                left += wide + units(9)
            top += height
        return targets

    def _wanted_width(self) -> int:
        metrics = QFontMetricsF(theme.font(TextSize.BODY))
        widest = 0.0
        for line in self._lines:
            wide = units(30) + sum(
                (cap_width(cap) if cap else 0) + units(27) + metrics.horizontalAdvance(words)
                for cap, words in line.keys
            )
            if line.price:
                wide += metrics.horizontalAdvance(line.price) + units(12)
            widest = max(widest, wide)
        return round(min(max(widest, units(_WIDTH)), units(_WIDTH * 1.35)))

    def _heights(self, width: float) -> list[int]:
        metrics = QFontMetricsF(theme.font(TextSize.BODY))
        heights: list[int] = []
        for line in self._lines:
            price = metrics.horizontalAdvance(line.price) + units(12) if line.price else 0
            if len(line.keys) == 1:
                cap, words = line.keys[0]
                room = width - units(24) - price - (cap_width(cap) + units(9) if cap else 0)
                extra = _wrapped(metrics, words, room) - metrics.height()
            else:
                extra = 0.0
            heights.append(units(_LINE) + round(max(extra, 0.0)))
        return heights

    def _fault_height(self, width: float) -> int:
        metrics = QFontMetricsF(theme.font(TextSize.NOTE))
        extra = _wrapped(metrics, self._fault, width - units(50)) - metrics.height()
        return units(_LINE) + round(max(extra, 0.0))

    def _height(self, width: float) -> int:
        height = sum(self._heights(width)) + 2
        return height + (self._fault_height(width) if self._fault else 0)
