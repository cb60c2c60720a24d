"""Putting a finished file in the place of another, so that a power cut leaves one of them whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["put_in_place", "synchronise"]


def synchronise(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(draft: Path, target: Path) -> None:
    """Rename a draft to its name, after its bytes and before the folder are on the disk.

    Raises OSError; then `target` is as it was.
    """
    synchronise(draft)
    draft.replace(target)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
