"""Out of the register as data: results, points, the canonical form, the pinned standard.

One row per village in the office's own order. What is handed to people, with heads and
signatures, is printed from evaluation.reports; nothing is reckoned here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from db.exchange.writing import Amount, CellValue, Column, write_text, write_workbook
from evaluation.canonical import canonical_text
from evaluation.faults import RatingFault
from evaluation.gathering import latest_sheet, sheet_content
from evaluation.numbers import show, show_plain
from evaluation.ports import Reader
from evaluation.results import results_record
from evaluation.rounds import ParticipationStatus, PinnedStandard
from evaluation.standard.model import AwardKind, Depth, Indicator, Star, Step, StepKind
from evaluation.stars.scoring import stars_of_step
from evaluation.stars.sheets import MarkState, Purpose
from evaluation.views import VillageRow, YearBoard

__all__ = [
    "EXPORT_KINDS",
    "export_file",
    "write_canonical",
    "write_results_xlsx",
    "write_scores_xlsx",
    "write_standard",
]

EXPORT_KINDS: Mapping[str, str] = {
    "results": "评定结果",
    "scores": "得分表",
    "canonical": "全年数据（规范格式）",
    "standard": "评定标准",
}


def export_file(kind: str, reader: Reader, board: YearBoard, path: Path) -> None:
    """Write one kind of file of a round.

    Raises RatingFault for an unknown kind and RegisterFault where the file cannot be written.
    """
    match kind:
        case "results":
            write_results_xlsx(board, path)
        case "scores":
            write_scores_xlsx(reader, board, path)
        case "canonical":
            write_canonical(reader, board.head.round.id, path)
        case "standard":
            write_standard(reader, board, path)
        case _:
            known = "、".join(EXPORT_KINDS)
            raise RatingFault(f"不能导出“{kind}”。可以导出的有：{known}。")


def write_canonical(reader: Reader, round_id: str, path: Path) -> None:
    """The canonical export of a round as it is kept; see `evaluation.canonical`."""
    write_text(path, canonical_text(reader, round_id))


def write_standard(reader: Reader, board: YearBoard, path: Path) -> None:
    """The text of the standard that the round pins, byte for byte as it was pinned."""
    pinned = reader.get(PinnedStandard, board.head.round.standard)
    assert pinned is not None, "a board is only made where its standard is there"
    write_text(path, pinned.text)


def write_results_xlsx(board: YearBoard, path: Path) -> None:
    """What `rate --json` says of every village, one row each."""
    standard = board.head.standard
    records: Sequence[Mapping[str, Any]] = results_record(board)["villages"]

    def column(name: str, key: str) -> Column:
        return Column(name, tuple(_value(record[key]) for record in records))

    def amounts(name: str, key: str) -> Column:
        return Column(name, tuple(_amount(record[key]) for record in records))

    columns = [
        Column("序号", tuple(range(1, len(records) + 1))),
        column("代码", "code"),
        column(board.head.unit, "name"),
        column("镇", "town"),
    ]
    if standard.categories:
        columns.append(column("考核类别", "category"))
    for number, star in enumerate(standard.stars, start=1):
        name = f"★{number} {star.name}" if board.head.counted else star.name
        columns.append(
            Column(name, tuple(_amount(record["star_scores"].get(star.id)) for record in records))
        )
    if board.head.counted:
        columns.append(
            Column("获得的星", tuple(_stars(standard.stars, item["stars"]) for item in records))
        )
    if standard.award is not AwardKind.NONE:
        columns.append(column("星数", "star_count"))
    columns.append(amounts("总分", "total"))
    if standard.bonus is not None:
        columns.append(amounts("加分", "bonus"))
    columns.extend(
        (
            amounts("满意率（%）", "satisfaction"),
            column("名次", "rank"),
            column("镇内名次", "rank_in_town"),
            column("计算类别", "class_computed"),
            column("类别", "class"),
            Column("一票否决", tuple("、".join(item["vetoes"]) for item in records)),
            column("参评情况", "status"),
            column("状态", "state"),
        )
    )
    title = _title(board, f"{board.head.unit}星级评定结果（数据）")
    write_workbook(path, "评定结果", title, columns, made=_made(board))


def write_scores_xlsx(
    reader: Reader, board: YearBoard, path: Path, *, step: str = "", filled: bool = True
) -> None:
    """Points of every village that takes part by indicator (or by star), one row each.

    step: its id; 自评 without it. filled: with what has been entered so far, drafts included;
    else empty, to be filled in and imported again. A step that goes by clauses gives the points
    that were reckoned, for reading only. Raises RatingFault where the step gives no points.
    """
    standard = board.head.standard
    found = standard.step(step) if step else standard.step_of_kind(StepKind.SELF)
    if found is None or found.kind not in (StepKind.SELF, StepKind.ASSESSMENT):
        raise RatingFault("本年度的评定标准里，这一步不打分，没有得分表可以导出。")
    rows = [row for row in board.rows if row.status is ParticipationStatus.RATED]
    items = _items(board, found)
    values = [_points(reader, board, found, row, items) if filled else {} for row in rows]
    columns = [
        Column("代码", tuple(row.code for row in rows)),
        Column(board.head.unit, tuple(row.name for row in rows)),
        Column("镇", tuple(row.town_name for row in rows)),
        *(
            Column(_item_name(item), tuple(given.get(item.id) for given in values))
            for item in items
        ),
    ]
    title = _title(board, f"{found.name}得分表")
    write_workbook(path, found.short, title, columns, made=_made(board))


def _items(board: YearBoard, step: Step) -> tuple[Indicator | Star, ...]:
    stars = stars_of_step(board.head.standard, step.id)
    if step.depth is Depth.STAR:
        return stars
    return tuple(indicator for star in stars for indicator in star.indicators)


def _item_name(item: Indicator | Star) -> str:
    name = item.name if isinstance(item, Star) else f"{item.code} {item.text}"
    return f"{name}（{show_plain(item.points)}分）"


def _points(
    reader: Reader,
    board: YearBoard,
    step: Step,
    row: VillageRow,
    items: Sequence[Indicator | Star],
) -> dict[str, CellValue]:
    """item id → what was entered, or reckoned where the step goes by clauses."""
    decimals = board.head.decimals
    if step.depth is Depth.CLAUSE:
        return {
            line.indicator.id: None if line.score is None else Amount(show(line.score, decimals))
            for star in row.newest.stars
            for line in star.indicators
        }
    purpose = Purpose.OWN if step.kind is StepKind.SELF else Purpose.ASSESSMENT
    sheet = latest_sheet(reader, board.head.round.id, row.id, step.id, purpose, "")
    if sheet is None:
        return {}
    marks = sheet_content(reader, sheet).marks
    found: dict[str, CellValue] = {}
    for item in items:
        mark = marks.get(item.id)
        if mark is None:
            continue
        if mark.state is MarkState.NOT_APPLICABLE:
            found[item.id] = "不涉及"
        elif mark.state is MarkState.AWAITING:
            found[item.id] = "待数据"
        elif mark.score is not None:
            found[item.id] = Amount(show(mark.score, 2))
    return found


def _value(value: object) -> CellValue:
    if value is None or isinstance(value, str | int):
        return value or None if isinstance(value, str) else value
    return str(value)


def _amount(text: str | None) -> Amount | None:
    return None if text is None else Amount(text)


def _stars(stars: Sequence[Star], won: Sequence[str]) -> str:
    """★ and ☆ in the order of the stars."""
    return "".join("★" if star.id in won else "☆" for star in stars)


def _title(board: YearBoard, words: str) -> str:
    marks = "（示例）" if board.head.sample else ""
    return f"{board.head.year} 年度{words}{marks}"


def _made(board: YearBoard) -> datetime:
    """A day of the round's own: the same round gives the same bytes."""
    return datetime(board.head.year, 12, 31)  # noqa: DTZ001 - a day, not a moment
