"""公示, A4 公文: the 拟定 result in the office's own order, the days, how to object.

The body is the clean text; the red head, 文号 and 版记 are added by the office. Only outward
wording of classes is used (domain §6, §9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportlab.pdfgen.canvas import Canvas

from evaluation.faults import RatingFault
from evaluation.reports.cells import cell, column_boxes, row_boxes, spread
from evaluation.reports.colours import BLACK, TINT
from evaluation.reports.dates import plain_date
from evaluation.reports.figures import class_text, rating_name, score_text, stars_text
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.page import Paper, marks_of
from evaluation.reports.text import (
    Span,
    Style,
    draw_centred,
    draw_fitted,
    draw_paragraph,
    lines_of,
    measure,
)
from evaluation.stars.outcome import Outcome
from evaluation.views import VillageRow, YearBoard

__all__ = ["NoticeColumn", "NoticeForm", "build_notice", "notice_form"]


class NoticeColumn(StrEnum):
    """What the office may show beside the village."""

    TOWN = "town"
    STARS = "stars"
    TOTAL = "total"
    CLASS = "class"


_TITLES = {
    NoticeColumn.TOWN: "苏木镇",
    NoticeColumn.STARS: "星数",
    NoticeColumn.TOTAL: "总分",
    NoticeColumn.CLASS: "评定类别",
}
_WIDTHS = {
    NoticeColumn.TOWN: 36.0,
    NoticeColumn.STARS: 24.0,
    NoticeColumn.TOTAL: 28.0,
    NoticeColumn.CLASS: 30.0,
}


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """What stands on the notice besides the result.

    first_day, last_day: ISO days, inclusive. days: the period in words (5个工作日). contact,
    address: where objections go. office: who signs. dated: ISO day of the signature. lowest:
    whether the villages of the lowest class are named. sealed: room for a seal beside the
    signature.
    """

    first_day: str
    last_day: str
    days: str
    contact: str
    address: str
    office: str
    dated: str
    columns: tuple[NoticeColumn, ...] = (NoticeColumn.STARS, NoticeColumn.CLASS)
    lowest: bool = True
    sealed: bool = True


def notice_form(board: YearBoard) -> NoticeForm:
    """The form as far as the register knows it: the last posting, the standard's period.

    Raises RatingFault when nothing has been posted yet.
    """
    if not board.notices:
        raise RatingFault("还没有登记公示日期，不能打印公示。请先在“公示异议”登记公示的起止日期。")
    notice = max(board.notices, key=lambda item: (item.posting, item.first_day))
    rules = board.head.standard.notice
    columns = [NoticeColumn.STARS] if board.head.standard.most_stars else [NoticeColumn.TOTAL]
    if len(board.head.towns) > 1:
        columns.insert(0, NoticeColumn.TOWN)
    return NoticeForm(
        first_day=notice.first_day,
        last_day=notice.last_day,
        days=f"{rules.days}个工作日" if rules.working_days else f"{rules.days}天",
        contact=notice.contact,
        address="",
        office=board.head.office,
        dated=notice.first_day,
        columns=(*columns, NoticeColumn.CLASS),
    )


_SIZE = 16.0
_LEADING = 225 / 25.4 * 72 / 22  # 22 lines on the type area (GB/T 9704-2012, 5.2)
_BODY = Style(Face.FANGSONG, _SIZE, BLACK)
_STRONG = Style(Face.HEI, _SIZE, BLACK)
_TITLE = Style(Face.TITLE, 22, BLACK)
_CELL = Style(Face.SONG, 13, BLACK)
_HEAD = Style(Face.HEI, 13, BLACK)
_ROW = 25.0
_SIGNATURE = 3 * _LEADING


class _Flow:
    """Text and rows one below the other, on to the next page where one ends."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.area = paper.area
        self._page = paper.new_page()
        self.canvas: Canvas = self._page.__enter__()
        self.y = self.area.top

    def room(self) -> float:
        return self.y - self.area.bottom

    def next_page(self) -> None:
        self.close()
        self._page = self.paper.new_page()
        self.canvas = self._page.__enter__()
        self.y = self.area.top

    def close(self) -> None:
        self._page.__exit__(None, None, None)

    def paragraph(self, spans: Sequence[Span]) -> None:
        indent = 2 * _SIZE
        lines = lines_of(spans, self.area.width, indent=indent)
        while lines:
            count = min(len(lines), int((self.room() + 0.01) / _LEADING))
            if count == 0:
                self.next_page()
                continue
            first = self.y - _LEADING / 2 - 0.38 * _SIZE
            part = lines[:count] if count == len(lines) else (*lines[:count], ())
            draw_paragraph(
                self.canvas,
                self.area.left,
                first,
                self.area.width,
                part,
                _LEADING,
                indent=indent,
            )
            self.y -= _LEADING * count
            lines = lines[count:]
            indent = 0.0


def build_notice(board: YearBoard, form: NoticeForm) -> bytes:
    """The notice of the 拟定 result; several pages where the list is long.

    Raises RatingFault for a day that is none.
    """
    head = board.head
    rows = _shown(board, form)
    level, rating = rating_name(head).split("组织")
    title = (f"关于{head.year}年度{level}组织", f"{rating}拟定结果的公示")
    paper = Paper(
        "".join(title), form.office, marks=marks_of(head, formal=True), numbers="official"
    )
    flow = _Flow(paper)
    _draw_title(flow, title)
    for spans in _opening(board, form, len(rows)):
        flow.paragraph(spans)
    flow.y -= _LEADING * 0.35
    _draw_table(flow, board, form, rows)
    flow.y -= _LEADING * 0.35
    _draw_signature(flow, form)
    flow.close()
    return paper.finish()


def _shown(board: YearBoard, form: NoticeForm) -> tuple[VillageRow, ...]:
    """The villages with a 拟定 result, in the office's order."""
    lowest = board.head.standard.classes[-1].id
    return tuple(
        row
        for row in board.rows
        if row.proposed.counts and (form.lowest or row.proposed.rating_class != lowest)
    )


def _draw_title(flow: _Flow, parts: tuple[str, str]) -> None:
    """The title in two lines that end with whole words (GB/T 9704-2012, 7.3.1)."""
    for part in parts:
        flow.y -= _TITLE.size * 1.45
        line = Box(flow.area.left, flow.y, flow.area.right, flow.y + _TITLE.size)
        draw_fitted(flow.canvas, line, part, _TITLE, lines=1)
    flow.y -= _LEADING * 0.8


def _opening(board: YearBoard, form: NoticeForm, count: int) -> tuple[tuple[Span, ...], ...]:
    head = board.head
    standard = head.standard
    steps = "、".join(step.name for step in standard.steps if step.weight or step.parts)
    basis = standard.basis or "有关规定"
    if standard.document:
        basis += f"（{standard.document}）"
    upper = "、".join(item.outward for item in standard.classes[:-1])
    shown = f"{count}个{head.unit}的拟定结果"
    if not form.lowest:
        shown = f"拟评定为{upper}的{count}个{head.unit}"
    result = (
        f"按照{basis}，经{steps}，拟定了{head.year}年度{rating_name(head)}结果。"
        f"现将{shown}予以公示（排名不分先后），接受党员、群众监督。"
    )
    first, last = (
        plain_date(form.first_day, "公示第一天"),
        plain_date(form.last_day, "公示最后一天"),
    )
    period = f"{first}至{last}（{form.days}）。"
    ways = f"公示期内，对公示结果有异议的，可以来电、来信、来访向{form.office}反映。"
    ways += "以单位名义反映的，应当加盖公章；以个人名义反映的，提倡署真实姓名和联系方式，"
    ways += "我们将为反映人保密。"
    contact = "；".join(
        part
        for part in (
            f"联系方式：{form.contact}" if form.contact else "",
            f"通信地址：{form.address}" if form.address else "",
        )
        if part
    )
    return (
        (Span(result, _BODY),),
        (Span("公示时间：", _STRONG), Span(period, _BODY)),
        (Span("反映方式：", _STRONG), Span(ways + (f"{contact}。" if contact else ""), _BODY)),
    )


def _draw_table(
    flow: _Flow, board: YearBoard, form: NoticeForm, rows: Sequence[VillageRow]
) -> None:
    widths = spread((16, 62, *(_WIDTHS[column] for column in form.columns)), flow.area.width)
    titles = ("序号", board.head.unit, *(_TITLES[column] for column in form.columns))
    at = 0
    while at < len(rows):
        fits = int(flow.room() / _ROW) - 1
        if fits < min(3, len(rows) - at):
            flow.next_page()
            continue
        part = rows[at : at + fits]
        left = flow.room() - _ROW * (len(part) + 1) - _LEADING * 0.35
        if at + len(part) == len(rows) and left < _SIGNATURE:
            # No page with a signature only: some of the list goes over with it.
            part = part[:-3]
            if not part:
                flow.next_page()
                continue
        area = Box(flow.area.left, flow.area.bottom, flow.area.right, flow.y)
        boxes = row_boxes(area, [_ROW] * (len(part) + 1))
        for box, title in zip(column_boxes(boxes[0], widths), titles, strict=True):
            cell(flow.canvas, box, title, _HEAD, fill=TINT, lines=1)
        for number, (box, row) in enumerate(zip(boxes[1:], part, strict=True), start=at + 1):
            words = (str(number), row.name, *_values(board, form, row))
            for place, text in zip(column_boxes(box, widths), words, strict=True):
                cell(flow.canvas, place, text, _CELL, lines=2)
        flow.y = boxes[-1].bottom
        at += len(part)


def _values(board: YearBoard, form: NoticeForm, row: VillageRow) -> tuple[str, ...]:
    outcome: Outcome = row.proposed
    values = {
        NoticeColumn.TOWN: row.town_name,
        NoticeColumn.STARS: f"{stars}星" if (stars := stars_text(board.head, outcome)) else "",
        NoticeColumn.TOTAL: score_text(outcome.total, board.head),
        NoticeColumn.CLASS: class_text(board.head.standard, outcome),
    }
    return tuple(values[column] for column in form.columns)


def _draw_signature(flow: _Flow, form: NoticeForm) -> None:
    """Office and day at the right, the day four characters in with a seal, else the longer of
    the two lines two characters in (GB/T 9704-2012, 7.3.5)."""
    if flow.room() < _SIGNATURE:
        flow.next_page()
    dated = plain_date(form.dated, "落款日期")
    office_wide, day_wide = measure(form.office, _BODY), measure(dated, _BODY)
    if form.sealed:
        middle = flow.area.right - 4 * _SIZE - day_wide / 2
        office_middle = min(middle, flow.area.right - office_wide / 2)
    else:
        middle = flow.area.right - 2 * _SIZE - max(office_wide, day_wide) / 2
        office_middle = middle
    y = flow.y - 1.6 * _LEADING
    draw_centred(flow.canvas, office_middle, y, form.office, _BODY)
    draw_centred(flow.canvas, middle, y - _LEADING, dated, _BODY)
    flow.y -= _SIGNATURE
