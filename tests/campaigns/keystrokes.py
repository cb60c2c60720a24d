"""How many keys a year takes: 15 villages × 46 indicators typed at the real widgets.

    python -m tests.campaigns.keystrokes [--villages 15] [--seed N] [--readme]

Types a made-up year from 自评 to the printed sheets by keys alone, compares every value with
what is stored, shown and printed, and prints the table of the README; `--readme` puts it there.
The same data in the workbooks of `sheet_forms` is counted beside it: the characters of every
cell and one move for each.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import main as program
from db.exchange.sheet_forms import sheet_form
from db.exchange.writing import Amount
from db.register import SqliteRegister
from evaluation.boards import year_board
from evaluation.ports import Reader
from evaluation.villages import VillageName
from tests.campaigns.keystrokes_checks import compare
from tests.campaigns.keystrokes_clerk import Clerk, Count
from tests.campaigns.keystrokes_data import YearData, make_year
from tests.campaigns.keystrokes_script import type_year
from tests.campaigns.keystrokes_steps import (
    BALLOT,
    DEDUCTIONS,
    FIGURES,
    OWN,
    PASSING,
    ROUND,
    TASKS,
    Clock,
    prepare,
)

__all__ = ["README", "Result", "run", "section"]

SEED = 2026
README = Path(__file__).parents[2] / "README.md"
_HEADING = "## 按键数"
_LIST_KEYS = 3
"""Alt ↓, ↓ and Enter choose a word of a list in a cell."""
_COMPARED = (BALLOT, FIGURES, DEDUCTIONS, PASSING)
_CELLS = {"得分": OWN, "数据": FIGURES, "基数": FIGURES, "次数": DEDUCTIONS, "事实": DEDUCTIONS}


@dataclass(frozen=True)
class Result:
    """counts: (task, village code), "" for what is pressed once for all; workbooks: task →
    the same in the workbooks; compared: how many values; deductions: all with facts, of which
    `offered` were chosen and not typed."""

    villages: int
    deductions: int
    counts: Mapping[tuple[str, str], Count]
    workbooks: Mapping[str, Count]
    compared: int
    offered: int
    faults: tuple[str, ...]

    def of(self, *tasks: str) -> Count:
        """The keys of some tasks, all villages together."""
        return sum((c for (task, _), c in self.counts.items() if task in tasks), Count())

    def shared(self) -> int:
        """Keys that are pressed once, however many villages there are."""
        return sum(count.keys for (_, village), count in self.counts.items() if not village)

    def by_village(self) -> tuple[int, ...]:
        """Keys of each village, in the order of the list."""
        keys: dict[str, int] = {}
        for (_, village), count in self.counts.items():
            if village:
                keys[village] = keys.get(village, 0) + count.keys
        return tuple(keys[village] for village in sorted(keys))


def run(villages: int, seed: int, folder: Path) -> Result:
    """Type a year of so many villages into a new register in `folder`."""
    year, clock = make_year(villages, seed), Clock()
    with _calendar(clock):
        office = program.doors().create(folder / "示例镇.xjdb", "中共示例镇委员会", "town")
        register = office.register
        assert isinstance(register, SqliteRegister)
        clerk = Clerk()
        try:
            prepare(office, year)
            typed = type_year(office, clerk, year, clock, folder)
            compared, differences = compare(office.seen, year, typed)
            workbooks = _workbooks(office.seen, year)
        finally:
            clerk.leave()
            register.close()
    faults = (*clerk.faults(), *differences)
    deductions = sum(len(village.deductions) for village in year.villages)
    return Result(villages, deductions, clerk.counts, workbooks, compared, typed.offered, faults)


@contextmanager
def _calendar(clock: Clock) -> Iterator[None]:
    """The program's clock in the hands of the script."""
    before = program._now
    program._now = clock
    try:
        yield
    finally:
        program._now = before


def _workbooks(reader: Reader, year: YearData) -> dict[str, Count]:
    """The cells in which a filled form differs from a blank one, and those of the ballots."""
    board = year_board(reader, ROUND)
    ids = {name.code: name.village for name in reader.find(VillageName)}
    counts = {task: Count() for task in (OWN, BALLOT, FIGURES, DEDUCTIONS, PASSING)}
    for village in year.villages:
        for step in ("self", "assessment"):
            blank, filled = (
                sheet_form(reader, board, ids[village.code], step, filled=way)
                for way in (False, True)
            )
            names = [column.name for column in blank.columns]
            for before, after in zip(blank.rows, filled.rows, strict=True):
                for name, old, new in zip(names, before.values, after.values, strict=True):
                    task = _CELLS.get(name)
                    if task is not None and new not in (old, None, ""):
                        counts[task] += _cell(new.text if isinstance(new, Amount) else str(new))
        for figure in village.ballot:
            counts[BALLOT] += _cell(figure) if figure else Count()
        # One choice in the head passes everything that is left empty.
        counts[PASSING] += Count(moves=_LIST_KEYS + 1)
    return counts


def _cell(text: str) -> Count:
    ascii_ = sum(map(str.isascii, text))
    return Count(ascii_, len(text) - ascii_, 1)


def section(result: Result) -> str:
    """What the README says, without its heading."""
    share = result.villages
    rest = [task for task in TASKS if task != OWN]
    beyond, everything = result.of(*rest), result.of(*TASKS)
    rows = [_row(task, result.of(task), result.workbooks.get(task), share) for task in TASKS]
    in_books = sum(result.workbooks.values(), Count())
    books_beyond = sum((c for task, c in result.workbooks.items() if task != OWN), Count())
    rows.append(_row("**合计**", everything, in_books, share))
    rows.append(_row("**其中自评得分以外**", beyond, books_beyond, share))
    villages = "、".join(map(str, result.by_village()))
    return "\n".join(
        (
            f"{share} 个村 × 46 项指标，从自评到打印，在真实的窗口里全部用键盘录完，"
            f"一次鼠标也不用；每村一张计票单，共 {result.deductions} 处扣分，都写事实。"
            "数是脚本自己数的：`python -m tests.campaigns.keystrokes`。",
            "",
            "“数据”是数据本身的数字，“移动、确认”是换格、换村、选条款、查毕、签字的键，组合键算一次；"
            "“汉字”单列，用拼音一个字大约再按 3 键。右边是同样的数据填进本程序导出的表格"
            "（每格的字符加移动一次）。都是每村平均，括号里是合计。",
            "",
            "| 做什么 | 数据 | 移动、确认 | 汉字 | 按键 | 表格里按键 | 表格里汉字 |",
            "|---|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
            f"自评得分以外，每村按键 {_each(beyond.keys, share)} 次，其中数据本身 "
            f"{_each(beyond.data, share)} 次，"
            f"移动、确认、签字 **{_each(beyond.moves, share)}** 次，"
            "比 60 次多。原因：测评和初评约 22 个数，每个键入后各确认一次；十颗星逐颗按 F6 查毕；"
            "每处扣分要走到那一项、选条款、写事实；三张表各看一遍再签。"
            "再少就得预填数字、几颗星一次查毕或几张表一次签，不安全，录入窗口不这样做。",
            "",
            f"与表格相比，自评得分每村少按 {_each(-_more(result, OWN), share)} 键（满分只按一键）；"
            f"测评、初评数据、扣分、查毕每村多按 {_each(_more(result, *_COMPARED), share)} 键："
            "表格里不用逐星查毕，换到任何一格都只算一次移动。",
            "",
            f"各村按键：{villages}；全镇只按一次的 {result.shared()} 键。"
            f"{result.deductions} 处事实里 {result.offered} 处是从用过的里选的。",
            "",
            "没有一个数是预填的；签字人和日期沿用上一次键入的，由经办人看过再签，自评的签字人每村另填。"
            "初评数据用“表格录入”的“一项指标”逐村往下填，因为部门给的就是一项一张名单，键也最少。"
            f"比对了 {result.compared} 处：存的、显示的、打印的全部一致。"
            "开始前已有年度、名册和全年共用数据；系统的保存窗口由替身回答，日历由脚本翻页。",
            "",
            "表格里做不到的：初评得分要把表导回程序才算得出；差异说明、嘎查村意见、签字和日期不在表里；"
            "没有查完、没写事实、票数不平都拦不住；审核、公示、定评和打印要另做。"
            "表格一栏也没有算打开和保存 30 个文件的键，和在 90 多行里找到那一格的键。",
        )
    )


def _each(total: int, villages: int) -> str:
    return f"{total / villages:.1f}"


def _more(result: Result, *tasks: str) -> int:
    """How many more keys the program takes than the workbooks."""
    return result.of(*tasks).keys - sum(result.workbooks[task].keys for task in tasks)


def _average(total: int, villages: int) -> str:
    return f"{_each(total, villages)}（{total}）" if total else "0"


def _row(name: str, count: Count, book: Count | None, villages: int) -> str:
    numbers: tuple[int | None, ...] = (count.data, count.moves, count.text, count.keys)
    numbers += (None, None) if book is None else (book.keys, book.text)
    cells = ["—" if item is None else _average(item, villages) for item in numbers]
    return f"| {name} | {' | '.join(cells)} |"


def write_readme(text: str) -> None:
    """Put the section into the README; everything else stays."""
    whole = README.read_text(encoding="utf-8")
    pattern = re.compile(rf"({_HEADING}\n\n).*?(?=\n## )", re.DOTALL)
    changed, number = pattern.subn(lambda found: f"{found[1]}{text}\n", whole)
    assert number == 1, f"the README has no section {_HEADING}"
    README.write_text(changed, encoding="utf-8")


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.keystrokes")
    parser.add_argument("--villages", type=int, default=15)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--readme", action="store_true", help="write the table into the README")
    options = parser.parse_args()
    from gui.app import create_application

    application = create_application([])
    with tempfile.TemporaryDirectory() as folder:
        result = run(options.villages, options.seed, Path(folder))
    print(section(result))
    print(f"\n{result.compared} values compared, {len(result.faults)} faults")
    for fault in result.faults:
        print(f"  {fault}")
    if options.readme and not result.faults:
        write_readme(section(result))
    del application
    sys.exit(1 if result.faults else 0)


if __name__ == "__main__":
    main()
