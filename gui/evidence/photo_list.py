"""The photos to be sorted, with what was chosen for each; letters and keys leave as signals."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.evidence.picture_list import PictureList

__all__ = ["PhotoList"]


class PhotoList(PictureList):
    """`typed`: a letter or digit, to choose a village; `kind_wanted`: K; `same_wanted`: the
    space bar, 同上; `left_out`: Delete."""

    typed = Signal(str)
    kind_wanted = Signal()
    same_wanted = Signal()
    left_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(several=True, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        if plain and event.key() == Qt.Key.Key_K:
            self.kind_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.same_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.left_out.emit()
        elif plain and text.isalnum():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
