"""党员群众测评: what the 计票单 says, whether it balances, and what it gives.

Tallies per channel and group only; never the order or time of single papers, which are
anonymous. Amounts of people and papers are whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from evaluation.numbers import Score, level
from evaluation.standard.model import BallotRules, Standard
from evaluation.stars.sheets import SheetState

__all__ = [
    "Ballot",
    "BallotResult",
    "ChannelCount",
    "OptionCount",
    "balance_faults",
    "count_ballot",
    "turnout_met",
]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One count: `expected` 应到, `present` 实到. Repeats are further versions."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "step", "version")

    round: str
    village: str
    step: str
    version: int
    state: SheetState = SheetState.DRAFT
    expected: int = 0
    present: int = 0
    act_date: str = ""
    signed_by: str = ""
    entered_by: str = ""
    remark: str = ""
    return_reason: str = ""


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """发出, 收回, 有效 of a channel; `voters` is the group id, "" where none is weighed."""

    KEY: ClassVar[tuple[str, ...]] = (*Ballot.KEY, "channel", "voters")

    round: str
    village: str
    step: str
    version: int
    channel: str
    voters: str
    issued: int
    returned: int
    valid: int


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often an option was ticked on a question, over all channels."""

    KEY: ClassVar[tuple[str, ...]] = (*Ballot.KEY, "question", "voters", "option")

    round: str
    village: str
    step: str
    version: int
    question: str
    voters: str
    option: str
    count: int


@dataclass(frozen=True, slots=True)
class BallotResult:
    """What a ballot gives.

    overall: score 0..10000 (hundredths of 100 points); satisfaction: hundredths of a
    percent; participation: 有效 ÷ 应到, exact, in hundredths of a percent; by_star: the
    scores of stars with a question of their own. Overall and satisfaction are None when
    nobody expressed an opinion.
    """

    overall: Score | None
    satisfaction: Score | None
    participation: Score
    by_star: Mapping[str, Score | None]
    valid: int

    def for_star(self, star_id: str) -> Score | None:
        return self.by_star.get(star_id, self.overall)


def turnout_met(
    ballot: Ballot, channels: Sequence[ChannelCount], rules: BallotRules
) -> tuple[bool, int]:
    """Whether enough took part, and how many did (实到 plus papers back from elsewhere)."""
    at_meeting = {channel.id for channel in rules.channels if channel.at_meeting}
    outside = sum(item.returned for item in channels if item.channel not in at_meeting)
    took_part = ballot.present + outside
    part, whole = rules.turnout
    return took_part * whole >= ballot.expected * part, took_part


def balance_faults(
    ballot: Ballot,
    channels: Sequence[ChannelCount],
    counts: Sequence[OptionCount],
    rules: BallotRules,
) -> tuple[str, ...]:
    """Every way in which the count does not add up, in words; empty when it balances."""
    faults: list[str] = []
    names = {channel.id: channel.name for channel in rules.channels}
    groups = {group.id: group.name for group in rules.groups} or {"": ""}
    if ballot.expected <= 0:
        faults.append("应到人数还没有填。")
    if ballot.present > ballot.expected:
        faults.append(f"实到 {ballot.present} 人多于应到 {ballot.expected} 人。")
    for item in channels:
        place = names.get(item.channel, item.channel) + groups.get(item.voters, item.voters)
        if item.returned > item.issued:
            faults.append(f"{place}：收回 {item.returned} 张多于发出 {item.issued} 张。")
        if item.valid > item.returned:
            faults.append(f"{place}：有效 {item.valid} 张多于收回 {item.returned} 张。")
    for voters, group_name in groups.items():
        valid = sum(item.valid for item in channels if item.voters == voters)
        for question in rules.questions:
            added = sum(
                item.count
                for item in counts
                if item.question == question.id and item.voters == voters
            )
            if added != valid:
                difference = f"多 {added - valid}" if added > valid else f"少 {valid - added}"
                faults.append(
                    f"“{question.text}”{group_name}各项合计 {added} 张，"
                    f"与有效票 {valid} 张不符（{difference} 张）。"
                )
    return tuple(faults)


def _pooled(
    tallies: Mapping[tuple[str, str, str], int],
    questions: Sequence[str],
    rules: BallotRules,
    voters: str,
) -> tuple[int, int, int]:
    """(Σ value·count in hundredths, satisfied, opinions) of some questions for one group."""
    value = satisfied = opinions = 0
    for question in questions:
        for option in rules.options:
            if option.value is None:
                continue
            count = tallies.get((question, voters, option.id), 0)
            value += option.value * count
            opinions += count
            if option.satisfied:
                satisfied += count
    return value, satisfied, opinions


def _rates(
    tallies: Mapping[tuple[str, str, str], int],
    questions: Sequence[str],
    rules: BallotRules,
    decimals: int | None,
) -> tuple[Score | None, Score | None]:
    """(score, satisfaction) of some questions, each rounded to the level's decimals."""
    if not rules.groups:
        value, satisfied, opinions = _pooled(tallies, questions, rules, "")
        if opinions == 0:
            return None, None
        return (
            level(Fraction(value, opinions), decimals),
            level(Fraction(satisfied * 10000, opinions), decimals),
        )
    weights = score = satisfaction = Fraction(0)
    for group in rules.groups:
        value, satisfied, opinions = _pooled(tallies, questions, rules, group.id)
        if opinions == 0:
            return None, None
        weights += group.weight
        score += Fraction(value * group.weight, opinions)
        satisfaction += Fraction(satisfied * 10000 * group.weight, opinions)
    return level(score / weights, decimals), level(satisfaction / weights, decimals)


def count_ballot(
    standard: Standard,
    ballot: Ballot,
    channels: Sequence[ChannelCount],
    counts: Sequence[OptionCount],
) -> BallotResult:
    """Scores of a ballot (domain §3.3 and §5.2).

    The overall question gives score and 满意率; without one the counts of all questions
    are pooled. Where groups are weighed, each one's rate enters with its weight; a group
    without any opinion leaves no result.
    """
    rules = standard.ballot
    assert rules is not None, "a standard without ballot has no ballot to count"
    tallies = {(item.question, item.voters, item.option): item.count for item in counts}
    overall = [question.id for question in rules.questions if question.overall]
    asked = overall or [question.id for question in rules.questions]
    score, satisfaction = _rates(tallies, asked, rules, standard.decimals)
    by_star = {
        question.star: _rates(tallies, [question.id], rules, standard.decimals)[0]
        for question in rules.questions
        if question.star
    }
    valid = sum(item.valid for item in channels)
    participation = Fraction(valid * 10000, ballot.expected) if ballot.expected else 0
    return BallotResult(score, satisfaction, participation, by_star, valid)
