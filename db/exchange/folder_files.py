"""What importing a folder of score sheets would do, as plain frozen records; and its files, read.

Nothing here looks into the register: `folders` makes the previews.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from db.exchange.previews import Answers, CellFault, Notice, PreviewRow, Question, RowState
from db.exchange.progress import Progress, counted
from db.exchange.tables import Table, is_table_name, read_table
from evaluation.faults import RatingFault, RegisterFault

__all__ = [
    "BLANK",
    "FilePreview",
    "FileState",
    "FolderFile",
    "FolderPreview",
    "folder_record",
    "in_file",
    "read_folder",
]

MOST_FILES = 2000
BLANK = "空白表，没有填写"
"""Reason of a form that came back empty."""


class FileState(StrEnum):
    """What became of a sheet of a file."""

    READ = "read"  # a score sheet of a known village, with or without changes
    UNSETTLED = "unsettled"  # a score sheet, but questions or faults are left
    NOT_A_FORM = "not_a_form"  # no score sheet of one village: nothing is read from it
    UNREADABLE = "unreadable"  # not a table, damaged, with a password …
    LEFT_OUT = "left_out"  # the official said so


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One file of a folder. name: with its folders below the chosen one. table: None where it
    is no table, for the `reason`; problem: the file or the machine is at fault, not its kind."""

    name: str
    sha256: str = ""
    table: Table | None = field(default=None, repr=False)
    reason: str = ""
    problem: bool = False


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What importing one sheet of a file would do.

    file, sheet: where it stands (sheet "" for a file that was not read). village: id, "" while
    unknown; village_name; found_by: how the village was found, in words. step: id; step_name.
    assessor: whose own sheet of 初评 it is, "" for the common one.
    rows: what would change, row by row. leave_out: a question that may be answered at any time
    to leave this sheet out of the import (None for what is left out anyway).
    reason: why nothing is read, BLANK for a form that came back empty.
    """

    file: str
    sheet: str
    sha256: str
    state: FileState
    village: str = ""
    village_name: str = ""
    found_by: str = ""
    step: str = ""
    step_name: str = ""
    assessor: str = ""
    rows: tuple[PreviewRow, ...] = ()
    faults: tuple[CellFault, ...] = ()
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    leave_out: Question | None = None
    reason: str = ""
    argument: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def changes(self) -> int:
        """Rows that would be added or changed."""
        return sum(row.state in (RowState.ADDED, RowState.CHANGED) for row in self.rows)

    @property
    def place(self) -> str:
        """File and sheet in words."""
        return f"{self.file} {self.sheet}".strip()


def in_file(file: str, address: str) -> str:
    """An address with the file before it; that of a CSV file, whose one sheet bears its name,
    says it already."""
    return address if address.startswith(file) else f"{file} {address}".strip()


@dataclass(frozen=True, slots=True)
class FolderPreview:
    """What importing a folder would do.

    files: one entry per sheet that is a form, one per file that is none. missing: names of the
    参评 villages of whom nothing came, in the office's order. questions: those still open, with
    the file in their addresses;
    asked: all of them, answered or not. action, arguments: what applying carries out.
    """

    folder: str
    round: str
    files: tuple[FilePreview, ...] = ()
    missing: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    asked: tuple[Question, ...] = ()
    summary: str = ""
    action: str = "import_sheets"
    arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)
    answers: Answers = field(default_factory=dict)
    sources: tuple[FolderFile, ...] = field(default=(), repr=False)

    @property
    def faults(self) -> tuple[CellFault, ...]:
        """All faults, each with file, sheet and cell in its address."""
        return tuple(
            CellFault(in_file(item.file, fault.address), fault.message)
            for item in self.files
            if item.state is not FileState.LEFT_OUT
            for fault in item.faults
        )

    @property
    def changes(self) -> int:
        return sum(item.changes for item in self.files if item.state is not FileState.LEFT_OUT)

    @property
    def ready(self) -> bool:
        """Whether it can be applied: nothing wrong, nothing open, and something to do."""
        return not self.faults and not self.questions and self.changes > 0


def read_folder(path: Path, progress: Progress | None = None) -> tuple[FolderFile, ...]:
    """Read every file of a folder and of the folders in it; no register is touched.

    Raises RatingFault where it is no folder or holds too many files, Cancelled where `progress`
    answers False.
    """
    if not path.is_dir():
        raise RatingFault(f"找不到文件夹“{path}”。请检查位置后再试。")
    found = sorted(
        item
        for item in path.rglob("*")
        if item.is_file() and not item.is_symlink() and not _is_leftover(item.name)
    )
    if len(found) > MOST_FILES:
        raise RatingFault(
            f"文件夹“{path.name}”里有 {len(found)} 个文件，一次最多读 {MOST_FILES} 个。"
            "请选只放打分表的文件夹。"
        )
    if not found:
        raise RatingFault(f"文件夹“{path.name}”里没有文件。请检查是否选错了文件夹。")
    return tuple(
        _read(item, item.relative_to(path).as_posix()) for item in counted(found, progress)
    )


def _is_leftover(name: str) -> bool:
    """Files that programs leave behind: locks of opened tables, system files."""
    return name.startswith(("~$", ".~", ".")) or name.lower() in ("thumbs.db", "desktop.ini")


def _read(path: Path, name: str) -> FolderFile:
    if not is_table_name(path.name):
        return FolderFile(name, reason="不是表格文件，没有读")
    try:
        table = read_table(path)
    except (RatingFault, RegisterFault) as fault:
        return FolderFile(name, reason=fault.message, problem=True)
    return FolderFile(name, table.sha256, table)


def folder_record(preview: FolderPreview) -> dict[str, Any]:
    """A preview as plain values for JSON."""

    def question(item: Question) -> dict[str, Any]:
        choices = [{"key": key, "words": words} for key, words in item.choices]
        return {"id": item.id, "address": item.address, "text": item.text, "choices": choices}

    return {
        "folder": preview.folder,
        "summary": preview.summary,
        "ready": preview.ready,
        "missing": list(preview.missing),
        "files": [
            {
                "file": item.file,
                "sheet": item.sheet,
                "sha256": item.sha256,
                "state": str(item.state),
                "village": item.village_name,
                "found_by": item.found_by,
                "step": item.step_name,
                "reason": item.reason,
                "leave_out": item.leave_out.id if item.leave_out is not None else "",
                "rows": [
                    {
                        "state": str(row.state),
                        "address": row.address,
                        "differences": [asdict(part) for part in row.differences],
                        "note": row.note,
                    }
                    for row in item.rows
                ],
                "faults": [asdict(fault) for fault in item.faults],
                "notices": [asdict(notice) for notice in item.notices],
            }
            for item in preview.files
        ],
        "questions": [question(item) for item in preview.questions],
    }
