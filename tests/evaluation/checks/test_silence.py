"""Every check is silent where the work was done with care, and the catalogue is in order."""

from __future__ import annotations

import pytest

from evaluation.checks import CHECKS, check_named, check_round, check_village, counts
from tests.evaluation.checks.careful_year import found


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_a_careful_year_is_passed_in_silence(careful, check):
    assert [item.text for item in found(careful, check)] == []


def test_a_careful_year_has_something_to_look_at(careful):
    inputs = careful.inputs()
    assert len(inputs.villages) == 9
    assert all(
        village.own and village.ballot and village.assessments for village in inputs.villages
    )


def test_ids_and_names_are_unique_and_short_enough_for_the_list():
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(0 < len(check.name) <= 8 for check in CHECKS)
    assert all(check.source for check in CHECKS)


def test_each_check_looks_at_a_village_or_at_the_round():
    assert all((check.of_village is None) != (check.of_round is None) for check in CHECKS)


def test_a_check_is_known_by_its_id():
    assert check_named("unchecked").name == "还有未查"
    with pytest.raises(KeyError):
        check_named("nothing of this name")


def test_nothing_is_counted_where_nothing_was_found(careful):
    findings = check_round(careful.register, careful.round_id)
    assert set(counts(findings).values()) == {0}
    village = careful.inputs().villages[0].village
    assert check_village(careful.register, careful.round_id, village) == ()
