"""Every code that an official may meet has a label, and every event a group in the log."""

from __future__ import annotations

import pytest

from evaluation.history import HistoryEvent
from evaluation.rounds import ParticipationStatus, RoundState
from evaluation.standard.model import (
    AwardKind,
    ClauseKind,
    Depth,
    EffectKind,
    Measure,
    NotApplicable,
    StepKind,
)
from evaluation.stars.outcome import LossCause, OutcomeState
from evaluation.stars.sheets import MarkState, Purpose, SheetState
from evaluation.steps.records import DayKind, NoticeState, ObjectionState, SignOffState
from evaluation.steps.transitions import StepAction, StepState
from evaluation.vetoes.cases import CaseState
from gui.widgets.step_dots import StepMark
from gui.wording import EVENT_GROUPS, class_tone, outcome_tag, step_mark, step_number, word

ENUMERATIONS = (
    HistoryEvent,
    StepState,
    StepAction,
    SheetState,
    MarkState,
    CaseState,
    NoticeState,
    ObjectionState,
    SignOffState,
    ParticipationStatus,
    RoundState,
    ClauseKind,
    Depth,
    StepKind,
    Purpose,
    DayKind,
    OutcomeState,
    LossCause,
    EffectKind,
    Measure,
    AwardKind,
    NotApplicable,
)
SHORTS = {"first": "先进", "second": "一般", "third": "后进"}


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_code_has_its_own_chinese_word(enumeration):
    words = [word(code) for code in enumeration]
    assert all(words)
    assert len(set(words)) == len(words)
    assert not any(letter.isascii() and letter.isalpha() for text in words for letter in text)


def test_every_event_stands_in_exactly_one_group():
    grouped = [event for _key, _name, events in EVENT_GROUPS for event in events]
    assert sorted(grouped) == sorted(HistoryEvent)


def test_equal_codes_of_two_enumerations_keep_their_words():
    assert word(Purpose.OWN) == "自评"
    assert word(RoundState.OPEN) == "进行中"
    assert word(SignOffState.OPEN) == "未签"


@pytest.mark.parametrize(
    ("place", "classes", "tone"),
    [(None, 3, "none"), (0, 3, "top"), (1, 3, "middle"), (2, 3, "low"), (1, 2, "low"),
     (0, 1, "top")],
)  # fmt: skip
def test_the_tone_of_a_class_is_its_place(place, classes, tone):
    assert class_tone(place, classes) == tone


def test_tag_of_an_outcome():
    assert outcome_tag(OutcomeState.RATED, "first", SHORTS) == ("先进", "top")
    assert outcome_tag(OutcomeState.RATED, "third", SHORTS) == ("后进", "low")
    assert outcome_tag(OutcomeState.PENDING, None, SHORTS) == ("待评", "none")
    assert outcome_tag(OutcomeState.UNDETERMINED, None, SHORTS) == ("待定", "none")
    assert outcome_tag(OutcomeState.EXCLUDED, None, SHORTS) == ("不参评", "none")
    # An imported result may name a class that the standard does not have.
    assert outcome_tag(OutcomeState.RATED, "示范型", SHORTS) == ("示范型", "none")


def test_marks_and_numbers_of_steps():
    assert [step_mark(state) for state in ("none", "draft", "done", "fault")] == [
        StepMark.EMPTY,
        StepMark.DOING,
        StepMark.DONE,
        StepMark.FAULT,
    ]
    assert step_number(0) == "①"
    assert step_number(10) == "11."
