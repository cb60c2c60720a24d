"""What took points from a star, weighed as the star felt it; sorted, with the facts.

Facts stand in their 对外 wording where they have one, for this goes to the village. Says
nothing of what is to be done: `advice.py` does, and decides when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.numbers import Score, show, show_plain
from evaluation.standard.model import Clause, Indicator, Standard, Star, Step, StepKind
from evaluation.stars.clause_words import clause_text, loss_words
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.scoring import IndicatorScore, SheetContent
from evaluation.stars.star_outcome import StarOutcome

__all__ = ["PointLoss", "lost_points"]


@dataclass(frozen=True, slots=True)
class PointLoss:
    """Something that took points: what is to be put right.

    said: the indicator and what was taken, without a full stop; facts: as they were written.
    points: taken on the sheet, the mean of the assessors that count; in_star: what the star
    lost by it after the step's weight. Both in hundredths, exact.
    """

    said: str
    facts: tuple[str, ...]
    points: Score
    in_star: Score


def lost_points(
    standard: Standard,
    star: Star,
    inputs: VillageInputs,
    result: StarOutcome,
    *,
    only: Sequence[str] | None = None,
) -> list[PointLoss]:
    """What 测评 and 初评 took from the star, the largest first; only: of these indicators.

    The 自评 is left out: nobody is told to praise himself more.
    """
    weights = standard.weights_of(star)
    whole = sum(weight for _step, weight in weights)
    found: list[PointLoss] = []
    for step_id, weight in weights:
        step = standard.step(step_id)
        assert step is not None
        share = Fraction(weight, whole)
        if step.kind is StepKind.ASSESSMENT:
            found.extend(_assessed(standard, star, step, inputs, result, share, only))
        elif step.kind is StepKind.BALLOT and only is None:
            score = result.step_score(step_id)
            if score is not None and score < star.points:
                lost = star.points - score
                decimals = standard.shown_decimals
                said = f"{step.name}得 {show(score, decimals)} 分，失 {show(lost, decimals)} 分"
                found.append(PointLoss(said, (), lost, lost * share))
    return sorted(found, key=lambda loss: -loss.in_star)


def _assessed(
    standard: Standard,
    star: Star,
    step: Step,
    inputs: VillageInputs,
    result: StarOutcome,
    share: Fraction,
    only: Sequence[str] | None,
) -> Iterator[PointLoss]:
    """What 初评, or the review in its place, took; by clause, or by star where it knows none."""
    sheets = _counting_sheets(inputs, result)
    if not result.indicators:
        score = result.reviewed if result.reviewed is not None else result.step_score(step.id)
        if score is not None and score < star.points:
            lost = star.points - score
            said = f"{step.short}整颗星得 {show(score, standard.shown_decimals)} 分"
            yield PointLoss(said, _facts_of(star.id, sheets, inputs), lost, lost * share)
        return
    for place, shown in enumerate(result.indicators):
        indicator = shown.indicator
        if only is not None and indicator.id not in only:
            continue
        if shown.typed and _is_reviewed(inputs, result, indicator):
            yield from _typed(shown, 1, _facts_of(indicator.id, (), inputs), share)
        elif shown.typed:
            mean = _mean_of([lines[place].score or 0 for _content, lines in sheets])
            averaged = IndicatorScore(indicator, mean, typed=True)
            facts = _facts_of(indicator.id, sheets, None)
            yield from _typed(averaged, len(sheets), facts, share)
        else:
            yield from _by_clause(indicator, place, sheets, share)


_Sheets = Sequence[tuple[SheetContent, tuple[IndicatorScore, ...]]]
"""The sheets of which the mean is taken, each with the indicators of the star."""


def _counting_sheets(inputs: VillageInputs, result: StarOutcome) -> _Sheets:
    dropped = () if result.mean is None else result.mean.dropped
    if not result.sheets:
        return [(content, result.indicators) for content in inputs.assessments[:1]]
    return [
        (content, sheet.indicators)
        for place, (content, sheet) in enumerate(
            zip(inputs.assessments, result.sheets, strict=True)
        )
        if place not in dropped
    ]


def _mean_of(scores: Sequence[Score]) -> Score:
    return Fraction(sum(scores, start=0)) / len(scores)


def _is_reviewed(inputs: VillageInputs, result: StarOutcome, indicator: Indicator) -> bool:
    if inputs.review is None or result.reviewed is None:
        return False
    mark = inputs.review.marks.get(indicator.id)
    return mark is not None and mark.score is not None


def _facts_of(item: str, sheets: _Sheets, inputs: VillageInputs | None) -> tuple[str, ...]:
    """What was written beside typed points, on these sheets and on the review."""
    contents = [content for content, _lines in sheets]
    if inputs is not None and inputs.review is not None:
        contents.append(inputs.review)
    marks = [content.marks.get(item) for content in contents]
    facts = [mark.fact.rstrip("。；") for mark in marks if mark is not None and mark.fact]
    return tuple(dict.fromkeys(facts))


def _typed(
    shown: IndicatorScore, assessors: int, facts: tuple[str, ...], share: Fraction
) -> Iterator[PointLoss]:
    indicator = shown.indicator
    if shown.score is None or shown.score >= indicator.points:
        return
    lost = indicator.points - shown.score
    words = "平均得" if assessors > 1 else "得"
    said = f"{indicator.code} {indicator.text}：{words} {show_plain(shown.score)} 分"
    yield PointLoss(f"{said}（满分 {show_plain(indicator.points)} 分）", facts, lost, lost * share)


def _by_clause(
    indicator: Indicator, place: int, sheets: _Sheets, share: Fraction
) -> Iterator[PointLoss]:
    """What each clause took, the mean of the sheets that count."""
    for clause in indicator.clauses:
        taken = [
            (loss, _fact(content, indicator, clause))
            for content, lines in sheets
            for loss in lines[place].losses
            if loss.clause.id == clause.id and loss.loss > 0
        ]
        if not taken:
            continue
        points = Fraction(sum((loss.loss for loss, _fact in taken), start=0)) / len(sheets)
        words = {loss_words(loss) for loss, _fact in taken}
        said = f"{indicator.code} {indicator.text}："
        if len(words) == 1 and len(taken) == len(sheets):
            said += words.pop()
        else:
            said += f"平均扣 {show_plain(points)} 分（{clause_text(clause, indicator)}）"
        facts = tuple(dict.fromkeys(fact for _loss, fact in taken if fact))
        # 扣完为止: more than its points no indicator takes from the star.
        in_star = min(points, Fraction(indicator.points)) * share
        yield PointLoss(said, facts, points, in_star)


def _fact(content: SheetContent, indicator: Indicator, clause: Clause) -> str:
    entries = content.deductions.get(indicator.id, ())
    entry = next((item for item in entries if item.clause == clause.id), None)
    return "" if entry is None else (entry.outward or entry.fact).rstrip("。；")
