"""Standard -> its canonical file text, and the digest by which a year pins it.

The same standard gives the same bytes on every machine: keys in the order of form.py,
defaults left out, numbers without needless zeros. Nothing is checked here; reading the
text again does that.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from hashlib import sha256
from typing import Any

from evaluation.numbers import show_plain
from evaluation.standard.form import FORM, FORM_VERSION, Shape, shape_of
from evaluation.standard.model import Standard

__all__ = ["standard_digest", "write_standard"]

_INDENT = "  "
_LONGEST_LINE = 100


def write_standard(standard: Standard) -> str:
    """The canonical text, ending in a line break: reading it gives an equal standard."""
    tree = _object([("form", str(FORM_VERSION)), *_entries(standard)])
    return _laid_out(tree, "") + "\n"


def standard_digest(text: str) -> str:
    """SHA-256 of a canonical text in hexadecimal.

    It is taken from the text as it is, so that a text pinned years ago keeps its digest
    whatever has become of the form since.
    """
    return sha256(text.encode("utf-8")).hexdigest()


_Node = str | tuple[str, list[tuple[str, Any]]]
"""A finished scalar, or an opening bracket with (key, node) for each member."""


def _object(members: list[tuple[str, Any]]) -> _Node:
    return "{", [(f"{_quoted(key)}: ", node) for key, node in members]


def _array(members: list[Any]) -> _Node:
    return "[", [("", node) for node in members]


def _entries(record: Any) -> list[tuple[str, _Node]]:
    """The keys to write; a record that has nothing but defaults shows them all."""
    defaults = {field.name: field.default for field in fields(record)}
    table = FORM[type(record)]
    told = [
        field
        for field in table
        if defaults[field.key] is MISSING or getattr(record, field.key) != defaults[field.key]
    ]
    measure = getattr(record, "measure", None)
    return [
        (field.key, _node(shape_of(field, type(record), measure), getattr(record, field.key)))
        for field in told or table
    ]


def _node(shape: Shape, value: Any) -> _Node:
    if value is None:
        return "null"
    if shape is Shape.FLAG:
        return "true" if value else "false"
    if shape is Shape.COUNT:
        return str(value)
    if shape in (Shape.AMOUNT, Shape.SIGNED):
        return show_plain(value)
    if shape is Shape.RECORD:
        return _object(_entries(value))
    if shape is Shape.RECORDS:
        return _array([_object(_entries(record)) for record in value])
    if shape is Shape.RATIO:
        return _array([str(number) for number in value])
    if shape is Shape.WEIGHTS:
        return _object([(key, str(number)) for key, number in value])
    if shape in (Shape.IDS, Shape.LINES, Shape.CHOICES):
        return _array([_quoted(word) for word in value])
    return _quoted(value)


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)


def _laid_out(node: _Node, indent: str) -> str:
    """Short records without records inside stand on one line, all others line by line."""
    if isinstance(node, str):
        return node
    opening, members = node
    closing = "}" if opening == "{" else "]"
    if all(isinstance(member, str) for _, member in members):
        line = opening + ", ".join(key + member for key, member in members) + closing
        if len(indent) + len(line) <= _LONGEST_LINE:
            return line
    inner = indent + _INDENT
    lines = ",\n".join(f"{inner}{key}{_laid_out(member, inner)}" for key, member in members)
    return f"{opening}\n{lines}\n{indent}{closing}"
