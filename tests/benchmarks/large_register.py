"""Writes a register of made-up villages of any number, straight into the tables.

The office, the year and its standard go through actions like any other; only the many rows
are written without history, because a million actions would take hours. The figures vary
from village to village, but are the same in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from db.exchange.standards import preset_text, read_preset
from db.reading import form
from db.register import SqliteRegister
from db.store import create_register, open_register
from evaluation.actions import years
from evaluation.office import Office
from evaluation.rounds import Participation, Round, SharedFigureValue, round_id
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    FigureSource,
    Indicator,
    Standard,
    StepKind,
)
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.scoring import stars_of_step
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet, SheetState
from evaluation.villages import Town, Village, VillageName, village_id

__all__ = ["ROUND", "YEAR", "open_office", "write_large_register"]

YEAR = 2026
ROUND = round_id(YEAR, "嘎查村")
_PRESET = "shixing-moren"
_NOW = datetime(2027, 1, 10, 9, 0)  # noqa: DTZ001 - local, as the clock tells it
_VILLAGES_OF_A_TOWN = 15
_DEDUCTED_ONE_IN = 5
_SHARED = {"county-income": 2_130_000, "county-growth": 600}


def clock() -> datetime:
    """A clock that stands still."""
    return _NOW


def open_office(path: Path) -> Office:
    """The register opened for writing; the caller closes `office.register`."""
    return Office(open_register(path, clock=clock, program="benchmarks"), clock, "录入员甲")


def write_large_register(path: Path, villages: int, *, drafts: int = 0) -> None:
    """A year of the default standard with that many villages, 自评, ballot and 初评 sealed.

    drafts: how many villages at the end have a 初评 that is still a draft.
    """
    standard = read_preset(_PRESET)
    with closing(create_register(path, clock=clock, program="benchmarks")) as register:
        office = Office(register, clock, "录入员甲")
        office.act(years.name_office, name="中共示例市委组织部", level="county")
        office.act(years.open_year, year=YEAR, unit="嘎查村", standard=preset_text(_PRESET))
        assert register.get(Round, ROUND) is not None
        _write(register, _records(standard, villages, drafts))


def _write(register: SqliteRegister, records: Iterable[Any]) -> None:
    connection = register.connection
    rows: dict[type[Any], list[Any]] = {}
    for record in records:
        rows.setdefault(type(record), []).append(form(type(record)).cells(record))
    # Every parent is among the rows; looking it up for each child takes most of the time.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    for kind, cells in rows.items():
        cells.sort(key=form(kind).key_of)
        connection.executemany(form(kind).insert, cells)
    connection.execute("COMMIT")


def _records(standard: Standard, villages: int, drafts: int) -> Iterator[Any]:
    for figure, value in _SHARED.items():
        yield SharedFigureValue(ROUND, figure, value)
    for place in range(-(-villages // _VILLAGES_OF_A_TOWN)):
        yield Town(_town_code(place), f"示例第{place + 1}镇", "示例市", place)
    for number in range(villages):
        chance = Random(number)
        town = _town_code(number // _VILLAGES_OF_A_TOWN)
        code = f"{town}{200 + number % _VILLAGES_OF_A_TOWN}"
        village = village_id(code, YEAR)
        yield Village(village, town)
        yield VillageName(village, f"{YEAR}-01-01", code, f"示例第{number + 1}村")
        yield Participation(ROUND, village, number, town)
        yield from _own(standard, village, chance)
        yield from _ballot(standard, village, chance)
        state = SheetState.SEALED if number < villages - drafts else SheetState.DRAFT
        yield from _assessment(standard, village, state, chance)


def _town_code(number: int) -> str:
    return f"{150900000 + number}"


def _step_id(standard: Standard, kind: StepKind) -> str:
    step = standard.step_of_kind(kind)
    assert step is not None, f"the standard has no step of kind {kind}"
    return step.id


def _own(standard: Standard, village: str, chance: Random) -> Iterator[Any]:
    step = _step_id(standard, StepKind.SELF)
    key = (ROUND, village, step, Purpose.OWN, "", 1)
    yield Sheet(*key, SheetState.SEALED, f"{YEAR}-12-10", "党组织书记", "录入员甲")
    for star in stars_of_step(standard, step):
        for indicator in star.indicators:
            score = max(0, indicator.points - 50 * chance.randrange(7))
            yield Mark(*key, indicator.id, MarkState.CHECKED, score)


def _assessment(
    standard: Standard, village: str, state: SheetState, chance: Random
) -> Iterator[Any]:
    step = _step_id(standard, StepKind.ASSESSMENT)
    key = (ROUND, village, step, Purpose.ASSESSMENT, "", 1)
    yield Sheet(*key, state, f"{YEAR + 1}-01-08", "考评组组长", "录入员甲", village_consents=1)
    for star in stars_of_step(standard, step):
        for indicator in star.indicators:
            clause = indicator.figure_clause
            figure, base = (None, None) if clause is None else _figure(clause, chance)
            yield Mark(*key, indicator.id, MarkState.CHECKED, None, figure, base)
            if chance.randrange(_DEDUCTED_ONE_IN) == 0:
                yield from _deduction(key, indicator, chance)


def _figure(clause: Clause, chance: Random) -> tuple[int, int | None]:
    """A figure about the clause's target, with two decimals, and its base where one is typed."""
    middle = clause.target or max((rung.lower or 0 for rung in clause.rungs), default=0) or 10000
    value = chance.randrange(middle * 8 // 10, middle * 12 // 10)
    if clause.figure is None or clause.figure.source is FigureSource.TYPED:
        return value, None
    if clause.figure.shared_base:
        return chance.randrange(1_000_000, 3_000_000), None
    base = 100 * chance.randrange(80, 300)
    share = value if clause.figure.source is FigureSource.SHARE else 10000 + value
    return base * share // 10000, base


def _deduction(
    key: tuple[str, str, str, Purpose, str, int], indicator: Indicator, chance: Random
) -> Iterator[Deduction]:
    clauses = [item for item in indicator.clauses if item.kind is ClauseKind.OCCURRENCE]
    if not clauses:
        return
    clause = chance.choice(clauses)
    count = min(clause.at_most or 3, chance.randrange(1, 4))
    yield Deduction(
        *key,
        indicator.id,
        clause.id,
        count,
        fact=f"现场查看发现：{clause.text}，共 {count} 处",
        evidence=indicator.evidence,
        entered_by="录入员甲",
        act_date=f"{YEAR + 1}-01-08",
    )


def _ballot(standard: Standard, village: str, chance: Random) -> Iterator[Any]:
    rules = standard.ballot
    assert rules is not None, "the default standard has a ballot"
    key = (ROUND, village, _step_id(standard, StepKind.BALLOT), 1)
    issued = [chance.randrange(30, 60), *(chance.randrange(10) for _ in rules.channels[1:])]
    valid = sum(issued)
    yield Ballot(*key, SheetState.SEALED, valid + chance.randrange(12), issued[0])
    for channel, papers in zip(rules.channels, issued, strict=True):
        yield ChannelCount(*key, channel.id, "", papers, papers, papers)
    for question in rules.questions:
        left = valid
        for option in reversed(rules.options[1:]):
            count = min(left, chance.randrange(1 + valid // 8))
            left -= count
            yield OptionCount(*key, question.id, "", option.id, count)
        yield OptionCount(*key, question.id, "", rules.options[0].id, left)
