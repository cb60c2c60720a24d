"""Minutes of the body that deliberates: number, day, 应到 实到, 回避."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from evaluation.actions.deliberation import record_meeting
from evaluation.standard.model import Part
from evaluation.steps.records import Meeting
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.number_field import NumberField
from gui.widgets.text_field import TextArea, TextField

__all__ = ["MeetingDialog"]

_WHOLE_ROUND = "*"


class MeetingDialog(FormDialog):
    """Records the meeting of one part, for one town or for the whole round."""

    def __init__(
        self,
        bridge: OfficeBridge,
        part: Part,
        towns: Sequence[tuple[str, str]],
        meeting: Meeting | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`towns`: (code, name); with more than one the official says whose meeting it was."""
        super().__init__(
            f"{part.name}的会议", "结果由会议集体研究，纪要号会写进上报材料。", parent=parent
        )
        self._bridge = bridge
        self._part = part
        if len(towns) > 1:
            choices = ((_WHOLE_ROUND, "全部乡镇"), *towns)
            town = self.form.add("town", "研究范围", ChoiceField(choices, width=200))
            town.set_value((meeting.town if meeting else "") or _WHOLE_ROUND)
        self.form.add("minutes", "纪要号", TextField("如 镇党委纪要〔2027〕2 号"), required=True)
        today = bridge.office.clock().date()
        self.form.add("held_on", "会议日期", DateField(near=today), required=True)
        for name, label in (("expected", "应到"), ("present", "实到")):
            self.form.add(name, label, NumberField(decimals=0, unit="人", width=72), required=True)
        self.form.add(
            "recused", "回避", TextField("如 1 人（某村联系领导）"), note="没有回避的不填。"
        )
        self.form.add("opinion", "会议意见", TextArea("如 同意上述拟定结果", lines=2))
        if meeting is not None:
            self.form.set_values(
                {
                    "minutes": meeting.minutes,
                    "held_on": meeting.held_on,
                    "expected": str(meeting.expected),
                    "present": str(meeting.present),
                    "recused": meeting.recused,
                    "opinion": meeting.opinion,
                }
            )
        self.form.field("minutes").setFocus()

    def required(self) -> dict[str, str]:
        sentences = {
            "minutes": "请填会议纪要号。",
            "held_on": "请填会议日期。",
            "expected": "请填应到人数。",
            "present": "请填实到人数。",
        }
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        town = self.value("town") if "town" in self.form.values() else ""
        self._bridge.attempt(
            record_meeting,
            round=self._bridge.round,
            part=self._part.id,
            minutes=self.value("minutes"),
            held_on=date.fromisoformat(self.value("held_on")).isoformat(),
            expected=int(self.value("expected")),
            present=int(self.value("present")),
            town="" if town == _WHOLE_ROUND else town,
            recused=self.value("recused"),
            opinion=self.value("opinion"),
        )
