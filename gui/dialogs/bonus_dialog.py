"""加分 on one star, with its basis."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from evaluation.faults import Fault
from evaluation.numbers import show_plain
from evaluation.stars.sheets import Bonus
from gui.dialogs.boxes import Box
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.form import Form
from gui.widgets.number_field import NumberField
from gui.widgets.text_field import TextField

__all__ = ["BonusDialog"]


class BonusDialog(Box):
    """`enter` carries out the action and raises Fault, which is shown at the points."""

    def __init__(
        self,
        where: str,
        bonus: Bonus | None,
        enter: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"{where}：加分", "加分不参加加权，填 0 表示删去。超过上限的不能保存。", parent=parent
        )
        self._enter = enter
        self.form = Form(label_width=64)
        self.points = self.form.add("points", "加分", NumberField(unit="分"), required=True)
        self.basis = self.form.add("basis", "依据", TextField("文件名称和文号"), required=True)
        if bonus is not None:
            self.points.set_value(show_plain(bonus.points))
            self.basis.set_value(bonus.basis)
        self.inner.insertWidget(self.inner.count() - 1, self.form)
        self.cancel_button = QuietButton("取消")
        self.save_button = PrimaryButton("保存")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        self.save_button.setDefault(True)
        self.add_button(self.cancel_button)
        self.add_button(self.save_button)
        self.points.setFocus()

    def _save(self) -> None:
        if self.points.fault:
            return
        try:
            self._enter(self.points.editor.text(), self.basis.typed())
        except Fault as fault:
            self.points.set_fault(str(fault))
            return
        self.accept()
