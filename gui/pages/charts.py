"""图表分析: the classes, the stars, each star and each town of a round, as charts.

The numbers come from `chart_numbers`, as those of the printed 分布图册 do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from evaluation.classes.charts import ChartNumbers, chart_numbers
from evaluation.standard.model import Standard
from evaluation.views import VillageRow, YearBoard
from gui.dialogs.ask import ask_save_file
from gui.office_bridge import OfficeBridge
from gui.pages.board_page import BoardPage
from gui.theme import GAP, Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from gui.charts.canvas import Canvas

__all__ = ["ChartsPage"]

_NARROW_BELOW = 820
_LEAST_HEIGHT = 236
_SIGNS = ("平涂", "斜纹", "点纹")


class _ChartCard(Card):
    """A title, a note, the chart in an area that scrolls when it is long, a footnote."""

    def __init__(self, title: str, *, filling: bool = True) -> None:
        """`filling`: the chart takes all the room of the card, however high it is."""
        super().__init__(title)
        self.setMinimumHeight(units(_LEAST_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.canvas: Canvas | None = None
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._footnote = Label("", TextSize.NOTE, Colour.SECONDARY, wrap=True)
        self.add(self._area, 4)
        self.add(self._footnote)
        if not filling:
            self.body.addStretch(1)

    def open_canvas(self) -> Canvas:
        """Return the canvas, made when it is first needed."""
        if self.canvas is None:
            from gui.charts.canvas import Canvas

            self.canvas = Canvas()
            self._area.setWidget(self.canvas)
        return self.canvas

    def set_height(self, height: int, *, most: int | None = None) -> None:
        """Give the chart at least so many units; the area scrolls if they are not there.

        `most`: units beyond which it does not grow.
        """
        if self.canvas is not None:
            self.canvas.setMinimumHeight(units(height))
        if most is not None:
            self._area.setFixedHeight(units(most))

    def set_footnote(self, words: str) -> None:
        """Show other words below the chart."""
        self._footnote.setText(words)
        self._footnote.setVisible(bool(words))


class ChartsPage(BoardPage):
    """Four charts. Ctrl P leads to the printed book of charts, Ctrl E saves a picture."""

    title, icon, section = "图表分析", "charts", "成果"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.numbers: ChartNumbers | None = None
        self.classes = _ChartCard("类别", filling=False)
        self.stars = _ChartCard("星数分布")
        self.wins = _ChartCard("各星获得率")
        self.towns = _ChartCard("各镇类别")
        self._cards = (self.classes, self.stars, self.wins, self.towns)
        self._arranged: tuple[object, ...] = ()
        self._head = PageHead("图表分析")
        self.save_button = QuietButton("存为图片", icon_name="export", key="Ctrl+E")
        self.save_button.clicked.connect(self.save_picture)
        self.print_button = PrimaryButton("打印图册", key="Ctrl+P")
        self.print_button.clicked.connect(lambda: self.page_wanted.emit("print", "charts"))
        self._head.add_right(self.save_button)
        self._head.add_right(self.print_button)
        self.column.addWidget(self._head)
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(units(GAP))
        self.column.addWidget(self._sheet, 1)
        self._arrange(self._cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange([card for card in self._cards if not card.isHidden()])

    def show_board(self, board: YearBoard) -> None:
        if not board.totals.rated:
            self.show_empty(
                "还没有评出结果的嘎查村" if board.head.unit == "嘎查村" else "还没有评出结果",
                "自评、测评、初评都签字的村有了结果，图表就会出现。",
                "去总览",
            )
            return
        from gui.charts import rating_charts

        head, standard, totals = board.head, board.head.standard, board.totals
        numbers = self.numbers = chart_numbers(standard, totals)
        self._head.set_note(f"{totals.rated} 个{head.unit} · {head.year} 年度{_state(board)}")
        named = _NamedVillages(standard, board.rows)
        rating = "、".join(bar.label for bar in numbers.classes)
        self.classes.set_title(f"{_count_word(len(numbers.classes))}类定级")
        self.classes.set_note("各类个数和占比")
        self.classes.open_canvas().show_drawing(
            rating_charts.classes_drawing(numbers.classes, named.of_class), f"{rating}的个数"
        )
        self.classes.set_height(rating_charts.classes_height(), most=rating_charts.classes_height())
        self.classes.set_footnote(_class_note(board))
        self.stars.set_note(f"横轴：获得星数；纵轴：{head.unit}数")
        self.stars.open_canvas().show_drawing(
            rating_charts.stars_drawing(numbers.stars, named.of_stars), "各星数的个数"
        )
        self.stars.set_height(150)
        self.stars.set_footnote("")
        self.wins.set_note("由高到低；浅色低于全部的获星率")
        self.wins.open_canvas().show_drawing(
            rating_charts.wins_drawing(
                numbers.wins,
                numbers.wins_of,
                (totals.stars_won, totals.stars_possible),
                named.of_star,
            ),
            "各星获得的个数",
        )
        self.wins.set_height(rating_charts.wins_height(numbers))
        self.wins.set_footnote("")
        self.towns.set_note("个数；悬停看名单")
        self.towns.open_canvas().show_drawing(
            rating_charts.towns_drawing(numbers.towns, named.of_town), "各镇各类的个数"
        )
        self.towns.set_height(rating_charts.towns_height(numbers))
        self.towns.set_footnote("")
        shown = {
            self.classes: bool(numbers.classes),
            self.stars: bool(numbers.stars),
            self.wins: bool(numbers.wins),
            self.towns: len(numbers.towns) > 1,
        }
        for card, wanted in shown.items():
            card.setVisible(wanted)
        self._arrange([card for card, wanted in shown.items() if wanted])
        self.set_foot(_legend(numbers), (("Ctrl+P", "打印图册"), ("Ctrl+E", "存为图片")))

    def save_picture(self) -> None:
        """Save the charts as they are shown, as a picture for a report."""
        head = self.bridge.head()
        proposal = f"{head.office}{head.year}年度图表.png"
        path = ask_save_file(self, "存为图片", proposal, ("图片 (*.png)",))
        if path is not None:
            self._sheet.grab().save(str(path), "PNG")

    def _arrange(self, cards: Sequence[_ChartCard]) -> None:
        """Two columns, or one where the window is narrow."""
        columns = 1 if self.width() < units(_NARROW_BELOW) else 2
        key = (columns, *map(id, cards))
        if key == self._arranged:
            return
        self._arranged = key
        for card in self._cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class _NamedVillages:
    """The villages behind each bar, in words for the tooltip."""

    def __init__(self, standard: Standard, rows: Sequence[VillageRow]) -> None:
        shorts = {item.id: item.short for item in standard.classes}
        names = {star.id: star.name for star in standard.stars}
        self._classes: dict[str, list[str]] = defaultdict(list)
        self._towns: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._stars: dict[str, list[str]] = defaultdict(list)
        self._without: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if not row.outcome.counts:
                continue
            short = shorts.get(row.outcome.rating_class or "", "")
            self._classes[short].append(row.name)
            self._towns[row.town_name, short].append(row.name)
            self._stars[str(row.outcome.stars_held)].append(row.name)
            for star in row.outcome.stars:
                if not star.held:
                    self._without[names.get(star.star, star.star)].append(row.name)

    def of_class(self, label: str) -> str:
        return _listed(self._classes, label)

    def of_stars(self, label: str) -> str:
        return _listed(self._stars, label)

    def of_star(self, label: str) -> str:
        words = _listed(self._without, label)
        return f"未获得：{words}" if words else ""

    def of_town(self, town: str, label: str) -> str:
        return "、".join(self._towns.get((town, label), ()))


_NAMES_A_LINE = 6
_NAMES_SHOWN = 30


def _listed(found: Mapping[str, Sequence[str]], label: str) -> str:
    """Names in lines short enough for a tooltip."""
    names = found.get(label, ())
    shown = names[:_NAMES_SHOWN]
    lines = [
        "、".join(shown[start : start + _NAMES_A_LINE])
        for start in range(0, len(shown), _NAMES_A_LINE)
    ]
    more = f" 等 {len(names)} 个" if len(names) > _NAMES_SHOWN else ""
    return "\n".join(lines) + more


def _count_word(count: int) -> str:
    numerals = "零一二三四五六七八九十"
    return numerals[count] if count < len(numerals) else str(count)


def _state(board: YearBoard) -> str:
    words = [] if board.head.published else ["未定评"]
    if board.head.sample:
        words.append("示例")
    return f"（{'，'.join(words)}）" if words else ""


def _class_note(board: YearBoard) -> str:
    totals = board.totals
    words = totals.note
    if totals.stars_possible:
        words += (
            f"获星率 {totals.star_rate}%（{totals.stars_won}/{totals.stars_possible}），"
            f"平均 {totals.average} 颗。"
        )
    return words


def _legend(numbers: ChartNumbers) -> str:
    places = {"top": 0, "middle": 1, "low": 2}
    parts = [
        f"{_SIGNS[places[bar.tone]]} = {bar.label}" for bar in numbers.classes if bar.tone in places
    ]
    return " · ".join(parts) + "（黑白打印可辨）" if parts else ""
