"""A year of a made-up town, rated as far as a test needs it, entered through the actions.

Twelve villages in two towns; which stars each loses stands in VILLAGES. The register is
made once for each stage and copied, so that every test may change its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from db.exchange.standards import read_preset
from db.store import create_register, open_register
from evaluation.actions import ACTIONS
from evaluation.office import Office
from evaluation.standard.model import Quota, Standard
from evaluation.standard.writing import write_standard

ROUND = "2026/嘎查村"
ACTOR = "录入员甲"
MORNING = datetime(2027, 1, 18, 10, 42)  # noqa: DTZ001 - local, as the clock tells it

Stage = Literal["opened", "assessed", "deliberated", "posted", "published"]
_STAGES: tuple[Stage, ...] = ("opened", "assessed", "deliberated", "posted", "published")


@dataclass(frozen=True)
class MadeVillage:
    """`lost`: numbers of the stars it does not win; `votes`: 满意, 基本满意, 不满意 of 90."""

    name: str
    town: int
    lost: tuple[int, ...] = ()
    votes: tuple[int, int, int] = (75, 12, 3)
    extra: tuple[dict[str, Any], ...] = ()


_NEAR_MISS = (
    {"item": "9.1", "clause": "c9.1.1", "count": 4, "fact": "缺 4 项制度"},
    {"item": "9.2", "clause": "c9.2.1", "count": 3, "fact": "缺 3 类档案"},
)
VILLAGES = (
    MadeVillage("白鹭湾村", 1),
    MadeVillage("月亮泡嘎查", 1, (9,)),
    MadeVillage("石榴坡村", 1, (4, 9)),
    MadeVillage("柳树沟村", 1, (9,)),
    MadeVillage("东泉嘎查", 1, (3, 7), (40, 33, 17)),
    MadeVillage("向阳坡村", 1, (3, 7), extra=_NEAR_MISS),
    MadeVillage("西岭嘎查", 1, (2, 3, 7)),
    MadeVillage("小河口村", 2, (2, 3, 5)),
    MadeVillage("红石崖嘎查", 2, (2, 3, 5, 9)),
    MadeVillage("榆树台嘎查", 2, (2, 3, 5, 9)),
    MadeVillage("白桦林嘎查", 2, (1, 2, 3, 5, 9)),
    MadeVillage("芦花渡村", 2, (1, 2, 3, 5, 7, 9), (50, 14, 26)),
)
_TOWNS = {1: "示例镇", 2: "样板苏木"}
_LOSING: dict[int, tuple[tuple[str, str, int], ...]] = {
    1: (("1.1", "c1.1.2", 3), ("1.3", "c1.3.1", 5)),
    2: (("2.1", "c2.1.1", 8), ("2.2", "c2.2.2", 1)),
    3: (("3.1", "c3.1.1", 1), ("3.1", "c3.1.2", 2), ("3.5", "c3.5.2", 3), ("3.5", "c3.5.1", 2)),
    4: (("4.1", "c4.1.1", 8), ("4.2", "c4.2.2", 5)),
    5: (("5.1", "c5.1.2", 6), ("5.2", "c5.2.1", 4)),
    6: (("6.1", "c6.1.1", 3), ("6.2", "c6.2.1", 3)),
    7: (("7.3", "c7.3.1", 3), ("7.4", "c7.4.1", 3)),
    8: (("8.1", "c8.1.2", 6), ("8.3", "c8.3.1", 4)),
    9: (("9.1", "c9.1.1", 4), ("9.2", "c9.2.1", 5)),
}
_FIGURES: dict[str, Any] = {
    "1.2": "45",
    "2.4": "95",
    "2.5": "90",
    "3.2": "25",
    "3.3": ["120", "100"],
    "3.4": ["40", "100"],
    "7.1": "20000",
    "7.2": "8",
    "8.2": "97",
    "8.4": "95",
    "10.3": "95",
}


def made_standard() -> Standard:
    """The default standard with a document of the office and a guideline for the top class."""
    return replace(
        read_preset("shixing-moren"),
        basis="《示例旗嘎查村级组织星级管理办法》",
        document="示例旗组发〔2026〕8 号",
        template=False,
        quotas=(Quota("first", 3000),),
    )


def code_of(place: int) -> str:
    """The reserved code of the village at that place, from 0."""
    return f"15999910{VILLAGES[place].town}{201 + place}"


class StandingClock:
    """A clock that a test puts forward by hand."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set_day(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 9, 0)  # noqa: DTZ001 - local


def act(office: Office, action: str, /, **arguments: Any) -> None:
    """Carry out an action by its name."""
    office.act(ACTIONS[action], **arguments)


def _open(office: Office, standard: Standard) -> None:
    act(office, "name_office", name="中共示例镇委员会", level="town", sample=1)
    act(office, "enter_person", name=ACTOR, office="示例镇", role="经办人")
    act(
        office,
        "open_year",
        year=2026,
        unit="嘎查村",
        standard=write_standard(standard),
        issuer="中共示例旗委组织部",
    )
    act(
        office,
        "add_villages",
        round=ROUND,
        villages=[
            {
                "code": code_of(place),
                "name": f"{village.name}",
                "town": _TOWNS[village.town],
                "county": "示例旗",
                "organisation": f"{village.name}党支部",
            }
            for place, village in enumerate(VILLAGES)
        ],
    )
    act(
        office,
        "enter_past_results",
        round=ROUND,
        year=2025,
        results=[
            {"village": code_of(place), "stars": max(9 - len(village.lost), 3), "class": "二类"}
            for place, village in enumerate(VILLAGES)
        ],
    )
    act(office, "enter_shared_figure", round=ROUND, figure="county-income", value="18000")
    act(office, "enter_shared_figure", round=ROUND, figure="county-growth", value="7")


def enter_village(office: Office, standard: Standard, place: int) -> None:
    """All three first steps of one village, signed."""
    village, code = VILLAGES[place], code_of(place)
    scored = standard.stars[:9]
    act(
        office,
        "fill_sheet",
        round=ROUND,
        village=code,
        step="self",
        scores={
            indicator.code: str(indicator.points // 100)
            for star in scored
            for indicator in star.indicators
        },
    )
    sealed = {"round": ROUND, "village": code, "act_date": "2027-01-08"}
    act(office, "seal_sheet", step="self", signed_by="村党支部书记", **sealed)
    act(
        office,
        "count_ballot",
        round=ROUND,
        village=code,
        expected=100,
        present=90,
        channels=[{"channel": "meeting", "issued": 90, "returned": 90, "valid": 90}],
        counts=[
            {"question": "q0", "option": option, "count": count}
            for option, count in zip(
                ("satisfied", "fairly", "dissatisfied"), village.votes, strict=True
            )
        ],
    )
    act(office, "seal_ballot", signed_by="监票人", **sealed)
    deductions: list[dict[str, Any]] = [
        {"item": item, "clause": clause, "count": count, "fact": "考评时查实"}
        for number in village.lost
        for item, clause, count in _LOSING[number]
    ]
    deductions.extend(village.extra)
    touched = {entry["item"].split(".")[0] for entry in deductions}
    act(
        office,
        "fill_sheet",
        round=ROUND,
        village=code,
        step="assessment",
        deductions=deductions,
        figures={**_FIGURES, "3.2": "7" if 3 in village.lost else "25"},
        check_rest=1,
        consents=1,
        explanations=dict.fromkeys(touched, "现场查看与自评不一致"),
    )
    act(office, "seal_sheet", step="assessment", signed_by="考评组组长", **sealed)


def _assess(office: Office, standard: Standard) -> None:
    for place in range(len(VILLAGES)):
        enter_village(office, standard, place)
    act(office, "authorise_veto", round=ROUND, item="V7", document="示例旗组发〔2026〕8 号")
    act(
        office,
        "record_veto",
        round=ROUND,
        village=code_of(3),
        item="V7",
        fact="违规开垦草原被上级通报",
        document="示例旗自然资源局通报",
        found_on="2026-10-09",
    )
    act(
        office,
        "decide_veto",
        round=ROUND,
        village=code_of(3),
        number=1,
        confirmed=1,
        approved_by="镇党委会议",
        decided_on="2027-01-10",
    )


def record_meeting(office: Office, part: str) -> None:
    """The minutes of one body over the whole round."""
    act(
        office,
        "record_meeting",
        round=ROUND,
        part=part,
        minutes="镇党委纪要〔2027〕2 号",
        held_on="2027-01-18",
        expected=9,
        present=8,
        recused="1 人",
    )


def _deliberate(office: Office, standard: Standard) -> None:
    record_meeting(office, "town")
    act(
        office,
        "override_class",
        round=ROUND,
        village=code_of(6),
        part="town",
        rating_class="一类",
        reason="承担全旗现场会，综合表现突出",
        document="镇党委纪要〔2027〕2 号",
        act_date="2027-01-18",
    )
    signed = {"round": ROUND, "act_date": "2027-01-18"}
    act(office, "confirm_step", part="town", signed_by="镇党委书记", **signed)
    record_meeting(office, "county")
    act(office, "confirm_step", part="county", signed_by="组织部部长", **signed)


def _post(office: Office, standard: Standard) -> None:
    act(
        office,
        "open_notice",
        round=ROUND,
        first_day="2027-01-19",
        place="镇政务公开栏、各村公开栏",
        contact="示例镇党建办 0000-0000000",
    )


def _publish(office: Office, standard: Standard) -> None:
    clock = office.clock
    assert isinstance(clock, StandingClock)
    clock.set_day(date(2027, 1, 26))
    act(office, "clear_notice", round=ROUND)
    act(
        office,
        "publish_year",
        round=ROUND,
        decision_number="示例旗组发〔2027〕3 号",
        decided_on="2027-01-26",
    )


_WORK: dict[Stage, Callable[[Office, Standard], None]] = {
    "opened": _open,
    "assessed": _assess,
    "deliberated": _deliberate,
    "posted": _post,
    "published": _publish,
}


def make_register(path: Path, stage: Stage, before: Path | None = None) -> None:
    """Write a register at `stage`; `before` is one at the stage before it."""
    clock = StandingClock()
    if before is not None:
        shutil.copyfile(before, path)
        register = open_register(path, clock=clock, program="tests")
    else:
        register = create_register(path, clock=clock, program="tests")
    with register:
        office = Office(register, clock, ACTOR)
        standard = made_standard()
        for step in _STAGES[: _STAGES.index(stage) + 1] if before is None else (stage,):
            clock.now += timedelta(minutes=1)
            _WORK[step](office, standard)


class YearShelf:
    """Registers at every stage, made when first asked for and copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, stage: Stage, target: Path) -> Path:
        """Copy the register at `stage` to `target`."""
        kept = self._folder / f"{stage}.xjdb"
        if not kept.exists():
            place = _STAGES.index(stage)
            before = None
            if place:
                before = self.take(_STAGES[place - 1], self._folder / f"before-{stage}.xjdb")
            make_register(kept, stage, before)
        shutil.copyfile(kept, target)
        return target
