"""Takes times in turns and prints them as medians and ratios. Judges nothing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

__all__ = ["in_turns", "percentile", "print_line", "print_ratio", "seconds"]


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes; what it returns is thrown away afterwards."""
    gc.collect()
    start = perf_counter()
    result = work()
    taken = perf_counter() - start
    del result
    return taken


def in_turns(repeats: int, *works: Callable[[], object]) -> tuple[list[float], ...]:
    """Seconds of each work, taken in turns so that a busy moment meets all of them.

    Each runs once beforehand unmeasured: files and modules are then as warm for one as for
    the other.
    """
    for work in works:
        work()
    rounds = [tuple(seconds(work) for work in works) for _ in range(repeats)]
    return tuple(list(times) for times in zip(*rounds, strict=True))


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that `share` percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def print_line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def print_ratio(name: str, ours: Sequence[float], floor: Sequence[float], aim: str) -> None:
    """One line: both medians in milliseconds and the ratio of one to the other."""
    print_line(
        f"{name}: {median(ours) * 1000:.1f} ms, floor {median(floor) * 1000:.1f} ms, "
        f"ratio {median(ours) / median(floor):.2f} (aim {aim})"
    )
