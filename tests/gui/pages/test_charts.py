"""图表分析: the numbers drawn are those of the one source, and an empty year says so."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from evaluation.classes.charts import Bar, TownBars, chart_numbers
from evaluation.standard.model import AwardKind
from gui.dialogs.ask import answering
from gui.pages.charts import ChartsPage
from tests.gui.pages.answers import Answers


@pytest.fixture
def page(qtbot, bridge_at):
    page = ChartsPage(bridge_at("deliberated"))
    qtbot.addWidget(page)
    page.resize(1166, 680)
    page.show()
    page.shown()
    QApplication.processEvents()
    return page


def test_the_numbers_are_those_of_the_one_source(page):
    board = page.bridge.board()
    numbers = chart_numbers(board.head.standard, board.totals)
    assert page.numbers == numbers
    assert page.classes.canvas.words == [
        word for bar in numbers.classes for word in (f"{bar.label} {bar.value}", f"{bar.share}%")
    ]
    counts = [str(bar.value) for bar in numbers.stars if bar.value]
    assert [word for word in page.stars.canvas.words if "★" not in word] == counts
    assert [f"{bar.label}★" for bar in numbers.stars] == [
        word for word in page.stars.canvas.words if "★" in word
    ]
    figures = [word for word in page.wins.canvas.words if "/" in word]
    assert figures == [f"{bar.value}/12 · {bar.share}%" for bar in numbers.wins]
    assert page.towns.canvas.words[:4] == ["示例镇", "5", "2", "7"]


def test_wins_fall(page):
    values = [bar.value for bar in page.numbers.wins]
    assert values == sorted(values, reverse=True)


def test_bars_carry_the_counts_in_their_lengths(page):
    import pyqtgraph

    heights = [
        item.opts["height"][0]
        for item in page.stars.canvas.getPlotItem().items
        if isinstance(item, pyqtgraph.BarGraphItem)
    ]
    tallest = max(heights)
    expected = {bar.value for bar in page.numbers.stars if bar.value}
    most = max(expected)
    assert {round(height / tallest * most) for height in heights} == expected


def test_names_behind_a_bar_are_told(page, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, words, widget: told.append(words))
    canvas = page.towns.canvas
    spot = next(spot for spot in canvas._spots if "样板苏木 后进" in spot.words)
    place = spot.area.center().toPoint()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, canvas.mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    assert told == ["样板苏木 后进 1 个（20.00%）\n芦花渡村"]
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(canvas.viewport(), event)
    assert told[-1] == ""


def test_many_towns_scroll_and_keep_their_height(qtbot, page):
    from gui.charts.rating_charts import towns_drawing, towns_height

    bars = (Bar("先进", 3, "30.00", "top"), Bar("一般", 7, "70.00", "middle"))
    towns = tuple(
        TownBars(f"名字很长很长的第{number}号苏木乡镇街道办事处", 10, bars) for number in range(101)
    )
    numbers = replace(page.numbers, towns=towns)
    page.towns.canvas.show_drawing(towns_drawing(towns), "各镇")
    page.towns.set_height(towns_height(numbers))
    QApplication.processEvents()
    canvas = page.towns.canvas
    assert canvas.height() >= 101 * 20
    assert canvas.height() > page.towns.height()
    shortened = [spot for spot in canvas._spots if spot.words == towns[0].name]
    assert len(shortened) == 1
    assert canvas.words.count("10") == 101


def test_the_legend_names_patterns_for_black_and_white(page):
    assert page.foot[0] == "平涂 = 先进 · 斜纹 = 一般 · 点纹 = 后进（黑白打印可辨）"


def test_one_column_on_a_narrow_screen(page):
    page.resize(700, 680)
    QApplication.processEvents()
    assert page.stars.geometry().top() > page.classes.geometry().bottom()
    page.resize(1166, 680)
    QApplication.processEvents()
    assert page.stars.geometry().top() == page.classes.geometry().top()


def test_standards_without_stars_show_no_star_charts(page, monkeypatch):
    board = page.bridge.board()
    standard = replace(board.head.standard, award=AwardKind.NONE)
    totals = replace(board.totals, with_stars=(), wins=(), stars_possible=0, star_rate="—")
    page.show_board(replace(board, head=replace(board.head, standard=standard), totals=totals))
    assert page.stars.isHidden()
    assert page.wins.isHidden()
    assert not page.classes.isHidden()


def test_saving_a_picture(page, tmp_path):
    with answering(Answers(folder=tmp_path)):
        page.save_button.click()
    assert (tmp_path / "中共示例镇委员会2026年度图表.png").stat().st_size > 1000


def test_the_print_button_leads_to_the_book_of_charts(page):
    wanted = []
    page.page_wanted.connect(lambda key, subject: wanted.append((key, subject)))
    page.print_button.click()
    assert wanted == [("print", "charts")]


def test_an_empty_year_says_so(qtbot, bridge_at):
    page = ChartsPage(bridge_at("opened"))
    qtbot.addWidget(page)
    page.resize(QSize(900, 500))
    page.show()
    page.shown()
    assert not page.empty.isHidden()
    assert page.content.isHidden()
    assert page.classes.canvas is None
