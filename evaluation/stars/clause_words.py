"""Clauses in words: the 计分办法 as printed, and what one of them took away on a sheet.

Speaks of one clause at a time; whose sheet it was and what follows for the star stands in
`reasons.py`.
"""

from __future__ import annotations

from evaluation.numbers import show_plain
from evaluation.standard.model import BallotSource, Clause, ClauseKind, FigureSource, Indicator
from evaluation.stars.scoring import ClauseLoss

__all__ = ["clause_place", "clause_text", "loss_rule", "loss_words"]

_SUFFIXES = {FigureSource.GROWTH: "增幅", FigureSource.SHARE: "占比"}


def clause_text(clause: Clause, indicator: Indicator) -> str:
    """The 计分办法 of a clause as printed, with its parameters."""
    points = show_plain(clause.points or indicator.points)
    match clause.kind:
        case ClauseKind.LADDER:
            name, unit = _compared(clause)
            rungs = "；".join(
                f"{_bounds(clause, place)} 得 {show_plain(rung.points)}"
                for place, rung in enumerate(clause.rungs)
            )
            return f"{name}{f'（{unit}）' if unit else ''}：{rungs}"
        case ClauseKind.STEP:
            per = "每满一档计" if clause.whole_steps else "不足一档按一档计"
            return f"{clause.text}（{per}）"
        case ClauseKind.PROPORTION | ClauseKind.YES_NO | ClauseKind.BALLOT:
            return clause.text or f"满分 {points}"
        case _:
            return clause.text


def clause_place(clause: Clause, indicator: Indicator) -> str:
    """Where the clause stands in the standard: "2.1 第 1 条"."""
    place = [item.id for item in indicator.clauses].index(clause.id) + 1
    return f"{indicator.code} 第 {place} 条"


def loss_rule(loss: ClauseLoss, indicator: Indicator) -> str:
    """The rule behind a loss: its place, and its words where `loss_words` does not say them."""
    clause = loss.clause
    place = clause_place(clause, indicator)
    if clause.kind is ClauseKind.OCCURRENCE:
        return place
    if clause.kind is ClauseKind.LADDER and loss.value is not None:
        full = clause.points or indicator.points
        got = full - loss.loss
        words = next(
            f"{_bounds(clause, rung_place)} 得 {show_plain(got)}"
            for rung_place, rung in enumerate(clause.rungs)
            if rung.lower is None or loss.value >= rung.lower
        )
    else:
        words = clause_text(clause, indicator)
    return f"{place}（{words}）" if words else place


def loss_words(loss: ClauseLoss) -> str:
    """What a clause took away and because of what, without the fact and the full stop."""
    clause = loss.clause
    lost = f"扣 {show_plain(loss.loss)} 分"
    if loss.capped:
        lost += "（已到本条上限）"
    if clause.kind is ClauseKind.OCCURRENCE:
        times = f"，共 {loss.steps} 次" if loss.steps > 1 else ""
        return f"{lost}（{clause.text}{times}）"
    if clause.kind is ClauseKind.DISCRETION:
        return f"酌情{lost}"
    if clause.kind is ClauseKind.BALLOT:
        value = "" if loss.value is None else show_plain(loss.value)
        if clause.ballot is BallotSource.SCORE:
            return f"测评得分 {value}，{lost}"
        return f"测评参与率 {value}%，{lost}"
    if loss.untyped:
        assert clause.figure is not None
        return f"没有{clause.figure.name}数据，本项暂不得分"
    if loss.value is None:  # a base that is not above 0
        return f"{_compared(clause)[0]}算不出，酌情{lost}"
    if clause.kind is ClauseKind.STEP:
        side = "超" if clause.above else "低"
        return f"{_figure_words(loss)}，{side} {loss.steps} 档，{lost}"
    return f"{_figure_words(loss)}，{lost}"


def _bounds(clause: Clause, place: int) -> str:
    """The figures of one rung: "≥5 且 <10"."""
    lower = clause.rungs[place].lower
    upper = clause.rungs[place - 1].lower if place else None
    parts = [] if lower is None else [f"≥{show_plain(lower)}"]
    if upper is not None:
        parts.append(f"<{show_plain(upper)}")
    return " 且 ".join(parts)


def _compared(clause: Clause) -> tuple[str, str]:
    """Name and unit of what is compared: growth and share are percentages of the figure."""
    figure = clause.figure
    assert figure is not None, f"clause {clause.id} has no figure"
    suffix = _SUFFIXES.get(figure.source)
    return (figure.name, figure.unit) if suffix is None else (f"{figure.name}{suffix}", "%")


def _figure_words(loss: ClauseLoss) -> str:
    """The figure that was compared: 集体经营性收入 12 万元, 集体收入增幅 10.25%."""
    assert loss.value is not None
    name, unit = _compared(loss.clause)
    if loss.clause.kind is ClauseKind.YES_NO:
        return f"{name}：{'是' if loss.value > 0 else '否'}"
    value = show_plain(loss.value)
    return f"{name} {value}{unit}" if unit in ("", "%") else f"{name} {value} {unit}"
