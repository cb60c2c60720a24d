"""Checks of the 测评."""

from __future__ import annotations

import pytest

from evaluation.checks import Severity
from tests.evaluation.checks.careful_year import (
    add_villages,
    ballot,
    enter_ballot,
    enter_year_before,
    found,
    found_in,
)

_BALLOT = {"应到": 60, "实到": 50, "满意": 40, "基本满意": 8, "不满意": 2}


def _count(year, **changes):
    (code,) = add_villages(year, 1)
    year.count(code, {**_BALLOT, **changes})


def test_a_count_that_does_not_add_up(year):
    _count(year, 票={"会议": [50, 50, 49]})
    (finding,) = found(year, "unbalanced")
    assert (finding.severity, finding.step, finding.place) == (Severity.MUST, "ballot", "q0")
    assert "多 1" in finding.text


def test_a_village_that_was_not_counted_yet_is_not_unbalanced(year):
    (code,) = add_villages(year, 1)
    year.do("count_ballot", village=code, expected=60, present=0, channels=[], counts=[])
    assert found(year, "unbalanced") == []
    assert found(year, "turnout") == []


@pytest.mark.parametrize(("present", "fires"), [(40, False), (39, True)])
def test_two_thirds_take_part(year, present, fires):
    _count(year, 实到=present, 满意=present - 10)
    assert bool(found(year, "turnout")) is fires


def test_nobody_with_an_opinion(year):
    _count(year, 满意=0, 基本满意=0, 不满意=0, 不了解=50)
    assert len(found(year, "no_opinion")) == 1


@pytest.mark.parametrize(
    ("papers", "word"),
    [
        ({"会议": [51, 51, 50]}, ""),
        ({"会议": [51, 51, 51]}, "会上有效票 51"),
        ({"会议": [50, 50, 50], "入户": [10, 10, 10]}, ""),
        ({"会议": [50, 50, 50], "入户": [11, 11, 11]}, "参与率超过"),
    ],
)
def test_more_papers_than_people(year, papers, word):
    _count(year, 票=papers)
    findings = found(year, "more_papers")
    assert bool(findings) is bool(word)
    assert all(word in item.text for item in findings)


def test_two_villages_with_the_same_digits(year):
    first, second, third = add_villages(year, 3)
    for code, place in ((first, 0), (second, 0), (third, 2)):
        enter_ballot(year, code, place)
    (finding,) = found(year, "same_ballot")
    assert finding.village_name == "乙村"
    assert "甲村" in finding.text


def test_small_counts_agree_by_chance(year):
    for code in add_villages(year, 2):
        year.count(code, {"应到": 9, "实到": 9, "满意": 9})
    assert found(year, "same_ballot") == []
    assert found(year, "all_satisfied") == []


def test_last_year_s_count_typed_again(year):
    codes = add_villages(year, 2)
    enter_year_before(year, places=range(2))
    last_year = {**ballot(0), "不满意": 5, "不了解": 0}
    enter_ballot(year, codes[0], 0, counted=last_year)
    enter_ballot(year, codes[1], 1)
    assert found_in(year, "ballot_unchanged") == ["甲村"]


@pytest.mark.parametrize(
    ("votes", "severities"),
    [
        ({"满意": 50, "基本满意": 0, "不满意": 0}, [Severity.EXPLAIN]),
        ({"满意": 42, "基本满意": 8, "不满意": 0}, [Severity.NOTICE]),
        ({"满意": 49, "基本满意": 0, "不满意": 1}, []),
    ],
)
def test_a_ballot_of_one_voice(year, votes, severities):
    _count(year, **votes)
    assert [item.severity for item in found(year, "all_satisfied")] == severities


@pytest.mark.parametrize(("unknown", "fires"), [(25, False), (26, True)])
def test_few_opinions(year, unknown, fires):
    _count(year, 满意=50 - unknown - 5, 基本满意=3, 不满意=2, 不了解=unknown)
    assert bool(found(year, "few_opinions")) is fires
