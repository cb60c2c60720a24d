"""The fields by which a signature on paper is recorded: names by role, and the day."""

from __future__ import annotations

from datetime import date

from evaluation.standard.model import Step
from evaluation.steps.calendar import planned_day
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.text_field import TextField

__all__ = ["SigningFields"]

_SEPARATOR = "、"


class SigningFields:
    """One field for each signatory of a step, then the day."""

    def __init__(self, form: Form, step: Step, year: int) -> None:
        self._form = form
        roles = step.signatories or ("负责人",)
        self.names = [
            form.add(f"signer{number}", role, TextField("姓名"), required=True)
            for number, role in enumerate(roles)
        ]
        near = planned_day(year, step.closes) or date(year, 12, 31)
        self.day = form.add("day", "签字日期", DateField(near=near), required=True)

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
        """Put the cursor into the first name."""
        self.names[0].setFocus()
