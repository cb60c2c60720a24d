"""What must hold of the classes, quotas, grades, ranking and vetoes of a standard.

Every function notes faults and changes nothing. Values that could not be read are passed
over: their fault is already known.
"""

from __future__ import annotations

from itertools import pairwise

from evaluation.numbers import show_plain
from evaluation.standard.findings import Findings, check_distinct, check_predecessors
from evaluation.standard.model import (
    AwardKind,
    Condition,
    Effect,
    EffectKind,
    Measure,
    RatingClass,
    Standard,
    VetoItem,
)
from evaluation.standard.words import word_of

__all__ = ["check_classes"]

_HUNDRED = 10000
_OF_THE_BALLOT = frozenset({Measure.SATISFACTION, Measure.BALLOT})


def check_classes(standard: Standard, findings: Findings) -> None:
    """Notes every fault of classes and of all that puts a village into one."""
    if findings.readable("classes"):
        _check_class_list(standard, findings)
    _check_quotas(standard, findings)
    if findings.readable("award", "grades"):
        _check_grades(standard, findings)
    if findings.readable("ranking", "ballot"):
        _check_ranking(standard, findings)
    _check_vetoes(standard, findings)


def _check_class_list(standard: Standard, findings: Findings) -> None:
    classes = [(f"classes[{n}]", item) for n, item in enumerate(standard.classes)]
    for key in ("id", "name", "short", "outward"):
        check_distinct(findings, key, ((path, getattr(item, key)) for path, item in classes))
    check_predecessors(findings, [(path, item.id, item.same_as) for path, item in classes])
    for number, (path, item) in enumerate(classes):
        if not findings.readable(f"{path}.conditions"):
            continue
        last = number == len(classes) - 1
        if last and item.conditions:
            findings.wrong(
                f"{path}.conditions",
                "最后一类不设条件，其余各类都达不到的归入这一类。请删去条件。",
            )
        if not last and not item.conditions:
            findings.wrong(
                f"{path}.conditions", "这一类没有条件，后面各类就没有单位了。请填写条件。"
            )
        _check_conditions(standard, item, path, findings)
        if number > 0 and not last:
            _check_class_order(standard.classes[number - 1], item, path, findings)


def _check_conditions(standard: Standard, item: RatingClass, path: str, findings: Findings) -> None:
    measures: set[Measure] = set()
    for number, condition in enumerate(item.conditions):
        where = f"{path}.conditions[{number}]"
        if not findings.readable(f"{where}.measure", f"{where}.at_least"):
            continue
        if condition.measure in measures:
            findings.wrong(f"{where}.measure", "同一类里这项条件写了两次。请只留一条。")
        measures.add(condition.measure)
        _check_bound(standard, condition, where, findings)


def _check_bound(standard: Standard, condition: Condition, path: str, findings: Findings) -> None:
    """Notes a condition that nobody could meet."""
    measure, word = condition.measure, word_of(condition.measure)
    asked = condition.at_least
    if measure in _OF_THE_BALLOT:
        if standard.ballot is None and findings.readable("ballot"):
            findings.wrong(
                f"{path}.measure", f"标准里没有测评，没有{word}。请删去这一条，或补上“ballot”。"
            )
        if asked > _HUNDRED:
            findings.wrong(f"{path}.at_least", f"{word}要求超过 100。请改小。")
    elif measure is Measure.STARS:
        most = standard.most_stars
        if asked > most and findings.readable("stars", "award", "grades"):
            findings.wrong(
                f"{path}.at_least",
                f"要求 {asked} 颗星，本标准最多 {most} 颗。请改小，或改用总分。",
            )
    elif findings.readable("stars"):
        full = sum(star.points for star in standard.stars)
        bonus = standard.bonus.in_all if standard.bonus else 0
        most = full + bonus if measure is Measure.TOTAL_AND_BONUS else full
        if asked > most:
            findings.wrong(
                f"{path}.at_least",
                f"{word}要求 {show_plain(asked)} 分，最多只能得 {show_plain(most)} 分。请改小。",
            )


def _check_class_order(
    upper: RatingClass, lower: RatingClass, path: str, findings: Findings
) -> None:
    asked_above = {item.measure: item.at_least for item in upper.conditions}
    asked = {item.measure: item.at_least for item in lower.conditions}
    for number, condition in enumerate(lower.conditions):
        where = f"{path}.conditions[{number}].at_least"
        above = asked_above.get(condition.measure)
        if above is not None and condition.at_least > above and findings.readable(where):
            findings.wrong(
                where,
                f"{word_of(condition.measure)}的要求高于上一类。请把各类从高到低排列。",
            )
    if asked and asked == asked_above and findings.readable(path):
        findings.wrong(f"{path}.conditions", "条件与上一类相同，这一类不会有单位。请改正条件。")


def _check_quotas(standard: Standard, findings: Findings) -> None:
    sums = {True: 0, False: 0}
    seen: set[tuple[str, bool]] = set()
    for number, quota in enumerate(standard.quotas):
        path = f"quotas[{number}]"
        if not findings.readable(f"{path}.rating_class"):
            pass
        elif _is_unknown_class(standard, quota.rating_class, findings):
            findings.wrong(
                f"{path}.rating_class",
                f"没有标识为“{quota.rating_class}”的类别。请改成 classes 里的标识。",
            )
        elif (quota.rating_class, quota.per_town) in seen:
            findings.wrong(f"{path}.rating_class", "这一类的名额写了两次。请只留一条。")
        seen.add((quota.rating_class, quota.per_town))
        if findings.readable(f"{path}.share"):
            sums[quota.per_town] += quota.share
    for share in sums.values():
        if share > _HUNDRED:
            findings.wrong(
                "quotas", f"名额比例合计 {show_plain(share)}%，超过 100%。请把各类比例改小。"
            )


def _check_grades(standard: Standard, findings: Findings) -> None:
    grades = standard.grades
    if standard.award is not AwardKind.GRADED:
        if grades:
            findings.wrong(
                "grades", "只有百分制定星（award 为 graded）才有定星分档。请删去“grades”。"
            )
        return
    if not grades:
        findings.wrong(
            "grades", "百分制定星缺少定星分档。请写明各星级的最低分，最低一档从 0 分起。"
        )
        return
    places = [f"grades[{number}]" for number in range(len(grades))]
    keys = ("at_least", "stars")
    if not findings.readable(*(f"{place}.{key}" for place in places for key in keys)):
        return
    for place, (upper, grade) in zip(places[1:], pairwise(grades), strict=True):
        if grade.at_least >= upper.at_least:
            findings.wrong(f"{place}.at_least", "最低分应当小于上一档。请从高到低排列各档。")
        if grade.stars >= upper.stars:
            findings.wrong(f"{place}.stars", "星数应当少于上一档。请从高到低排列各档。")
    lowest = show_plain(grades[-1].at_least)
    if grades[-1].at_least != 0:
        findings.wrong(
            f"{places[-1]}.at_least",
            f"最低一档从 {lowest} 分起，更低的分数没有着落。请补一档从 0 分起。",
        )
    full = sum(star.points for star in standard.stars)
    if grades[0].at_least > full and findings.readable("stars"):
        findings.wrong(
            f"{places[0]}.at_least",
            f"最高一档要 {show_plain(grades[0].at_least)} 分，"
            f"各项满分合计只有 {show_plain(full)} 分。请改正。",
        )


def _check_ranking(standard: Standard, findings: Findings) -> None:
    for number, measure in enumerate(standard.ranking):
        path = f"ranking[{number}]"
        if measure in standard.ranking[:number]:
            findings.wrong(path, f"排名依据“{word_of(measure)}”重复了。请只留一个。")
        if measure in _OF_THE_BALLOT and standard.ballot is None:
            findings.wrong(
                path,
                f"标准里没有测评，不能按{word_of(measure)}排名。请写明“ranking”，其中不要有它。",
            )


def _check_vetoes(standard: Standard, findings: Findings) -> None:
    items = [(f"vetoes[{n}]", item) for n, item in enumerate(standard.vetoes)]
    check_distinct(findings, "id", ((path, item.id) for path, item in items))
    check_distinct(findings, "text", ((path, item.text) for path, item in items))
    check_predecessors(findings, [(path, item.id, item.same_as) for path, item in items])
    for path, item in items:
        _check_effects(standard, item, path, findings)


def _check_effects(standard: Standard, item: VetoItem, item_path: str, findings: Findings) -> None:
    kinds: set[EffectKind] = set()
    for number, effect in enumerate(item.effects):
        path = f"{item_path}.effects[{number}]"
        if not findings.readable(f"{path}.kind"):
            continue
        if effect.kind in kinds:
            findings.wrong(f"{path}.kind", f"后果 {effect.kind} 写了两次。请只留一个。")
        kinds.add(effect.kind)
        _check_removed_stars(standard, effect, path, findings)
        if effect.cap and effect.kind is not EffectKind.CAP:
            findings.wrong(f"{path}.cap", "只有 E2 才写最高类别。请删去“cap”。")
        elif effect.cap and _is_unknown_class(standard, effect.cap, findings):
            findings.wrong(
                f"{path}.cap", f"没有标识为“{effect.cap}”的类别。请改成 classes 里的标识。"
            )


def _is_unknown_class(standard: Standard, class_id: str, findings: Findings) -> bool:
    return standard.rating_class(class_id) is None and findings.ids_readable(
        "classes", standard.classes
    )


def _check_removed_stars(standard: Standard, effect: Effect, path: str, findings: Findings) -> None:
    if effect.kind is EffectKind.STARS:
        if not effect.stars and findings.readable(f"{path}.stars"):
            findings.wrong(f"{path}.stars", "E3 要写明取消哪几颗星。请填写“stars”。")
        if standard.award is not AwardKind.COUNTED and findings.readable("award"):
            findings.wrong(
                f"{path}.kind",
                "本标准不逐颗定星，不能用 E3（取消星）。请改用 E1、E2 或 E4。",
            )
    elif effect.stars:
        findings.wrong(f"{path}.stars", "只有 E3 才写取消的星。请删去“stars”。")
    for number, star_id in enumerate(effect.stars):
        if standard.star(star_id) is None and findings.ids_readable("stars", standard.stars):
            findings.wrong(
                f"{path}.stars[{number}]",
                f"没有标识为“{star_id}”的星。请改成 stars 里的标识。",
            )
