"""Every shipped standard through the commands: an empty year, a year without scores."""

from __future__ import annotations

import json

import pytest

from db.exchange.standards import preset_names, read_preset

VILLAGES = [
    {"code": f"15990210020{number}", "name": f"{name}嘎查", "town": "示例镇"}
    for number, name in enumerate(("星谷", "月谷", "云谷"))
]


@pytest.mark.parametrize("preset", preset_names())
def test_a_year_that_has_only_begun(preset, run, tmp_path):
    unit = read_preset(preset).unit
    where = ("--year", 2026, "--unit", unit)
    path = tmp_path / "开始.xjdb"
    assert run("new", path, "--office", "中共示例镇委员会", "--level", "town").code == 0
    opened = run("year", "open", path, *where, "--standard", preset)
    assert (opened.code, opened.err) == (0, "")
    empty = run("rate", path, *where, "--json").object
    assert empty["villages"] == []
    assert empty["totals"]["star_rate"] == "—"
    assert {item["share"] for item in empty["totals"]["classes"].values()} == {"—"}
    run("print", "summary", path, *where, "--out", tmp_path / "材料").refused()

    script = tmp_path / "名册.jsonl"
    line = {"action": "add_villages", "villages": VILLAGES}
    script.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    assert run("act", path, *where, "--as", "录入员甲", script).code == 0
    waiting = run("rate", path, *where, "--json").object
    assert [village["state"] for village in waiting["villages"]] == ["待评"] * 3
    assert [village["rank"] for village in waiting["villages"]] == [None] * 3
    assert waiting["totals"]["rated"] == 0
    told = run("rate", path, *where)
    assert told.code == 0
    assert len(told.out.splitlines()) == 4
    why = run("why", path, VILLAGES[0]["code"], *where)
    assert why.code == 0
    assert "待评" in why.out
    run("print", "certificate", path, *where, "--out", tmp_path / "材料").refused()
    printed = run("print", "summary", path, *where, "--out", tmp_path / "材料")
    assert (printed.code, printed.err) == (0, "")
    assert run("check", path).code == 0
