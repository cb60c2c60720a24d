"""Words, signs and places of findings: what a line shows and where Enter leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.checks import CHECKS, Finding, Severity, check_named
from evaluation.standard.model import Standard, StepKind
from gui.theme import Colour

__all__ = ["Heading", "Line", "Look", "grouped", "look_of", "place_of", "what_was_checked"]

ROUND_WORD = "全年度"
"""In the place of a village's name where a finding concerns the whole round."""


@dataclass(frozen=True, slots=True)
class Look:
    """The sign of a severity: word, icon and colour, never colour alone."""

    word: str
    icon: str
    colour: str


LOOKS: Mapping[Severity, Look] = {
    Severity.MUST: Look("必须改", "mark-fault", Colour.FAULT),
    Severity.EXPLAIN: Look("请说明", "warning", Colour.DOING),
    Severity.NOTICE: Look("提醒", "info", Colour.SECONDARY),
}
_HANDLED = Look("已说明", "mark-done", Colour.DONE)


def look_of(finding: Finding) -> Look:
    """How a finding is marked; one with a word on it as settled."""
    return _HANDLED if finding.handled else LOOKS[finding.severity]


@dataclass(frozen=True, slots=True)
class Heading:
    """A village or a check, with how many of its findings are open."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One finding under its heading; `name` is what the heading does not say."""

    finding: Finding
    name: str

    @property
    def key(self) -> str:
        """Names the line again after the checks have run anew."""
        return f"{self.finding.check}\n{self.finding.subject}"


def grouped(findings: Sequence[Finding], *, by_check: bool) -> tuple[Heading | Line, ...]:
    """The findings under their villages or checks.

    Villages come in the order of their weightiest finding, as the findings do; checks as in
    the catalogue. What is settled stands last under its heading.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.check if by_check else finding.village, []).append(finding)
    keys: Iterable[str] = groups
    if by_check:
        keys = [check.id for check in CHECKS if check.id in groups]
    lines: list[Heading | Line] = []
    for key in keys:
        members = sorted(groups[key], key=lambda item: item.handled)
        name = check_named(key).name if by_check else _village(members[0])
        lines.append(Heading(name, _open_words(members)))
        lines.extend(
            Line(item, _village(item) if by_check else check_named(item.check).name)
            for item in members
        )
    return tuple(lines)


def _village(finding: Finding) -> str:
    return finding.village_name or ROUND_WORD


def _open_words(members: Sequence[Finding]) -> str:
    waiting = sum(1 for item in members if not item.handled)
    if not waiting:
        return "都已说明"
    settled = len(members) - waiting
    return f"{waiting} 处" + (f"，已说明 {settled} 处" if settled else "")


def place_of(standard: Standard, finding: Finding) -> tuple[str, str]:
    """(key of the page, place on it) where a finding is put right.

    On the desk the place is "step/item", with "/assessor" where the step has several sheets;
    elsewhere the question, part, veto item or shared figure, or a tab of the settings.
    """
    if finding.check in ("veto_open", "veto_idle"):
        return "veto", finding.place
    step = standard.step(finding.step)
    if step is None:
        if any(item.id == finding.place for item in standard.shared_figures):
            return "standard", finding.place
        if any(item.id == finding.place for item in standard.stars):
            desk = standard.step_of_kind(StepKind.ASSESSMENT)
            return "scoring", f"{desk.id if desk is not None else ''}/{finding.place}"
        return "settings", "roster"
    if step.kind is StepKind.BALLOT:
        return "ballot", finding.place
    if step.kind is StepKind.DELIBERATION:
        return "deliberation", finding.place
    parts = (step.id, finding.place, finding.assessor)
    return "scoring", "/".join(parts if finding.assessor else parts[:2])


def what_was_checked(villages: int, unit: str) -> str:
    """The sentences of the empty state: how much was looked at, and for what."""
    return (
        f"按 {len(CHECKS)} 项校核了 {villages} 个{unit}的已录数据。\n"
        "未查和缺项、扣分的事实和依据、自评与初评、各村之间、与上年之间、\n"
        "数据的单位和增幅、测评票数、签字日期、名册、一票否决、加分和校对都没有问题。"
    )
