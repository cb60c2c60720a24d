"""The colours of the papers. What must be told apart is never told by colour alone."""

from __future__ import annotations

from reportlab.lib.colors import Color

__all__ = [
    "ACCENT",
    "BLACK",
    "BRICK",
    "CERTIFICATE_GROUND",
    "CERTIFICATE_MARK",
    "CERTIFICATE_RED",
    "CERTIFICATE_ROSETTE",
    "CERTIFICATE_WAVE",
    "FAINT",
    "GOLD",
    "GOLD_EDGE",
    "GOLD_LINE",
    "HAIR",
    "INK",
    "MARK",
    "MIST",
    "OUTLINE",
    "QUIET",
    "SLATE",
    "TINT",
    "WHITE",
]


def _rgb(code: int) -> Color:
    return Color((code >> 16) / 255, (code >> 8 & 255) / 255, (code & 255) / 255)


BLACK = _rgb(0x000000)
WHITE = _rgb(0xFFFFFF)
INK = _rgb(0x1F2328)
QUIET = _rgb(0x5B6470)
FAINT = _rgb(0x8B93A0)
HAIR = _rgb(0xD5DAE1)
TINT = _rgb(0xF4F5F7)
MARK = _rgb(0xEFEFEF)  # the words 示例 and 草稿 beneath the text

ACCENT = _rgb(0xB4232A)
GOLD = _rgb(0xDCA524)
GOLD_EDGE = _rgb(0xB9821A)
GOLD_LINE = _rgb(0xC99A2E)
OUTLINE = _rgb(0xCDB88A)  # a star that is not held
MIST = _rgb(0xB4A9C4)
SLATE = _rgb(0x7F95AE)
BRICK = _rgb(0xBC5238)

CERTIFICATE_GROUND = _rgb(0xFFFAF0)
CERTIFICATE_WAVE = _rgb(0xF3E6C8)
CERTIFICATE_ROSETTE = _rgb(0xF8EFDA)
CERTIFICATE_MARK = _rgb(0xF0E6D3)
CERTIFICATE_RED = _rgb(0xB01F24)
