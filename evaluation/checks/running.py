"""Runs the checks over a round or one village of it, and names what they find."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from evaluation.checks.catalogue import CHECKS, ROSTER
from evaluation.checks.findings import Check, Finding, Hit, Severity
from evaluation.checks.material import RoundMaterial, read_material
from evaluation.collecting import collector_paused
from evaluation.ports import Reader
from evaluation.rounds import ParticipationStatus
from evaluation.steps.records import FindingNote

__all__ = ["check_round", "check_village", "counts", "open_findings"]

_LONGEST_SUBJECT = 96
_ORDER = {check.id: place for place, check in enumerate(CHECKS)}
_WEIGHT = {severity: place for place, severity in enumerate(Severity)}
_Notes = Mapping[tuple[str, str], str]


@collector_paused()
def check_round(reader: Reader, round_id: str) -> tuple[Finding, ...]:
    """Every finding about a round: 必须改 first, then in the villages' order.

    Raises RatingFault for an unknown round or one without a standard.
    """
    return _findings(reader, round_id, None)


@collector_paused()
def check_village(reader: Reader, round_id: str, village: str) -> tuple[Finding, ...]:
    """The findings about one village, those against the other villages included."""
    return _findings(reader, round_id, village)


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many are open, by severity: 请说明 with a word on it is not."""
    found = dict.fromkeys(Severity, 0)
    for finding in open_findings(findings):
        found[finding.severity] += 1
    return found


def open_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that still wait for somebody."""
    return tuple(finding for finding in findings if not finding.handled)


def _findings(reader: Reader, round_id: str, only: str | None) -> tuple[Finding, ...]:
    material = read_material(reader, round_id)
    notes: _Notes = {
        (note.check, note.subject): note.text for note in reader.find(FindingNote, round=round_id)
    }
    found: list[Finding] = []
    of_village = [(check, check.of_village) for check in CHECKS if check.of_village is not None]
    # The sheets of a village that is not rated concern nobody; its place on the roster does.
    of_roster = [(check, look) for check, look in of_village if check.source == ROSTER]
    for village in material.villages():
        rated = village.member.status is ParticipationStatus.RATED
        if rated:
            material.compared.add(village)
        if only not in (None, village.id):
            continue
        for check, look in of_village if rated else of_roster:
            found.extend(_named(check, hit, village.id, material, notes) for hit in look(village))
    for check in CHECKS:
        if check.of_round is not None:
            found.extend(
                _named(check, hit, hit.village, material, notes)
                for hit in check.of_round(material)
                if only in (None, hit.village)
            )
    place = {item.village: number for number, item in enumerate(material.inputs.villages)}
    found.sort(
        key=lambda item: (
            _WEIGHT[item.severity],
            place.get(item.village, -1),
            _ORDER[item.check],
        )
    )
    return tuple(found)


def _named(check: Check, hit: Hit, village: str, material: RoundMaterial, notes: _Notes) -> Finding:
    subject = _subject(village, hit)
    return Finding(
        check=check.id,
        severity=hit.severity or check.severity,
        village=village,
        village_name=material.names.get(village, village),
        step=hit.step,
        place=hit.place,
        text=hit.text,
        subject=subject,
        note=notes.get((check.id, subject), ""),
        assessor=hit.assessor,
    )


def _subject(village: str, hit: Hit) -> str:
    """Village, step, sheet, place and facts; a long row of facts as its checksum."""
    facts = "/".join(map(str, hit.facts))
    head = "/".join((village, hit.step, hit.assessor, hit.place))
    if len(facts) > _LONGEST_SUBJECT:
        facts = hashlib.sha256(facts.encode()).hexdigest()[:16]
    return f"{head}/{facts}"
