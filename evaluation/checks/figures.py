"""Checks of entered figures that compare them: units, growth, other villages, last year.

All in hundredths and exact. What no document gives is a named constant with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from evaluation.checks.findings import Hit
from evaluation.checks.material import RoundMaterial, VillageMaterial
from evaluation.checks.words import amount, codes_of, named, number_in
from evaluation.numbers import Score, show, show_plain
from evaluation.rounds import FACTS
from evaluation.standard.model import Figure, FigureSource

__all__ = [
    "base_not_last_year",
    "growth_extreme",
    "money_unit",
    "outlier",
    "shared_figure_jump",
    "unchanged_figures",
    "yearly_fact_jump",
]

ENOUGH_VILLAGES = 8
"""Villages with a figure from which median and quartiles say something: two in each quarter."""

_WRONG_UNIT = 1000
"""元 for 万元 is ten thousandfold; a thousandfold leaves room for a village ten times as rich."""

_EXTREME_GROWTH = 20000
"""±200 % in hundredths of a percent: a village's income hardly trebles in a year, while a
figure without its decimal point does."""

_FAR_OUT = 3
"""Times the distance of the quartiles beyond them: Tukey's "far out" (Exploratory Data
Analysis, 1977), at which a normal spread has two values in a million."""

_TIMES_OFF = 2
"""Times the median above or below it besides: where all villages lie close together, 80 % beside
91 % is far out but no slip of the key."""

_MONEY_TIMES_OFF = 5
"""The same for incomes: they are skewed, and a rich village is no mistake."""

_GROWTH_OFF = 5000
"""The same for growths, which may be 0 or less: fifty points off the median."""

_SAME_FIGURES = 3
"""Figures that all equal last year's: one or two may, three are last year's sheet."""

_FACT_JUMP = 3000
"""Hundredths of a percent: households, people and members of a village move slowly; beyond
30 % a village was merged or a figure mistyped."""

_SHARED_JUMP = 2
"""A county's average neither doubles nor halves within a year."""


def is_money(figure: Figure) -> bool:
    """Whether the figure is in 元 or 万元."""
    return figure.unit.endswith("元")


def median(values: Sequence[Score]) -> Fraction:
    """The middle of a non-empty sequence, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle]) / 2


def quartiles(values: Sequence[Score]) -> tuple[Fraction, Fraction]:
    """The medians of the lower and the upper half, without the middle one."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return median(ordered[:half]), median(ordered[-half:])


def money_unit(material: RoundMaterial) -> Iterator[Hit]:
    """元 typed for 万元 or the reverse: a thousandfold of the other villages, or of last year.

    The yearly fact 集体经营性收入 is looked at like a figure.
    """
    told: set[tuple[str, str]] = set()
    for item, typed in material.compared.figures.items():
        figure = typed[0].clause.figure
        if figure is None or not is_money(figure):
            continue
        texts = material.compared.amounts.get(same_fact(figure), {})
        usual = _usual([entry.figure for entry in typed], {entry.village for entry in typed})
        for entry in typed:
            before = material.last_year.figures.get(entry.village, {}).get(item)
            references = (
                (usual, "各村中位数"),
                (_exact(before[0] if before else None), "上年填报"),
                (_exact(number_in(texts.get(entry.village, ""))), "年度基本情况"),
            )
            for value, what in ((entry.figure, figure.name), (entry.base, figure.base_name)):
                word = _unit_word(value, references, figure.unit)
                if word and (entry.village, entry.assessor) not in told:
                    told.add((entry.village, entry.assessor))
                    assert value is not None
                    yield Hit(
                        f"指标 {named(entry.indicator)}：{what}填的是 "
                        f"{amount(value, figure.unit)}，{word}",
                        entry.step,
                        item,
                        (value,),
                        village=entry.village,
                        assessor=entry.assessor,
                    )
    yield from _facts_in_wrong_unit(material)


def _usual(values: Sequence[int], villages: set[str]) -> Fraction | None:
    above: list[Score] = [value for value in values if value > 0]
    return median(above) if len(villages) >= ENOUGH_VILLAGES and above else None


def _unit_word(
    value: int | None, references: Sequence[tuple[Fraction | None, str]], unit: str
) -> str:
    """What is odd about the size of a figure, "" for nothing."""
    if value is None or value <= 0:
        return ""
    for reference, what in references:
        if reference is None or reference <= 0:
            continue
        if reference < value * _WRONG_UNIT and value < reference * _WRONG_UNIT:
            continue
        beside = f"{what}是 {amount(reference, unit)}"
        other = "元" if unit == "万元" else "分"
        if value > reference:
            return f"{beside}，差到一千倍以上，很可能把{other}当成了{unit}。请核对单位。"
        return f"{beside}，不到千分之一，很可能少填了位数或单位不对。请核对。"
    return ""


def _facts_in_wrong_unit(material: RoundMaterial) -> Iterator[Hit]:
    for fact, name, unit in FACTS:
        if not unit.endswith("元"):
            continue
        amounts = {
            village: value
            for village, text in material.compared.amounts.get(fact, {}).items()
            if (value := number_in(text)) is not None
        }
        usual = _usual(list(amounts.values()), set(amounts))
        for village, value in amounts.items():
            before = number_in(material.last_year.facts.get((village, fact), ""))
            references = (
                (usual, "各村中位数"),
                (_exact(before), "上年填报"),
            )
            word = _unit_word(value, references, unit)
            if word:
                yield Hit(
                    f"基本情况的{name}填的是 {amount(value, unit)}，{word}",
                    place=fact,
                    facts=(value,),
                    village=village,
                )


def _exact(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def same_fact(figure: Figure) -> str:
    """Id of the yearly fact that a figure repeats, "" for none: by name and unit."""
    plain = plain_name(figure.name)
    return next((fact for fact, name, unit in FACTS if name == plain and unit == figure.unit), "")


def plain_name(name: str) -> str:
    """The name without the year it speaks of: 本年集体经营性收入 → 集体经营性收入."""
    for word in ("本年度", "当年", "本年"):
        name = name.removeprefix(word)
    return name


def growth_extreme(material: RoundMaterial) -> Iterator[Hit]:
    """A growth beyond ±200 % is more often a slip in figure or base than the truth."""
    for item, typed in material.compared.figures.items():
        figure = typed[0].clause.figure
        if figure is None:
            continue
        growth = figure.source is FigureSource.GROWTH
        if not growth and not (figure.unit == "%" and "增" in figure.name):
            continue
        for entry in typed:
            if entry.value is not None and not -_EXTREME_GROWTH < entry.value < _EXTREME_GROWTH:
                made_of = (
                    f"（{amount(entry.figure, figure.unit)} 比 "
                    f"{amount(entry.base or 0, figure.unit)}）"
                    if growth
                    else ""
                )
                yield Hit(
                    f"指标 {named(entry.indicator)}：增幅 {show(entry.value)}%{made_of}，"
                    "超过 ±200%。请核对两年数据和单位，属实的写明原因。",
                    entry.step,
                    item,
                    (entry.figure, entry.base),
                    village=entry.village,
                    assessor=entry.assessor,
                )


def outlier(material: RoundMaterial) -> Iterator[Hit]:
    """A figure far outside the others: beyond the quartiles by thrice their distance."""
    for item, typed in material.compared.figures.items():
        figure = typed[0].clause.figure
        known = [(entry, entry.value) for entry in typed if entry.value is not None]
        if figure is None or len({entry.village for entry, _ in known}) < ENOUGH_VILLAGES:
            continue
        values = [value for _, value in known]
        low, high = quartiles(values)
        reach = _FAR_OUT * (high - low)
        middle = median(values)
        for entry, value in known:
            if not reach or low - reach <= value <= high + reach:
                continue
            if not _far_from(value, middle, figure):
                continue
            unit = figure.unit if figure.source is FigureSource.TYPED else "%"
            yield Hit(
                f"指标 {named(entry.indicator)}：本村 {amount(value, unit)}，多数村在 "
                f"{amount(low, unit)} 到 {amount(high, unit)} 之间，差得较远。请再核一遍数据。",
                entry.step,
                item,
                (entry.figure, entry.base),
                village=entry.village,
                assessor=entry.assessor,
            )


def _far_from(value: Score, middle: Fraction, figure: Figure) -> bool:
    """Whether a figure is off its median by more than such figures may differ."""
    if figure.source is FigureSource.GROWTH or (figure.unit == "%" and "增" in figure.name):
        return abs(value - middle) >= _GROWTH_OFF
    money = is_money(figure) and figure.source is FigureSource.TYPED
    times = _MONEY_TIMES_OFF if money else _TIMES_OFF
    return value >= middle * times or value * times <= middle


def base_not_last_year(village: VillageMaterial) -> Iterator[Hit]:
    """The base of a growth is what the village itself reported the year before."""
    before = village.within.last_year.figures.get(village.id, {})
    for sheet in village.assessments:
        for entry in sheet.entered:
            figure = entry.clause.figure
            base = entry.mark.base
            if figure is None or figure.source is not FigureSource.GROWTH or base is None:
                continue
            known = before.get(entry.indicator.id)
            if known is not None and known[0] != base:
                name = figure.base_name or "基数"
                yield Hit(
                    f"{sheet.step.short}指标 {named(entry.indicator)}：{name}填的是 "
                    f"{amount(base, figure.unit)}，{village.within.last_year.year} 年度报的是 "
                    f"{amount(known[0], figure.unit)}。基数改了增幅就变，"
                    "请核对，有更正的写明依据。",
                    sheet.step.id,
                    entry.indicator.id,
                    (base, known[0]),
                    assessor=sheet.sheet.assessor,
                )


def unchanged_figures(village: VillageMaterial) -> Iterator[Hit]:
    """Every figure as last year: last year's data were typed, or copied, again."""
    before = village.within.last_year.figures.get(village.id, {})
    for sheet in village.assessments:
        same = [
            entry.indicator
            for entry in sheet.entered
            if (known := before.get(entry.indicator.id)) is not None
            and known == (entry.mark.figure, entry.mark.base)
        ]
        compared = sum(1 for entry in sheet.entered if entry.indicator.id in before)
        if len(same) >= _SAME_FIGURES and len(same) == compared:
            yield Hit(
                f"{sheet.step.short}的 {len(same)} 项数据与 {village.within.last_year.year} 年度"
                f"全部相同：{codes_of(village.standard, [item.id for item in same])}。"
                "请核对是不是沿用了上年的数据。",
                sheet.step.id,
                same[0].id,
                tuple(item.id for item in same),
                assessor=sheet.sheet.assessor,
            )


def yearly_fact_jump(village: VillageMaterial) -> Iterator[Hit]:
    """户数, 人口, 党员数 against last year's: they move slowly."""
    for fact, name, unit in FACTS:
        if not unit or unit.endswith("元"):
            continue
        now = number_in(village.facts.get(fact, ""))
        before = number_in(village.within.last_year.facts.get((village.id, fact), ""))
        if now is None or before is None or before <= 0:
            continue
        if abs(now - before) * 10000 > before * _FACT_JUMP:
            yield Hit(
                f"{name}从上年的 {amount(before, unit)}变为 {amount(now, unit)}，变化超过 "
                f"{show_plain(_FACT_JUMP)}%。请核对有没有合并村或填错。",
                place=fact,
                facts=(now, before),
            )


def shared_figure_jump(material: RoundMaterial) -> Iterator[Hit]:
    """A shared figure enters every village's score: one slip moves them all."""
    for figure in material.standard.shared_figures:
        now = material.inputs.shared.get(figure.id)
        before = material.last_year.shared.get(figure.id)
        if not now or not before or figure.unit == "%":
            continue
        if not before <= now * _SHARED_JUMP or not now <= before * _SHARED_JUMP:
            yield Hit(
                f"全年共用数据“{figure.name}”是 {amount(now, figure.unit)}，上年是 "
                f"{amount(before, figure.unit)}，变化过大，所有村的得分都受影响。"
                "请核对单位和小数点，属实的写明出处。",
                place=figure.id,
                facts=(now, before),
            )
