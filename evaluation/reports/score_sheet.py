"""自评表 and 初评打分表, A4: blank to be filled in with ink, or as they were filled.

On a blank sheet every row is high enough for handwriting and the 自评 stands beside the empty
初评. Which lines there are and what they say is made in `score_sheet_lines.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.cells import spread
from evaluation.reports.colours import BLACK, QUIET, TINT
from evaluation.reports.figures import rating_name
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import MM, Box
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
from evaluation.reports.score_sheet_lines import ScoreLine, ScoreSheet, SheetForm, StarBlock
from evaluation.reports.signing import SIGNING_ROW, SigningRow, draw_signing_rows
from evaluation.reports.text import Style, draw_fitted, measure, noting_unfit
from evaluation.stars.sheets import Sheet, SheetState

__all__ = ["INK_ROW", "build_score_sheets", "sheet_title", "unfit_in_score_sheet"]

INK_ROW = 12 * MM
"""Least height of a row that is written in by hand (domain §8)."""

_MARGINS = Margins(top=15, right=14, bottom=16, left=18)
_TITLE = Style(Face.TITLE, 19, BLACK)
_NAME = Style(Face.HEI, 12.5, BLACK)
_HEAD = Style(Face.SONG, 9.5, BLACK)
_LABEL = Style(Face.HEI, 9, BLACK)
_TEXT = Style(Face.SONG, 9, BLACK)
_FIGURE = Style(Face.SONG, 10, BLACK)
_RESULT = Style(Face.TITLE, 10, BLACK)
_NOTE = Style(Face.SONG, 9, QUIET)
_HEAD_ROW = 24.0
_STAR_ROW = 21.0
_FILLED_ROW = 19.0
_OPENING = 80.0
_NOTE_LINE = 13.0
_WIDEST = "100.00"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, its width in millimetres, and the field of a line it shows."""

    title: str
    width: float
    field: str


_CODE = _Column("编号", 11, "code")
_TEXT_COLUMN = _Column("考评内容", 35, "text")
_POINTS = _Column("分值", 11, "points")

_COLUMNS = {
    SheetForm.OWN_BLANK: (
        _CODE,
        _TEXT_COLUMN,
        _POINTS,
        _Column("计分办法", 58, "rules"),
        _Column("查验依据", 23, "evidence"),
        _Column("自评得分", 18, "own"),
        _Column("备注", 22, "record"),
    ),
    SheetForm.OWN: (
        _CODE,
        _TEXT_COLUMN,
        _POINTS,
        _Column("计分办法", 54, "rules"),
        _Column("自评得分", 16, "own"),
        _Column("说明", 37, "record"),
        _Column("备注", 14, "remark"),
    ),
    SheetForm.ASSESSMENT_BLANK: (
        _CODE,
        _Column("考评内容", 31, "text"),
        _POINTS,
        _Column("计分办法", 51, "rules"),
        _Column("自评", 14, "own"),
        _Column("初评得分", 17, "assessed"),
        _Column("考评记载", 31, "record"),
        _Column("备注", 12, "remark"),
    ),
    SheetForm.ASSESSMENT: (
        _CODE,
        _TEXT_COLUMN,
        _POINTS,
        _Column("自评", 14, "own"),
        _Column("初评", 14, "assessed"),
        _Column("复核", 14, "reviewed"),
        _Column("考评记载", 66, "record"),
        _Column("备注", 13, "remark"),
    ),
}
_SCORES = ("own", "assessed", "reviewed")
_LEFT = ("text", "rules", "evidence", "record")


def build_score_sheets(sheets: Sequence[ScoreSheet], *, progress: Progress | None = None) -> bytes:
    """The sheets in their order, each with page numbers of its own.

    Raises Cancelled when `progress` asks to stop, ValueError without any sheet.
    """
    if not sheets:
        raise ValueError("no score sheet to print")
    paper = _paper(sheets[0])
    wrapping = Wrapping()
    for sheet in counted(sheets, progress):
        _draw_sheet(paper, sheet, wrapping)
    return paper.finish()


def _paper(sheet: ScoreSheet) -> Paper:
    head = sheet.head
    return Paper(
        sheet_title(sheet), head.office, margins=_MARGINS, marks=marks_of(head, formal=True)
    )


def unfit_in_score_sheet(sheet: ScoreSheet) -> tuple[str, ...]:
    """Texts of the sheet that would have to become too small to read."""
    # Text in the table wraps; only what stands round it is kept in its lines.
    paper = _paper(sheet)
    with noting_unfit() as unfit:
        _draw_opening(paper.canvas, paper.area, sheet)
        _draw_closing(paper.canvas, paper.area, sheet)
    return tuple(dict.fromkeys(unfit))


def sheet_title(sheet: ScoreSheet) -> str:
    """What the paper is called: 2026年度嘎查村级组织星级评定初评打分表."""
    head = sheet.head
    kind = "表" if sheet.form.own else "打分表"
    return f"{head.year}年度{rating_name(head)}{sheet.step.short}{kind}"


def _draw_sheet(paper: Paper, sheet: ScoreSheet, wrapping: Wrapping) -> None:
    columns = _COLUMNS[sheet.form]
    widths = spread([column.width for column in columns], paper.area.width)
    heads = [TableRow(tuple(Entry(column.title, _LABEL) for column in columns), _HEAD_ROW, TINT)]
    rows: list[TableRow] = []
    for block in sheet.blocks:
        rows.append(_star_row(sheet, columns, block))
        rows += [_line_row(sheet, columns, line) for line in block.lines]
    rows.append(_total_row(sheet, columns))
    draw_on_pages(
        paper,
        RuledTable(widths, heads, rows, wrapping),
        Surround(
            opening=(_OPENING, partial(_draw_opening, sheet=sheet)),
            closing=(_closing_height(sheet), partial(_draw_closing, sheet=sheet)),
            running=f"{sheet.row.name}　{sheet_title(sheet)}（续）",
            foot=lambda _: _foot(sheet),
        ),
    )


def _draw_opening(canvas: Canvas, box: Box, sheet: ScoreSheet) -> None:
    """Title, the village, and the standard with its version and document."""
    title = Box(box.left, box.top - 30, box.right, box.top)
    draw_fitted(canvas, title, sheet_title(sheet), _TITLE, lines=1)
    row, standard = sheet.row, sheet.head.standard
    name = f"{sheet.head.county}{row.town_name}　{row.name}"
    if row.category:
        name += f"（{row.category}）"
    share = box.left + box.width * 0.66
    line = Box(box.left, box.top - 60, share - 6, box.top - 36)
    draw_fitted(canvas, line, name, _NAME, align="left", lines=2)
    right = Box(share, line.bottom, box.right, line.top)
    draw_fitted(canvas, right, _state_words(sheet), _HEAD, align="right", lines=2)
    basis = f"依据：{standard.document}" if standard.document else "（依据文号待填）"
    share = min(measure(basis, _HEAD) + 1, box.width * 0.5)
    right = Box(box.right - share, box.bottom + 3, box.right, box.bottom + 18)
    draw_fitted(canvas, right, basis, _HEAD, align="right", lines=1)
    below = Box(box.left, right.bottom, right.left - 12, right.top)
    words = f"评定标准：{standard.name}　第{standard.version}版"
    draw_fitted(canvas, below, words, _HEAD, align="left", lines=1)


def _state_words(sheet: ScoreSheet) -> str:
    """Of a blank sheet the place of the day; of a filled one its version and state."""
    what = sheet.sheet
    if what is None:
        return f"{'自评' if sheet.form.own else '考评'}日期：　　　年　　月　　日"
    state = "录入中，未签" if what.state is SheetState.DRAFT else "已签"
    words = f"第{what.version}版（{state}）"
    return f"考评人：{what.assessor}　{words}" if what.assessor else words


def _foot(sheet: ScoreSheet) -> str:
    standard = sheet.head.standard
    words = f"{standard.name}　第{standard.version}版"
    return words if sheet.form.blank else f"{words}　　对内资料，不得张贴、转发"


def _score_entry(sheet: ScoreSheet, text: str, style: Style) -> Entry:
    widest = max(_WIDEST, text, *sheet.totals[1:], key=len)
    return Entry(text, style, widest=widest if text else "")


def _star_row(sheet: ScoreSheet, columns: Sequence[_Column], block: StarBlock) -> TableRow:
    """The head of a star: its name, points and subtotals over the columns they belong to."""
    entries = [Entry(f"项目　{block.title}", _LABEL, align="left", span=2)]
    for column in columns[2:]:
        if column.field == "points":
            entries.append(Entry(block.points, _LABEL))
        elif column.field in _SCORES:
            entries.append(_score_entry(sheet, getattr(block, column.field), _RESULT))
        else:
            entries.append(Entry(block.word if column.field == "record" else "", _TEXT, "left"))
    least = INK_ROW if block.by_ink else _STAR_ROW
    return TableRow(tuple(entries), least, TINT, keeps=True)


def _line_row(sheet: ScoreSheet, columns: Sequence[_Column], line: ScoreLine) -> TableRow:
    entries: list[Entry] = []
    for column in columns:
        text = getattr(line, column.field)
        if column.field in _SCORES:
            strong = column.field == ("own" if sheet.form.own else "assessed")
            # On a blank sheet only what stands beside the place for the pen is printed.
            shown = "" if sheet.form.blank and strong else text
            style = _RESULT if strong else _FIGURE
            entries.append(_score_entry(sheet, shown, style))
        elif column.field in _LEFT:
            entries.append(Entry(text, _TEXT, align="left"))
        else:
            single = column.field in ("code", "points")
            entries.append(Entry(text, _TEXT, single=single))
    return TableRow(tuple(entries), INK_ROW if sheet.form.blank else _FILLED_ROW)


def _total_row(sheet: ScoreSheet, columns: Sequence[_Column]) -> TableRow:
    points, own, assessed, reviewed = sheet.totals
    totals = {"points": points, "own": own, "assessed": assessed, "reviewed": reviewed}
    if not sheet.reviewed:
        totals["reviewed"] = ""
    entries = [Entry("合计", _LABEL, span=2)]
    for column in columns[2:]:
        if column.field in _SCORES:
            entries.append(_score_entry(sheet, totals[column.field], _RESULT))
        else:
            entries.append(Entry(totals.get(column.field, ""), _LABEL, single=True))
    return TableRow(tuple(entries), INK_ROW if sheet.form.blank else _HEAD_ROW)


def _signing_rows(sheet: ScoreSheet) -> tuple[SigningRow, ...]:
    signatories = [(f"{name}（签字）：", 1.0) for name in sheet.step.signatories]
    unit = sheet.head.unit
    if sheet.form.own:
        places = (*signatories, ("“两委”成员（签字）：", 1.3))
        return (
            SigningRow(sheet.step.name, places),
            SigningRow(f"{unit}党组织", (("（盖章）", 1.0),)),
        )
    consents = _consent_words(sheet.sheet)
    return (
        SigningRow("考评组", (*signatories, ("成员（签字）：", 1.5))),
        SigningRow(f"被考评\n{unit}负责人", ((consents, 1.2), ("签字：", 1.0))),
    )


def _closing_height(sheet: ScoreSheet) -> float:
    notes = _notes(sheet)
    rows = len(_signing_rows(sheet))
    return SIGNING_ROW * rows + _NOTE_LINE * len(notes) + (6 if notes else 0)


def _draw_closing(canvas: Canvas, box: Box, sheet: ScoreSheet) -> None:
    """Signatures, and beneath them the notes."""
    y = draw_signing_rows(canvas, box, _signing_rows(sheet))
    for note in _notes(sheet):
        y -= _NOTE_LINE
        line = Box(box.left, y - 4, box.right, y + _NOTE_LINE - 4)
        draw_fitted(canvas, line, note, _NOTE, align="left", lines=1)


def _consent_words(sheet: Sheet | None) -> str:
    """□无异议 □有异议, ticked where the answer is recorded."""
    answer = None if sheet is None else sheet.village_consents
    agreed, disputed = ("☑" if answer == 1 else "□", "☑" if answer == 0 else "□")
    return f"{agreed}无异议　　{disputed}有异议"


def _notes(sheet: ScoreSheet) -> tuple[str, ...]:
    """What is recorded about a filled sheet, and which stars stand elsewhere."""
    notes: list[str] = []
    if sheet.left_out:
        stars = "、".join(sheet.left_out)
        notes.append(f"注：{stars}不由{sheet.step.short}打分，表中未列。")
    what = sheet.sheet
    if what is not None:
        parts = (
            f"{sheet.step.short}日期 {what.act_date}" if what.act_date else "",
            f"签字 {what.signed_by}" if what.signed_by else "",
            f"录入 {what.entered_by}" if what.entered_by else "",
        )
        recorded = "，".join(part for part in parts if part)
        if recorded:
            notes.append(f"登记：{recorded}。")
        if what.remark:
            notes.append(f"说明：{what.remark}")
    return tuple(notes)
