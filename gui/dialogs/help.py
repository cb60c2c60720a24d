"""F1: the manual, opened at the chapter of the page that asked."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from gui.theme import units
from gui.widgets.buttons import PrimaryButton
from gui.widgets.search_field import SearchField
from resources import resource_path

__all__ = ["HelpDialog"]


class HelpDialog(QDialog):
    """The manual with a field to search in it. `chapter`: words of a heading to go to."""

    def __init__(self, chapter: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.resize(units(760), units(480))
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(units(16))
        manual = resource_path("manual", "manual.md").read_text(encoding="utf-8")
        self._text.setMarkdown(manual)
        self._search = SearchField("在帮助中查找…")
        self._search.searched.connect(self.go_to)
        close = PrimaryButton("关闭", key="Esc")
        close.clicked.connect(self.accept)
        top = QHBoxLayout()
        top.addWidget(self._search, 1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._text, 1)
        column.addLayout(bottom)
        if chapter:
            self.open_chapter(chapter)

    def open_chapter(self, chapter: str) -> bool:
        """Go to the heading with these words; whether there is one."""
        block = self._text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() > 0 and block.text() == chapter:
                self._text.setTextCursor(QTextCursor(block))
                bar = self._text.verticalScrollBar()
                bar.setValue(bar.value() + self._text.cursorRect().top())
                return True
            block = block.next()
        return False

    def go_to(self, words: str) -> bool:
        """Go to the next place of `words`, from the beginning after the last one."""
        if not words:
            return False
        if self._text.find(words):
            return True
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        found: bool = self._text.find(words, QTextDocument.FindFlag(0))
        return found
