"""The few turns of phrase that all findings share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evaluation.faults import RatingFault
from evaluation.numbers import Score, read_hundredths, show_plain
from evaluation.standard.model import Indicator, Standard

__all__ = ["amount", "codes_of", "named", "number_in", "some_of", "spaced"]

_MOST = 5
"""Names in one sentence: more are not read; the page leads to the first of them."""


def some_of(words: Sequence[str], counter: str) -> str:
    """甲、乙、丙；more than a few: 甲、乙、丙、丁、戊等 9 项 (`counter` 项)."""
    if len(words) <= _MOST:
        return "、".join(words)
    return f"{spaced('、'.join(words[:_MOST]))}等 {len(words)} {counter}"


def spaced(words: str) -> str:
    """The words with a blank behind them where a Chinese word after a digit wants one."""
    return f"{words} " if words[-1:].isascii() else words


def codes_of(standard: Standard, items: Iterable[str]) -> str:
    """The codes of some indicators, or the names of stars, in the order given."""
    known = {item.id: item.code for item in standard.indicators}
    known |= {star.id: star.name for star in standard.stars}
    return some_of([known.get(item, item) for item in dict.fromkeys(items)], "项")


def named(indicator: Indicator) -> str:
    """指标 3.2 集体经营性收入; the text up to its first bracket or comma."""
    text = indicator.text
    for sign in "（(，,、；":
        text = text.partition(sign)[0]
    return f"{indicator.code} {text}"


def number_in(text: str) -> int | None:
    """The hundredths of a number kept as text, such as a yearly fact; None for no number."""
    try:
        return read_hundredths(text, "")
    except RatingFault:
        return None


def amount(value: Score, unit: str) -> str:
    """20 万元; hundredths without needless zeros."""
    return f"{show_plain(value)} {unit}".strip() if unit != "%" else f"{show_plain(value)}%"
