"""纸质校对单: what was signed on paper is registered with its scan, alike or with differences.

The scan is attached here or was attached before; without it nothing is registered as alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from db.exchange.evidence_files import SUFFIXES, read_evidence_file
from evaluation.actions.evidence import attach_evidence
from evaluation.actions.proofs import confirm_proof, report_differences
from evaluation.evidence import Subject, SubjectKind
from evaluation.faults import RatingFault
from evaluation.stars.proofs import Difference
from evaluation.steps.records import Evidence
from gui.dialogs.ask import ask_open_file
from gui.dialogs.form_dialog import FormDialog
from gui.dialogs.proof_signing import ProofSigning
from gui.dialogs.proof_words import ReadingLine, differences_for, paper_value
from gui.office_bridge import OfficeBridge
from gui.theme import units
from gui.widgets.buttons import QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.text_field import TextArea

__all__ = ["PaperProofDialog", "differences_in"]

_PARTS = re.compile(r"\s*(?:：|:|=|＝)\s*")


def differences_in(text: str, lines: Sequence[ReadingLine]) -> tuple[Difference, ...]:
    """Differences written one a line as “2.1 第 1 条：2 次”; raises RatingFault for a line that
    does not say what the paper has. What no line is named like is told as not stored."""
    known = {_bare(line.name): line for line in lines}
    found: list[Difference] = []
    for number, row in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        name, *paper = _PARTS.split(row, maxsplit=1)
        if not name or not paper or not paper[0]:
            raise RatingFault(
                f"第 {number} 行“{row}”没有写清楚。请写成“哪一项：纸上是多少”，"
                "例如“2.1 第 1 条：2 次”。"
            )
        line = known.get(_bare(name))
        if line is None:
            found.append(Difference("", name, "", paper[0]))
        else:
            told = paper_value(line, paper[0])
            found.append(Difference(line.place, line.name, line.value, told))
    return tuple(found)


def _bare(name: str) -> str:
    return "".join(name.split())


class PaperProofDialog(FormDialog):
    """`arguments`: village, step, purpose and assessor, as the actions take them; `lines`:
    the values of the sheet; `on_print` shows the slip for printing, once this has closed."""

    def __init__(
        self,
        bridge: OfficeBridge,
        title: str,
        arguments: dict[str, str],
        lines: Sequence[ReadingLine],
        on_print: Callable[[], None],
        *,
        checked_by: str,
        day: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            title,
            "先打印校对单，由另一个人照原始纸表逐项核对、签名，再扫描或拍照，附在这里登记。",
            accept="登记",
            parent=parent,
        )
        self._bridge = bridge
        self._arguments = arguments
        self._lines = tuple(lines)
        self._on_print = on_print
        self.print_button = QuietButton("打印校对单", icon_name="print")
        self.choose_button = QuietButton("选择文件…", icon_name="attachment")
        self.scan = ChoiceField(width=0, placeholder="还没有扫描件")
        self.alike = QRadioButton("一致")
        self.differing = QRadioButton("不一致")
        self.form.add_widget("校对单", _row(self.print_button))
        self.signing = ProofSigning(checked_by, day, self.form)
        self.form.add("scan", "扫描件", self.scan)
        self.form.add_widget("", _row(self.choose_button))
        self._group = QButtonGroup(self)
        for button in (self.alike, self.differing):
            self._group.addButton(button)
        self.form.add_widget("校对结果", _row(self.alike, self.differing))
        self.found = self.form.add(
            "found",
            "不一致处",
            TextArea("哪一项：纸上是多少，每行一处，例如：2.1 第 1 条：2 次", lines=2),
        )
        self.alike.setChecked(True)
        self.found.setEnabled(False)
        self.differing.toggled.connect(self.found.setEnabled)
        self.print_button.clicked.connect(self._print)
        self.choose_button.clicked.connect(self.choose_file)
        self._show_scans("")
        self.fit()
        (self.form.field("checked_by") if not checked_by else self.choose_button).setFocus()

    def required(self) -> dict[str, str]:
        """Name, day and scan; and what differs where something does."""
        missing = self.signing.missing()
        if self.alike.isChecked() and not self.scan.value():
            missing["scan"] = "请先添加签了名的校对单扫描件或照片。"
        if self.differing.isChecked() and not self.value("found"):
            missing["found"] = "请写明哪里不一致。"
        return missing

    def choose_file(self) -> None:
        """Attach a scan from a file; it is then the chosen one."""
        suffixes = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_open_file(self, "签了名的校对单", (f"扫描件和照片 ({suffixes})",))
        if path is None:
            return
        before = {item.sha256 for item in self._scans()}

        def attach() -> None:
            file = read_evidence_file(path)
            self._bridge.attempt(
                attach_evidence,
                round=self._bridge.round,
                kind=str(SubjectKind.PROOF),
                name=file.name,
                media=file.media,
                data=file.data,
                taken_on=file.taken_on,
                **self._arguments,
            )

        self.refusal.clear()
        if self.attempt(attach, closing=False):
            new = [item.sha256 for item in self._scans() if item.sha256 not in before]
            self._show_scans(new[0] if new else "")

    def submit(self) -> None:
        """Register what the slip says."""
        signed = {"checked_by": self.signing.checked_by(), "act_date": self.signing.day()}
        about = {"round": self._bridge.round, **self._arguments, "way": "paper", **signed}
        if self.alike.isChecked():
            self._bridge.attempt(confirm_proof, **about, scan=self.scan.value())
            return
        differences = differences_for(differences_in(self.value("found"), self._lines))
        self._bridge.attempt(report_differences, **about, differences=differences)

    def _scans(self) -> list[Evidence]:
        """What is attached to this village as a slip of this sheet."""
        wanted = Subject(
            SubjectKind.PROOF,
            self._arguments["step"],
            self._arguments["purpose"],
            self._arguments["assessor"],
        )
        return [
            item
            for item in self._bridge.reader.find(
                Evidence, round=self._bridge.round, village=self._arguments["village"]
            )
            if item.subject == str(wanted)
        ]

    def _show_scans(self, chosen: str) -> None:
        scans = self._scans()
        self.scan.set_choices([(item.sha256, item.name) for item in scans])
        self.scan.set_value(chosen or (scans[-1].sha256 if len(scans) == 1 else ""))

    def _print(self) -> None:
        self.reject()
        self._on_print()


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, units(2), 0, units(2))
    layout.setSpacing(units(18))
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return row
