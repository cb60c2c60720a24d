"""异议 of a round: the list, and the chosen one in full with what can be done about it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from evaluation.steps.records import Objection, ObjectionState
from evaluation.views import YearBoard
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import Label
from gui.widgets.leading_focus import LeadingFocus
from gui.widgets.paragraph import Paragraph
from gui.widgets.split import Split
from gui.widgets.typed_dates import date_words
from gui.wording import word

__all__ = ["ObjectionPane"]

_SIGNS: dict[ObjectionState, tuple[str, str]] = {
    ObjectionState.RECEIVED: ("mark-warning", Colour.FAULT),
    ObjectionState.ASSIGNED: ("mark-half", Colour.DOING),
    ObjectionState.FOUND: ("mark-half", Colour.DOING),
    ObjectionState.CLOSED: ("mark-done", Colour.DONE),
}


class ObjectionPane(LeadingFocus):
    """Asks for what is to be done: `received`, `assigned` and `answered` (with a number)."""

    received = Signal()
    assigned = Signal(int)
    answered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._objections: dict[int, Objection] = {}
        self._names: dict[str, str] = {}
        self._open = True
        self.table = DataTable(
            RowsModel(
                (
                    Column("号", lambda row: str(row[0].number), "number", 44),
                    Column("嘎查村", lambda row: row[1], "name", 130),
                    Column("收到", lambda row: _short_day(row[0].received_on), "note", 84),
                    Column("方式", lambda row: row[0].channel, "note", 60),
                    Column("反映人", lambda row: row[0].from_whom, "note", 110),
                    Column("内容", lambda row: row[0].content, "text", "stretch"),
                    Column(
                        "办理",
                        lambda row: word(row[0].state),
                        "note",
                        90,
                        icon=lambda row: _SIGNS[row[0].state][0],
                        colour=lambda row: _SIGNS[row[0].state][1],
                    ),
                ),
                key_of=lambda row: str(row[0].number),
            )
        )
        self.table.chosen_key.connect(lambda _: self._show_current())
        self.table.activated_row.connect(lambda _: self._act_on_current())
        self.empty = EmptyState(
            "没有异议", "公示期间收到电话、来信、来访，都在这里登记。", icon_name="notice"
        )
        self.detail = Card("")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(units(6))
        self.assign_button = QuietButton("交办…")
        self.answer_button = QuietButton("办结…")
        self.assign_button.clicked.connect(lambda: self.assigned.emit(self.current))
        self.answer_button.clicked.connect(lambda: self.answered.emit(self.current))
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addWidget(self.assign_button)
        buttons.addWidget(self.answer_button)
        buttons.addStretch(1)
        self.detail.add(self._lines)
        self.detail.add(buttons)
        self._split = Split(self.table, side_width=316, stack_below=900)
        self._split.add_side(self.detail)
        self._layers = QStackedLayout()
        self._layers.addWidget(self._split)
        self._layers.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._layers)
        self.empty.acted.connect(self.received)
        self.setFocusProxy(self.table)

    @property
    def current(self) -> int:
        """Number of the chosen objection, 0 for none."""
        entry = self.table.current_entry()
        return 0 if entry is None else entry[0].number

    def show_board(self, board: YearBoard) -> None:
        """Show the objections of a round."""
        self._open = not board.head.published
        self._names = {row.id: row.name for row in board.rows}
        self._objections = {item.number: item for item in board.objections}
        words = "公示期间收到电话、来信、来访，都在这里登记。" if self._open else ""
        self.empty.set_text("没有异议", words, "登记异议" if self._open else "")
        self._layers.setCurrentIndex(0 if self._objections else 1)
        self.table.set_rows(
            [(item, self._names.get(item.village, "")) for item in board.objections]
        )
        if self.table.current_row() is None and self._objections:
            waiting = [item for item in board.objections if item.state is not ObjectionState.CLOSED]
            self.table.choose_key(str((waiting or board.objections)[0].number))
        self._show_current()

    def _show_current(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        objection = self._objections.get(self.current)
        self.detail.setVisible(objection is not None)
        if objection is None:
            return
        name = self._names.get(objection.village, "")
        self.detail.set_title(f"第 {objection.number} 号 · {name}")
        self.detail.set_note(
            "，".join(
                part
                for part in (
                    f"{_day(objection.received_on)}收到",
                    objection.channel,
                    objection.from_whom,
                )
                if part
            )
        )
        result = "要改评定结果" if objection.changes_result else "不影响评定结果"
        closed = objection.state is ObjectionState.CLOSED
        for label, words in (
            ("内容", objection.content),
            ("承办人", objection.assigned_to),
            ("核查结论", objection.finding),
            ("对结果", f"{result}　{objection.effect}".strip() if closed else ""),
            ("答复", objection.reply),
            ("办结", _day(objection.closed_on)),
        ):
            if words:
                self._lines.addWidget(Label(label, TextSize.SMALL, Colour.SECONDARY))
                self._lines.addWidget(Paragraph(words, TextSize.NOTE))
        self.assign_button.setVisible(self._open and not closed)
        self.answer_button.setVisible(self._open and not closed)
        assigned = objection.state is not ObjectionState.RECEIVED
        self.assign_button.setText("改承办人…" if assigned else "交办…")

    def _act_on_current(self) -> None:
        objection = self._objections.get(self.current)
        if objection is None or not self._open or objection.state is ObjectionState.CLOSED:
            return
        if objection.state is ObjectionState.RECEIVED:
            self.assigned.emit(objection.number)
        else:
            self.answered.emit(objection.number)


def _day(iso: str) -> str:
    return date_words(date.fromisoformat(iso)) if iso else ""


def _short_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日"
