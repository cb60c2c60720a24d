"""为什么 of the class: total, stars, conditions, quota, vetoes and the bodies' changes, in words.

Each sentence says what happened; its source names the rule or document. Never says how
another class could be reached.
"""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.numbers import show, show_plain
from evaluation.standard.model import (
    AwardKind,
    Condition,
    Measure,
    Quota,
    Standard,
)
from evaluation.standard.words import word_of
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.outcome import Outcome, OutcomeState
from evaluation.vetoes.cases import CaseState
from evaluation.views import Reason

__all__ = ["RESULT_UNTOLD", "case_sources", "class_reasons"]

RESULT_UNTOLD = Reason("class", 0, "还有表没有签字或校对：完成后才显示得星、总分和类别")
"""Stands in the place of the result while the year does not show it before signing."""

_RULES = {
    "quota": "超过名额，按名次落入",
    "tie_decided": "名额并列，裁定为",
    "E4": "一票否决（降一类），降为",
    "E2": "一票否决（类别封顶），不高于",
    "E1": "一票否决，直接列入",
    "result_only": "按导入的结果列入",
}


def class_reasons(
    standard: Standard, inputs: VillageInputs, outcome: Outcome, *, revealed: bool = True
) -> tuple[Reason, ...]:
    """How total, stars and class came about; not revealed: only which steps are missing."""
    if outcome.state is OutcomeState.EXCLUDED:
        return (Reason("class", 0, "本年不参评。"),)
    if outcome.state is OutcomeState.PENDING:
        names = "、".join(step.short for step in standard.steps if step.id in outcome.missing)
        missing = f"待评：还缺{names or '结果'}。"
        if revealed:
            return (Reason("class", 0, missing),)
        return (RESULT_UNTOLD, Reason("class", 1, missing))
    if not revealed:
        return (RESULT_UNTOLD,)
    lines = [
        Reason("class", 1, *_step(standard, inputs, outcome, rule, class_id))
        for rule, class_id in outcome.class_path
    ]
    rating_class = standard.rating_class(outcome.rating_class or "")
    verdict = rating_class.name if rating_class is not None else "待定"
    return (*_total(standard, outcome), Reason("class", 0, f"类别：{verdict}"), *lines)


def _total(standard: Standard, outcome: Outcome) -> tuple[Reason, ...]:
    if outcome.total is None:
        return ()
    bonus = ""
    if outcome.bonus:
        counted = standard.bonus is not None and standard.bonus.counted
        kind = "加分已计入各星" if counted else "另有加分"
        bonus = f"，{kind} {show_plain(outcome.bonus)} 分"
    text = f"总分 {show(outcome.total, standard.shown_decimals)}{bonus}。"
    source = "各星得分相加" if outcome.detailed else ""
    return (Reason("total", 0, text, source),)


def _step(
    standard: Standard, inputs: VillageInputs, outcome: Outcome, rule: str, class_id: str
) -> tuple[str, str]:
    """(sentence, source) of one step of the class path."""
    rating_class = standard.rating_class(class_id)
    name = rating_class.name if rating_class is not None else class_id
    effects = outcome.effects
    text = f"{_RULES.get(rule, '')}{name}。"
    match rule:
        case "conditions":
            facts = _facts(standard, outcome)
            text = f"{facts}，按标准列为{name}。" if facts else f"按标准列为{name}。"
            source = _condition_source(standard, outcome, class_id)
        case "tie":
            text = "名额界线上名次并列，类别待定。"
            source = _quota_source(standard, outcome)
        case "quota":
            source = _quota_source(standard, outcome)
        case "tie_decided":
            tie = inputs.tie
            source = "" if tie is None else f"{tie.reason}（{tie.document}）"
        case "E4":
            source = case_sources(standard, inputs, effects.one_lower)
        case "E2":
            source = case_sources(standard, inputs, [item for item, _cap in effects.cap])
        case "E1":
            source = case_sources(standard, inputs, effects.lowest)
        case "result_only":
            source = "" if inputs.past is None else inputs.past.source
        case _:
            part = rule.partition(":")[2]
            given = next(
                (
                    item
                    for item in reversed(inputs.overrides)
                    if item.subject == "class" and item.part == part
                ),
                None,
            )
            why = "" if given is None else f"：{given.reason.rstrip('。；')}（{given.document}）"
            return f"审核改定为{name}{why}。", "" if given is None else given.document
    return text, source


def _facts(standard: Standard, outcome: Outcome) -> str:
    """What the conditions read: stars and 满意率."""
    held = ""
    if standard.most_stars:
        held = f"获得 {outcome.stars_held} 颗星"
        if outcome.stars_earned != outcome.stars_held:
            held += f"（原得 {outcome.stars_earned} 颗）"
    satisfied = "" if outcome.satisfaction is None else f"满意率 {show(outcome.satisfaction, 2)}%"
    return "，".join(part for part in (held, satisfied) if part)


def _condition_source(standard: Standard, outcome: Outcome, class_id: str) -> str:
    """The conditions of the class, and the grade that gave the stars where one did."""
    words: list[str] = []
    if standard.award is AwardKind.GRADED and outcome.total is not None:
        winning = (grade for grade in standard.grades if outcome.total >= grade.at_least)
        grade = next((grade for grade in winning if grade.stars), None)
        words.append(
            "总分在各档以下，没有星"
            if grade is None
            else f"总分 ≥{show_plain(grade.at_least)} 为 {grade.stars} 颗星"
        )
    rating_class = standard.rating_class(class_id)
    assert rating_class is not None, f"the standard has no class {class_id}"
    conditions = "、".join(map(_condition_words, rating_class.conditions))
    words.append(f"{rating_class.name}：{conditions or '其余的列为本类'}")
    return "；".join(words)


def _condition_words(condition: Condition) -> str:
    unit = {Measure.STARS: " 颗", Measure.SATISFACTION: "%"}.get(condition.measure, " 分")
    amount = (
        str(condition.at_least)
        if condition.measure is Measure.STARS
        else show_plain(condition.at_least)
    )
    return f"{word_of(condition.measure)} ≥{amount}{unit}"


def _quota_source(standard: Standard, outcome: Outcome) -> str:
    """The enforced quotas of the classes the village passed through."""
    passed = {class_id for _rule, class_id in outcome.class_path}
    return "；".join(
        _quota_words(standard, quota)
        for quota in standard.quotas
        if quota.enforced and quota.rating_class in passed
    )


def _quota_words(standard: Standard, quota: Quota) -> str:
    rating_class = standard.rating_class(quota.rating_class)
    name = quota.rating_class if rating_class is None else rating_class.name
    scope = "每个乡镇" if quota.per_town else "全部"
    return f"{name}名额：{scope}的 {show_plain(quota.share)}%，按名次"


def case_sources(standard: Standard, inputs: VillageInputs, items: Sequence[str]) -> str:
    """The veto items with the documents of their findings: "V8 集体… （示例函〔2026〕5号）"."""
    found: list[str] = []
    for item_id in dict.fromkeys(items):
        item = standard.veto_item(item_id)
        documents = dict.fromkeys(
            case.document
            for case in inputs.cases
            if case.item == item_id and case.state is CaseState.CONFIRMED
        )
        words = item_id if item is None else f"{item_id} {item.text}"
        found.append(f"{words}（{'、'.join(documents)}）" if documents else words)
    return "；".join(found)
