"""How long work on many files says how far it is and is asked to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeVar

__all__ = ["Cancelled", "Progress", "counted"]

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with (done, total) before the first and after each item; False stops the work."""

Item = TypeVar("Item")


class Cancelled(Exception):
    """The official stopped the work."""


def counted(items: Sequence[Item], progress: Progress | None) -> Iterator[Item]:
    """`items` one by one, reported to `progress`; raises Cancelled when it answers False."""
    total = len(items)
    for done, item in enumerate(items):
        if progress is not None and not progress(done, total):
            raise Cancelled
        yield item
    if progress is not None and not progress(total, total):
        raise Cancelled
