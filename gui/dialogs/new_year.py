"""新建年度: year and unit, standard, roster, and the last details, one after the other.

Carries out `open_year` and then `add_villages`. Where the second is refused, the year
stands and the window says so and where to go on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from evaluation.actions.years import add_villages, open_year
from evaluation.faults import Fault
from evaluation.places import COMMUNITY_UNIT, VILLAGE_UNIT
from evaluation.rounds import OfficeRecord, Participation, Round, round_id
from gui import theme
from gui.dialogs.fitting import fit_to_screen
from gui.dialogs.last_year import LastYearChoice
from gui.dialogs.roster_choice import RosterChoice
from gui.dialogs.roster_entries import ROSTER_SOURCE
from gui.dialogs.standard_choice import StandardChoice
from gui.national_holidays import enter_shipped_holidays
from gui.office_bridge import OfficeBridge
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import PrimaryButton, QuietButton
from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.form import Form
from gui.widgets.key_value_list import KeyValueList
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.number_field import NumberField
from gui.widgets.paragraph import Paragraph
from gui.widgets.segment_bar import SegmentBar
from gui.widgets.text_field import TextField

__all__ = ["NewYearDialog"]

_NAMES = ("年度", "评定标准", "名册", "确认")


class _Steps(QWidget):
    """Where one stands among the pages of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._current = 0
        self.setFixedHeight(units(26))

    def show_place(self, place: int) -> None:
        self._current = place
        self.setAccessibleName(f"第 {place + 1} 步，共 {len(_NAMES)} 步：{_NAMES[place]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for place, name in enumerate(_NAMES):
            here = place == self._current
            words = f"{place + 1} {name}"
            font = theme.font(TextSize.BODY, bold=here)
            width = QFontMetricsF(font).horizontalAdvance(words)
            painter.setFont(font)
            past = Colour.TEXT if place < self._current else Colour.FAINT
            painter.setPen(theme.colour(Colour.ACCENT if here else past))
            painter.drawText(QRectF(left, 0, width + 2, units(20)), words)
            if here:
                bar = QRectF(left, units(22), width, units(3))
                painter.fillRect(bar, theme.colour(Colour.ACCENT))
            left += width + units(28)


class NewYearDialog(QDialog):
    """One window, four pages. Signal `made` carries the id of the new round."""

    made = Signal(str)

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._opened = ""
        self.setWindowTitle("新建年度")
        self._steps = _Steps()
        self._pages = QStackedWidget()
        self.notice = NoticeBar()
        self.back_button = QuietButton("上一步")
        self.next_button = PrimaryButton("下一步")
        self.cancel_button = QuietButton("取消")
        self.year = NumberField(decimals=0, minimum="2000", maximum="2100", width=90)
        self.unit = ChoiceField(
            ((VILLAGE_UNIT, VILLAGE_UNIT), (COMMUNITY_UNIT, COMMUNITY_UNIT)), width=140
        )
        self.standard = StandardChoice()
        self.way = SegmentBar()
        self.from_list = RosterChoice(VILLAGE_UNIT)
        self.from_last_year = LastYearChoice()
        self._ways = QStackedWidget()
        self.issuer = TextField("如 中共××旗委组织部、中共××镇委员会")
        self.prefix = TextField()
        self.cutoff = DateField()
        self._summary = KeyValueList(bold=False)
        self._build_pages()
        self._arrange()
        self._propose()
        self._show_page(0)

    @property
    def place(self) -> int:
        """Which page is shown, from 0."""
        return self._pages.currentIndex()

    def forward(self) -> None:
        """下一步, and 建立 on the last page."""
        checks: tuple[Callable[[], bool], ...] = (
            self._check_year,
            self._check_standard,
            lambda: True,
            self._check_details,
        )
        self.notice.clear()
        if not checks[self.place]():
            return
        if self.place == len(_NAMES) - 1:
            self.make()
            return
        self._show_page(self.place + 1)

    def back(self) -> None:
        """上一步."""
        self.notice.clear()
        self._show_page(max(self.place - 1, 0))

    def entries(self) -> list[dict[str, Any]]:
        """The villages that will be added."""
        match self.way.current:
            case "list":
                return self.from_list.entries()
            case "before":
                return self._fitting_entries()
            case _:
                return []

    def make(self) -> None:
        """Open the year, then add its villages; refusals stand above the buttons."""
        offer = self.standard.offer
        assert offer is not None, "the page before lets nobody pass without a standard"
        year, unit = int(self.year.value()), self.unit.value()
        entries = self.entries()
        if not self._opened:
            try:
                self._bridge.attempt(
                    open_year,
                    year=year,
                    unit=unit,
                    standard=offer.text,
                    issuer=self.issuer.typed().strip(),
                    cutoff=self.cutoff.value(),
                    certificate_prefix=self.prefix.typed().strip() or "XJ",
                )
            except Fault as fault:
                self.notice.say("fault", f"没有建立年度。{fault}")
                return
            self._opened = round_id(year, unit)
            self._bridge.choose_round(self._opened)
            enter_shipped_holidays(self._bridge, year, year + 1)
        if entries:
            try:
                self._bridge.attempt(
                    add_villages,
                    round=self._opened,
                    villages=entries,
                    source=ROSTER_SOURCE if self.way.current == "list" else "上一年度名册",
                )
            except Fault as fault:
                self._stand_half_done(str(fault))
                return
        self.made.emit(self._opened)
        self.accept()

    def _stand_half_done(self, sentence: str) -> None:
        """The year is there, its villages are not: the roster can be mended here or later."""
        self.notice.say(
            "fault",
            f"{self.year.value()} 年度已经建立，评定标准已确定，但名册没有加入。{sentence}\n"
            "可以在这里改选名册后再试，也可以关闭，以后在“总览”页加入。",
        )
        self._show_page(2)
        self.back_button.setEnabled(False)
        self.cancel_button.setText("关闭")

    def _fitting_entries(self) -> list[dict[str, Any]]:
        """Last year's entries, without categories that the new standard does not have."""
        offer = self.standard.offer
        known = {item.id for item in offer.standard.categories} if offer is not None else set()
        return [
            {
                **entry,
                "category": entry.get("category", "") if entry.get("category") in known else "",
            }
            for entry in self.from_last_year.entries()
        ]

    def _build_pages(self) -> None:
        first = Form(label_width=84)
        first.add(
            "year", "年度", self.year, required=True, note="被评定的年份；初评、公示多在次年一月。"
        )
        first.add("unit", "单位类型", self.unit, required=True)
        self._pages.addWidget(self._paged(first))
        self._pages.addWidget(self.standard)
        roster = QWidget()
        column = QVBoxLayout(roster)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(units(10))
        column.addWidget(self.way)
        later = Paragraph(
            "年度先建立起来，名册以后在“总览”页加入。",
            colour=Colour.SECONDARY,
        )
        for page in (self.from_list, self.from_last_year, self._paged(later)):
            self._ways.addWidget(page)
        column.addWidget(self._ways, 1)
        self._pages.addWidget(roster)
        last = Form(label_width=84)
        last.add("issuer", "颁证单位", self.issuer, note="写在证书落款处，应是有公章的单位。")
        last.add(
            "prefix", "证书字头", self.prefix, note="证书编号如 XJ2026-2，不用发文字号的样式。"
        )
        last.add(
            "cutoff",
            "否决截止日",
            self.cutoff,
            note="一票否决案件的起止日期包含这一天的，才对本年度起作用。",
        )
        details = QWidget()
        inner = QVBoxLayout(details)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(units(16))
        inner.addWidget(last)
        inner.addWidget(self._summary)
        self._pages.addWidget(self._paged(details))
        self.way.chosen.connect(self._show_way)
        self.unit.value_changed.connect(self._unit_chosen)

    @staticmethod
    def _paged(content: QWidget) -> QScrollArea:
        """Put a page into an area that scrolls; the buttons stay outside of it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, units(8), 0)
        column.addWidget(content)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        holder.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(units(20), units(16), units(20), units(16))
        layout.setSpacing(units(12))
        layout.addWidget(Label("新建年度", TextSize.HEADING, bold=True))
        layout.addWidget(self._steps)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.setSpacing(units(10))
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        layout.addLayout(buttons)
        self.cancel_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.forward)
        fit_to_screen(self, 760, 580)

    def _propose(self) -> None:
        """The usual values: the year whose rating is due, the office as issuer."""
        today: date = self._bridge.office.clock().date()
        year = today.year if today.month >= 7 else today.year - 1
        taken = {round_.year for round_ in self._bridge.rounds() if round_.unit == VILLAGE_UNIT}
        while year in taken:
            year += 1
        self.year.set_value(str(year))
        self.unit.set_value(VILLAGE_UNIT)
        office = self._bridge.reader.get(OfficeRecord, "office")
        self.issuer.set_value(office.name if office is not None else "")
        self.prefix.set_value("XJ")

    def _show_page(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._steps.show_place(place)
        self.back_button.setVisible(place > 0)
        self.next_button.setText("建立年度" if place == len(_NAMES) - 1 else "下一步")
        if place == 2:
            self._prepare_roster()
        if place == 3:
            self._prepare_details()
        first = (self.year, self.standard.list, self.way, self.issuer)[place]
        first.setFocus()

    def _before(self) -> Round | None:
        """The latest earlier round of the same unit type."""
        year = int(self.year.value() or 0)
        return next(
            (
                round_
                for round_ in self._bridge.rounds()
                if round_.unit == self.unit.value() and round_.year < year
            ),
            None,
        )

    def _check_year(self) -> bool:
        self.year.editor.editingFinished.emit()
        if self.year.fault:
            return False
        if not self.year.value():
            self.year.set_fault("请填年度，例如 2026。")
            return False
        key = round_id(int(self.year.value()), self.unit.value())
        if self._bridge.reader.get(Round, key) is not None:
            self.year.set_fault(f"{self.year.value()} 年度的{self.unit.value()}评定已经建立。")
            return False
        self.standard.show_offers(self._bridge.reader, self.unit.value(), self._before())
        return True

    def _check_standard(self) -> bool:
        offer = self.standard.offer
        if offer is None:
            self.notice.say("fault", "请先选一个评定标准。")
            return False
        if offer.standard.unit != self.unit.value():
            self.notice.say(
                "fault",
                f"“{offer.standard.name}”用于{offer.standard.unit}，"
                f"本年度评定的是{self.unit.value()}。请换一个标准。",
            )
            return False
        return True

    def _check_details(self) -> bool:
        self.cutoff.editor.editingFinished.emit()
        return not self.cutoff.fault

    def _unit_chosen(self, unit: str) -> None:
        self.from_list.set_unit(unit)

    def _prepare_roster(self) -> None:
        before = self._before()
        members = () if before is None else self._bridge.reader.find(
            Participation, round=before.id
        )  # fmt: skip
        ways = [("list", "按区划名单勾选"), ("later", "以后再加")]
        if before is not None and members:
            ways.insert(0, ("before", f"沿用 {before.year} 年度"))
            if self.from_last_year.before != before:
                self.from_last_year.show_roster(self._bridge.reader, before, int(self.year.value()))
        self.way.set_segments(ways, self.way.current)
        self._show_way(self.way.current)

    def _show_way(self, key: str) -> None:
        self._ways.setCurrentIndex({"list": 0, "before": 1, "later": 2}[key])

    def _prepare_details(self) -> None:
        if not self.cutoff.value():
            self.cutoff.set_value(f"{self.year.value()}-12-31")
        offer = self.standard.offer
        entries = self.entries()
        towns = len({entry["code"][:9] for entry in entries})
        roster = f"{towns} 个苏木乡镇街道，{len(entries)} 个{self.unit.value()}"
        self._summary.set_pairs(
            (
                ("年度", f"{self.year.value()} 年度　{self.unit.value()}"),
                (
                    "评定标准",
                    f"{offer.standard.name} 第 {offer.standard.version} 版" if offer else "",
                ),
                ("名册", roster if entries else "以后再加"),
            )
        )
