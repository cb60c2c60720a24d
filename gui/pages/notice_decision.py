"""定评: what the decision rests on, what still stands against it, and the seal afterwards."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evaluation.steps.records import NoticeState, ObjectionState
from evaluation.views import YearBoard
from gui.pages.notice_posting import PostedVillage, posted_villages
from gui.theme import GAP, Colour, TextSize, units
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.paragraph import Paragraph
from gui.widgets.typed_dates import date_words

__all__ = ["DecisionPane"]

_NAMED = 6


class DecisionPane(QWidget):
    """Two cards: 评定结果, and 定评前检查 or the seal.

    `place_wanted` carries where a reason is put right: a tab of the page or another page.
    """

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reasons: list[tuple[str, str, str]] = []
        self.facts: tuple[tuple[str, str], ...] = ()
        self._result = Card("评定结果")
        self._pairs = KeyValueList()
        self._note = Label("", TextSize.SMALL, Colour.SECONDARY, wrap=True)
        self._result.add(self._pairs)
        self._result.add(self._note)
        self._result.body.addStretch(1)
        self._check = Card("定评前检查")
        self._done = NoticeBar("done")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(units(8))
        self._check.add(self._done)
        self._check.add(self._lines)
        self._check.body.addStretch(1)
        self._seal = Card("已定评封存")
        self._seal_pairs = KeyValueList()
        self._code_name = Label("封存短码", TextSize.NOTE, Colour.SECONDARY)
        self.code = Label("", TextSize.FIGURE, bold=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        explained = Paragraph(
            "短码印在汇总表和年度评定表的页脚。纸上的短码与这里相同，说明纸质表是按现在的档案"
            "打印的；档案被改动后重算，短码会不同。",
            TextSize.NOTE,
            Colour.SECONDARY,
        )
        self._seal.add(self._seal_pairs)
        self._seal.body.addSpacing(units(8))
        for part in (self._code_name, self.code, explained):
            self._seal.add(part)
        self._seal.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(units(GAP))
        for card in (self._result, self._check, self._seal):
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)

    def show_board(self, board: YearBoard) -> None:
        """Show the result of a round and what stands against its decision."""
        totals, unit = board.totals, board.head.unit
        facts = [("参评", f"{totals.rated + totals.pending} 个{unit}")]
        facts += [(item.name, f"{item.count} 个 · {item.share}%") for item in totals.classes]
        if totals.stars_possible:
            rate = f"{totals.star_rate}%（{totals.stars_won}/{totals.stars_possible}）"
            facts.append(("获星率", rate))
        self.facts = tuple(facts)
        self._pairs.set_pairs(self.facts)
        self._note.setText(totals.note)
        self._note.setVisible(bool(totals.note))
        published = board.head.published
        self.reasons = [] if published else _reasons(board)
        self._check.setVisible(not published)
        self._seal.setVisible(published)
        self._show_reasons()
        if published:
            round_ = board.head.round
            self._seal_pairs.set_pairs(
                (
                    ("决定文号", round_.decision_number),
                    ("定评日期", date_words(date.fromisoformat(round_.decided_on))),
                )
            )
            self.code.setText(board.head.code)

    def _show_reasons(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._check.set_urgent(bool(self.reasons))
        self._check.set_title("还不能定评" if self.reasons else "定评前检查")
        self._done.say("done", "" if self.reasons else "全部公示期满，异议都已办结，可以定评。")
        for sentence, link, place in self.reasons:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(units(10))
            row.addWidget(Label(f"· {sentence}", TextSize.BODY, wrap=True), 1)
            button = LinkButton(link)
            button.clicked.connect(lambda _=False, place=place: self.place_wanted.emit(place))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(line)


def _named(villages: list[PostedVillage]) -> str:
    names = "、".join(item.village.name for item in villages[:_NAMED])
    return f"{names}等 {len(villages)} 个" if len(villages) > _NAMED else names


def _reasons(board: YearBoard) -> list[tuple[str, str, str]]:
    """(sentence, link, place) of each reason; the office itself decides in `publish_year`."""
    villages = posted_villages(board)
    groups: tuple[tuple[str, str, str, list[PostedVillage]], ...] = (
        (
            "还没有张贴公示",
            "去公示",
            "posting",
            [item for item in villages if item.notice is None],
        ),
        (
            "改动后要重新张贴公示",
            "去公示",
            "posting",
            [
                item
                for item in villages
                if item.notice is not None and item.notice.state is NoticeState.WITHDRAWN
            ],
        ),
        (
            "公示还没有期满",
            "去公示",
            "posting",
            [
                item
                for item in villages
                if item.notice is not None and item.notice.state is NoticeState.POSTED
            ],
        ),
    )
    reasons = [
        (f"{_named(found)}{words}", link, place) for words, link, place, found in groups if found
    ]
    reasons += [
        (f"第 {item.number} 号异议还没有办结", "去办理", "objections")
        for item in board.objections
        if item.state is not ObjectionState.CLOSED
    ]
    if not villages:
        reasons.append((f"名册里没有参评的{board.head.unit}", "去总览", "overview"))
    return reasons
