"""汇总表, A3 or A4 landscape: every village of a round with its stars, total and class.

The head is repeated on each page; several towns stand one after the other, each with its own
count. The shares and their footnote are those of the totals, never reckoned here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.cells import cell, column_boxes, figure_cell, row_boxes, spread
from evaluation.reports.colours import BLACK, QUIET, TINT
from evaluation.reports.figures import rating_name, without_blanks
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import A3_LANDSCAPE, A4_LANDSCAPE, Box, Size
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.shapes import draw_frame
from evaluation.reports.summary_columns import SummaryColumn, class_counts, summary_columns
from evaluation.reports.text import (
    Span,
    Style,
    draw,
    draw_fitted,
    draw_paragraph,
    draw_right,
    lines_of,
    noting_unfit,
)
from evaluation.views import VillageRow, YearBoard

__all__ = ["build_summary", "unfit_in_summary"]


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes for one size of paper, in points."""

    size: Size
    margins: Margins
    title: float
    text: float
    head: float
    row: float


_A3 = _Look(A3_LANDSCAPE, Margins(top=25, right=22, bottom=22, left=22), 24, 11, 40, 22.5)
_A4 = _Look(A4_LANDSCAPE, Margins(top=21, right=14, bottom=17, left=14), 18, 8.6, 32, 17.5)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: a village with its number, else the name of a town or a count."""

    label: str = ""
    number: int = 0
    village: VillageRow | None = None
    counted: tuple[VillageRow, ...] | None = None


def build_summary(board: YearBoard, *, a3: bool = True, progress: Progress | None = None) -> bytes:
    """The table of all villages of the board in the office's own order, town by town.

    Raises Cancelled when `progress` asks to stop.
    """
    head = board.head
    look = _A3 if a3 else _A4
    title = f"{head.year}年度{rating_name(head)}汇总表"
    paper = Paper(
        title,
        head.office,
        size=look.size,
        margins=look.margins,
        marks=marks_of(head, formal=True),
    )
    pages = _paginated(_lines(board), paper.area, look)
    if len(pages) == 1:
        look = _roomier(look, paper.area, len(pages[0]))
    for number, page in enumerate(counted(pages, progress), start=1):
        with paper.new_page() as canvas:
            _draw_top(canvas, paper.area, board, look, title)
            y = _draw_table(canvas, paper.area, board, look, page)
            if number == len(pages):
                _draw_closing(canvas, paper.area, board, look, y)
            words = f"第 {number} 页　共 {len(pages)} 页"
            _draw_foot(canvas, paper.area, board, look, words)
    return paper.finish()


def unfit_in_summary(board: YearBoard, *, a3: bool = True) -> tuple[str, ...]:
    """Texts of the table that would have to become too small to read."""
    with noting_unfit() as unfit:
        build_summary(board, a3=a3)
    return tuple(dict.fromkeys(unfit))


def _top(look: _Look) -> float:
    """Height of title and the line beneath it."""
    return look.title * 1.5 + look.text * 2.4


def _bottom(look: _Look, *, last: bool) -> float:
    """Height beneath the table: on the last page shares, footnote and signatures as well."""
    return look.text * (9.4 if last else 2.2)


def _lines(board: YearBoard) -> tuple[_Line, ...]:
    """Villages in the board's order, gathered by town where there are several."""
    order = [code for code, _ in board.head.towns]
    order += [row.town for row in board.rows if row.town not in order]
    groups = [
        group
        for code in dict.fromkeys(order)
        if (group := tuple(row for row in board.rows if row.town == code))
    ]
    lines: list[_Line] = []
    number = 0
    for group in groups:
        if len(groups) > 1:
            lines.append(_Line(f"{group[0].town_name}（{len(group)}个）"))
        for row in group:
            number += 1
            lines.append(_Line(number=number, village=row))
        if len(groups) > 1:
            lines.append(_Line("小计", counted=group))
    return (*lines, _Line("合计", counted=board.rows))


def _paginated(lines: Sequence[_Line], area: Box, look: _Look) -> tuple[tuple[_Line, ...], ...]:
    """Pages of lines; a town's name never stands last on a page, a count never first."""
    room = area.height - _top(look) - look.head
    full = int((room - _bottom(look, last=False)) / look.row)
    final = int((room - _bottom(look, last=True)) / look.row)
    pages: list[tuple[_Line, ...]] = []
    at = 0
    while len(lines) - at > final:
        end = min(at + full, len(lines) - 2)
        while end > at + 1 and (_is_town(lines[end - 1]) or lines[end].counted is not None):
            end -= 1
        pages.append(tuple(lines[at:end]))
        at = end
    return (*pages, tuple(lines[at:]))


def _is_town(line: _Line) -> bool:
    return line.village is None and line.counted is None


def _roomier(look: _Look, area: Box, lines: int) -> _Look:
    """Higher rows where a short table leaves room on its only page."""
    room = area.height - _top(look) - look.head - _bottom(look, last=True)
    return replace(look, row=min(room / lines, look.row * 1.35))


def _draw_top(canvas: Canvas, area: Box, board: YearBoard, look: _Look, title: str) -> None:
    """Title, reporting office and the document the rating rests on."""
    style = Style(Face.TITLE, look.title, BLACK)
    box = Box(area.left, area.top - look.title * 1.5, area.right, area.top)
    draw_fitted(canvas, box, title, style, lines=1)
    text = Style(Face.SONG, look.text, BLACK)
    y = area.top - _top(look) + look.text * 0.7
    draw(canvas, area.left, y, f"填报单位：{board.head.office}", text)
    draw_right(canvas, area.right, y, f"依据：{board.head.standard.document or '待填'}", text)


def _draw_table(
    canvas: Canvas, area: Box, board: YearBoard, look: _Look, lines: Sequence[_Line]
) -> float:
    """The head and the lines of one page; returns where the table ends."""
    columns = summary_columns(board.head)
    widths = spread([column.width for column in columns], area.width)
    top = area.top - _top(look)
    heights = [look.head] + [look.row] * len(lines)
    boxes = row_boxes(Box(area.left, area.bottom, area.right, top), heights)
    label = Style(Face.HEI, look.text, BLACK)
    for box, column in zip(column_boxes(boxes[0], widths), columns, strict=True):
        cell(canvas, box, column.title, label, fill=TINT, lines=2)
    for box, line in zip(boxes[1:], lines, strict=True):
        places = column_boxes(box, widths)
        if line.village is not None:
            _draw_village(canvas, places, columns, look, line.number, line.village)
        elif line.counted is not None:
            _draw_count(canvas, places, columns, board, look, line)
        else:
            cell(canvas, box, line.label, label, align="left", fill=TINT, lines=1)
    draw_frame(canvas, Box(area.left, boxes[-1].bottom, area.right, top), BLACK, 1.1)
    return boxes[-1].bottom


def _draw_village(
    canvas: Canvas,
    boxes: Sequence[Box],
    columns: Sequence[SummaryColumn],
    look: _Look,
    number: int,
    row: VillageRow,
) -> None:
    text = Style(Face.SONG, look.text, BLACK)
    strong = Style(Face.TITLE, look.text, BLACK)
    for box, column in zip(boxes, columns, strict=True):
        style = strong if column.strong else text
        words = column.value(number, row)
        if column.widest:
            figure_cell(canvas, box, words, style, max(column.widest, words, key=len))
        else:
            cell(canvas, box, words, style, lines=column.lines)


def _draw_count(
    canvas: Canvas,
    boxes: Sequence[Box],
    columns: Sequence[SummaryColumn],
    board: YearBoard,
    look: _Look,
    line: _Line,
) -> None:
    """A count row: its name over the first columns, the classes over the last ones."""
    label = Style(Face.HEI, look.text, BLACK)
    text = Style(Face.SONG, look.text, BLACK)
    rows = line.counted or ()
    counting = [place for place, column in enumerate(columns) if column.count is not None]
    first, last = counting[0], counting[-1]
    cell(canvas, _joined(boxes[:first]), line.label, label, lines=1)
    for place in counting:
        count = columns[place].count
        words = "" if count is None else count(rows)
        cell(canvas, boxes[place], words, label if columns[place].strong else text, lines=1)
    cell(canvas, _joined(boxes[last + 1 :]), class_counts(board.head, rows), text, lines=1)


def _joined(boxes: Sequence[Box]) -> Box:
    return Box(boxes[0].left, boxes[0].bottom, boxes[-1].right, boxes[0].top)


def _totals_text(board: YearBoard) -> str:
    """Counts and shares of the classes, the star rate, and the footnote."""
    totals, standard = board.totals, board.head.standard
    classes = "，".join(
        f"{item.outward}{count.count}个" + (f"（{count.share}%）" if totals.rated else "")
        for item, count in zip(standard.classes, totals.classes, strict=True)
    )
    text = f"共{totals.villages}个，已评{totals.rated}个：{classes}。"
    if standard.most_stars and totals.rated:
        text += (
            f"获星{totals.stars_won}颗（应有{totals.stars_possible}颗），"
            f"获星率{totals.star_rate}%，平均{totals.average}颗。"
        )
    return text + without_blanks(totals.note)


def _draw_closing(canvas: Canvas, area: Box, board: YearBoard, look: _Look, y: float) -> None:
    """Shares with their footnote and the signatures, beneath the table that ends at y."""
    text = Style(Face.SONG, look.text, BLACK)
    lines = lines_of([Span(_totals_text(board), text)], area.width)
    y -= look.text * 1.9
    y = draw_paragraph(canvas, area.left, y, area.width, lines, look.text * 1.6, justified=False)
    y -= look.text * 1.2
    for share, label in ((0.0, "填表人："), (0.27, "审核人："), (0.54, "负责人（盖章）：")):
        draw(canvas, area.left + area.width * share, y, label, text)
    draw_right(canvas, area.right, y, "年　　　月　　　日", text)


def _draw_foot(canvas: Canvas, area: Box, board: YearBoard, look: _Look, words: str) -> None:
    """The seal's code once the year is published, and the page."""
    quiet = Style(Face.SONG, look.text * 0.85, QUIET)
    if board.head.code:
        draw(canvas, area.left, area.bottom, f"档案校验码 {board.head.code}", quiet)
    draw_right(canvas, area.right, area.bottom, words, quiet)
