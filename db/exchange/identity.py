"""The identity block at the head of a form: whose it is, of which year, step and standard.

A form is known again by this block when it comes back filled, whatever its file is called. The
block is a label in one cell with its value to the right of it, or both in one cell, as offices
often write them (嘎查村：东泉嘎查).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from db.exchange.headings import label_of
from db.exchange.tables import Cell, Sheet

__all__ = [
    "ASSESSOR",
    "CHECKSUM",
    "CODE_LABEL",
    "DEPARTMENT",
    "PERIOD",
    "REST",
    "STANDARD",
    "STEP",
    "TOWN_LABEL",
    "UNIT",
    "VILLAGE",
    "YEAR",
    "Identity",
    "read_identity",
    "short_checksum",
]

YEAR, UNIT, VILLAGE, TOWN_LABEL, CODE_LABEL = "年度", "单位类型", "嘎查村", "乡镇", "代码"
STEP, STANDARD, CHECKSUM, REST = "步骤", "标准", "校验码", "其余各项"
DEPARTMENT, PERIOD, ASSESSOR = "部门", "数据期间", "考评人"

_WORDS: Mapping[str, str] = {
    YEAR: "年度 考评年度",
    UNIT: "单位类型",
    VILLAGE: "嘎查村 嘎查村名称 村名 社区 社区名称 村 单位名称 被考评单位 被考评嘎查村 "
    "填报单位 考评单位",
    TOWN_LABEL: "乡镇 镇 苏木乡镇 所属乡镇 街道 苏木",
    CODE_LABEL: "代码 区划代码 统计用区划代码 村代码 嘎查村代码 社区代码",
    STEP: "步骤 考评步骤",
    STANDARD: "标准 评定标准",
    CHECKSUM: "校验码 标准校验码",
    REST: "其余各项",
    DEPARTMENT: "部门 反馈部门 牵头部门",
    PERIOD: "数据期间 期间",
    ASSESSOR: "考评人 考评员 评分人",
}
_LABELS = {label_of(word): label for label, words in _WORDS.items() for word in words.split()}
_ONE_CELL = re.compile(r"([^：:]{1,20})[：:]\s*(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Identity:
    """What the head of a form says. cells: label → the cell of its value; title: all of it."""

    cells: Mapping[str, Cell] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    title: str = ""

    def text(self, label: str) -> str:
        return self.values.get(label, "")

    def address(self, label: str) -> str:
        cell = self.cells.get(label)
        return "" if cell is None else cell.address


def short_checksum(sha256: str) -> str:
    """The first eight signs, as they are printed on forms."""
    return sha256[:8].upper()


def read_identity(sheet: Sheet, before_row: int) -> Identity:
    """What stands above the row of column names; of several equal labels the first counts."""
    cells: dict[str, Cell] = {}
    values: dict[str, str] = {}
    words: list[str] = []
    for number in range(1, before_row):
        waiting, place = "", 0
        for cell in sheet.row(number):
            if cell.empty:
                continue
            words.append(cell.text)
            label = _LABELS.get(label_of(cell.text), "")
            together = _ONE_CELL.fullmatch(cell.text)
            pair = _LABELS.get(label_of(together[1]), "") if together is not None else ""
            if together is not None and pair:
                cells.setdefault(pair, cell)
                values.setdefault(pair, together[2])
                waiting = ""
            elif waiting and (not label or cell.column == place + 1):
                # The value of a label may read like a label itself: 单位类型 | 嘎查村.
                cells.setdefault(waiting, cell)
                values.setdefault(waiting, cell.text)
                waiting = ""
            elif label:
                waiting, place = label, cell.column
    return Identity(cells, values, " ".join(words))
