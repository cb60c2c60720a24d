"""The fields by which a signature on paper is recorded: names by role, and the day.

What was signed last may stand there again for the next sheet, to be looked at and accepted.
Nothing but names and a day is ever offered, and only what somebody typed here before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from evaluation.standard.model import Step, StepKind
from evaluation.steps.calendar import planned_day
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize
from gui.widgets.date_field import DateField
from gui.widgets.paragraph import Paragraph
from gui.widgets.text_field import TextField

__all__ = ["SigningFields"]

_SEPARATOR = "、"


@dataclass(frozen=True, slots=True)
class _Signed:
    """What was accepted last: the names by role, the day as ISO text."""

    names: tuple[str, ...] = ()
    day: str = ""


_last: WeakKeyDictionary[OfficeBridge, dict[tuple[str, ...], _Signed]] = WeakKeyDictionary()
"""By office, then by who types and which paper of which round; of 自评 each village its own."""


class SigningFields(QObject):
    """One field for each signatory of a step, then the day; Enter goes from one to the next.

    Ctrl Enter accepts from anywhere in the dialog. `offered`: whether all of it stands there
    already. Of 自评 only the day and the village's own names are offered: each village has its
    own secretary.
    """

    def __init__(
        self,
        dialog: FormDialog,
        bridge: OfficeBridge,
        step: Step,
        year: int,
        village: str,
        paper: str,
    ) -> None:
        """`paper`: what tells this kind of paper from others of the step (复核)."""
        super().__init__(dialog)
        self._dialog = dialog
        self._known = _last.setdefault(bridge, {})
        self._kind = (bridge.actor, bridge.round, step.id, paper)
        apart = step.kind is StepKind.SELF
        self._names_of = (*self._kind, village) if apart else self._kind
        self.after: Callable[[], None] = dialog.try_to_submit
        """What Enter in the last field does."""
        roles = step.signatories or ("负责人",)
        self.names = [
            dialog.form.add(f"signer{number}", role, TextField("姓名"), required=True)
            for number, role in enumerate(roles)
        ]
        near = planned_day(year, step.closes) or date(year, 12, 31)
        self.day = dialog.form.add("day", "签字日期", DateField(near=near), required=True)
        self._editors: list[QLineEdit] = [*(item.editor for item in self.names), self.day.editor]
        for editor in self._editors:
            editor.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), dialog)
            # The same key opened the dialog: held down it must not accept it unseen.
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(dialog.try_to_submit)
        self._offer()

    @property
    def offered(self) -> bool:
        """Whether every name and the day stand there already."""
        return not self.missing()

    def signed_by(self) -> str:
        """The names in the order of the step's signatories."""
        return _SEPARATOR.join(name for item in self.names if (name := item.typed().strip()))

    def missing(self) -> dict[str, str]:
        """Sentences for the fields that are empty, by name."""
        empty = {
            f"signer{number}": "请填签字人姓名。"
            for number, item in enumerate(self.names)
            if not item.typed().strip()
        }
        if not self.day.value():
            empty["day"] = "请填签字日期。"
        return empty

    def focus(self) -> None:
        """Put the cursor into the first name; what is typed replaces what stands there."""
        self._reach(0)

    def keep(self) -> None:
        """What stands in the fields was signed: offer it for the next sheet."""
        names = tuple(item.typed().strip() for item in self.names)
        self._known[self._names_of] = _Signed(names, self.day.value())
        self._known[self._kind] = _Signed(
            names if self._names_of == self._kind else (), self.day.value()
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, editor: QObject) -> None:
        following = [id(item) for item in self._editors].index(id(editor)) + 1
        if following < len(self._editors):
            self._reach(following)
        else:
            self.after()

    def _reach(self, place: int) -> None:
        self._editors[place].setFocus()
        self._editors[place].selectAll()

    def _offer(self) -> None:
        names = self._known.get(self._names_of, _Signed()).names
        for item, name in zip(self.names, names, strict=False):
            item.set_value(name)
        self.day.set_value(self._known.get(self._kind, _Signed()).day)
        what = "姓名和日期" if any(names) else "日期"
        if self.day.value():
            words = f"{what}是上一次签字时填的，请对照纸质表，不同的改过来。"
            self._dialog.insert(Paragraph(words, TextSize.NOTE, Colour.SECONDARY))
