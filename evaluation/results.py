"""The results of a round as one plain record, for `rate --json` and for tables going out."""

from __future__ import annotations

from typing import Any

from evaluation.numbers import Score, show
from evaluation.rounds import ParticipationStatus
from evaluation.standard.model import AwardKind
from evaluation.stars.outcome import Outcome
from evaluation.views import VillageRow, YearBoard
from evaluation.words import OUTCOME_STATES, PARTICIPATION

__all__ = ["results_record"]


def _text(score: Score | None, decimals: int) -> str | None:
    return None if score is None else show(score, decimals)


def _class_name(board: YearBoard, outcome: Outcome) -> str | None:
    found = board.head.standard.rating_class(outcome.rating_class or "")
    return found.short if found is not None else outcome.rating_class


def _village(board: YearBoard, row: VillageRow) -> dict[str, Any]:
    decimals = board.head.decimals
    outcome = row.outcome
    counted = board.head.standard.award is AwardKind.COUNTED
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "town": row.town_name,
        "category": row.category,
        "status": PARTICIPATION[ParticipationStatus(row.status)],
        "star_scores": {
            star.star: show(star.score, decimals)
            for star in outcome.stars
            if star.score is not None
        },
        "stars": [star.star for star in outcome.stars if star.held] if counted else [],
        "star_count": outcome.stars_held,
        "total": _text(outcome.total, decimals),
        "bonus": show(outcome.bonus, decimals),
        "satisfaction": _text(outcome.satisfaction, 2),
        "rank": outcome.rank,
        "rank_in_town": outcome.rank_in_town,
        "class_computed": _class_name(board, row.computed),
        "class": _class_name(board, outcome),
        "vetoes": list(outcome.effects.items),
        "state": OUTCOME_STATES[outcome.state],
    }


def results_record(board: YearBoard) -> dict[str, Any]:
    """The object that `rate --json` prints: scores are decimal strings with the standard's
    decimals, shares in percent."""
    head = board.head
    totals = board.totals
    return {
        "year": head.year,
        "unit": head.unit,
        "standard": {
            "name": head.standard.name,
            "version": head.standard.version,
            "sha256": head.round.standard,
        },
        "villages": [_village(board, row) for row in board.rows],
        "totals": {
            "villages": totals.villages,
            "rated": totals.rated,
            "stars_won": totals.stars_won,
            "stars_possible": totals.stars_possible,
            "star_rate": totals.star_rate,
            "classes": {
                item.short: {"count": item.count, "share": item.share} for item in totals.classes
            },
            "note": totals.note,
        },
    }
