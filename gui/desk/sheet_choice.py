"""Which sheet of a village is looked at: step, assessor, version.

Keeps what the official chose; what was not chosen follows from the register.
"""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.ports import Reader
from evaluation.rounds import Participation
from evaluation.stars.sheets import Purpose, Sheet
from evaluation.views import VillageRow, YearHead
from gui.desk.head_words import step_key, step_of_key, step_segments
from gui.desk.sheet_view import Subject
from gui.office_bridge import OfficeBridge

__all__ = ["SheetChoice"]


class SheetChoice:
    """`step`: the key of a tab, "" before a year is read; `version` None: the newest."""

    def __init__(self, bridge: OfficeBridge) -> None:
        self._bridge = bridge
        self.step = ""
        self.version: int | None = None
        self._assessors: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Another year is looked at."""
        self.step, self.version = "", None
        self._assessors.clear()

    def choose_assessor(self, village: str, name: str) -> None:
        """Look at another assessor's sheet of the village."""
        self._assessors[village, self.step] = name
        self.version = None

    def settle_step(self, head: YearHead, rows: Sequence[VillageRow], wanted: str) -> None:
        """Keep the step, or take the first at which work goes on; with `wanted` that of this
        village."""
        segments = [key for key, _ in step_segments(head.standard)]
        asked = [row for row in rows if row.id == wanted]
        if asked:
            self.step = _first_step(asked, segments)
        elif self.step not in segments:
            self.step = _first_step(rows, segments)

    def take(self, village: str, step: str, purpose: Purpose, assessor: str) -> None:
        """Look at exactly this sheet of the village."""
        self.step, self.version = step_key(step, purpose), None
        if purpose is Purpose.ASSESSMENT:
            self._assessors[village, self.step] = assessor

    def subject(self, village: str, head: YearHead | None) -> Subject | None:
        """The sheet of the village; None while there is no step or no village."""
        if not village or not self.step:
            return None
        step, purpose = step_of_key(self.step)
        assessor = ""
        if purpose is Purpose.ASSESSMENT:
            assessor = self._assessor_of(village, step, blind=bool(head and head.round.blind))
        return Subject(self._bridge.round, village, step, purpose, assessor, self.version)

    def _assessor_of(self, village: str, step: str, *, blind: bool) -> str:
        chosen = self._assessors.get((village, self.step))
        if chosen is not None:
            return chosen
        if blind:
            # 背靠背: everybody writes on a sheet of his own.
            return self._bridge.actor
        reader: Reader = self._bridge.reader
        member = reader.get(Participation, self._bridge.round, village)
        group = "" if member is None else member.assessment_group
        begun = {
            sheet.assessor
            for sheet in reader.find(
                Sheet,
                round=self._bridge.round,
                village=village,
                step=step,
                purpose=Purpose.ASSESSMENT,
            )
        }
        # A sheet that is there comes before one that nobody has begun.
        return group if not begun or group in begun else min(begun)


def _first_step(rows: Sequence[VillageRow], segments: list[str]) -> str:
    """Where work goes on: the first step that not all of some villages have signed."""
    scored = [key for key in segments if step_of_key(key)[1] is not Purpose.REVIEW]
    for key in scored:
        step, _ = step_of_key(key)
        if any(item.step == step and item.state != "done" for row in rows for item in row.progress):
            return key
    return scored[-1] if scored else ""
