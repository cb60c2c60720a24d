"""What an import would do, to be looked at before it is done: rows, faults, questions.

Everything shown comes from a `Preview`; answering a question makes it anew, and 应用 carries it
out as one action. Nothing is read or decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.exchange.importing import KIND_NAMES, answered, checked, preview_file
from db.exchange.previews import Answers, Difference, Preview, PreviewRow, Question, RowState
from evaluation.actions import ACTIONS
from evaluation.faults import Fault
from gui.dialogs.ask import show_fault
from gui.office_bridge import OfficeBridge
from gui.tables.base import Column, DataTable, Row, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.paragraph import Paragraph
from gui.widgets.segment_bar import SegmentBar

__all__ = ["ImportPreview", "import_with_preview"]

_WIDTH, _HEIGHT = 880, 480
_MOST_QUESTIONS = 40
"""Questions shown at once; the next come up as these are answered."""

_ADDED, _CHANGED, _IGNORED, _PROBLEMS = "added", "changed", "ignored", "problems"
_EMPTY_WORDS = {
    _ADDED: ("没有新增的行", "表里的内容都已经在档案里，或者写错了。"),
    _CHANGED: ("没有变更的行", "档案里原有的内容不会改动。"),
    _IGNORED: ("没有忽略的行", "表头下面的每一行都用到了。"),
    _PROBLEMS: ("没有问题", "核对新增和变更的内容后，就可以应用。"),
}


def import_with_preview(
    bridge: OfficeBridge,
    kind: str,
    path: Path,
    parent: QWidget | None,
    *,
    choose_towns: Sequence[str] = (),
) -> bool:
    """Read a file, show what it would do, and do it if the official says so. Whether it was.

    kind: one of `importing.KINDS`. choose_towns: nine-digit codes for a roster without codes.
    A file that cannot be read is told in a box.
    """
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        preview = preview_file(kind, path, bridge.reader, bridge.round, choose_towns=choose_towns)
    except Fault as fault:
        QGuiApplication.restoreOverrideCursor()
        show_fault(parent, fault)
        return False
    QGuiApplication.restoreOverrideCursor()
    return bool(ImportPreview(bridge, preview, parent).exec())


def _differences(row: PreviewRow) -> str:
    """The differences of a row in one line."""
    return "；".join(_difference(item) for item in row.differences)


def _difference(item: Difference) -> str:
    if not item.before:
        return f"{item.what} {item.after}"
    return f"{item.what} {item.before} → {item.after or '（空）'}"


def _row_of(row: PreviewRow) -> Row:
    note = row.note or ("与档案相同，不变" if row.state is RowState.SAME else "")
    return (row.address, row.village or "—", _differences(row), note)


class ImportPreview(QDialog):
    """The window of one import. Accepted once it has been carried out."""

    def __init__(
        self, bridge: OfficeBridge, preview: Preview, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.preview = preview
        self.setWindowTitle("导入预览")

        self.segments = SegmentBar()
        self.segments.chosen.connect(self._show_segment)
        self.table = DataTable(RowsModel(self._columns(), key_of=lambda row: str(row[0])))
        self.table.current_row_changed.connect(self._show_detail)
        self.faults = DataTable(
            RowsModel(
                (
                    Column("位置", lambda row: row[0] or "整个文件", "text", 110),
                    Column(
                        "问题",
                        lambda row: row[1],
                        "text",
                        "stretch",
                        icon=lambda _row: "mark-fault",
                    ),
                ),
                key_of=lambda row: f"{row[0]} {row[1]}",
            )
        )
        self.faults.current_row_changed.connect(self._show_fault)
        self.empty = EmptyState("", icon_name="mark-done")
        self.questions = _QuestionList(self._answer)
        self.detail = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.detail.setMinimumHeight(units(40))
        self.summary = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.cancel_button = QuietButton("取消")
        self.cancel_button.clicked.connect(self.reject)
        self.apply_button = PrimaryButton("应用")
        self.apply_button.clicked.connect(self._apply)
        self.apply_button.setDefault(True)
        self._lay_out()
        self._show(preview)
        self.resize(units(_WIDTH), units(_HEIGHT))
        if preview.ready:
            self.apply_button.setFocus()
        else:
            self.questions.focus_open()

    @staticmethod
    def _columns() -> tuple[Column, ...]:
        return (
            Column("位置", lambda row: row[0], "text", 110),
            Column("嘎查村", lambda row: row[1], "name", 150),
            Column("内容", lambda row: row[2], "text", "stretch"),
            Column("说明", lambda row: row[3], "note", 190),
        )

    def _lay_out(self) -> None:
        title = ElidedLabel(
            f"导入{KIND_NAMES[self.preview.kind]}：{self.preview.file_name}",
            TextSize.TITLE,
            bold=True,
        )
        head = QHBoxLayout()
        head.setSpacing(units(16))
        head.addWidget(title, 1)
        head.addWidget(self.segments)
        foot = QHBoxLayout()
        foot.setSpacing(units(10))
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.apply_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        margin = units(20)
        layout.setContentsMargins(margin, units(16), margin, units(16))
        layout.setSpacing(units(12))
        layout.addLayout(head)
        for table in (self.table, self.faults):
            layout.addWidget(table, 1)
        layout.addWidget(self.detail)
        for widget in (self.questions, self.empty):
            layout.addWidget(widget, 1)
        layout.addLayout(foot)

    def _show(self, preview: Preview) -> None:
        """Show a preview: the problems first while there are any."""
        self.preview = preview
        numbers = {
            _ADDED: preview.count(RowState.ADDED),
            _CHANGED: preview.count(RowState.CHANGED),
            _IGNORED: preview.count(RowState.IGNORED) + preview.count(RowState.SAME),
            _PROBLEMS: len(preview.faults) + len(preview.questions),
        }
        words = {_ADDED: "新增", _CHANGED: "变更", _IGNORED: "忽略", _PROBLEMS: "问题"}
        current = self.segments.current
        if numbers[_PROBLEMS]:
            current = _PROBLEMS
        elif not current:
            current = next((key for key in (_ADDED, _CHANGED) if numbers[key]), _IGNORED)
        self.segments.set_segments(
            [(key, f"{word} {numbers[key]}") for key, word in words.items()], current
        )
        self.faults.set_rows([(fault.address, fault.message) for fault in preview.faults])
        self.questions.set_questions(preview.asked, preview.answers)
        self.summary.set_text(preview.summary)
        self.apply_button.setEnabled(preview.ready)
        self.apply_button.setText(f"应用 {preview.changes} 行" if preview.ready else "应用")
        self._show_segment(current)

    def _show_segment(self, key: str) -> None:
        states = {
            _ADDED: (RowState.ADDED,),
            _CHANGED: (RowState.CHANGED,),
            _IGNORED: (RowState.IGNORED, RowState.SAME),
        }.get(key, ())
        rows = [_row_of(row) for row in self.preview.rows if row.state in states]
        problems = key == _PROBLEMS
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.faults.setVisible(problems and bool(self.preview.faults))
        self.questions.setVisible(problems and bool(self.preview.asked))
        nothing = self.table.isHidden() and self.faults.isHidden() and self.questions.isHidden()
        self.empty.setVisible(nothing)
        self.empty.set_text(*_EMPTY_WORDS[key])
        self.detail.set_text("")
        self.detail.setVisible(not self.table.isHidden() or not self.faults.isHidden())
        for table in (self.table, self.faults):
            if not table.isHidden():
                table.setCurrentIndex(table.rows.index(0, 0))
        if not self.table.isHidden():
            self._show_detail(0)
        if not self.faults.isHidden():
            self._show_fault(0)

    def _show_detail(self, place: int) -> None:
        """The whole content of the current row, which the table may have shortened."""
        entry = self.table.rows.entry(place)
        if isinstance(entry, tuple):
            self.detail.set_text("　".join(str(part) for part in entry if part))

    def _show_fault(self, place: int) -> None:
        entry = self.faults.rows.entry(place)
        if isinstance(entry, tuple):
            self.detail.set_text(f"{entry[0]}：{entry[1]}" if entry[0] else str(entry[1]))

    def _answer(self, question: str, choice: str) -> None:
        answers = {**self.preview.answers, question: choice}
        try:
            self._show(answered(self.preview, self._bridge.reader, answers))
        except Fault as fault:
            show_fault(self, fault)
            return
        self.questions.focus_open()
        if self.preview.ready:
            self.apply_button.setFocus()

    def _apply(self) -> None:
        try:
            current = checked(self.preview, self._bridge.reader, self.preview.answers)
            self._bridge.attempt(ACTIONS[current.action], **current.arguments)
        except Fault as fault:
            show_fault(self, fault)
            self._show(answered(self.preview, self._bridge.reader, self.preview.answers))
            return
        self.accept()


class _QuestionList(QScrollArea):
    """Questions one under the other, each with its choices; answered ones stay changeable."""

    def __init__(self, answer: Callable[[str, str], None]) -> None:
        super().__init__()
        self._tell = answer
        self.fields: dict[str, ChoiceField] = {}
        self._questions: tuple[Question, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(units(110))
        self.viewport().setAutoFillBackground(False)

    def set_questions(self, questions: Sequence[Question], answers: Answers) -> None:
        """Show the questions in their order; of very many only those that are open."""
        shown = tuple(questions)
        if len(shown) > _MOST_QUESTIONS:
            shown = tuple(item for item in shown if item.id not in answers)[:_MOST_QUESTIONS]
        if shown != self._questions:
            self._build(shown, len(questions))
        for question in shown:
            self.fields[question.id].set_value(answers.get(question.id, ""))

    def focus_open(self) -> None:
        """Give the keyboard to the first question without an answer."""
        for field in self.fields.values():
            if not field.value():
                field.editor.setFocus()
                self.ensureWidgetVisible(field)
                return

    def _build(self, questions: tuple[Question, ...], number: int) -> None:
        self._questions = questions
        self.fields = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, units(10), 0)
        column.setSpacing(units(12))
        for question in questions:
            column.addWidget(Paragraph(f"{question.address}　{question.text}"))
            field = ChoiceField(question.choices, width=0)
            field.editor.setAccessibleName(question.text)
            field.value_changed.connect(lambda key, known=question.id: self._tell(known, key))
            self.fields[question.id] = field
            column.addWidget(field)
        if number > len(questions):
            column.addWidget(
                Label(
                    f"一共 {number} 处，先显示其中 {len(questions)} 处，答完后显示其余的。",
                    TextSize.NOTE,
                    Colour.SECONDARY,
                    wrap=True,
                )
            )
        column.addStretch(1)
        self.setWidget(content)
        content.setAutoFillBackground(False)
