"""The published year through the command line: same bytes, the known totals."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.registers import EXPECTED
from tests.commands.results import result_lines


def test_two_samples_have_the_same_bytes(published, run, tmp_path):
    other = tmp_path / "other.xjdb"
    done = run("sample", other)
    assert done.code == 0
    assert "61 个虚构嘎查村" in done.out
    assert done.err == ""
    assert other.read_bytes() == published.read_bytes()
    assert [item.name for item in tmp_path.iterdir()] == ["other.xjdb"]


def test_rate_prints_the_same_object_twice_and_leaves_the_file_alone(published, run):
    before = published.read_bytes()
    first = run("rate", published, "--year", 2012, "--json")
    second = run("rate", published, "--year", 2012, "--json")
    assert first.code == second.code == 0
    assert first.err == ""
    assert first.out == second.out
    assert published.read_bytes() == before
    assert list(published.parent.iterdir()) == [published]


def test_rate_of_the_published_year(published, run):
    record = run("rate", published, "--year", 2012, "--json").object
    assert list(record) == ["year", "unit", "standard", "villages", "totals"]
    assert (record["year"], record["unit"]) == (2012, "嘎查村")
    assert set(record["standard"]) == {"name", "version", "sha256"}
    assert record["totals"] == {
        "villages": 61,
        "rated": 61,
        "stars_won": 443,
        "stars_possible": 610,
        "star_rate": "72.62",
        "classes": {
            "先进": {"count": 21, "share": "34.43"},
            "一般": {"count": 35, "share": "57.38"},
            "后进": {"count": 5, "share": "8.20"},
        },
        "note": "各项占比按四舍五入保留两位小数，合计 100.01%。",
    }
    for village in record["villages"]:
        assert set(village) == {
            "id", "code", "name", "town", "category", "status", "star_scores", "stars",
            "star_count", "total", "bonus", "satisfaction", "rank", "rank_in_town",
            "class_computed", "class", "vetoes", "state",
        }  # fmt: skip
        assert all(score == f"{float(score):.2f}" for score in village["star_scores"].values())
        assert village["star_count"] == len(village["stars"])


def test_every_village_computed_and_final(published, run):
    """Change of a village's result: look at the difference, then `python -m tests.commands`."""
    record = run("rate", published, "--year", 2012, "--json").object
    stored = (EXPECTED / "sample-2012.txt").read_text(encoding="utf-8").splitlines()
    assert result_lines(record) == stored
    classes = [
        [village[kind] for village in record["villages"]] for kind in ("class_computed", "class")
    ]
    for found in classes:
        assert [found.count(name) for name in ("先进", "一般", "后进")] == [21, 35, 5]
    # The two changes of class that cancel each other.
    changed = {v["name"]: v for v in record["villages"] if v["class"] != v["class_computed"]}
    assert {name: (v["class_computed"], v["class"]) for name, v in changed.items()} == {
        "松漪村": ("先进", "一般"),
        "曦光村": ("一般", "先进"),
    }


def test_ranks_follow_the_declared_keys(published, run):
    """1, 1, 3 by stars, then total: reckoned here anew from what the object says."""
    villages = run("rate", published, "--year", 2012, "--json").object["villages"]
    for village in villages:
        above = [
            other
            for other in villages
            if (other["star_count"], float(other["total"]) + float(other["bonus"]))
            > (village["star_count"], float(village["total"]) + float(village["bonus"]))
        ]
        assert village["rank"] == len(above) + 1
        in_town = [other for other in above if other["town"] == village["town"]]
        assert village["rank_in_town"] == len(in_town) + 1


def test_rate_in_words_has_a_line_for_each_village_and_the_totals(published, run):
    done = run("rate", published, "--year", 2012)
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) == 62
    assert "霁月嘎查（东星岭镇） 10 星 938.60 先进" in lines[0]
    assert lines[-1] == (
        "名册 61 个，已评 61 个；先进 21（34.43%），一般 35（57.38%），后进 5（8.20%）；"
        "获星率 72.62%（443/610）。各项占比按四舍五入保留两位小数，合计 100.01%。"
    )


def test_why_tells_the_reasons_of_a_village(published, run):
    villages = run("rate", published, "--year", 2012, "--json").object["villages"]
    for village in villages[:3]:
        done = run("why", published, village["code"], "--year", 2012)
        assert done.code == 0
        assert done.out.startswith(f"{village['name']}（{village['town']}）2012 年度\n")
        for number, score in enumerate(village["star_scores"].values(), start=1):
            line = next(item for item in done.out.splitlines() if item.startswith(f"★{number} "))
            assert score in line


def test_the_canonical_export_is_the_same_twice(published, run, tmp_path: Path):
    for name in ("one.json", "two.json"):
        done = run("export", "canonical", published, "--year", 2012, "--out", tmp_path / name)
        assert done.code == 0, done.err
    one = (tmp_path / "one.json").read_bytes()
    assert one == (tmp_path / "two.json").read_bytes()
    assert json.loads(one)["round"]["year"] == 2012
