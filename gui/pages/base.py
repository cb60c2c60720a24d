"""What every page is to the frame: a name, a place in the sidebar, a foot, a refresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.theme import GAP, PAGE_MARGIN, units
from gui.widgets.key_hint import KeyHint
from gui.widgets.leading_focus import LeadingFocus

__all__ = ["Page", "page_column"]


class Page(LeadingFocus):
    """A page of the window. A subclass names itself and re-reads its view in `refresh`.

    `title` and `icon` (a file of resources/icons) stand in the sidebar, under the heading
    `section` if there is one. Signals: `foot_changed` carries the status words and the
    keys; `page_wanted` asks the frame for another page by its key, with a subject such as
    a village's id ("" for none); `place_wanted` asks for a place within a page: the page's
    key, the village's id, and what that page knows the place by.
    """

    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    section: ClassVar[str] = ""

    foot_changed = Signal(str, tuple)
    page_wanted = Signal(str, str)
    place_wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The keys of a page work as soon as it is open; a page with a table or a field to
        # begin in makes that its focus proxy.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._foot: tuple[str, tuple[KeyHint, ...]] = ("", ())

    @property
    def foot(self) -> tuple[str, tuple[KeyHint, ...]]:
        """The status words and keys last set, for the frame when the page is opened again."""
        return self._foot

    def set_foot(self, status: str, hints: Sequence[KeyHint] = ()) -> None:
        """Show words at the left of the foot and keys such as ("F4", "为什么") at the right."""
        self._foot = (status, tuple(hints))
        self.foot_changed.emit(*self._foot)

    def refresh(self) -> None:
        """Read the view again and show it. Called when something changed, if visible."""

    def shown(self) -> None:
        """Called by the frame each time the page is opened; reads the view again."""
        self.refresh()

    def open_subject(self, subject: str) -> None:
        """Show what another page asked for, such as a village by its id."""

    def open_place(self, village: str, place: str) -> None:
        """Go to a place of a village; a page without places shows the village."""
        del place
        self.open_subject(village)


def page_column(page: QWidget) -> QVBoxLayout:
    """Give a page the usual margins and return its column, cards `GAP` units apart."""
    column = QVBoxLayout(page)
    column.setContentsMargins(units(PAGE_MARGIN), units(16), units(PAGE_MARGIN), units(16))
    column.setSpacing(units(GAP))
    return column
