"""Two versions of a standard side by side: what is the same, changed, new and gone.

Pairs are found by id or by `same_as`, never by name or position; a year is compared with
the year before only within these pairs. What a change does to a village is told elsewhere
(who would move).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from evaluation.numbers import show_plain
from evaluation.standard.form import FORM, Field, Shape, shape_of
from evaluation.standard.model import Indicator, RatingClass, Standard, Star, VetoItem
from evaluation.standard.words import word_of

__all__ = ["Match", "Pair", "StandardComparison", "compare"]

_IDENTITY = frozenset({"id", "same_as"})
_ON_THEIR_OWN = frozenset({"id", "version", "stars", "classes", "vetoes"})
"""Of the standard: told as pairs, or not a rule."""


class Match(StrEnum):
    """How an item stands to the version before."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Pair:
    """An item and its predecessor. `old_id` is empty for NEW, `new_id` for GONE; `name` is
    what an official calls it (指标 3.1 集体经营性收入); `changes` are sentences."""

    match: Match
    old_id: str
    new_id: str
    name: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardComparison:
    """Pairs in the order of the new version, those that are gone last; `rules`: what has
    changed in all the rest, in sentences."""

    stars: tuple[Pair, ...]
    indicators: tuple[Pair, ...]
    classes: tuple[Pair, ...]
    vetoes: tuple[Pair, ...]
    rules: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing but the version number differs."""
        pairs = self.stars + self.indicators + self.classes + self.vetoes
        return not self.rules and all(pair.match is Match.SAME for pair in pairs)


def compare(old: Standard, new: Standard) -> StandardComparison:
    """What `new` has changed against `old`; both have been read without faults."""
    return StandardComparison(
        stars=_pairs(old.stars, new.stars, skip=frozenset({"indicators"})),
        indicators=_indicator_pairs(old, new),
        classes=_pairs(old.classes, new.classes),
        vetoes=_pairs(old.vetoes, new.vetoes),
        rules=tuple(_changes(old, new, _ON_THEIR_OWN)),
    )


def _indicator_pairs(old: Standard, new: Standard) -> tuple[Pair, ...]:
    old_home = {item.id: star for star in old.stars for item in star.indicators}
    new_home = {item.id: star for star in new.stars for item in star.indicators}
    pairs = []
    for pair in _pairs(old.indicators, new.indicators):
        if pair.old_id and pair.new_id:
            before, after = old_home[pair.old_id], new_home[pair.new_id]
            if (after.same_as or after.id) != before.id:
                moved = f"由“{before.name}”移到“{after.name}”"
                changes = (moved, *pair.changes)
                pair = Pair(Match.CHANGED, pair.old_id, pair.new_id, pair.name, changes)
        pairs.append(pair)
    return tuple(pairs)


def _pairs(
    old: tuple[Any, ...], new: tuple[Any, ...], skip: frozenset[str] = frozenset()
) -> tuple[Pair, ...]:
    before = {item.id: item for item in old}
    continued = set()
    pairs = []
    for item in new:
        predecessor = before.get(_predecessor(item))
        if predecessor is None:
            sought = _predecessor(item)
            lost = f"上一版没有标识为“{sought}”的项，按新增处理"
            words = () if sought == item.id else (lost,)
            pairs.append(Pair(Match.NEW, "", item.id, _name(item), words))
            continue
        continued.add(predecessor.id)
        changes = tuple(_changes(predecessor, item, skip | _IDENTITY))
        match = Match.CHANGED if changes else Match.SAME
        pairs.append(Pair(match, predecessor.id, item.id, _name(item), changes))
    pairs += [
        Pair(Match.GONE, item.id, "", _name(item)) for item in old if item.id not in continued
    ]
    return tuple(pairs)


def _predecessor(item: Any) -> str:
    same_as: str = getattr(item, "same_as", "")
    own: str = item.id
    return same_as or own


def _name(item: Any) -> str:
    if isinstance(item, Indicator):
        return f"指标 {item.code} {item.text}"
    if isinstance(item, VetoItem):
        return f"{item.id} {item.text}"
    if isinstance(item, Star | RatingClass):
        return item.name
    name: str = getattr(item, "name", "") or getattr(item, "text", "") or item.id
    return name


def _changes(old: Any, new: Any, skip: frozenset[str]) -> list[str]:
    """The differences of two records of one class, field by field, in sentences."""
    sentences = []
    for field in FORM[type(new)]:
        before, after = getattr(old, field.key), getattr(new, field.key)
        if field.key in skip or before == after:
            continue
        if field.shape is Shape.RECORDS and _has_ids(field):
            sentences += _list_changes(field, before, after)
        elif field.shape is Shape.RECORD and before is not None and after is not None:
            inner = _changes(before, after, _IDENTITY)
            sentences.append(f"{field.word}：{'；'.join(inner)}")
        elif field.shape is Shape.TEXT:
            sentences.append(f"{field.word}改为“{after}”" if after else f"删去{field.word}")
        else:
            words = [
                _shown(shape_of(field, type(item), getattr(item, "measure", None)), value)
                for item, value in ((old, before), (new, after))
            ]
            sentences.append(f"{field.word}由{words[0]}改为{words[1]}")
    return sentences


def _has_ids(field: Field) -> bool:
    return field.of is not None and any(item.key == "id" for item in FORM[field.of])


def _list_changes(field: Field, old: tuple[Any, ...], new: tuple[Any, ...]) -> list[str]:
    pairs = _pairs(old, new)
    sentences = []
    for pair in pairs:
        if pair.match is Match.NEW:
            sentences.append(f"增加{field.word}“{pair.name}”")
        elif pair.match is Match.GONE:
            sentences.append(f"取消{field.word}“{pair.name}”")
        elif pair.match is Match.CHANGED:
            sentences.append(f"{field.word}“{pair.name}”：{'，'.join(pair.changes)}")
    kept = [pair.old_id for pair in pairs if pair.old_id and pair.new_id]
    if kept != [item.id for item in old if item.id in kept]:
        sentences.append(f"{field.word}的顺序有调整")
    return sentences


def _shown(shape: Shape, value: Any) -> str:
    """A value as words of a sentence."""
    if value is None or value in ("", ()):
        return "无"
    if shape is Shape.FLAG:
        return "是" if value else "否"
    if shape in (Shape.AMOUNT, Shape.SIGNED):
        return show_plain(value)
    if shape is Shape.CHOICE:
        return f"“{word_of(value)}”"
    if shape is Shape.CHOICES:
        return "“" + "、".join(word_of(item) for item in value) + "”"
    if shape is Shape.RECORD:
        return f"“{_record_words(value)}”"
    if shape is Shape.RECORDS:
        return "“" + "；".join(_record_words(item) for item in value) + "”"
    if shape in (Shape.IDS, Shape.LINES):
        return "“" + "、".join(value) + "”"
    if shape is Shape.WEIGHTS:
        return "“" + "、".join(f"{step_id} {weight}" for step_id, weight in value) + "”"
    if shape is Shape.RATIO:
        return f"{value[0]}/{value[1]}"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _record_words(record: Any) -> str:
    """A small record in words: 下限 20 得分 40."""
    parts = []
    for field in FORM[type(record)]:
        value = getattr(record, field.key)
        shape = shape_of(field, type(record), getattr(record, "measure", None))
        if value is not None and value is not False and value not in ("", ()):
            parts.append(f"{field.word} {_shown(shape, value).strip('“”')}")
    return " ".join(parts)
