"""分布图册: the numbers on paper are those of `chart_numbers`; patterns tell classes apart."""

from __future__ import annotations

import pytest

from evaluation.classes.charts import chart_numbers
from evaluation.reports.charts import build_charts
from evaluation.reports.colours import WHITE
from evaluation.reports.geometry import Box
from evaluation.reports.page import Paper
from evaluation.reports.shapes import fill_tone
from tests.evaluation.reports.reading import page_text, pages_of, picture, whole_text
from tests.evaluation.reports.samples import (
    TOWNS,
    board_of,
    preset,
    village_row,
    year_board,
    year_head,
)


def test_every_number_of_the_screen_stands_on_paper():
    board = year_board(61, towns=3)
    numbers = chart_numbers(board.head.standard, board.totals)
    data = build_charts(board)
    first, second = page_text(data, 0), page_text(data, 1)
    for bar in numbers.classes:
        assert f"{bar.label}{bar.value}" in first
        assert f"{bar.share}%" in first
    columns = [f"{bar.value or ''}{bar.label}★" for bar in numbers.stars]
    assert first.endswith("".join(columns))
    places = []
    for bar in numbers.wins:
        words = f"{bar.label.removesuffix('星')}{bar.value}/{numbers.wins_of}{bar.share}%"
        assert words in second
        places.append(second.index(words))
    assert places == sorted(places)
    for town in numbers.towns:
        counts = "".join(str(bar.value) for bar in town.bars if bar.value)
        assert f"{town.name}{counts}{town.rated}" in second
    assert "获星率72.30%（441/610），平均7.23颗。" in first


def test_many_towns_take_their_own_pages():
    towns = tuple((f"1500002{number:02}", f"第{number}苏木") for number in range(1, 31))
    head = year_head(towns=towns)
    rows = [village_row(head.standard, number, towns[(number - 1) % 30]) for number in range(1, 61)]
    data = build_charts(board_of(head, rows))
    assert pages_of(data) == 2 + 3
    assert "第30苏木" in page_text(data, 4)
    assert "第5页共5页" in page_text(data, 4)


def test_one_town_is_not_compared():
    assert "各苏木镇类别" not in whole_text(build_charts(year_board(15)))


def test_a_standard_without_stars_shows_classes_and_towns_only():
    board = year_board(15, towns=2, standard=preset("shequ-sixing"))
    data = build_charts(board)
    assert pages_of(data) == 1
    text = page_text(data)
    assert "星数分布" not in text
    assert "各星获得率" not in text
    assert "西泉苏木" in text


def test_a_year_without_results_is_no_fault():
    head = year_head(towns=TOWNS)
    text = whole_text(build_charts(board_of(head, [])))
    assert "还没有定级结果" in text


@pytest.mark.parametrize("left", ["top", "middle", "low"])
def test_tones_differ_in_black_and_white(left):
    paper = Paper("色", "示例")
    tones = ("top", "middle", "low", "second")
    with paper.new_page() as canvas:
        for number, tone in enumerate(tones):
            box = Box(100, 100 + 150 * number, 200, 200 + 150 * number)
            order = 2 if tone == "second" else 1
            fill_tone(canvas, box, "middle" if tone == "second" else tone, order)
    image = picture(paper.finish(), scale=4).convert("L")

    def share_of_white(number: int) -> float:
        top = image.height - (190 + 150 * number) * 4
        part = image.crop((440, top, 760, top + 320))
        histogram: list[int] = part.histogram()
        return sum(histogram[231:]) / sum(histogram)

    shares = {tone: share_of_white(number) for number, tone in enumerate(tones)}
    assert WHITE.rgb() == (1, 1, 1)
    assert shares["top"] == 0
    assert 0.02 < shares["low"] < shares["middle"] < 0.4
