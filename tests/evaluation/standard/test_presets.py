"""The shipped standards against the practice they stand for (domain §§3 to 6)."""

from __future__ import annotations

import pytest

from db.exchange.standards import preset_names, read_preset
from evaluation.standard.model import (
    AwardKind,
    ClauseKind,
    Depth,
    EffectKind,
    FigureSource,
    Measure,
    Standard,
    StepKind,
)


@pytest.fixture(params=preset_names())
def preset(request: pytest.FixtureRequest) -> Standard:
    return read_preset(request.param)


def test_a_preset_is_a_template_and_claims_no_document(preset: Standard) -> None:
    assert preset.template
    assert preset.note.startswith("模板，请按本地《办法》修改")
    assert (preset.basis, preset.document, preset.dated) == ("", "", "")
    assert all(item.authority == "" for item in preset.vetoes)


def test_a_preset_can_rate(preset: Standard) -> None:
    assert [step.kind for step in preset.steps] == list(StepKind)
    for star in preset.stars:
        assert preset.weights_of(star)
    assert preset.certificate is not None
    assert all(text.isascii() for text in ids_of(preset))


def ids_of(standard: Standard) -> list[str]:
    return [
        *(star.id for star in standard.stars),
        *(indicator.id for indicator in standard.indicators),
        *(clause.id for indicator in standard.indicators for clause in indicator.clauses),
        *(step.id for step in standard.steps),
        *(item.id for item in standard.classes),
        *(item.id for item in standard.vetoes),
    ]


def test_no_half_width_punctuation_in_what_officials_read(preset: Standard) -> None:
    texts = [preset.name, preset.note, *(item.text for item in preset.vetoes)]
    for indicator in preset.indicators:
        texts += [indicator.text, indicator.evidence, *(c.text for c in indicator.clauses)]
    assert [text for text in texts if any(mark in text for mark in ',;:()"')] == []


def test_the_default_standard() -> None:
    standard = read_preset("shixing-moren")
    assert standard.award is AwardKind.COUNTED
    assert [star.name for star in standard.stars] == [
        "班子坚强星", "党员先锋星", "产业兴旺星", "生态宜居星", "乡风文明星",
        "治理有效星", "生活富裕星", "卫生健康星", "制度完善星", "群众满意星",
    ]  # fmt: skip
    assert {
        indicator.code: indicator.points // 100 for indicator in standard.indicators
    } == {
        "1.1": 30, "1.2": 15, "1.3": 25, "1.4": 15, "1.5": 15,
        "2.1": 30, "2.2": 20, "2.3": 15, "2.4": 15, "2.5": 20,
        "3.1": 15, "3.2": 40, "3.3": 15, "3.4": 15, "3.5": 15,
        "4.1": 30, "4.2": 20, "4.3": 15, "4.4": 20, "4.5": 15,
        "5.1": 25, "5.2": 25, "5.3": 20, "5.4": 15, "5.5": 15,
        "6.1": 30, "6.2": 25, "6.3": 15, "6.4": 15, "6.5": 15,
        "7.1": 40, "7.2": 20, "7.3": 25, "7.4": 15,
        "8.1": 30, "8.2": 25, "8.3": 25, "8.4": 20,
        "9.1": 25, "9.2": 25, "9.3": 25, "9.4": 25,
        "10.1": 60, "10.2": 15, "10.3": 15, "10.4": 10,
    }  # fmt: skip
    assert [step.weight for step in standard.steps] == [10, 30, 60, 0, 0]
    assert [step.depth for step in standard.steps[:3]] == [
        Depth.INDICATOR,
        Depth.CLAUSE,
        Depth.CLAUSE,
    ]
    assert standard.weights_of(standard.stars[9]) == (("assessment", 100),)
    assert [part.id for part in standard.steps[3].parts] == ["town", "county"]
    assert standard.steps[0].opens == "12-01"
    assert (standard.notice.days, standard.notice.working_days) == (5, True)
    assert (standard.pass_line, standard.decimals) == (8000, 2)


def test_the_losses_of_the_default_standard() -> None:
    """Points of each clause in the order of the domain's table."""
    standard = read_preset("shixing-moren")
    losses = {
        indicator.code: [clause.points / 100 for clause in indicator.clauses]
        for indicator in standard.indicators
    }
    assert losses == {
        "1.1": [30, 8, 5], "1.2": [5, 5, 2], "1.3": [3, 8], "1.4": [5, 5, 10], "1.5": [8],
        "2.1": [3, 1], "2.2": [6, 12, 2], "2.3": [3, 1, 2], "2.4": [5, 3, 2], "2.5": [3, 3],
        "3.1": [8, 5], "3.2": [40], "3.3": [15], "3.4": [3], "3.5": [3, 8],
        "4.1": [3, 3], "4.2": [8, 3], "4.3": [2], "4.4": [8], "4.5": [5],
        "5.1": [10, 3], "5.2": [5], "5.3": [5], "5.4": [15, 5], "5.5": [5, 8],
        "6.1": [8, 5], "6.2": [5, 2], "6.3": [5, 2], "6.4": [5], "6.5": [5, 5],
        "7.1": [40], "7.2": [4], "7.3": [8, 2], "7.4": [5],
        "8.1": [20, 3], "8.2": [2], "8.3": [5], "8.4": [3],
        "9.1": [5], "9.2": [4], "9.3": [4, 2], "9.4": [25, 3, 15],
        "10.1": [60], "10.2": [15], "10.3": [3], "10.4": [3],
    }  # fmt: skip
    figures = {
        indicator.code: (clause.kind, clause.target, clause.step, clause.above)
        for indicator in standard.indicators
        if (clause := indicator.figure_clause) is not None and clause.kind is ClauseKind.STEP
    }
    assert figures == {
        "1.2": (ClauseKind.STEP, 5000, 100, True),
        "2.4": (ClauseKind.STEP, 9000, 500, False),
        "2.5": (ClauseKind.STEP, 8000, 500, False),
        "3.4": (ClauseKind.STEP, 3000, 500, False),
        "7.2": (ClauseKind.STEP, None, 100, False),
        "8.2": (ClauseKind.STEP, 9500, 100, False),
        "8.4": (ClauseKind.STEP, 9000, 500, False),
        "10.3": (ClauseKind.STEP, 9000, 500, False),
    }


def test_the_ladders_and_shared_figures_of_the_default_standard() -> None:
    standard = read_preset("shixing-moren")
    by_code = {indicator.code: indicator for indicator in standard.indicators}

    def rungs(code: str) -> list[tuple[int | None, int]]:
        clause = by_code[code].clauses[0]
        return [(rung.lower, rung.points // 100) for rung in clause.rungs]

    assert rungs("3.2") == [(2000, 40), (1000, 32), (500, 24), (100, 12), (None, 0)]
    assert rungs("3.3") == [(1000, 15), (0, 10), (None, 0)]
    assert rungs("7.1") == [(11000, 40), (10000, 34), (9000, 28), (8000, 20), (None, 10)]
    income = by_code["7.1"].clauses[0].figure
    assert income is not None
    assert (income.source, income.shared_base) == (FigureSource.SHARE, "county-income")
    assert by_code["7.2"].clauses[0].shared_target == "county-growth"
    assert by_code["10.1"].clauses[0].factor == 60
    assert by_code["10.2"].clauses[0].target == 9000


def test_the_vetoes_of_the_default_standard() -> None:
    standard = read_preset("shixing-moren")
    effects = {
        item.id: [(effect.kind.value, effect.stars) for effect in item.effects]
        for item in standard.vetoes
    }
    lowest: list[tuple[str, tuple[str, ...]]] = [("E1", ())]
    assert effects == {
        **{f"V{n}": lowest for n in (1, 2, 3, 4, 5, 9, 10, 11, 12)},
        "V6": [("E2", ())],
        "V7": [("E3", ("s4",)), ("E2", ())],
        "V8": [("E3", ("s3", "s9")), ("E4", ())],
    }
    assert [item.id for item in standard.vetoes] == [f"V{n}" for n in range(1, 13)]
    assert [item.id for item in standard.vetoes if item.last_year] == ["V11"]


def test_the_ballot_and_classes_of_the_default_standard() -> None:
    standard = read_preset("shixing-moren")
    assert standard.ballot is not None
    assert [(option.name, option.value) for option in standard.ballot.options] == [
        ("满意", 10000),
        ("基本满意", 7500),
        ("不满意", 3000),
        ("不了解", None),
        ("未填", None),
    ]
    assert [channel.name for channel in standard.ballot.channels] == ["会议", "入户", "流动票箱"]
    assert [question.overall for question in standard.ballot.questions] == [True]
    conditions = [
        [(item.measure, item.at_least) for item in rating_class.conditions]
        for rating_class in standard.classes
    ]
    assert conditions == [
        [(Measure.STARS, 8), (Measure.SATISFACTION, 8000)],
        [(Measure.STARS, 5), (Measure.SATISFACTION, 6000)],
        [],
    ]
    assert [item.outward for item in standard.classes] == ["一类", "二类", "三类"]


def test_the_standard_of_2012() -> None:
    standard = read_preset("shixing-2012")
    assert [star.name for star in standard.stars] == [
        "班子坚强", "队伍过硬", "阵地规范", "制度健全", "民主管理",
        "经济发展", "服务群众", "平安稳定", "乡风文明", "村容整洁",
    ]  # fmt: skip
    assert standard.valid_from == 2012
    removed = {
        item.id: [standard.star(star) for effect in item.effects for star in effect.stars]
        for item in standard.vetoes
        if any(effect.kind is EffectKind.STARS for effect in item.effects)
    }
    assert {
        item: [star.name for star in stars if star is not None] for item, stars in removed.items()
    } == {"V7": ["村容整洁"], "V8": ["制度健全", "经济发展"]}
    family_planning = standard.veto_item("V11")
    assert family_planning is not None
    assert family_planning.last_year >= 2012


def test_the_other_families() -> None:
    henan = read_preset("wuxing-henan")
    assert [star.name for star in henan.stars] == [
        "支部过硬", "产业兴旺", "生态宜居", "平安法治", "文明幸福",
    ]  # fmt: skip
    graded = read_preset("baifenzhi")
    assert graded.award is AwardKind.GRADED
    assert sum(star.points for star in graded.stars) == 10000
    assert [(grade.at_least, grade.stars) for grade in graded.grades] == [
        (9000, 5), (8000, 4), (7000, 3), (6000, 2), (0, 0),
    ]  # fmt: skip
    community = read_preset("shequ-sixing")
    assert (community.unit, community.award) == ("社区", AwardKind.NONE)
    assert [(star.name, star.points // 100) for star in community.stars] == [
        ("带头人", 15), ("工作思路", 10), ("工作制度", 10), ("活动阵地", 10),
        ("保障机制", 10), ("工作业绩", 20), ("群众评价", 25),
    ]  # fmt: skip
    assert [item.name for item in community.classes] == ["示范型", "提高型", "达标型", "基础型"]
    assert [item.conditions[0].at_least for item in community.classes[:3]] == [9000, 8000, 6000]
    assert community.steps[0].name == "社区自评"
    assert community.steps[2].name == "街道党工委初评"
