"""A page about one round: reads its board, or says why there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evaluation.faults import RatingFault
from evaluation.views import YearBoard
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.widgets.empty_state import EmptyState

__all__ = ["BoardPage"]


class BoardPage(Page):
    """`column` takes the content; a subclass shows the board in `show_board`.

    Without a round, or in one whose standard is not settled yet, the page says so and
    leads to `empty_page`.
    """

    empty_sentence = "还没有年度"
    empty_note = "先新建年度、选定评定标准，再回到这一页。"
    empty_button = "去总览"
    empty_page = "overview"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.empty = EmptyState("")
        self.empty.acted.connect(self.open_empty_page)
        self.content = QWidget()
        self.column: QVBoxLayout = page_column(self.content)
        # Shown and hidden rather than stacked: what is hidden takes no room on a small screen.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.content)
        whole.addWidget(self.empty)
        self.empty.hide()
        bridge.changed.connect(self._refresh_if_shown)
        bridge.round_changed.connect(self._refresh_if_shown)

    def show_board(self, board: YearBoard) -> None:
        """Show a board; called after every change while the page is visible."""
        raise NotImplementedError

    def open_empty_page(self) -> None:
        """What the button of the empty state does."""
        self.page_wanted.emit(self.empty_page, "")

    def refresh(self) -> None:
        if not self.bridge.round:
            self.show_empty(self.empty_sentence, self.empty_note, self.empty_button)
            return
        try:
            board = self.bridge.board()
        except RatingFault as fault:
            self.show_empty("这一年度还不能看", str(fault), self.empty_button)
            return
        self.empty.hide()
        self.content.show()
        self.show_board(board)

    def show_empty(self, sentence: str, note: str, button: str = "") -> None:
        """Show why there is nothing instead of the content."""
        self.empty.set_text(sentence, note, button)
        self.content.hide()
        self.empty.show()
        self.set_foot("")

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()
