"""The indicators as departments report on them: grouped by lead department, then by star."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.standard.model import AwardKind, Depth, Standard, Step
from evaluation.stars.scoring import depth_of, stars_of_step
from evaluation.stars.sheets import Purpose

__all__ = ["OrderedItem", "ordered_items"]


@dataclass(frozen=True, slots=True)
class OrderedItem:
    """An indicator (a star where the depth is 每星得分) and the group it is listed in.

    `department`: whose paper it comes on, "" where the standard names none.
    """

    id: str
    star: str
    code: str
    text: str
    department: str
    group: str


def ordered_items(standard: Standard, step: Step, purpose: Purpose) -> tuple[OrderedItem, ...]:
    """Everything the step scores: departments in the order of their first indicator, each with
    its indicators; behind them, star by star, what no department is named for."""
    stars = stars_of_step(standard, step.id)
    numbers = {star.id: number for number, star in enumerate(standard.stars, start=1)}
    if depth_of(step, purpose) is Depth.STAR:
        return tuple(
            OrderedItem(star.id, star.id, f"★{numbers[star.id]}", star.name, "", "各颗星")
            for star in stars
        )
    sign = "★" if standard.award is AwardKind.COUNTED else ""
    items = [
        OrderedItem(
            indicator.id,
            star.id,
            indicator.code,
            indicator.text,
            indicator.department,
            indicator.department or f"{sign}{numbers[star.id]} {star.name}",
        )
        for star in stars
        for indicator in star.indicators
    ]
    groups = dict.fromkeys(item.group for item in items if item.department)
    groups |= dict.fromkeys(item.group for item in items if not item.department)
    places = {group: place for place, group in enumerate(groups)}
    return tuple(sorted(items, key=lambda item: places[item.group]))
