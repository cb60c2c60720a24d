"""What an import would do, to be looked at before it is done: rows, faults, questions.

Everything shown comes from a `Preview`; answering a question makes it anew, and 应用 carries it
out as one action. Nothing is read or decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.exchange.importing import KIND_NAMES, answered, checked, preview_file
from db.exchange.previews import Difference, Preview, PreviewRow, RowState
from evaluation.actions import ACTIONS
from evaluation.faults import Fault
from evaluation.rounds import Participation
from gui.dialogs.ask import ask_open_file, show_fault
from gui.dialogs.fitting import fit_to_screen
from gui.exchange.questions import QuestionList, remembered_columns
from gui.exchange.waiting import waiting
from gui.office_bridge import OfficeBridge
from gui.tables.base import Column, DataTable, Row, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import ElidedLabel
from gui.widgets.paragraph import Paragraph
from gui.widgets.segment_bar import SegmentBar

__all__ = [
    "TABLE_FILES",
    "ImportPreview",
    "choose_and_import",
    "difference_words",
    "import_with_preview",
]

TABLE_FILES = "表格 (*.xlsx *.xls *.et *.ods *.csv)"
"""The filter of a window that asks for a table."""

_WIDTH, _HEIGHT = 900, 520
_ADDED, _CHANGED, _IGNORED = "added", "changed", "ignored"
_PROBLEMS, _NOTICES = "problems", "notices"
_EMPTY_WORDS = {
    _ADDED: ("没有新增的行", "表里的内容都已经在档案里，或者写错了。"),
    _CHANGED: ("没有变更的行", "档案里原有的内容不会改动。"),
    _IGNORED: ("没有忽略的行", "表头下面的每一行都用到了。"),
    _PROBLEMS: ("没有问题", "核对新增和变更的内容后，就可以应用。"),
    _NOTICES: ("没有要说明的", ""),
}


def choose_and_import(bridge: OfficeBridge, kind: str, parent: QWidget) -> str:
    """Ask for a table of a kind and import it with a preview; returns as that does."""
    path = ask_open_file(parent, f"导入{KIND_NAMES[kind]}", (TABLE_FILES,))
    if path is None:
        return ""
    return import_with_preview(
        bridge, kind, path, parent.window(), choose_towns=_towns_of_round(bridge)
    )


def _towns_of_round(bridge: OfficeBridge) -> tuple[str, ...]:
    members = bridge.reader.find(Participation, round=bridge.round)
    return tuple(sorted({member.town for member in members}))


def import_with_preview(
    bridge: OfficeBridge,
    kind: str,
    path: Path,
    parent: QWidget | None,
    *,
    choose_towns: Sequence[str] = (),
    which: str = "",
) -> str:
    """Read a file, show what it would do, and do it if the official says so.

    Returns what was imported as a sentence, "" where nothing was. kind: one of
    `importing.KINDS`. choose_towns: nine-digit codes for a roster without codes. which: says
    of several files which one this is. A file that cannot be read is told in a box.
    """

    def read(answers: Mapping[str, str]) -> Preview:
        with waiting():
            return preview_file(
                kind,
                path,
                bridge.reader,
                bridge.round,
                choose_towns=choose_towns,
                answers=answers,
            )

    try:
        preview = read({})
    except Fault as fault:
        show_fault(parent, fault)
        return ""
    window = ImportPreview(bridge, preview, parent, read_again=read, which=which)
    return window.outcome if window.exec() else ""


def difference_words(item: Difference) -> str:
    """A difference in one line; an arrow where something stood there before."""
    if not item.before:
        return f"{item.what} {item.after}"
    return f"{item.what} {item.before} → {item.after or '（空）'}"


def _row_of(row: PreviewRow) -> Row:
    note = row.note or ("与档案相同，不变" if row.state is RowState.SAME else "")
    differences = "；".join(difference_words(item) for item in row.differences)
    return (row.address, row.village or "—", differences, note)


class ImportPreview(QDialog):
    """The window of one import. Accepted once it has been carried out, `outcome` tells what."""

    def __init__(
        self,
        bridge: OfficeBridge,
        preview: Preview,
        parent: QWidget | None = None,
        *,
        read_again: Callable[[Mapping[str, str]], Preview] | None = None,
        which: str = "",
    ) -> None:
        """read_again: reads the file as it is now, with the answers given so far."""
        super().__init__(parent)
        self._bridge = bridge
        self._read_again = read_again
        self.preview = preview
        self.outcome = ""
        self.setWindowTitle(f"导入预览{which}")

        self.segments = SegmentBar()
        self.segments.chosen.connect(self._show_segment)
        self.table = DataTable(RowsModel(self._columns(), key_of=lambda row: str(row[0])))
        self.table.current_row_changed.connect(self._show_detail)
        self.faults = self._sentences("问题", "mark-fault")
        self.notices = self._sentences("怎么读的", "info")
        self.empty = EmptyState("", icon_name="mark-done")
        self.questions = QuestionList()
        self.questions.answered.connect(self._answer)
        self.detail = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.detail.setMinimumHeight(units(40))
        self.summary = Paragraph("", TextSize.NOTE, Colour.SECONDARY)
        self.hindrance = Paragraph("", TextSize.NOTE, Colour.FAULT)
        self.again_button = QuietButton("重新读取", key="F5")
        self.again_button.clicked.connect(self.read_anew)
        self.cancel_button = QuietButton("取消")
        self.cancel_button.clicked.connect(self.reject)
        self.apply_button = PrimaryButton("应用")
        self.apply_button.clicked.connect(self._apply)
        self.apply_button.setDefault(True)
        self._lay_out()
        self._show(preview)
        fit_to_screen(self, _WIDTH, _HEIGHT)
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
            Column("说明", lambda row: row[3], "note", "contents"),
        )

    def _sentences(self, header: str, icon_name: str) -> DataTable:
        """A table of sentences with their cells."""
        table = DataTable(
            RowsModel(
                (
                    Column("位置", lambda row: row[0] or "整个文件", "text", 110),
                    Column(
                        header, lambda row: row[1], "text", "stretch", icon=lambda _row: icon_name
                    ),
                ),
                key_of=lambda row: f"{row[0]} {row[1]}",
            )
        )
        table.current_row_changed.connect(lambda place: self._show_sentence(table, place))
        return table

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
        words = QVBoxLayout()
        words.setSpacing(units(2))
        words.addWidget(self.hindrance)
        words.addWidget(self.summary)
        foot = QHBoxLayout()
        foot.setSpacing(units(10))
        foot.addLayout(words, 1)
        for button in (self.again_button, self.cancel_button, self.apply_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        margin = units(20)
        layout.setContentsMargins(margin, units(16), margin, units(16))
        layout.setSpacing(units(12))
        layout.addLayout(head)
        for table in (self.table, self.faults, self.notices):
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
        if preview.notices:
            numbers[_NOTICES], words[_NOTICES] = len(preview.notices), "提示"
        current = self.segments.current
        if numbers[_PROBLEMS]:
            current = _PROBLEMS
        elif not current:
            current = next((key for key in (_ADDED, _CHANGED) if numbers[key]), _IGNORED)
        self.segments.set_segments(
            [(key, f"{word} {numbers[key]}") for key, word in words.items()], current
        )
        self.faults.set_rows([(fault.address, fault.message) for fault in preview.faults])
        self.notices.set_rows([(item.address, item.message) for item in preview.notices])
        before = remembered_columns(self._bridge.reader, preview.kind, preview.asked)
        self.questions.set_questions(preview.asked, preview.answers, before)
        self.summary.set_text(preview.summary)
        self.hindrance.set_text(_hindrance(preview))
        self.hindrance.setVisible(not preview.ready)
        self.again_button.setVisible(bool(preview.faults) and self._read_again is not None)
        self.apply_button.setEnabled(preview.ready)
        self.apply_button.setText(f"应用 {preview.changes} 行" if preview.ready else "应用")
        self._show_segment(self.segments.current)

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
        self.notices.setVisible(key == _NOTICES)
        self.questions.setVisible(problems and bool(self.preview.asked))
        tables = [item for item in (self.table, self.faults, self.notices) if not item.isHidden()]
        self.empty.setVisible(not tables and self.questions.isHidden())
        self.empty.set_text(*_EMPTY_WORDS[key])
        self.detail.set_text("")
        self.detail.setVisible(bool(tables))
        for table in tables:
            table.setCurrentIndex(table.rows.index(0, 0))
            if table is self.table:
                self._show_detail(0)
            else:
                self._show_sentence(table, 0)

    def _show_detail(self, place: int) -> None:
        """The whole content of the current row, which the table may have shortened."""
        entry = self.table.rows.entry(place)
        if isinstance(entry, tuple):
            self.detail.set_text("　".join(str(part) for part in entry if part))

    def _show_sentence(self, table: DataTable, place: int) -> None:
        entry = table.rows.entry(place)
        if isinstance(entry, tuple):
            self.detail.set_text(f"{entry[0]}：{entry[1]}" if entry[0] else str(entry[1]))

    def read_anew(self) -> None:
        """Read the file as it is now: it has been mended meanwhile. The answers stay."""
        if self._read_again is None:
            return
        try:
            self._show(self._read_again(self.preview.answers))
        except Fault as fault:
            show_fault(self, fault)
            return
        self._lead_on()

    def _answer(self, answers: Mapping[str, str]) -> None:
        try:
            with waiting():
                made = answered(
                    self.preview, self._bridge.reader, {**self.preview.answers, **answers}
                )
        except Fault as fault:
            show_fault(self, fault)
            return
        self._show(made)
        self._lead_on()

    def _lead_on(self) -> None:
        """Give the keyboard to what comes next."""
        self.questions.focus_open()
        if self.preview.ready:
            self.apply_button.setFocus()

    def _apply(self) -> None:
        try:
            with waiting():
                current = checked(self.preview, self._bridge.reader, self.preview.answers)
                self._bridge.attempt(ACTIONS[current.action], **current.arguments)
        except Fault as fault:
            show_fault(self, fault)
            self._show(answered(self.preview, self._bridge.reader, self.preview.answers))
            return
        self.outcome = _done_words(current)
        self.accept()


def _hindrance(preview: Preview) -> str:
    """Why the preview cannot be applied."""
    parts = []
    if preview.questions:
        parts.append(f"还有 {len(preview.questions)} 处要回答")
    if preview.faults:
        parts.append(f"有 {len(preview.faults)} 处错误，请在表格里改好，再重新读取")
    if not parts and not preview.changes:
        parts.append("表里的内容与档案完全相同，没有要导入的")
    return f"还不能应用：{'；'.join(parts)}。" if parts else ""


def _done_words(preview: Preview) -> str:
    parts = [
        f"{words} {number} 行"
        for words, number in (
            ("新增", preview.count(RowState.ADDED)),
            ("变更", preview.count(RowState.CHANGED)),
        )
        if number
    ]
    return f"已导入{KIND_NAMES[preview.kind]}“{preview.file_name}”：{'，'.join(parts)}。"
