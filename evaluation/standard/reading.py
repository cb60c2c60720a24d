"""A standard's file text -> Standard, or every fault of it at once with its place.

Reads JSON by the table in form.py without ever making a float, then has the checks look at
the whole. It opens no files (db/exchange/standards.py does) and changes nothing: what it
cannot take it refuses.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any, NoReturn

from evaluation.standard.class_checks import check_classes
from evaluation.standard.findings import Findings, StandardFault, StandardFaults, below
from evaluation.standard.form import FORM, FORM_VERSION, Field, Shape, shape_of
from evaluation.standard.indicator_checks import check_stars
from evaluation.standard.model import Clause, Indicator, Standard, Star
from evaluation.standard.rule_checks import check_rules
from evaluation.standard.values import UNREAD, Number, Repeated, Values, shown

__all__ = ["StandardFault", "StandardFaults", "read_standard"]

_WORDS = frozenset({Shape.LINE, Shape.TEXT, Shape.ID, Shape.MONTH_DAY, Shape.DATE})
_STAND_INS: dict[Shape, Any] = {
    **dict.fromkeys(_WORDS, ""),
    **dict.fromkeys((Shape.AMOUNT, Shape.SIGNED, Shape.COUNT), 0),
    Shape.FLAG: False,
}


def read_standard(text: str) -> Standard:
    """The standard in `text`, which is the file form of docs/standard-form.md.

    Raises StandardFaults with all faults: unknown, missing and repeated keys, wrong types,
    and everything by which the standard could not be worked with (domain §3).
    """
    raw = _parsed(text)
    findings = Findings()
    standard = _whole(raw, findings)
    if standard is not None:
        check_rules(standard, findings)
        check_classes(standard, findings)
        check_stars(standard, findings)
    faults = findings.faults()
    if faults or standard is None:
        raise StandardFaults(faults)
    return standard


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_int=Number,
            parse_float=Number,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as fault:
        raise _single_fault(
            f"第 {fault.lineno} 行第 {fault.colno} 个字符",
            "这里不符合 JSON 的写法（常见原因：多了或少了逗号、引号、括号，"
            "或用了中文引号）。请改正后再读入。",
        ) from fault
    except RecursionError as fault:
        raise _single_fault("整个文件", "括号套得太深，不是评定标准文件。请换一个文件。") from fault


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else Repeated(pairs)


def _no_constant(word: str) -> NoReturn:
    raise _single_fault("整个文件", f"文件里有“{word}”，它不是分数。请改成数字，例如 12 或 12.5。")


def _single_fault(place: str, message: str) -> StandardFaults:
    return StandardFaults((StandardFault(place, message),))


def _whole(raw: object, findings: Findings) -> Standard | None:
    """The standard with stand-ins where a value could not be read; None if nothing could."""
    if not isinstance(raw, dict):
        findings.unreadable("", "文件的最外层应当是一对花括号 { }。请检查是否选错了文件。")
        return None
    form = raw.get("form")
    if form != str(FORM_VERSION) or not isinstance(form, Number):
        if isinstance(form, Number) and form.isdecimal() and form != "0":
            findings.unreadable("form", "这个文件由更新的程序写成，本程序读不了。请先更新程序。")
            return None
        findings.unreadable(
            "form",
            f"这里应当写 {FORM_VERSION}，表示评定标准文件的格式。"
            "请补上，并确认选的是评定标准文件。",
        )
    standard: Standard = _Records(findings).record(Standard, raw, "")
    return standard


class _Records(Values):
    """Builds records by the table and notes what cannot be read."""

    def record(self, record_class: type[Any], raw: dict[str, Any], path: str) -> Any:
        """A record of the class; where a value could not be read, with a stand-in."""
        self._note_keys(record_class, raw, path)
        defaults = _defaults(record_class)
        values: dict[str, Any] = {}
        for field in FORM[record_class]:
            place = below(path, field.key)
            value: Any = UNREAD
            if field.key in raw:
                value = self._value(record_class, field, raw, place)
            elif field.key in defaults:
                continue
            else:
                self.refuse(place, f"缺少“{field.key}”（{field.word}）。请补上。")
            if value is UNREAD:
                value = defaults.get(field.key, _stand_in(field))
            values[field.key] = value
        return record_class(**values)

    def _note_keys(self, record_class: type[Any], raw: dict[str, Any], path: str) -> None:
        known = [field.key for field in FORM[record_class]]
        if record_class is Standard:
            known.append("form")
        for key in raw:
            if key not in known:
                self.findings.wrong(
                    below(path, shown(key)),
                    f"不认识的项“{shown(key)}”。请删去，或改成：{'、'.join(known)}。",
                )
        if isinstance(raw, Repeated):
            for key in raw.keys_twice:
                self.findings.wrong(
                    below(path, shown(key)), f"“{shown(key)}”写了不止一次。请只留一处。"
                )

    def _value(self, record_class: type[Any], field: Field, raw: dict[str, Any], path: str) -> Any:
        value = raw[field.key]
        if value is None and _may_be_null(record_class, field):
            return None
        shape = shape_of(field, record_class, raw.get("measure"))
        if value == "" and shape in _WORDS:
            if field.empty or field.key in _defaults(record_class):
                return ""
        if shape is Shape.RECORD:
            return self._record_of(field, value, path)
        if shape is Shape.RECORDS:
            return self._records_of(field, value, path)
        return self.read(shape, field, value, path)

    def _record_of(self, field: Field, value: Any, path: str) -> Any:
        if field.of is None or not isinstance(value, dict):
            return self.refuse(path, f"“{field.word}”应当是一对花括号 {{ }}。请改正。")
        return self.record(field.of, value, path)

    def _records_of(self, field: Field, value: Any, path: str) -> Any:
        if field.of is None or not self.is_list(field, value, path):
            return UNREAD
        records = []
        for index, item in enumerate(value):
            place = f"{path}[{index}]"
            if isinstance(item, dict):
                self._label(field.of, item, place, index)
                records.append(self.record(field.of, item, place))
            else:
                self.refuse(place, f"“{field.word}”的每一项应当是一对花括号 {{ }}。请改正。")
                records.append(_stand_in_record(field.of))
        return tuple(records)

    def _label(self, record_class: type[Any], raw: dict[str, Any], place: str, index: int) -> None:
        """Names the place by what an official knows it by."""
        labels = self.findings.labels
        if record_class is Clause:
            around = place[: place.rfind(".")]
            label = f"{labels.get(around, '')} 第 {index + 1} 条".strip()
        elif record_class is Star:
            label = f"★{index + 1} {_word(raw, 'name')}".strip()
        elif record_class is Indicator:
            label = f"指标 {_word(raw, 'code') or index + 1}"
        else:
            label = _word(raw, "name") or _word(raw, "id")
        if label:
            labels[place] = label


def _defaults(record_class: type[Any]) -> dict[str, Any]:
    return {
        field.name: field.default for field in fields(record_class) if field.default is not MISSING
    }


def _may_be_null(record_class: type[Any], field: Field) -> bool:
    """Whether null has a meaning there: exact mode, no opinion, the lowest rung, no value."""
    declared = next(item for item in fields(record_class) if item.name == field.key)
    return str(declared.type).endswith("| None")


def _stand_in(field: Field) -> Any:
    """A value to build with where none could be read; Findings.readable tells of it."""
    if field.shape is Shape.CHOICE and field.of is not None:
        return next(iter(field.of.__members__.values()))
    return _STAND_INS.get(field.shape, ())


def _stand_in_record(record_class: type[Any]) -> Any:
    defaults = _defaults(record_class)
    return record_class(
        **{field.key: _stand_in(field) for field in FORM[record_class] if field.key not in defaults}
    )


def _word(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key)
    return shown(value) if isinstance(value, str) else ""
