"""Shows what is being typed over the cell it goes into. Takes no focus and no keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from evaluation.numbers import read_count, show_plain
from evaluation.standard.model import ClauseKind
from gui import theme
from gui.desk.keying import Keying, Part
from gui.desk.words import circled, minus, short_clause
from gui.theme import Colour, TextSize, units

__all__ = ["EntryEditor", "Piece", "keyed_pieces"]

Piece = tuple[str, bool, str]
"""Words, whether bold, colour."""


def _lost(keying: Keying) -> str:
    """What the occurrences typed so far take away, the clause's own cap included."""
    clause = keying.clause
    if clause is None or clause.kind is not ClauseKind.OCCURRENCE:
        return ""
    lost = clause.points * (read_count(keying.number, "次数") if keying.number else 1)
    return minus(lost if clause.cap is None else min(lost, clause.cap))


def keyed_pieces(keying: Keying) -> tuple[Piece, ...]:
    """What has been typed, in words; the caret stands behind the last bold piece."""
    plain = Colour.TEXT
    faint = Colour.FAINT
    match keying.part:
        case Part.CLAUSE:
            return (("按数字选条款", False, faint),)
        case Part.CODE:
            return (("跳到 ", False, Colour.SECONDARY), (keying.number, True, plain))
        case Part.POINTS:
            limit = show_plain(keying.row.points)
            return ((keying.number, True, plain), (f" / {limit}", False, faint))
        case Part.DISCRETION:
            return (("酌情 ", False, plain), (f"−{keying.number}", True, Colour.ACCENT))
        case Part.COUNT:
            assert keying.clause is not None, "a count belongs to a clause"
            head = f"{circled(keying.clause_number)} {short_clause(keying.clause)} "
            return (
                (head, False, plain),
                (f"×{keying.number or 1} ", False, plain),
                (_lost(keying), True, Colour.ACCENT),
            )
        case _:
            return _figure_pieces(keying)


def _figure_pieces(keying: Keying) -> tuple[Piece, ...]:
    figure = keying.figure
    assert figure is not None, "a figure belongs to a figure clause"
    sign = f"{circled(keying.clause_number)} " if keying.clause_number else ""
    pieces: list[Piece] = [
        (f"{sign}{figure.name} ", False, Colour.TEXT),
        (keying.number, True, Colour.TEXT),
    ]
    if keying.part is Part.BASE:
        pieces.append((f"{figure.unit}　{figure.base_name} ", False, Colour.SECONDARY))
        pieces.append((keying.base, True, Colour.TEXT))
    return tuple(pieces)


class EntryEditor(QWidget):
    """A frame in the accent colour with the typed words and a caret."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keying: Keying | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_keying(self, keying: Keying) -> None:
        """Show what has been typed so far."""
        self._keying = keying
        self.setAccessibleName("".join(words for words, _, _ in keyed_pieces(keying)))
        self.update()

    @property
    def words(self) -> str:
        """What is shown, in one string."""
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._keying is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Colour.ACCENT), units(2)))
        painter.setBrush(theme.colour(Colour.SURFACE))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, units(4), units(4))
        pieces = keyed_pieces(self._keying)
        room = box.adjusted(units(8), 0, -units(8), 0)
        left = caret = room.left()
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for (words, bold, colour), width in self._fitted(pieces, room.width()):
            painter.setFont(self._font(bold))
            painter.setPen(theme.colour(colour))
            painter.drawText(QRectF(left, room.top(), width + 2, room.height()), middle, words)
            left += width
            caret = left + 1 if bold else caret
        painter.fillRect(
            QRectF(caret, box.center().y() - units(9), units(1.5), units(18)),
            theme.colour(Colour.TEXT),
        )

    def _fitted(self, pieces: tuple[Piece, ...], room: float) -> list[tuple[Piece, float]]:
        """The pieces with their widths; where room is short the words give way, what was
        typed never does."""
        widths = [
            QFontMetricsF(self._font(bold)).horizontalAdvance(words) for words, bold, _ in pieces
        ]
        words_width = sum(
            width for (_, bold, _), width in zip(pieces, widths, strict=True) if not bold
        )
        beyond = max(sum(widths) - room, 0.0)
        share = min(beyond / words_width, 1.0) if words_width else 0.0
        fitted: list[tuple[Piece, float]] = []
        for (words, bold, colour), width in zip(pieces, widths, strict=True):
            if share and not bold:
                width -= width * share
                metrics = QFontMetricsF(self._font(bold))
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
            fitted.append(((words, bold, colour), width))
        return fitted

    @staticmethod
    def _font(bold: bool) -> QFont:
        return theme.font(TextSize.TITLE, bold=bold)
