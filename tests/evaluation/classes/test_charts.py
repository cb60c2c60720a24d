"""The numbers of the charts: labels, counts, shares and tones."""

from __future__ import annotations

from dataclasses import replace

from evaluation.classes.charts import Bar, TownBars, chart_numbers
from evaluation.classes.totals import ClassCount, Distribution, StarWins, TownClasses
from evaluation.standard.reading import read_standard
from resources import resource_path

DISTRIBUTION = Distribution(
    villages=4,
    rated=3,
    pending=1,
    undetermined=0,
    excluded=0,
    result_only=0,
    stars_won=20,
    stars_possible=30,
    star_rate="66.67",
    average="6.67",
    classes=(
        ClassCount("first", "一类（先进）", "先进", 1, "33.33"),
        ClassCount("second", "二类（一般）", "一般", 1, "33.33"),
        ClassCount("third", "三类（后进）", "后进", 1, "33.33"),
    ),
    with_stars=tuple((number, int(number in (4, 7, 9))) for number in range(11)),
    wins=(
        StarWins("s1", "班子坚强星", 1, 3, "33.33"),
        StarWins("s2", "党员先锋星", 3, 3, "100.00"),
        StarWins("s3", "产业兴旺星", 1, 3, "33.33"),
    ),
    towns=(
        TownClasses("150000101", "东山镇", (1, 0, 1), 2),
        TownClasses("150000102", "西泉苏木", (0, 0, 0), 0),
    ),
    note="",
)


def standard(name: str = "shixing-moren"):
    return read_standard(resource_path("standards", f"{name}.json").read_text(encoding="utf-8"))


def test_classes_keep_their_order_counts_and_shares():
    numbers = chart_numbers(standard(), DISTRIBUTION)
    assert numbers.classes == (
        Bar("先进", 1, "33.33", "top"),
        Bar("一般", 1, "33.33", "middle"),
        Bar("后进", 1, "33.33", "low"),
    )


def test_numbers_of_stars_have_the_tone_of_the_class_they_allow():
    numbers = chart_numbers(standard(), DISTRIBUTION)
    assert [bar.label for bar in numbers.stars] == [str(number) for number in range(11)]
    assert [bar.tone for bar in numbers.stars] == ["low"] * 5 + ["middle"] * 3 + ["top"] * 3
    assert sum(bar.value for bar in numbers.stars) == DISTRIBUTION.rated


def test_stars_stand_most_held_first_and_equals_in_order():
    numbers = chart_numbers(standard(), DISTRIBUTION)
    assert [(bar.label, bar.value, bar.share) for bar in numbers.wins] == [
        ("党员先锋星", 3, "100.00"),
        ("班子坚强星", 1, "33.33"),
        ("产业兴旺星", 1, "33.33"),
    ]
    assert numbers.wins_of == 3
    assert {bar.tone for bar in numbers.wins} == {"none"}


def test_towns_have_all_classes_and_no_share_of_nothing():
    numbers = chart_numbers(standard(), DISTRIBUTION)
    assert numbers.towns[0] == TownBars(
        "东山镇",
        2,
        (
            Bar("先进", 1, "50.00", "top"),
            Bar("一般", 0, "0.00", "middle"),
            Bar("后进", 1, "50.00", "low"),
        ),
    )
    assert [bar.share for bar in numbers.towns[1].bars] == ["—"] * 3


def test_four_classes_have_two_between_and_no_stars():
    community = standard("shequ-sixing")
    classes = tuple(
        ClassCount(item.id, item.name, item.short, 1, "25.00") for item in community.classes
    )
    numbers = chart_numbers(
        community, replace(DISTRIBUTION, classes=classes, with_stars=(), wins=(), towns=())
    )
    assert [bar.tone for bar in numbers.classes] == ["top", "middle", "middle", "low"]
    assert not numbers.stars
    assert not numbers.wins
    assert not numbers.towns
    assert numbers.wins_of == 0


def test_one_class_is_the_top_and_classes_without_stars_give_no_tone():
    single = standard()
    single = replace(single, classes=(replace(single.classes[0], conditions=()),))
    distribution = replace(DISTRIBUTION, classes=DISTRIBUTION.classes[:1], towns=())
    numbers = chart_numbers(single, distribution)
    assert [bar.tone for bar in numbers.classes] == ["top"]
    assert {bar.tone for bar in numbers.stars} == {"none"}


def test_without_classes_there_are_no_tones():
    bare = replace(standard(), classes=())
    numbers = chart_numbers(bare, replace(DISTRIBUTION, classes=(), towns=(), with_stars=()))
    assert numbers.classes == ()
