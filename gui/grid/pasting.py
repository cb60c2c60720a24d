"""A block from a table program: what it would change, and what in it cannot be taken.

Where the block brings the villages' names in its first column, lines go by name; else they
go down from the cursor. Empty cells of the block change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.office import Office
from gui.grid.block import try_parts
from gui.grid.columns import GridColumn
from gui.grid.entries import Part, Refusal, parts_of, same_as_shown
from gui.grid.model import GridModel

__all__ = ["PastePlan", "plan_paste"]

_NAMED = 6


@dataclass(frozen=True, slots=True)
class PastePlan:
    """`parts`: what is entered on 粘贴; `changed`: how many cells that is; `over`: how many of
    them held something else; `faults`: sentences that name their cells."""

    rows: int
    columns: int
    parts: tuple[Part, ...]
    changed: int
    over: int
    by_name: bool
    faults: tuple[str, ...]

    @property
    def question(self) -> str:
        """What is asked before anything is entered."""
        words = f"粘贴 {self.rows} 行 × {self.columns} 列：改 {self.changed} 处"
        return f"{words}，{len(self.faults)} 处有误" if self.faults else words

    @property
    def detail(self) -> str:
        """What stands below the question."""
        lines = ["按村名对行，不看行的先后。"] if self.by_name else []
        if self.over:
            lines.append(f"其中 {self.over} 处原来填有别的数，会被换掉。")
        if self.faults:
            lines.append("有误的不粘贴：" if self.changed else "没有可以粘贴的：")
            lines += [f"· {sentence}" for sentence in self.faults[:_NAMED]]
        if len(self.faults) > _NAMED:
            lines.append(f"· 另有 {len(self.faults) - _NAMED} 处")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Target:
    """One cell of the block and where it goes."""

    row: int
    column: int
    text: str


def plan_paste(
    office: Office, grid: GridModel, place: tuple[int, int], block: Sequence[Sequence[str]]
) -> PastePlan:
    """What pasting a block at a cell would do. Tries every entry; keeps nothing."""
    by_name = _lines_by_name(grid, block)
    faults: list[str] = []
    targets: list[_Target] = []
    for number, line in enumerate(block):
        row: int | None = place[0] + number
        cells = line
        if by_name:
            cells = line[1:]
            row = _named_row(grid, line[0])
            if row is None:
                if number or any(_number(cell) for cell in cells):
                    faults.append(_stranger(grid, number + 1, line[0]))
                continue
        for right, text in enumerate(cells):
            if text.strip() and row is not None:
                targets.append(_Target(row, place[1] + right, text))
    faults += _repeated(grid, targets) if by_name else []
    parts, tried_faults, changed = _tried(office, grid, _inside(grid, targets, faults))
    faults += tried_faults
    width = max((len(line) - by_name for line in block), default=0)
    over = sum(
        1 for target in changed if grid.cell(target.row, target.column).typed not in ("", "0")
    )
    return PastePlan(len(block), width, tuple(parts), len(changed), over, by_name, tuple(faults))


def _lines_by_name(grid: GridModel, block: Sequence[Sequence[str]]) -> bool:
    """Whether the first column of the block is villages: most of its lines are."""
    names = {village.name for village in grid.villages}
    known = sum(1 for line in block if line and line[0].strip() in names)
    return known > 0 and 2 * known >= len(block) and any(len(line) > 1 for line in block)


def _named_row(grid: GridModel, name: str) -> int | None:
    places = [n for n, item in enumerate(grid.villages) if item.name == name.strip()]
    return places[0] if len(places) == 1 else None


def _stranger(grid: GridModel, number: int, name: str) -> str:
    several = sum(1 for item in grid.villages if item.name == name.strip()) > 1
    if several:
        return f"第 {number} 行“{name.strip()}”：有几个村同名，分不清是哪一个，请单独录入。"
    return f"第 {number} 行“{name.strip()}”：不在本表的参评名单里。"


def _number(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _repeated(grid: GridModel, targets: Sequence[_Target]) -> list[str]:
    seen: set[tuple[int, int]] = set()
    twice: dict[int, None] = {}
    for target in targets:
        if (target.row, target.column) in seen:
            twice[target.row] = None
        seen.add((target.row, target.column))
    return [f"{grid.villages[row].name}：块里出现两次，只能留一行。" for row in twice]


def _inside(grid: GridModel, targets: Sequence[_Target], faults: list[str]) -> list[_Target]:
    """The targets whose cells take entries and hold something else now."""
    kept: dict[tuple[int, int], _Target] = {}
    beyond_rows = sum(1 for target in targets if target.row >= len(grid.villages))
    beyond_columns = {target.column for target in targets if target.column >= len(grid.columns)}
    if beyond_rows:
        faults.append(f"下面多出 {beyond_rows} 格：表里没有那么多行。")
    if beyond_columns:
        faults.append(f"右边多出 {len(beyond_columns)} 列：表里没有那么多列。")
    for target in targets:
        if target.row >= len(grid.villages) or target.column >= len(grid.columns):
            continue
        village, column = grid.villages[target.row], grid.columns[target.column]
        if (target.row, target.column) in kept or same_as_shown(village, column, target.text):
            continue
        fixed = grid.cell(target.row, target.column).fixed
        if fixed:
            faults.append(f"{_cell_words(grid, target)}：{fixed}")
            continue
        kept[target.row, target.column] = target
    return list(kept.values())


def _cell_words(grid: GridModel, target: _Target) -> str:
    column = grid.columns[target.column]
    return f"{grid.villages[target.row].name} · {column.title.strip()}“{target.text.strip()}”"


def _tried(
    office: Office, grid: GridModel, targets: Sequence[_Target]
) -> tuple[list[Part], list[str], list[_Target]]:
    """(parts that are taken, sentences about the others, targets that are taken)."""
    rows: dict[int, dict[GridColumn, str]] = {}
    for target in targets:
        rows.setdefault(target.row, {})[grid.columns[target.column]] = target.text
    parts: list[Part] = []
    refusals: list[Refusal] = []
    for row, changes in rows.items():
        for found in parts_of(grid.villages[row], changes):
            (parts if isinstance(found, Part) else refusals).append(found)  # type: ignore[arg-type]
    refusals += try_parts(office, parts)
    refused = {(item.village, item.column): item.sentence for item in refusals}
    by_place = {
        (grid.villages[target.row].id, grid.columns[target.column].key): target
        for target in targets
    }
    faults = [
        f"{_cell_words(grid, target)}：{refused[place]}"
        for place, target in by_place.items()
        if place in refused
    ]
    good = [part for part in parts if (part.village, part.column) not in refused]
    # A base goes with its figure, a fact with its deduction: they have no part of their own.
    lines = {(part.village, part.arguments["item"]) for part in good}
    changed = [
        target
        for place, target in by_place.items()
        if place not in refused and (place[0], grid.columns[target.column].item) in lines
    ]
    return good, faults, changed
