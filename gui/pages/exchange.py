"""数据交换: tables out to villages, departments and superiors, and what comes back.

What is sent is read here and written in a job; what comes back is read in a job and shown in a
preview before anything is taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from db.exchange.members import Members
from evaluation.faults import Fault
from evaluation.gathering import pinned_standard, round_of
from evaluation.rounds import ParticipationStatus
from evaluation.views import YearBoard
from gui.dialogs.ask import ask_save_file, show_fault
from gui.dialogs.folder_preview import FolderPreviewDialog
from gui.dialogs.forms_out import FormsOutDialog
from gui.dialogs.import_preview import TABLE_FILES, choose_and_import, import_with_preview
from gui.dialogs.progress_window import ProgressWindow
from gui.exchange.kind_question import KindQuestion
from gui.exchange.received import Received, read_paths
from gui.exchange.recognition import SHEETS, kinds_of_files
from gui.exchange.sent import (
    FEEDBACK,
    Counted,
    FormsWanted,
    PreparedFiles,
    prepare,
    prepare_results,
)
from gui.jobs import Job, JobRunner, Progress, ThreadRunner
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.exchange_cards import DropArea, TableCard, TablesCard, column_caption
from gui.pages.exchange_words import (
    FEEDBACK_OUT,
    RESULTS_OUT,
    SHEETS_IN,
    SHEETS_OUT,
    TABLES,
    WITHOUT_VILLAGES,
    entered_words,
    no_department,
)
from gui.theme import GAP, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.page_head import PageHead

__all__ = ["ExchangePage"]

_STACK_BELOW = 720


class ExchangePage(BoardPage):
    """发出去 at the left, 收回来 at the right; files can be dropped anywhere."""

    title, icon, section = "数据交换", "exchange", "成果"

    def __init__(
        self,
        bridge: OfficeBridge,
        parent: QWidget | None = None,
        *,
        runner: JobRunner | None = None,
    ) -> None:
        """`runner` does the long work; its own thread if none is given."""
        super().__init__(bridge, parent)
        self.dialog: FormsOutDialog | FolderPreviewDialog | None = None
        self._board: YearBoard | None = None
        self._written: Path | None = None
        self._above: Path | None = None
        self._open_to_tables = False
        self.runner = runner or ThreadRunner(self)
        self.progress_window = ProgressWindow(self.runner, self)
        self.setAcceptDrops(True)
        self.notice = NoticeBar()
        self.hindrance = NoticeBar("warning")
        self.notice.link_opened.connect(self.open_written)
        self.sheets_out = QuietButton("发打分表…", icon_name="export")
        self.feedback_out = QuietButton("发反馈表…", icon_name="export")
        self.results_out = QuietButton("存为 Excel…", icon_name="export")
        self.folder_in = PrimaryButton("选文件夹…", icon_name="folder")
        self.sheets_in = QuietButton("选文件…", icon_name="file")
        self.sheets_out_card = TableCard("打分表", self.sheets_out)
        self.feedback_out_card = TableCard("部门反馈表", self.feedback_out)
        self.results_out_card = TableCard("结果总表", self.results_out)
        self.drop_area = DropArea()
        self.sheets_in_card = TableCard("打分表", self.folder_in, self.sheets_in)
        self.tables_card = TablesCard("其他表格", TABLES)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._head = PageHead("数据交换")
        self.column.addWidget(self._head)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.hindrance)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(units(GAP))
        for widgets in (
            (
                column_caption("发出去", "给基层、部门、上级"),
                self.sheets_out_card,
                self.feedback_out_card,
                self.results_out_card,
            ),
            (
                column_caption("收回来", "先看，再导入"),
                self.drop_area,
                self.sheets_in_card,
                self.tables_card,
            ),
        ):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(units(12))
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            self._columns.addWidget(side, 1)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        self.setFocusProxy(self.sheets_out)

    def _connect(self) -> None:
        self.sheets_out.clicked.connect(lambda: self.ask_forms(SHEETS))
        self.feedback_out.clicked.connect(lambda: self.ask_forms(FEEDBACK))
        self.results_out.clicked.connect(self.save_results)
        self.folder_in.clicked.connect(self.choose_folder)
        self.sheets_in.clicked.connect(self.choose_sheets)
        self.tables_card.wanted.connect(self.import_table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        stacked = self.width() < units(_STACK_BELOW)
        self._columns.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)

    # What is looked at

    @property
    def board(self) -> YearBoard:
        """The board shown; the page has one as soon as it shows anything."""
        assert self._board is not None
        return self._board

    def show_board(self, board: YearBoard) -> None:
        if self._board is not None and self._board.head.round.id != board.head.round.id:
            self.notice.clear()
        self._board = board
        head = board.head
        self._head.set_note(f"{head.office} · {head.year} 年度")
        for card, words in (
            (self.sheets_out_card, SHEETS_OUT),
            (self.feedback_out_card, FEEDBACK_OUT),
            (self.results_out_card, RESULTS_OUT),
            (self.sheets_in_card, SHEETS_IN),
        ):
            card.words.set_text(words.format(unit=head.unit))
        rated = [row for row in board.rows if row.status is ParticipationStatus.RATED]
        closed = head.published
        if closed:
            self.hindrance.say(
                "info", f"{head.year} 年度已经定评封存，不能再导入；表格照样可以写出。"
            )
        elif not rated:
            self.hindrance.say("warning", f"名册里还没有参评的{head.unit}。请先导入名册。")
        else:
            self.hindrance.clear()
        entered = entered_words(board)
        sheets, reported = bool(entered and rated), not no_department(board)
        self.sheets_out_card.show_state(
            "" if entered else "本年度的评定标准没有打分的步骤。", allowed=sheets
        )
        self.feedback_out_card.show_state(no_department(board), allowed=bool(reported and rated))
        self.results_out_card.show_state(
            f"现在 {board.totals.rated}/{len(rated)} 个{head.unit}有结果。" if rated else "",
            allowed=bool(rated),
        )
        self.sheets_in_card.show_state(entered if rated else "", allowed=sheets and not closed)
        self._open_to_tables = not closed
        allowed = {key for key, _, _ in TABLES} if rated else set(WITHOUT_VILLAGES)
        if not reported:
            allowed.discard(FEEDBACK)
        self.tables_card.allow(frozenset() if closed else frozenset(allowed))
        self.drop_area.setVisible(not closed)
        self.set_foot(entered if rated else "")

    # Out

    def ask_forms(self, kind: str) -> None:
        """Ask which forms are wanted, and write them."""
        try:
            dialog = FormsOutDialog(self.board, kind, parent_folder=self._above, parent=self)
        except Fault as fault:
            show_fault(self, fault)
            return
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self.write_forms(dialog.wanted))
        dialog.open()

    def write_forms(self, wanted: FormsWanted) -> None:
        """Write the forms, and say where they are."""
        try:
            prepared = prepare(self.bridge.reader, self.board, wanted)
        except Fault as fault:
            show_fault(self, fault)
            return
        self._above = wanted.folder.parent
        self._write(prepared)

    def save_results(self) -> None:
        """Ask where, and write the table of all results."""
        proposal = f"{self.board.head.year}年度评定结果.xlsx"
        path = ask_save_file(self, "结果总表存为", proposal, ("Excel 表格 (*.xlsx)",))
        if path is None:
            return
        if path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        self._write(prepare_results(self.board, path))

    def _write(self, prepared: PreparedFiles) -> None:
        counted: list[Counted] = []

        def work(progress: Progress) -> Sequence[Path]:
            counted.append(Counted(progress))
            return prepared.write(counted[0])

        def stopped() -> None:
            words = f"已停止：{prepared.name}写出 {counted[0].done} 个文件"
            self._tell_written(words, prepared.folder)

        self._run(
            f"正在写出{prepared.name}",
            work,
            lambda paths: self._tell_written(f"已写出 {len(paths)} 个文件", prepared.folder),
            stopped,
        )

    def _tell_written(self, words: str, folder: Path) -> None:
        self._written = folder
        self.notice.say("done", f"{words}到 {folder}", "打开文件夹")

    def open_written(self) -> None:
        """Open the folder that was written into last."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    # In

    def choose_folder(self) -> None:
        """Ask for a folder of score sheets and show what importing it would do."""
        name = QFileDialog.getExistingDirectory(self, "收回打分表：选文件夹")
        if name:
            self.read_sheets([Path(name)])

    def choose_sheets(self) -> None:
        """Ask for one or several score sheets."""
        self.read_sheets(self._ask_files("收回打分表：选一个或几个文件"))

    def choose_feedback(self) -> None:
        """Ask for one or several tables of departments; each is shown by itself."""
        self._import_tables(FEEDBACK, self._ask_files("收回部门反馈表：选一个或几个文件"))

    def import_table(self, kind: str) -> None:
        """Ask for a table of a kind and show what it would change."""
        if kind == FEEDBACK:
            self.choose_feedback()
        else:
            self._tell_imported([choose_and_import(self.bridge, kind, self)])

    def _ask_files(self, title: str) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(self, title, "", TABLE_FILES)
        return [Path(name) for name in names]

    def read_sheets(self, paths: Sequence[Path]) -> None:
        """Read score sheets in a job, and show what importing them would do."""
        if paths:
            self._read(paths, self.show_sheets)

    def _read(self, paths: Sequence[Path], show: Callable[[Received], None]) -> None:
        def work(progress: Progress) -> Received:
            def report(done: int, total: int) -> bool:
                progress.report(done, total)
                return True

            return read_paths(paths, report)

        self._run("正在读文件", work, show, lambda: None)

    def show_sheets(self, received: Received) -> None:
        """Open the preview of what was read."""
        try:
            dialog = FolderPreviewDialog(self.bridge, received, self)
        except Fault as fault:
            show_fault(self, fault)
            return
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self._tell_imported([dialog.outcome]))
        dialog.open()

    def _import_tables(self, kind: str, paths: Sequence[Path]) -> None:
        """One preview after the other."""
        told = []
        for number, path in enumerate(paths, start=1):
            which = f"（第 {number} 个，共 {len(paths)} 个）" if len(paths) > 1 else ""
            told.append(import_with_preview(self.bridge, kind, path, self.window(), which=which))
        self._tell_imported(told)

    def _tell_imported(self, sentences: Sequence[str]) -> None:
        told = [sentence for sentence in sentences if sentence]
        if told:
            self._written = None
            self.notice.say("done", "\n".join(told))

    # What is dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._open_to_tables and any(url.isLocalFile() for url in event.mimeData().urls()):
            self.drop_area.set_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_area.set_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_area.set_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take_in(paths)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Folders are score sheets; of files it is found out, or asked, what they are."""
        if not paths or self.runner.busy:
            return
        if any(path.is_dir() for path in paths):
            self.read_sheets(paths)
        else:
            self._read(paths, self.sort_out)

    def sort_out(self, received: Received) -> None:
        """Show each file as what it is: score sheets together, other tables one by one."""
        reader = self.bridge.reader
        round_ = round_of(reader, self.bridge.round)
        kinds = kinds_of_files(
            received.files,
            pinned_standard(reader, round_),
            Members(reader, round_),
            self._ask_kind,
        )
        sheets = tuple(file for file in received.files if kinds[file.name] == SHEETS)
        if sheets:
            paths = tuple(received.places[file.name] for file in sheets)
            self.show_sheets(Received(received.label, sheets, paths, received.places))
        for kind in dict.fromkeys(kinds.values()):
            if kind not in ("", SHEETS):
                names = [name for name, known in kinds.items() if known == kind]
                self._import_tables(kind, [received.places[name] for name in names])

    def _ask_kind(self, name: str, likely: Sequence[str]) -> str:
        question = KindQuestion(name, likely, self)
        return question.chosen if question.exec() else ""

    def _run(
        self,
        name: str,
        work: Callable[[Progress], Any],
        finished: Callable[[Any], None],
        stopped: Callable[[], None],
    ) -> None:
        """Do some work as a job; what nobody foresaw goes to the fault window."""

        def failed(error: Exception) -> None:
            if not isinstance(error, Fault):
                raise error
            show_fault(self, error)

        if not self.runner.busy:
            self.runner.start(Job(name, work, finished, failed, stopped))
