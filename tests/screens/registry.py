"""The list of screens. A page or dialog adds a function that builds its widget.

    @screen("overview")
    def overview() -> QWidget: ...

The function is called with the application running; modules that register screens are
named in `SCREEN_MODULES`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

__all__ = ["SCREEN_MODULES", "Screen", "all_screens", "screen"]

SCREEN_MODULES = (
    "tests.screens.checks",
    "tests.screens.assessors",
    "tests.screens.desk",
    "tests.screens.evidence",
    "tests.screens.exchange",
    "tests.screens.frame",
    "tests.screens.gallery",
    "tests.screens.grid",
    "tests.screens.office_pages",
    "tests.screens.proof",
    "tests.screens.results",
)


@dataclass(frozen=True)
class Screen:
    """A picture to take.

    `whole` fills the screen; otherwise the widget keeps its own size. `fits` is taken back
    only for what no official sees, such as the gallery.
    """

    name: str
    build: Callable[[], QWidget]
    whole: bool = True
    fits: bool = True


_screens: list[Screen] = []


def screen(
    name: str, *, whole: bool = True, fits: bool = True
) -> Callable[[Callable[[], QWidget]], Callable[[], QWidget]]:
    """Register the function below as a screen."""

    def register(build: Callable[[], QWidget]) -> Callable[[], QWidget]:
        _screens.append(Screen(name, build, whole, fits))
        return build

    return register


def all_screens() -> list[Screen]:
    """Import every module that registers screens and return what they registered."""
    for module in SCREEN_MODULES:
        importlib.import_module(module)
    return list(_screens)
