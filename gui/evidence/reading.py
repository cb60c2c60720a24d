"""Reads files to be attached, as a job: what cannot be read is told, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from db.exchange.evidence_files import EvidenceFile, day_in_name, guess_village, read_evidence_file
from db.exchange.members import Members
from evaluation.faults import Fault
from gui.evidence.pictures import small_picture
from gui.jobs import Job, JobRunner, Progress

__all__ = ["ReadFile", "Reading", "read_as_job", "read_files"]

_PICTURE_SIDE = 900
"""Pixels of the picture shown while sorting; the file itself stays as it is kept."""


@dataclass(frozen=True)
class ReadFile:
    """A file as it would be kept, with a picture of it. `guess`: id of the village its name or
    folder speaks of, "" for none."""

    path: Path
    file: EvidenceFile
    picture: QImage | None
    guess: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """By the day taken, else the one in the name; what has neither stands at the end."""
        day = self.file.taken_on or day_in_name(self.file.name) or "9999"
        return day, self.file.taken_at, self.file.name


@dataclass(frozen=True)
class Reading:
    """What could be read, in its order, and a sentence for each file that could not."""

    files: tuple[ReadFile, ...]
    faults: tuple[str, ...]


def read_files(paths: Sequence[Path], members: Members | None, progress: Progress) -> Reading:
    """Read all files; touches neither widgets nor the register. members: to guess from."""
    read: list[ReadFile] = []
    faults: list[str] = []
    for number, path in enumerate(paths):
        progress.report(number, len(paths), path.name)
        try:
            file = read_evidence_file(path)
        except Fault as fault:
            faults.append(fault.message)
            continue
        guess = guess_village(path, members) if members is not None else None
        picture = small_picture(file.media, file.data, _PICTURE_SIDE)
        read.append(ReadFile(path, file, picture, guess or ""))
    progress.report(len(paths), len(paths))
    return Reading(tuple(sorted(read, key=lambda item: item.order)), tuple(faults))


def read_as_job(
    runner: JobRunner,
    paths: Sequence[Path],
    members: Members | None,
    finished: Callable[[Reading], None],
    cancelled: Callable[[], None],
) -> None:
    """Read files off the GUI thread; what nobody foresaw goes to the fault window."""

    def failed(error: Exception) -> None:
        raise error

    def work(progress: Progress) -> Reading:
        return read_files(paths, members, progress)

    runner.start(Job("正在读取附件", work, finished, failed, cancelled))
