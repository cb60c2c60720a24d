"""唱校: the stored values one after another in large type; one reads, the other follows on
the paper. Enter says alike, a number or word says what the paper has.

What was read is kept only in this window: it counts once it is registered at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from evaluation.faults import Fault, RegisterFault
from evaluation.stars.proofs import Difference
from gui import theme
from gui.dialogs.ask import ask_text, ask_yes_no, show_fault
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.form_dialog import refusal_text
from gui.dialogs.proof_signing import ProofSigning
from gui.dialogs.proof_words import ReadingLine, difference_of, paper_value
from gui.dialogs.scrolled_column import ScrolledColumn
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.widgets.progress_line import ProgressLine
from gui.widgets.text_field import TextField

__all__ = ["ReadingDialog", "Register"]

_WIDTH = 680
_HEIGHT = 470
_LARGE = 10
"""Characters of a value that have room in the largest type."""

Register = Callable[[tuple[Difference, ...], str, str], object]
"""Registers the outcome: differences (none: alike), who checked, ISO day. May raise Fault."""


class _Reading(QWidget):
    """The line at work between its neighbours, and the field for what the paper says."""

    def __init__(self) -> None:
        super().__init__()
        self.progress = ProgressLine()
        self.count = Label("", TextSize.NOTE, Colour.SECONDARY)
        self.heading = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.before = ElidedLabel("", TextSize.NOTE, Colour.FAINT)
        self.after = ElidedLabel("", TextSize.NOTE, Colour.FAINT)
        self.name = Label("", TextSize.HEADING, bold=True, wrap=True)
        self.text = Paragraph("", TextSize.BODY, Colour.SECONDARY)
        self.value = Label("", TextSize.FIGURE, bold=True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field = TextField("一样就按 Enter；不一样，照纸上填")
        self.field.editor.setAccessibleName("纸上是")
        self.told = Label("", TextSize.NOTE, Colour.FAULT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(8))
        head = QHBoxLayout()
        head.setSpacing(units(12))
        head.addWidget(self.heading, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.before)
        column.addWidget(self._line_card(), 1)
        column.addWidget(self.after)
        answer = QHBoxLayout()
        answer.setSpacing(units(12))
        answer.addWidget(Label("纸上是", TextSize.BODY, Colour.SECONDARY))
        answer.addWidget(self.field, 1)
        column.addLayout(answer)
        column.addWidget(self.told)

    def _line_card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(units(20))
        words = QVBoxLayout()
        words.setSpacing(units(4))
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.text)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.value)
        card.add(row, 1)
        return card


class _Summary(QWidget):
    """What came of the reading, who checked, and on which day."""

    def __init__(self, signing: ProofSigning) -> None:
        super().__init__()
        self.heading = Label("", TextSize.HEADING, bold=True, wrap=True)
        self.found = Paragraph("", TextSize.BODY)
        area = ScrolledColumn(spacing=8)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.column.addWidget(self.found)
        area.column.addWidget(signing.form)
        area.column.addStretch(1)
        self.refusal = NoticeBar("fault")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(10))
        column.addWidget(self.heading)
        column.addWidget(area, 1)
        column.addWidget(self.refusal)


class ReadingDialog(QDialog):
    """Goes through the lines; accepted once the outcome is registered."""

    def __init__(
        self,
        title: str,
        lines: Sequence[ReadingLine],
        register: Register,
        *,
        checked_by: str,
        day: str,
        parent: QWidget | None = None,
    ) -> None:
        """`lines`: at least one. `checked_by`, `day`: proposed for the registering."""
        super().__init__(parent)
        assert lines, "nothing to read aloud"
        self.setWindowTitle("唱校")
        self._lines = tuple(lines)
        self._register = register
        self._place = 0
        self._answers: dict[int, str] = {}
        self._more: list[Difference] = []
        self.signing = ProofSigning(checked_by, day)
        self.reading = _Reading()
        self.summary = _Summary(self.signing)
        self.back_button = QuietButton("上一行")
        self.more_button = QuietButton("纸上还有别的")
        self.leave_button = QuietButton("离开")
        self.go_button = PrimaryButton("一致")
        self.go_button.setDefault(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.reading)
        self._stack.addWidget(self.summary)
        self._arrange(title)
        self.back_button.clicked.connect(self.back)
        self.more_button.clicked.connect(self.add_more)
        self.leave_button.clicked.connect(self.reject)
        self.go_button.clicked.connect(self.go_on)
        self.reading.field.editor.textChanged.connect(lambda _: self._tell())
        for key, receiver in (("Up", self.back), ("PgUp", self.back), ("F7", self.add_more)):
            QShortcut(QKeySequence(key), self).activated.connect(receiver)
        fit_to_screen(self, _WIDTH, _HEIGHT)
        self._show_line()

    @property
    def finished_reading(self) -> bool:
        """Whether the summary is shown."""
        return self._stack.currentWidget() is self.summary

    @property
    def line(self) -> ReadingLine:
        """The line at work."""
        return self._lines[self._place]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What was said to differ so far, in the order of the lines; then what the paper has
        besides."""
        found = [
            difference
            for place, typed in sorted(self._answers.items())
            if (difference := difference_of(self._lines[place], typed)) is not None
        ]
        return (*found, *self._more)

    def go_on(self) -> None:
        """Take the answer and go to the next line, to the summary, or register."""
        if self.finished_reading:
            self._finish()
            return
        self._answers[self._place] = self.reading.field.typed()
        if self._place + 1 < len(self._lines):
            self._place += 1
            self._show_line()
        else:
            self._show_summary()

    def back(self) -> None:
        """The line before, with what was said of it."""
        if self.finished_reading:
            self._stack.setCurrentWidget(self.reading)
        elif self._place:
            self._answers[self._place] = self.reading.field.typed()
            self._place -= 1
        self._show_line()

    def add_more(self) -> None:
        """Something that stands on the paper and has no line here."""
        if self.finished_reading:
            return
        line = self.line
        text = ask_text(
            self,
            f"{line.group}：纸上还有什么？",
            "这里没有列出、纸上却有的，照纸上写，例如：第 2 条 1 次。",
        )
        if text is not None:
            self._more.append(Difference(line.place, line.group, "", text))
        self._show_line()

    def reject(self) -> None:
        read = self._answers or self._more
        if read and not ask_yes_no(
            self,
            "离开唱校？",
            f"已经读了 {len(self._answers)} 行，没有登记的不保存，下次要从头读。",
            yes="离开",
            no="接着读",
            danger=True,
        ):
            return
        super().reject()

    def _arrange(self, title: str) -> None:
        column = QVBoxLayout(self)
        margin = units(20)
        column.setContentsMargins(margin, margin, margin, units(16))
        column.setSpacing(units(10))
        heading = ElidedLabel(title, TextSize.TITLE, bold=True)
        column.addWidget(heading)
        column.addLayout(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        self.back_button.setToolTip("↑")
        self.more_button.setToolTip("F7")
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.more_button)
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.go_button)
        self.go_button.setMinimumWidth(units(96))
        column.addLayout(buttons)
        self.setFont(theme.font(TextSize.BODY))

    def _show_line(self) -> None:
        reading, line = self.reading, self.line
        total = len(self._lines)
        reading.progress.set_progress(len(self._answers), total)
        found = len(self.differences)
        words = f"第 {self._place + 1} 行，共 {total} 行"
        reading.count.setText(f"{words}　不一致 {found} 处" if found else words)
        reading.count.set_colour(Colour.FAULT if found else Colour.SECONDARY)
        reading.heading.setText(line.heading)
        reading.name.setText(line.spoken or line.name)
        reading.text.set_text(line.text)
        reading.text.setVisible(bool(line.text))
        size = TextSize.FIGURE if len(line.value) <= _LARGE else TextSize.HEADING
        reading.value.setFont(theme.font(size, bold=True))
        reading.value.setText(line.value)
        reading.before.setText(self._neighbour(self._place - 1))
        reading.after.setText(self._neighbour(self._place + 1))
        reading.field.set_value(self._answers.get(self._place, ""))
        self.back_button.setText("上一行")
        self.back_button.setEnabled(self._place > 0)
        self.more_button.setVisible(True)
        reading.field.setFocus()
        reading.field.editor.selectAll()
        self._tell()

    def _neighbour(self, place: int) -> str:
        if not 0 <= place < len(self._lines):
            return " "
        line = self._lines[place]
        words = f"{line.spoken or line.name}　{line.value}"
        if place not in self._answers:
            return words
        difference = difference_of(line, self._answers[place])
        return f"✓ {words}" if difference is None else f"！ {words}，纸上是 {difference.second}"

    def _tell(self) -> None:
        """What Enter will mean with what stands in the field."""
        line, typed = self.line, self.reading.field.typed()
        told = paper_value(line, typed)
        alike = told == line.value
        self.go_button.setText("一致" if alike else "不一致")
        self.reading.told.setText("" if alike else f"不一致：档案里是 {line.value}，纸上是 {told}")

    def _show_summary(self) -> None:
        found = self.differences
        summary = self.summary
        summary.heading.setText(
            f"读完了：不一致 {len(found)} 处" if found else f"读完了：{len(self._lines)} 行全部一致"
        )
        summary.heading.set_colour(Colour.FAULT if found else Colour.DONE)
        summary.found.set_text(
            "\n".join(
                f"{number}. {item.name}：档案里是 {item.stored or '没有填'}，纸上是 {item.second}。"
                for number, item in enumerate(found, start=1)
            )
            or "登记以后，这一版数据就计入结果。"
        )
        summary.refusal.clear()
        self._stack.setCurrentWidget(summary)
        self.back_button.setText("回去再看")
        self.back_button.setEnabled(True)
        self.more_button.setVisible(False)
        self.go_button.setText("登记不一致" if found else "登记一致")
        self.go_button.setFocus()

    def _finish(self) -> None:
        if not self.signing.complete():
            return
        try:
            self._register(self.differences, self.signing.checked_by(), self.signing.day())
        except RegisterFault as fault:
            show_fault(self, fault)
            return
        except Fault as fault:
            self.summary.refusal.say("fault", refusal_text(fault))
            return
        self.accept()
