"""The tab 年度: details of the round looked at, and the way to a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from evaluation.actions.years import set_round_details
from evaluation.rounds import Round, RoundState
from gui import theme
from gui.dialogs.new_year import NewYearDialog
from gui.office_bridge import OfficeBridge
from gui.pages.settings_part import SettingsPart, attempt_beside
from gui.theme import units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.text_field import TextField
from gui.wording import word

__all__ = ["YearSettings"]


class YearSettings(SettingsPart):
    """颁证单位, 证书字头, 否决截止日, what is shown before signing."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.dialog: NewYearDialog | None = None
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
        self.show_early = QCheckBox("签字前也显示离得星线的距离和类别")
        self.show_early.setFont(theme.font())
        self.form.add_widget("录入时", self.show_early)
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
        self.show_early.clicked.connect(self._set_early)
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
        ):
            if not field.fault:
                field.set_value(value)
        self.show_early.setChecked(bool(found.show_early))
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

    def _set_early(self, checked: bool) -> None:
        self._bridge.act(
            set_round_details, round=self._bridge.round, show_early=1 if checked else 0
        )
