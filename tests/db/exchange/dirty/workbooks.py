"""Thirty defective score sheets, each made on the spot, and what has to be said of each cell.

`DIRTY` lists them: what is entered on a form that the program itself wrote, in which kind of
file it comes back, and which faults, questions and notices the preview has to name with their
cells. A cell is named by the indicator's code, the number of the clause and the column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from db.exchange.tables import address, read_table
from tests.db.exchange.dirty.old_workbook import Error, Percent, Reckoned, write_old_workbook

POINTS, CLAUSES = "自评", "初评"
At = tuple[str, int, str]
"""(code, number of the clause or 0, column)."""
MARCH = date(2026, 3, 1)


@dataclass(frozen=True)
class Dirty:
    """One defective file. entered: cell → value. faults, questions, notices: cell (or an
    address, "" for the whole file) → words that have to be said. answers: the key chosen for
    questions at a cell; the first choice without it. file: ending, or an encoding of csv."""

    name: str
    step: str
    entered: Mapping[At, Any]
    file: str = "xlsx"
    faults: Mapping[Any, str] = field(default_factory=dict)
    questions: Mapping[Any, str] = field(default_factory=dict)
    notices: Mapping[Any, str] = field(default_factory=dict)
    answers: Mapping[Any, str] = field(default_factory=dict)
    head: Mapping[str, Any] = field(default_factory=dict)
    merges: Sequence[tuple[At, At]] = ()
    hidden_rows: Sequence[At] = ()
    hidden_columns: Sequence[str] = ()
    repeated: Sequence[At] = ()


def points(code: str, column: str = "得分") -> At:
    return code, 0, column


def clause(code: str, number: int, column: str) -> At:
    return code, number, column


class Grid:
    """The cells of a form, to be found by what they are."""

    def __init__(self, form: Path) -> None:
        (sheet,) = read_table(form).sheets
        self.name = sheet.name
        self.rows: list[list[Any]] = [list(row) for row in sheet.values]
        self.head = next(
            number for number, row in enumerate(self.rows) if "编号" in row and "分值" in row
        )
        width = len(self.rows[self.head])
        self.rows = [row + [""] * (width - len(row)) for row in self.rows]

    def place(self, at: At) -> tuple[int, int]:
        """(row, column) from 0."""
        code, number, column = at
        names = self.rows[self.head]
        for place in range(self.head + 1, len(self.rows)):
            row = self.rows[place]
            if row[names.index("编号")] != code:
                continue
            if not number or row[names.index("条")] == str(number):
                return place, names.index(column)
        raise LookupError(at)

    def address(self, at: Any) -> str:
        if isinstance(at, str):
            return at
        row, column = self.place(at)
        return address(row + 1, column + 1)

    def put(self, at: At, value: Any) -> None:
        row, column = self.place(at)
        self.rows[row][column] = value

    def put_head(self, label: str, value: Any) -> None:
        for row in self.rows[: self.head]:
            for column, text in enumerate(row):
                if text == label:
                    row[column + 1] = value
                elif str(text).startswith(f"{label}："):
                    row[column] = f"{label}：{value}"


def make(dirty: Dirty, form: Path, folder: Path) -> tuple[Path, Grid]:
    """Fill a form that the program wrote as `dirty` says; returns the file and its cells."""
    grid = Grid(form)
    for label, value in dirty.head.items():
        grid.put_head(label, value)
    for at, value in dirty.entered.items():
        grid.put(at, value)
    for at in dirty.repeated:
        grid.rows.append(list(grid.rows[grid.place(at)[0]]))
    merges = [(*grid.place(first), *grid.place(last)) for first, last in dirty.merges]
    rows = [grid.place(at)[0] for at in dirty.hidden_rows]
    columns = [grid.rows[grid.head].index(name) for name in dirty.hidden_columns]
    if dirty.file in ("utf-8-sig", "utf-8", "gb18030"):
        path = folder / f"{dirty.name}.csv"
        text = io.StringIO()
        csv.writer(text).writerows(grid.rows)
        path.write_bytes(text.getvalue().encode(dirty.file))
    elif dirty.file == "xls":
        path = write_old_workbook(
            folder / f"{dirty.name}.xls",
            grid.rows,
            name=grid.name,
            merges=merges,
            hidden_rows=rows,
            hidden_columns=columns,
        )
    else:
        path = folder / f"{dirty.name}.xlsx"
        _write_workbook(path, grid, merges, rows, columns)
    return path, grid


def _write_workbook(
    path: Path,
    grid: Grid,
    merges: Sequence[tuple[int, int, int, int]],
    rows: Sequence[int],
    columns: Sequence[int],
) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    day, percent = book.add_format({"num_format": "m-d"}), book.add_format({"num_format": "0%"})
    sheet = book.add_worksheet(grid.name)
    for top, left, low, right in merges:
        sheet.merge_range(top, left, low, right, "")
    for number, row in enumerate(grid.rows):
        for column, value in enumerate(row):
            if isinstance(value, Percent):
                sheet.write_number(number, column, value.value, percent)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, Error):
                sheet.write_formula(number, column, "=1/0", None, "#DIV/0!")
            elif isinstance(value, Reckoned):
                sheet.write_formula(number, column, "=40+2", None, value.value or "")
            elif isinstance(value, str) and value:
                sheet.write_string(number, column, value)
            elif value not in (None, ""):
                sheet.write(number, column, value)
    for hidden in rows:
        sheet.set_row(hidden, None, None, {"hidden": True})
    for column in columns:
        sheet.set_column(column, column, 8, None, {"hidden": True})
    book.close()


GOOD = {points("1.3"): 20, points("2.1"): 28.5}
GOOD_CLAUSES = {
    clause("2.1", 1, "次数"): 2,
    clause("2.1", 1, "事实"): "5 月、8 月没有开展主题党日",
}

DIRTY = (
    Dirty(
        "01 带单位的数",
        CLAUSES,
        {**GOOD_CLAUSES, clause("3.2", 1, "数据"): "2000万"},
        faults={clause("3.2", 1, "数据"): "2000万"},
    ),
    Dirty(
        "02 变成日期的分数",
        POINTS,
        {**GOOD, points("1.1"): MARCH},
        faults={points("1.1"): "日期（2026-03-01）"},
    ),
    Dirty(
        "03 变成日期的次数 旧格式",
        CLAUSES,
        {**GOOD_CLAUSES, clause("1.3", 1, "次数"): MARCH},
        "xls",
        faults={clause("1.3", 1, "次数"): "日期（2026-03-01）"},
    ),
    Dirty(
        "04 写成文字的3-1",
        CLAUSES,
        {clause("1.3", 1, "次数"): "3-1", clause("1.3", 1, "事实"): "少开会"},
        "gb18030",
        faults={clause("1.3", 1, "次数"): "3-1"},
    ),
    Dirty(
        "05 全角数字",
        POINTS,
        {**GOOD, points("1.1"): "２８．５"},
        notices={points("1.1"): "读作 28.5"},
    ),
    Dirty(
        "06 尾部空格",
        POINTS,
        {**GOOD, points("1.1"): "28 　", points("1.1", "备注"): " 缺一人 "},
        "utf-8",
        notices={points("1.1"): "读作 28", points("1.1", "备注"): "读作“缺一人”"},
    ),
    Dirty(
        "07 竖向合并",
        POINTS,
        {**GOOD, points("1.4"): 12},
        merges=[(points("1.4"), points("1.5"))],
        faults={points("1.4"): "合并"},
    ),
    Dirty(
        "08 横向合并",
        CLAUSES,
        {**GOOD_CLAUSES, clause("1.3", 1, "事实"): "少开一次", clause("1.3", 1, "次数"): 1},
        merges=[(clause("1.3", 1, "事实"), clause("1.3", 1, "依据"))],
        faults={clause("1.3", 1, "事实"): "合并"},
    ),
    Dirty(
        "09 竖向合并 旧格式",
        POINTS,
        {**GOOD, points("1.4"): 12},
        "xls",
        merges=[(points("1.4"), points("1.5"))],
        faults={points("1.4"): "合并"},
    ),
    Dirty(
        "10 公式有结果",
        POINTS,
        {**GOOD, points("1.2"): Reckoned(12)},
        notices={points("1.2"): "公式，读作算出的 12"},
    ),
    Dirty(
        "11 公式没有结果",
        POINTS,
        {**GOOD, points("1.2"): Reckoned(None)},
        faults={points("1.2"): "还没有算出结果"},
    ),
    Dirty(
        "12 公式 旧格式",
        POINTS,
        {**GOOD, points("1.2"): Reckoned(12), points("1.4"): Reckoned(None)},
        "xls",
        notices={points("1.2"): "公式，读作算出的 12"},
        faults={points("1.4"): "公式"},
    ),
    Dirty(
        "13 出错的格",
        POINTS,
        {**GOOD, points("1.2"): Error()},
        faults={points("1.2"): "公式出错"},
    ),
    Dirty(
        "14 出错的格 旧格式",
        CLAUSES,
        {**GOOD_CLAUSES, clause("1.3", 1, "次数"): Error()},
        "xls",
        faults={clause("1.3", 1, "次数"): "公式出错"},
    ),
    Dirty(
        "15 隐藏的行",
        POINTS,
        {**GOOD, points("1.2"): 12},
        hidden_rows=[points("1.2")],
        questions={points("1.2", "编号"): "隐藏"},
    ),
    Dirty(
        "16 隐藏的行不读 旧格式",
        POINTS,
        {**GOOD, points("1.2"): 12},
        "xls",
        hidden_rows=[points("1.2")],
        questions={points("1.2", "编号"): "隐藏"},
        answers={points("1.2", "编号"): "skip"},
    ),
    Dirty(
        "17 隐藏的列",
        POINTS,
        {**GOOD, points("1.3", "备注"): "少一次"},
        hidden_columns=["备注"],
        questions={"": "“备注”"},
    ),
    Dirty(
        "18 隐藏的列不读 旧格式",
        POINTS,
        {**GOOD, points("1.3", "备注"): "少一次"},
        "xls",
        hidden_columns=["备注"],
        questions={"": "“备注”"},
        answers={"": "skip"},
    ),
    Dirty(
        "19 文本数字",
        CLAUSES,
        {**GOOD_CLAUSES, clause("1.3", 1, "次数"): "3", clause("1.3", 1, "事实"): "少开三次"},
        notices={clause("1.3", 1, "次数"): "按文本保存的数字“3”"},
    ),
    Dirty(
        "20 千位分隔",
        CLAUSES,
        {**GOOD_CLAUSES, clause("7.1", 1, "数据"): "18,500.5"},
        "utf-8-sig",
        notices={clause("7.1", 1, "数据"): "读作 18500.5"},
    ),
    Dirty(
        "21 元和万元",
        CLAUSES,
        {
            **GOOD_CLAUSES,
            clause("3.2", 1, "数据"): "126500元",
            clause("7.1", 1, "数据"): "1.85万元",
            clause("1.2", 3, "数据"): "48岁",
        },
        questions={
            clause("3.2", 1, "数据"): "读作 12.65 万元",
            clause("7.1", 1, "数据"): "读作 18500 元",
        },
        notices={clause("1.2", 3, "数据"): "读作 48"},
    ),
    Dirty(
        "22 百分比格式",
        CLAUSES,
        {
            **GOOD_CLAUSES,
            clause("8.2", 1, "数据"): Percent(0.955),
            clause("2.4", 3, "数据"): 0.95,
            clause("2.5", 1, "数据"): "85%",
        },
        questions={clause("2.4", 3, "数据"): "是 0.95% 还是 95%"},
        notices={
            clause("8.2", 1, "数据"): "读作 95.5",
            clause("2.5", 1, "数据"): "读作 85",
        },
        answers={clause("2.4", 3, "数据"): "95"},
    ),
    Dirty(
        "23 百分比的分数 旧格式",
        POINTS,
        {**GOOD, points("1.2"): Percent(0.12)},
        "xls",
        faults={points("1.2"): "百分比（显示为 12%）"},
    ),
    Dirty(
        "24 重复的行",
        POINTS,
        {**GOOD, points("1.2"): 12},
        repeated=[points("1.2")],
        faults={"F50": "出现了两次"},
    ),
    Dirty(
        "25 不在名册的村",
        POINTS,
        GOOD,
        head={"代码": "159901100299", "嘎查村": "无名嘎查"},
        faults={"B3": "没有代码为 159901100299"},
    ),
    Dirty(
        "26 别的乡镇的村",
        POINTS,
        GOOD,
        "gb18030",
        head={"代码": "", "嘎查村": "红星村", "乡镇": "别的镇"},
        faults={"B2": "没有别的镇的“红星村”"},
    ),
    Dirty(
        "27 小数太多",
        POINTS,
        {**GOOD, points("1.2"): 12.345},
        faults={points("1.2"): "超过两位"},
    ),
    Dirty(
        "28 超过满分",
        POINTS,
        {**GOOD, points("1.2"): 16, points("1.4"): -1, points("1.5"): "满分"},
        "gb18030",
        faults={
            points("1.2"): "应在 0 到 15 分之间",
            points("1.4"): "应在 0 到 15 分之间",
            points("1.5"): "满分",
        },
    ),
    Dirty(
        "29 看不见的字符",
        CLAUSES,
        {
            clause("2.1", 1, "次数"): "\u200b2\ufeff",
            clause("2.1", 1, "事实"): "\u200b没有开展\u200b",
        },
        notices={
            clause("2.1", 1, "次数"): "读作 2",
            clause("2.1", 1, "事实"): "读作“没有开展”",
        },
    ),
    Dirty(
        "30 样样都有",
        CLAUSES,
        {
            **GOOD_CLAUSES,
            clause("1.1", 1, "次数"): 2,
            clause("1.1", 2, "次数"): "３",
            clause("1.1", 2, "事实"): "缺三人",
            clause("1.2", 1, "次数"): 1.5,
            clause("1.2", 3, "数据"): "五十岁",
            clause("1.3", 1, "次数"): MARCH,
            clause("1.3", 2, "次数"): Error(),
            clause("1.4", 1, "查验"): "看过了",
            clause("1.4", 2, "事实"): "没有述职",
            clause("2.2", 1, "数据"): 3,
            clause("3.3", 1, "数据"): 20,
            clause("10.1", 1, "次数"): 1,
            clause("8.2", 1, "数据"): True,
        },
        faults={
            clause("1.1", 1, "次数"): "最多只能是 1 次",
            clause("1.2", 1, "次数"): "1.5",
            clause("1.2", 3, "数据"): "五十岁",
            clause("1.3", 1, "次数"): "日期",
            clause("1.3", 2, "次数"): "公式出错",
            clause("1.4", 1, "查验"): "看过了",
            clause("1.4", 2, "事实"): "没有填次数",
            clause("2.2", 1, "数据"): "不用填",
            clause("3.3", 1, "数据"): "基数",
            clause("10.1", 1, "次数"): "不用填",
            clause("8.2", 1, "数据"): "TRUE",
        },
        notices={clause("1.1", 2, "次数"): "读作 3"},
    ),
)
