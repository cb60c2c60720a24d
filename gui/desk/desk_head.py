"""The head of the desk: village, step, version and state, stars, total, class, buttons."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.desk.head_words import HeadWords
from gui.theme import Colour, TextSize, units
from gui.widgets.bar_button import BarButton, Part
from gui.widgets.buttons import QuietButton
from gui.widgets.class_tag import ClassTag
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.segment_bar import SegmentBar
from gui.widgets.star_row import StarRow

__all__ = ["DeskHead"]

_NARROW = 760


class DeskHead(QWidget):
    """`step_chosen` carries a step key of `HeadWords.steps`; the others are buttons."""

    step_chosen = Signal(str)
    assessor_chosen = Signal(str)
    version_chosen = Signal(str)
    grid_wanted = Signal()
    sign_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(units(34))
        self._words: HeadWords | None = None
        self.name = ElidedLabel("", TextSize.HEADING, bold=True)
        self.steps = SegmentBar()
        self.grid_button = QuietButton("表格", icon_name="chevron-right", icon_after=True)
        self.grid_button.setToolTip("所有嘎查村一张表（Ctrl G）")
        self.assessors = BarButton((Part(""),), icon_name="person")
        self.version = BarButton((Part(""),))
        self.note = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.stars = StarRow(0, 10, size=15)
        self.total = Label("", TextSize.HEADING, bold=True)
        self.total_word = Label("", TextSize.NOTE, Colour.SECONDARY)
        self.tag = ClassTag()
        self.sign_button = QuietButton("签字 Ctrl ⏎")
        self.return_button = QuietButton("退回", icon_name="undo")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(units(10))
        left: tuple[QWidget, ...] = (
            self.name,
            self.steps,
            self.grid_button,
            self.assessors,
            self.version,
        )
        right: tuple[QWidget, ...] = (
            self.stars,
            self.total_word,
            self.total,
            self.tag,
            self.return_button,
            self.sign_button,
        )
        for widget in left:
            layout.addWidget(widget)
        layout.addWidget(self.note, 1)
        for widget in right:
            layout.addWidget(widget)
        self.steps.chosen.connect(self.step_chosen)
        self.grid_button.clicked.connect(self.grid_wanted)
        self.sign_button.clicked.connect(self.sign_wanted)
        self.return_button.clicked.connect(self.return_wanted)

    def show_words(self, words: HeadWords) -> None:
        """Show another sheet's head."""
        before, self._words = self._words, words
        if before is not None and before == replace(words, total=before.total):
            # After most entries only the total is another.
            self.total.setText(words.total)
            return
        self.name.setText(words.village)
        self.steps.setVisible(bool(words.steps))
        self.steps.set_segments(words.steps, words.step)
        self.grid_button.setVisible(bool(words.steps))
        self.assessors.setVisible(bool(words.assessors))
        self.assessors.set_parts((Part(words.assessor, TextSize.NOTE),) if words.assessor else ())
        self.assessors.setAccessibleName(f"考评人 {words.assessor}".strip())
        self.assessors.setToolTip("换考评人，或新增考评人")
        self.assessors.set_choices(words.assessors, words.assessor_key, self.assessor_chosen.emit)
        self.version.setVisible(len(words.versions) > 1)
        self.version.set_parts((Part(words.version, TextSize.NOTE),))
        self.version.set_choices(words.versions, words.version_key, self.version_chosen.emit)
        self.note.setText(words.note)
        self.note.set_colour(Colour.FAULT if words.grave else Colour.SECONDARY)
        self.total_word.setText(words.total_word)
        self.total.setText(words.total)
        if words.stars:
            self.stars.set_stars(words.stars, len(words.stars))
        self.tag.set_class(words.tag, words.tone)
        self.sign_button.setText(f"{words.sign_word} Ctrl ⏎")
        self.sign_button.setVisible(words.may_sign)
        self.return_button.setVisible(words.may_return)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the strip's stars stand for the row, and the total for itself."""
        words = self._words
        narrow = self.width() < units(_NARROW)
        self.stars.setVisible(words is not None and bool(words.stars) and not narrow)
        self.tag.setVisible(words is not None and bool(words.tag) and not narrow)
        self.total_word.setVisible(words is not None and bool(words.total_word) and not narrow)
