"""From the start of the process to the first paint of the sample year, beside a bare window.

The floor is a PySide6 window with one label and the same fonts loaded. Both run without a
screen, in processes of their own, with settings of their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter

from db.exchange.standards import read_preset
from db.store import create_register
from evaluation.sample import SampleClock, write_sample
from tests.benchmarks.measuring import print_ratio

__all__ = ["measure_start"]

_REPEATS = 9


def _until_painted(folder: Path, *arguments: str) -> float:
    """Seconds from starting the process to its word that the window was painted."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        # As on an official's machine: compiled once, by the first start, which is not measured.
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = perf_counter() - start
    if said != "painted\n":
        raise RuntimeError(f"the window {' '.join(arguments)} was not painted")
    return taken


def measure_start(folder: Path) -> None:
    """Print the time to the first paint."""
    path = folder / "start.xjdb"
    clock = SampleClock()
    with closing(create_register(path, clock=clock, program="benchmarks")) as register:
        write_sample(register, clock, read_preset("shixing-2012"))
    program = ("program", str(path))
    for arguments in (program, ("bare",)):
        _until_painted(folder, *arguments)
    times = [
        (_until_painted(folder, *program), _until_painted(folder, "bare")) for _ in range(_REPEATS)
    ]
    ours, floor = zip(*times, strict=True)
    print_ratio("start to first paint, 61 villages", ours, floor, "≤ 1.5")
