"""证书打印: the papers of a round, each shown as the very PDF that is printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from evaluation.actions.notices import void_certificate
from evaluation.boards import restricted
from evaluation.faults import Fault, RatingFault
from evaluation.rounds import ParticipationStatus
from evaluation.views import YearBoard
from gui.dialogs.ask import ask_save_file, ask_text, ask_yes_no, show_fault, show_message
from gui.dialogs.certificate_dialog import CertificateDialog
from gui.dialogs.progress_window import ProgressWindow
from gui.icons import icon
from gui.jobs import Job, JobCancelledError, JobRunner, Progress, ThreadRunner
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.pages.printing_cards import CertificateCard, PrinterCard, SaveCard
from gui.pages.printing_papers import prepare_paper
from gui.pages.printing_words import (
    WITHOUT_VILLAGES,
    apart_words,
    certificates_due,
    number_pairs,
    paper_items,
    size_words,
)
from gui.printing import (
    PdfPages,
    PreparedPaper,
    open_in_reader,
    printer_names,
    send_to_printer,
    standard_printer,
)
from gui.theme import GAP, Colour, units
from gui.widgets.buttons import FlatButton, PrimaryButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.empty_state import EmptyState
from gui.widgets.grouped_list import GroupedList
from gui.widgets.page_head import PageHead
from gui.widgets.paper_preview import PaperPreview
from gui.widgets.split import Split
from gui.widgets.typed_dates import date_words

if TYPE_CHECKING:
    from evaluation.reports.printing import PaperKind

__all__ = ["PrintingPage"]

_NARROW_BELOW = 1000
_BUILT_AT_ONCE = 15
"""Villages up to which a paper is made while the official waits, without a progress window."""


class PrintingPage(BoardPage):
    """Papers at the left, the preview in the middle, what can be done at the right."""

    title, icon, section = "证书打印", "print", "成果"

    def __init__(
        self,
        bridge: OfficeBridge,
        parent: QWidget | None = None,
        *,
        runner: JobRunner | None = None,
    ) -> None:
        """`runner` does the long work; its own thread if none is given."""
        super().__init__(bridge, parent)
        self.dialog: QDialog | None = None
        self.data = b""
        self.problems: tuple[str, ...] = ()
        self._board: YearBoard | None = None
        self._prepared: PreparedPaper | None = None
        self._pages: PdfPages | None = None
        self._shown: tuple[object, ...] = ()
        self._kind = ""
        self.runner = runner or ThreadRunner(self)
        self.progress_window = ProgressWindow(self.runner, self)
        self.paper_list = GroupedList()
        self.paper_list.chosen.connect(self.open_subject)
        self.paper_field = ChoiceField(width=190)
        self.paper_field.value_changed.connect(self.open_subject)
        self.preview = PaperPreview()
        self.nothing = EmptyState("", icon_name="print")
        self.printer_card = PrinterCard()
        self.certificate_card = CertificateCard()
        self.save_card = SaveCard()
        self.check_button = FlatButton("")
        self.print_button = PrimaryButton("打印", icon_name="printer", key="Ctrl+P")
        self._arrange()
        self.printer_card.range_changed.connect(self.rebuild)
        self.certificate_card.changed.connect(self.rebuild)
        self.certificate_card.numbering_wanted.connect(self.number_certificates)
        self.certificate_card.voiding_wanted.connect(self.void_current)
        self.save_card.pdf_button.clicked.connect(self.save)
        self.save_card.reader_button.clicked.connect(self.open_reader)
        self.save_card.apart_button.clicked.connect(self.save_apart)
        self.check_button.clicked.connect(self.tell_problems)
        self.print_button.clicked.connect(self.print_paper)

    def _arrange(self) -> None:
        self._head = PageHead("证书打印")
        self._head.add_left(self.paper_field)
        self._head.add_right(self.check_button)
        self._head.add_right(self.print_button)
        self.column.addWidget(self._head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self.nothing)
        self._stack.setMinimumHeight(units(260))
        split = Split(self._stack, side_width=250, stack_below=600)
        for card in (self.printer_card, self.certificate_card, self.save_card):
            split.add_side(card)
        row = QHBoxLayout()
        row.setSpacing(units(GAP))
        row.addWidget(self.paper_list)
        row.addWidget(split, 1)
        self.column.addLayout(row, 1)
        self.setFocusProxy(self.paper_list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        self.paper_list.setHidden(narrow)
        self.setFocusProxy(self.preview if narrow else self.paper_list)
        self.paper_field.setHidden(not narrow)

    # What is looked at

    @property
    def board(self) -> YearBoard:
        """The board shown; the page has one as soon as it shows anything."""
        assert self._board is not None
        return self._board

    @property
    def kind(self) -> PaperKind:
        """The paper that is chosen."""
        from evaluation.reports.printing import PaperKind

        return PaperKind(self._kind)

    @property
    def specimen(self) -> bool:
        """The certificates shown are 样张: none has a number yet."""
        issued = any(not item.void for item in self.board.certificates)
        return self._kind == "certificate" and not issued

    def open_subject(self, subject: str) -> None:
        """Show a paper by its kind, such as "summary"."""
        if subject != self._kind:
            self._kind = subject
            self.paper_list.choose(subject)
            self.paper_field.set_value(subject)
            if self._board is not None:
                self.refresh()

    def show_board(self, board: YearBoard) -> None:
        self._board = board
        if not self._kind:
            self._kind = "certificate" if board.head.standard.certificate else "annual"
        self._show_papers(board)
        self._show_ranges(board)
        self.printer_card.set_printers(printer_names(), standard_printer())
        self.certificate_card.setVisible(self._kind == "certificate")
        self.printer_card.offer_sides(self._kind != "certificate")
        due, issued = certificates_due(board), any(not item.void for item in board.certificates)
        self.certificate_card.show_numbers(number_pairs(board), to_number=due, can_void=issued)
        day = board.head.round.decided_on
        decided = f"已定评（{date_words(date.fromisoformat(day))}）" if day else "未定评"
        self._head.set_note(f"{board.head.office} {board.head.year} 年度 · {decided}")
        self.rebuild()

    def _show_papers(self, board: YearBoard) -> None:
        items = paper_items(board)
        self.paper_list.set_items(items)
        self.paper_list.choose(self._kind)
        self.paper_field.set_choices([(item.key, item.name) for item in items if item.key])
        self.paper_field.set_value(self._kind)

    def _show_ranges(self, board: YearBoard) -> None:
        villages = [
            (row.id, row.name)
            for row in board.rows
            if row.status is not ParticipationStatus.EXCLUDED
        ]
        if self._kind in WITHOUT_VILLAGES:
            villages = []
        towns = () if self._kind == "notice" else board.head.towns
        self.printer_card.set_ranges("全部", towns, villages)

    # Making and showing the paper

    def rebuild(self) -> None:
        """Make the chosen paper anew, if anything about it has changed."""
        if self._board is None or self.runner.busy:
            return
        form = self.certificate_card.form_of(specimen=self.specimen)
        wanted = (self._board, self._kind, self.printer_card.chosen_range(), form)
        if wanted[1:] == self._shown[1:] and self._shown[0] is self._board:
            return
        self._shown = wanted
        town, village = self.printer_card.chosen_range()
        try:
            chosen = restricted(self.board, town=town, village=village)
            prepared = prepare_paper(self.bridge.reader, chosen, self.kind, form)
            if prepared.count <= _BUILT_AT_ONCE:
                self._show_paper(prepared, prepared.build(None), prepared.check())
                return
        except RatingFault as fault:
            self._show_nothing(str(fault))
            return

        def work(progress: Progress) -> tuple[bytes, tuple[str, ...]]:
            return prepared.build(progress), prepared.check()

        self._run(
            f"正在生成{prepared.name}",
            work,
            lambda result: self._show_paper(prepared, *result),
            lambda fault: self._show_nothing(str(fault)),
        )

    def _run(
        self,
        name: str,
        work: Callable[[Progress], Any],
        finished: Callable[[Any], None],
        refused: Callable[[Fault], None],
    ) -> None:
        """Do some work as a job; what nobody foresaw goes to the fault window."""

        def failed(error: Exception) -> None:
            if not isinstance(error, Fault):
                raise error
            refused(error)

        def stopped() -> None:
            self._shown = ()
            self.set_foot(f"{name}：已停止", self._hints())

        self.runner.start(Job(name, work, finished, failed, stopped))

    def _show_paper(self, prepared: PreparedPaper, data: bytes, problems: tuple[str, ...]) -> None:
        self._prepared, self.data, self.problems = prepared, data, problems
        if self._pages is not None:
            self._pages.close()
        self._pages = PdfPages(data)
        self.preview.set_pages(self._pages.sizes, self._pages.draw, size_words(self._pages.sizes))
        self._stack.setCurrentWidget(self.preview)
        self._allow(True)
        self.save_card.apart_button.setVisible(len(prepared.apart) > 1)
        self.save_card.apart_button.setText(f"{apart_words(self._kind)}…")
        sign, colour = ("mark-done", Colour.DONE) if not problems else ("warning", Colour.FAULT)
        self.check_button.setText(
            f"打印前检查：{len(problems)} 处要看" if problems else "打印前检查通过"
        )
        self.check_button.setIcon(icon(sign, units(15), colour))
        self.check_button.setStyleSheet(f"color: {colour};")
        self.print_button.setText("打印样张" if self.specimen else "打印")
        pages = len(self._pages.sizes)
        words = "样张，没有编号，不作证书使用" if self.specimen else f"共 {pages} 页"
        self.set_foot(f"{prepared.name}：{words}", self._hints())

    def _show_nothing(self, sentence: str) -> None:
        self._prepared, self.data, self.problems = None, b"", ()
        self.preview.clear()
        self.nothing.set_text("现在没有可以打印的内容", sentence)
        self._stack.setCurrentWidget(self.nothing)
        self._allow(False)
        self.set_foot("", self._hints())

    def _allow(self, allowed: bool) -> None:
        self.check_button.setVisible(allowed)
        self.print_button.setEnabled(allowed and self.printer_card.has_printer)
        for button in (
            self.save_card.pdf_button,
            self.save_card.reader_button,
            self.save_card.apart_button,
        ):
            button.setEnabled(allowed)

    @staticmethod
    def _hints() -> tuple[tuple[str, str], ...]:
        return (("PgUp", "上一页"), ("PgDn", "下一页"), ("Ctrl+S", "存为 PDF"), ("Ctrl+P", "打印"))

    # What can be done

    def tell_problems(self) -> None:
        """Show what the check before printing found."""
        if self.problems:
            show_message(self, "打印前检查", "\n".join(f"· {line}" for line in self.problems))
        else:
            show_message(self, "打印前检查通过", "字体、编号、日期和版面都没有发现问题。")

    def print_paper(self) -> None:
        """Send the paper to the printer, after a word about what the check found."""
        if not self.data or not self.printer_card.has_printer:
            return
        if self.problems and not ask_yes_no(
            self,
            f"打印前检查有 {len(self.problems)} 处要看，仍要打印？",
            "\n".join(f"· {line}" for line in self.problems[:8]),
            yes="仍要打印",
            danger=True,
        ):
            return
        data, card = self.data, self.printer_card
        name, two_sided = card.printer.value(), card.two_sided
        copies = int(card.copies.value() or "1")

        def work(progress: Progress) -> int:
            return send_to_printer(data, name, copies, two_sided=two_sided, progress=progress)

        def finished(pages: int) -> None:
            self.set_foot(f"已送到打印机“{name}”：{pages} 页 × {copies} 份", self._hints())

        self._run("正在打印", work, finished, lambda fault: show_fault(self, fault))

    def save(self) -> None:
        """Save a copy of the very bytes that are shown."""
        from evaluation.reports.batch import file_name, save

        if self._prepared is None:
            return
        proposal = f"{file_name(self._prepared.name)}.pdf"
        path = ask_save_file(self, "存为 PDF", proposal, ("PDF (*.pdf)",))
        if path is None:
            return
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        try:
            save(path, self.data)
        except Fault as fault:
            show_fault(self, fault)
            return
        self.set_foot(f"已存为 {path.name}", self._hints())

    def open_reader(self) -> None:
        """Open a copy in the computer's own PDF reader."""
        if self._prepared is None:
            return
        try:
            found = open_in_reader(self.data, self._prepared.name)
        except Fault as fault:
            show_fault(self, fault)
            return
        if not found:
            show_message(self, "没有找到 PDF 阅读器", "请先存为 PDF，再用浏览器或其他软件打开。")

    def save_apart(self) -> None:
        """Ask for a folder and write one file for each village into it."""
        name = QFileDialog.getExistingDirectory(self, f"{apart_words(self._kind)}，存到哪个文件夹")
        if name:
            self.write_apart(Path(name))

    def write_apart(self, folder: Path) -> None:
        """Write one file for each village into a folder."""
        if self._prepared is None or not self._prepared.apart:
            return
        papers = self._prepared.apart

        def work(progress: Progress) -> int:
            from evaluation.reports.batch import write_apart

            def report(done: int, total: int) -> bool:
                try:
                    progress.report(done, total, papers[min(done, total - 1)].name)
                except JobCancelledError:
                    return False
                return True

            return len(write_apart(folder, papers, report))

        def finished(written: int) -> None:
            stopped = "" if written == len(papers) else "，已停止"
            self.set_foot(f"已写 {written}/{len(papers)} 个文件{stopped}", self._hints())

        self._run("正在写文件", work, finished, lambda fault: show_fault(self, fault))

    def number_certificates(self) -> None:
        """Ask for the day and number the certificates."""
        self.dialog = CertificateDialog(self.bridge, self)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def void_current(self) -> None:
        """作废 the certificate that is shown, with a reason."""
        from evaluation.reports.printing import certificate_entries

        town, village = self.printer_card.chosen_range()
        entries = certificate_entries(restricted(self.board, town=town, village=village))
        if self.preview.page >= len(entries):
            return
        entry = entries[self.preview.page]
        reason = ask_text(
            self,
            f"作废{entry.row.name}的证书 {entry.number}",
            "编号不再使用，可以另编新号重发。原因会进入日志。",
        )
        if reason is not None:
            self.bridge.act(
                void_certificate,
                round=self.bridge.round,
                village=entry.row.id,
                number=entry.number,
                reason=reason,
            )
