"""The transition table of the 五步 and `move`, the only place that gives a new state.

A step is known by its kind, never by its number. Guards are named here and written in
`guards.py`; `move` asks all of them and refuses with every reason at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.standard.model import StepKind

__all__ = ["TRANSITIONS", "Guard", "Refusal", "StepAction", "StepState", "Transition", "move"]


class StepState(StrEnum):
    """Every state that a sheet, ballot, sign-off or notice can be in."""

    NONE = "none"  # 未开始
    DRAFT = "draft"  # 录入中
    SEALED = "sealed"  # 已签
    RETURNED = "returned"  # 已退回, the next version takes its place
    SIGNED = "signed"  # 已审签
    POSTED = "posted"  # 公示中
    WITHDRAWN = "withdrawn"  # 已撤下
    CLEARED = "cleared"  # 公示期满


class StepAction(StrEnum):
    """What an official does to a step of a village."""

    ENTER = "enter"
    SEAL = "seal"
    RETURN = "return"
    SIGN = "sign"
    REOPEN = "reopen"
    POST = "post"
    WITHDRAW = "withdraw"
    CLEAR = "clear"


class Refusal(RatingFault):
    """A move that is not possible now, with every reason."""


@dataclass(frozen=True, slots=True)
class Transition:
    """New state, names of the guards to ask, and the event under which it is recorded."""

    state: StepState
    guards: tuple[str, ...]
    event: HistoryEvent


Guard = Callable[[], tuple[str, ...]]
"""Asks one question; answers with the reasons against, none when there are none."""

_E = HistoryEvent
_S = StepState
_SHEET_SEAL = (
    "round_open",
    "nothing_unchecked",
    "every_figure_typed",
    "something_applicable",
    "signed_and_dated",
)
_SHEET = {
    (_S.NONE, StepAction.ENTER): Transition(_S.DRAFT, ("round_open",), _E.MARK_ENTERED),
    (_S.DRAFT, StepAction.ENTER): Transition(_S.DRAFT, ("round_open",), _E.MARK_ENTERED),
    (_S.SEALED, StepAction.RETURN): Transition(
        _S.RETURNED, ("round_open", "reason_given"), _E.SHEET_RETURNED
    ),
}
_TABLE: dict[StepKind, dict[tuple[StepState, StepAction], Transition]] = {
    StepKind.SELF: {
        **_SHEET,
        (_S.DRAFT, StepAction.SEAL): Transition(_S.SEALED, _SHEET_SEAL, _E.SHEET_SEALED),
    },
    StepKind.ASSESSMENT: {
        **_SHEET,
        (_S.DRAFT, StepAction.SEAL): Transition(
            _S.SEALED,
            (
                *_SHEET_SEAL,
                "every_fact_given",
                "evidence_attached",
                "differences_explained",
                "consent_recorded",
            ),
            _E.SHEET_SEALED,
        ),
    },
    StepKind.BALLOT: {
        (_S.NONE, StepAction.ENTER): Transition(_S.DRAFT, ("round_open",), _E.BALLOT_ENTERED),
        (_S.DRAFT, StepAction.ENTER): Transition(_S.DRAFT, ("round_open",), _E.BALLOT_ENTERED),
        (_S.DRAFT, StepAction.SEAL): Transition(
            _S.SEALED,
            ("round_open", "ballot_balances", "turnout_met", "opinions_given", "signed_and_dated"),
            _E.BALLOT_SEALED,
        ),
        (_S.DRAFT, StepAction.RETURN): Transition(
            _S.RETURNED, ("round_open", "reason_given"), _E.BALLOT_REPEATED
        ),
        (_S.SEALED, StepAction.RETURN): Transition(
            _S.RETURNED, ("round_open", "reason_given"), _E.BALLOT_RETURNED
        ),
    },
    StepKind.DELIBERATION: {
        (_S.NONE, StepAction.SIGN): Transition(
            _S.SIGNED,
            (
                "round_open",
                "earlier_steps_done",
                "veto_cases_decided",
                "earlier_parts_signed",
                "meeting_recorded",
                "result_determined",
            ),
            _E.STEP_CONFIRMED,
        ),
        (_S.SIGNED, StepAction.REOPEN): Transition(
            _S.NONE, ("round_open", "reason_given"), _E.STEP_REOPENED
        ),
    },
    StepKind.NOTICE: {
        (_S.NONE, StepAction.POST): Transition(
            _S.POSTED, ("round_open", "all_parts_signed", "notice_long_enough"), _E.NOTICE_OPENED
        ),
        (_S.WITHDRAWN, StepAction.POST): Transition(
            _S.POSTED, ("round_open", "all_parts_signed", "notice_long_enough"), _E.NOTICE_OPENED
        ),
        (_S.POSTED, StepAction.WITHDRAW): Transition(
            _S.WITHDRAWN, ("round_open", "reason_given"), _E.STEP_REOPENED
        ),
        (_S.CLEARED, StepAction.WITHDRAW): Transition(
            _S.WITHDRAWN, ("round_open", "reason_given"), _E.STEP_REOPENED
        ),
        (_S.POSTED, StepAction.CLEAR): Transition(
            _S.CLEARED,
            ("round_open", "notice_over", "no_open_objection"),
            _E.NOTICE_CLEARED,
        ),
    },
}
TRANSITIONS: Mapping[tuple[StepKind, StepState, StepAction], Transition] = {
    (kind, state, action): transition
    for kind, moves in _TABLE.items()
    for (state, action), transition in moves.items()
}

_STATE_WORDS = {
    _S.NONE: "还没有开始",
    _S.DRAFT: "正在录入，还没有签字",
    _S.SEALED: "已经签字",
    _S.RETURNED: "是已退回的旧版本",
    _S.SIGNED: "已经审签",
    _S.POSTED: "正在公示",
    _S.WITHDRAWN: "已撤下，待重新公示",
    _S.CLEARED: "公示期已满",
}
_ACTION_WORDS = {
    StepAction.ENTER: "录入",
    StepAction.SEAL: "签字",
    StepAction.RETURN: "退回",
    StepAction.SIGN: "审签",
    StepAction.REOPEN: "撤回审签",
    StepAction.POST: "张贴公示",
    StepAction.WITHDRAW: "撤下公示",
    StepAction.CLEAR: "结束公示",
}


def move(
    kind: StepKind,
    state: StepState,
    action: StepAction,
    guards: Mapping[str, Guard],
    *,
    what: str,
) -> tuple[StepState, HistoryEvent]:
    """(new state, event) of `action`; raises Refusal with all reasons against it.

    `what` names village and step in the sentence. `guards` answers by name; every guard that
    the transition names must be there.
    """
    transition = TRANSITIONS.get((kind, state, action))
    if transition is None:
        raise Refusal(
            f"{what}{_STATE_WORDS[state]}，不能{_ACTION_WORDS[action]}。"
            + ("要改动，请先退回该表。" if state is StepState.SEALED else "")
        )
    reasons = tuple(reason for name in transition.guards for reason in guards[name]())
    if reasons:
        raise Refusal(f"{what}还不能{_ACTION_WORDS[action]}：", places=reasons)
    return transition.state, transition.event
