"""Gathers what feeds the results of a round from a Reader into RoundInputs. Decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from evaluation.collecting import collector_paused
from evaluation.faults import RatingFault, RegisterFault
from evaluation.ports import Reader
from evaluation.rating import RoundInputs
from evaluation.rounds import (
    Participation,
    ParticipationStatus,
    PastResult,
    PinnedStandard,
    Round,
    SharedFigureValue,
    VetoAuthority,
)
from evaluation.standard.model import Standard, StepKind
from evaluation.standard.reading import read_standard
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.entries import (
    DEDUCTION_FIELDS,
    MARK_FIELDS,
    ColumnDeductions,
    ColumnMarks,
    Columns,
    SheetKey,
)
from evaluation.stars.outcome import BallotContent, VillageInputs
from evaluation.stars.proofs import Proof, ProofState
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Bonus, Deduction, Mark, Purpose, Sheet, SheetState
from evaluation.steps.records import Override, Tie
from evaluation.vetoes.cases import VetoCase
from evaluation.villages import VillageName

__all__ = [
    "Stage",
    "gather",
    "gather_both",
    "latest_ballot",
    "latest_sheet",
    "name_on",
    "names_on",
    "pinned_standard",
    "round_of",
    "sheet_content",
    "stages",
    "unproofed",
    "up_to",
    "village_by",
]

R = TypeVar("R", VetoCase, Bonus, Override)


@lru_cache(maxsize=16)
def _standard_from(text: str) -> Standard:
    return read_standard(text)


def round_of(reader: Reader, round_id: str) -> Round:
    """The round; raises RatingFault when the register has none such."""
    found = reader.get(Round, round_id)
    if found is None:
        year, _, unit = round_id.partition("/")
        raise RatingFault(f"本档案里没有 {year} 年度的{unit}评定。请先新建年度，或换一个年度。")
    return found


def pinned_standard(reader: Reader, round_: Round) -> Standard:
    """The standard that the round pins; veto items carry the year's own 设定依据."""
    if not round_.standard:
        raise RatingFault(
            f"{round_.year} 年度还在筹备，没有确定评定标准。请先在“评定标准”页选定标准。"
        )
    pinned = reader.get(PinnedStandard, round_.standard)
    if pinned is None:
        raise RegisterFault(
            f"{round_.year} 年度的评定标准不在档案里，档案可能被改动过。请从备份恢复。"
        )
    standard = _standard_from(pinned.text)
    entered = {item.item: item.document for item in reader.find(VetoAuthority, round=round_.id)}
    if not entered:
        return standard
    return replace(
        standard,
        vetoes=tuple(
            replace(item, authority=entered.get(item.id, item.authority))
            for item in standard.vetoes
        ),
    )


def name_on(reader: Reader, village: str, day: str) -> VillageName | None:
    """Code and names of a village on an ISO day: the last fact not after it, else the first."""
    return _names_on(reader.find(VillageName, village=village), day).get(village)


def names_on(reader: Reader, day: str) -> Mapping[str, VillageName]:
    """`name_on` of every village, by village."""
    return _names_on(reader.find(VillageName), day)


def _names_on(facts: Iterable[VillageName], day: str) -> dict[str, VillageName]:
    named: dict[str, VillageName] = {}
    for fact in sorted(facts, key=lambda fact: fact.since):
        if fact.village not in named or fact.since <= day:
            named[fact.village] = fact
    return named


def village_by(reader: Reader, code: str) -> str | None:
    """The id of the village that has, or once had, this code."""
    named = reader.find(VillageName, code=code)
    return max(named, key=lambda fact: fact.since).village if named else None


def sheet_content(reader: Reader, sheet: Sheet) -> SheetContent:
    """A sheet with its marks and deductions."""
    key = {
        "round": sheet.round,
        "village": sheet.village,
        "step": sheet.step,
        "purpose": sheet.purpose,
        "assessor": sheet.assessor,
        "version": sheet.version,
    }
    return _content(sheet, reader.find(Mark, **key), reader.find(Deduction, **key))


def _content(sheet: Sheet, marks: Iterable[Mark], deductions: Iterable[Deduction]) -> SheetContent:
    by_item: dict[str, list[Deduction]] = defaultdict(list)
    for deduction in deductions:
        by_item[deduction.item].append(deduction)
    return SheetContent(sheet, {mark.item: mark for mark in marks}, dict(by_item))


def latest_sheet(
    reader: Reader, round_: str, village: str, step: str, purpose: Purpose, assessor: str
) -> Sheet | None:
    """The newest version of a sheet."""
    versions = reader.find(
        Sheet, round=round_, village=village, step=step, purpose=purpose, assessor=assessor
    )
    return max(versions, key=lambda sheet: sheet.version, default=None)


def latest_ballot(reader: Reader, round_: str, village: str, step: str) -> Ballot | None:
    """The newest count of a village."""
    versions = reader.find(Ballot, round=round_, village=village, step=step)
    return max(versions, key=lambda ballot: ballot.version, default=None)


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the results side by side: `part` is the body whose changes are the last in it,
    "" for what is computed alone."""

    part: str
    name: str


def stages(standard: Standard) -> tuple[Stage, ...]:
    """初评建议 (computed) → 拟定 → 评定, by the parts of the deliberation."""
    step = standard.step_of_kind(StepKind.DELIBERATION)
    parts = step.parts if step is not None else ()
    return (Stage("", "初评建议"), *(Stage(part.id, part.result) for part in parts))


def _by_village(records: Iterable[R]) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for record in records:
        grouped[record.village].append(record)
    return grouped


def gather(
    reader: Reader,
    round_: Round,
    standard: Standard,
    *,
    drafts: bool = False,
    village: str | None = None,
) -> RoundInputs:
    """Everything that feeds the results; overrides of all bodies included.

    drafts: the newest version of each sheet and ballot also while it is a draft, for what
    is shown during entry; else only sealed ones, and where the year asks for 校对 only those
    that a second person confirmed. village: only that one.
    """
    rows = _read(reader, round_, standard, village)
    return _inputs(rows, drafts=drafts)


def gather_both(
    reader: Reader, round_: Round, standard: Standard
) -> tuple[RoundInputs, RoundInputs]:
    """`gather` without and with drafts, from one reading.

    A village without a draft is the same object in both; without any, both are the same.
    """
    rows = _read(reader, round_, standard, None)
    sealed = _inputs(rows, drafts=False)
    drafted = {item.village for item in rows.sheets if item.state is SheetState.DRAFT}
    drafted |= {item.village for item in rows.ballots if item.state is SheetState.DRAFT}
    drafted |= {item.village for item in rows.unproofed}
    if not drafted:
        return sealed, sealed
    newest = _inputs(rows, drafts=True)
    villages = tuple(
        with_drafts if with_drafts.village in drafted else without
        for without, with_drafts in zip(sealed.villages, newest.villages, strict=True)
    )
    return sealed, replace(newest, villages=villages)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the register holds about a round, or about one village of it."""

    round: Round
    standard: Standard
    members: tuple[Participation, ...]
    sheets: tuple[Sheet, ...]
    ballots: tuple[Ballot, ...]
    marks: Mapping[SheetKey, Columns]
    deductions: Mapping[SheetKey, Columns]
    channels: Mapping[tuple[str, int], list[ChannelCount]]
    counts: Mapping[tuple[str, int], list[OptionCount]]
    cases: Mapping[str, list[VetoCase]]
    bonuses: Mapping[str, list[Bonus]]
    overrides: Mapping[str, list[Override]]
    ties: Mapping[str, Tie]
    past: Mapping[str, PastResult]
    shared: Mapping[str, int]
    unproofed: frozenset[Sheet | Ballot]


def unproofed(
    reader: Reader, round_: Round, village: str | None = None
) -> frozenset[Sheet | Ballot]:
    """Signed sheets and ballots that wait for 校对, where the year asks for it."""
    where = {"round": round_.id, **({} if village is None else {"village": village})}
    return _unproofed(
        reader, round_, where, reader.find(Sheet, **where), reader.find(Ballot, **where)
    )


def _unproofed(
    reader: Reader,
    round_: Round,
    where: Mapping[str, str],
    sheets: Iterable[Sheet],
    ballots: Iterable[Ballot],
) -> frozenset[Sheet | Ballot]:
    if not round_.second_check:
        return frozenset()
    agreed = {
        (item.village, item.step, item.purpose, item.assessor, item.version)
        for item in reader.find(Proof, **where, state=ProofState.AGREED)
    }
    waiting: set[Sheet | Ballot] = {
        item
        for item in sheets
        if item.state is SheetState.SEALED
        and item.purpose in _PROOFED
        and (item.village, item.step, item.purpose, item.assessor, item.version) not in agreed
    }
    waiting.update(
        item
        for item in ballots
        if item.state is SheetState.SEALED
        and (item.village, item.step, "", "", item.version) not in agreed
    )
    return frozenset(waiting)


@collector_paused()
def _read(reader: Reader, round_: Round, standard: Standard, village: str | None) -> _Rows:
    only = {} if village is None else {"village": village}
    where = {"round": round_.id, **only}
    leading = len(Sheet.KEY)
    channels: dict[tuple[str, int], list[ChannelCount]] = defaultdict(list)
    for channel in reader.find(ChannelCount, **where):
        channels[channel.village, channel.version].append(channel)
    counts: dict[tuple[str, int], list[OptionCount]] = defaultdict(list)
    for count in reader.find(OptionCount, **where):
        counts[count.village, count.version].append(count)
    past = reader.find(PastResult, year=round_.year, unit=round_.unit, **only)
    shared = reader.find(SharedFigureValue, round=round_.id)
    sheets, ballots = reader.find(Sheet, **where), reader.find(Ballot, **where)
    return _Rows(
        round=round_,
        standard=standard,
        members=reader.find(Participation, **where),
        sheets=sheets,
        ballots=ballots,
        marks=dict(reader.find_columns(Mark, leading, **where)),
        deductions=dict(reader.find_columns(Deduction, leading, **where)),
        channels=channels,
        counts=counts,
        cases=_by_village(reader.find(VetoCase, **where)),
        bonuses=_by_village(reader.find(Bonus, **where)),
        overrides=_by_village(reader.find(Override, **where)),
        ties={tie.village: tie for tie in reader.find(Tie, **where)},
        past={item.village: item for item in past},
        shared={item.figure: item.value for item in shared},
        unproofed=_unproofed(reader, round_, where, sheets, ballots),
    )


_PROOFED = frozenset({Purpose.OWN, Purpose.ASSESSMENT, Purpose.REVIEW})
_SEALED = frozenset({SheetState.SEALED})
_WITH_DRAFTS = frozenset({SheetState.SEALED, SheetState.DRAFT})


@collector_paused()
def _inputs(rows: _Rows, *, drafts: bool) -> RoundInputs:
    """What feeds the results, from sheets and ballots that count, or also from drafts."""
    wanted = _WITH_DRAFTS if drafts else _SEALED
    left_out = frozenset() if drafts else rows.unproofed
    ballots = _used_ballots((item for item in rows.ballots if item not in left_out), wanted)
    sheets = _used_sheets((item for item in rows.sheets if item not in left_out), wanted)
    contents = _contents(rows, sheets)
    order = [stage.part for stage in stages(rows.standard)]
    villages = tuple(
        VillageInputs(
            village=member.village,
            town=member.town,
            position=member.position,
            status=ParticipationStatus(member.status),
            category=member.category,
            own=_first(contents[member.village], Purpose.OWN),
            assessments=tuple(
                content
                for content in contents[member.village]
                if content.sheet.purpose is Purpose.ASSESSMENT
            ),
            review=_first(contents[member.village], Purpose.REVIEW),
            ballot=_ballot_content(ballots.get(member.village), rows),
            cases=tuple(rows.cases.get(member.village, ())),
            bonuses=tuple(rows.bonuses.get(member.village, ())),
            overrides=tuple(
                sorted(
                    rows.overrides.get(member.village, ()),
                    key=lambda item: order.index(item.part) if item.part in order else 0,
                )
            ),
            tie=rows.ties.get(member.village),
            past=rows.past.get(member.village),
        )
        for member in sorted(rows.members, key=lambda item: (item.position, item.village))
    )
    return RoundInputs(rows.standard, villages, rows.shared, rows.round.cutoff)


def up_to(inputs: RoundInputs, standard: Standard, part: str) -> RoundInputs:
    """The inputs with only the changes of the bodies up to `part` ("": none)."""
    order = [stage.part for stage in stages(standard)]
    kept = set(order[: order.index(part) + 1])
    return replace(
        inputs,
        villages=tuple(
            village
            if all(item.part in kept for item in village.overrides)
            else replace(
                village,
                overrides=tuple(item for item in village.overrides if item.part in kept),
            )
            for village in inputs.villages
        ),
    )


def _contents(rows: _Rows, sheets: Iterable[Sheet]) -> dict[str, list[SheetContent]]:
    """The sheets of each village with what is written on them."""
    contents: dict[str, list[SheetContent]] = defaultdict(list)
    for sheet in sheets:
        key = tuple(getattr(sheet, name) for name in Sheet.KEY)
        contents[sheet.village].append(
            SheetContent(
                sheet,
                ColumnMarks(key, rows.marks.get(key, _NO_MARKS)),
                ColumnDeductions(key, rows.deductions.get(key, _NO_DEDUCTIONS)),
            )
        )
    return contents


_NO_MARKS: Columns = ((),) * len(MARK_FIELDS)
_NO_DEDUCTIONS: Columns = ((),) * len(DEDUCTION_FIELDS)


def _used_sheets(sheets: Iterable[Sheet], wanted: frozenset[SheetState]) -> list[Sheet]:
    newest: dict[tuple[str, ...], Sheet] = {}
    for sheet in sheets:
        key = (sheet.village, sheet.step, sheet.purpose, sheet.assessor)
        if sheet.state in wanted and (key not in newest or newest[key].version < sheet.version):
            newest[key] = sheet
    return list(newest.values())


def _used_ballots(ballots: Iterable[Ballot], wanted: frozenset[SheetState]) -> dict[str, Ballot]:
    newest: dict[str, Ballot] = {}
    for ballot in ballots:
        known = newest.get(ballot.village)
        if ballot.state in wanted and (known is None or known.version < ballot.version):
            newest[ballot.village] = ballot
    return newest


def _first(contents: Iterable[SheetContent], purpose: Purpose) -> SheetContent | None:
    return next((content for content in contents if content.sheet.purpose is purpose), None)


def _ballot_content(ballot: Ballot | None, rows: _Rows) -> BallotContent | None:
    if ballot is None:
        return None
    key = (ballot.village, ballot.version)
    channels, counts = rows.channels.get(key, ()), rows.counts.get(key, ())
    return BallotContent(ballot, tuple(channels), tuple(counts))
