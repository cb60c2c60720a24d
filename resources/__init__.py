"""Finds what ships beside the code: standards, fonts, icons, division codes, manual, sample.

It only names places. Reading a file, and saying in words that one is missing, belongs to whoever
needs the file.
"""

from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the absolute path of a shipped file or folder, e.g. ``resource_path("fonts")``.

    A frozen bundle keeps the data files beside the frozen modules, under ``resources/``, and sets
    ``__file__`` accordingly: the same line serves the source tree and the bundle. The path need
    not exist.
    """
    return Path(__file__).resolve().parent.joinpath(*parts)
