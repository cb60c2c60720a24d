"""附件 of one place: what is attached, looked at, added, saved as a copy, taken off.

Reads the register as the 经办人 may see it and acts through the bridge; keeps nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.exchange.evidence_files import (
    SUFFIXES,
    EvidenceFile,
    copy_name,
    files_within,
    read_evidence,
    save_evidence,
)
from evaluation.actions.evidence import attach_files, remove_evidence
from evaluation.evidence import Subject
from evaluation.faults import Fault, RatingFault
from evaluation.rounds import RoundState
from evaluation.steps.records import Evidence
from gui.dialogs.ask import ask_save_file, ask_text, show_fault, show_message
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.form_dialog import refusal_text
from gui.dialogs.progress_window import ProgressWindow
from gui.evidence.clipboard import dropped_files, picture_bytes, picture_name
from gui.evidence.picture_list import PictureItem, PictureList
from gui.evidence.pictures import small_picture
from gui.evidence.places import WARNING_FROM, Place, attached, size_words, total_size
from gui.evidence.reading import Reading, read_as_job
from gui.evidence.viewer import EvidenceViewer
from gui.jobs import JobRunner, ThreadRunner
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.typed_dates import date_words

__all__ = ["AttachmentsDialog"]

_SIDE = 240
_TOLD = 3
"""Reasons told at once; the others behind a link."""
_FILTERS = (f"照片和扫描件 ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})",)


class AttachmentsDialog(QDialog):
    """`village`: its id, "" for what belongs to the whole year; `heading`: the place in words.

    Enter opens, Ctrl+O adds files, Ctrl+V pastes, Ctrl+S saves a copy, Delete takes off;
    files can be dropped onto it. `runner` does the reading; its own thread if none is given.
    """

    def __init__(
        self,
        bridge: OfficeBridge,
        village: str,
        subject: Subject,
        heading: str,
        parent: QWidget | None = None,
        *,
        runner: JobRunner | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._place = Place(village, subject)
        self._kept: tuple[Evidence, ...] = ()
        self._small: dict[str, QImage | None] = {}
        self.dialog: QDialog | None = None
        self.setWindowTitle("附件")
        self.setAcceptDrops(True)
        self.runner = runner or ThreadRunner(self)
        self.progress_window = ProgressWindow(self.runner, self)
        self._left_out: tuple[str, ...] = ()
        self._title = Label(heading, TextSize.TITLE, bold=True, wrap=True)
        self.total = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        self.notice = NoticeBar()
        self.list = PictureList()
        self.empty = EmptyState("还没有附件", icon_name="attachment")
        self.add_button = PrimaryButton("添加文件…", icon_name="plus")
        self.open_button = QuietButton("查看")
        self.save_button = QuietButton("存副本…")
        self.remove_button = QuietButton("移除…")
        self.close_button = QuietButton("关闭")
        self._lay_out()
        self._connect()
        self.refresh()
        fit_to_screen(self, 680, 560)
        self.list.setFocus()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.setSpacing(units(10))
        head.addWidget(self._title, 1)
        head.addWidget(self.add_button)
        foot = QHBoxLayout()
        foot.setSpacing(units(10))
        for button in (self.open_button, self.save_button, self.remove_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        margin = units(16)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(units(12))
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.total)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._bridge.changed.connect(self._changed)
        self.add_button.clicked.connect(self.choose_files)
        self.open_button.clicked.connect(self.open_current)
        self.list.opened.connect(self.open_current)
        self.save_button.clicked.connect(self.save_current)
        self.remove_button.clicked.connect(self.remove_current)
        self.close_button.clicked.connect(self.accept)
        self.notice.link_opened.connect(self._tell_left_out)
        for keys, words, receiver, button in (
            ("Ctrl+O", "Ctrl O", self.choose_files, self.add_button),
            ("Ctrl+V", "", self.paste, None),
            ("Ctrl+S", "Ctrl S", self.save_current, self.save_button),
            ("Delete", "Delete", self.remove_current, self.remove_button),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(receiver)
            if button is not None:
                button.setToolTip(words)
        self.open_button.setToolTip("Enter")

    @property
    def kept(self) -> tuple[Evidence, ...]:
        """What is attached here, in the order shown."""
        return self._kept

    @property
    def current(self) -> Evidence | None:
        """The file chosen in the list."""
        row = self.list.current_row
        return self._kept[row] if 0 <= row < len(self._kept) else None

    @property
    def _editable(self) -> bool:
        state = {item.id: item.state for item in self._bridge.rounds()}.get(self._bridge.round)
        return state is not None and state is not RoundState.PUBLISHED

    def refresh(self) -> None:
        """Read what is attached here again, and every byte of it."""
        reader = self._bridge.reader
        self._kept = attached(reader, self._bridge.round, self._place)
        editable = self._editable
        self.list.set_items([self._item(kept) for kept in self._kept])
        self._stack.setCurrentWidget(self.list if self._kept else self.empty)
        self.empty.set_text(
            "还没有附件",
            "把照片、扫描件拖到这里，或按 Ctrl+V 粘贴。" if editable else "本年度已经定评封存。",
        )
        self.add_button.setVisible(editable)
        for button in (self.open_button, self.save_button, self.remove_button):
            button.setVisible(bool(self._kept))
        self.remove_button.setVisible(bool(self._kept) and editable)
        self._show_total(total_size(reader))

    def _show_total(self, size: int) -> None:
        here = sum(item.size for item in self._kept)
        words = f"这里 {len(self._kept)} 个，{size_words(here)}。" if self._kept else ""
        self.total.setText(f"{words}档案里的附件一共 {size_words(size) if size else '0 KB'}。")
        self.total.set_colour(Colour.SECONDARY)
        if size >= WARNING_FROM:
            self.total.set_colour(Colour.FAULT)
            self.total.setText(
                f"{self.total.text()}附件已经很多：档案要靠复制来备份，复制会慢，U 盘可能装不下。"
                "以后请只添加扣分要用的照片。"
            )

    def _item(self, kept: Evidence) -> PictureItem:
        day = f"{date_words(date.fromisoformat(kept.taken_on))}拍摄" if kept.taken_on else ""
        words = (size_words(kept.size), day, f"{kept.entered_by}添加" if kept.entered_by else "")
        first = ("　".join(word for word in words if word), Colour.SECONDARY)
        try:
            data = self._bytes_of(kept)
        except RatingFault as fault:
            return PictureItem(
                kept.sha256, kept.name, None, first, (fault.message, Colour.FAULT),
                ("mark-fault", Colour.FAULT),
            )  # fmt: skip
        if kept.sha256 not in self._small:
            side = round(_SIDE * self.devicePixelRatioF())
            self._small[kept.sha256] = small_picture(kept.media, data, side)
        picture = self._small[kept.sha256]
        return PictureItem(kept.sha256, kept.name, picture, first, (kept.note, Colour.SECONDARY))

    def _bytes_of(self, kept: Evidence) -> bytes:
        """The kept bytes, checked against their checksum; RatingFault where they differ."""
        data = self._bridge.reader.blob(kept.sha256)
        if data is None:
            raise RatingFault("内容不在档案里，请从备份中找回。")
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            raise RatingFault("内容与校验码不符，已被改动或损坏，不能使用。请从备份中找回。")
        return data

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    # adding

    def choose_files(self) -> None:
        """Ask the system for files and add them."""
        if self._editable:
            names, _ = QFileDialog.getOpenFileNames(self, "添加附件", "", ";;".join(_FILTERS))
            self.add_files([Path(name) for name in names])

    def paste(self) -> None:
        """Add what lies on the clipboard: files, or a picture."""
        if self._editable:
            self._take(QGuiApplication.clipboard().mimeData())

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read files, then attach all that could be read, as one entry."""
        self.notice.clear()
        try:
            files = files_within(paths)
        except Fault as fault:
            self.notice.say("fault", refusal_text(fault))
            return
        if files and not self.runner.busy:
            read_as_job(self.runner, files, None, self._attach_read, lambda: None)

    def _take(self, mime: QMimeData) -> None:
        paths = dropped_files(mime)
        if paths:
            self.add_files(paths)
            return
        data = picture_bytes(mime)
        if not data:
            self.notice.say("info", "剪贴板里没有图片或能添加的文件。")
            return
        try:
            file = read_evidence(picture_name(self._bridge.office.clock()), data)
        except Fault as fault:
            self.notice.say("fault", refusal_text(fault))
            return
        self._attach([file], ())

    def _attach_read(self, reading: Reading) -> None:
        self._attach([item.file for item in reading.files], reading.faults)

    def _attach(self, files: Sequence[EvidenceFile], faults: Sequence[str]) -> None:
        """Attach what is not here yet; everything that was left out is told."""
        here = {item.sha256 for item in self._kept}
        told = list(faults)
        wanted: list[EvidenceFile] = []
        for file in files:
            if file.sha256 in here:
                told.append(f"“{file.name}”已经在这里，没有再添加。")
                continue
            here.add(file.sha256)
            wanted.append(file)
        if wanted:
            try:
                self._bridge.attempt(
                    attach_files,
                    round=self._bridge.round,
                    files=[
                        {
                            **self._place.arguments(),
                            "name": file.name,
                            "media": file.media,
                            "data": file.data,
                            "taken_on": file.taken_on,
                        }
                        for file in wanted
                    ],
                )
            except RatingFault as fault:
                self.notice.say("fault", refusal_text(fault))
                return
            except Fault as fault:
                show_fault(self, fault)
                return
            self.refresh()
            keys = [item.sha256 for item in self._kept]
            self.list.go_to(keys.index(wanted[-1].sha256))
        if told:
            self._left_out = tuple(told)
            done = f"添加了 {len(wanted)} 个，另有 {len(told)} 个没有添加：\n" if wanted else ""
            more = "全部原因" if len(told) > _TOLD else ""
            self.notice.say("warning", done + "\n".join(told[:_TOLD]), more)
        elif wanted:
            self.notice.say("done", f"添加了 {len(wanted)} 个附件。")
        self.list.setFocus()

    def _tell_left_out(self) -> None:
        words = "\n".join(f"· {line}" for line in self._left_out)
        show_message(self, "没有添加的文件", words)

    # what can be done with one

    def open_current(self) -> None:
        """Look at the chosen file."""
        if self.current is None:
            return
        viewer = EvidenceViewer(self._kept, self._bytes_of, self.list.current_row, self)
        self.dialog = viewer
        viewer.finished.connect(lambda _result: self.list.go_to(viewer.place))
        viewer.finished.connect(viewer.deleteLater)
        viewer.open()

    def save_current(self) -> None:
        """Save a copy of the chosen file."""
        kept = self.current
        if kept is None:
            return
        try:
            data = self._bytes_of(kept)
        except RatingFault as fault:
            self.notice.say("fault", fault.message)
            return
        proposal = copy_name(kept.name, kept.media)
        suffix = Path(proposal).suffix
        path = ask_save_file(self, "存副本", proposal, (f"附件 (*{suffix})",))
        if path is None:
            return
        if path.suffix.lower() != suffix.lower():
            path = path.with_name(f"{path.name}{suffix}")
        try:
            save_evidence(path, data)
        except Fault as fault:
            show_fault(self, fault)
            return
        self.notice.say("done", f"已存为 {path.name}。")

    def remove_current(self) -> None:
        """Take the chosen file off this place, with a reason."""
        kept = self.current
        if kept is None or not self._editable:
            return
        reason = ask_text(
            self,
            f"移除附件“{kept.name}”？",
            "附件不再显示在这里；内容仍留在档案里备查。请写明原因：",
            lines=2,
        )
        if reason is None:
            return
        try:
            self._bridge.attempt(
                remove_evidence,
                round=self._bridge.round,
                village=self._place.village,
                subject=kept.subject,
                sha256=kept.sha256,
                reason=reason,
            )
        except RatingFault as fault:
            self.notice.say("fault", refusal_text(fault))
            return
        self.refresh()
        self.notice.say("done", f"“{kept.name}”已移除。")
        self.list.setFocus()

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._editable and (dropped_files(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()
