"""What must hold of one clause: the fields of its kind, its figure, ladder and ballot source.

Every function notes faults and changes nothing. Values that could not be read are passed
over: their fault is already known.
"""

from __future__ import annotations

from itertools import pairwise

from evaluation.numbers import show_plain
from evaluation.standard.findings import Findings
from evaluation.standard.model import (
    BallotSource,
    Clause,
    ClauseKind,
    FigureSource,
    Indicator,
    Standard,
)
from evaluation.standard.words import word_of

__all__ = ["check_clause"]

_FULL = 10000
_NEEDED = {
    ClauseKind.OCCURRENCE: ("points",),
    ClauseKind.STEP: ("points", "figure", "step"),
    ClauseKind.LADDER: ("points", "figure", "rungs"),
    ClauseKind.PROPORTION: ("points", "figure"),
    ClauseKind.YES_NO: ("points", "figure"),
    ClauseKind.BALLOT: ("points", "ballot"),
    ClauseKind.DISCRETION: (),
}
_ALLOWED = {
    ClauseKind.OCCURRENCE: ("cap", "at_most"),
    ClauseKind.STEP: ("cap", "target", "shared_target", "above", "whole_steps"),
    ClauseKind.LADDER: (),
    ClauseKind.PROPORTION: ("target", "shared_target"),
    ClauseKind.YES_NO: (),
    ClauseKind.BALLOT: ("target", "factor"),
    ClauseKind.DISCRETION: ("cap",),
}
_OF_A_KIND = (
    "points",
    "cap",
    "at_most",
    "figure",
    "target",
    "shared_target",
    "step",
    "above",
    "whole_steps",
    "rungs",
    "ballot",
    "factor",
)
_NOTHING = (None, 0, "", False, ())
_PLAIN = Clause("", ClauseKind.DISCRETION, "")
_EARNED = frozenset(
    {ClauseKind.LADDER, ClauseKind.PROPORTION, ClauseKind.YES_NO, ClauseKind.BALLOT}
)
"""Kinds whose points are what can be earned, not what one occurrence costs."""


def check_clause(
    standard: Standard, indicator: Indicator, clause: Clause, path: str, findings: Findings
) -> None:
    """Notes every fault of one clause of `indicator`."""
    if not findings.readable(f"{path}.kind"):
        return
    kind, word = clause.kind, word_of(clause.kind)
    wanted = _NEEDED[kind] + _ALLOWED[kind]
    for key in _OF_A_KIND:
        place, value = f"{path}.{key}", getattr(clause, key)
        if not findings.readable(place):
            continue
        if key in _NEEDED[kind] and value in _NOTHING:
            findings.wrong(place, f"“{word}”的条文缺少“{key}”，或它是 0。请填写。")
        if key not in wanted and value != getattr(_PLAIN, key):
            findings.wrong(place, f"“{word}”的条文用不到“{key}”。请删去，或改“kind”。")
    _check_points(indicator, clause, path, findings)
    _check_target(standard, clause, path, findings)
    _check_figure(standard, clause, path, findings)
    if kind is ClauseKind.LADDER:
        _check_ladder(indicator, clause, path, findings)
    if kind is ClauseKind.BALLOT:
        _check_ballot_clause(standard, clause, path, findings)


def _check_points(indicator: Indicator, clause: Clause, path: str, findings: Findings) -> None:
    cap, points = clause.cap, clause.points
    if not findings.readable(f"{path}.points", f"{path}.cap"):
        return
    if cap == 0:
        findings.wrong(f"{path}.cap", "扣分上限是 0，这一条扣不了分。请改大，或删去上限。")
    elif cap is not None and cap < points:
        findings.wrong(
            f"{path}.cap",
            f"扣分上限 {show_plain(cap)} 分小于一次的扣分 {show_plain(points)} 分。"
            "请把上限改大，或删去上限。",
        )
    around = f"{path[: path.rfind('.')]}.points"
    if clause.kind in _EARNED and points > indicator.points and findings.readable(around):
        findings.wrong(
            f"{path}.points",
            f"这一条满分 {show_plain(points)} 分，超过本项指标满分"
            f" {show_plain(indicator.points)} 分。请改小。",
        )


def _check_target(standard: Standard, clause: Clause, path: str, findings: Findings) -> None:
    target, shared = f"{path}.target", f"{path}.shared_target"
    if not findings.readable(target, shared):
        return
    if clause.kind in (ClauseKind.STEP, ClauseKind.PROPORTION):
        if clause.target is None and not clause.shared_target:
            findings.wrong(
                target, "缺少目标值。请写“target”，或用“shared_target”指明一项共用数据。"
            )
        if clause.target is not None and clause.shared_target:
            findings.wrong(shared, "目标值和共用数据只能写一个。请删去“target”或“shared_target”。")
    if clause.kind is ClauseKind.PROPORTION and clause.target is not None and clause.target <= 0:
        findings.wrong(target, "按比例得分的目标值应当大于 0。请改正。")
    _check_shared(standard, clause.shared_target, shared, findings)


def _check_shared(standard: Standard, shared_id: str, path: str, findings: Findings) -> None:
    known = [figure.id for figure in standard.shared_figures]
    shared_read = findings.readable(path) and findings.ids_readable("shared_figures", known)
    if shared_id and shared_id not in known and shared_read:
        findings.wrong(
            path,
            f"没有标识为“{shared_id}”的共用数据。请改成 shared_figures 里的标识，或在那里补上。",
        )


def _check_figure(standard: Standard, clause: Clause, path: str, findings: Findings) -> None:
    figure = clause.figure
    if figure is None:
        return
    place = f"{path}.figure"
    if figure.source is FigureSource.TYPED and (figure.shared_base or figure.base_name):
        findings.wrong(
            f"{place}.source",
            "直接填写的数据没有基数。请删去“shared_base”和“base_name”，"
            "或把“source”改为 growth（增幅）、share（占比）。",
        )
    if clause.kind is ClauseKind.YES_NO:
        if figure.source is not FigureSource.TYPED:
            findings.wrong(f"{place}.source", "“是否”的条文只填是或否。请删去“source”。")
    elif not figure.unit and findings.readable(f"{place}.unit"):
        findings.wrong(f"{place}.unit", "数据没有单位。请填写，例如 万元、%、岁。")
    _check_shared(standard, figure.shared_base, f"{place}.shared_base", findings)


def _check_ladder(indicator: Indicator, clause: Clause, path: str, findings: Findings) -> None:
    rungs = clause.rungs
    if not rungs or not findings.readable(f"{path}.rungs"):
        return
    for index, (upper, rung) in enumerate(pairwise(rungs), start=1):
        place = f"{path}.rungs[{index}]"
        if not findings.readable(
            f"{place}.lower",
            f"{place}.points",
            f"{path}.rungs[{index - 1}].lower",
            f"{path}.rungs[{index - 1}].points",
        ):
            continue
        if upper.lower is None:
            findings.wrong(
                f"{path}.rungs[{index - 1}].lower",
                "只有最后一档的下限可以是 null。请填写这一档的下限。",
            )
        elif rung.lower is not None and rung.lower >= upper.lower:
            findings.wrong(f"{place}.lower", "下限应当小于上一档的下限。请从高到低排列各档。")
        if rung.points >= upper.points:
            findings.wrong(f"{place}.points", "得分应当小于上一档的得分。请从高到低排列各档。")
    last = f"{path}.rungs[{len(rungs) - 1}].lower"
    if findings.readable(last) and rungs[-1].lower is not None:
        findings.wrong(last, "最后一档应当不设下限，使任何数据都有得分。请写 null。")
    if not findings.readable(f"{path}.rungs[0].points"):
        return
    highest = rungs[0].points
    for name, points, place in (
        ("本条的满分", clause.points, f"{path}.points"),
        ("本项指标的满分", indicator.points, f"{path.rpartition('.')[0]}.points"),
    ):
        if points != highest and findings.readable(place):
            findings.wrong(
                f"{path}.rungs[0].points",
                f"最高一档得 {show_plain(highest)} 分，{name}是 {show_plain(points)} 分。"
                "请改成一致。",
            )


def _check_ballot_clause(standard: Standard, clause: Clause, path: str, findings: Findings) -> None:
    if not findings.readable(f"{path}.ballot", f"{path}.target", f"{path}.factor"):
        return
    if standard.ballot is None and findings.readable("ballot"):
        findings.wrong(path, "标准里没有测评，这一条无处可引。请补上“ballot”，或改“kind”。")
    if clause.ballot is BallotSource.PARTICIPATION:
        if clause.factor is not None:
            findings.wrong(f"{path}.factor", "引用参与率用不到折算系数。请删去“factor”。")
        if clause.target is None or not 0 < clause.target <= _FULL:
            findings.wrong(
                f"{path}.target", "引用参与率要有得满分的参与率（0 到 100 之间）。请填写。"
            )
    if clause.ballot is BallotSource.SCORE:
        if clause.target is not None:
            findings.wrong(f"{path}.target", "引用测评得分用不到目标值。请删去“target”。")
        if not clause.factor:
            findings.wrong(f"{path}.factor", "缺少折算系数，例如 0.6。请填写“factor”。")
        elif clause.factor * 100 != clause.points and findings.readable(f"{path}.points"):
            findings.wrong(
                f"{path}.factor",
                f"测评满分 100 分乘以 {show_plain(clause.factor)}"
                f" 得 {show_plain(clause.factor * 100)} 分，"
                f"与本条满分 {show_plain(clause.points)} 分不符。请改成一致。",
            )
