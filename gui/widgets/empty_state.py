"""What a page shows when there is nothing yet: why, and the way to the first entry."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.icons import pixmap
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton
from gui.widgets.label import Label

__all__ = ["EmptyState"]


class EmptyState(QWidget):
    """An icon, a sentence, a note, and a button where there is something to do."""

    acted = Signal()

    def __init__(
        self,
        sentence: str,
        note: str = "",
        button: str = "",
        *,
        icon_name: str = "empty",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = Label("")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = Label("", TextSize.TITLE, bold=True, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = PrimaryButton("")
        self.button.clicked.connect(self.acted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(24), units(24), units(24), units(24))
        layout.setSpacing(units(8))
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self._sentence)
        layout.addWidget(self._note)
        layout.addSpacing(units(6))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.set_text(sentence, note, button)

    def set_text(self, sentence: str, note: str = "", button: str = "") -> None:
        """Say something else; an empty note or button takes no room."""
        scale = self.devicePixelRatioF()
        self._picture.setPixmap(
            pixmap(self._icon_name, units(44), Colour.STAR_OUTLINE, scale=scale)
        )
        self._sentence.setText(sentence)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.button.setText(button)
        self.button.setVisible(bool(button))
