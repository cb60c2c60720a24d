"""One file of a folder: whose it is, its questions and faults, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.exchange.folders import FilePreview, FileState
from db.exchange.previews import Answers, PreviewRow, Question, RowState
from gui.dialogs.scrolled_column import ScrolledColumn
from gui.exchange.folder_words import file_words, to_settle
from gui.exchange.questions import QuestionColumn
from gui.icons import pixmap
from gui.tables.base import Column, DataTable, Row, RowsModel
from gui.theme import ROW_HEIGHT, Colour, TextSize, units
from gui.widgets.buttons import LinkButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph

__all__ = ["FileDetail"]

_NOTHING = "（空）"


class FileDetail(Card):
    """The pane beside the list of files.

    Signals: `answered` carries new answers; `left_out` whether the file is to be left out;
    `opening_wanted`, `copying_wanted` ask to open the file and to copy its faults.
    """

    answered = Signal(dict)
    left_out = Signal(bool)
    opening_wanted = Signal()
    copying_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_out = False
        self._shown: list[QWidget] = []
        self._name = Paragraph("", TextSize.TITLE, bold=True)
        self._whose = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.open_link = LinkButton("打开文件")
        self.copy_link = LinkButton("复制问题")
        self.leave_button = QuietButton("")
        self.leave_button.setToolTip("在文件列表里按 Delete")
        self.open_link.clicked.connect(self.opening_wanted)
        self.copy_link.clicked.connect(self.copying_wanted)
        self.leave_button.clicked.connect(lambda: self.left_out.emit(not self._is_out))
        self.questions = QuestionColumn()
        self.questions.answered.connect(self.answered)
        self.body_column = ScrolledColumn(spacing=8)
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(units(6))
        self.body_column.column.addWidget(self.questions)
        self.body_column.column.addLayout(self._sentences)
        self.body_column.column.addStretch(1)
        self._caption = Label("", TextSize.NOTE, Colour.SECONDARY)
        self.changes = DataTable(
            RowsModel(
                (
                    Column("位置", lambda row: row[0], "note", 54),
                    Column("内容", lambda row: row[1], "text", "stretch"),
                    Column("原来", lambda row: row[2], "note", 84),
                    Column("改为", lambda row: row[3], "text", 84),
                ),
                key_of=lambda row: "|".join(str(part) for part in row),
            )
        )
        self.changes.setAccessibleName("改动")
        self.changes.setMinimumHeight(units(ROW_HEIGHT * 3))
        self._arrange()

    def _arrange(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(units(12))
        links.addWidget(self.open_link)
        links.addWidget(self.copy_link)
        links.addStretch(1)
        links.addWidget(self.leave_button)
        self.add(self._name)
        self.add(self._whose)
        self.add(links)
        self.add(self.body_column, 1)
        self.add(self._caption)
        self.add(self.changes, 1)

    def show_file(
        self,
        item: FilePreview,
        asked: Sequence[Question],
        answers: Answers,
        before: Mapping[str, str],
        *,
        hint: str = "",
        can_open: bool = False,
    ) -> None:
        """Show a file. asked: its questions, answered or not; before: columns explained in an
        earlier import; hint: what else the file may be."""
        self._is_out = item.state is FileState.LEFT_OUT
        self._name.set_text(item.place)
        self._whose.set_text(_whose_words(item))
        self.open_link.setVisible(can_open)
        self.copy_link.setVisible(bool(item.faults) and not self._is_out)
        can_leave = item.leave_out is not None
        self.leave_button.setVisible(can_leave)
        self.leave_button.setText("还是导入" if self._is_out else "不导入这个文件")
        shown = [question for question in asked if _still_asked(question, left_out=self._is_out)]
        self.questions.set_questions(shown, answers, before)
        self.questions.setVisible(bool(shown))
        self._show_sentences(item, hint)
        rows = [] if self._is_out else [row for part in item.rows for row in _changes(item, part)]
        # What is wrong or open comes first: on a small screen there is not room for both.
        hindered = to_settle(item)
        self.changes.set_rows(rows)
        self.changes.setVisible(bool(rows) and not hindered)
        later = "，处理好以后在这里看" if hindered else "（原来 → 改为）"
        self._caption.setText(f"改动 {len(rows)} 处{later}")
        self._caption.setVisible(bool(rows))
        self.body_column.setVisible(bool(shown or self._shown) or self.changes.isHidden())

    def _show_sentences(self, item: FilePreview, hint: str) -> None:
        for old in self._shown:
            self._sentences.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        if not self._is_out:
            self._shown += [
                _Sentence("mark-fault", Colour.FAULT, _within(item, fault.sentence))
                for fault in item.faults
            ]
        if hint:
            self._shown.append(_Sentence("info", Colour.SECONDARY, hint))
        notes = [] if self._is_out else [_within(item, told.sentence) for told in item.notices]
        if notes:
            text = "\n".join(f"· {line}" for line in notes)
            self._shown.append(Paragraph(f"读法：\n{text}", TextSize.NOTE, Colour.SECONDARY))
        for widget in self._shown:
            self._sentences.addWidget(widget)

    def focus_open(self) -> bool:
        """Give the keyboard to the first open question; whether there is one."""
        return self.questions.focus_open()


def _still_asked(question: Question, *, left_out: bool) -> bool:
    """Of a file that is left out only the choice among several of one village can matter."""
    return not left_out or question.id.startswith("two:")


def _whose_words(item: FilePreview) -> str:
    left_out = item.state is FileState.LEFT_OUT
    parts = [item.reason if left_out else file_words(item).word]
    if item.village_name:
        parts.append(f"{item.village_name}（认出自{item.found_by}）")
    if item.step_name:
        assessor = f" {item.assessor}" if item.assessor else ""
        parts.append(f"{item.step_name}{assessor}")
    if item.reason and item.state in (FileState.NOT_A_FORM, FileState.READ):
        parts.append(item.reason)
    return "　".join(parts)


def _within(item: FilePreview, text: str) -> str:
    """A sentence or an address without the sheet, which stands above."""
    return text.removeprefix(f"{item.sheet}!")


def _changes(item: FilePreview, row: PreviewRow) -> list[Row]:
    if row.state not in (RowState.ADDED, RowState.CHANGED):
        return []
    place = _within(item, row.address)
    return [
        (place, part.what, part.before or _NOTHING, part.after or _NOTHING)
        for part in row.differences
    ]


class _Sentence(QWidget):
    """A sign and a sentence that wraps."""

    def __init__(self, icon_name: str, colour: str, sentence: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(8))
        sign = Label("")
        sign.setPixmap(pixmap(icon_name, units(16), colour, scale=self.devicePixelRatioF()))
        sign.setContentsMargins(0, units(3), 0, 0)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(sentence), 1)
