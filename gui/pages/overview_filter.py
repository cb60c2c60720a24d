"""Which villages the overview shows: by words, by the state of a step, by class, by 待办.

Reads rows; keeps nothing. A word is looked for in name, town, organisation and code, and, typed
in Latin letters, among the initials of the name's pinyin (xlgc for 西岭嘎查).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from evaluation.standard.model import Step, StepKind
from evaluation.views import VillageRow, YearBoard
from gui.pages.overview_table import todo_words
from gui.wording import outcome_tag

__all__ = ["VillageFilter", "class_choices", "initials", "state_choices"]

Choices = tuple[tuple[str, str], ...]

_FIRST_OF_LETTER = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_UNKNOWN = "?"
_LAST_BY_SOUND = "座"
"""The common characters of GB 2312 stand in the order of their pinyin, up to this one."""


def _place(character: str) -> bytes:
    return character.encode("gb2312", errors="ignore")


@cache
def initials(name: str) -> str:
    """The first letters of the pinyin, "?" for characters whose sound the order does not tell.

    A character with two readings has only the one it stands under.
    """
    found = []
    last = _place(_LAST_BY_SOUND)
    starts = [_place(first) for first in _FIRST_OF_LETTER]
    for character in name:
        code = _place(character)
        if len(code) == 2 and starts[0] <= code <= last:
            found.append(_LETTERS[sum(start <= code for start in starts) - 1])
        else:
            found.append(character.lower() if character.isascii() else _UNKNOWN)
    return "".join(found)


def _sounds_like(words: str, name: str) -> bool:
    """Whether the letters occur in a row among the initials.

    A character of unknown sound fits any letter, but one letter at least must be a known one.
    """
    letters = initials(name)
    parts = [letters[start : start + len(words)] for start in range(len(letters) - len(words) + 1)]
    return any(
        all(known in (typed, _UNKNOWN) for typed, known in zip(words, part, strict=True))
        and part.strip(_UNKNOWN)
        for part in parts
    )


@dataclass(frozen=True, slots=True)
class VillageFilter:
    """What is shown. `state`: "step id:state", `rating_class`: word of the class; "" for all."""

    words: str = ""
    state: str = ""
    rating_class: str = ""
    only_open: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.state or self.rating_class or self.only_open)

    def shows(self, board: YearBoard, row: VillageRow, reach: int) -> bool:
        """Whether a village is shown; `reach` as in `todo_words`."""
        return (
            self._has_words(row)
            and (not self.state or self.state in _states(row))
            and (not self.rating_class or self.rating_class == class_word(board, row))
            and (not self.only_open or todo_words(row, reach) != "—")
        )

    def _has_words(self, row: VillageRow) -> bool:
        words = self.words.strip().lower()
        fields = (row.name, row.town_name, row.organisation, row.code)
        if any(words in field.lower() for field in fields):
            return True
        return words.isascii() and words.isalpha() and _sounds_like(words, row.name)


def _states(row: VillageRow) -> set[str]:
    return {f"{item.step}:{item.state}" for item in row.progress}


def class_word(board: YearBoard, row: VillageRow) -> str:
    """The word in a village's tag: its class, or why it has none."""
    shorts = {item.id: item.short for item in board.head.standard.classes}
    return outcome_tag(row.shown.state, row.shown.rating_class, shorts)[0]


def state_choices(board: YearBoard, kept: str = "") -> Choices:
    """States of steps that some village is in, with their number; `kept` stays in any case."""
    counts = Counter(state for row in board.rows for state in _states(row))
    choices = [("", "全部步骤")]
    for step in board.head.standard.steps:
        for state in ("none", "draft", "fault", "done"):
            key = f"{step.id}:{state}"
            if counts[key] or key == kept:
                choices.append((key, f"{step.short}{_state_word(step, state)} {counts[key]}"))
    return tuple(choices)


def _state_word(step: Step, state: str) -> str:
    if step.kind is StepKind.NOTICE:
        words = {"none": "未张贴", "draft": "进行中", "fault": "待重贴", "done": "期满"}
    elif step.kind is StepKind.DELIBERATION:
        words = {"none": "未审", "draft": "未审完", "fault": "有问题", "done": "已审"}
    else:
        words = {"none": "未开始", "draft": "未签", "fault": "有问题", "done": "已签"}
    return words[state]


def class_choices(board: YearBoard, kept: str = "") -> Choices:
    """Classes that some village is in, from the top, and the words of those without one."""
    counts = Counter(class_word(board, row) for row in board.rows)
    order = [item.short for item in board.head.standard.classes]
    others = [word for word in counts if word not in order]
    words = [word for word in (*order, *others) if counts[word] or word == kept]
    if kept and kept not in words:
        words.append(kept)
    return (("", "全部类别"), *((word, f"{word} {counts[word]}") for word in words))
