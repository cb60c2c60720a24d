"""The tab 年度: details of the round looked at, how it is worked on, and the way to a new one."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from evaluation.actions.planning import plan_year
from evaluation.actions.years import set_round_details
from evaluation.faults import Fault, RatingFault
from evaluation.rounds import Round, RoundState
from gui import theme
from gui.dialogs.new_year import NewYearDialog
from gui.dialogs.step_dates import StepDatesDialog
from gui.office_bridge import OfficeBridge
from gui.pages.settings_part import SettingsPart, attempt_beside
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.text_field import TextField
from gui.wording import word

__all__ = ["YearSettings"]

_SWITCHES = (
    (
        "second_check",
        "校对",
        "录入要由第二个人校对",
        "签了字的评分表和测评票，要由另一个人校对一致才算数。有审签以后不能再开关，定评后不能改。",
    ),
    (
        "blind",
        "背靠背",
        "考评人之间看不到对方没有签字的初评打分",
        "几个考评人各打各的分，签字以后才互相看得到。定评以前随时可以开关。",
    ),
    (
        "evidence_due",
        "附件",
        "初评扣分要附依据文件",
        "初评失了分的指标没有照片、扫描件等附件的，数据校核列为必须改，不能签字。定评以前可以开关。",
    ),
    (
        "show_early",
        "录入时",
        "签字前也显示离得星线的距离和类别",
        "不勾选的，录入人在签字以后才看到差几分得星，打分不受影响。定评以前随时可以开关。",
    ),
)
"""Switches of a round: name, label, what it does, and a sentence about it."""


class _Switch(QWidget):
    """A box to tick with a sentence below it."""

    def __init__(self, words: str, note: str) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self.box.setFont(theme.font())
        self.box.setMinimumHeight(units(32))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        column.addWidget(Label(note, TextSize.NOTE, Colour.FAINT, wrap=True))


class YearSettings(SettingsPart):
    """颁证单位, 证书字头, 否决截止日, the planned day of 定评, and the switches."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.dialog: QDialog | None = None
        self.card = Card("年度")
        self.notice = NoticeBar()
        self.form = Form()
        self.issuer = self.form.add(
            "issuer", "颁证单位", TextField(), note="写在证书落款处，应是有公章的单位。"
        )
        self.prefix = self.form.add(
            "certificate_prefix", "证书字头", TextField(), note="证书编号如 XJ2026-2。"
        )
        self.cutoff = self.form.add(
            "cutoff",
            "否决截止日",
            DateField(),
            note="一票否决案件的起止日期包含这一天的，才对本年度起作用。",
        )
        self.planned_on = self.form.add(
            "planned_on",
            "计划定评日",
            DateField(near=date(bridge.office.clock().year + 1, 1, 20)),
            note="各步的截止日期从这一天往前倒排，空着就用评定标准里的日期。定评以前随时可以改。",
        )
        self.plan_button = QuietButton("各步日程…", icon_name="calendar")
        plan = QWidget()
        line = QHBoxLayout(plan)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.plan_button)
        line.addStretch(1)
        self.form.add_widget("", plan)
        self.switches: dict[str, QCheckBox] = {}
        for name, label, words, note in _SWITCHES:
            switch = _Switch(words, note)
            self.form.add_widget(label, switch)
            self.switches[name] = switch.box
            switch.box.clicked.connect(lambda checked, name=name: self._switch(name, checked))
        self.new_button = QuietButton("新建年度…", icon_name="plus")
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addWidget(self.new_button)
        buttons.addStretch(1)
        self.card.add(self.notice)
        self.card.add(self.form)
        self.column.addWidget(self.card)
        self.column.addLayout(buttons)
        for name, field in (
            ("issuer", self.issuer),
            ("certificate_prefix", self.prefix),
            ("cutoff", self.cutoff),
        ):
            field.value_changed.connect(
                lambda value, name=name, field=field: attempt_beside(
                    bridge, field, set_round_details, round=bridge.round, **{name: value}
                )
            )
        self.planned_on.value_changed.connect(
            lambda value: attempt_beside(
                bridge, self.planned_on, plan_year, round=bridge.round, planned_on=value
            )
        )
        self.plan_button.clicked.connect(self.open_plan)
        self.new_button.clicked.connect(self.begin_new)

    def refresh(self) -> None:
        """Read the round again."""
        found = self._bridge.reader.get(Round, self._bridge.round) if self._bridge.round else None
        self.card.setVisible(found is not None)
        if found is None:
            return
        self.card.set_title(f"{found.year} 年度　{found.unit}　{word(found.state)}")
        for field, value in (
            (self.issuer, found.issuer),
            (self.prefix, found.certificate_prefix),
            (self.cutoff, found.cutoff),
            (self.planned_on, found.planned_on),
        ):
            if not field.fault:
                field.set_value(value)
        self.planned_on.set_near(date(found.year + 1, 1, 20))
        for name, box in self.switches.items():
            box.setChecked(bool(getattr(found, name)))
        closed = found.state is RoundState.PUBLISHED
        self.form.setEnabled(not closed)
        if closed:
            self.notice.say("info", f"{found.year} 年度已经定评封存，这些设置不能再改。")
        else:
            self.notice.clear()

    def begin_new(self) -> None:
        """Open the window for a new year."""
        self.dialog = NewYearDialog(self._bridge, self.window())
        self.dialog.open()

    def open_plan(self) -> None:
        """Open the window with the days of all steps."""
        try:
            board = self._bridge.board()
        except RatingFault as fault:
            self.notice.say("fault", str(fault))
            return
        self.dialog = StepDatesDialog(self._bridge, board, self.window())
        self.dialog.open()

    def _switch(self, name: str, checked: bool) -> None:
        """Turn a switch; one that is refused goes back."""
        try:
            self._bridge.attempt(
                set_round_details, round=self._bridge.round, **{name: int(checked)}
            )
        except Fault as fault:
            self.switches[name].setChecked(not checked)
            self.notice.say("fault", str(fault))
