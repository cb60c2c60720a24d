"""一票否决 in: findings of departments as cases that are still to be decided."""

from __future__ import annotations

from typing import Any

from db.exchange.headings import CODE, NAME, DataRow, by_words
from db.exchange.members import Member, Members
from db.exchange.previews import Collector, Ground, differences_between
from evaluation.places import compact
from evaluation.rounds import Round
from evaluation.standard.model import Standard, VetoItem
from evaluation.vetoes.cases import VetoCase

__all__ = ["VETO_HEADINGS", "VETO_NEEDS", "draft_vetoes"]

_ITEM = "item"
_FACT = "fact"
_DOCUMENT = "document"
_FOUND_ON = "found_on"
_BODY = "body"
_STARTS = "starts"
_ENDS = "ends"

VETO_HEADINGS = by_words(
    {
        _ITEM: "否决事项 一票否决事项 一票否决 事项 否决项 否决项目 否决情形",
        _FACT: "事实 具体事实 事实情况 情况 具体情况 主要事实",
        _DOCUMENT: "认定文件 文件 文件依据 认定依据 文号 依据 认定文件及文号",
        _FOUND_ON: "认定日期 日期 认定时间 时间",
        _BODY: "认定机关 认定单位 认定部门 部门",
        _STARTS: "起始日期 起始 开始日期",
        _ENDS: "截止日期 截止 结束日期",
    }
)
VETO_NEEDS = ((NAME, CODE), (_ITEM,), (_FACT,), (_DOCUMENT,))

_NAMES = {_ITEM: "否决事项", _FACT: "事实", _DOCUMENT: "认定文件"}


def draft_vetoes(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `import_vetoes`, and every row told to the collector."""
    reader, round_, standard = ground.reader, ground.round, ground.standard
    members = Members(reader, round_)
    cases: list[dict[str, str]] = []
    for row in collector.data_rows():
        members.may_repeat()
        member = members.find(collector, row)
        if member is None:
            continue
        case = _case(collector, standard, round_, row, member)
        if case is None:
            continue
        recorded = any(
            (old.item, old.fact, old.document) == (case["item"], case["fact"], case["document"])
            for old in reader.find(VetoCase, round=round_.id, village=member.id)
        )
        repeated = any(
            all(case[key] == other[key] for key in ("village", _ITEM, _FACT, _DOCUMENT))
            for other in cases
        )
        if repeated:
            collector.fault(row.address, f"{member.name}的这一件与上面的一行相同。请只留一行。")
            continue
        differences = differences_between(
            ("否决事项", "", case["item"]), ("事实", "", case["fact"])
        )
        if collector.compared(row, member.name, () if recorded else differences, new=not recorded):
            cases.append(case)
    return {"round": round_.id, "cases": cases}


def _case(
    collector: Collector, standard: Standard, round_: Round, row: DataRow, member: Member
) -> dict[str, str] | None:
    faults = len(collector.faults)
    for key, what in _NAMES.items():
        if row.cell(key).empty:
            collector.fault(
                row.cell(key).address,
                f"{member.name}没有填{what}。一票否决必须写明事项、事实和认定文件。",
            )
    item = _item(collector, standard, round_, row)
    case = {
        "village": member.id,
        "item": item.id if item else "",
        "fact": collector.text(row, _FACT, "事实"),
        "document": collector.text(row, _DOCUMENT, "认定文件"),
        "found_on": collector.day(row, _FOUND_ON, "认定日期"),
        "body": collector.text(row, _BODY, "认定机关"),
        "starts": collector.day(row, _STARTS, "起始日期"),
        "ends": collector.day(row, _ENDS, "截止日期"),
    }
    if case["starts"] and case["ends"] and case["ends"] < case["starts"]:
        collector.fault(row.cell(_ENDS).address, "截止日期早于起始日期。请核对这两个日期。")
    return case if len(collector.faults) == faults else None


def _item(collector: Collector, standard: Standard, round_: Round, row: DataRow) -> VetoItem | None:
    written = compact(collector.text(row, _ITEM, "否决事项"))
    if not written:
        return None
    cell = row.cell(_ITEM)
    known = next(
        (
            item
            for item in standard.vetoes
            if written.upper() == item.id.upper()
            or written in (compact(item.text), compact(item.id + item.text))
        ),
        None,
    )
    if known is None:
        listed = "、".join(item.id for item in standard.vetoes)
        collector.fault(
            cell.address,
            f"评定标准里没有“{cell.text}”这项一票否决。请填编号（{listed}）或与标准相同的文字。",
        )
        return None
    if known.last_year and round_.year > known.last_year:
        collector.fault(
            cell.address, f"{known.id} {known.text}：{known.last_year} 年度以后不再作为否决事项。"
        )
    elif not known.authority:
        collector.fault(
            cell.address,
            f"{known.id} {known.text}：还没有填设定依据，这一项没有启用。"
            "请先登记设定这一项的文件，再导入。",
        )
    return known
