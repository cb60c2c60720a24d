"""Reads one sheet for the scoring desk, with the village's figures beside it.

One village only, so that an entry is on the screen at once; a star that nothing has touched
since the reading before is taken over as it was. Nothing is reckoned here: all scores come
from the rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from evaluation.gathering import gather, name_on, sheet_content, unproofed
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.rating import rate_round
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import Depth, Indicator, Standard, Star, Step, StepKind, for_category
from evaluation.stars.ballots import count_ballot
from evaluation.stars.outcome import Outcome, StarOutcome, VillageInputs
from evaluation.stars.scoring import (
    IndicatorScore,
    SheetContent,
    Surroundings,
    depth_of,
    score_indicator,
    score_sheet_star,
    stars_of_step,
)
from evaluation.stars.sheets import Bonus, MarkState, Purpose, Sheet, SheetState
from evaluation.steps import guards
from evaluation.views import YearHead
from gui.desk.sheet_view import IndicatorView, SheetView, StarView, Subject

__all__ = ["read_sheet"]


def read_sheet(
    reader: Reader, head: YearHead, subject: Subject, before: SheetView | None = None
) -> SheetView:
    """The sheet as it stands, drafts included. `before`: the reading before this one."""
    found = gather(reader, head.round, head.standard, drafts=True, village=subject.village)
    inputs = found.villages[0]
    purpose = subject.purpose
    settled = _all_signed(inputs) and not unproofed(reader, head.round, subject.village)
    revealed = purpose is not Purpose.REKEY and (bool(head.round.show_early) or settled)
    outcome = None
    if revealed or purpose is Purpose.REVIEW:
        # Quotas ask for all villages: the desk shows the class before them.
        alone = replace(found, standard=replace(head.standard, quotas=()))
        outcome = rate_round(alone)[0]
    standard = for_category(head.standard, inputs.category)
    step = standard.step(subject.step)
    assert step is not None, f"the standard has no step {subject.step}"
    versions = reader.find(
        Sheet,
        round=subject.round,
        village=subject.village,
        step=subject.step,
        purpose=purpose,
    )
    own_versions = tuple(sheet for sheet in versions if sheet.assessor == subject.assessor)
    sheet = _shown_sheet(subject, own_versions)
    content = _content(reader, subject, sheet)
    result = None
    if inputs.ballot is not None and standard.ballot is not None:
        ballot = inputs.ballot
        result = count_ballot(standard, ballot.ballot, ballot.channels, ballot.counts)
    category = next((item for item in standard.categories if item.id == inputs.category), None)
    around = Surroundings(found.shared, result, category)
    stars_reading = _Stars(standard, step, inputs, outcome, content, around)
    basis = (subject, head, inputs.category, around, inputs.own, stars_reading.assessed)
    known: dict[str, StarView] = {}
    if before is not None and before.basis == basis:
        known = {star.id: star for star in before.stars}
    stars = tuple(
        stars_reading.star(star, known.get(star.id)) for star in stars_of_step(standard, step.id)
    )
    named = name_on(reader, subject.village, f"{head.year}-12-31")
    return SheetView(
        head=head,
        standard=standard,
        subject=subject,
        step=step,
        depth=depth_of(step, purpose),
        village_name=named.name if named is not None else subject.village,
        rated=inputs.status is ParticipationStatus.RATED,
        sheet=sheet,
        versions=own_versions,
        assessors=tuple(sorted({item.assessor for item in versions})),
        stars=stars,
        inputs=inputs,
        outcome=outcome,
        sheet_total=sum(
            (star.sheet_score for star in stars if star.sheet_score is not None), start=0
        ),
        revealed=revealed,
        own_depth=stars_reading.own_depth,
        basis=basis,
    )


def _all_signed(inputs: VillageInputs) -> bool:
    """Whether every sheet and ballot of the village that exists is signed."""
    sheets = (inputs.own, *inputs.assessments, inputs.review)
    states = [content.sheet.state for content in sheets if content is not None]
    if inputs.ballot is not None:
        states.append(inputs.ballot.ballot.state)
    return bool(states) and all(state is SheetState.SEALED for state in states)


def _shown_sheet(subject: Subject, versions: Sequence[Sheet]) -> Sheet | None:
    if subject.version is None:
        return max(versions, key=lambda sheet: sheet.version, default=None)
    return next((sheet for sheet in versions if sheet.version == subject.version), None)


def _content(reader: Reader, subject: Subject, sheet: Sheet | None) -> SheetContent:
    if sheet is not None:
        return sheet_content(reader, sheet)
    return SheetContent(
        Sheet(subject.round, subject.village, subject.step, subject.purpose, subject.assessor, 1)
    )


@dataclass(frozen=True, slots=True)
class _Stars:
    """Reads the stars of one sheet."""

    standard: Standard
    step: Step
    inputs: VillageInputs
    outcome: Outcome | None
    content: SheetContent
    around: Surroundings

    @property
    def purpose(self) -> Purpose:
        return self.content.sheet.purpose

    @property
    def depth(self) -> Depth:
        return depth_of(self.step, self.purpose)

    @property
    def assessed(self) -> SheetContent | None:
        """The 初评 that a review is held against."""
        if self.purpose is not Purpose.REVIEW or not self.inputs.assessments:
            return None
        return self.inputs.assessments[0]

    @property
    def own_step(self) -> Step | None:
        """The 自评 that is shown beside this sheet; None beside itself and at 校对."""
        if self.purpose not in (Purpose.ASSESSMENT, Purpose.REVIEW) or self.inputs.own is None:
            return None
        return self.standard.step_of_kind(StepKind.SELF)

    @property
    def own_depth(self) -> Depth | None:
        own_step = self.own_step
        return None if own_step is None else depth_of(own_step, Purpose.OWN)

    def star(self, star: Star, known: StarView | None) -> StarView:
        """The star's view; `known` itself where it was read from the same."""
        stars = () if self.outcome is None else self.outcome.stars
        rated = next((item for item in stars if item.star == star.id), None)
        basis = self._basis(star, rated)
        if known is not None and known.basis == basis:
            return known
        number = [item.id for item in self.standard.stars].index(star.id) + 1
        own, own_lines = self._own(star)
        if self.purpose is Purpose.REVIEW and self.depth is not Depth.STAR:
            rows, sheet_score = self._reviewed(star, rated, own_lines)
        else:
            rows, sheet_score = self._entered(star, number, own, own_lines)
        word = self.content.marks.get(star.id)
        return StarView(
            star=star,
            number=number,
            rows=rows,
            sheet_score=sheet_score,
            score=None if rated is None else rated.score,
            held=None if rated is None or rated.score is None else rated.held,
            difference=self._difference(star),
            word="" if word is None or self.depth is Depth.STAR else word.fact,
            bonus=self._bonus(star),
            own=own,
            basis=basis,
        )

    def _basis(self, star: Star, rated: StarOutcome | None) -> tuple[Any, ...]:
        """Everything of this star that entries change; `read_sheet` compares the rest."""
        items = [star.id, *(indicator.id for indicator in star.indicators)]
        return (
            rated,
            tuple(map(self.content.marks.get, items)),
            tuple(tuple(self.content.deductions.get(item, ())) for item in items),
            self._bonus(star),
        )

    def _bonus(self, star: Star) -> Bonus | None:
        if self.purpose is Purpose.REKEY:
            return None
        return next((item for item in self.inputs.bonuses if item.star == star.id), None)

    def _own(self, star: Star) -> tuple[Score | None, dict[str, Score]]:
        """(自评 of the star, of its indicators as far as it says something of them)."""
        step, own = self.own_step, self.inputs.own
        if step is None or own is None:
            return None, {}
        if star.id not in {item.id for item in stars_of_step(self.standard, step.id)}:
            return None, {}
        score, lines = score_sheet_star(self.standard, star, step, own, self.around)
        by_clause = self.own_depth is Depth.CLAUSE
        return score, {
            line.indicator.id: line.score
            for line in lines
            if line.score is not None
            and (by_clause or line.typed or line.state is MarkState.NOT_APPLICABLE)
        }

    def _entered(
        self, star: Star, number: int, own: Score | None, own_lines: dict[str, Score]
    ) -> tuple[tuple[IndicatorView, ...], Score | None]:
        score, lines = score_sheet_star(self.standard, star, self.step, self.content, self.around)
        if self.depth is Depth.STAR:
            before = self._assessed_star(star)
            row = self._star_row(star, number, score, own, before)
            return (row,), before if score is None else score
        by_item = {line.indicator.id: line for line in lines}
        return (
            tuple(
                self._row(indicator, by_item[indicator.id], own_lines.get(indicator.id), None)
                for indicator in star.indicators
            ),
            score,
        )

    def _assessed_star(self, star: Star) -> Score | None:
        if self.assessed is None:
            return None
        return score_sheet_star(self.standard, star, self.step, self.assessed, self.around)[0]

    def _star_row(
        self,
        star: Star,
        number: int,
        score: Score | None,
        own: Score | None,
        before: Score | None,
    ) -> IndicatorView:
        mark = self.content.marks.get(star.id)
        typed = mark is not None and mark.score is not None
        return IndicatorView(
            item=star.id,
            code=f"★{number}",
            text=star.name,
            points=star.points,
            indicator=None,
            mark=mark,
            state=MarkState.CHECKED if typed or self.assessed else MarkState.UNCHECKED,
            score=score,
            own=own,
            before=before,
            typed=typed,
        )

    def _row(
        self,
        indicator: Indicator,
        line: IndicatorScore,
        own: Score | None,
        before: Score | None,
    ) -> IndicatorView:
        mark = self.content.marks.get(indicator.id)
        state = line.state
        if self.depth is not Depth.CLAUSE and mark is not None and not line.typed:
            # By points, 已查 means that they were typed; 待数据 and 不涉及 are as marked.
            state = mark.state if mark.state is not MarkState.CHECKED else state
        return IndicatorView(
            item=indicator.id,
            code=indicator.code,
            text=indicator.text,
            points=indicator.points,
            indicator=indicator,
            mark=mark,
            state=state,
            score=line.score,
            deductions=tuple(self.content.deductions.get(indicator.id, ())),
            line=line,
            own=own,
            before=before,
            typed=mark is not None and mark.score is not None,
        )

    def _reviewed(
        self, star: Star, rated: StarOutcome | None, own_lines: dict[str, Score]
    ) -> tuple[tuple[IndicatorView, ...], Score | None]:
        """All indicators with the 初评 score; a review holds only those looked at again."""
        assessed: dict[str, IndicatorScore] = {}
        if self.assessed is not None:
            _, lines = score_sheet_star(self.standard, star, self.step, self.assessed, self.around)
            assessed = {line.indicator.id: line for line in lines}
        rows: list[IndicatorView] = []
        for indicator in star.indicators:
            before = assessed.get(indicator.id)
            mark = self.content.marks.get(indicator.id)
            line = score_indicator(
                indicator, mark, (), self.around, Depth.INDICATOR, self.standard.decimals
            )
            shown = line if line.typed else replace(line, score=None, state=MarkState.CHECKED)
            rows.append(
                self._row(
                    indicator,
                    shown,
                    own_lines.get(indicator.id),
                    None if before is None else before.score,
                )
            )
        if rated is None:
            return tuple(rows), None
        score = rated.reviewed
        return tuple(rows), rated.step_score(self.step.id) if score is None else score

    def _difference(self, star: Star) -> str:
        """The guard's own sentence about this star, without its word."""
        if self.step.kind is not StepKind.ASSESSMENT or self.purpose is not Purpose.ASSESSMENT:
            return ""
        unexplained = replace(
            self.content,
            marks={item: mark for item, mark in self.content.marks.items() if item != star.id},
        )
        reasons = guards.differences_explained(
            replace(self.standard, stars=(star,)),
            self.step,
            self.standard.step_of_kind(StepKind.SELF),
            unexplained,
            self.inputs.own,
            self.around,
        )
        return reasons[0] if reasons else ""
