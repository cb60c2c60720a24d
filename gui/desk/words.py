"""Short words of a clause and of what was entered under it, for chips and the clause list."""

from __future__ import annotations

import re

from evaluation.numbers import Score, show_plain
from evaluation.standard.model import FIGURE_KINDS, Clause, ClauseKind, Figure, FigureSource

__all__ = ["circled", "clause_price", "figure_words", "minus", "short_clause"]

_PRICE = re.compile(r"[，,；]?扣 ?[0-9.]+ ?分.*$")


def circled(number: int) -> str:
    """The sign of a clause: 1 → ①."""
    return chr(0x2460 + number - 1)


def minus(points: Score) -> str:
    """Points taken away: 600 → "−6"."""
    return f"−{show_plain(points)}"


def short_clause(clause: Clause) -> str:
    """What happened, without the price: "当年无积极分子，扣 6 分" → "当年无积极分子"."""
    if clause.kind is ClauseKind.DISCRETION:
        return clause.text or "酌情"
    if clause.kind in FIGURE_KINDS and clause.figure is not None:
        return clause.figure.name
    return _PRICE.sub("", clause.text) or clause.text


def clause_price(clause: Clause) -> str:
    """What a clause costs, for the right end of its line in the list."""
    if clause.kind is ClauseKind.DISCRETION:
        return "填分值"
    if clause.kind is ClauseKind.BALLOT:
        return "测评自动带入"
    if clause.kind in FIGURE_KINDS and clause.figure is not None:
        return f"填数据（{clause.figure.unit}）" if clause.figure.unit else "填数据"
    price = minus(clause.points)
    return price if clause.at_most == 1 else f"{price} × 次数"


def figure_words(figure: Figure, typed: int, base: int | None, value: Score | None) -> str:
    """The entered figure: "参与率 68%", "带动农牧户数 50÷200 户 = 25%"."""
    shown = show_plain(typed)
    if figure.source is FigureSource.TYPED:
        return f"{figure.name} {shown}{figure.unit}"
    parts = f"{figure.name} {shown}{figure.unit}"
    if base is not None:
        parts += f" / {show_plain(base)}"
    return parts if value is None else f"{parts} = {show_plain(value)}%"
