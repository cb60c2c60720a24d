"""签字 of a 测评汇总表: who counted and watched, and on which day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluation.actions.ballots import seal_ballot
from evaluation.standard.model import Step
from gui.dialogs.form_dialog import FormDialog
from gui.dialogs.signing_fields import SigningFields
from gui.office_bridge import OfficeBridge
from gui.widgets.key_value_list import KeyValueList

__all__ = ["BallotSignDialog"]


class BallotSignDialog(FormDialog):
    """`facts` are shown for a last look at what is signed."""

    def __init__(
        self,
        bridge: OfficeBridge,
        village: str,
        village_name: str,
        step: Step,
        year: int,
        facts: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"{village_name} · {step.short}签字",
            "请照测评汇总表填写签字人和签字日期；签字后不能再改，要改只能重新测评。",
            accept="签字",
            parent=parent,
        )
        self._bridge = bridge
        self._village = village
        self.insert(KeyValueList(facts))
        self.signing = SigningFields(self, bridge, step, year, village, "ballot")
        self.signing.focus()

    def required(self) -> dict[str, str]:
        """Everybody signs, on a day."""
        return self.signing.missing()

    def submit(self) -> None:
        """Sign the count."""
        self._bridge.attempt(
            seal_ballot,
            round=self._bridge.round,
            village=self._village,
            signed_by=self.signing.signed_by(),
            act_date=self.signing.day.value(),
        )
        self.signing.keep()
