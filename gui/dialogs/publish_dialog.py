"""定评: number and day of the decision; afterwards the year is sealed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from evaluation.actions.notices import publish_year
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.widgets.date_field import DateField
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.text_field import TextField

__all__ = ["PublishDialog"]


class PublishDialog(FormDialog):
    """Shows what will be sealed and asks for the decision."""

    def __init__(
        self,
        bridge: OfficeBridge,
        facts: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """`facts`: the result of the round as pairs, for a last look."""
        year = bridge.head().year
        super().__init__(
            f"{year} 年度定评",
            "定评后本年度封存，成绩、结果和标准都不能再改；"
            "汇总表和年度评定表印上封存短码，供核对。",
            accept="定评封存",
            parent=parent,
        )
        self._bridge = bridge
        self.insert(KeyValueList(facts))
        self.form.add(
            "decision_number", "决定文号", TextField("如 示例旗组发〔2027〕3 号"), required=True
        )
        today = bridge.office.clock().date()
        day = self.form.add(
            "decided_on",
            "定评日期",
            DateField(near=today),
            note="在公示末日的次日以后。",
            required=True,
        )
        day.set_value(today.isoformat())
        self.form.field("decision_number").setFocus()

    def required(self) -> dict[str, str]:
        sentences = {
            "decision_number": "请填定评文件的文号或决定号。",
            "decided_on": "请填定评日期。",
        }
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        self._bridge.attempt(
            publish_year,
            round=self._bridge.round,
            decision_number=self.value("decision_number"),
            decided_on=self.value("decided_on"),
        )
