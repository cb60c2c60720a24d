"""The history in words: what an entry was about, and every row before → after.

Reads names from the register as they are now; an entry itself is never changed. Labels of
codes are those of `gui/wording.py`, names of tables and columns those of `gui/row_names.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from evaluation.faults import Fault
from evaluation.gathering import name_on, pinned_standard
from evaluation.history import HistoryEntry, HistoryEvent
from evaluation.numbers import show_plain
from evaluation.ports import Reader
from evaluation.rounds import FACTS, ParticipationStatus, Round, RoundState
from evaluation.standard.model import Standard
from evaluation.stars.sheets import MarkState, Purpose, SheetState
from evaluation.steps.records import DayKind, NoticeState, ObjectionState, SignOffState
from evaluation.vetoes.cases import CaseState
from evaluation.views import Trail
from evaluation.villages import Town
from gui.row_names import COLUMN_NAMES, TABLE_NAMES
from gui.wording import level_word, word

__all__ = ["HistoryWords"]

_STATES: Mapping[str, type[StrEnum]] = {
    "sheet": SheetState,
    "ballot": SheetState,
    "mark": MarkState,
    "veto_case": CaseState,
    "sign_off": SignOffState,
    "notice": NoticeState,
    "objection": ObjectionState,
    "round": RoundState,
}
_FACT_NAMES = {fact: name for fact, name, _unit in FACTS}
_HUNDREDTHS = frozenset({"score", "figure", "base", "amount", "points", "total"})
_FLAGS = frozenset(
    {
        "active",
        "sample",
        "show_early",
        "second_check",
        "blind",
        "evidence_due",
        "void",
        "vetoed",
        "changes_result",
        "given",
    }
)
_IDENTITY = frozenset(
    {"round", "village", "step", "purpose", "assessor", "version", "item", "clause", "id", "star"}
)
"""Columns that say which row it is; the words before the colon tell them."""
_NAMING = frozenset(
    {
        ("yearly_fact", "fact"),
        ("shared_figure_value", "figure"),
        ("holiday", "day"),
        ("holiday", "name"),
        ("person", "name"),
        ("setting", "name"),
        ("town", "name"),
        ("office", "name"),
        ("round", "year"),
        ("override", "subject"),
        ("option_count", "option"),
        ("option_count", "question"),
        ("channel_count", "channel"),
    }
)
"""Columns that do so in one table only."""
_SILENT = frozenset({"sha256", "text", "paper", "standard", "seal", "entered_by", "size"})
"""Columns that say nothing to an official."""
_LONGEST = 120


class HistoryWords:
    """Names of one register, read once; make a new one after a change."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.village_name = cache(self._village_name)
        self._standard = cache(self._standard_of)

    def trail(self, entry: HistoryEntry) -> Trail:
        """An entry in words; `time` as 2027-01-08 10:42."""
        return Trail(
            number=entry.number,
            time=entry.time.replace("T", " ")[:16],
            actor=entry.actor,
            event=word(entry.event),
            village=self.village_name(entry.village) if entry.village else "",
            subject=self._subject(entry),
            reason=entry.reason,
            document=entry.document,
            changes=(),
        )

    def changes(self, entry: HistoryEntry) -> tuple[str, ...]:
        """Each changed row as a line: what it is, and each column before → after."""
        lines = [
            self._change(table, before, after) for table, before, after in json.loads(entry.changes)
        ]
        return tuple(line for line in lines if line)

    def _subject(self, entry: HistoryEntry) -> str:
        """The subject as logged; ids of rounds and settings read as their names."""
        if entry.event is HistoryEvent.FINDING_NOTED:
            # Checks are looked up when a note is shown: few logs have one.
            from evaluation.checks import check_named

            return check_named(entry.subject).name
        names = [COLUMN_NAMES.get(part, part) for part in entry.subject.split("、")]
        return "、".join(names)

    def _change(
        self, table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> str:
        row = after or before or {}
        head = f"{TABLE_NAMES.get(table, table)} {self._row_name(table, row)}".strip()
        if before is None and after is not None:
            told = self._columns(table, after)
            return f"{head}：新增" + (f"，{'；'.join(told)}" if told else "")
        if after is None and before is not None:
            told = self._columns(table, before)
            return f"{head}：删去" + (f"，原为 {'；'.join(told)}" if told else "")
        if before is None or after is None:
            return ""
        told = [
            f"{COLUMN_NAMES.get(column, column)} "
            f"{self._value(table, column, before.get(column), after)} → "
            f"{self._value(table, column, after[column], after)}"
            for column in after
            if column not in _SILENT and before.get(column) != after[column]
        ]
        return f"{head}：{'；'.join(told)}" if told else f"{head}：有改动"

    def _columns(self, table: str, row: Mapping[str, Any]) -> list[str]:
        """The columns of a new or removed row that say something."""
        return [
            f"{COLUMN_NAMES.get(column, column)} {self._value(table, column, value, row)}"
            for column, value in row.items()
            if column not in _IDENTITY | _SILENT
            and (table, column) not in _NAMING
            and value not in (None, "")
            and not (column in _FLAGS and not value)
        ]

    def _row_name(self, table: str, row: Mapping[str, Any]) -> str:
        """Which row it is, in the words of the standard where it names something of it."""
        standard = self._standard(str(row.get("round", "")))
        match table:
            case "mark" | "deduction":
                name = self._item_name(standard, str(row["item"]))
                clause = self._clause_name(standard, str(row.get("clause", "")))
                return f"{name} {clause}".strip()
            case "sheet":
                assessor = f"（{row['assessor']}）" if row.get("assessor") else ""
                return f"{word(Purpose(row['purpose']))} 第 {row['version']} 版{assessor}"
            case "ballot":
                return f"第 {row['version']} 次"
            case "channel_count" | "option_count":
                return self._ballot_name(standard, row)
            case "sign_off" | "meeting":
                return self._part_name(standard, row)
            case "shared_figure_value":
                known = standard.shared_figures if standard else ()
                return next((item.name for item in known if item.id == row["figure"]), "")
            case "village":
                return self.village_name(str(row["id"]))
            case _ if row.get("village"):
                return f"{self.village_name(str(row['village']))} {self._what(standard, row)}"
            case _:
                return self._own_name(table, row)

    def _what(self, standard: Standard | None, row: Mapping[str, Any]) -> str:
        """What of a village a row is about."""
        if "fact" in row and row["fact"] in _FACT_NAMES:
            return _FACT_NAMES[row["fact"]]
        item = str(row.get("star") or row.get("subject") or row.get("item") or "")
        return self._item_name(standard, item)

    @staticmethod
    def _own_name(table: str, row: Mapping[str, Any]) -> str:
        """The name of a row that belongs to no village."""
        match table:
            case "holiday":
                return f"{row['day']} {row.get('name', '')}".strip()
            case "round":
                return f"{row['year']} 年度"
            case "veto_authority":
                return str(row["item"])
            case _:
                return str(row.get("name") or row.get("id") or "")

    def _value(self, table: str, column: str, value: Any, row: Mapping[str, Any]) -> str:
        if value is None or value == "":
            return "（空）"
        if column == "state" and table in _STATES:
            return word(_STATES[table](value))
        if column == "status":
            return word(ParticipationStatus(value))
        if column == "kind" and table == "holiday":
            return word(DayKind(value))
        if column == "level":
            return level_word(str(value))
        if column == "village_consents":
            return "无异议" if value else "有异议"
        if column in _FLAGS and value in (0, 1):
            return "是" if value else "否"
        hundredths = column in _HUNDREDTHS or (table, column) == ("shared_figure_value", "value")
        if hundredths and isinstance(value, int):
            return show_plain(value)
        if column == "rating_class":
            standard = self._standard(str(row.get("round", "")))
            known = standard.rating_class(str(value)) if standard else None
            return known.short if known else str(value)
        if column == "merged_into":
            return self.village_name(str(value))
        if column == "town":
            town = self._reader.get(Town, str(value))
            return town.name if town is not None else str(value)
        text = str(value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    def _village_name(self, village: str) -> str:
        named = name_on(self._reader, village, "9999-12-31")
        return named.name if named is not None else village

    def _standard_of(self, round_id: str) -> Standard | None:
        found = self._reader.get(Round, round_id) if round_id else None
        if found is None:
            return None
        try:
            return pinned_standard(self._reader, found)
        except Fault:
            # The log stays readable where the standard is not settled or is damaged.
            return None

    @staticmethod
    def _item_name(standard: Standard | None, item: str) -> str:
        if standard is None:
            return item
        for number, star in enumerate(standard.stars, start=1):
            if star.id == item:
                return f"★{number} {star.name}" if standard.most_stars else star.name
            for indicator in star.indicators:
                if indicator.id == item:
                    return f"{indicator.code} {indicator.text}"
        return "类别" if item == "class" else item

    @staticmethod
    def _clause_name(standard: Standard | None, clause: str) -> str:
        if standard is None or not clause:
            return ""
        for indicator in standard.indicators:
            for number, known in enumerate(indicator.clauses, start=1):
                if known.id == clause:
                    return f"第 {number} 条"
        return clause

    @staticmethod
    def _ballot_name(standard: Standard | None, row: Mapping[str, Any]) -> str:
        rules = standard.ballot if standard is not None else None
        if rules is None:
            return ""
        names = {
            **{item.id: item.name for item in rules.channels},
            **{item.id: item.name for item in rules.options},
            **{item.id: item.name for item in rules.groups},
        }
        parts = [row.get("channel", ""), row.get("option", ""), row.get("voters", "")]
        return " ".join(names.get(part, part) for part in parts if part)

    def _part_name(self, standard: Standard | None, row: Mapping[str, Any]) -> str:
        parts = [part for step in (standard.steps if standard else ()) for part in step.parts]
        name = next((part.name for part in parts if part.id == row.get("part")), "")
        village = self.village_name(str(row["village"])) if row.get("village") else ""
        return f"{village} {name}".strip()
