"""A draft sheet at work: found or begun, and what keeps people off it.

Not an action itself: entering (`sheets.py`) and signing (`signing.py`) start from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet
from evaluation.history import HistoryEvent
from evaluation.numbers import show_plain
from evaluation.ports import UnitOfWork
from evaluation.standard.model import (
    Depth,
    Step,
    StepKind,
)
from evaluation.stars.proofs import joined, typists
from evaluation.stars.scoring import (
    depth_of,
)
from evaluation.stars.sheets import Mark, Purpose, Sheet, SheetState
from evaluation.steps.transitions import StepAction, StepState, move

__all__ = [
    "DraftSheet",
    "draft_sheet",
    "key_of",
    "purpose_of",
    "require_at_most",
    "require_own_sheet",
    "what_of",
]


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A draft sheet of a village at work."""

    village: VillageContext
    step: Step
    sheet: Sheet

    @property
    def work(self) -> UnitOfWork:
        return self.village.within.work

    @property
    def depth(self) -> Depth:
        return depth_of(self.step, self.sheet.purpose)

    def mark(self, item: str) -> Mark:
        found = self.work.get(Mark, *key_of(self.sheet), item)
        return found or Mark(*key_of(self.sheet), item)

    def log(self, event: HistoryEvent, subject: str, reason: str = "") -> None:
        self.work.log(
            event,
            round=self.sheet.round,
            village=self.sheet.village,
            subject=f"{self.step.short} {subject}".strip(),
            reason=reason,
        )


def key_of(sheet: Sheet) -> tuple[str, str, str, Purpose, str, int]:
    """The values of a sheet's key, with which those of its marks begin."""
    return sheet.round, sheet.village, sheet.step, sheet.purpose, sheet.assessor, sheet.version


def purpose_of(step: Step, purpose: str) -> Purpose:
    """The purpose an action names, "" for the usual one of the step; refuses what does not fit."""
    usual = Purpose.OWN if step.kind is StepKind.SELF else Purpose.ASSESSMENT
    found = next((item for item in Purpose if item == purpose), None) if purpose else usual
    of_step = found is Purpose.REKEY or (found is Purpose.OWN) == (usual is Purpose.OWN)
    if found is None or not of_step:
        raise RatingFault(f"{step.short}没有“{purpose}”这种打分表。")
    return found


def what_of(village: VillageContext, step: Step, purpose: Purpose) -> str:
    """Village and sheet as sentences name them."""
    words = {Purpose.REVIEW: "复核", Purpose.REKEY: f"{step.short}重录"}
    return f"{village.name}的{words.get(purpose, step.short)}"


def draft_sheet(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    round_id: str,
    village: str,
    step: str,
    purpose: str,
    assessor: str,
) -> DraftSheet:
    """The draft sheet, begun if need be; refuses when it is signed already, and what 校对 and
    背靠背 keep apart."""
    context = RoundContext.of(work, actor, time, round_id)
    found = context.village(village)
    its_step = found.step(step)
    if its_step.kind not in (StepKind.SELF, StepKind.ASSESSMENT):
        raise RatingFault(f"{its_step.name}不是打分的步骤。")
    kind = purpose_of(its_step, purpose)
    if kind is Purpose.REKEY:
        _require_second_person(context, found, its_step, assessor, actor)
    require_own_sheet(context, found, its_step, kind, assessor, actor)
    sheet = latest_sheet(work, round_id, found.id, step, kind, assessor)
    state = StepState.NONE if sheet is None else StepState(sheet.state.value)
    new_state, _ = move(
        its_step.kind,
        state,
        StepAction.ENTER,
        {"round_open": context.open_round},
        what=what_of(found, its_step, kind),
    )
    if sheet is None:
        sheet = Sheet(
            round_id,
            found.id,
            step,
            kind,
            assessor,
            1,
            SheetState(new_state.value),
            entered_by=actor,
        )
        work.put(sheet)
    elif sheet.entered_by != joined(sheet.entered_by, actor):
        sheet = replace(sheet, entered_by=joined(sheet.entered_by, actor))
        work.put(sheet)
    return DraftSheet(found, its_step, sheet)


def _require_second_person(
    context: RoundContext, village: VillageContext, step: Step, assessor: str, actor: str
) -> None:
    """A sheet is typed anew by somebody else than before, and only once it is signed."""
    what = f"{village.name}的{step.short}"
    if not context.round.second_check:
        raise RatingFault(f"{context.round.year} 年度没有启用校对，不用重录。")
    first = latest_sheet(
        context.work, context.round.id, village.id, step.id, purpose_of(step, ""), assessor
    )
    if first is None or first.state is not SheetState.SEALED:
        raise RatingFault(f"{what}还没有签字，签字以后才能重录校对。")
    if actor in typists(first.entered_by):
        raise RatingFault(f"{what}由{actor}录入，不能由本人重录。请换一个人。")


def require_own_sheet(
    context: RoundContext,
    village: VillageContext,
    step: Step,
    purpose: Purpose,
    assessor: str,
    actor: str,
) -> None:
    """背靠背: everybody has a sheet of his own and nobody writes on another's."""
    if not context.round.blind or purpose is not Purpose.ASSESSMENT or assessor == actor:
        return
    what = f"{village.name}的{step.short}"
    if not assessor:
        raise RatingFault(
            f"{what}按背靠背评分，每人一张表。请先在右上角选好本人，再用本人的名字开始。"
        )
    raise RatingFault(
        f"{what}按背靠背评分：这是{assessor}的表，只能由本人录入和签字。"
        f"现在的经办人是{actor}，请在右上角更换。"
    )


def require_at_most(points: int, limit: int, what: str) -> None:
    """Refuse points below 0 or above `limit` (hundredths); `what` names them."""
    if not 0 <= points <= limit:
        raise RatingFault(
            f"{what}填的是 {show_plain(points)} 分，应在 0 到 {show_plain(limit)} 分之间。"
        )
