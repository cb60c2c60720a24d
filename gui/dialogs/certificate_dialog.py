"""编号发证: gives the certificates their numbers, in the office's own order of villages."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from evaluation.actions.notices import issue_certificates
from evaluation.steps.calendar import calendar_of, next_working_day
from evaluation.steps.records import Holiday
from gui.dialogs.form_dialog import FormDialog
from gui.office_bridge import OfficeBridge
from gui.widgets.date_field import DateField

__all__ = ["CertificateDialog"]


class CertificateDialog(FormDialog):
    """Asks for the day that stands on the certificates."""

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(
            "编号发证",
            "按本单位排列的村序连续编号，编号登记后不再改变；发错的证书作废后另编新号。",
            accept="编号",
            parent=parent,
        )
        self._bridge = bridge
        day = self.form.add(
            "dated", "证书日期", DateField(), note="定评当日或以后的工作日。", required=True
        )
        decided = bridge.head().round.decided_on
        if decided:
            calendar = calendar_of(bridge.reader.find(Holiday))
            first = date.fromisoformat(decided)
            day.set_near(first)
            day.set_value(next_working_day(first - timedelta(days=1), calendar).isoformat())
        day.setFocus()

    def required(self) -> dict[str, str]:
        return {} if self.value("dated") else {"dated": "请填证书日期。"}

    def submit(self) -> None:
        self._bridge.attempt(
            issue_certificates, round=self._bridge.round, dated=self.value("dated")
        )
