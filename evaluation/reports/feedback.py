"""部门反馈表, A4 landscape: every 参评 village of the round with the indicators of a department.

Where the columns of a department do not fit side by side the form has several parts, each
with the villages and its own place for signature and seal. What is asked and what is entered
is made in `feedback_lines.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BLACK, QUIET, TINT
from evaluation.reports.dates import chinese_number
from evaluation.reports.feedback_lines import (
    FeedbackColumn,
    FeedbackForm,
    FeedbackGroup,
    FeedbackRow,
)
from evaluation.reports.figures import rating_name
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import A4_LANDSCAPE, MM, Box
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.ruled_tables import (
    Entry,
    RuledTable,
    Surround,
    TableRow,
    Wrapping,
    draw_on_pages,
)
from evaluation.reports.signing import SIGNING_ROW, SigningRow, draw_signing_rows
from evaluation.reports.text import Style, draw_fitted, noting_unfit
from evaluation.views import YearHead

__all__ = ["build_feedback", "feedback_title", "unfit_in_feedback"]

_MARGINS = Margins(top=17, right=14, bottom=16, left=14)
_TITLE = Style(Face.TITLE, 18, BLACK)
_NAME = Style(Face.HEI, 12, BLACK)
_HEAD = Style(Face.SONG, 9.5, BLACK)
_LABEL = Style(Face.HEI, 8.5, BLACK)
_TEXT = Style(Face.SONG, 9.5, BLACK)
_NOTE = Style(Face.SONG, 9, QUIET)
_OPENING = 62.0
_NUMBER_WIDTH = 11.0  # millimetres, as the widths of the columns
_NAME_WIDTH = 40.0
_MOST_GROWTH = 1.7
_HEAD_ROW = 22.0
_TOWN_ROW = 20.0
_INK_ROW = 30.0
_FILLED_ROW = 19.5
_NOTE_LINE = 14.0


@dataclass(frozen=True, slots=True)
class _Part:
    """Groups that stand side by side on one sheet: places of them in the form."""

    places: tuple[int, ...]
    groups: tuple[FeedbackGroup, ...]


def build_feedback(forms: Sequence[FeedbackForm], *, progress: Progress | None = None) -> bytes:
    """The forms of the departments in their order.

    Raises Cancelled when `progress` asks to stop, ValueError without any form.
    """
    if not forms:
        raise ValueError("no form to print")
    paper = _paper(forms[0].head)
    wrapping = Wrapping()
    for form in counted(forms, progress):
        parts = _parts(form.groups, paper.area.width / MM - _NUMBER_WIDTH - _NAME_WIDTH)
        for number, part in enumerate(parts, start=1):
            words = f"（{chinese_number(number)}）" if len(parts) > 1 else ""
            _draw_part(paper, form, part, words, wrapping)
    return paper.finish()


def _paper(head: YearHead) -> Paper:
    return Paper(
        feedback_title(head),
        head.office,
        size=A4_LANDSCAPE,
        margins=_MARGINS,
        marks=marks_of(head, formal=True),
    )


def unfit_in_feedback(form: FeedbackForm) -> tuple[str, ...]:
    """Texts of the form that would have to become too small to read."""
    # Text in the table wraps; only what stands round it is kept in its lines.
    paper = _paper(form.head)
    with noting_unfit() as unfit:
        _draw_opening(paper.canvas, paper.area, form, "")
        _draw_closing(paper.canvas, paper.area, form)
    return tuple(dict.fromkeys(unfit))


def feedback_title(head: YearHead) -> str:
    """What the paper is called: 2026年度嘎查村级组织星级评定部门反馈表."""
    return f"{head.year}年度{rating_name(head)}部门反馈表"


def _parts(groups: Sequence[FeedbackGroup], room: float) -> tuple[_Part, ...]:
    """Parts of nearly equal width, as few as fit into `room` millimetres; an indicator is
    never divided."""
    fewest = len(_filled(groups, room))
    whole = sum(group.width for group in groups)
    # A last part of one narrow column beside full ones looks like an oversight.
    for share in range(20):
        narrower = min(room, whole / fewest + (room - whole / fewest) * share / 19)
        found = _filled(groups, narrower)
        if len(found) == fewest:
            return found
    return _filled(groups, room)


def _filled(groups: Sequence[FeedbackGroup], room: float) -> tuple[_Part, ...]:
    parts: list[list[int]] = []
    used = 0.0
    for place, group in enumerate(groups):
        if not parts or used + group.width > room + 0.01:
            parts.append([])
            used = 0.0
        parts[-1].append(place)
        used += group.width
    return tuple(_Part(tuple(part), tuple(groups[place] for place in part)) for part in parts)


def _widths(columns: Sequence[FeedbackColumn], whole: float) -> tuple[float, ...]:
    """Widths in points, together `whole`: where there is room to spare numbers take a little
    more of it and sentences the rest."""
    fixed = (_NUMBER_WIDTH * MM, _NAME_WIDTH * MM)
    room = whole - sum(fixed)
    growth = min(room / (MM * sum(column.width for column in columns)), _MOST_GROWTH)
    made = [column.width * MM * growth for column in columns]
    spare = (room - sum(made)) / sum(column.words for column in columns)
    return (
        *fixed,
        *(
            width + (spare if column.words else 0)
            for width, column in zip(made, columns, strict=True)
        ),
    )


def _draw_part(
    paper: Paper, form: FeedbackForm, part: _Part, words: str, wrapping: Wrapping
) -> None:
    columns = [column for group in part.groups for column in group.columns]
    widths = _widths(columns, paper.area.width)
    heads = (
        TableRow(
            (
                Entry("序号", _LABEL),
                Entry(form.head.unit, _LABEL),
                *(Entry(group.title, _LABEL, span=len(group.columns)) for group in part.groups),
            ),
            _HEAD_ROW,
            TINT,
        ),
        TableRow(
            (
                Entry("", _LABEL),
                Entry("", _LABEL),
                *(Entry(column.title, _LABEL) for column in columns),
            ),
            _HEAD_ROW,
            TINT,
        ),
    )
    standard = form.head.standard
    draw_on_pages(
        paper,
        RuledTable(widths, heads, tuple(_rows(form, part)), wrapping, joined=frozenset((0, 1))),
        Surround(
            opening=(_OPENING, partial(_draw_opening, form=form, words=words)),
            closing=(_closing_height(form), partial(_draw_closing, form=form)),
            running=f"{form.department}　{feedback_title(form.head)}{words}（续）",
            foot=lambda _: f"{standard.name}　第{standard.version}版",
        ),
    )


def _draw_opening(canvas: Canvas, box: Box, form: FeedbackForm, words: str) -> None:
    title = Box(box.left, box.top - 28, box.right, box.top)
    draw_fitted(canvas, title, f"{feedback_title(form.head)}{words}", _TITLE, lines=1)
    share = box.left + box.width * 0.55
    line = Box(box.left, box.bottom + 4, share, box.bottom + 24)
    name = f"反馈部门：{form.department}"
    draw_fitted(canvas, line, name, _NAME, align="left", lines=1)
    standard = form.head.standard
    basis = f"依据：{standard.document}" if standard.document else "（依据文号待填）"
    right = Box(share + 8, line.bottom, box.right, line.top)
    words = f"汇总单位：{form.head.office}　　{basis}"
    draw_fitted(canvas, right, words, _HEAD, align="right", lines=1)


_SIGNING = (
    SigningRow(
        "反馈部门", (("填报人（签字）：", 1.0), ("负责人（签字）：", 1.0), ("（盖章）", 0.8))
    ),
)


def _closing_height(form: FeedbackForm) -> float:
    return SIGNING_ROW * len(_SIGNING) + _NOTE_LINE * len(_notes(form)) + 6


def _draw_closing(canvas: Canvas, box: Box, form: FeedbackForm) -> None:
    """Signature and seal, and beneath them the notes."""
    y = draw_signing_rows(canvas, box, _SIGNING)
    for note in _notes(form):
        y -= _NOTE_LINE
        line = Box(box.left, y - 4, box.right, y + _NOTE_LINE - 4)
        draw_fitted(canvas, line, note, _NOTE, align="left", lines=1)


def _rows(form: FeedbackForm, part: _Part) -> list[TableRow]:
    """A row for each village; where there are several towns their names stand between."""
    columns = sum(len(group.columns) for group in part.groups)
    several = len({row.row.town for row in form.rows}) > 1
    rows: list[TableRow] = []
    town = ""
    for number, row in enumerate(form.rows, start=1):
        if several and row.row.town != town:
            town = row.row.town
            entry = Entry(row.row.town_name, _LABEL, align="left", span=columns + 2)
            rows.append(TableRow((entry,), _TOWN_ROW, TINT, keeps=True))
        rows.append(_village_row(form, part, number, row))
    return rows


def _village_row(form: FeedbackForm, part: _Part, number: int, row: FeedbackRow) -> TableRow:
    entries = [Entry(str(number), _TEXT, single=True), Entry(row.row.name, _TEXT)]
    for place, group in zip(part.places, part.groups, strict=True):
        values = row.values[place]
        if values is None:
            entries.append(Entry("不涉及", _NOTE, span=len(group.columns)))
            continue
        entries += [
            Entry(text, _TEXT, align="left" if column.words else "centre")
            for text, column in zip(values, group.columns, strict=True)
        ]
    return TableRow(tuple(entries), _INK_ROW if form.blank else _FILLED_ROW)


def _notes(form: FeedbackForm) -> tuple[str, ...]:
    """The figures of the whole year, and on a blank form how it is filled in."""
    notes: list[str] = []
    if form.shared:
        figures = "　　".join(
            f"{name} {value or '＿＿＿＿＿＿'} {unit}".rstrip() for name, unit, value in form.shared
        )
        notes.append(f"全年数据：{figures}")
    if form.blank:
        notes.append(
            "填表说明：没有此类情形的填“0”，不留空格；有扣分情形的，写明时间、地点、事由和依据。"
        )
    return tuple(notes)
