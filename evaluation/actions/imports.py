"""Imports: many sheets, ballots, cases or villages of one file in one action, one entry.

Each part goes through the action that an official would use for it by hand, with all its
checks; all parts are kept or none. What a file says is read in db.exchange.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from evaluation.actions.ballots import count_ballot
from evaluation.actions.context import RoundContext
from evaluation.actions.sheets import (
    enter_deduction,
    enter_figure,
    enter_score,
    fill_sheet,
    mark_indicator,
    remove_deduction,
)
from evaluation.actions.vetoes import record_veto
from evaluation.actions.years import add_villages
from evaluation.faults import RatingFault
from evaluation.gathering import name_on, village_by
from evaluation.history import HistoryEntry, HistoryEvent, RowChange
from evaluation.ports import UnitOfWork
from evaluation.rounds import Participation, Setting
from evaluation.stars.sheets import Mark, Purpose, Sheet
from evaluation.villages import VillageName

__all__ = [
    "import_ballots",
    "import_feedback",
    "import_roster",
    "import_scores",
    "import_sheets",
    "import_vetoes",
]

COLUMN_MAPPINGS = "column_mappings"
"""Setting: kind of table → fingerprint of its column names → what the official said they are."""

FEEDBACK = "部门反馈"
"""What the history calls the figures and counts that a department reported."""

R = TypeVar("R")


class _WithoutEntry:
    """A unit of work in which a part leaves no history entry of its own."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get(self, kind: type[R], /, *key: Any) -> R | None:
        return self._work.get(kind, *key)

    def find(self, kind: type[R], /, **equal: Any) -> tuple[R, ...]:
        return self._work.find(kind, **equal)

    def find_columns(
        self, kind: type[R], leading: int, /, **equal: Any
    ) -> Iterable[tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]]]:
        return self._work.find_columns(kind, leading, **equal)

    def blob(self, sha256: str) -> bytes | None:
        return self._work.blob(sha256)

    def chain_head(self) -> str:
        return self._work.chain_head()

    def entry(self, number: int) -> tuple[HistoryEntry, Sequence[RowChange]] | None:
        return self._work.entry(number)

    def revert(self, changes: Sequence[RowChange]) -> None:
        self._work.revert(changes)

    def put(self, record: Any) -> None:
        self._work.put(record)

    def remove(self, record: Any) -> None:
        self._work.remove(record)

    def keep(self, data: bytes) -> str:
        return self._work.keep(data)

    def log(
        self,
        event: HistoryEvent,
        *,
        round: str = "",
        village: str = "",
        subject: str = "",
        reason: str = "",
        document: str = "",
    ) -> None:
        """The import makes the one entry for all its parts."""


def _each(parts: Sequence[Mapping[str, Any]], act: Callable[[Mapping[str, Any]], None]) -> None:
    """Act on every part; raises one RatingFault that names all parts that were refused."""
    if not parts:
        raise RatingFault("没有要导入的内容。")
    faults: list[str] = []
    for part in parts:
        try:
            act(part)
        except RatingFault as fault:
            faults.extend((fault.message, *fault.places))
    if faults:
        raise RatingFault("没有导入，请先改正下列各处：", places=tuple(faults))


def _only(context: RoundContext, parts: Sequence[Mapping[str, Any]]) -> str:
    """The village's id where an import is about one village alone."""
    villages = {str(part["village"]) for part in parts}
    return context.village(villages.pop()).id if len(villages) == 1 else ""


def _refuse_repeated(context: RoundContext, parts: Sequence[Mapping[str, Any]]) -> None:
    """Two parts for one village: the later one would silently stand for both."""
    rows: dict[str, int] = {}
    faults: list[str] = []
    for number, part in enumerate(parts, start=1):
        member = context.work.get(Participation, context.round.id, str(part["village"]))
        village = member.village if member else village_by(context.work, str(part["village"]))
        if village and rows.setdefault(village, number) != number:
            name = context.village(village).name
            faults.append(f"第 {number} 份：{name}与第 {rows[village]} 份重复，请只留一份。")
    if faults:
        raise RatingFault("没有导入，请先改正下列各处：", places=tuple(faults))


def import_scores(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    step: str,
    sheets: Sequence[Mapping[str, Any]],
    source: str = "",
    purpose: str = "",
    assessor: str = "",
    mappings: Mapping[str, Any] | None = None,
) -> None:
    """Enter the draft sheets of several villages: {"village", and what `fill_sheet` takes}
    each: "scores" by indicator or star, "not_applicable", "awaiting". mappings: columns that
    the official explained, remembered for next time."""
    context = RoundContext.of(work, actor, time, round)
    _refuse_repeated(context, sheets)
    quiet = _WithoutEntry(work)

    def fill(sheet: Mapping[str, Any]) -> None:
        village = context.village(str(sheet["village"])).id
        whose = {"round": round, "village": village, "step": step, "assessor": assessor}
        told = {
            (mark.purpose, mark.version, mark.item): mark.fact
            for mark in work.find(Mark, **whose)
            if mark.fact
        }
        fill_sheet(
            quiet,
            actor,
            time,
            round=round,
            step=step,
            purpose=purpose,
            assessor=assessor,
            **sheet,
        )
        for mark in work.find(Mark, **whose):
            fact = told.get((mark.purpose, mark.version, mark.item), "")
            # A table of points has no remarks; those that stand there are not its to wipe out.
            if fact and not mark.fact:
                work.put(replace(mark, fact=fact))

    _each(sheets, fill)
    _remember(work, mappings)
    known = context.standard.step(step)
    work.log(
        HistoryEvent.SHEET_ENTERED,
        round=round,
        village=_only(context, sheets),
        subject=f"{known.short if known else step} 导入 {len(sheets)} 份",
        document=source,
    )


def _put_sheet(
    work: UnitOfWork, actor: str, time: datetime, round: str, sheet: Mapping[str, Any]
) -> None:
    """Carry one part of `import_sheets` out, by the actions that enter the same by hand."""
    village = RoundContext.of(work, actor, time, round).village(str(sheet["village"])).id
    step, assessor = str(sheet["step"]), str(sheet.get("assessor", ""))
    desk = {"round": round, "village": village, "step": step, "assessor": assessor}
    # Begins the sheet, and refuses one that is signed.
    fill_sheet(work, actor, time, round=round, village=village, step=step, assessor=assessor)
    begun = _draft_of(work, desk)
    key = (begun.round, begun.village, begun.step, begun.purpose, begun.assessor, begun.version)
    remarks: Mapping[str, str] = sheet.get("remarks", {})

    def remark(item: str) -> str:
        # New points must not wipe out a remark that stands there.
        known = work.get(Mark, *key, item)
        return str(remarks.get(item, known.fact if known is not None else ""))

    for item, score in sheet.get("scores", {}).items():
        enter_score(work, actor, time, item=item, score=str(score), reason=remark(item), **desk)
    for item, (figure, base) in sheet.get("figures", {}).items():
        enter_figure(
            work, actor, time, item=item, figure=figure, base=base, fact=remark(item), **desk
        )
    for item, clause in sheet.get("removed", ()):
        remove_deduction(work, actor, time, item=item, clause=clause, **desk)
    for deduction in sheet.get("deductions", ()):
        enter_deduction(work, actor, time, **desk, **deduction)
    for item, state in sheet.get("states", {}).items():
        mark_indicator(work, actor, time, item=item, state=state, fact=remark(item), **desk)
    for item, text in remarks.items():
        work.put(replace(work.get(Mark, *key, item) or Mark(*key, item), fact=text))
    if sheet.get("check_rest"):
        fill_sheet(
            work,
            actor,
            time,
            round=round,
            village=village,
            step=step,
            assessor=assessor,
            check_rest=1,
        )


def _draft_of(work: UnitOfWork, desk: Mapping[str, str]) -> Sheet:
    """The draft that `fill_sheet` has begun or found."""
    return max(
        (
            sheet
            for sheet in work.find(Sheet, **desk)
            if sheet.purpose in (Purpose.OWN, Purpose.ASSESSMENT)
        ),
        key=lambda sheet: sheet.version,
    )


def import_sheets(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    sheets: Sequence[Mapping[str, Any]],
    source: str = "",
    mappings: Mapping[str, Any] | None = None,
) -> None:
    """Enter what filled score sheets of several villages and steps add or change.

    Each of `sheets` names "village" (its id) and "step", and may have "assessor", "scores"
    {item: points}, "figures" {item: [figure, base]}, "deductions" as `enter_deduction` takes
    them, "removed" [[item, clause]], "states" {item: state}, "remarks" {item: text} and
    "check_rest" 1. mappings: columns that the official explained, remembered for next time.
    """
    context = RoundContext.of(work, actor, time, round)
    _refuse_sheet_twice(sheets)
    quiet = _WithoutEntry(work)
    _each(sheets, lambda sheet: _put_sheet(quiet, actor, time, round, sheet))
    _remember(work, mappings)
    steps = [str(sheet["step"]) for sheet in sheets]
    counts = "，".join(
        f"{step.short} {steps.count(step.id)} 份"
        for step in context.standard.steps
        if step.id in steps
    )
    work.log(
        HistoryEvent.SHEET_ENTERED,
        round=round,
        village=_only(context, sheets),
        subject=f"导入打分表：{counts}",
        document=source,
    )


def _refuse_sheet_twice(sheets: Sequence[Mapping[str, Any]]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for sheet in sheets:
        key = (str(sheet["village"]), str(sheet["step"]), str(sheet.get("assessor", "")))
        if key in seen:
            raise RatingFault("没有导入：同一个村同一步的打分表有两份，请只留一份。")
        seen.add(key)


def _remember(work: UnitOfWork, mappings: Mapping[str, Any] | None) -> None:
    """Keep what the official said of the columns of a table: kind → fingerprint → mapping."""
    if not mappings:
        return
    stored = work.get(Setting, COLUMN_MAPPINGS)
    known = json.loads(stored.value) if stored is not None else {}
    for kind, found in mappings.items():
        known.setdefault(kind, {}).update(found)
    work.put(Setting(COLUMN_MAPPINGS, json.dumps(known, ensure_ascii=False, sort_keys=True)))


def import_feedback(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    step: str,
    villages: Sequence[Mapping[str, Any]],
    department: str = "",
    source: str = "",
    mappings: Mapping[str, Any] | None = None,
) -> None:
    """Fill what a department reports into the villages' drafts: each of `villages` has
    "village", "figures" {item: [figure, base]} and "deductions" as `enter_deduction` takes
    them. A signed sheet is refused."""
    context = RoundContext.of(work, actor, time, round)
    _refuse_repeated(context, villages)
    quiet = _WithoutEntry(work)
    _each(
        villages,
        lambda part: _put_sheet(quiet, actor, time, round, {**part, "step": step}),
    )
    _remember(work, mappings)
    work.log(
        HistoryEvent.SHEET_ENTERED,
        round=round,
        village=_only(context, villages),
        subject=f"{FEEDBACK}{f'（{department}）' if department else ''} {len(villages)} 个村",
        document=source,
    )


def import_ballots(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    ballots: Sequence[Mapping[str, Any]],
    source: str = "",
) -> None:
    """Enter the counts of several villages, each as `count_ballot` takes it."""
    context = RoundContext.of(work, actor, time, round)
    _refuse_repeated(context, ballots)
    quiet = _WithoutEntry(work)
    _each(ballots, lambda ballot: count_ballot(quiet, actor, time, round=round, **ballot))
    work.log(
        HistoryEvent.BALLOT_ENTERED,
        round=round,
        village=_only(context, ballots),
        subject=f"导入 {len(ballots)} 个",
        document=source,
    )


def import_vetoes(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    cases: Sequence[Mapping[str, Any]],
    source: str = "",
) -> None:
    """Record several findings, each as `record_veto` takes it; none is decided by it."""
    context = RoundContext.of(work, actor, time, round)
    quiet = _WithoutEntry(work)
    _each(cases, lambda case: record_veto(quiet, actor, time, round=round, **case))
    work.log(
        HistoryEvent.VETO_RECORDED,
        round=round,
        village=_only(context, cases),
        subject=f"导入 {len(cases)} 件",
        document=source,
    )


def import_roster(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    villages: Sequence[dict[str, Any]],
    recoded: Mapping[str, str] | None = None,
    source: str = "",
) -> None:
    """Add or change villages as `add_villages` does.

    recoded: official code → id of the village that takes it in place of its 临时编码.
    """
    if not villages:
        raise RatingFault("没有要导入的内容。")
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    year = context.round.year
    for code, village in (recoded or {}).items():
        known = name_on(work, village, f"{year}-12-31")
        if known is None:
            raise RatingFault(f"代码 {code} 要换给的嘎查村不在档案里。请重新导入名册。")
        work.put(
            VillageName(
                village=village,
                since=max(known.since, f"{year}-01-01"),
                code=code,
                name=known.name,
                official_name=known.official_name,
                organisation=known.organisation,
                document=known.document,
            )
        )
    add_villages(work, actor, time, round=round, villages=villages, source=source)
