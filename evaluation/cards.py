"""Makes the VillageCard of one village, the comparison of its assessors, and its 整改建议
after the decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evaluation.boards import rows_of, year_head
from evaluation.faults import RatingFault
from evaluation.followup.advice import advice, advice_lines
from evaluation.gathering import gather, gather_both
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.reckoning import reckoned
from evaluation.rounds import FACTS, YearlyFact
from evaluation.standard.model import Standard, StepKind, for_category
from evaluation.stars.inputs import VillageInputs
from evaluation.stars.outcome import Outcome, OutcomeState, rate_stars
from evaluation.stars.reasons import village_reasons
from evaluation.stars.spread import VillageSpread, village_spread
from evaluation.steps.records import Certificate
from evaluation.views import Reason, StarLine, VillageCard, VillageRow, YearBoard, YearHead
from evaluation.villages import town_committee

__all__ = ["star_lines", "village_advice", "village_card", "village_cards", "village_comparison"]


def star_lines(standard: Standard, outcome: Outcome) -> tuple[StarLine, ...]:
    """The stars of an outcome as tables show them, one column for each scoring step."""
    scoring = [
        step.id
        for step in standard.steps
        if step.kind in (StepKind.SELF, StepKind.BALLOT, StepKind.ASSESSMENT)
    ]
    lines: list[StarLine] = []
    for number, star in enumerate(standard.stars, start=1):
        found = next((item for item in outcome.stars if item.star == star.id), None)
        steps: tuple[Score | None, ...] = tuple(
            None if found is None else found.step_score(step) for step in scoring
        )
        lines.append(
            StarLine(
                id=star.id,
                number=number,
                name=star.name,
                steps=steps,
                review=None if found is None else found.reviewed,
                score=None if found is None else found.score,
                held=None if found is None or found.score is None else found.held,
            )
        )
    return tuple(lines)


def village_cards(
    reader: Reader, board: YearBoard, *, drafts: bool = False, outward: bool = False
) -> tuple[VillageCard, ...]:
    """Cards of all villages of a board, in its order; outward: reasons in their 对外 wording.

    Drafts are told as `village_card` tells them.
    """
    head = board.head
    both = gather_both(reader, head.round, head.standard)
    sealed, newest = ({item.village: item for item in inputs.villages} for inputs in both)
    return tuple(
        _card(
            reader,
            head,
            replace(row, outcome=row.newest if drafts else row.final),
            newest[row.id] if drafts else sealed[row.id],
            [item for item in board.certificates if item.village == row.id],
            outward=outward,
            revealed=not drafts or _revealed(head, sealed[row.id], newest[row.id]),
        )
        for row in board.rows
    )


def _revealed(head: YearHead, sealed: VillageInputs, newest: VillageInputs) -> bool:
    """Whether what the newest sheets give may be told: nothing of them waits for a signature
    (or for 校对), or the year shows it all the same."""
    return bool(head.round.show_early) or head.published or newest == sealed


def village_card(
    reader: Reader, round_id: str, village: str, *, drafts: bool = False
) -> VillageCard:
    """The card of one village; with drafts for the desk, without for papers.

    What drafts would give is told before signing (and, where the year asks for it, 校对)
    only in a year that shows it early: else RESULT_UNTOLD stands among the reasons.
    """
    reckoning = reckoned(reader, year_head(reader, round_id))
    row = next(iter(rows_of(reader, reckoning, village)), None)
    if row is None:
        raise RatingFault("这个嘎查村不在本年度名册里。")
    head = reckoning.head
    sealed = next(item for item in reckoning.sealed.villages if item.village == village)
    newest = next(item for item in reckoning.drafts.villages if item.village == village)
    return _card(
        reader,
        head,
        replace(row, outcome=row.newest if drafts else row.final),
        newest if drafts else sealed,
        reader.find(Certificate, round=round_id, village=village),
        revealed=not drafts or _revealed(head, sealed, newest),
    )


def village_comparison(reader: Reader, round_id: str, village: str) -> VillageSpread:
    """The 初评 sheets of one village that the reader shows, drafts included, side by side."""
    head = year_head(reader, round_id)
    gathered = gather(reader, head.round, head.standard, drafts=True, village=village)
    if not gathered.villages:
        raise RatingFault("这个嘎查村不在本年度名册里。")
    inputs = gathered.villages[0]
    standard = for_category(head.standard, inputs.category)
    outcome = rate_stars(standard, inputs, shared=gathered.shared, cutoff=gathered.cutoff)
    return village_spread(standard, inputs, outcome)


def village_advice(reader: Reader, card: VillageCard) -> tuple[Reason, ...]:
    """整改建议 of the village of a card; () before the round is published."""
    head, row = card.head, card.row
    if not head.published:
        return ()
    gathered = gather(reader, head.round, head.standard, village=row.id)
    inputs = gathered.villages[0]
    standard = for_category(head.standard, inputs.category)
    return advice_lines(standard, advice(standard, inputs, row.final, head.round))


def _card(
    reader: Reader,
    head: YearHead,
    row: VillageRow,
    inputs: VillageInputs,
    certificates: Iterable[Certificate],
    *,
    outward: bool = False,
    revealed: bool = True,
) -> VillageCard:
    """The card of a row, for the outcome the row has."""
    standard = for_category(head.standard, inputs.category)
    facts = {
        item.fact: item.value
        for item in reader.find(YearlyFact, round=head.round.id, village=row.id)
    }
    return VillageCard(
        head=head,
        row=row,
        stars=star_lines(standard, row.outcome),
        facts={fact: facts.get(fact, "") for fact, _name, _unit in FACTS},
        reasons=village_reasons(standard, inputs, row.outcome, outward=outward, revealed=revealed),
        certificate=next((item for item in certificates if not item.void), None),
        opinions=_opinions(standard, row.town_name, row.outcome),
    )


def _opinions(standard: Standard, town: str, outcome: Outcome) -> dict[str, str]:
    """Prefilled opinions of the annual sheet; dates are left blank for ink."""
    if outcome.state is not OutcomeState.RATED or outcome.rating_class is None:
        return {"village": "", "town": "", "county": ""}
    rating_class = standard.rating_class(outcome.rating_class)
    name = rating_class.name if rating_class is not None else ""
    stars = f"，获得{outcome.stars_held}颗星" if standard.most_stars else ""
    return {
        "village": "对评定结果无异议。",
        "town": f"经{town_committee(town)}会议研究，同意评定为{name}{stars}。",
        "county": "同意。",
    }
