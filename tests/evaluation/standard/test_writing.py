"""The canonical text: read back it is the same standard, written again the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from db.exchange.standards import preset_names, preset_text, read_preset
from evaluation.standard.model import NoticeRules
from evaluation.standard.reading import read_standard
from evaluation.standard.writing import standard_digest, write_standard
from tests.evaluation.standard.test_reading import example


def test_reading_and_writing_the_documented_example() -> None:
    standard = read_standard(json.dumps(example()))
    text = write_standard(standard)
    assert read_standard(text) == standard
    assert write_standard(read_standard(text)) == text
    assert text.endswith("}\n")
    assert json.loads(text) == example()


def test_presets_are_stored_in_canonical_form() -> None:
    for name in preset_names():
        assert write_standard(read_preset(name)) == preset_text(name)


def test_defaults_are_left_out_and_exact_mode_is_not() -> None:
    standard = read_standard(json.dumps(example()))
    assert '"decimals"' not in write_standard(standard)
    exact = replace(standard, decimals=None, notice=NoticeRules(days=7))
    text = write_standard(exact)
    assert '"decimals": null' in text
    assert '"notice": {"days": 7}' in text
    assert read_standard(text) == exact


def test_categories_and_everything_seldom_used_survive() -> None:
    raw = example()
    ladder = raw["stars"][0]["indicators"][0]["clauses"][0]
    raw["categories"] = [
        {
            "id": "pasture",
            "name": "牧区",
            "not_applicable": ["i1.2"],
            "clauses": [
                {**ladder, "rungs": [{"lower": -5.5, "points": 40}, {"lower": None, "points": 0}]}
            ],
        }
    ]
    raw["quotas"] = [{"rating_class": "first", "share": 33.33, "per_town": True}]
    raw["ballot"]["groups"] = [{"id": "party", "name": "党员", "weight": 40}]
    raw["ballot"]["turnout"] = [1, 2]
    raw["note"] = "第一行\n第二行“引号”\\"
    raw["ranking"] = ["total", "satisfaction"]
    standard = read_standard(json.dumps(raw))
    assert standard.categories[0].clauses[0].rungs[0].lower == -550
    text = write_standard(standard)
    assert read_standard(text) == standard
    assert json.loads(text) == raw


def test_the_digest_is_that_of_the_text() -> None:
    text = preset_text("shixing-moren")
    assert standard_digest(text) == sha256(text.encode("utf-8")).hexdigest()
    assert standard_digest(text) != standard_digest(preset_text("shixing-2012"))


@pytest.mark.parametrize("field", ["name", "note", "unit"])
def test_quotation_marks_and_slashes_are_kept(field: str) -> None:
    standard = replace(read_preset("baifenzhi"), **{field: '甲"乙\\丙/𠳐'})  # type: ignore[arg-type]
    text = write_standard(standard)
    assert "𠳐" in text
    assert read_standard(text) == standard
