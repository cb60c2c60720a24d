"""The size of a window above a page: what it likes, but never more than the screen has."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from gui.theme import units

__all__ = ["fit_to_screen"]

_SHARE = 0.92


def fit_to_screen(dialog: QDialog, width: int, height: int) -> None:
    """Resize to `width` × `height` units, within the window it belongs to or the screen."""
    owner = dialog.parentWidget()
    if isinstance(owner, QWidget) and owner.isVisible():
        room = owner.window().size()
    else:
        room = QGuiApplication.primaryScreen().availableSize()
    dialog.resize(
        min(units(width), round(room.width() * _SHARE)),
        min(units(height), round(room.height() * _SHARE)),
    )
