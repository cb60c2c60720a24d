"""Shows how far a long job is, with a way to stop it."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gui.jobs import JobRunner
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.progress_line import ProgressLine

__all__ = ["ProgressWindow"]


class ProgressWindow(QDialog):
    """Opens when the runner starts a job and closes when it ends."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setWindowTitle("请稍候")
        self.setModal(True)
        self._name = Label("", TextSize.TITLE, bold=True)
        self._words = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self._count = Label("", TextSize.NOTE, Colour.SECONDARY)
        self._line = ProgressLine()
        self.cancel_button = QuietButton("取消")
        self.cancel_button.clicked.connect(self._cancel)
        words = QHBoxLayout()
        words.addWidget(self._words, 1)
        words.addWidget(self._count)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        margin = units(20)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(units(10))
        layout.addWidget(self._name)
        layout.addWidget(self._line)
        layout.addLayout(words)
        layout.addLayout(buttons)
        self.setFixedWidth(units(420))
        runner.started.connect(self._begin)
        runner.progressed.connect(self._advance)
        runner.ended.connect(self.accept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks for the end of the job; the window stays until it has ended."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self._cancel()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._runner.busy:
            self._cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    def _begin(self, name: str) -> None:
        self._name.setText(name)
        self._words.setText("")
        self._count.setText("")
        self._line.set_progress(0, 0)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText("取消")
        self.open()

    def _advance(self, done: int, total: int, words: str) -> None:
        self._line.set_progress(done, total, Colour.ACCENT)
        self._words.setText(words)
        self._count.setText(f"{done} / {total}" if total else "")

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText("正在停止…")
        self._runner.cancel()
