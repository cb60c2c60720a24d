"""Typing a few letters or digits chooses a village: what fits stands below the field.

Letters are the first of the pinyin, digits the number in the office's own order or the end of
the code, characters a part of the name.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from evaluation.views import VillageRow
from gui.dialogs.checked_list import CheckedItem, CheckedList
from gui.pages.overview_filter import initials
from gui.theme import units
from gui.widgets.search_field import SearchField

__all__ = ["WHOLE_YEAR", "VillageField", "matching"]

WHOLE_YEAR = "year:"
"""Key of 全年度, which is no village."""

_SHOWN_ROWS = 6
_CODE_DIGITS = 3
"""Digits that tell a village within its town; fewer are a number in the office's order."""


def matching(rows: Sequence[VillageRow], words: str) -> list[VillageRow]:
    """The villages meant by what was typed, the likeliest first."""
    typed = words.strip().lower()
    if not typed:
        return list(rows)
    ranked: list[tuple[int, VillageRow]] = []
    for row in rows:
        letters = initials(row.name)
        tests = (
            typed == str(row.position) or typed in (row.name.lower(), row.code.lower()),
            row.name.lower().startswith(typed) or letters.startswith(typed),
            typed.isdigit() and str(row.position).startswith(typed),
            typed in row.name.lower() or (typed.isalpha() and typed in letters),
            len(typed) >= _CODE_DIGITS and typed.isdigit() and row.code.endswith(typed),
        )
        if True in tests:
            ranked.append((tests.index(True), row))
    return [row for _, row in sorted(ranked, key=lambda item: item[0])]


class VillageField(SearchField):
    """`village_chosen` carries a village's id, or WHOLE_YEAR; `given_up` is Escape or an Enter
    with nothing typed."""

    village_chosen = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("首字母、序号或名称", parent)
        self._rows: tuple[VillageRow, ...] = ()
        self._owner = parent
        self._present = ""
        # A part of the window rather than one of its own: the field keeps the focus.
        self.matches = CheckedList(checkable=False, parent=parent)
        self.matches.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matches.hide()
        self.textChanged.connect(self.search)
        self.moved.connect(self._move)
        self.chosen.connect(self._choose)
        self.matches.clicked.connect(lambda _index: self._choose())

    def set_villages(self, rows: Sequence[VillageRow]) -> None:
        """Offer these villages."""
        self._rows = tuple(rows)

    def set_present(self, village: str) -> None:
        """The village chosen so far, which Enter keeps while nothing is typed; "" for none."""
        self._present = village

    def search(self, words: str) -> None:
        """Show what fits; the first line is the one Enter takes."""
        found = [
            CheckedItem(row.id, row.name, f"{row.town_name}　{row.position}")
            for row in matching(self._rows, words)
        ]
        if not words.strip() or "全年度".startswith(words.strip()):
            found.append(CheckedItem(WHOLE_YEAR, "全年度", "纪要、公示等，不属于哪个村"))
        first = found[0].key if found else ""
        self.matches.set_items(found, first if words.strip() else self._present)
        self._place_matches()

    def type_on(self, text: str) -> None:
        """Begin with a letter or digit that was typed elsewhere; letters stay letters."""
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.ShortcutFocusReason:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.search(self.text())
        self.matches.show()
        self.matches.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.matches.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _place_matches(self) -> None:
        below = self.mapTo(self._owner, QPoint(0, self.height() + units(2)))
        rows = min(max(len(self.matches.items), 1), _SHOWN_ROWS)
        height = self.matches.sizeHintForRow(0) * rows + 2 if self.matches.items else units(30)
        room = self._owner.height() - below.y() - units(8)
        width = min(max(self.width(), units(260)), self._owner.width() - units(16))
        left = min(below.x(), self._owner.width() - units(8) - width)
        self.matches.setGeometry(left, below.y(), width, min(height, max(room, units(60))))

    def _move(self, count: int) -> None:
        row = self.matches.currentIndex().row() + count
        if 0 <= row < len(self.matches.items):
            self.matches.choose(self.matches.items[row].key)

    def _choose(self) -> None:
        row = self.matches.currentIndex().row()
        if not 0 <= row < len(self.matches.items):
            if not self.text().strip():
                self.given_up.emit()
            return
        key = self.matches.items[row].key
        self.clear()
        self.village_chosen.emit(key)
