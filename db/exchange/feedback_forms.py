"""部门反馈表 out: for each lead department of the standard, all 参评 villages × its indicators.

A row is a village; a figure indicator has a column for its figure (and its base), an occurrence
clause one for the count and one for the facts. The filled table comes back through `feedback`.
`feedback_forms` reads the register; `write_feedback_forms` writes files only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.exchange.form_book import FormColumn, FormRow, write_form
from db.exchange.form_words import circled, has_typed_base
from db.exchange.heads import standard_words
from db.exchange.identity import (
    CHECKSUM,
    DEPARTMENT,
    PERIOD,
    STANDARD,
    UNIT,
    YEAR,
    short_checksum,
)
from db.exchange.progress import Progress, counted
from db.exchange.sheet_forms import safe_name
from db.exchange.sheet_tables import shown_hundredths
from db.exchange.writing import CellValue
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet, sheet_content
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import (
    FIGURE_KINDS,
    Clause,
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Step,
    StepKind,
)
from evaluation.stars.scoring import SheetContent, stars_of_step
from evaluation.stars.sheets import Purpose
from evaluation.views import YearBoard

__all__ = [
    "BASE_WORD",
    "COUNT_WORD",
    "FACT_WORD",
    "FeedbackForm",
    "departments",
    "feedback_forms",
    "feedback_step",
    "reported_clauses",
    "write_feedback_forms",
]

COUNT_WORD, FACT_WORD, BASE_WORD = "次数", "事实", "基数"


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """The table of one department, ready to be written; file_name is safe on every system."""

    department: str
    file_name: str
    title: str
    identity: tuple[tuple[str, str], ...]
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    made: datetime


def feedback_step(standard: Standard) -> Step:
    """The step that takes what departments report: 初评 by clauses.

    Raises RatingFault where the standard has none such.
    """
    step = standard.step_of_kind(StepKind.ASSESSMENT)
    if step is None or step.depth is not Depth.CLAUSE:
        raise RatingFault(
            "本年度的评定标准里没有逐条扣分的初评，部门反馈的次数和数据没有地方可填。"
        )
    return step


def reported_clauses(indicator: Indicator) -> Iterator[tuple[int, Clause]]:
    """(number, clause) of what a department can report of an indicator."""
    for number, clause in enumerate(indicator.clauses, start=1):
        if clause.kind is ClauseKind.OCCURRENCE or clause.kind in FIGURE_KINDS:
            yield number, clause


def departments(standard: Standard) -> tuple[str, ...]:
    """The lead departments of indicators that 初评 scores, in the order of the standard."""
    step = feedback_step(standard)
    return tuple(
        dict.fromkeys(
            indicator.department
            for star in stars_of_step(standard, step.id)
            for indicator in star.indicators
            if indicator.department and any(True for _ in reported_clauses(indicator))
        )
    )


def feedback_forms(
    reader: Reader, board: YearBoard, *, filled: bool = True
) -> tuple[FeedbackForm, ...]:
    """The tables of all departments. filled: with what the 初评 drafts have already.

    Raises RatingFault where the standard names no department, or no village takes part.
    """
    standard = board.head.standard
    named = departments(standard)
    if not named:
        raise RatingFault(
            "本年度的评定标准里没有写牵头部门，没有部门反馈表可写。请在评定标准里填“牵头部门”。"
        )
    rows = [row for row in board.rows if row.status is ParticipationStatus.RATED]
    if not rows:
        raise RatingFault(f"{board.head.year} 年度还没有参评的{board.head.unit}。")
    step = feedback_step(standard)
    contents: dict[str, SheetContent] = {}
    for row in rows if filled else ():
        sheet = latest_sheet(reader, board.head.round.id, row.id, step.id, Purpose.ASSESSMENT, "")
        if sheet is not None:
            contents[row.id] = sheet_content(reader, sheet)
    return tuple(
        _form(board, number, department, step, contents)
        for number, department in enumerate(named, start=1)
    )


def write_feedback_forms(
    forms: Sequence[FeedbackForm], folder: Path, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write the tables into a folder, which is made if need be; returns where they are.

    Nothing is written over a file that is there: RatingFault names them. Raises Cancelled where
    `progress` answers False and RegisterFault where the folder cannot be written to.
    """
    there = [form.file_name for form in forms if (folder / form.file_name).exists()]
    if there:
        raise RatingFault(
            f"文件夹“{folder.name}”里已经有 {len(there)} 个同名的部门反馈表，可能已经填写，"
            "没有覆盖。请换一个空文件夹，或先移走这些文件：",
            places=tuple(there[:20]),
        )
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for form in counted(forms, progress):
        path = folder / form.file_name
        write_form(
            path,
            "部门反馈",
            form.title,
            form.identity,
            form.columns,
            form.rows,
            landscape=True,
            made=form.made,
            frozen=4,
        )
        written.append(path)
    return tuple(written)


def _form(
    board: YearBoard,
    number: int,
    department: str,
    step: Step,
    contents: dict[str, SheetContent],
) -> FeedbackForm:
    head = board.head
    indicators = [
        indicator
        for star in stars_of_step(head.standard, step.id)
        for indicator in star.indicators
        if indicator.department == department
    ]
    columns = [
        FormColumn("序号", 5, centred=True),
        FormColumn("代码", 14, text=True),
        FormColumn("镇", 12),
        FormColumn("嘎查村" if head.unit == "嘎查村" else head.unit, 16),
    ]
    for indicator in indicators:
        columns += [column for column, _, _ in _columns(indicator)]
    rated = [row for row in board.rows if row.status is ParticipationStatus.RATED]
    rows = tuple(
        FormRow(
            (
                place,
                row.code,
                row.town_name,
                row.name,
                *(
                    _value(contents.get(row.id), indicator, clause, what)
                    for indicator in indicators
                    for _, clause, what in _columns(indicator)
                ),
            ),
            {
                column.name: (0, 100 * (clause.at_most or 999))
                for indicator in indicators
                for column, clause, what in _columns(indicator)
                if what == COUNT_WORD
            },
        )
        for place, row in enumerate(rated, start=1)
    )
    mark = "（示例）" if head.sample else ""
    cutoff = head.round.cutoff or f"{head.year}-12-31"
    return FeedbackForm(
        department,
        f"{number:02d} {safe_name(department)} 部门反馈表.xlsx",
        f"{head.year} 年度{head.unit}星级评定部门反馈表（{department}）{mark}",
        (
            (YEAR, str(head.year)),
            (DEPARTMENT, department),
            (UNIT, head.unit),
            (PERIOD, f"{head.year}-01-01 至 {cutoff}"),
            (CHECKSUM, short_checksum(head.round.standard)),
            (STANDARD, standard_words(head.standard)),
        ),
        tuple(columns),
        rows,
        datetime(head.year, 12, 31),  # noqa: DTZ001 - a day, not a moment
    )


def _columns(indicator: Indicator) -> Iterator[tuple[FormColumn, Clause, str]]:
    """(column, clause, what: "" for the figure, BASE_WORD, COUNT_WORD or FACT_WORD)."""
    for number, clause in reported_clauses(indicator):
        if clause.kind is ClauseKind.OCCURRENCE:
            sign = f"{indicator.code}{circled(number)}"
            yield _entry(f"{sign} {clause.text}（{COUNT_WORD}）", 14), clause, COUNT_WORD
            yield _entry(f"{sign} {FACT_WORD}", 24), clause, FACT_WORD
            continue
        figure = clause.figure
        assert figure is not None, f"clause {clause.id} has no figure"
        unit = f"（{figure.unit}）" if figure.unit else ""
        yield _entry(f"{indicator.code} {figure.name}{unit}", 14), clause, ""
        if has_typed_base(clause):
            name = figure.base_name or "基数"
            yield _entry(f"{indicator.code} {BASE_WORD}：{name}{unit}", 14), clause, BASE_WORD


def _entry(name: str, width: int) -> FormColumn:
    return FormColumn(name, width, entry=True, centred=width < 20)


def _value(
    content: SheetContent | None, indicator: Indicator, clause: Clause, what: str
) -> CellValue:
    if content is None:
        return None
    mark = content.marks.get(indicator.id)
    if what in ("", BASE_WORD):
        if mark is None:
            return None
        return shown_hundredths(mark.figure if what == "" else mark.base)
    found = content.deductions.get(indicator.id, ())
    deduction = next((item for item in found if item.clause == clause.id), None)
    if deduction is None:
        return None
    return deduction.count if what == COUNT_WORD else deduction.fact
