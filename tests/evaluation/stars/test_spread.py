"""多人评分对照: scores star by star, what falls out, and the widest disagreements first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.cards import village_comparison
from evaluation.faults import RatingFault
from evaluation.stars.outcome import rate_stars
from evaluation.stars.spread import VillageSpread, village_spread
from tests.evaluation.several import assessed_by_several, year_of_several
from tests.evaluation.year import Year


@pytest.fixture
def several(tmp_path: Path) -> Iterator[Year]:
    year = year_of_several(tmp_path)
    yield year
    year.close()


def _spread(year: Year, code: str) -> VillageSpread:
    return village_comparison(year.register, year.round_id, year.village_id(code))


def test_each_star_has_scores_mean_and_difference(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    spread = _spread(several, code)
    assert [sheet.name for sheet in spread.assessors] == [
        "考评员丁",
        "考评员丙",
        "考评员乙",
        "考评员甲",
    ]
    assert all(sheet.signed for sheet in spread.assessors)
    first, second, third = spread.stars[:3]
    assert first.scores == (9700, 8400, 10000, 9200)
    assert (first.dropped, first.mean, first.difference) == ((1, 2), 9450, 1600)
    assert second.scores == (10000, 9100, 7600, 9100)
    assert (second.mean, second.difference) == (9100, 2400)
    assert third.difference == 0
    outcome = several.rate()[0]
    for star, rated in zip(spread.stars, outcome.stars, strict=True):
        assert star.mean == rated.step_score("assessment"), "the mean is that of the rating"


def test_disagreements_come_widest_first_with_deductions_and_facts(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    spread = _spread(several, code)
    assert [(item.code, item.difference) for item in spread.indicators] == [
        ("2.1", 2400),
        ("9.2", 2000),
        ("1.1", 1600),
        ("1.3", 300),
    ]
    widest = spread.indicators[0]
    assert (widest.star, widest.number, widest.points) == ("s2", 2, 3000)
    found = {entry.assessor: (entry.score, entry.words) for entry in widest.entries}
    assert found["考评员丁"] == (3000, ())
    assert found["考评员乙"] == (
        600,
        ("扣 24 分（每缺 1 次，扣 3 分，共 8 次）；事实：全年缺 8 次。",),
    )


def test_drafts_are_compared_and_named_as_such(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code, signed=1)
    signed = {sheet.name: sheet.signed for sheet in _spread(several, code).assessors}
    assert signed == {
        "考评员甲": True,
        "考评员乙": False,
        "考评员丙": False,
        "考评员丁": False,
    }


def test_one_sheet_compares_with_nothing(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    assert not _spread(several, code).comparable
    several.fill_own(code)
    several.fill_assessment(code)
    spread = _spread(several, code)
    assert [sheet.name for sheet in spread.assessors] == ["考评组"]
    assert not spread.comparable
    assert spread.stars == ()
    assert spread.indicators == ()


def test_a_star_that_waits_for_the_ballot_has_no_mean(several: Year) -> None:
    (code,) = several.add("西岭嘎查")
    several.fill_own(code)
    for name in ("考评员甲", "考评员乙"):
        several.fill_assessment(code, assessor=name)
    spread = _spread(several, code)
    last = spread.stars[-1]
    assert (last.scores, last.mean, last.difference, last.dropped) == ((None, None), None, 0, ())
    assert spread.stars[0].mean == 10000
    assert spread.indicators == ()


def test_a_village_outside_the_round_is_refused(several: Year) -> None:
    with pytest.raises(RatingFault, match="不在本年度名册里"):
        village_comparison(several.register, several.round_id, "v-none")


def test_an_indicator_that_one_assessor_alone_has_without_score_is_left_to_the_others(
    several: Year,
) -> None:
    """What waits for the ballot waits on every sheet; a sheet is compared with what it has."""
    (code,) = several.add("西岭嘎查")
    assessed_by_several(several, code)
    inputs = several.inputs().villages[0]
    outcome = rate_stars(several.standard, inputs, shared=several.shared, cutoff="2026-12-31")
    first = outcome.stars[1]
    lines = first.sheets[0].indicators
    without = replace(
        first.sheets[0], score=None, indicators=(replace(lines[0], score=None), *lines[1:])
    )
    partly = replace(first, mean=None, sheets=(without, *first.sheets[1:]))
    spread = village_spread(several.standard, inputs, replace(outcome, stars=(partly,)))
    assert spread.stars[0].scores[0] is None
    assert spread.stars[0].difference == 1500
    assert len(spread.indicators[0].entries) == 3
