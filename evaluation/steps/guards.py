"""The guards of the transition table: each answers with the reasons against a move.

They look at records handed to them and decide nothing else. Sentences name star, indicator
or field; the village stands in the sentence of `move`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

from evaluation.faults import RatingFault
from evaluation.numbers import show
from evaluation.standard.model import (
    ClauseKind,
    Depth,
    FigureSource,
    Indicator,
    NoticeRules,
    Standard,
    Step,
)
from evaluation.stars.ballots import balance_faults, count_ballot, turnout_met
from evaluation.stars.outcome import BallotContent
from evaluation.stars.scoring import (
    SheetContent,
    Surroundings,
    depth_of,
    needs_figure,
    score_sheet_star,
    stars_of_step,
)
from evaluation.stars.sheets import Deduction, Mark, MarkState
from evaluation.steps.calendar import read_day
from evaluation.steps.records import Objection, ObjectionState
from evaluation.vetoes.cases import CaseState, VetoCase

__all__ = [
    "ballot_balances",
    "consent_recorded",
    "differences_explained",
    "every_fact_given",
    "every_figure_typed",
    "evidence_attached",
    "no_open_objection",
    "nothing_unchecked",
    "notice_long_enough",
    "notice_over",
    "opinions_given",
    "signed_and_dated",
    "something_applicable",
    "turnout_enough",
    "veto_cases_decided",
]


def nothing_unchecked(
    standard: Standard, step: Step, content: SheetContent, around: Surroundings
) -> tuple[str, ...]:
    """A sheet is sealed only without 未查 (stars: without an empty score)."""
    depth = depth_of(step, content.sheet.purpose)
    reasons: list[str] = []
    for star in stars_of_step(standard, step.id):
        if depth is Depth.STAR:
            mark = content.marks.get(star.id)
            if mark is None or mark.score is None:
                reasons.append(f"{star.name}还没有填得分。")
            continue
        open_codes = [
            indicator.code
            for indicator in star.indicators
            if not around.not_applicable(indicator)
            and not all(clause.kind is ClauseKind.BALLOT for clause in indicator.clauses)
            and (
                (mark := content.marks.get(indicator.id)) is None
                or mark.state is MarkState.UNCHECKED
            )
        ]
        if open_codes:
            reasons.append(f"{star.name}还有未查的指标：{'、'.join(open_codes)}。")
    return tuple(reasons)


def every_figure_typed(
    standard: Standard, step: Step, content: SheetContent, around: Surroundings
) -> tuple[str, ...]:
    """已查 of a figure indicator means that its figure is there; 已查 by points, its score.

    A figure needs also what it is compared with: its base, or the shared figure of the year.
    """
    depth = depth_of(step, content.sheet.purpose)
    if depth is Depth.STAR:
        return ()
    reasons: list[str] = []
    for star in stars_of_step(standard, step.id):
        for indicator in star.indicators:
            mark = content.marks.get(indicator.id)
            if mark is None or mark.state is not MarkState.CHECKED:
                continue
            if depth is Depth.INDICATOR:
                if mark.score is None:
                    reasons.append(f"指标 {indicator.code} 没有填得分。")
                continue
            if around.not_applicable(indicator):
                continue
            entered = content.deductions.get(indicator.id, ())
            reasons.extend(_figure_lacks(standard, indicator, mark, entered, around))
    return tuple(reasons)


def _figure_lacks(
    standard: Standard,
    indicator: Indicator,
    mark: Mark,
    entered: Sequence[Deduction],
    around: Surroundings,
) -> list[str]:
    """What the figure clause of a checked indicator cannot be reckoned without."""
    clause = indicator.figure_clause
    if clause is None or clause.figure is None:
        return []
    figure = clause.figure
    if mark.figure is None:
        return [f"指标 {indicator.code} 没有填{figure.name}。"] if needs_figure(indicator) else []
    shared = [item for item in (figure.shared_base, clause.shared_target) if item]
    lacking = [
        f"指标 {indicator.code} 要用的全年共用数据“{item.name}”还没有登记。"
        "请先登记，或把该指标标为待数据。"
        for item in standard.shared_figures
        if item.id in shared and item.id not in around.shared
    ]
    if lacking or figure.source is FigureSource.TYPED or figure.shared_base:
        return lacking
    base_name = figure.base_name or "基数"
    if mark.base is None:
        return [f"指标 {indicator.code} 没有填{base_name}。"]
    if mark.base <= 0 and not any(item.clause == clause.id for item in entered):
        return [
            f"指标 {indicator.code} 的{base_name}不大于 0，算不出比率。"
            "请酌情扣分并写明理由，不扣分的填 0。"
        ]
    return []


def something_applicable(
    standard: Standard, step: Step, content: SheetContent, around: Surroundings
) -> tuple[str, ...]:
    """A star with nothing applicable cannot be sealed."""
    if depth_of(step, content.sheet.purpose) is Depth.STAR:
        return ()
    return tuple(
        f"{star.name}的指标全部标为不涉及，无法得分。请至少查一项，或与上级商定如何计分。"
        for star in stars_of_step(standard, step.id)
        if all(
            around.not_applicable(indicator)
            or (
                (mark := content.marks.get(indicator.id)) is not None
                and mark.state is MarkState.NOT_APPLICABLE
            )
            for indicator in star.indicators
        )
    )


def every_fact_given(standard: Standard, content: SheetContent) -> tuple[str, ...]:
    """Facts are obligatory at 初评."""
    codes = {indicator.id: indicator.code for indicator in standard.indicators}
    reasons: list[str] = []
    for item, deductions in content.deductions.items():
        lacking = sum(1 for deduction in deductions if not deduction.fact.strip())
        if lacking:
            reasons.append(f"指标 {codes.get(item, item)} 有 {lacking} 处扣分没有写事实。")
    for item, mark in content.marks.items():
        if mark.vetoed and not mark.fact.strip():
            reasons.append(f"指标 {codes.get(item, item)} 否决本星，没有写事实。")
    return tuple(reasons)


def evidence_attached(
    standard: Standard,
    step: Step,
    content: SheetContent,
    around: Surroundings,
    attached: Collection[str],
) -> tuple[str, ...]:
    """Where the office asks for it: a file for each indicator that lost points at 初评.

    attached: ids of the indicators to which, or to a deduction of which, a file is attached.
    """
    if depth_of(step, content.sheet.purpose) is Depth.STAR:
        return ()
    reasons: list[str] = []
    for star in stars_of_step(standard, step.id):
        _, lines = score_sheet_star(standard, star, step, content, around)
        lacking = [
            line.indicator.code
            for line in lines
            if line.score is not None
            and Fraction(line.score) < line.indicator.points
            and line.indicator.id not in attached
            and not all(clause.kind is ClauseKind.BALLOT for clause in line.indicator.clauses)
        ]
        if lacking:
            reasons.append(f"{star.name}失分的指标没有附件：{'、'.join(lacking)}。")
    return tuple(reasons)


def differences_explained(
    standard: Standard,
    step: Step,
    own_step: Step | None,
    content: SheetContent,
    own: SheetContent | None,
    around: Surroundings,
) -> tuple[str, ...]:
    """A star that differs from 自评 by more than the limit needs a word.

    Stars that 自评 does not score are passed over.
    """
    if own is None or own_step is None:
        return ()
    compared = {star.id for star in stars_of_step(standard, own_step.id)}
    reasons: list[str] = []
    for star in stars_of_step(standard, step.id):
        if star.id not in compared:
            continue
        assessed, _ = score_sheet_star(standard, star, step, content, around)
        claimed, _ = score_sheet_star(standard, star, own_step, own, around)
        if assessed is None or claimed is None:
            continue
        word = content.marks.get(star.id)
        explained = word is not None and word.fact.strip()
        if (
            abs(Fraction(assessed) - Fraction(claimed)) > standard.explained_difference
            and not explained
        ):
            reasons.append(
                f"{star.name}：自评 {show(claimed, standard.shown_decimals)}，"
                f"初评 {show(assessed, standard.shown_decimals)}，相差超过 "
                f"{show(standard.explained_difference, 0)} 分，请写一句说明。"
            )
    return tuple(reasons)


def consent_recorded(content: SheetContent) -> tuple[str, ...]:
    """The village's 负责人 signs □无异议 □有异议."""
    if content.sheet.village_consents is None:
        return ("还没有登记被考评嘎查村负责人的意见（无异议或有异议）。",)
    return ()


def ballot_balances(standard: Standard, content: BallotContent) -> tuple[str, ...]:
    """有效 ≤ 收回 ≤ 发出; the options of each question add up to all 有效."""
    assert standard.ballot is not None
    return balance_faults(content.ballot, content.channels, content.counts, standard.ballot)


def turnout_enough(standard: Standard, content: BallotContent) -> tuple[str, ...]:
    """3·(实到 + 会外参加) ≥ 2·应到, or as the standard asks."""
    assert standard.ballot is not None
    met, took_part = turnout_met(content.ballot, content.channels, standard.ballot)
    if met:
        return ()
    part, whole = standard.ballot.turnout
    return (
        f"参加测评 {took_part} 人，应到 {content.ballot.expected} 人，"
        f"不足 {whole} 分之 {part}。数据已保存，但不能签字，请重新组织测评。",
    )


def opinions_given(standard: Standard, content: BallotContent) -> tuple[str, ...]:
    """Without any valid opinion there is no score and the ballot is repeated."""
    result = count_ballot(standard, content.ballot, content.channels, content.counts)
    if result.overall is None or None in result.by_star.values():
        return ("没有人表示满意、基本满意或不满意，算不出得分，请重新组织测评。",)
    return ()


def veto_cases_decided(cases: Iterable[VetoCase]) -> tuple[str, ...]:
    """Every veto case is decided before the deliberation."""
    return tuple(
        f"一票否决线索 {case.item}（{case.fact}）还没有认定，请到“一票否决”页处理。"
        for case in cases
        if case.state is CaseState.REPORTED
    )


def notice_long_enough(rules: NoticeRules, last_day: date, least: date) -> tuple[str, ...]:
    """A notice may be longer than the standard's days, never shorter."""
    if last_day >= least:
        return ()
    days = "工作日" if rules.working_days else "自然日"
    return (f"公示到 {last_day:%Y-%m-%d} 不满 {rules.days} 个{days}，至少要到 {least:%Y-%m-%d}。",)


def notice_over(last_day: date, today: date) -> tuple[str, ...]:
    """The last day is inclusive; the decision is from the next day."""
    if today > last_day:
        return ()
    return (f"公示到 {last_day:%Y-%m-%d} 为止（含当日），次日起才能结束公示。",)


def no_open_objection(objections: Sequence[Objection]) -> tuple[str, ...]:
    """A notice ends only when every objection is closed."""
    return tuple(
        f"第 {item.number} 号异议（{item.content[:20]}）还没有办结。"
        for item in objections
        if item.state is not ObjectionState.CLOSED
    )


def signed_and_dated(step: Step, signed_by: str, act_date: str) -> tuple[str, ...]:
    """Who signed on paper, and on which day (ISO)."""
    reasons: list[str] = []
    if not signed_by.strip():
        reasons.append(f"没有填签字人（{'、'.join(step.signatories) or '负责人'}）。")
    try:
        read_day(act_date, "签字日期")
    except RatingFault:
        reasons.append("没有填签字日期，或日期不对。请按 2026-12-31 的样子填写。")
    return tuple(reasons)
