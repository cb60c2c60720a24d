"""python -m tests.benchmarks [rating|printing|start|entry|all]

Registers are written into a folder of their own below the system's temporary folder, which
is removed at the end.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.entry import measure_entry
from tests.benchmarks.printing import measure_printing
from tests.benchmarks.rating import measure_rating
from tests.benchmarks.start import measure_start

_BENCHMARKS: dict[str, Callable[[Path], None]] = {
    "rating": measure_rating,
    "printing": measure_printing,
    "start": measure_start,
    "entry": measure_entry,
}


def _run() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*_BENCHMARKS, "all"], nargs="?", default="all")
    wanted = parser.parse_args().name
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        for name, benchmark in _BENCHMARKS.items():
            if wanted in (name, "all"):
                benchmark(Path(folder))


if __name__ == "__main__":
    _run()
