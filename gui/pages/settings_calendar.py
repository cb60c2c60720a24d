"""The tab 日历: days that differ from Monday to Friday, which the notice clock counts by."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.exchange.holidays import shipped_holidays
from evaluation.actions.years import enter_holidays
from evaluation.steps.records import DayKind, Holiday
from gui.national_holidays import enter_shipped_holidays, missing_holidays
from gui.office_bridge import OfficeBridge
from gui.pages.settings_part import SettingsPart, attempt_beside
from gui.tables.base import Column, DataTable, RowsModel
from gui.theme import Colour, TextSize, units
from gui.widgets.buttons import QuietButton
from gui.widgets.card import Card
from gui.widgets.choice_field import ChoiceField
from gui.widgets.date_field import DateField
from gui.widgets.label import Label
from gui.widgets.notice_bar import NoticeBar
from gui.widgets.text_field import TextField
from gui.widgets.typed_dates import date_words
from gui.wording import word

__all__ = ["CalendarSettings"]

_WEEKDAYS = "一二三四五六日"


class CalendarSettings(SettingsPart):
    """Holidays and make-up days: a table, and a line to add one."""

    hints = (("↑↓", "选一天"),)

    def __init__(self, bridge: OfficeBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.notice = NoticeBar()
        self.notice.link_opened.connect(self.enter_shipped)
        self.day = DateField(near=bridge.office.clock().date())
        self.day.setFixedWidth(units(190))
        self.kind = ChoiceField([(str(kind), word(kind)) for kind in DayKind], width=110)
        self.kind.set_value(str(DayKind.HOLIDAY))
        self.name = TextField("如 春节")
        self.add_button = QuietButton("登记", icon_name="plus")
        card = Card("放假和调休上班", "公示期按工作日计；周末放假、调休上班以这里登记的为准。")
        line = QHBoxLayout()
        line.setSpacing(units(10))
        line.addWidget(Label("日期", TextSize.BODY, Colour.SECONDARY))
        line.addWidget(self.day)
        line.addWidget(self.kind)
        line.addWidget(self.name, 1)
        line.addWidget(self.add_button)
        card.add(line)
        self.table = DataTable(
            RowsModel(
                (
                    Column(
                        "日期",
                        lambda row: date_words(date.fromisoformat(row[0].day)),
                        "text",
                        150,
                        sort_key=lambda row: row[0].day,
                    ),
                    Column("星期", lambda row: _weekday(row[0].day), "note", 80),
                    Column(
                        "安排",
                        lambda row: (
                            word(row[0].kind),
                            "middle" if row[0].kind is DayKind.HOLIDAY else "top",
                        ),
                        "tag",
                        110,
                    ),
                    Column("名称", lambda row: row[0].name, "text", "stretch"),
                ),
                key_of=lambda row: str(row[0].day),
            )
        )
        self.table.setAccessibleName("放假和调休上班的日子")
        self.column.addWidget(self.notice)
        self.column.addWidget(card)
        self.column.addWidget(self.table, 1)
        self.add_button.clicked.connect(self.add)
        self.table.current_row_changed.connect(lambda _: self._take_row())

    def refresh(self) -> None:
        """Read the calendar again."""
        days = sorted(self._bridge.reader.find(Holiday), key=lambda item: item.day, reverse=True)
        self.table.set_rows([(item,) for item in days])
        self.status = f"已登记 {len(days)} 天"
        missing = missing_holidays(self._bridge.reader, *self._years())
        if missing:
            names = "、".join(f"{item.year} 年" for item in missing)
            self.notice.say("warning", f"还没有登记 {names}的国家放假安排。", "全部登记")
        else:
            incomplete = self._incomplete()
            words = (
                f"{incomplete} 年的调休安排还没有公布，现在只有法定节假日；"
                "公布后请补登调休上班的日子。"
            )
            self.notice.say("info", words if incomplete else "")

    def add(self) -> None:
        """Register the day in the line above; what is refused stands beside the field."""
        self.day.editor.editingFinished.emit()
        self.name.editor.clearFocus()
        if self.day.fault:
            return
        if not self.day.value():
            self.day.set_fault("请填日期。")
            return
        entry = {
            "day": self.day.value(),
            "kind": self.kind.value() or str(DayKind.HOLIDAY),
            "name": self.name.typed().strip(),
        }
        if attempt_beside(self._bridge, self.day, enter_holidays, days=[entry]):
            self.table.choose_key(entry["day"])
            self.day.set_value("")
            self.day.setFocus()

    def enter_shipped(self) -> None:
        """Register the national holidays that are missing."""
        enter_shipped_holidays(self._bridge, *self._years())

    def _years(self) -> tuple[int, ...]:
        """The years in which notices of the register's rounds can run."""
        years = {self._bridge.office.clock().year}
        for round_ in self._bridge.rounds():
            years |= {round_.year, round_.year + 1}
        return tuple(sorted(years))

    def _incomplete(self) -> str:
        years = [item.year for item in shipped_holidays(*self._years()) if not item.complete]
        return "、".join(str(year) for year in years)

    def _take_row(self) -> None:
        """The current day stands in the line above, to be changed there."""
        entry = self.table.current_entry()
        if entry is not None and not self.day.editor.hasFocus():
            holiday: Holiday = entry[0]
            self.day.set_value(holiday.day)
            self.kind.set_value(str(holiday.kind))
            self.name.set_value(holiday.name)


def _weekday(day: str) -> str:
    return f"星期{_WEEKDAYS[date.fromisoformat(day).weekday()]}"
