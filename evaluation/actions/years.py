"""Setting up: the office, its people, a year, its standard, its villages and their facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from evaluation.actions.context import RoundContext
from evaluation.actions.dropping import drop_later_sign_offs
from evaluation.faults import RatingFault
from evaluation.gathering import name_on, village_by
from evaluation.history import HistoryEvent
from evaluation.numbers import read_count, read_hundredths, show_plain
from evaluation.places import VillageCode, tidy_name
from evaluation.ports import UnitOfWork
from evaluation.rounds import (
    FACTS,
    OfficeRecord,
    Participation,
    ParticipationStatus,
    PastResult,
    Person,
    PinnedStandard,
    Round,
    RoundState,
    Setting,
    SharedFigureValue,
    VetoAuthority,
    YearlyFact,
    round_id,
)
from evaluation.standard.model import Standard
from evaluation.standard.reading import read_standard
from evaluation.standard.writing import write_standard
from evaluation.steps.calendar import read_day
from evaluation.steps.records import DayKind, Holiday, SignOff
from evaluation.villages import Town, Village, VillageName, village_id

__all__ = [
    "add_villages",
    "authorise_veto",
    "change_setting",
    "enter_facts",
    "enter_holidays",
    "enter_past_results",
    "enter_person",
    "enter_shared_figure",
    "name_office",
    "open_year",
    "order_villages",
    "set_participation",
    "set_round_details",
]

_LEVELS = ("town", "county")


def name_office(
    work: UnitOfWork, actor: str, time: datetime, *, name: str, level: str, sample: int = 0
) -> None:
    """Say whose register this is; `level` is "town" or "county"."""
    if not name.strip():
        raise RatingFault("单位名称没有填。请填本单位全称，例如“中共××镇委员会”。")
    if level not in _LEVELS:
        raise RatingFault(f"单位层级填的是“{level}”，只能是 town（镇）或 county（旗县市区）。")
    work.put(OfficeRecord("office", name.strip(), level, sample))
    work.log(HistoryEvent.OFFICE_NAMED, subject=name.strip())


def enter_person(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    name: str,
    office: str = "",
    role: str = "",
    active: int = 1,
) -> None:
    """Enter or change a person who acts (经办人)."""
    if not name.strip():
        raise RatingFault("姓名没有填。请填经办人的姓名。")
    if "、" in name:
        raise RatingFault(f"“{name.strip()}”像是几个人的姓名。请一人一行，分别登记。")
    work.put(Person(name.strip(), office.strip(), role.strip(), active))
    work.log(HistoryEvent.PERSON_ENTERED, subject=name.strip())


def change_setting(work: UnitOfWork, actor: str, time: datetime, *, name: str, value: Any) -> None:
    """Change a setting of the office; `value` is anything JSON can hold."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    work.put(Setting(name, text))
    work.log(HistoryEvent.SETTING_CHANGED, subject=name)


def enter_holidays(
    work: UnitOfWork, actor: str, time: datetime, *, days: Sequence[dict[str, str]]
) -> None:
    """Enter days that differ from Monday-to-Friday: {"day", "kind", "name"} each."""
    for item in days:
        read_day(item["day"], "日期")
        work.put(Holiday(item["day"], DayKind(item["kind"]), item.get("name", "")))
    work.log(HistoryEvent.CALENDAR_CHANGED, subject=f"{len(days)} 天")


def open_year(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    year: int,
    unit: str,
    standard: str,
    issuer: str = "",
    cutoff: str = "",
    certificate_prefix: str = "XJ",
) -> None:
    """Open a round and pin the full text of its standard (a standard file's content)."""
    key = round_id(year, unit)
    if work.get(Round, key) is not None:
        raise RatingFault(f"{year} 年度的{unit}评定已经建立，不能重复新建。")
    if not 2000 <= year <= 2100:
        raise RatingFault(f"年度填的是 {year}，应在 2000 到 2100 之间。")
    parsed = read_standard(standard)
    if parsed.unit != unit:
        raise RatingFault(
            f"评定标准“{parsed.name}”用于{parsed.unit}，本年度评定的是{unit}。请换一个标准。"
        )
    text = write_standard(parsed)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if work.get(PinnedStandard, digest) is None:
        work.put(PinnedStandard(digest, parsed.name, parsed.version, text))
    office = work.get(OfficeRecord, "office")
    # What the office has switched on stays on from one year to the next.
    before = max(work.find(Round, unit=unit), key=lambda item: item.year, default=None)
    work.put(
        Round(
            id=key,
            year=year,
            unit=unit,
            state=RoundState.OPEN,
            standard=digest,
            cutoff=cutoff or f"{year}-12-31",
            issuer=issuer or (office.name if office else ""),
            certificate_prefix=certificate_prefix,
            second_check=before.second_check if before else 0,
            blind=before.blind if before else 0,
            evidence_due=before.evidence_due if before else 0,
        )
    )
    work.log(
        HistoryEvent.STANDARD_PINNED,
        round=key,
        subject=f"{parsed.name} 第 {parsed.version} 版",
        document=parsed.document,
    )


def _require_nothing_signed(context: RoundContext, what: str) -> None:
    """What feeds every village's result is settled before the first 审签."""
    if context.work.find(SignOff, round=context.round.id):
        raise RatingFault(
            f"已经有{context.round.unit}审签，{what}不能再改：改了会变动已审的结果。"
            "确要改的，请先撤回审签，写明原因。"
        )


def set_round_details(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, **details: Any
) -> None:
    """Change what an open round is run by: issuer, cutoff, certificate_prefix, show_early,
    second_check (校对), blind (背靠背), evidence_due (扣分须附件)."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    switches = {"show_early", "second_check", "blind", "evidence_due"}
    known = {"issuer", "cutoff", "certificate_prefix", *switches}
    unknown = sorted(set(details) - known)
    if unknown:
        raise RatingFault(f"年度设置里没有“{'、'.join(unknown)}”这一项。")
    if "cutoff" in details:
        read_day(details["cutoff"], "否决截止日")
        if details["cutoff"] != context.round.cutoff:
            _require_nothing_signed(context, "否决截止日")
    for name in sorted(switches & set(details)):
        if details[name] not in (0, 1):
            raise RatingFault(f"年度设置“{name}”填的是 {details[name]}，只能是 0 或 1。")
    if details.get("second_check", context.round.second_check) != context.round.second_check:
        # With 校对, what nobody confirmed does not count: results would change.
        _require_nothing_signed(context, "校对的开关")
    work.put(replace(context.round, **details))
    work.log(HistoryEvent.SETTING_CHANGED, round=round, subject="、".join(sorted(details)))


def add_villages(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    villages: Sequence[dict[str, Any]],
    source: str = "",
) -> None:
    """Add villages to a round, all or none.

    Each: {"code", "name" (official or tidy), "town" (name)} and, when known, "county",
    "organisation", "category", "status", "reason". Codes are checked, a code twice is refused.
    """
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    year = context.round.year
    since = f"{year}-01-01"
    faults: list[str] = []
    seen: dict[str, int] = {}
    rows: list[tuple[VillageCode, dict[str, Any]]] = []
    for number, item in enumerate(villages, start=1):
        place = f"第 {number} 行（{item.get('name', '')}）"
        try:
            code = VillageCode.parse(str(item.get("code", "")))
        except RatingFault as fault:
            faults.append(f"{place}：{fault.message}")
            continue
        if code.text in seen:
            faults.append(f"{place}：代码 {code.text} 与第 {seen[code.text]} 行重复。")
            continue
        if not str(item.get("name", "")).strip():
            faults.append(f"{place}：没有名称。")
            continue
        seen[code.text] = number
        rows.append((code, item))
    if faults:
        raise RatingFault("名册没有导入，请先改正下列各行：", places=tuple(faults))
    position = max((member.position for member in work.find(Participation, round=round)), default=0)
    for code, item in rows:
        village = village_by(work, code.text) or village_id(code.text, year)
        official = str(item["name"]).strip()
        if work.get(Town, code.town_code) is None:
            towns = len(work.find(Town))
            work.put(
                Town(code.town_code, str(item.get("town", "")), str(item.get("county", "")), towns)
            )
        if work.get(Village, village) is None:
            work.put(Village(village, code.town_code))
        known = name_on(work, village, f"{year}-12-31")
        named = VillageName(
            village=village,
            since=known.since if known else since,
            code=code.text,
            name=tidy_name(official),
            official_name=official,
            organisation=str(item.get("organisation", "")) or (known.organisation if known else ""),
        )
        if known is None or (known.code, known.name) == (named.code, named.name):
            work.put(named)
        else:
            work.put(replace(named, since=since))
        member = work.get(Participation, round, village)
        if member is None:
            position += 1
        work.put(
            Participation(
                round=round,
                village=village,
                position=member.position if member else position,
                town=code.town_code,
                status=ParticipationStatus(item.get("status", "rated")),
                reason=str(item.get("reason", "")),
                category=str(item.get("category", "")),
                assessment_group=str(item.get("assessment_group", "")),
            )
        )
    work.log(HistoryEvent.ROSTER_IMPORTED, round=round, subject=f"{len(rows)} 个", document=source)


def set_participation(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    village: str,
    status: str,
    reason: str = "",
    category: str | None = None,
) -> None:
    """参评 / 不参评 / 仅结果 of a village; the latter two need a reason."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = context.village(village)
    new = ParticipationStatus(status)
    if new is not ParticipationStatus.RATED and not reason.strip():
        raise RatingFault(f"{found.name}：不参评或仅结果要写明原因，例如“新设立”“整村搬迁”。")
    changed = replace(
        found.member,
        status=new,
        reason=reason.strip(),
        category=found.member.category if category is None else category,
    )
    work.put(changed)
    if (changed.status, changed.category) != (found.member.status, found.member.category):
        drop_later_sign_offs(context, found, reason or "参评情况变动")
    work.log(HistoryEvent.ROSTER_CHANGED, round=round, village=found.id, reason=reason)


def order_villages(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, villages: Sequence[str]
) -> None:
    """The office's own order of villages: all of the round, by code or id."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    found = [context.village(item) for item in villages]
    members = work.find(Participation, round=round)
    if sorted(item.id for item in found) != sorted(member.village for member in members):
        raise RatingFault("排列顺序要包含本年度名册里的每一个嘎查村，且不能重复。")
    for position, item in enumerate(found, start=1):
        work.put(replace(item.member, position=position))
    work.log(HistoryEvent.ROSTER_CHANGED, round=round, subject="排列顺序")


def enter_facts(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    villages: Sequence[dict[str, Any]],
    source: str = "",
) -> None:
    """Yearly facts: {"village", and any of the ids of FACTS} each; "" removes a fact."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    kinds = {fact: (name, unit) for fact, name, unit in FACTS}
    faults: list[str] = []
    rows: dict[str, int] = {}
    for number, item in enumerate(villages, start=1):
        try:
            found = context.village(str(item["village"]))
            if rows.setdefault(found.id, number) != number:
                raise RatingFault(f"{found.name}与第 {rows[found.id]} 行重复。")
            for fact, value in item.items():
                if fact in ("village", "name"):
                    continue
                if fact not in kinds:
                    raise RatingFault(f"没有“{fact}”这一项基本情况。")
                name, unit = kinds[fact]
                text = str(value).strip()
                if unit and text:
                    text = show_plain(read_hundredths(text, f"{found.name}的{name}"))
                old = work.get(YearlyFact, round, found.id, fact)
                if text:
                    work.put(YearlyFact(round, found.id, fact, text))
                elif old is not None:
                    work.remove(old)
        except RatingFault as fault:
            faults.append(f"第 {number} 行：{fault.message}")
    if faults:
        raise RatingFault("基本情况没有保存，请先改正：", places=tuple(faults))
    only = context.village(str(villages[0]["village"])).id if len(villages) == 1 else ""
    work.log(
        HistoryEvent.FACTS_ENTERED,
        round=round,
        village=only,
        subject=f"{len(villages)} 个",
        document=source,
    )


def enter_shared_figure(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, figure: str, value: str
) -> None:
    """A figure of the year that is typed once for all villages (旗县平均 …)."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    known = next((item for item in context.standard.shared_figures if item.id == figure), None)
    if known is None:
        raise RatingFault(f"评定标准里没有“{figure}”这个全年共用数据。")
    _require_nothing_signed(context, known.name)
    work.put(SharedFigureValue(round, figure, read_hundredths(value, known.name)))
    work.log(HistoryEvent.FIGURE_ENTERED, round=round, subject=known.name)


def _check_own_result(standard: Standard, place: str, stars: int, rating_class: str) -> None:
    if stars > standard.most_stars:
        raise RatingFault(f"{place}填了 {stars} 颗星，本标准最多 {standard.most_stars} 颗。")
    if not any(
        rating_class in (item.id, item.name, item.short, item.outward) for item in standard.classes
    ):
        words = "、".join(item.short for item in standard.classes)
        raise RatingFault(f"{place}的类别“{rating_class}”不在本标准里。请填：{words}。")


def enter_past_results(
    work: UnitOfWork,
    actor: str,
    time: datetime,
    *,
    round: str,
    year: int,
    results: Sequence[dict[str, Any]],
    source: str = "",
) -> None:
    """Results known only as such: {"village", "stars", "class", and if known "total"} each.

    Those of the round's own year must fit its standard: they are counted with the others.
    """
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    rows: dict[str, int] = {}
    for number, item in enumerate(results, start=1):
        found = context.village(str(item["village"]))
        place = f"第 {number} 行（{found.name}）"
        if rows.setdefault(found.id, number) != number:
            raise RatingFault(f"{place}与第 {rows[found.id]} 行重复，没有保存。")
        stars = read_count(str(item["stars"]), f"{place}的星数")
        if year == context.round.year:
            _check_own_result(context.standard, place, stars, str(item["class"]))
        total = item.get("total")
        work.put(
            PastResult(
                year=year,
                unit=context.round.unit,
                village=found.id,
                stars=stars,
                rating_class=str(item["class"]),
                total=None
                if total in (None, "")
                else read_hundredths(str(total), f"{found.name}的总分"),
                source=source,
            )
        )
    work.log(
        HistoryEvent.RESULTS_IMPORTED,
        round=round,
        subject=f"{year} 年度 {len(results)} 个",
        document=source,
    )


def authorise_veto(
    work: UnitOfWork, actor: str, time: datetime, *, round: str, item: str, document: str
) -> None:
    """Enter the document that authorises a veto item; without one the item is off."""
    context = RoundContext.of(work, actor, time, round)
    context.require_open()
    known = context.standard.veto_item(item)
    if known is None:
        raise RatingFault(f"评定标准里没有“{item}”这项一票否决。")
    if not document.strip():
        raise RatingFault(f"{item} {known.text}：请填写设定这一项的文件名称和文号。")
    work.put(VetoAuthority(round, item, document.strip()))
    work.log(HistoryEvent.AUTHORITY_ENTERED, round=round, subject=item, document=document.strip())
