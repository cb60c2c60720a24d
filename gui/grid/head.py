"""The head of the grid: back, layout, which star or indicator, direction of Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from evaluation.standard.model import Depth
from gui.grid.choice import GridChoice
from gui.grid.head_words import (
    depth_words,
    indicator_words,
    star_segments,
    star_words,
    step_words,
)
from gui.grid.villages import GridVillage
from gui.icons import icon
from gui.theme import Colour, TextSize, units
from gui.widgets.bar_button import BarButton, Part
from gui.widgets.buttons import FlatButton, QuietButton
from gui.widgets.label import ElidedLabel
from gui.widgets.segment_bar import SegmentBar

__all__ = ["BY_INDICATOR", "BY_STAR", "OWN_GROUPS", "GridHead"]

BY_STAR = "star"
BY_INDICATOR = "indicator"
OWN_GROUPS = "\nown"
"""The key of the villages' own groups; no name of an assessor contains a line break."""
_LONGEST = 30
_LAYOUTS = ((BY_STAR, "一颗星"), (BY_INDICATOR, "一项指标"))


class GridHead(QWidget):
    """`layout_chosen` carries BY_STAR or BY_INDICATOR; `star_chosen` a star's id;
    `step_wanted` 1 or -1; the others are buttons."""

    back_wanted = Signal()
    layout_chosen = Signal(str)
    star_chosen = Signal(str)
    list_wanted = Signal()
    step_wanted = Signal(int)
    turn_wanted = Signal()
    shared_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back_button = QuietButton("逐村", icon_name="chevron-left")
        self.back_button.setToolTip("回到逐村录入（Esc）")
        self.title = ElidedLabel("", TextSize.HEADING, bold=True)
        self.layouts = SegmentBar(_LAYOUTS)
        self.layouts.setToolTip("换版式（F4）")
        self.note = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.assessors = BarButton((Part(""),), icon_name="person")
        self.turn_button = FlatButton("Enter 向下", icon_name="arrow-down")
        self.shared_button = QuietButton("全年共用数据")
        self.shared_button.setToolTip("旗县平均等全年只填一次的数据（F8）")
        self.stars = SegmentBar()
        self.before_button = FlatButton("", icon_name="chevron-left")
        self.before_button.setToolTip("上一项（Shift F3）")
        self.before_button.setAccessibleName("上一项")
        self.indicator_button = QuietButton("", icon_name="chevron-down", icon_after=True)
        self.indicator_button.setToolTip("选指标（.）")
        self.after_button = FlatButton("", icon_name="chevron-right")
        self.after_button.setToolTip("下一项（F3）")
        self.after_button.setAccessibleName("下一项")
        self.words = ElidedLabel("", TextSize.BODY, Colour.SECONDARY)
        self._arrange()
        self._connect()

    def show_choice(self, choice: GridChoice) -> None:
        """What is shown below."""
        standard = choice.year.standard
        self.title.setText(step_words(choice.step, choice.purpose))
        self.note.setText(depth_words(choice.depth, apart=choice.apart))
        self.shared_button.setVisible(bool(standard.shared_figures))
        item = choice.shown_item
        if choice.by_star or item is None:
            several = choice.depth is not Depth.STAR
            self.layouts.set_segments(_LAYOUTS, BY_STAR)
            segments = star_segments(standard, choice.stars) if several else ()
            self.stars.set_segments(segments, choice.star)
            self.stars.setVisible(len(segments) > 1)
            self.words.setText(star_words(choice.stars, choice.star) if several else "各颗星")
        else:
            self.layouts.set_segments(_LAYOUTS, BY_INDICATOR)
            self.stars.hide()
            self.indicator_button.setText(_shortened(f"{item.code}　{item.text}"))
            self.words.setText(indicator_words(choice.order, item))
        for widget in (self.before_button, self.indicator_button, self.after_button):
            widget.setVisible(not choice.by_star and item is not None)

    def show_assessors(
        self,
        villages: Sequence[GridVillage],
        assessor: str | None,
        chosen: Callable[[str], None],
    ) -> None:
        """Whose sheets, where some village has those of several assessors."""
        names = sorted({name for village in villages for name in village.assessors})
        several = any(len(village.assessors) > 1 for village in villages)
        self.assessors.setVisible(several or assessor is not None)
        shown = "各村考评组" if assessor is None else assessor or "考评组"
        self.assessors.set_parts((Part(shown),))
        self.assessors.setToolTip("换考评人")
        choices = [(OWN_GROUPS, "各村考评组"), *((name, name or "考评组") for name in names)]
        self.assessors.set_choices(choices, OWN_GROUPS if assessor is None else assessor, chosen)

    def show_turn(self, *, downwards: bool) -> None:
        """The direction of Enter."""
        self.turn_button.setText("Enter 向下" if downwards else "Enter 向右")
        name = "arrow-down" if downwards else "arrow-right"
        self.turn_button.setIcon(icon(name, units(16), Colour.SECONDARY))
        self.turn_button.setToolTip("换 Enter 的方向（F7）")

    def _arrange(self) -> None:
        first = QHBoxLayout()
        second = QHBoxLayout()
        for row in (first, second):
            row.setSpacing(units(10))
        left: tuple[QWidget, ...] = (self.back_button, self.title, self.layouts)
        right: tuple[QWidget, ...] = (self.assessors, self.turn_button, self.shared_button)
        for widget in left:
            first.addWidget(widget)
        first.addWidget(self.note, 1)
        for widget in right:
            first.addWidget(widget)
        second.setSpacing(units(6))
        # The table must not move where the layout changes.
        second.addStrut(units(36))
        chosen: tuple[QWidget, ...] = (
            self.stars,
            self.before_button,
            self.indicator_button,
            self.after_button,
        )
        for widget in chosen:
            second.addWidget(widget)
        second.addSpacing(units(6))
        second.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(8))
        column.addLayout(first)
        column.addLayout(second)
        self.show_turn(downwards=True)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_wanted)
        self.layouts.chosen.connect(self.layout_chosen)
        self.stars.chosen.connect(self.star_chosen)
        self.indicator_button.clicked.connect(self.list_wanted)
        self.before_button.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.after_button.clicked.connect(lambda: self.step_wanted.emit(1))
        self.turn_button.clicked.connect(self.turn_wanted)
        self.shared_button.clicked.connect(self.shared_wanted)


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
