"""The foot of the grid: where the cursor stands, what is left, and the keys that work."""

from __future__ import annotations

from evaluation.standard.model import Depth
from gui.grid.columns import CellKind
from gui.grid.table import GridTable
from gui.widgets.key_hint import KeyHint

__all__ = ["grid_foot"]

_LAYOUT: KeyHint = ("F4", "换版式")
_BACK: KeyHint = ("Esc", "逐村")


def grid_foot(table: GridTable, depth: Depth, *, by_star: bool) -> tuple[str, tuple[KeyHint, ...]]:
    """(words, keys) for the cell of the cursor."""
    row, place = table.place
    grid = table.grid
    if row < 0 or place < 0 or not grid.villages:
        return "没有参评的嘎查村", (_LAYOUT, _BACK)
    village, column = grid.villages[row], grid.columns[place]
    words = f"第 {row + 1} / {len(grid.villages)} 个 · {village.name}"
    if village.closed:
        words += " · 已签字" if village.signed else " · 已定评"
    elif not village.review:
        words += f" · 未查 {village.unchecked()} 项"
    if grid.refused:
        words += f" · {len(grid.refused)} 处没有录入"
    following: KeyHint = ("F3", "下一星" if by_star else "下一项")
    if village.closed or not column.entered:
        return words, (following, (".", "选指标"), _LAYOUT, _BACK)
    hints: list[KeyHint] = []
    if column.kind is CellKind.CLAUSES:
        hints += [("1-9", "选条款"), ("空格", "看条款"), ("Enter", "查毕")]
    elif column.kind is CellKind.FACT:
        hints += [("F2", "改写")]
    else:
        hints += [("0-9", "填数"), ("F2", "事实" if depth is Depth.CLAUSE else "说明")]
    if depth is not Depth.STAR and not village.review:
        hints += [("N", "不涉及"), ("D", "待数据"), ("F6", "查毕一星" if by_star else "整列查毕")]
    return words, (*hints, ("Del", "收回"), following, (".", "选指标"), _LAYOUT, _BACK)
