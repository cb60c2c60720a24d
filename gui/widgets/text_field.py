"""Text of one line or several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gui import theme
from gui.theme import TextSize, units
from gui.widgets.field import Field

__all__ = ["TextField"]


class TextField(Field):
    """One line, or `lines` lines. Blanks at both ends are dropped when editing ends."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        lines: int = 1,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`width` in units; 0 takes the whole width."""
        super().__init__(fault_below=True, parent=parent)
        self._value = ""
        self.editor: QLineEdit | QPlainTextEdit
        if lines == 1:
            line = QLineEdit()
            line.editingFinished.connect(self._finish)
            self.editor = line
        else:
            box = QPlainTextEdit()
            box.setTabChangesFocus(True)
            box.setFixedHeight(units(20 * lines + 12))
            box.installEventFilter(self)
            self.editor = box
        self.editor.setFont(theme.font(TextSize.BODY))
        self.editor.setPlaceholderText(placeholder)
        if width:
            self.editor.setFixedWidth(units(width))
        self._set_editor(self.editor, stretch=not width)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self._show(value)
        self.set_fault("")

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text from being changed; it can still be copied."""
        self.editor.setReadOnly(read_only)

    def typed(self) -> str:
        """Return what stands in the field now, finished or not."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.text()
        return self.editor.toPlainText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self._finish()
        return super().eventFilter(watched, event)

    def _show(self, text: str) -> None:
        if self.typed() == text:
            return
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
        else:
            self.editor.setPlainText(text)

    def _finish(self) -> None:
        typed = self.typed().strip()
        if typed != self._value:
            self._value = typed
            self.set_fault("")
            self.value_changed.emit(typed)
