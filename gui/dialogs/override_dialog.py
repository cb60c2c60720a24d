"""改拟定 / 改评定: a body changes a class, gives or takes a star, or decides a tie.

Points are never changed here, and what was computed stays visible beside the change.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from evaluation.actions.deliberation import (
    decide_tie,
    override_class,
    override_star,
    withdraw_override,
)
from evaluation.numbers import show
from evaluation.standard.model import AwardKind, Part, Standard
from evaluation.stars.outcome import Outcome, OutcomeState
from evaluation.steps.records import Override
from evaluation.views import VillageRow
from gui.dialogs.ask import ask_text
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.label import Label
from gui.widgets.text_field import TextArea, TextField
from gui.wording import word

__all__ = ["OverrideDialog", "change_words", "result_words"]

_CLASS, _GIVE, _TAKE, _TIE = "class", "give", "take", "tie"


def result_words(standard: Standard, outcome: Outcome) -> str:
    """A result in one line: 二类（一般）· 7 颗星 · 总分 812.40."""
    rating_class = standard.rating_class(outcome.rating_class or "")
    parts = [rating_class.name if rating_class is not None else word(outcome.state)]
    if standard.most_stars:
        parts.append(f"{outcome.stars_held} 颗星")
    if outcome.total is not None:
        parts.append(f"总分 {show(outcome.total, standard.shown_decimals)}")
    return " · ".join(parts)


def change_words(standard: Standard, before: Outcome, change: Override) -> str:
    """A change in words: 二类 → 一类, or 给产业兴旺星."""
    if change.subject == "class":
        names = {item.id: item.outward for item in standard.classes}
        earlier = names.get(before.rating_class or "", word(before.state))
        return f"{earlier} → {names.get(change.rating_class, change.rating_class)}"
    star = standard.star(change.subject)
    name = star.name if star is not None else change.subject
    return f"{'给' if change.given else '撤'}{name}"


class OverrideDialog(FormDialog):
    """Changes of one village by one body; those made before are listed and can be taken back."""

    def __init__(
        self,
        bridge: OfficeBridge,
        standard: Standard,
        part: Part,
        row: VillageRow,
        before: Outcome,
        changes: tuple[Override, ...],
        *,
        document: str = "",
        act_date: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`before`: the result without this body. `document`, `act_date`: of its meeting."""
        super().__init__(f"改{part.result}：{row.name}", parent=parent)
        self._bridge = bridge
        self._standard = standard
        self._part = part
        self._row = row
        self._before = before
        stage = "审核前" if before is not row.computed else "初评建议"
        self.insert(Label(f"{stage}　{result_words(standard, before)}", wrap=True))
        if row.vetoes:
            words = f"一票否决　{'；'.join(row.vetoes)}。有未解除的否决，类别不能高于否决后的类别。"
            self.insert(Label(words, TextSize.NOTE, Colour.FAULT, wrap=True))
        for change in changes:
            self.insert(self._change_line(change))
        kinds = self._kinds()
        kind = self.form.add("kind", "改什么", ChoiceField(kinds, width=220))
        kind.set_value(kinds[0][0])
        self._target = self.form.add("target", "改为", ChoiceField(width=220), required=True)
        self.form.add(
            "reason",
            "理由",
            TextArea("写明为什么改，会进入日志", lines=2),
            required=True,
        )
        basis = self.form.add(
            "document", "依据", TextField("文件名称、文号或会议纪要号"), required=True
        )
        basis.set_value(document)
        near = bridge.office.clock().date()
        day = self.form.add("act_date", "决定日期", DateField(near=near))
        day.set_value(act_date)
        kind.value_changed.connect(self._offer_targets)
        self._offer_targets(kinds[0][0])
        self._target.setFocus()

    def required(self) -> dict[str, str]:
        sentences = {
            "target": "请选择。",
            "reason": "请写明理由：改动结果必须留下理由。",
            "document": "请写明依据的文件或纪要号。",
        }
        return {name: words for name, words in sentences.items() if not self.value(name)}

    def submit(self) -> None:
        grounds = {
            "round": self._bridge.round,
            "village": self._row.id,
            "reason": self.value("reason"),
            "document": self.value("document"),
            "act_date": self.value("act_date"),
        }
        kind, target = self.value("kind"), self.value("target")
        if kind == _TIE:
            self._bridge.attempt(decide_tie, rating_class=target, **grounds)
        elif kind == _CLASS:
            self._bridge.attempt(override_class, part=self._part.id, rating_class=target, **grounds)
        else:
            self._bridge.attempt(
                override_star,
                part=self._part.id,
                star=target,
                given=1 if kind == _GIVE else 0,
                **grounds,
            )

    def _kinds(self) -> list[tuple[str, str]]:
        kinds = [(_CLASS, "类别")]
        if self._before.state is OutcomeState.UNDETERMINED:
            kinds.insert(0, (_TIE, "名额并列，裁定类别"))
        if self._standard.award is AwardKind.COUNTED:
            kinds += [(_GIVE, "给一颗星"), (_TAKE, "撤一颗星")]
        return kinds

    def _offer_targets(self, kind: str) -> None:
        if kind in (_CLASS, _TIE):
            choices = [
                (item.id, item.name)
                for item in self._standard.classes
                if item.id != self._before.rating_class
            ]
        else:
            held = {star.star for star in self._before.stars if star.held}
            choices = [
                (star.id, f"★{number} {star.name}")
                for number, star in enumerate(self._standard.stars, start=1)
                if (star.id in held) == (kind == _TAKE)
            ]
        self._target.set_choices(choices)
        self._target.set_value(choices[0][0] if len(choices) == 1 else "")

    def _change_line(self, change: Override) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(units(10))
        words = f"已改　{change_words(self._standard, self._before, change)}（{change.reason}）"
        layout.addWidget(Label(words, TextSize.BODY, wrap=True), 1)
        link = LinkButton("撤回这处改动")
        link.clicked.connect(lambda: self._withdraw(change))
        layout.addWidget(link)
        return line

    def _withdraw(self, change: Override) -> None:
        reason = ask_text(self, f"撤回{self._row.name}的改动", "写明为什么撤回，会进入日志。")
        if reason is None:
            return
        self.attempt(
            lambda: self._bridge.attempt(
                withdraw_override,
                round=self._bridge.round,
                village=self._row.id,
                part=change.part,
                subject=change.subject,
                reason=reason,
            )
        )
