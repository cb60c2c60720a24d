"""The size of a window above a page: what it likes, but never more than there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from gui.theme import units

__all__ = ["fit_to_screen"]

_SHARE = 0.92
_SMALLEST = (911, 512)
"""Logical pixels of the smallest screen that is promised."""


def fit_to_screen(dialog: QDialog, width: int, height: int) -> None:
    """Resize to `width` × `height` units, within the window the dialog belongs to.

    One that belongs to no window fits the smallest screen, wherever it is.
    """
    owner = dialog.parentWidget()
    screen = QGuiApplication.primaryScreen().availableSize()
    if owner is not None and owner.isVisible():
        room = owner.window().size()
    else:
        room = QSize(*_SMALLEST).boundedTo(screen)
    dialog.resize(
        min(units(width), round(room.width() * _SHARE)),
        min(units(height), round(room.height() * _SHARE)),
    )
