"""What two typings differ in: named where it stands, with both values, and nothing else.

Whatever could change a score is compared; what is alike is never named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.exchange.standards import read_preset
from evaluation.standard.model import ClauseKind, Depth, Indicator, Question, Standard, VoterGroup
from evaluation.stars.ballots import Ballot, BallotResult, ChannelCount, OptionCount
from evaluation.stars.comparing import (
    ballot_differences,
    compared_counts,
    compared_values,
    sheet_differences,
)
from evaluation.stars.outcome import BallotContent
from evaluation.stars.proofs import Difference
from evaluation.stars.scoring import (
    SheetContent,
    Surroundings,
    depth_of,
    score_indicator,
    stars_of_step,
)
from evaluation.stars.sheets import Deduction, Mark, MarkState, Purpose, Sheet

MANY = settings(max_examples=150, deadline=None, derandomize=True, database=None)
KEY = ("2026/嘎查村", "v1", "assessment", Purpose.ASSESSMENT, "", 1)
DEFAULT = read_preset("shixing-moren")
STEP = next(step for step in DEFAULT.steps if step.id == "assessment")


@cache
def indicator(code: str) -> Indicator:
    return next(item for item in DEFAULT.indicators if item.code == code)


@dataclass(frozen=True)
class Line:
    """What is typed on one indicator; clauses by their number."""

    state: MarkState = MarkState.CHECKED
    score: int | None = None
    figure: int | None = None
    base: int | None = None
    counts: Mapping[int, int] | None = None
    amounts: Mapping[int, int] | None = None
    vetoed: int = 0
    fact: str = ""


def sheet(lines: Mapping[str, Line], *, purpose: Purpose = Purpose.ASSESSMENT) -> SheetContent:
    """A sheet by indicator code."""
    key = (*KEY[:3], purpose, *KEY[4:])
    marks: dict[str, Mark] = {}
    deductions: dict[str, list[Deduction]] = {}
    for code, line in lines.items():
        found = indicator(code)
        marks[found.id] = Mark(
            *key, found.id, line.state, line.score, line.figure, line.base, line.fact, line.vetoed
        )
        for number, count in (line.counts or {}).items():
            clause = found.clauses[number - 1].id
            deductions.setdefault(found.id, []).append(
                Deduction(*key, found.id, clause, count=count, fact=line.fact)
            )
        for number, amount in (line.amounts or {}).items():
            clause = found.clauses[number - 1].id
            deductions.setdefault(found.id, []).append(
                Deduction(*key, found.id, clause, amount=amount, fact=line.fact)
            )
    return SheetContent(Sheet(*key), marks, deductions)


def told(first: Mapping[str, Line], second: Mapping[str, Line]) -> list[tuple[str, str, str]]:
    found = sheet_differences(DEFAULT, STEP, sheet(first), sheet(second))
    return [(item.name, item.stored, item.second) for item in found]


AWAITING = MarkState.AWAITING
NOT_APPLICABLE = MarkState.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            {"2.1": Line(counts={1: 3})},
            {"2.1": Line(counts={1: 2})},
            [("2.1 第 1 条", "3 次", "2 次")],
            id="another count",
        ),
        pytest.param(
            {"2.1": Line(counts={1: 2})},
            {"2.1": Line(counts={2: 2})},
            [("2.1 第 1 条", "2 次", ""), ("2.1 第 2 条", "", "2 次")],
            id="another clause, in the order of the sheet whoever has which",
        ),
        pytest.param(
            {"2.1": Line(counts={2: 2})},
            {"2.1": Line(counts={1: 2})},
            [("2.1 第 1 条", "", "2 次"), ("2.1 第 2 条", "2 次", "")],
            id="the other way round the order is the same",
        ),
        pytest.param(
            {"2.1": Line(counts={1: 3, 2: 1})},
            {"2.1": Line()},
            [("2.1", "第 1 条 3 次、第 2 条 1 次", "已查，不扣分")],
            id="passed as a whole: one difference with all that the other has",
        ),
        pytest.param(
            {"2.1": Line()}, {}, [("2.1", "已查，不扣分", "")], id="a row that was left out"
        ),
        pytest.param(
            {}, {"2.1": Line(counts={1: 1})}, [("2.1 第 1 条", "", "1 次")], id="an extra row"
        ),
        pytest.param(
            {"3.2": Line(NOT_APPLICABLE)},
            {"3.2": Line(figure=0)},
            [("3.2", "不涉及", "集体经营性收入 0万元")],
            id="不涉及 is not 0",
        ),
        pytest.param(
            {"3.2": Line(NOT_APPLICABLE)},
            {"3.2": Line(AWAITING)},
            [("3.2", "不涉及", "集体经营性收入 待数据")],
            id="不涉及 is not 待数据",
        ),
        pytest.param(
            {"1.5": Line(NOT_APPLICABLE)},
            {"1.5": Line()},
            [("1.5", "不涉及", "已查，不扣分")],
            id="不涉及 is not 已查",
        ),
        pytest.param(
            {"3.2": Line(figure=1250)},
            {"3.2": Line(AWAITING)},
            [("3.2 集体经营性收入", "12.5万元", "待数据")],
            id="a figure that is there is not awaited",
        ),
        pytest.param(
            {"2.4": Line(AWAITING, counts={1: 1})},
            {"2.4": Line(AWAITING, counts={2: 1})},
            [("2.4 第 1 条", "1 次", ""), ("2.4 第 2 条", "", "1 次")],
            id="what else was deducted while the data is awaited is compared",
        ),
        pytest.param(
            {"3.2": Line(AWAITING, figure=1250)},
            {"3.2": Line(figure=1250)},
            [("3.2 集体经营性收入", "12.5万元，待数据", "12.5万元")],
            id="awaiting with an old figure is not the figure",
        ),
        pytest.param(
            {"3.3": Line(figure=1250, base=1100)},
            {"3.3": Line(figure=1205, base=1010)},
            [
                ("3.3 本年集体经营性收入", "12.5万元", "12.05万元"),
                ("3.3 上年集体经营性收入", "11", "10.1"),
            ],
            id="figure and base",
        ),
        pytest.param(
            {"3.4": Line(figure=6000, base=18000)},
            {"3.4": Line(figure=6000)},
            [("3.4 农牧户总数", "180", "")],
            id="a base left out",
        ),
        pytest.param(
            {"3.3": Line(figure=500, base=0, amounts={1: 500})},
            {"3.3": Line(figure=500, base=0, amounts={1: 50})},
            [("3.3 第 1 条", "扣 5 分", "扣 0.5 分")],
            id="a free amount",
        ),
        pytest.param(
            {"8.3": Line(vetoed=1)},
            {"8.3": Line()},
            [("8.3", "否决本星 是", "已查，不扣分")],
            id="the indicator's own veto",
        ),
        pytest.param(
            {"8.3": Line(vetoed=1, counts={1: 1})},
            {"8.3": Line(counts={1: 1})},
            [("8.3 否决本星", "是", "")],
            id="the veto beside a deduction",
        ),
        pytest.param(
            {"2.1": Line(counts={1: 3}, fact="三月、五月、八月未开")},
            {"2.1": Line(counts={1: 3}, fact="少开三次")},
            [],
            id="the wording of facts is not compared",
        ),
        pytest.param({"10.1": Line()}, {}, [], id="what the ballot fills is looked at by nobody"),
    ],
)
def test_each_difference_is_named(first, second, expected):
    assert told(first, second) == expected


def test_a_difference_reads_as_a_sentence():
    found = sheet_differences(
        DEFAULT,
        STEP,
        sheet({"2.1": Line(counts={1: 3}), "2.2": Line()}),
        sheet({"2.1": Line(counts={1: 2})}),
    )
    assert [item.sentence for item in found] == [
        "2.1 第 1 条：档案里是 3 次，校对是 2 次。",
        "2.2：档案里是 已查，不扣分，校对是 没有填。",
    ]
    assert found[0].place == indicator("2.1").id


def test_points_of_a_review_are_compared_with_their_veto():
    first = sheet(
        {"8.3": Line(score=1500, vetoed=1), "8.4": Line(score=1750)}, purpose=Purpose.REVIEW
    )
    second = sheet({"8.3": Line(score=1500), "8.4": Line(score=1570)}, purpose=Purpose.REVIEW)
    found = sheet_differences(DEFAULT, STEP, first, second)
    assert [(item.name, item.stored, item.second) for item in found] == [
        ("8.3 否决本星", "是", ""),
        ("8.4", "17.5", "15.7"),
    ]


def test_points_by_star_are_compared():
    step = replace(STEP, depth=Depth.STAR)
    star = DEFAULT.stars[1]

    def typed(score: int) -> SheetContent:
        mark = Mark(*KEY, star.id, MarkState.CHECKED, score)
        return SheetContent(Sheet(*KEY), {star.id: mark})

    assert sheet_differences(DEFAULT, step, typed(9200), typed(9200)) == ()
    assert sheet_differences(DEFAULT, step, typed(9200), typed(9020)) == (
        Difference(star.id, star.name, "92", "90.2"),
    )


def test_a_base_of_the_same_name_as_its_figure_hides_nothing():
    found = indicator("3.3")
    clause = found.clauses[0]
    assert clause.figure is not None
    alike = replace(clause, figure=replace(clause.figure, base_name=clause.figure.name))
    standard = _with(DEFAULT, replace(found, clauses=(alike,)))
    first, second = ({"3.3": Line(figure=number, base=1100)} for number in (1250, 1150))
    differences = sheet_differences(standard, STEP, sheet(first), sheet(second))
    assert [(item.stored, item.second) for item in differences] == [("12.5万元", "11.5万元")]


def _with(standard: Standard, changed: Indicator) -> Standard:
    stars = tuple(
        replace(
            star,
            indicators=tuple(
                changed if item.id == changed.id else item for item in star.indicators
            ),
        )
        for star in standard.stars
    )
    return replace(standard, stars=stars)


# Whatever two people type ------------------------------------------------------------------

_HUNDREDTHS = st.integers(0, 3) | st.sampled_from((50, 1250, 2000, 99999))


@st.composite
def a_line(draw: st.DrawFn, found: Indicator) -> Line | None:
    """What an official can enter on an indicator; None: nothing."""
    state = draw(st.sampled_from((None, *(item for item in MarkState))))
    if state in (None, MarkState.UNCHECKED):
        return None
    if state is NOT_APPLICABLE:
        return Line(NOT_APPLICABLE)
    clause = found.figure_clause
    figure = draw(st.none() | _HUNDREDTHS) if clause is not None else None
    base = draw(st.none() | _HUNDREDTHS) if figure is not None else None
    numbers = {
        kind: [n for n, item in enumerate(found.clauses, 1) if (item.kind is kind)]
        for kind in (ClauseKind.OCCURRENCE, ClauseKind.DISCRETION)
    }
    counts = {
        number: draw(st.integers(1, 3))
        for number in numbers[ClauseKind.OCCURRENCE]
        if draw(st.booleans())
    }
    amounts = {n: draw(_HUNDREDTHS) for n in numbers[ClauseKind.DISCRETION] if draw(st.booleans())}
    vetoed = draw(st.integers(0, 1)) if found.veto else 0
    return Line(state, None, figure, base, counts, amounts, vetoed)


FEW_CODES = ("1.1", "2.4", "3.2", "3.3", "3.4", "7.1", "8.3", "10.1")


@st.composite
def two_sheets(draw: st.DrawFn) -> tuple[dict[str, Line], dict[str, Line]]:
    """Two typings that are often alike in most of their lines."""
    first, second = {}, {}
    for code in FEW_CODES:
        line = draw(a_line(indicator(code)))
        other = line if draw(st.integers(0, 3)) else draw(a_line(indicator(code)))
        if line is not None:
            first[code] = line
        if other is not None:
            second[code] = other
    return first, second


def _score(code: str, content: SheetContent) -> Any:
    found = indicator(code)
    around = Surroundings(
        {"county-income": 1000000, "county-growth": 650},
        BallotResult(9000, 9000, 9000, {}, 50),
    )
    mark = content.marks.get(found.id)
    scored = score_indicator(
        found,
        mark,
        content.deductions.get(found.id, ()),
        around,
        depth_of(STEP, content.sheet.purpose),
        2,
    )
    return scored.score, bool(mark is not None and mark.vetoed)


@given(two_sheets())
@MANY
def test_nothing_is_named_exactly_where_the_compared_values_are_equal(typed):
    first, second = map(sheet, typed)
    values = [compared_values(DEFAULT, STEP, item) for item in (first, second)]
    differences = sheet_differences(DEFAULT, STEP, first, second)
    assert (not differences) == (values[0] == values[1])
    named = {item.place for item in differences}
    changed = {
        key[0] for key in {*values[0], *values[1]} if values[0].get(key) != values[1].get(key)
    }
    assert named == changed


@given(two_sheets())
@MANY
def test_a_line_that_scores_otherwise_is_always_named(typed):
    first, second = map(sheet, typed)
    named = {item.place for item in sheet_differences(DEFAULT, STEP, first, second)}
    for code in FEW_CODES:
        if _score(code, first) != _score(code, second):
            assert indicator(code).id in named, code


@given(two_sheets())
@MANY
def test_both_directions_name_the_same_with_the_values_changed_round(typed):
    first, second = map(sheet, typed)
    there = sheet_differences(DEFAULT, STEP, first, second)
    back = sheet_differences(DEFAULT, STEP, second, first)
    assert [(item.name, item.second, item.stored) for item in there] == [
        (item.name, item.stored, item.second) for item in back
    ]


def test_differences_come_in_the_order_of_the_sheet():
    codes = [
        item.code
        for star in stars_of_step(DEFAULT, STEP.id)
        for item in star.indicators
        if item.code not in ("10.1", "10.2")
    ]
    found = sheet_differences(DEFAULT, STEP, sheet({code: Line() for code in codes}), sheet({}))
    assert [item.name for item in found] == codes


# The count ----------------------------------------------------------------------------------

assert DEFAULT.ballot is not None
RULES = replace(
    DEFAULT.ballot,
    groups=(VoterGroup("members", "党员", 40), VoterGroup("people", "群众代表", 60)),
    questions=(*DEFAULT.ballot.questions, Question("q1", "您对环境卫生是否满意？")),
)


def count(
    *,
    expected: int = 60,
    present: int = 52,
    papers: Mapping[tuple[str, str], tuple[int, int, int]] | None = None,
    ticks: Mapping[tuple[str, str, str], int] | None = None,
) -> BallotContent:
    key = ("2026/嘎查村", "v1", "ballot", 1)
    return BallotContent(
        Ballot(*key, expected=expected, present=present),
        tuple(ChannelCount(*key, *place, *numbers) for place, numbers in (papers or {}).items()),
        tuple(OptionCount(*key, *place, number) for place, number in (ticks or {}).items()),
    )


def test_every_number_of_a_count_is_named_by_its_place():
    first = count(
        papers={("meeting", "members"): (30, 29, 28), ("meeting", "people"): (22, 21, 21)},
        ticks={("q0", "members", "satisfied"): 20, ("q1", "people", "fairly"): 12},
    )
    second = count(
        present=25,
        papers={("meeting", "people"): (22, 12, 21), ("meeting", "members"): (30, 29, 28)},
        ticks={("q0", "members", "fairly"): 20, ("q1", "people", "fairly"): 21},
    )
    assert DEFAULT.ballot is not None
    text = DEFAULT.ballot.questions[0].text
    assert [(item.name, item.stored, item.second) for item in
            ballot_differences(RULES, first, second)] == [
        ("实到", "52", "25"),
        ("群众代表 会议收回", "21", "12"),
        (f"党员 “{text}”满意", "20", "0"),
        (f"党员 “{text}”基本满意", "0", "20"),
        ("群众代表 “您对环境卫生是否满意？”基本满意", "12", "21"),
    ]  # fmt: skip


def test_a_zero_that_was_typed_is_as_if_nothing_stood_there():
    first = count(papers={("visit", "members"): (0, 0, 0)}, ticks={("q0", "members", "blank"): 0})
    assert ballot_differences(RULES, first, count()) == ()


@st.composite
def a_count(draw: st.DrawFn) -> BallotContent:
    number = st.integers(0, 2)
    papers = {
        (channel, group): (draw(number), draw(number), draw(number))
        for channel in ("meeting", "box")
        for group in ("members", "people")
        if draw(st.booleans())
    }
    ticks = {
        (question, group, option): draw(number)
        for question in ("q0", "q1")
        for group in ("members", "people")
        for option in ("satisfied", "blank")
        if draw(st.booleans())
    }
    return count(expected=draw(number), present=draw(number), papers=papers, ticks=ticks)


@given(a_count(), a_count())
@MANY
def test_counts_differ_exactly_where_their_numbers_do(first, second):
    differences = ballot_differences(RULES, first, second)
    assert (not differences) == (compared_counts(RULES, first) == compared_counts(RULES, second))
    for item in differences:
        assert item.stored != item.second
    assert ballot_differences(RULES, first, first) == ()
