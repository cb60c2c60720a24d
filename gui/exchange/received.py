"""Files that came back, read from the disk: work for a job, which touches no register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.exchange.folders import FolderFile, read_folder
from db.exchange.progress import Progress, counted
from db.exchange.tables import is_table_name, read_table
from evaluation.faults import RatingFault, RegisterFault

__all__ = ["Received", "read_again", "read_paths"]


@dataclass(frozen=True, slots=True)
class Received:
    """What was chosen or dropped. label: what it is called; paths: what was chosen, to read it
    again; places: name of a file → where it is."""

    label: str
    files: tuple[FolderFile, ...]
    paths: tuple[Path, ...]
    places: Mapping[str, Path] = field(default_factory=dict, repr=False)


def read_paths(paths: Sequence[Path], progress: Progress | None = None) -> Received:
    """Read files and whole folders.

    Raises RatingFault where a folder holds nothing or too much; what is wrong with one file
    stands in that file. What `progress` raises goes through.
    """
    folders = [path for path in paths if path.is_dir()]
    single = [path for path in paths if not path.is_dir()]
    files: list[FolderFile] = []
    places: dict[str, Path] = {}
    for folder in folders:
        for file in read_folder(folder, progress):
            name = file.name if len(paths) == 1 else f"{folder.name}/{file.name}"
            files.append(FolderFile(name, file.sha256, file.table, file.reason, file.problem))
            places[name] = folder / file.name
    for path in counted(single, progress):
        file = _read(path)
        files.append(file)
        places[file.name] = path
    label = paths[0].name if len(paths) == 1 else f"{paths[0].name} 等 {len(paths)} 个"
    return Received(label, tuple(files), tuple(paths), places)


def read_again(received: Received) -> Received:
    """The same files as they are now; raises as `read_paths`."""
    return read_paths(received.paths)


def _read(path: Path) -> FolderFile:
    if not is_table_name(path.name):
        return FolderFile(path.name, reason="不是表格文件，没有读")
    try:
        table = read_table(path)
    except (RatingFault, RegisterFault) as fault:
        return FolderFile(path.name, reason=fault.message, problem=True)
    return FolderFile(path.name, table.sha256, table)
