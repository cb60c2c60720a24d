"""附件: files kept with what they show — photos, signed sheets, minutes, sign-in lists.

Asked for only where points are lost at 初评; everywhere else they may be attached. What is
attached stays in the register; taking it off a place leaves the bytes kept, as the history
says that they were there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.evidence import LARGEST, Subject, SubjectKind
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet
from evaluation.history import HistoryEvent
from evaluation.ports import UnitOfWork
from evaluation.standard.model import Indicator, StepKind
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from evaluation.steps.calendar import read_day
from evaluation.steps.records import Evidence
from evaluation.vetoes.cases import VetoCase

__all__ = ["attach_evidence", "attach_files", "remove_evidence"]

_NAMED = 3
"""Files whose names the history entry of many tells."""

_OF_A_VILLAGE = frozenset(SubjectKind) - {
    SubjectKind.MINUTES,
    SubjectKind.NOTICE,
    SubjectKind.OTHER,
}


def attach_evidence(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    kind: str,
    name: str,
    media: str,
    data: bytes,
    village: str = "",
    step: str = "",
    purpose: str = "",
    assessor: str = "",
    item: str = "",
    clause: str = "",
    taken_on: str = "",
    note: str = "",
) -> None:
    """Keep a file with what it shows: `kind` as in `SubjectKind`, the rest as in `Subject`;
    item and clause by code or id. `village` "" for what belongs to the whole year."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    place = {
        "village": village,
        "kind": kind,
        "step": step,
        "purpose": purpose,
        "assessor": assessor,
        "item": item,
        "clause": clause,
    }
    file = {"name": name, "media": media, "data": data, "taken_on": taken_on, "note": note}
    kept = _attach(context, {**place, **file})
    work.log(
        HistoryEvent.EVIDENCE_ATTACHED,
        round=round,
        village=kept.village,
        subject=_words(context, kept),
        document=kept.name,
    )


def attach_files(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    files: Sequence[Mapping[str, Any]],
) -> None:
    """Keep many files at once, all or none; each as for `attach_evidence`."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    if not files:
        raise RatingFault("没有选择文件，没有添加。")
    kept = [_attach(context, file) for file in files]
    villages = {item.village for item in kept}
    work.log(
        HistoryEvent.EVIDENCE_ATTACHED,
        round=round,
        village=villages.pop() if len(villages) == 1 else "",
        subject=f"附件 {len(kept)} 个",
        document="、".join(item.name for item in kept[:_NAMED])
        + (f"等 {len(kept)} 个" if len(kept) > _NAMED else ""),
    )


def _attach(context: RoundContext, file: Mapping[str, Any]) -> Evidence:
    name, data = str(file.get("name", "")).strip(), file["data"]
    if not name:
        raise RatingFault("附件没有文件名，没有添加。")
    if not data:
        raise RatingFault(f"附件“{name}”是空文件，没有添加。请核对文件。")
    if len(data) > LARGEST:
        raise RatingFault(
            f"附件“{name}”有 {len(data) // 1024 // 1024} MB，超过每个 20 MB 的限制，没有添加。"
            "请用较低的分辨率重新扫描，或分成几个文件。"
        )
    taken_on = str(file.get("taken_on", ""))
    if taken_on:
        read_day(taken_on, f"附件“{name}”的拍摄日期")
    village, subject = _place(context, file)
    sha256 = context.work.keep(data)
    if context.work.get(Evidence, context.round.id, village, str(subject), sha256) is not None:
        raise RatingFault(f"附件“{name}”已经添加在这里，不用再添加。")
    kept = Evidence(
        context.round.id,
        village,
        str(subject),
        sha256,
        name,
        str(file["media"]),
        len(data),
        taken_on,
        str(file.get("note", "")).strip(),
        context.actor,
    )
    context.work.put(kept)
    return kept


def _place(context: RoundContext, file: Mapping[str, Any]) -> tuple[str, Subject]:
    """(village id or "", subject) with ids in place of codes; refuses what is not there."""
    kind = next((item for item in SubjectKind if item == file.get("kind")), None)
    if kind is None:
        raise RatingFault(f"没有“{file.get('kind')}”这种附件。")
    step = str(file.get("step", ""))
    if step and context.standard.step(step) is None:
        raise RatingFault(f"评定标准里没有“{step}”这一步。")
    item, clause = str(file.get("item", "")), str(file.get("clause", ""))
    if not file.get("village"):
        if kind in _OF_A_VILLAGE:
            raise RatingFault("这种附件要写明是哪个嘎查村。")
        return "", Subject(kind, step, item=item, clause=clause)
    village = context.village(str(file["village"]))
    purpose, assessor = str(file.get("purpose", "")), str(file.get("assessor", ""))
    subject = Subject(kind, step, purpose, assessor, item, clause)
    if kind is SubjectKind.VETO:
        _require_case(village, item)
    return village.id, _on_sheet(village, subject) if subject.on_sheet else subject


def _on_sheet(village: VillageContext, subject: Subject) -> Subject:
    """A subject on a score sheet that is there, and that the one who acts may see."""
    context, kind, item, clause = village.within, subject.kind, subject.item, subject.clause
    subject = replace(subject, item="", clause="")
    if kind is not SubjectKind.SHEET:
        indicator = village.indicator(item)[1]
        subject = replace(subject, item=indicator.id)
        if kind is SubjectKind.DEDUCTION:
            subject = replace(subject, clause=_clause(indicator, clause))
    found_step = village.step(subject.step)
    usual = Purpose.OWN if found_step.kind is StepKind.SELF else Purpose.ASSESSMENT
    if subject.purpose and subject.purpose not in set(Purpose):
        raise RatingFault(f"没有“{subject.purpose}”这种评分表。")
    subject = replace(subject, purpose=subject.purpose or str(usual))
    if _hidden(context, village.id, subject):
        whose = subject.assessor or "别人"
        raise RatingFault(f"按背靠背评分：{whose}的表还没有签字，不能添加附件。")
    if context.round.blind and subject.purpose == Purpose.ASSESSMENT:
        if _sheet(context, village.id, subject) is None:
            # What lies on no sheet is hidden from nobody.
            raise RatingFault(f"按背靠背评分：请先在{village.name}的评分表上录入，再添加附件。")
    return subject


def _clause(indicator: Indicator, clause: str) -> str:
    """Id of a clause by its number within the indicator or its id; "" for the whole indicator."""
    numbered = {str(n): found.id for n, found in enumerate(indicator.clauses, start=1)}
    if clause and clause not in numbered and clause not in numbered.values():
        raise RatingFault(f"指标 {indicator.code} 没有第 {clause} 条。请核对条款。")
    return numbered.get(clause, clause)


def _require_case(village: VillageContext, number: str) -> None:
    found = number.isascii() and number.isdigit()
    at = (village.within.round.id, village.id, int(number) if found else 0)
    if village.within.work.get(VetoCase, *at) is None:
        raise RatingFault(f"{village.name}没有第 {number or '?'} 号一票否决登记，没有添加附件。")


def _hidden(context: RoundContext, village: str, subject: Subject) -> bool:
    """Whether 背靠背 keeps the sheet a subject lies on from the one who acts."""
    if not (context.round.blind and subject.on_sheet) or subject.purpose != Purpose.ASSESSMENT:
        return False
    if subject.assessor == context.actor:
        return False
    sheet = _sheet(context, village, subject)
    return sheet is None or sheet.state is SheetState.DRAFT


def _sheet(context: RoundContext, village: str, subject: Subject) -> Sheet | None:
    return latest_sheet(
        context.work,
        context.round.id,
        village,
        subject.step,
        Purpose(subject.purpose),
        subject.assessor,
    )


def remove_evidence(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    subject: str,
    sha256: str,
    reason: str,
    village: str = "",
) -> None:
    """Take a file off a place, with a reason; its bytes stay kept."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    where = context.village(village).id if village else ""
    found = work.get(Evidence, round, where, subject, sha256)
    if found is None or _hidden(context, where, Subject.of(subject)):
        raise RatingFault("这里没有这个附件，可能已经移除。")
    if not reason.strip():
        raise RatingFault(f"移除附件“{found.name}”要写明原因。")
    work.remove(found)
    work.log(
        HistoryEvent.EVIDENCE_REMOVED,
        round=round,
        village=where,
        subject=_words(context, found),
        reason=reason.strip(),
        document=found.name,
    )


def _words(context: RoundContext, kept: Evidence) -> str:
    subject = Subject.of(kept.subject)
    indicator = next(
        (item for item in context.standard.indicators if item.id == subject.item), None
    )
    step = context.standard.step(subject.step)
    parts = (step.short if step else "", indicator.code if indicator else "", "附件")
    return " ".join(part for part in parts if part)
