"""Scoring: marks, deductions and figures on draft sheets. Signing is in `signing.py`.

Every entry starts the sheet when there is none yet. Numbers come as typed text; the points
of a clause are never typed, they are the standard's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from evaluation.actions.sheet_drafts import (
    DraftSheet,
    draft_sheet,
    key_of,
    require_at_most,
)
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.numbers import read_count, read_hundredths
from evaluation.ports import UnitOfWork
from evaluation.standard.model import (
    Clause,
    ClauseKind,
    Depth,
    Indicator,
)
from evaluation.stars.scoring import (
    needs_figure,
    stars_of_step,
)
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet

__all__ = [
    "check_star",
    "enter_consent",
    "enter_deduction",
    "enter_figure",
    "enter_score",
    "explain_star",
    "fill_sheet",
    "mark_indicator",
    "remove_deduction",
    "veto_by_indicator",
]


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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_score(desk, item, score, reason)
    desk.log(HistoryEvent.MARK_ENTERED, subject, reason)


def _put_score(desk: DraftSheet, item: str, score: str, reason: str) -> str:
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
    require_at_most(points, limit, what)
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_deduction(
        desk, item, clause, count, amount, fact, outward, evidence, act_date, actor
    )
    desk.log(HistoryEvent.MARK_ENTERED, subject, fact)


def _put_deduction(
    desk: DraftSheet,
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
        require_at_most(points, indicator.points, f"{what}的扣分")
        if not fact.strip():
            raise RatingFault(f"{what}是酌情扣分，必须写明理由。")
    else:
        raise RatingFault(f"{what}引用测评结果，不用填写。")
    desk.work.put(replace(mark, state=MarkState.CHECKED))
    desk.work.put(
        Deduction(
            *key_of(desk.sheet),
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    _star, indicator = desk.village.indicator(item)
    number, found = _clause(indicator, clause)
    deduction = work.get(Deduction, *key_of(desk.sheet), indicator.id, found.id)
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_figure(desk, item, figure, base, fact)
    desk.log(HistoryEvent.MARK_ENTERED, subject, fact)


def _put_figure(desk: DraftSheet, item: str, figure: str, base: str, fact: str) -> str:
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    subject = _put_state(desk, item, MarkState(state), fact)
    desk.log(HistoryEvent.MARK_ENTERED, subject, fact)


def _put_state(desk: DraftSheet, item: str, state: MarkState, fact: str) -> str:
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
            **dict(zip(Sheet.KEY, key_of(desk.sheet), strict=True)),
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    found = desk.village.star(star)
    left = _check_rest(desk, found.indicators)
    desk.log(HistoryEvent.STAR_CHECKED, f"{found.name} {left} 项查毕")


def _check_rest(desk: DraftSheet, indicators: Iterable[Indicator]) -> int:
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
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
    purpose: str = "",
    assessor: str = "",
) -> None:
    """An indicator's own veto applies (1) or not (0); the fact is obligatory."""
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
    if desk.sheet.purpose is Purpose.REVIEW:
        raise RatingFault(f"{desk.village.name}的复核只改分，不登记否决本星。请退回初评表登记。")
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
    desk = draft_sheet(work, actor, time, round, village, step, "", assessor)
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
    desk = draft_sheet(work, actor, time, round, village, step, purpose, assessor)
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


def _refuse_repeated(desk: DraftSheet, deductions: Sequence[Mapping[str, Any]]) -> None:
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
