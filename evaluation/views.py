"""What screens and papers read: plain frozen records made from a Reader. Decides nothing.

Amounts stay exact scores; how many decimals are shown is `YearHead.decimals`. Making these
records is in `boards.py` and `cards.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.classes.totals import Distribution
from evaluation.numbers import Score
from evaluation.rounds import ParticipationStatus, Round
from evaluation.standard.model import AwardKind, Standard
from evaluation.stars.outcome import Outcome
from evaluation.steps.records import Certificate, Meeting, Notice, Objection, Override

__all__ = [
    "Reason",
    "StarLine",
    "StepProgress",
    "Trail",
    "VillageCard",
    "VillageRow",
    "YearBoard",
    "YearHead",
]


@dataclass(frozen=True, slots=True)
class YearHead:
    """What stands at the head of a page or paper about a round.

    draft: formal papers stay 草稿 because the standard has no 文号. sample: fictional, marked
    示例 everywhere. code: short code of the seal, "" before publishing. towns: (code, name).
    """

    round: Round
    standard: Standard
    office: str
    office_level: str
    county: str
    towns: tuple[tuple[str, str], ...]
    draft: bool
    sample: bool
    published: bool
    code: str

    @property
    def year(self) -> int:
        return self.round.year

    @property
    def unit(self) -> str:
        return self.round.unit

    @property
    def decimals(self) -> int:
        return self.standard.shown_decimals

    @property
    def counted(self) -> bool:
        return self.standard.award is AwardKind.COUNTED


@dataclass(frozen=True, slots=True)
class StarLine:
    """One star of a village as tables show it. `steps`: one entry for each scoring step of
    the standard in order, None where the step does not score it or is not there yet.
    review: the 复核 score where there is one. held: ★ or ☆; None while 待评."""

    id: str
    number: int
    name: str
    steps: tuple[Score | None, ...]
    review: Score | None
    score: Score | None
    held: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepProgress:
    """State of one village in one step: "none", "draft", "done", "fault"."""

    step: str
    state: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village in a round as lists show it.

    computed, proposed, final: outcomes after 初评 (初评建议), with the town's changes (拟定),
    with the county's (评定); `outcome` is the latest of them. provisional: with drafts as far
    as they go; None where no draft differs. early: the year shows that before signing.
    last_year: e.g. "二类 7★", "" when unknown; trend: 1 up, −1 down, 0 same or unknown.
    todo: what is to be done, most urgent first; urgent: the first of them is a fault.
    """

    id: str
    code: str
    name: str
    official_name: str
    organisation: str
    town: str
    town_name: str
    position: int
    category: str
    status: ParticipationStatus
    reason: str
    progress: tuple[StepProgress, ...]
    outcome: Outcome
    computed: Outcome
    proposed: Outcome
    final: Outcome
    vetoes: tuple[str, ...]
    last_year: str = ""
    trend: int = 0
    todo: tuple[str, ...] = ()
    urgent: bool = False
    overrides: tuple[Override, ...] = ()
    provisional: Outcome | None = None
    early: bool = False

    @property
    def newest(self) -> Outcome:
        """What the drafts give so far, else the result."""
        return self.provisional or self.outcome

    @property
    def shown(self) -> Outcome:
        """What lists show: the result; of drafts only where the year shows them early."""
        return self.newest if self.early else self.outcome


@dataclass(frozen=True, slots=True)
class YearBoard:
    """A whole round: head, villages in the office's own order, totals, meetings, notices."""

    head: YearHead
    rows: tuple[VillageRow, ...]
    totals: Distribution
    meetings: tuple[Meeting, ...] = ()
    notices: tuple[Notice, ...] = ()
    objections: tuple[Objection, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    def row(self, village: str) -> VillageRow | None:
        return next((row for row in self.rows if row.id == village), None)


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of 为什么. `subject`: star id, "class" or "total"; `level`: 0 heading,
    1 sentence, 2 detail. `source`: the rule or document behind it."""

    subject: str
    level: int
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class VillageCard:
    """Everything about one village in one round, for the desk and the annual sheet.

    facts: by fact id of rounds.FACTS, as plain text.
    """

    head: YearHead
    row: VillageRow
    stars: tuple[StarLine, ...]
    facts: Mapping[str, str]
    reasons: tuple[Reason, ...]
    certificate: Certificate | None = None
    opinions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trail:
    """A line of the history in words: who did what, when, to which village, and why."""

    number: int
    time: str
    actor: str
    event: str
    village: str
    subject: str
    reason: str
    document: str
    changes: tuple[str, ...]
