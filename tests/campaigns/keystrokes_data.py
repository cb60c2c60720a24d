"""What the clerk of the key-press count types: a made-up year of made-up villages.

The same seed gives the same year. Points, counts and figures are plain texts as they are typed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from db.exchange.standards import read_preset
from evaluation.numbers import show_plain
from evaluation.standard.model import ClauseKind, Indicator, Standard, StepKind
from evaluation.stars.scoring import stars_of_step

__all__ = ["Deducted", "VillageData", "YearData", "make_year", "occurrence_clause"]

_DEDUCTIONS = 40
_NAMES = (
    "星谷滩", "月湖", "青石梁", "云杉岭", "白桦沟", "金穗", "雁栖", "鹿鸣", "松涛",
    "晨光", "柳泉", "芦花荡", "暖泉", "红柳湾", "双井",
)  # fmt: skip
_SURNAMES = "白金云石林江安何丁宋方陆温齐罗"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_WORDS = ("经现场查看核定", "按部门反馈数据核定", "查阅台账后核定")

_FACTS: dict[tuple[str, int], tuple[str, ...]] = {
    ("1.1", 2): ("治保主任空缺", "妇联主席空缺"),
    ("1.3", 1): ("3月未开班子会", "8月未开班子会"),
    ("2.1", 1): ("8月未开主题党日", "二季度未上党课"),
    ("2.1", 2): ("5月党日无记录",),
    ("2.3", 1): ("三季度党费迟交",),
    ("3.5", 1): ("草场承包合同未备案",),
    ("4.1", 1): ("村东路口垃圾堆放", "河道边有杂物"),
    ("4.2", 2): ("7月垃圾清运不及时",),
    ("5.2", 1): ("三季度未开展活动",),
    ("6.2", 1): ("二季度财务未公开",),
    ("6.2", 2): ("公开内容缺支出明细",),
    ("7.3", 2): ("未按季走访1户",),
    ("8.1", 2): ("6月停诊",),
    ("9.2", 1): ("缺项目档案", "缺党员档案目录"),
    ("9.3", 1): ("二季度无理财记录",),
    ("10.4", 1): ("公示的路灯未安装",),
}
"""Facts that occur, by indicator and number of the clause; the same ones occur in more villages."""
_SEVERAL_TIMES = frozenset({("1.3", 1), ("2.1", 1), ("4.1", 1), ("5.2", 1), ("9.2", 1)})

_FIGURES: dict[str, tuple[tuple[str, str], ...]] = {
    "1.2": (("46", ""), ("48.5", ""), ("52", ""), ("49", "")),
    "2.4": (("100", ""), ("96", ""), ("88", ""), ("92.5", "")),
    "2.5": (("85", ""), ("82", ""), ("91", ""), ("78", "")),
    "3.2": (("22.5", ""), ("31", ""), ("20.8", ""), ("18", "")),
    "3.3": (("22.5", "20"), ("31", "28"), ("24", "21.5"), ("18", "17")),
    "3.4": (("72", "210"), ("80", "250"), ("95", "268"), ("60", "190")),
    "7.1": (("24000", ""), ("23150", ""), ("21800", ""), ("20500", "")),
    "7.2": (("7.2", ""), ("6.8", ""), ("8", ""), ("6", "")),
    "8.2": (("97", ""), ("96.5", ""), ("95", ""), ("93.2", "")),
    "8.4": (("95", ""), ("92", ""), ("90.5", ""), ("87", "")),
    "10.3": (("100", ""), ("96", ""), ("92", ""), ("89", "")),
}
"""Figures at 初评 by indicator, each with its base ("" none)."""


@dataclass(frozen=True, slots=True)
class Deducted:
    """One deduction at 初评 under a clause (its number within the indicator)."""

    code: str
    clause: int
    count: int
    fact: str


@dataclass(frozen=True, slots=True)
class VillageData:
    """One village. own: points of 自评 by code; ballot: 应到 实到 发出 收回 有效 and the options
    in order, "" where nothing is typed; figures: (figure, base) by code; days: of signing by
    step, as typed (12.10)."""

    code: str
    name: str
    secretary: str
    own: dict[str, str]
    ballot: tuple[str, ...]
    figures: dict[str, tuple[str, str]]
    deductions: tuple[Deducted, ...]
    days: dict[str, str]


@dataclass(frozen=True, slots=True)
class YearData:
    """The villages, who signs for the town, and what is written where a star differs much."""

    villages: tuple[VillageData, ...]
    standard: Standard
    tellers: tuple[str, str] = ("丁某甲", "方某乙")
    leader: str = "温某丙"
    words: tuple[str, ...] = field(default=_WORDS)


def make_year(villages: int, seed: int) -> YearData:
    """The first so many of 15 villages, which have 40 deductions together."""
    assert 0 < villages <= len(_NAMES), f"there are {len(_NAMES)} villages"
    chance = random.Random(seed)
    standard = read_preset("shixing-moren")
    own = standard.step_of_kind(StepKind.SELF)
    assert own is not None
    indicators = [item for star in stars_of_step(standard, own.id) for item in star.indicators]
    deductions = _deductions(chance)
    made = tuple(
        VillageData(
            code=f"159902100{200 + place}",
            name=f"{_NAMES[place]}嘎查",
            secretary=f"{_SURNAMES[place]}某{_STEMS[place % len(_STEMS)]}",
            own={item.code: _own(chance, item) for item in indicators},
            ballot=_ballot(chance),
            figures={code: _one_of(chance, figures) for code, figures in _FIGURES.items()},
            deductions=deductions[place],
            # Five villages a day: the next village often has the same day, not always.
            days={
                "self": f"12.{10 + place // 5}",
                "ballot": f"12.{24 + place // 5}",
                "assessment": f"1.{6 + place // 5}",
            },
        )
        for place in range(len(_NAMES))
    )
    return YearData(made[:villages], standard)


def _one_of(chance: random.Random, figures: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The first ones, which lose nothing, are the more usual."""
    weights = [5, 4, 3, 2][: len(figures)]
    return chance.choices(figures, weights)[0]


def _own(chance: random.Random, indicator: Indicator) -> str:
    """Two indicators of three claim full points, the others a little less."""
    if chance.random() < 2 / 3:
        return show_plain(indicator.points)
    lost = chance.choice([100, 150, 200, 300])
    return show_plain(max(indicator.points - lost, 0))


def _ballot(chance: random.Random) -> tuple[str, ...]:
    expected = chance.randint(48, 92)
    present = expected - chance.randint(2, 9)
    returned = present - chance.choice([0, 0, 1])
    valid = returned - chance.choice([0, 1, 2])
    dissatisfied, unknown = chance.randint(0, 2), chance.randint(0, 2)
    fairly = chance.randint(3, 9)
    satisfied = valid - fairly - dissatisfied - unknown
    options = (satisfied, fairly, dissatisfied, unknown)
    figures = (expected, present, present, returned, valid, *options)
    return tuple(str(number) if number else "" for number in figures)


def _deductions(chance: random.Random) -> tuple[tuple[Deducted, ...], ...]:
    free = [(place, key) for place in range(len(_NAMES)) for key in _FACTS]
    chosen = chance.sample(free, _DEDUCTIONS)
    found: list[list[Deducted]] = [[] for _ in _NAMES]
    for place, key in sorted(chosen, key=lambda item: list(_FACTS).index(item[1])):
        count = chance.choice([1, 1, 2]) if key in _SEVERAL_TIMES else 1
        found[place].append(Deducted(*key, count, chance.choice(_FACTS[key])))
    return tuple(map(tuple, found))


def occurrence_clause(standard: Standard, code: str, number: int) -> str:
    """The id of a clause that is counted, by the indicator's code and its number there."""
    indicator = next(item for item in standard.indicators if item.code == code)
    clause = indicator.clauses[number - 1]
    assert clause.kind is ClauseKind.OCCURRENCE, f"{code} {number} is not counted"
    return clause.id
