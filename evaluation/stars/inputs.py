"""What feeds the result of one village: its sheets, its ballot, its cases and the bodies' changes.

Holds no result; `gathering.py` fills it from a register.
"""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.rounds import ParticipationStatus, PastResult
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.scoring import SheetContent
from evaluation.stars.sheets import Bonus
from evaluation.steps.records import Override, Tie
from evaluation.vetoes.cases import VetoCase

__all__ = ["BallotContent", "VillageInputs"]


@dataclass(frozen=True, slots=True)
class BallotContent:
    """A ballot with its tallies."""

    ballot: Ballot
    channels: tuple[ChannelCount, ...]
    counts: tuple[OptionCount, ...]


@dataclass(frozen=True, slots=True)
class VillageInputs:
    """Everything that feeds the result of one village.

    `own`, `assessments`, `review`, `ballot`: only what counts for the question asked: the
    sealed ones for a result, drafts as well for what is shown while entering.
    `overrides`: those of the bodies whose result is asked for.
    """

    village: str
    town: str
    position: int
    status: ParticipationStatus = ParticipationStatus.RATED
    category: str = ""
    own: SheetContent | None = None
    assessments: tuple[SheetContent, ...] = ()
    review: SheetContent | None = None
    ballot: BallotContent | None = None
    cases: tuple[VetoCase, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    overrides: tuple[Override, ...] = ()
    tie: Tie | None = None
    past: PastResult | None = None
