"""What the keys of the grid mean: entries, states, stars, layouts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from evaluation.stars.sheets import MarkState
from gui.grid.columns import CellKind
from gui.widgets.typed_numbers import half_width

if TYPE_CHECKING:
    from gui.grid.panel import GridPanel

__all__ = ["GridKeys"]

_STATES = {"n": MarkState.NOT_APPLICABLE, "d": MarkState.AWAITING}
_BEGINNING = frozenset("0123456789-")
_TABLE_KEYS = frozenset({Qt.Key.Key_F2, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete})


class GridKeys:
    """`press` takes the keys that work anywhere in the grid, `press_in_table` those that mean
    something in the cell of the cursor."""

    def __init__(self, panel: GridPanel) -> None:
        self._panel = panel
        key = Qt.Key
        self._keys: dict[tuple[int, bool, bool], Callable[[], object]] = {
            (key.Key_F3, False, False): lambda: panel.step_on(1),
            (key.Key_F3, False, True): lambda: panel.step_on(-1),
            (key.Key_Right, True, False): lambda: panel.step_on(1),
            (key.Key_Left, True, False): lambda: panel.step_on(-1),
            (key.Key_F4, False, False): panel.turn_layout,
            (key.Key_F6, False, False): panel.check_rest,
            (key.Key_F7, False, False): panel.turn,
            (key.Key_F8, False, False): panel.enter_shared_figures,
            (key.Key_Escape, False, False): self._escape,
        }

    def wanted(self, event: QKeyEvent) -> bool:
        """Whether the grid needs a key that the page around it has a use for too."""
        return self._pressed(event) in self._keys or event.key() in _TABLE_KEYS

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; whether it means anything."""
        receiver = self._keys.get(self._pressed(event))
        if receiver is not None:
            receiver()
        return receiver is not None

    def press_in_table(self, event: QKeyEvent) -> bool:
        """Do what a key means in the cell of the cursor; whether it was taken."""
        panel = self._panel
        column = panel.column
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or column is None:
            return False
        if panel.typing.keying is not None or self._begins_entry(event):
            return panel.typing.handle_key(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not panel.refused_here and panel.entering.pass_cell():
                panel.table.step_on()
            return True
        if column.text:
            return False
        if event.key() == Qt.Key.Key_F2:
            panel.entering.write_fact()
            return True
        return self._press_sign(half_width(event.text()).lower())

    def _press_sign(self, sign: str) -> bool:
        panel = self._panel
        if sign == ".":
            panel.open_list()
        elif sign == " ":
            panel.open_cell()
        elif sign in _STATES:
            panel.entering.set_state(_STATES[sign])
        else:
            return sign == "v" and panel.entering.write_veto()
        return True

    def _begins_entry(self, event: QKeyEvent) -> bool:
        """Whether a key begins an entry in the cell of a whole indicator that takes one."""
        panel = self._panel
        column = panel.column
        if column is None or column.kind is not CellKind.CLAUSES:
            return False
        if half_width(event.text()) not in _BEGINNING:
            return False
        fixed = panel.table.grid.cell(*panel.table.place).fixed
        if fixed:
            panel.say(fixed)
        return not fixed

    def _escape(self) -> None:
        panel = self._panel
        if panel.refused_here:
            panel.table.grid.refuse(*panel.table.place, None)
            panel.tell_fault()
        elif panel.typing.listed:
            panel.typing.drop()
        else:
            panel.leave()

    @staticmethod
    def _pressed(event: QKeyEvent) -> tuple[int, bool, bool]:
        modifiers = event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        return event.key(), control, bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
