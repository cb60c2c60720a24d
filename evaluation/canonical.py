"""The canonical export: one JSON form of a round, byte-identical on every machine.

Input of the seal and of the content digest. Everything that feeds the result is in it:
standard text, participations, facts, entries, ballots, cases, changes, sign-offs, notices,
and the outcome under the rules version that reckoned it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from evaluation.gathering import gather, name_on, pinned_standard, round_of, stages, up_to
from evaluation.numbers import show
from evaluation.ports import Reader
from evaluation.rating import rate_round
from evaluation.rounds import (
    Participation,
    PastResult,
    PinnedStandard,
    Round,
    SharedFigureValue,
    VetoAuthority,
    YearlyFact,
)
from evaluation.stars.ballots import Ballot, ChannelCount, OptionCount
from evaluation.stars.outcome import Outcome
from evaluation.stars.proofs import Proof
from evaluation.stars.sheets import Bonus, Deduction, Mark, Sheet
from evaluation.steps.records import (
    Evidence,
    FindingNote,
    Meeting,
    Notice,
    Objection,
    Override,
    SignOff,
    StepDates,
    Tie,
)
from evaluation.vetoes.cases import VetoCase
from evaluation.villages import Town, Village

__all__ = ["FORM_VERSION", "RULES_VERSION", "canonical_text", "seal_digest", "short_code"]

FORM_VERSION = 1
RULES_VERSION = 1
"""Raised when a mend of the engine can change an outcome; the seal keeps the version."""

_BY_ROUND: Mapping[str, type[Any]] = {
    "participations": Participation,
    "facts": YearlyFact,
    "shared_figures": SharedFigureValue,
    "veto_authorities": VetoAuthority,
    "sheets": Sheet,
    "marks": Mark,
    "deductions": Deduction,
    "bonuses": Bonus,
    "ballots": Ballot,
    "ballot_channels": ChannelCount,
    "ballot_counts": OptionCount,
    "veto_cases": VetoCase,
    "meetings": Meeting,
    "sign_offs": SignOff,
    "overrides": Override,
    "ties": Tie,
    "notices": Notice,
    "objections": Objection,
    "evidence": Evidence,
}
_BY_ROUND_LATER: Mapping[str, type[Any]] = {
    "proofs": Proof,
    "step_dates": StepDates,
    "finding_notes": FindingNote,
}
"""Tables of later program versions: named only where the round has rows in them, so that the
export, and with it the seal, of an older year stays the same."""
_LATER_FIELDS: Mapping[str, Any] = {
    "second_check": 0,
    "blind": 0,
    "evidence_due": 0,
    "planned_on": "",
}
"""Fields of the round of later versions, left out while they say nothing."""


def _row(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _outcome(outcome: Outcome, decimals: int) -> dict[str, Any]:
    return {
        "village": outcome.village,
        "state": outcome.state,
        "stars": [star.star for star in outcome.stars if star.held],
        "scores": {
            star.star: None if star.score is None else show(star.score, decimals)
            for star in outcome.stars
        },
        "stars_held": outcome.stars_held,
        "total": None if outcome.total is None else show(outcome.total, decimals),
        "class": outcome.rating_class,
        "rank": outcome.rank,
    }


def _export(reader: Reader, round_: Round) -> dict[str, Any]:
    standard = pinned_standard(reader, round_)
    pinned = reader.get(PinnedStandard, round_.standard)
    assert pinned is not None, "pinned_standard would have refused"
    tables = {
        name: [_row(record) for record in reader.find(kind, round=round_.id)]
        for name, kind in _BY_ROUND.items()
    }
    for name, kind in _BY_ROUND_LATER.items():
        rows = [_row(record) for record in reader.find(kind, round=round_.id)]
        if rows:
            tables[name] = rows
    members = {row["village"] for row in tables["participations"]}
    villages = [village for village in reader.find(Village) if village.id in members]
    towns = {village.town for village in villages}
    inputs = gather(reader, round_, standard)
    decimals = standard.shown_decimals
    # The seal is made over everything else of the round, so it stands for itself.
    head = {
        key: value
        for key, value in _row(round_).items()
        if key != "seal" and not (key in _LATER_FIELDS and value == _LATER_FIELDS[key])
    }
    return {
        "form": FORM_VERSION,
        "rules": RULES_VERSION,
        "round": head,
        "standard": {
            "sha256": pinned.sha256,
            "name": pinned.name,
            "version": pinned.version,
            "text": pinned.text,
        },
        "towns": [_row(town) for town in reader.find(Town) if town.code in towns],
        # What happens to a village after the year (renaming, merging) is not the year's.
        "villages": [{"id": village.id, "town": village.town} for village in villages],
        "village_names": [
            _row(named)
            for village in villages
            if (named := name_on(reader, village.id, f"{round_.year}-12-31")) is not None
        ],
        "past_results": [
            _row(result)
            for result in reader.find(PastResult, unit=round_.unit)
            if result.village in members and result.year == round_.year
        ],
        **tables,
        "outcomes": {
            stage.part or "computed": [
                _outcome(outcome, decimals)
                for outcome in rate_round(up_to(inputs, standard, stage.part))
            ]
            for stage in stages(standard)
        },
    }


def canonical_text(reader: Reader, round_id: str) -> str:
    """The round as canonical JSON: sorted keys, no blanks, UTF-8, one newline at the end."""
    return _text(_export(reader, round_of(reader, round_id)))


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def seal_digest(reader: Reader, round_: Round, chain_head: str) -> str:
    """SHA-256 over the canonical export of the round as given and the chain's head (hex).

    `chain_head`: digest of the last history entry before the one that publishes.
    """
    text = _text(_export(reader, round_)) + chain_head + "\n"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def short_code(seal: str) -> str:
    """Eight signs of the seal for the foot of a paper, as 7F3K-92QD; "" without a seal.

    Letters and digits that are mistaken for each other in print are left out.
    """
    if not seal:
        return ""
    signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = int(seal, 16)
    code = ""
    for _ in range(8):
        number, rest = divmod(number, len(signs))
        code += signs[rest]
    return f"{code[:4]}-{code[4:]}"
