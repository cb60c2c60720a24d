"""Makes the VillageCard of one village, and the history in words."""

from __future__ import annotations

from dataclasses import replace

from evaluation.boards import year_board
from evaluation.faults import RatingFault
from evaluation.gathering import gather
from evaluation.numbers import Score
from evaluation.ports import Reader
from evaluation.rating import RoundInputs, rate_round
from evaluation.rounds import FACTS, YearlyFact
from evaluation.standard.model import Standard, StepKind, for_category
from evaluation.stars.outcome import Outcome, OutcomeState, VillageInputs
from evaluation.stars.reasons import village_reasons
from evaluation.views import StarLine, VillageCard, VillageRow, YearBoard
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
    inputs = gather(reader, head.round, head.standard, drafts=drafts)
    outcomes = {item.village: item for item in rate_round(inputs)}
    return tuple(
        _card(reader, board, row, outcomes[row.id], _inputs_of(inputs, row.id), outward=outward)
        for row in board.rows
    )


def village_card(
    reader: Reader, round_id: str, village: str, *, drafts: bool = False
) -> VillageCard:
    """The card of one village; with drafts for the desk, without for papers."""
    board = year_board(reader, round_id)
    row = board.row(village)
    if row is None:
        raise RatingFault("这个嘎查村不在本年度名册里。")
    head = board.head
    inputs = gather(reader, head.round, head.standard, drafts=drafts)
    outcome = next(item for item in rate_round(inputs) if item.village == village)
    return _card(reader, board, row, outcome, _inputs_of(inputs, village))


def _inputs_of(inputs: RoundInputs, village: str) -> VillageInputs:
    return next(item for item in inputs.villages if item.village == village)


def _card(
    reader: Reader,
    board: YearBoard,
    row: VillageRow,
    outcome: Outcome,
    inputs: VillageInputs,
    *,
    outward: bool = False,
) -> VillageCard:
    standard = for_category(board.head.standard, inputs.category)
    facts = {
        item.fact: item.value
        for item in reader.find(YearlyFact, round=board.head.round.id, village=row.id)
    }
    certificate = next(
        (item for item in board.certificates if item.village == row.id and not item.void), None
    )
    return VillageCard(
        head=board.head,
        row=replace(row, outcome=outcome),
        stars=star_lines(standard, outcome),
        facts={fact: facts.get(fact, "") for fact, _name, _unit in FACTS},
        reasons=village_reasons(standard, inputs, outcome, outward=outward),
        certificate=certificate,
        opinions=_opinions(standard, row.town_name, outcome),
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
