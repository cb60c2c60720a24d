"""What the villages of a round are compared by, gathered while each is looked at once.

Small columns only, so that a region's villages fit; every list is in the villages' order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from evaluation.numbers import Score
from evaluation.standard.model import Clause, Indicator
from evaluation.stars.outcome import BallotContent
from evaluation.stars.sheets import MarkState

if TYPE_CHECKING:
    from evaluation.checks.material import SheetMaterial, VillageMaterial

__all__ = ["BallotDigits", "Comparison", "SheetPrint", "TypedFigure", "ballot_digits"]

BallotDigits: TypeAlias = tuple[Any, ...]
"""应到, 实到 and every count of a ballot, equal only where all digits are."""


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure that a village's sheet has; figure and base in hundredths, `value` exact."""

    village: str
    step: str
    assessor: str
    indicator: Indicator
    clause: Clause
    figure: int
    base: int | None
    value: Score | None


@dataclass(frozen=True, slots=True)
class SheetPrint:
    """A finished sheet in short: `entries` is the same number for the same entries, facts
    included; `losses`: how many of its entries take points."""

    village: str
    assessor: str
    entries: int
    losses: int


@dataclass(slots=True)
class Comparison:
    """figures: by indicator. scores: by (step, star) of finished sheets, with the village.
    prints: by step. facts: (clause, fact) → villages that have it word for word.
    left_out: by indicator (village, step, assessor, word) of 不涉及; looked_at: how many
    sheets score it. ballots: digits → villages. assessors: by village that is assessed.
    amounts: by yearly fact its text by village."""

    figures: dict[str, list[TypedFigure]] = field(default_factory=lambda: defaultdict(list))
    scores: dict[tuple[str, str], list[tuple[str, Score]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    prints: dict[str, list[SheetPrint]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    facts_of: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    left_out: dict[str, list[tuple[str, str, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    looked_at: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ballots: dict[BallotDigits, list[str]] = field(default_factory=lambda: defaultdict(list))
    assessors: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    without_group: list[str] = field(default_factory=list)

    def add(self, village: VillageMaterial) -> None:
        """Take in what there is of one village."""
        for sheet in village.scored:
            self._add_sheet(village, sheet)
        if village.assessments:
            self.assessors[village.id] = len(village.assessments)
            if not village.member.assessment_group:
                self.without_group.append(village.id)
        if village.ballot is not None and village.ballot.counts:
            self.ballots[ballot_digits(village.ballot)].append(village.id)
        for fact, text in village.facts.items():
            self.amounts[fact][village.id] = text

    def _add_sheet(self, village: VillageMaterial, sheet: SheetMaterial) -> None:
        step, assessor = sheet.step.id, sheet.sheet.assessor
        for item in sheet.entered:
            assert item.mark.figure is not None
            self.figures[item.indicator.id].append(
                TypedFigure(
                    village.id,
                    step,
                    assessor,
                    item.indicator,
                    item.clause,
                    item.mark.figure,
                    item.mark.base,
                    item.value,
                )
            )
        if sheet.unchecked:
            return
        for star, score, lines in sheet.stars:
            if score is not None:
                self.scores[step, star.id].append((village.id, score))
            for line in lines:
                if line.state is not MarkState.NOT_APPLICABLE:
                    self.looked_at[line.indicator.id] += 1
                elif not village.around.not_applicable(line.indicator):
                    word = sheet.marks[line.indicator.id].fact.strip()
                    self.left_out[line.indicator.id].append((village.id, step, assessor, word))
        self.prints[step].append(SheetPrint(village.id, assessor, _entries(sheet), _losses(sheet)))
        for deduction in sheet.deductions:
            key = (deduction.clause, deduction.fact.strip())
            if key[1]:
                self.facts[key].append(village.id)
                self.facts_of[village.id].append(key)


def _entries(sheet: SheetMaterial) -> int:
    """A number made of every entry; equal entries give equal numbers within one process."""
    marks = sheet.marks.values()
    return hash(
        (
            tuple(sorted(mark[:5] for mark in marks)),
            tuple((d.item, d.clause, d.times, d.amount, d.fact.strip()) for d in sheet.deductions),
        )
    )


def _losses(sheet: SheetMaterial) -> int:
    below = sum(
        1 for line in sheet.lines() if line.score is not None and line.score < line.indicator.points
    )
    stars = sum(
        1
        for star, score, lines in sheet.stars
        if not lines and score is not None and score < star.points
    )
    return below + stars


def ballot_digits(content: BallotContent) -> BallotDigits:
    """The ballot as digits alone."""
    return (
        content.ballot.expected,
        content.ballot.present,
        tuple(
            sorted((c.channel, c.voters, c.issued, c.returned, c.valid) for c in content.channels)
        ),
        tuple(sorted((c.question, c.voters, c.option, c.count) for c in content.counts)),
    )
