"""Registers as earlier versions of the program left them open, stay whole and keep their seal.

`stored/form-N.xjdb.gz` is the year of `tests/expected/one-year.jsonl` as the last program
with form N wrote it. Files are added, never made anew.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from db.checking import check
from db.migrations import STEPS
from db.recounting import recount_seals
from db.store import file_version, open_register
from evaluation.ports import Clock
from evaluation.rounds import Round
from tests.db.conftest import PROGRAM

STORED = sorted((Path(__file__).parent / "stored").glob("form-*.xjdb.gz"))


def test_there_is_one_of_every_older_form() -> None:
    assert [path.name for path in STORED] == [
        f"form-{number}.xjdb.gz" for number in range(1, len(STEPS))
    ]


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.name)
def test_it_is_upgraded_and_its_seal_holds(stored: Path, tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "示例镇.xjdb"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    seals = {
        "2024/嘎查村": "389b07d856a39bfadc119463d2a14d4f506ee75dd4733b5fbcbd29503bf5e3f4",
    }
    with open_register(path, clock=clock, program=PROGRAM) as register:
        assert {item.id: item.seal for item in register.find(Round)} == seals
        assert check(register, (recount_seals,)) == ()
    assert file_version(path) == len(STEPS)
