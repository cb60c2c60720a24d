"""From marks to scores: clause → indicator → star of a sheet → star of the village.

Each level is rounded where the standard says so (numbers.level) and everything later uses
the rounded value, so that printed columns add up. Nothing here knows of vetoes, classes or
ranks. Source of the rules: domain §3, "From sheets to stars".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evaluation.numbers import Score, level
from evaluation.standard.model import (
    BallotSource,
    Category,
    Clause,
    ClauseKind,
    Depth,
    Figure,
    FigureSource,
    Indicator,
    NotApplicable,
    Standard,
    Star,
    Step,
)
from evaluation.stars.ballots import BallotResult
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet

__all__ = [
    "ClauseLoss",
    "IndicatorScore",
    "SheetContent",
    "Surroundings",
    "depth_of",
    "figure_value",
    "needs_figure",
    "score_indicator",
    "score_of_lines",
    "score_sheet_star",
    "stars_of_step",
    "with_review",
]

_MUST_BE_TYPED = frozenset({ClauseKind.LADDER, ClauseKind.PROPORTION, ClauseKind.YES_NO})


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet with its marks by item and its deductions by item, in clause order."""

    sheet: Sheet
    marks: Mapping[str, Mark] = field(default_factory=dict)
    deductions: Mapping[str, Sequence[Deduction]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a score needs beside the sheet: shared figures of the year, the ballot's result
    (None while there is none) and the village's 考核类别."""

    shared: Mapping[str, int] = field(default_factory=dict)
    ballot: BallotResult | None = None
    category: Category | None = None

    def not_applicable(self, indicator: Indicator) -> bool:
        return self.category is not None and indicator.id in self.category.not_applicable


@dataclass(frozen=True, slots=True)
class ClauseLoss:
    """What one clause takes away. `steps`: occurrences or started steps, 0 where neither;
    `value`: the exact figure that was read; `capped`: the clause's own cap bit."""

    clause: Clause
    loss: Score
    steps: int = 0
    value: Score | None = None
    capped: bool = False
    untyped: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """`score` is None only while a ballot it refers to is missing. `floored`: 扣完为止 bit."""

    indicator: Indicator
    score: Score | None
    losses: tuple[ClauseLoss, ...] = ()
    state: MarkState = MarkState.UNCHECKED
    floored: bool = False
    typed: bool = False

    @property
    def provisional(self) -> bool:
        """暂按: counted, but not yet looked at or without its data."""
        return self.state in (MarkState.UNCHECKED, MarkState.AWAITING)


def depth_of(step: Step, purpose: Purpose) -> Depth:
    """Depth of entry of a sheet; the 组织部's review re-scores by indicator, or by star where
    the assessment knows no indicators."""
    if purpose is Purpose.REVIEW and step.depth is not Depth.STAR:
        return Depth.INDICATOR
    return step.depth


def stars_of_step(standard: Standard, step_id: str) -> tuple[Star, ...]:
    """The stars that the standard lets this step score; a sheet holds no others."""
    return tuple(
        star
        for star in standard.stars
        if any(step == step_id and weight > 0 for step, weight in standard.weights_of(star))
    )


def needs_figure(indicator: Indicator) -> bool:
    """Whether the indicator cannot be 已查 without an entered figure."""
    clause = indicator.figure_clause
    return clause is not None and clause.kind in _MUST_BE_TYPED


def figure_value(figure: Figure, mark: Mark, shared: Mapping[str, int]) -> Score | None:
    """The figure a clause compares, exact in hundredths; None while something is missing.

    A growth from a base ≤ 0 has no value either: it is 酌情.
    """
    if mark.figure is None:
        return None
    if figure.source is FigureSource.TYPED:
        return mark.figure
    base = shared.get(figure.shared_base) if figure.shared_base else mark.base
    if base is None or base <= 0:
        return None
    if figure.source is FigureSource.GROWTH:
        return Fraction((mark.figure - base) * 10000, base)
    return Fraction(mark.figure * 10000, base)


def score_indicator(
    indicator: Indicator,
    mark: Mark | None,
    deductions: Sequence[Deduction],
    around: Surroundings,
    depth: Depth,
    decimals: int | None,
) -> IndicatorScore:
    """Score of one indicator on one sheet: points − losses, never below 0 (扣完为止)."""
    state = mark.state if mark is not None else MarkState.UNCHECKED
    if around.not_applicable(indicator):
        state = MarkState.NOT_APPLICABLE
    if state is MarkState.NOT_APPLICABLE:
        return IndicatorScore(indicator, level(indicator.points, decimals), (), state)
    if depth is not Depth.CLAUSE:
        if mark is not None and mark.score is not None:
            return IndicatorScore(indicator, level(mark.score, decimals), (), state, typed=True)
        untyped = 0 if needs_figure(indicator) else indicator.points
        open_state = state if state is MarkState.AWAITING else MarkState.UNCHECKED
        return IndicatorScore(indicator, level(untyped, decimals), (), open_state)
    losses: list[ClauseLoss] = []
    for clause in indicator.clauses:
        if clause.kind is ClauseKind.BALLOT:
            if around.ballot is None or around.ballot.overall is None:
                return IndicatorScore(indicator, None, (), state)
            # A clause that is filled by the ballot leaves nothing to look at.
            state = MarkState.CHECKED if state is MarkState.UNCHECKED else state
            losses.append(_ballot_loss(indicator, clause, around.ballot))
            continue
        loss = _clause_loss(indicator, clause, mark, deductions, around.shared)
        if loss is not None:
            losses.append(loss)
    lost = sum((loss.loss for loss in losses), start=0)
    left = indicator.points - lost
    score = level(max(0, left), decimals)
    return IndicatorScore(indicator, score, tuple(losses), state, floored=left < 0)


def _capped(clause: Clause, loss: Score) -> tuple[Score, bool]:
    if clause.cap is not None and loss > clause.cap:
        return clause.cap, True
    return loss, False


def _clause_loss(
    indicator: Indicator,
    clause: Clause,
    mark: Mark | None,
    deductions: Sequence[Deduction],
    shared: Mapping[str, int],
) -> ClauseLoss | None:
    """What a clause other than a ballot clause takes away; None where it takes nothing."""
    entered = next((item for item in deductions if item.clause == clause.id), None)
    if clause.kind is ClauseKind.OCCURRENCE:
        if entered is None:
            return None
        loss, capped = _capped(clause, clause.points * entered.count)
        return ClauseLoss(clause, loss, steps=entered.count, capped=capped)
    if clause.kind is ClauseKind.DISCRETION:
        if entered is None:
            return None
        loss, capped = _capped(clause, entered.amount)
        return ClauseLoss(clause, loss, capped=capped)
    assert clause.figure is not None, f"clause {clause.id} has no figure"
    value = figure_value(clause.figure, mark, shared) if mark is not None else None
    if value is None:
        if entered is not None:  # 酌情, because the base is not above 0
            loss, capped = _capped(clause, entered.amount)
            return ClauseLoss(clause, loss, capped=capped)
        if clause.kind is ClauseKind.STEP:
            return None
        return ClauseLoss(clause, clause.points or indicator.points, untyped=True)
    return _figure_loss(indicator, clause, value, shared)


def _figure_loss(
    indicator: Indicator, clause: Clause, value: Score, shared: Mapping[str, int]
) -> ClauseLoss | None:
    full = clause.points or indicator.points
    target = shared.get(clause.shared_target) if clause.shared_target else clause.target
    if clause.kind is ClauseKind.STEP:
        if target is None:
            return None
        assert clause.step, f"clause {clause.id} has no step"
        beyond = value - target if clause.above else target - value
        if beyond <= 0:
            return ClauseLoss(clause, 0, value=value)
        # In whole numbers: dividing a Fraction takes ten times as long.
        part, whole = beyond.numerator, beyond.denominator * clause.step
        steps = part // whole if clause.whole_steps else -(-part // whole)
        loss, capped = _capped(clause, clause.points * steps)
        return ClauseLoss(clause, loss, steps=steps, value=value, capped=capped)
    if clause.kind is ClauseKind.LADDER:
        for rung in clause.rungs:
            if rung.lower is None or value >= rung.lower:
                return ClauseLoss(clause, full - rung.points, value=value)
        raise AssertionError(f"the ladder of clause {clause.id} has no last rung")
    if clause.kind is ClauseKind.PROPORTION:
        if target is None or target <= 0:  # of a shared figure that is not there yet
            return ClauseLoss(clause, full, value=value, untyped=True)
        got = Fraction(full * max(value, 0)) / target
        return ClauseLoss(clause, full - min(got, Fraction(full)), value=value)
    return ClauseLoss(clause, 0 if value > 0 else full, value=value)


def _ballot_loss(indicator: Indicator, clause: Clause, ballot: BallotResult) -> ClauseLoss:
    full = clause.points or indicator.points
    if clause.ballot is BallotSource.SCORE:
        assert ballot.overall is not None
        assert clause.factor is not None, f"clause {clause.id} has no factor"
        value: Score = ballot.overall
        got = Fraction(value.numerator * clause.factor, value.denominator * 100)
    else:
        assert clause.target, f"clause {clause.id} has no target"
        value = ballot.participation
        got = Fraction(full * value.numerator, value.denominator * clause.target)
    return ClauseLoss(clause, full - min(got, Fraction(full)), value=value)


def score_sheet_star(
    standard: Standard,
    star: Star,
    step: Step,
    content: SheetContent,
    around: Surroundings,
    replaced: Mapping[str, Score] | None = None,
) -> tuple[Score | None, tuple[IndicatorScore, ...]]:
    """(score of the star on this sheet, its indicators).

    `replaced`: indicator scores of the 组织部's review that stand for this sheet's own.
    None while the star cannot be scored: its ballot is missing, or nothing is applicable.
    """
    decimals = standard.decimals
    depth = depth_of(step, content.sheet.purpose)
    if depth is Depth.STAR:
        mark = content.marks.get(star.id)
        if mark is None or mark.score is None:
            return None, ()
        return level(mark.score, decimals), ()
    lines: list[IndicatorScore] = []
    for indicator in star.indicators:
        line = score_indicator(
            indicator,
            content.marks.get(indicator.id),
            content.deductions.get(indicator.id, ()),
            around,
            depth,
            decimals,
        )
        lines.append(line)
    scored = with_review(lines, replaced or {})
    return score_of_lines(standard, star.points, scored), scored


def with_review(
    lines: Sequence[IndicatorScore], replaced: Mapping[str, Score]
) -> tuple[IndicatorScore, ...]:
    """The lines with the indicator scores of the 组织部's review in their places."""
    return tuple(
        IndicatorScore(
            line.indicator, replaced[line.indicator.id], state=MarkState.CHECKED, typed=True
        )
        if line.indicator.id in replaced
        else line
        for line in lines
    )


def score_of_lines(
    standard: Standard, points: int, lines: Sequence[IndicatorScore]
) -> Score | None:
    """Score of a star of `points` from its indicators on one sheet; None while it cannot be
    scored: its ballot is missing, or nothing is applicable."""
    rescale = standard.not_applicable is NotApplicable.RESCALE
    not_applicable = MarkState.NOT_APPLICABLE
    got: Score = 0
    applicable = 0
    left_out = 0
    for line in lines:
        if line.score is None:
            return None
        if line.state is not_applicable:
            left_out += 1
            if rescale:
                continue
        got += line.score
        applicable += line.indicator.points
    if left_out == len(lines):
        return None
    if applicable != points:
        got = Fraction(got) * points / applicable
    return level(got, standard.decimals)
