"""Submits the results of a body: what is submitted, who signed on paper, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from evaluation.actions.deliberation import confirm_step
from evaluation.standard.model import Part
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.widgets.date_field import DateField
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.text_field import TextField

__all__ = ["SignOffDialog", "Submission"]


@dataclass(frozen=True)
class Submission:
    """What is put in: `button` names it (提交拟定结果); `facts` are shown for a last look.

    villages: ids, () for all; town: code, "" for all. `document` and `held_on` propose the
    minutes and the day of the meeting.
    """

    part: Part
    button: str
    facts: tuple[tuple[str, str], ...]
    signatories: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    town: str = ""
    document: str = ""
    held_on: str = ""


class SignOffDialog(FormDialog):
    """Signs every village of the submission that is not signed yet."""

    def __init__(
        self, bridge: OfficeBridge, submission: Submission, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            submission.button,
            "提交后结果不能直接改；要改先撤回该村的审签，并写明原因。",
            accept="提交",
            parent=parent,
        )
        self._bridge = bridge
        self._submission = submission
        self.insert(KeyValueList(submission.facts))
        hint = "、".join(submission.signatories) or "负责人"
        self.form.add("signed_by", "纸质已签", TextField(f"签字人姓名（{hint}）"), required=True)
        near = bridge.office.clock().date()
        day = self.form.add("act_date", "签字日期", DateField(near=near), required=True)
        document = self.form.add("document", "依据", TextField("会议纪要号"))
        day.set_value(submission.held_on)
        document.set_value(submission.document)
        self.form.field("signed_by").setFocus()

    def required(self) -> dict[str, str]:
        sentences = {"signed_by": "请填在纸质表上签字的人。", "act_date": "请填签字日期。"}
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        self._bridge.attempt(
            confirm_step,
            round=self._bridge.round,
            part=self._submission.part.id,
            signed_by=self.value("signed_by"),
            act_date=date.fromisoformat(self.value("act_date")).isoformat(),
            villages=self._submission.villages,
            town=self._submission.town,
            document=self.value("document"),
        )
