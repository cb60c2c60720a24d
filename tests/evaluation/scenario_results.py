"""Compares what a scenario gave with what its file expects, in the words of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evaluation.classes.totals import distribution
from evaluation.gathering import stages, up_to
from evaluation.numbers import Score, show, show_beside
from evaluation.rating import rate_round
from evaluation.standard.model import Standard, for_category
from evaluation.stars.outcome import Outcome, OutcomeState, StarOutcome, VillageInputs
from evaluation.stars.reasons import village_reasons
from tests.evaluation.year import SIGNED, Year

__all__ = ["compare", "contains"]

_STATES = {
    OutcomeState.RATED: "已评",
    OutcomeState.PENDING: "待评",
    OutcomeState.UNDETERMINED: "待定",
    OutcomeState.EXCLUDED: "不参评",
}


def contains(text: str, words: list[str]) -> None:
    """Every word stands in the text."""
    for word in words:
        assert word in text, f"“{word}” is not in:\n{text}"


def compare(year: Year, standard: Standard, scenario: Mapping[str, Any]) -> None:
    """Raises AssertionError where outcomes, reasons or totals differ from the scenario's."""
    inputs = year.inputs(drafts=bool(scenario.get("看草稿")))
    outcomes = rate_round(inputs)
    staged = {
        stage.name: rate_round(up_to(inputs, standard, stage.part)) for stage in stages(standard)
    }
    names = [village["名称"] for village in scenario["村"]]
    assert set(scenario["结果"]) <= set(names)
    found: dict[str, Any] = {}
    for name in scenario["结果"]:
        place = names.index(name)
        expected = scenario["结果"][name]
        outcome, village = outcomes[place], inputs.villages[place]
        own_standard = for_category(standard, village.category)
        actual = _shown(own_standard, outcome, expected)
        if "三个结果" in expected:
            actual["三个结果"] = {
                stage: _class_word(standard, results[place].rating_class)
                for stage, results in staged.items()
            }
        found[name] = actual
        reasons = "\n".join(
            reason.text for reason in village_reasons(own_standard, village, outcome)
        )
        contains(reasons, expected.get("理由含", []))
        for word in expected.get("理由不含", []):
            assert word not in reasons, f"“{word}” is in:\n{reasons}"
        _no_miss_printed(own_standard, outcome)
        _check_inputs(village)
    wanted = {
        name: {key: value for key, value in expected.items() if not key.startswith("理由")}
        for name, expected in scenario["结果"].items()
    }
    assert found == wanted
    if "合计" in scenario:
        totals = distribution(standard, outcomes, ())
        actual_totals = {
            "获星率": totals.star_rate,
            "已评": totals.rated,
            "各类": {item.short: [item.count, item.share] for item in totals.classes},
            "脚注": totals.note,
        }
        expected_totals = scenario["合计"]
        assert {key: actual_totals[key] for key in expected_totals} == expected_totals


def _class_word(standard: Standard, class_id: str | None) -> str | None:
    found = standard.rating_class(class_id or "")
    return found.outward if found is not None else class_id


def _shown(standard: Standard, outcome: Outcome, expected: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome in the words of the file, only what the file asks for."""
    decimals = standard.shown_decimals
    simple: dict[str, Any] = {
        "没得星": [star.star for star in outcome.stars if not star.held],
        "星数": outcome.stars_held,
        "原得": outcome.stars_earned,
        "总分": None if outcome.total is None else show(outcome.total, decimals),
        "测评得分": None if outcome.ballot is None else show(outcome.ballot, decimals),
        "满意率": None if outcome.satisfaction is None else show(outcome.satisfaction, 2),
        "类别": _class_word(standard, outcome.rating_class),
        "状态": _STATES[outcome.state],
        "名次": outcome.rank,
        "镇内名次": outcome.rank_in_town,
    }
    asked = {key for key in expected if not key.startswith("理由") and key != "三个结果"}
    unknown = asked - set(simple) - {"得分", "各步", "指标"}
    assert not unknown, f"unknown expectations {unknown}"
    actual = {key: value for key, value in simple.items() if key in asked}
    stars = {star.star: star for star in outcome.stars}
    if "得分" in asked:
        actual["得分"] = {star: _printed(standard, stars[star].score) for star in expected["得分"]}
    if "各步" in asked:
        actual["各步"] = {
            star: {
                short: _printed(standard, _of_step(standard, stars[star], short)) for short in steps
            }
            for star, steps in expected["各步"].items()
        }
    if "指标" in asked:
        lines = {line.indicator.code: line for star in outcome.stars for line in star.indicators}
        actual["指标"] = {code: _printed(standard, lines[code].score) for code in expected["指标"]}
    return actual


def _printed(standard: Standard, score: Score | None) -> str | None:
    if score is None:
        return None
    return show_beside(score, standard.pass_line, standard.shown_decimals)


def _of_step(standard: Standard, star: StarOutcome, short: str) -> Score | None:
    return star.reviewed if short == "复核" else star.step_score(_step_id(standard, short))


def _step_id(standard: Standard, short: str) -> str:
    return next(step.id for step in standard.steps if step.short == short)


def _no_miss_printed(standard: Standard, outcome: Outcome) -> None:
    """A star that misses its line is never printed at or above it."""
    line = show(standard.pass_line, standard.shown_decimals)
    for star in outcome.stars:
        if star.score is not None and star.score < standard.pass_line:
            printed = show_beside(star.score, standard.pass_line, standard.shown_decimals)
            assert printed < line or len(printed.split(".")[0]) < len(line.split(".")[0])


def _check_inputs(village: VillageInputs) -> None:
    for content in village.assessments:
        assert content.sheet.signed_by in ("", SIGNED["signed_by"])
