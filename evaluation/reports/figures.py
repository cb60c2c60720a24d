"""Figures, columns and class wording as papers show them. Computes no result."""

from __future__ import annotations

import re

from evaluation.numbers import Score, show, show_beside, show_plain
from evaluation.standard.model import RatingClass, Standard, Star, Step, StepKind
from evaluation.stars.outcome import Outcome, OutcomeState
from evaluation.views import YearHead

__all__ = [
    "class_of",
    "class_text",
    "formula",
    "rating_name",
    "score_text",
    "scoring_columns",
    "star_name",
    "stars_text",
    "state_text",
    "without_blanks",
]

_SCORING_KINDS = (StepKind.SELF, StepKind.BALLOT, StepKind.ASSESSMENT)

_STATES = {
    OutcomeState.RATED: "",
    OutcomeState.PENDING: "待评",
    OutcomeState.UNDETERMINED: "待定",
    OutcomeState.EXCLUDED: "不参评",
}


def rating_name(head: YearHead) -> str:
    """What the year's rating is called in titles: 嘎查村级组织星级评定, 社区党组织评定."""
    level = "级组织" if head.unit.endswith("村") else "党组织"
    return f"{head.unit}{level}{'星级' if head.standard.most_stars else ''}评定"


_BLANK_AT_DIGIT = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=[\d%]) (?=[\u4e00-\u9fff])")


def without_blanks(text: str) -> str:
    """Formal wording has no blanks between Chinese characters and digits."""
    return _BLANK_AT_DIGIT.sub("", text)


def score_text(score: Score | None, head: YearHead, *, line: int | None = None) -> str:
    """A score with the standard's decimals; "" while there is none.

    In exact mode a score below `line` is never shown at or above it: decimals are added
    until it shows below (domain §3, rule 7).
    """
    if score is None:
        return ""
    if line is None:
        return show(score, head.decimals)
    return show_beside(score, line, head.decimals)


def scoring_columns(standard: Standard) -> tuple[tuple[int, Step], ...]:
    """The steps that score any star, each with its place in `StarLine.steps`."""
    scoring = {step for star in standard.stars for step, _ in standard.weights_of(star)}
    sheets = [step for step in standard.steps if step.kind in _SCORING_KINDS]
    return tuple((place, step) for place, step in enumerate(sheets) if step.id in scoring)


def star_name(name: str) -> str:
    """The name of a star in a column that is headed 星: 班子坚强星 → 班子坚强."""
    return name[:-1] if len(name) > 2 and name.endswith("星") else name


def class_of(standard: Standard, outcome: Outcome) -> RatingClass | None:
    """The class of the result; None while there is none."""
    return standard.rating_class(outcome.rating_class) if outcome.rating_class else None


def state_text(outcome: Outcome) -> str:
    """待评, 待定 or 不参评; "" for a village with a result."""
    return _STATES[outcome.state]


def class_text(standard: Standard, outcome: Outcome) -> str:
    """The outward wording of the class (一类), or why there is none."""
    held = class_of(standard, outcome)
    return state_text(outcome) if held is None else held.outward


def stars_text(head: YearHead, outcome: Outcome) -> str:
    """The number of stars; "" where the standard gives none or there is no result."""
    return str(outcome.stars_held) if outcome.counts and head.standard.most_stars else ""


def formula(standard: Standard, *, reviewed: bool = False) -> str:
    """How the figures of a sheet come about: weights, decimals, pass line, exceptions.

    `reviewed`: some 初评 score was replaced by a 复核 score.
    """
    common = tuple((step.id, step.weight) for step in standard.steps if step.weight > 0)
    sentences: list[str] = []
    if common:
        sentences.append(f"得分＝{_weighted(standard, common, reviewed)}")
    decimals = standard.decimals
    sentences.append("各级不作舍入" if decimals is None else f"逐级保留{_PLACES[decimals]}小数")
    text = "，".join(sentences)
    if standard.most_stars and not standard.grades:
        text += f"；{show_plain(standard.pass_line)}分及以上获得该星"
    elif standard.grades:
        steps = "、".join(
            f"{show_plain(grade.at_least)}分及以上{grade.stars}星"
            for grade in standard.grades
            if grade.stars
        )
        text += f"；总分{steps}"
    return text + "。" + _exceptions(standard, common)


_PLACES = {0: "整数，不留", 1: "一位", 2: "两位", 3: "三位", 4: "四位"}


def _weighted(
    standard: Standard, weights: tuple[tuple[str, int], ...], reviewed: bool = False
) -> str:
    named = [
        (
            f"{step.short}（复核）"
            if reviewed and step.kind is StepKind.ASSESSMENT
            else step.short,
            w,
        )
        for id_, w in weights
        if (step := standard.step(id_)) is not None
    ]
    total = sum(weight for _, weight in named)
    if len(named) == 1:
        return named[0][0]
    if total == 100:
        return "＋".join(f"{name}×{weight}%" for name, weight in named)
    parts = "＋".join(f"{name}×{weight}" for name, weight in named)
    return f"（{parts}）÷{total}"


def _exceptions(standard: Standard, common: tuple[tuple[str, int], ...]) -> str:
    """Sentences about the stars that have weights of their own."""
    own: dict[tuple[tuple[str, int], ...], list[tuple[int, Star]]] = {}
    for number, star in enumerate(standard.stars, start=1):
        weights = standard.weights_of(star)
        if sorted(weights) != sorted(common):
            own.setdefault(weights, []).append((number, star))
    sentences: list[str] = []
    for weights, stars in own.items():
        names = "、".join(f"★{number}" for number, _ in stars)
        word = "只计" if len(weights) == 1 else "得分＝"
        sentences.append(f"{names}{word}{_weighted(standard, weights)}。")
    return "".join(sentences)
