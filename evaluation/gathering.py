"""Gathers what feeds the results of a round from a Reader into RoundInputs. Decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, Protocol, TypeVar, runtime_checkable

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
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Bonus, Deduction, Mark, Purpose, Sheet, SheetState
from evaluation.steps.records import Override, Tie
from evaluation.vetoes.cases import VetoCase
from evaluation.villages import VillageName

__all__ = [
    "Stage",
    "gather",
    "latest_ballot",
    "latest_sheet",
    "name_on",
    "pinned_standard",
    "round_of",
    "sheet_content",
    "stages",
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
    facts = sorted(reader.find(VillageName, village=village), key=lambda fact: fact.since)
    before = [fact for fact in facts if fact.since <= day]
    return before[-1] if before else (facts[0] if facts else None)


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


@collector_paused()
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
    is shown during entry; else only sealed ones. village: only that one.
    """
    only = {} if village is None else {"village": village}
    members = reader.find(Participation, round=round_.id, **only)
    sheets = reader.find(Sheet, round=round_.id, **only)
    ballots = reader.find(Ballot, round=round_.id, **only)
    used = _used_sheets(sheets, drafts)
    kept_ballots = _used_ballots(ballots, drafts)
    contents = _contents(reader, used, {"round": round_.id, **only})
    channels: dict[tuple[str, int], list[ChannelCount]] = defaultdict(list)
    for channel in reader.find(ChannelCount, round=round_.id, **only):
        channels[channel.village, channel.version].append(channel)
    counts: dict[tuple[str, int], list[OptionCount]] = defaultdict(list)
    for count in reader.find(OptionCount, round=round_.id, **only):
        counts[count.village, count.version].append(count)
    cases = _by_village(reader.find(VetoCase, round=round_.id, **only))
    bonuses = _by_village(reader.find(Bonus, round=round_.id, **only))
    overrides = _by_village(reader.find(Override, round=round_.id, **only))
    order = [stage.part for stage in stages(standard)]
    ties = {tie.village: tie for tie in reader.find(Tie, round=round_.id, **only)}
    past = {
        item.village: item
        for item in reader.find(PastResult, year=round_.year, unit=round_.unit, **only)
    }
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
            ballot=_ballot_content(kept_ballots.get(member.village), channels, counts),
            cases=tuple(cases.get(member.village, ())),
            bonuses=tuple(bonuses.get(member.village, ())),
            overrides=tuple(
                sorted(
                    overrides.get(member.village, ()),
                    key=lambda item: order.index(item.part) if item.part in order else 0,
                )
            ),
            tie=ties.get(member.village),
            past=past.get(member.village),
        )
        for member in sorted(members, key=lambda item: (item.position, item.village))
    )
    shared = {item.figure: item.value for item in reader.find(SharedFigureValue, round=round_.id)}
    return RoundInputs(standard, villages, shared, round_.cutoff)


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


def _contents(
    reader: Reader, sheets: Iterable[Sheet], where: Mapping[str, str]
) -> dict[str, list[SheetContent]]:
    """The sheets of each village with what is written on them."""
    marks = dict(_columns(reader, Mark, where))
    deductions = dict(_columns(reader, Deduction, where))
    contents: dict[str, list[SheetContent]] = defaultdict(list)
    for sheet in sheets:
        key = tuple(getattr(sheet, name) for name in Sheet.KEY)
        contents[sheet.village].append(
            SheetContent(
                sheet,
                ColumnMarks(key, marks.get(key, _NO_MARKS)),
                ColumnDeductions(key, deductions.get(key, _NO_DEDUCTIONS)),
            )
        )
    return contents


_NO_MARKS: Columns = ((),) * len(MARK_FIELDS)
_NO_DEDUCTIONS: Columns = ((),) * len(DEDUCTION_FIELDS)


@runtime_checkable
class _ColumnReader(Protocol):
    """A reader that hands out many rows without making a record of each."""

    def find_columns(
        self, kind: type[Any], leading: int, /, **equal: Any
    ) -> Iterable[tuple[SheetKey, Columns]]:
        """(first `leading` fields of the key, columns of the other fields) of each group."""
        ...


def _columns(
    reader: Reader, kind: type[Mark | Deduction], where: Mapping[str, str]
) -> Iterable[tuple[SheetKey, Columns]]:
    """What stands on each sheet, as columns, from any reader."""
    leading = len(Sheet.KEY)
    if isinstance(reader, _ColumnReader):
        return reader.find_columns(kind, leading, **where)
    names = [field.name for field in fields(kind)]
    rows: dict[SheetKey, list[tuple[Any, ...]]] = defaultdict(list)
    for record in reader.find(kind, **where):
        cells = tuple(getattr(record, name) for name in names)
        rows[cells[:leading]].append(cells[leading:])
    return [(key, tuple(zip(*group, strict=True))) for key, group in rows.items()]


def _used_sheets(sheets: Iterable[Sheet], drafts: bool) -> list[Sheet]:
    wanted = (SheetState.SEALED, SheetState.DRAFT) if drafts else (SheetState.SEALED,)
    newest: dict[tuple[str, ...], Sheet] = {}
    for sheet in sheets:
        key = (sheet.village, sheet.step, sheet.purpose, sheet.assessor)
        if sheet.state in wanted and (key not in newest or newest[key].version < sheet.version):
            newest[key] = sheet
    return list(newest.values())


def _used_ballots(ballots: Iterable[Ballot], drafts: bool) -> dict[str, Ballot]:
    wanted = (SheetState.SEALED, SheetState.DRAFT) if drafts else (SheetState.SEALED,)
    newest: dict[str, Ballot] = {}
    for ballot in ballots:
        known = newest.get(ballot.village)
        if ballot.state in wanted and (known is None or known.version < ballot.version):
            newest[ballot.village] = ballot
    return newest


def _first(contents: Iterable[SheetContent], purpose: Purpose) -> SheetContent | None:
    return next((content for content in contents if content.sheet.purpose is purpose), None)


def _ballot_content(
    ballot: Ballot | None,
    channels: dict[tuple[str, int], list[ChannelCount]],
    counts: dict[tuple[str, int], list[OptionCount]],
) -> BallotContent | None:
    if ballot is None:
        return None
    key = (ballot.village, ballot.version)
    return BallotContent(ballot, tuple(channels.get(key, ())), tuple(counts.get(key, ())))
