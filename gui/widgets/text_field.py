"""Text of one line, and text of several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gui import theme
from gui.theme import TextSize, units
from gui.widgets.field import Field

__all__ = ["TextArea", "TextField"]


class _Text(Field):
    """What both have in common: blanks at both ends are dropped when editing ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fault_below=True, parent=parent)
        self._value = ""

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        self._value = value
        self._show(value)
        self.set_fault("")

    def typed(self) -> str:
        """Return what stands in the field now, finished or not."""
        raise NotImplementedError

    def _show(self, text: str) -> None:
        raise NotImplementedError

    def _finish(self) -> None:
        typed = self.typed().strip()
        if typed != self._value:
            self._value = typed
            self.set_fault("")
            self.value_changed.emit(typed)


class TextField(_Text):
    """One line."""

    def __init__(
        self, placeholder: str = "", *, width: int = 0, parent: QWidget | None = None
    ) -> None:
        """`width` in units; 0 takes the whole width."""
        super().__init__(parent)
        self.editor = QLineEdit()
        self.editor.setFont(theme.font(TextSize.BODY))
        self.editor.setPlaceholderText(placeholder)
        self.editor.editingFinished.connect(self._finish)
        if width:
            self.editor.setFixedWidth(units(width))
        self._set_editor(self.editor, stretch=not width)

    def typed(self) -> str:
        return self.editor.text()

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text from being changed; it can still be copied."""
        self.editor.setReadOnly(read_only)

    def _show(self, text: str) -> None:
        self.editor.setText(text)


class TextArea(_Text):
    """Several lines; editing ends when the field is left, Tab goes on to the next field."""

    def __init__(
        self, placeholder: str = "", *, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        """`lines` is the height; longer text scrolls."""
        super().__init__(parent)
        self.editor = QPlainTextEdit()
        self.editor.setFont(theme.font(TextSize.BODY))
        self.editor.setPlaceholderText(placeholder)
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(units(20 * lines + 12))
        self.editor.installEventFilter(self)
        self._set_editor(self.editor, stretch=True)

    def typed(self) -> str:
        return self.editor.toPlainText()

    def set_read_only(self, read_only: bool) -> None:
        """Keep the text from being changed; it can still be copied."""
        self.editor.setReadOnly(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self._finish()
        return super().eventFilter(watched, event)

    def _show(self, text: str) -> None:
        # Setting the same text again would throw away what can be undone.
        if self.editor.toPlainText() != text:
            self.editor.setPlainText(text)
