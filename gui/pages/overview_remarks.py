"""What stands between the next action and the villages: what does not fit, and the backups.

The words are made here from what others have read; the strip only shows them. Where the page
is low only the first of them is shown until the others are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.second_copies import CopyState
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton, LinkButton
from gui.widgets.label import ElidedLabel
from gui.widgets.notice_bar import NoticeBar, NoticeKind

__all__ = ["BACK_UP", "CHOOSE_PLACE", "LOOK_AGAIN", "PLAN", "Remark", "RemarkStrip", "copy_remark"]

PLAN, BACK_UP, LOOK_AGAIN, CHOOSE_PLACE = "plan", "back up", "look again", "choose place"
"""Keys of what the link of a remark leads to."""

_OLD_DAYS = 7
"""A copy so many days old is to be made anew."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, and a link with the key of what it leads to; `kind` None is plain text."""

    kind: NoticeKind | None
    text: str
    link: str = ""
    key: str = ""


def copy_remark(state: CopyState, now: datetime) -> Remark | None:
    """How old the newest copy on the second place is and what to do; None before a look."""
    if state.busy:
        return Remark(None, f"正在备份到第二个地方“{state.place}”…")
    if not state.place:
        return Remark(
            "warning",
            "还没有选备份的第二个地方。这台电脑坏了，旁边的备份也会一起坏，请选 U 盘或移动硬盘。",
            "去选择",
            CHOOSE_PLACE,
        )
    if state.found is None:
        return None
    age = None if state.newest is None else (now.date() - state.newest.date()).days
    old = age is None or age >= _OLD_DAYS
    kind: NoticeKind | None = "warning" if old else None
    if not state.found:
        seen = (
            "那里还没有见过备份。"
            if state.newest is None
            else f"上次备份到那里是{_age_words(state.newest, now)}。"
        )
        text = (
            f"现在找不到备份的第二个地方“{state.place}”，可能是 U 盘没有插上。"
            f"{seen}请插上以后再点“再找一次”。"
        )
        return Remark(kind, text, "再找一次", LOOK_AGAIN)
    if state.newest is None:
        text = f"第二个地方“{state.place}”里还没有备份，请现在备份一次。"
    else:
        text = f"第二个地方最近的备份：{_age_words(state.newest, now)}。"
        if old:
            text += "已经旧了，请现在备份一次。"
    return Remark(kind, text, "立即备份", BACK_UP)


def _age_words(taken: datetime, now: datetime) -> str:
    days = (now.date() - taken.date()).days
    day = f"{taken.month}月{taken.day}日"
    if taken.year != now.year:
        day = f"{taken.year}年{day}"
    if days <= 0:
        return f"今天 {taken:%H:%M}"
    return f"昨天（{day}）" if days == 1 else f"{days} 天前（{day}）"


class _PlainLine(QWidget):
    """A remark that asks for nothing: one line without a frame."""

    def __init__(self, remark: Remark) -> None:
        super().__init__()
        self.words = ElidedLabel(remark.text, TextSize.NOTE, Colour.SECONDARY)
        self.link = LinkButton(remark.link)
        self.link.setVisible(bool(remark.link))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(units(2), 0, 0, 0)
        layout.setSpacing(units(8))
        layout.addWidget(self.words)
        layout.addWidget(self.link)
        layout.addStretch(1)


class RemarkStrip(QWidget):
    """`opened` carries the key of the remark whose link was pressed. Hidden without remarks."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.remarks: tuple[Remark, ...] = ()
        self.lines: list[NoticeBar | _PlainLine] = []
        self._folded = False
        self._unfolded = False
        self.more_button = FlatButton("")
        self.more_button.clicked.connect(self._unfold)
        self._column = QVBoxLayout()
        self._column.setSpacing(units(8))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(units(8))
        layout.addLayout(self._column, 1)
        layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def links(self) -> tuple[QWidget, ...]:
        """What Tab reaches here, from the top down."""
        return (*(line.link for line in self.lines), self.more_button)

    def set_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show other remarks: those that ask for something first."""
        ordered = tuple(sorted(remarks, key=lambda remark: remark.kind is None))
        if ordered == self.remarks:
            return
        focus_key = self._focused_key()
        self.remarks = ordered
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(remark) for remark in ordered]
        for line, remark in zip(self.lines, ordered, strict=True):
            self._column.addWidget(line)
            if remark.key and remark.key == focus_key:
                line.link.setFocus()
        self._show_lines()

    def set_folded(self, folded: bool) -> None:
        """Show only the first remark, with a button for the others."""
        if folded != self._folded:
            self._folded, self._unfolded = folded, False
            self._show_lines()

    def hasHeightForWidth(self) -> bool:
        """No: else the page would be scrolled as soon as its table has less than it likes."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_height()

    def _take_height(self) -> None:
        """As high as the sentences are at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            wraps = layout.hasHeightForWidth()
            self.setFixedHeight(
                layout.heightForWidth(self.width()) if wraps else layout.sizeHint().height()
            )

    def _line(self, remark: Remark) -> NoticeBar | _PlainLine:
        line: NoticeBar | _PlainLine
        if remark.kind is None:
            line = _PlainLine(remark)
            line.link.clicked.connect(lambda: self.opened.emit(remark.key))
        else:
            line = NoticeBar(remark.kind, remark.text, remark.link)
            line.link_opened.connect(lambda: self.opened.emit(remark.key))
        return line

    def _focused_key(self) -> str:
        for line, remark in zip(self.lines, self.remarks, strict=True):
            if line.link.hasFocus():
                return remark.key
        return ""

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._show_lines()

    def _show_lines(self) -> None:
        all_shown = not self._folded or self._unfolded
        for place, line in enumerate(self.lines):
            line.setVisible(place == 0 or all_shown)
        others = len(self.lines) - 1
        self.more_button.setVisible(self._folded and others > 0)
        self.more_button.setText("收起" if self._unfolded else f"另 {others} 条")
        self.setVisible(bool(self.lines))
        self._take_height()
