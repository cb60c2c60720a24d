"""Colours, sizes and the style sheet: the one place that knows how the program looks.

All lengths are *units*: one unit is one fourteenth of the height of the application's font,
so a unit is a logical pixel at the default size and everything grows together when the
official chooses larger type. Nothing here draws; the widgets do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

__all__ = [
    "BASE_POINT_SIZE",
    "CARD_PADDING",
    "GAP",
    "PAGE_MARGIN",
    "ROW_HEIGHT",
    "TONES",
    "Colour",
    "TextSize",
    "Tone",
    "ToneName",
    "colour",
    "font",
    "light_palette",
    "units",
]

BASE_POINT_SIZE: Final = 10.5
"""Size of body text in points: 14 logical pixels at 96 dots per inch."""

_BASE_PIXELS: Final = 14

ROW_HEIGHT: Final = 34
CARD_PADDING: Final = 14
GAP: Final = 14
PAGE_MARGIN: Final = 20
"""Units between the edge of a page and its cards; 16 at the top and the bottom."""


class Colour:
    """The tokens. Values are `#RRGGBB`."""

    PAGE: Final = "#F4F5F7"
    SURFACE: Final = "#FFFFFF"
    HEAD: Final = "#FAFBFC"
    LINE: Final = "#E2E5EA"
    ROW_LINE: Final = "#EEF0F3"
    EDGE: Final = "#D5D9E0"
    TRACK: Final = "#EDEFF2"
    PREVIEW: Final = "#E6E8EC"

    TEXT: Final = "#1F2328"
    SECONDARY: Final = "#5B6470"
    FAINT: Final = "#8B93A0"
    ON_ACCENT: Final = "#FFFFFF"

    ACCENT: Final = "#B4232A"
    ACCENT_DARK: Final = "#971B22"
    ACCENT_TINT: Final = "#FBEEEE"
    ACCENT_EDGE: Final = "#E3A6A9"

    GOLD: Final = "#E0A100"
    STAR_OUTLINE: Final = "#C9CDD3"

    DONE: Final = "#2E7D4F"
    DOING: Final = "#B7791F"
    FAULT: Final = "#B4232A"
    DONE_TINT: Final = "#EDF6F0"
    DOING_TINT: Final = "#FDF6E7"

    HOVER: Final = "#F7F8FA"
    NEAR: Final = "#FFFBEB"
    """Ground of a row that stands within two points of a line."""
    EDITING: Final = "#FFF7E3"
    """Ground of the row that is being worked on."""


ToneName = Literal["top", "middle", "low", "none"]
"""The tone of a class: its place in the order of classes, never its name."""


@dataclass(frozen=True)
class Tone:
    """The three colours of a tag."""

    text: str
    ground: str
    edge: str


TONES: Final[dict[ToneName, Tone]] = {
    "top": Tone("#7A5200", "#FFF4D6", "#EBCB7A"),
    "middle": Tone("#3F5368", "#EEF3F8", "#C9D6E3"),
    "low": Tone("#9C3A1E", "#FDECE7", "#EDB9A9"),
    "none": Tone("#5B6470", "#F4F5F7", "#E2E5EA"),
}


class TextSize(Enum):
    """Sizes of type in units."""

    SMALL = 12
    NOTE = 13
    BODY = 14
    TITLE = 15
    ROW = 16
    HEADING = 17
    FIGURE = 26


def _application_font() -> QFont:
    return QApplication.font()


def units(count: float) -> int:
    """Return `count` units in logical pixels, at least one for a positive count."""
    pixels = count * QFontInfo(_application_font()).pixelSize() / _BASE_PIXELS
    return max(round(pixels), 1) if count > 0 else round(pixels)


def font(size: TextSize = TextSize.BODY, *, bold: bool = False) -> QFont:
    """Return the application's font at `size`, with digits of equal width."""
    result = QFont(_application_font())
    result.setPointSizeF(result.pointSizeF() * size.value / _BASE_PIXELS)
    result.setBold(bold)
    result.setFeature(QFont.Tag.fromString("tnum"), 1)
    return result


def colour(value: str) -> QColor:
    """Return a token as a colour object."""
    return QColor(value)


def light_palette() -> QPalette:
    """Return the one palette of the program; the system's dark mode does not reach it."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, value in (
        (role.Window, Colour.PAGE),
        (role.WindowText, Colour.TEXT),
        (role.Base, Colour.SURFACE),
        (role.AlternateBase, Colour.HEAD),
        (role.Text, Colour.TEXT),
        (role.Button, Colour.SURFACE),
        (role.ButtonText, Colour.TEXT),
        (role.BrightText, Colour.ON_ACCENT),
        (role.PlaceholderText, Colour.FAINT),
        (role.ToolTipBase, Colour.TEXT),
        (role.ToolTipText, Colour.SURFACE),
        (role.Highlight, Colour.ACCENT),
        (role.HighlightedText, Colour.ON_ACCENT),
        (role.Accent, Colour.ACCENT),
        (role.Link, Colour.ACCENT),
        (role.LinkVisited, Colour.ACCENT),
        (role.Light, Colour.SURFACE),
        (role.Midlight, Colour.ROW_LINE),
        (role.Mid, Colour.LINE),
        (role.Dark, Colour.EDGE),
        (role.Shadow, Colour.FAINT),
    ):
        palette.setColor(target, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, target, QColor(Colour.FAINT))
    palette.setColor(disabled, role.Highlight, QColor(Colour.EDGE))
    return palette
