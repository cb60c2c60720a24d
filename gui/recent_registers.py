"""The registers opened lately, kept in the user's own settings, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

__all__ = ["forget_register", "recent_registers", "remember_register"]

_KEY = "recent"
_MOST = 8


def _settings() -> QSettings:
    return QSettings("xingji", "xingji")


def recent_registers() -> tuple[Path, ...]:
    """Paths as they were opened, whether or not there is still a file."""
    stored = _settings().value(_KEY, [])
    # A list of one comes back from some settings files as a plain text.
    names = stored if isinstance(stored, list) else [stored]
    return tuple(Path(name) for name in names if isinstance(name, str) and name)


def remember_register(path: Path) -> None:
    """Put a register at the top of the list."""
    whole = path.resolve()
    others = [known for known in recent_registers() if known != whole]
    _store([whole, *others][:_MOST])


def forget_register(path: Path) -> None:
    """Take a register off the list; the file stays."""
    _store([known for known in recent_registers() if known != path])


def _store(paths: list[Path]) -> None:
    _settings().setValue(_KEY, [str(path) for path in paths])
