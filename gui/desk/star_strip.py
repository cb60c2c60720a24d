"""The stars of a sheet as cards in one line; a click goes to a star."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui import theme
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units
from gui.widgets.star_row import paint_star

__all__ = ["StarCard", "StarStrip"]

_HEIGHT = 50
_GAP = 6
_WIDEST = 150
_STAR = 13


@dataclass(frozen=True, slots=True)
class StarCard:
    """`won` None: not to be shown, or not known yet; then `done` says whether all is 已查.
    `note` stands beside the score ("差3.48", "余 3"), `words` tells the whole."""

    key: str
    name: str
    score: str
    note: str = ""
    won: bool | None = None
    done: bool = False
    words: str = ""


class StarStrip(QWidget):
    """`chosen` carries the star's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[StarCard, ...] = ()
        self._current = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def cards(self) -> tuple[StarCard, ...]:
        """The cards shown."""
        return self._cards

    @property
    def current(self) -> str:
        """The id of the star at work."""
        return self._current

    def show_cards(self, cards: Sequence[StarCard], current: str) -> None:
        """Show other cards; those that stay as they are are not painted again."""
        shown = [(card, card.key == self._current) for card in self._cards]
        self._cards, self._current = tuple(cards), current
        now = [(card, card.key == current) for card in self._cards]
        if now == shown:
            return
        self.setAccessibleName("；".join(card.words for card in self._cards))
        if len(now) != len(shown):
            self.update()
            return
        for area, before, after in zip(self.areas(), shown, now, strict=True):
            if before != after:
                self.update(area.toAlignedRect())

    def sizeHint(self) -> QSize:
        return QSize(units(500), units(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(120), units(_HEIGHT))

    def areas(self) -> list[QRectF]:
        """Where each card stands."""
        count = max(len(self._cards), 1)
        gap = units(_GAP)
        wide = min((self.width() - gap * (count - 1)) / count, units(_WIDEST))
        return [QRectF(number * (wide + gap), 0, wide, self.height()) for number in range(count)][
            : len(self._cards)
        ]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for area, card in zip(self.areas(), self._cards, strict=True):
            if area.contains(event.position()):
                self.chosen.emit(card.key)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for area, card in zip(self.areas(), self._cards, strict=True):
                if area.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), card.words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, card in zip(self.areas(), self._cards, strict=True):
            if event.rect().intersects(area.toAlignedRect()):
                self._paint_card(painter, area, card)

    def _paint_card(self, painter: QPainter, area: QRectF, card: StarCard) -> None:
        current = card.key == self._current
        lost = card.won is False
        painter.setPen(
            QPen(
                theme.colour(Colour.ACCENT if current else Colour.LINE),
                units(2) if current else 1,
            )
        )
        painter.setBrush(theme.colour(Colour.ACCENT_TINT if lost else Colour.SURFACE))
        edge = 1.0 if current else 0.5
        painter.drawRoundedRect(area.adjusted(edge, edge, -edge, -edge), units(6), units(6))
        inner = area.adjusted(units(3), units(4), -units(3), -units(4))
        half = inner.height() / 2
        name = QRectF(inner.left(), inner.top(), inner.width(), half)
        below = QRectF(inner.left(), inner.top() + half - 1, inner.width(), half)
        signed = card.won is not None or card.done
        wide = QFontMetricsF(theme.font(TextSize.NOTE)).horizontalAdvance(card.name)
        above = signed and wide + units(_STAR + 3) <= name.width()
        self._paint_name(painter, name, card, with_sign=above)
        # On a small screen the sign has more room beside the score.
        self._paint_score(painter, below, card, with_sign=signed and not above)

    def _paint_name(
        self, painter: QPainter, area: QRectF, card: StarCard, *, with_sign: bool
    ) -> None:
        font = theme.font(TextSize.NOTE)
        width = QFontMetricsF(font).horizontalAdvance(card.name)
        if width > area.width():
            font = theme.font(TextSize.SMALL)
            width = QFontMetricsF(font).horizontalAdvance(card.name)
        sign = units(_STAR + 3) if with_sign else 0
        left = max(area.center().x() - (width + sign) / 2, area.left())
        if with_sign:
            self._paint_sign(painter, QPointF(left + units(_STAR) / 2, area.center().y()), card)
            left += sign
        painter.setFont(font)
        painter.setPen(theme.colour(Colour.TEXT))
        room = area.right() - left + 1
        shown = QFontMetricsF(font).elidedText(card.name, Qt.TextElideMode.ElideRight, room)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, area.top(), room, area.height()), middle, shown)

    @staticmethod
    def _paint_sign(painter: QPainter, centre: QPointF, card: StarCard) -> None:
        side = units(_STAR)
        if card.won is None:
            box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            paint_icon(painter, box, "check", Colour.DONE)
            return
        painter.save()
        paint_star(painter, centre, side, won=card.won)
        painter.restore()

    def _paint_score(
        self, painter: QPainter, area: QRectF, card: StarCard, *, with_sign: bool
    ) -> None:
        figure = theme.font(TextSize.BODY)
        small = theme.font(TextSize.SMALL)
        sign = units(_STAR) if with_sign else 0
        score_width = QFontMetricsF(figure).horizontalAdvance(card.score) + sign
        note_width = QFontMetricsF(small).horizontalAdvance(card.note)
        gap = units(4) if card.note else 0
        note = card.note if score_width + gap + note_width <= area.width() else ""
        whole = score_width + (gap + note_width if note else 0)
        left = area.center().x() - whole / 2
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if with_sign:
            self._paint_sign(painter, QPointF(left + sign / 2 - 1, area.center().y()), card)
        painter.setFont(figure)
        painter.setPen(theme.colour(Colour.TEXT))
        box = QRectF(left + sign, area.top(), score_width - sign + 2, area.height())
        painter.drawText(box, middle, card.score)
        if note:
            painter.setFont(small)
            painter.setPen(theme.colour(Colour.SECONDARY))
            left += score_width + gap
            box = QRectF(left, area.top() + 1, note_width + 2, area.height())
            painter.drawText(box, middle, note)
