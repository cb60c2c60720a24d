"""The cards of the star strip from a sheet: score, distance or what is left to do."""

from __future__ import annotations

from evaluation.numbers import show
from gui.desk.reasons_pane import own_words
from gui.desk.sheet_view import SheetView, StarView
from gui.desk.star_strip import StarCard

__all__ = ["star_card"]


def star_card(view: SheetView, star: StarView) -> StarCard:
    """The card of a star. Before the sheet is signed it speaks of this sheet alone."""
    decimals = view.head.decimals
    name = star.star.name.removesuffix("星") or star.star.name
    title = f"★{star.number} {star.star.name}" if view.head.counted else star.star.name
    words = [title]
    own = "—" if star.sheet_score is None else show(star.sheet_score, decimals)
    words.append(f"{'复核后' if view.review else view.step.short} {own}")
    beside = own_words(view, star)
    if beside:
        words.append(beside.removeprefix("；"))
    if star.open:
        words.append(f"还有 {star.open} 项未查")
    if not view.revealed or star.score is None:
        note = f"余 {star.open}" if star.open else ""
        done = star.open == 0 and star.sheet_score is not None and not view.review
        return StarCard(star.id, name, own, note, None, done, "，".join(words))
    score = show(star.score, decimals)
    words.append(f"本星 {score}")
    note = ""
    won = star.held if view.head.counted else None
    if won is False:
        distance = view.standard.pass_line - star.score
        note = f"差{show(distance, decimals)}" if distance > 0 else "否决"
        words.append("没有获得本星" if distance <= 0 else f"差 {show(distance, decimals)} 分")
    elif won:
        words.append("获得本星")
    return StarCard(star.id, name, score, note, won, star.open == 0, "，".join(words))
