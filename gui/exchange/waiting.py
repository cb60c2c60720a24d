"""The busy cursor while something short is read that belongs to the thread of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

__all__ = ["waiting"]


@contextmanager
def waiting() -> Iterator[None]:
    """Show the busy cursor inside the block, whatever comes of it."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
