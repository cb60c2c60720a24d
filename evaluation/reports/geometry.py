"""Lengths and boxes on a page, in points from its lower left corner."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["A3_LANDSCAPE", "A4", "A4_LANDSCAPE", "MM", "Box", "Size"]

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet of paper in points."""

    width: float
    height: float


A4 = Size(210 * MM, 297 * MM)
A4_LANDSCAPE = Size(297 * MM, 210 * MM)
A3_LANDSCAPE = Size(420 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> float:
        """Middle of the width."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Middle of the height."""
        return (self.bottom + self.top) / 2

    def inset(self, across: float, along: float | None = None) -> Box:
        """Smaller by `across` left and right and by `along` (else `across`) top and bottom."""
        down = across if along is None else along
        return Box(self.left + across, self.bottom + down, self.right - across, self.top - down)
