"""Kept bytes as pictures: small ones for lists, pages for the viewer.

Pictures are QImages, which any thread may make. What cannot be drawn is no fault here: there
is then no picture, and the list shows an icon.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage

from evaluation.faults import RatingFault
from gui.printing import PdfPages

__all__ = ["Pages", "PicturePage", "is_picture", "open_pages", "small_picture"]

_PDF = "application/pdf"
_POINTS_PER_INCH = 72
_SCREEN_RESOLUTION = 96


class Pages(Protocol):
    """What the preview shows: sizes in points, and each page as a picture."""

    sizes: tuple[QSizeF, ...]

    def draw(self, number: int, resolution: float) -> QImage:
        """Page `number` (from 0) at `resolution` dots per inch."""

    def close(self) -> None:
        """Give the document back."""


class PicturePage:
    """A photo as one page whose pixels are those of the screen at 100%."""

    def __init__(self, picture: QImage) -> None:
        self._picture = picture
        self.sizes: tuple[QSizeF, ...] = (
            QSizeF(picture.size()) * (_POINTS_PER_INCH / _SCREEN_RESOLUTION),
        )

    def draw(self, number: int, resolution: float) -> QImage:
        """The photo; made smaller smoothly, larger only by whoever paints it."""
        del number
        share = min(resolution / _SCREEN_RESOLUTION, 1.0)
        return _scaled(self._picture, (QSizeF(self._picture.size()) * share).toSize())

    def close(self) -> None:
        """Nothing is open."""


def is_picture(media: str) -> bool:
    """Whether bytes of that media type are one picture."""
    return media.startswith("image/")


def open_pages(media: str, data: bytes) -> Pages:
    """Kept bytes to be looked at; raises RatingFault where they cannot be shown."""
    if media == _PDF:
        # The library has one kind of error for a wrong password and all that may be broken.
        try:
            return PdfPages(data)
        except RuntimeError as error:
            raise RatingFault(
                "这个 PDF 有密码或不完整，程序里看不了。请存一份副本，用 PDF 阅读器打开。"
            ) from error
    picture = QImage.fromData(data)
    if picture.isNull():
        raise RatingFault("这个文件在程序里看不了。请存一份副本，用别的程序打开。")
    return PicturePage(picture)


def small_picture(media: str, data: bytes, side: int) -> QImage | None:
    """The first page, at most `side` pixels long; None where it cannot be drawn."""
    try:
        pages = open_pages(media, data)
    except RatingFault:
        return None
    try:
        size = pages.sizes[0]
        longest = max(size.width(), size.height())
        resolution = _POINTS_PER_INCH * side / longest
        picture = pages.draw(0, resolution)
    finally:
        pages.close()
    return _scaled(picture, QSize(side, side))


def _scaled(picture: QImage, room: QSize) -> QImage:
    """A picture no larger than the room; small ones stay as they are."""
    if picture.width() <= room.width() and picture.height() <= room.height():
        return picture
    return picture.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
