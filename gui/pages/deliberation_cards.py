"""The cards at the right of 审核定级: result, changes, meeting, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from gui.pages.deliberation_words import Hindrance, NamedChange
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.paragraph import Paragraph

__all__ = ["ChangesCard", "HindranceCard", "MeetingCard", "ResultCard", "SignedCard"]

_SHOWN = 6


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class ResultCard(Card):
    """Counts and shares of the classes, guideline of the quotas, 获星率, footnote."""

    def __init__(self) -> None:
        super().__init__("本镇结果")
        self._pairs = KeyValueList()
        self._note = Label("", TextSize.SMALL, Colour.SECONDARY, wrap=True)
        self.add(self._pairs)
        self.add(self._note)

    def show_result(self, title: str, pairs: Sequence[tuple[str, str]], note: str) -> None:
        """Show other figures."""
        self.set_title(title)
        self._pairs.set_pairs(pairs)
        self._note.setText(note)
        self._note.setVisible(bool(note))


class ChangesCard(Card):
    """Each change of this body with its grounds; the link opens the village's changes."""

    def __init__(self, opened: Callable[[str], None]) -> None:
        """`opened` is called with the id of the village whose link is pressed."""
        super().__init__("改动")
        self._opened = opened
        self._lines = QVBoxLayout()
        self._lines.setSpacing(units(4))
        self.add(self._lines)

    def show_changes(self, result: str, changes: Sequence[NamedChange], *, open_: bool) -> None:
        """Show other changes; `open_`: they can still be taken back."""
        _clear(self._lines)
        self.set_title(f"改动 {len(changes)} 处" if changes else "没有改动")
        if not changes:
            words = f"{result}与上一环节相同。" + ("选中一个村按 F6 可以改。" if open_ else "")
            self._lines.addWidget(Label(words, TextSize.NOTE, Colour.SECONDARY, wrap=True))
        for change in changes[:_SHOWN]:
            title = LinkButton(change.title)
            title.clicked.connect(lambda _=False, village=change.village: self._opened(village))
            self._lines.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
            words = "\n".join(f"{name}　{value}" for name, value in change.grounds if value)
            self._lines.addWidget(Paragraph(words, TextSize.SMALL, Colour.SECONDARY))
        if len(changes) > _SHOWN:
            more = f"另有 {len(changes) - _SHOWN} 处，表中带改动标记。"
            self._lines.addWidget(Label(more, TextSize.NOTE, Colour.SECONDARY, wrap=True))


class MeetingCard(Card):
    """The meeting of this body, or that none is recorded."""

    def __init__(self, edited: Callable[[], None]) -> None:
        super().__init__("会议")
        self.link = LinkButton("登记")
        self.link.clicked.connect(edited)
        self.head.addWidget(self.link)
        self._pairs = KeyValueList()
        self._none = Label(
            "还没有登记会议。结果要经会议集体研究。", TextSize.NOTE, Colour.SECONDARY, wrap=True
        )
        self.add(self._pairs)
        self.add(self._none)

    def show_meeting(self, pairs: Sequence[tuple[str, str]], *, open_: bool) -> None:
        """Show another meeting; no pairs mean that none is recorded."""
        self._pairs.set_pairs(pairs)
        self._pairs.setVisible(bool(pairs))
        self._none.setVisible(not pairs)
        self.link.setText("修改" if pairs else "登记")
        self.link.setVisible(open_)


class SignedCard(Card):
    """How far this body has signed, and taking back the chosen village's signatures."""

    def __init__(self, reopened: Callable[[], None]) -> None:
        super().__init__("审签")
        self._pairs = KeyValueList()
        self.link = LinkButton("")
        self.link.clicked.connect(reopened)
        self.add(self._pairs)
        self.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_signed(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other signatures; none hide the card."""
        self._pairs.set_pairs(pairs)
        self.setVisible(bool(pairs))

    def offer_reopening(self, name: str) -> None:
        """Offer to take back the signatures of the village called `name`; "" offers nothing."""
        self.link.setText(f"撤回{name}的审签…")
        self.link.setVisible(bool(name))


class HindranceCard(Card):
    """还不能提交: each reason with a way to it. Hidden when nothing stands in the way."""

    def __init__(self) -> None:
        super().__init__("还不能提交", urgent=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(units(6))
        self.add(self._lines)

    def show_hindrances(self, title: str, hindrances: Sequence[Hindrance]) -> None:
        """Show other reasons; none hide the card."""
        _clear(self._lines)
        self.set_title(title)
        self.setVisible(bool(hindrances))
        for hindrance in hindrances[:_SHOWN]:
            self._lines.addWidget(self._line(hindrance))
        if len(hindrances) > _SHOWN:
            more = f"另有 {len(hindrances) - _SHOWN} 处，先处理上面的。"
            self._lines.addWidget(Label(more, TextSize.NOTE, Colour.SECONDARY))

    @staticmethod
    def _line(hindrance: Hindrance) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(1))
        column.addWidget(Label(f"· {hindrance.sentence}", TextSize.NOTE, wrap=True))
        if hindrance.go is not None:
            go = hindrance.go
            link = LinkButton(hindrance.link)
            link.clicked.connect(lambda _=False, go=go: go())
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return line
