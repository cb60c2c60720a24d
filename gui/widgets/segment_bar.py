"""A row of tabs as small buttons, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.theme import Colour, TextSize, units

__all__ = ["SegmentBar"]


class SegmentBar(QWidget):
    """Tabs `(key, word)`; ← and → move between them, `chosen` carries the key."""

    chosen = Signal(str)

    def __init__(
        self,
        segments: Sequence[tuple[str, str]] = (),
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._segments: tuple[tuple[str, str], ...] = ()
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_segments(segments, current)

    @property
    def current(self) -> str:
        """The key of the chosen tab."""
        return self._current

    def set_segments(self, segments: Sequence[tuple[str, str]], current: str = "") -> None:
        """Show other tabs; without `current` the first is chosen. Emits nothing."""
        self._segments = tuple(segments)
        keys = [key for key, _ in self._segments]
        self._current = current if current in keys else (keys[0] if keys else "")
        self._tell()

    def choose(self, key: str) -> None:
        """Choose a tab by its key and emit `chosen` if that changes anything."""
        if key != self._current and any(key == known for known, _ in self._segments):
            self._current = key
            self._tell()
            self.chosen.emit(key)

    def _tell(self) -> None:
        words = dict(self._segments)
        self.setAccessibleName(words.get(self._current, ""))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(theme.font(TextSize.BODY, bold=True))
        return [metrics.horizontalAdvance(word) + units(24) for _, word in self._segments]

    def _areas(self) -> list[QRectF]:
        left, areas = 0.0, []
        for width in self._widths():
            areas.append(QRectF(left, 0, width, self.height()))
            left += width + units(10)
        return areas

    def sizeHint(self) -> QSize:
        widths = self._widths()
        total = sum(widths) + units(10) * max(len(widths) - 1, 0)
        return QSize(round(total) + 1, units(31))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for area, (key, _) in zip(self._areas(), self._segments, strict=True):
            if area.contains(event.position()):
                self.choose(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._segments:
            super().keyPressEvent(event)
            return
        keys = [key for key, _ in self._segments]
        place = min(max(keys.index(self._current) + step, 0), len(keys) - 1)
        self.choose(keys[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, (key, word) in zip(self._areas(), self._segments, strict=True):
            chosen = key == self._current
            edge = Colour.ACCENT_EDGE if chosen else Colour.EDGE
            if chosen and self.hasFocus():
                edge = Colour.ACCENT
            painter.setPen(QPen(theme.colour(edge), 1))
            painter.setBrush(theme.colour(Colour.ACCENT_TINT if chosen else Colour.SURFACE))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), units(6), units(6))
            painter.setFont(theme.font(TextSize.BODY, bold=chosen))
            painter.setPen(theme.colour(Colour.ACCENT_DARK if chosen else Colour.TEXT))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)
