"""A made-up town in the middle of 校对: some agreed, some differing, one typed half anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluation.actions import proofs, sheets, years
from tests.gui.pages.desk_year import (
    FIGURES,
    DeskYear,
    code_of,
    fill_assessment,
    fill_ballot,
    fill_self,
    open_desk_year,
)

FIRST, SECOND = "录入员甲", "校对员乙"
LOSSES: list[dict[str, Any]] = [
    {"item": "2.1", "clause": "1", "count": 3, "fact": "3、5、8 月未开主题党日"},
    {"item": "2.1", "clause": "2", "count": 2, "fact": "7 月、9 月两次会议没有记录"},
    {"item": "4.1", "clause": "1", "count": 6, "fact": "村东路口等 6 处垃圾堆放"},
]
READ_BACK = {"way": "read_back", "checked_by": SECOND, "act_date": "2027-01-07"}


def as_(year: DeskYear, person: str) -> None:
    """Let another person be at work."""
    year.bridge.choose_person(person)


def signed_year(folder: Path, villages: int = 3) -> DeskYear:
    """Three signed papers of each village, typed by the first person; none checked."""
    year = open_desk_year(folder, villages=villages)
    year.act(years.enter_shared_figure, figure="county-income", value="16800")
    year.act(years.enter_shared_figure, figure="county-growth", value="6.5")
    for number in range(1, villages + 1):
        fill_self(year, number)
        fill_ballot(year, number)
        fill_assessment(year, number, LOSSES[: 1 + number % 3], sealed=True)
    year.act(years.set_round_details, second_check=1)
    return year


def rekey(year: DeskYear, number: int, *, deductions: Any = None, whole: bool = True) -> None:
    """The second person types the 初评 anew, or only the first losses of it."""
    as_(year, SECOND)
    year.act(
        sheets.fill_sheet,
        village=code_of(number),
        step="assessment",
        figures=FIGURES if whole else {},
        deductions=LOSSES[: 1 + number % 3] if deductions is None else deductions,
        check_rest=1 if whole else 0,
        purpose="rekey",
    )


def agree(year: DeskYear, number: int, *steps: str) -> None:
    """The second person confirms steps, else all three."""
    as_(year, SECOND)
    for step in steps or ("self", "ballot", "assessment"):
        year.act(proofs.confirm_proof, village=code_of(number), step=step, **READ_BACK)


def differ(year: DeskYear, number: int) -> None:
    """The second person types the 初评 otherwise, and it is compared."""
    wrong = [{**LOSSES[0], "count": 2}, {**LOSSES[2], "count": 9}]
    rekey(year, number, deductions=wrong)
    year.act(proofs.compare_rekey, village=code_of(number), step="assessment")


def half_checked_year(folder: Path, villages: int = 8) -> DeskYear:
    """Some agreed, the third differing, the fourth typed half anew; the second person works."""
    year = signed_year(folder, villages)
    for number in (1, 2):
        agree(year, number)
    agree(year, 3, "self", "ballot")
    differ(year, 3)
    rekey(year, 4, whole=False)
    return year
