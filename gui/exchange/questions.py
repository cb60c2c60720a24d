"""Questions of an import, answered where they stand; what columns are, as a small table.

Shows what it is given and tells the answers. What an answer changes is made anew in
db.exchange; answered questions stay, so that an answer can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from db.exchange.mappings import remembered
from db.exchange.previews import Answers, Question
from evaluation.ports import Reader
from gui.theme import Colour, TextSize, units
from gui.widgets.choice_field import ChoiceField
from gui.widgets.label import ElidedLabel, Label
from gui.widgets.paragraph import Paragraph

__all__ = ["MOST_QUESTIONS", "QuestionColumn", "QuestionList", "remembered_columns"]

MOST_QUESTIONS = 40
"""Questions shown at once; the next come up as these are answered."""

_COLUMN = "column:"
_COLUMN_END = "”这一列是什么？"
_MOST_CHOICES_SEEN = 16
_HEADING_WIDTH = 130

_EXPLAIN = "程序不认识这几列的列名，请说明每一列是什么。说明会记住，下次同样列名的表不用再答。"
_REMEMBERED = "这几列按上次说明的列对照读入，不对可以改。"
_EXPLAINED = "列对照已经说明，导入后记住。不对可以改。"


def remembered_columns(reader: Reader, kind: str, questions: Sequence[Question]) -> dict[str, str]:
    """Question id → what was said of that column of such a table before.

    kind: under which name the columns are remembered: a kind of `importing`, or
    `folders.FORMS`.
    """
    columns = [item for item in questions if _is_column(item)]
    if not columns:
        return {}
    before = {fingerprint[:12]: said for fingerprint, said in remembered(reader, kind).items()}
    found: dict[str, str] = {}
    for question in columns:
        _, fingerprint, label = question.id.split(":", 2)
        said = before.get(fingerprint, {}).get(label)
        if said is not None:
            found[question.id] = said
    return found


def _is_column(question: Question) -> bool:
    return question.id.startswith(_COLUMN)


def _heading(question: Question) -> str:
    """The name of the column as it is written in the table."""
    return question.text.removeprefix("“").removesuffix(_COLUMN_END)


class QuestionColumn(QWidget):
    """Questions one under the other. `answered` carries new answers: question id → key.

    What columns are is told all at once: nothing can be read while one of them is unknown.
    """

    answered = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, ChoiceField] = {}
        self._shown: tuple[tuple[Question, ...], int] = ((), 0)
        self._columns: tuple[str, ...] = ()
        self._words = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    def set_questions(
        self,
        questions: Sequence[Question],
        answers: Answers,
        before: Mapping[str, str] | None = None,
    ) -> None:
        """Show questions; of very many only those that are open. before: what was said of
        columns in an earlier import."""
        known = {**(before or {}), **answers}
        shown = tuple(questions)
        if len(shown) > MOST_QUESTIONS:
            shown = tuple(item for item in shown if item.id not in known)[:MOST_QUESTIONS]
        if (shown, len(questions)) != self._shown:
            self._build(shown, len(questions))
        for question in shown:
            field = self.fields[question.id]
            # A column that was explained stays so while the others are still to be.
            field.set_value(known.get(question.id) or field.value())
        self._tell_columns(answers, before or {})

    def focus_open(self) -> bool:
        """Give the keyboard to the first question without an answer; whether there is one."""
        for field in self.fields.values():
            if not field.value():
                field.editor.setFocus()
                return True
        return False

    def _tell_columns(self, answers: Answers, before: Mapping[str, str]) -> None:
        said = [name for name in self._columns if name in answers or name in before]
        words = _EXPLAIN
        if self._columns and len(said) == len(self._columns):
            kept = all(answers.get(name, before.get(name)) == before.get(name) for name in said)
            words = _REMEMBERED if kept else _EXPLAINED
        self._words.set_text(words)

    def _build(self, questions: tuple[Question, ...], number: int) -> None:
        self._shown = (questions, number)
        self.fields = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(12))
        self._columns = tuple(item.id for item in questions if _is_column(item))
        if self._columns:
            self._words = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
            column.addWidget(self._words)
            column.addLayout(self._column_table([q for q in questions if _is_column(q)]))
        for question in questions:
            if _is_column(question):
                continue
            place = f"{question.address}　" if question.address else ""
            part = QVBoxLayout()
            part.setSpacing(units(4))
            part.addWidget(Paragraph(f"{place}{question.text}"))
            part.addWidget(self._field(question))
            column.addLayout(part)
        if number > len(questions):
            column.addWidget(
                Label(
                    f"一共 {number} 处，先显示其中 {len(questions)} 处，答完后显示其余的。",
                    TextSize.NOTE,
                    Colour.SECONDARY,
                    wrap=True,
                )
            )
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)

    def _column_table(self, questions: Sequence[Question]) -> QGridLayout:
        """Their heading at the left, what it is at the right."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(units(10))
        grid.setVerticalSpacing(units(6))
        grid.setColumnStretch(1, 1)
        for place, words in enumerate(("表里的列名", "是什么")):
            grid.addWidget(Label(words, TextSize.NOTE, Colour.FAINT), 0, place)
        for row, question in enumerate(questions, start=1):
            # The file stands above; the cell is the last word of the address.
            cell = question.address.rpartition(" ")[2].rpartition("!")[2]
            name = ElidedLabel(f"{_heading(question)}（{cell}）")
            name.setFixedWidth(units(_HEADING_WIDTH))
            grid.addWidget(name, row, 0)
            grid.addWidget(self._field(question), row, 1)
        return grid

    def _field(self, question: Question) -> ChoiceField:
        field = ChoiceField(question.choices, width=0)
        field.editor.setAccessibleName(question.text)
        field.editor.setMaxVisibleItems(_MOST_CHOICES_SEEN)
        field.value_changed.connect(lambda key, known=question.id: self._tell(known, key))
        self.fields[question.id] = field
        return field

    def _tell(self, question: str, key: str) -> None:
        if question not in self._columns:
            self.answered.emit({question: key})
            return
        values = {name: self.fields[name].value() for name in self._columns}
        if all(values.values()):
            self.answered.emit(values)
        else:
            self.focus_open()


class QuestionList(QScrollArea):
    """A column of questions that scrolls."""

    answered = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QuestionColumn()
        self.column.answered.connect(self.answered)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, units(10), 0)
        inner.addWidget(self.column)
        inner.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(units(110))

    @property
    def fields(self) -> dict[str, ChoiceField]:
        """The fields shown, by question."""
        return self.column.fields

    def set_questions(
        self,
        questions: Sequence[Question],
        answers: Answers,
        before: Mapping[str, str] | None = None,
    ) -> None:
        """As `QuestionColumn.set_questions`."""
        self.column.set_questions(questions, answers, before)

    def focus_open(self) -> bool:
        """As `QuestionColumn.focus_open`; the field is scrolled to."""
        found = self.column.focus_open()
        if found:
            field = next(item for item in self.fields.values() if not item.value())
            self.ensureWidgetVisible(field)
        return found
