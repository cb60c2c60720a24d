"""What an import would do, as plain frozen records: rows, faults with their cells, questions.

A preview changes nothing. It is made anew from the file and the register each time a question
is answered, and applied by `importing.apply` when neither faults nor questions are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from db.exchange.cell_numbers import NEITHER, became_date, read_number
from db.exchange.headings import CODE, NUMBER, TOWN, DataRow, Layout
from db.exchange.tables import CellKind, Table, address
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
    "Notice",
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

_READ, _SKIP = "read", "skip"

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
class Notice:
    """How something was read that does not stand there plainly; nothing has to be done.

    `address` "" speaks of the whole file."""

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
    asked: every question, answered or not, so that an answer can be changed. notices: how
    cells were read that do not stand there plainly. table, round, towns: what it was made
    from, to be made anew with other answers; None for a standard.
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
    notices: tuple[Notice, ...] = ()
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
    """Gathers rows, faults, questions and notices while one file is read.

    scope: put before the id of every question, where several files are read together.
    explained: names of columns (`label_of`) of which the official said what they are.
    """

    def __init__(
        self, layout: Layout, answers: Answers, *, several_sheets: bool, scope: str = ""
    ) -> None:
        self.layout = layout
        self.answers = answers
        self.scope = scope
        self.explained: frozenset[str] = frozenset()
        self.rows: list[PreviewRow] = []
        self.faults: list[CellFault] = []
        self.notices: list[Notice] = []
        self.open: list[Question] = []
        self.asked: list[Question] = []
        self._prefix = f"{layout.sheet.name}!" if several_sheets else ""

    def address(self, place: str) -> str:
        return self._prefix + place

    def fault(self, place: str, message: str) -> None:
        self.faults.append(CellFault(self.address(place) if place else "", message))

    def notice(self, place: str, message: str) -> None:
        told = Notice(self.address(place) if place else "", message)
        if told not in self.notices:
            self.notices.append(told)

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
        return self.ask_for_all(self.scope + key, place, text, choices)

    def ask_for_all(
        self, key: str, place: str, text: str, choices: tuple[tuple[str, str], ...]
    ) -> str | None:
        """As `ask`, but one answer is for all files that are read together."""
        question = Question(key, self.address(place) if place else "", text, choices)
        if all(known.id != key for known in self.asked):
            self.asked.append(question)
            if self.answers.get(key) not in [choice for choice, _ in choices]:
                self.open.append(question)
        answer = self.answers.get(key)
        return answer if answer in [choice for choice, _ in choices] else None

    def settle_hidden_columns(self) -> None:
        """Ask whether hidden columns are read; those that only tell where a row belongs are."""
        sheet = self.layout.sheet
        hidden = {
            key: heading
            for key, heading in self.layout.columns.items()
            if heading.column in sheet.hidden_columns
        }
        for key in (CODE, TOWN, NUMBER):
            heading = hidden.pop(key, None)
            if heading is not None:
                self.notice(heading.address, f"这一列“{heading.text}”是隐藏的，照样读了。")
        filled = {
            key: heading
            for key, heading in hidden.items()
            if any(
                not sheet.cell(row, heading.column).empty
                for row in range(self.layout.last_row + 1, sheet.rows + 1)
            )
        }
        if not filled:
            return
        first = next(iter(filled.values()))
        names = "、".join(f"“{heading.text}”" for heading in filled.values())
        answer = self.ask(
            "hidden_columns",
            first.address,
            f"有 {len(filled)} 列是隐藏的，里面有内容：{names}。照样读入吗？",
            ((_READ, "读入"), (_SKIP, "不读")),
        )
        if answer == _SKIP:
            self.layout = replace(
                self.layout,
                columns={
                    key: heading
                    for key, heading in self.layout.columns.items()
                    if key not in filled
                },
            )

    def left_out_as_hidden(self, row: DataRow) -> bool:
        """Whether a hidden row is not to be read; asks, once for all of the sheet."""
        sheet = self.layout.sheet
        if row.number not in sheet.hidden_rows:
            return False
        numbers = [
            str(number)
            for number in sorted(sheet.hidden_rows)
            if number > self.layout.last_row
            and any(
                not sheet.cell(number, heading.column).empty
                for heading in self.layout.columns.values()
            )
        ]
        what = "列" if sheet.turned else "行"
        places = [address(1, int(n)).rstrip("1") for n in numbers] if sheet.turned else numbers
        shown = "、".join(places[:8]) + (" 等" if len(places) > 8 else "")
        filled = (cell.address for cell in row.cells.values() if not cell.empty)
        answer = self.ask(
            "hidden_rows",
            next(filled, row.address),
            f"第 {shown} {what}是隐藏的，里面有内容（共 {len(places)} {what}）。照样读入吗？",
            ((_READ, "读入"), (_SKIP, "不读")),
        )
        return answer == _SKIP

    def data_rows(self) -> Iterator[DataRow]:
        """The rows that speak of a village; the others are listed as ignored."""
        for row in self.layout.rows():
            reason = self.layout.not_a_village(row)
            if not reason and self.left_out_as_hidden(row):
                reason = "隐藏的行，没有读"
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
        if self.layout.merged_over_columns(row, key):
            self.fault(
                cell.address,
                f"{what}这一格与旁边的列合并了，说不清属于哪一列。请取消合并，分别填写。",
            )
            return False
        return True

    def text(self, row: DataRow, key: str, what: str) -> str:
        """The text of a cell, "" for none; a date where words belong is refused."""
        if not self.readable(row, key, what):
            return ""
        cell = row.cell(key)
        if cell.kind is CellKind.DATE:
            self.fault(cell.address, f"{what}{became_date(cell)}")
            return ""
        if cell.written and cell.written != cell.text:
            self.notice(
                cell.address, f"{what}前后有空格或看不见的字符，已去掉，读作“{cell.text}”。"
            )
        elif cell.formula:
            self.notice(cell.address, f"{what}这一格是公式，读作算出的“{cell.text}”。")
        return cell.text

    def number(self, row: DataRow, key: str, what: str, unit: str = "") -> int | None:
        """A number with at most two decimals in hundredths, or None. unit: the column's."""
        text = self._number_text(row, key, what, unit)
        if text is None:
            return None
        try:
            return read_hundredths(text, what)
        except RatingFault as fault:
            self.fault(row.cell(key).address, fault.message)
            return None

    def count(self, row: DataRow, key: str, what: str, unit: str = "") -> int | None:
        """A whole number ≥ 0, or None. unit: the column's."""
        text = self._number_text(row, key, what, unit)
        if text is None:
            return None
        try:
            return read_count(text, what)
        except RatingFault as fault:
            self.fault(row.cell(key).address, fault.message)
            return None

    def _number_text(self, row: DataRow, key: str, what: str, unit: str) -> str | None:
        if not self.readable(row, key, what):
            return None
        cell = row.cell(key)
        found = read_number(cell, what, unit, typed=self.layout.sheet.typed)
        if found.notice:
            self.notice(cell.address, found.notice)
        if found.fault:
            self.fault(cell.address, found.fault)
            return None
        if not found.choices:
            return found.text
        answer = self.ask(f"number:{cell.address}", cell.address, found.question, found.choices)
        if answer == NEITHER:
            self.fault(cell.address, f"{what}填的是“{cell.text}”，要改成明确的数字再导入。")
            return None
        return answer

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
