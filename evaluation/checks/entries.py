"""Checks of entered figures against themselves: shares, signs, and the same figure twice."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.checks.figures import plain_name, same_fact
from evaluation.checks.findings import Hit, Severity
from evaluation.checks.material import VillageMaterial
from evaluation.checks.words import amount, named, number_in
from evaluation.numbers import show_plain
from evaluation.rounds import FACTS
from evaluation.standard.model import ClauseKind, FigureSource

__all__ = [
    "assessors_figures_differ",
    "fact_differs",
    "facts_impossible",
    "figure_negative",
    "figures_disagree",
    "part_above_whole",
    "share_above_hundred",
]

_SHARE_NAMES = ("率", "比例", "占比", "比重")
"""How the name of a percentage that is a part of a whole ends; 增长率 and 增幅 are none."""


def share_above_hundred(village: VillageMaterial) -> Iterator[Hit]:
    """A rate such as 参保率 lies between 0 and 100 %."""
    for sheet in village.scored:
        for entry in sheet.entered:
            figure, value = entry.clause.figure, entry.mark.figure
            if figure is None or value is None or figure.source is not FigureSource.TYPED:
                continue
            share = figure.name.endswith(_SHARE_NAMES) and "增" not in figure.name
            if figure.unit == "%" and share and not 0 <= value <= 10000:
                yield Hit(
                    f"{sheet.step.short}指标 {named(entry.indicator)}：{figure.name}填的是 "
                    f"{amount(value, '%')}，应在 0 到 100% 之间。"
                    "请核对，是不是把人数当成了百分比。",
                    sheet.step.id,
                    entry.indicator.id,
                    (value,),
                    assessor=sheet.sheet.assessor,
                )


def part_above_whole(village: VillageMaterial) -> Iterator[Hit]:
    """A part is not larger than its whole; where the base is no whole (任务数) a word will do."""
    for sheet in village.scored:
        for entry in sheet.entered:
            figure, mark = entry.clause.figure, entry.mark
            if figure is None or figure.source is not FigureSource.SHARE or figure.shared_base:
                continue
            if mark.figure is None or mark.base is None or mark.figure <= mark.base:
                continue
            whole = figure.base_name or "总数"
            yield Hit(
                f"{sheet.step.short}指标 {named(entry.indicator)}：{figure.name} "
                f"{amount(mark.figure, figure.unit)}，多于{whole} "
                f"{amount(mark.base, figure.unit)}。请核对两个数是不是填反了。",
                sheet.step.id,
                entry.indicator.id,
                (mark.figure, mark.base),
                assessor=sheet.sheet.assessor,
                severity=None if "总" in whole else Severity.EXPLAIN,
            )


def figure_negative(village: VillageMaterial) -> Iterator[Hit]:
    """Below zero only a growth makes sense; a minus elsewhere is mostly a dash that was typed."""
    for sheet in village.scored:
        for entry in sheet.entered:
            figure, mark = entry.clause.figure, entry.mark
            if figure is None or "增" in figure.name or entry.clause.kind is ClauseKind.YES_NO:
                continue
            if figure.unit == "%" and figure.source is FigureSource.TYPED:
                continue  # a share below 0 is told by its own check
            for value, name in ((mark.figure, figure.name), (mark.base, figure.base_name)):
                if value is not None and value < 0:
                    yield Hit(
                        f"{sheet.step.short}指标 {named(entry.indicator)}：{name}填的是负数 "
                        f"{amount(value, figure.unit)}。请核对，属实的写明原因。",
                        sheet.step.id,
                        entry.indicator.id,
                        (value,),
                        assessor=sheet.sheet.assessor,
                    )


def figures_disagree(village: VillageMaterial) -> Iterator[Hit]:
    """The same figure under two indicators of one sheet (本年集体经营性收入) is one figure."""
    for sheet in village.scored:
        first: dict[tuple[str, str], tuple[str, int]] = {}
        for entry in sheet.entered:
            figure, value = entry.clause.figure, entry.mark.figure
            if figure is None or value is None or not figure.unit:
                continue
            key = (plain_name(figure.name), figure.unit)
            code, before = first.setdefault(key, (entry.indicator.code, value))
            if before != value:
                yield Hit(
                    f"{sheet.step.short}的{key[0]}两处不同：指标 {code} 是 "
                    f"{amount(before, figure.unit)}，指标 {entry.indicator.code} 是 "
                    f"{amount(value, figure.unit)}。同一个数只能有一个，请核对账目后改成一致；"
                    "口径不同的写明。",
                    sheet.step.id,
                    entry.indicator.id,
                    (before, value),
                    assessor=sheet.sheet.assessor,
                )


def fact_differs(village: VillageMaterial) -> Iterator[Hit]:
    """A figure that stands among the yearly facts too is the same in both places."""
    units = {fact: (name, unit) for fact, name, unit in FACTS}
    for sheet in village.assessments:
        told: set[str] = set()
        for entry in sheet.entered:
            figure, value = entry.clause.figure, entry.mark.figure
            fact = same_fact(figure) if figure is not None else ""
            known = number_in(village.facts.get(fact, "")) if fact else None
            if known is None or value is None or known == value or fact in told:
                continue
            told.add(fact)
            name, unit = units[fact]
            yield Hit(
                f"{sheet.step.short}指标 {named(entry.indicator)}填的是 {amount(value, unit)}，"
                f"基本情况里的{name}是 {amount(known, unit)}。年度评定表上两个数会并排印出，"
                "请改成一致；口径不同的写明。",
                sheet.step.id,
                entry.indicator.id,
                (value, known),
                assessor=sheet.sheet.assessor,
            )


def assessors_figures_differ(village: VillageMaterial) -> Iterator[Hit]:
    """Assessors may judge differently, but a figure of the accounts is one figure."""
    first: dict[str, tuple[str, int, int | None]] = {}
    for sheet in village.assessments:
        who = sheet.sheet.assessor or "共用表"
        for entry in sheet.entered:
            figure, mark = entry.clause.figure, entry.mark
            if figure is None or mark.figure is None or entry.clause.kind is ClauseKind.YES_NO:
                continue
            known = first.setdefault(entry.indicator.id, (who, mark.figure, mark.base))
            if known[1:] != (mark.figure, mark.base):
                yield Hit(
                    f"指标 {named(entry.indicator)}：{known[0]}填的是 "
                    f"{_pair(known[1], known[2], figure.unit)}，{who}填的是 "
                    f"{_pair(mark.figure, mark.base, figure.unit)}。"
                    "数据以账目、台账为准，请改成一致。",
                    sheet.step.id,
                    entry.indicator.id,
                    (known[1], known[2], mark.figure, mark.base),
                    assessor=sheet.sheet.assessor,
                )


def _pair(figure: int, base: int | None, unit: str) -> str:
    shown = amount(figure, unit)
    return shown if base is None else f"{shown}（基数 {show_plain(base)}）"


def facts_impossible(village: VillageMaterial) -> Iterator[Hit]:
    """人口 ≥ 户数 and 人口 ≥ 党员数: otherwise two fields were mistaken for one another."""
    values = {fact: number_in(village.facts.get(fact, "")) for fact, _name, unit in FACTS if unit}
    people = values.get("population")
    for fact, name in (("households", "户数"), ("members", "党员数")):
        value = values.get(fact)
        if people and value is not None and value > people:
            yield Hit(
                f"基本情况：{name} {show_plain(value)} 多于人口 {show_plain(people)}。"
                "请核对是不是填反了。",
                place=fact,
                facts=(value, people),
            )
