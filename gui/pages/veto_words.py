"""What the page of 一票否决 says: cases as rows, their details, and who would move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from evaluation.gathering import gather
from evaluation.ports import Reader
from evaluation.rating import RoundInputs, rate_round
from evaluation.standard.model import Standard
from evaluation.stars.outcome import Outcome
from evaluation.vetoes.cases import CaseState, VetoCase, acts_on
from evaluation.views import YearBoard, YearHead
from gui.widgets.typed_dates import date_words
from gui.wording import outcome_tag, word

__all__ = ["CaseRow", "Moved", "case_pairs", "case_rows", "day_words", "who_moves"]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with the names of its village and item."""

    case: VetoCase
    village: str
    item: str
    acting: bool

    @property
    def key(self) -> str:
        return f"{self.case.village} {self.case.number}"


@dataclass(frozen=True, slots=True)
class Moved:
    """A village that would move, and how: "8★ → 6★，先进 → 一般，第 3 名 → 第 9 名".

    `result`: stars or class move, not the rank alone.
    """

    village: str
    words: str
    result: bool


def day_words(iso: str) -> str:
    """An ISO day in Chinese, "" for none."""
    return date_words(date.fromisoformat(iso)) if iso else ""


def case_rows(board: YearBoard, cases: Iterable[VetoCase]) -> list[CaseRow]:
    """All cases of the round: those to be decided first, then in the order of villages."""
    names = {row.id: (row.position, row.name) for row in board.rows}
    standard, cutoff = board.head.standard, board.head.round.cutoff
    rows = [
        CaseRow(
            case,
            names.get(case.village, (0, case.village))[1],
            item_words(standard, case.item),
            acts_on(case, cutoff),
        )
        for case in cases
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.case.state is not CaseState.REPORTED,
            names.get(row.case.village, (0, ""))[0],
            row.case.number,
        ),
    )


def item_words(standard: Standard, item: str) -> str:
    """A veto item with its text: "V8 集体“三资”…"."""
    known = standard.veto_item(item)
    return item if known is None else f"{item} {known.text}"


def case_pairs(row: CaseRow, effects: str) -> tuple[tuple[str, str], ...]:
    """Everything that is known of a case; what is empty is left out."""
    case = row.case
    span = " 至 ".join(part for part in (day_words(case.starts), day_words(case.ends)) if part)
    if case.starts and not case.ends:
        span += " 起"
    pairs = (
        ("嘎查村", row.village),
        ("事项", row.item),
        ("效力", effects),
        ("事实", case.fact),
        ("认定文件", case.document),
        ("查处日期", day_words(case.found_on)),
        ("认定机关", case.body),
        ("起止", span),
        ("状态", word(case.state)),
        ("批准", case.approved_by),
        ("处理日期", day_words(case.decided_on)),
        ("解除日期", day_words(case.lifted_on)),
        ("解除理由", case.lift_reason),
        ("解除文件", case.lift_document),
        ("目前", _acting_words(row)),
    )
    return tuple((name, value) for name, value in pairs if value)


def _acting_words(row: CaseRow) -> str:
    if row.case.state is not CaseState.CONFIRMED:
        return ""
    return "起作用" if row.acting else "不起作用：起止不含年度截止日"


def who_moves(
    reader: Reader, head: YearHead, names: dict[str, str], case: VetoCase, state: CaseState
) -> tuple[Moved, ...]:
    """Villages whose stars, class or rank would be others if the case had that state.

    Reckoned on what is signed so far; those whose result moves come first.
    """
    before = gather(reader, head.round, head.standard)
    after = _with_state(before, case, state)
    moved: list[Moved] = []
    for old, new in zip(rate_round(before), rate_round(after), strict=True):
        words = _difference(head, old, new)
        if words:
            result = (old.stars_held, old.rating_class) != (new.stars_held, new.rating_class)
            moved.append(Moved(names.get(old.village, old.village), "，".join(words), result))
    return tuple(sorted(moved, key=lambda item: not item.result))


def _with_state(inputs: RoundInputs, case: VetoCase, state: CaseState) -> RoundInputs:
    changed = replace(case, state=state)
    return replace(
        inputs,
        villages=tuple(
            replace(
                village,
                cases=tuple(
                    changed if item.number == case.number else item for item in village.cases
                ),
            )
            if village.village == case.village
            else village
            for village in inputs.villages
        ),
    )


def _difference(head: YearHead, old: Outcome, new: Outcome) -> list[str]:
    words: list[str] = []
    if head.standard.most_stars and old.stars_held != new.stars_held:
        words.append(f"{old.stars_held}★ → {new.stars_held}★")
    shorts = {item.id: item.short for item in head.standard.classes}
    tags = [outcome_tag(item.state, item.rating_class, shorts)[0] for item in (old, new)]
    if tags[0] != tags[1]:
        words.append(f"{tags[0]} → {tags[1]}")
    if old.rank != new.rank and old.rank is not None and new.rank is not None:
        words.append(f"第 {old.rank} 名 → 第 {new.rank} 名")
    return words
