"""Arranges the villages of a year in the office's own order, which notice and forms follow.

Works on a list of its own: nothing is kept before 保存次序, 取消 leaves all as it was.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluation.actions.years import order_villages
from evaluation.faults import Fault
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.fitting import fit_to_screen
from gui.office_bridge import OfficeBridge
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.key_hint import KeyHintRow
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.number_field import NumberField

__all__ = ["VillageOrderDialog"]

_KEYS = (("Alt+↑↓", "移动一位"), ("数字 Enter", "移到第几位"), ("Ctrl+Enter", "保存"))


class _OrderTable(DataTable):
    """Passes a digit on: with a village chosen, typing a number means its place."""

    digit_typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isdecimal() and typed.isascii():
            self.digit_typed.emit(typed)
        else:
            super().keyPressEvent(event)


class _PlaceField(NumberField):
    """Enter moves the village and never presses a button of the window."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The line edit passes Enter on to here after taking the number over.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class VillageOrderDialog(QDialog):
    """`order` is the list of ids as it stands in the window."""

    def __init__(
        self,
        bridge: OfficeBridge,
        board: YearBoard,
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`current`: id of the village to begin at."""
        super().__init__(parent)
        unit = board.head.unit
        self.setWindowTitle(f"调整{unit}次序")
        self._bridge = bridge
        self._rows = {row.id: row for row in board.rows}
        self._kept = [row.id for row in board.rows]
        self.order = list(self._kept)
        self.notice = NoticeBar("fault")
        self.table = _OrderTable(RowsModel(self._columns(board), key_of=lambda row: str(row[1].id)))
        self.table.setAccessibleName(f"{unit}次序")
        self.place = _PlaceField(
            decimals=0, minimum="1", maximum=str(len(self.order)), unit="位", width=54
        )
        self.place.editor.setAccessibleName("移到第几位")
        self.up_button = QuietButton("上移", icon_name="arrow-up")
        self.down_button = QuietButton("下移", icon_name="arrow-down")
        self.move_button = QuietButton("移动")
        self.code_button = QuietButton("先按代码排一次")
        self.code_button.setToolTip("只作起点，排好后再按本单位的习惯调整")
        self.back_button = QuietButton("恢复原次序", icon_name="undo")
        self.cancel_button = QuietButton("取消")
        self.save_button = PrimaryButton("保存次序")
        self.save_button.setAutoDefault(False)
        self._arrange(unit)
        self._connect()
        fit_to_screen(self, 620, 560)
        self._show(current or (self.order[0] if self.order else ""))
        self.table.setFocus()

    def shift(self, count: int) -> None:
        """Move the current village `count` places down (up if negative), as far as it goes."""
        key = self._current()
        if key:
            self.move_to(self.order.index(key) + 1 + count)

    def move_to(self, place: int) -> None:
        """Move the current village to a place from 1 on; the others close up."""
        key = self._current()
        if not key:
            return
        place = min(max(place, 1), len(self.order))
        self.order.remove(key)
        self.order.insert(place - 1, key)
        self._show(key)

    def sort_by_code(self) -> None:
        """The order of the official codes, as a start."""
        self.order.sort(key=lambda key: (self._rows[key].code, key))
        self._show(self._current())

    def restore(self) -> None:
        """The order as it was when the window opened."""
        self.order = list(self._kept)
        self._show(self._current())

    def save(self) -> None:
        """Keep the order and close; an order that is the same as before is not entered."""
        if self.order != self._kept:
            try:
                self._bridge.attempt(
                    order_villages, round=self._bridge.round, villages=tuple(self.order)
                )
            except Fault as fault:
                self.notice.say("fault", str(fault))
                return
        self.accept()

    @staticmethod
    def _columns(board: YearBoard) -> tuple[Column, ...]:
        def village(entry: tuple[object, ...]) -> VillageRow:
            row = entry[1]
            assert isinstance(row, VillageRow)
            return row

        columns = [
            Column("序", lambda entry: entry[0], "number", 46),
            Column(board.head.unit, lambda entry: village(entry).name, "name", "stretch"),
            Column(
                "原次序",
                lambda entry: "" if entry[0] == entry[2] else f"原第 {entry[2]} 位",
                "note",
                90,
                colour=lambda _: Colour.DOING,
            ),
        ]
        if len(board.head.towns) > 1:
            columns.append(Column("苏木乡镇", lambda entry: village(entry).town_name, "note"))
        return tuple(columns)

    def _arrange(self, unit: str) -> None:
        head = Label(f"{unit}的次序", TextSize.TITLE, bold=True)
        note = Label(
            "公示、汇总表和各种表册都按这个次序，排名不分先后。", TextSize.NOTE, Colour.SECONDARY,
            wrap=True,
        )  # fmt: skip
        move = QHBoxLayout()
        move.setSpacing(units(8))
        move.addWidget(Label("移到第", TextSize.BODY, Colour.SECONDARY))
        move.addWidget(self.place)
        side = QVBoxLayout()
        side.setSpacing(units(8))
        for button in (self.up_button, self.down_button):
            side.addWidget(button)
        side.addSpacing(units(8))
        side.addLayout(move)
        side.addWidget(self.move_button)
        side.addSpacing(units(8))
        side.addWidget(self.code_button)
        side.addWidget(self.back_button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(units(14))
        middle.addWidget(self.table, 1)
        middle.addLayout(side)
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addWidget(KeyHintRow(_KEYS), 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        margin = units(18)
        layout.setContentsMargins(margin, margin, margin, units(14))
        layout.setSpacing(units(10))
        layout.addWidget(head)
        layout.addWidget(note)
        layout.addWidget(self.notice)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.up_button.clicked.connect(lambda: self.shift(-1))
        self.down_button.clicked.connect(lambda: self.shift(1))
        self.code_button.clicked.connect(self.sort_by_code)
        self.back_button.clicked.connect(self.restore)
        self.move_button.clicked.connect(self._move)
        self.place.entered.connect(self._move)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.table.digit_typed.connect(self._begin_number)
        self.table.current_row_changed.connect(lambda _: self._follow_row())
        for key, receiver in (
            ("Alt+Up", lambda: self.shift(-1)),
            ("Alt+Down", lambda: self.shift(1)),
            ("Ctrl+Return", self.save),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(receiver)

    def _current(self) -> str:
        entry = self.table.current_entry()
        return "" if entry is None else str(entry[1].id)

    def _begin_number(self, digit: str) -> None:
        self.place.set_value("")
        self.place.editor.setText(digit)
        self.place.editor.setFocus()
        self.place.editor.setCursorPosition(len(digit))

    def _move(self) -> None:
        """Move to the number typed; one that cannot be used keeps the cursor in the field."""
        self.place.editor.editingFinished.emit()
        if self.place.fault or not self.place.value():
            return
        self.move_to(int(self.place.value()))
        self.place.set_value("")
        self.table.setFocus()

    def _show(self, key: str) -> None:
        was = {known: place for place, known in enumerate(self._kept, start=1)}
        self.table.set_rows(
            [
                (place, self._rows[known], was[known])
                for place, known in enumerate(self.order, start=1)
            ]
        )
        if key:
            self.table.choose_key(key)
        self.back_button.setEnabled(self.order != self._kept)
        self._follow_row()

    def _follow_row(self) -> None:
        key = self._current()
        place = self.order.index(key) if key else -1
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(0 <= place < len(self.order) - 1)
        self.move_button.setEnabled(place >= 0)
