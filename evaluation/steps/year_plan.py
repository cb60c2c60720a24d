"""The plan of a year as records: the days of every step, and sentences about them.

Made in `deadlines.py`; nothing here computes or decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evaluation.standard.model import StepKind
from evaluation.steps.calendar import Calendar

__all__ = ["DateSource", "PartPlan", "PlanWarning", "StepPlan", "YearPlan"]


class DateSource(StrEnum):
    """Where the days of a step come from."""

    STANDARD = "standard"  # 按标准
    PLANNED = "planned"  # 按定评日倒排
    OWN = "own"  # 本单位定


@dataclass(frozen=True, slots=True)
class PartPlan:
    """Last day of one body's turn within a deliberation (4a, 4b)."""

    part: str
    name: str
    closes: date


@dataclass(frozen=True, slots=True)
class StepPlan:
    """First and last day of a step, inclusive; None where nobody has set one.

    The first day of the notice is that of posting, its last the day of 定评.
    """

    step: str
    short: str
    kind: StepKind
    opens: date | None
    closes: date | None
    source: DateSource
    parts: tuple[PartPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """A sentence about the plan. `step`: "" for all of it. `grave`: the plan does not hold as
    it is; otherwise it is only good to know."""

    step: str
    text: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The steps in the standard's order. `decided_on`: the day of 定评 that is aimed at."""

    steps: tuple[StepPlan, ...]
    decided_on: date | None
    calendar: Calendar
    warnings: tuple[PlanWarning, ...] = ()

    def step(self, step_id: str) -> StepPlan:
        """Raises KeyError for a step the standard does not have."""
        for step in self.steps:
            if step.step == step_id:
                return step
        raise KeyError(step_id)

    def warnings_of(self, step_id: str) -> tuple[PlanWarning, ...]:
        return tuple(item for item in self.warnings if item.step == step_id)
