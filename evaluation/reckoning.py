"""Gathers and rates a round once, at every stage that boards and cards show side by side.

Makes no rows and no words: `boards.py` and `cards.py` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.gathering import gather_both, up_to
from evaluation.ports import Reader
from evaluation.rating import RoundInputs, rate_rounds
from evaluation.standard.model import StepKind
from evaluation.stars.outcome import Outcome
from evaluation.views import YearHead

__all__ = ["Reckoning", "by_village", "reckoned"]


def by_village(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    """The outcomes by village."""
    return {outcome.village: outcome for outcome in outcomes}


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A round gathered and rated once: what board and cards are made of.

    sealed, drafts: what feeds the results without and with drafts. final: outcomes of all
    villages in the office's own order; the others by village, as in VillageRow.
    """

    head: YearHead
    sealed: RoundInputs
    drafts: RoundInputs
    computed: Mapping[str, Outcome]
    proposed: Mapping[str, Outcome]
    final: tuple[Outcome, ...]
    provisional: Mapping[str, Outcome]


def reckoned(reader: Reader, head: YearHead) -> Reckoning:
    """The round with its results; a village that is the same at every stage is rated once."""
    standard = head.standard
    sealed, drafts = gather_both(reader, head.round, standard)
    deliberation = standard.step_of_kind(StepKind.DELIBERATION)
    first = deliberation.parts[0].id if deliberation is not None and deliberation.parts else ""
    stages = (up_to(sealed, standard, ""), up_to(sealed, standard, first), sealed, drafts)
    computed, proposed, final, provisional = rate_rounds(stages)
    return Reckoning(
        head=head,
        sealed=sealed,
        drafts=drafts,
        computed=by_village(computed),
        proposed=by_village(proposed),
        final=final,
        provisional=by_village(provisional),
    )
