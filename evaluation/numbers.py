"""Points as they are entered, scores as they are computed, and the one rounding.

A *score* is an exact number counted in hundredths of a point: an `int` wherever a level
has been rounded to two decimals, a `Fraction` where a division is still exact. Both mix
freely in arithmetic and comparison, and neither is ever a float. Everything that is typed
(points, figures, percentages) has at most two decimals and is therefore an `int`.

This module shows and reads numbers; it knows nothing of stars or standards.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

from evaluation.faults import RatingFault

__all__ = [
    "Score",
    "half_up",
    "level",
    "level_of",
    "normalise_digits",
    "percent",
    "read_count",
    "read_hundredths",
    "share_text",
    "show",
    "show_beside",
    "show_plain",
]

Score: TypeAlias = int | Fraction
"""An exact number in hundredths of a point (of a percent, of a 万元 …)."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋，％", "0123456789.-+,%")
_NUMBER = re.compile(r"-?\d{1,9}(\.\d+)?")
_COUNT = re.compile(r"\d{1,9}")


def normalise_digits(text: str) -> str:
    """`text` without outer blanks, full-width digits and signs made half-width."""
    return text.translate(_FULL_WIDTH).replace("−", "-").strip()


def read_hundredths(text: str, what: str) -> int:
    """The hundredths of a typed number with at most two decimals.

    `what` names the field in the sentence. Raises RatingFault for anything else: text is
    never silently cut, rounded or taken for 0.
    """
    plain = normalise_digits(text)
    if not _NUMBER.fullmatch(plain):
        raise RatingFault(f"{what}填的是“{text}”，不是数字。请填数字，例如 12 或 12.50。")
    whole, _, decimals = plain.partition(".")
    if len(decimals) > 2:
        raise RatingFault(
            f"{what}填的是“{text}”，小数超过两位。分数和数据最多保留两位小数，请改后再填。"
        )
    value = abs(int(whole)) * 100 + int((decimals + "00")[:2])
    return -value if plain.startswith("-") else value


def read_count(text: str, what: str) -> int:
    """A typed whole number ≥ 0; raises RatingFault for anything else."""
    plain = normalise_digits(text)
    if not _COUNT.fullmatch(plain):
        raise RatingFault(f"{what}填的是“{text}”，这里要填不小于 0 的整数。")
    return int(plain)


def half_up(value: Score) -> int:
    """The nearest whole number; a half goes away from zero (四舍五入)."""
    if isinstance(value, int):
        return value
    doubled = abs(value) * 2 + 1
    rounded = doubled.numerator // (doubled.denominator * 2)
    return rounded if value >= 0 else -rounded


def level(score: Score, decimals: int | None) -> Score:
    """`score` rounded half-up at the end of one level of the reckoning (逐级保留).

    `decimals` is the standard's number of decimals; None is exact mode, which rounds
    nothing before showing.
    """
    if decimals is None or (decimals == 2 and isinstance(score, int)):
        return score
    if decimals == 2:
        return half_up(score)
    factor = Fraction(10) ** (decimals - 2)
    rounded = half_up(Fraction(score) * factor) / factor
    return int(rounded) if rounded.denominator == 1 else rounded


def level_of(part: Score, whole: int, decimals: int | None) -> Score:
    """`level(part ÷ whole)`; whole numbers without a Fraction, which takes ten times as long."""
    if decimals == 2 and type(part) is int and part >= 0:
        return (2 * part + whole) // (2 * whole)
    return level(Fraction(part) / whole, decimals)


def show(score: Score, decimals: int = 2) -> str:
    """`score` in points with a fixed number of decimals, half-up: 7652 → "76.52"."""
    scaled = half_up(Fraction(score) * Fraction(10) ** (decimals - 2))
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    if decimals == 0:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def show_beside(score: Score, line: int, decimals: int = 2) -> str:
    """`score` shown so that it is never printed at or above a `line` that it misses.

    Where rounding for the eye would lift it to the line (79.996 against 80 in exact mode),
    it takes as many more decimals as tell the two apart.
    """
    while (
        score
        < line
        <= half_up(Fraction(score) * Fraction(10) ** (decimals - 2))
        / Fraction(10) ** (decimals - 2)
    ):
        decimals += 1
    return show(score, decimals)


def show_plain(score: Score) -> str:
    """`score` in points without needless zeros: 3000 → "30", 250 → "2.5"."""
    text = show(score, 2)
    return text.rstrip("0").rstrip(".")


def percent(part: int, whole: int) -> Fraction | None:
    """`part` ÷ `whole` in hundredths of a percent, exact; None when there is no whole."""
    return Fraction(part * 10000, whole) if whole else None


def share_text(part: int, whole: int) -> str:
    """The share in percent, half-up to two decimals from the exact ratio; "—" without a whole."""
    exact = percent(part, whole)
    return "—" if exact is None else show(exact, 2)
