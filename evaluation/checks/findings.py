"""What a check is and what it finds. Knows no rule: those stand in the modules beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.checks.material import RoundMaterial, VillageMaterial

__all__ = ["Check", "Finding", "Hit", "Severity"]


class Severity(StrEnum):
    """How much a finding weighs."""

    MUST = "must"  # 必须改: wrong or against a rule; no word makes it right
    EXPLAIN = "explain"  # 请说明: may be true; a word settles it
    NOTICE = "notice"  # 提醒: worth a look, nothing is due


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check says of one place, before it is named.

    `step`, `place`: as in Finding. `facts`: the entries it speaks of, as far as another
    entry would make it another finding. `village`: only from a check of the whole round.
    `assessor`: whose sheet, where a step has several. `severity`: instead of the check's own.
    """

    text: str
    step: str = ""
    place: str = ""
    facts: tuple[object, ...] = ()
    village: str = ""
    assessor: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of 数据校核.

    check: id of the check. village: id, "" where it concerns the whole round. step: id of
    the step, "" for none. place: id of a star, indicator, question, veto item or shared
    figure, "" for none. text: what happened, why it matters, what to do. subject: names
    the finding together with `check`; it changes when the facts do, so that a word given
    on it holds for these facts only. note: that word, "" without.
    """

    check: str
    severity: Severity
    village: str
    village_name: str
    step: str
    place: str
    text: str
    subject: str
    note: str = ""
    assessor: str = ""

    @property
    def handled(self) -> bool:
        """请说明 with a word on it. 必须改 is never settled by a word."""
        return self.severity is Severity.EXPLAIN and bool(self.note)


VillageCheck = Callable[["VillageMaterial"], Iterable[Hit]]
RoundCheck = Callable[["RoundMaterial"], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its stable id, its name on screen, and the rule or habit behind it.

    of_village looks at one village alone; of_round at what the villages are compared by.
    """

    id: str
    name: str
    severity: Severity
    source: str
    of_village: VillageCheck | None = None
    of_round: RoundCheck | None = None
