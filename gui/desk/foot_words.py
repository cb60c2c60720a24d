"""The foot of the desk: where one stands on the sheet, and the keys that work there."""

from __future__ import annotations

from evaluation.standard.model import Depth
from gui.desk.sheet_view import IndicatorView, SheetView
from gui.widgets.key_hint import KeyHint

__all__ = ["foot_words"]

_CLAUSE_HINTS: tuple[KeyHint, ...] = (
    ("1-9", "选条款"),
    ("空格", "再扣一条"),
    ("Enter", "下一项"),
    ("F2", "事实"),
    ("F3", "下一星"),
    ("F6", "查毕"),
    ("PgDn", "下一村"),
)
_POINT_HINTS: tuple[KeyHint, ...] = (
    ("0-9", "填得分"),
    ("Enter", "下一项"),
    ("F2", "说明"),
    ("F3", "下一星"),
    ("F6", "查毕"),
    ("PgDn", "下一村"),
)
_READING_HINTS: tuple[KeyHint, ...] = (("F3", "下一星"), ("F4", "为什么"), ("PgDn", "下一村"))


def foot_words(
    view: SheetView | None, row: IndicatorView | None
) -> tuple[str, tuple[KeyHint, ...]]:
    """(words, keys) for the line at work of a sheet."""
    if view is None or row is None:
        return "", _READING_HINTS
    rows = [item.item for star in view.stars for item in star.rows]
    place = rows.index(row.item) + 1 if row.item in rows else 0
    deductions = sum(len(item.deductions) for star in view.stars for item in star.rows)
    left = sum(star.open for star in view.stars)
    words = f"第 {place} / {len(rows)} 项"
    if view.depth is Depth.CLAUSE:
        words += f" · 本村已扣 {deductions} 处"
    if left:
        words += f" · 未查 {left} 项"
    if not view.editable:
        return words, _READING_HINTS
    if view.depth is Depth.CLAUSE:
        return words, _CLAUSE_HINTS
    no_rest = view.review or view.depth is Depth.STAR
    return words, tuple(hint for hint in _POINT_HINTS if not (no_rest and hint[0] == "F6"))
