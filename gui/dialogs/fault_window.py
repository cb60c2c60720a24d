"""The window for what nobody foresaw: says so plainly, and copies the facts.

Faults an official can put right never come here (see `gui.dialogs.ask.show_fault`).
"""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph

__all__ = ["FaultReporter", "FaultWindow", "fault_details"]


def fault_details(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Return system facts and the traceback as text to be passed on."""
    facts = (
        f"系统：{platform.platform()}",
        f"Python：{platform.python_version()}　Qt：{qVersion()}",
        "",
    )
    return "\n".join(facts) + "".join(traceback.format_exception(kind, error, trace))


class FaultWindow(QDialog):
    """Shows one unforeseen fault with its details and a copy button."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self._details = details
        box = QPlainTextEdit(details, self)
        box.setReadOnly(True)
        box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        box.setFont(theme.font(TextSize.SMALL))
        self.copy_button = QuietButton("复制全部", self)
        self.close_button = PrimaryButton("关闭", self)
        self.copy_button.clicked.connect(self.copy_details)
        self.close_button.clicked.connect(self.accept)

        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        margin = units(20)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(units(10))
        layout.addWidget(Label("程序遇到了没有预料到的问题", TextSize.HEADING, bold=True))
        layout.addWidget(
            Paragraph(
                "此前录入的内容都已保存，刚才的这一步可能没有完成，请看一眼再继续。"
                "如再次出现，请复制下面的内容，交给软件维护人员。",
                TextSize.NOTE,
                Colour.SECONDARY,
            )
        )
        layout.addWidget(box, 1)
        layout.addLayout(buttons)
        self.resize(units(620), units(400))
        self.close_button.setFocus()

    def copy_details(self) -> None:
        """Put the details on the clipboard and say so on the button."""
        QGuiApplication.clipboard().setText(self._details)
        self.copy_button.setText("已复制")


class FaultReporter(QObject):
    """Opens the fault window, on the GUI thread, one at a time."""

    _reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: FaultWindow | None = None
        self._reported.connect(self._show, Qt.ConnectionType.AutoConnection)

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show the error; may be called from any thread. Also written to standard error."""
        details = fault_details(kind, error, trace)
        if sys.stderr is not None:
            print(details, file=sys.stderr)
        self._reported.emit(details)

    def _show(self, details: str) -> None:
        if self.window is not None and self.window.isVisible():
            # A fault in a repeated call would otherwise bury the screen under windows.
            return
        self.window = FaultWindow(details, QApplication.activeWindow())
        self.window.open()
