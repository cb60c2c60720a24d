"""The foot of a certificate: issuer and day, number and basis, the place of the seal.

What is the same on many pages is stored once in the file; a page only adds its number.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.bodies import issuer
from evaluation.reports.colours import CERTIFICATE_RED, INK, QUIET
from evaluation.reports.dates import chinese_date
from evaluation.reports.fonts import Face
from evaluation.reports.geometry import A4_LANDSCAPE, MM, Box
from evaluation.reports.text import (
    CENTRE_OF_CHARACTERS,
    Style,
    draw,
    draw_centred,
    draw_fitted,
    fitted,
    measure,
)
from evaluation.views import YearHead

__all__ = ["CertificateFoot"]

_ISSUER = Style(Face.TITLE, 19, INK)
_DATE = Style(Face.SONG, 18, INK)
_NUMBER = Style(Face.SONG, 11.5, QUIET)
_SEAL = 21 * MM  # radius of the seal of a party committee
_MIDDLE = 96.0  # of issuer, day and seal, from the right edge of the text
_ISSUER_Y = 117.0
_DATE_Y = 84.0
_NUMBER_WIDTH = 290.0
_BASIS = "certificate-basis"


class CertificateFoot:
    """Issuer and day at the right, number and basis at the left, on the same last line."""

    def __init__(self, canvas: Canvas, head: YearHead, text: Box) -> None:
        """`text`: the box that everything written on a certificate stays in."""
        self._canvas = canvas
        self._head = head
        self._left = text.left
        self._issuer = fitted(issuer(head), _ISSUER, 250, 44, smallest=12, lines=2)
        wide = max(measure(line, self._issuer.style) for line in self._issuer.lines)
        self._middle = min(text.right - _MIDDLE, text.right - wide / 2)
        self._number = _NUMBER
        self._number_y = _DATE_Y

    def define(self, days: Mapping[str, str]) -> None:
        """Store what pages share. days: a village for each ISO day of the batch. Raises
        RatingFault, naming the village, for a day that is none."""
        for day, village in days.items():
            self._define_sender(day, chinese_date(day, f"{village}证书的日期"))
        lines = "\n".join(_basis_lines(self._head))
        made = fitted(lines, _NUMBER, _NUMBER_WIDTH, 54, smallest=8.5, spacing=1.6)
        self._number = made.style
        y = self._number_y = _DATE_Y + made.leading * len(made.lines)
        self._begin(_BASIS)
        for line in made.lines:
            y -= made.leading
            draw(self._canvas, self._left, y, line, made.style)
        self._canvas.endForm()

    def _begin(self, name: str) -> None:
        self._canvas.beginForm(name, 0, 0, A4_LANDSCAPE.width, A4_LANDSCAPE.height)

    def _define_sender(self, day: str, dated: str) -> None:
        made = self._issuer
        self._begin(_sender(day))
        y = _ISSUER_Y + made.leading * (len(made.lines) - 1)
        for line in made.lines:
            draw_centred(self._canvas, self._middle, y, line, made.style)
            y -= made.leading
        draw_centred(self._canvas, self._middle, _DATE_Y, dated, _DATE)
        self._canvas.endForm()

    def draw(self, number: str, day: str) -> None:
        """The foot of one certificate."""
        self._canvas.doForm(_sender(day))
        size = self._number.size
        middle = self._number_y + CENTRE_OF_CHARACTERS * size
        right = self._left + _NUMBER_WIDTH
        line = Box(self._left, middle - size / 2, right, middle + size / 2)
        words = f"证书编号：{number}"
        draw_fitted(self._canvas, line, words, self._number, align="left", lines=1)
        self._canvas.doForm(_BASIS)

    def draw_seal_place(self) -> None:
        """A faint dashed circle over issuer and day."""
        canvas, across = self._canvas, self._middle
        middle = (_ISSUER_Y + _DATE_Y) / 2 + 6
        canvas.saveState()
        canvas.setStrokeColor(CERTIFICATE_RED)
        canvas.setLineWidth(0.8)
        canvas.setDash([4, 3])
        canvas.circle(across, middle, _SEAL, stroke=1, fill=0)
        canvas.restoreState()
        style = Style(Face.KAI, 10, CERTIFICATE_RED)
        draw_centred(canvas, across, middle - _SEAL * 0.78, "盖章处", style)


def _sender(day: str) -> str:
    return f"certificate-sender-{day}"


def _basis_lines(head: YearHead) -> tuple[str, ...]:
    """The office's own 《办法》 with its 文号, and how to verify the certificate."""
    parts = [part for part in (head.standard.basis, head.standard.document) if part]
    labels = ("评定依据：", "　　　　　")
    lines = [f"{label}{part}" for label, part in zip(labels, parts, strict=False)]
    return (*lines, "可凭编号向发证单位核验")
