"""What is done in a later year leaves the seal of a published one alone."""

import json
import shutil
from pathlib import Path

import pytest

LATER: dict[str, list[dict[str, object]]] = {
    "renamed": [
        {
            "action": "add_villages",
            "villages": [{"code": "159902100200", "name": "星谷新村", "town": "示例镇"}],
        }
    ],
    "past results": [
        {
            "action": "add_villages",
            "villages": [{"code": "159902100200", "name": "星谷嘎查", "town": "示例镇"}],
        },
        {
            "action": "enter_past_results",
            "year": 2023,
            "results": [{"village": "159902100200", "stars": 6, "class": "二类"}],
        },
    ],
}


@pytest.mark.parametrize("case", LATER)
def test_a_later_year_leaves_the_seal_alone(case, one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "x.xjdb"))
    script = tmp_path / "s.jsonl"
    lines = [
        {
            "action": "open_year",
            "year": 2025,
            "unit": "嘎查村",
            "standard": "@preset:shixing-moren",
        },
        *LATER[case],
    ]
    script.write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8"
    )
    assert run("act", path, "--year", 2025, "--as", "甲", script).code == 0
    done = run("check", path)
    assert (done.code, done.err) == (0, "")
