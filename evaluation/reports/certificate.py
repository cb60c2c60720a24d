"""星级评定证书, A4 landscape: states a rating result and awards no title of honour.

The wording comes from the standard; the place of the seal is drawn in previews and test
prints only (domain §8).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from evaluation.faults import RatingFault
from evaluation.reports.bodies import issuer, recipient
from evaluation.reports.certificate_foot import CertificateFoot
from evaluation.reports.certificate_ground import define_ground, draw_ground, inner_frame
from evaluation.reports.colours import (
    CERTIFICATE_MARK,
    CERTIFICATE_RED,
    GOLD,
    GOLD_EDGE,
    INK,
    OUTLINE,
)
from evaluation.reports.dates import chinese_number
from evaluation.reports.figures import class_of
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import A4_LANDSCAPE, MM, Box
from evaluation.reports.page import Margins, Paper, marks_of
from evaluation.reports.progress import Progress, counted
from evaluation.reports.shapes import draw_star
from evaluation.reports.text import (
    Fitted,
    Span,
    Style,
    draw,
    draw_centred,
    draw_lines,
    draw_paragraph,
    draw_spaced,
    fitted,
    lines_of,
    measure,
)
from evaluation.standard.model import Certificate
from evaluation.views import VillageRow, YearBoard, YearHead

__all__ = [
    "CertificateEntry",
    "CertificateForm",
    "build_certificates",
    "certificate_text",
    "fitted_recipient",
    "text_overflows",
]

_TEXT = Box(38 * MM, 30 * MM, A4_LANDSCAPE.width - 38 * MM, A4_LANDSCAPE.height - 30 * MM)
_TITLE = Style(Face.TITLE, 46, CERTIFICATE_RED)
_RECIPIENT = Style(Face.TITLE, 25, INK)
_BODY = Style(Face.SONG, 21.5, INK)
_SMALLEST_BODY = 15.0


@dataclass(frozen=True, slots=True)
class CertificateEntry:
    """One certificate: the village with its result, its plain number, its ISO day."""

    row: VillageRow
    number: str
    dated: str


@dataclass(frozen=True, slots=True)
class CertificateForm:
    """How certificates are printed.

    overprint: the words only, on pre-printed stock (套打). right, down: shift of the words
    in millimetres. preview: the place of the seal is marked. test_page: marks and rulers for
    measuring the shift, and the words 套打测试.
    """

    overprint: bool = False
    right: float = 0.0
    down: float = 0.0
    preview: bool = False
    test_page: bool = False


@dataclass(frozen=True, slots=True)
class _Body:
    """The text between stars and issuer, laid out: its lines, style and leading."""

    lines: tuple[tuple[Span, ...], ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


def certificate_text(head: YearHead, row: VillageRow) -> tuple[tuple[str, bool], ...]:
    """The sentence of the standard with its fields filled: (words, whether emphasised).

    Raises RatingFault when the standard has no certificate or the village no class.
    """
    wording = _wording(head)
    held = class_of(head.standard, row.outcome)
    if held is None:
        raise RatingFault(f"{row.name}还没有评定类别，不能打印证书。请先完成评定。")
    lowest = held is head.standard.classes[-1]
    fields = {
        "{year}": str(head.year),
        "{unit}": row.name,
        "{stars}": chinese_number(row.outcome.stars_held),
        # Since 2014 the inner wording of the lowest class is kept out of what is handed out.
        "{class}": held.outward if lowest else held.name,
    }
    text = wording.text
    for field, words in fields.items():
        text = text.replace(field, words)
    pieces: list[tuple[str, bool]] = []
    emphasised = False
    for part in re.split("([⟨⟩])", text):
        if part in ("⟨", "⟩"):
            emphasised = part == "⟨"
        elif part:
            pieces.append((part, emphasised))
    return tuple(pieces)


def _wording(head: YearHead) -> Certificate:
    certificate = head.standard.certificate
    if certificate is None:
        raise RatingFault(
            f"评定标准“{head.standard.name}”没有证书内容，不能打印证书。请在标准里填写证书文字。"
        )
    return certificate


def fitted_recipient(row: VillageRow) -> Fitted:
    """The recipient with its colon in one or two lines."""
    return fitted(
        f"{recipient(row)}：", _RECIPIENT, _TEXT.width, 66, smallest=16, spacing=1.3, lines=2
    )


def _body(head: YearHead, row: VillageRow, room: float) -> _Body:
    """The sentence as large as `room` allows, down to the smallest size."""
    words = certificate_text(head, row)
    size = _BODY.size
    while True:
        plain, strong = _BODY.sized(size), Style(Face.TITLE, size, CERTIFICATE_RED)
        spans = [Span(text, strong if bold else plain, whole=bold) for text, bold in words]
        lines = lines_of(spans, _TEXT.width, indent=2 * size)
        made = _Body(lines, size, size * 1.9)
        if made.height <= room or size <= _SMALLEST_BODY:
            return made
        size -= 0.5


def text_overflows(head: YearHead, row: VillageRow) -> bool:
    """Whether the recipient or the sentence cannot be made to fit legibly."""
    name = fitted_recipient(row)
    room = _room(head, name)
    return not name.fits or _body(head, row, room).height > room


_BLOCK_BOTTOM = 162.0
_NAME_GAP = 12.0


def _block_top(head: YearHead) -> float:
    """Where the text may begin: beneath the stars, or the title where there are none."""
    return A4_LANDSCAPE.height - (204 if head.standard.most_stars else 150)


def _room(head: YearHead, name: Fitted) -> float:
    """Height that is left for the sentence between recipient and issuer."""
    closing = _SMALLEST_BODY * 1.9 if _wording(head).closing else 0
    names = name.leading * len(name.lines) + _NAME_GAP
    return _block_top(head) - _BLOCK_BOTTOM - names - closing


def build_certificates(
    board: YearBoard,
    entries: Sequence[CertificateEntry],
    form: CertificateForm = CertificateForm(),
    *,
    progress: Progress | None = None,
) -> bytes:
    """One page for each entry, in their order.

    Raises RatingFault for a village without a class or a date that is none, and Cancelled
    when `progress` asks to stop.
    """
    head = board.head
    wording = _wording(head)
    title = f"{head.year}年度{wording.title}"
    paper = Paper(
        title,
        issuer(head),
        size=A4_LANDSCAPE,
        margins=Margins(9, 9, 9, 9),
        marks=marks_of(head, formal=True),
    )
    if not form.overprint:
        _define_stock(paper, wording)
        _define_star_rows(paper.canvas, head, entries)
    foot = CertificateFoot(paper.canvas, head, _TEXT)
    foot.define({entry.dated: entry.row.name for entry in reversed(entries)})
    for entry in counted(entries, progress):
        with paper.new_page(marked=form.overprint) as canvas:
            if not form.overprint:
                canvas.doForm(_STOCK)
                canvas.doForm(_star_row(entry))
            canvas.saveState()
            canvas.translate(form.right * MM, -form.down * MM)
            _draw_words(canvas, head, wording, entry)
            foot.draw(entry.number, entry.dated)
            if form.preview or form.test_page:
                foot.draw_seal_place()
            canvas.restoreState()
            if form.test_page:
                _draw_test_marks(canvas, form)
    return paper.finish()


# What is the same on many pages is stored once in the file; a page only refers to it.
_STOCK = "certificate-stock"


def _define_stock(paper: Paper, wording: Certificate) -> None:
    """Store ground, marks and title, which every whole certificate has."""
    canvas, size = paper.canvas, paper.size
    define_ground(canvas, size)
    canvas.beginForm(_STOCK, 0, 0, size.width, size.height)
    draw_ground(canvas)
    paper.draw_marks(CERTIFICATE_MARK)
    spacing = 18.0
    style = _TITLE
    room = inner_frame(size).width - 170
    while measure(wording.title, style) + spacing * len(wording.title) > room:
        style, spacing = style.sized(style.size * 0.95), spacing * 0.95
    draw_spaced(canvas, size.width / 2, size.height - 124, wording.title, style, spacing)
    canvas.endForm()


def _star_row(entry: CertificateEntry) -> str:
    return f"certificate-stars-{entry.row.outcome.stars_held}"


def _define_star_rows(canvas: Canvas, head: YearHead, entries: Sequence[CertificateEntry]) -> None:
    """Store the row of stars, those held first, for each number of them in the batch."""
    size, most = A4_LANDSCAPE, head.standard.most_stars
    pitch = min(47.0, (inner_frame(size).width - 120) / max(most, 1))
    radius = min(17.0, pitch * 0.36)
    numbers = {_star_row(entry): entry.row.outcome.stars_held for entry in entries}
    for name, held in numbers.items():
        canvas.beginForm(name, 0, 0, size.width, size.height)
        for number in range(most):
            draw_star(
                canvas,
                size.width / 2 + pitch * (number - (most - 1) / 2),
                size.height - 171,
                radius,
                fill=GOLD if number < held else None,
                edge=GOLD_EDGE if number < held else OUTLINE,
                line=0.9,
            )
        canvas.endForm()


def _draw_words(
    canvas: Canvas, head: YearHead, wording: Certificate, entry: CertificateEntry
) -> None:
    """Recipient, sentence and closing as one block."""
    name = fitted_recipient(entry.row)
    body = _body(head, entry.row, _room(head, name))
    high = name.leading * len(name.lines) + _NAME_GAP + body.height
    if wording.closing:
        high += body.leading
    # What is left over is shared: two fifths above the block, three below.
    top = _block_top(head)
    top -= (top - _BLOCK_BOTTOM - high) * 0.4
    box = Box(_TEXT.left, top - name.leading * len(name.lines), _TEXT.right, top)
    draw_lines(canvas, box, name.lines, name.style, name.leading, "left")
    y = box.bottom - _NAME_GAP - body.leading * 0.62
    y = draw_paragraph(
        canvas, _TEXT.left, y, _TEXT.width, body.lines, body.leading, indent=2 * body.size
    )
    if wording.closing:
        draw(canvas, _TEXT.left + 2 * body.size, y, wording.closing, _BODY.sized(body.size))


def _draw_test_marks(canvas: Canvas, form: CertificateForm) -> None:
    """Crosses 10 mm from the edges, rulers in millimetres, and what was shifted."""
    size = A4_LANDSCAPE
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.4)
    for x in (10 * MM, size.width - 10 * MM):
        for y in (10 * MM, size.height - 10 * MM):
            canvas.line(x - 4 * MM, y, x + 4 * MM, y)
            canvas.line(x, y - 4 * MM, x, y + 4 * MM)
    for number in range(51):
        length = (4 if number % 10 == 0 else 3 if number % 5 == 0 else 2) * MM
        along = (20 + number) * MM
        canvas.line(along, size.height - 10 * MM, along, size.height - 10 * MM + length)
        canvas.line(10 * MM, size.height - along, 10 * MM - length, size.height - along)
    shift = f"向{_shift(form.right, '右', '左')}，向{_shift(form.down, '下', '上')}"
    draw_centred(
        canvas,
        size.width / 2,
        size.height - 8 * MM,
        f"套打测试页，不作证书使用　{shift}",
        Style(Face.HEI, 10, INK),
    )


def _shift(amount: float, ahead: str, back: str) -> str:
    return f"{ahead if amount >= 0 else back} {abs(amount):.1f} 毫米"
