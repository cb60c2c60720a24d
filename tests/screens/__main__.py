"""Writes the pictures, each at the three screens the program promises to fit."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Display:
    """A screen in logical pixels, and the scale the user has set for it."""

    name: str
    width: int
    height: int
    scale: str


DISPLAYS = (
    Display("1366x768", 1366, 768, "1"),
    Display("911x512@150", 911, 512, "1.5"),
    Display("960x540@200", 960, 540, "2"),
)


def write_pictures(folder: Path, names: list[str], display: Display) -> None:
    """Take the pictures in this process, whose scale has been set from outside."""
    from PySide6.QtWidgets import QApplication

    from gui.app import create_application
    from tests.screens.registry import all_screens

    application = create_application(["screens"])
    for entry in all_screens():
        if names and entry.name not in names:
            continue
        widget = entry.build()
        if entry.whole:
            widget.resize(display.width, display.height)
        widget.show()
        for _ in range(3):
            application.processEvents()
        widget.grab().save(str(folder / f"{entry.name}-{display.name}.png"))
        widget.close()
        widget.deleteLater()
        QApplication.processEvents()


def main() -> int:
    """Start one process per display: the scale is fixed when a process starts."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--display", choices=[display.name for display in DISPLAYS])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    wanted = [d for d in DISPLAYS if arguments.display in (None, d.name)]
    if arguments.here:
        write_pictures(arguments.folder, arguments.names, wanted[0])
        return 0
    worst = 0
    for display in wanted:
        environment = dict(os.environ, QT_SCALE_FACTOR=display.scale)
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, "-m", "tests.screens", str(arguments.folder)]
        command += [*arguments.names, "--display", display.name, "--here"]
        worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
