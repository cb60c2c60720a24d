"""What the scoring desk shows of one sheet: head, stars, indicators, deductions, figures.

Reads one village only, so that an entry is on the screen at once. All scores come from the
rating; nothing is reckoned here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluation.gathering import gather, latest_sheet, name_on, sheet_content
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.rating import rate_round
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Star,
    Step,
    StepKind,
    for_category,
)
from evaluation.stars.ballots import count_ballot
from evaluation.stars.outcome import Outcome, StarOutcome, VillageInputs
from evaluation.stars.reasons import star_reasons
from evaluation.stars.scoring import (
    IndicatorScore,
    SheetContent,
    Surroundings,
    depth_of,
    score_indicator,
    score_sheet_star,
    stars_of_step,
)
from evaluation.stars.sheets import (
    Bonus,
    Deduction,
    Mark,
    MarkState,
    Purpose,
    Sheet,
    SheetState,
)
from evaluation.steps import guards
from evaluation.views import Reason, YearHead

__all__ = ["IndicatorView", "SheetView", "StarView", "Subject", "read_sheet"]


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

    `score` None: not there yet. `before`: the 初评 score beside a review. `typed`: the points
    were entered as such. `floored`: 扣完为止.
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
    def done(self) -> bool:
        """Whether nothing of it stands in the way of signing."""
        return self.by_ballot or self.state is not MarkState.UNCHECKED


@dataclass(frozen=True, slots=True)
class StarView:
    """A star of the sheet. `sheet_score`: on this sheet; `score`, `held`: the village's star
    as far as all steps go (None while one is missing). `difference`: the word that is due
    because of 自评, as the guard says it; `word`: the one given."""

    star: Star
    number: int
    rows: tuple[IndicatorView, ...]
    sheet_score: Score | None
    score: Score | None
    held: bool | None
    difference: str
    word: str
    bonus: Bonus | None

    @property
    def id(self) -> str:
        return self.star.id

    @property
    def open(self) -> int:
        """Lines that are still 未查."""
        return sum(1 for row in self.rows if not row.done)


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything the desk shows. `total`: of the village when every step is there, else None;
    `sheet_total`: of this sheet. `revealed`: stars, distances and class may be shown."""

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
    outcome: Outcome
    sheet_total: Score
    revealed: bool

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

    def star(self, star_id: str) -> StarView | None:
        return next((star for star in self.stars if star.id == star_id), None)

    def reasons(self, star: StarView) -> tuple[Reason, ...]:
        """The lines of 为什么 about one star."""
        rated = next((item for item in self.outcome.stars if item.star == star.id), None)
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


def read_sheet(reader: Reader, head: YearHead, subject: Subject) -> SheetView:
    """The sheet as it stands, drafts included."""
    found = gather(reader, head.round, head.standard, drafts=True, village=subject.village)
    inputs = found.villages[0]
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
        purpose=subject.purpose,
    )
    own_versions = tuple(sheet for sheet in versions if sheet.assessor == subject.assessor)
    sheet = _shown_sheet(reader, subject, own_versions)
    content = _content(reader, subject, sheet)
    result = None
    if inputs.ballot is not None and standard.ballot is not None:
        ballot = inputs.ballot
        result = count_ballot(standard, ballot.ballot, ballot.channels, ballot.counts)
    category = next((item for item in standard.categories if item.id == inputs.category), None)
    around = Surroundings(found.shared, result, category)
    reader_of_stars = _Stars(standard, step, inputs, outcome, content, around)
    stars = tuple(reader_of_stars.star(star) for star in stars_of_step(standard, step.id))
    named = name_on(reader, subject.village, f"{head.year}-12-31")
    return SheetView(
        head=head,
        standard=standard,
        subject=subject,
        step=step,
        depth=depth_of(step, subject.purpose),
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
        revealed=bool(head.round.show_early) or _all_signed(inputs),
    )


def _all_signed(inputs: VillageInputs) -> bool:
    """Whether every sheet and ballot of the village that exists is signed."""
    sheets = (inputs.own, *inputs.assessments, inputs.review)
    states = [content.sheet.state for content in sheets if content is not None]
    if inputs.ballot is not None:
        states.append(inputs.ballot.ballot.state)
    return bool(states) and all(state is SheetState.SEALED for state in states)


def _shown_sheet(reader: Reader, subject: Subject, versions: Sequence[Sheet]) -> Sheet | None:
    if subject.version is None:
        return latest_sheet(
            reader,
            subject.round,
            subject.village,
            subject.step,
            subject.purpose,
            subject.assessor,
        )
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
    outcome: Outcome
    content: SheetContent
    around: Surroundings

    @property
    def depth(self) -> Depth:
        return depth_of(self.step, self.content.sheet.purpose)

    def star(self, star: Star) -> StarView:
        number = [item.id for item in self.standard.stars].index(star.id) + 1
        rated = next((item for item in self.outcome.stars if item.star == star.id), None)
        if self.content.sheet.purpose is Purpose.REVIEW:
            rows, sheet_score = self._reviewed(star, rated)
        else:
            rows, sheet_score = self._entered(star, number)
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
            bonus=next((item for item in self.inputs.bonuses if item.star == star.id), None),
        )

    def _entered(self, star: Star, number: int) -> tuple[tuple[IndicatorView, ...], Score | None]:
        score, lines = score_sheet_star(self.standard, star, self.step, self.content, self.around)
        if self.depth is Depth.STAR:
            return (self._star_row(star, number, score),), score
        by_item = {line.indicator.id: line for line in lines}
        return (
            tuple(self._row(indicator, by_item[indicator.id]) for indicator in star.indicators),
            score,
        )

    def _star_row(self, star: Star, number: int, score: Score | None) -> IndicatorView:
        mark = self.content.marks.get(star.id)
        typed = mark is not None and mark.score is not None
        return IndicatorView(
            item=star.id,
            code=f"★{number}",
            text=star.name,
            points=star.points,
            indicator=None,
            mark=mark,
            state=MarkState.CHECKED if typed else MarkState.UNCHECKED,
            score=score,
            typed=typed,
        )

    def _row(
        self, indicator: Indicator, line: IndicatorScore, before: Score | None = None
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
            before=before,
            typed=mark is not None and mark.score is not None,
        )

    def _reviewed(
        self, star: Star, rated: StarOutcome | None
    ) -> tuple[tuple[IndicatorView, ...], Score | None]:
        """All indicators with the 初评 score; a review holds only those looked at again."""
        assessed: dict[str, IndicatorScore] = {}
        if self.inputs.assessments:
            _, lines = score_sheet_star(
                self.standard, star, self.step, self.inputs.assessments[0], self.around
            )
            assessed = {line.indicator.id: line for line in lines}
        rows: list[IndicatorView] = []
        for indicator in star.indicators:
            before = assessed.get(indicator.id)
            mark = self.content.marks.get(indicator.id)
            line = score_indicator(
                indicator, mark, (), self.around, Depth.INDICATOR, self.standard.decimals
            )
            shown = line if line.typed else replace(line, score=None, state=MarkState.CHECKED)
            rows.append(self._row(indicator, shown, None if before is None else before.score))
        if rated is None:
            return tuple(rows), None
        score = rated.reviewed
        return tuple(rows), rated.step_score(self.step.id) if score is None else score

    def _difference(self, star: Star) -> str:
        """The guard's own sentence about this star, without its word."""
        if self.step.kind is not StepKind.ASSESSMENT:
            return ""
        if self.content.sheet.purpose is Purpose.REVIEW:
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
