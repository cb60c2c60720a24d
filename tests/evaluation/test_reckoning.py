"""Gathering and rating several stages at once gives what each gives alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.boards import year_board, year_head
from evaluation.cards import village_card, village_cards
from evaluation.faults import RatingFault
from evaluation.gathering import gather_both, name_on, names_on, up_to
from evaluation.history import HistoryEvent
from evaluation.rating import rate_round, rate_rounds
from evaluation.reckoning import reckoned
from evaluation.standard.model import StepKind
from tests.evaluation.year import Year

NAMES = ("月亮泡嘎查", "东泉嘎查", "西岭嘎查", "北坡村", "南湾村")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Three villages signed, two of them changed by a body, one returned to a draft; one of
    which only a draft ballot is there; one begun by nobody."""
    made = Year(tmp_path_factory.mktemp("reckoning") / "year.xjdb")
    fill(made)
    yield made
    made.close()


def fill(year: Year) -> None:
    year.share("county-income", "21300")
    year.share("county-growth", "6")
    first, second, third, fourth, _fifth = year.add(*NAMES)
    for code in (first, second, third):
        year.complete(code)
    parts = year.step(StepKind.DELIBERATION).parts
    grounds = {"reason": "会议研究决定", "document": "纪要〔2027〕1号"}
    year.do("override_class", village=first, part=parts[0].id, rating_class="三类", **grounds)
    year.do(
        "override_star",
        village=second,
        part=parts[-1].id,
        star=year.standard.stars[0].id,
        given=0,
        **grounds,
    )
    assessment = year.step(StepKind.ASSESSMENT)
    year.do("return_sheet", village=third, step=assessment.id, reason="重新核对")
    year.count(fourth)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """A year without any draft."""
    made = Year(tmp_path_factory.mktemp("reckoning") / "year.xjdb")
    made.share("county-income", "21300")
    made.share("county-growth", "6")
    for code in made.add(*NAMES[:2]):
        made.complete(code)
    yield made
    made.close()


def test_one_reading_gives_both_what_is_sealed_and_the_drafts(year):
    sealed, drafts = gather_both(year.register, year.round, year.standard)
    assert sealed == year.inputs()
    assert drafts == year.inputs(drafts=True)
    assert sealed != drafts


def test_only_villages_with_drafts_are_gathered_anew(year):
    sealed, drafts = gather_both(year.register, year.round, year.standard)
    same = [a is b for a, b in zip(sealed.villages, drafts.villages, strict=True)]
    assert same == [True, True, False, False, True]


def test_without_drafts_both_are_the_same(finished):
    sealed, drafts = gather_both(finished.register, finished.round, finished.standard)
    assert drafts is sealed
    assert sealed == finished.inputs(drafts=True)


def test_stages_rated_together_are_as_rated_one_by_one(year):
    sealed, drafts = gather_both(year.register, year.round, year.standard)
    parts = [part.id for part in year.step(StepKind.DELIBERATION).parts]
    stages = [*(up_to(sealed, year.standard, part) for part in ("", *parts)), drafts]
    together = rate_rounds(stages)
    assert together == tuple(rate_round(inputs) for inputs in stages)
    assert len({tuple(item.rating_class for item in stage) for stage in together}) > 1
    assert len({tuple(item.stars_held for item in stage) for stage in together}) > 1


def test_the_same_villages_are_rated_once(finished):
    sealed, drafts = gather_both(finished.register, finished.round, finished.standard)
    unchanged = up_to(sealed, finished.standard, "")
    results = rate_rounds((unchanged, sealed, drafts))
    assert results[0] is results[1] is results[2]


def test_the_board_shows_each_stage(year):
    board = year_board(year.register, year.round_id)
    first, second, third, fourth, fifth = board.rows
    assert (first.computed.rating_class, first.proposed.rating_class) == ("first", "third")
    assert first.final.rating_class == "third"
    assert second.proposed.stars_held - second.final.stars_held == 1
    assert third.provisional is None or third.provisional != third.outcome
    assert fourth.outcome.ballot is None
    assert fourth.newest.ballot is not None
    assert fourth.shown is fourth.outcome
    assert fifth.provisional is None
    assert [row.name for row in board.rows] == list(NAMES)


@pytest.mark.parametrize("drafts", [False, True])
def test_a_card_is_that_of_the_whole_board(year, drafts):
    board = year_board(year.register, year.round_id)
    cards = village_cards(year.register, board, drafts=drafts)
    outcomes = rate_round(year.inputs(drafts=drafts))
    for row, card, outcome in zip(board.rows, cards, outcomes, strict=True):
        assert card == village_card(year.register, year.round_id, row.id, drafts=drafts)
        assert card.row.outcome == outcome
        assert (card.row.todo, card.row.progress) == (row.todo, row.progress)


@pytest.mark.parametrize("village", ["", "nobody"])
def test_a_village_outside_the_year_has_no_card(year, village):
    with pytest.raises(RatingFault, match="不在本年度名册里"):
        village_card(year.register, year.round_id, village)


def test_the_reckoning_keeps_the_offices_order(year):
    reckoning = reckoned(year.register, year_head(year.register, year.round_id))
    villages = [item.village for item in reckoning.sealed.villages]
    assert [outcome.village for outcome in reckoning.final] == villages
    assert list(reckoning.computed) == villages


@pytest.mark.parametrize("day", ["2000-01-01", "2026-12-31"])
def test_names_of_all_are_the_names_of_each(year, day):
    named = names_on(year.register, day)
    assert len(named) == len(NAMES)
    assert all(name_on(year.register, village, day) == fact for village, fact in named.items())


def test_the_name_of_a_day_is_the_last_one_before_it(tmp_path: Path):
    year = Year(tmp_path / "year.xjdb")
    (code,) = year.add(NAMES[0])
    (named,) = names_on(year.register, "2026-12-31").values()
    with year.register.unit_of_work("录入员甲", year.now) as work:
        work.put(replace(named, name="新月嘎查", since="2026-12-05"))
        work.log(HistoryEvent.ROSTER_CHANGED, village=named.village)
    village = year.village_id(code)
    days = ("2026-12-04", "2026-12-05")
    assert [names_on(year.register, day)[village].name for day in days] == [NAMES[0], "新月嘎查"]
    asked = [name_on(year.register, village, day) for day in days]
    assert [named.name for named in asked if named is not None] == [NAMES[0], "新月嘎查"]
    year.close()
