"""校对: what differs between two typings of one sheet or one count. Decides nothing.

Numbers and states are compared, value by value; the wording of facts is not, since nobody
types a sentence twice in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluation.numbers import show_plain
from evaluation.standard.model import (
    BallotRules,
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

__all__ = ["ballot_differences", "compared_values", "sheet_differences"]

Values = Mapping[tuple[str, str], str]
"""(place, name as on paper) → the value as shown; a value that is not there has no key."""

_STATES = {
    MarkState.AWAITING: "待数据",
    MarkState.NOT_APPLICABLE: "不涉及",
}


def compared_values(standard: Standard, step: Step, content: SheetContent) -> Values:
    """What a sheet says that two people must have typed alike, in the order of the sheet."""
    depth = depth_of(step, content.sheet.purpose)
    values: dict[tuple[str, str], str] = {}
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
) -> Iterator[tuple[tuple[str, str], str]]:
    mark = content.marks.get(indicator.id)
    if mark is None or mark.state is MarkState.UNCHECKED:
        return
    place, code = indicator.id, indicator.code
    if mark.state in _STATES:
        yield (place, code), _STATES[mark.state]
        return
    if depth is Depth.INDICATOR:
        if mark.score is not None:
            yield (place, code), show_plain(mark.score)
        return
    entered = content.deductions.get(indicator.id, ())
    yield from _of_clauses(indicator, mark, {item.clause: item for item in entered})


def _of_clauses(
    indicator: Indicator, mark: Mark, entered: Mapping[str, Deduction]
) -> Iterator[tuple[tuple[str, str], str]]:
    place, code = indicator.id, indicator.code
    clause = indicator.figure_clause
    if clause is not None and clause.figure is not None and mark.figure is not None:
        figure = clause.figure
        yield (place, f"{code} {figure.name}"), f"{show_plain(mark.figure)}{figure.unit}"
        if mark.base is not None:
            yield (place, f"{code} {figure.base_name or '基数'}"), show_plain(mark.base)
    for number, found in enumerate(indicator.clauses, start=1):
        deduction = entered.get(found.id)
        if deduction is None:
            continue
        free = found.kind is not ClauseKind.OCCURRENCE
        value = f"扣 {show_plain(deduction.amount)} 分" if free else f"{deduction.count} 次"
        yield (place, f"{code} 第 {number} 条"), value
    if mark.vetoed:
        yield (place, f"{code} 否决本星"), "是"
    if mark.figure is None and not entered and not mark.vetoed:
        yield (place, code), "已查，不扣分"


def sheet_differences(
    standard: Standard, step: Step, first: SheetContent, second: SheetContent
) -> tuple[Difference, ...]:
    """What `second` has otherwise than `first`, in the order of the sheet."""
    places = [
        place
        for star in stars_of_step(standard, step.id)
        for place in (star.id, *(indicator.id for indicator in star.indicators))
    ]
    found = _differences(
        compared_values(standard, step, first), compared_values(standard, step, second)
    )
    return tuple(sorted(found, key=lambda item: places.index(item.place)))


def _differences(first: Values, second: Values) -> Iterator[Difference]:
    for place, name in dict.fromkeys((*first, *second)):
        stored, typed = first.get((place, name), ""), second.get((place, name), "")
        if stored != typed:
            yield Difference(place, name, stored, typed)


def ballot_differences(
    rules: BallotRules, first: BallotContent, second: BallotContent
) -> tuple[Difference, ...]:
    """What `second` has otherwise than `first`, in the order of the 计票单."""
    return tuple(_differences(_of_ballot(rules, first), _of_ballot(rules, second)))


def _of_ballot(rules: BallotRules, content: BallotContent) -> Values:
    """Every number of a count by its place; a 0 is as if nothing stood there."""
    channels = {item.id: item.name for item in rules.channels}
    groups = {item.id: f"{item.name} " for item in rules.groups}
    questions = {item.id: item.text for item in rules.questions}
    options = {item.id: item.name for item in rules.options}
    numbers: dict[tuple[str, str], int] = {
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
