"""年度评定表, A4: village data, the stars with their scores, vetoes, class and three opinions.

One page where the stars leave room for the opinions, else two sides. Opinions come prefilled;
signatures and dates are left blank for ink (domain §8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from evaluation.numbers import show
from evaluation.reports.bodies import county_department
from evaluation.reports.cells import cell, column_boxes, figure_cell, row_boxes, spread
from evaluation.reports.colours import BLACK, QUIET
from evaluation.reports.figures import (
    class_of,
    class_text,
    formula,
    rating_name,
    score_text,
    scoring_columns,
    star_name,
    without_blanks,
)
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.shapes import draw_frame
from evaluation.reports.text import (
    Span,
    Style,
    baseline_in,
    draw,
    draw_fitted,
    draw_paragraph,
    draw_right,
    lines_of,
    measure,
    noting_unfit,
)
from evaluation.standard.model import StepKind
from evaluation.views import StarLine, VillageCard, YearHead
from evaluation.villages import town_committee

__all__ = ["build_annual_sheets", "unfit_in_sheet"]

_MARGINS = Margins(top=24, right=24, bottom=20, left=27)
_TITLE = Style(Face.TITLE, 22, BLACK)
_HEAD = Style(Face.SONG, 11.5, BLACK)
_LABEL = Style(Face.HEI, 11, BLACK)
_TEXT = Style(Face.SONG, 11.5, BLACK)
_FIGURE = Style(Face.SONG, 11, BLACK)
_RESULT = Style(Face.TITLE, 11, BLACK)
_FOOT = Style(Face.SONG, 9, BLACK)
_CODE = Style(Face.SONG, 8.5, QUIET)

_FACT_ROW = 24.5
_STAR_ROW = 22.0
_LOWEST_STAR_ROW = 18.5
_LOWEST_OPINION = 76.0
_HIGHEST_OPINION = 108.0
_TOP = 68.0  # title and head line
_LINE_OF_FOOT = 13.5


@dataclass(frozen=True, slots=True)
class _Plan:
    """Heights that fill the page: a row of a star, an opinion; the side of the opinions."""

    star: float
    opinion: float
    two_sided: bool


def build_annual_sheets(cards: Sequence[VillageCard], *, progress: Progress | None = None) -> bytes:
    """The sheets of the cards, in their order.

    Raises Cancelled when `progress` asks to stop, ValueError without any card.
    """
    head = cards[0].head
    paper = Paper(
        _title(head),
        head.office,
        margins=_MARGINS,
        marks=marks_of(head, formal=True),
    )
    for card in counted(cards, progress):
        _draw_sheet(paper, card)
    return paper.finish()


def unfit_in_sheet(card: VillageCard) -> tuple[str, ...]:
    """Texts of the sheet that would have to become too small to read."""
    with noting_unfit() as unfit:
        _draw_sheet(Paper(_title(card.head), card.head.office, margins=_MARGINS), card)
    return tuple(unfit)


def _title(head: YearHead) -> str:
    return f"{head.year}年度{rating_name(head)}表"


def _plan(card: VillageCard, area: Box, foot: float) -> _Plan:
    stars = len(card.stars)
    fixed = _TOP + _name_row(card) + 5 * _FACT_ROW + foot
    room = area.height - fixed
    opinion = (room - stars * _STAR_ROW) / 3
    if opinion >= _LOWEST_OPINION:
        return _Plan(_STAR_ROW, min(opinion, _HIGHEST_OPINION), False)
    row = (room - 3 * _LOWEST_OPINION) / max(stars, 1)
    if row >= _LOWEST_STAR_ROW:
        return _Plan(row, _LOWEST_OPINION, False)
    row = (area.height - fixed) / max(stars, 1)
    return _Plan(min(row, _STAR_ROW), 150.0, True)


def _draw_sheet(paper: Paper, card: VillageCard) -> None:
    area = paper.area
    reviewed = any(line.review is not None for line in card.stars)
    foot = lines_of([Span(formula(card.head.standard, reviewed=reviewed), _FOOT)], area.width)
    plan = _plan(card, area, _LINE_OF_FOOT * (len(foot) + 1) + 4)
    with paper.new_page(number=1) as canvas:
        y = _draw_top(canvas, area, card)
        y = _draw_facts(canvas, Box(area.left, area.bottom, area.right, y), card)
        y = _draw_stars(canvas, Box(area.left, area.bottom, area.right, y), card, plan.star)
        if not plan.two_sided:
            y = _draw_opinions(canvas, Box(area.left, area.bottom, area.right, y), card, plan)
        draw_frame(canvas, Box(area.left, y, area.right, area.top - _TOP), BLACK, 1.1)
        _draw_foot(canvas, area, y, card, foot)
    if plan.two_sided:
        with paper.new_page() as canvas:
            top = area.top - _HEAD.size * 2
            words = f"{card.row.name}　{card.head.year}年度评定意见（背面）"
            draw(canvas, area.left, area.top - _HEAD.size, words, _HEAD)
            y = _draw_opinions(canvas, Box(area.left, area.bottom, area.right, top), card, plan)
            draw_frame(canvas, Box(area.left, y, area.right, top), BLACK, 1.1)


def _draw_top(canvas: Canvas, area: Box, card: VillageCard) -> float:
    """Title and the line beneath it; returns where the table begins."""
    head = card.head
    draw_fitted(
        canvas, Box(area.left, area.top - 32, area.right, area.top), _title(head), _TITLE, lines=1
    )
    line = Box(area.left, area.top - _TOP, area.right, area.top - _TOP + 25)
    place = f"{head.county}{card.row.town_name}"
    if card.row.category:
        place += f"　　考核类别：{card.row.category}"
    document = head.standard.document
    basis = f"依据：{document}" if document else "（依据文号待填）"
    room = (line.width - 12) / 2
    draw_fitted(
        canvas,
        Box(line.left, line.bottom, line.left + room, line.top),
        place,
        _HEAD,
        align="left",
        lines=1,
    )
    draw_fitted(
        canvas,
        Box(line.right - room, line.bottom, line.right, line.top),
        basis,
        _HEAD,
        align="right",
        lines=1,
    )
    return area.top - _TOP


def _draw_facts(canvas: Canvas, area: Box, card: VillageCard) -> float:
    facts, row = card.facts, card.row
    widths = spread((24, 34, 22, 32, 16, 28), area.width)
    people = "　".join(
        f"{facts[key]}{unit}"
        for key, unit in (("households", "户"), ("population", "人"))
        if facts.get(key)
    )
    rows = (
        (card.head.unit, row.name, "党组织", row.organisation),
        (
            "党组织书记",
            _fact(facts, "secretary"),
            "第一书记",
            _fact(facts, "first_secretary"),
            "党员",
            _fact(facts, "members", "人"),
        ),
        ("户数、人口", people, "集体收入", _income(facts), "上年", row.last_year),
    )
    heights = [_name_row(card), *[_FACT_ROW] * (len(rows) - 1)]
    for box, values in zip(row_boxes(area, heights), rows, strict=True):
        boxes = list(column_boxes(box, widths))
        if len(values) == 4:
            boxes[3:] = [Box(boxes[3].left, box.bottom, box.right, box.top)]
        for number, (place, text) in enumerate(zip(boxes, values, strict=True)):
            cell(canvas, place, text, _TEXT if number % 2 else _LABEL, lines=3)
    return area.top - sum(heights)


def _name_row(card: VillageCard) -> float:
    """Height of the row with the names: more where one is long."""
    long = len(card.row.name) > 16 or len(card.row.organisation) > 34
    return _FACT_ROW * 1.55 if long else _FACT_ROW


def _fact(facts: Mapping[str, str], key: str, unit: str = "") -> str:
    value = facts.get(key, "")
    return f"{value}{unit}" if value else ""


def _income(facts: Mapping[str, str]) -> str:
    return _fact(facts, "income", "万元")


def _draw_stars(canvas: Canvas, area: Box, card: VillageCard, high: float) -> float:
    """The stars line by line, the total and the vetoes; returns where they end."""
    head, standard = card.head, card.head.standard
    columns = scoring_columns(standard)
    reviews = standard.step_of_kind(StepKind.ASSESSMENT) is not None
    heads = ["序号", "星" if head.counted else "项目", *(step.short for _, step in columns)]
    heads += ["复核"] if reviews else []
    heads += ["得分"] + (["评定"] if head.counted else [])
    widths = [12.0, 36.0] + [108.0 / (len(heads) - 2)] * (len(heads) - 2)
    places = spread(widths, area.width)
    boxes = row_boxes(area, [_FACT_ROW] + [high] * len(card.stars) + [_FACT_ROW, _FACT_ROW])
    for box, text in zip(column_boxes(boxes[0], places), heads, strict=True):
        cell(canvas, box, text, _LABEL, lines=1)
    for box, line in zip(boxes[1:], card.stars, strict=False):
        _draw_star(canvas, column_boxes(box, places), card, line)
    _draw_total(canvas, column_boxes(boxes[-2], places), card)
    _draw_vetoes(canvas, boxes[-1], places, card)
    return boxes[-1].bottom


def _draw_star(canvas: Canvas, boxes: Sequence[Box], card: VillageCard, line: StarLine) -> None:
    head, standard = card.head, card.head.standard
    place = iter(boxes)
    cell(canvas, next(place), str(line.number), _FIGURE)
    cell(canvas, next(place), star_name(line.name), _TEXT, lines=2)
    star = standard.star(line.id)
    scoring = {step for step, _ in standard.weights_of(star)} if star is not None else set()
    for number, step in scoring_columns(standard):
        text = score_text(line.steps[number], head) if step.id in scoring else "—"
        if text == "—":
            cell(canvas, next(place), text, _FIGURE)
        else:
            shown = [score_text(other.steps[number], head) for other in card.stars]
            figure_cell(canvas, next(place), text, _FIGURE, max(shown, key=len))
    if standard.step_of_kind(StepKind.ASSESSMENT) is not None:
        text = score_text(line.review, head)
        figure_cell(canvas, next(place), text, _FIGURE, text)
    passing = standard.pass_line if head.counted and line.held is False else None
    text = score_text(line.score, head, line=passing)
    widest = max((score_text(other.score, head) for other in card.stars), key=len)
    figure_cell(canvas, next(place), text, _RESULT, max(text, widest, key=len))
    if head.counted:
        mark = "" if line.held is None else "★" if line.held else "☆"
        cell(canvas, next(place), mark, Style(Face.SONG, 13, BLACK))


def _draw_total(canvas: Canvas, boxes: Sequence[Box], card: VillageCard) -> None:
    head, outcome = card.head, card.row.outcome
    words: list[str] = []
    if head.standard.most_stars and outcome.counts:
        words.append(f"获星{outcome.stars_held}颗")
    if outcome.satisfaction is not None:
        words.append(f"满意率{show(outcome.satisfaction, 2)}%")
    scores = 2 if head.counted else 1
    first, last = boxes[:2], boxes[-scores:]
    cell(canvas, Box(first[0].left, first[0].bottom, first[1].right, first[0].top), "合计", _LABEL)
    between = Box(boxes[2].left, boxes[2].bottom, last[0].left, boxes[2].top)
    cell(canvas, between, "　　".join(words), _TEXT, lines=1)
    total = score_text(outcome.total, head)
    figure_cell(canvas, last[0], total, _RESULT, total)
    if head.counted:
        cell(canvas, last[1], class_text(head.standard, outcome), _RESULT, lines=1)


def _draw_vetoes(canvas: Canvas, box: Box, widths: Sequence[float], card: VillageCard) -> None:
    """一票否决; without a column for it the class stands here as well."""
    left = box.left + spread((24, 132), box.width)[0]
    cell(canvas, Box(box.left, box.bottom, left, box.top), "一票否决", _LABEL, lines=1)
    held = class_of(card.head.standard, card.row.outcome)
    text = "；".join(card.row.vetoes) or "无"
    right = box.right
    if not card.head.counted:
        right = box.right - 2 * widths[-1]
        label = Box(right, box.bottom, right + widths[-1], box.top)
        cell(canvas, label, "评定类别", _LABEL, lines=1)
        value = held.name if held else class_text(card.head.standard, card.row.outcome)
        cell(canvas, Box(label.right, box.bottom, box.right, box.top), value, _RESULT, lines=1)
    cell(canvas, Box(left, box.bottom, right, box.top), text, _TEXT, align="left", lines=2)


def _draw_opinions(canvas: Canvas, area: Box, card: VillageCard, plan: _Plan) -> float:
    bodies = (
        ("village", f"{card.head.unit}\n党组织\n意见"),
        ("town", f"{town_committee(card.row.town_name)}\n意见"),
        ("county", f"{county_department(card.head.county)[:-3]}\n组织部\n意见"),
    )
    left = spread((24, 132), area.width)[0]
    boxes = row_boxes(area, [plan.opinion] * len(bodies))
    for box, (key, label) in zip(boxes, bodies, strict=True):
        cell(canvas, Box(box.left, box.bottom, box.left + left, box.top), label, _LABEL)
        place = Box(box.left + left, box.bottom, box.right, box.top)
        draw_frame(canvas, place, BLACK, 0.6)
        _draw_opinion(canvas, place, without_blanks(card.opinions.get(key, "")))
    return boxes[-1].bottom


def _draw_opinion(canvas: Canvas, box: Box, words: str) -> None:
    """The prefilled sentence above, room for signature, seal and date below."""
    inner = box.inset(10, 7)
    indent = 2 * _TEXT.size
    lines = lines_of([Span(words, _TEXT)], inner.width, indent=indent)
    first = inner.top - _TEXT.size
    draw_paragraph(canvas, inner.left, first, inner.width, lines, 17, indent=indent)
    y = inner.bottom + 3
    dated = "年　　　月　　　日"
    start = inner.right - 4 - measure(dated, _TEXT) - 88
    draw(canvas, start, y + 21, "负责人（签字）：", _TEXT)
    draw(canvas, start, y, "（盖章）", _TEXT)
    draw_right(canvas, inner.right - 4, y, dated, _TEXT)


def _draw_foot(
    canvas: Canvas, area: Box, y: float, card: VillageCard, foot: Sequence[Sequence[Span]]
) -> None:
    """How the figures come about, and the seal's code once the year is published."""
    y = draw_paragraph(
        canvas, area.left, y - _LINE_OF_FOOT - 1, area.width, foot, _LINE_OF_FOOT, justified=False
    )
    if card.head.code:
        line = Box(area.left, y - 3, area.right, y + _LINE_OF_FOOT - 3)
        draw_right(
            canvas,
            area.right,
            baseline_in(line, _CODE.size),
            f"档案校验码 {card.head.code}",
            _CODE,
        )
