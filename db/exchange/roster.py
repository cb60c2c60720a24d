"""名册 in: codes, names, towns, organisations and categories of the villages of a round.

Where the table has no codes, a name is looked up among the villages the register knows and in
the official list, within the chosen towns only. Several hits are a question; none gives a
临时编码. Nothing is written here: the draft is what `import_roster` is to be given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.exchange import divisions
from db.exchange.headings import (
    CODE,
    COUNTY,
    NAME,
    TOWN,
    DataRow,
    by_words,
)
from db.exchange.previews import Collector, Ground, differences_between
from evaluation.faults import RatingFault
from evaluation.gathering import name_on, village_by
from evaluation.places import (
    COMMUNITY_UNIT,
    VILLAGE_UNIT,
    Division,
    VillageCode,
    plain_name,
    tidy_name,
)
from evaluation.ports import Reader
from evaluation.rounds import Participation, ParticipationStatus, Round
from evaluation.villages import Town, Village, VillageName

__all__ = ["ROSTER_HEADINGS", "ROSTER_NEEDS", "draft_roster"]

_ORGANISATION = "organisation"
_CATEGORY = "category"
_STATUS = "status"
_REASON = "reason"

ROSTER_HEADINGS = by_words(
    {
        _ORGANISATION: "党组织 党组织名称 党组织全称 村党组织 村党组织名称 嘎查村党组织 组织名称",
        _CATEGORY: "考核类别 考核分类",
        _STATUS: "参评 是否参评 参评情况 参评状态",
        _REASON: "不参评原因 原因 不参评理由",
    }
)
ROSTER_NEEDS = ((CODE, NAME), (NAME, CODE))

_STATUSES: Mapping[str, ParticipationStatus] = {
    "参评": ParticipationStatus.RATED,
    "是": ParticipationStatus.RATED,
    "不参评": ParticipationStatus.EXCLUDED,
    "否": ParticipationStatus.EXCLUDED,
    "仅结果": ParticipationStatus.RESULT_ONLY,
}
_STATUS_WORDS = {
    ParticipationStatus.RATED: "参评",
    ParticipationStatus.EXCLUDED: "不参评",
    ParticipationStatus.RESULT_ONLY: "仅结果",
}
_TEMPORARY = "temporary"
_NEW = "new"
_KEEP = "keep"


@dataclass(slots=True)
class _Desk:
    """What is known while one roster is read."""

    collector: Collector
    reader: Reader
    round: Round
    towns: dict[str, str]
    counties: dict[str, str]
    members: dict[str, Participation]
    names: dict[tuple[str, str], list[str]]
    categories: dict[str, tuple[str, str]]
    taken: dict[str, str] = field(default_factory=dict)
    recoded: dict[str, str] = field(default_factory=dict)

    @property
    def unit_type(self) -> str | None:
        return self.round.unit if self.round.unit in (VILLAGE_UNIT, COMMUNITY_UNIT) else None


def draft_roster(collector: Collector, ground: Ground) -> dict[str, Any]:
    """The arguments of `import_roster`, and every row told to the collector."""
    desk = _desk(collector, ground)
    villages: list[dict[str, Any]] = []
    for row in collector.data_rows():
        name = collector.text(row, NAME, "名称")
        code = _code(desk, row, name)
        if code is None:
            continue
        item = _item(desk, row, code, name)
        before = desk.taken.get(code.text)
        if before is not None:
            collector.fault(
                row.address, f"代码 {code} 与 {before} 重复。一个嘎查村只能有一行，请删去一行。"
            )
            continue
        desk.taken[code.text] = row.address
        if item is not None and _compare(desk, row, code, item):
            villages.append(item)
    return {"round": ground.round.id, "villages": villages, "recoded": desk.recoded}


def _desk(collector: Collector, ground: Ground) -> _Desk:
    reader, round_ = ground.reader, ground.round
    members = {item.village: item for item in reader.find(Participation, round=round_.id)}
    known = {town.code: town for town in reader.find(Town)}
    codes = list(ground.towns) or sorted({member.town for member in members.values()})
    towns: dict[str, str] = {}
    counties: dict[str, str] = {}
    for code in codes:
        listed = next((town for town in divisions.towns(code[:6]) if town.code == code), None)
        if code in known:
            towns[code], counties[code] = known[code].name, known[code].county
        elif listed is not None:
            towns[code], counties[code] = listed.name, listed.county_name
        else:
            raise RatingFault(f"区划名单里没有代码为“{code}”的镇。请核对 9 位乡级代码。")
    names: dict[tuple[str, str], list[str]] = {}
    in_town = {village.id: village.town for village in reader.find(Village)}
    for village, town in in_town.items():
        if town in towns:
            named = name_on(reader, village, f"{round_.year}-12-31")
            if named is not None:
                names.setdefault((town, named.name), []).append(named.code)
    categories = {
        word: (item.id, item.name)
        for item in ground.standard.categories
        for word in (item.id, plain_name(item.name))
    }
    return _Desk(collector, reader, round_, towns, counties, members, names, categories)


def _code(desk: _Desk, row: DataRow, name: str) -> VillageCode | None:
    """The code of a row: as written, or by its name; None where a fault or question is left."""
    if not name and not row.cell(NAME).empty:
        return None
    if row.cell(CODE).empty:
        if not name:
            desk.collector.fault(row.address, "这一行没有名称也没有代码，不知道是哪个嘎查村。")
            return None
        return _code_by_name(desk, row, name)
    written = desk.collector.text(row, CODE, "代码")
    if not written:
        return None
    try:
        code = VillageCode.parse(written)
    except RatingFault as fault:
        desk.collector.fault(row.cell(CODE).address, fault.message)
        return None
    if desk.towns and name:
        _recode(desk, row, code, name)
    return _agreed(desk, row, code, name)


def _agreed(desk: _Desk, row: DataRow, code: VillageCode, name: str) -> VillageCode | None:
    """The code, once it is settled that the official list means the same village by it."""
    listed = divisions.by_code(code.text)
    if listed is None or not name or village_by(desk.reader, code.text) is not None:
        return code
    within = (code.town_code,)
    named = divisions.find(name, within)
    if listed in named:
        return code
    choices = [(_KEEP, f"代码没有错，这个村现在叫“{tidy_name(name)}”")]
    choices += [(other.code, f"名称没有错，代码应为 {other.code}") for other in named]
    answer = desk.collector.ask(
        f"code:{row.address}",
        row.cell(CODE).address,
        f"代码 {code} 在区划名单里是“{listed.name}”，表里写的是“{name}”。哪个对？",
        tuple(choices),
    )
    if answer is None:
        return None
    return code if answer == _KEEP else VillageCode.parse(answer)


def _recode(desk: _Desk, row: DataRow, code: VillageCode, name: str) -> None:
    """Ask whether an official code is that of a village entered with a 临时编码."""
    if code.is_temporary or village_by(desk.reader, code.text) is not None:
        return
    for known in desk.names.get((code.town_code, tidy_name(name)), ()):
        if not known.startswith("L"):
            continue
        answer = desk.collector.ask(
            f"recode:{row.address}",
            row.cell(CODE).address,
            f"名册里已有“{tidy_name(name)}”（临时编码 {known}）。表里的 {code} 是它的正式代码吗？",
            (
                (known, "是，用正式代码换下临时编码"),
                (_NEW, "不是，是另一个同名的嘎查村"),
            ),
        )
        village = village_by(desk.reader, known)
        if answer == known and village is not None:
            desk.recoded[code.text] = village


def _code_by_name(desk: _Desk, row: DataRow, name: str) -> VillageCode | None:
    within = _towns_of(desk, row)
    if not within:
        return None
    tidy = tidy_name(name)
    known = [code for town in within for code in desk.names.get((town, tidy), ())]
    if len(known) == 1:
        return VillageCode.parse(known[0])
    found = divisions.find(name, within, unit_type=desk.unit_type)
    if len(found) == 1 and not known:
        return VillageCode.parse(found[0].code)
    alike = () if known or found else divisions.similar(name, within, unit_type=desk.unit_type)
    choices = _choices(desk, known, found, alike)
    if not choices:
        return _temporary(desk, row, within)
    question = (
        f"“{name}”可能是下面的几个，是哪一个？"
        if known or found
        else f"区划名单里没有“{name}”，名称相近的有下面几个。是其中一个吗？"
    )
    answer = desk.collector.ask(
        f"name:{row.address}",
        row.address,
        question,
        (*choices, (_TEMPORARY, f"都不是，“{tidy}”先用临时编码")),
    )
    if answer is None:
        return None
    return _temporary(desk, row, within) if answer == _TEMPORARY else VillageCode.parse(answer)


def _choices(
    desk: _Desk, known: Iterable[str], found: Iterable[Division], alike: Iterable[Division]
) -> tuple[tuple[str, str], ...]:
    registered = tuple((code, f"名册中的 {code}") for code in known)
    codes = {code for code, _ in registered}
    return registered + tuple(
        (unit.code, f"{unit.town_name} {unit.name}（{unit.code}）")
        for unit in (*found, *alike)
        if unit.code not in codes and unit.code not in desk.taken
    )


def _towns_of(desk: _Desk, row: DataRow) -> tuple[str, ...]:
    """Codes of the chosen towns a row may lie in; empty where a fault has been told."""
    if not desk.towns:
        desk.collector.fault(
            row.address,
            "这一行没有代码，又没有选定所在的镇，认不出是哪个嘎查村。"
            "请先选定镇再导入，或在表里加一列 12 位代码。",
        )
        return ()
    cell = row.cell(TOWN)
    if cell.empty:
        return tuple(desk.towns)
    written = plain_name(desk.collector.text(row, TOWN, "镇"))
    within = tuple(code for code, name in desk.towns.items() if written in (plain_name(name), code))
    if not within:
        desk.collector.fault(
            cell.address,
            f"“{cell.text}”不在选定的镇里（{'、'.join(desk.towns.values())}）。"
            "请核对镇名，或把它也选上。",
        )
    return within


def _temporary(desk: _Desk, row: DataRow, within: Sequence[str]) -> VillageCode | None:
    town: str | None = within[0]
    if len(within) > 1:
        town = desk.collector.ask(
            f"town:{row.address}",
            row.address,
            f"“{row.text(NAME)}”在区划名单里没有，要用临时编码。它在哪个镇？",
            tuple((code, desk.towns[code]) for code in within),
        )
    if town is None:
        return None
    for number in range(1, 1000):
        code = VillageCode.temporary(town, number)
        if code.text not in desk.taken and village_by(desk.reader, code.text) is None:
            return code
    desk.collector.fault(row.address, f"{desk.towns[town]}的临时编码已经用完，请申请正式代码。")
    return None


def _item(desk: _Desk, row: DataRow, code: VillageCode, name: str) -> dict[str, Any] | None:
    """What the action is given for one village; what the table does not say stays as it is."""
    collector = desk.collector
    faults = len(collector.faults)
    village = desk.recoded.get(code.text) or village_by(desk.reader, code.text)
    named = name_on(desk.reader, village, f"{desk.round.year}-12-31") if village else None
    member = desk.members.get(village) if village else None
    listed = divisions.by_code(code.text)
    town = desk.reader.get(Town, code.town_code)
    official = name or (named.official_name if named else "") or _official(listed)
    if not official:
        collector.fault(
            row.address, f"代码 {code} 不在区划名单里，表里又没有名称。请在这一行写上名称。"
        )
        return None
    # A tidy name of what is known already does not replace the committee's full name.
    if named is not None and tidy_name(official) == named.name and official == named.name:
        official = named.official_name or official
    elif listed is not None and official == listed.name:
        official = listed.official_name
    town_name = town.name if town else _town_name(desk, row, code, listed)
    if not town_name:
        collector.fault(row.address, f"不知道代码 {code.town_code} 是哪个镇。请在表里加一列“镇”。")
    item = {
        "code": code.text,
        "name": official,
        "town": town_name,
        "county": _county(desk, row, code, town, listed),
        "organisation": collector.text(row, _ORGANISATION, "党组织名称")
        or (named.organisation if named else ""),
        "category": _category(desk, row, member),
        "assessment_group": member.assessment_group if member else "",
        **_status(desk, row, member),
    }
    return item if len(collector.faults) == faults else None


def _official(listed: Division | None) -> str:
    return listed.official_name if listed else ""


def _town_name(desk: _Desk, row: DataRow, code: VillageCode, listed: Division | None) -> str:
    if listed is not None:
        return listed.town_name
    return desk.towns.get(code.town_code, "") or desk.collector.text(row, TOWN, "镇")


def _county(
    desk: _Desk, row: DataRow, code: VillageCode, town: Town | None, listed: Division | None
) -> str:
    if town is not None:
        return town.county
    if listed is not None:
        return listed.county_name
    return desk.counties.get(code.town_code, "") or desk.collector.text(row, COUNTY, "旗县")


def _category(desk: _Desk, row: DataRow, member: Participation | None) -> str:
    cell = row.cell(_CATEGORY)
    written = plain_name(desk.collector.text(row, _CATEGORY, "考核类别"))
    if not written:
        return member.category if member else ""
    known = desk.categories.get(written)
    if known is None:
        listed = "、".join(sorted({name for _, name in desk.categories.values()}))
        desk.collector.fault(
            cell.address,
            f"评定标准里没有“{cell.text}”这个考核类别。"
            + (f"可以填的有：{listed}。" if listed else "本标准不分考核类别，请把这一列清空。"),
        )
        return ""
    return known[0]


def _status(desk: _Desk, row: DataRow, member: Participation | None) -> dict[str, str]:
    written = desk.collector.text(row, _STATUS, "参评情况")
    reason = desk.collector.text(row, _REASON, "不参评原因")
    if not written:
        if member is None:
            return {"status": ParticipationStatus.RATED.value, "reason": ""}
        return {"status": member.status.value, "reason": reason or member.reason}
    status = _STATUSES.get(written)
    if status is None:
        desk.collector.fault(
            row.cell(_STATUS).address,
            f"参评情况填的是“{written}”，只能填参评、不参评或仅结果。",
        )
        status = ParticipationStatus.RATED
    elif status is not ParticipationStatus.RATED and not reason:
        desk.collector.fault(
            row.cell(_STATUS).address,
            f"填了“{written}”，但没有写原因。请加一列“不参评原因”，写明新设立、整村搬迁等。",
        )
    return {"status": status.value, "reason": reason}


def _compare(desk: _Desk, row: DataRow, code: VillageCode, item: Mapping[str, Any]) -> bool:
    village = desk.recoded.get(code.text) or village_by(desk.reader, code.text)
    member = desk.members.get(village) if village else None
    named: VillageName | None = (
        name_on(desk.reader, village, f"{desk.round.year}-12-31") if village else None
    )
    name = tidy_name(str(item["name"]))
    note = "临时编码，拿到正式代码后请更换" if code.is_temporary else ""
    if member is None or named is None:
        return desk.collector.compared(
            row,
            name,
            differences_between(("代码", "", code.text), ("镇", "", str(item["town"]))),
            new=True,
            note=note,
        )
    names = dict(desk.categories.values())
    return desk.collector.compared(
        row,
        name,
        differences_between(
            ("代码", named.code, code.text),
            ("名称", named.name, name),
            ("全称", named.official_name, str(item["name"])),
            ("党组织", named.organisation, str(item["organisation"])),
            (
                "考核类别",
                names.get(member.category, member.category),
                names.get(item["category"], str(item["category"])),
            ),
            (
                "参评情况",
                _STATUS_WORDS[member.status],
                _STATUS_WORDS[ParticipationStatus(item["status"])],
            ),
            ("原因", member.reason, str(item["reason"])),
        ),
        new=False,
        note=note,
    )
