"""The first window: a new register, one that is there, or the sample; and the last ones.

Makes and opens nothing itself: the three ways are handed in and raise Fault with a sentence
that is shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from evaluation.faults import Fault
from gui import theme
from gui.dialogs.ask import ask_open_file, ask_save_file
from gui.dialogs.new_register import NewRegisterDialog
from gui.icons import icon, paint_icon
from gui.recent_registers import forget_register, recent_registers, remember_register
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import FlatButton
from gui.widgets.card import Card, paint_surface
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar

__all__ = ["ChoiceCard", "RecentLine", "WelcomeWindow", "remember_register"]

_FILTER = ("星级评定档案 (*.xjdb)",)
_WIDTH = 780


class ChoiceCard(QWidget):
    """A large choice: icon, words, what happens. Enter, the space bar or a click takes it."""

    opened = Signal()

    def __init__(self, icon_name: str, words: str, note: str, *, first: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._words = words
        self._note = note
        self._first = first
        self.setAccessibleName(words)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(units(220), units(128))

    def minimumSizeHint(self) -> QSize:
        return QSize(units(160), units(128))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = Colour.ACCENT if self.hasFocus() else Colour.LINE
        ground = Colour.HOVER if self.underMouse() else Colour.SURFACE
        if self._first:
            ground = Colour.ACCENT_DARK if self.underMouse() else Colour.ACCENT
            edge = "#5C0F14" if self.hasFocus() else ground
        paint_surface(painter, QRectF(self.rect()), edge=edge, ground=ground)
        title = Colour.ON_ACCENT if self._first else Colour.TEXT
        below = "#F6D9DA" if self._first else Colour.SECONDARY
        side = units(26)
        sign = QRectF(units(18), units(18), side, side)
        paint_icon(painter, sign, self._icon_name, title if self._first else Colour.ACCENT)
        left, width = units(18), self.width() - units(36)
        painter.setFont(theme.font(TextSize.HEADING, bold=True))
        painter.setPen(theme.colour(title))
        painter.drawText(QRectF(left, units(54), width, units(26)), self._words)
        font = theme.font(TextSize.NOTE)
        painter.setFont(font)
        painter.setPen(theme.colour(below))
        area = QRectF(left, units(82), width, QFontMetricsF(font).height() * 2 + 4)
        painter.drawText(area, int(Qt.TextFlag.TextWordWrap), self._note)


class RecentLine(QWidget):
    """One register of the list: its name and where it lies; grey when it is not there."""

    opened = Signal()
    removed = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.missing = not path.exists()
        self.setFixedHeight(units(44))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(str(path))
        self.setAccessibleName(f"{path.stem}{'（找不到文件）' if self.missing else ''}")
        if not self.missing:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.remove_button = FlatButton("")
        size = units(14)
        self.remove_button.setIcon(icon("close", size, Colour.FAINT))
        self.remove_button.setToolTip("从列表中移除，不删文件")
        self.remove_button.setAccessibleName(f"从列表中移除 {path.stem}")
        self.remove_button.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, units(8), 0)
        layout.addStretch(1)
        layout.addWidget(self.remove_button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.missing:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not self.missing:
                self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.hasFocus():
            painter.fillRect(area, theme.colour(Colour.ACCENT_TINT))
            painter.fillRect(QRectF(0, 0, units(3), area.height()), theme.colour(Colour.ACCENT))
        elif self.underMouse() and not self.missing:
            painter.fillRect(area, theme.colour(Colour.HOVER))
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1),
                         theme.colour(Colour.ROW_LINE))  # fmt: skip
        side = units(18)
        colour = Colour.FAINT if self.missing else Colour.SECONDARY
        paint_icon(
            painter, QRectF(units(14), (area.height() - side) / 2, side, side), "file", colour
        )
        left = units(44)
        width = area.width() - left - units(44)
        painter.setFont(theme.font(TextSize.BODY, bold=not self.missing))
        painter.setPen(theme.colour(Colour.FAINT if self.missing else Colour.TEXT))
        painter.drawText(QRectF(left, units(5), width, units(20)), self.path.stem)
        font = theme.font(TextSize.SMALL)
        painter.setFont(font)
        painter.setPen(theme.colour(Colour.FAINT))
        words = "找不到文件　" if self.missing else ""
        shown = QFontMetricsF(font).elidedText(
            words + str(self.path.parent), Qt.TextElideMode.ElideMiddle, width
        )
        painter.drawText(QRectF(left, units(24), width, units(16)), shown)


class WelcomeWindow(QWidget):
    """`create` takes file, office name and level; `open_register` and `sample` a file.

    Each raises Fault, which is shown above the choices.
    """

    def __init__(
        self,
        *,
        create: Callable[[Path, str, str], None],
        open_register: Callable[[Path], None],
        sample: Callable[[Path], None],
    ) -> None:
        super().__init__()
        self._create = create
        self._open = open_register
        self._sample = sample
        self.dialog: NewRegisterDialog | None = None
        self.setWindowTitle("星级评定")
        self.notice = NoticeBar()
        self.new_card = ChoiceCard(
            "plus", "新建年度", "新建本单位的档案文件，选评定标准，勾选嘎查村。", first=True
        )
        self.open_card = ChoiceCard("folder", "打开档案…", "打开已有的档案文件，接着上次做。")
        self.sample_card = ChoiceCard(
            "star-outline", "看看示例", "一份完整的示例年度，61 个虚构嘎查村，可以随便试。"
        )
        self._recent = Card("最近打开", padding=0)
        self._arrange()
        self.new_card.opened.connect(self.begin_new)
        self.open_card.opened.connect(self.choose_file)
        self.sample_card.opened.connect(self.begin_sample)
        self.lines: list[RecentLine] = []
        self.show_recent()
        self.resize(units(940), units(640))
        self.new_card.setFocus()

    def say(self, message: str) -> None:
        """Show what went wrong, with what can be done about it; "" takes it away."""
        self.notice.say("fault", message)
        self.show_recent()

    def begin_new(self) -> None:
        """Ask whose register it is and where it is to lie, then make it."""
        self.dialog = NewRegisterDialog(_usual_folder(), self._create, self)
        self.dialog.open()

    def choose_file(self) -> None:
        """Ask for a register and open it."""
        path = ask_open_file(self, "打开档案", _FILTER)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a register; a fault stands above the choices."""
        self._attempt(lambda: self._open(path))

    def begin_sample(self) -> None:
        """Ask where the sample is to lie, then write and open it."""
        path = ask_save_file(self, "示例放在哪里", str(_usual_folder() / "示例年度.xjdb"), _FILTER)
        if path is not None:
            target = path if path.suffix else path.with_suffix(".xjdb")
            self._attempt(lambda: self._sample(target))

    def show_recent(self) -> None:
        """Show the list as it is now."""
        self.show_paths(recent_registers())

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Show these registers; files that are gone are grey and can be taken off."""
        for old in self.lines:
            self._recent.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [RecentLine(path) for path in paths]
        for line in self.lines:
            line.opened.connect(lambda line=line: self.open_file(line.path))
            line.removed.connect(lambda line=line: self._forget(line.path))
            self._recent.add(line)
        self._recent.setVisible(bool(self.lines))

    def _arrange(self) -> None:
        content = QWidget()
        content.setMaximumWidth(units(_WIDTH))
        column = QVBoxLayout(content)
        column.setContentsMargins(units(20), units(24), units(20), units(24))
        column.setSpacing(units(14))
        column.addStretch(1)
        column.addWidget(Label("星级评定", TextSize.FIGURE, bold=True))
        column.addWidget(
            Label(
                "嘎查村级组织星级管理：十星管理、五步考评、三类定级、一票否决",
                TextSize.BODY,
                Colour.SECONDARY,
                wrap=True,
            )
        )
        column.addWidget(self.notice)
        cards = QHBoxLayout()
        cards.setSpacing(units(14))
        for card in (self.new_card, self.open_card, self.sample_card):
            cards.addWidget(card)
        column.addLayout(cards)
        self._recent.head.setContentsMargins(units(14), units(12), units(14), 0)
        self._recent.body.setSpacing(0)
        column.addWidget(self._recent)
        column.addStretch(3)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(content, 100)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidget(middle)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _forget(self, path: Path) -> None:
        forget_register(path)
        self.show_recent()

    def _attempt(self, work: Callable[[], None]) -> None:
        self.notice.clear()
        try:
            work()
        except Fault as fault:
            self.say(str(fault))


def _usual_folder() -> Path:
    """Where officials keep their papers."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
