"""历史: what happened, by whom, from what to what, and the chain that links it.

Every action leaves exactly one entry, written in the same transaction as its rows. The
changes in an entry are complete: replaying all entries from the first rebuilds every row
of the register. What the chain is worth: it shows mistakes and careless edits; somebody
who recomputes all of it is caught only by a printed seal.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["FIRST_LINK", "HistoryEntry", "HistoryEvent", "RowChange", "changes_text", "link"]

FIRST_LINK = "0" * 64
"""What the first entry links to."""


class HistoryEvent(StrEnum):
    """Stable codes; the Chinese wording is the window's and the papers'. Never renamed."""

    REGISTER_CREATED = "register.created"
    OFFICE_NAMED = "office.named"
    PERSON_ENTERED = "person.entered"
    SETTING_CHANGED = "setting.changed"
    CALENDAR_CHANGED = "calendar.changed"
    YEAR_PREPARED = "year.prepared"
    STANDARD_PINNED = "standard.pinned"
    STANDARD_SUPPLEMENTED = "standard.supplemented"
    ROSTER_CHANGED = "roster.changed"
    ROSTER_IMPORTED = "roster.imported"
    FACTS_ENTERED = "facts.entered"
    FIGURE_ENTERED = "figure.entered"
    RESULTS_IMPORTED = "results.imported"
    AUTHORITY_ENTERED = "authority.entered"
    MARK_ENTERED = "mark.entered"
    STAR_CHECKED = "star.checked"
    SHEET_ENTERED = "sheet.entered"
    SHEET_SEALED = "sheet.sealed"
    SHEET_RETURNED = "sheet.returned"
    ENTRY_UNDONE = "entry.undone"
    BALLOT_ENTERED = "ballot.entered"
    BALLOT_SEALED = "ballot.sealed"
    BALLOT_RETURNED = "ballot.returned"
    BALLOT_REPEATED = "ballot.repeated"
    BONUS_ENTERED = "bonus.entered"
    VETO_RECORDED = "veto.recorded"
    VETO_DECIDED = "veto.decided"
    VETO_LIFTED = "veto.lifted"
    MEETING_RECORDED = "meeting.recorded"
    RESULT_OVERRIDDEN = "result.overridden"
    OVERRIDE_WITHDRAWN = "override.withdrawn"
    TIE_DECIDED = "tie.decided"
    STEP_CONFIRMED = "step.confirmed"
    STEP_REOPENED = "step.reopened"
    NOTICE_OPENED = "notice.opened"
    NOTICE_CLEARED = "notice.cleared"
    OBJECTION_RECEIVED = "objection.received"
    OBJECTION_ANSWERED = "objection.answered"
    YEAR_PUBLISHED = "year.published"
    CERTIFICATE_ISSUED = "certificate.issued"
    CERTIFICATE_VOIDED = "certificate.voided"
    PAPER_REPRINTED = "paper.reprinted"
    EVIDENCE_ATTACHED = "evidence.attached"
    EVIDENCE_REMOVED = "evidence.removed"
    PROOF_AGREED = "proof.agreed"
    PROOF_DIFFERS = "proof.differs"
    FINDING_NOTED = "finding.noted"
    SAMPLE_WRITTEN = "sample.written"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row from `before` to `after` (column → value); None where there is no row."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`time`: ISO with seconds, local. `changes`: canonical JSON of the RowChanges."""

    number: int
    time: str
    actor: str
    event: HistoryEvent
    round: str
    village: str
    subject: str
    reason: str
    document: str
    program: str
    changes: str
    previous: str
    digest: str = ""


def changes_text(changes: list[RowChange]) -> str:
    """Canonical JSON of the changes, in the order in which they were made."""
    return json.dumps(
        [[change.table, change.before, change.after] for change in changes],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def link(entry: HistoryEntry) -> str:
    """The entry's own checksum over all its fields but the digest (SHA-256, hex)."""
    fields = (
        str(entry.number),
        entry.time,
        entry.actor,
        str(entry.event),
        entry.round,
        entry.village,
        entry.subject,
        entry.reason,
        entry.document,
        entry.program,
        entry.changes,
        entry.previous,
    )
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
