"""Single values of a standard's file -> text, hundredths, counts, dates; refusals in words.

What a record is and which values belong to it is told in form.py and put together in
reading.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Final

from evaluation.faults import RatingFault
from evaluation.numbers import read_count, read_hundredths
from evaluation.standard.findings import Findings, below
from evaluation.standard.form import Field, Shape

__all__ = ["UNREAD", "Number", "Repeated", "Values", "shown"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COMMON_YEAR = 2001
"""No leap year: a plan that holds every year cannot name 29 February."""
_HEAVIEST = 1_000_000
_LONGEST_SHOWN = 40


class Number(str):
    """A number as it stands in the file, never a float."""

    __slots__ = ()


class Repeated(dict[str, Any]):
    """An object of the file in which `keys_twice` stand more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        twice: dict[str, None] = {}
        for key, _ in pairs:
            if key in seen:
                twice[key] = None
            seen.add(key)
        self.keys_twice = tuple(twice)


class _Unread:
    """Marks a value that was refused."""


UNREAD: Final = _Unread()


def shown(words: str) -> str:
    """Words of the file as a sentence may show them: printable and not endless."""
    return "".join(mark if mark.isprintable() else "?" for mark in words[:_LONGEST_SHOWN])


class Values:
    """Reads one value by its field; what it cannot take it notes and answers with UNREAD."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._by_shape: dict[Shape, Callable[[Field, Any, str], Any]] = {
            Shape.LINE: self._line,
            Shape.TEXT: self._text,
            Shape.ID: self._id,
            Shape.AMOUNT: self._amount,
            Shape.SIGNED: self._hundredths,
            Shape.COUNT: self._count,
            Shape.FLAG: self._flag,
            Shape.CHOICE: self._choice,
            Shape.CHOICES: self._choices,
            Shape.MONTH_DAY: self._month_day,
            Shape.DATE: self._date,
            Shape.IDS: self._ids,
            Shape.LINES: self._lines,
            Shape.WEIGHTS: self._weights,
            Shape.RATIO: self._ratio,
        }

    def read(self, shape: Shape, field: Field, value: Any, path: str) -> Any:
        """The value at `path` as the model holds it, or UNREAD."""
        return self._by_shape[shape](field, value, path)

    def refuse(self, path: str, message: str) -> _Unread:
        self.findings.unreadable(path, message)
        return UNREAD

    def is_list(self, field: Field, value: Any, path: str) -> bool:
        if not isinstance(value, list):
            self.refuse(path, f"“{field.word}”应当是一对方括号 [ ]。请改正。")
            return False
        if len(value) < field.least:
            self.refuse(
                path,
                f"“{field.word}”至少要有 {field.least} 项，现在有 {len(value)} 项。请补上。",
            )
        return True

    def _line(self, field: Field, value: Any, path: str, breaks: str = "") -> Any:
        if not isinstance(value, str) or isinstance(value, Number):
            return self.refuse(path, f"“{field.word}”应当是引号里的文字。请加上引号。")
        if not value.strip():
            return self.refuse(path, f"“{field.word}”是空的。请填写。")
        if any(_cannot_be_shown(mark) and mark not in breaks for mark in value):
            return self.refuse(path, f"“{field.word}”里有换行或不能显示的字符。请删去后重新填写。")
        return value

    def _text(self, field: Field, value: Any, path: str) -> Any:
        return self._line(field, value, path, breaks="\n")

    def _id(self, field: Field, value: Any, path: str) -> Any:
        if isinstance(value, str) and not isinstance(value, Number) and _ID.fullmatch(value):
            return value
        return self.refuse(
            path,
            f'“{field.word}”应当是引号里的 1 到 40 个字母、数字、点、横线，例如 "i3.1"。请改正。',
        )

    def _hundredths(self, field: Field, value: Any, path: str) -> Any:
        if not isinstance(value, str) or len(value) > _LONGEST_SHOWN:
            return self.refuse(path, f"“{field.word}”应当是数字，例如 12 或 12.5。请改正。")
        try:
            return read_hundredths(shown(value), f"“{field.word}”")
        except RatingFault as fault:
            return self.refuse(path, fault.message)

    def _amount(self, field: Field, value: Any, path: str) -> Any:
        amount = self._hundredths(field, value, path)
        if amount is not UNREAD and amount < 0:
            return self.refuse(path, f"“{field.word}”不能是负数。请改成 0 或正数。")
        return amount

    def _count(self, field: Field, value: Any, path: str) -> Any:
        if not isinstance(value, str) or len(value) > _LONGEST_SHOWN:
            return self.refuse(path, f"“{field.word}”应当是整数，例如 3。请改正。")
        try:
            count = read_count(shown(value), f"“{field.word}”")
        except RatingFault as fault:
            return self.refuse(path, fault.message)
        if not field.least <= count <= field.most:
            return self.refuse(
                path,
                f"“{field.word}”是 {count}，应当在 {field.least} 到 {field.most} 之间。请改正。",
            )
        return count

    def _flag(self, field: Field, value: Any, path: str) -> Any:
        if isinstance(value, bool):
            return value
        return self.refuse(
            path, f"“{field.word}”只能写 true（是）或 false（否），不加引号。请改正。"
        )

    def _choice(self, field: Field, value: Any, path: str) -> Any:
        words = _words_of(field)
        if isinstance(value, str) and value in words:
            return words[value]
        return self.refuse(path, f"“{field.word}”只能写：{'、'.join(words)}。请改成其中一个。")

    def _choices(self, field: Field, value: Any, path: str) -> Any:
        return self._items(field, value, path, self._choice)

    def _lines(self, field: Field, value: Any, path: str) -> Any:
        return self._items(field, value, path, self._line)

    def _ids(self, field: Field, value: Any, path: str) -> Any:
        words = self._items(field, value, path, self._id)
        if words is not UNREAD:
            for index, word in enumerate(words):
                if word in words[:index]:
                    self.findings.wrong(f"{path}[{index}]", f"“{word}”重复了。请只留一个。")
        return words

    def _items(
        self, field: Field, value: Any, path: str, read: Callable[[Field, Any, str], Any]
    ) -> Any:
        if not self.is_list(field, value, path):
            return UNREAD
        items = [read(field, item, f"{path}[{index}]") for index, item in enumerate(value)]
        if any(item is UNREAD for item in items):
            self.findings.stands_in(path)
            return UNREAD
        return tuple(items)

    def _month_day(self, field: Field, value: Any, path: str) -> Any:
        if isinstance(value, str) and (found := _MONTH_DAY.fullmatch(value)):
            try:
                date(_COMMON_YEAR, int(found[1]), int(found[2]))
            except ValueError:
                pass
            else:
                return value
        return self.refuse(path, f'“{field.word}”应当是每年都有的月日，例如 "12-15"。请改正。')

    def _date(self, field: Field, value: Any, path: str) -> Any:
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return date.fromisoformat(value).isoformat()
            except ValueError:
                pass
        return self.refuse(path, f'“{field.word}”应当是真实的日期，例如 "2026-12-15"。请改正。')

    def _weights(self, field: Field, value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            return self.refuse(
                path, f'“{field.word}”应当写成 {{"assessment": 100}} 的样子。请改正。'
            )
        if isinstance(value, Repeated):
            self.findings.wrong(path, f"“{field.word}”里同一步骤写了不止一次。请只留一处。")
        weight = Field("weight", "权重", Shape.COUNT, most=_HEAVIEST)
        pairs = [
            (shown(key), self._count(weight, number, below(path, shown(key))))
            for key, number in value.items()
        ]
        if any(number is UNREAD for _, number in pairs):
            self.findings.stands_in(path)
            return UNREAD
        return tuple(pairs)

    def _ratio(self, field: Field, value: Any, path: str) -> Any:
        if isinstance(value, list) and len(value) == 2:
            count = Field(field.key, field.word, Shape.COUNT, least=1, most=1000)
            part, whole = (self._count(count, number, path) for number in value)
            return UNREAD if UNREAD in (part, whole) else (part, whole)
        return self.refuse(path, f"“{field.word}”应当写成 [2, 3] 的样子，表示三分之二。请改正。")


def _words_of(field: Field) -> dict[str, StrEnum]:
    """The words a CHOICE may be, with what each means."""
    return {} if field.of is None else {str(word): word for word in field.of.__members__.values()}


def _cannot_be_shown(mark: str) -> bool:
    """Control characters, and halves of characters that no file can hold."""
    return mark < " " or mark == "\x7f" or "\ud800" <= mark <= "\udfff"
