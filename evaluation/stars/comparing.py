"""校对: what differs between two typings of one sheet or one count. Decides nothing.

Numbers and states are compared, value by value; the wording of facts is not, since nobody
types a sentence twice in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evaluation.numbers import show_plain
from evaluation.standard.model import (
    BallotRules,
    Clause,
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Step,
)
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import Difference
from evaluation.stars.scoring import SheetContent, depth_of, stars_of_step
from evaluation.stars.sheets import Deduction, Mark, MarkState

__all__ = [
    "ballot_differences",
    "ballot_places",
    "compared_counts",
    "compared_values",
    "sheet_differences",
]

Key = tuple[str, str]
"""Place (id of the indicator, star, channel or question) and name as on paper."""
Values = Mapping[Key, str]
"""Key → the value as shown; a value that is not there has no key."""

_NOTHING_LOST = "已查，不扣分"
_NOT_APPLICABLE = "不涉及"
_AWAITING = "待数据"
_WHOLE = frozenset({_NOTHING_LOST, _NOT_APPLICABLE})
"""Words that speak for a whole indicator, beside which nothing else stands."""


def compared_values(standard: Standard, step: Step, content: SheetContent) -> Values:
    """What a sheet says that two people must have typed alike, in the order of the sheet."""
    depth = depth_of(step, content.sheet.purpose)
    values: dict[Key, str] = {}
    for star in stars_of_step(standard, step.id):
        if depth is Depth.STAR:
            mark = content.marks.get(star.id)
            if mark is not None and mark.score is not None:
                values[star.id, star.name] = show_plain(mark.score)
            continue
        for indicator in star.indicators:
            values.update(_of_indicator(indicator, depth, content))
    return values


def _of_indicator(
    indicator: Indicator, depth: Depth, content: SheetContent
) -> Iterator[tuple[Key, str]]:
    place, code = indicator.id, indicator.code
    mark = content.marks.get(indicator.id)
    if mark is None or mark.state is MarkState.UNCHECKED:
        return
    if mark.state is MarkState.NOT_APPLICABLE:
        yield (place, code), _NOT_APPLICABLE
        return
    if depth is Depth.INDICATOR:
        words = _awaited(mark, "" if mark.score is None else show_plain(mark.score))
        if words:
            yield (place, code), words
    else:
        entered = {item.clause: item for item in content.deductions.get(indicator.id, ())}
        yield from _of_clauses(indicator, mark, entered)
    if mark.vetoed:
        yield (place, _veto_name(indicator)), "是"


def _of_clauses(
    indicator: Indicator, mark: Mark, entered: Mapping[str, Deduction]
) -> Iterator[tuple[Key, str]]:
    place, clause = indicator.id, indicator.figure_clause
    figure = _awaited(mark, _figure(clause, mark))
    if figure:
        name = indicator.code if clause is None else _figure_name(indicator, clause)
        yield (place, name), figure
    elif not entered and not mark.vetoed and _looked_at(indicator):
        yield (place, indicator.code), _NOTHING_LOST
    if clause is not None and mark.base is not None:
        yield (place, _base_name(indicator, clause)), show_plain(mark.base)
    for number, found in enumerate(indicator.clauses, start=1):
        deduction = entered.get(found.id)
        if deduction is None:
            continue
        free = found.kind is not ClauseKind.OCCURRENCE
        value = f"扣 {show_plain(deduction.amount)} 分" if free else f"{deduction.count} 次"
        yield (place, _clause_name(indicator, number)), value


def _looked_at(indicator: Indicator) -> bool:
    """Whether 已查 says anything: what the ballot fills is looked at by nobody."""
    return any(clause.kind is not ClauseKind.BALLOT for clause in indicator.clauses)


def _figure(clause: Clause | None, mark: Mark) -> str:
    if clause is None or clause.figure is None or mark.figure is None:
        return ""
    if clause.kind is ClauseKind.YES_NO:
        return "是" if mark.figure > 0 else "否"
    return f"{show_plain(mark.figure)}{clause.figure.unit}"


def _awaited(mark: Mark, value: str) -> str:
    """The value of a mark; what stands there while the data is awaited counts and is said."""
    if mark.state is not MarkState.AWAITING:
        return value
    return f"{value}，{_AWAITING}" if value else _AWAITING


def _figure_name(indicator: Indicator, clause: Clause) -> str:
    assert clause.figure is not None, "a figure clause has a figure"
    return f"{indicator.code} {clause.figure.name}"


def _base_name(indicator: Indicator, clause: Clause) -> str:
    assert clause.figure is not None, "a figure clause has a figure"
    name = f"{indicator.code} {clause.figure.base_name or '基数'}"
    # Two values never share a name, or one of them would not be compared.
    return name if name != _figure_name(indicator, clause) else f"{name}（基数）"


def _clause_name(indicator: Indicator, number: int) -> str:
    return f"{indicator.code} 第 {number} 条"


def _veto_name(indicator: Indicator) -> str:
    return f"{indicator.code} 否决本星"


def sheet_differences(
    standard: Standard, step: Step, first: SheetContent, second: SheetContent
) -> tuple[Difference, ...]:
    """What `second` has otherwise than `first`, in the order of the sheet."""
    stored = compared_values(standard, step, first)
    typed = compared_values(standard, step, second)
    found: list[Difference] = []
    for star in stars_of_step(standard, step.id):
        found += _at_place(star.id, (star.name,), stored, typed)
        for indicator in star.indicators:
            found += _of_place(indicator, stored, typed)
    return tuple(found)


def _of_place(indicator: Indicator, stored: Values, typed: Values) -> Iterator[Difference]:
    """The differences of one indicator. Where one typing passes the whole of it, that is one
    difference, told with all that the other has."""
    place, whole = indicator.id, (indicator.id, indicator.code)
    first, second = _values_at(place, stored), _values_at(place, typed)
    passed = [values.get(whole) in _WHOLE for values in (first, second)]
    if first and second and passed[0] != passed[1]:
        shown = (_together(indicator, first), _together(indicator, second))
        yield Difference(place, indicator.code, *shown)
        return
    clause = indicator.figure_clause
    names = [indicator.code]
    if clause is not None:
        names += [_figure_name(indicator, clause), _base_name(indicator, clause)]
    names += [_clause_name(indicator, number) for number, _ in enumerate(indicator.clauses, 1)]
    names.append(_veto_name(indicator))
    yield from _at_place(place, names, stored, typed)


def _values_at(place: str, values: Values) -> dict[Key, str]:
    return {key: value for key, value in values.items() if key[0] == place}


def _together(indicator: Indicator, values: Values) -> str:
    """All values of an indicator in one line, without its code."""
    return "、".join(
        f"{name.removeprefix(indicator.code)} {value}".strip()
        for (_place, name), value in values.items()
    )


def _at_place(
    place: str, names: Iterable[str], stored: Values, typed: Values, missing: str = ""
) -> Iterator[Difference]:
    for name in names:
        first, second = stored.get((place, name), missing), typed.get((place, name), missing)
        if first != second:
            yield Difference(place, name, first, second)


def ballot_differences(
    rules: BallotRules, first: BallotContent, second: BallotContent
) -> tuple[Difference, ...]:
    """What `second` has otherwise than `first`, in the order of the 计票单."""
    stored, typed = compared_counts(rules, first), compared_counts(rules, second)
    keys = list(dict.fromkeys((*ballot_places(rules), *stored, *typed)))
    return tuple(
        difference
        for place, name in keys
        for difference in _at_place(place, (name,), stored, typed, "0")
    )


def ballot_places(rules: BallotRules) -> Iterator[Key]:
    """Every number of a 计票单, in its order."""
    groups = [f"{group.name} " for group in rules.groups] or [""]
    yield "expected", "应到"
    yield "present", "实到"
    for channel in rules.channels:
        for group in groups:
            for paper in ("发出", "收回", "有效"):
                yield channel.id, f"{group}{channel.name}{paper}"
    for question in rules.questions:
        for group in groups:
            for option in rules.options:
                yield question.id, f"{group}“{question.text}”{option.name}"


def compared_counts(rules: BallotRules, content: BallotContent) -> Values:
    """Every number of a count by its place; a 0 is as if nothing stood there."""
    channels = {item.id: item.name for item in rules.channels}
    groups = {item.id: f"{item.name} " for item in rules.groups}
    questions = {item.id: item.text for item in rules.questions}
    options = {item.id: item.name for item in rules.options}
    numbers: dict[Key, int] = {
        ("expected", "应到"): content.ballot.expected,
        ("present", "实到"): content.ballot.present,
    }
    for channel in content.channels:
        name = f"{groups.get(channel.voters, '')}{channels.get(channel.channel, channel.channel)}"
        numbers[channel.channel, f"{name}发出"] = channel.issued
        numbers[channel.channel, f"{name}收回"] = channel.returned
        numbers[channel.channel, f"{name}有效"] = channel.valid
    for count in content.counts:
        question = questions.get(count.question, count.question)
        name = (
            f"{groups.get(count.voters, '')}“{question}”{options.get(count.option, count.option)}"
        )
        numbers[count.question, name] = count.count
    return {key: str(number) for key, number in numbers.items() if number}
