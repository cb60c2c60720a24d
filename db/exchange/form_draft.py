"""What one filled score sheet adds or changes, while its rows are being read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.exchange.form_layout import REMARK, Items, Place
from db.exchange.headings import DataRow
from db.exchange.previews import Collector, Difference, PreviewRow, RowState
from evaluation.standard.model import Standard, Step
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Deduction, Mark, MarkState

__all__ = ["FormLedger", "SheetDraft"]


@dataclass(slots=True)
class SheetDraft:
    """What a sheet adds or changes, in the form that `import_sheets` takes. entries: rows in
    which something was entered, changed or not."""

    scores: dict[str, str] = field(default_factory=dict)
    figures: dict[str, list[str]] = field(default_factory=dict)
    deductions: list[dict[str, Any]] = field(default_factory=list)
    removed: list[list[str]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    check_rest: int = 0
    entries: int = 0

    @property
    def empty(self) -> bool:
        return not (
            self.scores
            or self.figures
            or self.deductions
            or self.removed
            or self.states
            or self.remarks
            or self.check_rest
        )

    def argument(self) -> dict[str, Any]:
        """As plain values, without what is empty."""
        values: dict[str, Any] = {
            "scores": self.scores,
            "figures": self.figures,
            "deductions": self.deductions,
            "removed": self.removed,
            "states": self.states,
            "remarks": self.remarks,
            "check_rest": self.check_rest,
        }
        return {key: value for key, value in values.items() if value}


class FormLedger:
    """One sheet being read: what the register has of it, and what has been read so far.

    lost, figures: indicator → address of a deduction, of a figure. states: indicator → state
    that was written, and where.
    """

    def __init__(
        self,
        collector: Collector,
        standard: Standard,
        step: Step,
        content: SheetContent | None,
        village: str,
    ) -> None:
        self.collector = collector
        self.items = Items(standard, step)
        self.step = step
        self.village = village
        self.new = content is None
        self.marks: Mapping[str, Mark] = content.marks if content else {}
        self.deductions: Mapping[str, Sequence[Deduction]] = content.deductions if content else {}
        self.draft = SheetDraft()
        self.lost: dict[str, str] = {}
        self.figures: dict[str, str] = {}
        self.states: dict[str, tuple[MarkState, str]] = {}

    def remark(self, row: DataRow, place: Place, mark: Mark | None) -> tuple[Difference, ...]:
        text = self.collector.text(row, REMARK, f"{place.name} 的备注")
        before = mark.fact if mark is not None else ""
        if not text or text == before:
            return ()
        self.draft.remarks[place.item] = text
        return (Difference(f"{place.name} 备注", before, text),)

    def add_row(self, address: str, differences: tuple[Difference, ...]) -> None:
        state = RowState.ADDED if self.new else RowState.CHANGED
        self.collector.rows.append(
            PreviewRow(state, self.collector.address(address), self.village, differences)
        )
