"""A button of the top bar: words of several weights, a key cap, an arrow for a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from gui import theme
from gui.icons import icon, paint_icon
from gui.theme import Colour, TextSize, units
from gui.widgets.key_hint import cap_width, paint_cap

__all__ = ["BarButton", "Part"]

_ICON = 15
_ARROW = 12
_CAP_HEIGHT = 19


@dataclass(frozen=True)
class Part:
    """Some words in one size and weight."""

    text: str
    size: TextSize = TextSize.NOTE
    bold: bool = False
    colour: str = Colour.TEXT


class BarButton(QAbstractButton):
    """Paints its parts in one line; the last part is shortened when room is short.

    With `set_choices` a click opens a menu instead of only emitting `clicked`.
    """

    def __init__(
        self,
        parts: Sequence[Part] = (),
        *,
        icon_name: str = "",
        key: str = "",
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._icon_name = icon_name
        self._key = key
        self._framed = framed
        self._narrow = False
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Show other words."""
        self._parts = tuple(parts)
        words = " ".join(part.text for part in self._parts)
        self.setAccessibleName(words)
        self.setText(words)
        self.updateGeometry()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the key cap out while room is short."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def set_choices(
        self, choices: Sequence[tuple[str, str]], current: str, chosen: Callable[[str], None]
    ) -> None:
        """Let a click open a menu of `(key, word)`; `chosen` is called with the key."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.setFont(theme.font(TextSize.BODY))
            self.clicked.connect(self._open_menu)
        self._menu.clear()
        tick = icon("check", units(14), Colour.ACCENT)
        for key, word in choices:
            # An ampersand in a name is a character, not the mark of a shortcut.
            action = self._menu.addAction(word.replace("&", "&&"))
            action.triggered.connect(lambda _=False, key=key: chosen(key))
            if key == current:
                action.setIcon(tick)
        self.updateGeometry()
        self.update()

    def menu_words(self) -> tuple[str, ...]:
        """Return what the menu offers."""
        return () if self._menu is None else tuple(a.text() for a in self._menu.actions())

    def sizeHint(self) -> QSize:
        return QSize(round(self._width()), units(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(round(self._width()), units(64)), units(30))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = float(self._padding())
        right = float(self.width() - self._padding())
        if self._has_cap():
            width = cap_width(self._key)
            height = units(_CAP_HEIGHT)
            top = (self.height() - height) / 2
            paint_cap(painter, QRectF(right - width, top, width, height), self._key)
            right -= width + units(5)
        if self._menu is not None:
            side = units(_ARROW)
            top = (self.height() - side) / 2 + 1
            area = QRectF(right - side, top, side, side)
            paint_icon(painter, area, "chevron-down", Colour.SECONDARY)
            right -= side + units(3)
        if self._icon_name:
            side = units(_ICON)
            area = QRectF(left, (self.height() - side) / 2, side, side)
            paint_icon(painter, area, self._icon_name, Colour.SECONDARY)
            left += side + units(5)
        for part in self._parts:
            font = theme.font(part.size, bold=part.bold)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(part.text, Qt.TextElideMode.ElideRight, right - left + 1)
            painter.setFont(font)
            painter.setPen(theme.colour(part.colour))
            area = QRectF(left, 0, max(right - left + 1, 0), self.height())
            alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(area, alignment, shown)
            left += metrics.horizontalAdvance(shown) + units(5)

    def _paint_ground(self, painter: QPainter) -> None:
        edge = Colour.EDGE if self._framed else ""
        if self.hasFocus():
            edge = Colour.ACCENT
        ground = Colour.SURFACE if self._framed else ""
        if self.underMouse():
            ground = Colour.HOVER
        if not edge and not ground:
            return
        painter.setPen(QPen(theme.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, units(6), units(6))

    def _padding(self) -> int:
        return units(10) if self._framed else units(6)

    def _has_cap(self) -> bool:
        return bool(self._key) and not self._narrow

    def _width(self) -> float:
        words = [
            QFontMetricsF(theme.font(part.size, bold=part.bold)).horizontalAdvance(part.text)
            for part in self._parts
        ]
        width = float(sum(words)) + units(5) * max(len(words) - 1, 0) + 2 * self._padding() + 2
        if self._icon_name:
            width += units(_ICON + 5)
        if self._menu is not None:
            width += units(_ARROW + 3)
        if self._has_cap():
            width += cap_width(self._key) + units(5)
        return width

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + units(2))))
