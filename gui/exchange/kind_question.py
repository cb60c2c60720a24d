"""Asks what a dropped table is, where it cannot be told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from db.exchange.importing import KIND_NAMES
from gui.dialogs.boxes import Box
from gui.exchange.recognition import SHEETS
from gui.widgets.buttons import PrimaryButton, QuietButton

__all__ = ["KindQuestion"]

_KINDS = (SHEETS, *(kind for kind in KIND_NAMES if kind != "standard"))
_OWN_NAMES = {SHEETS: "打分表（一个村的自评表或初评表）"}


class KindQuestion(Box):
    """One file, the kinds it may be of; `chosen` is the key once it has been accepted."""

    def __init__(self, name: str, likely: Sequence[str], parent: QWidget | None = None) -> None:
        """likely: kinds to be named first."""
        super().__init__(
            f"“{name}”是什么表？", "认不准，请选一种。选好以后先看改动，再导入。", parent=parent
        )
        self.group = QButtonGroup(self)
        self._kinds = [kind for kind in likely if kind in _KINDS]
        self._kinds += [kind for kind in _KINDS if kind not in self._kinds]
        for number, kind in enumerate(self._kinds):
            button = QRadioButton(_OWN_NAMES.get(kind, KIND_NAMES.get(kind, "")))
            self.group.addButton(button, number)
            self.inner.insertWidget(self.inner.count() - 1, button)
        self.group.button(0).setChecked(True)
        cancel = QuietButton("不导入这个文件")
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton("看改动")
        self.accept_button.clicked.connect(self.accept)
        self.accept_button.setDefault(True)
        self.add_button(cancel)
        self.add_button(self.accept_button)
        self.group.button(0).setFocus()

    @property
    def chosen(self) -> str:
        """The kind that is marked."""
        return self._kinds[self.group.checkedId()]
