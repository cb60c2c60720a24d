"""The column at the left: the program's name and one entry for each page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units

__all__ = ["Sidebar", "SidebarEntry"]

_WIDTH = 176
_NARROW_WIDTH = 52
_HEAD_HEIGHT = 52
_ENTRY_HEIGHT = 36
_NARROW_ENTRY_HEIGHT = 32
_ICON = 17


class SidebarEntry(QAbstractButton):
    """One page: icon, name, and a count of what is open there."""

    def __init__(self, title: str, icon_name: str, key: str, parent: QWidget) -> None:
        """`key` is the shortcut to be told in the tooltip."""
        super().__init__(parent)
        self._icon_name = icon_name
        self._key = key
        self._narrow = False
        self.badge = 0
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_badge(0)

    def set_badge(self, count: int) -> None:
        """Show a count; zero shows none."""
        self.badge = count
        note = f"，{count} 处待办" if count else ""
        self.setAccessibleName(self.text() + note)
        self.setToolTip(f"{self.text()}{note}　{self._key}".rstrip("　"))
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._narrow:
            return QSize(units(_NARROW_WIDTH), units(_NARROW_ENTRY_HEIGHT))
        return QSize(units(_WIDTH), units(_ENTRY_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen:
            painter.fillRect(area, theme.colour(Colour.ACCENT_TINT))
            painter.fillRect(QRectF(0, 0, units(3), area.height()), theme.colour(Colour.ACCENT))
        elif self.underMouse():
            painter.fillRect(area, theme.colour(Colour.HOVER))
        if self.hasFocus():
            painter.setPen(theme.colour(Colour.ACCENT))
            painter.drawRect(area.adjusted(0.5, 0.5, -1.5, -0.5))
        colour = Colour.ACCENT_DARK if chosen else Colour.TEXT
        side = units(_ICON)
        left = (area.width() - side) / 2 if self._narrow else units(19)
        icon_area = QRectF(left, (area.height() - side) / 2, side, side)
        icon_colour = Colour.ACCENT if chosen else Colour.SECONDARY
        paint_icon(painter, icon_area, self._icon_name, icon_colour)
        if not self._narrow:
            painter.setFont(theme.font(TextSize.BODY, bold=chosen))
            painter.setPen(theme.colour(colour))
            text = area.adjusted(units(47), 0, -units(16), 0)
            alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(text, alignment, self.text())
        if self.badge:
            self._paint_badge(painter, area)

    def _paint_badge(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Colour.ACCENT))
        if self._narrow:
            side = units(8)
            painter.drawEllipse(QRectF(area.center().x() + units(6), units(5), side, side))
            return
        font = theme.font(TextSize.SMALL, bold=True)
        words = str(self.badge) if self.badge < 100 else "99+"
        height = units(18)
        width = max(QFontMetricsF(font).horizontalAdvance(words) + units(12), units(21))
        box = QRectF(area.right() - units(16) - width, (area.height() - height) / 2, width, height)
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(theme.colour(Colour.ON_ACCENT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class _SectionName(QWidget):
    """The name of a group of entries, or a thin line while the column is narrow."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setFixedHeight(units(9 if narrow else 33))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._narrow:
            margin = units(14)
            line = QRectF(margin, self.height() // 2, self.width() - 2 * margin, 1)
            painter.fillRect(line, theme.colour(Colour.LINE))
            return
        painter.setFont(theme.font(TextSize.NOTE))
        painter.setPen(theme.colour(Colour.FAINT))
        area = QRectF(self.rect()).adjusted(units(16), units(4), 0, 0)
        alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(area, alignment, self._title)


class _Head(QWidget):
    """The program's sign and name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setFixedHeight(units(_HEAD_HEIGHT))

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = units(28)
        left = (self.width() - side) / 2 if self._narrow else units(15)
        paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), "program")
        line = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        if not self._narrow:
            painter.setFont(theme.font(TextSize.HEADING, bold=True))
            painter.setPen(theme.colour(Colour.TEXT))
            area = QRectF(units(51), 0, self.width(), self.height() - 1)
            alignment = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(area, alignment, "星级评定")


class Sidebar(QWidget):
    """Entries by page key; `chosen` carries the key. Scrolls where the screen is low."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, SidebarEntry] = {}
        self._sections: dict[str, _SectionName] = {}
        self._head = _Head(self)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, units(8), 0, units(8))
        self._column.setSpacing(0)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._content)
        area.setWidgetResizable(True)
        # A scroll area fills its content with the ground of the page unless told not to.
        self._content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.verticalScrollBar().setStyleSheet(f"QScrollBar:vertical {{width: {units(6)}px;}}")
        self._area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(area, 1)
        self.set_narrow(False)

    @property
    def entries(self) -> Mapping[str, SidebarEntry]:
        """The entries by page key, in their order."""
        return self._entries

    def add_entry(self, key: str, title: str, icon_name: str, section: str, shortcut: str) -> None:
        """Add an entry at the end; a new section name stands above it."""
        place = self._column.count() - 1
        if section and section not in self._sections:
            name = _SectionName(section, self._content)
            self._sections[section] = name
            self._column.insertWidget(place, name)
            place += 1
        entry = SidebarEntry(title, icon_name, shortcut, self._content)
        entry.set_narrow(self._narrow)
        entry.clicked.connect(lambda: self.chosen.emit(key))
        self._entries[key] = entry
        self._column.insertWidget(place, entry)

    def set_current(self, key: str) -> None:
        """Mark an entry as the page shown. Emits nothing."""
        self._entries[key].setChecked(True)
        self._area.ensureWidgetVisible(self._entries[key], 0, units(4))

    def set_badges(self, badges: Mapping[str, int]) -> None:
        """Show counts by page key; pages not named show none."""
        for key, entry in self._entries.items():
            entry.set_badge(badges.get(key, 0))

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone."""
        self._narrow = narrow
        self.setFixedWidth(units(_NARROW_WIDTH if narrow else _WIDTH))
        self._column.setContentsMargins(0, units(4 if narrow else 8), 0, units(4))
        self._head.set_narrow(narrow)
        for entry in self._entries.values():
            entry.set_narrow(narrow)
        for name in self._sections.values():
            name.set_narrow(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Colour.SURFACE))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour(Colour.LINE))
