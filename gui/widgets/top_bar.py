"""The bar above the page: year, office, standard, find, who is working, saved, help."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui import theme
from gui.frame import Frame
from gui.theme import PAGE_MARGIN, Colour, TextSize, units
from gui.widgets.bar_button import BarButton, Part
from gui.widgets.label import ElidedLabel, Label

__all__ = ["TopBar"]

_HEIGHT = 52


class TopBar(QWidget):
    """Shows a `Frame`. `year_chosen` and `person_chosen` carry keys."""

    year_chosen = Signal(str)
    person_chosen = Signal(str)
    office_opened = Signal()
    find_requested = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(units(_HEIGHT))
        self.year_button = BarButton()
        self.office_button = BarButton(framed=True)
        self.office_button.clicked.connect(self.office_opened)
        self._standard = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self._standard.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.find_button = BarButton(
            (Part("查找", colour=Colour.SECONDARY),), icon_name="find", key="Ctrl+K"
        )
        self.find_button.clicked.connect(self.find_requested)
        self.person_button = BarButton()
        self._saved = Label("", TextSize.NOTE, Colour.DONE)
        self.help_button = BarButton((Part("帮助", colour=Colour.SECONDARY),), key="F1")
        self.help_button.clicked.connect(self.help_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(units(PAGE_MARGIN - 6), 0, units(PAGE_MARGIN - 6), 1)
        layout.setSpacing(units(10))
        layout.addWidget(self.year_button)
        layout.addWidget(self.office_button)
        layout.addWidget(self._standard)
        layout.addStretch(1)
        for widget in (self.find_button, self.person_button, self._saved, self.help_button):
            layout.addWidget(widget)

    def show_frame(self, frame: Frame) -> None:
        """Show other words; what is empty takes no room."""
        self.year_button.set_parts((Part(frame.year_word, TextSize.HEADING, bold=True),))
        self.year_button.set_choices(frame.years, frame.year, self.year_chosen.emit)
        self.year_button.setVisible(bool(frame.year_word))
        self.office_button.set_parts((Part(frame.office, TextSize.BODY),))
        self.office_button.setVisible(bool(frame.office))
        self._standard.setText(frame.standard)
        self.office_button.setToolTip(frame.standard)
        self.person_button.set_parts((Part("经办人"), Part(frame.person_word, bold=True)))
        self.person_button.set_choices(frame.persons, frame.person, self.person_chosen.emit)
        self.person_button.setVisible(bool(frame.person_word))
        self.show_saved(frame)

    def show_saved(self, frame: Frame) -> None:
        """Show only when the last entry was saved; the rest stays as it is."""
        sign = "✓ " if frame.saved_well else "! "
        self._saved.setText(f"{sign}{frame.saved}" if frame.saved else "")
        self._saved.set_colour(Colour.DONE if frame.saved_well else Colour.FAULT)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what can be found elsewhere while room is short."""
        self._standard.setHidden(narrow)
        for button in (self.find_button, self.help_button):
            button.set_narrow(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Colour.SURFACE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(Colour.LINE))
