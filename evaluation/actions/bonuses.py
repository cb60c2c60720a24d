"""加分: points beyond the sheets, once for a village and star, with a basis."""

from __future__ import annotations

from datetime import datetime

from evaluation.actions.context import RoundContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.actions.sheet_drafts import (
    require_at_most,
)
from evaluation.faults import RatingFault
from evaluation.history import HistoryEvent
from evaluation.numbers import read_hundredths, show_plain
from evaluation.ports import UnitOfWork
from evaluation.stars.sheets import Bonus

__all__ = [
    "enter_bonus",
]


def enter_bonus(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    star: str,
    points: str,
    basis: str,
) -> None:
    """加分 on one star, with its basis; "0" takes it back. Beyond the limits it is refused."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    rules = found.standard.bonus
    if rules is None:
        raise RatingFault("本年度的评定标准没有加分。")
    its_star = found.star(star)
    amount = read_hundredths(points, f"{found.name} {its_star.name}的加分")
    old = work.get(Bonus, round, found.id, its_star.id)
    if amount == 0:
        if old is None:
            raise RatingFault(f"{found.name} {its_star.name}没有加分可以删去。")
        work.remove(old)
    else:
        require_at_most(amount, rules.per_star, f"{found.name} {its_star.name}的加分")
        if not basis.strip():
            raise RatingFault(f"{found.name} {its_star.name}：加分要写明依据。")
        others = sum(
            item.points
            for item in work.find(Bonus, round=round, village=found.id)
            if item.star != its_star.id
        )
        if others + amount > rules.in_all:
            raise RatingFault(
                f"{found.name}的加分合计 {show_plain(others + amount)} 分，"
                f"超过上限 {show_plain(rules.in_all)} 分，没有保存。"
            )
        work.put(Bonus(round, found.id, its_star.id, amount, basis.strip()))
    drop_later_sign_offs(context, found, f"{its_star.name}加分变动")
    work.log(
        HistoryEvent.BONUS_ENTERED,
        round=round,
        village=found.id,
        subject=its_star.name,
        reason=basis,
    )
