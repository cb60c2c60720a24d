"""Finds the row of column names in a foreign sheet, and what each column is.

A title may stand above it, and names may take two rows with merged cells (会议 over 发出,
收回, 有效). Which words name which column is told by the module of each kind of import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.exchange.tables import Cell, CellKind, Sheet, Table, address
from evaluation.faults import RatingFault
from evaluation.places import compact

__all__ = [
    "CODE",
    "COUNTY",
    "NAME",
    "NUMBER",
    "TOWN",
    "DataRow",
    "Heading",
    "Headings",
    "Layout",
    "by_words",
    "find_layout",
    "label_of",
    "title_of",
    "unit_of",
]

CODE = "code"
NAME = "name"
TOWN = "town"
COUNTY = "county"
NUMBER = "number"

_SEARCHED_ROWS = 30
_MOST_DEPTH = 2
_NOTE = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
_UNIT = re.compile(r"[（(【\[]([^（）()【】\[\]]*)[）)】\]]")
_FOOT = re.compile(
    r"(?:填表|填报|制表|审核|审批|统计|负责|分管|主管|联系|经办|复核|注|说明|备注|日期)[^：:]{0,8}[：:]"
)
_SUMS = frozenset({"合计", "总计", "小计", "平均", "平均分", "平均值", "累计", "全镇合计", "汇总"})

_PLACES: Mapping[str, str] = {
    CODE: "代码 编码 区划代码 行政区划代码 统计用区划代码 统计区划代码 村代码 嘎查村代码 村级代码 "
    "社区代码 单位代码 嘎查代码 区划编码 村编码",
    NAME: "嘎查村 嘎查村名称 嘎查村名 嘎查村社区 村名 村名称 名称 村 嘎查 嘎查名称 "
    "行政村 行政村名称 社区 社区名称 村社区 单位 单位名称 村级组织 嘎查村级组织 "
    "被考评嘎查村 参评嘎查村 被考评单位",
    TOWN: "镇 乡镇 苏木乡镇 苏木镇 苏木 乡 街道 镇街道 乡镇街道 所在镇 所属镇 所属乡镇 所在乡镇 "
    "乡镇名称 镇名 镇名称 苏木乡镇名称 苏木乡镇街道 所属苏木乡镇 所在苏木乡镇 苏木乡镇场",
    COUNTY: "旗县 旗县市区 县 旗 市 区县 县区 所属旗县 所在旗县 县级 旗县名称",
    NUMBER: "序号 编号 序 顺序 排序 no no.",
}


def label_of(text: str) -> str:
    """A column's name freed of blanks and of notes in brackets: 户数（户） → 户数."""
    plain = compact(text)
    return (_NOTE.sub("", plain).strip("：:、*＊") or plain).lower()


def unit_of(text: str) -> str:
    """What stands in brackets behind a column's name: 收入（元） → 元."""
    found = _UNIT.search(compact(text))
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: what it is (`key`), where, and its name as written (over all its rows)."""

    key: str
    column: int
    row: int
    text: str
    turned: bool = False

    @property
    def address(self) -> str:
        return address(self.column, self.row) if self.turned else address(self.row, self.column)


Headings = Callable[[Sequence[str]], str]
"""From the names over a column, top to bottom, to what it is; "" for one that is not read."""


def by_words(words: Mapping[str, str]) -> Headings:
    """Recognise columns by words: key → the names it goes by, divided by blanks.

    The names of places (code, village, town, number) are known besides.
    """
    keys = {
        label_of(word): key
        for source in (_PLACES, words)
        for key, listed in source.items()
        for word in listed.split()
    }

    def recognise(labels: Sequence[str]) -> str:
        for label in reversed(labels):
            key = keys.get(label_of(label))
            if key is not None:
                return key
        return ""

    return recognise


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row below the column names: the cells of the columns that are read, by key."""

    number: int
    cells: Mapping[str, Cell]

    def cell(self, key: str) -> Cell:
        """The cell of a column; an empty one where the sheet has no such column."""
        return self.cells.get(key) or Cell(self.number, 1, CellKind.EMPTY)

    def text(self, key: str) -> str:
        return self.cell(key).text

    @property
    def address(self) -> str:
        """Where the row says whom it is about."""
        for key in (NAME, CODE):
            cell = self.cells.get(key)
            if cell is not None and not cell.empty:
                return cell.address
        return next((cell.address for cell in self.cells.values()), f"A{self.number}")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet whose columns are known. `last_row`: the lowest row of column names. `title`:
    what stands above them, where it does not stand above them in this sheet."""

    sheet: Sheet
    columns: Mapping[str, Heading]
    first_row: int
    last_row: int
    unknown: tuple[Heading, ...] = ()
    passed_over: tuple[str, ...] = ()
    title: str = ""

    def has(self, key: str) -> bool:
        return key in self.columns

    def rows(self) -> Iterator[DataRow]:
        """Every row below the column names in which something stands.

        A town that stands in merged cells is read in each of their rows.
        """
        towns = self.columns.get(TOWN)
        for number in range(self.last_row + 1, self.sheet.rows + 1):
            cells = {
                key: self.sheet.cell(number, heading.column)
                for key, heading in self.columns.items()
            }
            if all(cell.empty for cell in cells.values()):
                continue
            if towns is not None and cells[TOWN].empty:
                merge = self.sheet.merge_at(number, towns.column)
                if merge is not None:
                    cells[TOWN] = self.sheet.cell(merge[0], merge[1])
            yield DataRow(number, cells)

    def not_a_village(self, row: DataRow) -> str:
        """Why a row speaks of no village (a sum, repeated names, the foot); "" if it does."""
        spoken = {key: cell for key, cell in row.cells.items() if not cell.empty and key != TOWN}
        if any(label_of(row.text(key)) in _SUMS for key in (NAME, CODE, NUMBER, TOWN)):
            return "合计行"
        for key in (NAME, CODE):
            if row.text(key) and label_of(row.text(key)) == label_of(self.columns[key].text):
                return "重复的表头"
        if any(_FOOT.match(compact(cell.text)) for cell in spoken.values()):
            return "表尾说明"
        if not spoken or (set(spoken) == {NUMBER} and spoken[NUMBER].kind is CellKind.NUMBER):
            return "空行"
        if set(spoken) == {NUMBER}:
            return "表尾说明"
        return ""

    def merged_over_rows(self, row: DataRow, key: str) -> bool:
        """Whether a cell belongs to merged cells that reach over several rows."""
        merge = self.sheet.merge_at(row.number, row.cell(key).column)
        return merge is not None and merge[2] > merge[0]

    def merged_over_columns(self, row: DataRow, key: str) -> bool:
        """Whether a cell belongs to merged cells that reach over several columns that are read."""
        merge = self.sheet.merge_at(row.number, row.cell(key).column)
        if merge is None:
            return False
        columns = [heading.column for heading in self.columns.values()]
        return sum(merge[1] <= column <= merge[3] for column in columns) > 1


def title_of(layout: Layout) -> str:
    """All that stands above the column names."""
    return layout.title or " ".join(
        cell.text
        for number in range(1, layout.first_row)
        for cell in layout.sheet.row(number)
        if not cell.empty
    )


_PLACE_ANCHORS = frozenset({CODE, NAME})


def find_layout(
    table: Table,
    recognise: Headings,
    required: Iterable[Iterable[str]],
    *,
    anchors: frozenset[str] = _PLACE_ANCHORS,
) -> Layout:
    """The first sheet whose column names are found, with the other sheets passed over.

    required: groups of keys, one of each has to be there. anchors: the columns that say what a
    row is about; without one of them a row is no row of column names. Raises RatingFault where
    no sheet has them, and where a column stands twice.
    """
    groups = [tuple(group) for group in required]
    best: Layout | None = None
    nearest: tuple[int, str] = (-1, "")
    for sheet in table.sheets:
        layout = _layout(sheet, recognise, anchors)
        missing = [group for group in groups if layout and not any(map(layout.has, group))]
        if layout is not None and not missing:
            best = layout
            break
        if layout is not None and len(layout.columns) > nearest[0]:
            nearest = (len(layout.columns), "、".join(_words(group[0]) for group in missing))
    if best is None:
        wanted = nearest[1] or "、".join(_words(group[0]) for group in groups)
        raise RatingFault(
            f"“{table.file_name}”里没有找到表头：缺少“{wanted}”这样的列。"
            f"表头应在前 {_SEARCHED_ROWS} 行内，请对照导入模板核对列名。"
        )
    others = tuple(sheet.name for sheet in table.sheets if sheet is not best.sheet)
    return Layout(best.sheet, best.columns, best.first_row, best.last_row, best.unknown, others)


def _words(key: str) -> str:
    return {CODE: "代码", NAME: "嘎查村", TOWN: "镇"}.get(key, key)


def _layout(sheet: Sheet, recognise: Headings, anchors: frozenset[str]) -> Layout | None:
    """The rows of column names with the most names known; the shortest and topmost of them."""
    best: tuple[int, int, int] | None = None
    for first in range(1, min(sheet.rows, _SEARCHED_ROWS) + 1):
        for depth in range(1, _MOST_DEPTH + 1):
            last = first + depth - 1
            if last > sheet.rows or (
                depth > 1 and _speaks_of_a_village(sheet, recognise, last, anchors)
            ):
                continue
            known = {key for key, _, _ in _named(sheet, recognise, first, last) if key}
            rank = (len(known), -depth, -first)
            if known & anchors and (best is None or rank > best):
                best = rank
    if best is None:
        return None
    first, last = -best[2], -best[2] - best[1] - 1
    columns: dict[str, Heading] = {}
    unknown: list[Heading] = []
    for key, text, column in _named(sheet, recognise, first, last):
        heading = Heading(key, column, last, text, sheet.turned)
        if not key:
            unknown.append(heading)
        elif key in columns:
            if key == NUMBER:
                continue
            raise RatingFault(
                f"工作表“{sheet.name}”的 {columns[key].address} 和 {heading.address} "
                f"是同一列“{text}”，分不清用哪一列。请删去或改名其中一列后再导入。"
            )
        else:
            columns[key] = heading
    return Layout(sheet, columns, first, last, tuple(unknown))


def _speaks_of_a_village(
    sheet: Sheet, recognise: Headings, row: int, anchors: frozenset[str]
) -> bool:
    """Whether a row that might be a second row of names has a village's name or code in it."""
    for cell in sheet.row(row - 1):
        if recognise((cell.text,)) in anchors:
            below = sheet.cell(row, cell.column)
            if not below.empty and recognise((below.text,)) not in anchors:
                return True
    return False


def _named(
    sheet: Sheet, recognise: Headings, first: int, last: int
) -> Iterator[tuple[str, str, int]]:
    """(key, name as written, column) of every column that has a name in these rows."""
    for column in range(1, sheet.columns + 1):
        labels: list[str] = []
        for row in range(first, last + 1):
            cell = sheet.cell(row, column)
            if cell.empty:
                merge = sheet.merge_at(row, column)
                if merge is not None and merge[0] >= first:
                    cell = sheet.cell(merge[0], merge[1])
            if not cell.empty and cell.text not in labels:
                labels.append(cell.text)
        if labels:
            yield recognise(labels), " ".join(labels), column
