"""A sentence that stands where something is wrong or worth knowing, with a way to it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.icons import paint_icon
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.card import paint_surface
from gui.widgets.label import Label

__all__ = ["NoticeBar", "NoticeKind"]

NoticeKind = Literal["fault", "warning", "info", "done"]

_LOOKS: dict[NoticeKind, tuple[str, str, str, str]] = {
    "fault": ("mark-fault", Colour.FAULT, Colour.ACCENT_TINT, Colour.ACCENT_EDGE),
    "warning": ("warning", "#875A12", Colour.DOING_TINT, "#EBD3A0"),
    "info": ("info", "#3F5368", "#EEF3F8", "#C9D6E3"),
    "done": ("mark-done", Colour.DONE, Colour.DONE_TINT, "#BBDCC7"),
}


class NoticeBar(QWidget):
    """Hidden until it has something to say; `link_opened` when its link is pressed."""

    link_opened = Signal()

    def __init__(
        self,
        kind: NoticeKind = "info",
        sentence: str = "",
        link: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: NoticeKind = kind
        self._sentence = Label("", TextSize.NOTE, wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.link = LinkButton("")
        self.link.clicked.connect(self.link_opened)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(units(36), units(8), units(14), units(8))
        layout.setSpacing(units(12))
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self.link)
        self.say(kind, sentence, link)

    def say(self, kind: NoticeKind, sentence: str, link: str = "") -> None:
        """Show a sentence; an empty one hides the bar."""
        self._kind = kind
        self._sentence.setText(sentence)
        self._sentence.set_colour(_LOOKS[kind][1])
        self.link.setText(link)
        self.link.setVisible(bool(link))
        self.setVisible(bool(sentence))
        self.update()

    def clear(self) -> None:
        """Hide the bar."""
        self.say(self._kind, "")

    def paintEvent(self, event: QPaintEvent) -> None:
        name, colour, ground, edge = _LOOKS[self._kind]
        painter = QPainter(self)
        paint_surface(painter, QRectF(self.rect()), edge=edge, ground=ground, radius=6)
        side = units(17)
        top = (self.height() - side) / 2
        paint_icon(painter, QRectF(units(12), top, side, side), name, colour)
