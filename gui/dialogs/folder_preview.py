"""What importing a folder of score sheets would do, file by file, before it is done.

Everything shown comes from a `FolderPreview`; an answer makes it anew, and 导入 carries all
files out as one action. Nothing is read or decided here.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.exchange.folders import (
    FORMS,
    FilePreview,
    FileState,
    FolderFile,
    FolderPreview,
    answered_folder,
    preview_files,
)
from db.exchange.importing import KIND_NAMES
from db.exchange.members import Members
from db.exchange.previews import Question
from evaluation.actions import ACTIONS
from evaluation.faults import Fault
from evaluation.gathering import pinned_standard, round_of
from gui.dialogs.ask import show_fault
from gui.dialogs.fitting import fit_to_screen
from gui.exchange.file_detail import FileDetail
from gui.exchange.file_table import FileTable
from gui.exchange.folder_words import (
    done_words,
    fault_text,
    file_key,
    hindrance_words,
    missing_villages,
    to_settle,
)
from gui.exchange.questions import remembered_columns
from gui.exchange.received import Received, read_again
from gui.exchange.recognition import recognise
from gui.exchange.waiting import waiting
from gui.office_bridge import OfficeBridge
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import GAP, Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import ElidedLabel
from gui.widgets.paragraph import Paragraph
from gui.widgets.segment_bar import SegmentBar

__all__ = ["FolderPreviewDialog"]

_WIDTH, _HEIGHT = 1240, 700
_NARROW_BELOW = 1000
_DETAIL_WIDTH, _NARROW_DETAIL = 430, 330
_ALL, _SETTLE, _READY, _OTHER, _MISSING = "all", "settle", "ready", "other", "missing"
_WORDS = {_ALL: "全部", _SETTLE: "要处理", _READY: "可导入", _OTHER: "其他", _MISSING: "没收到"}
_EMPTY_WORDS = {
    _ALL: ("没有文件", "这个文件夹里没有可以看的文件。"),
    _SETTLE: ("没有要处理的", "每个文件都看明白了。"),
    _READY: ("没有可导入的", "先处理有误和要回答的文件。"),
    _OTHER: ("没有其他文件", "每个文件都是打分表。"),
    _MISSING: ("都收到了", "参评的都有了。"),
}


class FolderPreviewDialog(QDialog):
    """The window of one folder. Accepted once it has been imported, `outcome` tells what."""

    def __init__(
        self, bridge: OfficeBridge, received: Received, parent: QWidget | None = None
    ) -> None:
        """Raises RatingFault where the round takes no entries any more."""
        super().__init__(parent)
        self._bridge = bridge
        self._received = received
        self.outcome = ""
        self.preview = preview_files(
            received.files, bridge.reader, bridge.round, folder=received.label
        )
        self.missing = missing_villages(self.preview, bridge.board())
        self.setWindowTitle("收回打分表")
        fit_to_screen(self, _WIDTH, _HEIGHT)
        narrow = self.width() < units(_NARROW_BELOW)
        self.segments = SegmentBar()
        self.segments.chosen.connect(self._show_segment)
        self.table = FileTable(self.missing.unit, narrow=narrow)
        self.villages = DataTable(
            RowsModel(
                (
                    Column("序", lambda row: row[0], "number", 56),
                    Column(
                        f"还没有收到的{self.missing.unit}", lambda row: row[1], "name", "stretch"
                    ),
                ),
                key_of=lambda row: str(row[0]),
            )
        )
        self.villages.setAccessibleName(f"还没有收到的{self.missing.unit}")
        self.empty = EmptyState("", icon_name="mark-done")
        self.detail = FileDetail()
        self.table.current_row_changed.connect(lambda _: self._show_file())
        self.table.activated_row.connect(lambda _: self.detail.focus_open())
        self.table.delete_pressed.connect(self._toggle_current)
        self.detail.setFixedWidth(units(_NARROW_DETAIL if narrow else _DETAIL_WIDTH))
        self.detail.answered.connect(self._answer)
        self.detail.left_out.connect(self._leave_out)
        self.detail.opening_wanted.connect(self._open_file)
        self.detail.copying_wanted.connect(self._copy_faults)
        self.missing_line = ElidedLabel("", TextSize.NOTE, Colour.SECONDARY)
        self.copy_button = QuietButton("复制名单", icon_name="copy")
        self.copy_button.clicked.connect(self._copy_missing)
        self.hindrance = Paragraph("", TextSize.NOTE, Colour.FAULT)
        self.again_button = QuietButton("重新读取", key="F5")
        self.again_button.clicked.connect(self.read_anew)
        self.cancel_button = QuietButton("取消")
        self.cancel_button.clicked.connect(self.reject)
        self.apply_button = PrimaryButton("导入")
        self.apply_button.clicked.connect(self._apply)
        self.apply_button.setDefault(True)
        self._lay_out()
        self._show(self.preview)
        self._lead_on()

    def _lay_out(self) -> None:
        title = ElidedLabel(f"收回打分表：{self._received.label}", TextSize.TITLE, bold=True)
        head = QHBoxLayout()
        head.setSpacing(units(16))
        head.addWidget(title, 1)
        head.addWidget(self.segments)
        left = QVBoxLayout()
        left.setSpacing(0)
        for widget in (self.table, self.villages, self.empty):
            left.addWidget(widget, 1)
        body = QHBoxLayout()
        body.setSpacing(units(GAP))
        body.addLayout(left, 1)
        body.addWidget(self.detail)
        missing = QHBoxLayout()
        missing.setSpacing(units(10))
        missing.addWidget(self.missing_line, 1)
        missing.addWidget(self.copy_button)
        foot = QHBoxLayout()
        foot.setSpacing(units(10))
        foot.addWidget(self.hindrance, 1)
        for button in (self.again_button, self.cancel_button, self.apply_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        margin = units(20)
        layout.setContentsMargins(margin, units(16), margin, units(16))
        layout.setSpacing(units(10))
        layout.addLayout(head)
        layout.addLayout(body, 1)
        layout.addLayout(missing)
        layout.addLayout(foot)

    # What is shown

    @property
    def current(self) -> FilePreview | None:
        """The file shown in the pane."""
        return self.table.current_file()

    def _show(self, preview: FolderPreview) -> None:
        """Show a preview; the file that is current stays so."""
        self.preview = preview
        self.missing = missing_villages(preview, self._bridge.board())
        files = preview.files
        numbers = {
            _ALL: len(files),
            _SETTLE: sum(map(to_settle, files)),
            _READY: sum(map(_importable, files)),
            _OTHER: sum(map(_other, files)),
            _MISSING: len(self.missing.names),
        }
        self.segments.set_segments(
            [(key, f"{word} {numbers[key]}") for key, word in _WORDS.items()],
            self.segments.current or _ALL,
        )
        self.missing_line.setText(self.missing.words)
        self.copy_button.setVisible(bool(self.missing.names))
        sheets = sum(bool(item.argument) for item in files)
        self.hindrance.set_text(hindrance_words(preview) or _summary(preview))
        self.hindrance.set_colour(Colour.SECONDARY if preview.ready else Colour.FAULT)
        self.apply_button.setEnabled(preview.ready)
        self.apply_button.setText(f"导入 {sheets} 份" if preview.ready else "导入")
        self._show_segment(self.segments.current)

    def _show_segment(self, key: str) -> None:
        wanted = {_SETTLE: to_settle, _READY: _importable, _OTHER: _other}.get(key)
        files = [
            item
            for item in self.preview.files
            if key != _MISSING and (wanted is None or wanted(item))
        ]
        names = list(enumerate(self.missing.names, start=1)) if key == _MISSING else []
        self.table.show_files(files, self.preview.files)
        self.table.setVisible(bool(files))
        self.villages.set_rows(names)
        self.villages.setVisible(bool(names))
        self.empty.set_text(*_EMPTY_WORDS[key])
        self.empty.setVisible(not files and not names)
        if files and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._show_file()

    def _show_file(self) -> None:
        item = self.current
        self.detail.setVisible(item is not None)
        if item is None:
            return
        asked = self._asked(item)
        before = remembered_columns(self._bridge.reader, FORMS, asked)
        self.detail.show_file(
            item,
            asked,
            self.preview.answers,
            before,
            hint=self._hint(item),
            can_open=item.file in self._received.places,
        )

    def _source(self, item: FilePreview) -> FolderFile | None:
        return next((file for file in self.preview.sources if file.name == item.file), None)

    def _asked(self, item: FilePreview) -> tuple[Question, ...]:
        """All questions about a file, answered or not: those of the file by itself, and which
        of several counts."""
        source = self._source(item)
        if source is None or source.table is None:
            return ()
        alone = preview_files(
            (source,), self._bridge.reader, self.preview.round, self.preview.answers
        )
        scope = f"{item.file}|{item.sheet}|"
        own = [
            question
            for question in alone.asked
            if "|" not in question.id or question.id.startswith(scope)
        ]
        between = f"two:{item.village}:{item.step}"
        own += [
            question
            for question in self.preview.asked
            if item.village and question.id.startswith(between)
        ]
        return tuple({question.id: question for question in own}.values())

    def _hint(self, item: FilePreview) -> str:
        """What a table that is no score sheet seems to be, and where it is taken."""
        source = self._source(item)
        if item.state is not FileState.NOT_A_FORM or source is None or source.table is None:
            return ""
        reader = self._bridge.reader
        round_ = round_of(reader, self.preview.round)
        found = recognise(source.table, pinned_standard(reader, round_), Members(reader, round_))
        if found.kind not in KIND_NAMES:
            return ""
        name = KIND_NAMES[found.kind]
        return f"这个文件像是{name}表。关闭这个窗口后，在“数据交换”页的“{name}”里收。"

    # What can be done

    def read_anew(self) -> None:
        """Read the files as they are now: some have been mended meanwhile. Answers stay."""
        try:
            with waiting():
                self._received = read_again(self._received)
                made = preview_files(
                    self._received.files,
                    self._bridge.reader,
                    self.preview.round,
                    self.preview.answers,
                    folder=self.preview.folder,
                )
        except Fault as fault:
            show_fault(self, fault)
            return
        self._show(made)

    def _answer(self, answers: Mapping[str, str]) -> None:
        before = self.current
        try:
            with waiting():
                made = answered_folder(
                    self.preview, self._bridge.reader, {**self.preview.answers, **answers}
                )
        except Fault as fault:
            show_fault(self, fault)
            return
        self._show(made)
        if before is not None and self.current is not None:
            settled = file_key(before) != file_key(self.current) or not self.current.questions
            if settled:
                self._lead_on()
            else:
                self.detail.focus_open()

    def _lead_on(self) -> None:
        """Go to the next file with an open question; else to the first fault, or to 导入."""
        if self.preview.ready:
            self.apply_button.setFocus()
            return
        asking = [item for item in self.preview.files if item.questions]
        faulty = [item for item in self.preview.files if to_settle(item)]
        for item in (*asking[:1], *faulty[:1]):
            if not self.table.choose_key(file_key(item)):
                self.segments.choose(_ALL)
                self.table.choose_key(file_key(item))
            if not (item.questions and self.detail.focus_open()):
                self.table.setFocus()
            return
        self.table.setFocus()

    def _leave_out(self, out: bool) -> None:
        item = self.current
        if item is not None and item.leave_out is not None:
            self._answer({item.leave_out.id: "yes" if out else "no"})
            self.table.setFocus()

    def _toggle_current(self) -> None:
        item = self.current
        if item is not None:
            self._leave_out(item.state is not FileState.LEFT_OUT)

    def _open_file(self) -> None:
        item = self.current
        if item is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._received.places[item.file])))

    def _copy_faults(self) -> None:
        item = self.current
        if item is not None:
            QGuiApplication.clipboard().setText(fault_text(item))

    def _copy_missing(self) -> None:
        QGuiApplication.clipboard().setText("、".join(self.missing.names))
        self.copy_button.setText("已复制")

    def _apply(self) -> None:
        self.apply_button.setText("正在导入…")
        self.apply_button.setEnabled(False)
        QApplication.processEvents()
        reader = self._bridge.reader
        try:
            with waiting():
                current = answered_folder(self.preview, reader, self.preview.answers)
                if not current.ready:
                    # Something was entered meanwhile: it is shown, and said why it hinders.
                    self._show(current)
                    return
                self._bridge.attempt(ACTIONS[current.action], **current.arguments)
        except Fault as fault:
            show_fault(self, fault)
            self._show(answered_folder(self.preview, reader, self.preview.answers))
            return
        self.outcome = done_words(current, self.missing)
        self.accept()


def _importable(item: FilePreview) -> bool:
    return item.state is FileState.READ and item.changes > 0


def _other(item: FilePreview) -> bool:
    return not to_settle(item) and not _importable(item)


def _summary(preview: FolderPreview) -> str:
    sheets = sum(bool(item.argument) for item in preview.files)
    return f"{sheets} 份打分表，{preview.changes} 处改动。导入后成为草稿，签字前还可以改。"
