"""Makes the YearBoard of a round: every village, its progress, results and what is to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from evaluation.canonical import short_code
from evaluation.classes.totals import distribution
from evaluation.faults import RatingFault
from evaluation.gathering import (
    gather,
    names_on,
    pinned_standard,
    round_of,
    unproofed,
)
from evaluation.ports import Reader
from evaluation.rating import RoundInputs, rate_round
from evaluation.reckoning import Reckoning, by_village, reckoned
from evaluation.rounds import (
    OfficeRecord,
    Participation,
    ParticipationStatus,
    PastResult,
    Round,
    RoundState,
    round_id,
)
from evaluation.standard.model import Standard, Step, StepKind, for_category
from evaluation.stars.outcome import Outcome, OutcomeState, VillageInputs
from evaluation.stars.scoring import Surroundings
from evaluation.stars.sheets import SheetState
from evaluation.steps import guards
from evaluation.steps.records import (
    Certificate,
    Meeting,
    Notice,
    NoticeState,
    Objection,
    ObjectionState,
    Override,
    SignOff,
    SignOffState,
)
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.views import StepProgress, VillageRow, YearBoard, YearHead
from evaluation.villages import Town

__all__ = [
    "PROOF_DUE",
    "open_villages",
    "restricted",
    "rounds",
    "rows_of",
    "step_counts",
    "year_board",
    "year_head",
]

R = TypeVar("R", SignOff, Override)


def rounds(reader: Reader) -> tuple[Round, ...]:
    """All rounds of the register, newest year first."""
    return tuple(sorted(reader.find(Round), key=lambda item: (-item.year, item.unit)))


def year_head(reader: Reader, round_key: str) -> YearHead:
    """What stands at the head of every page and paper of a round."""
    round_ = round_of(reader, round_key)
    standard = pinned_standard(reader, round_)
    office = reader.get(OfficeRecord, "office")
    members = reader.find(Participation, round=round_key)
    present = {member.town for member in members}
    towns = sorted(
        (town for town in reader.find(Town) if town.code in present),
        key=lambda town: (town.position, town.code),
    )
    return YearHead(
        round=round_,
        standard=standard,
        office=office.name if office else "",
        office_level=office.level if office else "town",
        county=next((town.county for town in towns if town.county), ""),
        towns=tuple((town.code, town.name) for town in towns),
        draft=not standard.document,
        sample=bool(office and office.sample),
        published=round_.state is RoundState.PUBLISHED,
        code=short_code(round_.seal),
    )


def year_board(reader: Reader, round_key: str) -> YearBoard:
    """The whole round, villages in the office's own order."""
    head = year_head(reader, round_key)
    reckoning = reckoned(reader, head)
    return YearBoard(
        head=head,
        rows=rows_of(reader, reckoning),
        totals=distribution(head.standard, reckoning.final, head.towns),
        meetings=reader.find(Meeting, round=round_key),
        notices=reader.find(Notice, round=round_key),
        objections=reader.find(Objection, round=round_key),
        certificates=reader.find(Certificate, round=round_key),
    )


def rows_of(
    reader: Reader, reckoning: Reckoning, village: str | None = None
) -> tuple[VillageRow, ...]:
    """The rows of a round, in the office's own order; `village`: only that one."""
    head = reckoning.head
    standard = head.standard
    where = {"round": head.round.id, **({} if village is None else {"village": village})}
    chosen = [item for item in reckoning.drafts.villages if village in (None, item.village)]
    final = by_village(reckoning.final)
    names = names_on(reader, f"{head.year}-12-31")
    members = {item.village: item for item in reader.find(Participation, **where)}
    past = _results_of(reader, head.year - 1, head.unit)
    sign_offs = _grouped(reader.find(SignOff, **where))
    latest_notice = {item.village: item for item in reader.find(Notice, **where)}
    objections = reader.find(Objection, **where)
    overrides = _grouped(reader.find(Override, **where))
    town_names = dict(head.towns)
    early = bool(head.round.show_early)
    waiting = {(item.village, item.step) for item in unproofed(reader, head.round, village)}
    rows: list[VillageRow] = []
    for inputs in chosen:
        key = inputs.village
        named = names.get(key)
        member = members[key]
        open_objections = [
            item
            for item in objections
            if item.village == key and item.state is not ObjectionState.CLOSED
        ]
        progress = tuple(
            replace(item, state="draft", hint=PROOF_DUE) if (key, item.step) in waiting else item
            for item in _progress(standard, inputs, sign_offs.get(key, []), latest_notice.get(key))
        )
        todo, urgent = _todo(standard, reckoning.drafts, inputs, progress, open_objections)
        outcome = final[key]
        last_year, trend = _last_year(standard, past.get(key), outcome)
        shown = reckoning.provisional[key]
        rows.append(
            VillageRow(
                id=key,
                code=named.code if named else "",
                name=named.name if named else key,
                official_name=named.official_name if named else "",
                organisation=named.organisation if named else "",
                town=inputs.town,
                town_name=town_names.get(inputs.town, inputs.town),
                position=inputs.position,
                category=_category_name(standard, inputs.category),
                status=ParticipationStatus(member.status),
                reason=member.reason,
                progress=progress,
                outcome=outcome,
                computed=reckoning.computed[key],
                proposed=reckoning.proposed[key],
                final=outcome,
                vetoes=_veto_words(standard, inputs.cases),
                last_year=last_year,
                trend=trend,
                todo=todo,
                urgent=urgent,
                overrides=tuple(overrides.get(key, ())),
                provisional=None if shown == outcome else shown,
                early=early,
            )
        )
    return tuple(rows)


def _grouped(records: Iterable[R]) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for record in records:
        grouped[record.village].append(record)
    return grouped


def _category_name(standard: Standard, category: str) -> str:
    return next((item.name for item in standard.categories if item.id == category), category)


def _veto_words(standard: Standard, cases: Iterable[VetoCase]) -> tuple[str, ...]:
    """Confirmed, unlifted cases: "V8 集体三资…"."""
    return tuple(
        f"{case.item} {item.text}" if (item := standard.veto_item(case.item)) else case.item
        for case in cases
        if case.state is CaseState.CONFIRMED
    )


def _results_of(reader: Reader, year: int, unit: str) -> Mapping[str, PastResult]:
    """Results of another year by village: imported ones, and those decided in this register."""
    known = {item.village: item for item in reader.find(PastResult, unit=unit, year=year)}
    round_ = reader.get(Round, round_id(year, unit))
    if round_ is None or round_.state is not RoundState.PUBLISHED:
        return known
    standard = pinned_standard(reader, round_)
    for outcome in rate_round(gather(reader, round_, standard)):
        decided = standard.rating_class(outcome.rating_class or "")
        if decided is not None:
            known[outcome.village] = PastResult(
                year, unit, outcome.village, outcome.stars_held, decided.outward, None, "本档案"
            )
    return known


def _last_year(standard: Standard, past: PastResult | None, outcome: Outcome) -> tuple[str, int]:
    """("二类 7★", trend of the class against it)."""
    if past is None:
        return "", 0
    order = [item.id for item in standard.classes]
    known = next(
        (
            item
            for item in standard.classes
            if past.rating_class in (item.id, item.name, item.short, item.outward)
        ),
        None,
    )
    words = known.outward if known is not None else past.rating_class
    text = f"{words} {past.stars}★" if standard.most_stars else words
    if known is None or outcome.rating_class is None:
        return text, 0
    before, now = order.index(known.id), order.index(outcome.rating_class)
    return text, (before > now) - (before < now)


PROOF_DUE = "待校对"
"""Hint of a step that is signed and waits for 校对."""

_SHEET_WORDS = {SheetState.DRAFT: "draft", SheetState.SEALED: "done"}


def _progress(
    standard: Standard,
    village: VillageInputs,
    sign_offs: Iterable[SignOff],
    notice: Notice | None,
) -> tuple[StepProgress, ...]:
    """State of every step for one village, from its newest sheets (drafts included)."""
    found: list[StepProgress] = []
    signed = {item.part for item in sign_offs if item.state is SignOffState.SIGNED}
    for step in standard.steps:
        state = "none"
        match step.kind:
            case StepKind.SELF:
                if village.own is not None:
                    state = _SHEET_WORDS[village.own.sheet.state]
            case StepKind.BALLOT:
                if village.ballot is not None:
                    state = _SHEET_WORDS[village.ballot.ballot.state]
            case StepKind.ASSESSMENT:
                states = {content.sheet.state for content in village.assessments}
                if states:
                    state = "done" if states == {SheetState.SEALED} else "draft"
            case StepKind.DELIBERATION:
                if signed:
                    state = "done" if len(signed) == len(step.parts) else "draft"
            case StepKind.NOTICE:
                if notice is not None:
                    state = {
                        NoticeState.POSTED: "draft",
                        NoticeState.WITHDRAWN: "fault",
                        NoticeState.CLEARED: "done",
                    }[notice.state]
        found.append(StepProgress(step.id, state))
    return tuple(found)


def _todo(
    standard: Standard,
    inputs: RoundInputs,
    village: VillageInputs,
    progress: tuple[StepProgress, ...],
    objections: Iterable[Objection],
) -> tuple[tuple[str, ...], bool]:
    """What is to be done for a village, faults first; whether the first is a fault."""
    if village.status is not ParticipationStatus.RATED:
        return (), False
    faults = [f"第 {item.number} 号异议未办结" for item in objections]
    faults.extend(
        f"{case.item} 线索未认定" for case in village.cases if case.state is CaseState.REPORTED
    )
    own = for_category(standard, village.category)
    for step in own.steps:
        if step.kind is StepKind.ASSESSMENT:
            faults.extend(_assessment_faults(own, step, inputs, village))
    open_steps = [
        f"{step.short}{item.hint or _open_words(step, item.state)}"
        for step, item in zip(standard.steps, progress, strict=True)
        if item.state != "done"
    ]
    return (*faults, *open_steps[:1]), bool(faults)


def _open_words(step: Step, state: str) -> str:
    if step.kind is StepKind.NOTICE:
        return {"draft": "进行中", "fault": "待重新张贴"}.get(state, "未张贴")
    if step.kind is StepKind.DELIBERATION:
        return "未审完" if state == "draft" else "未审"
    return "未签" if state == "draft" else "未开始"


def _assessment_faults(
    standard: Standard, step: Step, inputs: RoundInputs, village: VillageInputs
) -> list[str]:
    """Faults of a draft assessment that are worth a line in the overview."""
    found: list[str] = []
    category = next((item for item in standard.categories if item.id == village.category), None)
    around = Surroundings(inputs.shared, None, category)
    own_step = standard.step_of_kind(StepKind.SELF)
    for content in village.assessments:
        if content.sheet.state is not SheetState.DRAFT:
            continue
        lacking = sum(
            1
            for deductions in content.deductions.values()
            for deduction in deductions
            if not deduction.fact
        )
        if lacking:
            found.append(f"扣分缺事实 {lacking} 处")
        if not guards.nothing_unchecked(
            standard, step, content, around
        ) and guards.differences_explained(standard, step, own_step, content, village.own, around):
            limit = standard.explained_difference // 100
            found.append(f"与自评相差超 {limit} 分未说明")
    return found


def open_villages(board: YearBoard, step_kind: StepKind) -> tuple[VillageRow, ...]:
    """参评 villages whose step of that kind is not done, in order."""
    step = board.head.standard.step_of_kind(step_kind)
    if step is None:
        raise RatingFault("本年度的评定标准没有这一步。")
    return tuple(
        row
        for row in board.rows
        if row.status is ParticipationStatus.RATED
        and row.outcome.state is not OutcomeState.EXCLUDED
        and any(item.step == step.id and item.state != "done" for item in row.progress)
    )


def step_counts(board: YearBoard) -> Mapping[str, tuple[int, int]]:
    """By step id: (villages that are done, villages that take part)."""
    rated = [row for row in board.rows if row.status is ParticipationStatus.RATED]
    return {
        step.id: (
            sum(
                1
                for row in rated
                if any(item.step == step.id and item.state == "done" for item in row.progress)
            ),
            len(rated),
        )
        for step in board.head.standard.steps
    }


def restricted(board: YearBoard, *, town: str = "", village: str = "") -> YearBoard:
    """The board with only one town (name or code) or one village (code or id).

    Totals are counted over what is left. Raises RatingFault when nothing is.
    """
    if not town and not village:
        return board
    rows = tuple(
        row
        for row in board.rows
        if (not town or town in (row.town, row.town_name))
        and (not village or village in (row.id, row.code))
    )
    if not rows:
        raise RatingFault(f"{board.head.year} 年度名册里没有“{village or town}”。")
    kept = {row.id for row in rows}
    present = {row.town for row in rows}
    towns = tuple(item for item in board.head.towns if item[0] in present)
    return replace(
        board,
        head=replace(board.head, towns=towns),
        rows=rows,
        totals=distribution(board.head.standard, [row.outcome for row in rows], towns),
        notices=tuple(item for item in board.notices if item.village in kept),
        certificates=tuple(item for item in board.certificates if item.village in kept),
    )
