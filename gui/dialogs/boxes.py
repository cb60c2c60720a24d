"""The small windows behind `gui.dialogs.ask`: a question, a text, a fault.

Each has its text above in a scrolling area and its buttons outside it, so that a long list
never pushes the buttons off a small screen.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.icons import pixmap
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph
from gui.widgets.text_field import TextArea, TextField

__all__ = ["Box", "FaultBox", "QuestionBox", "TextBox"]

_WIDTH = 460
_LARGEST_SHARE = 0.8


class _FittingArea(QScrollArea):
    """A scroll area as high as its content, up to most of the screen."""

    def sizeHint(self) -> QSize:
        content = self.widget()
        inner = content.layout()
        width = units(_WIDTH) - 2 * units(20)
        height = inner.heightForWidth(width) if inner is not None else -1
        wanted = max(height, content.sizeHint().height() if height < 0 else 0)
        screen = QGuiApplication.primaryScreen().availableGeometry().height()
        return QSize(width, min(wanted, round(screen * _LARGEST_SHARE) - units(120)))


class Box(QDialog):
    """A heading, sentences, room for a field, and a row of buttons."""

    def __init__(
        self,
        heading: str,
        sentences: str = "",
        *,
        icon_name: str = "",
        icon_colour: str = Colour.ACCENT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("星级评定")
        content = QWidget()
        self.inner = QVBoxLayout(content)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.setSpacing(units(8))
        head = QHBoxLayout()
        head.setSpacing(units(8))
        if icon_name:
            sign = Label("")
            sign.setPixmap(
                pixmap(icon_name, units(20), icon_colour, scale=self.devicePixelRatioF())
            )
            head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(heading, TextSize.TITLE, bold=True, wrap=True), 1)
        self.inner.addLayout(head)
        if sentences:
            self.inner.addWidget(Paragraph(sentences, TextSize.BODY, Colour.SECONDARY))
        self.inner.addStretch(1)
        area = _FittingArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(units(10))
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        margin = units(20)
        layout.setContentsMargins(margin, margin, margin, units(16))
        layout.setSpacing(units(16))
        layout.addWidget(area, 1)
        layout.addLayout(self.buttons)
        self.setMinimumWidth(units(_WIDTH))

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the right end of the row."""
        self.buttons.addWidget(button)


class QuestionBox(Box):
    """A question with two answers; accepted means yes."""

    def __init__(
        self,
        question: str,
        detail: str,
        yes: str,
        no: str,
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(question, detail, icon_name="warning" if danger else "", parent=parent)
        self.no_button = QuietButton(no)
        self.yes_button = PrimaryButton(yes)
        self.no_button.clicked.connect(self.reject)
        self.yes_button.clicked.connect(self.accept)
        self.add_button(self.no_button)
        self.add_button(self.yes_button)
        first = self.no_button if danger else self.yes_button
        first.setAutoDefault(True)
        first.setDefault(True)
        first.setFocus()


class TextBox(Box):
    """A question answered in writing; 确定 works once something is written."""

    def __init__(
        self,
        question: str,
        detail: str = "",
        value: str = "",
        *,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(question, detail, parent=parent)
        self.field: TextField | TextArea = TextField() if lines == 1 else TextArea(lines=lines)
        self.field.set_value(value)
        self.inner.insertWidget(self.inner.count() - 1, self.field)
        self.no_button = QuietButton("取消")
        self.yes_button = PrimaryButton("确定")
        self.no_button.clicked.connect(self.reject)
        self.yes_button.clicked.connect(self.accept)
        self.add_button(self.no_button)
        self.add_button(self.yes_button)
        self.field.editor.textChanged.connect(self._follow_text)
        if lines == 1:
            self.yes_button.setDefault(True)
        self.field.setFocus()
        self._follow_text()

    def text(self) -> str:
        """Return what stands in the field, without blanks at its ends."""
        return self.field.typed().strip()

    def _follow_text(self) -> None:
        self.yes_button.setEnabled(bool(self.text()))


class FaultBox(Box):
    """A sentence to be read, with a copy button where it is the machine's fault."""

    def __init__(
        self, heading: str, sentences: str, *, grave: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            heading,
            sentences,
            icon_name="mark-fault" if grave else "info",
            icon_colour=Colour.SECONDARY,
            parent=parent,
        )
        self._words = f"{heading}\n{sentences}"
        if grave:
            self.copy_button = QuietButton("复制")
            self.copy_button.clicked.connect(self._copy)
            self.add_button(self.copy_button)
        self.close_button = PrimaryButton("知道了")
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        self.add_button(self.close_button)
        self.close_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self.copy_button.setText("已复制")
