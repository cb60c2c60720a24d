"""Reads the number in a cell of a foreign table, and says how it was read.

What is not written as a plain number is read with a notice where only one reading is possible
(full-width digits, blanks, 1,200, 20万元 in a column of 万元, 95% in a column of %), asked about
where two are, and refused otherwise. Nothing is rounded, cut or taken for 0.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from db.exchange.tables import Cell, CellKind
from evaluation.numbers import normalise_digits

__all__ = ["NEITHER", "NumberReading", "became_date", "read_number"]

NEITHER = "neither"
"""Key of the choice that none of the readings is right."""

_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_MONEY = {"元": ("万元", Decimal(10_000)), "万元": ("元", Decimal(1) / 10_000)}
"""Unit of a column → the other unit, and how many of the column's are one of the other's."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a cell says: `text` is plain digits to be checked further, "" while it is not known.

    notice: how it was read, where that is not as it stands. fault: why it is refused. question
    with choices (plain digits or NEITHER, words) where it can be read in two ways.
    """

    text: str = ""
    notice: str = ""
    fault: str = ""
    question: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def read_number(cell: Cell, what: str, unit: str = "", *, typed: bool = True) -> NumberReading:
    """The number in a cell that is neither empty nor an error.

    what: names the field in sentences. unit: that of the column ("" for points and counts).
    typed: the table has kinds of cells, so that a number kept as text is worth a notice.
    """
    if cell.kind is CellKind.DATE:
        return NumberReading(fault=f"{what}{became_date(cell)}")
    if cell.kind is CellKind.TRUTH:
        return NumberReading(fault=f"{what}填的是“{cell.text}”，不是数字。请填数字。")
    if cell.kind is CellKind.NUMBER:
        return _of_number(cell, what, unit)
    return _of_text(cell, what, unit, typed)


def became_date(cell: Cell) -> str:
    """What to say of a date where none belongs."""
    return (
        f"这一格是日期（{cell.text}）。表格软件会把“3-1”这样的内容自动改成日期；"
        "请把这一格设为文本格式，重新填写原来的内容。"
    )


def _of_number(cell: Cell, what: str, unit: str) -> NumberReading:
    try:
        value = Decimal(cell.text)
    except InvalidOperation:
        return NumberReading(text=cell.text)
    if cell.percent:
        shown = _digits(value * 100)
        if unit != "%":
            return NumberReading(
                fault=f"{what}这一格是百分比（显示为 {shown}%），这里要填数。请改成普通数字再填。"
            )
        return NumberReading(shown, f"{what}这一格是百分比格式，读作 {shown}（%）。")
    if unit == "%" and 0 < value <= 1:
        shown = _digits(value * 100)
        return _two_readings(
            f"{what}填的是 {cell.text}，单位是 %。是 {cell.text}% 还是 {shown}%？",
            (cell.text, f"{cell.text}%"),
            (shown, f"{shown}%"),
        )
    if cell.formula:
        return NumberReading(cell.text, f"{what}这一格是公式，读作算出的 {cell.text}。")
    return NumberReading(cell.text)


def _of_text(cell: Cell, what: str, unit: str, typed: bool) -> NumberReading:
    written = cell.written or cell.text
    seen = "".join(sign for sign in written if unicodedata.category(sign) not in _INVISIBLE)
    plain = normalise_digits(seen)
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif unit and plain.endswith(unit) and _is_number(plain.removesuffix(unit)):
        # 万元 ends in 元: 2万元 in a column of 元 is no 2万 元.
        plain = plain.removesuffix(unit).replace(",", "")
    elif unit in _MONEY:
        other, worth = _MONEY[unit]
        if plain.endswith(other) and _is_number(plain.removesuffix(other)):
            value = _digits(Decimal(plain.removesuffix(other).replace(",", "")) * worth)
            return _two_readings(
                f"{what}填的是“{cell.text}”，这一列以{unit}为单位。读作 {value} {unit}吗？",
                (value, f"读作 {value} {unit}"),
            )
    if not _PLAIN.fullmatch(plain):
        return NumberReading(text=cell.text)
    if unit == "%" and "%" not in normalise_digits(seen) and 0 < Decimal(plain) <= 1:
        shown = _digits(Decimal(plain) * 100)
        return _two_readings(
            f"{what}填的是 {plain}，单位是 %。是 {plain}% 还是 {shown}%？",
            (plain, f"{plain}%"),
            (shown, f"{shown}%"),
        )
    if written != plain:
        return NumberReading(plain, f"{what}写的是“{written}”，读作 {plain}。")
    if typed:
        return NumberReading(plain, f"{what}是按文本保存的数字“{plain}”，读作 {plain}。")
    return NumberReading(plain)


def _is_number(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text) or _THOUSANDS.fullmatch(text))


def _two_readings(question: str, *choices: tuple[str, str]) -> NumberReading:
    return NumberReading(
        question=question, choices=(*choices, (NEITHER, "都不对，改好表格后再导入"))
    )


def _digits(value: Decimal) -> str:
    """Plain digits without needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
