"""Reads papers back: text, positions of characters, fonts, pixels."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2


def pages_of(data: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(data)).pages)


def page_text(data: bytes, page: int = 0) -> str:
    """Text of a page as a reader copies it, without blanks and line ends."""
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[page].get_textpage().get_text_range()
    finally:
        document.close()
    return re.sub(r"\s+", "", text)


def whole_text(data: bytes) -> str:
    return "".join(page_text(data, page) for page in range(pages_of(data)))


def characters(data: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """(character, left, bottom, right, top) in points of everything that has ink."""
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[page].get_textpage()
        found = []
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            character = text.get_text_range(index, 1)
            if character.strip() and right > left:
                found.append((character, left, bottom, right, top))
        return found
    finally:
        document.close()


def page_size(data: bytes, page: int = 0) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(data)
    try:
        width, height = document[page].get_size()
        return float(width), float(height)
    finally:
        document.close()


def fonts_not_embedded(data: bytes) -> set[str]:
    """Names of fonts without their outlines; Helvetica, which reportlab always lists and no
    glyph uses, left out."""
    bare: set[str] = set()
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        resources: Any = page["/Resources"]
        for reference in resources.get("/Font", {}).values():
            font = reference.get_object()
            name = str(font["/BaseFont"])
            descriptor = font.get("/FontDescriptor")
            if name != "/Helvetica" and (
                descriptor is None or "/FontFile2" not in descriptor.get_object()
            ):
                bare.add(name)
    return bare


def picture(data: bytes, page: int = 0, scale: float = 1.0) -> Any:
    """The page as a PIL image in RGB."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
