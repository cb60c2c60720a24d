"""What an import would do, as plain frozen records: rows, faults with their cells, questions.

A preview changes nothing. It is made anew from the file and the register each time a question
is answered, and applied by `importing.apply` when neither faults nor questions are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from db.exchange.headings import TOWN, DataRow, Layout
from db.exchange.tables import Cell, CellKind, Table
from evaluation.faults import RatingFault
from evaluation.numbers import normalise_digits, read_count, read_hundredths, show_plain
from evaluation.ports import Reader
from evaluation.rounds import Round
from evaluation.standard.model import Standard

__all__ = [
    "Answers",
    "CellFault",
    "Collector",
    "Difference",
    "Ground",
    "Preview",
    "PreviewRow",
    "Question",
    "RowState",
    "differences_between",
    "shown_points",
    "written_day",
]

_DAY = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_PLAIN_DAY = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")

Answers = Mapping[str, str]
"""Question id → key of the choice."""


class RowState(StrEnum):
    """What an import does with a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value from `before` to `after`, as they are shown; "" for none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file. `address`: its cell, with the sheet where there are several.
    `note`: why it is ignored, or what to know about it."""

    state: RowState
    address: str
    village: str
    differences: tuple[Difference, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell, and what to do; `address` "" speaks of the whole file."""

    address: str
    message: str

    @property
    def sentence(self) -> str:
        return f"{self.address}：{self.message}" if self.address else self.message


@dataclass(frozen=True, slots=True)
class Question:
    """What only the official can decide. `choices`: (key, words)."""

    id: str
    address: str
    text: str
    choices: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        words = "；".join(words for _, words in self.choices)
        return f"{self.address}：{self.text}（{words}）"


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an import would do.

    action, arguments: what applying carries out. answers: those the preview was made with.
    asked: every question, answered or not, so that an answer can be changed. table, round,
    towns: what it was made from, to be made anew with other answers; None for a standard.
    """

    kind: str
    file_name: str
    sha256: str
    rows: tuple[PreviewRow, ...] = ()
    faults: tuple[CellFault, ...] = ()
    questions: tuple[Question, ...] = ()
    summary: str = ""
    action: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    asked: tuple[Question, ...] = ()
    table: Table | None = field(default=None, repr=False)
    round: str = ""
    towns: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it can be applied: nothing wrong, nothing open, and something to do."""
        return not self.faults and not self.questions and bool(self.action) and self.changes > 0

    @property
    def changes(self) -> int:
        """Rows that applying would add or change."""
        return sum(row.state in (RowState.ADDED, RowState.CHANGED) for row in self.rows)

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a file is read against. `towns`: nine-digit codes chosen for a roster."""

    reader: Reader
    round: Round
    standard: Standard
    towns: tuple[str, ...] = ()


class Collector:
    """Gathers rows, faults and questions while one file is read."""

    def __init__(self, layout: Layout, answers: Answers, *, several_sheets: bool) -> None:
        self.layout = layout
        self.answers = answers
        self.rows: list[PreviewRow] = []
        self.faults: list[CellFault] = []
        self.open: list[Question] = []
        self.asked: list[Question] = []
        self._prefix = f"{layout.sheet.name}!" if several_sheets else ""

    def address(self, place: str) -> str:
        return self._prefix + place

    def fault(self, place: str, message: str) -> None:
        self.faults.append(CellFault(self.address(place) if place else "", message))

    def row(
        self,
        state: RowState,
        row: DataRow,
        village: str,
        differences: tuple[Difference, ...] = (),
        note: str = "",
    ) -> None:
        self.rows.append(PreviewRow(state, self.address(row.address), village, differences, note))

    def compared(
        self,
        row: DataRow,
        village: str,
        differences: tuple[Difference, ...],
        *,
        new: bool,
        note: str = "",
    ) -> bool:
        """A row that was read: added, changed or the same. Whether there is anything to do."""
        state = RowState.ADDED if new else RowState.CHANGED if differences else RowState.SAME
        self.row(state, row, village, differences, note)
        return state is not RowState.SAME

    def ask(
        self, key: str, place: str, text: str, choices: tuple[tuple[str, str], ...]
    ) -> str | None:
        """The answer to a question that comes up, or None while it is open."""
        question = Question(key, self.address(place), text, choices)
        if all(known.id != key for known in self.asked):
            self.asked.append(question)
            if self.answers.get(key) not in [choice for choice, _ in choices]:
                self.open.append(question)
        answer = self.answers.get(key)
        return answer if answer in [choice for choice, _ in choices] else None

    def data_rows(self) -> Iterator[DataRow]:
        """The rows that speak of a village; the others are listed as ignored."""
        for row in self.layout.rows():
            reason = self.layout.not_a_village(row)
            if reason:
                self.row(RowState.IGNORED, row, "", note=reason)
            else:
                yield row

    def readable(self, row: DataRow, key: str, what: str) -> bool:
        """Whether something stands in the cell that can be read; says why where it cannot."""
        cell = row.cell(key)
        if cell.kind is CellKind.ERROR:
            self.fault(cell.address, f"{what}这一格{cell.text}。请改正公式，或直接填写结果。")
            return False
        if cell.empty:
            return False
        if key != TOWN and self.layout.merged_over_rows(row, key):
            self.fault(
                cell.address,
                f"{what}这一格与下面的行合并了，说不清属于哪一行。请取消合并，每行分别填写。",
            )
            return False
        return True

    def text(self, row: DataRow, key: str, what: str) -> str:
        """The text of a cell, "" for none; a date where words belong is refused."""
        if not self.readable(row, key, what):
            return ""
        cell = row.cell(key)
        if cell.kind is CellKind.DATE:
            self.fault(cell.address, f"{what}{_became_date(cell)}")
            return ""
        return cell.text

    def number(self, row: DataRow, key: str, what: str) -> int | None:
        """A number with at most two decimals in hundredths, or None."""
        text = self._number_text(row, key, what)
        if text is None:
            return None
        try:
            return read_hundredths(text, what)
        except RatingFault as fault:
            self.fault(row.cell(key).address, fault.message)
            return None

    def count(self, row: DataRow, key: str, what: str) -> int | None:
        """A whole number ≥ 0, or None."""
        text = self._number_text(row, key, what)
        if text is None:
            return None
        try:
            return read_count(text, what)
        except RatingFault as fault:
            self.fault(row.cell(key).address, fault.message)
            return None

    def _number_text(self, row: DataRow, key: str, what: str) -> str | None:
        if not self.readable(row, key, what):
            return None
        cell = row.cell(key)
        if cell.kind is CellKind.DATE:
            self.fault(cell.address, f"{what}{_became_date(cell)}")
            return None
        if cell.kind is CellKind.TRUTH:
            self.fault(cell.address, f"{what}填的是“{cell.text}”，不是数字。请填数字。")
            return None
        return normalise_digits(cell.text)

    def day(self, row: DataRow, key: str, what: str) -> str:
        """An ISO day from a date cell or a written day, "" for none."""
        if not self.readable(row, key, what):
            return ""
        cell = row.cell(key)
        try:
            return written_day(cell.text, what)
        except RatingFault as fault:
            self.fault(cell.address, fault.message)
            return ""


def _became_date(cell: Cell) -> str:
    return (
        f"这一格是日期（{cell.text}）。表格软件会把“3-1”这样的内容自动改成日期；"
        "请把这一格设为文本格式，重新填写原来的内容。"
    )


def shown_points(value: int | None) -> str:
    """Hundredths as they are shown in a preview; "" for none."""
    return "" if value is None else show_plain(value)


def differences_between(*values: tuple[str, str, str]) -> tuple[Difference, ...]:
    """The differences among (what, before, after)."""
    return tuple(Difference(*value) for value in values if value[1] != value[2])


def written_day(text: str, what: str) -> str:
    """A day as people write it (2026-3-1, 2026.3.1, 2026年3月1日, 20260301) as ISO text.

    Raises RatingFault for anything else: a day without its year is never guessed.
    """
    plain = normalise_digits(text)
    found = _DAY.fullmatch(plain) or _PLAIN_DAY.fullmatch(plain)
    if found is not None:
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            pass
    raise RatingFault(f"{what}填的是“{text}”，不是日期。请按 2026-12-31 的样子填写。")
