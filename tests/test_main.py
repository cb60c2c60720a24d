"""The front door: usage, exit codes, no window without a screen, real processes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).parents[1]
SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def _process(*arguments: object, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    """main.py as a person starts it, on a machine without a screen."""
    surroundings = {name: value for name, value in os.environ.items() if name not in SCREEN}
    surroundings["PYTHONIOENCODING"] = encoding
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *(str(item) for item in arguments)],
        capture_output=True,
        encoding="utf-8",
        env=surroundings,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have one")
@pytest.mark.parametrize("arguments", [(), ("open", "没有.xjdb")], ids=["bare", "open"])
def test_no_window_without_a_screen(arguments):
    done = _process(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "没有图形显示" in done.stderr
    for command in ("rate", "print", "check", "selfcheck"):
        assert command in done.stderr


def test_a_real_process_writes_utf8_whatever_the_console_says(tmp_path):
    path = tmp_path / "档案.xjdb"
    done = _process("new", path, "--office", "中共示例镇委员会", "--level", "town", encoding="gbk")
    assert (done.returncode, done.stderr) == (0, "")
    assert "档案.xjdb" in done.stdout
    done = _process("check", path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"clean": True, "findings": []}
    done = _process("rate", path, "--year", 2012, "--json", encoding="ascii")
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有 2012 年度的嘎查村评定" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="file names there are always text")
def test_a_file_name_that_is_no_text(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "rate", b"\xff.xjdb", "--year", "2012"],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert "找不到".encode() in done.stderr


def test_a_reader_that_has_seen_enough(one_year_rated):
    """`main.py rate … | head -1` ends quietly."""
    script = f'"{sys.executable}" "{ROOT / "main.py"}" why "$1" 159902100200 --year 2024 | true'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}", "bash", one_year_rated],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def one_year_rated(tmp_path: Path) -> Path:
    from tests.commands.registers import write_one_year

    return write_one_year(tmp_path / "一年.xjdb")


@pytest.mark.parametrize(
    "arguments",
    [
        ("rate",),
        ("rate", "a.xjdb"),
        ("rate", "a.xjdb", "--year", "二零一二"),
        ("rate", "a.xjdb", "--yea", "2012"),
        ("fly", "a.xjdb"),
        ("new", "a.xjdb", "--office", "示例", "--level", "village"),
        ("year",),
        ("year", "close", "a.xjdb"),
        ("import", "gossip", "a.csv", "a.xjdb", "--year", "2012"),
        ("export", "everything", "a.xjdb", "--year", "2012", "--out", "b"),
        ("act", "a.xjdb", "--year", "2012", "script.jsonl"),
        ("print", "certificate", "a.xjdb", "--year", "2012"),
        ("restore", "a.xjdb"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as leaving:
        main.main(arguments)
    assert leaving.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: main.py")
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as leaving:
        main.main(["--help"])
    assert leaving.value.code == 0
    out, _err = capsys.readouterr()
    for command in ("open", "sample", "new", "year", "import", "act", "rate", "why", "print",
                    "export", "check", "backup", "restore", "selfcheck"):  # fmt: skip
        assert re.search(rf"^    {command}\s", out, re.MULTILINE)
    # Promised nowhere else either.
    for missing in ("whatif", "merge", "check-text"):
        assert missing not in out


def test_an_interruption_is_a_sentence(capsys, monkeypatch):
    def interrupted(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "run_check", interrupted)
    assert main.main(["check", "a.xjdb"]) == 1
    assert capsys.readouterr().err == "已中断，没有做完。\n"


def test_a_mistake_of_ours_is_not_hidden(monkeypatch):
    """Only what a user can cause becomes a sentence."""

    def mistaken(_options: object) -> int:
        raise RuntimeError("ours")

    monkeypatch.setattr(main, "run_check", mistaken)
    with pytest.raises(RuntimeError, match="ours"):
        main.main(["check", "a.xjdb"])


def test_the_version_is_that_of_the_project():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert main.PROGRAM.split() == ["xingji", project["version"]]
