"""What every tab of the settings shares: the bridge, a refresh, words for the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.faults import Fault
from gui.office_bridge import OfficeBridge
from gui.theme import GAP, units
from gui.widgets.field import Field
from gui.widgets.key_hint import KeyHint

__all__ = ["SettingsPart", "attempt_beside"]


class SettingsPart(QWidget):
    """`column` takes the cards. `status` and `hints` stand at the foot while it is shown."""

    status = ""
    hints: tuple[KeyHint, ...] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(units(GAP))

    def refresh(self) -> None:
        """Read again and show."""


def attempt_beside(
    bridge: OfficeBridge, field: Field, action: Callable[..., None], **arguments: Any
) -> bool:
    """Carry out an action for a field; what is refused stands beside it. Whether it was done."""
    try:
        bridge.attempt(action, **arguments)
    except Fault as fault:
        field.set_fault(str(fault))
        return False
    return True
