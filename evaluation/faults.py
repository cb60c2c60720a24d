"""The two families of error a user may meet.

A `RatingFault` is something an official can put right: a wrong figure, a missing
signature, a date out of order. A `RegisterFault` is the file's or the machine's fault:
a damaged register, a full disk, a newer version. Anything else that is raised is a
mistake of ours and belongs in the fault window.

The text is written for the official: what happened, why it matters, what to do next.
"""

from __future__ import annotations

__all__ = ["Fault", "RatingFault", "RegisterFault"]


class Fault(Exception):
    """A sentence for the official, with the places it speaks of.

    `places` holds one line for each place (village, row, cell, field) when there is more
    than one; it is empty when the sentence itself names the place.
    """

    def __init__(self, message: str, *, places: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.places = places

    def __str__(self) -> str:
        return "\n".join((self.message, *(f"  {place}" for place in self.places)))


class RatingFault(Fault):
    """An official can put it right."""


class RegisterFault(Fault):
    """The file or the machine is at fault."""
