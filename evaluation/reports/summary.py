"""汇总表, A3 or A4 landscape: every village of a round with its stars, total and class.

The head is repeated on each page; several towns stand one after the other, each with its own
count. The shares and their footnote are those of the totals, never reckoned here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from evaluation.numbers import show
from evaluation.reports.cells import cell, column_boxes, figure_cell, row_boxes, spread
from evaluation.reports.colours import BLACK, QUIET, TINT
from evaluation.reports.figures import class_text, score_text, star_name, stars_text, state_text
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import A3_LANDSCAPE, A4_LANDSCAPE, Box, Size
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.shapes import draw_frame
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
from evaluation.stars.outcome import StarOutcome
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
    widths: tuple[float, ...]  # 序号 嘎查村 | one star | 总分 星数 满意率 否决 类别 上年 备注


_A3 = _Look(
    A3_LANDSCAPE,
    Margins(top=25, right=22, bottom=22, left=22),
    24,
    11,
    40,
    22.5,
    (11, 42, 20.5, 22, 13, 20, 26, 16, 20, 28),
)
_A4 = _Look(
    A4_LANDSCAPE,
    Margins(top=21, right=14, bottom=17, left=14),
    18,
    8.6,
    32,
    17.5,
    (9, 31, 15.6, 16.4, 9.6, 15, 17, 11.5, 15, 20),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: a village, the name of a town, or a count."""

    kind: str  # "village", "town", "total"
    label: str = ""
    number: int = 0
    row: VillageRow | None = None
    cells: tuple[str, ...] = ()


def build_summary(board: YearBoard, *, a3: bool = True, progress: Progress | None = None) -> bytes:
    """The table of all villages of the board in the office's own order.

    Raises Cancelled when `progress` asks to stop.
    """
    head = board.head
    look = _A3 if a3 else _A4
    title = (
        f"{head.year}年度{head.unit}{'级' if head.unit.endswith('村') else '党'}组织星级评定汇总表"
    )
    paper = Paper(
        title,
        head.office,
        size=look.size,
        margins=look.margins,
        marks=marks_of(head, formal=True),
    )
    lines = _lines(board)
    pages = _paginated(lines, paper.area, look)
    if len(pages) == 1:
        look = _roomier(look, paper.area, len(lines))
    for number, page in enumerate(counted(pages, progress), start=1):
        with paper.new_page() as canvas:
            y = _draw_page(canvas, paper.area, board, look, title, page)
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


def _roomier(look: _Look, area: Box, lines: int) -> _Look:
    """Higher rows where a short table leaves room on its only page."""
    room = area.height - _top(look) - look.head - _bottom(look, last=True)
    return replace(look, row=min(room / lines, look.row * 1.35))


def _top(look: _Look) -> float:
    """Height of title and the line beneath it."""
    return look.title * 1.5 + look.text * 2.4


def _bottom(look: _Look, *, last: bool) -> float:
    """Height beneath the table: on the last page shares, footnote and signatures."""
    return look.text * (8.4 if last else 2.2)


def _lines(board: YearBoard) -> tuple[_Line, ...]:
    head = board.head
    lines: list[_Line] = []
    number = 0
    present = [town for town in head.towns if any(row.town == town[0] for row in board.rows)]
    groups = [[row for row in board.rows if row.town == code] for code, _ in present]
    known = {code for code, _ in present}
    others = [row for row in board.rows if row.town not in known]
    if others:
        groups.append(others)
    for group in groups:
        if len(groups) > 1:
            lines.append(_Line("town", f"{group[0].town_name}（{len(group)}个）"))
        for row in group:
            number += 1
            lines.append(_Line("village", number=number, row=row))
        if len(groups) > 1:
            lines.append(_Line("total", "小计", cells=_counts(board, group)))
    lines.append(_Line("total", "合计", cells=_counts(board, board.rows)))
    return tuple(lines)


def _counts(board: YearBoard, rows: Sequence[VillageRow]) -> tuple[str, ...]:
    """Cells of a count row after the label: villages that hold each star, stars, classes."""
    standard = board.head.standard
    rated = [row for row in rows if row.outcome.counts]
    detailed = [row for row in rated if row.outcome.detailed]
    stars = [
        str(sum(1 for row in detailed if row.outcome.stars[place].held))
        if board.head.counted
        else ""
        for place in range(len(standard.stars))
    ]
    held = sum(row.outcome.stars_held for row in rated) if standard.most_stars else 0
    classes = "　".join(
        f"{item.outward} {count}"
        for item in standard.classes
        if (count := sum(1 for row in rated if row.outcome.rating_class == item.id))
    )
    return (*stars, str(held) if standard.most_stars else "", classes)


def _paginated(lines: Sequence[_Line], area: Box, look: _Look) -> tuple[tuple[_Line, ...], ...]:
    """Pages of lines; a town's name never stands last on a page, a count never alone."""
    room = area.height - _top(look) - look.head
    full = int((room - _bottom(look, last=False)) / look.row)
    final = int((room - _bottom(look, last=True)) / look.row)
    pages: list[tuple[_Line, ...]] = []
    at = 0
    while len(lines) - at > final:
        end = min(at + full, len(lines) - 2)
        while end > at + 1 and (lines[end - 1].kind == "town" or lines[end].kind == "total"):
            end -= 1
        pages.append(tuple(lines[at:end]))
        at = end
    pages.append(tuple(lines[at:]))
    return tuple(pages)


def _widths(board: YearBoard, look: _Look, whole: float) -> tuple[float, ...]:
    stars = len(board.head.standard.stars)
    first, star, rest = look.widths[:2], look.widths[2], look.widths[3:]
    return spread((*first, *[star * 10 / max(stars, 8)] * stars, *rest), whole)


def _draw_page(
    canvas: Canvas,
    area: Box,
    board: YearBoard,
    look: _Look,
    title: str,
    lines: Sequence[_Line],
) -> float:
    """Title, head and lines; returns where the table ends."""
    head = board.head
    style = Style(Face.TITLE, look.title, BLACK)
    title_box = Box(area.left, area.top - look.title * 1.5, area.right, area.top)
    draw_fitted(canvas, title_box, title, style, lines=1)
    text = Style(Face.SONG, look.text, BLACK)
    y = area.top - _top(look) + look.text * 0.7
    draw(canvas, area.left, y, f"填报单位：{head.office}", text)
    basis = head.standard.document or "待填"
    draw_right(canvas, area.right, y, f"依据：{basis}", text)
    widths = _widths(board, look, area.width)
    heights = [look.head] + [look.row] * len(lines)
    top = area.top - _top(look)
    boxes = row_boxes(Box(area.left, area.bottom, area.right, top), heights)
    _draw_head(canvas, column_boxes(boxes[0], widths), board, look)
    for box, line in zip(boxes[1:], lines, strict=True):
        places = column_boxes(box, widths)
        if line.row is not None:
            _draw_village(canvas, places, board, look, line.number, line.row)
        elif line.kind == "town":
            label = Style(Face.HEI, look.text, BLACK)
            cell(canvas, box, line.label, label, align="left", fill=TINT, lines=1)
        else:
            _draw_count(canvas, places, look, line)
    draw_frame(canvas, Box(area.left, boxes[-1].bottom, area.right, top), BLACK, 1.1)
    return boxes[-1].bottom


def _draw_head(canvas: Canvas, boxes: Sequence[Box], board: YearBoard, look: _Look) -> None:
    head = board.head
    style = Style(Face.HEI, look.text, BLACK)
    stars = [_stacked(star_name(star.name)) for star in head.standard.stars]
    titles = [
        "序号",
        head.unit,
        *stars,
        "总分",
        "星数",
        "满意率\n（%）",
        "一票\n否决",
        "类别",
        "上年",
        "备注",
    ]
    for box, title in zip(boxes, titles, strict=True):
        cell(canvas, box, title, style, fill=TINT, lines=2)


def _stacked(name: str) -> str:
    """A name of four characters in two lines of two."""
    return f"{name[:2]}\n{name[2:]}" if len(name) == 4 else name


def _draw_village(
    canvas: Canvas,
    boxes: Sequence[Box],
    board: YearBoard,
    look: _Look,
    number: int,
    row: VillageRow,
) -> None:
    head, outcome = board.head, row.outcome
    text = Style(Face.SONG, look.text, BLACK)
    strong = Style(Face.TITLE, look.text, BLACK)
    cell(canvas, boxes[0], str(number), text, lines=1)
    cell(canvas, boxes[1], row.name, text, lines=2)
    count = len(head.standard.stars)
    known = {star.star: star for star in outcome.stars}
    for box, star in zip(boxes[2:], head.standard.stars, strict=False):
        found = known.get(star.id)
        figure_cell(canvas, box, _star_cell(board, found), text, "88.88★")
    rest = boxes[2 + count :]
    figure_cell(canvas, rest[0], score_text(outcome.total, head), strong, "888.88")
    cell(canvas, rest[1], stars_text(head, outcome), strong, lines=1)
    satisfaction = "" if outcome.satisfaction is None else show(outcome.satisfaction, 2)
    figure_cell(canvas, rest[2], satisfaction, text, "88.88")
    vetoes = "、".join(veto.split(" ")[0] for veto in row.vetoes) or "无"
    cell(canvas, rest[3], vetoes if outcome.counts else "", text, lines=2)
    cell(canvas, rest[4], class_text(head.standard, outcome), strong, lines=1)
    cell(canvas, rest[5], row.last_year, text, lines=1)
    cell(canvas, rest[6], _remark(row), text, lines=2)


def _star_cell(board: YearBoard, star: StarOutcome | None) -> str:
    if star is None or star.score is None:
        return ""
    head = board.head
    if not head.counted:
        return score_text(star.score, head)
    line = None if star.held else head.standard.pass_line
    return score_text(star.score, head, line=line) + ("★" if star.held else "☆")


def _remark(row: VillageRow) -> str:
    """Why a village has no result, or that its result came without details or was changed."""
    if row.outcome.rating_class is None:
        waiting = state_text(row.outcome)
        return f"{waiting}：{row.reason}" if row.reason else waiting
    if not row.outcome.detailed:
        return "无明细"
    return "经审定调整" if row.overrides else ""


def _draw_count(canvas: Canvas, boxes: Sequence[Box], look: _Look, line: _Line) -> None:
    label = Style(Face.HEI, look.text, BLACK)
    text = Style(Face.SONG, look.text, BLACK)
    stars = len(line.cells) - 2
    first = Box(boxes[0].left, boxes[0].bottom, boxes[1].right, boxes[0].top)
    cell(canvas, first, line.label, label, lines=1)
    for box, words in zip(boxes[2:], line.cells[:stars], strict=False):
        cell(canvas, box, words, text, lines=1)
    rest = boxes[2 + stars :]
    cell(canvas, rest[0], "", text)
    cell(canvas, rest[1], line.cells[-2], label, lines=1)
    cell(
        canvas,
        Box(rest[2].left, rest[2].bottom, rest[-1].right, rest[2].top),
        line.cells[-1],
        text,
        lines=1,
    )


def _totals_text(board: YearBoard) -> str:
    totals, standard = board.totals, board.head.standard
    classes = "，".join(
        f"{item.outward}{count.count}个（{count.share}%）"
        if count.share != "—"
        else f"{item.outward}{count.count}个"
        for item, count in zip(standard.classes, totals.classes, strict=True)
    )
    text = f"共{totals.villages}个，已评{totals.rated}个：{classes}。"
    if standard.most_stars and totals.rated:
        text += (
            f"获星{totals.stars_won}颗（应有{totals.stars_possible}颗），获星率{totals.star_rate}%，"
            f"平均{totals.average}颗。"
        )
    return text + totals.note


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
    quiet = Style(Face.SONG, look.text * 0.85, QUIET)
    if board.head.code:
        draw(canvas, area.left, area.bottom, f"档案校验码 {board.head.code}", quiet)
    draw_right(canvas, area.right, area.bottom, words, quiet)
