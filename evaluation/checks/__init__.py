"""数据校核: named checks of a round before anybody signs, in three severities.

必须改 `Severity.MUST` is wrong or against a rule; 请说明 `Severity.EXPLAIN` may be true and
is settled by a word (`FindingNote`); 提醒 `Severity.NOTICE` is worth a look. Checks only read:
what may be signed is decided by the guards of `evaluation/steps`, never here.

    findings      what a check is and what it finds
    catalogue     CHECKS: id, 名称, severity, rule of every check
    running       check_round, check_village
    material      a round read once, a village at a time; comparing, last_year beside it
    sheets comparisons figures entries ballots dates standing: the checks themselves
"""

from __future__ import annotations

from evaluation.checks.catalogue import CHECKS, check_named
from evaluation.checks.findings import Check, Finding, Severity
from evaluation.checks.running import check_round, check_village, counts, open_findings

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Severity",
    "check_named",
    "check_round",
    "check_village",
    "counts",
    "open_findings",
]
