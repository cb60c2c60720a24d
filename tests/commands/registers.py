"""Registers for the tests of the commands, and what main.main answers."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import main
from db.exchange.standards import read_preset
from db.store import create_register
from evaluation.sample import SampleClock, write_sample

EXPECTED = Path(__file__).parents[1] / "expected"
EDITS = EXPECTED / "edits"
ONE_YEAR_SCRIPT = EXPECTED / "one-year.jsonl"


def code_of(*arguments: object) -> int:
    """The exit code of a command; argparse leaves by SystemExit where the usage is wrong."""
    try:
        return main.main([str(argument) for argument in arguments])
    except SystemExit as leaving:
        return int(leaving.code or 0)


def write_unpublished(path: Path) -> Path:
    """The sample with steps 1 to 3 signed and nothing deliberated."""
    clock = SampleClock()
    with closing(create_register(path, clock=clock, program=main.PROGRAM)) as register:
        write_sample(register, clock, read_preset("shixing-2012"), published=False)
    return path


def write_one_year(path: Path) -> Path:
    """The register that `new` and the script of one year make."""
    assert code_of("new", path, "--office", "中共示例镇委员会", "--level", "town") == 0
    assert code_of("act", path, "--year", 2024, "--as", "录入员甲", ONE_YEAR_SCRIPT) == 0
    return path
