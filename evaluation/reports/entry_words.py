"""What was entered under an indicator, in the words of 考评记载: clause, count, points, fact.

Reads a sheet's entries and their scores; reckons nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.numbers import show_plain
from evaluation.standard.model import (
    BallotSource,
    Clause,
    ClauseKind,
    Figure,
    FigureSource,
    Indicator,
)
from evaluation.stars.reasons import clause_text
from evaluation.stars.scoring import ClauseLoss, IndicatorScore
from evaluation.stars.sheets import Deduction, Mark, MarkState

__all__ = ["clause_lines", "clause_sign", "figure_words", "record_words", "state_words"]


def clause_sign(indicator: Indicator, clause: Clause) -> str:
    """The sign of a clause within its indicator, as on the desk: ① for the first."""
    return chr(0x2460 + indicator.clauses.index(clause))


def clause_lines(indicator: Indicator) -> str:
    """The 计分办法 of an indicator, one numbered line for each clause."""
    if len(indicator.clauses) == 1:
        return clause_text(indicator.clauses[0], indicator)
    return "\n".join(
        f"{clause_sign(indicator, clause)}{clause_text(clause, indicator)}"
        for clause in indicator.clauses
    )


def figure_words(figure: Figure, mark: Mark, loss: ClauseLoss | None) -> str:
    """The entered figure with its base and what it gives: 带动户数 50，总户数 200，占 25%."""
    if mark.figure is None:
        return ""
    blank = "" if figure.unit in ("", "%") else " "
    text = f"{figure.name} {show_plain(mark.figure)}{blank}{figure.unit}"
    if figure.source is FigureSource.TYPED:
        return text
    if mark.base is not None:
        text += f"，{figure.base_name or '基数'} {show_plain(mark.base)}"
    if loss is not None and loss.value is not None:
        kind = "增幅" if figure.source is FigureSource.GROWTH else "占"
        text += f"，{kind} {show_plain(loss.value)}%"
    return text


def record_words(
    line: IndicatorScore, mark: Mark | None, deductions: Sequence[Deduction]
) -> tuple[str, ...]:
    """The 考评记载 of an indicator, one sentence for each entry, the remark last."""
    indicator = line.indicator
    if line.state is MarkState.NOT_APPLICABLE:
        words = ["不涉及。"]
    elif line.typed:
        words = []
    elif line.score is None:
        words = ["待测评结果。"]
    else:
        entered = {item.clause: item for item in deductions}
        words = [
            text
            for loss in line.losses
            if (text := _loss_sentence(indicator, loss, mark, entered.get(loss.clause.id)))
        ]
        if line.floored:
            words.append("扣完为止。")
    if mark is not None and mark.vetoed:
        words.append(f"有本项否决情形：{indicator.veto}。")
    if mark is not None and mark.fact:
        words.append(_closed(mark.fact))
    return tuple(words)


def _loss_sentence(
    indicator: Indicator, loss: ClauseLoss, mark: Mark | None, entered: Deduction | None
) -> str:
    clause = loss.clause
    sign = clause_sign(indicator, clause) if len(indicator.clauses) > 1 else ""
    lost = f"扣 {show_plain(loss.loss)} 分" if loss.loss else "不扣分"
    if loss.capped:
        lost += "（已到本条上限）"
    figure = clause.figure
    match clause.kind:
        case ClauseKind.OCCURRENCE:
            times = f"，{loss.steps} 次" if loss.steps > 1 else ""
            plain = loss.steps == 1 and not loss.capped
            words = clause.text if plain else f"{clause.text}{times}，{lost}"
        case ClauseKind.DISCRETION:
            words = f"{clause.text or '酌情'}，{lost}"
        case ClauseKind.BALLOT:
            score = clause.ballot is BallotSource.SCORE
            value = "" if loss.value is None else show_plain(loss.value)
            words = f"测评得分 {value}" if score else f"测评参与率 {value}%"
        case _:
            assert figure is not None
            typed = "" if mark is None else figure_words(figure, mark, loss)
            if not typed and entered is None:
                return ""
            steps = ""
            if clause.kind is ClauseKind.STEP and loss.steps:
                steps = f"，{'超' if clause.above else '低'} {loss.steps} 档"
            words = f"{typed}{steps}，{lost}"
    if entered is None:
        return f"{sign}{words}。"
    words += f"：{entered.fact.rstrip('。；')}" if entered.fact else ""
    evidence = f"（依据：{entered.evidence}）" if entered.evidence else ""
    return f"{sign}{words}{evidence}。"


def _closed(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def state_words(line: IndicatorScore) -> str:
    """What is still open about an indicator; "" when nothing is."""
    if line.state is MarkState.AWAITING:
        return "待数据，暂按"
    return "未查，暂按" if line.state is MarkState.UNCHECKED else ""
