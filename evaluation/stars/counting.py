"""A 计票单 as it was typed, made into the records of a count. Whether it balances is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from evaluation.faults import RatingFault
from evaluation.numbers import read_count
from evaluation.standard.model import BallotRules
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.outcome import BallotContent

__all__ = ["ballot_from"]


def _key(ballot: Ballot) -> tuple[str, str, str, int]:
    return ballot.round, ballot.village, ballot.step, ballot.version


def ballot_from(
    ballot: Ballot,
    rules: BallotRules,
    what: str,
    expected: int | str,
    present: int | str,
    *,
    channels: Sequence[dict[str, Any]],
    counts: Sequence[dict[str, Any]],
) -> BallotContent:
    """What a 计票单 says, as records of `ballot`; `what` names village and step in faults.

    channels, counts: as for the action `count_ballot`. Raises RatingFault for what the
    standard does not know, for a number that is none, and for a number that stands twice.
    """
    _refuse_repeated(
        [(str(item["channel"]), str(item.get("voters", ""))) for item in channels],
        f"{what}：发票方式",
    )
    _refuse_repeated(
        [
            (str(item["question"]), str(item.get("voters", "")), str(item["option"]))
            for item in counts
        ],
        f"{what}：计票",
    )
    counted = replace(
        ballot,
        expected=read_count(str(expected), f"{what}应到人数"),
        present=read_count(str(present), f"{what}实到人数"),
    )
    return BallotContent(
        counted,
        tuple(_channel_count(counted, rules, what, item) for item in channels),
        tuple(_option_count(counted, rules, what, item) for item in counts),
    )


def _voters(rules: BallotRules, item: Mapping[str, Any]) -> str | None:
    """The group a row is about; None where the standard has none such."""
    voters = str(item.get("voters", ""))
    return voters if voters in ({group.id for group in rules.groups} or {""}) else None


def _channel_count(
    ballot: Ballot, rules: BallotRules, what: str, item: Mapping[str, Any]
) -> ChannelCount:
    names = {channel.id: channel.name for channel in rules.channels}
    channel, voters = str(item["channel"]), _voters(rules, item)
    if channel not in names or voters is None:
        told = f"{channel}{item.get('voters', '')}"
        raise RatingFault(f"{what}：评定标准里没有“{told}”这种发票方式。")
    place = f"{what} {names[channel]}"
    return ChannelCount(
        *_key(ballot),
        channel,
        voters,
        read_count(str(item["issued"]), f"{place}发出"),
        read_count(str(item["returned"]), f"{place}收回"),
        read_count(str(item["valid"]), f"{place}有效"),
    )


def _option_count(
    ballot: Ballot, rules: BallotRules, what: str, item: Mapping[str, Any]
) -> OptionCount:
    options = {option.id: option.name for option in rules.options}
    questions = {question.id for question in rules.questions}
    question, option = str(item["question"]), str(item["option"])
    voters = _voters(rules, item)
    if question not in questions or option not in options or voters is None:
        told = f"{question} {option}{item.get('voters', '')}"
        raise RatingFault(f"{what}：评定标准里没有“{told}”这个选项。")
    return OptionCount(
        *_key(ballot),
        question,
        voters,
        option,
        read_count(str(item["count"]), f"{what}“{options[option]}”票数"),
    )


def _refuse_repeated(keys: Sequence[tuple[str, ...]], what: str) -> None:
    """Two rows for one number: the later one would silently stand for both."""
    for number, key in enumerate(keys, start=1):
        first = keys.index(key) + 1
        if first != number:
            raise RatingFault(f"{what}第 {number} 行与第 {first} 行重复，没有保存。请只留一行。")
