"""Finds which village a score sheet is about: by its code, the name at its head, or its file name.

A name that stands in a longer one, or in two towns, is never taken for granted: the official is
asked. So he is where the head and the name of the file speak of two villages.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.exchange.divisions import by_code
from db.exchange.identity import CODE_LABEL, TOWN_LABEL, VILLAGE, Identity
from db.exchange.members import Member, Members
from db.exchange.previews import Collector
from evaluation.faults import RatingFault
from evaluation.places import VillageCode, compact

__all__ = ["Ownership", "find_owner"]

_BY_CODE, _BY_NAME, _BY_TITLE, _BY_SHEET, _BY_FILE, _BY_ANSWER = (
    "表头的代码",
    "表头的名称",
    "表头的标题",
    "工作表名",
    "文件名",
    "您的选择",
)
_MOST_CHOICES = 700


@dataclass(frozen=True, slots=True)
class Ownership:
    """The village of a sheet, and how it was found; None where that has been told or asked."""

    member: Member | None
    found_by: str = ""


def find_owner(
    collector: Collector,
    members: Members,
    identity: Identity,
    file_name: str,
    sheet_name: str = "",
) -> Ownership:
    """The village a sheet is about; faults and questions go to the collector.

    file_name: with its folders, in which a town's name may stand. sheet_name: "" where it is
    that of the file.
    """
    faults = len(collector.faults)
    asked = len(collector.open)
    found = _by_head(collector, members, identity)
    if len(collector.faults) > faults or len(collector.open) > asked:
        return Ownership(None)
    path = file_name.rpartition(".")[0]
    if found.member is None and sheet_name:
        named, doubtful = members.mentioned(sheet_name, around=f"{path}/{sheet_name}")
        if len(named) == 1 and not doubtful:
            return Ownership(named[0], _BY_SHEET)
    named, doubtful = members.mentioned(path.rpartition("/")[2], around=path)
    if found.member is None:
        return _settled(collector, members, [*named, *doubtful], sure=not doubtful)
    other = [member for member in named if member.id != found.member.id]
    if other and found.member not in named and len(named) == 1:
        return _asked(
            collector,
            f"{found.found_by}是“{found.member.name}”，文件名里写的是“{other[0].name}”。"
            "这张表是哪个村的？",
            [found.member, *other],
        )
    return found


def _by_head(collector: Collector, members: Members, identity: Identity) -> Ownership:
    code, name = identity.text(CODE_LABEL), identity.text(VILLAGE)
    if compact(code):
        return _by_code(collector, members, identity, code, name)
    if compact(name):
        town = identity.text(TOWN_LABEL)
        found = members.named(name, town)
        if not found:
            where = f"{town}的" if town else ""
            collector.fault(
                identity.address(VILLAGE),
                f"{members.round.year} 年度名册里没有{where}“{name}”。"
                "请核对是否别的乡镇的表，或先把它加入名册。",
            )
            return Ownership(None)
        if len(found) == 1:
            return Ownership(found[0], _BY_NAME)
        return _asked(collector, f"名册里有 {len(found)} 个“{name}”，这张表是哪一个的？", found)
    named, doubtful = members.mentioned(identity.title)
    if len(named) == 1 and not doubtful:
        return Ownership(named[0], _BY_TITLE)
    if named or doubtful:
        return _settled(collector, members, [*named, *doubtful], sure=False)
    return Ownership(None)


def _by_code(
    collector: Collector, members: Members, identity: Identity, code: str, name: str
) -> Ownership:
    address = identity.address(CODE_LABEL)
    try:
        parsed = VillageCode.parse(code).text
    except RatingFault as fault:
        collector.fault(address, fault.message)
        return Ownership(None)
    member = members.by_code(parsed)
    if member is None:
        known = by_code(parsed)
        where = f"（{known.county_name}{known.town_name}{known.name}）" if known else ""
        collector.fault(
            address,
            f"{members.round.year} 年度名册里没有代码为 {parsed} 的{members.round.unit}{where}。"
            "请核对是否别的乡镇的表，或先把它加入名册。",
        )
        return Ownership(None)
    if compact(name) and member not in members.named(name, ""):
        collector.fault(
            identity.address(VILLAGE),
            f"代码 {parsed} 在名册里是“{member.name}”，表里写的是“{name}”，对不上。"
            "请核对是代码错了还是名称错了。",
        )
        return Ownership(None)
    return Ownership(member, _BY_CODE)


def _settled(
    collector: Collector, members: Members, found: list[Member], *, sure: bool
) -> Ownership:
    """One village that the file's name gives, or the answer which it is."""
    if len(found) == 1 and sure:
        return Ownership(found[0], _BY_FILE)
    if found:
        return _asked(collector, "看不准这张表是哪个村的，请确认：", found)
    ordered = sorted(members.all, key=lambda member: member.participation.position)
    if len(ordered) > _MOST_CHOICES:
        collector.fault("", "看不出这张表是哪个村的。请在表头写上“代码”和 12 位代码。")
        return Ownership(None)
    return _asked(collector, "看不出这张表是哪个村的，请选择：", ordered)


def _asked(collector: Collector, text: str, choices: list[Member]) -> Ownership:
    answer = collector.ask(
        "village",
        "",
        text,
        tuple(
            (member.id, f"{member.town_name} {member.name}（{member.code}）") for member in choices
        ),
    )
    chosen = next((member for member in choices if member.id == answer), None)
    return Ownership(chosen, _BY_ANSWER if chosen is not None else "")
