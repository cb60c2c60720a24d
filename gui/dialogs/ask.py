"""Questions to the official as plain functions, and the one place that shows faults.

Pages call these functions; tests put another `Asker` in the place of the one with windows
(`answering`), so no test ever waits for a box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from evaluation.faults import Fault, RegisterFault
from gui.dialogs.boxes import FaultBox, QuestionBox, TextBox

__all__ = [
    "Asker",
    "WindowAsker",
    "answering",
    "ask_open_file",
    "ask_save_file",
    "ask_text",
    "ask_yes_no",
    "show_fault",
    "show_message",
]


class Asker(Protocol):
    """Whoever answers the questions: windows in the program, a script in tests."""

    def yes_no(
        self, parent: QWidget | None, question: str, detail: str, yes: str, no: str, danger: bool
    ) -> bool:
        """Return whether the official said yes."""

    def text(
        self, parent: QWidget | None, question: str, detail: str, value: str, lines: int
    ) -> str | None:
        """Return what was written, stripped and not empty, or None if it was called off."""

    def open_file(self, parent: QWidget | None, title: str, filters: Sequence[str]) -> Path | None:
        """Return the file chosen for reading, or None."""

    def save_file(
        self, parent: QWidget | None, title: str, proposal: str, filters: Sequence[str]
    ) -> Path | None:
        """Return the file chosen for writing, or None."""

    def message(self, parent: QWidget | None, title: str, sentence: str, *, grave: bool) -> None:
        """Show something that only needs to be read."""


class WindowAsker:
    """Asks with windows."""

    def yes_no(
        self, parent: QWidget | None, question: str, detail: str, yes: str, no: str, danger: bool
    ) -> bool:
        return bool(QuestionBox(question, detail, yes, no, danger=danger, parent=parent).exec())

    def text(
        self, parent: QWidget | None, question: str, detail: str, value: str, lines: int
    ) -> str | None:
        box = TextBox(question, detail, value, lines=lines, parent=parent)
        return box.text() if box.exec() else None

    def open_file(self, parent: QWidget | None, title: str, filters: Sequence[str]) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, "", ";;".join(filters))
        return Path(name) if name else None

    def save_file(
        self, parent: QWidget | None, title: str, proposal: str, filters: Sequence[str]
    ) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, proposal, ";;".join(filters))
        return Path(name) if name else None

    def message(self, parent: QWidget | None, title: str, sentence: str, *, grave: bool) -> None:
        FaultBox(title, sentence, grave=grave, parent=parent).exec()


_askers: list[Asker] = [WindowAsker()]


@contextmanager
def answering(asker: Asker) -> Iterator[None]:
    """Let `asker` answer every question inside the block."""
    _askers.append(asker)
    try:
        yield
    finally:
        _askers.remove(asker)


def ask_yes_no(
    parent: QWidget | None,
    question: str,
    detail: str = "",
    *,
    yes: str = "确定",
    no: str = "取消",
    danger: bool = False,
) -> bool:
    """Ask before something is done. `danger` makes 取消 the answer of the Enter key."""
    return _askers[-1].yes_no(parent, question, detail, yes, no, danger)


def ask_text(
    parent: QWidget | None, question: str, detail: str = "", *, value: str = "", lines: int = 1
) -> str | None:
    """Ask for a text such as a reason; None if called off. Never an empty text."""
    return _askers[-1].text(parent, question, detail, value, lines)


def ask_open_file(parent: QWidget | None, title: str, filters: Sequence[str]) -> Path | None:
    """Ask for a file to read; `filters` such as "表格 (*.xlsx *.xls *.et *.csv)"."""
    return _askers[-1].open_file(parent, title, filters)


def ask_save_file(
    parent: QWidget | None, title: str, proposal: str, filters: Sequence[str]
) -> Path | None:
    """Ask where to write; `proposal` is a file name. Overwriting has been confirmed."""
    return _askers[-1].save_file(parent, title, proposal, filters)


def show_message(parent: QWidget | None, title: str, sentence: str) -> None:
    """Show something that only needs to be read."""
    _askers[-1].message(parent, title, sentence, grave=False)


def show_fault(parent: QWidget | None, fault: Fault) -> None:
    """Show a fault in a box: the file's or machine's, or one that has no field to stand by."""
    grave = isinstance(fault, RegisterFault)
    title = "数据文件或电脑有问题" if grave else "还不能这样做"
    _askers[-1].message(parent, title, str(fault), grave=grave)
