"""What a village's draft holds, in the words in which a preview tells of changes."""

from __future__ import annotations

from evaluation.gathering import latest_sheet, pinned_standard, round_of, sheet_content
from evaluation.numbers import show_plain
from evaluation.standard.model import ClauseKind, Depth, StepKind
from evaluation.stars.sheets import MarkState, Purpose

_STATES = {
    MarkState.NOT_APPLICABLE: "不涉及",
    MarkState.AWAITING: "待数据",
    MarkState.CHECKED: "已查",
}


def stored_words(reader, round_id, village, step_id):
    """what → value, as `Difference` has them; states only where nothing else is entered."""
    standard = pinned_standard(reader, round_of(reader, round_id))
    step = standard.step(step_id)
    assert step is not None
    purpose = Purpose.OWN if step.kind is StepKind.SELF else Purpose.ASSESSMENT
    sheet = latest_sheet(reader, round_id, village, step_id, purpose, "")
    if sheet is None:
        return {}
    content = sheet_content(reader, sheet)
    words = {}
    for indicator in standard.indicators:
        mark = content.marks.get(indicator.id)
        if mark is None:
            continue
        if mark.fact:
            words[f"{indicator.code} 备注"] = mark.fact
        if step.depth is Depth.INDICATOR:
            if mark.state is MarkState.UNCHECKED:
                continue
            words[indicator.code] = (
                show_plain(mark.score) if mark.score is not None else _STATES[mark.state]
            )
            continue
        told = _clauses(indicator, mark, content.deductions.get(indicator.id, ()))
        if not told and mark.state is not MarkState.UNCHECKED:
            told = {f"{indicator.code} 查验": _STATES[mark.state]}
        words.update(told)
    return words


def _clauses(indicator, mark, deductions):
    words = {}
    if mark.figure is not None:
        name = indicator.figure_clause.figure.name
        words[f"{indicator.code} {name}"] = show_plain(mark.figure)
        if mark.base is not None:
            words[f"{indicator.code} {name} 基数"] = show_plain(mark.base)
    for deduction in deductions:
        place = [item.id for item in indicator.clauses].index(deduction.clause)
        what = f"{indicator.code} 第 {place + 1} 条"
        if indicator.clauses[place].kind is ClauseKind.OCCURRENCE:
            words[f"{what} 次数"] = str(deduction.count)
        else:
            words[f"{what} 扣分"] = show_plain(deduction.amount)
        words.update(
            {f"{what} {name}": text
             for name, text in (("事实", deduction.fact), ("依据", deduction.evidence)) if text}
        )  # fmt: skip
    return words
