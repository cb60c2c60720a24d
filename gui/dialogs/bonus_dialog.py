"""加分 on one star, with its basis."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from evaluation.numbers import show_plain
from evaluation.stars.sheets import Bonus
from gui.dialogs.form_dialog import FormDialog
from gui.widgets.number_field import NumberField
from gui.widgets.text_field import TextField

__all__ = ["BonusDialog"]


class BonusDialog(FormDialog):
    """`enter` carries out the action with points and basis; what it refuses is shown here."""

    def __init__(
        self,
        where: str,
        bonus: Bonus | None,
        enter: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"{where}：加分",
            "加分不参加加权；填 0 表示删去。超过上限的不能保存。",
            label_width=64,
            parent=parent,
        )
        self._enter = enter
        self.points = self.form.add("points", "加分", NumberField(unit="分"), required=True)
        self.basis = self.form.add("basis", "依据", TextField("文件名称和文号"), required=True)
        if bonus is not None:
            self.points.set_value(show_plain(bonus.points))
            self.basis.set_value(bonus.basis)
        self.points.setFocus()

    def required(self) -> dict[str, str]:
        """The points must be given."""
        return {} if self.value("points") else {"points": "请填加多少分。"}

    def submit(self) -> None:
        """Enter the bonus."""
        self._enter(self.value("points"), self.value("basis"))
