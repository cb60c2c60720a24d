"""Several lines of text with room between them, as reading wants it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import theme
from gui.theme import Colour, TextSize, units

__all__ = ["Paragraph"]

_LINE_RATIO = 1.6
_USUAL_WIDTH = 420


class Paragraph(QWidget):
    """Plain text that wraps; `\\n` begins a new line. Lines are 1.6 times the type apart."""

    def __init__(
        self,
        text: str = "",
        size: TextSize = TextSize.BODY,
        colour: str = Colour.TEXT,
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._colour = colour
        self.setFont(theme.font(size, bold=bold))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: str) -> None:
        """Use another token for the text."""
        self._colour = colour
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(sum(height for _, height in self._lines(width)))

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        longest = max(metrics.horizontalAdvance(line) for line in self._text.split("\n"))
        width = min(round(longest) + 2, units(_USUAL_WIDTH))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(60), round(self._line_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(self._colour))
        top = 0.0
        lead = (self._line_height() - QFontMetricsF(self.font()).height()) / 2
        for layout, height in self._lines(self.width()):
            layout.draw(painter, QPointF(0, top + lead))
            top += height

    def _line_height(self) -> float:
        return QFontInfo(self.font()).pixelSize() * _LINE_RATIO

    def _lines(self, width: int) -> list[tuple[QTextLayout, float]]:
        """Return each paragraph laid out at `width`, with the height it takes."""
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        height = self._line_height()
        result = []
        for text in self._text.split("\n"):
            layout = QTextLayout(text, self.font())
            layout.setTextOption(option)
            layout.beginLayout()
            count = 0
            line = layout.createLine()
            while line.isValid():
                line.setLineWidth(max(width, 1))
                line.setPosition(QPointF(0, count * height))
                count += 1
                line = layout.createLine()
            layout.endLayout()
            result.append((layout, max(count, 1) * height))
        return result
