"""异议: registering one, handing it to somebody, answering and closing it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from evaluation.actions.notices import answer_objection, assign_objection, receive_objection
from evaluation.steps.records import Objection
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize
from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.widgets.text_field import TextArea, TextField

__all__ = ["AnswerObjectionDialog", "AssignObjectionDialog", "ReceiveObjectionDialog"]

_CHANNELS = ("电话", "来信", "来访", "网络", "其他")
_ANONYMOUS = "匿名"
_SENDERS = ("实名", _ANONYMOUS, "单位（盖章）")
_STANDS, _CHANGES = "0", "1"


class ReceiveObjectionDialog(FormDialog):
    """Enters an objection as it came in."""

    def __init__(
        self,
        bridge: OfficeBridge,
        villages: Sequence[tuple[str, str]],
        village: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`villages`: (id, name) of those that can be objected to; `village` is proposed."""
        super().__init__(
            "登记异议", "收到一件登记一件。办结前该村不能结束公示。", accept="登记", parent=parent
        )
        self._bridge = bridge
        chosen = self.form.add(
            "village", "对哪个村", ChoiceField(villages, width=220), required=True
        )
        chosen.set_value(village)
        today = bridge.office.clock().date()
        day = self.form.add("received_on", "收到日期", DateField(near=today), required=True)
        day.set_value(today.isoformat())
        channel = self.form.add(
            "channel", "方式", ChoiceField([(word, word) for word in _CHANNELS], width=140)
        )
        channel.set_value(_CHANNELS[0])
        sender = self.form.add(
            "sender", "署名", ChoiceField([(word, word) for word in _SENDERS], width=140)
        )
        sender.set_value(_SENDERS[0])
        self.form.add("name", "反映人", TextField("实名填姓名，单位填全称；匿名不填"))
        self.form.add("content", "内容", TextArea("反映了什么，一件一事", lines=3), required=True)
        self.form.field("village" if not village else "content").setFocus()

    def required(self) -> dict[str, str]:
        sentences = {
            "village": "请选择嘎查村。",
            "received_on": "请填收到日期。",
            "content": "请写明异议内容。",
        }
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        sender, name = self.value("sender"), self.value("name")
        anonymous = sender == _ANONYMOUS
        self._bridge.attempt(
            receive_objection,
            round=self._bridge.round,
            village=self.value("village"),
            received_on=self.value("received_on"),
            channel=self.value("channel"),
            from_whom=sender if anonymous or not name else f"{sender}：{name}",
            content=self.value("content"),
        )


class AssignObjectionDialog(FormDialog):
    """Hands an objection to whoever looks into it."""

    def __init__(
        self,
        bridge: OfficeBridge,
        objection: Objection,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`name`: that of the village."""
        super().__init__(
            f"交办第 {objection.number} 号异议（{name}）", accept="交办", parent=parent
        )
        self._bridge = bridge
        self._objection = objection
        self.insert(Paragraph(objection.content, TextSize.NOTE, Colour.SECONDARY))
        self.form.add("assigned_to", "承办人", TextField("姓名和单位"), required=True)
        self.form.set_values({"assigned_to": objection.assigned_to})
        self.form.field("assigned_to").setFocus()

    def required(self) -> dict[str, str]:
        return {} if self.value("assigned_to") else {"assigned_to": "请填承办人。"}

    def submit(self) -> None:
        self._bridge.attempt(
            assign_objection,
            round=self._bridge.round,
            number=self._objection.number,
            assigned_to=self.value("assigned_to"),
        )


class AnswerObjectionDialog(FormDialog):
    """Finding, effect on the result, reply; closes the objection."""

    def __init__(
        self,
        bridge: OfficeBridge,
        objection: Objection,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """`name`: that of the village."""
        super().__init__(
            f"办结第 {objection.number} 号异议（{name}）", accept="办结", parent=parent
        )
        self._bridge = bridge
        self._objection = objection
        self._name = name
        self.insert(Paragraph(objection.content, TextSize.NOTE, Colour.SECONDARY))
        self.form.add("finding", "核查结论", TextArea("查清了什么", lines=3), required=True)
        effect = self.form.add(
            "changes_result",
            "对结果",
            ChoiceField(((_STANDS, "不影响评定结果"), (_CHANGES, "要改评定结果")), width=220),
            required=True,
        )
        effect.value_changed.connect(self._tell_effect)
        self.effect_bar = NoticeBar("warning")
        self.inner.insertWidget(self.inner.indexOf(self.form) + 1, self.effect_bar)
        self.form.add("effect", "怎样改", TextField("如 4.1 补扣 6 分"))
        anonymous = objection.from_whom == _ANONYMOUS
        self.form.add(
            "reply",
            "办理情况" if anonymous else "答复",
            TextArea("匿名的写怎样办理" if anonymous else "怎样答复反映人", lines=3),
            required=True,
        )
        today = bridge.office.clock().date()
        day = self.form.add("closed_on", "办结日期", DateField(near=today), required=True)
        day.set_value(today.isoformat())
        self.form.field("finding").setFocus()

    def required(self) -> dict[str, str]:
        sentences = {
            "finding": "请写明核查结论。",
            "changes_result": "请选择是否影响评定结果。",
            "reply": "请写明答复（匿名的写办理情况）。",
            "closed_on": "请填办结日期。",
        }
        found = {name: words for name, words in sentences.items() if not self.value(name)}
        if self.value("changes_result") == _CHANGES and not self.value("effect"):
            found["effect"] = "请写明结果要怎样改。"
        return found

    def submit(self) -> None:
        self._bridge.attempt(
            answer_objection,
            round=self._bridge.round,
            number=self._objection.number,
            finding=self.value("finding"),
            reply=self.value("reply"),
            closed_on=self.value("closed_on"),
            changes_result=int(self.value("changes_result")),
            effect=self.value("effect"),
        )

    def _tell_effect(self, value: str) -> None:
        words = (
            f"办结后{self._name}的审签和公示作废：退回相关表改正，重新审签，再按同样天数公示。"
            "其他村不受影响。"
        )
        self.effect_bar.say("warning", words if value == _CHANGES else "")
        self.fit()
