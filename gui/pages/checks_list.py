"""The list of findings under headings, and the three chips that count and filter them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from evaluation.checks import Finding, Severity
from gui import theme
from gui.icons import paint_icon
from gui.pages.checks_words import LOOKS, Heading, Line, Look, look_of
from gui.tables.rows_model import AnyIndex
from gui.theme import ROW_HEIGHT, Colour, TextSize, units
from gui.widgets.corners import RoundedCorners

__all__ = ["FindingList", "FindingModel", "SeverityChips"]

_SEVERITY = 84
_NAME = 132
_NARROW_NAME = 122
_NARROW_BELOW = 560
_ICON = 15


class _Chip(QAbstractButton):
    """Icon, word and count of one severity; pressed in while it is the only one shown."""

    def __init__(self, severity: Severity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity = severity
        self._look = LOOKS[severity]
        self._count = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self._look.word} {count} 处")
        self.setToolTip("只看这一类；再按一次看全部")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(TextSize.BODY, bold=True))
        words = f"{self._look.word}{self._count}"
        return QSize(round(metrics.horizontalAdvance(words)) + units(54), units(31))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = Colour.ACCENT_EDGE if self.isChecked() else Colour.EDGE
        if self.hasFocus():
            edge = Colour.ACCENT
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(Colour.ACCENT_TINT if self.isChecked() else Colour.SURFACE))
        painter.drawRoundedRect(area, units(6), units(6))
        colour = self._look.colour if self._count else Colour.FAINT
        side = units(_ICON)
        place = QRectF(units(11), (self.height() - side) / 2, side, side)
        paint_icon(painter, place, self._look.icon, colour)
        inner = area.adjusted(units(32), 0, -units(12), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(TextSize.BODY, bold=self.isChecked()))
        painter.setPen(theme.colour(Colour.TEXT if self._count else Colour.FAINT))
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignLeft), self._look.word)
        painter.setFont(theme.font(TextSize.BODY, bold=True))
        painter.setPen(theme.colour(colour))
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), str(self._count))


class SeverityChips(QWidget):
    """Three chips; `chosen` carries the severity shown alone, None for all."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {severity: _Chip(severity) for severity in Severity}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(10))
        for severity, chip in self._chips.items():
            row.addWidget(chip)
            chip.clicked.connect(lambda _, severity=severity: self._press(severity))

    @property
    def current(self) -> Severity | None:
        """The severity shown alone."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), None)

    def set_counts(self, counts: Mapping[Severity, int]) -> None:
        """Show other counts."""
        for severity, chip in self._chips.items():
            chip.set_count(counts[severity])

    def choose(self, severity: Severity | None) -> None:
        """Show one severity alone, or all with None."""
        for key, chip in self._chips.items():
            chip.setChecked(key is severity)
        self.chosen.emit(severity)

    def _press(self, severity: Severity) -> None:
        self.choose(severity if self._chips[severity].isChecked() else None)


class FindingModel(QAbstractListModel):
    """Headings and lines as given."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Heading | Line, ...] = ()

    def show_items(self, items: Sequence[Heading | Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def line(self, place: int) -> Line | None:
        """The line at a place; None for a heading or outside."""
        item = self.items[place] if 0 <= place < len(self.items) else None
        return item if isinstance(item, Line) else None

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name if isinstance(item, Heading) else item.finding.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(item, Heading):
                return f"{item.name}　{item.note}"
            return f"{look_of(item.finding).word}　{item.name}　{item.finding.text}"
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a heading, or severity, name and sentence of a line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(units(80), units(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model = index.model()
        if not isinstance(model, FindingModel):
            return
        item = model.items[index.row()]
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if isinstance(item, Heading):
            self._paint_heading(painter, area, item)
        else:
            self._paint_line(painter, area, item, state)
        painter.setPen(Qt.PenStyle.NoPen)
        line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
        painter.fillRect(line, theme.colour(Colour.ROW_LINE))
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, item: Heading) -> None:
        painter.fillRect(area, theme.colour(Colour.HEAD))
        inner = area.adjusted(units(12), 0, -units(12), 0)
        note = theme.font(TextSize.NOTE)
        wide = QFontMetricsF(note).horizontalAdvance(item.note) + units(2)
        bold = theme.font(TextSize.BODY, bold=True)
        _words(painter, inner.adjusted(0, 0, -wide - units(8), 0), item.name, bold, Colour.TEXT)
        painter.setFont(note)
        painter.setPen(theme.colour(Colour.SECONDARY))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, int(right), item.note)

    def _paint_line(
        self, painter: QPainter, area: QRectF, item: Line, state: QStyle.StateFlag
    ) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = Colour.ACCENT_TINT if chosen else Colour.HOVER if hovered else Colour.SURFACE
        painter.fillRect(area, theme.colour(ground))
        if chosen:
            bar = QRectF(area.left(), area.top(), units(3), area.height())
            painter.fillRect(bar, theme.colour(Colour.ACCENT))
        body, note = theme.font(TextSize.BODY), theme.font(TextSize.NOTE)
        name = units(_NARROW_NAME if area.width() < units(_NARROW_BELOW) else _NAME)
        left = area.left() + units(12)
        look: Look = look_of(item.finding)
        side = units(_ICON)
        sign = QRectF(left, area.center().y() - side / 2, side, side)
        paint_icon(painter, sign, look.icon, look.colour)
        place = QRectF(left + side + units(6), area.top(), units(_SEVERITY), area.height())
        _words(painter, place, look.word, note, look.colour)
        start = left + units(_SEVERITY)
        quiet = Colour.SECONDARY if item.finding.handled else Colour.TEXT
        place = QRectF(start, area.top(), name - units(10), area.height())
        _words(painter, place, item.name, body, quiet)
        start += name
        rest = QRectF(start, area.top(), area.right() - units(12) - start, area.height())
        _words(painter, rest, item.finding.text, note, Colour.SECONDARY)


def _words(painter: QPainter, area: QRectF, text: str, font: QFont, colour: str) -> None:
    """One line of text, shortened where room is short."""
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, int(left), shown)


class FindingList(QListView):
    """↑↓ pass over headings; `opened` carries the finding of Enter or a double click."""

    changed = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FindingModel()
        self._key = ""
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFont(theme.font(TextSize.BODY))
        self.setAccessibleName("校核结果")
        self._corners = RoundedCorners(self)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda _: self._open())

    @property
    def finding_model(self) -> FindingModel:
        """The model shown."""
        return self._model

    @property
    def current(self) -> Finding | None:
        """The finding of the current line."""
        line = self._model.line(self.currentIndex().row())
        return None if line is None else line.finding

    def set_items(self, items: Sequence[Heading | Line]) -> None:
        """Show other lines. The current one stays; where it is gone, the one in its place."""
        before = max(self.currentIndex().row(), 0)
        self._model.show_items(items)
        keys = {item.key: place for place, item in enumerate(items) if isinstance(item, Line)}
        self._go(keys.get(self._key, before))

    def choose_village(self, village: str) -> bool:
        """Make the first finding of a village current; whether there is one."""
        for place in range(len(self._model.items)):
            line = self._model.line(place)
            if line is not None and line.finding.village == village:
                self._go(place)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(units(420), units(ROW_HEIGHT * 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(160), units(ROW_HEIGHT * 4))

    def _go(self, place: int) -> None:
        """The line at a place, else the nearest one behind it, else before it."""
        number = len(self._model.items)
        for candidate in (*range(place, number), *range(min(place, number) - 1, -1, -1)):
            if self._model.line(candidate) is not None:
                index = self._model.index(candidate)
                self.setCurrentIndex(index)
                self.scrollTo(index)
                break
        self.changed.emit()

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)

    def _current_changed(self, index: QModelIndex) -> None:
        line = self._model.line(index.row())
        if line is not None:
            self._key = line.key
            self.changed.emit()
