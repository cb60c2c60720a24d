"""Checks of the 测评: does the count add up, and does it look like people having voted?"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.checks.comparing import ballot_digits
from evaluation.checks.findings import Hit, Severity
from evaluation.checks.material import RoundMaterial, VillageMaterial
from evaluation.standard.model import BallotRules, Step, StepKind
from evaluation.stars.ballots import ChannelCount, balance_faults, turnout_met
from evaluation.stars.outcome import BallotContent

__all__ = [
    "all_satisfied",
    "few_opinions",
    "more_papers_than_people",
    "no_opinion",
    "same_ballots",
    "turnout_too_low",
    "unbalanced",
    "unchanged_ballot",
]

_ENOUGH_PAPERS = 10
"""Valid papers: smaller counts agree by chance, and are soon unanimous."""

_WHOLE = 10000
"""100 % in hundredths of a percent."""

_FEW_OPINIONS = (1, 2)
"""Share of the valid papers that must hold an opinion for 满意率 to speak for the village."""


def _ballot(village: VillageMaterial) -> tuple[Step, BallotRules, BallotContent] | None:
    """The ballot of a village if anything has been counted."""
    step, rules = village.within.step(StepKind.BALLOT), village.standard.ballot
    content = village.ballot
    if step is None or rules is None or content is None:
        return None
    if not content.channels and not content.counts:
        return None
    return step, rules, content


def unbalanced(village: VillageMaterial) -> Iterator[Hit]:
    """有效 ≤ 收回 ≤ 发出; the options of each question add up to all 有效 (domain §5)."""
    found = _ballot(village)
    if found is None:
        return
    step, rules, content = found
    faults = balance_faults(content.ballot, content.channels, content.counts, rules)
    if faults:
        digits = ballot_digits(content)
        question = next(
            (item.id for item in rules.questions if any(item.text in fault for fault in faults)),
            "",
        )
        yield Hit(
            f"{step.short}票数不平：{''.join(faults)}请拿计票单核对后改正。",
            step.id,
            question,
            digits,
        )


def turnout_too_low(village: VillageMaterial) -> Iterator[Hit]:
    """3·(实到 + 会外参加) ≥ 2·应到, or as the standard asks; else it is repeated (domain §5)."""
    found = _ballot(village)
    if found is None:
        return
    step, rules, content = found
    met, took_part = turnout_met(content.ballot, content.channels, rules)
    if not met and content.ballot.expected > 0:
        part, whole = rules.turnout
        yield Hit(
            f"{step.short}参加 {took_part} 人，应到 {content.ballot.expected} 人，不足 {whole} "
            f"分之 {part}，不能签字。请核对人数，确实不够的重新组织测评。",
            step.id,
            facts=(took_part, content.ballot.expected),
        )


def no_opinion(village: VillageMaterial) -> Iterator[Hit]:
    """Without any valid opinion there is no score, and the ballot is repeated (domain §3.3)."""
    found = _ballot(village)
    if found is None or village.result is None:
        return
    step, rules, content = found
    faults = balance_faults(content.ballot, content.channels, content.counts, rules)
    if not faults and village.result.overall is None:
        yield Hit(
            f"{step.short}没有一张票表示满意、基本满意或不满意，算不出得分。请重新组织测评。",
            step.id,
        )


def more_papers_than_people(village: VillageMaterial) -> Iterator[Hit]:
    """Each person one paper: 有效 of the meeting ≤ 实到, papers in all ≤ 应到."""
    found = _ballot(village)
    if found is None:
        return
    step, rules, content = found
    meeting = {channel.id for channel in rules.channels if channel.at_meeting}
    at_meeting = _sum(content.channels, meeting)
    everywhere = sum(item.valid for item in content.channels)
    ballot = content.ballot
    if meeting and at_meeting > ballot.present:
        yield Hit(
            f"{step.short}会上有效票 {at_meeting} 张，实到只有 {ballot.present} 人。"
            "一人一票，请核对实到人数和票数。",
            step.id,
            facts=(at_meeting, ballot.present),
        )
    elif 0 < ballot.expected < everywhere:
        yield Hit(
            f"{step.short}有效票共 {everywhere} 张，应到只有 {ballot.expected} 人，参与率超过 "
            "100%。请核对应到人数，看有没有人既到会又入户投票。",
            step.id,
            facts=(everywhere, ballot.expected),
        )


def _sum(channels: tuple[ChannelCount, ...], wanted: set[str]) -> int:
    return sum(item.valid for item in channels if item.channel in wanted)


def all_satisfied(village: VillageMaterial) -> Iterator[Hit]:
    """Every paper the best answer: 一边倒 is asked about; 100 % 满意 alone is only told."""
    found = _ballot(village)
    if found is None:
        return
    step, rules, content = found
    valid = sum(item.valid for item in content.channels)
    best = max(
        (option for option in rules.options if option.value is not None),
        key=lambda option: option.value or 0,
        default=None,
    )
    if best is None or valid < _ENOUGH_PAPERS:
        return
    ticked = sum(item.count for item in content.counts)
    result = village.result
    if ticked and all(item.option == best.id for item in content.counts if item.count):
        yield Hit(
            f"{step.short}的 {valid} 张有效票全部是“{best.name}”，没有一张其他意见。"
            "请了解是不是无记名填写的，属实的写明组织情况。",
            step.id,
            facts=(valid,),
        )
    elif result is not None and result.satisfaction == _WHOLE:
        yield Hit(
            f"{step.short}满意率 100%，{valid} 张有效票没有一张不满意。请了解填票时是否无记名。",
            step.id,
            facts=(valid,),
            severity=Severity.NOTICE,
        )


def few_opinions(village: VillageMaterial) -> Iterator[Hit]:
    """满意率 counts opinions only; where most said 不了解 or nothing it rests on a few."""
    found = _ballot(village)
    if found is None:
        return
    step, rules, content = found
    opinions = {option.id for option in rules.options if option.value is not None}
    total = sum(item.count for item in content.counts)
    held = sum(item.count for item in content.counts if item.option in opinions)
    part, whole = _FEW_OPINIONS
    if total and held and held * whole < total * part:
        yield Hit(
            f"{step.short}答“不了解”或未填的占一半以上，满意率只代表 {held} 张意见"
            f"（共 {total} 张）。请考虑是否补充入户测评。",
            step.id,
            facts=(held, total),
        )


def same_ballots(material: RoundMaterial) -> Iterator[Hit]:
    """Two villages whose ballots agree to the last digit: one was copied, or typed twice."""
    step = material.step(StepKind.BALLOT)
    if step is None:
        return
    for digits, villages in material.compared.ballots.items():
        if _papers(digits) < _ENOUGH_PAPERS:
            continue
        first = villages[0]
        for village in villages[1:]:
            yield Hit(
                f"{step.short}与{material.names.get(first, first)}的每个数字都相同"
                f"（应到 {digits[0]}、实到 {digits[1]}、各项票数）。"
                "很可能录错了村，请拿两村的计票单核对。",
                step.id,
                facts=(first, *digits),
                village=village,
            )


def unchanged_ballot(village: VillageMaterial) -> Iterator[Hit]:
    """Equal to last year's to the last digit: last year's sheet was typed again."""
    found = _ballot(village)
    before = village.within.last_year.ballots.get(village.id)
    if found is None or before is None:
        return
    step, _rules, content = found
    digits = ballot_digits(content)
    if digits == before and _papers(digits) >= _ENOUGH_PAPERS:
        yield Hit(
            f"{step.short}与 {village.within.last_year.year} 年度的每个数字都相同。"
            "很可能录的是上年的计票单，请核对日期。",
            step.id,
            facts=digits,
        )


def _papers(digits: tuple[object, ...]) -> int:
    channels = digits[2]
    assert isinstance(channels, tuple)
    return sum(channel[-1] for channel in channels)
