"""Makes the VillageCard of one village, and the history in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evaluation.boards import rows_of, year_head
from evaluation.faults import RatingFault
from evaluation.gathering import gather
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.reckoning import reckoned
from evaluation.rounds import FACTS, YearlyFact
from evaluation.standard.model import Standard, StepKind, for_category
from evaluation.stars.outcome import Outcome, OutcomeState, VillageInputs
from evaluation.stars.reasons import village_reasons
from evaluation.steps.records import Certificate
from evaluation.views import StarLine, VillageCard, VillageRow, YearBoard, YearHead
from evaluation.villages import town_committee

__all__ = ["star_lines", "village_card", "village_cards"]


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
    """Cards of all villages of a board, in its order; outward: reasons in their 对外 wording."""
    head = board.head
    gathered = gather(reader, head.round, head.standard, drafts=drafts)
    inputs = {item.village: item for item in gathered.villages}
    return tuple(
        _card(
            reader,
            head,
            replace(row, outcome=row.shown if drafts else row.final),
            inputs[row.id],
            [item for item in board.certificates if item.village == row.id],
            outward=outward,
        )
        for row in board.rows
    )


def village_card(
    reader: Reader, round_id: str, village: str, *, drafts: bool = False
) -> VillageCard:
    """The card of one village; with drafts for the desk, without for papers."""
    reckoning = reckoned(reader, year_head(reader, round_id))
    row = next(iter(rows_of(reader, reckoning, village)), None)
    if row is None:
        raise RatingFault("这个嘎查村不在本年度名册里。")
    gathered = reckoning.drafts if drafts else reckoning.sealed
    return _card(
        reader,
        reckoning.head,
        replace(row, outcome=row.shown if drafts else row.final),
        next(item for item in gathered.villages if item.village == village),
        reader.find(Certificate, round=round_id, village=village),
    )


def _card(
    reader: Reader,
    head: YearHead,
    row: VillageRow,
    inputs: VillageInputs,
    certificates: Iterable[Certificate],
    *,
    outward: bool = False,
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
        reasons=village_reasons(standard, inputs, row.outcome, outward=outward),
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
