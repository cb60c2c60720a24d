"""Tables in and out through the command line: a preview first, all or nothing, named cells."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

FACTS = "代码,嘎查村,户数,人口\n159902100200,星谷嘎查,211,570\n"
ROSTER = "代码,嘎查村,乡镇\n159902100201,月谷嘎查,示例镇\n"


@pytest.fixture
def register(one_year, run, tmp_path) -> Path:
    """The register of one year, and a further year that is open."""
    path = Path(shutil.copy(one_year, tmp_path / "档案.xjdb"))
    roster = tmp_path / "名册.csv"
    roster.write_text("代码,嘎查村,乡镇\n159902100200,星谷嘎查,示例镇\n", encoding="utf-8")
    done = run("year", "open", path, "--year", 2025, "--standard", "shixing-moren",
               "--roster", roster)  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert run("rate", path, "--year", 2025, "--json").object["totals"]["villages"] == 1
    return path


def _table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "表.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_dry_run_writes_nothing(register, run, tmp_path):
    before = register.read_bytes()
    table = _table(tmp_path, FACTS)
    done = run("import", "facts", table, register, "--year", 2025, "--dry-run", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.object["ready"] is True
    assert done.object["kind"] == "facts"
    assert register.read_bytes() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_import_is_one_entry_with_the_name_of_the_file(register, run, tmp_path, encoding):
    done = run("import", "facts", _table(tmp_path, FACTS, encoding), register, "--year", 2025)
    assert (done.code, done.err) == (0, "")
    out = tmp_path / "规范.json"
    assert run("export", "canonical", register, "--year", 2025, "--out", out).code == 0
    facts = {item["fact"]: item["value"] for item in json.loads(out.read_bytes())["facts"]}
    assert facts == {"households": "211", "population": "570"}
    assert run("check", register).code == 0


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("facts", "代码,嘎查村,户数\n159902100200,星谷嘎查,二百\n", "C2"),
        ("facts", "代码,嘎查村,户数\n159902100299,无名嘎查,200\n", "159902100299"),
        ("facts", "", ""),
        ("roster", "代码,嘎查村,乡镇\n15990210020,半码嘎查,示例镇\n", "A2"),
        ("results", "随便,写写\n1,2\n", ""),
        ("standard", "不是标准\n", ""),
    ],
    ids=["no number", "unknown village", "empty", "11 digits", "no heading", "no standard"],
)
def test_a_bad_table_names_the_cell_and_writes_nothing(register, run, tmp_path, kind, text, words):
    before = register.read_bytes()
    done = run("import", kind, _table(tmp_path, text), register, "--year", 2025)
    assert done.code == 1
    assert words in done.err
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert register.read_bytes() == before


def test_a_published_year_takes_no_roster(one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "档案.xjdb"))
    before = path.read_bytes()
    done = run("import", "roster", _table(tmp_path, ROSTER), path, "--year", 2024)
    assert done.code == 1
    assert "定评" in done.err
    assert path.read_bytes() == before


def test_what_cannot_be_done_yet_says_so(one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "档案.xjdb"))
    package = _table(tmp_path, FACTS)
    assert "还不能" in run("import", "package", package, path, "--year", 2024).refused()
    out = tmp_path / "包.zip"
    assert "还不能" in run("export", "package", path, "--year", 2024, "--out", out).refused()
    assert not out.exists()


@pytest.mark.parametrize("kind", ["canonical", "results", "scores", "standard"])
def test_an_export_is_written_twice_the_same(one_year, run, tmp_path, kind):
    made = []
    for name in ("一", "二"):
        out = tmp_path / f"{name}.dat"
        done = run("export", kind, one_year, "--year", 2024, "--out", out)
        assert (done.code, done.err, done.out) == (0, "", f"{out}\n")
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert made[0]


def test_an_export_that_has_no_place(one_year, run, tmp_path):
    run("export", "canonical", one_year, "--year", 2024, "--out", tmp_path).refused()
    missing = tmp_path / "没有的文件夹" / "规范.json"
    run("export", "canonical", one_year, "--year", 2024, "--out", missing).refused()
    assert list(tmp_path.iterdir()) == []


def _forms(run, register, tmp_path, kind="forms", *more):
    done = run("export", kind, register, "--year", 2025, "--out", tmp_path / "表", *more)
    assert (done.code, done.err) == (0, "")
    return [Path(line) for line in done.out.splitlines()]


def _filled(form: Path, target: Path, row_of: str, column: str, value: str) -> None:
    """A form as a text table, with one cell filled in."""
    from db.exchange.tables import read_table

    (sheet,) = read_table(form).sheets
    rows = [list(row) for row in sheet.values]
    names = next(row for row in rows if column in row)
    row = next(row for row in rows if row_of in row)
    row += [""] * (len(names) - len(row))
    row[names.index(column)] = value
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def test_score_sheets_go_out_and_come_back(register, run, tmp_path):
    forms = _forms(run, register, tmp_path)
    assert [path.name for path in forms] == ["001 星谷嘎查 自评.xlsx", "001 星谷嘎查 初评.xlsx"]
    folder = tmp_path / "收"
    _filled(forms[0], folder / "随便起名.csv", "1.2", "得分", "１２")
    before = register.read_bytes()
    looked = run("import", "sheets", folder, register, "--year", 2025, "--dry-run", "--json")
    assert (looked.code, looked.err) == (0, "")
    assert looked.object["ready"] is True
    assert register.read_bytes() == before
    done = run("import", "sheets", folder, register, "--year", 2025)
    assert (done.code, done.err) == (0, "")
    assert "星谷嘎查 自评（按表头的代码），变动 1 处" in done.out
    assert "读作 12" in done.out
    assert register.read_bytes() != before
    assert run("check", register).code == 0
    again = run("export", "forms", register, "--year", 2025, "--out", tmp_path / "表")
    assert "没有覆盖" in again.refused()
    assert (
        "没有要打分的"
        in run(
            "export", "forms", register, "--year", 2025, "--out", tmp_path / "别", "--step", "测评"
        ).refused()
    )


def test_a_folder_with_a_bad_sheet_writes_nothing(register, run, tmp_path):
    forms = _forms(run, register, tmp_path, "forms", "--step", "自评", "--blank")
    folder = tmp_path / "收"
    _filled(forms[0], folder / "一.csv", "1.2", "得分", "3-1")
    before = register.read_bytes()
    done = run("import", "sheets", folder, register, "--year", 2025)
    assert done.code == 1
    assert "一.csv F9" in done.err
    assert register.read_bytes() == before


def test_questions_can_be_answered_from_a_file(register, run, tmp_path):
    forms = _forms(run, register, tmp_path, "feedback")
    (form,) = (path for path in forms if "医保" in path.name)
    table = tmp_path / "收" / "医保.csv"
    _filled(form, table, "159902100200", "8.2 医保参保率（%）", "0.97")
    done = run("import", "feedback", table, register, "--year", 2025)
    assert done.code == 1
    assert "是 0.97% 还是 97%" in done.err
    looked = run("import", "feedback", table, register, "--year", 2025, "--dry-run", "--json")
    (question,) = looked.object["questions"]
    answers = tmp_path / "回答.json"
    answers.write_text(json.dumps({question["id"]: "97"}), encoding="utf-8")
    done = run("import", "feedback", table, register, "--year", 2025, "--answers", answers)
    assert (done.code, done.err) == (0, "")
    answers.write_text("[]", encoding="utf-8")
    assert (
        "回答文件"
        in run(
            "import", "feedback", table, register, "--year", 2025, "--answers", answers
        ).refused()
    )


def test_an_exported_standard_opens_another_year(register, run, tmp_path):
    out = tmp_path / "标准.json"
    assert run("export", "standard", register, "--year", 2025, "--out", out).code == 0
    done = run("year", "open", register, "--year", 2026, "--standard", out)
    assert (done.code, done.err) == (0, "")
    sums = {
        run("rate", register, "--year", year, "--json").object["standard"]["sha256"]
        for year in (2025, 2026)
    }
    assert len(sums) == 1


def test_backup_and_restore(one_year, run, tmp_path):
    path = Path(shutil.copy(one_year, tmp_path / "档案.xjdb"))
    made = run("backup", path, "--out", tmp_path / "备份")
    assert (made.code, made.err) == (0, "")
    (backup,) = (tmp_path / "备份").iterdir()
    assert str(backup) in made.out
    before = run("rate", path, "--year", 2024, "--json").out
    path.write_bytes(b"")
    done = run("restore", backup, path)
    assert (done.code, done.err) == (0, "")
    assert run("rate", path, "--year", 2024, "--json").out == before
    aside = [item for item in tmp_path.iterdir() if item.is_file() and item != path]
    assert [item.read_bytes() for item in aside] == [b""]
    assert str(aside[0]) in done.out
