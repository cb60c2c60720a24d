"""测评 in: the counts of the 计票单, one row per village.

A column names what was counted (应到, 发出, 满意 …), with the way the papers were given out,
the group of voters or the question before it where the standard tells them apart: 会议发出,
党员满意, 第2题不满意, or the same in two rows of names. Papers whose way is not written count
as given out at the meeting, which never makes a turnout better than it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.exchange.headings import CODE, NAME, DataRow, Headings, by_words, label_of
from db.exchange.members import Member, Members
from db.exchange.previews import Collector, Difference, Ground, differences_between
from evaluation.faults import RatingFault
from evaluation.gathering import latest_ballot
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus, Round
from evaluation.standard.model import BallotRules, Standard, Step, StepKind
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount, balance_faults
from evaluation.stars.sheets import SheetState

__all__ = ["BALLOT_NEEDS", "ballot_headings", "ballot_rules", "draft_ballots"]

_EXPECTED = "expected"
_PRESENT = "present"
_PAPERS: Mapping[str, tuple[str, ...]] = {
    "issued": ("发出", "发放", "发票", "发出票数", "发放票数", "发出张数"),
    "returned": ("收回", "回收", "收回票数", "回收票数", "收回张数"),
    "valid": ("有效", "有效票", "有效票数"),
}
_PAPER_NAMES = {"issued": "发出", "returned": "收回", "valid": "有效"}
_SEPARATOR = "|"

BALLOT_NEEDS: tuple[tuple[str, ...], ...] = ((NAME, CODE), (_EXPECTED,), (_PRESENT,))


def ballot_rules(standard: Standard) -> tuple[Step, BallotRules]:
    """The step and its rules; raises RatingFault for a standard without 测评."""
    step = standard.step_of_kind(StepKind.BALLOT)
    if step is None or standard.ballot is None:
        raise RatingFault("本年度的评定标准没有测评这一步，不能导入测评结果。")
    return step, standard.ballot


def _meeting(rules: BallotRules) -> str:
    """The channel of papers whose way is not written."""
    return next((item.id for item in rules.channels if item.at_meeting), rules.channels[0].id)


@dataclass(frozen=True, slots=True)
class _Words:
    """The names of what a column may speak of, each freed of blanks."""

    endings: Mapping[str, tuple[str, str]]  # name → ("option" or "paper", id)
    channels: Mapping[str, str]
    groups: Mapping[str, str]
    questions: Mapping[str, str]
    only_question: bool

    @staticmethod
    def of(rules: BallotRules) -> _Words:
        endings = {
            label_of(word): ("paper", key) for key, words in _PAPERS.items() for word in words
        }
        for option in rules.options:
            for word in (option.name, f"{option.name}票", f"{option.name}票数"):
                endings[label_of(word)] = ("option", option.id)
        questions: dict[str, str] = {}
        for number, question in enumerate(rules.questions, start=1):
            for word in (
                str(number),
                f"第{number}题",
                f"问题{number}",
                f"题{number}",
                question.text,
            ):
                questions[label_of(word)] = question.id
            if question.overall:
                questions.update(dict.fromkeys(("总体", "总体评价", "总体满意度"), question.id))
        return _Words(
            endings,
            {label_of(item.name): item.id for item in rules.channels},
            {label_of(item.name): item.id for item in rules.groups},
            questions,
            len(rules.questions) == 1,
        )

    def key(self, labels: Sequence[str]) -> str:
        """What a column speaks of, as "kind|id|…", "" where it cannot be told.

        Answers to the only question may stand under any heading (测评结果), papers may not:
        it could be a way of giving them out that the standard does not know.
        """
        key = self._told("".join(label_of(label) for label in labels))
        if not key and self.only_question and labels:
            last = self._told(label_of(labels[-1]))
            return last if last.startswith("option") else ""
        return key

    def _told(self, joined: str) -> str:
        for name in _longest(self.endings):
            if not joined.endswith(name):
                continue
            kind, key = self.endings[name]
            rest = joined.removesuffix(name)
            if kind == "paper":
                return self._qualified(kind, key, rest, self.channels)
            return self._qualified(kind, key, rest, self.questions)
        return ""

    def _qualified(self, kind: str, key: str, rest: str, first: Mapping[str, str]) -> str:
        """With the channel or question, and the group, that stand before it in any order."""
        found = group = ""
        while rest:
            name = next((word for word in _longest(first) if rest.startswith(word)), "")
            of_group = next((word for word in _longest(self.groups) if rest.startswith(word)), "")
            if name and not found:
                found, rest = first[name], rest.removeprefix(name)
            elif of_group and not group:
                group, rest = self.groups[of_group], rest.removeprefix(of_group)
            else:
                return ""
        which_question = kind == "paper" or found or self.only_question
        which_group = group or not self.groups
        return _SEPARATOR.join((kind, key, found, group)) if which_question and which_group else ""


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def ballot_headings(rules: BallotRules) -> Headings:
    """Recognise the columns of a table of counts under these rules."""
    plain = by_words(
        {
            _EXPECTED: "应到 应到人数 应参加 应参加人数 应测评人数",
            _PRESENT: "实到 实到人数 实参加 实际参加 参加人数 实参加人数",
        }
    )
    words = _Words.of(rules)

    def recognise(labels: Sequence[str]) -> str:
        return plain(labels) or words.key(labels)

    return recognise


def draft_ballots(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `import_ballots`, and every row told to the collector."""
    reader, round_, standard = ground.reader, ground.round, ground.standard
    step, rules = ballot_rules(standard)
    _check_columns(collector, rules)
    members = Members(reader, round_)
    ballots: list[dict[str, Any]] = []
    for row in collector.data_rows():
        member = members.find(collector, row)
        if member is None:
            continue
        faults = len(collector.faults)
        ballot = _ballot(collector, row, rules)
        old = _before(collector, reader, round_, step, row, member)
        if len(collector.faults) > faults:
            continue
        _check_balance(collector, row, round_, step, rules, member, ballot)
        if len(collector.faults) > faults:
            continue
        differences = _differences(reader, rules, old, ballot)
        if collector.compared(row, member.name, differences, new=old is None):
            remark = old.remark if old is not None else ""
            ballots.append({"village": member.id, "remark": remark, **ballot})
    return {"round": round_.id, "ballots": ballots}


def _columns(collector: Collector, kind: str) -> list[tuple[str, list[str]]]:
    """(column key, its parts behind the kind) of all columns of a kind."""
    return [
        (key, key.split(_SEPARATOR)[1:])
        for key in collector.layout.columns
        if key.split(_SEPARATOR)[0] == kind
    ]


def _check_columns(collector: Collector, rules: BallotRules) -> None:
    """Every count that the standard asks for has its column, and groups are told apart."""
    papers = {parts[0] for _, parts in _columns(collector, "paper")}
    for key, name in _PAPER_NAMES.items():
        if key not in papers:
            collector.fault("", f"表头里没有“{name}”这一列（票数）。请补上后再导入。")
    options = {(parts[0], parts[1], parts[2]) for _, parts in _columns(collector, "option")}
    only = len(rules.questions) == 1
    for option in rules.options:
        if option.value is None:
            continue
        for number, question in enumerate(rules.questions, start=1):
            for group in rules.groups or (None,):
                voters = group.id if group else ""
                named = {(option.id, question.id, voters)} | (
                    {(option.id, "", voters)} if only else set()
                )
                if not named & options:
                    title = "" if only else f"第{number}题"
                    collector.fault(
                        "",
                        f"表头里没有“{title}{group.name if group else ''}{option.name}”这一列。"
                        "请补上后再导入。",
                    )


def _ballot(collector: Collector, row: DataRow, rules: BallotRules) -> dict[str, Any]:
    """A row as `count_ballot` takes it; an empty cell of papers or answers counts as 0."""
    counted = {}
    for key, name in ((_EXPECTED, "应到人数"), (_PRESENT, "实到人数")):
        counted[key] = collector.count(row, key, name)
        if row.cell(key).empty:
            collector.fault(row.cell(key).address, f"没有填{name}。请填写后再导入。")
    papers: dict[tuple[str, str], dict[str, int]] = {}
    for key, (what, channel, voters) in _columns(collector, "paper"):
        count = collector.count(row, key, collector.layout.columns[key].text) or 0
        place = papers.setdefault((channel or _meeting(rules), voters), {})
        place[what] = place.get(what, 0) + count
    answers: dict[tuple[str, str, str], int] = {}
    for key, (option, question, voters) in _columns(collector, "option"):
        count = collector.count(row, key, collector.layout.columns[key].text) or 0
        answers[question or rules.questions[0].id, voters, option] = count
    return {
        "expected": counted[_EXPECTED] or 0,
        "present": counted[_PRESENT] or 0,
        "channels": [
            {
                "channel": channel,
                "voters": voters,
                **{what: counts.get(what, 0) for what in _PAPERS},
            }
            for (channel, voters), counts in papers.items()
            if any(counts.values())
        ],
        "counts": [
            {"question": question, "voters": voters, "option": option, "count": count}
            for (question, voters, option), count in answers.items()
        ],
    }


def _before(
    collector: Collector, reader: Reader, round_: Round, step: Step, row: DataRow, member: Member
) -> Ballot | None:
    """The village's ballot as it is; a fault where it cannot be counted anew."""
    if member.participation.status is not ParticipationStatus.RATED:
        collector.fault(row.address, f"{member.name}本年度不参评，不能导入测评结果。")
        return None
    ballot = latest_ballot(reader, round_.id, member.id, step.id)
    if ballot is not None and ballot.state is SheetState.SEALED:
        collector.fault(
            row.address,
            f"{member.name}的{step.short}已经签字，不能再导入。"
            "要改请先退回重新测评，或从表里删去这一行。",
        )
    return ballot


def _records(
    key: tuple[str, str, str, int], ballot: Mapping[str, Any]
) -> tuple[list[ChannelCount], list[OptionCount]]:
    channels = [
        ChannelCount(
            *key, item["channel"], item["voters"], item["issued"], item["returned"], item["valid"]
        )
        for item in ballot["channels"]
    ]
    counts = [
        OptionCount(*key, item["question"], item["voters"], item["option"], item["count"])
        for item in ballot["counts"]
    ]
    return channels, counts


def _check_balance(
    collector: Collector,
    row: DataRow,
    round_: Round,
    step: Step,
    rules: BallotRules,
    member: Member,
    ballot: Mapping[str, Any],
) -> None:
    """A count that does not add up could not be signed: it is told with its row."""
    key = (round_.id, member.id, step.id, 1)
    counted = Ballot(*key, expected=ballot["expected"], present=ballot["present"])
    for message in balance_faults(counted, *_records(key, ballot), rules):
        collector.fault(row.address, f"{member.name}：{message}")


def _differences(
    reader: Reader, rules: BallotRules, old: Ballot | None, ballot: Mapping[str, Any]
) -> tuple[Difference, ...]:
    before = _shown(reader, rules, old)
    after = _named(rules, ballot["expected"], ballot["present"], *_records(("", "", "", 1), ballot))
    return differences_between(
        *((what, before.get(what, ""), after.get(what, "")) for what in {**after, **before})
    )


def _shown(reader: Reader, rules: BallotRules, ballot: Ballot | None) -> dict[str, str]:
    if ballot is None:
        return {}
    which = {"round": ballot.round, "village": ballot.village, "version": ballot.version}
    return _named(
        rules,
        ballot.expected,
        ballot.present,
        reader.find(ChannelCount, **which),
        reader.find(OptionCount, **which),
    )


def _named(
    rules: BallotRules,
    expected: int,
    present: int,
    channels: Iterable[ChannelCount],
    counts: Iterable[OptionCount],
) -> dict[str, str]:
    """Every number of a count under the name an official knows it by."""
    channel_names = {item.id: item.name for item in rules.channels}
    options = {item.id: item.name for item in rules.options}
    groups = {item.id: item.name for item in rules.groups}
    titles = {
        item.id: "" if len(rules.questions) == 1 else f"第{number}题"
        for number, item in enumerate(rules.questions, start=1)
    }
    named = {"应到": str(expected), "实到": str(present)}
    for channel in channels:
        place = channel_names.get(channel.channel, "") + groups.get(channel.voters, "")
        named[f"{place}发出"] = str(channel.issued)
        named[f"{place}收回"] = str(channel.returned)
        named[f"{place}有效"] = str(channel.valid)
    for count in counts:
        title = titles.get(count.question, "") + groups.get(count.voters, "")
        named[title + options.get(count.option, count.option)] = str(count.count)
    return named
