"""Scoring: marks, deductions and figures on draft sheets; signing and returning them.

Every entry starts the sheet when there is none yet. Numbers come as typed text; the points
of a clause are never typed, they are the standard's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext, VillageContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.evidence import Subject, sheet_of
from evaluation.faults import RatingFault
from evaluation.gathering import gather, latest_sheet, sheet_content
from evaluation.history import HistoryEvent
from evaluation.numbers import read_count, read_hundredths, show_plain
from evaluation.ports import UnitOfWork
from evaluation.rounds import SharedFigureValue
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Step,
    StepKind,
)
from evaluation.stars.ballots import count_ballot
from evaluation.stars.proofs import joined, typists
from evaluation.stars.scoring import (
    SheetContent,
    Surroundings,
    depth_of,
    needs_figure,
    stars_of_step,
)
from evaluation.stars.sheets import Bonus, Deduction, Mark, MarkState, Purpose, Sheet, SheetState
from evaluation.steps import guards
from evaluation.steps.records import Evidence, SignOff
from evaluation.steps.transitions import StepAction, StepState, move

__all__ = [
    "check_star",
    "enter_bonus",
    "enter_consent",
    "enter_deduction",
    "enter_figure",
    "enter_score",
    "explain_star",
    "fill_sheet",
    "mark_indicator",
    "remove_deduction",
    "return_sheet",
    "seal_sheet",
    "veto_by_indicator",
]


@dataclass(frozen=True, slots=True)
class _Desk:
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
        found = self.work.get(Mark, *_key(self.sheet), item)
        return found or Mark(*_key(self.sheet), item)

    def log(self, event: HistoryEvent, subject: str, reason: str = "") -> None:
        self.work.log(
            event,
            round=self.sheet.round,
            village=self.sheet.village,
            subject=f"{self.step.short} {subject}".strip(),
            reason=reason,
        )


def _key(sheet: Sheet) -> tuple[str, str, str, Purpose, str, int]:
    return sheet.round, sheet.village, sheet.step, sheet.purpose, sheet.assessor, sheet.version


def _purpose(step: Step, purpose: str) -> Purpose:
    usual = Purpose.OWN if step.kind is StepKind.SELF else Purpose.ASSESSMENT
    found = next((item for item in Purpose if item == purpose), None) if purpose else usual
    of_step = found is Purpose.REKEY or (found is Purpose.OWN) == (usual is Purpose.OWN)
    if found is None or not of_step:
        raise RatingFault(f"{step.short}没有“{purpose}”这种打分表。")
    return found


def _what(village: VillageContext, step: Step, purpose: Purpose) -> str:
    words = {Purpose.REVIEW: "复核", Purpose.REKEY: f"{step.short}重录"}
    return f"{village.name}的{words.get(purpose, step.short)}"


def _desk(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    round_id: str,
    village: str,
    step: str,
    purpose: str,
    assessor: str,
) -> _Desk:
    """The draft sheet, begun if need be; refuses when it is signed already, and what 校对 and
    背靠背 keep apart."""
    context = RoundContext.of(work, actor, time, round_id)
    found = context.village(village)
    its_step = found.step(step)
    if its_step.kind not in (StepKind.SELF, StepKind.ASSESSMENT):
        raise RatingFault(f"{its_step.name}不是打分的步骤。")
    kind = _purpose(its_step, purpose)
    if kind is Purpose.REKEY:
        _require_second_person(context, found, its_step, assessor, actor)
    _require_own_sheet(context, found, its_step, kind, assessor, actor)
    sheet = latest_sheet(work, round_id, found.id, step, kind, assessor)
    state = StepState.NONE if sheet is None else StepState(sheet.state.value)
    new_state, _ = move(
        its_step.kind,
        state,
        StepAction.ENTER,
        {"round_open": context.open_round},
        what=_what(found, its_step, kind),
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
    return _Desk(found, its_step, sheet)


def _require_second_person(
    context: RoundContext, village: VillageContext, step: Step, assessor: str, actor: str
) -> None:
    """A sheet is typed anew by somebody else than before, and only once it is signed."""
    what = f"{village.name}的{step.short}"
    if not context.round.second_check:
        raise RatingFault(f"{context.round.year} 年度没有启用校对，不用重录。")
    first = latest_sheet(
        context.work, context.round.id, village.id, step.id, _purpose(step, ""), assessor
    )
    if first is None or first.state is not SheetState.SEALED:
        raise RatingFault(f"{what}还没有签字，签字以后才能重录校对。")
    if actor in typists(first.entered_by):
        raise RatingFault(f"{what}由{actor}录入，不能由本人重录。请换一个人。")


def _require_own_sheet(
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


def _at_most(points: int, limit: int, what: str) -> None:
    if not 0 <= points <= limit:
        raise RatingFault(
            f"{what}填的是 {show_plain(points)} 分，应在 0 到 {show_plain(limit)} 分之间。"
        )


def enter_score(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    item: str,
    score: str,
    reason: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Enter points of an indicator, or of a star where the step's depth is 每星得分."""
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_score(desk, item, score, reason)
    desk.log(HistoryEvent.MARK_ENTERED, subject, reason)


def _put_score(desk: _Desk, item: str, score: str, reason: str) -> str:
    name = desk.village.name
    if desk.depth is Depth.CLAUSE:
        raise RatingFault(f"{name}的{desk.step.short}按逐条扣分录入，不能直接填得分。")
    if desk.depth is Depth.STAR:
        star = desk.village.star(item)
        target, limit, what = star.id, star.points, f"{name} {star.name}"
        subject = star.name
    else:
        star, indicator = desk.village.indicator(item)
        target, limit = indicator.id, indicator.points
        what = f"{name} 指标 {indicator.code} 的得分"
        subject = indicator.code
    if star not in stars_of_step(desk.village.standard, desk.step.id):
        raise RatingFault(f"{star.name}不由{desk.step.short}打分，不用填。")
    points = read_hundredths(score, what)
    _at_most(points, limit, what)
    if desk.sheet.purpose is Purpose.REVIEW and not reason.strip():
        raise RatingFault(f"{what}：复核改分要写明理由。")
    mark = replace(desk.mark(target), state=MarkState.CHECKED, score=points, fact=reason.strip())
    desk.work.put(mark)
    return subject


def _clause(indicator: Indicator, clause: str) -> tuple[int, Clause]:
    for number, found in enumerate(indicator.clauses, start=1):
        if clause in (found.id, str(number)):
            return number, found
    raise RatingFault(f"指标 {indicator.code} 没有第 {clause} 条计分办法。")


def enter_deduction(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    item: str,
    clause: str,
    count: int | str = 1,
    amount: str = "",
    fact: str = "",
    outward: str = "",
    evidence: str = "",
    act_date: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Enter or replace the deduction under one clause (its number within the indicator, or
    its id): `count` occurrences, or `amount` points where the clause is 酌情."""
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_deduction(
        desk, item, clause, count, amount, fact, outward, evidence, act_date, actor
    )
    desk.log(HistoryEvent.MARK_ENTERED, subject, fact)


def _put_deduction(
    desk: _Desk,
    item: str,
    clause: str,
    count: int | str,
    amount: str,
    fact: str,
    outward: str,
    evidence: str,
    act_date: str,
    actor: str,
) -> str:
    name = desk.village.name
    if desk.depth is not Depth.CLAUSE:
        raise RatingFault(f"{name}的{desk.step.short}按每项得分录入，不逐条扣分。")
    _star, indicator = desk.village.indicator(item)
    number, found = _clause(indicator, clause)
    what = f"{name} 指标 {indicator.code} 第 {number} 条"
    mark = desk.mark(indicator.id)
    points = 0
    times = 1
    if found.kind is ClauseKind.OCCURRENCE:
        times = read_count(str(count), f"{what}的次数")
        if times < 1:
            raise RatingFault(f"{what}的次数填的是 {times}，至少为 1；不扣分请删去这一条。")
        if found.at_most is not None and times > found.at_most:
            raise RatingFault(
                f"{what}“{found.text}”填了 {times} 次，最多只能是 {found.at_most} 次。"
                "请核对次数，或另选一条。"
            )
    elif found.kind is ClauseKind.DISCRETION or found.kind is not ClauseKind.BALLOT:
        if found.kind is not ClauseKind.DISCRETION and not _is_free(found, mark):
            raise RatingFault(f"{what}由填写的数据计算，请直接填数据，不用填次数。")
        points = read_hundredths(amount, f"{what}的扣分")
        _at_most(points, indicator.points, f"{what}的扣分")
        if not fact.strip():
            raise RatingFault(f"{what}是酌情扣分，必须写明理由。")
    else:
        raise RatingFault(f"{what}引用测评结果，不用填写。")
    desk.work.put(replace(mark, state=MarkState.CHECKED))
    desk.work.put(
        Deduction(
            *_key(desk.sheet),
            indicator.id,
            found.id,
            count=times,
            amount=points,
            fact=fact.strip(),
            outward=outward.strip(),
            evidence=evidence.strip(),
            entered_by=actor,
            act_date=act_date,
        )
    )
    return f"{indicator.code} 第 {number} 条"


def _is_free(clause: Clause, mark: Mark) -> bool:
    """Whether a figure clause is 酌情 here: its base is not above 0."""
    figure = clause.figure
    return (
        figure is not None and not figure.shared_base and mark.base is not None and mark.base <= 0
    )


def remove_deduction(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    item: str,
    clause: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Take back a deduction of a draft; the indicator stays 已查."""
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    _star, indicator = desk.village.indicator(item)
    number, found = _clause(indicator, clause)
    deduction = work.get(Deduction, *_key(desk.sheet), indicator.id, found.id)
    if deduction is None:
        raise RatingFault(f"{desk.village.name} 指标 {indicator.code} 没有第 {number} 条的扣分。")
    work.remove(deduction)
    desk.log(HistoryEvent.MARK_ENTERED, f"{indicator.code} 删去第 {number} 条")


def enter_figure(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    item: str,
    figure: str,
    base: str = "",
    fact: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Enter the figure an indicator is reckoned from (and its base where it has one)."""
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_figure(desk, item, figure, base, fact)
    desk.log(HistoryEvent.MARK_ENTERED, subject, fact)


def _put_figure(desk: _Desk, item: str, figure: str, base: str, fact: str) -> str:
    _star, indicator = desk.village.indicator(item)
    clause = indicator.figure_clause
    if desk.depth is not Depth.CLAUSE or clause is None or clause.figure is None:
        raise RatingFault(f"指标 {indicator.code} 不用填数据。")
    what = f"{desk.village.name} 指标 {indicator.code} 的{clause.figure.name}"
    desk.work.put(
        replace(
            desk.mark(indicator.id),
            state=MarkState.CHECKED,
            figure=read_hundredths(figure, what),
            base=read_hundredths(base, f"{what}基数") if base.strip() else None,
            fact=fact.strip(),
        )
    )
    return f"{indicator.code} {clause.figure.name}"


def mark_indicator(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    item: str,
    state: str,
    fact: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Mark an indicator 未查, 已查, 待数据 or 不涉及.

    不涉及 and 未查 take back what was entered on it.
    """
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_state(desk, item, MarkState(state), fact)
    desk.log(HistoryEvent.MARK_ENTERED, subject, fact)


def _put_state(desk: _Desk, item: str, state: MarkState, fact: str) -> str:
    _star, indicator = desk.village.indicator(item)
    mark = desk.mark(indicator.id)
    if state is MarkState.CHECKED and desk.depth is Depth.CLAUSE:
        if needs_figure(indicator) and mark.figure is None:
            clause = indicator.figure_clause
            assert clause is not None
            assert clause.figure is not None
            raise RatingFault(
                f"{desk.village.name} 指标 {indicator.code} 要先填{clause.figure.name}；"
                "数据还没有到的，请标为待数据。"
            )
    if state in (MarkState.NOT_APPLICABLE, MarkState.UNCHECKED):
        for deduction in desk.work.find(
            Deduction,
            **dict(zip(Sheet.KEY, _key(desk.sheet), strict=True)),
            item=indicator.id,
        ):
            desk.work.remove(deduction)
        mark = replace(mark, score=None, figure=None, base=None, vetoed=0)
    desk.work.put(replace(mark, state=state, fact=fact.strip() or mark.fact))
    words = {
        MarkState.UNCHECKED: "未查",
        MarkState.CHECKED: "已查",
        MarkState.AWAITING: "待数据",
        MarkState.NOT_APPLICABLE: "不涉及",
    }
    return f"{indicator.code} {words[state]}"


def check_star(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    star: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """查毕: what is still 未查 in a star becomes 已查; figures that are due stay open."""
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    found = desk.village.star(star)
    left = _check_rest(desk, found.indicators)
    desk.log(HistoryEvent.STAR_CHECKED, f"{found.name} {left} 项查毕")


def _check_rest(desk: _Desk, indicators: Iterable[Indicator]) -> int:
    if desk.sheet.purpose is Purpose.REVIEW:
        # What a review holds stands for the assessment, so nothing is passed in bulk.
        raise RatingFault(f"{desk.village.name}的复核只登记重新查看的指标，不能整颗星查毕。")
    number = 0
    for indicator in indicators:
        mark = desk.mark(indicator.id)
        if mark.state is not MarkState.UNCHECKED:
            continue
        if desk.depth is Depth.CLAUSE:
            if needs_figure(indicator) and mark.figure is None:
                continue
            if all(clause.kind is ClauseKind.BALLOT for clause in indicator.clauses):
                continue
            desk.work.put(replace(mark, state=MarkState.CHECKED))
        else:
            desk.work.put(replace(mark, state=MarkState.CHECKED, score=indicator.points))
        number += 1
    return number


def explain_star(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    star: str,
    text: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """The word that is due where a star's 初评 differs much from 自评; a remark elsewhere."""
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    found = desk.village.star(star)
    desk.work.put(replace(desk.mark(found.id), fact=text.strip()))
    desk.log(HistoryEvent.MARK_ENTERED, f"{found.name} 说明", text)


def veto_by_indicator(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    item: str,
    applies: int,
    fact: str,
    assessor: str = "",
) -> None:
    """An indicator's own veto applies (1) or not (0); the fact is obligatory."""
    desk = _desk(work, actor, time, round, village, step, "", assessor)
    _star, indicator = desk.village.indicator(item)
    if not indicator.veto:
        raise RatingFault(f"指标 {indicator.code} 没有否决本星的规定。")
    if applies and not fact.strip():
        raise RatingFault(f"指标 {indicator.code} 否决本星，必须写明事实。")
    mark = desk.mark(indicator.id)
    work.put(replace(mark, vetoed=1 if applies else 0, fact=fact.strip(), state=MarkState.CHECKED))
    desk.log(HistoryEvent.MARK_ENTERED, f"{indicator.code} 否决本星", fact)


def enter_consent(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    consents: int,
    remark: str = "",
    assessor: str = "",
) -> None:
    """□无异议 (1) □有异议 (0) of the village's 负责人, with a remark."""
    desk = _desk(work, actor, time, round, village, step, "", assessor)
    work.put(replace(desk.sheet, village_consents=1 if consents else 0, remark=remark.strip()))
    desk.log(HistoryEvent.MARK_ENTERED, "无异议" if consents else "有异议", remark)


def fill_sheet(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    scores: Mapping[str, str] | None = None,
    deductions: Sequence[Mapping[str, Any]] = (),
    figures: Mapping[str, Any] | None = None,
    not_applicable: Sequence[str] = (),
    awaiting: Sequence[str] = (),
    explanations: Mapping[str, str] | None = None,
    check_rest: int = 0,
    consents: int | None = None,
    remark: str = "",
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Enter a whole sheet at once, as an import or a paper sheet brings it.

    scores by indicator (or star); deductions as for `enter_deduction`; figures by indicator:
    the figure or [figure, base]. check_rest: 1 passes what is left as 已查.
    """
    desk = _desk(work, actor, time, round, village, step, purpose, assessor)
    for item, score in (scores or {}).items():
        _put_score(desk, item, str(score), remark if purpose == Purpose.REVIEW else "")
    for item, figure in (figures or {}).items():
        value, base = figure if isinstance(figure, list | tuple) else (figure, "")
        _put_figure(desk, item, str(value), str(base), "")
    _refuse_repeated(desk, deductions)
    for entry in deductions:
        _put_deduction(
            desk,
            str(entry["item"]),
            str(entry["clause"]),
            entry.get("count", 1),
            str(entry.get("amount", "")),
            str(entry.get("fact", "")),
            str(entry.get("outward", "")),
            str(entry.get("evidence", "")),
            str(entry.get("act_date", "")),
            actor,
        )
    for item in not_applicable:
        _put_state(desk, item, MarkState.NOT_APPLICABLE, "")
    for item in awaiting:
        _put_state(desk, item, MarkState.AWAITING, "")
    for star, text in (explanations or {}).items():
        work.put(replace(desk.mark(desk.village.star(star).id), fact=text))
    if check_rest:
        for found in stars_of_step(desk.village.standard, step):
            _check_rest(desk, found.indicators)
    if consents is not None or remark:
        work.put(
            replace(
                desk.sheet,
                village_consents=desk.sheet.village_consents if consents is None else consents,
                remark=remark,
            )
        )
    desk.log(HistoryEvent.SHEET_ENTERED, "整表录入")


def _refuse_repeated(desk: _Desk, deductions: Sequence[Mapping[str, Any]]) -> None:
    """Two rows for one clause: the later one would silently stand for both."""
    rows: dict[tuple[str, str], int] = {}
    faults: list[str] = []
    for number, entry in enumerate(deductions, start=1):
        _star, indicator = desk.village.indicator(str(entry["item"]))
        place, clause = _clause(indicator, str(entry["clause"]))
        first = rows.setdefault((indicator.id, clause.id), number)
        if first != number:
            faults.append(
                f"第 {number} 行：指标 {indicator.code} 第 {place} 条与第 {first} 行重复，"
                "请合并成一行。"
            )
    if faults:
        raise RatingFault(
            f"{desk.village.name}的{desk.step.short}没有录入，请先改正：", places=tuple(faults)
        )


def _surroundings(context: RoundContext, village: VillageContext) -> Surroundings:
    """What the guards need beside the sheet: shared figures, the ballot as it stands."""
    inputs = gather(
        context.work, context.round, context.standard, drafts=True, village=village.id
    ).villages[0]
    standard: Standard = village.standard
    result = None
    if inputs.ballot is not None and standard.ballot is not None:
        content = inputs.ballot
        result = count_ballot(standard, content.ballot, content.channels, content.counts)
    category = next(
        (item for item in standard.categories if item.id == village.member.category), None
    )
    shared = {
        item.figure: item.value
        for item in context.work.find(SharedFigureValue, round=context.round.id)
    }
    return Surroundings(shared, result, category)


def _attached(context: RoundContext, sheet: Sheet) -> frozenset[str]:
    """Ids of the indicators of a sheet that have a file."""
    on_sheet = (sheet.step, str(sheet.purpose), sheet.assessor)
    return frozenset(
        Subject.of(item.subject).item
        for item in context.work.find(Evidence, round=sheet.round, village=sheet.village)
        if sheet_of(item.subject) == on_sheet
    )


def _own_content(context: RoundContext, village: VillageContext) -> SheetContent | None:
    own_step = village.standard.step_of_kind(StepKind.SELF)
    if own_step is None:
        return None
    sheet = latest_sheet(context.work, context.round.id, village.id, own_step.id, Purpose.OWN, "")
    return None if sheet is None else sheet_content(context.work, sheet)


def _require_not_too_late(
    context: RoundContext, village: VillageContext, what: str, review: bool
) -> None:
    """A sheet that is signed after the deliberation would change what was decided there.

    A review belongs between the bodies: only the last one's signature ends it.
    """
    step = village.standard.step_of_kind(StepKind.DELIBERATION)
    parts = step.parts if step is not None else ()
    signed = {
        item.part for item in context.work.find(SignOff, round=context.round.id, village=village.id)
    }
    late = [part.name for part in (parts[-1:] if review else parts) if part.id in signed]
    if late:
        raise RatingFault(
            f"{what}不能签字：{late[-1]}已经审签，再签会改变已审的结果。请先撤回审签，写明原因。"
        )


def seal_sheet(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    signed_by: str,
    act_date: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Sign a sheet: `signed_by` names who signed (on paper), `act_date` the day."""
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    its_step = found.step(step)
    kind = _purpose(its_step, purpose)
    sheet = latest_sheet(work, round, found.id, step, kind, assessor)
    what = _what(found, its_step, kind)
    if sheet is None:
        raise RatingFault(f"{what}还没有录入，不能签字。")
    if kind is Purpose.REKEY:
        raise RatingFault(f"{what}不签字：录完以后与原表比对，一致就算校对完成。")
    _require_own_sheet(context, found, its_step, kind, assessor, actor)
    review = kind is Purpose.REVIEW
    if kind in (Purpose.OWN, Purpose.ASSESSMENT, Purpose.REVIEW):
        _require_not_too_late(context, found, what, review)
    content = sheet_content(work, sheet)
    around = _surroundings(context, found)
    standard = found.standard

    state, event = move(
        its_step.kind,
        StepState(sheet.state.value),
        StepAction.SEAL,
        {
            "round_open": context.open_round,
            # A review holds only the indicators that were looked at again.
            "nothing_unchecked": lambda: (
                () if review else guards.nothing_unchecked(standard, its_step, content, around)
            ),
            "every_figure_typed": lambda: guards.every_figure_typed(
                standard, its_step, content, around
            ),
            "something_applicable": lambda: (
                () if review else guards.something_applicable(standard, its_step, content, around)
            ),
            "signed_and_dated": lambda: guards.signed_and_dated(its_step, signed_by, act_date),
            "every_fact_given": lambda: guards.every_fact_given(standard, content),
            "evidence_attached": lambda: (
                guards.evidence_attached(
                    standard, its_step, content, around, _attached(context, sheet)
                )
                if context.round.evidence_due and not review
                else ()
            ),
            "differences_explained": lambda: (
                ()
                if review
                else guards.differences_explained(
                    standard,
                    its_step,
                    standard.step_of_kind(StepKind.SELF),
                    content,
                    _own_content(context, found),
                    around,
                )
            ),
            "consent_recorded": lambda: () if review else guards.consent_recorded(content),
        },
        what=what,
    )
    work.put(
        replace(
            sheet,
            state=SheetState(state.value),
            signed_by=signed_by.strip(),
            act_date=act_date,
            entered_by=joined(sheet.entered_by, actor),
        )
    )
    work.log(
        event,
        round=round,
        village=found.id,
        subject=f"{'复核' if review else its_step.short} 第 {sheet.version} 版",
    )


def return_sheet(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    step: str,
    reason: str,
    purpose: str = "",
    assessor: str = "",
) -> None:
    """Return a signed sheet: the next version is a copy, the old one stays readable.

    Drops only this village's later sign-offs; other sealed sheets and ballots stay.
    """
    context = RoundContext.of(work, actor, time, round)
    found = context.village(village)
    its_step = found.step(step)
    kind = _purpose(its_step, purpose)
    sheet = latest_sheet(work, round, found.id, step, kind, assessor)
    state, event = move(
        its_step.kind,
        StepState.NONE if sheet is None else StepState(sheet.state.value),
        StepAction.RETURN,
        {
            "round_open": context.open_round,
            "reason_given": lambda: () if reason.strip() else ("没有写退回原因。",),
        },
        what=_what(found, its_step, kind),
    )
    assert sheet is not None, "only a sealed sheet can be returned"
    begun, _ = move(
        its_step.kind,
        StepState.NONE,
        StepAction.ENTER,
        {"round_open": context.open_round},
        what=_what(found, its_step, kind),
    )
    states = SheetState(state.value), SheetState(begun.value)
    _put_following(work, sheet, states, reason.strip())
    second = latest_sheet(work, round, found.id, step, Purpose.REKEY, assessor)
    usual = kind is _purpose(its_step, "")
    if usual and second is not None and second.state is SheetState.SEALED:
        # What changes in the next version has to be typed twice again.
        _put_following(work, second, states, reason.strip())
    drop_later_sign_offs(context, found, reason)
    work.log(
        event,
        round=round,
        village=found.id,
        subject=f"{its_step.short} 第 {sheet.version} 版",
        reason=reason.strip(),
    )


def _put_following(
    work: UnitOfWork, sheet: Sheet, states: tuple[SheetState, SheetState], reason: str
) -> None:
    """The next version of a sheet as a copy; `states`: of the old and of the new one."""
    content = sheet_content(work, sheet)
    work.put(replace(sheet, state=states[0], return_reason=reason))
    following = replace(
        sheet,
        version=sheet.version + 1,
        state=states[1],
        signed_by="",
        act_date="",
        return_reason="",
        village_consents=None,
    )
    work.put(following)
    for mark in content.marks.values():
        work.put(replace(mark, version=following.version))
    for deductions in content.deductions.values():
        for deduction in deductions:
            work.put(replace(deduction, version=following.version))


def enter_bonus(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    star: str,
    points: str,
    basis: str,
) -> None:
    """加分 on one star, with its basis; "0" takes it back. Beyond the limits it is refused."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    rules = found.standard.bonus
    if rules is None:
        raise RatingFault("本年度的评定标准没有加分。")
    its_star = found.star(star)
    amount = read_hundredths(points, f"{found.name} {its_star.name}的加分")
    old = work.get(Bonus, round, found.id, its_star.id)
    if amount == 0:
        if old is None:
            raise RatingFault(f"{found.name} {its_star.name}没有加分可以删去。")
        work.remove(old)
    else:
        _at_most(amount, rules.per_star, f"{found.name} {its_star.name}的加分")
        if not basis.strip():
            raise RatingFault(f"{found.name} {its_star.name}：加分要写明依据。")
        others = sum(
            item.points
            for item in work.find(Bonus, round=round, village=found.id)
            if item.star != its_star.id
        )
        if others + amount > rules.in_all:
            raise RatingFault(
                f"{found.name}的加分合计 {show_plain(others + amount)} 分，"
                f"超过上限 {show_plain(rules.in_all)} 分，没有保存。"
            )
        work.put(Bonus(round, found.id, its_star.id, amount, basis.strip()))
    drop_later_sign_offs(context, found, f"{its_star.name}加分变动")
    work.log(
        HistoryEvent.BONUS_ENTERED,
        round=round,
        village=found.id,
        subject=its_star.name,
        reason=basis,
    )
