"""Makes many records without Python's cycle collector walking over them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles while records are made that form none.

    With a county's million marks it takes as long as the rating itself. Memory is freed as
    ever; what was running before runs again afterwards.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
