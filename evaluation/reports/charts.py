"""分布图册, A4 landscape: classes, numbers of stars, each star, towns — as vectors.

Every number comes from `chart_numbers`, as on the screen. Patterns and figures make the
charts legible in black and white; names stand on horizontal bars only.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from evaluation.classes.charts import Bar, ChartNumbers, TownBars, chart_numbers
from evaluation.reports.colours import ACCENT, HAIR, INK, QUIET, TINT, WHITE
from evaluation.reports.figures import rating_name, star_name, without_blanks
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import A4_LANDSCAPE, Box
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.shapes import draw_rule, fill_box, fill_tone
from evaluation.reports.text import (
    Span,
    Style,
    baseline_in,
    draw,
    draw_centred,
    draw_fitted,
    draw_paragraph,
    draw_right,
    lines_of,
    measure,
)
from evaluation.views import YearBoard

__all__ = ["build_charts"]

_MARGINS = Margins(top=16, right=16, bottom=14, left=16)
_TITLE = Style(Face.TITLE, 20, INK)
_ABOUT = Style(Face.HEI, 10, QUIET)
_CHART = Style(Face.HEI_BOLD, 13, INK)
_AXIS = Style(Face.HEI, 10, INK)
_NUMBER = Style(Face.HEI_BOLD, 11, INK)
_NOTE = Style(Face.HEI, 9.5, QUIET)
_FOOT = Style(Face.HEI, 9, QUIET)
_TOWNS_ON_A_PAGE = 14
_TOWNS_BESIDE = 12
_TOWNS_BENEATH = 8


def build_charts(board: YearBoard) -> bytes:
    """Two pages or more: classes and stars; each star; the towns where there are several."""
    head = board.head
    numbers = chart_numbers(head.standard, board.totals)
    paper = Paper(
        f"{head.year}年度{rating_name(head)}分布图册",
        head.office,
        size=A4_LANDSCAPE,
        margins=_MARGINS,
        marks=marks_of(head, formal=False),
    )
    towns = [town for town in numbers.towns if town.rated]
    towns = towns if len(towns) > 1 else []
    # A few towns stand beside the stars, or beneath the classes where no stars are given.
    beside = 0 < len(towns) <= _TOWNS_BESIDE and bool(numbers.wins)
    beneath = 0 < len(towns) <= _TOWNS_BENEATH and not numbers.stars
    chunks = [
        towns[start : start + _TOWNS_ON_A_PAGE]
        for start in range(0, 0 if beside or beneath else len(towns), _TOWNS_ON_A_PAGE)
    ]
    most = max((town.rated for town in towns), default=1)
    pages = 1 + bool(numbers.wins) + len(chunks)
    with paper.new_page() as canvas:
        body = _draw_page(canvas, paper.area, board, numbers, paper.page, pages)
        cut = body.top - 168
        _draw_classes(canvas, Box(body.left, cut, body.right, body.top), board, numbers)
        rest = Box(body.left, body.bottom, body.right, cut - 14)
        if numbers.stars:
            _draw_stars(canvas, rest, board, numbers.stars)
        elif beneath:
            _draw_towns(canvas, rest, towns, most)
    if numbers.wins:
        with paper.new_page() as canvas:
            body = _draw_page(canvas, paper.area, board, numbers, paper.page, pages)
            half = body.left + body.width * (0.52 if beside else 1.0)
            _draw_wins(canvas, Box(body.left, body.bottom, half, body.top), numbers)
            if beside:
                room = Box(half + 34, body.bottom, body.right, body.top)
                _draw_towns(canvas, room, towns, most)
    for chunk in chunks:
        with paper.new_page() as canvas:
            body = _draw_page(canvas, paper.area, board, numbers, paper.page, pages)
            _draw_towns(canvas, body, chunk, most)
    return paper.finish()


def _draw_page(
    canvas: Canvas,
    area: Box,
    board: YearBoard,
    numbers: ChartNumbers,
    page: int,
    pages: int,
) -> Box:
    """Title, what was counted, foot; returns the room between."""
    head, totals = board.head, board.totals
    title = f"{head.year}年度{rating_name(head)}分布图"
    draw(canvas, area.left, area.top - 18, title, _TITLE)
    about = (
        f"{head.county}　{head.office}　已评 {totals.rated} 个，共 {totals.villages} 个{head.unit}"
    )
    draw_right(canvas, area.right, area.top - 17, about, _ABOUT)
    draw_rule(canvas, area.left, area.right, area.top - 28, INK, 0.9)
    x = area.left
    for order, bar in enumerate(numbers.classes):
        fill_tone(canvas, Box(x, area.bottom - 5.5, x + 20, area.bottom + 4.5), bar.tone, order)
        x += 26 + draw(canvas, x + 25, area.bottom - 4, bar.label, _FOOT) + 16
    draw_right(canvas, area.right, area.bottom - 4, f"第 {page} 页　共 {pages} 页", _FOOT)
    return Box(area.left, area.bottom + 14, area.right, area.top - 40)


def _head(canvas: Canvas, box: Box, title: str, about: str) -> Box:
    """Title and explanation of one chart; returns the room beneath."""
    width = draw(canvas, box.left, box.top - 14, title, _CHART)
    draw(canvas, box.left + width + 12, box.top - 14, about, _NOTE)
    return Box(box.left, box.bottom, box.right, box.top - 26)


def _draw_classes(canvas: Canvas, box: Box, board: YearBoard, numbers: ChartNumbers) -> None:
    """One bar, divided by the counts, with name and count above and share below."""
    room = _head(canvas, box, "定级", "各类个数；下方为占已定级的百分比")
    total = sum(bar.value for bar in numbers.classes)
    band = Box(room.left, room.top - 78, room.right, room.top - 30)
    if total == 0:
        fill_box(canvas, band, TINT)
        draw_fitted(canvas, band, "还没有定级结果", _AXIS)
    x = band.left
    for order, bar in enumerate(numbers.classes):
        if not bar.value:
            continue
        right = x + band.width * bar.value / total
        fill_tone(canvas, Box(x, band.bottom, right, band.top), bar.tone, order)
        _label(canvas, band, x, right, f"{bar.label} {bar.value}", band.top + 8, _NUMBER)
        _label(canvas, band, x, right, f"{bar.share}%", band.bottom - 15, _AXIS)
        x = right
        canvas.setStrokeColor(WHITE)
        canvas.setLineWidth(1.5)
        canvas.line(x, band.bottom, x, band.top)
    lines = lines_of([Span(_totals_text(board), _NOTE)], room.width)
    draw_paragraph(canvas, room.left, band.bottom - 38, room.width, lines, 15, justified=False)


def _label(
    canvas: Canvas, band: Box, left: float, right: float, text: str, y: float, style: Style
) -> None:
    """A label in the middle of its part, moved inwards where it would leave the bar."""
    half = measure(text, style) / 2
    middle = min(max((left + right) / 2, band.left + half), band.right - half)
    draw_centred(canvas, middle, y, text, style)


def _totals_text(board: YearBoard) -> str:
    totals = board.totals
    words: list[str] = []
    if board.head.standard.most_stars and totals.rated:
        words.append(
            f"获星率 {totals.star_rate}%（{totals.stars_won}/{totals.stars_possible}），"
            f"平均 {totals.average} 颗。"
        )
    return without_blanks("".join((*words, totals.note)))


def _draw_stars(canvas: Canvas, box: Box, board: YearBoard, bars: Sequence[Bar]) -> None:
    """Villages by their number of stars, as columns with their counts on top."""
    room = _head(canvas, box, "星数分布", f"横轴：获得星数；纵轴：{board.head.unit}个数")
    floor, ceiling = room.bottom + 18, room.top - 18
    most = max((bar.value for bar in bars), default=0) or 1
    _draw_grid(canvas, room, floor, ceiling, most)
    left = room.left + 24
    pitch = (room.right - left) / len(bars)
    width = min(pitch * 0.56, 44)
    for number, bar in enumerate(bars):
        middle = left + pitch * (number + 0.5)
        high = (ceiling - floor) * bar.value / most
        if bar.value:
            column = Box(middle - width / 2, floor, middle + width / 2, floor + high)
            fill_tone(canvas, column, bar.tone)
            draw_centred(canvas, middle, floor + high + 5, str(bar.value), _NUMBER)
        draw_centred(canvas, middle, floor - 14, f"{bar.label}★", _AXIS)
    draw_rule(canvas, left, room.right, floor, INK, 0.8)


def _draw_grid(canvas: Canvas, room: Box, floor: float, ceiling: float, most: int) -> None:
    """Level lines at whole counts, at most five."""
    step = next(size for size in _steps() if most / size <= 5)
    count = step
    while count <= most:
        y = floor + (ceiling - floor) * count / most
        draw_rule(canvas, room.left + 24, room.right, y)
        draw_right(canvas, room.left + 17, y - 3.5, str(count), _NOTE)
        count += step


def _steps() -> Sequence[int]:
    return [factor * 10**power for power in range(6) for factor in (1, 2, 5)]


def _draw_wins(canvas: Canvas, box: Box, numbers: ChartNumbers) -> None:
    """Each star: the villages that hold it, of all that could."""
    room = _head(canvas, box, "各星获得率", "由高到低；获得个数/已评个数")
    bars, whole = numbers.wins, max(numbers.wins_of, 1)
    pitch = min(room.height / len(bars), 40.0)
    label = max(measure(star_name(bar.label), _AXIS) for bar in bars) + 12
    label = min(label, room.width * 0.3)
    left, right = room.left + label, room.right - 104
    for number, bar in enumerate(bars):
        top = room.top - pitch * number
        line = Box(room.left, top - pitch, room.right, top)
        track = Box(left, line.middle - pitch * 0.27, right, line.middle + pitch * 0.27)
        name = Box(room.left, line.bottom, left - 8, line.top)
        draw_fitted(canvas, name, star_name(bar.label), _AXIS, align="right", lines=1)
        fill_box(canvas, track, TINT)
        end = track.left + track.width * bar.value / whole
        fill_box(canvas, Box(track.left, track.bottom, end, track.top), ACCENT)
        y = baseline_in(line, _NUMBER.size)
        used = draw(canvas, right + 10, y, f"{bar.value}/{numbers.wins_of}", _NUMBER)
        draw(canvas, right + 10 + used + 8, y, f"{bar.share}%", _AXIS)
    draw_rule(canvas, left, right, room.top - pitch * len(bars) - 4, HAIR)


def _draw_towns(canvas: Canvas, box: Box, towns: Sequence[TownBars], most: int) -> None:
    """Each town: its villages by class, on one scale."""
    room = _head(canvas, box, "各苏木镇类别", "个数；右端为已评个数")
    pitch = min(room.height / len(towns), 44.0)
    label = min(max(measure(town.name, _AXIS) for town in towns) + 12, room.width * 0.25)
    left, right = room.left + label, room.right - 34
    for number, town in enumerate(towns):
        top = room.top - pitch * number
        line = Box(room.left, top - pitch, room.right, top)
        name = Box(room.left, line.bottom, left - 8, line.top)
        draw_fitted(canvas, name, town.name, _AXIS, align="right", lines=1)
        x = left
        for order, bar in enumerate(town.bars):
            if not bar.value:
                continue
            end = x + (right - left) * bar.value / most
            part = Box(x, line.middle - pitch * 0.3, end, line.middle + pitch * 0.3)
            fill_tone(canvas, part, bar.tone, order)
            _draw_count(canvas, part, str(bar.value))
            x = end
        draw(canvas, x + 8, baseline_in(line, _AXIS.size), str(town.rated), _AXIS)
    draw_rule(canvas, left, right, room.top - pitch * len(towns) - 4, HAIR)


def _draw_count(canvas: Canvas, part: Box, text: str) -> None:
    """A count on a small white ground, so that no pattern runs through the figure."""
    half = measure(text, _NUMBER) / 2 + 3
    if part.width < 2 * half:
        half = part.width / 2
    ground = Box(part.centre - half, part.middle - 7.5, part.centre + half, part.middle + 7.5)
    fill_box(canvas, ground, WHITE)
    draw_fitted(canvas, ground, text, _NUMBER, lines=1)
