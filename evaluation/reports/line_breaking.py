"""Where a line of Chinese text may end: 避头尾, words and figures kept whole, no lone character.

Works on characters with widths; knows no font and draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

__all__ = ["break_lines", "closes", "is_allowed_break", "opens"]

_CLOSING = frozenset("，。、；：）》〉」』】〕”’")
_OPENING = frozenset("（《〈「『【〔“‘")
_NOT_FIRST = _CLOSING | frozenset("？！…—％℃°·,.;:?!)]}%〕×＝≥≤")
_NOT_LAST = _OPENING | frozenset("([{×＝≥≤★☆￥¥")
_IN_WORD = frozenset(".,-/:_+%@#")


def closes(character: str) -> bool:
    """A mark whose right half is blank."""
    return character in _CLOSING


def opens(character: str) -> bool:
    """A mark whose left half is blank."""
    return character in _OPENING


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in _IN_WORD)


def is_allowed_break(before: str, after: str) -> bool:
    """Whether a line may end with `before` and the next begin with `after`.

    Closing marks never begin a line, opening marks never end one (GB/T 15834-2011); a word
    or figure, and a dash or ellipsis of two characters, is never divided.
    """
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (_in_word(before) and _in_word(after))


def break_lines(
    text: str,
    width_of: Callable[[int, int], float],
    width: float,
    *,
    indent: float = 0.0,
    kept: frozenset[int] = frozenset(),
) -> tuple[tuple[int, int], ...]:
    """Lines of `text` as (start, end) positions, each at most `width` wide.

    `width_of(start, end)` measures a piece as a line of its own. `indent` shortens the first
    line of each paragraph; "\\n" ends one. `kept`: positions where no line begins unless
    nothing else is possible. A word that is wider than a line is divided.
    """

    def ends(cut: int) -> bool:
        return cut not in kept and is_allowed_break(text[cut - 1], text[cut])

    def may_end(cut: int) -> bool:
        return is_allowed_break(text[cut - 1], text[cut])

    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines += _paragraph(text, (start, end), width_of, width, indent, (ends, may_end))
        start = end + 1
    return tuple(lines)


def _paragraph(
    text: str,
    paragraph: tuple[int, int],
    width_of: Callable[[int, int], float],
    width: float,
    indent: float,
    tests: tuple[Callable[[int], bool], ...],
) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at, end = paragraph
    while True:
        while lines and at < end and text[at] in " 　":
            at += 1
        room = width - (0.0 if lines else indent)
        if end - at <= 1 or width_of(at, end) <= room:
            lines.append((at, end))
            break
        most = _most(at, end, width_of, room)
        places = range(most, at, -1)
        cut = next((place for ends in tests for place in places if ends(place)), most)
        lines.append((at, cut))
        at = cut
    return _without_lone_character(text, lines, tests[0])


def _most(at: int, end: int, width_of: Callable[[int, int], float], room: float) -> int:
    """The furthest end of a line from `at` that fits; at least one character."""
    low, high = at + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(at, middle) <= room:
            low = middle
        else:
            high = middle - 1
    return min(low, end - 1)


def _without_lone_character(
    text: str, lines: Sequence[tuple[int, int]], ends: Callable[[int], bool]
) -> list[tuple[int, int]]:
    """孤字不成行: a last line of one character (and its mark) takes another from before."""
    result = list(lines)
    if len(result) < 2:
        return result
    (start, cut), (_, end) = result[-2], result[-1]
    alone = sum(1 for mark in text[cut:end] if mark not in _NOT_FIRST and not mark.isspace())
    if alone != 1 or cut - start < 5:
        return result
    # A blank before the lone character is no company for it.
    places = (place for place in range(cut - 1, start + 3, -1) if text[place:cut].strip())
    earlier = next((place for place in places if ends(place)), cut)
    result[-2:] = [(start, earlier), (earlier, end)]
    return result
