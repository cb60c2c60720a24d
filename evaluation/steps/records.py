"""Records of the steps: their days, meetings, sign-offs, notice, objections, overrides, words
on findings, evidence, issued papers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = [
    "Certificate",
    "DayKind",
    "Evidence",
    "FindingNote",
    "Holiday",
    "IssuedPaper",
    "Meeting",
    "Notice",
    "NoticeState",
    "Objection",
    "ObjectionState",
    "Override",
    "SignOff",
    "SignOffState",
    "StepDates",
    "Tie",
]


class SignOffState(StrEnum):
    """审核 of one village by one body (4a, 4b)."""

    OPEN = "open"
    SIGNED = "signed"


class NoticeState(StrEnum):
    """公示 of one village."""

    POSTED = "posted"  # 公示中
    WITHDRAWN = "withdrawn"  # 因改动撤下, to be posted again
    CLEARED = "cleared"  # 公示期满, 无异议或异议已办结


class ObjectionState(StrEnum):
    """异议 from receipt to closing."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    FOUND = "found"
    CLOSED = "closed"


class DayKind(StrEnum):
    """What the calendar says against the rule of Monday to Friday."""

    HOLIDAY = "holiday"  # 放假
    WORKDAY = "workday"  # 调休上班


@dataclass(frozen=True, slots=True)
class Meeting:
    """Minutes of one part (4a 镇党委会, 4b 组织部) over one town, "" for the whole round."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "step", "part", "town")

    round: str
    step: str
    part: str
    town: str
    minutes: str
    held_on: str
    expected: int
    present: int
    recused: str = ""
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A village signed in one part of the deliberation."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "step", "part")

    round: str
    village: str
    step: str
    part: str
    state: SignOffState
    signed_by: str = ""
    act_date: str = ""
    entered_by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """An authorised body gives or takes a star (`star`, `given` 1/0) or changes the class
    (`rating_class`); never points. `subject` is the star id, or "class"."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "part", "subject")

    round: str
    village: str
    part: str
    subject: str
    given: int | None = None
    rating_class: str = ""
    reason: str = ""
    document: str = ""
    act_date: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A recorded decision where a quota's cut goes through equals: the village's class."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village")

    round: str
    village: str
    rating_class: str
    reason: str
    document: str
    act_date: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """公示 of one village: `first_day`/`last_day` inclusive; `posting` counts repeats."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "posting")

    round: str
    village: str
    posting: int
    state: NoticeState
    first_day: str
    last_day: str
    place: str = ""
    contact: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """异议: received → assigned → finding → reply → closed. `changes_result`: 1 when what was
    found changes the village's result, so that it is posted again."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "number")

    round: str
    number: int
    village: str
    received_on: str
    channel: str
    from_whom: str
    content: str
    state: ObjectionState = ObjectionState.RECEIVED
    assigned_to: str = ""
    finding: str = ""
    effect: str = ""
    changes_result: int = 0
    reply: str = ""
    closed_on: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that differs from Monday-to-Friday."""

    KEY: ClassVar[tuple[str, ...]] = ("day",)

    day: str
    kind: DayKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An issued certificate: its plain number, day and the paper that was kept."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "number")

    round: str
    village: str
    number: str
    dated: str
    paper: str
    void: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """What left the office, as made: `sha256` of the bytes kept beside it."""

    KEY: ClassVar[tuple[str, ...]] = ("sha256",)

    sha256: str
    kind: str
    round: str
    village: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file attached to something; the bytes are kept under their checksum.

    `village`: "" where it belongs to the whole round. `subject`: what it shows, see
    `evaluation/evidence.py`. `name`: of the file as it came; `media`: its media type; `size`:
    bytes as kept. taken_on: ISO day on which a photo was taken, "" when unknown.
    """

    KEY: ClassVar[tuple[str, ...]] = ("round", "village", "subject", "sha256")

    round: str
    village: str
    subject: str
    sha256: str
    name: str
    media: str
    size: int
    taken_on: str = ""
    note: str = ""
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class StepDates:
    """The office's own first and last day of a step (ISO), in place of the planned ones."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "step")

    round: str
    step: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class FindingNote:
    """The word given on a finding of 数据校核: `check` and `subject` name the finding."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "check", "subject")

    round: str
    check: str
    subject: str
    village: str
    text: str
    entered_by: str = ""
