"""Words that score sheets and 部门反馈表 share, going out and coming in again."""

from __future__ import annotations

from evaluation.standard.model import Clause, ClauseKind, FigureSource, Indicator

__all__ = [
    "AMOUNT",
    "COLUMN_WORDS",
    "circled",
    "clause_number",
    "has_typed_base",
    "kind_words",
    "takes_amount",
]

AMOUNT = "扣分"
COLUMN_WORDS = {"count": "次数", "amount": AMOUNT, "figure": "数据", "base": "基数"}
"""Columns that take numbers, by their keys."""
_CIRCLED = {chr(0x2460 + number): number + 1 for number in range(20)}


def circled(number: int) -> str:
    """The sign of a clause: 1 → ①."""
    return chr(0x2460 + number - 1)


def clause_number(text: str) -> int | None:
    """The number of a clause as written (2, ②, 第2条); None for anything else."""
    plain = text.removeprefix("第").removesuffix("条").strip("()（）.、")
    if plain in _CIRCLED:
        return _CIRCLED[plain]
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 3 else None


def has_typed_base(clause: Clause) -> bool:
    """Whether a base is typed beside the figure of this clause."""
    figure = clause.figure
    return figure is not None and figure.source is not FigureSource.TYPED and not figure.shared_base


def takes_amount(clause: Clause) -> bool:
    """Whether points can be typed for this clause: 酌情, or a growth from a base ≤ 0."""
    return clause.kind is ClauseKind.DISCRETION or has_typed_base(clause)


def kind_words(indicator: Indicator, clause: Clause) -> str:
    """What is to be typed for a clause, for the head of a column or a prompt."""
    if clause.kind is ClauseKind.OCCURRENCE:
        return "填次数"
    if clause.kind is ClauseKind.DISCRETION:
        return "填扣分和理由"
    if clause.kind is ClauseKind.BALLOT:
        return "引用测评结果，不用填"
    assert clause.figure is not None, f"clause {clause.id} of {indicator.code} has no figure"
    unit = f"（{clause.figure.unit}）" if clause.figure.unit else ""
    words = f"填数据：{clause.figure.name}{unit}"
    if has_typed_base(clause):
        words += f"；基数：{clause.figure.base_name or '基数'}"
    return words
