"""Made-up photos, scans and PDFs, as telephones, scanners and broken sticks leave them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

__all__ = ["exif_of", "jpeg", "pdf", "png", "tiff", "view"]


def view(size: tuple[int, int] = (400, 300), shade: int = 0) -> Image.Image:
    """A picture whose left half is red, whose right half is grey; `shade` makes another one."""
    picture = Image.new("RGB", size, (120, 120 + shade, 120))
    picture.paste((200, 0, shade), (0, 0, size[0] // 2, size[1]))
    return picture


def exif_of(taken: str = "2026:12:20 10:42:00", *, orientation: int = 1) -> Image.Exif:
    """The details a telephone writes: time, place, make, how it was held."""
    exif = Image.Exif()
    exif[0x010F] = "Fictional Phones"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8825)[2] = (46.0, 4.0, 0.0)
    return exif


def jpeg(picture: Image.Image | None = None, **how: Any) -> bytes:
    """A JPEG; `how` as Pillow's save takes it."""
    return _saved(picture or view(), "JPEG", **how)


def png(picture: Image.Image | None = None, **how: Any) -> bytes:
    """A PNG."""
    return _saved(picture or view(), "PNG", **how)


def tiff(*pages: Image.Image, **how: Any) -> bytes:
    """A TIFF of one or more pages."""
    first, *rest = pages or (view(),)
    return _saved(first, "TIFF", save_all=bool(rest), append_images=rest, **how)


def pdf(pages: int = 1) -> bytes:
    """A PDF of blank-coloured pages."""
    first, *rest = [view((210, 297), shade) for shade in range(pages)]
    return _saved(first, "PDF", save_all=True, append_images=rest)


def _saved(picture: Image.Image, form: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()
