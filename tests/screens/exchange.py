"""The preview of an import: rows to be added, and one with faults and questions."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtWidgets import QWidget

from db.exchange.previews import (
    CellFault,
    Difference,
    Preview,
    PreviewRow,
    Question,
    RowState,
)
from gui.dialogs.import_preview import ImportPreview
from tests.screens.registry import screen

_NAMES = ("西岭嘎查", "月亮泡嘎查", "东泉嘎查", "柳树沟村", "芦花渡村", "红石崖嘎查", "白鹭湾村")
_SUMMARY = "基本情况：新增 5 行，变更 2 行，相同 0 行，忽略 1 行。没有用到的列：“备注”。"


def _preview(**changes: Any) -> Preview:
    rows = tuple(
        PreviewRow(
            RowState.CHANGED if number in (2, 5) else RowState.ADDED,
            f"B{number + 3}",
            name,
            (
                Difference("户数", "204" if number in (2, 5) else "", str(211 + number * 7)),
                Difference("人口", "", str(583 + number * 19)),
                Difference("集体经营性收入", "", f"{12 + number}.50"),
            ),
        )
        for number, name in enumerate(_NAMES)
    )
    ignored = PreviewRow(RowState.IGNORED, "B10", "", note="合计行")
    values: dict[str, Any] = {
        "kind": "facts",
        "file_name": "2026年嘎查村基本情况.xlsx",
        "sha256": "0" * 64,
        "rows": (*rows, ignored),
        "summary": _SUMMARY,
        "action": "enter_facts",
    }
    return Preview(**{**values, **changes})


def _window(preview: Preview) -> QWidget:
    # Nothing is read or carried out for a picture.
    return ImportPreview(cast("Any", None), preview)


@screen("dialog-import", whole=False)
def rows() -> QWidget:
    """Everything can be applied."""
    return _window(_preview())


@screen("dialog-import-problems", whole=False)
def problems() -> QWidget:
    """Faults with their cells, and a question."""
    question = Question(
        "village:B4",
        "B4",
        "名册里有 2 个“红星村”，这一行是哪一个？",
        (
            ("v1", "示例镇 红星村（159901100203）"),
            ("v2", "月亮苏木 红星村（159901101201）"),
        ),
    )
    faults = (
        CellFault("D5", "户数填的是“2000户”，这里要填不小于 0 的整数。"),
        CellFault(
            "F6",
            "集体经营性收入这一格是日期（2026-03-01）。表格软件会把“3-1”这样的内容自动改成日期；"
            "请把这一格设为文本格式，重新填写原来的内容。",
        ),
        CellFault("B8", "2026 年度名册里没有“无此村”。请核对名称，或先把它加入名册。"),
    )
    return _window(_preview(faults=faults, questions=(question,), asked=(question,)))
