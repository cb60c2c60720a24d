"""查找: goes to a village or a page by a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from evaluation.faults import RatingFault
from gui.dialogs.checked_list import CheckedItem, CheckedList
from gui.dialogs.fitting import fit_to_screen
from gui.office_bridge import OfficeBridge
from gui.theme import units
from gui.widgets.search_field import SearchField

__all__ = ["FindDialog"]

_VILLAGE = "village:"
_PAGE = "page:"


class FindDialog(QDialog):
    """A field with what it finds below; Enter goes to the line that is current.

    `village_chosen` carries a village's id, `page_chosen` a page's key.
    """

    village_chosen = Signal(str)
    page_chosen = Signal(str)

    def __init__(
        self, bridge: OfficeBridge, pages: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("查找")
        self._known: list[tuple[CheckedItem, str]] = []
        if bridge.round:
            try:
                rows = bridge.board().rows
            except RatingFault:
                rows = ()
            self._known += [
                (CheckedItem(_VILLAGE + row.id, row.name, row.town_name), row.name + row.code)
                for row in rows
            ]
        self._known += [(CheckedItem(_PAGE + key, title, "页面"), title) for key, title in pages]
        self.field = SearchField("嘎查村或页面的名称、代码…")
        self.list = CheckedList(checkable=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(14), units(14), units(14), units(14))
        layout.setSpacing(units(10))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.searched.connect(self.search)
        self.field.moved.connect(self._move)
        self.field.chosen.connect(self._go)
        self.list.activated.connect(lambda _: self._go())
        fit_to_screen(self, 420, 420)
        self.search("")
        self.field.setFocus()

    def search(self, words: str) -> None:
        """Show what contains the words; the first line is current."""
        found = [item for item, text in self._known if words in text]
        self.list.set_items(found, found[0].key if found else "")

    def _move(self, count: int) -> None:
        row = self.list.currentIndex().row() + count
        if 0 <= row < len(self.list.items):
            self.list.choose(self.list.items[row].key)

    def _go(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.list.items):
            return
        key = self.list.items[row].key
        self.accept()
        if key.startswith(_VILLAGE):
            self.village_chosen.emit(key.removeprefix(_VILLAGE))
        else:
            self.page_chosen.emit(key.removeprefix(_PAGE))
