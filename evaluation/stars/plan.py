"""What the rating of every village under one standard has in common, looked up once.

Holds no result of a village: `outcome.py` makes those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.numbers import Score, level
from evaluation.standard.model import Depth, Standard, Star, Step, StepKind
from evaluation.stars.ballots import BallotResult
from evaluation.stars.score_table import Lines, ScoreTable
from evaluation.stars.scoring import (
    IndicatorScore,
    SheetContent,
    depth_of,
    score_of_lines,
    with_review,
)

__all__ = ["RatingPlan", "ScoredSheet", "StarPlan"]


@dataclass(frozen=True, slots=True)
class StarPlan:
    """A star with the steps that score it, each with its weight, and its indicators' ids."""

    star: Star
    points: int
    steps: tuple[tuple[Step, int], ...]
    items: tuple[str, ...]
    has_bottom_line: bool
    has_veto: bool


@dataclass(frozen=True, slots=True)
class ScoredSheet:
    """A sheet with the score of every indicator; `lines` None where it scores whole stars."""

    standard: Standard
    content: SheetContent
    lines: Lines | None

    def star(
        self, plan: StarPlan, replaced: Mapping[str, Score]
    ) -> tuple[Score | None, tuple[IndicatorScore, ...]]:
        """(score of the star on this sheet, its indicators), as `score_sheet_star` has it."""
        if self.lines is None:
            mark = self.content.marks.get(plan.star.id)
            if mark is None or mark.score is None:
                return None, ()
            return level(mark.score, self.standard.decimals), ()
        lines = tuple(map(self.lines.__getitem__, plan.items))
        if replaced:
            lines = with_review(lines, replaced)
        return score_of_lines(self.standard, plan.points, lines), lines


class RatingPlan:
    """The plan of one standard, that of a 考核类别 (`for_category`), for one round.

    It remembers the scores of single entries under the shared figures it was made with.
    """

    def __init__(self, standard: Standard, category: str, shared: Mapping[str, int]) -> None:
        self.standard = standard
        self.assessment = standard.step_of_kind(StepKind.ASSESSMENT)
        self.stars = tuple(_star_plan(standard, star) for star in standard.stars)
        scoring = {step.id: step for star in self.stars for step, _weight in star.steps}
        self._on_sheets = tuple(
            step for step in scoring.values() if step.kind is not StepKind.BALLOT
        )
        self._shared = shared
        self._category = next((item for item in standard.categories if item.id == category), None)
        self._tables: dict[Depth, ScoreTable] = {}

    def sheets(
        self,
        own: SheetContent | None,
        assessments: tuple[SheetContent, ...],
        ballot: BallotResult | None,
    ) -> dict[str, tuple[ScoredSheet, ...]]:
        """By step that scores stars on sheets: its sheets; `ballot` is what they refer to."""
        owned = () if own is None else (own,)
        return {
            step.id: tuple(
                self._scored(step, content, ballot)
                for content in (owned if step.kind is StepKind.SELF else assessments)
            )
            for step in self._on_sheets
        }

    def _scored(
        self, step: Step, content: SheetContent, ballot: BallotResult | None
    ) -> ScoredSheet:
        depth = depth_of(step, content.sheet.purpose)
        if depth is Depth.STAR:
            return ScoredSheet(self.standard, content, None)
        table = self._tables.get(depth)
        if table is None:
            table = ScoreTable(self.standard, depth, self._shared, self._category)
            self._tables[depth] = table
        return ScoredSheet(self.standard, content, table.lines(content, ballot))


def _star_plan(standard: Standard, star: Star) -> StarPlan:
    steps: list[tuple[Step, int]] = []
    for step_id, weight in standard.weights_of(star):
        step = standard.step(step_id)
        assert step is not None, f"star {star.id} is weighted by an unknown step {step_id}"
        steps.append((step, weight))
    return StarPlan(
        star=star,
        points=star.points,
        steps=tuple(steps),
        items=tuple(indicator.id for indicator in star.indicators),
        has_bottom_line=any(indicator.bottom_line for indicator in star.indicators),
        has_veto=any(indicator.veto for indicator in star.indicators),
    )
