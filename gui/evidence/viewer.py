"""Looks at one attached file after the other: photos and the pages of PDFs, with zoom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from evaluation.faults import RatingFault
from evaluation.steps.records import Evidence
from gui.dialogs.fitting import fit_to_screen
from gui.evidence.pictures import Pages, is_picture, open_pages
from gui.theme import TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import ElidedLabel
from gui.widgets.paper_preview import PaperPreview

__all__ = ["EvidenceViewer"]


class EvidenceViewer(QDialog):
    """`kept`: the files in their order; `bytes_of` gives the bytes of one, or raises
    RatingFault where they cannot be trusted. Ctrl+PgUp and Ctrl+PgDn go from file to file."""

    def __init__(
        self,
        kept: Sequence[Evidence],
        bytes_of: Callable[[Evidence], bytes],
        first: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept = tuple(kept)
        self._bytes_of = bytes_of
        self._pages: Pages | None = None
        self.place = first
        self.setWindowTitle("查看附件")
        self.title = ElidedLabel("", TextSize.TITLE, bold=True)
        self.preview = PaperPreview()
        self.nothing = EmptyState("", icon_name="file")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.nothing)
        self.back_button = QuietButton("上一个", icon_name="chevron-left")
        self.forward_button = QuietButton("下一个", icon_name="chevron-right", icon_after=True)
        self.close_button = PrimaryButton("关闭")
        self.back_button.clicked.connect(lambda: self.go_to(self.place - 1))
        self.forward_button.clicked.connect(lambda: self.go_to(self.place + 1))
        self.back_button.setToolTip("Ctrl PgUp")
        self.forward_button.setToolTip("Ctrl PgDn")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(units(10))
        foot.addWidget(self.back_button)
        foot.addWidget(self.forward_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        margin = units(16)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(units(12))
        layout.addWidget(self.title)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go_to(self.place + step))
        for button in (self.back_button, self.forward_button):
            button.setVisible(len(self._kept) > 1)
        fit_to_screen(self, 1000, 680)
        self.go_to(first)
        self.preview.setFocus()

    def go_to(self, place: int) -> None:
        """Show the file at a place from 0; nothing happens beyond the ends."""
        if not 0 <= place < len(self._kept):
            return
        self.place = place
        item = self._kept[place]
        number = f"{place + 1} / {len(self._kept)}　" if len(self._kept) > 1 else ""
        self.title.setText(f"{number}{item.name}")
        self.back_button.setEnabled(place > 0)
        self.forward_button.setEnabled(place < len(self._kept) - 1)
        self._give_back()
        try:
            pages = open_pages(item.media, self._bytes_of(item))
        except RatingFault as fault:
            self.preview.clear()
            self.nothing.set_text("不能查看", fault.message)
            self._stack.setCurrentWidget(self.nothing)
            return
        self._pages = pages
        self._stack.setCurrentWidget(self.preview)
        for button in (self.preview.back_button, self.preview.forward_button):
            button.setVisible(not is_picture(item.media))
        self.preview.set_pages(pages.sizes, pages.draw)

    def done(self, result: int) -> None:
        """However it is closed, the document is given back."""
        self.preview.clear()
        self._give_back()
        super().done(result)

    def _give_back(self) -> None:
        if self._pages is not None:
            self._pages.close()
            self._pages = None
