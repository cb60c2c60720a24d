"""Reads a number as officials type it: full-width digits and points are taken.

Gives a decimal string or a sentence. Whether the number makes sense is decided elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["half_width", "number_sentence", "read_number"]

# Only what a Chinese input method writes for digits and points: a superscript ² must not
# become a 2.
_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"。": ".", "·": ".", "−": "-", "　": " "}
)
_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_LONGEST = 15


def half_width(text: str) -> str:
    """Return the text with full-width letters, digits and points in their ASCII form."""
    return text.translate(_HALF_WIDTH)


def read_number(typed: str, decimals: int) -> str | None:
    """Return the number with exactly `decimals` places, or None if it cannot be taken.

    Nothing is rounded away: more places than allowed are refused unless they are zeros.
    """
    text = half_width(typed).strip()
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    rounded = number.quantize(Decimal(1).scaleb(-decimals))
    if rounded != number:
        return None
    return str(rounded or abs(rounded))


def number_sentence(typed: str, decimals: int) -> str:
    """Return why `typed` was refused by `read_number`, and what to write instead."""
    if read_number(typed, _LONGEST) is not None:
        if decimals:
            return f"“{typed}”的小数位太多，最多 {decimals} 位。"
        return f"“{typed}”不是整数，请填整数。"
    example = "12.50" if decimals else "12"
    return f"“{typed}”不是数字，请只填数字，例如 {example}。"
