"""Shows what is being typed over the cell it goes into. Takes no focus and no keys."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. `typed`: by the official, in bold; `gives`: shortened where room is short."""

    words: str
    colour: str
    typed: bool = False
    gives: bool = False


def _lost(keying: Keying) -> tuple[str, str]:
    """(what the occurrences typed so far take away, the limit that bites: the clause's own or
    扣完为止)."""
    clause, row = keying.clause, keying.row
    if clause is None or clause.kind is not ClauseKind.OCCURRENCE:
        return "", ""
    lost = clause.points * (read_count(keying.number, "次数") if keying.number else 1)
    bite = ""
    if clause.cap is not None and lost > clause.cap:
        lost, bite = clause.cap, "（上限）"
    losses = () if row.line is None else row.line.losses
    others = sum((loss.loss for loss in losses if loss.clause.id != clause.id), start=0)
    left = max(row.points - others, 0)
    if lost > left:
        bite = f"（实扣 {show_plain(left)}）"
    return minus(lost), bite


def keyed_pieces(keying: Keying) -> tuple[Piece, ...]:
    """What has been typed, in words; the caret stands behind the last bold piece."""
    match keying.part:
        case Part.CLAUSE:
            return (Piece("按数字选条款", Colour.FAINT),)
        case Part.CODE:
            return (Piece("跳到 ", Colour.SECONDARY), _typed(keying.number))
        case Part.POINTS:
            limit = show_plain(keying.row.points)
            return (_typed(keying.number), Piece(f" / {limit}", Colour.FAINT))
        case Part.DISCRETION:
            free = Piece(f"−{keying.number}", Colour.ACCENT, typed=True)
            return (Piece("酌情 ", Colour.TEXT), free)
        case Part.COUNT:
            assert keying.clause is not None, "a count belongs to a clause"
            lost, bite = _lost(keying)
            head = f"{circled(keying.clause_number)} {short_clause(keying.clause)}"
            return (
                Piece(head, Colour.TEXT, gives=True),
                Piece(f" ×{keying.number or 1} ", Colour.TEXT),
                Piece(lost, Colour.ACCENT, typed=True),
                Piece(bite, Colour.SECONDARY),
            )
        case _:
            return _figure_pieces(keying)


def _typed(words: str) -> Piece:
    return Piece(words, Colour.TEXT, typed=True)


def _figure_pieces(keying: Keying) -> tuple[Piece, ...]:
    figure = keying.figure
    assert figure is not None, "a figure belongs to a figure clause"
    sign = f"{circled(keying.clause_number)} " if keying.clause_number else ""
    pieces = [
        Piece(f"{sign}{figure.name}", Colour.TEXT, gives=True),
        _typed(f" {keying.number}"),
    ]
    if keying.part is Part.BASE:
        pieces.append(Piece(figure.unit, Colour.SECONDARY))
        pieces.append(Piece(f"　{figure.base_name}", Colour.SECONDARY, gives=True))
        pieces.append(_typed(f" {keying.base}"))
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
        self.setAccessibleName("".join(piece.words for piece in keyed_pieces(keying)))
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
        for piece, width in self._fitted(pieces, room.width()):
            painter.setFont(self._font(piece))
            painter.setPen(theme.colour(piece.colour))
            box_of_piece = QRectF(left, room.top(), width + 2, room.height())
            painter.drawText(box_of_piece, middle, piece.words)
            left += width
            caret = left + 1 if piece.typed else caret
        painter.fillRect(
            QRectF(caret, box.center().y() - units(9), units(1.5), units(18)),
            theme.colour(Colour.TEXT),
        )

    def _fitted(self, pieces: tuple[Piece, ...], room: float) -> list[tuple[Piece, float]]:
        """The pieces with their widths; where room is short the words give way, what was
        typed never does."""
        widths = [
            QFontMetricsF(self._font(piece)).horizontalAdvance(piece.words) for piece in pieces
        ]
        giving = sum(width for piece, width in zip(pieces, widths, strict=True) if piece.gives)
        beyond = max(sum(widths) - room, 0.0)
        share = min(beyond / giving, 1.0) if giving else 0.0
        fitted: list[tuple[Piece, float]] = []
        for piece, width in zip(pieces, widths, strict=True):
            if share and piece.gives:
                width -= width * share
                metrics = QFontMetricsF(self._font(piece))
                words = metrics.elidedText(piece.words, Qt.TextElideMode.ElideRight, width)
                piece = replace(piece, words=words)
            fitted.append((piece, width))
        return fitted

    @staticmethod
    def _font(piece: Piece) -> QFont:
        return theme.font(TextSize.TITLE, bold=piece.typed)
