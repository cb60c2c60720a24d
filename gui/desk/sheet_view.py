"""What the scoring desk shows of one sheet: head, stars, indicators, deductions, figures.

Plain values, made by `sheet_reading.py`. All scores come from the rating; nothing is reckoned
here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evaluation.numbers import Score
from evaluation.standard.model import Clause, ClauseKind, Depth, Indicator, Standard, Star, Step
from evaluation.stars.outcome import Outcome, VillageInputs
from evaluation.stars.reasons import star_reasons
from evaluation.stars.scoring import IndicatorScore
from evaluation.stars.sheets import Bonus, Deduction, Mark, MarkState, Purpose, Sheet, SheetState
from evaluation.views import Reason, YearHead

__all__ = ["IndicatorView", "SheetView", "StarView", "Subject"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Which sheet lies on the desk. `version`: an older one to be read; None: the newest."""

    round: str
    village: str
    step: str
    purpose: Purpose
    assessor: str = ""
    version: int | None = None

    @property
    def arguments(self) -> dict[str, str]:
        """What every action about a sheet takes."""
        return {
            "round": self.round,
            "village": self.village,
            "step": self.step,
            "purpose": str(self.purpose),
            "assessor": self.assessor,
        }


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One line of the table: an indicator, or a whole star where the depth is 每星得分.

    `score` None: not there yet. `own`: what 自评 gave the line, None where it says nothing of
    it; `before`: the 初评 score beside a review. `typed`: the points were entered as such.
    """

    item: str
    code: str
    text: str
    points: int
    indicator: Indicator | None
    mark: Mark | None
    state: MarkState
    score: Score | None
    deductions: tuple[Deduction, ...] = ()
    line: IndicatorScore | None = None
    own: Score | None = None
    before: Score | None = None
    typed: bool = False

    @property
    def figure_clause(self) -> Clause | None:
        return None if self.indicator is None else self.indicator.figure_clause

    @property
    def by_ballot(self) -> bool:
        """Whether the ballot fills it, so that nothing is entered."""
        return self.indicator is not None and all(
            clause.kind is ClauseKind.BALLOT for clause in self.indicator.clauses
        )

    @property
    def fact(self) -> str:
        return "" if self.mark is None else self.mark.fact

    @property
    def vetoed(self) -> bool:
        return self.mark is not None and bool(self.mark.vetoed)

    @property
    def exhausted(self) -> bool:
        """扣完为止: more was lost than the line has points."""
        return self.line is not None and self.line.floored

    @property
    def done(self) -> bool:
        """Whether nothing of it stands in the way of signing."""
        return self.by_ballot or self.state is not MarkState.UNCHECKED


@dataclass(frozen=True, slots=True)
class StarView:
    """A star of the sheet. `sheet_score`: on this sheet; `own`: what 自评 gave it, None where
    that is not to be shown; `score`, `held`: the village's star as far as all steps go (None
    while one is missing). `difference`: the word that is due because of 自评, as the guard
    says it; `word`: the one given. `basis`: what it was read from; the same basis gives the
    same view."""

    star: Star
    number: int
    rows: tuple[IndicatorView, ...]
    sheet_score: Score | None
    score: Score | None
    held: bool | None
    difference: str
    word: str
    bonus: Bonus | None
    own: Score | None = None
    basis: tuple[Any, ...] = field(default=(), compare=False, repr=False)

    @property
    def id(self) -> str:
        return self.star.id

    @property
    def open(self) -> int:
        """Lines that are still 未查."""
        return sum(1 for row in self.rows if not row.done)


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything the desk shows. `sheet_total`: of this sheet. `revealed`: stars, distances
    and class may be shown; `outcome`: of the village, not even reckoned where they may not.
    `own_depth`: of the 自评 beside this sheet, None where none is shown."""

    head: YearHead
    standard: Standard
    subject: Subject
    step: Step
    depth: Depth
    village_name: str
    rated: bool
    sheet: Sheet | None
    versions: tuple[Sheet, ...]
    assessors: tuple[str, ...]
    stars: tuple[StarView, ...]
    inputs: VillageInputs
    outcome: Outcome | None
    sheet_total: Score
    revealed: bool
    own_depth: Depth | None = None
    basis: tuple[Any, ...] = field(default=(), compare=False, repr=False)

    @property
    def draft(self) -> bool:
        return self.sheet is None or self.sheet.state is SheetState.DRAFT

    @property
    def editable(self) -> bool:
        """Whether entries go into it: the newest version, not signed, of a year at work."""
        return (
            self.subject.version is None and self.draft and self.rated and not self.head.published
        )

    @property
    def review(self) -> bool:
        return self.subject.purpose is Purpose.REVIEW

    @property
    def rekey(self) -> bool:
        """Whether it is a second person's entry for 校对, who sees nobody else's figures."""
        return self.subject.purpose is Purpose.REKEY

    @property
    def open(self) -> int:
        """Lines of the whole sheet that are still 未查."""
        return sum(star.open for star in self.stars)

    def star(self, star_id: str) -> StarView | None:
        return next((star for star in self.stars if star.id == star_id), None)

    def reasons(self, star: StarView) -> tuple[Reason, ...]:
        """The lines of 为什么 about one star."""
        stars = () if self.outcome is None else self.outcome.stars
        rated = next((item for item in stars if item.star == star.id), None)
        if rated is None:
            return ()
        return star_reasons(self.standard, star.star, star.number, self.inputs, rated)

    def place_of(self, code_or_id: str) -> tuple[StarView, IndicatorView] | None:
        """The star and line of an indicator by code or id."""
        for star in self.stars:
            for row in star.rows:
                if code_or_id in (row.item, row.code):
                    return star, row
        return None
