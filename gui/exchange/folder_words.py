"""What the preview of a folder says, in words: the state of a file, who is missing, what hinders.

Reads a FolderPreview and a board; the window only shows what is made here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from db.exchange.folders import BLANK, FilePreview, FileState, FolderPreview
from evaluation.rounds import ParticipationStatus
from evaluation.views import VillageRow, YearBoard
from gui.theme import Colour

__all__ = [
    "FileWords",
    "Missing",
    "counts_of_steps",
    "done_words",
    "fault_text",
    "file_key",
    "file_words",
    "hindrance_words",
    "missing_villages",
    "to_settle",
]


@dataclass(frozen=True, slots=True)
class FileWords:
    """The state of a file: word, icon of resources/icons, colour of theme."""

    word: str
    icon: str
    colour: str


@dataclass(frozen=True, slots=True)
class Missing:
    """names: villages of whom nothing has come, neither now nor before; before: how many have
    something entered already, though nothing is in this folder. unit: what they are called."""

    names: tuple[str, ...]
    before: int
    unit: str

    @property
    def words(self) -> str:
        """Who is missing, in a sentence."""
        told = f"还没有收到 {len(self.names)} 个{self.unit}：{'、'.join(self.names)}"
        if not self.names:
            told = f"参评的{self.unit}都收到了"
        if self.before:
            told += f"（另有 {self.before} 个以前已经录入）"
        return told


def file_key(item: FilePreview) -> str:
    """Tells one sheet of a file from all others."""
    return f"{item.file}|{item.sheet}"


def to_settle(item: FilePreview) -> bool:
    """Whether something has to be done about a file before the import."""
    waiting = item.state in (FileState.UNSETTLED, FileState.UNREADABLE)
    return waiting and bool(item.questions or item.faults)


def file_words(item: FilePreview) -> FileWords:
    """The state of a file as a table shows it."""
    match item.state:
        case FileState.LEFT_OUT:
            return FileWords("不导入", "minus", Colour.FAINT)
        case FileState.NOT_A_FORM:
            return FileWords("不是打分表", "mark-empty", Colour.FAINT)
        case FileState.UNREADABLE:
            return FileWords("读不出来", "mark-fault", Colour.FAULT)
    if item.faults:
        return FileWords(f"有误 {len(item.faults)} 处", "mark-fault", Colour.FAULT)
    if item.questions:
        return FileWords(f"要回答 {len(item.questions)} 处", "mark-half", Colour.DOING)
    if item.changes:
        return FileWords(f"可导入 {item.changes} 处", "mark-done", Colour.DONE)
    if item.reason == BLANK:
        return FileWords("空白，没有填", "mark-empty", Colour.SECONDARY)
    return FileWords("没有改动", "mark-empty", Colour.SECONDARY)


def fault_text(item: FilePreview) -> str:
    """The faults of a file as lines that can be sent to whoever filled it in."""
    return "\n".join(f"{item.file} {fault.sentence}" for fault in item.faults)


def counts_of_steps(preview: FolderPreview) -> tuple[tuple[str, int], ...]:
    """(step's short name, number of sheets that change something), in the order they came."""
    counted = Counter(item.step_name for item in preview.files if item.argument)
    return tuple(counted.items())


def hindrance_words(preview: FolderPreview) -> str:
    """Why the folder cannot be imported; "" where it can."""
    parts = []
    faulty = sum(
        bool(item.faults) for item in preview.files if item.state is not FileState.LEFT_OUT
    )
    if preview.questions:
        parts.append(f"还有 {len(preview.questions)} 处要回答")
    if faulty:
        parts.append(f"有 {faulty} 个文件有误：改好后重新读取，或选“不导入这个文件”")
    if not parts and not preview.changes:
        parts.append("没有要导入的改动")
    return f"还不能导入：{'；'.join(parts)}。" if parts else ""


def done_words(preview: FolderPreview, missing: Missing) -> str:
    """What was imported, in a sentence."""
    parts = "，".join(f"{step} {count} 份" for step, count in counts_of_steps(preview))
    left = sum(item.state is FileState.LEFT_OUT for item in preview.files)
    tail = f"不导入的 {left} 个文件没有动。" if left else ""
    waiting = f"还没有收到 {len(missing.names)} 个{missing.unit}。" if missing.names else ""
    return f"已导入打分表：{parts}，共 {preview.changes} 处改动。{tail}{waiting}"


def missing_villages(preview: FolderPreview, board: YearBoard) -> Missing:
    """Of which 参评 villages there is nothing, in the office's order.

    A village whose sheet was entered or imported earlier need not be asked again.
    """
    came = {
        item.village
        for item in preview.files
        if item.state in (FileState.READ, FileState.UNSETTLED) and item.reason != BLANK
    }
    steps = {item.step for item in preview.files if item.step}
    rated = [row for row in board.rows if row.status is ParticipationStatus.RATED]
    absent = [row for row in rated if row.id not in came]
    entered = [row for row in absent if _entered(row, steps)]
    known = Counter(row.name for row in rated)
    names = tuple(
        f"{row.name}（{row.town_name}）" if known[row.name] > 1 else row.name
        for row in absent
        if row not in entered
    )
    return Missing(names, len(entered), board.head.unit)


def _entered(row: VillageRow, steps: set[str]) -> bool:
    """Whether the village has something in every step that the folder is about."""
    states = {part.step: part.state for part in row.progress}
    return bool(steps) and all(states.get(step, "none") != "none" for step in steps)
