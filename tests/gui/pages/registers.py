"""Registers for the tests and pictures of pages: fictional villages, made through actions."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from db.exchange.standards import preset_text
from db.register import SqliteRegister
from db.store import create_register, open_register
from evaluation.actions import ACTIONS
from evaluation.gathering import pinned_standard, round_of
from evaluation.office import Office
from evaluation.standard.model import FigureSource, Standard, StepKind

ACTOR = "录入员甲"
NOW = datetime.fromisoformat("2027-01-08T10:42:00")
ROUND = "2026/嘎查村"
NAMES = (
    "西岭嘎查",
    "月亮泡嘎查",
    "东泉嘎查",
    "柳树沟村",
    "芦花渡村",
    "红石崖嘎查",
    "白鹭湾村",
    "向阳坡村",
    "白桦林嘎查",
    "石榴坡村",
    "青禾甸子村",
    "双井子村",
    "杏花岭村",
    "金沙窝堡嘎查",
    "查干淖尔北嘎查",
)


def clock() -> datetime:
    """The day on which all tests and pictures take place."""
    return NOW


def village_code(number: int) -> str:
    """Code of the village with this number (from 1), in the reserved range."""
    return f"1599011002{number:02d}"


def empty_office(folder: Path, *, name: str = "中共示例镇委员会") -> Office:
    """A register without a year."""
    register: SqliteRegister = create_register(folder / "示例镇.xjdb", clock=clock)
    office = Office(register, clock, ACTOR)
    office.act(ACTIONS["name_office"], name=name, level="town")
    office.act(ACTIONS["enter_person"], name=ACTOR, office="党建办", role="经办人")
    office.act(ACTIONS["enter_person"], name="录入员乙", office="党建办", role="经办人")
    return office


def close(office: Office) -> None:
    """Close the register behind an office."""
    register = office.register
    assert isinstance(register, SqliteRegister)
    register.close()


def office_with_year(
    folder: Path,
    names: Sequence[str] = NAMES,
    *,
    preset: str = "shixing-moren",
    unit: str = "嘎查村",
    year: int = 2026,
) -> Office:
    """A year with villages in which nothing has been scored."""
    office = empty_office(folder)
    office.act(ACTIONS["open_year"], year=year, unit=unit, standard=preset_text(preset))
    if names:
        office.act(
            ACTIONS["add_villages"],
            round=f"{year}/{unit}",
            villages=[
                {"code": village_code(number), "name": name, "town": "示例镇", "county": "示例旗"}
                for number, name in enumerate(names, start=1)
            ],
        )
    return office


def office_at_work(folder: Path, names: Sequence[str] = NAMES) -> Office:
    """A year in its third step: 自评 and 测评 signed, most of the 初评, last year's results."""
    office = office_with_year(folder, names)
    standard = pinned_standard(office.register, round_of(office.register, ROUND))
    for figure, value in (("county-income", "24600"), ("county-growth", "6.5")):
        office.act(ACTIONS["enter_shared_figure"], round=ROUND, figure=figure, value=value)
    office.act(
        ACTIONS["enter_past_results"],
        round=ROUND,
        year=2025,
        results=[
            {
                "village": village_code(number),
                "stars": 3 + number * 5 % 8,
                "class": ("三类", "二类", "一类")[min(number * 5 % 8, 5) // 2],
            }
            for number in range(1, len(names) + 1)
        ],
        source="2025 年度汇总表.xlsx",
    )
    for number in range(1, len(names) + 1):
        own_sheet(office, standard, number)
        count_votes(office, number)
        if number == 3 or number > 12:
            continue
        assess(office, standard, number, sealed=number not in (1, 9))
    return office


def own_sheet(office: Office, standard: Standard, number: int) -> None:
    """A signed 自评 that gives nearly all points."""
    step = standard.step_of_kind(StepKind.SELF)
    assert step is not None
    village = village_code(number)
    scored = [star for star in standard.stars if dict(standard.weights_of(star)).get(step.id)]
    office.act(
        ACTIONS["fill_sheet"],
        round=ROUND,
        village=village,
        step=step.id,
        scores={
            item.code: str(item.points // 100 - (place + number) % 4 // 3 * 2)
            for star in scored
            for place, item in enumerate(star.indicators)
        },
    )
    office.act(
        ACTIONS["seal_sheet"],
        round=ROUND,
        village=village,
        step=step.id,
        signed_by="书记甲",
        act_date="2026-12-12",
    )


def count_votes(office: Office, number: int) -> None:
    """A signed ballot."""
    village = village_code(number)
    good = 60 - number * 2
    office.act(
        ACTIONS["count_ballot"],
        round=ROUND,
        village=village,
        expected=84,
        present=70,
        channels=[{"channel": "meeting", "issued": 70, "returned": 70, "valid": 70}],
        counts=[
            {"question": "q0", "option": "satisfied", "count": good},
            {"question": "q0", "option": "fairly", "count": 8},
            {"question": "q0", "option": "dissatisfied", "count": 70 - good - 8},
            {"question": "q0", "option": "unknown", "count": 0},
            {"question": "q0", "option": "blank", "count": 0},
        ],
    )
    office.act(
        ACTIONS["seal_ballot"],
        round=ROUND,
        village=village,
        signed_by="监票人甲、计票人乙",
        act_date="2026-12-28",
    )


def assess(office: Office, standard: Standard, number: int, *, sealed: bool) -> None:
    """A 初评 whose deductions grow with the number modulo 5, signed on request."""
    step = standard.step_of_kind(StepKind.ASSESSMENT)
    assert step is not None
    village = village_code(number)
    deductions = []
    weak = number % 5 * 2
    for place, star in enumerate(standard.stars, start=1):
        if place > weak:
            continue
        for indicator in star.indicators:
            clause = next(
                (item for item in indicator.clauses if item.kind.value == "occurrence"), None
            )
            if clause is not None:
                deductions.append(
                    {
                        "item": indicator.code,
                        "clause": clause.id,
                        "count": clause.at_most or 3,
                        "fact": "会议记录缺第二、三季度",
                        "evidence": "会议记录簿",
                    }
                )
    figures: dict[str, str | list[str]] = {}
    for indicator in standard.indicators:
        clause = indicator.figure_clause
        if clause is None or clause.figure is None:
            continue
        figure = clause.figure
        if clause.kind.value == "yes_no":
            figures[indicator.code] = "100"
        elif figure.source is FigureSource.TYPED:
            best = clause.rungs[0].lower if clause.rungs else clause.target
            figures[indicator.code] = "10" if best is None else f"{best // 100}"
        elif figure.source is FigureSource.GROWTH:
            figures[indicator.code] = ["22", "20"]
        elif figure.shared_base:
            figures[indicator.code] = "26800"
        else:
            figures[indicator.code] = ["96", "100"]
    office.act(
        ACTIONS["fill_sheet"],
        round=ROUND,
        village=village,
        step=step.id,
        deductions=deductions,
        figures=figures,
        explanations={star.id: "自评偏高，以现场查看为准" for star in standard.stars[:9]}
        if sealed
        else {},
        check_rest=1 if sealed or number == 1 else 0,
        consents=1,
        assessor="考评二组",
    )
    if sealed:
        office.act(
            ACTIONS["seal_sheet"],
            round=ROUND,
            village=village,
            step=step.id,
            signed_by="组长甲",
            act_date="2027-01-06",
            assessor="考评二组",
        )


_MADE: dict[str, Callable[[Path], Office]] = {
    "empty": empty_office,
    "no villages": lambda folder: office_with_year(folder, ()),
    "year": office_with_year,
    "at work": office_at_work,
}
_shelf = tempfile.TemporaryDirectory(prefix="office-registers-")
"""Each register is made once and copied for every test; gone when the tests end."""


@contextmanager
def opened(stage: str, folder: Path) -> Iterator[Office]:
    """A copy of the register at a stage of `_MADE`, open inside the block."""
    template = Path(_shelf.name) / f"{stage}.xjdb"
    if not template.exists():
        made_in = Path(_shelf.name) / f"{stage} in the making"
        made_in.mkdir()
        close(_MADE[stage](made_in))
        shutil.move(next(made_in.glob("*.xjdb")), template)
    path = folder / "示例镇.xjdb"
    shutil.copy(template, path)
    office = Office(open_register(path, clock=clock, program="tests"), clock, ACTOR)
    try:
        yield office
    finally:
        close(office)
