"""What is done to a whole sheet or star on the desk in a dialog: sign, return, explain, add.

Each asks and calls one action; nothing is kept here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from evaluation.actions.bonuses import enter_bonus
from evaluation.actions.sheets import explain_star
from evaluation.actions.signing import return_sheet
from evaluation.evidence import Subject, SubjectKind, sheet_of
from evaluation.steps.records import Evidence
from gui.desk.panel import DeskPanel
from gui.desk.sheet_view import SheetView
from gui.dialogs.ask import ask_text
from gui.dialogs.bonus_dialog import BonusDialog
from gui.dialogs.return_dialog import ReturnDialog
from gui.dialogs.sign_dialog import SignDialog
from gui.office_bridge import OfficeBridge

__all__ = ["SheetDialogs"]


class SheetDialogs:
    """The dialogs of one desk, above `parent`."""

    def __init__(self, bridge: OfficeBridge, panel: DeskPanel, parent: QWidget) -> None:
        self._bridge = bridge
        self._panel = panel
        self._parent = parent

    def sign(self) -> None:
        """Sign the sheet: who, which day, and what the village says."""
        view = self._panel.view
        if view is None or view.sheet is None or not view.editable:
            return
        if not self._panel.finish_entry():
            return
        dialog = SignDialog(self._bridge, view, self._parent)
        dialog.place_wanted.connect(self._panel.go_to_place)
        dialog.exec()
        dialog.deleteLater()
        self._panel.table.setFocus()

    def give_back(self) -> None:
        """Return a signed sheet for a new version."""
        view = self._panel.view
        if view is None or view.sheet is None:
            return
        dialog = ReturnDialog(view.village_name, view.step.short, view.sheet.version, self._parent)
        if dialog.exec():
            self._bridge.act(return_sheet, **view.subject.arguments, reason=dialog.reason())
        dialog.deleteLater()
        self._panel.table.setFocus()

    def explain(self) -> None:
        """The word on a star that differs much from 自评."""
        view, star = self._panel.view, self._panel.star
        if view is None or star is None or not view.editable or view.review:
            return
        if not (star.difference or star.word) or not self._panel.finish_entry():
            return
        text = ask_text(
            self._parent,
            f"{star.star.name}：差异说明",
            star.difference,
            value=star.word,
            lines=3,
        )
        if text is not None:
            self._bridge.act(explain_star, **view.subject.arguments, star=star.id, text=text)

    def add_bonus(self) -> None:
        """加分 on the star at work."""
        view, star = self._panel.view, self._panel.star
        if view is None or star is None or view.head.published or not self._panel.finish_entry():
            return
        if view.standard.bonus is None:
            self._panel.say("本年度的评定标准没有加分。")
            return

        def enter(points: str, basis: str) -> None:
            self._bridge.attempt(
                enter_bonus,
                round=view.subject.round,
                village=view.subject.village,
                star=star.id,
                points=points,
                basis=basis,
            )

        title = f"{view.village_name} · {star.star.name}"
        dialog = BonusDialog(title, star.bonus, enter, self._parent)
        dialog.exec()
        dialog.deleteLater()

    def compare(self, village: str) -> None:
        """多人评分对照 of a village."""
        from gui.dialogs.assessors import AssessorsDialog

        AssessorsDialog.show_for(self._bridge, village, self._parent)

    def count_files(self) -> int:
        """How many files the line at work has, on itself or on one of its deductions."""
        view, row = self._panel.view, self._panel.row
        if view is None or row is None or view.sheet is None:
            return 0
        subject = view.subject
        on_sheet = (subject.step, str(subject.purpose), subject.assessor)
        kept = self._bridge.reader.find(Evidence, round=subject.round, village=subject.village)
        return sum(
            sheet_of(item.subject) == on_sheet and Subject.of(item.subject).item == row.item
            for item in kept
        )

    def show_files(self) -> None:
        """The files of the chosen deduction, or of the indicator at work."""
        view, row = self._panel.view, self._panel.row
        if view is None or row is None or row.indicator is None:
            return
        chip = self._panel.entering.chip
        kind = SubjectKind.INDICATOR if chip is None else SubjectKind.DEDUCTION
        clause = "" if chip is None else chip.clause
        self._open_files(view, kind, f"{view.village_name} {row.code} {row.text}", row.item, clause)

    def show_scan(self) -> None:
        """The scan of the signed sheet."""
        view = self._panel.view
        if view is not None:
            heading = f"{view.village_name}{view.step.short}：签字的表"
            self._open_files(view, SubjectKind.SHEET, heading)

    def _open_files(
        self, view: SheetView, kind: SubjectKind, heading: str, item: str = "", clause: str = ""
    ) -> None:
        if view.sheet is None or view.rekey or not self._panel.finish_entry():
            return
        from gui.evidence.attachments import AttachmentsDialog

        subject = view.subject
        place = Subject(kind, subject.step, str(subject.purpose), subject.assessor, item, clause)
        dialog = AttachmentsDialog(self._bridge, subject.village, place, heading, self._parent)
        dialog.exec()
        dialog.deleteLater()
        self._panel.table.setFocus()

    def show_reasons(self, village: str) -> None:
        """为什么: all reasons of the village."""
        from gui.dialogs.why import WhyDialog

        WhyDialog.show_for(self._bridge, village, self._parent)
