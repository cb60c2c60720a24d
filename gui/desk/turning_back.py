"""撤销 and 重做 at the desk: says what was taken back and leads to where it stood."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from evaluation.faults import Fault
from gui.desk.entering import Entering
from gui.desk.sheet_view import Subject
from gui.undo import UndoPlace, UndoStack

__all__ = ["Around", "TurningBack", "is_of"]


def is_of(place: UndoPlace, subject: Subject) -> bool:
    """Whether the line stands on that sheet."""
    return (place.village, place.step, place.purpose, place.assessor) == (
        subject.village,
        subject.step,
        subject.purpose,
        subject.assessor,
    )


class Around(Protocol):
    """What is asked of the page that the desk stands on."""

    @property
    def confined(self) -> Subject | None:
        """The one sheet that may be looked at, None where all may."""

    def say(self, sentence: str) -> None:
        """Tell something where entries are made."""

    def show_place(self, place: UndoPlace) -> None:
        """Show the line that was taken back or entered again."""


class TurningBack:
    """The two ways through the entries of this session."""

    def __init__(self, stack: UndoStack, entering: Entering, around: Around) -> None:
        self._stack = stack
        self._entering = entering
        self._around = around

    def undo(self) -> None:
        """撤销: first what is half typed, then the last entry."""
        if self._entering.idle:
            self._turn("撤销", self._stack.undo, self._stack.next_place)
        else:
            self._entering.drop()
            self._entering.show()

    def redo(self) -> None:
        """重做: what was taken back last."""
        if self._entering.idle:
            self._turn("重做", self._stack.redo, self._stack.next_redo_place)

    def _turn(
        self,
        what: str,
        turn: Callable[[], tuple[str, UndoPlace] | None],
        place: UndoPlace | None,
    ) -> None:
        around = self._around
        only = around.confined
        if only is not None and (place is None or not is_of(place, only)):
            around.say(f"这张表上没有可以{what}的录入。")
            return
        try:
            turned = turn()
        except Fault as fault:
            around.say(str(fault))
            return
        if turned is None:
            around.say(f"没有可以{what}的录入。")
            return
        words, stood = turned
        around.show_place(stood)
        around.say(f"{what}：{words}")
