"""Tables whose column names are not known: what each column is, is asked and remembered.

What the official says is kept in the register with the names of the columns it was said of, so
that the next table with the same names needs no question. It is told in the preview each time,
and can be answered anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.exchange.headings import Heading, Headings, Layout, find_layout, label_of
from db.exchange.previews import Answers, Question
from db.exchange.tables import Cell, CellKind, Sheet, Table, turned
from evaluation.actions.imports import COLUMN_MAPPINGS
from evaluation.faults import RatingFault
from evaluation.places import compact
from evaluation.ports import Reader
from evaluation.rounds import Setting

__all__ = ["SKIP", "Mapped", "Roles", "explain_columns", "remembered", "turned_layout"]

SKIP = "skip"
_LONGEST_NAME = 40

Remembered = Mapping[str, Mapping[str, str]]
"""Fingerprint of the column names → name → what it is (a key, or SKIP)."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What the columns of a kind of table can be.

    names: key → what it is called in the question. needs: groups of keys, one of each has to be
    there. speaks: whether a cell says what its row is about (a village, an indicator); least:
    in how many cells below each other, before a sheet counts as such a table.
    """

    names: Mapping[str, str]
    recognise: Headings
    needs: tuple[tuple[str, ...], ...]
    anchors: frozenset[str]
    speaks: Callable[[Cell], bool]
    least: int = 3


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table with columns that were explained, or still are to be.

    layout: None while questions are `open`. columns: name → key, for the columns that needed an
    explanation; new: it is not what is remembered.
    """

    fingerprint: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    questions: tuple[Question, ...]
    open: tuple[Question, ...] = ()
    layout: Layout | None = None
    notice: str = ""
    fault: str = ""
    new: bool = field(default=False)

    def record(self) -> dict[str, Any]:
        """As it is kept in the register."""
        return dict(self.columns)


def remembered(reader: Reader, kind: str) -> Remembered:
    """What was said of the tables of a kind before."""
    stored = reader.get(Setting, COLUMN_MAPPINGS)
    known = json.loads(stored.value).get(kind, {}) if stored is not None else {}
    return {fingerprint: dict(columns) for fingerprint, columns in known.items()}


def explain_columns(
    sheet: Sheet, file_name: str, roles: Roles, known: Remembered, answers: Answers
) -> Mapped | None:
    """What the columns of a sheet are, as far as it is known.

    None where nothing in the sheet says what its rows are about: it is no such table.
    """
    head = _head_row(sheet, roles)
    if head is None:
        return None
    names = _names(sheet, head)
    if not names:
        return None
    fingerprint = _fingerprint(text for _, text in names)
    before = known.get(fingerprint, {})
    columns: dict[str, str] = {}
    questions: list[Question] = []
    unanswered: list[Question] = []
    choices = (*roles.names.items(), (SKIP, "不读这一列"))
    for cell, text in names:
        if roles.recognise((text,)) or not _filled(sheet, head, cell.column):
            continue
        question = Question(
            f"column:{fingerprint[:12]}:{label_of(text)}",
            cell.address,
            f"“{text}”这一列是什么？",
            choices,
        )
        questions.append(question)
        answer = answers.get(question.id, before.get(label_of(text), ""))
        if answer in roles.names or answer == SKIP:
            columns[label_of(text)] = answer
        else:
            unanswered.append(question)
    mapped = Mapped(
        fingerprint,
        tuple(text for _, text in names),
        columns,
        tuple(questions),
        tuple(unanswered),
    )
    return mapped if unanswered else _laid_out(mapped, sheet, file_name, roles, before)


def _laid_out(
    mapped: Mapped, sheet: Sheet, file_name: str, roles: Roles, before: Mapping[str, str]
) -> Mapped:
    columns = mapped.columns

    def recognise(labels: Any) -> str:
        for label in reversed(labels):
            key = columns.get(label_of(label))
            if key is not None:
                return "" if key == SKIP else key
        return roles.recognise(labels)

    told = "，".join(
        f"“{text}”作{roles.names[columns[label_of(text)]]}"
        for text in mapped.headings
        if columns.get(label_of(text), SKIP) != SKIP
    )
    try:
        layout = find_layout(
            Table(file_name, "", (sheet,)), recognise, roles.needs, anchors=roles.anchors
        )
    except RatingFault as fault:
        return Mapped(
            mapped.fingerprint,
            mapped.headings,
            columns,
            mapped.questions,
            (),
            fault=f"{fault.message}现在的列对照是：{told or '没有'}。",
        )
    remembered_now = bool(before) and dict(before) == dict(columns)
    how = "按记住的列对照读入" if remembered_now else "按您说明的列对照读入"
    return Mapped(
        mapped.fingerprint,
        mapped.headings,
        columns,
        mapped.questions,
        (),
        layout,
        f"{how}：{told}。" if told else "",
        new=bool(columns) and not remembered_now,
    )


def turned_layout(
    sheet: Sheet, recognise: Headings, key: str, speaks: Callable[[Cell], bool]
) -> Layout | None:
    """A sheet with villages as columns, as if they were rows; None where it is none such.

    key: what the row of the villages' names is.
    """
    across = turned(sheet)
    found = _speaking(across, speaks, least=2)
    if found is None:
        return None
    column, first = found
    columns: dict[str, Heading] = {}
    unknown: list[Heading] = []
    for number in range(1, across.columns + 1):
        labels = [
            across.cell(row, number).text
            for row in range(1, first)
            if not across.cell(row, number).empty
        ]
        if number == column:
            columns[key] = Heading(key, number, max(first - 1, 1), " ".join(labels), turned=True)
            continue
        what = recognise(labels) if labels else ""
        heading = Heading(what, number, max(first - 1, 1), " ".join(labels), turned=True)
        if what and what not in columns and what != key:
            columns[what] = heading
        elif labels:
            unknown.append(heading)
    if len(columns) < 2:
        return None
    title = " ".join(
        cell.text for row in range(1, column) for cell in sheet.row(row) if not cell.empty
    )
    return Layout(across, columns, 1, first - 1, tuple(unknown), (), title)


def _speaking(
    sheet: Sheet, speaks: Callable[[Cell], bool], *, least: int
) -> tuple[int, int] | None:
    """(column, first row) of the column whose cells say most often what their rows are about."""
    best: tuple[int, int, int] | None = None
    for column in range(1, sheet.columns + 1):
        rows = [row for row in range(1, sheet.rows + 1) if speaks(sheet.cell(row, column))]
        if len(rows) >= least and (best is None or len(rows) > best[0]):
            best = (len(rows), column, rows[0])
    return None if best is None else best[1:]


def _head_row(sheet: Sheet, roles: Roles) -> int | None:
    """The row of names above the first row that is about something."""
    found = _speaking(sheet, roles.speaks, least=roles.least)
    if found is None:
        return None
    for row in range(found[1] - 1, 0, -1):
        texts = [cell for cell in sheet.row(row) if cell.kind is CellKind.TEXT]
        if len(texts) >= 2:
            return row
    return None


def _names(sheet: Sheet, head: int) -> list[tuple[Cell, str]]:
    return [
        (cell, cell.text)
        for cell in sheet.row(head)
        if not cell.empty and len(compact(cell.text)) <= _LONGEST_NAME
    ]


def _filled(sheet: Sheet, head: int, column: int) -> bool:
    return any(not sheet.cell(row, column).empty for row in range(head + 1, sheet.rows + 1))


def _fingerprint(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(label_of(text) for text in texts).encode()).hexdigest()
