"""The transition table as a whole: every kind of step, state and action against the stored
table, and `move`, which refuses with all reasons at once."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from evaluation.standard.model import StepKind
from evaluation.steps.transitions import (
    TRANSITIONS,
    Refusal,
    StepAction,
    StepState,
    move,
)

STORED = Path(__file__).with_name("transitions.txt")
WHOLE = list(product(StepKind, StepState, StepAction))


def written_table() -> str:
    """Per kind a grid of states and actions, then what each move asks and is recorded as."""
    lines: list[str] = []
    for kind in StepKind:
        lines.append(f"== {kind} ==")
        lines.append("".join(f"{word:<11}" for word in ("", *StepAction)).rstrip())
        for state in StepState:
            cells = [
                str(found.state) if (found := TRANSITIONS.get((kind, state, action))) else "."
                for action in StepAction
            ]
            lines.append("".join(f"{word:<11}" for word in (state, *cells)).rstrip())
        lines.append("")
        for state, action in product(StepState, StepAction):
            found = TRANSITIONS.get((kind, state, action))
            if found is not None:
                guards = ", ".join(found.guards)
                lines.append(f"{state} --{action}--> {found.state}  ({found.event}): {guards}")
        lines.append("")
    return "\n".join(lines)


def test_the_table_is_the_stored_one() -> None:
    """After a wanted change, write what `written_table` gives into transitions.txt."""
    assert written_table() == STORED.read_text("utf-8")


def test_the_whole_product_is_walked() -> None:
    assert len(WHOLE) == len(StepKind) * len(StepState) * len(StepAction)
    assert set(TRANSITIONS) <= set(WHOLE)


@pytest.mark.parametrize("kind", StepKind)
def test_every_move_is_made_or_refused(kind: StepKind) -> None:
    for state, action in product(StepState, StepAction):
        known = TRANSITIONS.get((kind, state, action))
        if known is None:
            with pytest.raises(Refusal) as caught:
                move(kind, state, action, {}, what="东泉嘎查的初评")
            assert caught.value.message.startswith("东泉嘎查的初评")
            assert "不能" in caught.value.message
            assert caught.value.message.endswith("。")
            continue
        agreed = dict.fromkeys(known.guards, tuple)
        assert move(kind, state, action, agreed, what="东泉嘎查的初评") == (
            known.state,
            known.event,
        )


@pytest.mark.parametrize(("kind", "state", "action"), sorted(TRANSITIONS), ids=str)
def test_each_guard_alone_refuses_and_all_speak_at_once(
    kind: StepKind, state: StepState, action: StepAction
) -> None:
    names = TRANSITIONS[kind, state, action].guards
    assert names[0] == "round_open"
    assert len(set(names)) == len(names)
    for name in names:
        answers = dict.fromkeys(names, tuple)
        with pytest.raises(Refusal) as caught:
            move(kind, state, action, {**answers, name: lambda: ("不行。",)}, what="西岭嘎查的公示")
        assert caught.value.places == ("不行。",)
        assert caught.value.message.startswith("西岭嘎查的公示还不能")
    refusing = {name: (lambda word=name: (f"{word} 一", f"{word} 二")) for name in names}
    with pytest.raises(Refusal) as caught:
        move(kind, state, action, refusing, what="西岭嘎查的公示")
    assert caught.value.places == tuple(f"{name} {word}" for name in names for word in "一二")


def test_a_sealed_sheet_is_told_to_be_returned_first() -> None:
    with pytest.raises(Refusal, match="请先退回该表"):
        move(StepKind.SELF, StepState.SEALED, StepAction.ENTER, {}, what="东泉嘎查的自评")


def test_a_guard_that_is_not_answered_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        move(StepKind.SELF, StepState.NONE, StepAction.ENTER, {}, what="东泉嘎查的自评")
