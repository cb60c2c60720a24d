"""撤销 and 重做: what comes back, what is refused, and that the chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.checking import check
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.standard.model import StepKind
from evaluation.stars.ballots import Ballot, OptionCount
from evaluation.stars.sheets import Deduction, Mark, MarkState, Sheet
from tests.evaluation.year import Year

AT = {"step": "assessment"}


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Year]:
    made = Year(tmp_path / "示例镇.xjdb")
    yield made
    made.close()


@pytest.fixture
def code(year: Year) -> str:
    return year.add("东泉嘎查")[0]


def test_an_entry_comes_back_as_it_was(year: Year, code: str) -> None:
    year.do("enter_deduction", village=code, item="2.1", clause="1", count=3, fact="缺三次", **AT)
    second = year.do(
        "enter_deduction", village=code, item="2.1", clause="1", count=8, fact="缺八次", **AT
    )
    year.do("undo_entry", number=second.entry)
    (left,) = year.register.find(Deduction)
    assert (left.count, left.fact) == (3, "缺三次")
    (entry,) = year.register.history(limit=1)
    assert entry.event is HistoryEvent.ENTRY_UNDONE
    assert entry.subject == "撤销 初评 2.1 第 1 条"
    assert check(year.register) == ()


def test_undoing_the_undoing_is_the_redoing(year: Year, code: str) -> None:
    done = year.do("enter_score", village=code, step="self", item="1.1", score="27")
    undone = year.do("undo_entry", number=done.entry)
    assert year.register.find(Mark) == ()
    year.do("undo_entry", number=undone.entry)
    assert [mark.score for mark in year.register.find(Mark)] == [2700]
    assert year.register.history(limit=1)[0].subject == "重做 自评 1.1"


def test_the_sheet_that_the_entry_began_goes_with_it_unless_something_else_is_on_it(
    year: Year, code: str
) -> None:
    first = year.do("enter_score", village=code, step="self", item="1.1", score="27")
    year.do("enter_score", village=code, step="self", item="1.2", score="15")
    year.do("undo_entry", number=first.entry)
    assert [mark.item for mark in year.register.find(Mark)] == ["i1.2"]
    assert len(year.register.find(Sheet)) == 1


def test_a_star_that_was_passed_is_unchecked_again(year: Year, code: str) -> None:
    year.do("mark_indicator", village=code, item="4.1", state="not_applicable", **AT)
    passed = year.do("check_star", village=code, star="4", **AT)
    year.do("undo_entry", number=passed.entry)
    assert [mark.state for mark in year.register.find(Mark)] == [MarkState.NOT_APPLICABLE]


def test_a_count_comes_back(year: Year, code: str) -> None:
    year.count(code)
    before = year.register.find(Ballot), year.register.find(OptionCount)
    entered = year.do("count_ballot", village=code, expected=50, present=40, channels=[], counts=[])
    year.do("undo_entry", number=entered.entry)
    assert (year.register.find(Ballot), year.register.find(OptionCount)) == before


def test_what_was_built_on_is_not_pulled_away(year: Year, code: str) -> None:
    first = year.do("enter_score", village=code, step="self", item="1.1", score="27")
    year.do("enter_score", village=code, step="self", item="1.1", score="28")
    with pytest.raises(RatingFault, match=r"东泉嘎查 自评 1\.1后来又改过，不能撤销这一步"):
        year.do("undo_entry", number=first.entry)


def test_a_signed_sheet_is_returned_and_not_undone(year: Year, code: str) -> None:
    year.fill_own(code)
    last = year.register.last_entry()
    year.seal(code, StepKind.SELF)
    with pytest.raises(RatingFault, match="已经签字或退回，不能撤销。要改动，请先退回"):
        year.do("undo_entry", number=last)
    with pytest.raises(RatingFault, match="不能撤销。能撤销的只有评分和测评的录入"):
        year.do("undo_entry", number=year.register.last_entry())


def test_other_years_and_numbers_that_are_not_there(year: Year, code: str) -> None:
    with pytest.raises(RatingFault, match="本年度没有第 999 条记录"):
        year.do("undo_entry", number=999)
    with pytest.raises(RatingFault, match="本年度没有第 1 条记录"):
        year.do("undo_entry", number=1)
