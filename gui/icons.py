"""Icons drawn from the shipped SVG files, in any colour and sharp at any scale.

The files draw with `currentColor`; this module puts a colour in its place. It holds no
picture that is not in `resources/icons`.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import Colour
from resources import resource_path

__all__ = ["icon", "paint_icon", "pixmap"]

_SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Raises `FileNotFoundError` for a name that no shipped file has."""
    text = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, area: QRectF, name: str, colour: str = Colour.TEXT) -> None:
    """Draw the icon into `area` (logical pixels)."""
    _renderer(name, colour).render(painter, area)


def pixmap(name: str, size: int, colour: str = Colour.TEXT, *, scale: float = 1.0) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels at the given device scale."""
    renderer = _renderer(name, colour)
    result = QPixmap(QSize(round(size * scale), round(size * scale)))
    result.setDevicePixelRatio(scale)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result


def icon(name: str, size: int, colour: str = Colour.TEXT) -> QIcon:
    """Return the icon for a button, of `size` logical pixels, drawn for each usual scale."""
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(pixmap(name, size, colour, scale=scale))
    return result
