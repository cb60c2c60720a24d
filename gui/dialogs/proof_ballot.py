"""重录测评: the 计票单 typed once more into empty fields by a second person.

Shows nothing of what is stored; what was typed is compared and not kept.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluation.actions.proofs import rekey_ballot
from evaluation.faults import Fault, RegisterFault
from evaluation.standard.model import BallotRules
from gui.dialogs.ask import ask_yes_no, show_fault
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.form_dialog import refusal_text
from gui.office_bridge import OfficeBridge
from gui.pages.ballot_form import BallotForm
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.label import ElidedLabel
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph

__all__ = ["RekeyBallotDialog"]

_WIDTH = 640
_HEIGHT = 640


class RekeyBallotDialog(QDialog):
    """Accepted once what was typed has been compared, alike or not."""

    def __init__(
        self,
        bridge: OfficeBridge,
        village: str,
        title: str,
        rules: BallotRules,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("重录测评")
        self._bridge = bridge
        self._village = village
        self.form = BallotForm(rules)
        self.notice = NoticeBar("fault")
        self.cancel_button = QuietButton("取消")
        self.compare_button = PrimaryButton("比对", key="Ctrl+Return")
        column = QVBoxLayout(self)
        margin = units(20)
        column.setContentsMargins(margin, margin, margin, units(16))
        column.setSpacing(units(10))
        column.addWidget(ElidedLabel(title, TextSize.TITLE, bold=True))
        column.addWidget(
            Paragraph(
                "照纸质计票单再录一遍，录完比对。原来录的数这里不显示。",
                TextSize.BODY,
                Colour.SECONDARY,
            )
        )
        column.addWidget(self._scrolled(), 1)
        column.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.compare_button)
        column.addLayout(buttons)
        self.cancel_button.clicked.connect(self.reject)
        self.compare_button.clicked.connect(self.compare)
        self.form.finished.connect(self.compare_button.setFocus)
        fit_to_screen(self, _WIDTH, _HEIGHT)
        self.form.setFocus()

    def compare(self) -> None:
        """Compare what stands in the fields with the signed count."""
        figures = self.form.figures()
        if figures is None:
            self.notice.say("fault", "有的格里不是整数，请先改正。")
            return
        if not figures.any:
            self.notice.say("fault", "还没有录入。请照纸质计票单录完再比对。")
            return
        arguments: dict[str, Any] = figures.arguments()
        try:
            self._bridge.attempt(
                rekey_ballot, round=self._bridge.round, village=self._village, **arguments
            )
        except RegisterFault as fault:
            show_fault(self, fault)
            return
        except Fault as fault:
            self.notice.say("fault", refusal_text(fault))
            return
        self.accept()

    def reject(self) -> None:
        figures = self.form.figures()
        typed = figures is None or figures.any
        if typed and not ask_yes_no(
            self,
            "不比对了？",
            "已经录的数不保存，下次要从头录。",
            yes="离开",
            no="接着录",
            danger=True,
        ):
            return
        super().reject()

    def _scrolled(self) -> QScrollArea:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, units(10), 0)
        inner.addWidget(self.form)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area
