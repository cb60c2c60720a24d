"""The heads of the grid: columns above, villages at the left, counts below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from gui import theme
from gui.grid.model import GridModel
from gui.grid.painting import CELL_PADDING, paint_head, paint_name
from gui.theme import ROW_HEIGHT, Colour, TextSize, units

__all__ = ["HEAD_HEIGHT", "ColumnHead", "Corner", "Counts", "NameHead"]

HEAD_HEIGHT = 62
_COUNTS = 30
_WIDEST_NAME = 0.3
_LEAST_NAME = 96


def _current(table: QTableView) -> QModelIndex:
    return table.currentIndex()


class ColumnHead(QHeaderView):
    """Two lines for each column; the column of the cursor in the accent's tint."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = parent
        self.setSectionsClickable(False)
        self.setFixedHeight(units(HEAD_HEIGHT))
        self.setMinimumSectionSize(units(40))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self.model()
        if isinstance(model, GridModel) and logical_index < len(model.columns):
            current = logical_index == _current(self._table).column()
            paint_head(painter, QRectF(rect), model.columns[logical_index], current=current)


class NameHead(QHeaderView):
    """The villages: always in view, however far the columns are scrolled."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._table = parent
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(units(24))
        self.setDefaultSectionSize(units(ROW_HEIGHT))

    def fit(self) -> None:
        """As wide as the longest name, but never more than a third of the table."""
        model = self.model()
        names = [item.name for item in model.villages] if isinstance(model, GridModel) else []
        metrics = QFontMetricsF(theme.font(TextSize.BODY))
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0.0)
        wanted = longest + units(2 * CELL_PADDING + 26)
        most = max(self._table.width() * _WIDEST_NAME, units(_LEAST_NAME))
        self.setFixedWidth(round(min(max(wanted, units(_LEAST_NAME)), most)))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        model = self.model()
        if isinstance(model, GridModel) and logical_index < len(model.villages):
            current = logical_index == _current(self._table).row()
            paint_name(painter, QRectF(rect), model, logical_index, current=current)


class Corner(QWidget):
    """Above the names: what the lines are, and how many."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self._table = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.verticalHeader().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self.place()
        return False

    def place(self) -> None:
        """Stand where the two heads meet."""
        names = self._table.verticalHeader()
        head = self._table.horizontalHeader()
        edge = self._table.frameWidth()
        self.setGeometry(edge, edge, names.width(), head.height())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        model = self._table.model()
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.colour(Colour.HEAD))
        for line in (
            QRectF(area.left(), area.bottom() - 1, area.width(), 1),
            QRectF(area.right() - 1, area.top(), 1, area.height()),
        ):
            painter.fillRect(line, theme.colour(Colour.LINE))
        if not isinstance(model, GridModel) or not model.villages:
            return
        painter.setFont(theme.font(TextSize.NOTE))
        painter.setPen(theme.colour(Colour.SECONDARY))
        unit = model.villages[0].year.unit
        inner = area.adjusted(units(CELL_PADDING + 2), 0, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inner, flags, f"{unit}　{len(model.villages)} 个")


class Counts(QWidget):
    """Below the table: in how many villages each column is filled. Sums would say nothing."""

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setFixedHeight(units(_COUNTS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        table.horizontalScrollBar().valueChanged.connect(self.update)
        table.horizontalHeader().sectionResized.connect(self.update)
        table.horizontalHeader().geometriesChanged.connect(self.update)
        model = table.model()
        model.dataChanged.connect(self.update)
        model.modelReset.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(units(200), units(_COUNTS))

    def words(self, column: int) -> str:
        """ "12/15", "" where nothing is counted."""
        model = self._table.model()
        filled = model.filled(column) if isinstance(model, GridModel) else None
        return "" if filled is None else f"{filled}/{model.rowCount()}"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Colour.HEAD))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(Colour.LINE))
        painter.fillRect(0, 0, 1, self.height(), theme.colour(Colour.LINE))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour(Colour.LINE))
        names = self._table.verticalHeader().width() + self._table.frameWidth()
        padding = units(CELL_PADDING)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        at_left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(theme.font(TextSize.SMALL))
        head = self._table.horizontalHeader()
        model = self._table.model()
        painter.save()
        painter.setClipRect(names, 0, self.width() - names, self.height())
        for column in range(model.columnCount()):
            words = self.words(column)
            left = names + head.sectionViewportPosition(column)
            width = head.sectionSize(column)
            whole = words == f"{model.rowCount()}/{model.rowCount()}"
            painter.setPen(theme.colour(Colour.DONE if whole else Colour.SECONDARY))
            text = isinstance(model, GridModel) and model.columns[column].text
            area = QRectF(left + padding, 0, width - 2 * padding, self.height())
            painter.drawText(area, at_left if text else right, words)
        painter.restore()
        painter.setPen(theme.colour(Colour.SECONDARY))
        inner = QRectF(padding + units(2), 0, names, self.height())
        painter.drawText(inner, at_left, "已录")
