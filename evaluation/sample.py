"""示例: a fictional 2012 year that comes out as the published one did.

61 villages that do not exist, in four towns that do not exist, under reserved codes, go
through all five steps by the same actions that the window uses: sheets at the level of
indicators, ballots, returned sheets, a star lost by a veto, a lifted veto, an objection,
two changes that cancel. What is fictional is the villages and every entry; the totals are
those of the published year (domain §2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from evaluation.actions import ballots, deliberation, notices, sheets, signing, vetoes, years
from evaluation.numbers import read_hundredths, show_plain
from evaluation.office import Office
from evaluation.places import SAMPLE_COUNTY_CODE
from evaluation.ports import Register
from evaluation.rounds import round_id
from evaluation.standard.model import (
    BallotSource,
    Clause,
    ClauseKind,
    FigureSource,
    Indicator,
    Standard,
    Star,
    StepKind,
)
from evaluation.standard.writing import write_standard

__all__ = ["SAMPLE_UNIT", "SAMPLE_YEAR", "write_sample"]

SAMPLE_YEAR = 2012
SAMPLE_UNIT = "嘎查村"
_OFFICE = "中共示例市委组织部"
_CLERK = "录入员甲"
_BASIS = "《示例市嘎查村级组织星级管理办法（示例）》"
_DOCUMENT = "示例组发〔2012〕0号"

_TOWNS: tuple[tuple[str, str, str], ...] = (
    # name, villages as words, stars won by each in the same order
    (
        "东星岭镇",
        "霁月嘎查 朝岚村 青芷嘎查 松漪村 白榆湾村 星禾村 苍鹿嘎查 金穗滩村 银露村 碧檀村 "
        "曦光村 澄泓嘎查 雁归嘎查 鹿鸣坡嘎查 风吟嘎查 草歌嘎查",
        "10 9 7 8 7 9 7 7 6 10 7 9 7 7 6 3",
    ),
    (
        "西星泉镇",
        "云栖泊村 麦浪坡村 月泊嘎查 霜枫村 晴峦村 暖泉沿村 翠毡嘎查 星泊嘎查 驼铃湾嘎查 "
        "银鬃嘎查 鹤翎村 雪莲沟村 牧歌滩嘎查 乌仁滩嘎查 萨仁泊嘎查 其其沟嘎查 阿古坡嘎查 "
        "巴彦歌嘎查",
        "9 7 7 10 7 7 4 7 9 7 10 6 6 7 7 9 3 5",
    ),
    (
        "南星河镇",
        "那仁滩嘎查 朗月坡村 清穹村 远岫村 沃垄村 新禾垄村 丰畴村 秋实坡村 春霭村 夏苇村 "
        "冬青垄村 杏雨村 桃源垄村 梨霜村",
        "10 9 7 8 10 7 7 9 7 6 10 7 7 9",
    ),
    (
        "北星岭镇",
        "榆荫坡村 桦影村 苇荡嘎查 芦汀村 荷汀村 鱼跃泡嘎查 雁翎泡嘎查 鹭影村 珠泊村 玉泊村 "
        "琥珀泉嘎查 玛瑙沟嘎查 紫苜嘎查",
        "10 7 7 5 8 6 7 4 9 6 7 5 3",
    ),
)
_LOSS_ORDER = ["s6", "s4", "s10", "s2", "s8", "s7", "s5", "s3", "s9", "s1"]
"""Stars from the one lost most often to the one lost least, before shuffling by village."""

_HOLIDAYS: tuple[tuple[str, str, str], ...] = (
    *((f"2013-01-0{day}", "holiday", "元旦") for day in (1, 2, 3)),
    *((f"2013-01-0{day}", "workday", "元旦调休") for day in (5, 6)),
    *((f"2013-02-{day:02}", "holiday", "春节") for day in range(9, 16)),
    *((f"2013-02-{day}", "workday", "春节调休") for day in (16, 17)),
)


class SampleClock:
    """A clock of its own, so that every run writes the same register."""

    def __init__(self) -> None:
        self._now = datetime.fromisoformat("2012-11-20T08:30:00")

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=41)
        return self._now

    def go_to(self, day: str) -> None:
        """Go on at half past eight of an ISO day."""
        self._now = datetime.fromisoformat(f"{day}T08:30:00")


@dataclass(slots=True)
class _Plan:
    """One fictional village and what is entered about it."""

    code: str
    name: str
    town: str
    stars: int
    number: int
    won: tuple[str, ...] = ()
    satisfaction: int = 0
    own: dict[str, str] = field(default_factory=dict)
    deductions: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, list[str]] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    counts: tuple[int, ...] = ()


def _pick(low: int, high: int, *words: object) -> int:
    """A whole number from low to high that depends on the words alone."""
    text = "/".join(str(word) for word in words)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return low + number % (high - low + 1)


def sample_standard(preset: Standard) -> Standard:
    """The preset under a fictional 《办法》 that authorises its veto items."""
    return replace(
        preset,
        name="2012 版十星（示例）",
        basis=_BASIS,
        document=_DOCUMENT,
        dated="2012-09-10",
        template=False,
        note="示例数据，嘎查村、文件和各项记录均为虚构。",
        vetoes=tuple(replace(item, authority=f"{_BASIS}第十二条") for item in preset.vetoes),
    )


def _villages() -> list[_Plan]:
    plans: list[_Plan] = []
    for town_number, (town, names, stars) in enumerate(_TOWNS, start=1):
        for place, (name, won) in enumerate(zip(names.split(), stars.split(), strict=True)):
            code = f"{SAMPLE_COUNTY_CODE}{100 + town_number}{200 + place}"
            plans.append(_Plan(code, name, town, int(won), len(plans)))
    return plans


def _choose_stars(plan: _Plan, extra_won: Mapping[str, str]) -> None:
    """Which stars the village wins by points; `extra_won`: one more, which a veto takes."""
    ordered = sorted(
        _LOSS_ORDER, key=lambda star: _LOSS_ORDER.index(star) + _pick(0, 15, plan.code, star)
    )
    vetoed = extra_won.get(plan.code)
    if vetoed is not None:
        ordered = [vetoed, *(star for star in ordered if star != vetoed)]
    lost = set(ordered[: 10 - plan.stars])
    lost.discard(vetoed or "")
    plan.won = tuple(star for star in _LOSS_ORDER if star not in lost)


def _ballot(plan: _Plan) -> None:
    """Counts of the 计票单: satisfied, fairly, dissatisfied, unknown, blank."""
    valid = _pick(46, 72, plan.code, "valid")
    if plan.stars >= 8:
        against = _pick(0, valid // 20, plan.code, "against")
    elif plan.stars >= 5:
        against = _pick(valid // 20, valid // 10, plan.code, "against")
    else:
        against = _pick(valid // 8, valid // 5, plan.code, "against")
    unknown = _pick(0, 2, plan.code, "unknown")
    blank = _pick(0, 1, plan.code, "blank")
    fairly = _pick(valid // 8, valid // 4, plan.code, "fairly")
    plan.counts = (valid - against - unknown - blank - fairly, fairly, against, unknown, blank)


def _ballot_score(counts: Sequence[int]) -> int:
    """Whole hundredths below the ballot's score, for planning."""
    value = 10000 * counts[0] + 7500 * counts[1] + 3000 * counts[2]
    return value // sum(counts[:3])


def _self_scores(plan: _Plan, standard: Standard) -> dict[str, int]:
    """自评 of every indicator, a little below full; hundredths by star."""
    own_step = standard.step_of_kind(StepKind.SELF)
    assert own_step is not None
    by_star: dict[str, int] = {}
    for star in standard.stars:
        if own_step.id not in dict(standard.weights_of(star)):
            continue
        total = 0
        for indicator in star.indicators:
            below = _pick(0, 2, plan.code, indicator.id, "own")
            if star.id not in plan.won:
                below += _pick(0, 2, plan.code, indicator.id, "own more")
            score = indicator.points - below * 100
            plan.own[indicator.code] = show_plain(score)
            total += score
        by_star[star.id] = total
    return by_star


def _ballot_part(star: Star, counts: Sequence[int], score: int, expected: int) -> int:
    """Hundredths that the star's ballot clauses take away, rounded up."""
    lost = 0
    for indicator in star.indicators:
        for clause in indicator.clauses:
            if clause.kind is not ClauseKind.BALLOT:
                continue
            full = clause.points or indicator.points
            if clause.ballot is BallotSource.SCORE:
                lost += full - score * (clause.factor or 0) // 100
            else:
                share = sum(counts) * 10000 // expected
                lost += max(0, full - full * share // (clause.target or 10000))
    return lost


_Step = tuple[Indicator, Clause, int, int]
"""(indicator, clause, hundredths of one occurrence or step, most of them)."""


def _ways_to_lose(plan: _Plan, star: Star) -> list[_Step]:
    """The clauses of a star that can take points here, in an order of the village's own."""
    ways: list[_Step] = []
    for indicator in star.indicators:
        for clause in indicator.clauses:
            if clause.kind is ClauseKind.OCCURRENCE:
                most = clause.at_most or 3
                if clause.points * 2 <= indicator.points or clause.at_most == 1:
                    ways.append((indicator, clause, clause.points, min(most, 4)))
            elif clause.kind is ClauseKind.STEP:
                ways.append((indicator, clause, clause.points, 3))
            elif clause.kind is ClauseKind.LADDER:
                top = clause.points or indicator.points
                ways.append((indicator, clause, top - clause.rungs[1].points, 1))
                if star.id not in plan.won:
                    ways.append((indicator, clause, top - clause.rungs[2].points, 2))
    return sorted(ways, key=lambda way: _pick(0, 9999, plan.code, way[1].id, way[3]))


def _lose(plan: _Plan, star: Star, least: int, most: int) -> int:
    """Plan deductions that take between `least` and `most` hundredths; what they take."""
    lost = 0
    used: dict[str, int] = {}
    taken_from: dict[str, int] = {}
    for indicator, clause, unit, limit in _ways_to_lose(plan, star):
        if lost >= least and used:
            break
        if clause.id in used:
            continue
        room = min(most - lost, indicator.points - taken_from.get(indicator.id, 0))
        if clause.kind is ClauseKind.LADDER:
            times = limit if unit <= room else 0
            amount = unit
        else:
            times = min(limit, room // unit, -(-(least - lost) // unit) if least > lost else 1)
            amount = unit * times
        if times < 1:
            continue
        used[clause.id] = times
        lost += amount
        taken_from[indicator.id] = taken_from.get(indicator.id, 0) + amount
        if clause.kind is ClauseKind.OCCURRENCE:
            plan.deductions.append(
                {
                    "item": indicator.code,
                    "clause": clause.id,
                    "count": times,
                    "fact": _fact(plan, clause, times),
                    "evidence": indicator.evidence,
                    "act_date": "2013-01-08",
                }
            )
    for indicator in star.indicators:
        found = indicator.figure_clause
        if found is not None:
            plan.figures[indicator.code] = _figure(plan, found, used.get(found.id, 0))
    assert least <= lost <= most, f"{plan.name} {star.name}: {lost} not in {least}..{most}"
    return lost


def _fact(plan: _Plan, clause: Clause, times: int) -> str:
    place = ("查阅资料发现", "现场查看发现", "走访了解到", "核对台账发现")[
        _pick(0, 3, plan.code, clause.id, "fact")
    ]
    what = clause.text.partition("扣")[0].rstrip("，, ")
    head, comma, tail = what.rpartition("，")
    if comma and tail.startswith(("每少", "每缺")):
        what = tail
    elif comma and tail.startswith("每"):
        what = head
    what = what.removeprefix("每")
    if len(what) < 2:
        what = "本项有发生"
    return f"{place}：{what}" + (f"，共 {times} 处（次）" if times > 1 else "")


def _figure(plan: _Plan, clause: Clause, times: int) -> list[str]:
    """Figure and base that make `times` steps (STEP) or stand on rung `times` (LADDER)."""
    assert clause.figure is not None
    if clause.kind is ClauseKind.STEP:
        target = _SHARED.get(clause.shared_target, clause.target or 0)
        step = clause.step or 0
        above = _pick(0, 3, plan.code, clause.id, "figure") * 100
        value = target - step * times if times else target + above
        if clause.above:
            value = target + step * times if times else target - above
        if clause.figure.source is FigureSource.SHARE:
            base = _pick(80, 300, plan.code, clause.id, "base") * 100
            return [show_plain(-(-value * base // 10000 // 100) * 100), show_plain(base)]
        return [show_plain(value), ""]
    above = _pick(1, 8, plan.code, clause.id, "figure") * 10
    lower = clause.rungs[times].lower
    if lower is None:  # the last rung: below the one before it
        before = clause.rungs[times - 1].lower
        assert before is not None
        lower = before - 10 * above
    floor = lower
    if clause.figure.source is FigureSource.TYPED:
        return [show_plain(floor + above * 3 + _pick(0, 49, plan.code, "cents")), ""]
    if clause.figure.source is FigureSource.SHARE:
        base = _SHARED[clause.figure.shared_base]
        return [show_plain(-(-base * (floor + above) // 10000 // 100) * 100), ""]
    # The growth is that of the income that was entered before it.
    income = read_hundredths(plan.figures[_INCOME][0], "集体经营性收入")
    return [show_plain(income), show_plain(income * 10000 // (10000 + floor + above))]


_INCOME = "6.2"
"""Code of the indicator that asks for the 集体经营性收入 itself."""

_SHARED: Mapping[str, int] = {"county-income": 1_050_000, "county-growth": 1200}


def _plan_all(standard: Standard, extra_won: Mapping[str, str]) -> list[_Plan]:
    """Every entry of every village, so that each wins just its stars."""
    plans = _villages()
    for plan in plans:
        _choose_stars(plan, extra_won)
        _ballot(plan)
        own = _self_scores(plan, standard)
        score = _ballot_score(plan.counts)
        for star in standard.stars:
            ballot_lost = _ballot_part(star, plan.counts, score, _expected(plan))
            weights = dict(standard.weights_of(star))
            if star.id in own:
                # 10·自评 + 30·测评 + 60·初评 against 100·pass line, in hundredths.
                fixed = weights["self"] * own[star.id] + weights["ballot"] * score
                needed = -(-(standard.pass_line * 100 - fixed) // weights["assessment"])
                border = 10000 - needed
            else:
                border = 10000 - standard.pass_line
            if star.id in plan.won:
                most = min(border - 150 - ballot_lost, 1600)
                least = min(_pick(1, 9, plan.code, star.id, "lost") * 100, most - 500)
                lost = _lose(plan, star, max(least, 0), most)
            else:
                low = max(border + 150 - ballot_lost, 0)
                lost = _lose(plan, star, low, low + 1500)
            if star.id in own and abs(own[star.id] - (10000 - lost - ballot_lost)) > 900:
                plan.explanations[star.id] = "初评按查验材料计分，与自评的差异已当面说明。"
    return plans


def _expected(plan: _Plan) -> int:
    return sum(plan.counts) + _pick(4, 12, plan.code, "expected")


def write_sample(
    register: Register, clock: SampleClock, preset: Standard, *, published: bool = True
) -> Office:
    """Write the sample year into an empty register by actions alone.

    published False stops before 审核, with steps 1–3 signed and the veto cases decided.
    """
    office = Office(register, clock, _CLERK)
    standard = sample_standard(preset)
    key = round_id(SAMPLE_YEAR, SAMPLE_UNIT)
    by_star = _special_cases(standard)
    plans = _plan_all(standard, by_star)
    _set_up(office, standard, plans, key)
    _first_steps(office, clock, plans, key)
    _assess(office, clock, plans, key)
    _veto(office, clock, plans, key, by_star)
    if published:
        _deliberate(office, clock, plans, key)
        _publish(office, clock, plans, key)
    return office


_VETO_ITEM = "V7"
_VETOED = "琥珀泉嘎查"
_LIFTED = "远岫村"
_RETURNED = ("松漪村", "暖泉沿村", "荷汀村")
_RAISED = "曦光村"
_LOWERED = "松漪村"
_OBJECTED = "麦浪坡村"


def _special_cases(standard: Standard) -> dict[str, str]:
    """Code of the village that loses a star by E3 → that star."""
    item = standard.veto_item(_VETO_ITEM)
    assert item is not None
    star = next(effect.stars[0] for effect in item.effects if effect.stars)
    code = next(plan.code for plan in _villages() if plan.name == _VETOED)
    return {code: star}


def _set_up(office: Office, standard: Standard, plans: Sequence[_Plan], key: str) -> None:
    office.act(years.name_office, name=_OFFICE, level="county", sample=1)
    for name, role in ((_CLERK, "录入"), ("复核员乙", "复核"), ("考评员丙", "考评")):
        office.act(years.enter_person, name=name, office=_OFFICE, role=role)
    office.act(
        years.enter_holidays,
        days=[{"day": day, "kind": kind, "name": name} for day, kind, name in _HOLIDAYS],
    )
    office.act(
        years.open_year,
        year=SAMPLE_YEAR,
        unit=SAMPLE_UNIT,
        standard=write_standard(standard),
        issuer=_OFFICE,
    )
    office.act(
        years.add_villages,
        round=key,
        villages=[
            {
                "code": plan.code,
                "name": plan.name,
                "town": plan.town,
                "county": "示例市",
                "organisation": f"中共{plan.town}{plan.name}"
                f"{'总支部' if plan.number % 7 == 0 else '支部'}委员会",
                "assessment_group": f"{plan.town}考评组",
            }
            for plan in plans
        ],
    )
    office.act(
        years.enter_facts,
        round=key,
        villages=[
            {
                "village": plan.code,
                "households": str(households := _pick(120, 620, plan.code, "households")),
                "population": str(households * 27 // 10),
                "members": str(_pick(18, 64, plan.code, "members")),
                "income": plan.figures[_INCOME][0],
            }
            for plan in plans
        ],
    )
    for figure, value in _SHARED.items():
        office.act(years.enter_shared_figure, round=key, figure=figure, value=show_plain(value))


def _first_steps(office: Office, clock: SampleClock, plans: Sequence[_Plan], key: str) -> None:
    """自评 and 测评 of every village."""
    clock.go_to("2012-12-12")
    for plan in plans:
        where = {"round": key, "village": plan.code, "step": "self"}
        office.act(sheets.fill_sheet, **where, scores=plan.own, remark="自评意见一致。")
        office.act(signing.seal_sheet, **where, signed_by="党组织书记", act_date="2012-12-10")
    clock.go_to("2012-12-28")
    options = ("satisfied", "fairly", "dissatisfied", "unknown", "blank")
    for plan in plans:
        valid = sum(plan.counts)
        visited = _pick(4, 10, plan.code, "visited")
        at_meeting = valid - visited
        spoilt = _pick(0, 1, plan.code, "spoilt")
        office.act(
            ballots.count_ballot,
            round=key,
            village=plan.code,
            expected=_expected(plan),
            present=at_meeting + spoilt,
            channels=[
                {
                    "channel": "meeting",
                    "issued": at_meeting + spoilt,
                    "returned": at_meeting + spoilt,
                    "valid": at_meeting,
                },
                {"channel": "visit", "issued": visited, "returned": visited, "valid": visited},
            ],
            counts=[
                {"question": "q0", "option": option, "count": count}
                for option, count in zip(options, plan.counts, strict=True)
            ],
        )
        office.act(
            ballots.seal_ballot,
            round=key,
            village=plan.code,
            signed_by="监票人、计票人",
            act_date="2012-12-26",
        )


def _assess(office: Office, clock: SampleClock, plans: Sequence[_Plan], key: str) -> None:
    """镇党委初评; a few sheets are returned and signed again."""
    clock.go_to("2013-01-09")
    for plan in plans:
        where = {"round": key, "village": plan.code, "step": "assessment"}
        signed = {"signed_by": f"{plan.town}考评组组长", "act_date": "2013-01-08"}
        office.act(
            sheets.fill_sheet,
            **where,
            deductions=plan.deductions,
            figures=plan.figures,
            explanations=plan.explanations,
            check_rest=1,
            consents=1,
        )
        office.act(signing.seal_sheet, **where, **signed)
    clock.go_to("2013-01-11")
    for plan in plans:
        if plan.name not in _RETURNED:
            continue
        where = {"round": key, "village": plan.code, "step": "assessment"}
        office.act(signing.return_sheet, **where, reason="扣分依据的页码没有写全，补充后再签。")
        office.act(
            sheets.enter_consent, **where, consents=1, remark="依据页码已补充，得分没有变化。"
        )
        office.act(
            signing.seal_sheet,
            **where,
            signed_by=f"{plan.town}考评组组长",
            act_date="2013-01-11",
        )


def _code(plans: Sequence[_Plan], name: str) -> str:
    return next(plan.code for plan in plans if plan.name == name)


def _veto(
    office: Office,
    clock: SampleClock,
    plans: Sequence[_Plan],
    key: str,
    by_star: Mapping[str, str],
) -> None:
    """An E3 case that stands and an E1 case that is lifted before the deliberation."""
    clock.go_to("2013-01-14")
    vetoed = next(iter(by_star))
    office.act(
        vetoes.record_veto,
        round=key,
        village=vetoed,
        item=_VETO_ITEM,
        fact="2012年8月超载放牧，被上级通报（虚构）。",
        document="示例通报〔2012〕00号",
        found_on="2012-08-20",
        body="示例市主管部门",
        starts="2012-08-20",
    )
    lifted = _code(plans, _LIFTED)
    office.act(
        vetoes.record_veto,
        round=key,
        village=lifted,
        item="V1",
        fact="村“两委”成员被立案（虚构）。",
        document="示例函〔2012〕00号",
        found_on="2012-11-02",
        body="示例市主管部门",
        starts="2012-11-02",
    )
    for village in (vetoed, lifted):
        office.act(
            vetoes.decide_veto,
            round=key,
            village=village,
            number=1,
            confirmed=1,
            approved_by="中共示例市委常委会",
            decided_on="2013-01-14",
        )
    office.act(
        vetoes.lift_veto,
        round=key,
        village=lifted,
        number=1,
        lifted_on="2013-01-15",
        reason="经复查，所反映问题不属于村“两委”成员。",
        document="示例函〔2013〕00号",
    )


def _deliberate(office: Office, clock: SampleClock, plans: Sequence[_Plan], key: str) -> None:
    """4a with two changes that cancel each other, then 4b."""
    clock.go_to("2013-01-16")
    for town in _TOWNS:
        code = next(plan.code for plan in plans if plan.town == town[0])[:9]
        office.act(
            deliberation.record_meeting,
            round=key,
            part="town",
            town=code,
            minutes=f"{town[0]}党委会议纪要〔2013〕0号",
            held_on="2013-01-16",
            expected=9,
            present=8,
            opinion="同意",
        )
    for name, rating_class, reason in (
        (_RAISED, "first", "承担全市现场会，综合表现突出。"),
        (_LOWERED, "second", "班子近期调整，建议先巩固一年。"),
    ):
        office.act(
            deliberation.override_class,
            round=key,
            village=_code(plans, name),
            part="town",
            rating_class=rating_class,
            reason=reason,
            document="东星岭镇党委会议纪要〔2013〕0号",
            act_date="2013-01-16",
        )
    office.act(
        deliberation.confirm_step,
        round=key,
        part="town",
        signed_by="镇党委书记",
        act_date="2013-01-16",
    )
    clock.go_to("2013-01-18")
    office.act(
        deliberation.record_meeting,
        round=key,
        part="county",
        minutes="示例市委组织部部务会纪要〔2013〕0号",
        held_on="2013-01-18",
        expected=7,
        present=7,
        opinion="同意各镇拟定结果",
    )
    office.act(
        deliberation.confirm_step,
        round=key,
        part="county",
        signed_by="组织部分管负责人",
        act_date="2013-01-18",
    )


def _publish(office: Office, clock: SampleClock, plans: Sequence[_Plan], key: str) -> None:
    """公示, an objection that changes nothing, 定评, certificates."""
    clock.go_to("2013-01-21")
    office.act(
        notices.open_notice,
        round=key,
        first_day="2013-01-21",
        place="各镇政务公开栏、各嘎查村公开栏",
        contact="示例市委组织部组织科，电话 0000-0000000",
    )
    clock.go_to("2013-01-23")
    office.act(
        notices.receive_objection,
        round=key,
        village=_code(plans, _OBJECTED),
        received_on="2013-01-23",
        channel="电话",
        from_whom="匿名",
        content="反映文体活动次数与公示不符。",
    )
    office.act(notices.assign_objection, round=key, number=1, assigned_to="西星泉镇考评组")
    office.act(
        notices.answer_objection,
        round=key,
        number=1,
        finding="经核对活动照片和签到，次数无误。",
        reply="办理情况记录：已在公开栏说明核对结果。",
        closed_on="2013-01-25",
        effect="维持原结果",
    )
    clock.go_to("2013-01-28")
    office.act(notices.clear_notice, round=key)
    clock.go_to("2013-01-29")
    office.act(
        notices.publish_year,
        round=key,
        decision_number="示例组发〔2013〕0号",
        decided_on="2013-01-29",
    )
    clock.go_to("2013-01-30")
    office.act(notices.issue_certificates, round=key, dated="2013-01-30")
