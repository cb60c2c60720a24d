"""Keys as caps: what can be pressed here, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units

__all__ = ["KeyCap", "KeyHint", "KeyHintRow", "cap_width", "key_word", "paint_cap"]

KeyHint = tuple[str, str]
"""A key as written on the cap, and the word for what it does: ("F4", "为什么")."""

_CAP_HEIGHT = 19
_RETURN_KEYS = ("Enter", "Return", "⏎")


def key_word(key: str) -> str:
    """Return the key as it stands on a cap: "Ctrl+K" becomes "Ctrl K"."""
    return "⏎" if key in _RETURN_KEYS else key.replace("+", " ")


def _metrics() -> QFontMetricsF:
    return QFontMetricsF(theme.font(TextSize.NOTE))


def _cap_font_metrics() -> QFontMetricsF:
    return QFontMetricsF(theme.font(TextSize.SMALL))


def cap_width(key: str) -> float:
    """Return the width of a cap in logical pixels."""
    if key_word(key) == "⏎":
        return units(24)
    return max(_cap_font_metrics().horizontalAdvance(key_word(key)) + units(10), units(20))


def paint_cap(painter: QPainter, area: QRectF, key: str) -> None:
    """Draw a cap that fills `area`."""
    box = area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(Colour.EDGE), 1))
    painter.setBrush(theme.colour(Colour.SURFACE))
    painter.drawRoundedRect(box, units(4), units(4))
    # The second line at the foot makes it a key rather than a box.
    inset, foot = units(4) * 0.6, box.bottom() - 0.8
    painter.drawLine(QPointF(box.left() + inset, foot), QPointF(box.right() - inset, foot))
    word = key_word(key)
    if word == "⏎":
        side = units(13)
        middle = area.center()
        paint_icon(
            painter,
            QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side),
            "return",
            Colour.SECONDARY,
        )
        return
    painter.setFont(theme.font(TextSize.SMALL))
    painter.setPen(theme.colour(Colour.TEXT))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


class KeyCap(QWidget):
    """One key."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key)

    def sizeHint(self) -> QSize:
        return QSize(round(cap_width(self._key)) + 1, units(_CAP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_cap(QPainter(self), QRectF(self.rect()), self._key)


class KeyHintRow(QWidget):
    """Keys with their words in one right-aligned line; the first ones go when room is short."""

    def __init__(self, hints: Sequence[KeyHint] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[KeyHint, ...] = tuple(hints)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_hints(self, hints: Sequence[KeyHint]) -> None:
        """Show other keys."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        self.setAccessibleName("；".join(f"{key} {word}" for key, word in self._hints))
        self.updateGeometry()
        self.update()

    def _width(self, hint: KeyHint) -> float:
        key, word = hint
        return cap_width(key) + units(4) + _metrics().horizontalAdvance(word) + units(10)

    def sizeHint(self) -> QSize:
        return QSize(round(sum(map(self._width, self._hints))), units(_CAP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, units(_CAP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = units(_CAP_HEIGHT)
        top = (self.height() - height) / 2
        right = float(self.width()) + units(10)
        for hint in reversed(self._hints):
            left = right - self._width(hint)
            if left < 0:
                return
            key, word = hint
            cap = QRectF(round(left), top, cap_width(key), height)
            paint_cap(painter, cap, key)
            painter.setFont(theme.font(TextSize.NOTE))
            painter.setPen(theme.colour(Colour.SECONDARY))
            text = QRectF(cap.right() + units(4), 0, right - cap.right(), self.height())
            alignment = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(text, int(alignment), word)
            right = left
