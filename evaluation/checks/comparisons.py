"""Checks that lay sheets side by side: 自评 and 初评, assessors, villages.

A village is compared with the others only where there are enough of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from evaluation.checks.findings import Hit, Severity
from evaluation.checks.material import RoundMaterial, SheetMaterial, VillageMaterial
from evaluation.checks.words import some_of
from evaluation.numbers import Score, show
from evaluation.standard.model import Star, StepKind

__all__ = [
    "assessment_all_full",
    "assessor_of_own_village",
    "assessors_apart",
    "copied_facts",
    "difference_unexplained",
    "group_and_person",
    "left_out_alone",
    "one_assessor",
    "same_sheets",
    "star_alike",
]

_SPREAD = 1500
"""Hundredths of a 100-point star between the highest and the lowest assessor: one and a half
times what 自评 and 初评 may differ unexplained by default (domain §5)."""

_ENOUGH_VILLAGES = 5
"""Below it, the same score in every village is no wonder."""

_ENOUGH_LOSSES = 5
"""Two sheets with fewer losses may well be alike by chance."""

_STOCK_PHRASE = 20
"""Villages: a wording that more of them share is the office's own, not one village's copy."""

_COPIED_SHARE = (4, 5)
"""Share of a sheet's facts that stand word for word in one other village's sheet."""

_ALONE = (1, 10)
"""不涉及 in at most this share of the sheets is told; in more it is the region's way."""


def difference_unexplained(village: VillageMaterial) -> Iterator[Hit]:
    """A star whose 初评 differs from 自评 by more than the standard's limit needs a word.

    Signing asks for it (domain §5); where 自评 came after the signed 初评 nothing did.
    """
    own = village.own
    if own is None or own.unchecked:
        return
    limit = village.within.standard.explained_difference
    decimals = village.within.standard.shown_decimals
    claims = {star.id: score for star, score, _lines in own.stars}
    for sheet in village.assessments:
        if sheet.unchecked:
            continue
        for star, score, _lines in sheet.stars:
            claimed = claims.get(star.id)
            if score is None or claimed is None or abs(Fraction(score - claimed)) <= limit:
                continue
            mark = sheet.marks.get(star.id)
            if mark is not None and mark.fact.strip():
                continue
            yield Hit(
                f"{village.within.star_word(star)}：{own.step.short} {show(claimed, decimals)}，"
                f"{sheet.step.short} {show(score, decimals)}，相差超过 {show(limit, 0)} 分而"
                "没有说明。村里看到会问，请写一句差在哪里。",
                sheet.step.id,
                star.id,
                (show(claimed), show(score)),
                assessor=sheet.sheet.assessor,
                severity=Severity.EXPLAIN if sheet.sealed else None,
            )


def assessment_all_full(village: VillageMaterial) -> Iterator[Hit]:
    """A 初评 on site that takes no point in any star has hardly been one."""
    for sheet in village.assessments:
        if sheet.unchecked or not sheet.stars:
            continue
        lines = list(sheet.lines())
        typed = [line for line in lines if not _by_ballot(line.indicator.clauses)]
        full = (
            all(line.score == line.indicator.points for line in typed)
            if lines
            else all(score == star.points for star, score, _ in sheet.stars)
        )
        if full:
            yield Hit(
                f"{sheet.step.short}没有扣一分。请确认现场查看过，属实的写一句依据。",
                sheet.step.id,
                assessor=sheet.sheet.assessor,
            )


def _by_ballot(clauses: tuple[object, ...]) -> bool:
    return all(getattr(clause, "ballot", None) is not None for clause in clauses)


def assessors_apart(village: VillageMaterial) -> Iterator[Hit]:
    """Assessors who saw the same village lie near one another on a star."""
    finished = [sheet for sheet in village.assessments if not sheet.unchecked]
    if len(finished) < 2:
        return
    by_star: dict[str, list[tuple[Score, SheetMaterial]]] = {}
    stars: dict[str, Star] = {}
    for sheet in finished:
        for star, score, _lines in sheet.stars:
            if score is not None:
                stars[star.id] = star
                by_star.setdefault(star.id, []).append((score, sheet))
    for key, scores in by_star.items():
        low = min(scores, key=lambda item: item[0])
        high = max(scores, key=lambda item: item[0])
        spread = high[0] - low[0]
        if Fraction(spread) * 10000 > _SPREAD * stars[key].points:
            decimals = village.within.standard.shown_decimals
            yield Hit(
                f"{village.within.star_word(stars[key])}：{_who(high[1])} "
                f"{show(high[0], decimals)}，"
                f"{_who(low[1])} {show(low[0], decimals)}，考评人之间相差 "
                f"{show(spread, decimals)} 分。请合议，或写明为什么看法不同。",
                low[1].step.id,
                key,
                tuple(show(score) for score, _sheet in scores),
                assessor=low[1].sheet.assessor,
            )


def _who(sheet: SheetMaterial) -> str:
    return sheet.sheet.assessor or "共用表"


def group_and_person(village: VillageMaterial) -> Iterator[Hit]:
    """One common sheet of the group or one of each person: both count the group twice."""
    names = [sheet.sheet.assessor for sheet in village.assessments]
    group = village.member.assessment_group
    common = [name for name in names if name in ("", group)]
    if common and len(names) > len(common):
        persons = [name for name in names if name not in common]
        yield Hit(
            f"既有考评组的共用表（{common[0] or '没有署名'}），又有个人的表"
            f"（{some_of(persons, '份')}），取平均时考评组被算了两次。请确认哪份算数，退回另一份。",
            village.assessments[0].step.id,
            facts=tuple(sorted(names)),
            assessor=common[0],
        )
    elif len(common) > 1:
        yield Hit(
            f"共用表有两份：一份没有署名，一份署名“{group}”，很可能是同一张表录了两遍。"
            "请核对，退回多出的一份。",
            village.assessments[0].step.id,
            facts=tuple(sorted(names)),
        )


def assessor_of_own_village(village: VillageMaterial) -> Iterator[Hit]:
    """回避: nobody assesses a village he is responsible for (domain §8)."""
    leaders = {village.facts.get(fact, "").strip() for fact in ("secretary", "first_secretary")} - {
        ""
    }
    for sheet in village.assessments:
        names = {sheet.sheet.assessor, *sheet.sheet.signed_by.split("、")}
        for name in sorted(leaders & {name.strip() for name in names}):
            yield Hit(
                f"{sheet.step.short}的考评人或签字人“{name}”是本村的党组织书记或第一书记。"
                "考评本村要回避，请换人考评；同名不同人的写明。",
                sheet.step.id,
                facts=(name,),
                assessor=sheet.sheet.assessor,
            )


def one_assessor(material: RoundMaterial) -> Iterator[Hit]:
    """Where villages are seen by several assessors, one alone gives his own mean."""
    numbers = material.compared.assessors
    several = [number for number in numbers.values() if number > 1]
    step = material.step(StepKind.ASSESSMENT)
    if step is None or len(several) * 2 <= len(numbers):
        return
    usual = Counter(several).most_common(1)[0][0]
    for village, number in numbers.items():
        if number == 1:
            yield Hit(
                f"{step.short}只有 1 份打分表，多数村有 {usual} 份，尺度不一。"
                "请补录其他考评人的表，或写明原因。",
                step.id,
                village=village,
            )


def star_alike(material: RoundMaterial) -> Iterator[Hit]:
    """The same score of a star in every village: it tells nobody apart, or was filled in bulk."""
    decimals = material.standard.shown_decimals
    for step in material.standard.steps:
        alike = [
            (star, scores[0][1], len(scores))
            for star in material.standard.stars
            if len(scores := material.compared.scores.get((step.id, star.id), [])) > 1
            and len({village for village, _score in scores}) >= _ENOUGH_VILLAGES
            and len({score for _village, score in scores}) == 1
        ]
        # 自评 is the villages' own, and nothing lost anywhere may be true: no word is asked for.
        gentle = {
            star.id
            for star, score, _number in alike
            if step.kind is StepKind.SELF or score == star.points
        }
        scored = sum(1 for key in material.compared.scores if key[0] == step.id)
        if alike and len(alike) == scored and scored > 1:
            yield Hit(
                f"{alike[0][2]} 份{step.short}表的每颗星得分完全一样，看不出差别，"
                "很可能是成批填的。请抽几个村核对。",
                step.id,
                facts=tuple(show(score) for _star, score, _number in alike),
                severity=Severity.NOTICE if len(gentle) == len(alike) else None,
            )
            continue
        for star, score, number in alike:
            yield Hit(
                f"{material.star_word(star)}：{number} 份{step.short}表都是 "
                f"{show(score, decimals)} 分，没有拉开差别。请抽查是否逐村看过。",
                step.id,
                star.id,
                (show(score),),
                severity=Severity.NOTICE if star.id in gentle else None,
            )


def same_sheets(material: RoundMaterial) -> Iterator[Hit]:
    """Two villages whose sheets agree in every entry, facts included: one was copied."""
    for step_id, prints in material.compared.prints.items():
        first: dict[int, str] = {}
        step = material.standard.step(step_id)
        assert step is not None
        for item in prints:
            if item.losses < _ENOUGH_LOSSES:
                continue
            other = first.setdefault(item.entries, item.village)
            if other != item.village:
                alike = "得分" if step.kind is StepKind.SELF else "扣分和事实"
                yield Hit(
                    f"{step.short}表与{material.names.get(other, other)}的逐项相同，"
                    f"{alike}一处不差，像是把一个村的表录到了另一个村。请拿纸质表核对。",
                    step_id,
                    facts=(other, item.losses),
                    village=item.village,
                    assessor=item.assessor,
                )


def copied_facts(material: RoundMaterial) -> Iterator[Hit]:
    """Most facts word for word as in one other village, whatever the counts."""
    compared = material.compared
    step = material.step(StepKind.ASSESSMENT)
    if step is None:
        return
    place = {village: number for number, village in enumerate(compared.facts_of)}
    part, whole = _COPIED_SHARE
    for village, own in compared.facts_of.items():
        shared: Counter[str] = Counter()
        for key in dict.fromkeys(own):
            others = set(compared.facts[key])
            if len(others) <= _STOCK_PHRASE:
                shared.update(other for other in others if place[other] < place[village])
        if not shared:
            continue
        other, number = max(shared.items(), key=lambda item: (item[1], -place[item[0]]))
        if number >= _ENOUGH_LOSSES and number * whole >= len(own) * part:
            yield Hit(
                f"{step.short}的 {len(own)} 条扣分事实有 {number} 条与"
                f"{material.names.get(other, other)}一字不差。请核对是不是照抄；"
                "确有同样问题的，写明各自的时间和数量。",
                step.id,
                facts=(other, number),
                village=village,
            )


def left_out_alone(material: RoundMaterial) -> Iterator[Hit]:
    """不涉及 where nearly every other village is scored gives full points for nothing."""
    part, whole = _ALONE
    codes = {indicator.id: indicator.code for indicator in material.standard.indicators}
    for item, left_out in material.compared.left_out.items():
        total = len(left_out) + material.compared.looked_at.get(item, 0)
        if total < _ENOUGH_VILLAGES or len(left_out) * whole > total * part:
            continue
        for village, step, assessor, word in left_out:
            if not word:
                yield Hit(
                    f"指标 {codes[item]} 标为不涉及、得满分，而其他村几乎都查了这一项。"
                    "请核对，属实的在该项写明原因。",
                    step,
                    item,
                    village=village,
                    assessor=assessor,
                )
