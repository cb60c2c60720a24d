"""Made-up boards and cards for the papers: fictional villages, invented scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from evaluation.classes.totals import distribution
from evaluation.numbers import half_up
from evaluation.reports.certificate import CertificateEntry
from evaluation.rounds import ParticipationStatus, Round, RoundState
from evaluation.standard.model import AwardKind, Standard
from evaluation.standard.reading import read_standard
from evaluation.stars.outcome import Loss, LossCause, Outcome, OutcomeState, StarOutcome
from evaluation.steps.records import Notice, NoticeState
from evaluation.views import (
    Reason,
    StarLine,
    VillageCard,
    VillageRow,
    YearBoard,
    YearHead,
)
from resources import resource_path

NAMES = (
    "月亮泡嘎查",
    "东泉嘎查",
    "西岭嘎查",
    "白音花嘎查",
    "柳树屯村",
    "查干诺尔嘎查",
    "红石村",
    "河湾嘎查",
    "新民村",
    "向阳嘎查",
    "敖包图嘎查",
    "青山嘎查",
    "平安村",
    "北沟嘎查",
    "双井嘎查",
)
TOWNS = (("150000101", "东山镇"), ("150000102", "西泉苏木"), ("150000103", "南河镇"))
LONG_NAME = "苏尼特𠳐嘎查巴彦乌拉浩特查干诺尔额尔敦塔拉草原生态移民新区第二社区"
LONG_ORGANISATION = "中共示例旗巴彦乌拉浩特查干诺尔额尔敦塔拉草原移民新区嘎查总支部委员会"


def preset(name: str = "shixing-moren", **changes: object) -> Standard:
    text = resource_path("standards", f"{name}.json").read_text(encoding="utf-8")
    standard = read_standard(text)
    made = {
        "basis": "《示例旗嘎查村级组织星级管理办法》",
        "document": "示例旗组发〔2026〕8号",
        **changes,
    }
    return replace(standard, **made)  # type: ignore[arg-type]


def year_head(standard: Standard | None = None, **changes: object) -> YearHead:
    head = YearHead(
        round=Round(
            "2026/嘎查村",
            2026,
            "嘎查村",
            RoundState.PUBLISHED,
            cutoff="2026-12-31",
            issuer="中共示例旗委组织部",
            decision_number="示例旗组发〔2027〕2号",
            decided_on="2027-02-03",
        ),
        standard=standard or preset(),
        office="中共示例镇委员会",
        office_level="town",
        county="示例旗",
        towns=TOWNS[:1],
        draft=False,
        sample=False,
        published=True,
        code="7F3K-92QD",
    )
    return replace(head, **changes)  # type: ignore[arg-type]


def outcome_of(standard: Standard, number: int, town: str, losing: int) -> Outcome:
    """A made-up result: `losing` of the stars, the last ones first, stay below the line."""
    stars = []
    for place, star in enumerate(standard.stars):
        held = place >= losing if number % 2 else place < len(standard.stars) - losing
        base = 9000 + (number * 137 + place * 211) % 950 if held else 6100 + (place * 173) % 1500
        steps = tuple(
            (step, min(10000, half_up(Fraction(base) + offset)))
            for (step, _), offset in zip(standard.weights_of(star), (380, 120, -140), strict=False)
        )
        losses = () if held else (Loss(LossCause.SCORE),)
        reviewed = base - 200 if place == 8 and not held else None
        score = base * star.points // 10000
        stars.append(StarOutcome(star.id, steps, reviewed, score, 0, held, held, losses))
    counted = standard.award is AwardKind.COUNTED
    held_stars = sum(star.held for star in stars) if counted else 4
    total = sum(star.score or 0 for star in stars)
    rating_class = standard.classes[-1].id
    if held_stars >= 8 or not counted:
        rating_class = standard.classes[0].id
    elif held_stars >= 5:
        rating_class = standard.classes[1].id
    return Outcome(
        village=f"v{number}",
        town=town,
        position=number,
        category="",
        state=OutcomeState.RATED,
        stars=tuple(stars),
        total=total,
        ballot=9540 - number * 31,
        satisfaction=9612 - number * 47,
        stars_earned=held_stars,
        stars_held=held_stars,
        rating_class=rating_class,
        rank=number,
        rank_in_town=number,
    )


LOSING = (1, 2, 1, 3, 4, 2, 6, 3, 1, 0, 5, 2, 7, 3, 2)


def village_row(
    standard: Standard,
    number: int,
    town: tuple[str, str] = TOWNS[0],
    losing: int | None = None,
    **changes: object,
) -> VillageRow:
    name = NAMES[(number - 1) % len(NAMES)]
    outcome = outcome_of(
        standard, number, town[0], LOSING[(number - 1) % 15] if losing is None else losing
    )
    row = VillageRow(
        id=f"v{number}",
        code=f"{town[0]}{200 + number}",
        name=name,
        official_name=f"{town[1]}{name}",
        organisation=f"{name}党支部",
        town=town[0],
        town_name=town[1],
        position=number,
        category="",
        status=ParticipationStatus.RATED,
        reason="",
        progress=(),
        outcome=outcome,
        computed=outcome,
        proposed=outcome,
        final=outcome,
        vetoes=(),
        last_year=("二类 7★", "一类 8★", "三类 3★")[number % 3],
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def board_of(head: YearHead, rows: Sequence[VillageRow]) -> YearBoard:
    return YearBoard(
        head=head,
        rows=tuple(rows),
        totals=distribution(head.standard, [row.outcome for row in rows], head.towns),
        notices=tuple(
            Notice(
                head.round.id,
                row.id,
                1,
                NoticeState.POSTED,
                "2027-01-21",
                "2027-01-27",
                "嘎查村公示栏",
                "0482-0000000",
            )
            for row in rows
        ),
    )


def year_board(
    villages: int = 15, *, towns: int = 1, standard: Standard | None = None, **changes: object
) -> YearBoard:
    head = year_head(standard, towns=TOWNS[:towns], **changes)
    rows = [
        village_row(head.standard, number, TOWNS[(number - 1) * towns // villages])
        for number in range(1, villages + 1)
    ]
    return board_of(head, rows)


def excluded(row: VillageRow) -> VillageRow:
    outcome = Outcome(row.id, row.town, row.position, "", OutcomeState.EXCLUDED)
    return replace(
        row,
        status=ParticipationStatus.EXCLUDED,
        reason="整村搬迁",
        outcome=outcome,
        computed=outcome,
        proposed=outcome,
        final=outcome,
    )


def pending(row: VillageRow) -> VillageRow:
    outcome = replace(
        row.outcome, state=OutcomeState.PENDING, total=None, rating_class=None, missing=("ballot",)
    )
    return replace(row, outcome=outcome, computed=outcome, proposed=outcome, final=outcome)


def entries_of(board: YearBoard) -> tuple[CertificateEntry, ...]:
    return tuple(
        CertificateEntry(row, f"XJ2026-{number}", "2027-02-03")
        for number, row in enumerate(board.rows, start=1)
    )


def card_of(head: YearHead, row: VillageRow, **changes: object) -> VillageCard:
    order = ("self", "ballot", "assessment")
    lines = tuple(
        StarLine(
            id=star.id,
            number=place,
            name=star.name,
            steps=tuple(found.step_score(step) for step in order),
            review=found.reviewed,
            score=found.score,
            held=None if found.score is None else found.held,
        )
        for place, (star, found) in enumerate(
            zip(head.standard.stars, row.outcome.stars, strict=True), start=1
        )
    )
    card = VillageCard(
        head=head,
        row=row,
        stars=lines,
        facts={
            "households": "312",
            "population": "846",
            "members": "41",
            "income": "18.6",
            "secretary": "（姓名）",
            "first_secretary": "",
        },
        reasons=REASONS,
        opinions={
            "village": "对评定结果无异议。",
            "town": "经镇党委会议研究，同意评定为一类（先进），获得九颗星。",
            "county": "同意。",
        },
    )
    return replace(card, **changes)  # type: ignore[arg-type]


REASONS = (
    Reason("s1", 0, "★1 班子坚强星：92.32 分，达到 80 分，获得该星"),
    Reason("s1", 1, "92.32 ＝ 自评 98.00×10% ＋ 测评 95.40×30% ＋ 初评 90.00×60%"),
    Reason("s1", 1, "1.3 集体议事、分工协作：得 19 分（满分 25 分）"),
    Reason(
        "s1",
        2,
        "班子会每月不足 1 次，少 2 次，扣 6 分：7 月、8 月未召开",
        "会议记录；考评组 1 月 8 日",
    ),
    Reason("s9", 0, "★9 制度完善星：73.62 分，未达到 80 分，差 6.38 分"),
    Reason("s9", 1, "73.62 ＝ 自评 90.00×10% ＋ 测评 95.40×30% ＋ 初评（复核）60.00×60%"),
    Reason("s9", 1, "9.2 档案、台账规范：得 9 分（满分 25 分）"),
    Reason(
        "s9",
        2,
        "缺主要档案 4 类，扣 16 分：缺发展党员、土地承包、集体资产、会议四类",
        "档案柜；考评组 1 月 8 日",
    ),
    Reason("total", 0, "总分 901.35 分，获得 9 颗星"),
    Reason("class", 0, "一类（先进）：星数 9 ≥ 8，满意率 95.40% ≥ 80%"),
)
