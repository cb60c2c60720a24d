"""Who proof-read, and on which day: two fields that every way of 校对 asks for."""

from __future__ import annotations

from datetime import date

from gui.dialogs.form_dialog import typed_value
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.text_field import TextField

__all__ = ["ProofSigning"]


class ProofSigning:
    """校对人 and 校对日期 in a form."""

    def __init__(self, checked_by: str, day: str, form: Form | None = None) -> None:
        """`day`: ISO, also tells the year of a date typed without one."""
        self.form = form or Form(label_width=72)
        self._name = self.form.add("checked_by", "校对人", TextField("姓名"), required=True)
        near = date.fromisoformat(day)
        self._day = self.form.add("act_date", "校对日期", DateField(near=near), required=True)
        self._name.set_value(checked_by)
        self._day.set_value(day)

    def checked_by(self) -> str:
        """The name as typed."""
        return typed_value(self._name)

    def day(self) -> str:
        """The day in ISO text, "" for none."""
        return typed_value(self._day)

    def missing(self) -> dict[str, str]:
        """Sentences for what is not filled, by field."""
        empty: dict[str, str] = {}
        if not self.checked_by():
            empty["checked_by"] = "请填校对人姓名。"
        if not self.day():
            empty["act_date"] = "请填校对日期。"
        return empty

    def complete(self) -> bool:
        """Whether both are filled; else says which is not."""
        self.checked_by()
        self.day()
        if self.form.has_faults():
            return False
        self.form.set_faults(self.missing())
        return not self.form.has_faults()
