"""The bar above the villages: which of them are shown, by what they are sorted, their order.

Only says what was chosen; the page filters and sorts. On a narrow page what is rarely needed
goes into a menu.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QSizePolicy, QWidget

from gui import theme
from gui.icons import icon
from gui.pages.overview_filter import VillageFilter
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton, QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.search_field import SearchField

__all__ = ["OFFICE_ORDER", "OverviewBar"]

Choices = Sequence[tuple[str, str]]

OFFICE_ORDER = ""
"""Key of the office's own order among what can be sorted by."""

_NARROW_BELOW = 1040


class OverviewBar(QWidget):
    """`filtered` carries a VillageFilter, `sorted_by` a key and whether falling.

    `order_wanted`, `plan_wanted`: the windows for the order of villages and the days of steps.
    """

    filtered = Signal(object)
    sorted_by = Signal(str, bool)
    order_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._descending = False
        self._narrow = False
        self._falling: frozenset[str] = frozenset()
        self.filter_field = SearchField("名称、拼音首字母或代码…")
        self.filter_field.setMinimumWidth(units(120))
        self.filter_field.setMaximumWidth(units(230))
        self.state_field = ChoiceField((("", "全部步骤"),), width=138)
        self.class_field = ChoiceField((("", "全部类别"),), width=114)
        self.open_box = QCheckBox("有待办")
        self.open_box.setFont(theme.font(TextSize.BODY))
        self.clear_button = FlatButton("清除", icon_name="close")
        self.clear_button.setToolTip("清除筛选")
        self.sort_field = ChoiceField((), width=126)
        self.direction_button = FlatButton("")
        self.restore_button = QuietButton("恢复本单位次序")
        self.order_button = FlatButton("调整次序…")
        self.plan_button = FlatButton("日程…", icon_name="calendar")
        self.menu_button = FlatButton("")
        self.menu_button.setIcon(icon("menu", units(16), Colour.SECONDARY))
        self.menu_button.setToolTip("次序和日程")
        self.menu_button.setAccessibleName("次序和日程")
        self.menu = QMenu(self)
        self._order_action = self.menu.addAction("调整嘎查村次序…")
        self.menu.addAction("各步日程…").triggered.connect(self.plan_wanted)
        for field, name in (
            (self.state_field, "按步骤状态筛选"),
            (self.class_field, "按类别筛选"),
            (self.sort_field, "排序"),
        ):
            field.editor.setAccessibleName(name)
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._arrange()
        self._connect()
        self.set_sorting(OFFICE_ORDER, descending=False)
        self._follow_filter()

    @property
    def filter(self) -> VillageFilter:
        """What is to be shown."""
        return VillageFilter(
            self.filter_field.text().strip(),
            self.state_field.value(),
            self.class_field.value(),
            self.open_box.isChecked(),
        )

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What Tab reaches here, from left to right."""
        return (
            self.filter_field,
            self.state_field,
            self.class_field,
            self.open_box,
            self.clear_button,
            self.sort_field,
            self.direction_button,
            self.restore_button,
            self.order_button,
            self.plan_button,
            self.menu_button,
        )

    def set_choices(
        self,
        states: Choices,
        classes: Choices,
        sorts: Choices,
        falling: frozenset[str] = frozenset(),
    ) -> None:
        """Offer other states, classes and columns; what is chosen stays chosen.

        `falling`: keys of columns that are sorted from the top first.
        """
        self._falling = falling
        for field, choices in (
            (self.state_field, states),
            (self.class_field, classes),
            (self.sort_field, sorts),
        ):
            field.set_choices(choices)

    def set_sorting(self, key: str, *, descending: bool) -> None:
        """Show what the table is sorted by."""
        self._descending = descending
        self.sort_field.set_value(key)
        size = units(16)
        name = "arrow-down" if descending else "arrow-up"
        self.direction_button.setIcon(icon(name, size, Colour.SECONDARY))
        self.direction_button.setIconSize(QSize(size, size))
        words = "现在由高到低，点一下换成由低到高" if descending else "点一下换成由高到低"
        self.direction_button.setToolTip(words)
        self.direction_button.setAccessibleName(words)
        own = key == OFFICE_ORDER
        self.direction_button.setEnabled(not own)
        self.restore_button.setHidden(own or self._narrow)

    def set_order_allowed(self, allowed: bool, unit: str) -> None:
        """The order of a published year stays as it is."""
        self.order_button.setEnabled(allowed)
        self._order_action.setEnabled(allowed)
        self._order_action.setText(f"调整{unit}次序…")
        self.order_button.setToolTip("" if allowed else "年度已经定评封存，次序不能再改")

    def clear_filter(self) -> None:
        """Show every village again."""
        self.filter_field.clear()
        self.state_field.set_value("")
        self.class_field.set_value("")
        self.open_box.setChecked(False)
        self._tell_filter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow = self.width() < units(_NARROW_BELOW)
        for button in (self.order_button, self.plan_button):
            button.setHidden(self._narrow)
        self.menu_button.setHidden(not self._narrow)
        self.restore_button.setHidden(self._narrow or self.sort_field.value() == OFFICE_ORDER)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(8))
        row.addWidget(self.filter_field, 8)
        for choice in (self.state_field, self.class_field, self.open_box, self.clear_button):
            row.addWidget(choice)
        row.addStretch(1)
        orders: tuple[QWidget, ...] = (
            self.sort_field,
            self.direction_button,
            self.restore_button,
            self.order_button,
            self.plan_button,
            self.menu_button,
        )
        for widget in orders:
            row.addWidget(widget)

    def _connect(self) -> None:
        self.filter_field.searched.connect(lambda _: self._tell_filter())
        self.state_field.value_changed.connect(lambda _: self._tell_filter())
        self.class_field.value_changed.connect(lambda _: self._tell_filter())
        self.open_box.toggled.connect(lambda _: self._tell_filter())
        self.clear_button.clicked.connect(self.clear_filter)
        self.sort_field.value_changed.connect(
            lambda key: self._sort(key, descending=key in self._falling)
        )
        self.direction_button.clicked.connect(self._turn)
        self.restore_button.clicked.connect(lambda: self._sort(OFFICE_ORDER, descending=False))
        self.order_button.clicked.connect(self.order_wanted)
        self.plan_button.clicked.connect(self.plan_wanted)
        self._order_action.triggered.connect(self.order_wanted)
        self.menu_button.clicked.connect(self._open_menu)

    def _tell_filter(self) -> None:
        self._follow_filter()
        self.filtered.emit(self.filter)

    def _follow_filter(self) -> None:
        self.clear_button.setVisible(bool(self.filter))

    def _turn(self) -> None:
        self._sort(self.sort_field.value(), descending=not self._descending)

    def _sort(self, key: str, *, descending: bool) -> None:
        self.set_sorting(key, descending=descending)
        self.sorted_by.emit(key, descending)

    def _open_menu(self) -> None:
        below: QPoint = self.menu_button.rect().bottomLeft()
        self.menu.popup(self.menu_button.mapToGlobal(below))
