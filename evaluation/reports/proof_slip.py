"""校对单, A4: what is stored, to be read aloud and ticked off against the paper.

One line for each entered value in large figures; at the foot of each page and of the whole
how many numbers there are and what they add to. Which values is made in `proof_lines.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from evaluation.numbers import show_plain
from evaluation.reports.cells import spread
from evaluation.reports.colours import BLACK, QUIET, TINT
from evaluation.reports.figures import rating_name
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.proof_lines import ProofEntry, ProofSlip
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

__all__ = ["build_proof_slips", "slip_title", "unfit_in_proof_slip"]

_MARGINS = Margins(top=15, right=14, bottom=16, left=18)
_TITLE = Style(Face.TITLE, 19, BLACK)
_NAME = Style(Face.HEI, 14, BLACK)
_HEAD = Style(Face.SONG, 10, BLACK)
_LABEL = Style(Face.HEI, 10, BLACK)
_TEXT = Style(Face.SONG, 10.5, BLACK)
_CODE = Style(Face.SONG, 12, BLACK)
_VALUE = Style(Face.TITLE, 16.5, BLACK)
_TICK = Style(Face.SONG, 14, BLACK)
_FACT = Style(Face.KAI, 10, QUIET)
_WIDTHS = (10.0, 19.0, 80.0, 38.0, 13.0, 18.0)
_HEADS = ("序号", "编号", "内容", "数值", "单位", "核对")
_HEAD_ROW = 22.0
_BAND = 18.5
_ROW = 23.4
_FACT_ROW = 16.5
_OPENING = 82.0


def build_proof_slips(slips: Sequence[ProofSlip], *, progress: Progress | None = None) -> bytes:
    """The slips in their order, each with page numbers of its own.

    Raises Cancelled when `progress` asks to stop, ValueError without any slip.
    """
    if not slips:
        raise ValueError("no slip to print")
    paper = _paper(slips[0])
    wrapping = Wrapping()
    for slip in counted(slips, progress):
        _draw_slip(paper, slip, wrapping)
    return paper.finish()


def _paper(slip: ProofSlip) -> Paper:
    head = slip.head
    return Paper(slip_title(slip), head.office, margins=_MARGINS, marks=marks_of(head, formal=True))


def unfit_in_proof_slip(slip: ProofSlip) -> tuple[str, ...]:
    """Texts of the slip that would have to become too small to read."""
    # Text in the table wraps; only what stands round it is kept in its lines.
    paper = _paper(slip)
    with noting_unfit() as unfit:
        _draw_opening(paper.canvas, paper.area, slip)
        _draw_closing(paper.canvas, paper.area, slip)
    return tuple(dict.fromkeys(unfit))


def slip_title(slip: ProofSlip) -> str:
    """What the paper is called: 2026年度嘎查村级组织星级评定初评打分表校对单."""
    return f"{slip.head.year}年度{rating_name(slip.head)}{slip.what}校对单"


def _draw_slip(paper: Paper, slip: ProofSlip, wrapping: Wrapping) -> None:
    widths = spread(_WIDTHS, paper.area.width)
    heads = (TableRow(tuple(Entry(title, _LABEL) for title in _HEADS), _HEAD_ROW, TINT),)
    draw_on_pages(
        paper,
        RuledTable(widths, heads, _rows(slip), wrapping),
        Surround(
            opening=(_OPENING, partial(_draw_opening, slip=slip)),
            closing=(2 * SIGNING_ROW, partial(_draw_closing, slip=slip)),
            running=f"{slip.row.name}　{slip_title(slip)}　第{slip.version}版（续）",
            foot=_page_sum,
        ),
    )


def _page_sum(rows: Sequence[TableRow]) -> str:
    numbers = [row.number for row in rows if row.number is not None]
    return f"本页 {len(numbers)} 个数，相加得 {show_plain(sum(numbers))}" if numbers else ""


def _draw_opening(canvas: Canvas, box: Box, slip: ProofSlip) -> None:
    """Title, the village, and which version of which sheet is read."""
    title = Box(box.left, box.top - 30, box.right, box.top)
    draw_fitted(canvas, title, slip_title(slip), _TITLE, lines=1)
    share = box.left + box.width * 0.68
    line = Box(box.left, box.top - 60, share - 8, box.top - 34)
    name = f"{slip.row.town_name}　{slip.row.name}"
    draw_fitted(canvas, line, name, _NAME, align="left", lines=2)
    state = "已签" if slip.signed else "录入中，未签"
    right = Box(share, line.bottom, box.right, line.top)
    words = f"第{slip.version}版（{state}）"
    draw_fitted(canvas, right, words, _NAME.sized(12), align="right", lines=1)
    standard = slip.head.standard
    parts = (
        f"考评人：{slip.assessor}" if slip.assessor else "",
        f"纸质日期：{slip.act_date}" if slip.act_date else "",
        f"评定标准：{standard.name} 第{standard.version}版",
    )
    below = Box(box.left, box.bottom + 3, box.right, box.bottom + 19)
    words = "　　".join(part for part in parts if part)
    draw_fitted(canvas, below, words, _HEAD, align="left", lines=1)


def _rows(slip: ProofSlip) -> list[TableRow]:
    shown = [entry.shown for block in slip.blocks for entry in block.entries]
    total = show_plain(slip.control_sum)
    # Figures stand under each other; the sum in the last row may be the widest.
    widest = max((*(text for text in shown if text.isascii()), total), key=len)
    rows: list[TableRow] = []
    number = 0
    for block in slip.blocks:
        rows.append(
            TableRow((Entry(block.title, _LABEL, align="left", span=6),), _BAND, TINT, keeps=True)
        )
        for entry in block.entries:
            number += 1
            rows += _entry_rows(number, entry, widest)
        if block.rest:
            rest = Entry(block.rest, _TEXT, align="left", span=5)
            rows.append(TableRow((rest, Entry("□", _TICK)), _ROW))
    rows.append(
        TableRow(
            (
                Entry(f"共 {len(slip.numbers)} 个数　控制总数（全部数值相加）", _LABEL, span=3),
                Entry(total, _VALUE, widest=widest),
                Entry("", _TEXT),
                Entry("□", _TICK),
            ),
            _ROW + 4,
            TINT,
        )
    )
    return rows


def _entry_rows(number: int, entry: ProofEntry, widest: str) -> list[TableRow]:
    """The line of a value, and beneath it what was written beside it."""
    figure = entry.value is not None
    value = Entry(entry.shown, _VALUE, widest=widest) if figure else Entry(entry.shown, _LABEL)
    rows = [
        TableRow(
            (
                Entry(str(number), _TEXT, single=True),
                Entry(entry.code, _CODE, single=True),
                Entry(entry.text, _TEXT, align="left"),
                value,
                Entry(entry.unit, _TEXT, single=True),
                Entry("□", _TICK),
            ),
            _ROW,
            keeps=bool(entry.fact),
            number=entry.value,
        )
    ]
    if entry.fact:
        words = Entry(f"事实：{entry.fact}", _FACT, align="left", span=4)
        rows.append(TableRow((Entry("", _TEXT, span=2), words), _FACT_ROW))
    return rows


def _draw_closing(canvas: Canvas, box: Box, slip: ProofSlip) -> None:
    """Who typed and who proof-read."""
    typed = (slip.entered_by or "姓名：", 1.0)
    verdict = ("□一致　□不一致，共　　　处", 1.6)
    rows = (
        SigningRow("录入人", (typed, ("签字：", 1.0))),
        SigningRow("校对人", (("签字：", 1.0), verdict)),
    )
    draw_signing_rows(canvas, box, rows)
