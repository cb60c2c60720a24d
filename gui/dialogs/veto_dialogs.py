"""The windows of 一票否决: record a finding, decide it, lift it, with who would move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from evaluation.actions.vetoes import decide_veto, lift_veto, record_veto
from evaluation.faults import RatingFault
from evaluation.standard.model import VetoItem
from evaluation.vetoes.cases import CaseState, VetoCase
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.pages.veto_words import CaseRow, Moved, who_moves
from gui.theme import Colour, TextSize, units
from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph
from gui.widgets.text_field import TextArea, TextField

__all__ = ["DecideVetoDialog", "LiftVetoDialog", "MovedList", "RecordVetoDialog"]

_NAMED = 8


class MovedList(QWidget):
    """Who would move, under a heading; says so if nobody would."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label(heading, TextSize.BODY, bold=True)
        self.text = Paragraph("", TextSize.NOTE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, units(4), 0, units(4))
        column.setSpacing(units(4))
        column.addWidget(self.heading)
        column.addWidget(self.text)

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Show villages; the first ones by name, the rest as a number."""
        if not moved:
            self.text.set_text("按已签的结果，没有村的星数、类别和名次变动。")
            self.text.set_colour(Colour.SECONDARY)
            return
        lines = [f"{item.village}：{item.words}" for item in moved[:_NAMED]]
        if len(moved) > _NAMED:
            lines.append(f"另有 {len(moved) - _NAMED} 个村的名次变动。")
        self.text.set_text("\n".join(lines))
        self.text.set_colour(Colour.TEXT)


def _names(bridge: OfficeBridge) -> dict[str, str]:
    return {row.id: row.name for row in bridge.board().rows}


class RecordVetoDialog(FormDialog):
    """登记线索: only items with a 设定依据 can be chosen."""

    def __init__(
        self,
        bridge: OfficeBridge,
        items: Sequence[VetoItem],
        village: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "登记一票否决线索",
            "登记后还要认定才起作用；没有认定文件的不能登记。",
            accept="登记",
            parent=parent,
        )
        self._bridge = bridge
        near = bridge.office.clock().date()
        villages = tuple(_names(bridge).items())
        choices = [(item.id, f"{item.id} {item.text}") for item in items]
        add = self.form.add
        add("village", "嘎查村", ChoiceField(villages, width=240), required=True)
        add("item", "事项", ChoiceField(choices, width=0), required=True)
        add("fact", "事实", TextArea("时间、事项、责任人、后果", lines=2), required=True)
        add("document", "认定文件", TextField("文件名称和文号"), required=True)
        add("found_on", "查处日期", DateField(near=near))
        add("body", "认定机关", TextField("作出认定的机关"))
        add("starts", "起始日期", DateField(near=near))
        ends = add("ends", "截止日期", DateField(near=near))
        ends.editor.setPlaceholderText("不填：一直有效")
        if village in dict(villages):
            self.form.field("village").set_value(village)
        self.form.field("item" if village else "village").setFocus()

    def required(self) -> dict[str, str]:
        """Village, item, fact and document are musts."""
        sentences = {
            "village": "请选嘎查村。",
            "item": "请选事项。",
            "fact": "请写事实。",
            "document": "请填认定文件：一票否决必须有认定文件。",
        }
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        """Record the case."""
        self._bridge.attempt(
            record_veto,
            round=self._bridge.round,
            **{name: self.value(name) for name in self.form.values()},
        )


class DecideVetoDialog(FormDialog):
    """认定 or 不予认定 of a case that was reported."""

    def __init__(
        self, bridge: OfficeBridge, row: CaseRow, effects: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            f"认定：{row.village} {row.case.item}",
            f"{row.item}\n事实：{row.case.fact}\n文件：{row.case.document}\n效力：{effects}",
            accept="确定",
            parent=parent,
        )
        self._bridge = bridge
        self._case: VetoCase = row.case
        self.confirm = QRadioButton("认定")
        self.dismiss = QRadioButton("不予认定")
        self._group = QButtonGroup(self)
        choice = QWidget()
        line = QHBoxLayout(choice)
        line.setContentsMargins(0, units(5), 0, 0)
        line.setSpacing(units(18))
        for button in (self.confirm, self.dismiss):
            self._group.addButton(button)
            line.addWidget(button)
        line.addStretch(1)
        self.form.add_widget("处理 *", choice)
        near = bridge.office.clock().date()
        self.form.add("approved_by", "批准人", TextField("批准人或批准机关"), required=True)
        self.form.add("decided_on", "处理日期", DateField(near=near), required=True)
        self.moved = MovedList("认定后，结果会变的村")
        self.moved.show_moved(
            who_moves(bridge.reader, bridge.head(), _names(bridge), row.case, CaseState.CONFIRMED)
        )
        self.insert(self.moved)
        self.dismiss.toggled.connect(lambda chosen: self.moved.setVisible(not chosen))
        self.confirm.setFocus()

    def required(self) -> dict[str, str]:
        """Who approved it, and when."""
        sentences = {"approved_by": "请填批准人或批准机关。", "decided_on": "请填处理日期。"}
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        """Decide the case."""
        if self._group.checkedButton() is None:
            raise RatingFault("请选认定或不予认定。")
        self._bridge.attempt(
            decide_veto,
            round=self._bridge.round,
            village=self._case.village,
            number=self._case.number,
            confirmed=1 if self.confirm.isChecked() else 0,
            approved_by=self.value("approved_by"),
            decided_on=self.value("decided_on"),
        )


class LiftVetoDialog(FormDialog):
    """解除 of a confirmed case: why, by which document, and who moves through it."""

    def __init__(self, bridge: OfficeBridge, row: CaseRow, parent: QWidget | None = None) -> None:
        super().__init__(
            f"解除：{row.village} {row.case.item}",
            f"{row.item}\n解除后结果重新计算，该村的审核意见和公示随之撤下；其他否决登记照旧起作用。",
            accept="解除",
            parent=parent,
        )
        self._bridge = bridge
        self._case = row.case
        near = bridge.office.clock().date()
        self.form.add("lifted_on", "解除日期", DateField(near=near), required=True)
        self.form.add("reason", "理由", TextArea("为什么解除", lines=2), required=True)
        self.form.add("document", "解除文件", TextField("文件名称和文号"), required=True)
        self.moved = MovedList("解除后，结果会变的村")
        self.moved.show_moved(
            who_moves(bridge.reader, bridge.head(), _names(bridge), row.case, CaseState.LIFTED)
        )
        self.insert(self.moved)
        self.form.field("lifted_on").setFocus()

    def required(self) -> dict[str, str]:
        """Day, reason and document are musts."""
        sentences = {
            "lifted_on": "请填解除日期。",
            "reason": "请写理由。",
            "document": "请填解除文件。",
        }
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        """Lift the case."""
        self._bridge.attempt(
            lift_veto,
            round=self._bridge.round,
            village=self._case.village,
            number=self._case.number,
            **{name: self.value(name) for name in self.form.values()},
        )
