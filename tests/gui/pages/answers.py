"""Answers the questions of a page in a test, and keeps what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gui.dialogs.form_dialog import FormDialog

__all__ = ["Answers", "type_into"]


class Answers:
    """`folder`: where files are saved under the proposed names; `text`: what is written;
    `yes`: what questions are answered with. `shown` keeps questions and messages."""

    def __init__(
        self, *, folder: Path | None = None, text: str | None = None, yes: bool = True
    ) -> None:
        self._folder, self._text, self._yes = folder, text, yes
        self.shown: list[str] = []
        self.grave: list[bool] = []

    def yes_no(
        self, parent: QWidget | None, question: str, detail: str, yes: str, no: str, danger: bool
    ) -> bool:
        self.shown.append(question)
        return self._yes

    def text(
        self, parent: QWidget | None, question: str, detail: str, value: str, lines: int
    ) -> str | None:
        self.shown.append(question)
        return self._text

    def open_file(self, parent: QWidget | None, title: str, filters: Sequence[str]) -> Path | None:
        self.shown.append(title)
        return None

    def save_file(
        self, parent: QWidget | None, title: str, proposal: str, filters: Sequence[str]
    ) -> Path | None:
        self.shown.append(title)
        return None if self._folder is None else self._folder / proposal

    def message(self, parent: QWidget | None, title: str, sentence: str, *, grave: bool) -> None:
        self.shown.append(f"{title}\n{sentence}")
        self.grave.append(grave)


def type_into(dialog: FormDialog, name: str, text: str) -> None:
    """Put text into a field of a dialog as if it were typed, without leaving the field."""
    editor = dialog.form.field(name).focusProxy()
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
