"""What lies on the clipboard or is dropped: files, or a picture without a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from db.exchange.evidence_files import SUFFIXES

__all__ = ["dropped_files", "picture_bytes", "picture_name"]

_KNOWN = (*SUFFIXES, ".heic", ".heif")
"""What may be meant as an attachment; HEIC is refused with a way out when it is read."""


def dropped_files(mime: QMimeData) -> tuple[Path, ...]:
    """The files and folders named that may be attachments; a table or a text is none."""
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.suffix.lower() in _KNOWN or path.is_dir())


def picture_bytes(mime: QMimeData) -> bytes:
    """A picture without a file, such as a screenshot, as PNG; b"" where there is none."""
    picture = mime.imageData() if mime.hasImage() else None
    if not isinstance(picture, QImage) or picture.isNull():
        return b""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(picture)
    return bytes(held.data())


def picture_name(now: datetime) -> str:
    """What a picture without a file is called."""
    return f"粘贴的图片 {now:%Y-%m-%d %H.%M.%S}.png"
