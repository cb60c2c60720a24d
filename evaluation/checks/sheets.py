"""Checks of a sheet on its own: is everything looked at, told and evidenced?

The rules that signing itself asks for are those of `evaluation/steps/guards.py`; here they are
told before somebody signs, for all villages at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.checks.findings import Hit, Severity
from evaluation.checks.material import RoundMaterial, SheetMaterial, VillageMaterial
from evaluation.checks.words import codes_of, some_of, spaced
from evaluation.evidence import Subject, sheet_of
from evaluation.numbers import show_plain
from evaluation.standard.model import Depth
from evaluation.stars.scoring import IndicatorScore, needs_figure
from evaluation.stars.sheets import MarkState

__all__ = [
    "awaiting_data",
    "beyond_full",
    "bottom_line_zero",
    "fact_missing",
    "fact_too_short",
    "fact_twice",
    "figure_missing",
    "left_unchecked",
    "mostly_not_applicable",
    "own_all_full",
    "personal_number",
    "personal_outward",
    "points_without_evidence",
    "points_without_fact",
    "shared_figure_missing",
    "veto_fact_missing",
]

_TIMES_BEYOND = 2
"""Deductions of twice an indicator's points: below it 扣完为止 is everyday, from it on the
count is more often a slip of the key (33 for 3) than the truth."""

_LEFT_OUT_SHARE = (1, 2)
"""不涉及 earns full points, so a star of which half is left out is mostly given away."""

_SHORT_FACT = 4
"""Characters: below it there is no room for what, how many and when (有、无、见表)."""

_SAME_FACT = 6
"""Characters from which two equal facts are taken for one event: shorter ones (缺会议记录)
are stock phrases."""

_PERSONAL_NUMBER = re.compile(r"(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
_PERSONAL_WORDS = ("处分", "低保", "患病", "残疾", "判刑", "拘留", "吸毒", "离婚", "精神病")
"""Words of facts about persons, which the domain keeps in the 对内 version."""


def _where(sheet: SheetMaterial, place: str, text: str, *facts: object) -> Hit:
    return Hit(text, sheet.step.id, place, facts, assessor=sheet.sheet.assessor)


def left_unchecked(village: VillageMaterial) -> Iterator[Hit]:
    """A sheet is signed only without 未查 (domain §3, states of an indicator)."""
    for sheet in village.scored:
        if sheet.unchecked and not sheet.sealed:
            places = codes_of(village.standard, sheet.unchecked)
            what = "没有填得分" if sheet.depth is Depth.STAR else "未查"
            yield _where(
                sheet,
                sheet.unchecked[0],
                f"{sheet.step.short}还有{what}的项目：{places}。未查完不能签字，请逐项查看。",
                *sheet.unchecked,
            )


def awaiting_data(village: VillageMaterial) -> Iterator[Hit]:
    """待数据 left open counts 暂按 and is listed as such (domain §3)."""
    for sheet in village.scored:
        items = [item for item, mark in sheet.marks.items() if mark.state is MarkState.AWAITING]
        if items:
            yield _where(
                sheet,
                items[0],
                f"{sheet.step.short}有待数据的指标：{codes_of(village.standard, items)}。"
                "得分是暂按的，数据来了会变。请催要数据，要不到的写明原因。",
                *items,
            )


def figure_missing(village: VillageMaterial) -> Iterator[Hit]:
    """已查 of an indicator means that its figure, base or score is there (guard of signing)."""
    for sheet in village.scored:
        for line in sheet.lines():
            mark = sheet.marks.get(line.indicator.id)
            if mark is None or mark.state is not MarkState.CHECKED:
                continue
            word = _lacking(village, sheet, line)
            if word:
                yield _where(
                    sheet,
                    line.indicator.id,
                    f"{sheet.step.short}指标 {line.indicator.code} 已标为已查，但没有填{word}，"
                    "算不出得分。请补填，或标为待数据。",
                )


def _lacking(village: VillageMaterial, sheet: SheetMaterial, line: IndicatorScore) -> str:
    """What a checked indicator cannot be reckoned without, "" when nothing lacks."""
    indicator = line.indicator
    mark = sheet.marks[indicator.id]
    if sheet.depth is Depth.INDICATOR:
        return "得分" if mark.score is None else ""
    clause = indicator.figure_clause
    if clause is None or clause.figure is None or village.around.not_applicable(indicator):
        return ""
    if mark.figure is None:
        return clause.figure.name if needs_figure(indicator) else ""
    typed_base = clause.figure.source.value != "typed" and not clause.figure.shared_base
    return clause.figure.base_name or "基数" if typed_base and mark.base is None else ""


def shared_figure_missing(material: RoundMaterial) -> Iterator[Hit]:
    """全年共用数据 that entered figures are compared with must be there (guard of signing)."""
    due: dict[str, list[str]] = {}
    for typed in material.compared.figures.values():
        clause = typed[0].clause
        base = clause.figure.shared_base if clause.figure is not None else ""
        for shared in (base, clause.shared_target):
            if shared and shared not in material.inputs.shared:
                due.setdefault(shared, []).append(typed[0].indicator.code)
    for figure in material.standard.shared_figures:
        if figure.id in due:
            yield Hit(
                f"全年共用数据“{figure.name}”还没有登记，指标 {'、'.join(due[figure.id])} "
                "的得分算不出来。请到“评定标准”页登记一次，各村共用。",
                place=figure.id,
            )


def fact_missing(village: VillageMaterial) -> Iterator[Hit]:
    """Facts are obligatory at 初评 (domain §3)."""
    for sheet in village.assessments:
        items = [item.item for item in sheet.deductions if not item.fact.strip()]
        if items:
            yield _where(
                sheet,
                items[0],
                f"{sheet.step.short}有 {len(items)} 处扣分没有写事实："
                f"{codes_of(village.standard, items)}。没有事实的扣分站不住脚，请补写。",
                *items,
            )


def veto_fact_missing(village: VillageMaterial) -> Iterator[Hit]:
    """An indicator's own veto takes the star and needs its fact (guard of signing)."""
    for sheet in village.assessments:
        for item, mark in sheet.marks.items():
            if mark.vetoed and not mark.fact.strip():
                code = codes_of(village.standard, [item])
                yield _where(
                    sheet,
                    item,
                    f"{sheet.step.short}指标 {code} 标了否决本星，没有写事实。"
                    "否决会让整颗星落空，请写明事实和认定文件。",
                )


def points_without_fact(village: VillageMaterial) -> Iterator[Hit]:
    """Points typed below full at 初评 want a reason too, where no clauses are entered."""
    for sheet in village.assessments:
        if sheet.depth is Depth.CLAUSE:
            continue
        items = [item for item in _below_full(village, sheet) if not sheet.marks[item].fact.strip()]
        if items:
            yield _where(
                sheet,
                items[0],
                f"{sheet.step.short}有 {len(items)} 项没有得满分，也没有写理由："
                f"{codes_of(village.standard, items)}。村里问起时说不清，请补写理由。",
                *items,
            )


def points_without_evidence(village: VillageMaterial) -> Iterator[Hit]:
    """Evidence is asked for only where points are lost (domain §1): words or a file; where the
    year says so, a file."""
    due = bool(village.within.round.evidence_due)
    for sheet in village.assessments:
        attached = _attached(village, sheet)
        items = [
            item.item
            for item in sheet.deductions
            if (item.item, item.clause) not in attached
            and (item.item, "") not in attached
            and (due or not item.evidence.strip())
        ]
        if due and sheet.depth is not Depth.CLAUSE:
            items += [item for item in _below_full(village, sheet) if (item, "") not in attached]
        if not items:
            continue
        lacking, asked = (
            ("附件", "本年度规定扣分须附件，请附上照片、记录等佐证。")
            if due
            else ("查验依据", "请写明看了什么，或附上照片、记录等佐证。")
        )
        yield Hit(
            f"{sheet.step.short}有 {len(items)} 处扣分没有{lacking}："
            f"{codes_of(village.standard, items)}。{asked}",
            sheet.step.id,
            items[0],
            tuple(items),
            assessor=sheet.sheet.assessor,
            severity=Severity.MUST if due else None,
        )


def _attached(village: VillageMaterial, sheet: SheetMaterial) -> set[tuple[str, str]]:
    """(indicator, clause) that a file is attached to on this sheet, clause "" for all of it."""
    found: set[tuple[str, str]] = set()
    for item in village.evidence:
        if sheet_of(item.subject) == (
            sheet.step.id,
            sheet.sheet.purpose.value,
            sheet.sheet.assessor,
        ):
            subject = Subject.of(item.subject)
            found.add((subject.item, subject.clause))
    return found


def _below_full(village: VillageMaterial, sheet: SheetMaterial) -> list[str]:
    """What was typed below its full points, where the depth is not 逐条."""
    full = {indicator.id: indicator.points for indicator in village.standard.indicators}
    full |= {star.id: star.points for star in village.standard.stars}
    return [
        item
        for item, mark in sheet.marks.items()
        if mark.score is not None and mark.score < full.get(item, 0)
    ]


def mostly_not_applicable(village: VillageMaterial) -> Iterator[Hit]:
    """不涉及 is full points (domain §3): a star mostly left out is not earned by work."""
    part, whole = _LEFT_OUT_SHARE
    for sheet in village.scored:
        for star, _score, lines in sheet.stars:
            left_out = [
                line.indicator
                for line in lines
                if line.state is MarkState.NOT_APPLICABLE
                and not village.around.not_applicable(line.indicator)
            ]
            points = sum(item.points for item in left_out)
            if left_out and points * whole >= star.points * part:
                codes = [item.code for item in left_out]
                yield _where(
                    sheet,
                    left_out[0].id,
                    f"{sheet.step.short}{village.within.star_word(star)}有 "
                    f"{show_plain(points)} 分标为不涉及（{some_of(codes, '项')}），占一半以上，"
                    "等于白得。请核对，属实的写明原因。",
                    *codes,
                )


def beyond_full(village: VillageMaterial) -> Iterator[Hit]:
    """扣完为止 hides a mistyped count: what goes far beyond the points has no effect."""
    for sheet in village.assessments:
        for line in sheet.lines():
            lost = sum((loss.loss for loss in line.losses), start=0)
            if line.floored and lost >= _TIMES_BEYOND * line.indicator.points:
                yield _where(
                    sheet,
                    line.indicator.id,
                    f"{sheet.step.short}指标 {line.indicator.code} 满分 "
                    f"{show_plain(line.indicator.points)} 分，登记的扣分合计 "
                    f"{show_plain(lost)} 分。"
                    "扣完为止，多出的不起作用。请看次数是不是多打了一位。",
                    show_plain(lost),
                )


def bottom_line_zero(village: VillageMaterial) -> Iterator[Hit]:
    """A 底线 indicator at 0 costs its star whatever the rest (domain §3.5)."""
    for sheet in village.assessments:
        for line in sheet.lines():
            if line.indicator.bottom_line and line.score == 0 and line.losses:
                yield _where(
                    sheet,
                    line.indicator.id,
                    f"{sheet.step.short}底线指标 {line.indicator.code} 得 0 分，这颗星就拿不到了。"
                    "请再核一遍事实。",
                )


def own_all_full(village: VillageMaterial) -> Iterator[Hit]:
    """A 自评 of nothing but full marks says nothing, and lifts every star by its weight."""
    sheet = village.own
    if sheet is None or sheet.unchecked or not sheet.stars:
        return
    if all(score == star.points for star, score, _lines in sheet.stars):
        yield _where(
            sheet,
            "",
            f"{sheet.step.short}全部满分。初评前请与村里核对，提醒如实自评。",
        )


def fact_too_short(village: VillageMaterial) -> Iterator[Hit]:
    """A fact says what, how many, when; it goes on the 扣分说明 (domain §8)."""
    for sheet in village.assessments:
        short = [
            (item.item, item.fact.strip())
            for item in sheet.deductions
            if 0 < len(item.fact.strip()) < _SHORT_FACT
        ]
        if short:
            words = some_of([f"“{fact}”" for _item, fact in short], "处")
            yield _where(
                sheet,
                short[0][0],
                f"{sheet.step.short}有 {len(short)} 处扣分的事实过于简单：{words}。"
                "扣分说明会发到村里，请写明时间、事项和数量。",
                *short,
            )


def fact_twice(village: VillageMaterial) -> Iterator[Hit]:
    """One event costs points once (一事不二扣): the same words at two indicators want a look."""
    for sheet in village.assessments:
        by_fact: dict[str, list[str]] = {}
        for item in sheet.deductions:
            fact = item.fact.strip()
            if len(fact) >= _SAME_FACT:
                by_fact.setdefault(fact, []).append(item.item)
        for fact, items in by_fact.items():
            if len(set(items)) > 1:
                yield _where(
                    sheet,
                    items[0],
                    f"{sheet.step.short}指标 {spaced(codes_of(village.standard, items))}的扣分事实"
                    f"一字不差：“{_cut(fact)}”。同一件事不重复扣分；不是同一件事的请写清区别。",
                    fact,
                    *items,
                )


def personal_number(village: VillageMaterial) -> Iterator[Hit]:
    """Identity and telephone numbers of persons do not belong on any paper of the rating."""
    for sheet in village.scored:
        texts = [(item.item, f"{item.fact} {item.outward}") for item in sheet.deductions]
        texts += [(item, mark.fact) for item, mark in sheet.marks.items() if mark.fact]
        items = [item for item, text in texts if _PERSONAL_NUMBER.search(text)]
        if items:
            yield _where(
                sheet,
                items[0],
                f"{sheet.step.short}指标 {spaced(codes_of(village.standard, items))}的文字里有"
                "身份证号或手机号，会印在扣分说明上。请删去号码。",
                *items,
            )


def personal_outward(village: VillageMaterial) -> Iterator[Hit]:
    """Personal facts appear only in the 对内 version (domain §8): the outward wording differs."""
    for sheet in village.assessments:
        items = [
            item.item
            for item in sheet.deductions
            if not item.outward.strip() and any(word in item.fact for word in _PERSONAL_WORDS)
        ]
        if items:
            yield _where(
                sheet,
                items[0],
                f"{sheet.step.short}指标 {spaced(codes_of(village.standard, items))}的扣分事实"
                "可能涉及个人情况，没有另写对外表述。对外的扣分说明会照印，请看是否要另写。",
                *items,
            )


def _cut(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
