"""The four charts of a round: classes, stars, winning of each star, classes of the towns.

All numbers come from `ChartNumbers`; here they only become places on the canvas. Counts are
written at every bar, so that nothing has to be read off an axis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF

from evaluation.classes.charts import Bar, ChartNumbers, TownBars
from gui.charts.canvas import Canvas, Drawing
from gui.theme import Colour, TextSize, units

__all__ = [
    "NamesOf",
    "classes_drawing",
    "classes_height",
    "stars_drawing",
    "towns_drawing",
    "towns_height",
    "wins_drawing",
    "wins_height",
]

NamesOf = Callable[[str], str]
"""Gives the villages behind a bar, by the bar's label, for the tooltip."""

_TOWN_ROW = 34
_WIN_ROW = 21
_LABEL_SHARE = 0.34


def _no_names(_label: str) -> str:
    return ""


def classes_height() -> int:
    """Units the bar of the classes needs."""
    return 150


def classes_drawing(bars: Sequence[Bar], names: NamesOf = _no_names) -> Drawing:
    """One bar divided by the classes: names and counts above, shares below."""
    total = sum(bar.value for bar in bars)

    def draw(canvas: Canvas) -> None:
        left, right = float(units(4)), canvas.width() - units(4)
        top, height = float(units(46)), float(units(50))
        words = [f"{bar.label} {bar.value}" for bar in bars]
        gap = units(10)
        least = [canvas.width_of(word, TextSize.TITLE, bold=True) + gap for word in words]
        places = _spread(bars, total, left, right, least)
        start = left
        for bar, word, middle in zip(bars, words, places, strict=True):
            width = (right - left) * bar.value / total if total else 0.0
            area = QRectF(start, top, width, height)
            canvas.bar(area, bar.tone, _told(f"{word}（{bar.share}%）", names(bar.label)))
            canvas.text(word, QPointF(middle, top - units(18)), size=TextSize.TITLE, bold=True)
            share = f"{bar.share}%" if bar.share != "—" else "—"
            canvas.text(share, QPointF(middle, top + height + units(16)))
            start += width

    return draw


def _spread(
    bars: Sequence[Bar], total: int, left: float, right: float, least: Sequence[float]
) -> list[float]:
    """Return where the words of each part stand: over its middle, never over one another."""
    middles, start = [], left
    for bar in bars:
        width = (right - left) * bar.value / total if total else (right - left) / len(bars)
        middles.append(start + width / 2)
        start += width
    for place in range(len(middles)):
        edge = left if place == 0 else middles[place - 1] + least[place - 1] / 2
        middles[place] = max(middles[place], edge + least[place] / 2)
    limit = right
    for place in reversed(range(len(middles))):
        middles[place] = min(middles[place], limit - least[place] / 2)
        limit = middles[place] - least[place] / 2
    return middles


def stars_drawing(bars: Sequence[Bar], names: NamesOf = _no_names) -> Drawing:
    """Villages by number of stars, the number of stars below."""
    most = max((bar.value for bar in bars), default=0)

    def draw(canvas: Canvas) -> None:
        left, right = float(units(8)), canvas.width() - units(8)
        foot = canvas.height() - units(30)
        head = float(units(24))
        pitch = (right - left) / max(len(bars), 1)
        width = min(pitch * 0.68, units(54))
        for place, bar in enumerate(bars):
            middle = left + pitch * (place + 0.5)
            height = (foot - head) * bar.value / most if most else 0.0
            area = QRectF(middle - width / 2, foot - height, width, height)
            told = _told(f"{bar.label} 颗星：{bar.value} 个", names(bar.label))
            canvas.bar(area, bar.tone, told)
            if bar.value:
                above = QPointF(middle, area.top() - units(11))
                canvas.text(str(bar.value), above, bold=True)
            canvas.text(f"{bar.label}★", QPointF(middle, foot + units(15)))
        canvas.line(QPointF(left, foot), QPointF(right, foot))

    return draw


def wins_height(numbers: ChartNumbers) -> int:
    """Units the bars of the single stars need."""
    return _WIN_ROW * max(len(numbers.wins), 1) + 6


def wins_drawing(
    bars: Sequence[Bar], of: int, average: tuple[int, int], names: NamesOf = _no_names
) -> Drawing:
    """One bar for each star on a track of all villages, pale where below the average.

    `of`: villages that could hold it. `average`: stars won and possible of the round.
    """
    won, possible = average

    def draw(canvas: Canvas) -> None:
        words = [f"{bar.value}/{of} · {bar.share}%" for bar in bars]
        longest = max((canvas.width_of(bar.label) for bar in bars), default=0.0)
        label = min(longest, canvas.width() * _LABEL_SHARE)
        figure = max((canvas.width_of(word) for word in words), default=0.0)
        left = label + units(14)
        right = canvas.width() - figure - units(14)
        pitch = canvas.height() / max(len(bars), 1)
        thickness = min(pitch * 0.62, units(15))
        for place, (bar, word) in enumerate(zip(bars, words, strict=True)):
            middle = pitch * (place + 0.5)
            canvas.text(bar.label, QPointF(label + units(4), middle), side=1, room=label)
            track = QRectF(left, middle - thickness / 2, right - left, thickness)
            canvas.bar(track, "track", _told(f"{bar.label}：{word}", names(bar.label)))
            filled = QRectF(track)
            filled.setWidth(track.width() * bar.value / of if of else 0.0)
            below = bar.value * possible < won * of
            canvas.bar(filled, "pale" if below else "none")
            canvas.text(word, QPointF(right + units(10), middle), side=0)

    return draw


def towns_height(numbers: ChartNumbers) -> int:
    """Units the bars of the towns need."""
    return _TOWN_ROW * max(len(numbers.towns), 1)


def towns_drawing(
    towns: Sequence[TownBars], names: Callable[[str, str], str] = lambda _town, _label: ""
) -> Drawing:
    """One bar for each town, divided by the classes; counts inside, the sum behind.

    `names` gives the villages of a town in a class, by both labels.
    """
    most = max((sum(bar.value for bar in town.bars) for town in towns), default=0)

    def draw(canvas: Canvas) -> None:
        longest = max((canvas.width_of(town.name) for town in towns), default=0.0)
        label = min(longest, canvas.width() * _LABEL_SHARE)
        left = label + units(16)
        right = canvas.width() - units(34)
        pitch = min(canvas.height() / max(len(towns), 1), units(48))
        thickness = min(pitch * 0.64, units(28))
        for place, town in enumerate(towns):
            middle = pitch * (place + 0.5)
            canvas.text(town.name, QPointF(label + units(6), middle), side=1, room=label)
            start = left
            for bar in town.bars:
                width = (right - left) * bar.value / most if most else 0.0
                area = QRectF(start, middle - thickness / 2, width, thickness)
                told = f"{town.name} {bar.label} {bar.value} 个（{bar.share}%）"
                canvas.bar(area, bar.tone, _told(told, names(town.name, bar.label)))
                count = str(bar.value)
                if bar.value and width > canvas.width_of(count) + units(4):
                    canvas.text(count, area.center(), colour=Colour.ON_ACCENT, bold=True)
                start += width
            canvas.text(
                str(town.rated), QPointF(start + units(8), middle), side=0, colour=Colour.SECONDARY
            )

    return draw


def _told(words: str, names: str) -> str:
    return f"{words}\n{names}" if names else words
