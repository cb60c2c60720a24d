"""为什么: the chain clause → fact → points → weight → result, in sentences.

The same lines are shown beside the entry, printed as 扣分说明 and asserted in tests. They
tell what happened, never how a star could be reached; what would win a lost star is
`evaluation/followup/advice.py`, after the decision only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from evaluation.numbers import Score, show, show_beside, show_plain
from evaluation.standard.model import AwardKind, Depth, Standard, Star, Step, StepKind
from evaluation.stars.assessment import AssessorMean
from evaluation.stars.class_reasons import RESULT_UNTOLD, case_sources, class_reasons
from evaluation.stars.clause_words import clause_text
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.outcome import Outcome
from evaluation.stars.scoring import IndicatorScore, SheetContent
from evaluation.stars.sheet_words import (
    SheetLine,
    assessor_name,
    common_lines,
    sheet_lines,
    told,
)
from evaluation.stars.star_outcome import Loss, LossCause, StarOutcome
from evaluation.views import Reason

__all__ = ["RESULT_UNTOLD", "class_reasons", "clause_text", "star_reasons", "village_reasons"]


def village_reasons(
    standard: Standard,
    inputs: VillageInputs,
    outcome: Outcome,
    *,
    outward: bool = False,
    revealed: bool = True,
) -> tuple[Reason, ...]:
    """All reasons of a village: star by star, then the total and the class.

    outward: facts in their 对外 wording where they have one. revealed: False while drafts
    are shown and the year hides what they would give: no star score, no star won or lost,
    no total, no class; RESULT_UNTOLD stands in their place.
    """
    if outward:
        inputs, outcome = _without_names(_outward(inputs), outcome)
    lines: list[Reason] = []
    for number, star in enumerate(standard.stars, start=1):
        result = next((item for item in outcome.stars if item.star == star.id), None)
        if result is not None:
            lines.extend(star_reasons(standard, star, number, inputs, result, revealed=revealed))
    lines.extend(class_reasons(standard, inputs, outcome, revealed=revealed))
    return tuple(lines)


def _outward(inputs: VillageInputs) -> VillageInputs:
    """The inputs with the 对外 wording of every fact in the place of the 对内 one.

    The fact of an indicator's own veto has no wording for outside and is left out.
    """
    return replace(
        inputs,
        assessments=tuple(
            replace(
                content,
                marks={
                    item: replace(mark, fact="") if mark.vetoed else mark
                    for item, mark in content.marks.items()
                },
                deductions={
                    item: tuple(
                        replace(entry, fact=entry.outward or entry.fact) for entry in entries
                    )
                    for item, entries in content.deductions.items()
                },
            )
            for content in inputs.assessments
        ),
    )


def _without_names(inputs: VillageInputs, outcome: Outcome) -> tuple[VillageInputs, Outcome]:
    """Several assessors as 考评人 1, 2 …: who gave which score stays inside the office."""
    if len(inputs.assessments) < 2:
        return inputs, outcome
    called = {
        content.sheet.assessor: f"考评人 {number}"
        for number, content in enumerate(inputs.assessments, start=1)
    }
    assessments = tuple(
        replace(content, sheet=replace(content.sheet, assessor=called[content.sheet.assessor]))
        for content in inputs.assessments
    )
    stars = tuple(
        replace(
            star,
            mean=_renamed(star.mean, called),
            reviewed_mean=_renamed(star.reviewed_mean, called),
            sheets=tuple(replace(item, assessor=called[item.assessor]) for item in star.sheets),
        )
        for star in outcome.stars
    )
    return replace(inputs, assessments=assessments), replace(outcome, stars=stars)


def _renamed(mean: AssessorMean | None, called: Mapping[str, str]) -> AssessorMean | None:
    if mean is None:
        return None
    return replace(mean, scores=tuple((called[who], score) for who, score in mean.scores))


def star_reasons(
    standard: Standard,
    star: Star,
    number: int,
    inputs: VillageInputs,
    result: StarOutcome,
    *,
    revealed: bool = True,
) -> tuple[Reason, ...]:
    """Heading, formula, what decided, how several assessors' mean came about, and every loss
    of the last assessment."""
    lines = (
        _result_lines(standard, star, number, inputs, result)
        if revealed
        else _untold_lines(standard, star, number, result)
    )
    lines.extend(_mean_lines(standard, star, result))
    if result.bonus:
        basis = "；".join(item.basis for item in inputs.bonuses if item.star == star.id)
        lines.append(Reason(star.id, 1, f"加分 {show_plain(result.bonus)} 分：{basis}", basis))
    lines.extend(
        Reason(star.id, 2, text, source)
        for text, source in _detail_lines(standard, star, inputs, result)
    )
    return tuple(lines)


def _result_lines(
    standard: Standard, star: Star, number: int, inputs: VillageInputs, result: StarOutcome
) -> list[Reason]:
    """Heading, formula and what decided."""
    decimals = standard.shown_decimals
    formula = _formula(standard, star, result)
    if result.score is None:
        return [
            Reason(star.id, 0, f"★{number} {star.name}：还缺步骤，暂无得分"),
            Reason(star.id, 1, f"{formula}。"),
        ]
    counted = standard.award is AwardKind.COUNTED
    if counted:
        shown = show_beside(result.score, standard.pass_line, decimals)
        verdict = "获得" if result.held else "没有获得"
        heading = f"★{number} {star.name}：{shown} 分，{verdict}本星"
        passed = "达到" if result.score >= standard.pass_line else "低于"
        line = f"{shown} = {formula}，{passed} {show(standard.pass_line, decimals)}。"
    else:
        shown = show(result.score, decimals)
        heading = f"{star.name}：{shown} 分"
        line = f"{shown} = {formula}。"
    lines = [Reason(star.id, 0, heading), Reason(star.id, 1, line)]
    lines.extend(_loss_line(standard, star, loss, inputs) for loss in result.losses)
    if result.given:
        lines.append(_given_line(star, inputs))
    return lines


def _untold_lines(standard: Standard, star: Star, number: int, result: StarOutcome) -> list[Reason]:
    """What the sheets say so far, without the score of the star."""
    counted = standard.award is AwardKind.COUNTED
    heading = f"★{number} {star.name}" if counted else star.name
    known = "，".join(
        f"{name} 还没有" if score is None else f"{name} {show(score, standard.shown_decimals)} 分"
        for name, score, _share in _terms(standard, star, result)
    )
    return [Reason(star.id, 0, heading), Reason(star.id, 1, f"{known}。")]


def _terms(
    standard: Standard, star: Star, result: StarOutcome
) -> list[tuple[str, Score | None, Fraction]]:
    """(name, score or None, share in hundredths of a percent) of each step that scores it."""
    weights = standard.weights_of(star)
    whole = sum(weight for _step, weight in weights)
    terms: list[tuple[str, Score | None, Fraction]] = []
    for step_id, weight in weights:
        step = standard.step(step_id)
        assert step is not None
        score, name = result.step_score(step_id), step.short
        if step.kind is StepKind.ASSESSMENT and result.reviewed is not None:
            score, name = result.reviewed, "复核"
        terms.append((name, score, Fraction(weight * 10000, whole)))
    return terms


def _formula(standard: Standard, star: Star, result: StarOutcome) -> str:
    """76.52 = 自评 98.00×10% + 测评 91.20×30% + 初评 65.60×60%."""
    terms = _terms(standard, star, result)
    words: list[str] = []
    for name, score, share in terms:
        text = "缺" if score is None else show(score, standard.shown_decimals)
        alone = len(terms) == 1
        words.append(f"{name} {text}" if alone else f"{name} {text}×{show_plain(share)}%")
    return " + ".join(words)


def _mean_lines(standard: Standard, star: Star, result: StarOutcome) -> list[Reason]:
    """How the mean of several assessors came about, before and after the review."""
    step = standard.step_of_kind(StepKind.ASSESSMENT)
    if step is None or result.mean is None:
        return []
    lines = [_mean_line(standard, star, step, step.short, result.mean)]
    if result.reviewed_mean is not None:
        lines.append(_mean_line(standard, star, step, "复核后", result.reviewed_mean))
    return lines


def _mean_line(standard: Standard, star: Star, step: Step, name: str, mean: AssessorMean) -> Reason:
    decimals = standard.shown_decimals
    each = [f"{assessor_name(who)} {show(score, decimals)}" for who, score in mean.scores]
    rule = "取各考评人得分的平均"
    text = f"{name} {show(mean.mean, decimals)} 分，{len(each)} 名考评人"
    if len({score for _who, score in mean.scores}) == 1:
        return Reason(star.id, 1, f"{text}打分相同。", rule)
    text += f"打分：{'、'.join(each)}；"
    if mean.dropped:
        lowest, highest = mean.dropped
        text += f"去掉一个最高（{each[highest]}）、一个最低（{each[lowest]}），"
        rule = "四人以上每颗星各去掉一个最高、一个最低，取其余的平均"
    elif step.drop_extremes:
        rule += "（不足四人，不去最高、最低）"
    counted = [score for _who, score in mean.counted]
    added = " + ".join(show(score, decimals) for score in counted)
    exact = Fraction(sum(counted, start=0)) / len(counted)
    rounded = "" if exact == mean.mean else "（四舍五入）"
    text += f"（{added}）÷ {len(counted)} = {show(mean.mean, decimals)}{rounded}。"
    return Reason(star.id, 1, text, rule)


def _loss_line(standard: Standard, star: Star, loss: Loss, inputs: VillageInputs) -> Reason:
    known = next((item for item in star.indicators if item.id == loss.source), None)
    indicator = loss.source if known is None else f"{known.code} {known.text}"
    veto = standard.veto_item(loss.source)
    words = veto.text if veto is not None else ""
    source = case_sources(standard, inputs, (loss.source,))
    match loss.cause:
        case LossCause.SCORE:
            text = f"得分低于 {show(standard.pass_line, standard.shown_decimals)} 分的得星线。"
            source = ""
        case LossCause.BOTTOM_LINE:
            text = f"底线指标 {indicator} 得 0 分，不能得本星。"
            source = "底线指标得 0 分的，不得本星"
        case LossCause.INDICATOR_VETO:
            text = f"指标 {indicator} 有否决情形，不能得本星。"
            source = _own_veto_source(star, loss.source, inputs)
        case LossCause.VETO_STAR:
            text = f"一票否决 {loss.source}（{words}）：撤销本星。"
        case LossCause.VETO_ALL:
            text = f"一票否决 {loss.source}（{words}）：本年不授星。"
        case _:
            taken = next(
                item
                for item in inputs.overrides
                if item.subject == star.id and item.part == loss.source
            )
            text = f"审核时撤销本星：{taken.reason.rstrip('。；')}（{taken.document}）。"
            source = taken.document
    return Reason(star.id, 1, text, source)


def _own_veto_source(star: Star, item: str, inputs: VillageInputs) -> str:
    """The wording of an indicator's own veto, and the facts that were written."""
    indicator = next(known for known in star.indicators if known.id == item)
    facts = dict.fromkeys(
        mark.fact.rstrip("。；")
        for content in inputs.assessments
        if (mark := content.marks.get(item)) is not None and mark.vetoed and mark.fact
    )
    return "；".join((f"{indicator.code} {indicator.veto}", *(f"事实：{fact}" for fact in facts)))


def _given_line(star: Star, inputs: VillageInputs) -> Reason:
    given = [item for item in inputs.overrides if item.subject == star.id and item.given]
    last = given[-1]
    return Reason(
        star.id,
        1,
        f"审核时给予本星：{last.reason.rstrip('。；')}（{last.document}）。",
        last.document,
    )


def _detail_lines(
    standard: Standard, star: Star, inputs: VillageInputs, result: StarOutcome
) -> list[tuple[str, str]]:
    """(sentence, source) of what took points on the last sheets that score the star."""
    if not result.indicators:
        return _whole_star_lines(standard, star, inputs)
    decimals = standard.shown_decimals
    found: list[tuple[str, str]] = []
    for place, score in enumerate(result.indicators):
        reviewed = _reviewed(inputs, result, score)
        if result.sheets and reviewed is None:
            found.extend(
                common_lines(
                    (sheet.assessor, sheet_lines(content, sheet.indicators[place], decimals))
                    for content, sheet in zip(inputs.assessments, result.sheets, strict=True)
                )
            )
            continue
        content = reviewed or _last_sheet(inputs, score)
        for line in sheet_lines(content, score, decimals):
            source = line.source if reviewed is None else f"复核；{line.source}"
            found.append((told(line), source))
    return found


def _reviewed(
    inputs: VillageInputs, result: StarOutcome, score: IndicatorScore
) -> SheetContent | None:
    """The review's sheet where it scores the indicator."""
    review = inputs.review
    if review is None or result.reviewed is None:
        return None
    mark = review.marks.get(score.indicator.id)
    return None if mark is None or mark.score is None else review


def _last_sheet(inputs: VillageInputs, score: IndicatorScore) -> SheetContent | None:
    """The sheet that scores the indicator last."""
    return next(
        (
            content
            for content in (*inputs.assessments, inputs.own)
            if content is not None and score.indicator.id in content.marks
        ),
        None,
    )


def _whole_star_lines(
    standard: Standard, star: Star, inputs: VillageInputs
) -> list[tuple[str, str]]:
    """What was written beside a star that is scored as a whole."""
    step = standard.step_of_kind(StepKind.ASSESSMENT)
    if step is None or step.depth is not Depth.STAR:
        return []
    decimals = standard.shown_decimals
    sheets = [
        (content.sheet.assessor, _whole_star(step.short, star, content, decimals))
        for content in inputs.assessments
    ]
    if len(sheets) > 1:
        found = list(common_lines(sheets))
    else:
        found = [(told(line), line.source) for _name, lines in sheets for line in lines]
    if inputs.review is not None:
        found.extend(
            (told(line), line.source) for line in _whole_star("复核", star, inputs.review, decimals)
        )
    return found


def _whole_star(
    name: str, star: Star, content: SheetContent, decimals: int
) -> tuple[SheetLine, ...]:
    mark = content.marks.get(star.id)
    if mark is None or mark.score is None or mark.score >= star.points or not mark.fact:
        return ()
    said = f"{name}整颗星打分 {show(mark.score, decimals)} 分"
    return (SheetLine("", said, f"满分 {show_plain(star.points)} 分", mark.fact),)
