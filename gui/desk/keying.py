"""What is being typed on one indicator, key by key: clause, count, figure, base, points.

Plain values without Qt: each key gives the next `Keying`. It settles what the digits mean,
never whether they are allowed; that is the office's answer when they are committed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from evaluation.standard.model import FIGURE_KINDS, Clause, ClauseKind, Depth, Figure
from gui.desk.sheet_view import IndicatorView

__all__ = ["Entry", "EntryKind", "Keying", "Part", "begin", "discretion_of"]

_LONGEST = 12


class EntryKind(Enum):
    """What a finished entry is."""

    COUNT = "count"
    FIGURE = "figure"
    POINTS = "points"
    DISCRETION = "discretion"


class Part(Enum):
    """What the next digits belong to."""

    CLAUSE = "clause"
    COUNT = "count"
    FIGURE = "figure"
    BASE = "base"
    POINTS = "points"
    DISCRETION = "discretion"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished entry, as text for the action. `clause` is the clause's id."""

    kind: EntryKind
    clause: str
    number: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Keying:
    """`clause`: the one picked, None before; `number` and `base` as typed; `fault`: why the
    last key was not taken."""

    row: IndicatorView
    part: Part
    start: Part
    clause: Clause | None = None
    number: str = ""
    base: str = ""
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing has been typed."""
        return self.clause is None and not self.number and self.part is not Part.CODE

    @property
    def clause_number(self) -> int:
        """The picked clause's number within the indicator; 0 where there is none."""
        if self.clause is None or self.row.indicator is None:
            return 0
        return self.row.indicator.clauses.index(self.clause) + 1

    @property
    def figure(self) -> Figure | None:
        clause = self.clause or self.row.figure_clause
        return None if clause is None else clause.figure

    @property
    def wants_base(self) -> bool:
        """Whether a base is typed beside the figure."""
        figure = self.figure
        return figure is not None and bool(figure.base_name) and not figure.shared_base

    def press(self, sign: str) -> Keying:
        """The keying after one more sign: a digit, ".", "-" or ";" (to the base)."""
        plain = replace(self, fault="")
        match self.part:
            case Part.CLAUSE:
                return plain._pick(sign)
            case Part.CODE:
                return plain._append(sign) if sign.isdigit() or sign == "." else self
            case Part.COUNT:
                return plain._append(sign) if sign.isdigit() else self
            case _ if sign == ";" and self.part is Part.FIGURE:
                if not self.wants_base:
                    return replace(self, fault="这一项只填一个数。")
                return replace(plain, part=Part.BASE)
            case _:
                return plain._decimal(sign)

    def back(self) -> Keying | None:
        """The keying with the last sign taken away; None when nothing is left."""
        plain = replace(self, fault="")
        if self.part is Part.BASE:
            if self.base:
                return replace(plain, base=self.base[:-1])
            return replace(plain, part=Part.FIGURE)
        if self.number:
            shorter = replace(plain, number=self.number[:-1])
            return None if shorter.empty and self.start is not Part.CLAUSE else shorter
        if self.clause is not None and self.start is Part.CLAUSE:
            return replace(plain, clause=None, part=Part.CLAUSE)
        return None

    def entry(self) -> Entry | None:
        """What is complete enough to be committed; None while something is missing."""
        clause = "" if self.clause is None else self.clause.id
        match self.part:
            case Part.COUNT:
                return Entry(EntryKind.COUNT, clause, self.number or "1")
            case Part.FIGURE | Part.BASE:
                return Entry(EntryKind.FIGURE, clause, self.number, self.base)
            case Part.POINTS:
                return Entry(EntryKind.POINTS, "", self.number)
            case Part.DISCRETION:
                return Entry(EntryKind.DISCRETION, clause, self.number)
            case _:
                return None

    def _append(self, sign: str) -> Keying:
        if len(self.number) >= _LONGEST:
            return self
        return replace(self, number=self.number + sign)

    def _decimal(self, sign: str) -> Keying:
        text = self.base if self.part is Part.BASE else self.number
        fits = (
            sign.isdigit()
            or (sign == "." and "." not in text)
            or (sign == "-" and not text and self.part in (Part.FIGURE, Part.BASE))
        )
        if not fits or len(text) >= _LONGEST:
            return self
        text += sign
        return replace(self, base=text) if self.part is Part.BASE else replace(self, number=text)

    def _pick(self, sign: str) -> Keying:
        assert self.row.indicator is not None, "a clause is picked on an indicator"
        if sign == ".":
            return replace(self, part=Part.CODE)
        if not sign.isdigit():
            return self
        if sign == "0":
            free = discretion_of(self.row)
            if free is None:
                return replace(self, fault="评定标准没有给这一项设酌情扣分。")
            return replace(self, clause=free, part=Part.DISCRETION)
        clauses = self.row.indicator.clauses
        if int(sign) > len(clauses):
            return replace(self, fault=f"这一项只有 {len(clauses)} 条计分办法。")
        clause = clauses[int(sign) - 1]
        if clause.kind is ClauseKind.BALLOT:
            return replace(self, fault="这一条由测评结果带入，不用填写。")
        part = Part.COUNT
        if clause.kind is ClauseKind.DISCRETION:
            part = Part.DISCRETION
        elif clause.kind in FIGURE_KINDS:
            part = Part.FIGURE
        return replace(self, clause=clause, part=part)


def discretion_of(row: IndicatorView) -> Clause | None:
    """The clause of a line under which a free amount can be taken away.

    Besides one that is 酌情 by itself that is a figure clause whose typed base is not above 0.
    """
    if row.indicator is None:
        return None
    for clause in row.indicator.clauses:
        if clause.kind is ClauseKind.DISCRETION:
            return clause
    clause_of_figure = row.figure_clause
    if clause_of_figure is None or clause_of_figure.figure is None or row.mark is None:
        return None
    typed_base = row.mark.base
    if clause_of_figure.figure.shared_base or typed_base is None or typed_base > 0:
        return None
    return clause_of_figure


def begin(row: IndicatorView, depth: Depth) -> Keying:
    """Nothing typed yet on a line of a sheet of that depth.

    Where an indicator is only a figure, the digits are the figure at once.
    """
    if depth is not Depth.CLAUSE:
        return Keying(row, Part.POINTS, Part.POINTS)
    assert row.indicator is not None, "clauses belong to indicators"
    clauses = row.indicator.clauses
    if len(clauses) == 1 and clauses[0].kind in FIGURE_KINDS and discretion_of(row) is None:
        return Keying(row, Part.FIGURE, Part.FIGURE, clause=None)
    return Keying(row, Part.CLAUSE, Part.CLAUSE)
