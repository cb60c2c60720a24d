"""基本情况 in: the yearly facts of the villages of a round. An empty cell changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.exchange.headings import CODE, NAME, DataRow, by_words, unit_of
from db.exchange.members import Members
from db.exchange.previews import Collector, Ground, differences_between
from evaluation.numbers import show_plain
from evaluation.rounds import FACTS, YearlyFact

__all__ = ["FACT_HEADINGS", "FACT_NEEDS", "draft_facts"]

_WORDS: Mapping[str, str] = {
    "households": "总户数 农户数 农牧户数 户籍户数",
    "population": "总人口 人口数 户籍人口",
    "members": "党员 党员人数 党员总数",
    "income": "集体收入 集体经济收入 村集体经济收入 村集体经营性收入 嘎查村集体经济收入",
    "secretary": "书记 书记姓名 党组织书记姓名 村书记 支部书记",
    "first_secretary": "第一书记姓名 驻村第一书记",
}

FACT_HEADINGS = by_words({fact: f"{name} {_WORDS.get(fact, '')}" for fact, name, _ in FACTS})
FACT_NEEDS = ((NAME, CODE), tuple(fact for fact, _, _ in FACTS))

_WHOLE_UNITS = ("户", "人")


def draft_facts(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `enter_facts`, and every row told to the collector."""
    reader, round_ = ground.reader, ground.round
    _check_units(collector)
    members = Members(reader, round_)
    villages: list[dict[str, str]] = []
    for row in collector.data_rows():
        member = members.find(collector, row)
        if member is None:
            continue
        faults = len(collector.faults)
        written = {fact: _value(collector, row, fact, name, unit) for fact, name, unit in FACTS}
        if len(collector.faults) > faults:
            continue
        old = {
            fact.fact: fact.value
            for fact in reader.find(YearlyFact, round=round_.id, village=member.id)
        }
        differences = differences_between(
            *((name, old.get(fact, ""), written[fact]) for fact, name, _ in FACTS if written[fact])
        )
        if collector.compared(row, member.name, differences, new=bool(differences) and not old):
            villages.append(
                {"village": member.id, **{fact: text for fact, text in written.items() if text}}
            )
    return {"round": round_.id, "villages": villages}


def _check_units(collector: Collector) -> None:
    """A column in another unit than the register's would be wrong by a factor."""
    for fact, name, unit in FACTS:
        heading = collector.layout.columns.get(fact)
        written = unit_of(heading.text) if heading is not None else ""
        if heading is not None and unit and written and written.removeprefix("单位：") != unit:
            collector.fault(
                heading.address,
                f"这一列“{heading.text}”的单位是“{written}”，程序里的{name}以“{unit}”为单位。"
                f"请把数值换算成{unit}，并改正表头。",
            )


def _value(collector: Collector, row: DataRow, fact: str, name: str, unit: str) -> str:
    if not unit:
        return collector.text(row, fact, name)
    if unit in _WHOLE_UNITS:
        count = collector.count(row, fact, name)
        return "" if count is None else str(count)
    number = collector.number(row, fact, name)
    return "" if number is None else show_plain(number)
