"""The words at the head of the grid."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.numbers import show_plain
from evaluation.standard.model import AwardKind, Depth, Standard, Star, Step
from evaluation.stars.sheets import Purpose
from gui.grid.indicator_order import OrderedItem

__all__ = ["depth_words", "indicator_words", "star_segments", "star_words", "step_words"]


def step_words(step: Step, purpose: Purpose) -> str:
    """Which sheets these are."""
    return "复核" if purpose is Purpose.REVIEW else step.short


def depth_words(depth: Depth, *, apart: bool) -> str:
    """What the cells take; `apart`: 背靠背, only one's own sheets are shown."""
    taken = {Depth.CLAUSE: "逐条扣分", Depth.INDICATOR: "每项得分", Depth.STAR: "每星得分"}[depth]
    return f"{taken} · 背靠背，只看本人的表" if apart else taken


def star_segments(standard: Standard, stars: Sequence[Star]) -> tuple[tuple[str, str], ...]:
    """The tabs: ★1 … ★10; plain numbers where the award is no star."""
    sign = "★" if standard.award is AwardKind.COUNTED else ""
    numbers = {star.id: number for number, star in enumerate(standard.stars, start=1)}
    return tuple((star.id, f"{sign}{numbers[star.id]}") for star in stars)


def star_words(stars: Sequence[Star], current: str) -> str:
    """The star shown, in full."""
    star = next((item for item in stars if item.id == current), None)
    if star is None:
        return ""
    return f"{star.name}　{show_plain(star.points)} 分 · {len(star.indicators)} 项"


def indicator_words(order: Sequence[OrderedItem], item: OrderedItem) -> str:
    """Whose paper the indicator comes on, and where it stands in it."""
    group = [known.id for known in order if known.group == item.group]
    place = f"第 {group.index(item.id) + 1} / {len(group)} 项"
    if item.department:
        return f"牵头部门 {item.department} · {place}"
    return f"{item.group} · {place}"
