"""What the grid shows: which step, which layout, which star or indicator. Plain values."""

from __future__ import annotations

from evaluation.standard.model import Depth, Indicator, Star, Step
from evaluation.stars.scoring import depth_of, stars_of_step
from evaluation.stars.sheets import Purpose
from evaluation.views import YearHead
from gui.grid.columns import GridColumn, indicator_columns, star_columns
from gui.grid.indicator_order import OrderedItem, ordered_items

__all__ = ["GridChoice"]


class GridChoice:
    """`by_star`: one star is shown, else one indicator. `star`, `item`: which one ("" none);
    where the depth is 每星得分 the items are stars, and one layout shows all of them."""

    def __init__(self, year: YearHead, step: Step, purpose: Purpose) -> None:
        self.year = year
        self.step = step
        self.purpose = purpose
        self.by_star = True
        self.order = ordered_items(year.standard, step, purpose)
        self.stars = stars_of_step(year.standard, step.id)
        self.star = self.stars[0].id if self.stars else ""
        self.item = self.order[0].id if self.order else ""

    def keep(self, before: GridChoice | None) -> None:
        """Go on with the layout, the star and the indicator of another choice."""
        if before is None:
            return
        self.by_star = before.by_star
        if before.star in [star.id for star in self.stars]:
            self.star = before.star
        if before.item in [item.id for item in self.order]:
            self.item = before.item

    @property
    def depth(self) -> Depth:
        """What the cells take."""
        return depth_of(self.step, self.purpose)

    @property
    def apart(self) -> bool:
        """背靠背: everybody writes on a sheet of his own."""
        return bool(self.year.round.blind) and self.purpose is Purpose.ASSESSMENT

    @property
    def shown_star(self) -> Star | None:
        """The star of 一颗星."""
        return next((star for star in self.stars if star.id == self.star), None)

    @property
    def shown_item(self) -> OrderedItem | None:
        """The indicator of 一项指标."""
        return next((item for item in self.order if item.id == self.item), None)

    @property
    def indicator(self) -> Indicator | None:
        """The indicator whose clauses are shown; None in 一颗星."""
        if self.by_star or self.depth is not Depth.CLAUSE:
            return None
        standard = self.year.standard
        return next((item for item in standard.indicators if item.id == self.item), None)

    def columns(self) -> tuple[GridColumn, ...]:
        """The columns of what is shown."""
        standard, star = self.year.standard, self.shown_star
        if not self.by_star and self.item:
            return indicator_columns(standard, self.step, self.purpose, self.item)
        return () if star is None else star_columns(standard, self.step, self.purpose, star)

    def following(self, count: int) -> str:
        """The star or indicator so many places on; "" where there is none."""
        if self.by_star and self.depth is Depth.STAR:
            return ""
        keys = [star.id for star in self.stars] if self.by_star else [i.id for i in self.order]
        current = self.star if self.by_star else self.item
        place = keys.index(current) + count if current in keys else -1
        return keys[place] if 0 <= place < len(keys) else ""

    def turn_to_item(self, item: str) -> bool:
        """Show an indicator: its page in 一项指标, its star in 一颗星. Whether there is one."""
        found = next((known for known in self.order if known.id == item), None)
        if found is None:
            return False
        self.item = item
        if self.by_star:
            self.star = found.star
        return True
