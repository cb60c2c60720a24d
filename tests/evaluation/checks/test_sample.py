"""The sample year is rated with care: what the checks find in it is little, and true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.exchange.standards import read_preset
from db.register import SqliteRegister
from db.store import create_register
from evaluation.checks import CHECKS, Severity, check_round, check_village
from evaluation.rounds import round_id
from evaluation.sample import SAMPLE_UNIT, SAMPLE_YEAR, SampleClock, write_sample

ROUND = round_id(SAMPLE_YEAR, SAMPLE_UNIT)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteRegister]:
    clock = SampleClock()
    path: Path = tmp_path_factory.mktemp("sample") / "示例.xjdb"
    register = create_register(path, clock=clock)
    write_sample(register, clock, read_preset("shixing-2012"))
    yield register
    register.close()


@pytest.fixture(scope="module")
def findings(sample):
    return check_round(sample, ROUND)


_TRUE = {"fact_twice": 1, "all_satisfied": 7}
"""One sentence at two indicators, and ballots without a dissatisfied paper."""


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_what_each_check_finds(findings, check):
    assert Counter(item.check for item in findings)[check] == _TRUE.get(check, 0)


def test_nothing_must_be_put_right(findings):
    assert [item for item in findings if item.severity is Severity.MUST] == []


def test_every_sentence_ends_and_names_no_code_of_ours(findings):
    for finding in findings:
        assert finding.text.endswith("。")
        assert finding.village_name
        assert "assessment" not in finding.text


def test_a_village_alone_has_its_own(sample, findings):
    village = findings[0].village
    assert check_village(sample, ROUND, village) == tuple(
        item for item in findings if item.village == village
    )
