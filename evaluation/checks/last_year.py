"""What the register holds of the year before, as far as this year's entries repeat or continue it.

Indicators are paired as everywhere: by id or `same_as`, never by name or position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from evaluation.checks.comparing import BallotDigits, ballot_digits
from evaluation.gathering import pinned_standard
from evaluation.ports import Reader
from evaluation.rounds import Round, SharedFigureValue, YearlyFact, round_id
from evaluation.standard.model import Standard
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.entries import MARK_FIELDS
from evaluation.stars.outcome import BallotContent
from evaluation.stars.sheets import Mark, Purpose, Sheet, SheetState

__all__ = ["LastYear", "read_last_year"]

_ITEM, _FIGURE, _BASE = (MARK_FIELDS.index(name) for name in ("item", "figure", "base"))

Typed: TypeAlias = tuple[int, int | None]
"""Figure and base, in hundredths."""


@dataclass(frozen=True, slots=True)
class LastYear:
    """`year` 0: the register holds no such year. figures: by village and this year's
    indicator, from the signed 初评; ballots: the signed counts; facts: by (village, fact)."""

    year: int = 0
    figures: Mapping[str, Mapping[str, Typed]] = field(default_factory=dict)
    ballots: Mapping[str, BallotDigits] = field(default_factory=dict)
    facts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    shared: Mapping[str, int] = field(default_factory=dict)


def read_last_year(reader: Reader, round_: Round, standard: Standard) -> LastYear:
    """The year before this one of the same unit type, if it is in the register."""
    before = reader.get(Round, round_id(round_.year - 1, round_.unit))
    if before is None or not before.standard:
        return LastYear()
    where = {"round": before.id}
    return LastYear(
        year=before.year,
        figures=_figures(reader, before, pinned_standard(reader, before), standard),
        ballots=_ballots(reader, before),
        facts={(item.village, item.fact): item.value for item in reader.find(YearlyFact, **where)},
        shared={item.figure: item.value for item in reader.find(SharedFigureValue, **where)},
    )


def _figures(
    reader: Reader, before: Round, old: Standard, standard: Standard
) -> dict[str, dict[str, Typed]]:
    known = {item.id for item in old.indicators}
    successor = {
        item.same_as or item.id: item.id
        for item in standard.indicators
        if (item.same_as or item.id) in known
    }
    newest: dict[tuple[str, str], Sheet] = {}
    for sheet in reader.find(Sheet, round=before.id, purpose=Purpose.ASSESSMENT):
        key = (sheet.village, sheet.assessor)
        if sheet.state is SheetState.SEALED and (
            key not in newest or newest[key].version < sheet.version
        ):
            newest[key] = sheet
    wanted = {tuple(getattr(sheet, name) for name in Sheet.KEY) for sheet in newest.values()}
    found: dict[str, dict[str, Typed]] = defaultdict(dict)
    groups = reader.find_columns(Mark, len(Sheet.KEY), round=before.id, purpose=Purpose.ASSESSMENT)
    for sheet_key, columns in groups:
        if sheet_key not in wanted:
            continue
        village = found[sheet_key[1]]
        for item, figure, base in zip(
            columns[_ITEM], columns[_FIGURE], columns[_BASE], strict=True
        ):
            if figure is not None and item in successor:
                village.setdefault(successor[item], (figure, base))
    return found


def _ballots(reader: Reader, before: Round) -> dict[str, BallotDigits]:
    newest: dict[str, Ballot] = {}
    for ballot in reader.find(Ballot, round=before.id):
        known = newest.get(ballot.village)
        if ballot.state is SheetState.SEALED and (known is None or known.version < ballot.version):
            newest[ballot.village] = ballot
    channels: dict[tuple[str, int], list[ChannelCount]] = defaultdict(list)
    for channel in reader.find(ChannelCount, round=before.id):
        channels[channel.village, channel.version].append(channel)
    counts: dict[tuple[str, int], list[OptionCount]] = defaultdict(list)
    for count in reader.find(OptionCount, round=before.id):
        counts[count.village, count.version].append(count)
    return {
        village: ballot_digits(
            BallotContent(
                ballot,
                tuple(channels[village, ballot.version]),
                tuple(counts[village, ballot.version]),
            )
        )
        for village, ballot in newest.items()
    }
