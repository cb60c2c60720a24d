"""为什么: the chain clause → fact → points → weight → result, in sentences.

The same lines are shown beside the entry, printed as 扣分说明 and asserted in tests. They
tell what happened, never how a star could be reached.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from evaluation.numbers import show, show_beside, show_plain
from evaluation.standard.model import (
    AwardKind,
    BallotSource,
    Clause,
    ClauseKind,
    FigureSource,
    Indicator,
    Standard,
    Star,
    StepKind,
)
from evaluation.stars.outcome import (
    Loss,
    LossCause,
    Outcome,
    OutcomeState,
    StarOutcome,
    VillageInputs,
)
from evaluation.stars.scoring import ClauseLoss, IndicatorScore
from evaluation.stars.sheets import Deduction, Mark, MarkState
from evaluation.views import Reason

__all__ = ["class_reasons", "clause_text", "star_reasons", "village_reasons"]


def clause_text(clause: Clause, indicator: Indicator) -> str:
    """The 计分办法 of a clause as printed, with its parameters."""
    points = show_plain(clause.points or indicator.points)
    match clause.kind:
        case ClauseKind.LADDER:
            assert clause.figure is not None
            steps: list[str] = []
            upper: int | None = None
            for rung in clause.rungs:
                bounds: list[str] = []
                if rung.lower is not None:
                    bounds.append(f"≥{show_plain(rung.lower)}")
                if upper is not None:
                    bounds.append(f"<{show_plain(upper)}")
                steps.append(f"{' 且 '.join(bounds)} 得 {show_plain(rung.points)}")
                upper = rung.lower
            return f"{clause.figure.name}（{clause.figure.unit}）：{'；'.join(steps)}"
        case ClauseKind.STEP:
            per = "每满一档计" if clause.whole_steps else "不足一档按一档计"
            return f"{clause.text}（{per}）"
        case ClauseKind.PROPORTION | ClauseKind.YES_NO | ClauseKind.BALLOT:
            return clause.text or f"满分 {points}"
        case _:
            return clause.text


def village_reasons(
    standard: Standard, inputs: VillageInputs, outcome: Outcome, *, outward: bool = False
) -> tuple[Reason, ...]:
    """All reasons of a village: star by star, then the total and the class.

    outward: facts in their 对外 wording where they have one.
    """
    if outward:
        inputs = _outward(inputs)
    lines: list[Reason] = []
    for number, star in enumerate(standard.stars, start=1):
        result = next((item for item in outcome.stars if item.star == star.id), None)
        if result is not None:
            lines.extend(star_reasons(standard, star, number, inputs, result))
    lines.extend(class_reasons(standard, inputs, outcome))
    return tuple(lines)


def _outward(inputs: VillageInputs) -> VillageInputs:
    """The inputs with the 对外 wording of every fact in the place of the 对内 one."""
    return replace(
        inputs,
        assessments=tuple(
            replace(
                content,
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


def _formula(standard: Standard, star: Star, result: StarOutcome) -> str:
    """76.52 = 自评 98.00×10% + 测评 91.20×30% + 初评 65.60×60%."""
    weights = standard.weights_of(star)
    whole = sum(weight for _step, weight in weights)
    terms: list[str] = []
    for step_id, weight in weights:
        step = standard.step(step_id)
        assert step is not None
        score = result.step_score(step_id)
        name = step.short
        if step.kind is StepKind.ASSESSMENT and result.reviewed is not None:
            score, name = result.reviewed, "复核"
        text = "缺" if score is None else show(score, standard.shown_decimals)
        share = f"{show_plain(Fraction(weight * 10000, whole))}%"
        terms.append(f"{name} {text}" if len(weights) == 1 else f"{name} {text}×{share}")
    return " + ".join(terms)


def star_reasons(
    standard: Standard, star: Star, number: int, inputs: VillageInputs, result: StarOutcome
) -> tuple[Reason, ...]:
    """Heading, formula, what decided, and every loss of the last assessment."""
    decimals = standard.shown_decimals
    counted = standard.award is AwardKind.COUNTED
    shown = ""
    if result.score is None:
        heading = f"★{number} {star.name}：还缺步骤，暂无得分"
    elif not counted:
        shown = show(result.score, decimals)
        heading = f"{star.name}：{shown} 分"
    else:
        shown = show_beside(result.score, standard.pass_line, decimals)
        verdict = "获得" if result.held else "没有获得"
        heading = f"★{number} {star.name}：{shown} 分，{verdict}本星"
    lines = [Reason(star.id, 0, heading)]
    formula = _formula(standard, star, result)
    if result.score is not None:
        line = f"{shown} = {formula}"
        if counted:
            passed = result.score >= standard.pass_line
            line += f"，{'达到' if passed else '低于'} {show(standard.pass_line, decimals)}。"
        else:
            line += "。"
        lines.append(Reason(star.id, 1, line))
        lines.extend(_loss_line(standard, star, loss, inputs) for loss in result.losses)
        if result.given:
            lines.append(_given_line(star, inputs))
    else:
        lines.append(Reason(star.id, 1, f"{formula}。"))
    if result.bonus:
        basis = "；".join(item.basis for item in inputs.bonuses if item.star == star.id)
        lines.append(Reason(star.id, 1, f"加分 {show_plain(result.bonus)} 分：{basis}", basis))
    for indicator in result.indicators:
        lines.extend(_indicator_lines(standard, star, inputs, indicator))
    return tuple(lines)


def _loss_line(standard: Standard, star: Star, loss: Loss, inputs: VillageInputs) -> Reason:
    codes = {item.id: f"{item.code} {item.text}" for item in star.indicators}
    veto = standard.veto_item(loss.source)
    words = veto.text if veto is not None else ""
    match loss.cause:
        case LossCause.SCORE:
            text = f"得分低于 {show(standard.pass_line, standard.shown_decimals)} 分的得星线。"
        case LossCause.BOTTOM_LINE:
            text = f"底线指标 {codes.get(loss.source, loss.source)} 得 0 分，不能得本星。"
        case LossCause.INDICATOR_VETO:
            text = f"指标 {codes.get(loss.source, loss.source)} 有否决情形，不能得本星。"
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
            text = f"审核时撤销本星：{taken.reason}（{taken.document}）。"
            return Reason(star.id, 1, text, taken.document)
    return Reason(star.id, 1, text, loss.source)


def _given_line(star: Star, inputs: VillageInputs) -> Reason:
    given = [item for item in inputs.overrides if item.subject == star.id and item.given]
    last = given[-1]
    return Reason(star.id, 1, f"审核时给予本星：{last.reason}（{last.document}）。", last.document)


def _indicator_lines(
    standard: Standard, star: Star, inputs: VillageInputs, line: IndicatorScore
) -> list[Reason]:
    """Lines of one indicator: only what took points, and what is still open."""
    indicator = line.indicator
    head = f"{indicator.code} {indicator.text}"
    if line.state is MarkState.NOT_APPLICABLE:
        return [Reason(star.id, 2, f"{head}：不涉及。")]
    if line.score is None:
        return [Reason(star.id, 2, f"{head}：待测评结果。")]
    entered, mark = _entered(inputs, indicator)
    if line.typed:
        if line.score == indicator.points:
            return []
        why = f"：{mark.fact}" if mark is not None and mark.fact else "。"
        return [Reason(star.id, 2, f"{head}：{show_plain(line.score)} 分{why}")]
    lines: list[Reason] = []
    for loss in line.losses:
        if loss.loss > 0:
            source = next((item for item in entered if item.clause == loss.clause.id), None)
            lines.append(
                Reason(
                    star.id,
                    2,
                    f"{head}：{_loss_words(loss, source)}",
                    source.evidence if source is not None else "",
                )
            )
    if line.floored:
        lines.append(Reason(star.id, 2, f"{head}：扣完为止，得 0 分。"))
    if line.provisional:
        words = "待数据" if line.state is MarkState.AWAITING else "未查"
        score = show(line.score, standard.shown_decimals)
        lines.append(Reason(star.id, 2, f"{head}：{words}，暂按 {score} 分。"))
    return lines


def _entered(
    inputs: VillageInputs, indicator: Indicator
) -> tuple[tuple[Deduction, ...], Mark | None]:
    """Deductions and mark of the sheet that scores the indicator last."""
    for content in (inputs.review, *inputs.assessments, inputs.own):
        if content is None:
            continue
        mark = content.marks.get(indicator.id)
        if mark is not None:
            return tuple(content.deductions.get(indicator.id, ())), mark
    return (), None


def _loss_words(loss: ClauseLoss, entered: Deduction | None) -> str:
    clause = loss.clause
    lost = f"扣 {show_plain(loss.loss)} 分"
    if loss.capped:
        lost += "（已到本条上限）"
    value = "" if loss.value is None else show_plain(loss.value)
    figure = clause.figure
    match clause.kind:
        case ClauseKind.OCCURRENCE:
            times = f"，共 {loss.steps} 次" if loss.steps > 1 else ""
            words = f"{lost}（{clause.text}{times}）"
        case ClauseKind.STEP:
            assert figure is not None
            side = "超" if clause.above else "低"
            words = f"{_figure_words(clause, value)}，{side} {loss.steps} 档，{lost}"
        case ClauseKind.DISCRETION:
            words = f"酌情{lost}"
        case ClauseKind.BALLOT:
            source = "测评得分" if clause.ballot is BallotSource.SCORE else "测评参与率"
            words = f"{source} {value}{'' if source == '测评得分' else '%'}，{lost}"
        case _:
            assert figure is not None
            if loss.untyped:
                return f"没有{figure.name}数据，本项暂不得分。"
            words = f"{_figure_words(clause, value)}，{lost}"
    if entered is not None and entered.fact:
        words += f"；事实：{entered.fact.rstrip('。；')}"
    return words + "。"


def _figure_words(clause: Clause, value: str) -> str:
    """The figure that was compared: 集体经营性收入 12 万元, 集体收入增幅 10.25%."""
    assert clause.figure is not None
    name, unit = clause.figure.name, clause.figure.unit
    if clause.figure.source is FigureSource.GROWTH:
        return f"{name}增幅 {value}%"
    if clause.figure.source is FigureSource.SHARE:
        return f"{name}占比 {value}%"
    return f"{name} {value}{'' if unit == '%' else ' '}{unit}"


_RULES = {
    "quota": "超过名额，按名次落入",
    "tie_decided": "名额并列，裁定为",
    "E4": "一票否决（降一类），降为",
    "E2": "一票否决（类别封顶），不高于",
    "E1": "一票否决，直接列入",
    "result_only": "按导入的结果列入",
}


def class_reasons(
    standard: Standard, inputs: VillageInputs, outcome: Outcome
) -> tuple[Reason, ...]:
    """How total, stars and class came about."""
    decimals = standard.shown_decimals
    if outcome.state is OutcomeState.EXCLUDED:
        return (Reason("class", 0, "本年不参评。"),)
    if outcome.state is OutcomeState.PENDING:
        names = "、".join(step.short for step in standard.steps if step.id in outcome.missing)
        return (Reason("class", 0, f"待评：还缺{names or '结果'}。"),)
    lines: list[Reason] = []
    if outcome.total is not None:
        bonus = ""
        if outcome.bonus:
            counted = standard.bonus is not None and standard.bonus.counted
            kind = "加分已计入各星" if counted else "另有加分"
            bonus = f"，{kind} {show_plain(outcome.bonus)} 分"
        lines.append(Reason("total", 0, f"总分 {show(outcome.total, decimals)}{bonus}。"))
    held = ""
    if standard.most_stars:
        held = f"获得 {outcome.stars_held} 颗星"
        if outcome.stars_earned != outcome.stars_held:
            held += f"（原得 {outcome.stars_earned} 颗）"
    satisfied = "" if outcome.satisfaction is None else f"满意率 {show(outcome.satisfaction, 2)}%"
    facts = "，".join(part for part in (held, satisfied) if part)
    for rule, class_id in outcome.class_path:
        rating_class = standard.rating_class(class_id)
        name = rating_class.name if rating_class is not None else class_id
        if rule == "conditions":
            text = f"{facts}，按标准列为{name}。" if facts else f"按标准列为{name}。"
        elif rule == "tie":
            text = "名额界线上名次并列，类别待定。"
        elif rule.startswith("override:"):
            part = rule.partition(":")[2]
            given = [
                item for item in inputs.overrides if item.subject == "class" and item.part == part
            ]
            why = f"：{given[-1].reason}（{given[-1].document}）" if given else ""
            text = f"审核改定为{name}{why}。"
        else:
            text = f"{_RULES[rule]}{name}。"
        lines.append(Reason("class", 1, text))
    rating_class = standard.rating_class(outcome.rating_class or "")
    verdict = rating_class.name if rating_class is not None else "待定"
    return (*lines[:1], Reason("class", 0, f"类别：{verdict}"), *lines[1:])
