"""One edit each on a year whose first three steps are signed: what moves, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.registers import EDITS
from tests.commands.results import difference_text, differences

EVERY_EDIT = sorted(EDITS.glob("*.jsonl"))
RANKS = {"rank", "rank_in_town"}
TOTALS = {"合计"}

EDITED = {
    "01-further-deduction": "荷汀村",
    "02-removed-deduction": "松漪村",
    "03-figure-changed": "云栖泊村",
    "04-ballot-repeated": "鹭影村",
    "05-veto-confirmed": "霁月嘎查",
    "06-veto-lifted": "琥珀泉嘎查",
    "07-bonus": "荷汀村",
    "08-not-rated": "草歌嘎查",
    "09-class-override": "曦光村",
    "10-star-override": "朝岚村",
    "11-shared-figure": "",
}
"""Script → the one village it is about; "" where it is about all of them."""

STATE_ONLY = {
    "05-veto-confirmed": {"stars", "star_count", "class", "class_computed", "vetoes", *RANKS},
    "07-bonus": {"bonus", "rank"},
    "09-class-override": {"class"},
    "10-star-override": {"stars", "star_count", *RANKS},
    "11-shared-figure": {"star_scores.s6", "total", *RANKS},
}
"""Script → the only paths that it may move; what a body or a veto does never moves points."""


@pytest.fixture
def differing(unpublished, run, tmp_path):
    """The differences that a script makes in the results."""

    def edit(script: Path) -> list[dict[str, object]]:
        register = Path(shutil.copy(unpublished, tmp_path / "edited.xjdb"))
        before = run("rate", register, "--year", 2012, "--json").object
        done = run("act", register, "--year", 2012, "--as", "复核员乙", script)
        assert (done.code, done.err) == (0, "")
        after = run("rate", register, "--year", 2012, "--json").object
        assert run("check", register).code == 0
        return differences(before, after)

    return edit


def test_each_script_is_known():
    assert [script.stem for script in EVERY_EDIT] == list(EDITED)


@pytest.mark.parametrize("script", EVERY_EDIT, ids=lambda script: script.stem)
def test_an_edit_moves_what_is_stored_and_nothing_else(script, differing):
    found = differing(script)
    stored = script.with_suffix(".diff.json").read_text(encoding="utf-8")
    assert difference_text(found) == stored
    edited = EDITED[script.stem]
    own = {str(item["path"]) for item in found if item["village"] == edited}
    others = {str(item["path"]) for item in found if item["village"] not in {edited, *TOTALS}}
    if edited:
        assert own
        assert others <= RANKS
    if script.stem in STATE_ONLY:
        assert own | others <= STATE_ONLY[script.stem]


def _moved(script: str, village: str) -> dict[str, tuple[object, object]]:
    stored = json.loads((EDITS / f"{script}.diff.json").read_text(encoding="utf-8"))
    return {
        item["path"]: (item["old"], item["new"]) for item in stored if item["village"] == village
    }


def test_what_a_person_reckons_by_hand():
    """The stored differences against sums made on paper."""
    # 5.1: 4 × 8 = 32, but the indicator has 30 points; 30 × 60 % = 18.00.
    deducted = _moved("01-further-deduction", "荷汀村")
    assert deducted["star_scores.s5"] == ("96.05", "78.05")
    assert deducted["total"] == ("896.17", "878.17")
    assert deducted["class"] == ("先进", "一般")
    # 15 points back × 60 % = 9.00, and the star is above 80.
    assert _moved("02-removed-deduction", "松漪村")["star_scores.s5"] == ("78.16", "87.16")
    # 20.30 stands on ≥ 20 (35 points), 4.99 on ≥ 1 (10 points): 25 × 60 % = 15.00.
    assert _moved("03-figure-changed", "云栖泊村")["star_scores.s6"] == ("92.90", "77.90")
    # (50·100 + 4·75 + 1·30) ÷ 55 = 96.91; 54 ÷ 55 = 98.18 %.
    assert _moved("04-ballot-repeated", "鹭影村")["satisfaction"] == ("83.82", "98.18")
    # E1: all ten stars out of the numerator, none out of the denominator; last in both ranks.
    vetoed = _moved("05-veto-confirmed", "霁月嘎查")
    assert vetoed["star_count"] == (10, 0)
    assert vetoed["rank"] == (3, 61)
    assert vetoed["rank_in_town"] == (1, 16)
    assert "total" not in vetoed
    assert _moved("05-veto-confirmed", "合计")["star_rate"] == ("72.62", "70.98")  # 433 ÷ 610
    assert _moved("06-veto-lifted", "琥珀泉嘎查")["class"] == ("一般", "先进")
    # 896.17 + 10 = 906.17 comes before 905.73; the total itself stays.
    assert _moved("07-bonus", "远岫村") == {"rank": (19, 20)}
    # 440 ÷ 600, and 21, 35, 4 of 60 add up.
    totals = _moved("08-not-rated", "合计")
    assert totals["star_rate"] == ("72.62", "73.33")
    assert totals["classes.一般.share"] == ("57.38", "58.33")
    # Each rung of 6.5 lost, worth 3 or 4 or 5 points, is 60 % of that in the star.
    income = json.loads((EDITS / "11-shared-figure.diff.json").read_text(encoding="utf-8"))
    steps = {
        round((float(item["old"]) - float(item["new"])) * 100)
        for item in income
        if item["path"] == "star_scores.s6"
    }
    assert steps <= {180, 240, 300, 360, 420, 540, 600}
