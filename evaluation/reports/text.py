"""Puts text on paper: the only module that draws characters.

Draws with the embedded faces only, falling back run by run where a face lacks a character.
Sizes and lengths are in points, positions from the lower left corner of the page; y is the
baseline unless a box is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from evaluation.reports.colours import BLACK
from evaluation.reports.fonts import Face, character_width, face_name, faces_of
from evaluation.reports.geometry import Box
from evaluation.reports.line_breaking import break_lines, closes, opens

__all__ = [
    "CENTRE_OF_CHARACTERS",
    "Align",
    "Fitted",
    "Span",
    "Style",
    "baseline_in",
    "draw",
    "draw_centred",
    "draw_fitted",
    "draw_lines",
    "draw_paragraph",
    "draw_right",
    "draw_spaced",
    "draw_tilted",
    "fitted",
    "lines_of",
    "measure",
    "noting_unfit",
]

Align = Literal["left", "centre", "right"]

CENTRE_OF_CHARACTERS = 0.38
"""Height of the middle of a Chinese character over the baseline, in parts of the size."""


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks. `size` in points."""

    face: Face
    size: float
    colour: Color = BLACK

    def sized(self, size: float) -> Style:
        return replace(self, size=size)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph in one style. `whole`: kept in one line if it fits."""

    text: str
    style: Style
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text made to fit a box: its lines, the style with the size they need, their distance.

    fits: False when it had to become smaller than the smallest legible size.
    """

    lines: tuple[str, ...]
    style: Style
    leading: float
    fits: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters drawn at once, `offset` from the beginning of the line."""

    offset: float
    face: Face
    style: Style
    text: str


_IGNORED = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2060\ufeff]")
_BLANK = re.compile(r"[^\S　]")


def _cleaned(text: str) -> str:
    """`text` without marks that have no glyph of their own (variants of a character, joiners),
    every blank but the full-width one an ordinary one."""
    return _BLANK.sub(" ", _IGNORED.sub("", text))


def _squeeze(before: str, after: str) -> float:
    """Part of the size by which two neighbouring marks with blank halves move together."""
    if (closes(before) and (closes(after) or opens(after))) or (opens(before) and opens(after)):
        return 0.5
    return 0.0


def _laid_out(spans: Sequence[Span]) -> tuple[tuple[_Piece, ...], float]:
    """The pieces of one line and its width."""
    pieces: list[_Piece] = []
    at = 0.0
    before = ""
    for span in spans:
        for face, run in faces_of(_cleaned(span.text), span.style.face):
            begun = at
            collected = ""
            for character in run:
                closer = _squeeze(before, character) * span.style.size if before else 0.0
                if closer or not collected:
                    if collected:
                        pieces.append(_Piece(begun, face, span.style, collected))
                    at -= closer
                    begun, collected = at, ""
                collected += character
                at += character_width(face, character) * span.style.size / 1000
                before = character
            if collected:
                pieces.append(_Piece(begun, face, span.style, collected))
    return tuple(pieces), at


def _spaced(pieces: Sequence[_Piece], spacing: float) -> tuple[tuple[_Piece, ...], float]:
    """The pieces with `spacing` after each character but the last, and what that adds."""
    moved: list[_Piece] = []
    characters = 0
    for piece in pieces:
        moved.append(replace(piece, offset=piece.offset + spacing * characters))
        characters += len(piece.text)
    return tuple(moved), spacing * max(characters - 1, 0)


def measure(text: str, style: Style) -> float:
    """Width of one line in points."""
    return _laid_out([Span(text, style)])[1]


def _put(
    canvas: Canvas, x: float, y: float, pieces: Sequence[_Piece], spacing: float = 0.0
) -> None:
    page = canvas.beginText()
    if spacing:
        page.setCharSpace(spacing)
    face, style = None, None
    for piece in pieces:
        page.setTextOrigin(x + piece.offset, y)
        # Operators that change nothing cost more than the characters do.
        if piece.style is not style:
            page.setFillColor(piece.style.colour)
        if piece.style is not style or piece.face is not face:
            page.setFont(face_name(piece.face), piece.style.size)
        page.textOut(piece.text)
        face, style = piece.face, piece.style
    if spacing:
        page.setCharSpace(0)
    canvas.drawText(page)


def draw(canvas: Canvas, x: float, y: float, text: str, style: Style) -> float:
    """Draw one line from x on; returns its width."""
    pieces, width = _laid_out([Span(text, style)])
    _put(canvas, x, y, pieces)
    return width


def draw_centred(canvas: Canvas, x: float, y: float, text: str, style: Style) -> None:
    """Draw one line with its middle at x."""
    pieces, width = _laid_out([Span(text, style)])
    _put(canvas, x - width / 2, y, pieces)


def draw_right(canvas: Canvas, x: float, y: float, text: str, style: Style) -> None:
    """Draw one line that ends at x."""
    pieces, width = _laid_out([Span(text, style)])
    _put(canvas, x - width, y, pieces)


def draw_spaced(
    canvas: Canvas, x: float, y: float, text: str, style: Style, spacing: float
) -> None:
    """Draw one line with `spacing` between characters and its middle at x."""
    pieces, width = _laid_out([Span(text, style)])
    pieces, added = _spaced(pieces, spacing)
    _put(canvas, x - (width + added) / 2, y, pieces, spacing)


def draw_tilted(
    canvas: Canvas, x: float, y: float, text: str, style: Style, degrees: float
) -> None:
    """Draw one line turned by `degrees` about its middle at (x, y)."""
    across, along = cos(radians(degrees)), sin(radians(degrees))
    canvas.saveState()
    canvas.transform(across, along, -along, across, x, y)
    draw_centred(canvas, 0, -CENTRE_OF_CHARACTERS * style.size, text, style)
    canvas.restoreState()


class _Ruler:
    """Measures any part of a paragraph as a line, having looked at each character once.

    Positions are those of the joined text of the spans.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._ends = [0.0]  # width up to each position
        self._closer: list[float] = []  # how far a character moves towards the one before
        self._hanging: list[float] = []  # blank half of a closing mark
        self._first: list[int] = []  # position of the next character with a glyph
        self._last = [-1]  # position of the last one before
        before = ""
        for span in spans:
            size = span.style.size
            runs = faces_of(_cleaned(span.text), span.style.face)
            glyphs = ((face, character) for face, run in runs for character in run)
            for mark in span.text:
                place, at = len(self._closer), self._ends[-1]
                closer = hanging = 0.0
                if not _IGNORED.match(mark):
                    face, character = next(glyphs)
                    closer = _squeeze(before, character) * size if before else 0.0
                    hanging = size / 2 if closes(character) else 0.0
                    at += character_width(face, character) * size / 1000 - closer
                    before = character
                    self._first += [place] * (place + 1 - len(self._first))
                self._closer.append(closer)
                self._hanging.append(hanging)
                self._ends.append(at)
                self._last.append(len(self._first) - 1)

    def width(self, start: int, end: int) -> float:
        """Width from `start` to `end`; a last closing mark may lose its blank half."""
        last = self._last[end]
        if last < start:
            return 0.0
        width = self._ends[end] - self._ends[start] + self._closer[self._first[start]]
        return width - self._hanging[last]


def _cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The part of the spans between two positions of their joined text."""
    parts: list[Span] = []
    at = 0
    for span in spans:
        piece = span.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            parts.append(Span(piece, span.style))
        at += len(span.text)
    return tuple(parts)


def lines_of(
    spans: Sequence[Span], width: float, *, indent: float = 0.0
) -> tuple[tuple[Span, ...], ...]:
    """The lines of a paragraph at most `width` wide, the first shortened by `indent`."""
    text = "".join(span.text for span in spans)
    kept: set[int] = set()
    at = 0
    for span in spans:
        if span.whole:
            kept.update(range(at + 1, at + len(span.text)))
        at += len(span.text)
    cuts = break_lines(
        text,
        _Ruler(spans).width,
        width,
        indent=indent,
        kept=frozenset(kept),
    )
    return tuple(_cut(spans, start, end) for start, end in cuts)


def draw_paragraph(
    canvas: Canvas,
    left: float,
    y: float,
    width: float,
    lines: Sequence[Sequence[Span]],
    leading: float,
    *,
    indent: float = 0.0,
    justified: bool = True,
) -> float:
    """Draw lines of `lines_of`, the first baseline at y; returns the baseline after the last.

    All lines but the last are stretched to `width` when justified.
    """
    for number, line in enumerate(lines):
        shift = 0.0 if number else indent
        spacing = 0.0
        characters = sum(len(span.text) for span in line)
        pieces, natural = _laid_out(line)
        if justified and number < len(lines) - 1 and characters > 1:
            spare = width - shift - natural
            if pieces and closes(pieces[-1].text[-1]):
                spare += pieces[-1].style.size / 2
            spacing = max(spare, 0.0) / (characters - 1)
            pieces, _ = _spaced(pieces, spacing)
        _put(canvas, left + shift, y, pieces, spacing)
        y -= leading
    return y


_unfit: ContextVar[list[str] | None] = ContextVar("unfit", default=None)


@contextmanager
def noting_unfit() -> Iterator[list[str]]:
    """A list that collects the texts `draw_fitted` could not make fit legibly meanwhile."""
    unfit: list[str] = []
    token = _unfit.set(unfit)
    try:
        yield unfit
    finally:
        _unfit.reset(token)


def baseline_in(box: Box, size: float) -> float:
    """The baseline of one line that stands in the middle of the box's height."""
    return box.middle - CENTRE_OF_CHARACTERS * size


def draw_lines(
    canvas: Canvas, box: Box, lines: Sequence[str], style: Style, leading: float, align: Align
) -> None:
    """Draw lines as a block in the middle of the box's height."""
    y = baseline_in(box, style.size) + leading * (len(lines) - 1) / 2
    for line in lines:
        if align == "centre":
            draw_centred(canvas, box.centre, y, line, style)
        elif align == "right":
            draw_right(canvas, box.right, y, line, style)
        else:
            draw(canvas, box.left, y, line, style)
        y -= leading


def fitted(
    text: str,
    style: Style,
    width: float,
    height: float,
    *,
    smallest: float,
    spacing: float = 1.25,
    lines: int = 4,
) -> Fitted:
    """Make `text` fit: a little smaller in one line first, then wrapped into at most `lines`.

    Never wider or higher than asked. Below `smallest` points it no longer counts as
    legible: `fits` is then False. `spacing` is the distance of lines in parts of the size.
    """
    single = max(smallest, style.size * 0.8)
    natural = measure(text, style) if "\n" not in text else width * 100
    if natural and style.size * min(1.0, width / natural) >= single:
        size = min(style.size, style.size * width / natural, height)
        return Fitted((text,), style.sized(size), size * spacing, size >= smallest)
    size = style.size
    while True:
        made = style.sized(size)
        wrapped = _balanced(text, made, width)
        high = size * (1 + spacing * (len(wrapped) - 1))
        whole = all(measure(line, made) <= width + 0.01 for line in wrapped)
        if (len(wrapped) <= lines or size <= smallest) and high <= height + 0.01 and whole:
            return Fitted(wrapped, made, size * spacing, size >= smallest)
        size *= 0.96


def _balanced(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Lines of nearly equal length, as few as fit into `width`."""

    def wrapped(room: float) -> tuple[str, ...]:
        lines = lines_of([Span(text, style)], room)
        return tuple("".join(span.text for span in line) for line in lines)

    best = wrapped(width)
    if len(best) == 1 or "\n" in text:
        return best
    low, high = width / len(best), width
    while high - low > style.size / 4:
        middle = (low + high) / 2
        made = wrapped(middle)
        if len(made) == len(best):
            best, high = made, middle
        else:
            low = middle
    return best


def draw_fitted(
    canvas: Canvas,
    box: Box,
    text: str,
    style: Style,
    *,
    align: Align = "centre",
    smallest: float = 6.0,
    lines: int = 4,
) -> Fitted:
    """Draw text in the middle of a box, smaller or wrapped where it must be."""
    made = fitted(text, style, box.width, box.height, smallest=smallest, lines=lines)
    unfit = _unfit.get()
    if unfit is not None and not made.fits:
        unfit.append(text)
    draw_lines(canvas, box, made.lines, made.style, made.leading, align)
    return made
