"""One line of a script of actions: read, and checked against what the action takes.

A line is a JSON object with the action's name and its arguments. Files that a line names are
read by the caller; carrying out is the Office's.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from evaluation.actions import ACTIONS
from evaluation.faults import RatingFault

__all__ = ["argument_fault", "read_line"]

_LARGEST = 10**12
"""Beyond it a whole number is a slip of the key; the register could not hold every one."""


def read_line(line: str, round_id: str) -> tuple[str, dict[str, Any]]:
    """(action, arguments) of a line; `round` is filled in where the action takes one.

    Numbers may stand where an action takes text, and true and false where it takes 1 and 0.
    Raises RatingFault for what is no line of a script or does not fit the action. An action
    or argument that does not exist is left to `Office.perform`, which names it.
    """
    try:
        arguments = json.loads(line, parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise RatingFault(f"这一行不是 JSON：{what}。") from error
    if not isinstance(arguments, dict) or not isinstance(arguments.get("action"), str):
        raise RatingFault('每行要写成 {"action": "操作名", …} 的样子。')
    name = arguments.pop("action")
    action = ACTIONS.get(name)
    if action is None:
        return name, arguments
    hints = get_type_hints(action)
    if "round" in inspect.signature(action).parameters:
        arguments.setdefault("round", round_id)
    for key, value in arguments.items():
        _require_storable(value, f"操作“{name}”的参数“{key}”")
        try:
            arguments[key] = _fitting(value, hints.get(key, Any))
        except TypeError:
            raise RatingFault(
                f"操作“{name}”的参数“{key}”应是{_words(hints[key])}，写的是 "
                f"{json.dumps(value, ensure_ascii=False)[:60]}。"
            ) from None
    return name, arguments


def argument_fault(name: str, error: Exception) -> RatingFault:
    """What to say when an action stumbled over what stands inside one of its arguments."""
    if isinstance(error, KeyError) and error.args:
        what = f"缺少“{error.args[0]}”这一项"
    elif "is not a valid" in str(error):
        what = f"没有 {str(error).partition(' is not a valid')[0]} 这种取值"
    elif "constraint failed" in str(error):
        what = "有一个取值不在允许的范围内"
    else:
        what = str(error)
    return RatingFault(f"操作“{name}”的参数写法不对：{what}。")


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} 不是数")


def _require_storable(value: Any, what: str) -> None:
    """Refuse text that is no text, and numbers beyond all measure, however deep they lie."""
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise RatingFault(f"{what}里有不成字的代码。") from None
    elif isinstance(value, int):
        if abs(value) > _LARGEST:
            raise RatingFault(f"{what}里的数太大：{str(value)[:20]}…。")
    elif isinstance(value, dict):
        for key, item in value.items():
            _require_storable(key, what)
            _require_storable(item, what)
    elif isinstance(value, list):
        for item in value:
            _require_storable(item, what)


def _fitting(value: Any, hint: Any) -> Any:
    """The value as the parameter takes it; raises TypeError where it does not fit."""
    if hint is Any:
        return value
    kinds = get_args(hint)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        for kind in kinds:
            try:
                return _fitting(value, kind)
            except TypeError:
                continue
    elif hint is NoneType and value is None:
        return None
    elif hint is int and isinstance(value, int):
        return int(value)
    elif hint is str and isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    elif origin is Sequence and isinstance(value, list):
        return [_fitting(item, kinds[0]) for item in value]
    elif origin in (Mapping, dict) and isinstance(value, dict):
        return {key: _fitting(item, kinds[1]) for key, item in value.items()}
    raise TypeError(hint)


def _words(hint: Any) -> str:
    kinds = get_args(hint)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return "或".join(dict.fromkeys(_words(kind) for kind in kinds))
    if origin is Sequence:
        return f"[ ] 里的一列{_words(kinds[0])}"
    if origin in (Mapping, dict):
        return "{ } 里的各项" + ("" if kinds[1] is Any else _words(kinds[1]))
    return {int: "整数", str: "文字", NoneType: "空（null）"}.get(hint, "内容")
