"""整改建议: after 定评, what would win the stars that a village does not hold.

Before the round is published nothing is given: during the year the program never suggests how
to reach a star (domain §7). A star lost through a veto gets no advice but the condition and
the document of its lifting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.followup.lost_points import PointLoss, lost_points
from evaluation.numbers import Score, show, show_beside
from evaluation.rounds import Round, RoundState
from evaluation.standard.model import AwardKind, Standard, Star
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.outcome import Outcome
from evaluation.stars.star_outcome import LossCause, StarOutcome
from evaluation.vetoes.cases import CaseState, VetoCase
from evaluation.views import Reason

__all__ = ["Advice", "LiftingAdvice", "StarAdvice", "advice", "advice_lines"]

_BY_POINTS = frozenset({LossCause.SCORE, LossCause.BOTTOM_LINE})


@dataclass(frozen=True, slots=True)
class StarAdvice:
    """A star that is not held (or a heading that lost points, where stars are not counted).

    missing: hundredths up to the pass line, 0 where it is reached. barred: sentences on what
    else stood against it. losses: the largest first.
    """

    star: str
    number: int
    name: str
    score: Score
    missing: Score
    barred: tuple[str, ...]
    losses: tuple[PointLoss, ...]


@dataclass(frozen=True, slots=True)
class LiftingAdvice:
    """A veto that took stars; numbers: of those it took, () where it took all."""

    item: str
    text: str
    numbers: tuple[int, ...]
    documents: tuple[str, ...]
    bodies: tuple[str, ...]
    ends: str


@dataclass(frozen=True, slots=True)
class Advice:
    """整改建议 of one village; empty before publication and where nothing was lost."""

    vetoes: tuple[LiftingAdvice, ...] = ()
    stars: tuple[StarAdvice, ...] = ()


def advice(standard: Standard, inputs: VillageInputs, outcome: Outcome, round_: Round) -> Advice:
    """What would win the lost stars; nothing before the round is published.

    `standard` is that of the village's 考核类别. A village without details has none.
    """
    if round_.state is not RoundState.PUBLISHED or not outcome.counts:
        return Advice()
    stars: list[StarAdvice] = []
    for number, star in enumerate(standard.stars, start=1):
        result = next((item for item in outcome.stars if item.star == star.id), None)
        if result is None or result.score is None:
            continue
        found = _star_advice(standard, star, number, inputs, result)
        if found is not None:
            stars.append(found)
    return Advice(_liftings(standard, inputs, outcome), tuple(stars))


def advice_lines(standard: Standard, found: Advice) -> tuple[Reason, ...]:
    """The advice as lines under the heading 整改建议; () where there is none."""
    if not found.vetoes and not found.stars:
        return ()
    lines = [Reason("advice", 0, "整改建议")]
    lines.extend(Reason("advice", 1, *_lifting_words(item)) for item in found.vetoes)
    for item in found.stars:
        lines.append(Reason("advice", 1, _star_words(standard, item)))
        lines.extend(Reason("advice", 2, _loss_sentence(standard, loss)) for loss in item.losses)
    return tuple(lines)


def _star_words(standard: Standard, item: StarAdvice) -> str:
    decimals = standard.shown_decimals
    if standard.award is not AwardKind.COUNTED:
        return f"{item.name}：{show(item.score, decimals)} 分。失分从多到少："
    shown = show_beside(item.score, standard.pass_line, decimals)
    text = f"★{item.number} {item.name}：{shown} 分"
    if item.missing:
        line = show(standard.pass_line, decimals)
        text += f"，比 {line} 分的得星线差 {_exact(item.missing, decimals)} 分"
    text += "。" + "".join(item.barred)
    return f"{text}请按失分多少依次整改：" if item.losses else text


def _exact(score: Score, decimals: int) -> str:
    """Points with as many more decimals as it takes not to print 0 for what is missing."""
    while _printed_as_nothing(score, decimals):
        decimals += 1
    return show(score, decimals)


def _printed_as_nothing(score: Score, decimals: int) -> bool:
    """Whether a score above 0 would be printed as 0."""
    return score > 0 and not show(score, decimals).strip("0.")


def _loss_sentence(standard: Standard, loss: PointLoss) -> str:
    text = loss.said
    if loss.in_star != loss.points:
        text += f"，折合本星 {show(loss.in_star, standard.shown_decimals)} 分"
    facts = "；".join(loss.facts)
    return f"{text}；事实：{facts}。" if facts else f"{text}。"


def _lifting_words(item: LiftingAdvice) -> tuple[str, str]:
    """(sentence, source)."""
    taken = (
        "本年不授星"
        if not item.numbers
        else (f"撤销了{'、'.join(f'★{number}' for number in item.numbers)}")
    )
    body = "、".join(item.bodies) or "认定单位"
    text = f"一票否决 {item.item}（{item.text}）：{taken}。解除须有理由和{body}出具的解除文件"
    text += f"；影响期到 {item.ends}。" if item.ends else "。"
    return text, "、".join(item.documents)


def _liftings(
    standard: Standard, inputs: VillageInputs, outcome: Outcome
) -> tuple[LiftingAdvice, ...]:
    """The vetoes that took stars, in the order of the cases."""
    order = [star.id for star in standard.stars]
    effects = outcome.effects
    taking = (*effects.lowest, *(item for item, _star in effects.stars))
    found: list[LiftingAdvice] = []
    for item_id in dict.fromkeys(taking):
        item = standard.veto_item(item_id)
        cases = _cases(inputs, item_id)
        whole = item_id in effects.lowest or standard.award is not AwardKind.COUNTED
        found.append(
            LiftingAdvice(
                item=item_id,
                text="" if item is None else item.text,
                numbers=()
                if whole
                else tuple(
                    order.index(star) + 1
                    for source, star in effects.stars
                    if source == item_id and star in order
                ),
                documents=tuple(dict.fromkeys(case.document for case in cases)),
                bodies=tuple(dict.fromkeys(case.body for case in cases if case.body)),
                ends=max((case.ends for case in cases), default=""),
            )
        )
    return tuple(found)


def _cases(inputs: VillageInputs, item: str) -> list[VetoCase]:
    return [
        case for case in inputs.cases if case.item == item and case.state is CaseState.CONFIRMED
    ]


def _star_advice(
    standard: Standard, star: Star, number: int, inputs: VillageInputs, result: StarOutcome
) -> StarAdvice | None:
    """Advice on one star; None where it is held, or where only a veto or a body took it."""
    assert result.score is not None
    counted = standard.award is AwardKind.COUNTED
    causes = {loss.cause for loss in result.losses}
    if counted and (result.held or not causes):
        return None
    barred = tuple(_barred(star, inputs, result))
    if counted and not causes & _BY_POINTS and not barred:
        return None
    losses: Sequence[PointLoss] = ()
    if not counted or LossCause.SCORE in causes:
        losses = lost_points(standard, star, inputs, result)
    elif LossCause.BOTTOM_LINE in causes:
        losses = lost_points(standard, star, inputs, result, only=result.bottom_lines)
    if not counted and not losses:
        return None
    missing: Score = max(standard.pass_line - result.score, 0) if counted else 0
    return StarAdvice(star.id, number, star.name, result.score, missing, barred, tuple(losses))


def _barred(star: Star, inputs: VillageInputs, result: StarOutcome) -> Iterator[str]:
    """Sentences on 底线, the indicator's own veto and the bodies' decision."""
    indicators = {item.id: item for item in star.indicators}
    for loss in result.losses:
        known = indicators.get(loss.source)
        if loss.cause is LossCause.BOTTOM_LINE and known is not None:
            yield f"底线指标 {known.code} {known.text} 得 0 分，本项不能为 0 分。"
        elif loss.cause is LossCause.INDICATOR_VETO and known is not None:
            yield f"指标 {known.code} {known.text} 有否决情形（{known.veto}）。"
        elif loss.cause is LossCause.TAKEN:
            taken = next(
                item
                for item in inputs.overrides
                if item.subject == star.id and item.part == loss.source
            )
            yield f"审核时撤销本星：{taken.reason.rstrip('。；')}（{taken.document}）。"
