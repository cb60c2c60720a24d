"""The program killed at random moments while a clerk types.

    python -m tests.campaigns.kills [COUNT] [--seed N]

Each time the real desk is started on one and the same register in a process of its own, types
on where it stopped, and is killed with SIGKILL at a random moment: while starting, typing,
committing. Then the register is opened as the program opens it, and must pass the whole check;
every entry that was told as done must stand in it; at most the one at work may be missing or
there in full.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import main as program
from db.checking import check
from db.exchange.standards import preset_text
from db.recounting import recount_seals
from db.register import SqliteRegister
from db.store import open_register
from evaluation.stars.sheets import Mark
from evaluation.villages import VillageName
from tests.campaigns.typing_clerk import ROUND, VILLAGES, entries

__all__ = ["Result", "run"]

_LATEST = 1.5
"""Seconds of typing after which the clerk is killed at the latest."""


@dataclass(frozen=True)
class Result:
    """What came of all kills: entries told as done, kills before the first entry, kills that
    fell between the commit and the telling, faults as sentences."""

    kills: int
    entered: int
    while_starting: int
    between: int
    faults: tuple[str, ...]


def run(count: int, seed: int, folder: Path) -> Result:
    """Kill the program `count` times on a new register in `folder`."""
    chance = random.Random(seed)
    path = folder / "示例镇.xjdb"
    _write_register(path)
    told, while_starting, between = 0, 0, 0
    faults: list[str] = []
    for kill in range(1, count + 1):
        last = _type_and_kill(path, told, chance)
        while_starting += last is None
        told = told if last is None else last + 1
        with closing(open_register(path, clock=program._now, program=program.PROGRAM)) as opened:
            wrong, stored = _examine(opened, told)
        faults.extend(f"kill {kill}: {sentence}" for sentence in wrong)
        between += stored > told
        told = stored
        if faults:
            break
    return Result(kill, told, while_starting, between, tuple(faults))


def _write_register(path: Path) -> None:
    office = program.doors().create(path, "中共示例镇委员会", "town")
    text = preset_text("shixing-moren")
    office.perform("open_year", {"year": 2026, "unit": "嘎查村", "standard": text})
    villages = [
        {"code": f"159901100{199 + number}", "name": f"示例{name}嘎查", "town": "示例镇"}
        for number, name in zip(range(1, VILLAGES + 1), "东西南", strict=True)
    ]
    office.perform("add_villages", {"round": ROUND, "villages": villages})
    register = office.register
    assert isinstance(register, SqliteRegister)
    register.close()


def _type_and_kill(path: Path, first: int, chance: random.Random) -> int | None:
    """The number of the last entry that was told as done, None where none was."""
    command = [sys.executable, "-m", "tests.campaigns.typing_clerk", str(path), str(first)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as clerk:
        assert clerk.stdout is not None
        lines: list[str] = []
        ready = threading.Event()

        def listen() -> None:
            assert clerk.stdout is not None
            for line in clerk.stdout:
                lines.append(line.strip())
                ready.set()
            ready.set()

        listener = threading.Thread(target=listen)
        listener.start()
        if chance.random() < 0.1:
            time.sleep(chance.random())
        else:
            ready.wait(60)
            time.sleep(chance.random() * _LATEST)
        if clerk.poll() is not None:
            listener.join()
            stderr = clerk.stderr.read() if clerk.stderr else ""
            raise RuntimeError(f"the clerk stopped by himself: {stderr}")
        clerk.send_signal(signal.SIGKILL)
        clerk.wait()
        listener.join()
    numbers = [int(line) for line in lines if line.isdigit()]
    return numbers[-1] if numbers else None


def _examine(register: SqliteRegister, told: int) -> tuple[list[str], int]:
    """(what is wrong, how many entries stand in the register)."""
    faults = [finding.message for finding in check(register, (recount_seals,))]
    stored = {(mark.village, mark.item): mark.score for mark in register.find(Mark, round=ROUND)}
    ids = {name.code: name.village for name in register.find(VillageName)}
    wanted = [(ids[code], item, points) for _, code, item, points in islice(entries(), told + 1)]
    latest = {(village, item): points for village, item, points in wanted[:told]}
    following = wanted[told]
    done = {**latest, following[:2]: following[2]}
    if stored == latest and latest != done:
        return faults, told
    if stored == done:
        return faults, told + 1 if latest != done else told
    return [*faults, f"{told} entries were told as done, the register has others"], told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.kills")
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(options.count, options.seed, Path(folder))
    print(
        f"{result.kills} kills (seed {options.seed}): {result.entered} entries told as done, "
        f"{result.while_starting} kills before the first entry, "
        f"{result.between} between commit and telling; {len(result.faults)} faults"
    )
    for fault in result.faults:
        print(f"  {fault}")
    sys.exit(1 if result.faults else 0)


if __name__ == "__main__":
    main()
