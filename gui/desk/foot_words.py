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
    ("＋", "满分"),
    ("Enter", "下一项"),
    ("F2", "说明"),
    ("F3", "下一星"),
    ("F6", "查毕"),
    ("PgDn", "下一村"),
)
_READING_HINTS: tuple[KeyHint, ...] = (("F3", "下一星"), ("F4", "为什么"), ("PgDn", "下一村"))


def foot_words(
    view: SheetView | None, row: IndicatorView | None, undoable: str = ""
) -> tuple[str, tuple[KeyHint, ...]]:
    """(words, keys) for the line at work of a sheet. `undoable`: what 撤销 would take back."""
    if view is None or row is None:
        return "", _READING_HINTS
    rows = [item.item for star in view.stars for item in star.rows]
    place = rows.index(row.item) + 1 if row.item in rows else 0
    deductions = sum(len(item.deductions) for star in view.stars for item in star.rows)
    left = view.open
    words = f"第 {place} / {len(rows)} 项"
    if view.depth is Depth.CLAUSE:
        words += f" · 本村已扣 {deductions} 处"
    if left:
        words += f" · 未查 {left} 项"
    undo: tuple[KeyHint, ...] = (("Ctrl+Z", f"撤销 {undoable}"),) if undoable else ()
    if view.rekey:
        hints = _CLAUSE_HINTS if view.depth is Depth.CLAUSE else _POINT_HINTS
        kept = tuple(hint for hint in hints if hint[0] not in ("F6", "PgDn"))
        return words, (*undo, *kept, ("Ctrl+Enter", "录完比对"))
    if not view.editable:
        return words, (*undo, *_READING_HINTS)
    if view.depth is Depth.CLAUSE:
        return words, (*undo, *_CLAUSE_HINTS)
    left_out = {"＋"} if view.review else set()
    if view.review or view.depth is Depth.STAR:
        left_out.add("F6")
    return words, (*undo, *(hint for hint in _POINT_HINTS if hint[0] not in left_out))
