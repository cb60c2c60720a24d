"""评定标准: the standard that the year pins, to be read; nothing of it is changed here.

What can be entered: the document that authorises a veto item, and the shared figures of the
year.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from evaluation.actions.years import enter_shared_figure
from evaluation.faults import Fault, RatingFault
from evaluation.numbers import show_plain
from evaluation.rounds import SharedFigureValue
from evaluation.standard.model import Standard, VetoItem
from evaluation.views import YearHead
from gui.dialogs.authority_dialog import AuthorityDialog
from gui.office_bridge import OfficeBridge
from gui.pages.base import Page, page_column
from gui.pages.standard_indicators import SegmentStrip, indicator_columns, indicator_rows
from gui.pages.standard_words import (
    ballot_lines,
    class_lines,
    rule_lines,
    step_lines,
    veto_effects,
)
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.field import Field
from gui.widgets.form import Form
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.number_field import NumberField
from gui.widgets.page_head import PageHead
from gui.widgets.segment_bar import SegmentBar

__all__ = ["StandardPage"]

_RULES = "rules"
_VETOES = "vetoes"
_FIGURES = "figures"
_NARROW_BELOW = 900
_READING_WIDTH = 860


class StandardPage(Page):
    """Tabs: each star with its indicators, the rules, the vetoes, the year's figures."""

    title, icon, section = "评定标准", "standard", "基础"

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._head: YearHead | None = None
        self.dialog: AuthorityDialog | None = None
        self.head = PageHead("评定标准")
        self.notice = NoticeBar()
        self.stars = SegmentBar()
        self.parts = SegmentBar()
        self._narrow = False
        self._star_column = QVBoxLayout()
        self.table = self._new_table()
        self.vetoes = DataTable(RowsModel(_VETO_COLUMNS, key_of=lambda row: str(row[0])))
        self.authority_button = QuietButton("登记设定依据…", key="Ctrl+D")
        self.figures = Form(label_width=180)
        self._figures_of: tuple[str, ...] = ()
        self._rules = QVBoxLayout()
        self._places = QStackedWidget()
        self.empty = EmptyState("还没有年度", "新建年度时选定评定标准。", "去总览")
        self._whole = QStackedWidget()
        self._arrange()
        self.parts.chosen.connect(lambda _: self._show_part())
        self.stars.chosen.connect(lambda _: self._show_star())
        self.authority_button.clicked.connect(self.enter_authority)
        self.vetoes.activated_row.connect(lambda _: self.enter_authority())
        self.empty.acted.connect(lambda: self.page_wanted.emit("overview", ""))
        bridge.changed.connect(self._refresh_if_shown)
        self.setFocusProxy(self.stars)

    def refresh(self) -> None:
        """Read the pinned standard again."""
        if not self._bridge.round:
            self._whole.setCurrentWidget(self.empty)
            self.set_foot("")
            return
        try:
            head = self._bridge.head()
        except RatingFault as fault:
            self.empty.set_text("这一年度还没有评定标准", str(fault), "去总览")
            self._whole.setCurrentWidget(self.empty)
            self.set_foot("")
            return
        self._whole.setCurrentIndex(0)
        self._head = head
        self._show_head(head)
        standard = head.standard
        stars = [(star.id, self._star_word(standard, place)) for place, star in
                 enumerate(standard.stars, start=1)]  # fmt: skip
        self.stars.set_segments(stars, self.stars.current)
        parts = [("stars", "指标"), (_RULES, "步骤与定级"), (_VETOES, "一票否决")]
        if standard.shared_figures:
            parts.append((_FIGURES, "全年共用数据"))
        self.parts.set_segments(parts, self.parts.current)
        self._show_rules(standard)
        self._show_vetoes(standard)
        self._show_figures(head)
        self._show_part()

    def enter_authority(self) -> None:
        """Enter the document that authorises the current veto item."""
        entry = self.vetoes.current_entry()
        if entry is None or self._head is None:
            return
        item = self._head.standard.veto_item(str(entry[0]))
        if item is not None:
            self.dialog = AuthorityDialog(self._bridge, item, self.window())
            self.dialog.open()

    def _arrange(self) -> None:
        content = QWidget()
        column = page_column(content)
        self.head.add_right(self.parts)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        stars = QWidget()
        inside = self._star_column
        stars.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(units(10))
        self._strip = SegmentStrip(self.stars)
        inside.addWidget(self._strip)
        inside.addWidget(self.table, 1)
        rules = QWidget()
        rules.setMaximumWidth(units(_READING_WIDTH))
        rules.setLayout(self._rules)
        self._rules.setContentsMargins(0, 0, units(8), 0)
        self._rules.setSpacing(units(14))
        vetoes = QWidget()
        below = QVBoxLayout(vetoes)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(units(10))
        below.addWidget(self.vetoes, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(
            Label("没有登记设定依据的事项不启用。", TextSize.NOTE, Colour.SECONDARY), 1
        )
        buttons.addWidget(self.authority_button)
        below.addLayout(buttons)
        figures = Card(
            "全年共用数据", "只填一次，各嘎查村的指标都引用它；改动会重新计算并记入日志。"
        )
        figures.add(self.figures)
        for page in (stars, _scrolling(rules), vetoes, _scrolling(figures)):
            self._places.addWidget(page)
        column.addWidget(self._places, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(content)
        self._whole.addWidget(self.empty)
        whole.addWidget(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < units(_NARROW_BELOW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        old = self.table
        self.table = self._new_table()
        self._star_column.replaceWidget(old, self.table)
        if self.window().focusWidget() is old:
            self.table.setFocus()
        old.hide()
        old.deleteLater()
        self._show_star()

    def _new_table(self) -> DataTable:
        """The indicators for the present width; what is left out is in their tooltips."""
        columns = indicator_columns(narrow=self._narrow)
        table = DataTable(RowsModel(columns, key_of=lambda row: str(row[0])))
        table.setAccessibleName("指标")
        return table

    def _show_head(self, head: YearHead) -> None:
        standard = head.standard
        self.head.set_title(f"{standard.name}　第 {standard.version} 版")
        basis = "　".join(part for part in (standard.basis, standard.document) if part)
        self.head.set_note(basis or "依据和文号未填")
        if head.draft:
            template = "这是模板，不是任何地方的正式办法。" if standard.template else ""
            self.notice.say(
                "warning",
                f"{template}标准里没有本单位《办法》的文号，正式文件一律标注“草稿”。",
            )
        else:
            self.notice.clear()

    @staticmethod
    def _star_word(standard: Standard, place: int) -> str:
        name = standard.stars[place - 1].name
        return f"{place} {name.removesuffix('星')}" if standard.most_stars else name

    def _show_part(self) -> None:
        order = ("stars", _RULES, _VETOES, _FIGURES)
        self._places.setCurrentIndex(order.index(self.parts.current))
        self._show_star()
        if self.parts.current == _VETOES:
            hints = [("↑↓", "选一项"), ("Enter", "登记设定依据")]
        else:
            hints = [("←→", "换一颗星"), ("Tab", "到下一处")]
        standard = self._head.standard if self._head else None
        words = ""
        if standard is not None:
            words = f"{len(standard.stars)} 项，{len(standard.indicators)} 个指标"
        self.set_foot(words, hints)

    def _show_star(self) -> None:
        standard = self._head.standard if self._head else None
        star = standard.star(self.stars.current) if standard else None
        if standard is None or star is None:
            return
        self._strip.follow(standard.stars.index(star), len(standard.stars))
        self.table.set_rows(indicator_rows(star))

    def _show_rules(self, standard: Standard) -> None:
        while (item := self._rules.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        groups = (
            ("步骤与权重", step_lines(standard)),
            ("测评", ballot_lines(standard)),
            ("类别", class_lines(standard)),
            ("计分规则", rule_lines(standard)),
        )
        for title, lines in groups:
            if lines:
                card = Card(title)
                card.add(KeyValueList(lines, bold=False))
                self._rules.addWidget(card)
        self._rules.addStretch(1)

    def _show_vetoes(self, standard: Standard) -> None:
        self.vetoes.set_rows(
            [
                (item.id, item.text, veto_effects(standard, item), item.authority, self._gone(item))
                for item in standard.vetoes
            ]
        )
        if self.vetoes.current_row() is None and standard.vetoes:
            self.vetoes.setCurrentIndex(self.vetoes.rows.index(0, 0))
        closed = self._head is not None and self._head.published
        self.authority_button.setEnabled(bool(standard.vetoes) and not closed)

    def _gone(self, item: VetoItem) -> str:
        """Why an item cannot be used in this year, "" where it can."""
        if self._head is not None and item.last_year and self._head.year > item.last_year:
            return f"只用于 {item.last_year} 及以前年度"
        return ""

    def _show_figures(self, head: YearHead) -> None:
        wanted = tuple(figure.id for figure in head.standard.shared_figures)
        if wanted != self._figures_of:
            self._figures_of = wanted
            for figure in head.standard.shared_figures:
                field = NumberField(minimum=None, unit=figure.unit, width=120)
                self.figures.add(figure.id, figure.name, field)
                field.value_changed.connect(
                    lambda value, key=figure.id, field=field: self._enter_figure(key, field, value)
                )
        known = {
            item.figure: show_plain(item.value)
            for item in self._bridge.reader.find(SharedFigureValue, round=head.round.id)
        }
        for key in wanted:
            field_shown = self.figures.field(key)
            if not field_shown.fault:
                field_shown.set_value(known.get(key, ""))
            field_shown.setEnabled(not head.published)

    def _enter_figure(self, figure: str, field: Field, value: str) -> None:
        if not value:
            return
        try:
            self._bridge.attempt(
                enter_shared_figure, round=self._bridge.round, figure=figure, value=value
            )
        except Fault as fault:
            field.set_fault(str(fault))

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()


def _scrolling(content: QWidget) -> QScrollArea:
    """A part of the page that scrolls by itself, its content at the top."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidget(holder)
    area.setWidgetResizable(True)
    holder.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area


_VETO_COLUMNS = (
    Column("码", lambda row: row[0], "text", 46),
    Column("否决事项", lambda row: row[1], "text", "stretch"),
    Column("效力", lambda row: row[2], "text", 240),
    Column(
        "设定依据",
        lambda row: row[4] or row[3] or "未登记，不启用",
        "note",
        200,
        colour=lambda row: Colour.SECONDARY if row[3] or row[4] else Colour.FAULT,
    ),
)
