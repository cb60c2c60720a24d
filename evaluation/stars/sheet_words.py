"""What sheets say of an indicator, line by line, and what several assessors say alike.

Only what took points, and what is still open, is told. What follows for the star stands in
`reasons.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evaluation.numbers import show, show_plain
from evaluation.standard.model import ClauseKind
from evaluation.stars.clause_words import loss_rule, loss_words
from evaluation.stars.scoring import IndicatorScore, SheetContent
from evaluation.stars.sheets import MarkState

__all__ = ["SheetLine", "assessor_name", "common_lines", "sheet_lines", "told"]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One thing a sheet says of an indicator.

    head: code and text of the indicator, "" where a whole star is scored; said: what happened,
    up to the fact, without a full stop; rule: the clause behind it; evidence: 查验依据 as
    entered. typed: the points were entered as such. by_ballot: the ballot took them, not the
    assessor. order: of the lines of one indicator.
    """

    head: str
    said: str
    rule: str = ""
    fact: str = ""
    evidence: str = ""
    typed: bool = False
    by_ballot: bool = False
    order: int = 0

    @property
    def source(self) -> str:
        return "；".join(part for part in (self.rule, self.evidence) if part)


def assessor_name(name: str) -> str:
    """How an assessor is called; a common sheet has no name of its own."""
    return name or "考评组"


def told(line: SheetLine, fact: str | None = None, *, named: bool = True) -> str:
    """The whole sentence; `fact` stands in the place of the line's own, and the indicator is
    left out where it is not to be named."""
    fact = line.fact if fact is None else fact
    said = f"{line.head}：{line.said}" if line.head and named else line.said
    if not fact:
        return f"{said}。"
    if line.typed:
        return f"{said}：{fact}"
    return f"{said}；事实：{fact.rstrip('。；')}。"


def sheet_lines(
    content: SheetContent | None, score: IndicatorScore, decimals: int
) -> tuple[SheetLine, ...]:
    """What the sheet says of one indicator; `content` None: a sheet that names no entry."""
    indicator = score.indicator
    head = f"{indicator.code} {indicator.text}"
    if score.state is MarkState.NOT_APPLICABLE:
        return (SheetLine(head, "不涉及"),)
    if score.score is None:
        return (SheetLine(head, "待测评结果"),)
    if score.typed:
        if score.score == indicator.points:
            return ()
        mark = None if content is None else content.marks.get(indicator.id)
        fact = "" if mark is None else mark.fact
        said = f"{show_plain(score.score)} 分"
        return (SheetLine(head, said, f"满分 {show_plain(indicator.points)} 分", fact, typed=True),)
    entered = {
        item.clause: item
        for item in (() if content is None else content.deductions.get(indicator.id, ()))
    }
    places = [clause.id for clause in indicator.clauses]
    lines: list[SheetLine] = []
    for loss in score.losses:
        if loss.loss <= 0:
            continue
        deduction = None if loss.untyped else entered.get(loss.clause.id)
        lines.append(
            SheetLine(
                head,
                loss_words(loss),
                loss_rule(loss, indicator),
                "" if deduction is None else deduction.fact,
                "" if deduction is None else deduction.evidence,
                by_ballot=loss.clause.kind is ClauseKind.BALLOT,
                order=places.index(loss.clause.id),
            )
        )
    behind = len(places)
    if score.floored:
        lines.append(SheetLine(head, "扣完为止，得 0 分", order=behind))
    if score.provisional:
        words = "待数据" if score.state is MarkState.AWAITING else "未查"
        shown = show(score.score, decimals)
        lines.append(SheetLine(head, f"{words}，暂按 {shown} 分", order=behind + 1))
    return tuple(lines)


def common_lines(
    by_assessor: Iterable[tuple[str, Sequence[SheetLine]]],
) -> tuple[tuple[str, str], ...]:
    """(sentence, source) of what several assessors say of one indicator.

    What they say alike (same clause, same count) stands once under all their names; a fact
    that they word differently keeps its author.
    """
    sheets = tuple(by_assessor)
    alike: dict[tuple[int, str, bool], list[tuple[str, SheetLine]]] = {}
    for name, lines in sheets:
        for line in lines:
            alike.setdefault((line.order, line.said, line.typed), []).append((name, line))
    found: list[tuple[str, str]] = []
    for _key, group in sorted(alike.items(), key=lambda item: item[0][0]):
        names = [assessor_name(name) for name, _line in group]
        who = "各考评人" if len(names) == len(sheets) else "、".join(names)
        facts = {line.fact.rstrip("。；") for _name, line in group}
        if len(facts) == 1:
            fact = group[0][1].fact
        else:
            fact = "；".join(
                f"{line.fact.rstrip('。；')}（{name}）"
                for name, (_name, line) in zip(names, group, strict=True)
                if line.fact
            )
        evidence = dict.fromkeys(line.evidence for _name, line in group if line.evidence)
        sources = (group[0][1].rule, *evidence)
        said = told(group[0][1], fact)
        text = said if group[0][1].by_ballot else f"{who}：{said}"
        found.append((text, "；".join(part for part in sources if part)))
    return tuple(found)
