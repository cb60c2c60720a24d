"""The documents against the program: what they name exists, what they show works."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

import main
from db.store import open_register
from evaluation.actions import ACTIONS
from evaluation.canonical import (
    FORM_VERSION,
    RULES_VERSION,
    canonical_text,
    short_code,
)
from evaluation.checks import CHECKS
from evaluation.reports.printing import RESULT_PAPERS, PaperKind
from evaluation.rounds import Round
from gui.window import PAGES
from tests.commands.registers import code_of, write_one_year
from tests.evaluation.test_proofs import SECOND, as_
from tests.evaluation.year import Year

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("resources/**/*.md"),
    )
)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _written(value: object) -> str:
    return json.dumps([] if value == () else value, ensure_ascii=False)


def _parameters(name: str) -> list[str]:
    """The parameters of an action as the document writes them."""
    found: list[str] = []
    for parameter in inspect.signature(ACTIONS[name]).parameters.values():
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            found.append(f"**{parameter.name}")
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY and parameter.name != "round":
            given = parameter.default is not inspect.Parameter.empty
            found.append(parameter.name + (f"={_written(parameter.default)}" if given else ""))
    return found


def test_every_action_is_described_with_its_parameters():
    described: dict[str, list[str]] = {}
    for section in re.split(r"^### ", _read("docs/actions.md"), flags=re.MULTILINE)[1:]:
        name = section.splitlines()[0].strip("`")
        lines = [line for line in section.splitlines() if line.startswith("参数：")]
        assert len(lines) == 1, name
        assert section.splitlines()[1].strip(), name
        assert name not in described
        described[name] = re.findall("`([^`]+)`", lines[0])
    assert described == {name: _parameters(name) for name in ACTIONS}


def _blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def test_the_example_script_of_the_actions_runs(tmp_path, capsys):
    (script,) = _blocks(_read("docs/actions.md"), "jsonl")
    path, written = tmp_path / "例.xjdb", tmp_path / "例.jsonl"
    written.write_text(script, encoding="utf-8")
    assert code_of("new", path, "--office", "中共示例镇委员会", "--level", "town") == 0
    assert code_of("act", path, "--year", 2024, "--as", "录入员甲", written) == 0
    assert "已执行 5 个操作" in capsys.readouterr().out
    assert code_of("check", path) == 0


@pytest.fixture(scope="module")
def one_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_one_year(tmp_path_factory.mktemp("docs") / "一年.xjdb")


def _opened(path: Path):
    def clock() -> datetime:
        raise AssertionError("reading needs no clock")

    return closing(open_register(path, clock=clock, program="test", read_only=True))


def test_the_canonical_export_is_as_described(one_year):
    document = _read("docs/canonical-export.md")
    with _opened(one_year) as register:
        text = canonical_text(register, "2024/嘎查村")
        head = register.get(Round, "2024/嘎查村")
        history = register.history()
    exported = json.loads(text)
    table = document.split("## 顶层的键")[1].split("## ")[0]
    named = [
        key
        for line in table.splitlines()
        if line.startswith("| `")
        for key in re.findall("`([a-z_]+)`", line.split("|")[1])
    ]
    assert sorted(named) == sorted(exported)
    assert f"| `form` | {FORM_VERSION} |" in document
    assert f"| `rules` | {RULES_VERSION} |" in document
    # The form: sorted keys, no blanks, one newline, whole numbers.
    assert text == json.dumps(
        exported, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ) + "\n"  # fmt: skip
    assert not re.search(r":-?\d+\.\d", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text))
    (example,) = _blocks(document, "json")
    for outcomes in exported["outcomes"].values():
        for outcome in outcomes:
            assert set(outcome) == set(json.loads(example))
    assert set(exported["outcomes"]) == {"computed", "town", "county"}
    # The seal as the document says to reckon it.
    publishing = next(entry for entry in history if entry.event.value == "year.published")
    digest = hashlib.sha256(f"{text}{publishing.previous}\n".encode()).hexdigest()
    assert head is not None
    assert head.seal == digest
    number, signs = int(digest, 16), "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    assert signs in document
    assert len(signs) == 30
    code = "".join(signs[number // 30**place % 30] for place in range(8))
    assert short_code(digest) == f"{code[:4]}-{code[4:]}"


def test_what_the_canonical_export_names_only_where_it_says_something(tmp_path):
    section = _read("docs/canonical-export.md").split("## 只在有内容时写出的键")[1]
    named = {
        (cells[1].strip().strip("`"), key)
        for line in section.split("## ")[0].splitlines()
        if len(cells := line.split("|")) > 3
        for key in re.findall("`([a-z_]+)`", cells[2])
    }
    year = Year(tmp_path / "示例镇.xjdb")
    (code,) = year.add("东泉嘎查")
    before = json.loads(canonical_text(year.register, year.round_id))
    year.count(code)
    year.seal(code, year.standard.steps[1].kind)
    year.do("set_round_details", second_check=1, blind=1, evidence_due=1)
    year.do("plan_year", planned_on="2027-01-29")
    year.do("set_step_dates", step="self", opens="2026-12-01", closes="2026-12-10")
    year.do("note_finding", check=CHECKS[0].id, subject="x", text="已核对")
    as_(year, SECOND)
    year.do(
        "confirm_proof",
        village=code,
        step="ballot",
        way="read_back",
        checked_by=SECOND,
        act_date="2027-01-06",
    )
    after = json.loads(canonical_text(year.register, year.round_id))
    year.close()
    new = {("顶层", key) for key in after.keys() - before.keys()}
    new |= {("round", key) for key in after["round"].keys() - before["round"].keys()}
    assert named == new


def _parser_takes(arguments: list[str]) -> bool:
    try:
        main._parser().parse_args(arguments)
    except SystemExit as leaving:
        return leaving.code in (0, None)
    return True


def _command_lines(document: str) -> list[str]:
    """Each command after `main.py` or `scripts/start` in a block of code."""
    lines = [line for block in _blocks(document, r"\w*") for line in block.splitlines()]
    return [
        match[1].partition("#")[0].strip()
        for line in lines
        if (match := re.match(r"(?:python )?(?:main\.py|bash scripts/start)\b(.*)", line))
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_shown_is_one(document):
    for line in _command_lines(document.read_text(encoding="utf-8")):
        assert _parser_takes(line.split()), line


def test_the_readme_shows_every_command():
    parser = main._parser()
    (commands,) = (action for action in parser._actions if action.dest == "command")
    assert commands.choices is not None
    shown = {line.split()[0] for line in _command_lines(_read("README.md")) if line}
    assert shown == set(commands.choices)


def _write_tables(folder: Path) -> None:
    """What the commands of the README are given: a roster, a table of scores, a script."""
    for name, rows in (
        ("名册.xlsx", [("嘎查村", "代码", "乡镇"), ("东泉嘎查", "159901101203", "示例镇")]),
        ("自评得分.xlsx", [("嘎查村", "代码", "1.1"), ("东泉嘎查", "159901101203", 28)]),
    ):
        with xlsxwriter.Workbook(folder / name) as book:
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    entry = {"action": "check_star", "village": "159901101203", "step": "assessment", "star": "2"}
    (folder / "脚本.jsonl").write_text(json.dumps(entry), encoding="utf-8")


def test_the_commands_of_the_readme_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    _write_tables(tmp_path)
    done = []
    for line in _command_lines(_read("README.md")):
        words = line.split()
        # The window and the self-check have tests of their own.
        if not words or words[0] in ("open", "selfcheck"):
            continue
        if words[:2] == ["import", "feedback"]:
            shutil.copy(next((tmp_path / "反馈").glob("*民政*")), words[2])
        if words[0] == "restore":
            shutil.copy(next((tmp_path / "备份").glob("*.xjdb")), words[1])
        # No certificate has a number before 定评.
        expected = 1 if words[:2] == ["print", "certificate"] else 0
        assert code_of(*words) == expected, (line, capsys.readouterr().err)
        done.append(words[0])
    assert {"sample", "new", "year", "import", "act", "export", "print", "restore"} <= set(done)
    assert sorted(path.name for path in (tmp_path / "打分表").iterdir()) == [
        "001 东泉嘎查 自评.xlsx"
    ]


def test_the_readme_names_every_paper():
    table = _read("README.md").split("| 打印的种类 |")[1].split("\n\n")[0]
    rows = [re.findall("`([a-z-]+)`", line.split("|")[1]) for line in table.splitlines()[2:]]
    kinds = [kind for row in rows for kind in row]
    assert sorted(kinds) == sorted([*map(str, PaperKind), "all"])
    # What stands above "all" is what it prints.
    assert set(kinds[: kinds.index("all")]) == set(map(str, RESULT_PAPERS))


@pytest.mark.parametrize("name", ["README.md", "resources/manual/manual.md"])
def test_the_number_of_checks_is_told_as_it_is(name):
    told = re.findall(r"(\d+) 项(?:检查|查一遍)", _read(name))
    assert told == [str(len(CHECKS))]


def test_the_readme_sets_up_with_two_commands():
    first = _blocks(_read("README.md"), "bash")[0].splitlines()
    commands = [line.partition("#")[0].strip() for line in first]
    assert commands == ["bash scripts/start", "bash scripts/test"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_named_is_there(document):
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
    for link in links:
        assert (document.parent / link).exists(), link
    for name in re.findall(
        r"`((?:scripts|docs|tests|evaluation|db|gui|resources)/[\w./-]+)`", text
    ):
        # A module may be named without its suffix, a folder with its stroke.
        candidates = (ROOT / name, ROOT / f"{name}.py", ROOT / name.partition("*")[0])
        assert any(candidate.exists() for candidate in candidates), name


def test_the_manual_has_a_chapter_for_every_page():
    """F1 opens the manual at the title of the page."""
    headings = re.findall(r"^#+ (.+)$", _read("resources/manual/manual.md"), flags=re.MULTILINE)
    for page in PAGES:
        assert page.title in headings, page.title
    # Longer, nobody reads it.
    assert len(_read("resources/manual/manual.md").splitlines()) <= 400


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_chinese_has_its_own_punctuation(document):
    written = document.read_text(encoding="utf-8")
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", written, flags=re.DOTALL)
    wrong = re.findall(r".{0,12}[\u4e00-\u9fff][,;:?!(].{0,8}", text)
    assert not wrong


def test_the_changelog_begins_with_the_version_of_the_project():
    import tomllib

    version = tomllib.loads(_read("pyproject.toml"))["project"]["version"]
    first = re.search(r"^## \[(\S+)\]", _read("CHANGELOG.md"), flags=re.MULTILINE)
    assert first is not None
    assert first[1] == version
