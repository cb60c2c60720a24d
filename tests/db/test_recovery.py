"""A damaged register leads to its verified backups, never to an empty start."""

from __future__ import annotations

from pathlib import Path

from db.backup import back_up, restore
from db.recovery import find_recovery
from db.store import open_register
from evaluation.ports import Clock
from evaluation.rounds import Person
from tests.db.conftest import PROGRAM, damage, enter


def test_backups_are_found_everywhere_and_the_fullest_comes_first(
    filled_copy: Path, clock: Clock, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        first = back_up(register)
        enter(register, Person("录入员乙"))
        second = back_up(register, usb)
    damage(filled_copy, 20)
    found = find_recovery(filled_copy, [usb, tmp_path / "not connected"])
    assert found.register == filled_copy
    assert found.damage
    assert [one.path for one in found.backups] == [second, first]
    before = filled_copy.read_bytes()
    aside = restore(found.backups[0].path, filled_copy, clock=clock)
    assert aside is not None
    assert aside.read_bytes() == before
    healed = find_recovery(filled_copy, [usb])
    assert healed.damage == ()
    assert aside not in [one.path for one in healed.backups]


def test_a_whole_file_that_was_moved_aside_is_offered_again(
    filled_copy: Path, clock: Clock
) -> None:
    with open_register(filled_copy, clock=clock, program=PROGRAM) as register:
        backup = back_up(register)
        enter(register, Person("录入员乙"))
    aside = restore(backup, filled_copy, clock=clock)
    assert [one.path for one in find_recovery(filled_copy).backups] == [aside, backup]


def test_every_kind_of_damage_is_told(filled_copy: Path) -> None:
    whole = filled_copy.read_bytes()
    for content in (b"", whole[:50], whole[:100] + b"\xa5" * 4000 + whole[4100:], b"\0" * 5000):
        filled_copy.write_bytes(content)
        found = find_recovery(filled_copy)
        assert found.damage
        assert found.backups == ()
        assert filled_copy.read_bytes() == content
    filled_copy.unlink()
    assert "找不到档案" in find_recovery(filled_copy).damage[0]
    assert not filled_copy.exists()
