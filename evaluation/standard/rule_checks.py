"""What must hold of the head, steps, ballot, certificate and the rest of a standard's rules.

Every function notes faults and changes nothing. Values that could not be read are passed
over: their fault is already known.
"""

from __future__ import annotations

import re

from evaluation.standard.findings import Findings, check_distinct
from evaluation.standard.model import (
    AwardKind,
    BallotRules,
    Depth,
    Standard,
    Step,
    StepKind,
)
from evaluation.standard.words import word_of

__all__ = ["check_rules"]

_HUNDRED = 10000
_SCORING = frozenset({StepKind.SELF, StepKind.BALLOT, StepKind.ASSESSMENT})
_SHEETS = frozenset({StepKind.SELF, StepKind.ASSESSMENT})
_INDISPENSABLE = (StepKind.ASSESSMENT, StepKind.DELIBERATION, StepKind.NOTICE)
_WORDING_FIELDS = ("{year}", "{unit}", "{stars}", "{class}")
_BRACED = re.compile(r"\{[^{}]*\}|[{}]")
_EMPHASIS = re.compile(r"⟨[^⟨⟩]+⟩")
_JULY = "07"


def check_rules(standard: Standard, findings: Findings) -> None:
    """Notes every fault of the rules that are neither stars nor classes."""
    _check_head(standard, findings)
    if findings.readable("steps"):
        _check_steps(standard, findings)
    if findings.readable("steps", "ballot"):
        _check_ballot(standard, findings)
    _check_certificate(standard, findings)
    bonus_read = findings.readable("bonus.per_star", "bonus.in_all")
    if standard.bonus and bonus_read and standard.bonus.per_star > standard.bonus.in_all:
        findings.wrong("bonus.per_star", "每星加分上限大于合计上限。请改小，或改大合计上限。")
    shared = [(f"shared_figures[{n}]", item) for n, item in enumerate(standard.shared_figures)]
    check_distinct(findings, "id", ((path, item.id) for path, item in shared))
    check_distinct(findings, "name", ((path, item.name) for path, item in shared))


def _check_head(standard: Standard, findings: Findings) -> None:
    if standard.pass_line > _HUNDRED:
        findings.wrong("pass_line", "得星线超过 100 分。请改成 0 到 100 之间的分数。")
    if standard.document and not standard.basis and findings.readable("basis"):
        findings.wrong("basis", "写了文号，没有写《办法》名称。请补上“basis”。")
    if standard.document and standard.template:
        findings.wrong(
            "template", "模板不能带文号。请删去“template”（正式标准），或删去“document”。"
        )


def _check_steps(standard: Standard, findings: Findings) -> None:
    steps = [(f"steps[{n}]", step) for n, step in enumerate(standard.steps)]
    check_distinct(findings, "id", ((path, step.id) for path, step in steps))
    check_distinct(findings, "name", ((path, step.name) for path, step in steps))
    known = [(path, step) for path, step in steps if findings.readable(f"{path}.kind")]
    present = [step.kind for _, step in known]
    if len(known) == len(steps):
        for kind in _INDISPENSABLE:
            if kind not in present:
                findings.wrong(
                    "steps", f"缺少“{word_of(kind)}”步骤。请补上 kind 为 {kind} 的一步。"
                )
        _check_weights(standard, findings)
    order = tuple(StepKind)
    for number, (path, step) in enumerate(known):
        if step.kind in present[:number]:
            findings.wrong(f"{path}.kind", f"“{word_of(step.kind)}”步骤出现了两次。请只留一步。")
        elif step.kind not in _SCORING and any(
            order.index(kind) < order.index(step.kind) for kind in present[number:]
        ):
            findings.wrong(
                f"{path}.kind",
                "议评审核要排在自评、测评、初评之后，公示定评排在最后。请调整步骤顺序。",
            )
        _check_step(step, path, findings)


def _check_weights(standard: Standard, findings: Findings) -> None:
    """Stars without weights of their own need the steps' weights."""
    weights = [f"steps[{number}].weight" for number in range(len(standard.steps))]
    own = [f"stars[{number}].weights" for number in range(len(standard.stars))]
    if not findings.readable("stars", *weights, *own):
        return
    scored = any(step.weight for step in standard.steps if step.kind in _SCORING)
    if not scored and any(star.weights is None for star in standard.stars):
        findings.wrong("steps", "各步权重都是 0，算不出得分。请至少给一个步骤权重。")


def _check_step(step: Step, path: str, findings: Findings) -> None:
    if step.kind not in _SCORING and step.weight:
        findings.wrong(f"{path}.weight", f"“{step.name}”不产生分数，不能有权重。请删去。")
    if step.kind not in _SHEETS and step.depth is not Depth.CLAUSE:
        findings.wrong(f"{path}.depth", "只有自评、初评有录入深度。请删去“depth”。")
    if step.kind is not StepKind.ASSESSMENT and step.drop_extremes:
        findings.wrong(
            f"{path}.drop_extremes", "只有初评可以去掉最高最低分。请删去“drop_extremes”。"
        )
    if step.kind is StepKind.DELIBERATION:
        if not step.parts and findings.readable(f"{path}.parts"):
            findings.wrong(f"{path}.parts", "议评审核至少要有一段，例如镇党委会（拟定）。请补上。")
    elif step.parts:
        findings.wrong(f"{path}.parts", "只有综合议评审核分段。请删去“parts”。")
    parts = [(f"{path}.parts[{n}]", part) for n, part in enumerate(step.parts)]
    check_distinct(findings, "id", ((place, part.id) for place, part in parts))
    check_distinct(findings, "name", ((place, part.name) for place, part in parts))
    planned = findings.readable(f"{path}.opens", f"{path}.closes") and step.opens and step.closes
    if planned and _in_season(step.opens) > _in_season(step.closes):
        findings.wrong(
            f"{path}.closes",
            "截止日早于开始日（7 月及以后算当年，7 月以前算次年）。请改正。",
        )


def _in_season(month_day: str) -> tuple[bool, str]:
    """Orders the days of one round: July to December of its year, then January to June."""
    return month_day[:2] < _JULY, month_day


def _check_ballot(standard: Standard, findings: Findings) -> None:
    kinds_read = findings.readable(*(f"steps[{n}].kind" for n in range(len(standard.steps))))
    step = standard.step_of_kind(StepKind.BALLOT)
    rules = standard.ballot
    if rules is None:
        if step is not None and kinds_read:
            findings.wrong(
                "ballot", f"有“{step.name}”步骤，没有测评规则。请补上“ballot”，或删去该步骤。"
            )
        return
    if step is None and kinds_read:
        findings.wrong(
            "ballot", "有测评规则，没有测评步骤。请补上 kind 为 ballot 的一步，或删去“ballot”。"
        )
    _check_questions(standard, rules, findings)
    if findings.readable("ballot.options"):
        _check_options(rules, findings)
    for key in ("channels", "groups"):
        items = [(f"ballot.{key}[{n}]", item) for n, item in enumerate(getattr(rules, key))]
        check_distinct(findings, "id", ((path, item.id) for path, item in items))
        check_distinct(findings, "name", ((path, item.name) for path, item in items))
    weights = (f"ballot.groups[{number}].weight" for number in range(len(rules.groups)))
    unweighted = rules.groups and not any(group.weight for group in rules.groups)
    if unweighted and findings.readable(*weights):
        findings.wrong("ballot.groups", "各人群权重都是 0，算不出得分。请至少给一个人群权重。")
    if findings.readable("ballot.turnout") and rules.turnout[0] > rules.turnout[1]:
        findings.wrong("ballot.turnout", "参加人数要求大于 1。请写成 [2, 3] 的样子，表示三分之二。")


def _check_questions(standard: Standard, rules: BallotRules, findings: Findings) -> None:
    questions = [(f"ballot.questions[{n}]", item) for n, item in enumerate(rules.questions)]
    check_distinct(findings, "id", ((path, item.id) for path, item in questions))
    check_distinct(findings, "text", ((path, item.text) for path, item in questions))
    overall = False
    asked: set[str] = set()
    for path, question in questions:
        if question.overall and overall:
            findings.wrong(f"{path}.overall", "总体评价题只能有一道。请只留一道的“overall”。")
        if question.overall and question.star:
            findings.wrong(f"{path}.star", "总体评价题不能再对应某颗星。请删去“star”。")
        overall = overall or question.overall
        if not question.star or not findings.readable(f"{path}.star"):
            continue
        known = standard.star(question.star) is not None
        if not known and findings.ids_readable("stars", standard.stars):
            findings.wrong(
                f"{path}.star", f"没有标识为“{question.star}”的星。请改成 stars 里的标识。"
            )
        if question.star in asked:
            findings.wrong(f"{path}.star", "这颗星已有一道测评题。请只留一道。")
        asked.add(question.star)


def _check_options(rules: BallotRules, findings: Findings) -> None:
    options = [(f"ballot.options[{n}]", item) for n, item in enumerate(rules.options)]
    check_distinct(findings, "id", ((path, item.id) for path, item in options))
    check_distinct(findings, "name", ((path, item.name) for path, item in options))
    for path, option in options:
        if option.value is not None and option.value > _HUNDRED:
            findings.wrong(f"{path}.value", "选项分值超过 100 分。请改成 0 到 100 之间的分数。")
        if option.satisfied and option.value is None and findings.readable(f"{path}.value"):
            findings.wrong(f"{path}.value", "计入满意率的选项没有分值。请填写。")
    keys = ("value", "satisfied")
    if not findings.readable(*(f"{path}.{key}" for path, _ in options for key in keys)):
        return
    if not any(option.value for _, option in options):
        findings.wrong(
            "ballot.options", "没有一个选项有大于 0 的分值，算不出测评得分。请填写“value”。"
        )
    if not any(option.satisfied for _, option in options):
        findings.wrong(
            "ballot.options",
            '没有一个选项计入满意率。请给“满意”一类的选项写 "satisfied": true。',
        )


def _check_certificate(standard: Standard, findings: Findings) -> None:
    certificate = standard.certificate
    if certificate is None:
        return
    for number, class_id in enumerate(certificate.classes):
        known = standard.rating_class(class_id) is not None
        if not known and findings.ids_readable("classes", standard.classes):
            findings.wrong(
                f"certificate.classes[{number}]",
                f"没有标识为“{class_id}”的类别。请改成 classes 里的标识。",
            )
    for key in ("title", "text", "closing"):
        path, words = f"certificate.{key}", getattr(certificate, key)
        for braced in dict.fromkeys(_BRACED.findall(words)):
            if braced not in _WORDING_FIELDS:
                findings.wrong(
                    path,
                    f"不认识的栏目“{braced}”。可以用的有：{'、'.join(_WORDING_FIELDS)}。请改正。",
                )
        if "{stars}" in words and standard.award is AwardKind.NONE and findings.readable("award"):
            findings.wrong(path, "本标准不定星，证书上没有星数。请删去“{stars}”。")
        if set("⟨⟩") & set(_EMPHASIS.sub("", words)):
            findings.wrong(path, "⟨ 和 ⟩ 要成对使用，中间要有文字，不能套叠。请改正。")
