"""What the checks look at: a round read once, and one village of it at a time.

A county's year has a million marks. Only their columns stay in memory; the records of a
village are made when it is its turn, and given up after it. Nothing is judged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from evaluation.checks.cells import DeductionCells, MarkCells, deduction_cells, mark_cells
from evaluation.checks.comparing import Comparison
from evaluation.checks.last_year import LastYear, read_last_year
from evaluation.gathering import gather, names_on, pinned_standard, round_of
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.rating import RoundInputs
from evaluation.rounds import Participation, Round, YearlyFact
from evaluation.standard.model import (
    AwardKind,
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
from evaluation.stars.ballots import BallotResult, count_ballot
from evaluation.stars.outcome import BallotContent, VillageInputs
from evaluation.stars.plan import RatingPlan, ScoredSheet, StarPlan
from evaluation.stars.proofs import Proof
from evaluation.stars.scoring import (
    IndicatorScore,
    Surroundings,
    depth_of,
    stars_of_step,
)
from evaluation.stars.sheets import MarkState, Purpose, Sheet, SheetState
from evaluation.steps.calendar import calendar_of
from evaluation.steps.records import DayKind, Evidence, Holiday, Meeting, StepDates

__all__ = ["Entered", "RoundMaterial", "SheetMaterial", "VillageMaterial", "read_material"]

R = TypeVar("R", YearlyFact, Sheet, Evidence, Proof)


@dataclass(frozen=True, slots=True)
class Entered:
    """The figure of one indicator on a sheet: clause, figure and base in hundredths; `value`:
    what the clause reads, exact, None while something is missing."""

    indicator: Indicator
    clause: Clause
    mark: MarkCells
    value: Score | None


@dataclass(frozen=True, slots=True)
class SheetMaterial:
    """A sheet with its rows and its scores.

    stars: (star, its score on this sheet, its indicators) in the standard's order, for the
    stars that the step scores. unchecked: indicators, or stars where the depth is 每星得分,
    that are still to be looked at. entered: the figures typed on it.
    """

    step: Step
    depth: Depth
    sheet: Sheet
    marks: Mapping[str, MarkCells]
    deductions: tuple[DeductionCells, ...]
    stars: tuple[tuple[Star, Score | None, tuple[IndicatorScore, ...]], ...]
    unchecked: tuple[str, ...]
    entered: tuple[Entered, ...]

    @property
    def sealed(self) -> bool:
        return self.sheet.state is SheetState.SEALED

    def lines(self) -> Iterator[IndicatorScore]:
        for _star, _score, lines in self.stars:
            yield from lines


@dataclass(frozen=True, slots=True)
class VillageMaterial:
    """Everything about one village. `standard` is that of its 考核类别; `sheets`: the newest
    version of each of its sheets of any purpose, unless returned; facts: by fact id. `within`:
    the round it is part of."""

    within: RoundMaterial
    name: str
    member: Participation
    inputs: VillageInputs
    standard: Standard
    around: Surroundings
    own: SheetMaterial | None
    assessments: tuple[SheetMaterial, ...]
    result: BallotResult | None
    sheets: tuple[Sheet, ...]
    facts: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    proofs: tuple[Proof, ...]

    @property
    def id(self) -> str:
        return self.inputs.village

    @property
    def ballot(self) -> BallotContent | None:
        return self.inputs.ballot

    @property
    def scored(self) -> tuple[SheetMaterial, ...]:
        """自评 and 初评 sheets."""
        return (*(() if self.own is None else (self.own,)), *self.assessments)


@dataclass(slots=True)
class RoundMaterial:
    """A round as the checks see it. `inputs` hold the newest sheets, drafts included; `compared`
    fills while the villages are gone through."""

    round: Round
    standard: Standard
    inputs: RoundInputs
    names: Mapping[str, str]
    days: Mapping[str, tuple[str, str]]
    calendar: Mapping[Any, DayKind]
    meetings: tuple[Meeting, ...]
    last_year: LastYear
    compared: Comparison
    _members: Mapping[str, Participation]
    _facts: Mapping[str, list[YearlyFact]]
    _sheets: Mapping[str, list[Sheet]]
    _evidence: Mapping[str, list[Evidence]]
    _proofs: Mapping[str, list[Proof]]
    _plans: dict[str, RatingPlan] = field(default_factory=dict)
    _forms: dict[tuple[str, str], _Form] = field(default_factory=dict)

    def star_word(self, star: Star) -> str:
        """★3 产业兴旺星; only the name where the standard gives no separate stars."""
        if self.standard.award is not AwardKind.COUNTED:
            return star.name
        place = next(n for n, item in enumerate(self.standard.stars, 1) if item.id == star.id)
        return f"★{place} {star.name}"

    def step(self, kind: StepKind) -> Step | None:
        return self.standard.step_of_kind(kind)

    def villages(self) -> Iterator[VillageMaterial]:
        """Each village in the office's own order, made when it is its turn."""
        for inputs in self.inputs.villages:
            yield self.village(inputs)

    def village(self, inputs: VillageInputs) -> VillageMaterial:
        """What there is about one village."""
        plan = self._plans.get(inputs.category)
        if plan is None:
            own_standard = for_category(self.standard, inputs.category)
            plan = RatingPlan(own_standard, inputs.category, self.inputs.shared)
            self._plans[inputs.category] = plan
        standard = plan.standard
        result = None
        if inputs.ballot is not None and standard.ballot is not None:
            ballot = inputs.ballot
            result = count_ballot(standard, ballot.ballot, ballot.channels, ballot.counts)
        category = next((item for item in standard.categories if item.id == inputs.category), None)
        around = Surroundings(self.inputs.shared, result, category)
        scored = plan.sheets(inputs.own, inputs.assessments, result)
        made: dict[StepKind, tuple[SheetMaterial, ...]] = {}
        for step_id, sheets in scored.items():
            form = self._forms.get((inputs.category, step_id))
            if form is None:
                step = standard.step(step_id)
                assert step is not None
                form = _form(plan, step, around)
                self._forms[inputs.category, step_id] = form
            made[form.step.kind] = tuple(_sheet(form, sheet) for sheet in sheets)
        key = inputs.village
        return VillageMaterial(
            within=self,
            name=self.names.get(key, key),
            member=self._members[key],
            inputs=inputs,
            standard=standard,
            around=around,
            own=next(iter(made.get(StepKind.SELF, ())), None),
            assessments=made.get(StepKind.ASSESSMENT, ()),
            result=result,
            sheets=tuple(self._sheets.get(key, ())),
            facts={item.fact: item.value for item in self._facts.get(key, ())},
            evidence=tuple(self._evidence.get(key, ())),
            proofs=tuple(self._proofs.get(key, ())),
        )


@dataclass(frozen=True, slots=True)
class _Form:
    """What all sheets of a step have in common under one 考核类别.

    looked_at: indicators that somebody must look at; what the ballot fills needs no look.
    figures: the indicators with a figure, by id, with its clause.
    """

    step: Step
    stars: tuple[StarPlan, ...]
    looked_at: tuple[str, ...]
    figures: Mapping[str, tuple[Indicator, Clause]]


def _form(plan: RatingPlan, step: Step, around: Surroundings) -> _Form:
    wanted = {star.id for star in stars_of_step(plan.standard, step.id)}
    stars = tuple(star for star in plan.stars if star.star.id in wanted)
    indicators = [item for star in stars for item in star.star.indicators]
    return _Form(
        step,
        stars,
        looked_at=tuple(
            item.id
            for item in indicators
            if not around.not_applicable(item)
            and not all(clause.kind is ClauseKind.BALLOT for clause in item.clauses)
        ),
        figures={
            item.id: (item, clause)
            for item in indicators
            if (clause := item.figure_clause) is not None
        },
    )


def _sheet(form: _Form, scored: ScoredSheet) -> SheetMaterial:
    marks = mark_cells(scored.content)
    sheet = scored.content.sheet
    depth = depth_of(form.step, sheet.purpose)
    stars = tuple((star.star, *scored.star(star, {})) for star in form.stars)
    if depth is Depth.STAR:
        unchecked = tuple(star.id for star, score, _lines in stars if score is None)
    else:
        unchecked = tuple(
            item
            for item in form.looked_at
            if item not in marks or marks[item].state is MarkState.UNCHECKED
        )
    entered = tuple(_entered(form, scored, marks))
    deductions = deduction_cells(scored.content)
    return SheetMaterial(form.step, depth, sheet, marks, deductions, stars, unchecked, entered)


def _entered(form: _Form, scored: ScoredSheet, marks: Mapping[str, MarkCells]) -> Iterator[Entered]:
    """The figures on a sheet that scores indicators."""
    if scored.lines is None:
        return
    for item, (indicator, clause) in form.figures.items():
        mark = marks.get(item)
        if mark is None or mark.figure is None or mark.state is MarkState.NOT_APPLICABLE:
            continue
        losses = scored.lines[item].losses
        value = next((loss.value for loss in losses if loss.clause is clause), None)
        yield Entered(indicator, clause, mark, value)


def _grouped(records: Iterable[R]) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for record in records:
        grouped[record.village].append(record)
    return grouped


def _standing_sheets(sheets: Iterable[Sheet]) -> list[Sheet]:
    """The newest version of each sheet; those whose newest is returned have none."""
    newest: dict[tuple[str, str, Purpose, str], Sheet] = {}
    for sheet in sheets:
        key = (sheet.village, sheet.step, sheet.purpose, sheet.assessor)
        if key not in newest or newest[key].version < sheet.version:
            newest[key] = sheet
    return [sheet for sheet in newest.values() if sheet.state is not SheetState.RETURNED]


def read_material(reader: Reader, round_id: str) -> RoundMaterial:
    """Everything the checks need, each table read once.

    Raises RatingFault for an unknown round or one without a standard.
    """
    round_ = round_of(reader, round_id)
    standard = pinned_standard(reader, round_)
    inputs = gather(reader, round_, standard, drafts=True)
    where = {"round": round_id}
    named = names_on(reader, f"{round_.year}-12-31")
    return RoundMaterial(
        round=round_,
        standard=standard,
        inputs=inputs,
        names={village: fact.name for village, fact in named.items()},
        days={item.step: (item.opens, item.closes) for item in reader.find(StepDates, **where)},
        calendar=calendar_of(reader.find(Holiday)),
        meetings=reader.find(Meeting, **where),
        last_year=read_last_year(reader, round_, standard),
        compared=Comparison(),
        _members={item.village: item for item in reader.find(Participation, **where)},
        _facts=_grouped(reader.find(YearlyFact, **where)),
        _sheets=_grouped(_standing_sheets(reader.find(Sheet, **where))),
        _evidence=_grouped(reader.find(Evidence, **where)),
        _proofs=_grouped(reader.find(Proof, **where)),
    )
