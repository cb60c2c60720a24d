"""Villages entered as an experienced clerk would, and how tests put a mistake among them.

Names and numbers are fictional.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.checks import Finding, check_round
from evaluation.history import HistoryEvent
from tests.evaluation.year import Year, village_code

NAMES = ("甲村", "乙村", "丙村", "丁村", "戊村", "己村", "庚村", "辛村", "壬村")
OWN_DAY, BALLOT_DAY, SHEET_DAY = "2026-12-10", "2026-12-25", "2027-01-06"
_STEPS = {"self": OWN_DAY, "ballot": BALLOT_DAY, "assessment": SHEET_DAY}


def found(year: Year, check: str) -> list[Finding]:
    """What one check finds in the year."""
    return [item for item in check_round(year.register, year.round_id) if item.check == check]


def found_in(year: Year, check: str) -> list[str]:
    """The names of the villages in which it finds something, "" for the whole round."""
    return [item.village_name for item in found(year, check)]


def put(year: Year, *records: Any) -> None:
    """Write what no action lets through, as an old file or another program may have it."""
    with year.register.unit_of_work("录入员甲", year.now) as work:
        for record in records:
            work.put(record)
        work.log(HistoryEvent.MARK_ENTERED, round=year.round_id)


def own_scores(place: int) -> dict[str, str]:
    """自评 a little below full, another indicator in each village."""
    return {f"{star}.1": str(full - 1 - place * star % 11 % 6) for star, full in _FIRST.items()}


_FIRST = {1: 30, 2: 30, 3: 15, 4: 30, 5: 25, 6: 30, 7: 40, 8: 30, 9: 25}


def ballot(place: int) -> dict[str, int]:
    """A ballot that adds up, of 70 and some."""
    return {
        "应到": 74 + place,
        "实到": 70 + place,
        "满意": 50 + place,
        "基本满意": 15,
        "不满意": 4,
        "不了解": 1,
    }


def deductions(place: int) -> list[dict[str, Any]]:
    """Losses of a village with its own facts, each with what was looked at."""
    rows = (
        ("1.3", "1", 1 + place % 3, "班子会"),
        ("2.1", "1", 1 + place % 2, "主题党日"),
        ("4.1", "1", 1 + place % 3, "村道垃圾"),
        ("3.5", "1", 1 + place % 2, "合同备案"),
        ("5.2", "1", 1 + place % 2, "文体活动"),
        ("6.2", "2", 1 + place % 2, "财务公开"),
        ("7.3", "2", 1 + place % 3, "入户走访"),
        ("8.3", "1", 1 + place % 2, "防疫任务"),
        ("9.2", "1", 1 + place % 2, "党员档案"),
    )
    return [
        {
            "item": item,
            "clause": clause,
            "count": count,
            "fact": f"{NAMES[place]} {place + 1} 月{what}少 {count} 次",
            "evidence": "记录簿",
            "act_date": "2027-01-05",
        }
        for item, clause, count, what in rows
    ]


def figures(place: int, year: int = 2026) -> dict[str, Any]:
    """Figures of a village; the bases are last year's figures."""
    income = 20 + 2 * place + 3 * (year - 2025)
    return {
        "2.4": str(91 + place),
        "3.2": str(income),
        "3.3": [str(income), str(income - 3)],
        "3.4": [str(40 + place + year - 2025), "100"],
        "7.1": str(90 + place + year - 2025),
        "7.2": str(101 + place % 3),
        "8.2": str(96 + place % 3),
        "10.3": str(92 + place % 5),
    }


def enter_own(year: Year, code: str, place: int, *, day: str = OWN_DAY, **scores: str) -> None:
    year.fill_own(code, {**own_scores(place), **scores})
    year.do("seal_sheet", village=code, step="self", signed_by="书记", act_date=day)


def enter_ballot(
    year: Year,
    code: str,
    place: int,
    *,
    day: str = BALLOT_DAY,
    sealed: bool = True,
    counted: Mapping[str, Any] | None = None,
) -> None:
    year.count(code, counted or ballot(place))
    if sealed:
        year.do("seal_ballot", village=code, signed_by="监票人、计票人", act_date=day)


def enter_sheet(
    year: Year,
    code: str,
    place: int,
    *,
    day: str = SHEET_DAY,
    sealed: bool = True,
    more: Sequence[dict[str, Any]] = (),
    given: Mapping[str, Any] | None = None,
    assessor: str = "",
    **entries: Any,
) -> None:
    """The 初评 of a village; `more` deductions replace or join its own, `given` figures too."""
    rows = {(row["item"], row["clause"]): row for row in [*deductions(place), *more]}
    year.fill_assessment(
        code,
        deductions=list(rows.values()),
        figures={**figures(place), **(given or {})},
        assessor=assessor,
        **entries,
    )
    if sealed:
        year.do(
            "seal_sheet",
            village=code,
            step="assessment",
            signed_by="组长",
            act_date=day,
            assessor=assessor,
        )


def enter_village(year: Year, code: str, place: int) -> None:
    """All three steps of a village, signed."""
    enter_own(year, code, place)
    enter_ballot(year, code, place)
    enter_sheet(year, code, place)


def enter_year_before(year: Year, *, places: Sequence[int] = range(len(NAMES))) -> None:
    """The same villages in 2025: figures and ballots of their own."""
    this = year.round_id
    year.round_id = "2025/嘎查村"
    year.do("open_year", year=2025, unit="嘎查村", standard=_standard_text(year, this))
    year.do(
        "add_villages",
        villages=[
            {"code": village_code(place + 1), "name": NAMES[place], "town": "示例一镇"}
            for place in places
        ],
    )
    for figure in year.standard.shared_figures:
        year.share(figure.id, "95")
    for place in places:
        code = village_code(place + 1)
        year.do(
            "enter_facts",
            villages=[{"village": code, "households": "200", "population": str(600 + place)}],
        )
        enter_ballot(year, code, place, counted={**ballot(place), "不满意": 5, "不了解": 0})
        enter_sheet(year, code, place, given=figures(place, 2025))
    year.round_id = this
    year.shared = dict(year.inputs().shared)


def _standard_text(year: Year, round_id: str) -> str:
    from evaluation.gathering import round_of
    from evaluation.rounds import PinnedStandard

    pinned = year.register.get(PinnedStandard, round_of(year.register, round_id).standard)
    assert pinned is not None
    return pinned.text


def new_year(path: Path, **options: Any) -> Year:
    """An open year without villages; shared figures are there."""
    made = Year(path, **options)
    for figure in made.standard.shared_figures:
        made.share(figure.id, "100")
    return made


def add_villages(year: Year, number: int) -> list[str]:
    """The first villages of NAMES, all in one assessment group."""
    return year.add(*NAMES[:number], assessment_group="考评一组")


def careful_year(path: Path) -> Year:
    """Nine villages in two years, with meetings, facts, a bonus and a standing veto."""
    made = new_year(path)
    codes = add_villages(made, len(NAMES))
    enter_year_before(made)
    for place, code in enumerate(codes):
        enter_village(made, code, place)
        made.do(
            "enter_facts",
            villages=[
                {
                    "village": code,
                    "households": str(201 + place),
                    "population": str(604 + place),
                    "members": str(30 + place),
                    "income": figures(place)["3.2"],
                    "secretary": "书记甲",
                }
            ],
        )
    made.do("enter_bonus", village=codes[0], star="3", points="2", basis="市级示范社")
    made.do("authorise_veto", item="V6", document="示例文件〔2026〕1号")
    made.do(
        "record_veto",
        village=codes[1],
        item="V6",
        fact="虚构的治安案件",
        document="示例通报〔2026〕2号",
        found_on="2026-09-01",
        body="示例机关",
        starts="2026-09-01",
    )
    made.do(
        "decide_veto",
        village=codes[1],
        number=1,
        confirmed=1,
        approved_by="示例会议",
        decided_on="2027-01-08",
    )
    made.do(
        "record_meeting",
        part="town",
        minutes="纪要〔2027〕1号",
        held_on="2027-01-15",
        expected=9,
        present=8,
    )
    return made
