"""扣分说明, A4, one village after the other: how each star, the total and the class came about.

The lines are those of the card. Personal facts stand in the 对内 version only; which wording
the lines have is decided where the card is made, here only what the paper says of itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BLACK, HAIR, INK, QUIET, TINT
from evaluation.reports.figures import class_text, rating_name, score_text, stars_text
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import Box
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.shapes import draw_rule, fill_box
from evaluation.reports.text import (
    Span,
    Style,
    draw,
    draw_fitted,
    draw_paragraph,
    draw_right,
    lines_of,
)
from evaluation.views import Reason, VillageCard

__all__ = ["build_reasons"]

_MARGINS = Margins(top=24, right=24, bottom=22, left=26)
_TITLE = Style(Face.TITLE, 20, BLACK)
_HEAD = Style(Face.SONG, 11, BLACK)
_BAND = Style(Face.HEI_BOLD, 11.5, INK)
_SENTENCE = Style(Face.SONG, 11, INK)
_DETAIL = Style(Face.SONG, 10.5, INK)
_SOURCE = Style(Face.KAI, 9.5, QUIET)
_RUNNING = Style(Face.SONG, 9, QUIET)
_BAND_HEIGHT = 23.0
_LEADING = 18.0


def build_reasons(
    cards: Sequence[VillageCard], *, outward: bool, progress: Progress | None = None
) -> bytes:
    """The explanations of the cards, each beginning on a page of its own.

    outward: 对外, for the village; else 对内, marked as such on each page. Raises Cancelled
    when `progress` asks to stop, ValueError without any card.
    """
    head = cards[0].head
    kind = "对外" if outward else "对内"
    paper = Paper(
        f"{head.year}年度{rating_name(head)}扣分说明（{kind}）",
        head.office,
        margins=_MARGINS,
        marks=marks_of(head, formal=True),
    )
    for card in counted(cards, progress):
        _Explanation(paper, card, kind).draw()
    return paper.finish()


class _Explanation:
    """The pages of one village."""

    def __init__(self, paper: Paper, card: VillageCard, kind: str) -> None:
        self.paper = paper
        self.card = card
        self.kind = kind
        self.area = paper.area
        self.y = 0.0
        self.canvas: Canvas = paper.canvas
        self.page = 0

    def draw(self) -> None:
        self._begin()
        groups = [list(lines) for _, lines in groupby(self.card.reasons, key=lambda r: r.subject)]
        for lines in groups:
            self._draw_group(lines)
        self._end()

    def _begin(self) -> None:
        self.page += 1
        self._page = self.paper.new_page(number=self.page)
        self.canvas = self._page.__enter__()
        self.y = self.area.top
        if self.page == 1:
            self._draw_heading()
        else:
            words = f"{self.card.row.name}　扣分说明（{self.kind}）　续"
            draw(self.canvas, self.area.left, self.y - _RUNNING.size, words, _RUNNING)
            self.y -= 22

    def _end(self) -> None:
        y = self.area.bottom - 18
        if self.kind == "对内":
            words = "对内资料，不得张贴、转发"
            draw(self.canvas, self.area.left, y, words, _RUNNING)
        draw_right(self.canvas, self.area.right, y, f"第 {self.page} 页", _RUNNING)
        self._page.__exit__(None, None, None)

    def _draw_heading(self) -> None:
        head, row = self.card.head, self.card.row
        title = Box(self.area.left, self.y - 28, self.area.right, self.y)
        words = f"{head.year}年度{rating_name(head)}扣分说明（{self.kind}）"
        draw_fitted(self.canvas, title, words, _TITLE, lines=1)
        self.y -= 56
        left = Box(self.area.left, self.y - 4, self.area.right - 170, self.y + 16)
        name = f"{row.town_name}　{row.name}"
        draw_fitted(self.canvas, left, name, _HEAD.sized(13), align="left", lines=2)
        result = [f"总分 {total}" if (total := score_text(row.outcome.total, head)) else ""]
        stars = stars_text(head, row.outcome)
        result += [f"{stars}颗星" if stars else "", class_text(head.standard, row.outcome)]
        words = "　".join(part for part in result if part)
        draw_right(self.canvas, self.area.right, self.y + 1, words, _HEAD)
        self.y -= 10
        draw_rule(self.canvas, self.area.left, self.area.right, self.y, BLACK, 0.9)
        self.y -= 12

    def _draw_group(self, lines: Sequence[Reason]) -> None:
        for number, line in enumerate(lines):
            if line.level == 0:
                # A heading never stands alone at the foot.
                self._make_room(_BAND_HEIGHT + _LEADING * min(2, len(lines) - number))
                self._draw_band(line.text)
            else:
                self._draw_line(line)
        self.y -= 8

    def _make_room(self, height: float) -> None:
        if self.y - height < self.area.bottom:
            self._end()
            self._begin()

    def _draw_band(self, text: str) -> None:
        lines = lines_of([Span(text, _BAND)], self.area.width - 16)
        high = _BAND_HEIGHT + _LEADING * (len(lines) - 1)
        box = Box(self.area.left, self.y - high, self.area.right, self.y)
        fill_box(self.canvas, box, TINT)
        fill_box(self.canvas, Box(box.left, box.bottom, box.left + 3, box.top), INK)
        first = self.y - _BAND_HEIGHT / 2 - 0.38 * _BAND.size
        draw_paragraph(
            self.canvas, box.left + 11, first, box.width, lines, _LEADING, justified=False
        )
        self.y -= high + 4

    def _draw_line(self, reason: Reason) -> None:
        style = _SENTENCE if reason.level == 1 else _DETAIL
        left = self.area.left + (11 if reason.level == 1 else 33)
        spans = [Span(reason.text, style)]
        if reason.source:
            spans += [Span("　", _SOURCE), Span(f"依据：{reason.source}", _SOURCE, whole=True)]
        lines = lines_of(spans, self.area.right - left)
        self._make_room(_LEADING * min(len(lines), 3))
        if reason.level > 1:
            y = self.y - _LEADING / 2
            draw_rule(self.canvas, left - 13, left - 5, y, HAIR, 1.2)
        for line in lines:
            self._make_room(_LEADING)
            y = self.y - _LEADING / 2 - 0.38 * style.size
            draw_paragraph(self.canvas, left, y, self.area.right - left, [line], _LEADING)
            self.y -= _LEADING
