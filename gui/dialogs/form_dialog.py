"""A window with a form: a heading, fields, the refusals of the office, 取消 and one button.

The form scrolls; the buttons, and above them what is refused as a list, do not. What was
typed stays.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from evaluation.faults import Fault, RegisterFault
from gui.dialogs.ask import show_fault
from gui.dialogs.boxes import Box
from gui.theme import units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.field import Field
from gui.widgets.form import Form
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.text_field import TextArea, TextField

__all__ = ["FormDialog", "refusal_text", "typed_value"]

_NAMED = 4
_HIGHEST = 490


def typed_value(field: Field) -> str:
    """Return what stands in a field now, taken over as if editing had ended."""
    if isinstance(field, (TextArea, TextField)):
        return field.typed().strip()
    editor = field.focusProxy()
    if isinstance(editor, QLineEdit):
        editor.editingFinished.emit()
    return field.value()


class FormDialog(Box):
    """`form` takes the fields; `submit` carries out the action and may raise a Fault."""

    def __init__(
        self,
        heading: str,
        sentences: str = "",
        *,
        accept: str = "保存",
        label_width: int = 96,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heading, sentences, parent=parent)
        self.setWindowTitle(heading)
        self.form = Form(label_width=label_width)
        self.refusal = NoticeBar("fault")
        # Room for the scroll bar, which lies over the content.
        self.inner.setContentsMargins(0, 0, units(10), 0)
        # Before the stretch that keeps short contents at the top.
        self.inner.insertWidget(self.inner.count() - 1, self.form)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.refusal)
        self.cancel_button = QuietButton("取消")
        self.accept_button = PrimaryButton(accept)
        self.accept_button.setDefault(True)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.try_to_submit)
        self.add_button(self.cancel_button)
        self.add_button(self.accept_button)

    def insert(self, widget: QWidget) -> None:
        """Put a widget between the heading and the form."""
        self.inner.insertWidget(self.inner.indexOf(self.form), widget)

    def value(self, name: str) -> str:
        """Return what stands in a field of the form."""
        return typed_value(self.form.field(name))

    def submit(self) -> None:
        """Carry out the action. Raises what the office refuses."""
        raise NotImplementedError

    def required(self) -> dict[str, str]:
        """Return the sentences of fields that must be filled first, by name."""
        return {}

    def try_to_submit(self) -> None:
        """Submit and close, or show why not."""
        self.refusal.clear()
        for name in self.form.values():
            typed_value(self.form.field(name))
        if self.form.has_faults():
            return
        self.form.set_faults(self.required())
        if self.form.has_faults():
            return
        self.attempt(self.submit)

    def fit(self) -> None:
        """Take the height the contents need, as far as the smallest screen has it."""
        self.resize(self.width(), min(self.sizeHint().height(), units(_HIGHEST)))

    def attempt(self, work: Callable[[], object], *, closing: bool = True) -> bool:
        """Do some work; show its refusal here. Whether it was done."""
        try:
            work()
        except RegisterFault as fault:
            show_fault(self, fault)
            return False
        except Fault as fault:
            self.refusal.say("fault", refusal_text(fault))
            self.fit()
            return False
        if closing:
            self.accept()
        return True


def refusal_text(fault: Fault) -> str:
    """A fault as lines for a notice: its sentence and the first places, each with a dot."""
    lines = [fault.message, *(f"· {place}" for place in fault.places[:_NAMED])]
    if len(fault.places) > _NAMED:
        lines.append(f"· 另有 {len(fault.places) - _NAMED} 处")
    return "\n".join(lines)
