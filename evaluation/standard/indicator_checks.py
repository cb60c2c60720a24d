"""What must hold of the stars, their indicators and the 考核类别 of a standard that was read.

Every function notes faults and changes nothing. Values that could not be read are passed
over: their fault is already known. Single clauses are looked at in clause_checks.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.numbers import show_plain
from evaluation.standard.clause_checks import check_clause
from evaluation.standard.findings import Findings, check_distinct, check_predecessors
from evaluation.standard.model import (
    FIGURE_KINDS,
    AwardKind,
    Category,
    Clause,
    ClauseKind,
    Depth,
    Indicator,
    Standard,
    Star,
    StepKind,
)

__all__ = ["check_stars"]

_FULL = 10000
_MOST_CLAUSES = 9
"""An occurrence is entered by one digit for the clause (domain §3)."""


def check_stars(standard: Standard, findings: Findings) -> None:
    """Notes every fault of the stars, their indicators and clauses, and of 考核类别."""
    check_distinct(findings, "id", ((path, star.id) for path, star in _stars(standard)))
    check_distinct(findings, "name", ((path, star.name) for path, star in _stars(standard)))
    indicators = list(_indicators(standard))
    check_distinct(findings, "id", ((path, item.id) for path, item in indicators))
    check_distinct(findings, "code", ((path, item.code) for path, item in indicators))
    clauses = [
        (f"{path}.clauses[{number}]", clause)
        for path, indicator in indicators
        for number, clause in enumerate(indicator.clauses)
    ]
    check_distinct(findings, "id", ((path, clause.id) for path, clause in clauses))
    for pairs in (
        [(path, star.id, star.same_as) for path, star in _stars(standard)],
        [(path, item.id, item.same_as) for path, item in indicators],
        [(path, clause.id, clause.same_as) for path, clause in clauses],
    ):
        check_predecessors(findings, pairs)
    _check_total(standard, findings)
    for path, star in _stars(standard):
        _check_star(standard, star, path, findings)
    for path, indicator in indicators:
        _check_indicator(standard, indicator, path, findings)
    _check_categories(standard, findings)


def _stars(standard: Standard) -> Iterator[tuple[str, Star]]:
    for index, star in enumerate(standard.stars):
        yield f"stars[{index}]", star


def _indicators(standard: Standard) -> Iterator[tuple[str, Indicator]]:
    for star_path, star in _stars(standard):
        for index, indicator in enumerate(star.indicators):
            yield f"{star_path}.indicators[{index}]", indicator


# Stars -------------------------------------------------------------------------------


def _check_star(standard: Standard, star: Star, path: str, findings: Findings) -> None:
    points_read = _points_read(star, path, findings) and findings.readable("award")
    if standard.award is AwardKind.COUNTED and points_read and star.points != _FULL:
        findings.wrong(
            f"{path}.indicators",
            f"各项指标满分合计 {show_plain(star.points)} 分，应当是 100 分。请调整各项满分。",
        )
    _check_weights(standard, star, path, findings)
    _check_ballot_depth(standard, star, path, findings)


def _points_read(star: Star, path: str, findings: Findings) -> bool:
    return findings.readable(
        f"{path}.indicators",
        *(f"{path}.indicators[{number}].points" for number in range(len(star.indicators))),
    )


def _check_total(standard: Standard, findings: Findings) -> None:
    """Where one total counts, it is out of 100 points (or 1000), or a heading was mistyped."""
    if standard.award is AwardKind.COUNTED or not findings.readable("award", "stars"):
        return
    full = sum(star.points for star in standard.stars)
    all_read = all(_points_read(star, path, findings) for path, star in _stars(standard))
    if all_read and full % _FULL:
        findings.wrong(
            "stars",
            f"各项指标满分总计 {show_plain(full)} 分，应当是 100 分（或整百分）。请调整各项满分。",
        )


def _check_weights(standard: Standard, star: Star, path: str, findings: Findings) -> None:
    if not findings.ids_readable("steps", standard.steps):
        return
    for step_id, _ in star.weights or ():
        place = f"{path}.weights.{step_id}"
        step = standard.step(step_id)
        if step is None:
            findings.wrong(place, f"没有标识为“{step_id}”的步骤。请改成 steps 里的标识。")
        elif step.kind in (StepKind.DELIBERATION, StepKind.NOTICE):
            findings.wrong(place, f"“{step.name}”不产生分数，不能有权重。请删去。")
    if not findings.readable(f"{path}.weights"):
        return
    if star.weights is not None and not any(weight for _, weight in star.weights):
        findings.wrong(f"{path}.weights", "本星各步权重都是 0，算不出得分。请至少给一个步骤权重。")


def _check_ballot_depth(standard: Standard, star: Star, path: str, findings: Findings) -> None:
    """A clause taken from the ballot needs clause by clause entry wherever the star is scored."""
    weighted = {step_id for step_id, _ in standard.weights_of(star)}
    coarse = [
        step
        for index, step in enumerate(standard.steps)
        if step.id in weighted
        and step.kind in (StepKind.SELF, StepKind.ASSESSMENT)
        and step.depth is not Depth.CLAUSE
        and findings.readable(f"steps[{index}].depth", f"steps[{index}].kind")
    ]
    if not findings.readable(f"{path}.weights"):
        return
    for number, indicator in enumerate(star.indicators):
        for place, clause in enumerate(indicator.clauses):
            clause_path = f"{path}.indicators[{number}].clauses[{place}]"
            if clause.kind is not ClauseKind.BALLOT or not findings.readable(f"{clause_path}.kind"):
                continue
            for step in coarse:
                findings.wrong(
                    clause_path,
                    f"引用测评的条文要逐条录入，而“{step.name}”不是逐条录入，又给本星计分。"
                    "请给本星单独写 weights，不让该步骤计分，或把该步骤改为逐条录入。",
                )


# Indicators and clauses --------------------------------------------------------------


def _check_indicator(
    standard: Standard, indicator: Indicator, path: str, findings: Findings
) -> None:
    if findings.readable(f"{path}.points") and indicator.points == 0:
        findings.wrong(f"{path}.points", "满分是 0。请填写大于 0 的满分。")
    if standard.award is not AwardKind.COUNTED and findings.readable("award"):
        if indicator.bottom_line:
            findings.wrong(
                f"{path}.bottom_line", "本标准不逐颗定星，底线不起作用。请删去“bottom_line”。"
            )
        if indicator.veto:
            findings.wrong(
                f"{path}.veto",
                "本标准不逐颗定星，本项否决不起作用。请删去“veto”，改写进一票否决事项。",
            )
    if len(indicator.clauses) > _MOST_CLAUSES:
        findings.wrong(
            f"{path}.clauses",
            f"有 {len(indicator.clauses)} 条计分办法，一项指标最多 {_MOST_CLAUSES} 条。"
            "请合并或拆成两项指标。",
        )
    if not indicator.clauses and findings.readable(f"{path}.clauses"):
        entered = [step for step in standard.steps if step.kind is StepKind.ASSESSMENT]
        if any(step.depth is Depth.CLAUSE for step in entered):
            findings.wrong(
                f"{path}.clauses",
                "没有计分办法，逐条录入时无从扣分。请至少写一条，例如 kind 为 discretion（酌情）。",
            )
    figures = [
        number
        for number, clause in enumerate(indicator.clauses)
        if clause.kind in FIGURE_KINDS and findings.readable(f"{path}.clauses[{number}].kind")
    ]
    for number in figures[1:]:
        findings.wrong(
            f"{path}.clauses[{number}]",
            f"本项指标第 {figures[0] + 1} 条已经要填数据，一项指标只能有一条。请拆成两项指标。",
        )
    for number, clause in enumerate(indicator.clauses):
        check_clause(standard, indicator, clause, f"{path}.clauses[{number}]", findings)


# 考核类别 ------------------------------------------------------------------------------


def _check_categories(standard: Standard, findings: Findings) -> None:
    categories = [(f"categories[{n}]", item) for n, item in enumerate(standard.categories)]
    check_distinct(findings, "id", ((path, item.id) for path, item in categories))
    check_distinct(findings, "name", ((path, item.name) for path, item in categories))
    ids_read = findings.readable(
        "stars",
        *(f"{path}.indicators" for path, _ in _stars(standard)),
        *(f"{path}.id" for path, _ in _indicators(standard)),
    )
    for path, category in categories:
        if ids_read:
            _check_not_applicable(standard, category, path, findings)
        _check_own_clauses(standard, category, path, findings)


def _check_not_applicable(
    standard: Standard, category: Category, path: str, findings: Findings
) -> None:
    known = {indicator.id for indicator in standard.indicators}
    for number, indicator_id in enumerate(category.not_applicable):
        if indicator_id not in known:
            findings.wrong(
                f"{path}.not_applicable[{number}]",
                f"没有标识为“{indicator_id}”的指标。请改成指标的标识。",
            )
    for star in standard.stars:
        left = [item for item in star.indicators if item.id not in category.not_applicable]
        if star.indicators and not left:
            findings.wrong(
                f"{path}.not_applicable",
                f"“{star.name}”的指标全部不适用，这颗星无从评定。请至少留一项。",
            )


def _check_own_clauses(
    standard: Standard, category: Category, path: str, findings: Findings
) -> None:
    places: dict[str, tuple[str, Indicator, Clause]] = {}
    ids_read = findings.readable("stars")
    for indicator_path, indicator in _indicators(standard):
        ids_read = ids_read and findings.ids_readable(
            f"{indicator_path}.clauses", indicator.clauses
        )
        for number, clause in enumerate(indicator.clauses):
            places[clause.id] = (f"{indicator_path}.clauses[{number}]", indicator, clause)
    own = [(f"{path}.clauses[{n}]", clause) for n, clause in enumerate(category.clauses)]
    check_distinct(findings, "id", ((place, clause.id) for place, clause in own))
    for place, clause in own:
        if clause.id not in places:
            if ids_read and findings.readable(f"{place}.id"):
                findings.wrong(
                    f"{place}.id",
                    f"没有标识为“{clause.id}”的条文，无从替换。请改成条文的标识。",
                )
            continue
        home, indicator, replaced = places[clause.id]
        check_clause(standard, indicator, clause, place, findings)
        kinds_read = findings.readable(f"{place}.kind", f"{home}.kind")
        if kinds_read and (clause.kind in FIGURE_KINDS) != (replaced.kind in FIGURE_KINDS):
            findings.wrong(
                f"{place}.kind",
                "替换的条文与原条文一个要填数据、一个不填。请用同一类计分方式。",
            )
