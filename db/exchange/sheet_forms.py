"""打分表 out: one workbook for a village and a step, blank or with what is entered so far.

`sheet_form` gathers what stands in it (it reads the register); `write_sheet_form` and
`write_sheet_forms` write files and touch no register. The columns come back by their names and
the rows by the indicator's code and the number of the clause: see `folders`. What is handed in
on paper, with signatures, is printed from the papers, not here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.exchange.form_book import FormColumn, FormRow, write_form
from db.exchange.heads import standard_words
from db.exchange.identity import (
    ASSESSOR,
    CHECKSUM,
    CODE_LABEL,
    REST,
    STANDARD,
    STEP,
    TOWN_LABEL,
    UNIT,
    VILLAGE,
    YEAR,
    short_checksum,
)
from db.exchange.progress import Progress, counted
from db.exchange.sheet_tables import Gathered, clause_table, indicator_table, star_table
from evaluation.faults import RatingFault
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    Depth,
    Standard,
    Step,
    StepKind,
    for_category,
)
from evaluation.views import VillageRow, YearBoard

__all__ = [
    "REST_CHECKED",
    "SheetForm",
    "safe_name",
    "scored_steps",
    "sheet_form",
    "sheet_forms",
    "write_sheet_form",
    "write_sheet_forms",
]

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST_NAME = 60
REST_CHECKED = "已查，不扣分"
"""What the field 其余各项 says where everything left empty was looked at and is in order."""


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A form ready to be written. identity: (label, value) in reading order; file_name is safe
    on every system."""

    file_name: str
    sheet_name: str
    title: str
    identity: tuple[tuple[str, str], ...]
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    landscape: bool
    made: datetime


def safe_name(text: str) -> str:
    """A name of a file or folder that every system takes: no separators, no trailing dots."""
    return _UNSAFE.sub("_", text).strip(" .")[:_LONGEST_NAME] or "_"


def scored_steps(standard: Standard, step: str = "") -> tuple[Step, ...]:
    """The steps that have forms: the one of that id or short name, all without one.

    Raises RatingFault where the standard has no such step or it is not scored.
    """
    scored = [item for item in standard.steps if item.kind in (StepKind.SELF, StepKind.ASSESSMENT)]
    found = tuple(item for item in scored if not step or step in (item.id, item.short, item.name))
    if found:
        return found
    known = "、".join(item.short for item in scored) or "无"
    raise RatingFault(f"本年度的评定标准里没有要打分的“{step}”。打分的步骤有：{known}。")


def sheet_forms(
    reader: Reader,
    board: YearBoard,
    step: str,
    *,
    filled: bool = True,
    assessor: str = "",
    towns: Sequence[str] = (),
) -> tuple[SheetForm, ...]:
    """The forms of all 参评 villages of a round, in the office's own order.

    filled: with 自评 beside 初评 and what is entered; else blank. assessor: whose own sheet of
    初评 it is, "" for the common one. towns: nine-digit codes, all
    without them. Raises RatingFault where the step is not scored or no village takes part.
    """
    rows = [
        row
        for row in board.rows
        if row.status is ParticipationStatus.RATED and (not towns or row.town in towns)
    ]
    if not rows:
        raise RatingFault(f"{board.head.year} 年度还没有参评的{board.head.unit}，没有打分表可写。")
    return tuple(
        sheet_form(reader, board, row.id, step, filled=filled, assessor=assessor) for row in rows
    )


def sheet_form(
    reader: Reader,
    board: YearBoard,
    village: str,
    step: str,
    *,
    filled: bool = True,
    assessor: str = "",
) -> SheetForm:
    """The form of one village (its id) for one step (its id or short name); see `sheet_forms`."""
    row = board.row(village)
    if row is None:
        raise RatingFault(f"{board.head.year} 年度名册里没有“{village}”。")
    standard = for_category(board.head.standard, row.category)
    found = scored_steps(standard, step)[0]
    gathered = Gathered.of(reader, board, row, standard, found, filled, assessor)
    if found.depth is Depth.CLAUSE:
        columns, rows = clause_table(gathered)
    elif found.depth is Depth.INDICATOR:
        columns, rows = indicator_table(gathered)
    else:
        columns, rows = star_table(gathered)
    mark = "（示例）" if board.head.sample else ""
    return SheetForm(
        file_name=f"{row.position:03d} {safe_name(row.name)} {found.short}.xlsx",
        sheet_name=found.short,
        title=f"{board.head.year} 年度{row.name}{found.short}打分表{mark}",
        identity=_identity(board, row, standard, found, assessor),
        columns=columns,
        rows=rows,
        landscape=found.depth is Depth.CLAUSE,
        made=datetime(board.head.year, 12, 31),  # noqa: DTZ001 - a day, not a moment
    )


def write_sheet_form(form: SheetForm, path: Path) -> None:
    """Write one form. Raises RegisterFault where the place cannot be written to."""
    write_form(
        path,
        form.sheet_name,
        form.title,
        form.identity,
        form.columns,
        form.rows,
        landscape=form.landscape,
        made=form.made,
        head_choices={REST: (REST_CHECKED,)},
    )


def write_sheet_forms(
    forms: Sequence[SheetForm], folder: Path, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write forms into a folder, which is made if need be; returns where they are.

    A file that is there already may be filled in, so nothing is written over it: RatingFault
    names them before anything is written. Raises Cancelled where `progress` answers False
    (what was written stays) and RegisterFault where the folder cannot be written to.
    """
    there = [form.file_name for form in forms if (folder / form.file_name).exists()]
    if there:
        raise RatingFault(
            f"文件夹“{folder.name}”里已经有 {len(there)} 个同名的打分表，可能已经填写，没有覆盖。"
            "请换一个空文件夹，或先移走这些文件：",
            places=tuple(there[:20]),
        )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for form in counted(forms, progress):
        path = folder / form.file_name
        write_sheet_form(form, path)
        written.append(path)
    return tuple(written)


def _identity(
    board: YearBoard, row: VillageRow, standard: Standard, step: Step, assessor: str
) -> tuple[tuple[str, str], ...]:
    pairs = [
        (VILLAGE, row.official_name or row.name),
        (YEAR, str(board.head.year)),
        (CODE_LABEL, row.code),
        (UNIT, board.head.unit),
        (TOWN_LABEL, row.town_name),
        (STEP, step.name),
        (CHECKSUM, short_checksum(board.head.round.standard)),
        (STANDARD, standard_words(standard)),
    ]
    if assessor:
        pairs.append((ASSESSOR, assessor))
    if step.depth is Depth.CLAUSE:
        pairs.append((REST, ""))
    return tuple(pairs)
