"""The 计票单 as a form: 应到 实到, papers by channel, ticks by question; Enter goes on, past a
channel that was not used at once.

Holds only what is typed. Whether it adds up is said beside it by `ballot_results`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from evaluation.standard.model import BallotRules
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.outcome import BallotContent
from gui.theme import Colour, TextSize, units
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.number_field import NumberField
from gui.widgets.typed_numbers import read_number

__all__ = ["BallotFigures", "BallotForm"]

_WIDTH = 66
_PAPERS = ("发出", "收回", "有效")

ChannelKey = tuple[str, str]
"""Channel and group of voters, "" where none is weighed."""
OptionKey = tuple[str, str, str]
"""Question, group of voters, option."""


@dataclass(frozen=True, slots=True)
class BallotFigures:
    """What is typed, empty fields as 0; `any`: whether anything is."""

    expected: int = 0
    present: int = 0
    channels: Mapping[ChannelKey, tuple[int, int, int]] = field(default_factory=dict)
    counts: Mapping[OptionKey, int] = field(default_factory=dict)
    any: bool = False

    def arguments(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "expected": self.expected,
            "present": self.present,
            "channels": [
                {"channel": channel, "voters": voters, "issued": papers[0],
                 "returned": papers[1], "valid": papers[2]}
                for (channel, voters), papers in self.channels.items()
            ],
            "counts": [
                {"question": question, "voters": voters, "option": option, "count": count}
                for (question, voters, option), count in self.counts.items()
            ],
        }  # fmt: skip

    def content(self, ballot: Ballot) -> BallotContent:
        """The same as records of a ballot, for what is reckoned while typing."""
        key = (ballot.round, ballot.village, ballot.step, ballot.version)
        return BallotContent(
            Ballot(*key, expected=self.expected, present=self.present),
            tuple(
                ChannelCount(*key, channel, voters, *papers)
                for (channel, voters), papers in self.channels.items()
            ),
            tuple(
                OptionCount(*key, question, voters, option, count)
                for (question, voters, option), count in self.counts.items()
            ),
        )


class BallotForm(QWidget):
    """`edited` comes with every stroke, `left` when a field with another value was left,
    `finished` on Enter in the last field."""

    edited = Signal()
    left = Signal()
    finished = Signal()

    def __init__(self, rules: BallotRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules = rules
        self._groups = [(group.id, group.name) for group in rules.groups] or [("", "")]
        self.fields: list[NumberField] = []
        self.expected = self._field("应到人数", unit="人")
        self.present = self._field("实到人数", unit="人")
        self.papers: dict[ChannelKey, tuple[NumberField, ...]] = {}
        self.ticks: dict[OptionKey, NumberField] = {}
        self.sums: dict[ChannelKey, Label] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(12))
        column.addWidget(self._people_card())
        column.addWidget(self._papers_card())
        for question in rules.questions:
            column.addWidget(self._question_card(question.id, question.text))
        column.addStretch(1)
        for before, after in zip(self.fields, self.fields[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self.fields[0])

    def figures(self) -> BallotFigures | None:
        """What stands in the fields; None while one of them cannot be read."""
        texts = [item.editor.text().strip() for item in self.fields]
        if any(text and read_number(text, 0) is None for text in texts):
            return None
        if any(text.startswith("-") for text in texts):
            return None
        return BallotFigures(
            expected=_count(self.expected),
            present=_count(self.present),
            channels={
                key: (_count(papers[0]), _count(papers[1]), _count(papers[2]))
                for key, papers in self.papers.items()
                if any(item.editor.text().strip() for item in papers)
            },
            counts={
                key: _count(item) for key, item in self.ticks.items() if item.editor.text().strip()
            },
            any=any(texts),
        )

    def show_ballot(self, content: BallotContent | None, *, editable: bool, anew: bool) -> None:
        """Show a count. `anew`: of another village or version; else what is typed stays where
        it says the same. A 0 of a draft shows nothing: nobody may have typed it."""
        expected = present = 0
        papers: dict[ChannelKey, tuple[int, ...]] = {}
        ticks: dict[OptionKey, int] = {}
        if content is not None:
            expected, present = content.ballot.expected, content.ballot.present
            papers = {
                (item.channel, item.voters): (item.issued, item.returned, item.valid)
                for item in content.channels
            }
            ticks = {
                (item.question, item.voters, item.option): item.count for item in content.counts
            }
        values = [(self.expected, expected), (self.present, present)]
        for key, fields in self.papers.items():
            values += zip(fields, papers.get(key, (0, 0, 0)), strict=True)
        values += [(item, ticks.get(key, 0)) for key, item in self.ticks.items()]
        for item, value in values:
            same = not anew and read_number(item.editor.text() or "0", 0) == str(value)
            if not same and not (item.fault and not anew):
                item.set_value(str(value) if value or not editable else "")
            item.editor.setReadOnly(not editable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {
                Qt.Key.Key_Return: 1,
                Qt.Key.Key_Enter: 1,
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
            }.get(Qt.Key(event.key()))
            if step is not None:
                self._go(watched, step, last=event.key() != Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)

    def _go(self, editor: QObject, step: int, *, last: bool) -> None:
        """Move to another field; Enter in the last one finishes."""
        place = [item.editor for item in self.fields].index(editor)  # type: ignore[arg-type]
        place += self._unused_from(place) if last and step > 0 else step
        if 0 <= place < len(self.fields):
            self.fields[place].setFocus()
            self.fields[place].editor.selectAll()
            self._show_field(self.fields[place])
        elif place >= len(self.fields) and last:
            self.fields[-1].editor.editingFinished.emit()
            self.finished.emit()

    def _unused_from(self, place: int) -> int:
        """How many fields Enter goes on: a channel that was not used is passed as a whole,
        where nothing stands in its fields."""
        for papers in self.papers.values():
            empty = not any(item.editor.text().strip() for item in papers)
            if empty and papers[0] is self.fields[place]:
                return len(papers)
        return 1

    def _show_field(self, field_: NumberField) -> None:
        """On a small screen the page scrolls along."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(field_, 0, units(48))

    def _field(self, name: str, *, unit: str = "") -> NumberField:
        made = NumberField(decimals=0, width=_WIDTH, unit=unit)
        made.editor.setAccessibleName(name)
        made.editor.textEdited.connect(lambda _text: self.edited.emit())
        made.value_changed.connect(lambda _value: self.left.emit())
        made.editor.installEventFilter(self)
        self.fields.append(made)
        return made

    def _people_card(self) -> Card:
        card = Card("参加人数")
        row = QHBoxLayout()
        row.setSpacing(units(10))
        for name, item in (("应到", self.expected), ("实到", self.present)):
            row.addWidget(Label(name, TextSize.BODY, Colour.SECONDARY))
            row.addWidget(item)
            row.addSpacing(units(16))
        row.addStretch(1)
        card.add(row)
        return card

    def _papers_card(self) -> Card:
        card = Card("测评票", "有效不多于收回，收回不多于发出。没有用到的方式不填。")
        grid = _grid()
        for place, name in enumerate(_PAPERS):
            grid.addWidget(_heading(name), 0, place + 1)
        row = 1
        for channel in self.rules.channels:
            for group, group_name in self._groups:
                name = f"{channel.name} · {group_name}" if group_name else channel.name
                grid.addWidget(_caption(name), row, 0)
                made = tuple(self._field(f"{name}{paper}") for paper in _PAPERS)
                self.papers[channel.id, group] = made
                for place, item in enumerate(made):
                    grid.addWidget(item, row, place + 1)
                row += 1
        card.add(grid)
        return card

    def _question_card(self, question: str, text: str) -> Card:
        card = Card(text)
        grid = _grid()
        for place, option in enumerate(self.rules.options):
            grid.addWidget(_heading(option.name), 0, place + 1)
        for place, (group, group_name) in enumerate(self._groups):
            row = 2 * place + 1
            grid.addWidget(_caption(group_name or "票数"), row, 0)
            for column, option in enumerate(self.rules.options, start=1):
                made = self._field(f"{group_name}{option.name}")
                self.ticks[question, group, option.id] = made
                grid.addWidget(made, row, column)
            total = Label("", TextSize.NOTE, Colour.SECONDARY)
            self.sums[question, group] = total
            grid.addWidget(total, row + 1, 1, 1, len(self.rules.options) + 1)
        card.add(grid)
        return card


def _count(item: NumberField) -> int:
    return int(read_number(item.editor.text().strip() or "0", 0) or 0)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(units(10))
    grid.setVerticalSpacing(units(8))
    grid.setColumnMinimumWidth(0, units(88))
    grid.setColumnStretch(9, 1)
    return grid


def _heading(name: str) -> Label:
    heading = Label(name, TextSize.NOTE, Colour.SECONDARY)
    heading.setFixedWidth(units(_WIDTH))
    heading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return heading


def _caption(name: str) -> Label:
    caption = Label(name, TextSize.BODY)
    caption.setFixedHeight(units(32))
    return caption
