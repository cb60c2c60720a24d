"""往年结果 in: stars, total and class of a 汇总表, for last year or for 仅结果 villages.

The year is the one named above the column names, else the year before the round. Nothing is
reckoned anew: a result without its details stays as it was given.
"""

from __future__ import annotations

import re
from typing import Any

from db.exchange.headings import CODE, NAME, DataRow, Layout, by_words, title_of
from db.exchange.members import Member, Members
from db.exchange.previews import Collector, Ground, differences_between, shown_points
from db.exchange.tables import CellKind
from evaluation.numbers import show_plain
from evaluation.places import compact
from evaluation.ports import Reader
from evaluation.rounds import (
    Participation,
    ParticipationStatus,
    PastResult,
    Round,
    RoundState,
)
from evaluation.standard.model import Standard

__all__ = ["RESULT_HEADINGS", "RESULT_NEEDS", "draft_results", "year_of_results"]

_STARS = "stars"
_CLASS = "class"
_TOTAL = "total"

RESULT_HEADINGS = by_words(
    {
        _STARS: "星数 星级 获星数 得星数 星级数 获星 星 颗星 评定星级 星级评定",
        _CLASS: "类别 定级 等级 评定类别 评定等级 分类定级 定类 类 评定结果 结果",
        _TOTAL: "总分 总得分 得分 合计得分 综合得分 合计",
    }
)
RESULT_NEEDS = ((NAME, CODE), (_CLASS,))

_YEAR = re.compile(r"(20[0-9]{2})年")
_MOST_STARS = 10
_KEEP = "keep"


def year_of_results(layout: Layout, round_: Round) -> int:
    """The year the table speaks of."""
    named = _YEAR.search(compact(title_of(layout)))
    return int(named[1]) if named else round_.year - 1


def draft_results(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `enter_past_results`, and every row told to the collector."""
    reader, round_, standard = ground.reader, ground.round, ground.standard
    year = year_of_results(collector.layout, round_)
    if year > round_.year:
        collector.fault(
            f"A{collector.layout.first_row}",
            f"表头上写的是 {year} 年，比本年度 {round_.year} 还晚。请核对是否选错了文件或年度。",
        )
    members = Members(reader, round_)
    results: list[dict[str, Any]] = []
    for row in collector.data_rows():
        member = members.find(collector, row)
        if member is None:
            continue
        if _sealed(reader, round_, year, member):
            collector.fault(
                row.address,
                f"{member.name}在已经定评封存的年度里，{year} 年度的结果不能再改。"
                "请从表里删去这一行。",
            )
            continue
        result = _result(collector, standard, row, member, year == round_.year)
        if result is None:
            continue
        old = reader.get(PastResult, year, round_.unit, member.id)
        total = result["total"]
        differences = differences_between(
            ("星数", "" if old is None else str(old.stars), str(result["stars"])),
            ("总分", shown_points(old.total if old else None), shown_points(total)),
            ("类别", "" if old is None else old.rating_class, result["class"]),
        )
        if collector.compared(row, member.name, differences, new=old is None):
            text = None if total is None else show_plain(total)
            results.append({"village": member.id, **result, "total": text})
    return {"round": round_.id, "year": year, "results": results}


def _sealed(reader: Reader, round_: Round, year: int, member: Member) -> bool:
    """Whether a published round of the village holds the results of that year."""
    return any(
        other.state is RoundState.PUBLISHED
        and other.year >= year
        and reader.get(Participation, other.id, member.id) is not None
        for other in reader.find(Round, unit=round_.unit)
    )


def _result(
    collector: Collector, standard: Standard, row: DataRow, member: Member, this_year: bool
) -> dict[str, Any] | None:
    faults = len(collector.faults)
    if this_year and member.participation.status is not ParticipationStatus.RESULT_ONLY:
        collector.fault(
            row.address,
            f"{member.name}本年度参评，结果由程序计算，不能导入。"
            "只有标为“仅结果”的嘎查村才能导入本年度的结果。",
        )
    stars = _stars(collector, standard, row)
    total = collector.number(row, _TOTAL, "总分")
    rating_class = _class(collector, standard, row)
    if len(collector.faults) > faults or rating_class is None:
        return None
    return {"stars": stars, "class": rating_class, "total": total}


def _stars(collector: Collector, standard: Standard, row: DataRow) -> int:
    """The number of stars; written as a number or drawn as ★★★☆."""
    cell = row.cell(_STARS)
    if standard.most_stars == 0 and cell.empty:
        return 0
    drawn = compact(cell.text)
    if cell.kind is CellKind.TEXT and drawn and set(drawn) <= {"★", "☆"}:
        return drawn.count("★")
    stars = collector.count(row, _STARS, "星数")
    if cell.empty:
        collector.fault(row.address, "没有填星数。请填 0 到 10 的整数；一颗没有的填 0。")
        return 0
    most = max(standard.most_stars, _MOST_STARS)
    if stars is not None and stars > most:
        collector.fault(cell.address, f"星数填的是 {stars}，最多 {most} 颗。请核对是否填错了列。")
    return stars or 0


def _class(collector: Collector, standard: Standard, row: DataRow) -> str | None:
    """The class's short wording where this year's standard knows it, else as it was given."""
    written = collector.text(row, _CLASS, "类别")
    if row.cell(_CLASS).empty:
        collector.fault(row.address, "没有填类别。请按原来的汇总表填写，例如一类或先进。")
    if not written:
        return None
    plain = compact(written)
    for item in standard.classes:
        if plain in (item.id, compact(item.name), compact(item.short), compact(item.outward)):
            return item.short
    answer = collector.ask(
        f"class:{plain}",
        row.cell(_CLASS).address,
        f"类别“{written}”相当于本年度标准里的哪一类？（全表相同的写法都照此处理）",
        (
            *((item.id, item.name) for item in standard.classes),
            (_KEEP, f"都不是，照原样记为“{written}”"),
        ),
    )
    if answer is None:
        return None
    known = standard.rating_class(answer)
    return written if known is None else known.short
