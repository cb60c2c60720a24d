"""The villages at the left of the desk: how far each one's sheet is, and its stars."""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.numbers import show
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus
from evaluation.stars.outcome import Outcome
from evaluation.stars.sheets import Purpose, Sheet, SheetState
from evaluation.views import VillageRow, YearBoard, YearHead
from gui.widgets.step_dots import StepMark
from gui.widgets.village_list import VillageItem

__all__ = ["sheet_marks", "village_item", "village_items"]


def sheet_marks(reader: Reader, round_: str, step: str, purpose: Purpose) -> dict[str, StepMark]:
    """The state of each village's newest sheets of a step; villages without one are absent."""
    newest: dict[tuple[str, str], Sheet] = {}
    for sheet in reader.find(Sheet, round=round_, step=step, purpose=purpose):
        key = (sheet.village, sheet.assessor)
        if key not in newest or newest[key].version < sheet.version:
            newest[key] = sheet
    marks: dict[str, StepMark] = {}
    for (village, _), sheet in newest.items():
        mark = StepMark.DONE if sheet.state is SheetState.SEALED else StepMark.DOING
        if marks.get(village) is not StepMark.DOING:
            marks[village] = mark
    return marks


def _note(head: YearHead, outcome: Outcome, mark: StepMark, *, rated: bool) -> str:
    if not rated:
        return "不参评"
    if mark is not StepMark.DONE and not head.round.show_early:
        return "—"
    if outcome.total is None:
        return "—"
    if head.standard.most_stars:
        return f"{outcome.stars_held}★"
    return show(outcome.total, head.decimals)


def village_item(
    head: YearHead, row: VillageRow, mark: StepMark, outcome: Outcome | None = None
) -> VillageItem:
    """One line; `outcome`: read again for this village, else as the board has it."""
    rated = row.status is ParticipationStatus.RATED
    if row.urgent and mark is StepMark.DOING:
        mark = StepMark.FAULT
    return VillageItem(row.id, row.name, _note(head, outcome or row.shown, mark, rated=rated), mark)


def village_items(
    board: YearBoard, rows: Iterable[VillageRow], marks: dict[str, StepMark]
) -> list[VillageItem]:
    """All lines, in the office's own order."""
    return [village_item(board.head, row, marks.get(row.id, StepMark.EMPTY)) for row in rows]
