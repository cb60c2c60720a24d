"""全年共用数据: figures such as 旗县平均, typed once for all villages of the year.

Each line is entered as soon as it is left; nothing is kept here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluation.actions.years import enter_shared_figure
from evaluation.faults import Fault
from evaluation.numbers import show_plain
from evaluation.rounds import SharedFigureValue
from evaluation.standard.model import Clause, Indicator, Standard
from gui.dialogs.boxes import Box
from gui.dialogs.form_dialog import typed_value
from gui.office_bridge import OfficeBridge
from gui.widgets.buttons import PrimaryButton
from gui.widgets.field import Field
from gui.widgets.form import Form
from gui.widgets.number_field import NumberField

__all__ = ["SharedFiguresDialog", "lacking_figures", "shared_figures_of"]

_KEPT = "登记过的数不能清空，请填正确的数。"


def _asked(clause: Clause) -> set[str]:
    base = "" if clause.figure is None else clause.figure.shared_base
    return {base, clause.shared_target} - {""}


def shared_figures_of(standard: Standard, indicator: Indicator) -> tuple[str, ...]:
    """The ids of the shared figures an indicator is reckoned with."""
    asked = set[str]().union(*(_asked(clause) for clause in indicator.clauses))
    return tuple(figure.id for figure in standard.shared_figures if figure.id in asked)


def lacking_figures(
    bridge: OfficeBridge, standard: Standard, indicator: Indicator
) -> tuple[str, ...]:
    """The names of the shared figures that an indicator needs and that nobody has entered."""
    known = _entered(bridge)
    wanted = shared_figures_of(standard, indicator)
    return tuple(
        figure.name
        for figure in standard.shared_figures
        if figure.id in wanted and figure.id not in known
    )


def _entered(bridge: OfficeBridge) -> dict[str, str]:
    return {
        item.figure: show_plain(item.value)
        for item in bridge.reader.find(SharedFigureValue, round=bridge.round)
    }


class SharedFiguresDialog(Box):
    """One line each, with its unit and the indicators that use it."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(
            "全年共用数据",
            "全年只填一次，各村都按它计算。离开一格即保存；审签开始以后不能再改。",
            parent=parent,
        )
        self.setWindowTitle("全年共用数据")
        self._bridge = bridge
        head = bridge.head()
        self.form = Form(label_width=150)
        known = _entered(bridge)
        for figure in head.standard.shared_figures:
            field = NumberField(minimum=None, unit=figure.unit, width=120)
            note = _users(head.standard, figure.id)
            self.form.add(figure.id, figure.name, field, note=note)
            field.set_value(_shown(known.get(figure.id, "")))
            field.setEnabled(not head.published)
            field.value_changed.connect(
                lambda value, key=figure.id, field=field: self._enter(key, field, value)
            )
        self.inner.insertWidget(self.inner.count() - 1, self.form)
        self.close_button = PrimaryButton("关闭")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.try_to_close)
        self.add_button(self.close_button)
        first = next(iter(head.standard.shared_figures), None)
        if first is not None:
            self.form.field(first.id).setFocus()

    def try_to_close(self) -> None:
        """Enter what still stands in a field; stay where something was refused."""
        for name in self.form.values():
            typed_value(self.form.field(name))
        if not self.form.has_faults():
            self.accept()

    def _enter(self, figure: str, field: Field, value: str) -> None:
        stored = _shown(_entered(self._bridge).get(figure, ""))
        if value == stored:
            return
        if not value:
            field.set_value(stored)
            field.set_fault(_KEPT)
            return
        try:
            self._bridge.attempt(
                enter_shared_figure, round=self._bridge.round, figure=figure, value=value
            )
        except Fault as fault:
            field.set_fault(str(fault))


def _shown(value: str) -> str:
    """As the field writes it: two decimals."""
    if not value:
        return ""
    whole, _, decimals = value.partition(".")
    return f"{whole}.{decimals:0<2}"


def _users(standard: Standard, figure: str) -> str:
    codes = [
        f"{item.code} {item.text}"
        for item in standard.indicators
        if figure in shared_figures_of(standard, item)
    ]
    return f"用于 {'、'.join(codes)}" if codes else "没有指标用到它"
