"""Writes papers to files: all in one, or one for each village; with progress and cancel.

A file appears under its name only when it is whole: it is written beside it and renamed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from evaluation.faults import RegisterFault
from evaluation.reports.progress import Cancelled, Progress, counted

__all__ = ["PaperFile", "file_name", "save", "write_apart", "write_together"]

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper to be written: the name of its file without ending, and what makes its bytes."""

    name: str
    build: Callable[[], bytes]


def file_name(text: str) -> str:
    """`text` as the name of a file on every system: characters that are not allowed become _.

    At most 80 characters, so that the path stays short enough for Windows.
    """
    plain = _FORBIDDEN.sub("_", text).strip(" .")[:80].rstrip(" .") or "_"
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def save(path: Path, data: bytes) -> None:
    """Write a whole file or none: under another name first, then renamed over `path`.

    Raises RegisterFault when the folder cannot be written or the file is open elsewhere.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise RegisterFault(
            f"文件“{path.name}”没有写成：{error.strerror or error}。"
            "它可能正被别的程序打开，或磁盘已满、文件夹不能写入。请关闭它或另选文件夹后再试。"
        ) from error


def write_together(
    path: Path, build: Callable[[Progress], bytes], progress: Progress
) -> Path | None:
    """One file of many pages; `build` is a builder that reports to the progress it is given.

    Returns the path, or None when the run was stopped: then nothing is written.
    """
    try:
        data = build(progress)
    except Cancelled:
        return None
    save(path, data)
    return path


def write_apart(folder: Path, papers: Sequence[PaperFile], progress: Progress) -> tuple[Path, ...]:
    """One file for each paper, in their order; equal names are numbered.

    Returns the files that were written; when the run is stopped, those of before.
    """
    written: list[Path] = []
    used: set[str] = set()
    try:
        for paper in counted(papers, progress):
            name = _unused(file_name(paper.name), used)
            path = folder / f"{name}.pdf"
            save(path, paper.build())
            written.append(path)
    except Cancelled:
        pass
    return tuple(written)


def _unused(name: str, used: set[str]) -> str:
    """`name`, or with a number behind it where a village of the same name came before."""
    made, number = name, 1
    while made.casefold() in used:
        number += 1
        made = f"{name}（{number}）"
    used.add(made.casefold())
    return made
