"""One village's year by one script, from an empty register to the printed certificate."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest

from tests.commands.registers import ONE_YEAR_SCRIPT, write_one_year

VILLAGE = "159902100200"


def _text(path: Path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_result_is_what_a_person_reckons_by_hand(one_year, run):
    (village,) = run("rate", one_year, "--year", 2024, "--json").object["villages"]
    # Ballot: (44·100 + 8·75 + 2·30) ÷ 54 = 93.70; satisfied (44 + 8) ÷ 54 = 96.30 %.
    assert village["satisfaction"] == "96.30"
    assert village["star_scores"] == {
        "s1": "92.51",  # 98 × 10 % + 93.70 × 30 % + (100 − 5 − 4) × 60 %
        "s2": "94.21",  # 97, 100 − 2 × 3
        "s3": "91.01",  # 95, 100 − 5 − 6: growth 7.5 %; 50 of 210 is 23.81 %, two steps below 30
        "s4": "93.91",  # 94, 100 − 2 × 3
        "s5": "98.11",  # 100, 100
        "s6": "97.91",  # 98, 100
        "s7": "78.91",  # 100, 100 − 20 − 12: 82.5 % of the county; 2.5 below is three steps
        "s8": "98.11",
        "s9": "98.11",
        "s10": "96.22",  # 初评 alone: 93.70 × 0.6 = 56.22, and 40
    }
    assert village["total"] == "939.01"
    assert village["bonus"] == "2.00"
    # Star 7 was lost by points and given by the county; the class needs eight.
    assert village["star_count"] == 10
    assert "s7" in village["stars"]
    assert (village["class_computed"], village["class"]) == ("先进", "先进")
    assert village["vetoes"] == []


def test_the_year_is_clean_and_sealed(one_year, run):
    done = run("check", one_year, "--json")
    assert done.code == 0
    assert done.object == {"clean": True, "findings": []}
    again = run("act", shutil.copy(one_year, one_year.parent / "again.xjdb"), "--year", 2024,
                "--as", "录入员甲", ONE_YEAR_SCRIPT)  # fmt: skip
    assert "不能重复新建" in again.refused()


def test_the_same_script_gives_the_same_result(one_year, run, tmp_path):
    other = write_one_year(tmp_path / "other.xjdb")
    results = [run("rate", path, "--year", 2024, "--json").out for path in (one_year, other)]
    assert results[0] == results[1]


def test_print_certificate(one_year, run, tmp_path):
    out = tmp_path / "papers"
    done = run("print", "certificate", one_year, "--year", 2024, "--out", out)
    assert (done.code, done.err) == (0, "")
    (path,) = out.iterdir()
    assert done.out == f"{path}\n"
    text = _text(path)
    assert "中共示例镇星谷嘎查支部委员会" in text
    assert "星谷嘎查获得十颗星" in text
    assert "评定为一类（先进）嘎查村" in text
    assert "SL2024-1" in text
    assert "二〇二五年一月二十四日" in text
    # The shipped model has no 文号 of an office, and then every formal paper says so.
    assert "草稿" in text


def test_print_twice_gives_the_same_bytes(one_year, run, tmp_path):
    made = []
    for name in ("one", "two"):
        done = run("print", "all", one_year, "--year", 2024, "--out", tmp_path / name)
        assert (done.code, done.err) == (0, "")
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert len(made[0]) == 7
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("poster",), "没有“poster”这种材料"),
        (("certificate", "--town", "没有的镇"), "没有的镇"),
        (("certificate", "--village", "159902100299"), "159902100299"),
    ],
    ids=["kind", "town", "village"],
)
def test_print_refuses_in_words(one_year, run, tmp_path, arguments, words):
    kind, *rest = arguments
    done = run("print", kind, one_year, "--year", 2024, "--out", tmp_path / "papers", *rest)
    assert words in done.refused()
    assert not (tmp_path / "papers").exists()


def test_print_where_the_folder_is_a_file(one_year, run, tmp_path):
    blocked = tmp_path / "papers"
    blocked.write_text("一个文件")
    done = run("print", "certificate", one_year, "--year", 2024, "--out", blocked / "inner")
    done.refused()
    assert blocked.read_text() == "一个文件"
