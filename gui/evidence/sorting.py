"""A dozen phone photos at once, sorted to villages by keyboard and attached as one entry.

What is chosen lives here until 添加; nothing is in the register before, and a refusal of one
photo keeps all of them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from db.exchange.evidence_files import files_within
from db.exchange.members import Members
from evaluation.actions.evidence import attach_files
from evaluation.faults import Fault, RatingFault
from evaluation.gathering import round_of
from gui import theme
from gui.dialogs.ask import ask_yes_no, show_fault, show_message
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.form_dialog import refusal_text
from gui.dialogs.progress_window import ProgressWindow
from gui.evidence.photo_list import PhotoList
from gui.evidence.photo_sorting import PhotoSorting
from gui.evidence.picture_view import PictureView
from gui.evidence.places import Place
from gui.evidence.reading import Reading, read_as_job
from gui.evidence.sorting_kinds import typed_code
from gui.evidence.village_field import WHOLE_YEAR, VillageField
from gui.jobs import JobRunner, ThreadRunner
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.key_hint import KeyHintRow
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar

__all__ = ["SortPhotosDialog"]

_NARROW_BELOW = 720
_HINTS = (
    ("字母 数字", "选村"),
    ("K", "种类"),
    ("空格", "同上"),
    ("Delete", "不添加"),
    ("Ctrl+Enter", "添加"),
)


class SortPhotosDialog(QDialog):
    """`files`: files and folders; `here`: the place they were dropped on, proposed for all.

    Reading begins when the window is shown. `runner` does it; its own thread if none is given.
    """

    def __init__(
        self,
        bridge: OfficeBridge,
        files: Sequence[Path],
        parent: QWidget | None = None,
        *,
        here: Place | None = None,
        runner: JobRunner | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._paths = tuple(files)
        self._begun = False
        board = bridge.board()
        self.sorting = PhotoSorting(bridge, board, here)
        self.unread: tuple[str, ...] = ()
        self.setWindowTitle("照片归到嘎查村")
        self.runner = runner or ThreadRunner(self)
        self.progress_window = ProgressWindow(self.runner, self)
        self.list = PhotoList()
        self.picture = PictureView()
        self.notice = NoticeBar()
        self.village_field = VillageField(self)
        self.village_field.set_villages(board.rows)
        self.kind_button = QuietButton("选种类", icon_name="chevron-down", icon_after=True)
        self.code_field = QLineEdit()
        self.code_field.setPlaceholderText("指标编号，如 4.1 或 4.1-2")
        self.code_field.setFont(theme.font(TextSize.BODY))
        self.code_words = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        self.menu = QMenu(self)
        self.menu.setFont(theme.font(TextSize.BODY))
        self.sentence = Label("", TextSize.BODY, bold=True, wrap=True)
        self.cancel_button = QuietButton("取消")
        self.add_button = PrimaryButton("添加")
        self._lay_out()
        self._connect()
        self._fill_menu()
        self._show()
        fit_to_screen(self, 1120, 680)
        self.list.setFocus()

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(units(10))
        fields.setVerticalSpacing(units(8))
        for row, (words, widget) in enumerate(
            (
                ("嘎查村", self.village_field),
                ("种类", self.kind_button),
                ("指标", self.code_field),
            )
        ):
            fields.addWidget(Label(words, TextSize.BODY, Colour.SECONDARY), row, 0)
            fields.addWidget(widget, row, 1)
        fields.addWidget(self.code_words, 3, 1)
        fields.setColumnStretch(1, 1)
        side = QVBoxLayout()
        side.setSpacing(units(10))
        side.addLayout(fields)
        side.addWidget(self.picture, 1)
        body = QHBoxLayout()
        body.setSpacing(units(14))
        body.addWidget(self.list, 3)
        body.addLayout(side, 2)
        foot = QHBoxLayout()
        foot.setSpacing(units(10))
        foot.addWidget(self.sentence, 1)
        foot.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        margin = units(16)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(units(12))
        layout.addWidget(self.notice)
        layout.addLayout(body, 1)
        layout.addWidget(KeyHintRow(_HINTS))
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.list.current_changed.connect(lambda _key: self._show_current())
        self.list.opened.connect(self.village_field.setFocus)
        self.list.typed.connect(self.village_field.type_on)
        self.list.kind_wanted.connect(self.open_menu)
        self.list.same_wanted.connect(self.take_from_above)
        self.list.left_out.connect(self.leave_out)
        self.village_field.village_chosen.connect(self.choose_village)
        self.village_field.given_up.connect(self.list.setFocus)
        self.kind_button.clicked.connect(self.open_menu)
        self.code_field.returnPressed.connect(self._code_entered)
        self.code_field.editingFinished.connect(self._code_left)
        self.code_field.textEdited.connect(lambda _text: self._show_code_words())
        self.notice.link_opened.connect(self._tell_unread)
        self.cancel_button.clicked.connect(self.reject)
        self.add_button.clicked.connect(self.add)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.add)
        # Enter belongs to the list and the fields.
        for button in (self.add_button, self.cancel_button, self.kind_button):
            button.setAutoDefault(False)

    def _fill_menu(self) -> None:
        for number, kind in enumerate(self.sorting.kinds, start=1):
            words = kind.word.replace("&", "&&")
            action = self.menu.addAction(f"&{number}　{words}" if number <= 9 else words)
            action.triggered.connect(lambda _=False, key=kind.key: self.choose_kind(key))

    # reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a narrow screen the list needs the room; Enter in the list shows no picture, but
        # the thumbnails stay.
        self.picture.setMinimumWidth(units(150 if self.width() < units(_NARROW_BELOW) else 260))

    def _begin(self) -> None:
        reader = self._bridge.reader
        try:
            paths = files_within(self._paths)
            members = Members(reader, round_of(reader, self._bridge.round))
        except Fault as fault:
            self.notice.say("fault", refusal_text(fault))
            return
        read_as_job(self.runner, paths, members, self._show_read, self.reject)

    def _show_read(self, reading: Reading) -> None:
        self.sorting.take(reading.files)
        self.unread = reading.faults
        if self.unread:
            words = f"{len(self.unread)} 个文件没有读成，其余照常：{self.unread[0]}"
            self.notice.say("warning", words, "全部原因" if len(self.unread) > 1 else "")
        self._show()
        self.list.go_to(0)
        self.list.setFocus()

    # showing

    def _show(self) -> None:
        sorting = self.sorting
        self.list.set_items(sorting.items())
        self.sentence.setText(sorting.sentence())
        count = len(sorting.wanted)
        self.add_button.setEnabled(bool(count))
        self.add_button.setText(f"添加 {count} {sorting.unit}" if count else "添加")
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current_row
        known = 0 <= row < len(self.sorting.read)
        self.picture.set_picture(self.sorting.read[row].picture if known else None)
        kind = self.sorting.kind_of(row) if known else None
        self.kind_button.setText("选种类" if kind is None else kind.word)
        self.code_field.setEnabled(kind is not None and kind.needs_code)
        self.code_field.setText(self.sorting.chosen[row].code if known else "")
        village = self.sorting.chosen[row].village if known else None
        self.village_field.set_present(WHOLE_YEAR if village == "" else village or "")
        self._show_code_words()
        for widget in (self.village_field, self.kind_button):
            widget.setEnabled(known)

    def _show_code_words(self) -> None:
        text = self.code_field.text().strip()
        words, colour = "", Colour.SECONDARY
        if text and self.code_field.isEnabled():
            try:
                indicator, clause = typed_code(self.sorting.standard, text)
                number = [item.id for item in indicator.clauses].index(clause) + 1 if clause else 0
                words = indicator.text + (f"，第 {number} 条扣分" if number else "")
            except RatingFault as fault:
                words, colour = fault.message, Colour.FAULT
        self.code_words.setText(words)
        self.code_words.set_colour(colour)

    def _tell_unread(self) -> None:
        show_message(self, "没有读成的文件", "\n".join(f"· {line}" for line in self.unread))

    # choosing

    def _rows(self) -> tuple[int, ...]:
        return self.list.chosen_rows

    def choose_village(self, village: str) -> None:
        """The village of the chosen photos, then on to the next photo."""
        wanted = "" if village == WHOLE_YEAR else village
        self.sorting.change(self._rows(), village=wanted, guessed=False)
        self._go_on()

    def choose_kind(self, key: str) -> None:
        """What the chosen photos are; a photo of an indicator asks for its code."""
        self.sorting.change(self._rows(), kind=key)
        self._show()
        if self.sorting.kind(key).needs_code:
            self.code_field.setFocus()
            self.code_field.selectAll()
        else:
            self.list.setFocus()

    def open_menu(self) -> None:
        """The kinds, each with its digit."""
        if self._rows():
            below = QPoint(0, self.kind_button.height() + units(2))
            self.menu.popup(self.kind_button.mapToGlobal(below))

    def take_from_above(self) -> None:
        """同上: village, kind and indicator as the photo above has them, then on to the next."""
        rows = self._rows()
        above = rows[0] - 1 if rows else -1
        if above < 0:
            return
        source = self.sorting.chosen[above]
        self.sorting.change(
            rows, village=source.village, guessed=False, kind=source.kind, code=source.code
        )
        self._go_on()

    def leave_out(self) -> None:
        """Leave the chosen photos out, or take them in again."""
        rows = self._rows()
        taken = any(not self.sorting.chosen[row].left_out for row in rows)
        self.sorting.change(rows, left_out="按 Delete 再加回来" if taken else "")
        self._show()

    def _code_entered(self) -> None:
        if self._take_code():
            self._go_on()

    def _code_left(self) -> None:
        if self.code_field.isEnabled():
            self._take_code()

    def _take_code(self) -> bool:
        """Keep the typed code for the chosen photos; whether it is one."""
        text = self.code_field.text().strip()
        if text:
            try:
                typed_code(self.sorting.standard, text)
            except RatingFault:
                self._show_code_words()
                return False
        self.sorting.change(self._rows(), code=text)
        self._show()
        return bool(text)

    def _go_on(self) -> None:
        rows = self._rows()
        self._show()
        self.list.setFocus()
        if rows:
            self.list.go_to(min(rows[-1] + 1, len(self.sorting.read) - 1))

    # attaching

    def add(self) -> None:
        """Say what would be added where, and add it as one entry."""
        sorting = self.sorting
        if not sorting.wanted or self.runner.busy:
            return
        lacking = [row for row in sorting.wanted if sorting.fault(row)]
        if lacking:
            first = lacking[0]
            name = sorting.read[first].file.name
            self.notice.say(
                "fault",
                f"还有 {len(lacking)} {sorting.unit}没有归好：“{name}”{sorting.fault(first)}。"
                "不要的按 Delete。",
            )
            self.list.go_to(first)
            self.list.setFocus()
            return
        if not ask_yes_no(self, sorting.sentence(), sorting.detail(), yes="添加"):
            return
        try:
            self._bridge.attempt(attach_files, round=self._bridge.round, files=sorting.arguments())
        except RatingFault as fault:
            self.notice.say("fault", refusal_text(fault))
            return
        except Fault as fault:
            show_fault(self, fault)
            return
        self.accept()
