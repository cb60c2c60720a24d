"""The villages at the left of the desk: how far each one's sheet is, and its stars."""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.numbers import show
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import StepKind
from evaluation.stars.outcome import Outcome
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from evaluation.views import VillageRow, YearBoard, YearHead
from gui.widgets.step_dots import StepMark
from gui.widgets.village_list import VillageItem

__all__ = ["sheet_marks", "village_item", "village_items", "village_mark"]


def sheet_marks(reader: Reader, round_: str, step: str, purpose: Purpose) -> dict[str, StepMark]:
    """The state of each village's newest sheets of a step; villages without one are absent."""
    return _marks(reader.find(Sheet, round=round_, step=step, purpose=purpose))


def village_mark(
    reader: Reader, round_: str, village: str, step: str, purpose: Purpose
) -> StepMark:
    """`sheet_marks` of one village."""
    found = reader.find(Sheet, round=round_, village=village, step=step, purpose=purpose)
    return _marks(found).get(village, StepMark.EMPTY)


def _marks(sheets: Iterable[Sheet]) -> dict[str, StepMark]:
    newest: dict[tuple[str, str], Sheet] = {}
    for sheet in sheets:
        key = (sheet.village, sheet.assessor)
        if key not in newest or newest[key].version < sheet.version:
            newest[key] = sheet
    marks: dict[str, StepMark] = {}
    for (village, _), sheet in newest.items():
        mark = StepMark.DONE if sheet.state is SheetState.SEALED else StepMark.DOING
        if marks.get(village) is not StepMark.DOING:
            marks[village] = mark
    return marks


def _revealed(head: YearHead, row: VillageRow) -> bool:
    """Whether stars may be shown: every scored step is signed, or the year shows them early."""
    if head.round.show_early:
        return True
    scored = {
        step.id
        for step in head.standard.steps
        if step.kind in (StepKind.SELF, StepKind.BALLOT, StepKind.ASSESSMENT)
    }
    return all(item.state == "done" for item in row.progress if item.step in scored)


def _note(head: YearHead, outcome: Outcome | None, *, rated: bool, revealed: bool) -> str:
    if not rated:
        return "不参评"
    if not revealed or outcome is None or outcome.total is None:
        return "—"
    if head.standard.most_stars:
        return f"{outcome.stars_held}★"
    return show(outcome.total, head.decimals)


def village_item(
    head: YearHead,
    row: VillageRow,
    mark: StepMark,
    read_again: tuple[Outcome | None, bool] | None = None,
) -> VillageItem:
    """One line. `read_again`: outcome and whether it may be shown, read since the board was."""
    rated = row.status is ParticipationStatus.RATED
    if row.urgent and mark is StepMark.DOING:
        mark = StepMark.FAULT
    outcome, revealed = read_again or (row.shown, _revealed(head, row))
    return VillageItem(row.id, row.name, _note(head, outcome, rated=rated, revealed=revealed), mark)


def village_items(
    board: YearBoard, rows: Iterable[VillageRow], marks: dict[str, StepMark]
) -> list[VillageItem]:
    """All lines, in the office's own order."""
    return [village_item(board.head, row, marks.get(row.id, StepMark.EMPTY)) for row in rows]
